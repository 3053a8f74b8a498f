"""Crosses of features: every combination of the values in a row, joined or hashed."""

import itertools

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.tensor import Tensor
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.casting import cast
from tfcourse.ops.fingerprints import fingerprint64, joined_fingerprint
from tfcourse.ops.host import execute_lists
from tfcourse.ops.scopes import tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.sparse_tensor import SparseTensor

_HASH_KEY = 0xDECAFCAFFE
_LARGEST = 2**63 - 1


def _rows(indices, values, shapes, dense_inputs):
    """Returns for each feature the values of each row."""
    for position, array in enumerate(dense_inputs):
        if array.ndim != 2:
            raise invalid_argument(
                f"Dense inputs should be a matrix but received shape {brackets(array.shape)} "
                f"at position {position}"
            )
    features = [array.tolist() for array in dense_inputs]
    counts = [int(shape[0]) for shape in shapes]
    count = [*counts, *map(len, features)][0] if counts or features else 0
    for kind, found in (("sparse", counts), ("dense", list(map(len, features)))):
        for position, other in enumerate(found):
            if other != count:
                raise invalid_argument(
                    f"Expected batch size {count} got {other} at {kind} tensor {position}"
                )
    sparse = []
    for places, items in zip(indices, values, strict=True):
        rows: list[list] = [[] for _ in range(count)]
        for row, item in zip(places[:, 0].tolist(), items.tolist(), strict=True):
            rows[row].append(item)
        sparse.append(rows)
    return [*sparse, *features]


def _crossed(features, combine, dtype):
    """Returns indices, values and shape of what `combine` makes of each combination in a row."""
    places, values, longest = [], [], 0
    for row, lists in enumerate(zip(*features, strict=True)):
        combinations = [combine(items) for items in itertools.product(*lists)]
        places += [(row, column) for column in range(len(combinations))]
        values += combinations
        longest = max(longest, len(combinations))
    count = len(features[0]) if features else 0
    indices = np.array(places, np.int64).reshape(-1, 2)
    return indices, np.array(values, dtype), np.array([count, longest], np.int64)


@op("SparseCross", is_host=True, is_differentiable=False)
def _cross_hashed(
    indices,
    values,
    shapes,
    dense_inputs,
    hashed_output,
    num_buckets,
    hash_key,
    out_type=None,
    internal_type=None,
    name=None,
):
    def combine(items):
        result = hash_key % 2**64
        for item in items:
            number = fingerprint64(item) if isinstance(item, bytes) else item % 2**64
            result = joined_fingerprint(result, number)
        return result % (num_buckets or _LARGEST)

    return _crossed(_rows(indices, values, shapes, dense_inputs), combine, np.int64)


@op("SparseCrossV2", is_host=True, is_differentiable=False)
def _cross(indices, values, shapes, dense_inputs, sep, name=None):
    def combine(items):
        texts = [item if isinstance(item, bytes) else str(item).encode() for item in items]
        return sep.item().join(texts)

    return _crossed(_rows(indices, values, shapes, dense_inputs), combine, object)


def _operands(inputs, message):
    """Returns the operands of a cross: lists of indices, values, shapes and dense tensors.

    Raises:
      TypeError: if an input is neither sparse nor dense, with the message.
    """
    if not isinstance(inputs, (list, tuple)):
        raise TypeError("Inputs must be a list")
    if not all(isinstance(item, (Tensor, SparseTensor)) for item in inputs):
        raise TypeError(message)
    sparse = [item for item in inputs if isinstance(item, SparseTensor)]
    values = [_text_or_int64(item.values) for item in sparse]
    dense = [_text_or_int64(item) for item in inputs if isinstance(item, Tensor)]
    return [item.indices for item in sparse], values, [item.dense_shape for item in sparse], dense


def _text_or_int64(tensor):
    return tensor if tensor.dtype is dtypes.string else cast(tensor, dtypes.int64)


def _sparse_of(op, operands, attributes, dtype, name):
    results = [(dtypes.int64, [None, 2]), (dtype, [None]), (dtypes.int64, [2])]
    return SparseTensor(*execute_lists(op, operands, attributes, results, name))


@export("sparse.cross")
def cross(inputs, name=None, separator=None):
    """Joins the values in each row of several features, in every combination.

    Args:
      inputs: A list of tensors or `tf.SparseTensor`s of rank 2, with as many rows each; strings or
        integers.
      name: The operation's name in a graph.
      separator: What stands between the values; `"_X_"` by default.

    Returns:
      A `tf.SparseTensor` of strings.

    Raises:
      InvalidArgumentError: if an input is no matrix, or the numbers of rows differ.
      TypeError: if an input is neither.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.cross([tf.constant([["a", "b"]]), tf.constant([[1]])]).values.numpy().tolist()
      [b'a_X_1', b'b_X_1']

    Source: `tf.sparse.cross`.
    """
    message = "All inputs must be Tensor or SparseTensor."
    parts = _operands(inputs, message)
    operands = (*parts, tensor_of("_X_" if separator is None else separator, "Const"))
    return _sparse_of(_cross.op, operands, (), dtypes.string, name)


@export("sparse.cross_hashed")
def cross_hashed(inputs, num_buckets=0, hash_key=None, name=None):
    """Gives each combination of the values in a row of several features a number, by FarmHash.

    Args:
      inputs: As those of `cross`.
      num_buckets: How many numbers there are; 0 for all of int64 that are not negative.
      hash_key: Where the hash begins, an integer; other keys give other numbers.
      name: The operation's name in a graph.

    Returns:
      A `tf.SparseTensor` of int64.

    Raises:
      InvalidArgumentError: if an input is no matrix, or the numbers of rows differ.
      TypeError: if an input is neither.

    Example:
      >>> import tfcourse as tf
      >>> pair = [tf.constant([["a"]]), tf.constant([[1]])]
      >>> tf.sparse.cross_hashed(pair, num_buckets=10).values.numpy().tolist()
      [5]

    Source: `tf.sparse.cross_hashed`.
    """
    operands = _operands(inputs, "All inputs must be SparseTensors")
    check_attributes(_cross_hashed.op, num_buckets=num_buckets)
    attributes = (True, num_buckets, hash_key or _HASH_KEY, dtypes.int64, dtypes.int64)
    return _sparse_of(_cross_hashed.op, operands, attributes, dtypes.int64, name)
