"""Ragged tensors as text: what `tf.print` and `tf.strings.format` write."""

import itertools

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.op import Argument, op
from tfcourse.ops.formatting import register_text
from tfcourse.ops.host import map_items, scalar
from tfcourse.ops.ragged.tensor import RaggedTensor
from tfcourse.ops.string_numbers import as_string


@op(
    "RaggedToText",
    operands=("flat_values", "row_splits*"),
    results=(Argument("text", None, dtypes.string, False, None),),
    is_host=True,
    is_differentiable=False,
)
def _text(flat_values, row_splits, summarize, has_quotes, name=None):
    if has_quotes:
        flat_values = map_items(lambda text: b"'" + text + b"'", flat_values)
    rows = _joined(flat_values, summarize)
    for splits in reversed(row_splits):
        bounds = np.asarray(splits).tolist()
        rows = [_bracketed(rows[start:end], summarize) for start, end in itertools.pairwise(bounds)]
    return scalar(_bracketed(rows, summarize))


def _joined(array, summarize):
    """Returns the text of each row of an array of texts."""
    if array.ndim == 1:
        return array.tolist()
    return [_bracketed(_joined(row, summarize), summarize) for row in array]


def _bracketed(items, summarize):
    if 0 <= 2 * summarize < len(items):
        items = [*items[:summarize], b"...", *items[len(items) - summarize :]]
    return b"[" + b", ".join(items) + b"]"


def _to_text(value: RaggedTensor, summarize: int):
    flat = value.flat_values
    has_quotes = flat.dtype is dtypes.string
    texts = flat if has_quotes else as_string(flat)
    (result,) = _text(texts, list(value.nested_row_splits), summarize, has_quotes)
    result.set_shape([])
    return result


register_text(RaggedTensor, _to_text)
