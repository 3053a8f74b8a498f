"""tf.io.parse_example: from serialized examples to tensors."""

import math
from typing import NamedTuple

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.convert import convert
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.shapes import TensorShape
from tfcourse.ops.example_features import (
    FixedLenFeature,
    FixedLenSequenceFeature,
    RaggedFeature,
    SparseFeature,
    UniformRowLength,
    VarLenFeature,
)
from tfcourse.ops.example_partitions import partitioned
from tfcourse.ops.host import array_of, execute_lists
from tfcourse.ops.protobuf import wire
from tfcourse.ops.protobuf.kinds import escaped
from tfcourse.ops.protobuf.reading import FeatureValues, read_example, read_feature
from tfcourse.ops.ragged.tensor import RaggedTensor
from tfcourse.ops.reshaping import reshape
from tfcourse.ops.scopes import scope
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.sparse import reorder
from tfcourse.ops.sparse_tensor import SparseTensor

_LISTS = {dtypes.string: "bytes_list", dtypes.float32: "float_list", dtypes.int64: "int64_list"}


class Wanted(NamedTuple):
    """What is wanted of examples, by kind of result; each list in the order of its keys.

    Attributes:
      sparse: key -> dtype.
      dense: key -> (dtype, shape with None for a first dimension of any size, default or None).
      ragged: key -> (dtype, dtype of row splits).
    """

    sparse: dict
    dense: dict
    ragged: dict


def empty(dtype) -> np.ndarray:
    """Returns an array of a dtype without elements."""
    return np.empty(0, dtype.numpy_dtype)


class Batch:
    """Serialized examples, read feature by feature.

    Args:
      serialized: An array of examples, of shape `()` or `[batch]`.
      names: Their names, for errors; may be empty.
    """

    def __init__(self, serialized, names):
        self.is_single = serialized.ndim == 0
        self.names = np.asarray(names).ravel().tolist()
        data = np.asarray(serialized).ravel().tolist()
        self.examples = [self.read(item, index) for index, item in enumerate(data)]

    def read(self, data: bytes, index: int) -> dict[bytes, bytes]:
        """Returns the bytes of each feature of a serialized example, by its name."""
        try:
            return read_example(data)
        except wire.WireError:
            shown = escaped(data)[1:-1]
            raise invalid_argument(f"Could not parse example input, value: '{shown}'") from None

    def name(self, index: int) -> str:
        """Returns the name of an example, for errors."""
        return self.names[index].decode() if self.names else "<unknown>"

    def place(self, index: int) -> str:
        """Returns how errors name an example: nothing where there is only one."""
        if self.is_single:
            return ""
        return f"Name: {self.name(index)}, "

    def where(self, key: bytes, index: int) -> str:
        """Returns how errors name a feature of an example."""
        at = "" if self.is_single else f", Index: {index}"
        return f"{self.place(index)}Key: {key.decode()}{at}.  "

    def feature(self, key: bytes, index: int) -> FeatureValues | None:
        """Returns a feature of an example, or None if it has no values of any kind."""
        data = self.examples[index].get(key)
        try:
            return None if data is None else read_feature(data)
        except wire.WireError:
            raise invalid_argument(
                f"{self.where(key, index)}Can't parse serialized Example."
            ) from None

    def rows(self, key: bytes, dtype) -> list[np.ndarray]:
        """Returns the values of a feature in each example, however many there are."""
        rows = []
        for index in range(len(self.examples)):
            found = self.feature(key, index)
            if found is not None and found.dtype is not dtype:
                raise invalid_argument(
                    f"{self.where(key, index)}Data types don't match. Expected type: "
                    f"{dtype.short_name}, Actual type: {found.dtype.short_name}"
                )
            rows.append(empty(dtype) if found is None else found.values)
        return rows

    def sparse(self, key: bytes, dtype):
        """Returns indices, values and shape of a feature."""
        rows = self.rows(key, dtype)
        lengths = [len(row) for row in rows]
        columns = np.concatenate([np.arange(0), *map(np.arange, lengths)]).astype(np.int64)
        values = np.concatenate([empty(dtype), *rows])
        if self.is_single:
            return columns[:, None], values, np.array(lengths, np.int64)
        indices = np.stack([np.repeat(np.arange(len(rows)), lengths), columns], 1)
        shape = np.array([len(rows), max(lengths, default=0)], np.int64)
        return indices.astype(np.int64), values, shape

    def ragged(self, key: bytes, dtype, splits_dtype):
        """Returns values and row splits of a feature; of a single example no row splits."""
        rows = self.rows(key, dtype)
        splits = np.cumsum([0, *map(len, rows)]).astype(splits_dtype.numpy_dtype)
        return np.concatenate([empty(dtype), *rows]), splits[:0] if self.is_single else splits

    def dense(self, key: bytes, default, shape):
        """Returns a feature as one array.

        Args:
          key: The feature's name.
          default: What stands where it is missing, or what fills up; without elements if none may.
          shape: The shape of one example's; with -1 in front, of any length.
        """
        if shape and shape[0] < 0:
            return self._filled(key, default, shape[1:])
        dtype, size, rows = _dtype_of(default), math.prod(shape), []
        for index in range(len(self.examples)):
            found = self._typed(key, index, dtype)
            if found is None:
                if default.size != size or not default.size:
                    raise invalid_argument(self._missing(key, index, dtype))
                found = default.ravel()
            if len(found) != size:
                raise invalid_argument(self._wrong_size(key, index, dtype, len(found), shape))
            rows.append(found)
        joined = np.concatenate([empty(dtype), *rows])
        return joined.reshape(shape if self.is_single else (len(rows), *shape))

    def _missing(self, key, index, dtype):
        return (
            f"{self.place(index)}Feature: {key.decode()} (data type: {dtype.short_name}) is "
            "required but could not be found."
        )

    def _typed(self, key, index, dtype):
        found = self.feature(key, index)
        if found is None:
            return None
        if found.dtype is not dtype:
            raise invalid_argument(
                f"{self.where(key, index)}Data types don't match. Data type: "
                f"{found.dtype.short_name} but expected type: {dtype.short_name}"
            )
        return found.values

    def _wrong_size(self, key, index, dtype, count, shape):
        if self.is_single:
            return (
                f"{self.where(key, index)}Can't parse serialized Example: Some {_LISTS[dtype]} "
                "slice was not parsed."
            )
        return (
            f"{self.where(key, index)}Number of {dtype.short_name} values != expected.  Values "
            f"size: {count} but output shape: {brackets(shape)}"
        )

    def _filled(self, key, default, inner):
        """Returns a feature of any length as an array that is filled up to the longest."""
        dtype, stride, rows = _dtype_of(default), math.prod(inner), []
        for index in range(len(self.examples)):
            found = self._typed(key, index, dtype)
            found = empty(dtype) if found is None else found
            if len(found) % max(stride, 1):
                raise invalid_argument(self._no_multiple(key, index, dtype, len(found), inner))
            rows.append(found)
        if self.is_single:
            return rows[0].reshape(-1, *inner)
        longest = max(map(len, rows), default=0)
        filler = default.ravel()[:1] if default.size else _zero(dtype)
        filled = np.repeat(filler, len(rows) * longest).reshape(len(rows), longest)
        for row, found in zip(filled, rows, strict=True):
            row[: len(found)] = found
        return filled.reshape(len(rows), longest // max(stride, 1), *inner)

    def _no_multiple(self, key, index, dtype, count, inner):
        if self.is_single:
            return (
                f"Error while parsing feature with key {key.decode()}: number of elements should "
                f"be divisible by {math.prod(inner)}, found {count} instead"
            )
        sizes = ",".join(["?", *map(str, inner)])
        return (
            f"{self.where(key, index)}Number of {dtype.short_name} values is not a multiple of "
            f"stride length. Saw {count} values but output shape is: [{sizes}]"
        )


def _dtype_of(array):
    return dtypes.string if array.dtype == object else dtypes.from_numpy[array.dtype]


def _zero(dtype):
    return array_of([b""]) if dtype is dtypes.string else np.zeros(1, dtype.numpy_dtype)


@op("ParseExampleV2", is_host=True, is_differentiable=False, names_errors=False)
def _parse_example(
    serialized,
    names,
    sparse_keys,
    dense_keys,
    ragged_keys,
    dense_defaults,
    num_sparse,
    sparse_types,
    ragged_value_types,
    ragged_split_types,
    dense_shapes,
    name=None,
):
    if serialized.ndim > 1:
        raise invalid_argument(
            f"Expected serialized to be a scalar or vector, got shape: {brackets(serialized.shape)}"
        )
    if names.size and names.shape != serialized.shape:
        raise invalid_argument(
            f"Expected names have the same shape as serialized: name.shape={brackets(names.shape)},"
            f" serialized.shape={brackets(serialized.shape)}"
        )
    batch = Batch(serialized, names)
    keys = [np.asarray(item).tolist() for item in (sparse_keys, dense_keys, ragged_keys)]
    sparse = [batch.sparse(key, dtype) for key, dtype in zip(keys[0], sparse_types, strict=True)]
    dense = [
        batch.dense(key, np.asarray(default), shape)
        for key, default, shape in zip(keys[1], dense_defaults, dense_shapes, strict=True)
    ]
    ragged_types = zip(keys[2], ragged_value_types, ragged_split_types, strict=True)
    ragged = [batch.ragged(*item) for item in ragged_types]
    return (
        *(part[which] for which in range(3) for part in sparse),
        *dense,
        *(part[which] for which in range(2) for part in ragged),
    )


def wanted_of(features: dict, for_sequences: bool = False) -> Wanted:
    """Returns what a dictionary of features asks for.

    Raises:
      ValueError: if one of them is incomplete or of another kind.
    """
    wanted = Wanted({}, {}, {})
    for key in sorted(features):
        feature = features[key]
        if isinstance(feature, VarLenFeature):
            _check_dtype(key, feature)
            _add(wanted.sparse, key, as_dtype(feature.dtype))
        elif isinstance(feature, SparseFeature):
            for index_key in _listed(feature.index_key):
                _add(wanted.sparse, index_key, dtypes.int64)
            _add(wanted.sparse, feature.value_key, as_dtype(feature.dtype))
        elif isinstance(feature, RaggedFeature):
            splits_dtype = as_dtype(feature.row_splits_dtype)
            for partition in feature.partitions:
                if not isinstance(partition, UniformRowLength):
                    _add(wanted.ragged, partition.key, (dtypes.int64, splits_dtype))
            value_key = key if feature.value_key is None else feature.value_key
            _add(wanted.ragged, value_key, (as_dtype(feature.dtype), splits_dtype))
        elif isinstance(feature, FixedLenFeature):
            _check_dtype(key, feature)
            _add(wanted.dense, key, _fixed(key, feature))
        elif isinstance(feature, FixedLenSequenceFeature):
            _check_dtype(key, feature)
            if feature.shape is None:
                raise ValueError(f"Missing shape for feature {key}. Received feature={feature}.")
            if not for_sequences and not feature.allow_missing:
                raise ValueError(
                    "Unsupported: FixedLenSequenceFeature requires allow_missing to be True."
                )
            sizes = _sizes(feature.shape)
            dense = (as_dtype(feature.dtype), (-1, *sizes), feature.default_value)
            _add(wanted.dense, key, dense)
        else:
            raise ValueError(f"Unsupported {type(feature).__name__} {feature} for key {key!r}")
    return wanted


def _listed(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _add(group, key, item):
    if group.setdefault(key, item) != item:
        raise ValueError(f"Conflicting type {item} vs {group[key]} for feature {key}.")


def _check_dtype(key, feature):
    if not feature.dtype:
        end = "" if isinstance(feature, VarLenFeature) else "."
        raise ValueError(f"Missing type for feature {key}. Received feature={feature}{end}")


def _sizes(shape):
    return tuple(TensorShape(shape).as_list())


def _fixed(key, feature):
    if feature.shape is None:
        raise ValueError(f"Missing shape for feature {key}. Received feature={feature}.")
    sizes = _sizes(feature.shape)
    if sizes and sizes[0] is None:
        raise ValueError(
            f"First dimension of shape for feature {key} unknown. Consider using "
            f"FixedLenSequenceFeature. Received feature={feature}."
        )
    return as_dtype(feature.dtype), sizes, feature.default_value


def default_of(dtype, shape, value):
    """Returns the default of a dense feature as a tensor; without elements if there is none."""
    if value is None:
        return convert(empty(dtype), dtype)
    value = convert(value, dtype)
    if shape and shape[0] == -1:
        return reshape(value, [])
    return value if not shape and value.shape.rank == 0 else reshape(value, shape)


def _parse(serialized, features, names):
    """Returns the tensors for a dictionary of features."""
    wanted = wanted_of(features)
    serialized = convert(serialized, dtypes.string)
    defaults = [default_of(*item) for item in wanted.dense.values()]
    keys = [array_of([key.encode() for key in group]) for group in wanted]
    is_single = serialized.shape.rank == 0
    sparse_types = tuple(wanted.sparse.values())
    ragged_types = tuple(dtype for dtype, _ in wanted.ragged.values())
    split_types = tuple(dtype for _, dtype in wanted.ragged.values())
    shapes = tuple(shape for _, shape, _ in wanted.dense.values())
    rank = 1 if is_single else 2
    results = [
        *((dtypes.int64, [None, rank]) for _ in sparse_types),
        *((dtype, [None]) for dtype in sparse_types),
        *((dtypes.int64, [rank]) for _ in sparse_types),
        *((dtype, _with_batch(shape, serialized)) for dtype, shape, _ in wanted.dense.values()),
        *((dtype, [None]) for dtype in ragged_types),
        *((dtype, [None]) for dtype in split_types),
    ]
    flat = execute_lists(
        _parse_example.op,
        (serialized, names, *keys, defaults),
        (len(sparse_types), sparse_types, ragged_types, split_types, shapes),
        results,
    )
    tensors, at = {}, len(sparse_types)
    for index, key in enumerate(wanted.sparse):
        tensors[key] = SparseTensor(flat[index], flat[at + index], flat[2 * at + index])
    at *= 3
    for index, key in enumerate(wanted.dense):
        tensors[key] = flat[at + index]
    at += len(wanted.dense)
    for index, key in enumerate(wanted.ragged):
        splits = flat[at + len(wanted.ragged) + index]
        values = flat[at + index]
        tensors[key] = values if is_single else RaggedTensor._of(values, splits)
    return composed(features, tensors, is_single)


def _with_batch(shape, serialized):
    sizes = [None if size == -1 else size for size in shape]
    if serialized.shape.rank is None:
        return None
    return sizes if serialized.shape.rank == 0 else [serialized.shape[0], *sizes]


def composed(features: dict, tensors: dict, is_single: bool) -> dict:
    """Returns the results for features, some of which are made of several tensors.

    Args:
      features: What was asked for, by key.
      tensors: What was read, by key.
      is_single: Whether it is of one example, without a batch dimension.
    """
    results = {key: value for key, value in tensors.items() if key in features}
    for key in sorted(features):
        feature = features[key]
        if isinstance(feature, SparseFeature):
            results[key] = _merged(feature, tensors)
        elif isinstance(feature, RaggedFeature):
            value_key = key if feature.value_key is None else feature.value_key
            results[key] = partitioned(tensors[value_key], feature, tensors, is_single)
    return results


def _merged(feature, tensors):
    """Returns the sparse tensor whose positions and values are features of their own."""
    from tfcourse.ops.joining import concat

    values = tensors[feature.value_key]
    columns = [tensors[key] for key in _listed(feature.index_key)]
    for column in columns:
        values.values.shape.assert_is_compatible_with(column.values.shape)
    indices = concat([values.indices[:, :-1], *(item.values[:, None] for item in columns)], 1)
    sizes = np.array(_listed(feature.size), np.int64)
    merged = SparseTensor(indices, values.values, concat([values.dense_shape[:-1], sizes], 0))
    return merged if feature.already_sorted else reorder(merged)


@export("io.parse_example")
def parse_example(serialized, features, example_names=None, name=None):
    """Reads serialized examples.

    Args:
      serialized: A string tensor of shape `[batch]` or `()`: `tf.train.Example`s.
      features: What to read: a dictionary of `tf.io.FixedLenFeature` and the like.
      example_names: The names of the examples, for errors, or None.
      name: The name of its scope in a graph.

    Returns:
      A dictionary of tensors, `tf.SparseTensor`s and `tf.RaggedTensor`s.

    Raises:
      InvalidArgumentError: if a string is no example, or its features are not as asked for.
      ValueError: if `features` is empty or has something else in it.

    Example:
      >>> import tfcourse as tf
      >>> feature = tf.train.Feature(int64_list=tf.train.Int64List(value=[7]))
      >>> example = tf.train.Example(features=tf.train.Features(feature={"x": feature}))
      >>> data = [example.SerializeToString()]
      >>> tf.io.parse_example(data, {"x": tf.io.FixedLenFeature([], tf.int64)})["x"].numpy()
      array([7])

    Source: `tf.io.parse_example`.
    """
    if not features:
        raise ValueError(f"Argument `features` cannot be None or falsy. Got {features}")
    with scope(name, "ParseExample"):
        names = array_of([]) if example_names is None else example_names
        return _parse(convert(serialized, dtypes.string), features, names)


@export("io.parse_single_example")
def parse_single_example(serialized, features, example_names=None, name=None):
    """Reads one serialized example; arguments and result are those of `parse_example`.

    Raises:
      ValueError: if `serialized` is no scalar.

    Source: `tf.io.parse_single_example`.
    """
    if not features:
        raise ValueError("Invalid argument: features cannot be empty.")
    with scope(name, "ParseSingleExample"):
        serialized = convert(serialized, dtypes.string)
        if serialized.shape.rank not in (None, 0):
            raise ValueError("Input serialized must be a scalar")
        serialized.set_shape([])
        return _parse(serialized, features, array_of([]))
