"""What surrounds a call on this thread: the graph being built, the tapes, the name scope."""

import threading
from collections.abc import Callable


class Context(threading.local):
    """The state of one thread that the gate looks at for every operation.

    Attributes:
      graph: The `Graph` that operations are added to, or None when they run at once (eager).
      tapes: The tapes that record now, outermost first; an empty tuple costs the gate nothing.
      observe: None, or a function that is shown each operation that passes the gate, after it ran
        or was added to a graph: (op, operands, outputs).
      frames: The user's frames that new operations of a graph get, or None for those running.
      name_scope: The eager name scope with a trailing slash, or an empty string; graphs keep
        their own.
    """

    graph = None
    tapes: tuple = ()
    observe: Callable | None = None
    frames: tuple | None = None
    name_scope = ""


context = Context()
