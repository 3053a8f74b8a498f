"""tf.RaggedTensor: values, and the places where rows begin."""

import itertools

import numpy as np

from tfcourse.core.context import context
from tfcourse.core.convert import convert, register_converter
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.export import export
from tfcourse.core.nest import Kind, register_composite
from tfcourse.core.shapes import TensorShape
from tfcourse.core.tensor import EagerTensor
from tfcourse.ops.casting import cast
from tfcourse.ops.creation import ones
from tfcourse.ops.gather import gather
from tfcourse.ops.joining import concat, stack
from tfcourse.ops.ragged import partition
from tfcourse.ops.ragged.factories import Factories, as_values
from tfcourse.ops.ragged.spec import RaggedTensorSpec
from tfcourse.ops.reductions import reduce_max
from tfcourse.ops.reshaping import reshape
from tfcourse.ops.shapes import shape


@export("RaggedTensor")
class RaggedTensor(Factories):
    """A tensor whose rows may have different lengths.

    Not constructed by its name: use `tf.ragged.constant` or a factory such as
    `tf.RaggedTensor.from_row_lengths`.

    Example:
      >>> import tfcourse as tf
      >>> rt = tf.RaggedTensor.from_row_lengths([3, 1, 4, 1, 5], [2, 0, 3])
      >>> rt
      <tf.RaggedTensor [[3, 1], [], [4, 1, 5]]>
      >>> (rt + 1)[2]
      <tf.Tensor: shape=(3,), dtype=int32, numpy=array([5, 2, 6], dtype=int32)>

    Source: `tf.RaggedTensor`.
    """

    # NumPy must leave `ndarray + ragged` to us.
    __array_priority__ = 101
    __slots__ = ("_row_splits", "_uniform", "_values")

    def __init__(self, values, row_partition):
        raise ValueError(
            "RaggedTensor constructor is private; please use one of the factory methods instead "
            "(e.g., RaggedTensor.from_row_lengths())"
        )

    @property
    def dtype(self):
        """The `DType` of the values."""
        return self._values.dtype

    @property
    def shape(self) -> TensorShape:
        """The static shape; ragged dimensions are None."""
        splits = self._row_splits.shape
        rows = None if splits.rank is None or splits[0] is None else splits[0] - 1
        inner = self._values.shape
        if inner.rank is None:
            return TensorShape(None)
        return TensorShape([rows, self._uniform, *inner.as_list()[1:]])

    @property
    def ragged_rank(self) -> int:
        """The number of ragged dimensions."""
        is_ragged = isinstance(self._values, RaggedTensor)
        return self._values.ragged_rank + 1 if is_ragged else 1

    @property
    def values(self):
        """All rows, one after the other: a tensor, or a ragged tensor of one rank less."""
        return self._values

    @property
    def flat_values(self):
        """All elements, a tensor."""
        values = self._values
        return values.flat_values if isinstance(values, RaggedTensor) else values

    @property
    def row_splits(self):
        """Where rows begin and the last one ends: a tensor of `nrows + 1` offsets."""
        return self._row_splits

    @property
    def nested_row_splits(self) -> tuple:
        """The row splits of all ragged dimensions, the outer first."""
        inner = self._values.nested_row_splits if isinstance(self._values, RaggedTensor) else ()
        return (self._row_splits, *inner)

    @property
    def uniform_row_length(self):
        """The length of all rows, a tensor, if they are declared to be equal; else None."""
        if self._uniform is None:
            return None
        return convert(np.array(self._uniform, self._row_splits.dtype.numpy_dtype))

    def get_shape(self) -> TensorShape:
        """Returns `self.shape`."""
        return self.shape

    def consumers(self) -> list:
        """Returns the operations that take one of its tensors; none when running eagerly."""
        if context.graph is None:
            return []
        return [item for part in (self.flat_values, self._row_splits) for item in part.consumers()]

    def nrows(self, out_type=None, name=None):
        """Returns the number of rows, a tensor of shape `()`."""
        count = partition.outer_size(self._row_splits, self._row_splits.dtype) - 1
        return count if out_type is None else cast(count, as_dtype(out_type))

    def value_rowids(self, name=None):
        """Returns the row of each value."""
        return partition.rowids_of(self._row_splits)

    def nested_value_rowids(self, name=None) -> tuple:
        """Returns the row of each value for all ragged dimensions, the outer first."""
        return tuple(map(partition.rowids_of, self.nested_row_splits))

    def row_starts(self, name=None):
        """Returns where rows begin."""
        return self._row_splits[:-1]

    def row_limits(self, name=None):
        """Returns where rows end."""
        return self._row_splits[1:]

    def row_lengths(self, axis=1, name=None):
        """Returns the lengths of rows.

        Args:
          axis: The dimension whose rows are meant; 0 gives the number of rows.
          name: Unused; kept for TensorFlow's signature.

        Returns:
          A tensor, for an inner dimension a ragged tensor.
        """
        axis = checked_axis(axis, self.shape.rank)
        if axis == 0:
            return self.nrows()
        if axis == 1:
            return partition.lengths_of(self._row_splits)
        if isinstance(self._values, RaggedTensor):
            return self.with_values(self._values.row_lengths(axis - 1))
        sizes = shape(self._values, self._row_splits.dtype)
        return self.with_values(ones(sizes[: axis - 1], self._row_splits.dtype) * sizes[axis - 1])

    def nested_row_lengths(self, name=None) -> tuple:
        """Returns the lengths of rows for all ragged dimensions, the outer first."""
        return tuple(map(partition.lengths_of, self.nested_row_splits))

    def bounding_shape(self, axis=None, name=None, out_type=None):
        """Returns the smallest shape that holds all rows.

        Args:
          axis: The dimension wanted, or a list of them; all if None.
          name: Unused; kept for TensorFlow's signature.
          out_type: int32 or int64; the dtype of the row splits if None.
        """
        splits_dtype = self._row_splits.dtype
        dtype = splits_dtype if out_type is None else as_dtype(out_type)
        sizes = [self.nrows()]
        for splits in self.nested_row_splits:
            lengths = partition.lengths_of(splits)
            none = np.zeros(1, splits_dtype.numpy_dtype)
            sizes.append(reduce_max(concat([lengths, none], 0)))
        box = cast(concat([stack(sizes), shape(self.flat_values, splits_dtype)[1:]], 0), dtype)
        return box if axis is None else gather(box, axis)

    def with_values(self, new_values) -> "RaggedTensor":
        """Returns a ragged tensor with the same rows of other values.

        Args:
          new_values: A tensor, or ragged tensor, with as many rows as `values`.
        """
        new_values = as_values(new_values)
        new_values.shape.with_rank_at_least(1)
        self._values.shape[:1].assert_is_compatible_with(new_values.shape[:1])
        return RaggedTensor._checked(new_values, self._row_splits, False, self._uniform)

    def with_flat_values(self, new_values) -> "RaggedTensor":
        """Returns a ragged tensor with the same rows of other elements.

        Args:
          new_values: A tensor with as many rows as `flat_values`.
        """
        if isinstance(self._values, RaggedTensor):
            return self.with_values(self._values.with_flat_values(new_values))
        return self.with_values(new_values)

    def with_row_splits_dtype(self, dtype) -> "RaggedTensor":
        """Returns a ragged tensor whose row splits have another dtype."""
        dtype, values = as_dtype(dtype), self._values
        if isinstance(values, RaggedTensor):
            values = values.with_row_splits_dtype(dtype)
        return RaggedTensor._of(values, cast(self._row_splits, dtype), self._uniform)

    def merge_dims(self, outer_axis, inner_axis):
        """Joins dimensions, from one to another, to a single one.

        Raises:
          ValueError: if there are no such dimensions.

        Example:
          >>> import tfcourse as tf
          >>> tf.ragged.constant([[[1], [2, 3]], [[4]]]).merge_dims(1, 2)
          <tf.RaggedTensor [[1, 2, 3], [4]]>
        """
        rank = self.shape.rank
        outer = checked_axis(outer_axis, rank, "outer_axis")
        inner = checked_axis(inner_axis, rank, "inner_axis")
        if outer > inner:
            raise ValueError(
                f"Expected outer_axis ({outer_axis}) to be less than or equal to inner_axis "
                f"({inner_axis})"
            )
        return _merged(self, outer, inner)

    def to_tensor(self, default_value=None, name=None, shape=None):
        """Returns a tensor whose rows are filled up.

        Args:
          default_value: What fills them; 0, "" or False by default.
          name: Unused; kept for TensorFlow's signature.
          shape: The shape of the result; None dimensions are as large as they must. Rows that are
            too long are cut.

        Example:
          >>> import tfcourse as tf
          >>> tf.ragged.constant([[1, 2], [3]]).to_tensor(-1).numpy().tolist()
          [[1, 2], [3, -1]]
        """
        from tfcourse.ops.ragged.making import dense_from_ragged

        return dense_from_ragged(self, default_value, shape)

    def to_sparse(self, name=None):
        """Returns a `tf.SparseTensor` with the same elements."""
        from tfcourse.ops.ragged.making import sparse_from_ragged

        return sparse_from_ragged(self)

    def numpy(self) -> np.ndarray:
        """Returns an array of rows: of objects, or of one dimension more if rows are alike.

        Raises:
          ValueError: in a graph.
        """
        if not isinstance(self._row_splits, EagerTensor):
            raise ValueError("RaggedTensor.numpy() is only supported in eager mode.")
        values, splits = self._values.numpy(), self._row_splits.numpy()
        rows = np.split(values, splits[1:-1]) if len(splits) > 1 else []
        if not rows:
            return np.array([], values.dtype)
        if any(len(row) != len(rows[0]) for row in rows):
            array = np.empty(len(rows), object)
            array[:] = rows
            return array
        return np.array(rows)

    def to_list(self) -> list:
        """Returns nested Python lists.

        Raises:
          ValueError: in a graph.

        Example:
          >>> import tfcourse as tf
          >>> tf.ragged.constant([[1, 2], [3]]).to_list()
          [[1, 2], [3]]
        """
        if not isinstance(self._row_splits, EagerTensor):
            raise ValueError("to_list can only be used in eager mode.")
        values = self._values
        values = values.to_list() if isinstance(values, RaggedTensor) else values.numpy().tolist()
        splits = self._row_splits.numpy().tolist()
        return [values[start:end] for start, end in itertools.pairwise(splits)]

    @property
    def _type_spec(self):
        return RaggedTensorSpec._of_value(self)

    def __getitem__(self, key):
        from tfcourse.ops.ragged.indexing import getitem

        return getitem(self, key if isinstance(key, tuple) else (key,))

    def __iter__(self):
        # Row by row until the index is out of bounds, as Python does for sequences.
        for row in range(int(self.nrows())):
            yield self[row]

    def __bool__(self):
        raise TypeError("RaggedTensor may not be used as a boolean.")

    def __hash__(self):
        raise TypeError("RaggedTensor is unhashable.")

    def __repr__(self):
        if not isinstance(self._row_splits, EagerTensor):
            return f"tf.RaggedTensor(values={self._values!s}, row_splits={self._row_splits!s})"
        with np.printoptions(formatter={"all": _element_text}):
            return f"<tf.RaggedTensor {_element_text(self.numpy())}>"


# Error texts print it.
RaggedTensor.__module__ = "tensorflow.python.ops.ragged.ragged_tensor"


def _element_text(value) -> str:
    if not isinstance(value, np.ndarray):
        return str(value)
    # NumPy prints all empty arrays alike.
    return np.array2string(value, separator=", ") if value.size else repr(value.tolist())


def _refuse(value, dtype):
    raise ValueError("TypeError: object of type 'RaggedTensor' has no len()\n")


def checked_axis(axis: int, rank: int, name: str = "axis") -> int:
    """Returns a dimension's number, not negative.

    Raises:
      ValueError: if there is no such dimension.
    """
    if not -rank <= axis < rank:
        raise ValueError(f"{name}={axis} out of bounds: expected {-rank}<={name}<{rank}")
    return axis % rank


def _merged(value, outer, inner):
    if outer == inner:
        return value
    if not isinstance(value, RaggedTensor):
        sizes = shape(value)
        return reshape(value, concat([sizes[:outer], [-1], sizes[inner + 1 :]], 0))
    if outer > 1:
        return value.with_values(_merged(value.values, outer - 1, inner - 1))
    splits, result = value.row_splits, value
    for _ in range(inner):
        if not isinstance(result, RaggedTensor):
            size = shape(result, splits.dtype)[1]
            splits, result = splits * size, _merged(result, 0, 1)
        else:
            if result is not value:
                splits = gather(result.row_splits, splits)
            result = result.values
    return RaggedTensor._of(result, splits) if outer else result


register_converter(RaggedTensor, _refuse)


def _rebuilt(like, parts):
    flat_values, *nested_row_splits = parts
    uniforms, value = [], like
    while isinstance(value, RaggedTensor):
        uniforms.append(value._uniform)
        value = value._values
    result = flat_values
    for splits, uniform in zip(reversed(nested_row_splits), reversed(uniforms), strict=True):
        result = RaggedTensor._of(result, splits, uniform)
    return result


register_composite(
    RaggedTensor,
    Kind(
        lambda value: [value.flat_values, *value.nested_row_splits],
        _rebuilt,
        lambda value: value._type_spec,
    ),
)
