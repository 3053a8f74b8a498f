"""tf.Module: an object that owns variables and other modules, and a name scope for them."""

import functools
import re
from collections.abc import Callable, Iterator

from tfcourse.core.export import export
from tfcourse.core.nest import flatten
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
            self._scope_name = scope

    @property
    def name(self) -> str:
        """The name as given or made from the class's."""
        return self._name

    @property
    def name_scope(self) -> name_scope:
        """A `tf.name_scope` for what belongs to the module."""
        return name_scope(self._scope_name)

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

    def _flatten(self, predicate: Callable) -> Iterator:
        """Yields what it owns and `predicate` accepts, each object once."""
        seen = {id(self)}
        # Its own first, then module by module, each with everything below it.
        stack = [self]
        while stack:
            submodules = []
            for leaf in _leaves(stack.pop()):
                if id(leaf) not in seen:
                    seen.add(id(leaf))
                    if predicate(leaf):
                        yield leaf
                    if isinstance(leaf, Module):
                        submodules.append(leaf)
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


def _leaves(module: Module) -> Iterator:
    """Yields what the attributes of a module hold, in the order of their names."""
    attributes = vars(module)
    for key in sorted(attributes):
        try:
            yield from flatten(attributes[key], expand_composites=True)
        except Exception as error:
            raise ValueError(f"Error processing property {key!r} of {attributes[key]!r}") from error
