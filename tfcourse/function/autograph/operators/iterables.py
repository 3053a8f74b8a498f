"""Which classes have a loop or builtins of their own in converted code."""

_loops: dict[type, object] = {}
_builtins: dict[type, dict] = {}


def register_iterable(kind, for_stmt=None, **builtins):
    """Registers how converted code iterates over instances of a class.

    Args:
      kind: The class.
      for_stmt: Called as `loops.for_stmt` is: `for_stmt(iterated, extra_test, body, get_state,
        set_state, symbol_names, opts)`.
      **builtins: What stands for a builtin whose arguments are such instances, by its name:
        `map=...`, `zip=...`, `len=...`.
    """
    if for_stmt is not None:
        _loops[kind] = for_stmt
    _builtins.setdefault(kind, {}).update(builtins)


def loop_over(value):
    """Returns the `for_stmt` of a value's class, or None."""
    for kind in type(value).__mro__:
        if kind in _loops:
            return _loops[kind]
    return None


def builtin_for(value, name):
    """Returns what stands for a builtin over a value of its class, or None."""
    for kind in type(value).__mro__:
        if name in _builtins.get(kind, ()):
            return _builtins[kind][name]
    return None
