"""Operations on strings: cases, lengths, joining, parts."""

import math

import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.constants import constant_value
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.shapes import TensorShape, broadcast_static_shape
from tfcourse.core.tensor import Tensor
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.host import array_of, as_bytes, elementwise, map_items, scalar
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.utf8 import character_starts

_SPACES = b" \t\n\v\f\r"


def _change_case(array, encoding, of_bytes, of_text):
    if encoding not in ("", "utf-8"):
        raise invalid_argument(f"only utf-8 or '' (no encoding) is supported, received {encoding}")
    if not encoding:
        return map_items(of_bytes, array)
    return map_items(
        lambda text: of_text(text.decode("utf-8", "surrogateescape")).encode(
            "utf-8", "surrogateescape"
        ),
        array,
    )


@export("strings.lower")
@elementwise
@op("StringLower", is_host=True, is_differentiable=False)
def lower(input, encoding="", name=None):
    """Makes letters small.

    Args:
      input: A string tensor of any shape.
      encoding: "" for ASCII letters only, "utf-8" for all.
      name: The operation's name in a graph.

    Returns:
      A string tensor of the same shape.

    Raises:
      InvalidArgumentError: if `encoding` is neither of the two.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.lower("CamelCase").numpy()
      b'camelcase'

    Source: `tf.strings.lower`.
    """
    return _change_case(input, encoding, bytes.lower, str.lower)


@export("strings.upper")
@elementwise
@op("StringUpper", is_host=True, is_differentiable=False)
def upper(input, encoding="", name=None):
    """Makes letters capital; arguments and result are those of `lower`.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.upper("CamelCase").numpy()
      b'CAMELCASE'

    Source: `tf.strings.upper`.
    """
    return _change_case(input, encoding, bytes.upper, str.upper)


@export("strings.strip")
@elementwise
@op("StringStrip", is_host=True, is_differentiable=False)
def strip(input, name=None):
    """Removes white space from both ends.

    Args:
      input: A string tensor of any shape.
      name: The operation's name in a graph.

    Returns:
      A string tensor of the same shape.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.strip(["  a b ", "c"]).numpy().tolist()
      [b'a b', b'c']

    Source: `tf.strings.strip`.
    """
    return map_items(lambda text: text.strip(_SPACES), input)


@elementwise
@op("StringLength", is_host=True, is_differentiable=False)
def _length(input, unit, name=None):
    count = len if unit == "BYTE" else lambda text: len(character_starts(text))
    return map_items(count, input, np.int32)


@export("strings.length")
def length(input, unit="BYTE", name=None):
    """Counts the bytes or the characters of each string.

    Args:
      input: A string tensor of any shape.
      unit: "BYTE" or "UTF8_CHAR".
      name: The operation's name in a graph.

    Returns:
      An int32 tensor of the same shape.

    Raises:
      InvalidArgumentError: if `unit` is neither of the two.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.length("größe").numpy(), tf.strings.length("größe", "UTF8_CHAR").numpy()
      (np.int32(7), np.int32(5))

    Source: `tf.strings.length`.
    """
    check_attributes(_length.op, unit=unit)
    return _length(input, unit, name)


@op("StringJoin", is_host=True, is_differentiable=False)
def _join(inputs, separator, name=None):
    shape = ()
    for array in inputs:
        if array.shape and shape and array.shape != shape:
            raise invalid_argument(
                f"Input shapes do not match: {brackets(shape)} vs. {brackets(array.shape)}"
            )
        shape = shape or array.shape
    columns = [np.broadcast_to(array, shape).ravel().tolist() for array in inputs]
    if not columns:
        return scalar(b"")
    return array_of(map(as_bytes(separator).join, zip(*columns, strict=True)), shape)


@export("strings.join")
def join(inputs, separator="", name=None):
    """Joins strings of several tensors, element by element.

    Args:
      inputs: A list of string tensors, all of one shape or of shape `()`.
      separator: A Python string put between them.
      name: The operation's name in a graph.

    Returns:
      A string tensor of that shape.

    Raises:
      InvalidArgumentError: if shapes differ.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.join(["<", ["a", "b"], ">"]).numpy().tolist()
      [b'<a>', b'<b>']

    Source: `tf.strings.join`.
    """
    if isinstance(inputs, Tensor):
        inputs = list(inputs)
    if not isinstance(inputs, (list, tuple)):
        raise TypeError(f"Expected list for 'inputs' argument to 'string_join' Op, not {inputs!r}.")
    check_attributes(_join.op, separator=separator)
    result = _join(list(inputs), separator, name)
    if context.graph is not None:
        result.set_shape(_joined_shape([operand.shape for operand in result.op.inputs]))
    return result


def _joined_shape(shapes):
    if any(shape.rank is None for shape in shapes):
        return TensorShape(None)
    merged = TensorShape([])
    for shape in shapes:
        if shape.rank:
            merged = merged.merge_with(shape) if merged.rank else shape
    return merged


@op("ReduceJoin", is_host=True, is_differentiable=False)
def _reduce_join(inputs, reduction_indices, keep_dims, separator, name=None):
    inputs, rank = np.asarray(inputs), inputs.ndim
    axes = []
    for axis in reduction_indices.ravel().tolist():
        if not -rank <= axis < rank:
            raise errors.OutOfRangeError(
                None,
                None,
                f"Invalid reduction dimension {axis} for input with {rank} dimension(s)",
            )
        if axis % rank in axes:
            raise invalid_argument(f"Duplicate reduction dimension {axis}")
        axes.append(axis % rank)
    if not axes:
        return inputs
    kept = [axis for axis in range(rank) if axis not in axes]
    shape = [inputs.shape[axis] for axis in kept]
    # The first axis given runs fastest.
    rows = inputs.transpose(*kept, *reversed(axes))
    rows = rows.reshape(math.prod(shape), math.prod(inputs.shape[axis] for axis in axes))
    joined = array_of(map(as_bytes(separator).join, rows.tolist()))
    if keep_dims:
        shape = [1 if axis in axes else size for axis, size in enumerate(inputs.shape)]
    return joined.reshape(shape)


@export("strings.reduce_join")
def reduce_join(inputs, axis=None, keepdims=False, separator="", name=None):
    """Joins the strings of a tensor along dimensions.

    Args:
      inputs: A string tensor.
      axis: The dimension, or a list of them, the one that runs fastest first; None for all.
      keepdims: Whether reduced dimensions stay, with size 1.
      separator: A Python string put between the strings.
      name: The operation's name in a graph.

    Returns:
      A string tensor without those dimensions.

    Raises:
      OutOfRangeError: if there is no such dimension.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.reduce_join([["a", "b"], ["c", "d"]], axis=1, separator="-").numpy().tolist()
      [b'a-b', b'c-d']

    Source: `tf.strings.reduce_join`.
    """
    inputs = convert(inputs)
    if axis is None:
        axis = np.arange(inputs.shape.rank - 1, -1, -1, np.int32)
    else:
        axis = convert(axis, dtypes.int32 if isinstance(axis, (int, list, tuple)) else None)
    result = _reduce_join(inputs, axis, keepdims, separator, name)
    known = constant_value(axis) if isinstance(axis, Tensor) else axis
    if context.graph is not None and known is not None and inputs.shape.rank is not None:
        rank = inputs.shape.rank
        reduced = {item % rank for item in known.ravel().tolist()} if rank else ()
        sizes = [1 if at in reduced else size for at, size in enumerate(inputs.shape.as_list())]
        kept = [size for at, size in enumerate(sizes) if keepdims or at not in reduced]
        result.set_shape(kept)
    return result


@op("UnsortedSegmentJoin", is_host=True, is_differentiable=False)
def _unsorted_segment_join(inputs, segment_ids, num_segments, separator, name=None):
    inputs, segment_ids = np.asarray(inputs), np.asarray(segment_ids)
    for rank, (size, expected) in enumerate(zip(segment_ids.shape, inputs.shape, strict=False)):
        if size != expected:
            raise invalid_argument(
                f"Segment dimension is {size} while input dimension is {expected} in rank {rank}"
            )
    if segment_ids.size and not 0 <= segment_ids.min() <= segment_ids.max() < num_segments:
        raise invalid_argument(
            "segment_ids are not allowed to exceed num_segments or to have negative values."
        )
    rest = inputs.shape[segment_ids.ndim :]
    width = math.prod(rest)
    rows = inputs.reshape(segment_ids.size, width).tolist()
    segments = [[[] for _ in range(width)] for _ in range(int(num_segments))]
    for segment, row in zip(segment_ids.ravel().tolist(), rows, strict=True):
        for column, text in zip(segments[segment], row, strict=True):
            column.append(text)
    joined = (as_bytes(separator).join(column) for segment in segments for column in segment)
    return array_of(joined, (int(num_segments), *rest))


@export("strings.unsorted_segment_join")
def unsorted_segment_join(inputs, segment_ids, num_segments, separator="", name=None):
    """Joins the strings that belong to the same segment.

    Args:
      inputs: A string tensor.
      segment_ids: An integer tensor whose shape begins that of `inputs`: each one's segment.
      num_segments: How many segments there are.
      separator: A Python string put between the strings.
      name: The operation's name in a graph.

    Returns:
      A string tensor with one row per segment.

    Raises:
      InvalidArgumentError: if shapes do not fit, or an id is none of a segment.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.unsorted_segment_join(["a", "b", "c"], [1, 0, 1], 2, "+").numpy().tolist()
      [b'b', b'a+c']

    Source: `tf.strings.unsorted_segment_join`.
    """
    return _unsorted_segment_join(inputs, segment_ids, num_segments, separator, name)


@op("Substr", is_host=True, is_differentiable=False)
def _substr(input, pos, len, unit, name=None):
    input, pos, size = np.asarray(input), np.asarray(pos), np.asarray(len)
    if pos.shape != size.shape:
        raise invalid_argument(
            "pos and len should have the same shape, got: "
            f"{brackets(pos.shape)} vs. {brackets(size.shape)}"
        )
    try:
        shape = np.broadcast_shapes(input.shape, pos.shape)
    except ValueError:
        raise invalid_argument(
            f"Incompatible shapes: {brackets(input.shape)} vs. {brackets(pos.shape)}"
        ) from None
    columns = [np.broadcast_to(array, shape).ravel().tolist() for array in (input, pos, size)]
    parts = (
        _part(text, start, count, unit, index)
        for index, (text, start, count) in enumerate(zip(*columns, strict=True))
    )
    return array_of(parts, shape)


def _part(text, start, count, unit, index):
    starts = range(len(text)) if unit == "BYTE" else character_starts(text)
    shown = f" b'{text.decode('latin-1')}'" if unit == "BYTE" else ""
    if not -len(starts) <= start <= len(starts):
        raise invalid_argument(f"pos {start} out of range for string{shown} at index {index}")
    start += len(starts) if start < 0 else 0
    end = len(starts) if count < 0 else min(start + count, len(starts))
    ends = [*starts, len(text)]
    return text[ends[start] : ends[end]]


@export("strings.substr")
def substr(input, pos, len, unit="BYTE", name=None):
    """Takes a part of each string.

    Args:
      input: A string tensor.
      pos: An int32 or int64 tensor: where parts begin; negative counts from the end.
      len: A tensor like `pos`: how long parts are; they end with the string at the latest.
      unit: What `pos` and `len` count: "BYTE" or "UTF8_CHAR".
      name: The operation's name in a graph.

    Returns:
      A string tensor of the shape to which `input` and `pos` broadcast.

    Raises:
      InvalidArgumentError: if a part begins outside of its string, or shapes do not fit.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.substr(["Hello", "World"], [1, -2], [3, 2]).numpy().tolist()
      [b'ell', b'ld']

    Source: `tf.strings.substr`.
    """
    check_attributes(_substr.op, unit=unit)
    result = _substr(input, pos, len, unit, name)
    if context.graph is not None:
        text, start = (operand.shape for operand in result.op.inputs[:2])
        result.set_shape(broadcast_static_shape(text, start))
    return result
