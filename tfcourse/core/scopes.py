"""Where code runs: name scopes, inside a function or not."""

import contextlib

from tfcourse.core.context import context
from tfcourse.core.export import export


@export("name_scope")
class name_scope:
    """A context manager that puts the names made inside below a scope.

    Args:
      name: The scope's name; one that ends in a slash re-enters an existing scope.

    Source: `tf.name_scope`.
    """

    def __init__(self, name):
        if not isinstance(name, str):
            raise ValueError("name for name_scope must be a string.")
        self._name = name

    @property
    def name(self):
        """The name as given."""
        return self._name

    def __enter__(self):
        if context.graph is not None:
            self._inner = context.graph.name_scope(self._name)
            return self._inner.__enter__()
        self._outer = context.name_scope
        if not self._name:
            context.name_scope = ""
        elif self._name.endswith("/"):
            context.name_scope = self._name
        else:
            context.name_scope = f"{self._outer}{self._name}/"
        self._inner = None
        return context.name_scope

    def __exit__(self, *exception):
        if self._inner is not None:
            return self._inner.__exit__(*exception)
        context.name_scope = self._outer
        return None


@export("get_current_name_scope")
def get_current_name_scope() -> str:
    """Returns the current name scope without its last slash; empty outside of all.

    Source: `tf.get_current_name_scope`.
    """
    if context.graph is not None:
        return context.graph.get_name_scope()
    return context.name_scope.rstrip("/")


@export("init_scope")
@contextlib.contextmanager
def init_scope():
    """Lifts a `with` block out of functions that are being traced, back to eager execution.

    Source: `tf.init_scope`.
    """
    graph, tapes = context.graph, context.tapes
    outermost = graph
    while outermost is not None and outermost.building_function:
        outermost = outermost.outer_graph
    context.graph, context.tapes = outermost, ()
    try:
        yield
    finally:
        context.graph, context.tapes = graph, tapes


@export("inside_function")
def inside_function() -> bool:
    """Says whether a function is being traced on this thread.

    Source: `tf.inside_function`.
    """
    return context.graph is not None and context.graph.building_function


@export("executing_eagerly")
def executing_eagerly() -> bool:
    """Says whether operations run at once on this thread.

    Source: `tf.executing_eagerly`.
    """
    return context.graph is None
