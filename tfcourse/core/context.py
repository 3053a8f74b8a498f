"""What surrounds a call on this thread: the graph being built, the tapes, the name scope."""

import contextvars
import threading
from collections.abc import Callable
from typing import Any

import numpy as np


class _Watching:
    """An attribute on which `run` depends. It is read at no cost, as it only says what to set."""

    def __set_name__(self, owner, name):
        self._name = name

    def __set__(self, context, value):
        state = context.__dict__
        state[self._name] = value
        is_free = state["graph"] is None and state["observe"] is None and state["device"] is None
        state["run"] = state["quietly"] if is_free else None


class Context(threading.local):
    """The state of one thread that the gate looks at for every operation.

    Attributes:
      graph: The `Graph` that operations are added to, or None when they run at once (eager).
      tapes: The tapes that record now, outermost first; an empty tuple costs the gate nothing.
      observe: None, or a function that is shown each operation that passes the gate, after it ran
        or was added to a graph: (op, operands, outputs).
      device: What `tf.device` asks for, a DeviceSpec merged from all that are open, or None.
      frames: The user's frames that new operations of a graph get, or None for those running.
      name_scope: The eager name scope with a trailing slash, or an empty string; graphs keep
        their own.
      quietly: Calls a function of arrays, (function, *arguments), without warnings of NumPy's. To
        run it in such a context takes a fifth of the time that `np.errstate` takes.
      strictly: The same, but what overflows raises FloatingPointError.
      row: The `Row` of operations that wait to be run together, or None.
      run: `quietly`, or None where a graph, an observer or a device wants the gate's long way.
    """

    tapes: tuple = ()
    row: Any = None
    frames: tuple | None = None
    name_scope = ""
    graph = _Watching()
    observe = _Watching()
    device = _Watching()

    def __init__(self):
        quiet = contextvars.copy_context()
        quiet.run(np.seterr, all="ignore")
        strict = quiet.copy()
        strict.run(np.seterr, over="raise")
        self.quietly: Callable = quiet.run
        self.strictly: Callable = strict.run
        self.__dict__.update(graph=None, observe=None, device=None, run=self.quietly)


context = Context()
