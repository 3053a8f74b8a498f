"""tf.io.parse_sequence_example: from serialized sequence examples to tensors."""

import math

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.example_features import (
    FixedLenSequenceFeature,
    RaggedFeature,
    SparseFeature,
    VarLenFeature,
)
from tfcourse.ops.example_parsing import Batch, composed, default_of, empty, wanted_of
from tfcourse.ops.host import array_of, execute_lists
from tfcourse.ops.protobuf import wire
from tfcourse.ops.protobuf.reading import read_feature, read_sequence
from tfcourse.ops.ragged.tensor import RaggedTensor
from tfcourse.ops.scopes import scope
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.sparse_tensor import SparseTensor


class _Sequences(Batch):
    """Serialized sequence examples: their contexts as a batch of examples, and their lists."""

    def __init__(self, serialized, names):
        self.lists: list[dict[bytes, list[bytes]]] = []
        super().__init__(serialized, names)

    def read(self, data, index):
        try:
            context, lists = read_sequence(data)
        except wire.WireError:
            raise invalid_argument(
                f"Invalid protocol message input, example id: {self.name(index)}"
            ) from None
        self.lists.append(lists)
        return context

    def _missing(self, key, index, dtype):
        return (
            f"Inconsistent max number of elements for feature {key.decode()}: expected 1, but "
            "found 0"
        )

    def steps(self, key: bytes, dtype, may_be_missing: bool = True) -> list[list[np.ndarray]]:
        """Returns the values of a feature at each step of each sequence."""
        sequences = []
        for index, lists in enumerate(self.lists):
            if key not in lists and not may_be_missing:
                raise invalid_argument(
                    f"Name: {self.name(index)}, Feature list '{key.decode()}' is required but "
                    "could not be found.  Did you mean to include it in "
                    "feature_list_dense_missing_assumed_empty or feature_list_dense_defaults?"
                )
            sequences.append(
                [
                    self._values(data, key, index, step, dtype)
                    for step, data in enumerate(lists.get(key, []))
                ]
            )
        return sequences

    def _values(self, data, key, index, step, dtype):
        where = f"Name: {self.name(index)}, Key: {key.decode()}, Index: {step}.  "
        try:
            found = read_feature(data)
        except wire.WireError:
            raise invalid_argument(f"{where}Can't parse serialized Example.") from None
        if found is None:
            return empty(dtype)
        if found.dtype is not dtype:
            raise invalid_argument(
                f"{where}Data types don't match. Expected type: {dtype.short_name}  Feature is: "
                f"{found.dtype.short_name}"
            )
        return found.values

    def sparse_list(self, key, dtype):
        """Returns indices, values and shape of a feature of each step."""
        sequences = self.steps(key, dtype)
        indices = [
            (index, step, position)
            for index, steps in enumerate(sequences)
            for step, values in enumerate(steps)
            for position in range(len(values))
        ]
        indices = np.array(indices, np.int64).reshape(-1, 3)
        flat = [values for steps in sequences for values in steps]
        longest = max(map(len, sequences), default=0)
        shape = np.array([len(sequences), longest, max(map(len, flat), default=0)], np.int64)
        first = 1 if self.is_single else 0
        return indices[:, first:], np.concatenate([empty(dtype), *flat]), shape[first:]

    def dense_list(self, key, dtype, inner, may_be_missing):
        """Returns a feature of each step as one array, and the numbers of steps."""
        sequences = self.steps(key, dtype, may_be_missing)
        size = math.prod(inner)
        for index, steps in enumerate(sequences):
            for step, values in enumerate(steps):
                if len(values) != size:
                    raise invalid_argument(
                        f"Name: {self.name(index)}, Key: {key.decode()}, Index: {step}.  Number "
                        f"of values != expected.  values size: {len(values)} but output shape: "
                        f"{brackets(inner)}"
                    )
        lengths = np.array([len(steps) for steps in sequences], np.int64)
        longest = lengths.max(initial=0)
        joined = np.zeros((len(sequences), longest, size), dtype.numpy_dtype)
        if dtype is dtypes.string:
            joined.fill(b"")
        for index, steps in enumerate(sequences):
            for step, values in enumerate(steps):
                joined[index, step] = values
        shape = (longest, *inner) if self.is_single else (len(sequences), longest, *inner)
        return joined.reshape(shape), lengths.reshape(()) if self.is_single else lengths

    def ragged_list(self, key, dtype, splits_dtype):
        """Returns values, row splits of the steps, and row splits of the sequences."""
        sequences = self.steps(key, dtype)
        flat = [values for steps in sequences for values in steps]
        inner = np.cumsum([0, *map(len, flat)]).astype(splits_dtype.numpy_dtype)
        outer = np.cumsum([0, *map(len, sequences)]).astype(splits_dtype.numpy_dtype)
        return np.concatenate([empty(dtype), *flat]), inner, outer


@op("ParseSequenceExampleV2", is_host=True, is_differentiable=False, names_errors=False)
def _parse_sequences(
    serialized,
    debug_name,
    context_sparse_keys,
    context_dense_keys,
    context_ragged_keys,
    feature_list_sparse_keys,
    feature_list_dense_keys,
    feature_list_ragged_keys,
    feature_list_dense_missing_assumed_empty,
    context_dense_defaults,
    context,
    lists,
    name=None,
):
    batch = _Sequences(serialized, debug_name)

    def keys(array):
        return np.asarray(array).tolist()

    groups = (
        [
            batch.sparse(key, dtype)
            for key, dtype in zip(keys(context_sparse_keys), context[0], strict=True)
        ],
        [
            (batch.dense(key, np.asarray(default), shape),)
            for key, default, (_, shape) in zip(
                keys(context_dense_keys), context_dense_defaults, context[1], strict=True
            )
        ],
        [
            batch.ragged(key, *kinds)
            for key, kinds in zip(keys(context_ragged_keys), context[2], strict=True)
        ],
        [
            batch.sparse_list(key, dtype)
            for key, dtype in zip(keys(feature_list_sparse_keys), lists[0], strict=True)
        ],
        [
            batch.dense_list(key, dtype, shape[1:], bool(may_be_missing))
            for key, (dtype, shape), may_be_missing in zip(
                keys(feature_list_dense_keys),
                lists[1],
                keys(feature_list_dense_missing_assumed_empty),
                strict=True,
            )
        ],
        [
            batch.ragged_list(key, *kinds)
            for key, kinds in zip(keys(feature_list_ragged_keys), lists[2], strict=True)
        ],
    )
    return tuple(part for group in groups for item in group for part in item)


def _checked(context_features, sequence_features):
    if not (context_features or sequence_features):
        raise ValueError(
            "Both context_features and sequence_features are None, but at least one should have "
            "values."
        )
    for key, feature in (sequence_features or {}).items():
        allowed = (VarLenFeature, FixedLenSequenceFeature, RaggedFeature, SparseFeature)
        if not isinstance(feature, allowed):
            raise ValueError(f"Unsupported {type(feature).__name__} {feature} for key {key!r}")
    return wanted_of(context_features or {}), wanted_of(sequence_features or {}, True)


def _attribute(wanted):
    """Returns what is wanted in the hashable form of an attribute."""
    dense = tuple((dtype, shape) for dtype, shape, _ in wanted.dense.values())
    return tuple(wanted.sparse.values()), dense, tuple(wanted.ragged.values())


def _results(wanted, rank, is_list):
    """Returns (dtype, shape) of the results for one half of what is wanted."""
    kinds = []
    for dtype in wanted.sparse.values():
        kinds += [(dtypes.int64, [None, rank]), (dtype, [None]), (dtypes.int64, [rank])]
    for dtype, shape, _ in wanted.dense.values():
        sizes = [None if size == -1 else size for size in shape]
        kinds.append((dtype, [None] * (rank - 1 - is_list) + sizes))
        kinds += [(dtypes.int64, [None] * (rank - 1 - is_list))] * is_list
    for dtype, splits_dtype in wanted.ragged.values():
        kinds += [(dtype, [None])] + [(splits_dtype, [None])] * (1 + is_list)
    return kinds


def _parse(serialized, context_features, sequence_features, names, is_single):
    wanted, wanted_lists = _checked(context_features, sequence_features)
    features = sequence_features or {}
    keys = [
        array_of([key.encode() for key in group])
        for half in (wanted, wanted_lists)
        for group in half
    ]
    may_be_missing = np.array([features[key].allow_missing for key in wanted_lists.dense], bool)
    defaults = [default_of(*item) for item in wanted.dense.values()]
    rank = 1 if is_single else 2
    flat = execute_lists(
        _parse_sequences.op,
        (serialized, names, *keys, may_be_missing, defaults),
        (_attribute(wanted), _attribute(wanted_lists)),
        [*_results(wanted, rank, False), *_results(wanted_lists, rank + 1, True)],
    )
    remaining = iter(flat)
    context, lists, lengths = {}, {}, {}
    for key in wanted.sparse:
        context[key] = SparseTensor(next(remaining), next(remaining), next(remaining))
    for key in wanted.dense:
        context[key] = next(remaining)
    for key in wanted.ragged:
        values, splits = next(remaining), next(remaining)
        context[key] = values if is_single else RaggedTensor._of(values, splits)
    for key in wanted_lists.sparse:
        lists[key] = SparseTensor(next(remaining), next(remaining), next(remaining))
    for key in wanted_lists.dense:
        lists[key], lengths[key] = next(remaining), next(remaining)
    for key in wanted_lists.ragged:
        rows = RaggedTensor._of(next(remaining), next(remaining))
        outer = next(remaining)
        lists[key] = rows if is_single else RaggedTensor._of(rows, outer)
    context = composed(context_features or {}, context, is_single)
    return context, composed(features, lists, is_single), lengths


@export("io.parse_single_sequence_example")
def parse_single_sequence_example(
    serialized, context_features=None, sequence_features=None, example_name=None, name=None
):
    """Reads one serialized sequence example.

    Args:
      serialized: A string tensor of shape `()`: a `tf.train.SequenceExample`.
      context_features: What to read of the whole: a dictionary as for `tf.io.parse_example`.
      sequence_features: What to read of each step: `tf.io.FixedLenSequenceFeature` and the like.
      example_name: The example's name, for errors, or None.
      name: The name of its scope in a graph.

    Returns:
      Two dictionaries: of the whole, and of the steps, whose first dimension is the step.

    Raises:
      InvalidArgumentError: if the string is no sequence example, or not as asked for.
      ValueError: if nothing is asked for, or something of another kind.

    Source: `tf.io.parse_single_sequence_example`.
    """
    with scope(name, "ParseSingleSequenceExample"):
        names = _names(example_name)
        serialized = convert(serialized, dtypes.string)
        return _parse(serialized, context_features, sequence_features, names, True)[:2]


def _names(names):
    return array_of([]) if names is None else names


@export("io.parse_sequence_example")
def parse_sequence_example(
    serialized, context_features=None, sequence_features=None, example_names=None, name=None
):
    """Reads serialized sequence examples; arguments as for `parse_single_sequence_example`.

    Args:
      serialized: A string tensor of shape `[batch]`.
      context_features: What to read of the whole.
      sequence_features: What to read of each step.
      example_names: The examples' names, for errors, or None.
      name: The name of its scope in a graph.

    Returns:
      Three dictionaries: of the whole, of the steps, whose second dimension is the step, and of the
      numbers of steps of the features that were filled up.

    Source: `tf.io.parse_sequence_example`.
    """
    with scope(name, "ParseSequenceExample"):
        serialized = convert(serialized, dtypes.string)
        return _parse(serialized, context_features, sequence_features, _names(example_names), False)
