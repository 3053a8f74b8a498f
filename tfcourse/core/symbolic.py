"""Tensors that stand for values to come, and what is known of them.

A tensor with unknown dimensions is inferred at three sizes of them, the probes: a dimension that
differs between probes is unknown (`None`) outside. The first two probes are large and highly
composite, so that reshapes and splits divide them, and the same for all dimensions, which fit each
other. The third tells dimensions apart that need not be equal, and it is tiny: 0 for a graph's
first, so that `min(6, n)` or `x[:10]` are not taken to be known. Where the third does not fit (the
largest of no elements), what it would have given is filled in (`filled_in`).
"""

import jax
import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.context import context
from tfcourse.core.dtypes import DType
from tfcourse.core.shapes import TensorShape
from tfcourse.core.tensor import NUMPY_NAMES, Tensor

PROBES = (2520, 5040)
_TINY = (0, 1, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31)


class SymbolicTensor(Tensor):
    """A tensor that stands for a value to come: the result of an operation in a graph.

    Attributes:
      op: The `Operation` that gives it.
      value_index: Which of the operation's results it is.
      dtype: The `DType`.
      avals: Its abstract value: one if its shape is known, one per probe if some dimensions are
        not, None if its rank is not.

    Source: `tensorflow.python.framework.ops.SymbolicTensor`.
    """

    __slots__ = ("avals", "constants", "dtype", "op", "value_index")

    def __init__(self, operation, value_index, dtype, avals):
        self.op = operation
        self.value_index = value_index
        self.dtype = dtype
        self.avals = avals
        self.constants = None

    @property
    def name(self) -> str:
        """The operation's name and the index of the result: `add:0`."""
        return f"{self.op.name}:{self.value_index}"

    @property
    def graph(self):
        """The graph that holds the operation."""
        return self.op.graph

    @property
    def device(self) -> str:
        """The device asked for, or an empty string."""
        return self.op.device

    @property
    def shape(self) -> TensorShape:
        """The static shape; unknown dimensions are None."""
        return shape_of(self.avals)

    def set_shape(self, shape):
        """Merges what is known about the shape into the tensor.

        Args:
          shape: Anything that `tf.TensorShape` takes.

        Raises:
          ValueError: if it is not compatible.
        """
        shape = _merged(self.shape, TensorShape(shape))
        if self.avals is None or None not in shape.as_list():
            self.avals = avals_of(shape, self.dtype)
        else:
            self.avals = tuple(_with_known(aval, shape.as_list()) for aval in self.avals)

    def consumers(self):
        """Returns the operations of the graph that take this tensor."""
        return [
            operation
            for operation in self.graph.get_operations()
            if any(operand is self for operand in operation.inputs)
        ]

    def __getattr__(self, name):
        if name in NUMPY_NAMES:
            return super().__getattr__(name)
        raise AttributeError(f"'SymbolicTensor' object has no attribute '{name}'")

    def __round__(self, digits=None):
        # As in TensorFlow, which rounds by way of NumPy's methods.
        return self.astype

    def __deepcopy__(self, memo):
        return self.__reduce_ex__(4)

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'SymbolicTensor' object")

    def __repr__(self):
        return f"<tf.Tensor '{self.name}' shape={self.shape} dtype={self.dtype.name}>"

    def __str__(self):
        shape = f", shape={self.shape}" if self.shape.rank is not None else ""
        device = f", device={self.device}" if self.device else ""
        return f'Tensor("{self.name}"{shape}, dtype={self.dtype.name}{device})'

    def _refuse(self, use):
        raise errors.OperatorNotAllowedInGraphError(
            f"{use} is not allowed. You can attempt the following resolutions to the problem: If "
            "you are running in Graph mode, use Eager execution mode or decorate this function "
            "with @tf.function. If you are using AutoGraph, you can try decorating this function "
            "with @tf.function. If that does not work, then you may be using an unsupported "
            "feature or your source code may not be visible to AutoGraph. See "
            "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/"
            "g3doc/reference/limitations.md#access-to-source-code for more information."
        )

    def __bool__(self):
        self._refuse("Using a symbolic `tf.Tensor` as a Python `bool`")

    def __iter__(self):
        self._refuse("Iterating over a symbolic `tf.Tensor`")

    def __len__(self):
        raise TypeError(
            f"len is not well defined for a symbolic Tensor ({self.name}). Please call "
            "`x.shape` rather than `len(x)` for shape information."
        )

    def __array__(self, dtype=None, copy=None):
        raise NotImplementedError(
            f"Cannot convert a symbolic tf.Tensor ({self.name}) to a numpy array. This error may "
            "indicate that you're trying to pass a Tensor to a NumPy call, which is not supported."
        )


SymbolicTensor.__module__ = "tensorflow.python.framework.ops"


def _merged(own, other):
    """Returns what two shapes of one tensor say of it together."""
    try:
        return own.merge_with(other)
    except ValueError:
        if own.rank != other.rank:
            message = f"Shapes must be equal rank, but are {own.rank} and {other.rank}"
            raise ValueError(message) from None
        axis, one, two = next(
            (axis, one, two)
            for axis, (one, two) in enumerate(zip(own, other, strict=True))
            if None not in (one, two) and one != two
        )
        raise ValueError(
            f"Dimension {axis} in both shapes must be equal, but are {one} and {two}. Shapes are "
            f"{brackets(own)} and {brackets(other)}."
        ) from None


def brackets(shape: TensorShape) -> str:
    """Returns a static shape as shape inference prints it: `[?,3]`."""
    return "[" + ",".join("?" if size is None else str(size) for size in shape) + "]"


def _with_known(aval, sizes):
    shape = [own if n is None else n for own, n in zip(aval.shape, sizes, strict=True)]
    return jax.ShapeDtypeStruct(shape, aval.dtype)


def shape_of(avals) -> TensorShape:
    """Returns the static shape that probes agree on."""
    if avals is None:
        return TensorShape(None)
    if len(avals) == 1:
        return TensorShape(avals[0].shape)
    by_axis = zip(*(aval.shape for aval in avals), strict=True)
    return TensorShape([sizes[0] if len(set(sizes)) == 1 else None for sizes in by_axis])


def next_tiny_probe() -> int:
    """Returns the third probe of one more unknown dimension of the graph being built."""
    graph = context.graph
    if graph is None:
        return _TINY[0]
    while graph.outer_graph is not None:
        graph = graph.outer_graph
    number = graph.unknown_dimensions
    graph.unknown_dimensions += 1
    return _TINY[number] if number < len(_TINY) else 2 * number + 15


def told_apart(first, second, third):
    """Returns a third abstract value whose unknown dimensions are like no other's."""
    if not len(first.shape) == len(second.shape) == len(third.shape):
        return third
    sizes = [
        own if one == other else next_tiny_probe()
        for one, other, own in zip(first.shape, second.shape, third.shape, strict=True)
    ]
    return jax.ShapeDtypeStruct(sizes, first.dtype)


def filled_in(first, second, is_by_value=False):
    """Returns the third abstract value where only the first two can be inferred.

    Args:
      first: The first abstract value.
      second: The second.
      is_by_value: Whether even a dimension in which they agree may be unknown.
    """
    sizes = [
        one if one == other and not is_by_value else next_tiny_probe()
        for one, other in zip(first.shape, second.shape, strict=True)
    ]
    return jax.ShapeDtypeStruct(sizes, first.dtype)


def avals_of(shape: TensorShape, dtype: DType):
    """Returns the abstract values for a static shape: what `SymbolicTensor.avals` holds."""
    if shape.rank is None:
        return None
    # Strings are known to kernels by their codes; NumPy takes None for float64.
    is_coded = dtype.numpy_dtype is None or dtype is dtypes.string
    kind = np.dtype(np.int32) if is_coded else dtype.numpy_dtype
    sizes = shape.as_list()
    if None not in sizes:
        return (jax.ShapeDtypeStruct(sizes, kind),)
    tiny = [next_tiny_probe() if size is None else size for size in sizes]
    large = ([probe if size is None else size for size in sizes] for probe in PROBES)
    return tuple(jax.ShapeDtypeStruct(probed, kind) for probed in (*large, tiny))
