"""In which direction derivatives are taken while kernels are traced.

A kernel whose derivative JAX cannot find both ways with one rule (a loop whose trip count is known
only at run time) looks here for the rule that is wanted of it now.
"""

import contextlib
import threading


class _Modes(threading.local):
    """The derivatives being taken on this thread, outermost first: `forward` or `reverse`."""

    stack: tuple = ()


modes = _Modes()


@contextlib.contextmanager
def differentiating(direction: str):
    """Says inside a `with` block that a derivative is being taken.

    Args:
      direction: `forward` (`jax.jvp`) or `reverse` (`jax.vjp`).
    """
    with differentiated((*modes.stack, direction)):
        yield


@contextlib.contextmanager
def differentiated(stack: tuple):
    """Says inside a `with` block which derivatives are being taken, as `modes.stack` said once.

    Args:
      stack: The directions, outermost first.
    """
    outer = modes.stack
    modes.stack = stack
    try:
        yield
    finally:
        modes.stack = outer


def direction() -> str | None:
    """Returns the direction of the innermost derivative being taken, or None."""
    return modes.stack[-1] if modes.stack else None
