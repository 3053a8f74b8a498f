"""The ways to make a `tf.RaggedTensor` of values and of what says where rows begin."""

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.convert import convert
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.tensor import Tensor
from tfcourse.ops.casting import cast
from tfcourse.ops.joining import concat
from tfcourse.ops.ragged import partition
from tfcourse.ops.ranges import range_
from tfcourse.ops.reductions import reduce_max
from tfcourse.ops.reshaping import reshape


class Factories:
    """The class methods of `tf.RaggedTensor`."""

    __slots__ = ()

    @classmethod
    def _of(cls, values, row_splits, uniform=None):
        """Returns a ragged tensor of parts that fit.

        Args:
          values: A tensor or ragged tensor.
          row_splits: The splits.
          uniform: The length of all rows, a Python integer, if they are declared to be equal.
        """
        made = object.__new__(cls)
        made._values = values
        made._row_splits = row_splits
        made._uniform = uniform
        return made

    @classmethod
    def _checked(cls, values, row_splits, validate, uniform=None):
        """Returns a ragged tensor after checking that splits end with the values."""
        values = as_values(values)
        if values.shape.rank is not None:
            values.shape.with_rank_at_least(1)
        last = partition.known(row_splits)
        if validate and last is not None and values.shape[0] is not None:
            words = "Arguments to _from_row_partition do not form a valid RaggedTensor"
            partition.check_equal(words, int(last[-1]), values.shape[0])
        if isinstance(values, Factories) and values.row_splits.dtype != row_splits.dtype:
            row_splits = cast(row_splits, dtypes.int64)
            values = values.with_row_splits_dtype(dtypes.int64)
        return cls._of(values, row_splits, uniform)

    @classmethod
    def from_row_splits(cls, values, row_splits, name=None, validate=True):
        """Returns a ragged tensor, given where rows begin and the last one ends.

        Args:
          values: A tensor, or ragged tensor, of rank 1 at least.
          row_splits: An int32 or int64 tensor: 0, ..., the number of values.
          name: Unused; kept for TensorFlow's signature.
          validate: Whether to check the splits.

        Raises:
          InvalidArgumentError: if the splits go down, or do not begin and end with the values.

        Example:
          >>> import tfcourse as tf
          >>> tf.RaggedTensor.from_row_splits([3, 1, 4], [0, 2, 2, 3])
          <tf.RaggedTensor [[3, 1], [], [4]]>
        """
        row_splits = partition.as_partition(row_splits, "row_splits")
        row_splits.shape.assert_has_rank(1)
        if validate:
            partition.checked_splits(row_splits, "from_row_splits")
        return cls._checked(values, row_splits, validate)

    @classmethod
    def from_row_lengths(cls, values, row_lengths, name=None, validate=True):
        """Returns a ragged tensor, given the lengths of rows.

        Raises:
          InvalidArgumentError: if they are negative, or their sum is not the number of values.

        Example:
          >>> import tfcourse as tf
          >>> tf.RaggedTensor.from_row_lengths([3, 1, 4], [2, 0, 1])
          <tf.RaggedTensor [[3, 1], [], [4]]>
        """
        row_lengths = partition.as_partition(row_lengths, "row_lengths")
        row_lengths.shape.assert_has_rank(1)
        value = partition.known(row_lengths)
        if validate and value is not None:
            words = "Arguments to from_row_lengths do not form a valid RowPartition"
            partition.check_not_negative(words, value)
        return cls._checked(values, partition.splits_from_lengths(row_lengths), validate)

    @classmethod
    def from_value_rowids(cls, values, value_rowids, nrows=None, name=None, validate=True):
        """Returns a ragged tensor, given the row of each value, in order.

        Args:
          values: A tensor, or ragged tensor, of rank 1 at least.
          value_rowids: An int32 or int64 tensor.
          nrows: The number of rows; up to the last value's if None.
          name: Unused; kept for TensorFlow's signature.
          validate: Whether to check the rows.

        Raises:
          InvalidArgumentError: if rows go down.
          ValueError: if there are other than one for each value, or too few rows.

        Example:
          >>> import tfcourse as tf
          >>> tf.RaggedTensor.from_value_rowids([3, 1, 4], [0, 0, 2])
          <tf.RaggedTensor [[3, 1], [], [4]]>
        """
        rowids = partition.as_partition(value_rowids, "value_rowids")
        rowids.shape.assert_has_rank(1)
        values = as_values(values)
        values.shape[:1].assert_is_compatible_with(rowids.shape)
        value = partition.known(rowids)
        least = None if value is None else int(value[-1]) + 1 if value.size else 0
        if nrows is None:
            count = reduce_max(concat([rowids, np.full(1, -1, rowids.dtype.numpy_dtype)], 0)) + 1
        else:
            count = convert(nrows, rowids.dtype)
        given = partition.known(count)
        if given is not None and given < 0:
            raise ValueError(f"Expected nrows >= 0; got {given}")
        if given is not None and least is not None and given < least:
            raise ValueError(
                f"Expected nrows >= value_rowids[-1] + 1; got nrows={given}, "
                f"value_rowids[-1]={least - 1}"
            )
        if validate and value is not None:
            words = "Arguments to from_value_rowids do not form a valid RowPartition"
            partition.check_not_negative(words, np.diff(value))
            partition.check_not_negative(words, value[:1])
        return cls._checked(values, partition.splits_from_rowids(rowids, count), validate)

    @classmethod
    def from_row_starts(cls, values, row_starts, name=None, validate=True):
        """Returns a ragged tensor, given where rows begin.

        Raises:
          InvalidArgumentError: if the first is not 0, or starts go down.
        """
        values = as_values(values)
        starts = partition.as_partition(row_starts, "row_starts")
        value = partition.known(starts)
        if validate and value is not None and value.size:
            words = "Arguments to from_row_starts do not form a valid RaggedTensor"
            partition.check_equal(words, int(value[0]), 0)
            partition.check_not_negative(words, np.diff(value))
        end = reshape(_count_of(values, starts.dtype), [1])
        return cls._checked(values, concat([starts, end], 0), validate)

    @classmethod
    def from_row_limits(cls, values, row_limits, name=None, validate=True):
        """Returns a ragged tensor, given where rows end.

        Raises:
          InvalidArgumentError: if limits go down, or do not end with the values.
        """
        limits = partition.as_partition(row_limits, "row_limits")
        splits = concat([np.zeros(1, limits.dtype.numpy_dtype), limits], 0)
        if validate:
            partition.checked_splits(splits, "from_row_limits")
        return cls._checked(values, splits, validate)

    @classmethod
    def from_uniform_row_length(
        cls, values, uniform_row_length, nrows=None, validate=True, name=None
    ):
        """Returns a ragged tensor whose rows all have one length.

        Args:
          values: A tensor, or ragged tensor, of rank 1 at least.
          uniform_row_length: The length.
          nrows: The number of rows; needed where the length is 0.
          validate: Whether to check that the values fill the rows.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          ValueError: if they do not.

        Example:
          >>> import tfcourse as tf
          >>> tf.RaggedTensor.from_uniform_row_length([1, 2, 3, 4], 2).shape
          TensorShape([2, 2])
        """
        values = as_values(values)
        length = convert(uniform_row_length, None, dtypes.int64)
        dtype = values.row_splits.dtype if isinstance(values, Factories) else length.dtype
        length, static = cast(length, dtype), partition.known(length)
        count = _count_of(values, dtype)
        if nrows is None:
            rows = count // length if static != 0 else convert(np.array(0, dtype.numpy_dtype))
        else:
            rows = cast(convert(nrows), dtype)
        known = [partition.known(item) for item in (rows, count)]
        if static is not None and None not in known and static * known[0] != known[1]:
            raise ValueError(
                f"uniform_row_length={static} times nrows={known[0]} must equal nvals={known[1]}"
            )
        splits = range_(rows + 1) * length
        return cls._of(values, splits, None if static is None else int(static))

    @classmethod
    def from_nested_row_splits(cls, flat_values, nested_row_splits, name=None, validate=True):
        """Returns a ragged tensor, given row splits for each ragged dimension, the outer first.

        Example:
          >>> import tfcourse as tf
          >>> tf.RaggedTensor.from_nested_row_splits([1, 2, 3], [[0, 2, 2], [0, 1, 3]])
          <tf.RaggedTensor [[[1], [2, 3]], []]>
        """
        return _nested(cls.from_row_splits, flat_values, nested_row_splits, validate)

    @classmethod
    def from_nested_row_lengths(cls, flat_values, nested_row_lengths, name=None, validate=True):
        """Returns a ragged tensor, given the lengths of rows for each ragged dimension."""
        return _nested(cls.from_row_lengths, flat_values, nested_row_lengths, validate)

    @classmethod
    def from_nested_value_rowids(
        cls, flat_values, nested_value_rowids, nested_nrows=None, name=None, validate=True
    ):
        """Returns a ragged tensor, given the row of each value for each ragged dimension."""
        rowids = list(nested_value_rowids)
        counts = [None] * len(rowids) if nested_nrows is None else list(nested_nrows)
        result = flat_values
        for ids, count in zip(reversed(rowids), reversed(counts), strict=True):
            result = cls.from_value_rowids(result, ids, count, validate=validate)
        return result

    @classmethod
    def from_tensor(
        cls,
        tensor,
        lengths=None,
        padding=None,
        ragged_rank=1,
        name=None,
        row_splits_dtype=dtypes.int64,
    ):
        """Returns a ragged tensor of the rows of a tensor.

        Args:
          tensor: A tensor of rank 2 at least.
          lengths: The lengths to which rows are cut, or None.
          padding: A value that is cut off at the ends of rows, or None.
          ragged_rank: How many dimensions become ragged.
          name: Unused; kept for TensorFlow's signature.
          row_splits_dtype: int32 or int64.

        Raises:
          ValueError: if the rank is too low, or both `lengths` and `padding` are given.

        Example:
          >>> import tfcourse as tf
          >>> tf.RaggedTensor.from_tensor([[1, 2, 0], [3, 0, 0]], padding=0)
          <tf.RaggedTensor [[1, 2], [3]]>
        """
        from tfcourse.ops.ragged.making import ragged_from_tensor

        return ragged_from_tensor(tensor, lengths, padding, ragged_rank, as_dtype(row_splits_dtype))

    @classmethod
    def from_sparse(cls, st_input, name=None, row_splits_dtype=dtypes.int64):
        """Returns the elements of a sparse matrix, whose rows have no gaps, as a ragged tensor.

        Raises:
          InvalidArgumentError: if a row has a gap.

        Example:
          >>> import tfcourse as tf
          >>> tf.RaggedTensor.from_sparse(tf.sparse.from_dense([[1, 2], [3, 0]]))
          <tf.RaggedTensor [[1, 2], [3]]>
        """
        from tfcourse.ops.ragged.making import ragged_from_sparse

        return ragged_from_sparse(st_input, as_dtype(row_splits_dtype))


def as_values(value):
    """Returns what rows are cut from as a tensor, or as the ragged tensor it is."""
    return value if isinstance(value, Factories) else convert(value)


def _count_of(values, dtype):
    if isinstance(values, Factories):
        return cast(values.nrows(), dtype)
    return partition.outer_size(values, dtype)


def _nested(factory, flat_values, partitions, validate):
    if isinstance(partitions, Tensor):
        raise TypeError(
            f"Argument `nested_row_splits` must be a list of Tensors. Received {partitions}."
        )
    result = flat_values
    for item in reversed(list(partitions)):
        result = factory(result, item, validate=validate)
    return result
