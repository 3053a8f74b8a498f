"""tf.feature_column: descriptions of columns, and what they ask of examples.

TensorFlow 2.21 still makes them, but nothing in it takes them any more: Keras 3 has no layer for
them. What is left is what they print, their names, and `make_parse_example_spec`.
"""

import itertools
from typing import Any, NamedTuple

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.export import export
from tfcourse.core.shapes import TensorShape
from tfcourse.ops.example_features import FixedLenFeature, VarLenFeature


class _Categorical:
    """What columns of categories share."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The column's name: its key."""
        return self.key

    @property
    def parse_example_spec(self) -> dict:
        """What `tf.io.parse_example` needs to read the column."""
        return {self.key: VarLenFeature(self.dtype)}


class _NumericColumn(NamedTuple):
    key: str
    shape: Any
    default_value: Any
    dtype: Any
    normalizer_fn: Any


class NumericColumn(_NumericColumn):
    """A column of numbers."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The column's name: its key."""
        return self.key

    @property
    def parse_example_spec(self) -> dict:
        """What `tf.io.parse_example` needs to read the column."""
        return {self.key: FixedLenFeature(self.shape, self.dtype, self.default_value)}


class _BucketizedColumn(NamedTuple):
    source_column: Any
    boundaries: Any


class BucketizedColumn(_BucketizedColumn, _Categorical):
    """A column of numbers cut into ranges."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The column's name."""
        return f"{self.source_column.name}_bucketized"

    @property
    def parse_example_spec(self) -> dict:
        """What `tf.io.parse_example` needs to read the column."""
        return self.source_column.parse_example_spec

    @property
    def num_buckets(self) -> int:
        """The number of ranges."""
        return (len(self.boundaries) + 1) * int(np.prod(self.source_column.shape))


class _VocabularyListCategoricalColumn(NamedTuple):
    key: str
    vocabulary_list: Any
    dtype: Any
    default_value: Any
    num_oov_buckets: Any


class VocabularyListCategoricalColumn(_VocabularyListCategoricalColumn, _Categorical):
    """A column of categories from a list."""

    __slots__ = ()

    @property
    def num_buckets(self) -> int:
        """The number of categories."""
        return len(self.vocabulary_list) + self.num_oov_buckets


class _HashedCategoricalColumn(NamedTuple):
    key: str
    hash_bucket_size: Any
    dtype: Any


class HashedCategoricalColumn(_HashedCategoricalColumn, _Categorical):
    """A column of categories by their hash."""

    __slots__ = ()

    @property
    def num_buckets(self) -> int:
        """The number of categories."""
        return self.hash_bucket_size


class _IdentityCategoricalColumn(NamedTuple):
    key: str
    number_buckets: Any
    default_value: Any


class IdentityCategoricalColumn(_IdentityCategoricalColumn, _Categorical):
    """A column of categories that are numbers already."""

    __slots__ = ()
    dtype = dtypes.int64

    @property
    def num_buckets(self) -> int:
        """The number of categories."""
        return self.number_buckets


class _CrossedColumn(NamedTuple):
    keys: Any
    hash_bucket_size: Any
    hash_key: Any


class CrossedColumn(_CrossedColumn, _Categorical):
    """A column of combinations of categories."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The column's name: those of its parts, sorted."""
        parts = []
        for key in self.keys:
            if isinstance(key, CrossedColumn):
                parts += key.name.split("_X_")
            else:
                parts.append(key if isinstance(key, str) else key.name)
        return "_X_".join(sorted(parts))

    @property
    def parse_example_spec(self) -> dict:
        """What `tf.io.parse_example` needs to read the column."""
        specs: dict = {}
        for key in self.keys:
            own = {key: VarLenFeature(dtypes.string)} if isinstance(key, str) else None
            specs.update(own or key.parse_example_spec)
        return specs

    @property
    def num_buckets(self) -> int:
        """The number of combinations."""
        return self.hash_bucket_size


class _IndicatorColumn(NamedTuple):
    categorical_column: Any


class IndicatorColumn(_IndicatorColumn):
    """A column of categories as zeros and ones."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The column's name."""
        return f"{self.categorical_column.name}_indicator"

    @property
    def parse_example_spec(self) -> dict:
        """What `tf.io.parse_example` needs to read the column."""
        return self.categorical_column.parse_example_spec


class _EmbeddingColumn(NamedTuple):
    categorical_column: Any
    dimension: int
    combiner: str = "mean"
    initializer: Any = None
    ckpt_to_load_from: Any = None
    tensor_name_in_ckpt: Any = None
    max_norm: Any = None
    trainable: bool = True
    use_safe_embedding_lookup: bool = True


class EmbeddingColumn(_EmbeddingColumn):
    """A column of categories as learnt vectors."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The column's name."""
        return f"{self.categorical_column.name}_embedding"

    @property
    def parse_example_spec(self) -> dict:
        """What `tf.io.parse_example` needs to read the column."""
        return self.categorical_column.parse_example_spec


def _check_key(key):
    if not isinstance(key, str):
        raise ValueError(f"key must be a string. Got: type {type(key)}. Given key: {key}.")


@export("feature_column.numeric_column")
def numeric_column(key, shape=(1,), default_value=None, dtype=dtypes.float32, normalizer_fn=None):
    """Describes a column of numbers.

    Args:
      key: The feature's name.
      shape: The shape of its values.
      default_value: What stands in examples without it, or None.
      dtype: The dtype of the numbers.
      normalizer_fn: A function applied to them, or None.

    Raises:
      ValueError: if an argument is not what it should be.

    Example:
      >>> import tfcourse as tf
      >>> tf.feature_column.numeric_column("age").parse_example_spec
      {'age': FixedLenFeature(shape=(1,), dtype=tf.float32, default_value=None)}

    Source: `tf.feature_column.numeric_column`.
    """
    _check_key(key)
    sizes = tuple(TensorShape(shape).as_list() if not isinstance(shape, int) else [shape])
    for size in sizes:
        if not isinstance(size, int):
            raise TypeError(f"shape dimensions must be integer. shape: {sizes}, key: {key}")
        if size < 1:
            raise ValueError(f"shape dimensions must be greater than 0. shape: {sizes}, key: {key}")
    dtype = as_dtype(dtype)
    if not (dtype.is_integer or dtype.is_floating):
        raise ValueError(f"dtype must be convertible to float. dtype: {dtype}, key: {key}")
    if default_value is not None and not isinstance(default_value, (list, tuple, np.ndarray)):
        default_value = _nested_tuple(np.full(sizes, default_value).tolist())
    elif default_value is not None:
        default_value = _nested_tuple(default_value)
    if normalizer_fn is not None and not callable(normalizer_fn):
        raise TypeError(f"normalizer_fn must be a callable. Given: {normalizer_fn}")
    return NumericColumn(key, sizes, default_value, dtype, normalizer_fn)


def _nested_tuple(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return tuple(map(_nested_tuple, value))
    return value


@export("feature_column.bucketized_column")
def bucketized_column(source_column, boundaries):
    """Describes a column of numbers cut into ranges.

    Args:
      source_column: A `numeric_column` of rank 1.
      boundaries: Where ranges begin, a sorted list.

    Raises:
      ValueError: if the column or the boundaries are not of this kind.

    Example:
      >>> import tfcourse as tf
      >>> age = tf.feature_column.numeric_column("age")
      >>> tf.feature_column.bucketized_column(age, [18, 65]).num_buckets
      3

    Source: `tf.feature_column.bucketized_column`.
    """
    if not isinstance(source_column, NumericColumn):
        raise ValueError(
            "source_column must be a column generated with numeric_column(). "
            f"Given: {source_column}"
        )
    if len(source_column.shape) > 1:
        raise ValueError(f"source_column must be one-dimensional column. Given: {source_column}")
    if not boundaries:
        raise ValueError("boundaries must not be empty.")
    if not isinstance(boundaries, (list, tuple)):
        raise ValueError("boundaries must be a sorted list.")
    if any(low >= high for low, high in itertools.pairwise(boundaries)):
        raise ValueError("boundaries must be a sorted list.")
    return BucketizedColumn(source_column, tuple(boundaries))


@export("feature_column.categorical_column_with_vocabulary_list")
def categorical_column_with_vocabulary_list(
    key, vocabulary_list, dtype=None, default_value=-1, num_oov_buckets=0
):
    """Describes a column of categories from a list.

    Args:
      key: The feature's name.
      vocabulary_list: The categories, strings or integers.
      dtype: string or an integer dtype; by the list if None.
      default_value: The number of what is not in the list.
      num_oov_buckets: How many numbers what is not in the list shares.

    Raises:
      ValueError: if the list is empty or has a category twice.

    Example:
      >>> import tfcourse as tf
      >>> column = tf.feature_column.categorical_column_with_vocabulary_list("sex", ["f", "m"])
      >>> column.num_buckets
      2

    Source: `tf.feature_column.categorical_column_with_vocabulary_list`.
    """
    if vocabulary_list is None or len(vocabulary_list) < 1:
        raise ValueError(f"vocabulary_list {vocabulary_list} must be non-empty, column_name: {key}")
    if len(set(vocabulary_list)) != len(vocabulary_list):
        raise ValueError(f"Duplicate keys in vocabulary_list {vocabulary_list}, column_name: {key}")
    listed = as_dtype(np.array(vocabulary_list).dtype)
    if num_oov_buckets and default_value != -1:
        raise ValueError(f"Can't specify both num_oov_buckets and default_value in {key}.")
    if num_oov_buckets < 0:
        raise ValueError(f"Invalid num_oov_buckets {num_oov_buckets} in {key}.")
    dtype = listed if dtype is None else as_dtype(dtype)
    if not (dtype.is_integer or dtype is dtypes.string):
        raise ValueError(f"dtype must be string or integer. dtype: {dtype}, column_name: {key}")
    if dtype.is_integer != listed.is_integer:
        raise ValueError(
            f"dtype {dtype} and vocabulary dtype {listed} do not match, column_name: {key}"
        )
    _check_key(key)
    return VocabularyListCategoricalColumn(
        key, tuple(vocabulary_list), dtype, default_value, num_oov_buckets
    )


@export("feature_column.categorical_column_with_hash_bucket")
def categorical_column_with_hash_bucket(key, hash_bucket_size, dtype=dtypes.string):
    """Describes a column of categories by their hash.

    Args:
      key: The feature's name.
      hash_bucket_size: The number of categories.
      dtype: string or an integer dtype.

    Raises:
      ValueError: if there is less than one category.

    Source: `tf.feature_column.categorical_column_with_hash_bucket`.
    """
    if hash_bucket_size is None:
        raise ValueError(f"hash_bucket_size must be set. key: {key}")
    if hash_bucket_size < 1:
        raise ValueError(
            f"hash_bucket_size must be at least 1. hash_bucket_size: {hash_bucket_size}, key: {key}"
        )
    _check_key(key)
    return HashedCategoricalColumn(key, hash_bucket_size, as_dtype(dtype))


@export("feature_column.categorical_column_with_identity")
def categorical_column_with_identity(key, num_buckets, default_value=None):
    """Describes a column of categories that are numbers already.

    Args:
      key: The feature's name.
      num_buckets: The number of categories.
      default_value: What stands for other numbers, or None.

    Raises:
      ValueError: if there is less than one category, or the default is none.

    Source: `tf.feature_column.categorical_column_with_identity`.
    """
    if num_buckets < 1:
        raise ValueError(f"num_buckets {num_buckets} < 1, column_name {key}")
    if default_value is not None and not 0 <= default_value < num_buckets:
        raise ValueError(
            f"default_value {default_value} not in range [0, {num_buckets}), column_name {key}"
        )
    _check_key(key)
    return IdentityCategoricalColumn(key, num_buckets, default_value)


@export("feature_column.crossed_column")
def crossed_column(keys, hash_bucket_size, hash_key=None):
    """Describes a column of combinations of categories.

    Args:
      keys: The features' names, or columns of categories; at least two.
      hash_bucket_size: The number of combinations.
      hash_key: Unused; kept for TensorFlow's signature.

    Raises:
      ValueError: if there are fewer than two.

    Source: `tf.feature_column.crossed_column`.
    """
    if not hash_bucket_size or hash_bucket_size < 1:
        raise ValueError(f"hash_bucket_size must be > 1. hash_bucket_size: {hash_bucket_size}")
    if not keys or len(keys) < 2:
        raise ValueError(f"keys must be a list with length > 1. Given: {keys}")
    return CrossedColumn(tuple(keys), hash_bucket_size, hash_key)


@export("feature_column.indicator_column")
def indicator_column(categorical_column):
    """Describes a column of categories as zeros and ones.

    Args:
      categorical_column: A column of categories.

    Raises:
      ValueError: if it is none.

    Example:
      >>> import tfcourse as tf
      >>> colour = tf.feature_column.categorical_column_with_hash_bucket("colour", 8)
      >>> tf.feature_column.indicator_column(colour).name
      'colour_indicator'

    Source: `tf.feature_column.indicator_column`.
    """
    if not isinstance(categorical_column, _Categorical):
        raise ValueError(
            "Unsupported input type. Input must be a CategoricalColumn. "
            f"Given: {categorical_column}"
        )
    return IndicatorColumn(categorical_column)


@export("feature_column.embedding_column")
def embedding_column(
    categorical_column,
    dimension,
    combiner="mean",
    initializer=None,
    ckpt_to_load_from=None,
    tensor_name_in_ckpt=None,
    max_norm=None,
    trainable=True,
    use_safe_embedding_lookup=True,
):
    """Describes a column of categories as learnt vectors.

    Args:
      categorical_column: A column of categories.
      dimension: The length of the vectors.
      combiner: How several categories of one example are joined: "mean", "sqrtn" or "sum".
      initializer: What makes the vectors, or None.
      ckpt_to_load_from: Kept for what reads the description.
      tensor_name_in_ckpt: Kept for what reads the description.
      max_norm: The largest norm of a vector, or None.
      trainable: Whether the vectors are learnt.
      use_safe_embedding_lookup: Kept for what reads the description.

    Raises:
      ValueError: if the length is less than 1.

    Source: `tf.feature_column.embedding_column`.
    """
    if dimension is None or dimension < 1:
        raise ValueError(f"Invalid dimension {dimension}.")
    if (ckpt_to_load_from is None) != (tensor_name_in_ckpt is None):
        raise ValueError(
            "Must specify both `ckpt_to_load_from` and `tensor_name_in_ckpt` or none of them."
        )
    return EmbeddingColumn(
        categorical_column,
        dimension,
        combiner,
        initializer,
        ckpt_to_load_from,
        tensor_name_in_ckpt,
        max_norm,
        trainable,
        use_safe_embedding_lookup,
    )


@export("feature_column.make_parse_example_spec")
def make_parse_example_spec(feature_columns) -> dict:
    """Returns what `tf.io.parse_example` needs to read columns.

    Args:
      feature_columns: A list of columns.

    Raises:
      ValueError: if one of them is no column, or two read one feature differently.

    Example:
      >>> import tfcourse as tf
      >>> age = tf.feature_column.numeric_column("age")
      >>> list(tf.feature_column.make_parse_example_spec([age]))
      ['age']

    Source: `tf.feature_column.make_parse_example_spec`.
    """
    specs: dict = {}
    for column in feature_columns:
        if not hasattr(column, "parse_example_spec"):
            raise ValueError(
                f"All feature_columns must be FeatureColumn instances. Given: {column}"
            )
        for key, value in column.parse_example_spec.items():
            if specs.setdefault(key, value) != value:
                raise ValueError(
                    f"feature_columns contain different parse_spec for key {key}. Given {value} "
                    f"and {specs[key]}"
                )
    return specs
