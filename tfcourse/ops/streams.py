"""Random streams, and the operations that draw from them.

A stream is a key and a counter (see philox.py). An operation that runs now draws from the stream
of its kind and seeds: calling `uniform([2], seed=1)` twice gives the first numbers and then the
next. An operation in a graph owns its stream. Setting the global seed lets all begin anew.

To add an operation, write its JAX function of (operands, stream's key, its counter, attributes)
below `@random_op`, then call the result with `draw`.
"""

import functools
import inspect
import secrets

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.execute import convert_eager, execute
from tfcourse.core.handle import Handle
from tfcourse.core.op import Op, ops_by_type
from tfcourse.core.shapes import TensorShape
from tfcourse.core.signature import Argument
from tfcourse.core.tensor import EagerTensor
from tfcourse.ops.philox import BLOCKS_PER_OUTPUT, skip
from tfcourse.ops.seeds import Seeds, epoch, get_seed

_SEEDS = ("seed", "seed2")


class Stream(Handle):
    """A place in an endless row of random numbers, which moves on with each draw.

    It is state as a variable is: graphs around a loop or branch that draws read it and assign it.

    Args:
      seeds: The seeds of the operation that draws from it.
    """

    __slots__ = ("_epoch", "_seeds", "_state")

    def __init__(self, seeds: Seeds):
        self.value_dtype = dtypes.uint64
        self.shape = TensorShape([3])
        self.name = "random_stream"
        self.trainable = False
        self._seeds = seeds
        self._begin()

    def variable(self):
        """Returns None: it belongs to an operation."""

    def _begin(self):
        key, counter = self._seeds
        if not key and not counter:
            key, counter = secrets.randbits(64), secrets.randbits(64)
        self._state = EagerTensor(np.array([0, counter, key], np.uint64))
        self._epoch = epoch()

    @property
    def seeds(self) -> Seeds:
        """The seeds of the operation that draws from it."""
        return self._seeds

    def copy(self) -> "Stream":
        """Returns a stream that begins where this one began."""
        return Stream(self._seeds)

    @property
    def tensor(self) -> EagerTensor:
        """The state: uint64 of shape [3], the counter (low half first) and the key."""
        if self._epoch != epoch():
            self._begin()
        return self._state

    @tensor.setter
    def tensor(self, state: EagerTensor):
        self._state = state


class _DrawingOp(Op):
    """An op that takes the state of a stream after the operands that TensorFlow's op has."""

    _STATE = Argument("state", None, dtypes.uint64, False, None)
    # The new state comes with it.
    gives_one = False

    @functools.cached_property
    def inputs(self):
        return (*self.signature.inputs, self._STATE)

    def result_arguments(self, count):
        return [*self.signature.outputs, self._STATE]

    def structure(self, results):
        return tuple(results)


class RandomOp(Op):
    """An op that draws random numbers, as TensorFlow knows it.

    Its function draws from the beginning of the stream of its seeds; the one that runs is `draws`.
    """

    def __init__(self, op_type: str, function, draws: Op, **options):
        super().__init__(op_type, function, is_stateful=True, is_differentiable=False, **options)
        self.draws = draws

    def streams(self, attributes: tuple) -> tuple:
        """Returns the stream that an operation of these attributes draws from."""
        return (Stream(attributes[-len(_SEEDS) :]),)


def _counted(blocks):
    return jnp.asarray(blocks, jnp.uint64)


def random_op(op_type: str, *, reserved=None, check=None, **options):
    """Returns a decorator that makes a JAX function the kernel of a random operation.

    Args:
      op_type: TensorFlow's op type.
      reserved: Called with (operands, result), says how many blocks of the stream a call uses up;
        by default 256 for each number.
      check: As for `Op`, without the seeds.
      **options: As the attributes of `Op`.

    Returns:
      A decorator of functions (*operands, key, counter, *attributes) -> array, which returns the
      `RandomOp`.
    """

    def decorate(function):
        parameters = list(inspect.signature(function).parameters.values())
        at = [parameter.name for parameter in parameters].index("key")
        operands, attributes = parameters[:at], parameters[at + 2 :]
        kinds = inspect.Parameter

        def from_state(*values):
            *operands, state = values[: at + 1]
            result = function(*operands, state[2:], state[:2], *values[at + 1 :])
            blocks = BLOCKS_PER_OUTPUT * result.size
            if reserved is not None:
                blocks = reserved(operands, result)
            # An expression, in a program that is exported for any size, is a number of XLA's.
            number = np.uint64 if isinstance(blocks, int) else _counted
            return result, jnp.concatenate([skip(state[:2], number(blocks)), state[2:]])

        def from_seeds(*values):
            key, counter = (np.array(seed, np.uint64) for seed in ([values[-2]], [0, values[-1]]))
            return function(*values[:at], key, counter, *values[at : -len(_SEEDS)])

        state = kinds("state", kinds.POSITIONAL_OR_KEYWORD)
        seeds = [kinds(name, kinds.POSITIONAL_OR_KEYWORD) for name in _SEEDS]
        from_state.__signature__ = inspect.Signature([*operands, state, *attributes])
        from_seeds.__signature__ = inspect.Signature([*operands, *attributes, *seeds])
        draws = _DrawingOp(
            op_type,
            from_state,
            is_differentiable=False,
            check=check and (lambda *values: check(*values[:at], *values[at + 1 :])),
            **options,
        )
        definition = RandomOp(op_type, functools.wraps(function)(from_seeds), draws, **options)
        ops_by_type[op_type] = definition
        return definition

    return decorate


_streams: dict[tuple, Stream] = {}
_streams_epoch = [0]


def _stream_of(kind: tuple, seeds: Seeds, is_lasting: bool) -> Stream:
    """Returns the stream from which operations of a kind and seeds draw when they run at once."""
    if _streams_epoch[0] != epoch():
        _streams.clear()
        _streams_epoch[0] = epoch()
    if not is_lasting:
        return Stream(seeds)
    stream = _streams.get((kind, seeds))
    if stream is None:
        stream = _streams[kind, seeds] = Stream(seeds)
    return stream


def draw(definition: RandomOp, operands, attributes=(), seed=None, name=None):
    """Runs a random operation, or adds it to the graph being built.

    Args:
      definition: The `RandomOp`.
      operands: As for `execute`.
      attributes: Its attributes without the seeds.
      seed: The operation's seed, an integer or None.
      name: The operation's name.

    Returns:
      The drawn tensor.
    """
    seeds = get_seed(seed)
    if context.graph is not None:
        return execute(definition, operands, (*attributes, *seeds), name)
    _, by_attribute = convert_eager(definition, operands, name)
    # Nobody asks again for a seed that was drawn for one call.
    stream = _stream_of(
        (definition, attributes, tuple(by_attribute.values())), seeds, seed is not None
    )
    result, state = execute(definition.draws, (*operands, stream.tensor), attributes, name)
    stream.tensor = state
    return result
