"""Tensors that stand for values to come, and what is known of them.

A tensor with unknown dimensions is inferred at two probe sizes: a dimension that differs between
them is unknown (`None`) outside. Probes are highly composite, so that reshapes and splits divide
them.
"""

import jax
import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.dtypes import DType
from tfcourse.core.shapes import TensorShape
from tfcourse.core.tensor import Tensor

PROBES = (2520, 5040)


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
        self.avals = avals_of(self.shape.merge_with(shape), self.dtype)

    def consumers(self):
        """Returns the operations of the graph that take this tensor."""
        return [
            operation
            for operation in self.graph.get_operations()
            if any(operand is self for operand in operation.inputs)
        ]

    def __getattr__(self, name):
        raise AttributeError(f"'SymbolicTensor' object has no attribute '{name}'")

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


def shape_of(avals) -> TensorShape:
    """Returns the static shape that probes agree on."""
    if avals is None:
        return TensorShape(None)
    first, last = avals[0].shape, avals[-1].shape
    return TensorShape([a if a == b else None for a, b in zip(first, last, strict=True)])


def avals_of(shape: TensorShape, dtype: DType):
    """Returns the abstract values for a static shape: what `SymbolicTensor.avals` holds."""
    if shape.rank is None:
        return None
    # Strings are known to kernels by their codes; NumPy takes None for float64.
    is_coded = dtype.numpy_dtype is None or dtype is dtypes.string
    kind = np.dtype(np.int32) if is_coded else dtype.numpy_dtype
    probes = PROBES if None in shape.as_list() else PROBES[:1]
    return tuple(
        jax.ShapeDtypeStruct([probe if size is None else size for size in shape.as_list()], kind)
        for probe in probes
    )
