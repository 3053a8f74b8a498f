"""Timing: calls in batches, with both clocks, the library's own queue emptied before they stop."""

import time
from itertools import repeat
from typing import NamedTuple

# Long against the clocks' resolution and the wait at the end of a batch, short against the time
# in which the load of a machine changes.
BATCH_SECONDS = 0.2


class Measurement(NamedTuple):
    """What one call took, as the mean of a batch.

    Attributes:
      cpu: Seconds of processor time, of all threads together.
      wall: Seconds on the clock.
      calls: Calls in the batch.
      memory: Bytes that the process held at most, where a line measures it.
    """

    cpu: float
    wall: float
    calls: int
    memory: int | None = None


def wait_for(result):
    """Waits until results that a library may still be computing are there, on the host."""
    if isinstance(result, (list, tuple)):
        for item in result:
            wait_for(item)
    elif hasattr(result, "block_until_ready"):
        result.block_until_ready()
    elif hasattr(result, "numpy"):
        result.numpy()


def batch(call, calls) -> Measurement:
    """Times a number of calls, waiting for the last one's result."""
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in repeat(None, calls):
        result = call()
    wait_for(result)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Measurement(cpu / calls, wall / calls, calls)


def calibrated(call) -> int:
    """Returns how many calls make a batch of `BATCH_SECONDS`."""
    calls = 1
    while True:
        taken = batch(call, calls).wall * calls
        if taken >= BATCH_SECONDS / 4:
            return max(1, round(calls * BATCH_SECONDS / taken))
        calls *= 2
