"""Strings as characters: tf.strings.unicode_*."""

import codecs
import itertools

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.host import array_of, elementwise, map_items
from tfcourse.ops.joining import concat
from tfcourse.ops.ragged.tensor import RaggedTensor, as_values
from tfcourse.ops.ranges import range_
from tfcourse.ops.reshaping import reshape
from tfcourse.ops.scopes import scope
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.shapes import shape, size
from tfcourse.ops.unicode_scripts import script_of

_LAST_CONTROL = 0x1F


def _codec(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        raise invalid_argument(
            f"Could not create converter for input encoding: {encoding}"
        ) from None


def decoded(text: bytes, codec: str, errors: str, replacement: int, no_controls: bool):
    r"""Returns the code points of a text and the offset of each character.

    Args:
      text: The bytes.
      codec: Python's name of the encoding.
      errors: "replace", "ignore" or "strict".
      replacement: The code point that stands for what is no character.
      no_controls: Whether control characters count as no characters.

    Raises:
      InvalidArgumentError: if `errors` is "strict" and the bytes are no text.

    Example:
      >>> decoded(b"a\xffb", "utf-8", "replace", 63, False)
      ([97, 63, 98], [0, 1, 2])
    """
    points, offsets, at = [], [], 0

    def bad(offset):
        if errors == "strict":
            raise invalid_argument("Invalid formatting on input string")
        if errors == "replace":
            points.append(replacement)
            offsets.append(offset)

    while at < len(text):
        try:
            part, end, next_at = text[at:].decode(codec), None, len(text)
        except UnicodeDecodeError as error:
            part = text[at : at + error.start].decode(codec)
            end, next_at = at + error.start, at + error.end
        offset = at
        for character in part:
            if no_controls and ord(character) <= _LAST_CONTROL:
                bad(offset)
            else:
                points.append(ord(character))
                offsets.append(offset)
            offset += len(character.encode(codec))
        if end is not None:
            bad(end)
        at = next_at
    return points, offsets


def _decode(input, input_encoding, errors, replacement_char, replace_control_characters):
    codec = _codec(input_encoding)
    rows = [
        decoded(text, codec, errors, replacement_char, replace_control_characters)
        for text in np.asarray(input).tolist()
    ]
    splits = np.cumsum([0, *(len(points) for points, _ in rows)]).astype(np.int64)
    points = np.array([point for row, _ in rows for point in row], np.int32)
    offsets = np.array([offset for _, row in rows for offset in row], np.int64)
    return splits, points, offsets


@op("UnicodeDecode", is_host=True, is_differentiable=False)
def _unicode_decode(
    input, input_encoding, errors, replacement_char, replace_control_characters, name=None
):
    options = (input_encoding, errors, replacement_char, replace_control_characters)
    return _decode(input, *options)[:2]


@op("UnicodeDecodeWithOffsets", is_host=True, is_differentiable=False)
def _unicode_decode_with_offsets(
    input, input_encoding, errors, replacement_char, replace_control_characters, name=None
):
    return _decode(input, input_encoding, errors, replacement_char, replace_control_characters)


def _decode_any(
    input, input_encoding, errors, replacement_char, replace_control_characters, name, with_offsets
):
    """Decodes strings of any rank; returns code points and, if asked for, offsets."""
    kernel = _unicode_decode_with_offsets if with_offsets else _unicode_decode
    with scope(name, "UnicodeDecodeWithOffsets" if with_offsets else "UnicodeDecode"):
        input = as_values(input)
        rank = input.shape.rank
        if rank is None:
            raise ValueError("Rank of `input` must be statically known.")
        if rank > 1 and not isinstance(input, RaggedTensor):
            input = RaggedTensor.from_tensor(input, ragged_rank=rank - 1)
        flat = input.flat_values if isinstance(input, RaggedTensor) else input
        if not isinstance(input, RaggedTensor) and rank != 1:
            flat = reshape(flat, [-1])
        check_attributes(kernel.op, errors=errors)
        splits, *parts = kernel(
            flat, input_encoding, errors, replacement_char, replace_control_characters
        )
        if context.graph is not None:
            known = flat.shape[0]
            splits.set_shape([None if known is None else known + 1])
            for part in parts:
                part.set_shape([None])
        if rank == 0:
            return parts
        rows = [RaggedTensor._of(part, splits) for part in parts]
        return rows if rank == 1 else [input.with_flat_values(row) for row in rows]


@export("strings.unicode_decode")
def unicode_decode(
    input,
    input_encoding,
    errors="replace",
    replacement_char=65533,
    replace_control_characters=False,
    name=None,
):
    """Decodes strings into code points.

    Args:
      input: A string tensor or `tf.RaggedTensor`.
      input_encoding: The name of an encoding, such as "UTF-8".
      errors: What to do with bytes that are no text: "replace", "ignore" or "strict".
      replacement_char: The code point that replaces them.
      replace_control_characters: Whether to replace code points 0 to 31 too.
      name: The name of its scope in a graph.

    Returns:
      An int32 `tf.RaggedTensor` with one more dimension; for a scalar a tensor of rank 1.

    Raises:
      InvalidArgumentError: if the encoding is not known, or, with "strict", bytes are no text.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.unicode_decode(["hi", "é"], "UTF-8")
      <tf.RaggedTensor [[104, 105], [233]]>

    Source: `tf.strings.unicode_decode`.
    """
    options = (input_encoding, errors, replacement_char, replace_control_characters)
    return _decode_any(input, *options, name, False)[0]


@export("strings.unicode_decode_with_offsets")
def unicode_decode_with_offsets(
    input,
    input_encoding,
    errors="replace",
    replacement_char=65533,
    replace_control_characters=False,
    name=None,
):
    """Decodes strings into code points, and says at which byte each character begins.

    Arguments are those of `unicode_decode`.

    Returns:
      Code points (int32) and offsets (int64), both as `unicode_decode` gives the former.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.unicode_decode_with_offsets("éa", "UTF-8")[1].numpy().tolist()
      [0, 2]

    Source: `tf.strings.unicode_decode_with_offsets`.
    """
    options = (input_encoding, errors, replacement_char, replace_control_characters)
    return tuple(_decode_any(input, *options, name, True))


def _encoded(points, codec, errors, replacement):
    """Returns code points as bytes."""
    pieces = []
    for point in points:
        if not 0 <= point <= 0x10FFFF or 0xD800 <= point <= 0xDFFF:
            if errors == "strict":
                raise invalid_argument("Code point is out of range for Unicode, or is a surrogate.")
            if errors == "ignore":
                continue
            point = replacement
        pieces.append(chr(point))
    return "".join(pieces).encode(codec)


@op("UnicodeEncode", is_host=True, is_differentiable=False)
def _unicode_encode(
    input_values, input_splits, errors, output_encoding, replacement_char, name=None
):
    codec = codecs.lookup(output_encoding).name
    values, bounds = np.asarray(input_values).tolist(), np.asarray(input_splits).tolist()
    return array_of(
        _encoded(values[start:end], codec, errors, replacement_char)
        for start, end in itertools.pairwise(bounds)
    )


@export("strings.unicode_encode")
def unicode_encode(input, output_encoding, errors="replace", replacement_char=65533, name=None):
    """Encodes code points as strings.

    Args:
      input: An int32 tensor or `tf.RaggedTensor` of rank 1 at least; each row of the last
        dimension becomes a string.
      output_encoding: "UTF-8", "UTF-16-BE" or "UTF-32-BE".
      errors: What to do with what is no code point: "replace", "ignore" or "strict".
      replacement_char: The code point that replaces it.
      name: The name of its scope in a graph.

    Returns:
      A string tensor or ragged tensor with one dimension less.

    Raises:
      InvalidArgumentError: if the encoding is another, or, with "strict", a number is no code
        point.
      ValueError: if the rank is 0.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.unicode_encode([[72, 105], [71, 111]], "UTF-8").numpy().tolist()
      [b'Hi', b'Go']

    Source: `tf.strings.unicode_encode`.
    """
    with scope(name, "UnicodeEncode"):
        input = as_values(input)
        rank = input.shape.rank
        if rank is None:
            raise ValueError("Rank of input_tensor must be statically known.")
        if rank == 0:
            raise ValueError("input_tensor's rank must be at least 1.")
        check_attributes(_unicode_encode.op, output_encoding=output_encoding, errors=errors)
        options = (errors, output_encoding, replacement_char)
        return _encode_any(input, rank, options)


def _encode_any(input, rank, options):
    if isinstance(input, RaggedTensor):
        if rank > 2:
            return input.with_values(_encode_any(input.values, rank - 1, options))
        result = _unicode_encode(input.values, input.row_splits, *options)
        if context.graph is not None:
            result.set_shape([input.shape[0]])
        return result
    if rank == 1:
        count = convert(np.array([0], np.int64))
        splits = concat([count, shape(input, dtypes.int64)], 0)
        return reshape(_unicode_encode(input, splits, *options), [])
    if rank == 2:
        rows = RaggedTensor.from_tensor(input)
        return _encode_any(rows, 2, options)
    sizes = input.shape.as_list()
    flat = reshape(input, [-1, sizes[-1]])
    return reshape(_encode_any(flat, 2, options), sizes[:-1])


@elementwise
@op("UnicodeTranscode", is_host=True, is_differentiable=False)
def _unicode_transcode(
    input,
    input_encoding,
    output_encoding,
    errors,
    replacement_char,
    replace_control_characters,
    name=None,
):
    codec, target = _codec(input_encoding), codecs.lookup(output_encoding).name

    def transcode(text):
        points, _ = decoded(text, codec, errors, replacement_char, replace_control_characters)
        return "".join(map(chr, points)).encode(target)

    return map_items(transcode, input)


@export("strings.unicode_transcode")
def unicode_transcode(
    input,
    input_encoding,
    output_encoding,
    errors="replace",
    replacement_char=65533,
    replace_control_characters=False,
    name=None,
):
    r"""Changes the encoding of strings.

    Args:
      input: A string tensor of any shape.
      input_encoding: The name of an encoding, such as "UTF-8".
      output_encoding: "UTF-8", "UTF-16-BE" or "UTF-32-BE".
      errors: What to do with bytes that are no text: "replace", "ignore" or "strict".
      replacement_char: The code point that replaces them.
      replace_control_characters: Whether to replace code points 0 to 31 too.
      name: The operation's name in a graph.

    Returns:
      A string tensor of the same shape.

    Raises:
      InvalidArgumentError: if an encoding is not known, or, with "strict", bytes are no text.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.unicode_transcode("ab", "UTF-8", "UTF-16-BE").numpy()
      b'\x00a\x00b'

    Source: `tf.strings.unicode_transcode`.
    """
    check_attributes(_unicode_transcode.op, output_encoding=output_encoding, errors=errors)
    return _unicode_transcode(
        input,
        input_encoding,
        output_encoding,
        errors,
        replacement_char,
        replace_control_characters,
        name,
    )


def _split_any(input, options, name, with_offsets):
    points, *offsets = _decode_any(input, *options, False, name, with_offsets)
    flat = points.flat_values if isinstance(points, RaggedTensor) else points
    texts = _characters(flat)
    if isinstance(points, RaggedTensor):
        texts = points.with_flat_values(texts)
    return (texts, *offsets)


def _characters(points):
    """Returns each code point as a string in UTF-8."""
    splits = range_(size(points, dtypes.int64) + 1)
    result = _unicode_encode(points, splits, "replace", "UTF-8", 65533)
    if context.graph is not None:
        result.set_shape(points.shape)
    return result


@export("strings.unicode_split")
def unicode_split(input, input_encoding, errors="replace", replacement_char=65533, name=None):
    r"""Cuts strings into their characters.

    Args:
      input: A string tensor or `tf.RaggedTensor`.
      input_encoding: The name of an encoding, such as "UTF-8".
      errors: What to do with bytes that are no text: "replace", "ignore" or "strict".
      replacement_char: The code point that replaces them.
      name: The name of its scope in a graph.

    Returns:
      A `tf.RaggedTensor` of strings in UTF-8, with one more dimension; for a scalar a tensor of
      rank 1.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.unicode_split("hé", "UTF-8").numpy().tolist()
      [b'h', b'\xc3\xa9']

    Source: `tf.strings.unicode_split`.
    """
    return _split_any(input, (input_encoding, errors, replacement_char), name, False)[0]


@export("strings.unicode_split_with_offsets")
def unicode_split_with_offsets(
    input, input_encoding, errors="replace", replacement_char=65533, name=None
):
    """Cuts strings into their characters, and says at which byte each begins.

    Arguments are those of `unicode_split`; returns what it does, and int64 offsets.

    Source: `tf.strings.unicode_split_with_offsets`.
    """
    return _split_any(input, (input_encoding, errors, replacement_char), name, True)


@export("strings.unicode_script")
@elementwise
@op("UnicodeScript", is_host=True, is_differentiable=False)
def unicode_script(input, name=None):
    """Gives the script (Latin, Greek, Han, ...) of characters, as ICU numbers them.

    Args:
      input: An int32 tensor of code points, of any shape.
      name: The operation's name in a graph.

    Returns:
      An int32 tensor of the same shape; -1 for what is no code point.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.unicode_script([ord("a"), ord("α")]).numpy().tolist()
      [25, 14]

    Source: `tf.strings.unicode_script`.
    """
    return map_items(script_of, input, np.int32)
