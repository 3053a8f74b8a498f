"""When to draw again: often enough to look alive, seldom enough to cost nothing."""

import time

# Drawing takes at most this share of the time, and so many seconds at the beginning: what is new
# is looked at most.
SHARE = 0.006
CREDIT = 0.03


class Pace:
    """Says when the next picture is due: after a pause, and when it is paid for.

    Args:
      pause: The least time between two pictures, in seconds.
      clock: Returns the time in seconds.

    Example:
      >>> pace = Pace(pause=60.0)
      >>> pace.is_due()
      True
      >>> with pace:
      ...     pass
      >>> pace.is_due()
      False
    """

    def __init__(self, pause: float, clock=time.perf_counter):
        self._pause = pause
        self._clock = clock
        self._began = self._next = clock()
        self._spent = 0.0
        self._drawing = 0.0

    def is_due(self) -> bool:
        """Says whether the time for the next picture has come."""
        return self._clock() >= self._next

    def __enter__(self):
        self._drawing = self._clock()
        return self

    def __exit__(self, *_):
        now = self._clock()
        cost = now - self._drawing
        self._spent += cost
        # When as much time will have passed as pays for all of them and another one.
        paid = self._began + (self._spent + cost - CREDIT) / SHARE
        self._next = max(now + self._pause, paid)
