"""What jaxprs are made of, told by their looks.

`jax.extend` has the classes; importing it takes as long as importing a hundred of our modules.
"""

from typing import Any, NamedTuple


class ClosedJaxpr(NamedTuple):
    """A jaxpr with the values of its constants, as `jax.make_jaxpr` gives one.

    Attributes:
      jaxpr: The jaxpr.
      consts: The values.
    """

    jaxpr: Any
    consts: tuple

    @property
    def in_avals(self) -> list:
        """The abstract operands."""
        return [variable.aval for variable in self.jaxpr.invars]


def closed(jaxpr):
    """Returns a jaxpr with the values of its constants, of which an open one has none."""
    return jaxpr if hasattr(jaxpr, "consts") else ClosedJaxpr(jaxpr, ())


def is_literal(atom) -> bool:
    """Says whether an operand is a value, not a variable."""
    return hasattr(atom, "val")
