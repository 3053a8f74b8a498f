"""Strings cut into parts: tf.strings.split, bytes_split and ngrams."""

import itertools

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.host import array_of, as_bytes
from tfcourse.ops.joining import stack
from tfcourse.ops.ragged.tensor import RaggedTensor, as_values
from tfcourse.ops.scopes import scope
from tfcourse.ops.shape_checks import invalid_argument


def _as_sparse(parts):
    """Returns lists of strings as indices, values and shape of a sparse matrix."""
    lengths = [len(row) for row in parts]
    rows = np.repeat(np.arange(len(parts)), lengths)
    columns = np.concatenate([np.arange(length) for length in lengths]) if parts else rows
    values = array_of(text for row in parts for text in row)
    shape = np.array([len(parts), max(lengths, default=0)], np.int64)
    return np.stack([rows, columns], 1).astype(np.int64), values, shape


@op("StringSplitV2", is_host=True, is_differentiable=False)
def _split_v2(input, sep, maxsplit, name=None):
    if sep.ndim:
        raise invalid_argument(f"sep must be a scalar, got shape: [{sep.size}]")
    separator = sep.item() or None
    return _as_sparse([text.split(separator, maxsplit) for text in np.asarray(input).tolist()])


@op("StringSplit", is_host=True, is_differentiable=False)
def _split_bytes(input, delimiter, skip_empty=True, name=None):
    signs = delimiter.item()

    def cut(text):
        if not signs:
            return [text[index : index + 1] for index in range(len(text))]
        for sign in signs[1:]:
            text = text.replace(bytes([sign]), signs[:1])
        return [part for part in text.split(signs[:1]) if part or not skip_empty]

    return _as_sparse([cut(text) for text in np.asarray(input).tolist()])


def _as_rows(results):
    """Returns a sparse matrix of strings as a ragged tensor."""
    indices, values, shape = results
    if context.graph is not None:
        indices.set_shape([None, 2])
        values.set_shape([None])
        shape.set_shape([2])
    return RaggedTensor.from_value_rowids(values, indices[:, 0], shape[0], validate=False)


def _by_rank(input, cut_vector):
    """Applies a function that cuts the strings of a vector to a tensor of any rank."""
    if isinstance(input, RaggedTensor):
        return input.with_flat_values(cut_vector(input.flat_values))
    rank = input.shape.rank
    if rank is None:
        raise ValueError("input must have unknown rank.")
    if rank == 0:
        return cut_vector(stack([input]))[0]
    if rank == 1:
        rows = cut_vector(input)
        known = input.shape[0]
        if context.graph is not None and known is not None:
            rows.row_splits.set_shape([known + 1])
        return rows
    rows = RaggedTensor.from_tensor(input, ragged_rank=rank - 1)
    return rows.with_flat_values(cut_vector(rows.flat_values))


@export("strings.split")
def split(input, sep=None, maxsplit=-1, name=None):
    """Cuts strings at a separator.

    Args:
      input: A string tensor or `tf.RaggedTensor`.
      sep: A Python string; white space of any length if None.
      maxsplit: How many cuts are made in each string at most; -1 for all.
      name: The name of its scope in a graph.

    Returns:
      A `tf.RaggedTensor` with one more dimension; for a scalar a tensor of rank 1.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.split(["hello world", "a b c"])
      <tf.RaggedTensor [[b'hello', b'world'], [b'a', b'b', b'c']]>

    Source: `tf.strings.split`.
    """
    with scope(name, "StringSplit"):
        if not isinstance(input, RaggedTensor):
            input = convert(input, dtypes.string)
        separator = b"" if sep is None else as_bytes(sep)
        return _by_rank(input, lambda vector: _as_rows(_split_v2(vector, separator, maxsplit)))


@export("strings.bytes_split")
def bytes_split(input, name=None):
    """Cuts strings into their bytes.

    Args:
      input: A string tensor or `tf.RaggedTensor`.
      name: The name of its scope in a graph.

    Returns:
      A `tf.RaggedTensor` with one more dimension; for a scalar a tensor of rank 1.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.bytes_split(["ab", "c"])
      <tf.RaggedTensor [[b'a', b'b'], [b'c']]>

    Source: `tf.strings.bytes_split`.
    """
    with scope(name, "StringsByteSplit"):

        def cut(vector):
            return _as_rows(_split_bytes(convert(vector, dtypes.string), b"", False))

        return _by_rank(as_values(input), cut)


@op("StringNGrams", is_host=True, is_differentiable=False)
def _ngrams(
    data,
    data_splits,
    separator,
    ngram_widths,
    left_pad,
    right_pad,
    pad_width,
    preserve_short_sequences,
    name=None,
):
    separator, left_pad, right_pad = map(as_bytes, (separator, left_pad, right_pad))
    items, bounds = np.asarray(data).tolist(), np.asarray(data_splits).tolist()
    joined, counts = [], []
    for start, end in itertools.pairwise(bounds):
        row, before = items[start:end], len(joined)
        for width in ngram_widths:
            padding = width - 1 if pad_width < 0 else min(pad_width, width - 1)
            padded = [left_pad] * padding + row + [right_pad] * padding
            joined += [
                separator.join(padded[at : at + width]) for at in range(len(padded) - width + 1)
            ]
        if preserve_short_sequences and row and len(joined) == before:
            padding = max(pad_width, 0)
            joined.append(separator.join([left_pad] * padding + row + [right_pad] * padding))
        counts.append(len(joined) - before)
    splits = np.cumsum([0, *counts]).astype(data_splits.dtype)
    return array_of(joined), splits


@export("strings.ngrams")
def ngrams(
    data,
    ngram_width,
    separator=" ",
    pad_values=None,
    padding_width=None,
    preserve_short_sequences=False,
    name=None,
):
    """Joins neighbouring strings.

    Args:
      data: A string tensor or `tf.RaggedTensor`, whose last dimension is taken.
      ngram_width: How many strings are joined, or a list of such numbers.
      separator: A Python string put between them.
      pad_values: A string put before and after each sequence, or a pair of them; None for none.
      padding_width: How many of them; as many as the width allows if None.
      preserve_short_sequences: Whether a sequence that is too short is joined as a whole.
      name: The name of its scope in a graph.

    Returns:
      A tensor or `tf.RaggedTensor`, as `data` is.

    Raises:
      ValueError: if a width is less than 1, or options do not fit together.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.ngrams(["a", "b", "c"], 2).numpy().tolist()
      [b'a b', b'b c']

    Source: `tf.strings.ngrams`.
    """
    widths = (ngram_width,) if isinstance(ngram_width, int) else tuple(ngram_width)
    for width in widths:
        if width < 1:
            raise ValueError(f"All ngram_widths must be greater than 0. Got {ngram_width}")
    left, right = _padding(pad_values)
    if pad_values is None and padding_width is not None:
        raise ValueError("pad_values must be provided if padding_width is set.")
    if padding_width is not None and padding_width < 1:
        raise ValueError(f"padding_width must be greater than 0. Got {padding_width}")
    width = 0 if pad_values is None else -1 if padding_width is None else padding_width
    with scope(name, "StringNGrams"):
        is_tensor = not isinstance(data, RaggedTensor)
        if is_tensor:
            data = convert(data, dtypes.string)
            is_vector = data.shape.rank == 1
            if data.shape.rank == 0:
                raise ValueError("Data must have rank>0")
            data = stack([data]) if is_vector else data
            data = RaggedTensor.from_tensor(data, ragged_rank=data.shape.rank - 1)
        inner = data
        while isinstance(inner.values, RaggedTensor):
            inner = inner.values
        attributes = (separator, widths, left, right, width, preserve_short_sequences)
        values, splits = _ngrams(inner.values, inner.row_splits, *attributes)
        if context.graph is not None:
            values.set_shape([None])
            splits.set_shape(inner.row_splits.shape)
        result = _with_innermost(data, RaggedTensor._of(values, splits))
        if not is_tensor:
            return result
        return result[0] if is_vector else result.to_tensor()


def _with_innermost(value, rows):
    """Replaces the innermost rows of a ragged tensor."""
    if not isinstance(value.values, RaggedTensor):
        return rows
    return value.with_values(_with_innermost(value.values, rows))


def _padding(pad_values):
    if pad_values is None:
        return "", ""
    if isinstance(pad_values, (str, bytes)):
        return pad_values, pad_values
    if not isinstance(pad_values, (list, tuple)) or len(pad_values) != 2:
        raise TypeError("pad_values must be a string, tuple of strings, or None.")
    return tuple(pad_values)
