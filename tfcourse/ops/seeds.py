"""Seeds of random operations: the global one, each operation's, and how two become one pair.

TensorFlow derives an operation's pair of seeds from the global seed (of the program, or of the
graph being built) and the operation's own. An operation without one gets the next number of
Python's generator, seeded with the global seed; in a graph, it gets the count of such operations.
"""

import operator
import random
import weakref

import numpy as np

from tfcourse.core.context import context
from tfcourse.core.export import export

_DEFAULT = 87654321
_LIMIT = 2**31 - 1

Seeds = tuple[int, int]
"""The two seeds of an operation; (0, 0) stands for numbers that nobody can foresee."""


class _Program:
    """The seeds of the program, which all threads share."""

    def __init__(self):
        self.seed = None
        self.numbers = random.Random()
        self.epoch = 0


_program = _Program()
_unseeded_operations: weakref.WeakKeyDictionary = weakref.WeakKeyDictionary()


def epoch() -> int:
    """Returns how often the global seed has been set; random streams begin anew each time."""
    return _program.epoch


def global_seed():
    """Returns the global seed of the program as it was set, or None."""
    return _program.seed


@export("random.set_seed")
def set_seed(seed):
    """Sets the global seed, and lets all random operations begin anew.

    While a graph is built, sets the seed of the graph.

    Args:
      seed: A Python integer, or None for numbers that nobody can foresee.

    Raises:
      TypeError: if nothing can be seeded with it.

    Example:
      >>> import tfcourse as tf
      >>> tf.random.set_seed(42)
      >>> print(tf.random.uniform([2]))
      tf.Tensor([0.6645621  0.44100678], shape=(2,), dtype=float32)

    Source: `tf.random.set_seed`.
    """
    if context.graph is not None:
        context.graph.seed = seed
        return
    try:
        hash(seed)
        numbers = random.Random(seed)
    except TypeError:
        seed = int(np.array(seed))
        numbers = random.Random(seed)
    _program.seed = seed
    _program.numbers = numbers
    _program.epoch += 1


def _graph_seed(graph):
    """Returns the seed of a graph: its own, or the one around it."""
    while graph.seed is None and getattr(graph, "outer_graph", None) is not None:
        graph = graph.outer_graph
    if graph.seed is None and graph.building_function:
        return _program.seed
    return graph.seed


def get_seed(operation_seed=None) -> Seeds:
    """Returns the seeds of a random operation that is called now.

    Args:
      operation_seed: What the user gave as `seed`: an integer or None.

    Returns:
      The pair of seeds; a call without a seed of its own changes what the next one gets.

    Raises:
      TypeError: if a seed is no number.

    Source: `tf.compat.v1.random.get_seed`.
    """
    graph = context.graph
    seed = _program.seed if graph is None else _graph_seed(graph)
    if seed is None and operation_seed is None:
        return 0, 0
    if seed is None:
        seed = _DEFAULT
    elif operation_seed is None and graph is None:
        operation_seed = _program.numbers.randint(0, _LIMIT)
    elif operation_seed is None:
        operation_seed = _unseeded_operations.get(graph, 0)
        _unseeded_operations[graph] = operation_seed + 1
    seeds = int(operator.mod(seed, _LIMIT)), int(operator.mod(operation_seed, _LIMIT))
    return seeds if seeds != (0, 0) else (0, _LIMIT)
