"""What features of an example become: `tf.io.FixedLenFeature` and its relatives."""

from typing import Any, ClassVar, NamedTuple

from tfcourse.core import dtypes
from tfcourse.core.export import export


@export("io.FixedLenFeature")
class FixedLenFeature(NamedTuple):
    """A feature with the same number of values in every example.

    Args:
      shape: Their shape.
      dtype: string, float32 or int64.
      default_value: What stands in examples without the feature; None if none may be without.

    Source: `tf.io.FixedLenFeature`.
    """

    shape: Any
    dtype: Any
    default_value: Any = None


@export("io.VarLenFeature")
class VarLenFeature(NamedTuple):
    """A feature with any number of values, which becomes a sparse tensor.

    Args:
      dtype: string, float32 or int64.

    Source: `tf.io.VarLenFeature`.
    """

    dtype: Any


@export("io.FixedLenSequenceFeature")
class FixedLenSequenceFeature(NamedTuple):
    """A feature with any number of values, which becomes a tensor that is filled up.

    Args:
      shape: The shape of what is repeated.
      dtype: string, float32 or int64.
      allow_missing: Whether examples may be without it; must be true except for sequences.
      default_value: What fills up.

    Source: `tf.io.FixedLenSequenceFeature`.
    """

    shape: Any
    dtype: Any
    allow_missing: Any = False
    default_value: Any = None


@export("io.SparseFeature")
class SparseFeature(NamedTuple):
    """Two or more features, positions and values, which become one sparse tensor.

    Args:
      index_key: The name, or a list of names, of the features with the positions.
      value_key: The name of the feature with the values.
      dtype: The values' dtype: string, float32 or int64.
      size: The size, or a list of sizes, of the tensor.
      already_sorted: Whether the positions are in order.

    Source: `tf.io.SparseFeature`.
    """

    index_key: Any
    value_key: Any
    dtype: Any
    size: Any
    already_sorted: Any = False


class RowSplits(NamedTuple):
    """Rows by where they begin and end, in another feature."""

    key: str


class RowLengths(NamedTuple):
    """Rows by their lengths, in another feature."""

    key: str


class RowStarts(NamedTuple):
    """Rows by where they begin, in another feature."""

    key: str


class RowLimits(NamedTuple):
    """Rows by where they end, in another feature."""

    key: str


class ValueRowIds(NamedTuple):
    """Rows by the row of each value, in another feature."""

    key: str


class UniformRowLength(NamedTuple):
    """Rows that all have one length."""

    length: int


class _RaggedFeature(NamedTuple):
    dtype: Any
    value_key: Any = None
    partitions: Any = ()
    row_splits_dtype: Any = dtypes.int32
    validate: Any = False


@export("io.RaggedFeature")
class RaggedFeature(_RaggedFeature):
    """A feature with any number of values, which becomes a ragged tensor.

    Args:
      dtype: string, float32 or int64.
      value_key: The name of the feature; by default the key it is asked for by.
      partitions: What cuts the values of each example into rows, the outer dimension first:
        `tf.io.RaggedFeature.RowLengths("key")` and the like.
      row_splits_dtype: int32 or int64.
      validate: Unused; kept for TensorFlow's signature.

    Source: `tf.io.RaggedFeature`.
    """

    __slots__ = ()
    RowSplits: ClassVar = RowSplits
    RowLengths: ClassVar = RowLengths
    RowStarts: ClassVar = RowStarts
    RowLimits: ClassVar = RowLimits
    ValueRowIds: ClassVar = ValueRowIds
    UniformRowLength: ClassVar = UniformRowLength
