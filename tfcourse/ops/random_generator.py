"""`tf.random.Generator`: random numbers from a state that is a variable."""

import secrets

import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core import dtypes
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.errors import UnimplementedError
from tfcourse.core.export import export
from tfcourse.core.op import Op
from tfcourse.core.scopes import init_scope
from tfcourse.core.tensor import Tensor
from tfcourse.core.variable import Variable
from tfcourse.ops import philox
from tfcourse.ops.casting import cast
from tfcourse.ops.creation import zeros_like
from tfcourse.ops.identities import bitcast
from tfcourse.ops.joining import concat, stack, unstack
from tfcourse.ops.random_algorithms import Algorithm, algorithm_number, unsupported_algorithm
from tfcourse.ops.reductions import reduce_prod
from tfcourse.ops.reshaping import reshape
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.stateless_random import draw_normal, draw_uniform

_STATE_SIZES = {
    Algorithm.PHILOX.value: 3,
    Algorithm.THREEFRY.value: 2,
    Algorithm.AUTO_SELECT.value: 3,
}


def _skipped(state, delta):
    counter = lax.bitcast_convert_type(state[:2], jnp.uint64)
    counter = philox.skip(counter, delta * np.uint64(philox.BLOCKS_PER_OUTPUT))
    return jnp.concatenate([lax.bitcast_convert_type(counter, jnp.int64), state[2:]])


_SKIP = Op("RngReadAndSkip", _skipped, operands=("resource", "delta"), is_stateful=True)


def _state_size(algorithm) -> int:
    if algorithm not in _STATE_SIZES:
        raise unsupported_algorithm(algorithm)
    return _STATE_SIZES[algorithm]


def _words(number: int, count: int) -> list[int]:
    """Returns the lowest 64-bit words of an integer, lowest first, as int64."""
    words = [(number >> (64 * index)) & (2**64 - 1) for index in range(count)]
    return [word - 2**64 if word >= 2**63 else word for word in words]


def _signed(value):
    """Returns integers with those above the range of int64 taken as what their bits mean there."""
    if isinstance(value, (list, tuple)):
        return [_signed(item) for item in value]
    if isinstance(value, int) and value >= 2**63:
        return value - 2**64
    return value


def _state_tensor(value) -> Tensor:
    return cast(_signed(value), dtypes.int64)


@export("random.create_rng_state", "random.experimental.create_rng_state")
def create_rng_state(seed, alg):
    """Makes the state of a generator of a seed.

    Args:
      seed: A Python integer, or an integer vector, which is cut or padded with zeros on the left.
      alg: An `Algorithm`, its number or its name.

    Returns:
      int64 tensor of shape [3] (`"threefry"`: [2]).

    Raises:
      ValueError: if there is no such algorithm.

    Example:
      >>> import tfcourse as tf
      >>> tf.random.create_rng_state(1234, "philox").numpy().tolist()
      [1234, 0, 0]

    Source: `tf.random.create_rng_state`.
    """
    size = _state_size(algorithm_number(alg))
    words = _words(seed, size) if isinstance(seed, int) else seed
    words = reshape(_state_tensor(words), [-1])[:size]
    return concat([np.zeros(size - words.shape[0], np.int64), words], 0)


@export("random.Generator", "random.experimental.Generator")
class Generator:
    """A source of random numbers, whose state is a variable.

    Args:
      copy_from: A generator to copy.
      state: Instead, an integer vector as `create_rng_state` makes it; a variable is used as it is.
      alg: The algorithm that goes with `state`.

    Raises:
      AssertionError: if neither is given.
      ValueError: if the state has the wrong size.

    Example:
      >>> import tfcourse as tf
      >>> generator = tf.random.Generator.from_seed(1234)
      >>> print(generator.normal([2, 3]))
      tf.Tensor(
      [[ 0.9356609   1.0854305  -0.93788373]
       [-0.5061547   1.3169702   0.7137579 ]], shape=(2, 3), dtype=float32)
      >>> generator.state.numpy().tolist()
      [2770, 0, 0]

    Source: `tf.random.Generator`.
    """

    def __init__(self, copy_from=None, state=None, alg=None):
        if copy_from is not None:
            assert (alg or state) is None
            self._alg = copy_from.algorithm
            self._state = self._variable(copy_from.state)
            return
        assert alg is not None and state is not None
        self._alg = algorithm_number(alg)
        if not isinstance(state, Variable):
            state = _state_tensor(state)
        state.shape.assert_is_compatible_with([_state_size(self._alg)])
        self._state = state if isinstance(state, Variable) else self._variable(state)

    @staticmethod
    def _variable(state) -> Variable:
        return Variable(state, dtype=dtypes.int64, trainable=False, name="StateVar")

    @classmethod
    def from_state(cls, state, alg):
        """Makes a generator of a state; arguments are those of the class."""
        return cls(alg=alg, state=state)

    @classmethod
    def from_seed(cls, seed, alg=None):
        """Makes a generator of a seed.

        Args:
          seed: A Python integer or an integer vector.
          alg: The algorithm; `"philox"` by default.
        """
        alg = algorithm_number(Algorithm.PHILOX if alg is None else alg)
        return cls(state=create_rng_state(seed, alg), alg=alg)

    @classmethod
    def from_non_deterministic_state(cls, alg=None):
        """Makes a generator whose numbers nobody can foresee."""
        alg = algorithm_number(Algorithm.PHILOX if alg is None else alg)
        state = _words(secrets.randbits(64 * _state_size(alg)), _state_size(alg))
        return cls(state=state, alg=alg)

    @classmethod
    def from_key_counter(cls, key, counter, alg):
        """Makes a generator of the parts of a state.

        Args:
          key: Scalar int64: which stream.
          counter: int64 vector: where in the stream.
          alg: The algorithm.
        """
        alg = algorithm_number(alg)
        return cls(state=_joined(key, counter, alg), alg=alg)

    def reset(self, state):
        """Replaces the state, an integer vector."""
        state = _state_tensor(state)
        state.shape.assert_is_compatible_with([_state_size(self._alg)])
        self._state.assign(state)

    def reset_from_seed(self, seed):
        """Replaces the state by that of a seed."""
        self._state.assign(create_rng_state(seed, self._alg))

    def reset_from_key_counter(self, key, counter):
        """Replaces the state by its parts; arguments are those of `from_key_counter`."""
        self._state.assign(_joined(key, counter, self._alg))

    @property
    def state(self) -> Variable:
        """The variable that holds the state: the counter, low half first, then the key."""
        return self._state

    @property
    def algorithm(self) -> int:
        """The number of the algorithm."""
        return self._alg

    @property
    def key(self) -> Tensor:
        """The key: which stream the numbers come from."""
        return self._state[-1]

    def skip(self, delta):
        """Moves on as if `delta` numbers had been drawn.

        Args:
          delta: Scalar integer tensor.

        Returns:
          int64 tensor, the state before.
        """
        if self._alg == Algorithm.THREEFRY.value:
            raise UnimplementedError(
                None,
                None,
                "{{function_node __wrapped__RngReadAndSkip_device_/job:localhost/replica:0/task:0/"
                "device:CPU:0}} Non-XLA devices don't support the ThreeFry algorithm. "
                "[Op:RngReadAndSkip] name: ",
            )
        before = self._state.read_value()
        self._state.handle.update(_SKIP, (cast(delta, dtypes.uint64),))
        return before

    def _stream(self, shape):
        """Returns a function that gives the stream and moves on by the numbers of a shape."""

        def stream():
            state = bitcast(self.skip(reduce_prod(shape)), dtypes.uint64)
            return state[2:], state[:2], self._alg

        return stream

    def normal(self, shape, mean=0.0, stddev=1.0, dtype=dtypes.float32, name=None):
        """Draws from a normal distribution; arguments are those of `tf.random.normal`."""
        with scope(name, "stateful_normal") as name:
            shape = _shape_operand(shape)
            return draw_normal(shape, self._stream(shape), mean, stddev, dtype, name)

    def truncated_normal(self, shape, mean=0.0, stddev=1.0, dtype=dtypes.float32, name=None):
        """Draws as `normal`, again those numbers beyond two standard deviations."""
        with scope(name, "truncated_normal") as name:
            shape = _shape_operand(shape)
            stream = self._stream(shape)
            return draw_normal(shape, stream, mean, stddev, dtype, name, truncated=True)

    def uniform(self, shape, minval=0, maxval=None, dtype=dtypes.float32, name=None):
        """Draws from [minval, maxval); arguments are those of `tf.random.stateless_uniform`."""
        dtype = as_dtype(dtype)
        if not dtype.is_integer:
            maxval = 1 if maxval is None else maxval
        elif (minval is None) != (maxval is None):
            raise ValueError(
                f"For integer dtype {dtype}, minval and maxval must be both `None` or both "
                f"non-`None`; got minval={minval} and maxval={maxval}"
            )
        with scope(name, "stateful_uniform") as name:
            shape = _shape_operand(shape)
            return draw_uniform(shape, self._stream(shape), minval, maxval, dtype, name)

    def uniform_full_int(self, shape, dtype=dtypes.uint64, name=None):
        """Draws from all integers of a type.

        Args:
          shape: The shape, integers or an integer tensor of rank 1.
          dtype: int32, uint32, int64 or uint64.
          name: A name for the operation.
        """
        with scope(name, "stateful_uniform_full_int") as name:
            shape = _shape_operand(shape)
            return draw_uniform(shape, self._stream(shape), None, None, as_dtype(dtype), name)

    def make_seeds(self, count=1):
        """Returns seeds for the stateless functions, as columns of an int64 tensor [2, count]."""
        keys = self.uniform_full_int([count], dtypes.int64)
        return stack([keys, zeros_like(keys)])

    def split(self, count=1):
        """Returns a list of `count` new generators that are independent of this one."""
        keys = unstack(self.uniform_full_int([count], dtypes.int64), num=count)
        zeros = [0] * (_state_size(self._alg) - 1)
        return [Generator(state=[*zeros, key], alg=self._alg) for key in keys]


def _joined(key, counter, alg) -> Tensor:
    key, counter = _state_tensor(key), _state_tensor(counter)
    counter.shape.assert_is_compatible_with([_state_size(alg) - 1])
    key.shape.assert_is_compatible_with([])
    return concat([counter, reshape(key, [1])], 0)


def _shape_operand(shape) -> Tensor:
    """Returns a shape as a tensor; `[]` is one of int64 here."""
    is_empty = isinstance(shape, (list, tuple)) and not shape
    return tensor_of(shape, "shape", dtypes.int64 if is_empty else None)


_global_generator: list[Generator] = []


@export("random.get_global_generator", "random.experimental.get_global_generator")
def get_global_generator() -> Generator:
    """Returns the program's generator, made at the first call from what nobody can foresee.

    Source: `tf.random.get_global_generator`.
    """
    if not _global_generator:
        with init_scope():
            _global_generator.append(Generator.from_non_deterministic_state())
    return _global_generator[-1]


@export("random.set_global_generator", "random.experimental.set_global_generator")
def set_global_generator(generator: Generator) -> None:
    """Makes a generator the program's.

    Source: `tf.random.set_global_generator`.
    """
    _global_generator[:] = [generator]


Generator.__module__ = "tensorflow.python.ops.stateful_random_ops"
