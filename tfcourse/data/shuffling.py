"""TensorFlow's random orders, to the digit.

A dataset's generator is a row of random words, which its pair of seeds begins. Each iterator takes
the next two words of it as the seeds of a row of its own, or, where the order is to stay the same,
begins with the dataset's pair. The buffer is filled; a word of the row chooses an element of it,
whose place the oldest one takes, and one more is read.
"""

import secrets
from collections.abc import Iterator

import numpy as np

from tfcourse.ops.philox import random_block

_MANY = 256
_EACH = np.arange(_MANY, dtype=np.uint64)


def words(seed: int, seed2: int) -> Iterator[int]:
    """Yields the random words, each below 2**32, that a pair of seeds begins.

    Args:
      seed: The key.
      seed2: The upper half of the counter.

    Example:
      >>> next(words(1, 3))
      2313400127
    """
    key = np.array([seed % 2**64], np.uint64)
    high = seed2 % 2**64
    for start in range(0, 2**64, _MANY):
        counter = np.array([start, high], np.uint64)
        blocks = np.stack([np.asarray(word) for word in random_block(key, counter, _EACH)])
        yield from blocks.T.ravel().tolist()


class SeedGenerator:
    """Gives each iterator of a dataset its pair of seeds.

    Args:
      seed: The first seed of the dataset.
      seed2: The second; both 0 stand for seeds that nobody can foresee.
      is_new_each_time: Whether each iterator gets others.
    """

    def __init__(self, seed, seed2, is_new_each_time):
        if not seed and not seed2:
            seed, seed2 = secrets.randbits(64), secrets.randbits(64)
        self._seeds = seed, seed2
        self._words = words(seed, seed2) if is_new_each_time else None

    def next(self) -> tuple[int, int]:
        """Returns the seeds of the next iterator."""
        if self._words is None:
            return self._seeds
        return next(self._words), next(self._words)


def shuffled(elements: Iterator, size: int, row: Iterator[int]) -> Iterator:
    """Yields elements in a random order.

    Args:
      elements: The elements.
      size: How many of them are held at once.
      row: Random words.

    Example:
      >>> list(shuffled(iter("abc"), 3, iter([1, 1, 0])))
      ['b', 'c', 'a']
    """
    held: list = []
    oldest = 0
    for element in elements:
        if len(held) < size:
            held.append(element)
            if len(held) < size:
                continue
        else:
            # The place that the last one left is the newest of the ring.
            held[(oldest - 1) % size] = element
        at = (oldest + next(row) % size) % size
        yield held[at]
        held[at] = held[oldest]
        oldest = (oldest + 1) % size
    remaining = len(held) if len(held) < size else size - 1
    if not held:
        return
    while remaining:
        at = (oldest + next(row) % remaining) % len(held)
        yield held[at]
        held[at] = held[oldest]
        oldest = (oldest + 1) % len(held)
        remaining -= 1
