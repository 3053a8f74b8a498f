"""What surrounds a call on this thread: the graph being built, the tapes, the name scope."""

import threading


class Context(threading.local):
    """The state of one thread that the gate looks at for every operation.

    Attributes:
      graph: The `Graph` that operations are added to, or None when they run at once (eager).
      tapes: The tapes that record now, outermost first; an empty tuple costs the gate nothing.
      frames: The user's frames that new operations of a graph get, or None for those running.
      name_scope: The eager name scope with a trailing slash, or an empty string; graphs keep
        their own.
    """

    graph = None
    tapes: tuple = ()
    frames: tuple | None = None
    name_scope = ""


context = Context()
