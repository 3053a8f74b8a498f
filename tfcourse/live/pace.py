"""When to draw again: often enough to look alive, seldom enough to cost nothing."""

import time

# Drawing takes at most this share of the time.
SHARE = 0.007


class Pace:
    """Says when the next picture is due: after a pause, and the longer the last one took to draw.

    Args:
      pause: The least time between two pictures, in seconds.
      clock: Returns the time in seconds.
      work: Returns the time that this thread has computed, in seconds; waiting is no cost.

    Example:
      >>> pace = Pace(pause=60.0)
      >>> pace.is_due()
      True
      >>> with pace:
      ...     pass
      >>> pace.is_due()
      False
    """

    def __init__(self, pause: float, clock=time.perf_counter, work=time.thread_time):
        self._pause = pause
        self._clock = clock
        self._work = work
        self._next = clock()
        self._began = 0.0

    def is_due(self) -> bool:
        """Says whether the time for the next picture has come."""
        return self._clock() >= self._next

    def __enter__(self):
        self._began = self._work()
        return self

    def __exit__(self, *_):
        worked = self._work() - self._began
        self._next = self._clock() + max(self._pause, worked / SHARE)
