"""What a function takes and gives, as its signatures print it."""

import inspect
from collections import OrderedDict

from tfcourse.core.export import export


class Parameter(inspect.Parameter):
    """One parameter of a function type.

    Args:
      name: Its name.
      kind: One of the kinds of `inspect.Parameter`.
      type_constraint: What its arguments must be, or None.
      default: What stands for its default value in print, or None if there is none.

    Source: `tensorflow.core.function.polymorphism.function_type.Parameter`.
    """

    __slots__ = ()

    def __init__(self, name, kind, type_constraint=None, default=None):
        empty = inspect.Parameter.empty
        super().__init__(
            name,
            kind,
            default=empty if default is None else default,
            annotation=empty if type_constraint is None else type_constraint,
        )

    @property
    def type_constraint(self):
        """What its arguments must be, or None."""
        return None if self.annotation is self.empty else self.annotation

    @property
    def optional(self) -> bool:
        """Whether it has a default value."""
        return self.default is not self.empty

    def __repr__(self):
        return (
            f"Parameter(name={self.name}, kind={self.kind.name}, optional={self.optional!r}, "
            f"type_constraint={self.type_constraint!r})"
        )


@export("types.experimental.FunctionType")
class FunctionType(inspect.Signature):
    """The types of a function's parameters, results and captures.

    Printed by `str` it is one line, by `repr` a table.

    Args:
      parameters: `Parameter`s in order.
      output: The type of what it returns, or None if that is not known yet.
      captures: The type of each tensor or variable captured, by its identity.

    Example:
      >>> import tfcourse as tf
      >>> tf.function(lambda x, y=2: x + y).function_type.parameters["y"].optional
      True

    Source: `tf.types.experimental.FunctionType`.
    """

    __slots__ = ("captures", "output")

    def __init__(self, parameters, output=None, captures=()):
        empty = inspect.Signature.empty
        super().__init__(parameters, return_annotation=empty if output is None else output)
        self.output = output
        self.captures = OrderedDict(captures)

    def __repr__(self):
        lines = ["Input Parameters:"]
        for parameter in self.parameters.values():
            kind = parameter.kind.name
            lines.append(f"  {parameter.name} ({kind}): {parameter.type_constraint}")
        lines += ["Output Type:", f"  {self.output}", "Captures:"]
        lines += [f"  {identity}: {spec}" for identity, spec in self.captures.items()] or ["  None"]
        return "\n".join(lines)


def type_of_call(arguments, type_of_argument, output, captures) -> FunctionType:
    """Returns the type of one trace.

    Args:
      arguments: The `inspect.BoundArguments` of the call it was made for.
      type_of_argument: Called with an argument, gives its type.
      output: The type of what it returns.
      captures: Types by identity.
    """
    taken = list(arguments.signature.parameters.values())
    has_rest = any(parameter.kind is parameter.VAR_POSITIONAL for parameter in taken)
    parameters = []
    for parameter in taken:
        if parameter.name not in arguments.arguments:
            continue
        value = arguments.arguments[parameter.name]
        if parameter.kind is parameter.VAR_POSITIONAL:
            parameters += [
                Parameter(
                    f"{parameter.name}_{index}", Parameter.POSITIONAL_ONLY, type_of_argument(item)
                )
                for index, item in enumerate(value)
            ]
        elif parameter.kind is parameter.VAR_KEYWORD:
            parameters += [
                Parameter(key, Parameter.KEYWORD_ONLY, type_of_argument(item))
                for key, item in value.items()
            ]
        else:
            is_only = has_rest and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
            kind = Parameter.POSITIONAL_ONLY if is_only else parameter.kind
            parameters.append(Parameter(parameter.name, kind, type_of_argument(value)))
    return FunctionType(parameters, output, captures)
