"""tf.SparseTensor: a tensor as the list of its elements that are not zero."""

from tfcourse.core import dtypes
from tfcourse.core.constants import constant_value
from tfcourse.core.context import context
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.export import export
from tfcourse.core.nest import Kind, register_composite
from tfcourse.core.shapes import TensorShape
from tfcourse.core.specs import TensorSpec, TypeSpec
from tfcourse.core.tensor import Tensor
from tfcourse.ops.printing import register_parts
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.static_shapes import static_shape


@export("SparseTensor", "sparse.SparseTensor")
class SparseTensor:
    """A tensor as the positions and values of some elements; the others are zero.

    Args:
      indices: An int64 tensor of shape `[elements, rank]`: where they are, sorted row by row.
      values: A tensor of shape `[elements]`.
      dense_shape: An int64 tensor of shape `[rank]`: the shape of the whole.

    Raises:
      ValueError: if shapes do not fit together.

    Example:
      >>> import tfcourse as tf
      >>> st = tf.SparseTensor(indices=[[0, 0], [1, 2]], values=[1, 2], dense_shape=[2, 3])
      >>> tf.sparse.to_dense(st).numpy().tolist()
      [[1, 0, 0], [0, 0, 2]]

    Source: `tf.SparseTensor`.
    """

    # NumPy must leave `ndarray * sparse` to us.
    __array_priority__ = 100

    def __init__(self, indices, values, dense_shape):
        with scope(None, "SparseTensor"):
            self._indices = tensor_of(indices, "indices", dtypes.int64)
            self._values = tensor_of(values, "values")
            self._dense_shape = tensor_of(dense_shape, "dense_shape", dtypes.int64)
        self._static_shape = _static_shape(self._dense_shape)
        indices_shape = self._indices.shape.with_rank(2)
        count = self._values.shape.with_rank(1).dims[0]
        rank = self._dense_shape.shape.with_rank(1).dims[0]
        indices_shape.dims[0].assert_is_compatible_with(count)
        indices_shape.dims[1].assert_is_compatible_with(rank)

    @property
    def indices(self):
        """The positions: an int64 tensor of shape `[elements, rank]`."""
        return self._indices

    @property
    def values(self):
        """The values: a tensor of shape `[elements]`."""
        return self._values

    @property
    def dense_shape(self):
        """The shape of the whole, an int64 tensor."""
        return self._dense_shape

    @property
    def dtype(self):
        """The `DType` of the values."""
        return self._values.dtype

    @property
    def shape(self) -> TensorShape:
        """The static shape."""
        return self._static_shape

    @property
    def graph(self):
        """The graph that holds its tensors."""
        return self._indices.graph

    @property
    def op(self):
        """The operation that gives the values."""
        return self._values.op

    def get_shape(self) -> TensorShape:
        """Returns `self.shape`."""
        return self._static_shape

    def set_shape(self, shape):
        """Merges what is known about the shape into it.

        Raises:
          ValueError: if it is not compatible.
        """
        self._static_shape = self._static_shape.merge_with(shape)

    def consumers(self):
        """Returns the operations that take one of its tensors."""
        return [item for part in (self._indices, self._values) for item in part.consumers()]

    def with_values(self, new_values) -> "SparseTensor":
        """Returns a sparse tensor with other values at the same positions.

        Args:
          new_values: A tensor with the shape of `values`.

        Example:
          >>> import tfcourse as tf
          >>> tf.sparse.from_dense([0, 5]).with_values([7]).values.numpy().tolist()
          [7]
        """
        return SparseTensor(self._indices, new_values, self._dense_shape)

    @property
    def _type_spec(self):
        return SparseTensorSpec(self.shape, self.dtype)

    def __repr__(self):
        return (
            f"SparseTensor(indices={self._indices!s}, values={self._values!s}, "
            f"dense_shape={self._dense_shape!s})"
        )


# Error texts print it.
SparseTensor.__module__ = "tensorflow.python.framework.sparse_tensor"


def _static_shape(dense_shape) -> TensorShape:
    value = constant_value(dense_shape)
    if value is not None:
        return TensorShape(value)
    return static_shape(dense_shape) if context.graph is not None else TensorShape(None)


@export("SparseTensorSpec")
class SparseTensorSpec(TypeSpec):
    """Shape and dtype of a sparse tensor.

    Args:
      shape: Anything that `tf.TensorShape` takes; None dimensions are unknown.
      dtype: Anything that `tf.as_dtype` takes.

    Example:
      >>> import tfcourse as tf
      >>> tf.SparseTensorSpec([2, None], tf.int32)
      SparseTensorSpec(TensorShape([2, None]), tf.int32)

    Source: `tf.SparseTensorSpec`.
    """

    def __init__(self, shape=None, dtype=dtypes.float32):
        self._shape = TensorShape(shape)
        self._dtype = as_dtype(dtype)

    @property
    def shape(self) -> TensorShape:
        """The shape."""
        return self._shape

    @property
    def dtype(self):
        """The `DType`."""
        return self._dtype

    @property
    def value_type(self) -> type:
        """The class of the values it describes."""
        return SparseTensor

    @classmethod
    def from_value(cls, value) -> "SparseTensorSpec":
        """Returns the spec of a sparse tensor."""
        return cls(value.shape, value.dtype)

    @property
    def _components(self) -> list[TensorSpec]:
        rank = self._shape.rank
        return [
            TensorSpec([None, rank], dtypes.int64),
            TensorSpec([None], self._dtype),
            TensorSpec([rank], dtypes.int64),
        ]

    def is_compatible_with(self, spec_or_value) -> bool:
        """Says whether a value, or one of another spec, could be one of this spec."""
        other = getattr(spec_or_value, "_type_spec", spec_or_value)
        return (
            isinstance(other, SparseTensorSpec)
            and self._dtype == other.dtype
            and self._shape.is_compatible_with(other.shape)
        )

    def is_subtype_of(self, other) -> bool:
        """Says whether every value of this spec is one of the other's."""
        return (
            isinstance(other, SparseTensorSpec)
            and self._dtype == other.dtype
            and self._shape.is_subtype_of(other.shape)
        )

    def most_specific_common_supertype(self, others):
        """Returns the narrowest spec that describes values of this and other specs, or None."""
        shape = self._shape
        for other in others:
            if not isinstance(other, SparseTensorSpec) or other.dtype != self._dtype:
                return None
            shape = shape.most_specific_compatible_shape(other.shape)
        return SparseTensorSpec(shape, self._dtype)

    def most_specific_compatible_type(self, other):
        """Returns the narrowest spec that describes values of both specs.

        Raises:
          ValueError: if there is none.
        """
        found = self.most_specific_common_supertype([other])
        if found is None:
            raise ValueError(f"No TypeSpec is compatible with both {self} and {other}")
        return found

    def __repr__(self):
        return f"SparseTensorSpec({self._shape!r}, {self._dtype!r})"

    def __eq__(self, other):
        return isinstance(other, SparseTensorSpec) and (self._shape, self._dtype) == (
            other.shape,
            other.dtype,
        )

    def __hash__(self):
        return hash((SparseTensorSpec, self._shape, self._dtype))

    def __reduce__(self):
        shape = None if self._shape.rank is None else self._shape.as_list()
        return SparseTensorSpec, (shape, self._dtype.name)


def _rebuilt(like, parts):
    if all(isinstance(part, Tensor) for part in parts):
        rebuilt = SparseTensor(*parts)
        if context.graph is not None:
            rebuilt.set_shape(like.shape)
        return rebuilt
    # Specs and the like in place of tensors: there is nothing to check.
    rebuilt = object.__new__(SparseTensor)
    rebuilt._indices, rebuilt._values, rebuilt._dense_shape = parts
    rebuilt._static_shape = like.shape
    return rebuilt


register_composite(
    SparseTensor,
    Kind(
        lambda value: [value.indices, value.values, value.dense_shape],
        _rebuilt,
        lambda value: value._type_spec,
    ),
)
register_parts(
    SparseTensor,
    lambda value: (
        "SparseTensor(indices={}, values={}, shape={})",
        [value.indices, value.values, value.dense_shape],
    ),
)
