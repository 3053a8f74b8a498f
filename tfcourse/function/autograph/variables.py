"""Variables of converted code that may have no value yet."""


class Undefined:
    """Stands for a variable that is not assigned.

    Attributes:
      symbol_name: Its name.
    """

    __slots__ = ("symbol_name",)

    def __init__(self, symbol_name):
        self.symbol_name = symbol_name

    def read(self):
        """Raises what reading it raises.

        Raises:
          UnboundLocalError: always.
        """
        raise UnboundLocalError(f"'{self.symbol_name}' is used before assignment")

    def __repr__(self):
        return self.symbol_name


class UndefinedReturnValue:
    """Stands for what a function returns before it has returned."""


def ld(value):
    """Reads a variable.

    Raises:
      UnboundLocalError: if it is not assigned.
    """
    return value.read() if isinstance(value, Undefined) else value


def ldu(load, name):
    """Reads a compound variable such as `a.b`, which is undefined if it cannot be read."""
    try:
        return load()
    except (KeyError, AttributeError, NameError):
        return Undefined(name)


def is_undefined(value) -> bool:
    """Says whether a variable has no value."""
    return isinstance(value, Undefined | UndefinedReturnValue)
