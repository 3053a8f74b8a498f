"""What stands for a function's arguments while it is traced."""

from tfcourse.core.handle import Handle
from tfcourse.function.signature import Leaf, VariableLeaf


class ArgumentHandle(Handle):
    """The handle of a variable that is an argument: in each call it is the given variable's.

    Attributes:
      actual: The handle that the present call gives, or None while the function is traced.
    """

    __slots__ = ("actual",)

    def read(self):
        """Returns the current value, as `Handle.read`."""
        return super().read() if self.actual is None else self.actual.read()

    def update(self, definition, operands, name=None):
        """Applies an update, as `Handle.update`."""
        if self.actual is None:
            return super().update(definition, operands, name)
        return self.actual.update(definition, operands, name)


class ArgumentPlaceholders:
    """The placeholders of a function's arguments.

    Args:
      graph: The `FuncGraph`.

    Attributes:
      tensors: All placeholders in order, those of variables too.
      variables: What the traced function is given for variables.
    """

    def __init__(self, graph):
        self._graph = graph
        self.tensors = []
        self.variables: list = []
        self._by_alias: dict[int, object] = {}

    @property
    def handles(self) -> list[ArgumentHandle]:
        """The handles of `variables`."""
        return [variable.handle for variable in self.variables]

    def symbolic(self, leaf):
        """Returns what the traced function gets for a leaf of its arguments."""
        if isinstance(leaf, Leaf):
            placeholder = self._graph.placeholder(leaf.spec.dtype, leaf.spec.shape, leaf.name)
            self._graph.inputs.append(placeholder)
            self.tensors.append(placeholder)
            return placeholder
        if isinstance(leaf, VariableLeaf):
            known = self._by_alias.get(leaf.spec.alias_id)
            return known if known is not None else self._variable(leaf)
        return leaf

    def _variable(self, leaf):
        given = leaf.reference()
        variable = object.__new__(type(given))
        vars(variable).update(vars(given))
        own = given.handle
        variable.handle = handle = ArgumentHandle(
            variable, own.tensor, own.value_dtype, own.shape, own.name, own.trainable
        )
        handle.actual = None
        self.tensors.append(self._graph.resource(handle, leaf.name))
        self.variables.append(variable)
        self._by_alias[leaf.spec.alias_id] = variable
        return variable

    def finish(self):
        """Lets the values go that the arguments had in the call that was traced."""
        self._graph.arguments = ()
        for handle in self.handles:
            handle.tensor = None
