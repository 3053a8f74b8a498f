"""Compiling by XLA in a thread of its own, while the program goes on.

One thread compiles one program after the other, as others need the processor too. XLA leaves
Python's lock alone; making its input of a trace is Python, and takes turns with the program. An
interpreter that ends waits for what is being compiled, as XLA cannot be interrupted, and drops the
rest. In a fork there is no such thread: what was waiting there is compiled when it is called.
"""

import collections
import os
import threading

_waiting: collections.deque["Compilation"] = collections.deque()


class _Worker:
    """The thread that compiles; it ends when nothing is left to do."""

    def __init__(self):
        self.lock = threading.Lock()
        self.is_running = False

    def add(self, compilation):
        """Has a program compiled after those that were added before."""
        with self.lock:
            _waiting.append(compilation)
            if not self.is_running:
                self.is_running = True
                # No daemon: XLA's threads must not outlive the interpreter.
                threading.Thread(target=self._run, name="tfcourse-compiles", daemon=False).start()

    def _run(self):
        while True:
            with self.lock:
                if not _waiting or not threading.main_thread().is_alive():
                    self.is_running = False
                    return
                compilation = _waiting.popleft()
            compilation.run()


_worker = _Worker()


def _begin_anew():
    """Forgets what a process was compiling that this one was forked from."""
    global _worker
    _waiting.clear()
    _worker = _Worker()


os.register_at_fork(after_in_child=_begin_anew)


class Compilation:
    """One program that is being compiled, so that its next call finds it compiled.

    Args:
      jitted: What `jax.jit` returned.
      avals: Abstract operands.
    """

    def __init__(self, jitted, avals):
        # Traced here: the functions that are traced look at what surrounds the call.
        self._traced = jitted.trace(*avals)
        self._claim = threading.Lock()
        self._is_done = threading.Event()
        self._error: Exception | None = None
        self._process = os.getpid()
        _worker.add(self)

    def run(self):
        """Compiles it, if nobody else does."""
        if not self._claim.acquire(blocking=False):
            return
        try:
            self._traced.lower().compile()
        except Exception as error:
            self._error = error
        finally:
            self._traced = None
            self._is_done.set()

    def wait(self):
        """Returns when it is compiled: here and now, if it has not been begun.

        Raises:
          Exception: what compiling it raised.
        """
        if self._process == os.getpid():
            self.run()
            self._is_done.wait()
        if self._error is not None:
            raise self._error
