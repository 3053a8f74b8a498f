"""tf.Module: an object that owns variables and other modules, and a name scope for them."""

import functools
import re
from collections.abc import Callable, Iterator, Mapping

from tfcourse.core.export import export
from tfcourse.core.nest import flatten, is_nested
from tfcourse.core.scopes import name_scope
from tfcourse.core.variable import Variable

_IDENTIFIER = re.compile(r"^[a-zA-Z_]([a-zA-Z0-9_])*$")


def snake_case(name: str) -> str:
    """Returns the name of a class as modules are named by default.

    Example:
      >>> snake_case("MyDenseLayer")
      'my_dense_layer'
    """
    return re.sub(r"(?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z])", r"_\g<0>", name).lower()


@export("Module")
class Module:
    """A base class for what owns variables.

    Variables and modules are found wherever they are: in attributes, and in lists, tuples and
    dictionaries there.

    Args:
      name: Its name, a Python identifier; by default the name of the class in snake case.

    Raises:
      ValueError: if the name is no identifier.

    Example:
      >>> import tfcourse as tf
      >>> class Scale(tf.Module):
      ...     def __init__(self):
      ...         super().__init__()
      ...         self.factor = tf.Variable(2.0, name="factor")
      ...     def __call__(self, x):
      ...         return self.factor * x
      >>> scale = Scale()
      >>> scale.name, [variable.name for variable in scale.trainable_variables]
      ('scale', ['factor:0'])

    Source: `tf.Module`.
    """

    _TF_MODULE_IGNORED_PROPERTIES: frozenset[str] = frozenset()

    def __init__(self, name=None):
        if name is None:
            name = snake_case(type(self).__name__)
        elif not _IDENTIFIER.match(name):
            raise ValueError(
                f"{name!r} is not a valid module name. Module names must be valid Python "
                "identifiers (e.g. a valid class name)."
            )
        self._name = name
        with name_scope(name) as scope:
            self._name_scope = name_scope(scope)

    @property
    def name(self) -> str:
        """The name as given or made from the class's."""
        return self._name

    @property
    def name_scope(self) -> name_scope:
        """A `tf.name_scope` for what belongs to the module."""
        # A new one each time: it may be entered while it is entered.
        return name_scope(self._name_scope.name)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """All variables of the module and of its submodules."""
        return tuple(self._flatten(predicate=_is_variable))

    @property
    def trainable_variables(self) -> tuple[Variable, ...]:
        """The variables that tapes watch on their own."""
        return tuple(self._flatten(predicate=lambda item: _is_variable(item) and item.trainable))

    @property
    def non_trainable_variables(self) -> tuple[Variable, ...]:
        """The variables that tapes do not watch on their own."""
        return tuple(
            self._flatten(predicate=lambda item: _is_variable(item) and not item.trainable)
        )

    @property
    def submodules(self) -> tuple["Module", ...]:
        """All modules that it owns, and those that they own."""
        return tuple(self._flatten(predicate=lambda item: isinstance(item, Module)))

    def _flatten(
        self,
        recursive: bool = True,
        predicate: Callable | None = None,
        attribute_traversal_key: Callable | None = None,
        with_path: bool = False,
        expand_composites: bool = False,
    ) -> Iterator:
        """Yields what it owns, each object once: its own first, then that of each module in turn.

        Args:
          recursive: Whether to yield what its modules own, too.
          predicate: A function that says which objects to yield; all by default.
          attribute_traversal_key: A function of an attribute's name to sort by.
          with_path: Whether to yield pairs of the way to an object and the object.
          expand_composites: Whether to take ragged and sparse tensors apart.
        """
        seen = {id(self)}
        stack: list[tuple[tuple, Module]] = [((), self)]
        while stack:
            submodules = []
            path, module = stack.pop()
            for way, leaf in _leaves(module, attribute_traversal_key, expand_composites):
                if id(leaf) not in seen:
                    seen.add(id(leaf))
                    if predicate is None or predicate(leaf):
                        yield ((*path, *way), leaf) if with_path else leaf
                    if recursive and isinstance(leaf, Module):
                        submodules.append(((*path, *way), leaf))
            stack += reversed(submodules)

    @classmethod
    def with_name_scope(cls, method: Callable) -> Callable:
        """Returns a method that runs inside of its module's name scope; used as a decorator.

        Example:
          >>> import tfcourse as tf
          >>> class Layer(tf.Module):
          ...     @tf.Module.with_name_scope
          ...     def __call__(self):
          ...         return tf.Variable(1.0, name="w")
          >>> Layer()().name
          'layer/w:0'
        """

        @functools.wraps(method)
        def scoped(self, *arguments, **keywords):
            with self.name_scope:
                return method(self, *arguments, **keywords)

        return scoped


def _is_variable(item) -> bool:
    return isinstance(item, Variable)


def _leaves(module: Module, sort_key, expand_composites) -> Iterator[tuple[tuple, object]]:
    """Yields what a module's attributes hold and the way to it, in the order of their names."""
    attributes = vars(module)
    for key in sorted(attributes, key=sort_key):
        if key in module._TF_MODULE_IGNORED_PROPERTIES:
            continue
        value = attributes[key]
        try:
            leaves = flatten(value, expand_composites)
        except Exception as error:
            raise ValueError(f"Error processing property {key!r} of {value!r}") from error
        ways = _ways(value) if is_nested(value) else [()]
        if len(ways) != len(leaves):
            # What was taken apart goes by the name of the attribute.
            ways = [()] * len(leaves)
        for way, leaf in zip(ways, leaves, strict=True):
            yield (key, *way), leaf


def _ways(value) -> list[tuple]:
    """Returns the keys and indices that lead to each leaf of a nested structure."""
    if isinstance(value, Mapping):
        items = [(key, value[key]) for key in sorted(value)]
    elif hasattr(value, "_fields"):
        items = list(zip(value._fields, value, strict=True))
    elif isinstance(value, (list, tuple)):
        items = list(enumerate(value))
    else:
        return [()]
    return [(key, *way) for key, item in items for way in _ways(item)]
