"""Numbers and tensors as text, the way TensorFlow's kernels write them.

A float is written with six digits where they read back to the same value, else with nine (doubles:
15 and 17); a tensor with its first and last few elements along each dimension.
"""

from collections.abc import Callable

import numpy as np

from tfcourse.core.convert import converter_of
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.core.tensor import Tensor
from tfcourse.ops.host import as_bytes, scalar

_ESCAPES = {ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}
_ESCAPES.update({ord(sign): f"\\{sign}" for sign in "\"'\\"})


def float_text(value: float, single: bool) -> str:
    """Returns a floating-point number as kernels print it.

    Args:
      value: The number.
      single: Whether its type has no more than 32 bits.

    Example:
      >>> float_text(0.1, True), float_text(1e10, True), float_text(1 / 3, False)
      ('0.1', '1e+10', '0.33333333333333331')
    """
    if 0 < abs(value) < float(np.finfo(np.float32 if single else np.float64).tiny):
        value = 0.0  # The kernels of TensorFlow know no subnormal numbers.
    if single:
        short = f"{value:.6g}"
        return short if np.float32(short) == value or value != value else f"{value:.9g}"
    short = f"{value:.15g}"
    return short if float(short) == value or value != value else f"{value:.17g}"


def quoted(text: bytes) -> bytes:
    r"""Returns a byte string in quotes, with what is not printable escaped; UTF-8 stays.

    Example:
      >>> quoted(b"it's\x01")
      b'"it\\\'s\\001"'
    """
    pieces = []
    for code in text:
        if code in _ESCAPES:
            pieces.append(_ESCAPES[code].encode())
        elif 32 <= code < 127 or code >= 128:
            pieces.append(bytes([code]))
        else:
            pieces.append(f"\\{code:03o}".encode())
    return b'"%b"' % b"".join(pieces)


def _element_writer(array):
    """Returns the function that writes one element of an array, as bytes."""
    kind = array.dtype.kind
    if kind == "O":
        return quoted
    if kind == "b":
        return lambda value: b"1" if value else b"0"
    if kind in "iu" or array.dtype.name in ("int4", "uint4"):
        return lambda value: str(int(value)).encode()
    if kind == "c":
        return lambda value: b"?"
    single = array.dtype.itemsize <= 4
    return lambda value: float_text(float(value), single).encode()


def summary(array: np.ndarray, most: int = 3) -> bytes:
    """Returns an array as text, in brackets.

    Args:
      array: Any array.
      most: How many elements are written at each end of a dimension; all if negative.

    Example:
      >>> summary(np.arange(10), 2)
      b'[0 1 ... 8 9]'
    """
    array = np.asarray(array)
    ends = array.size if most < 0 else min(most, array.size)
    write = _element_writer(array)

    def written(part, depth):
        if part.ndim == 0:
            if not ends:
                return b"..."
            return write(part.item() if part.dtype.kind == "O" else part[()])
        inner = part.ndim - 1
        gap = b"\n" * inner + b" " * (depth + 1) if inner else b" "
        size = part.shape[0]
        pieces = [written(part[index, ...], depth + 1) for index in range(min(ends, size))]
        if size > 2 * ends:
            # Nothing but dots still keeps the distance from the bracket.
            pieces += [b"..."] if pieces else [gap + b"..."]
        last = range(max(ends, size - ends), size)
        pieces += [written(part[index, ...], depth + 1) for index in last]
        return b"[" + gap.join(pieces) + b"]"

    return written(array, 0)


# Composite tensors put a string tensor in their place: class -> function of (value, summarize).
_texts_of_composites: dict[type, Callable] = {}


def register_text(kind: type, to_text: Callable) -> None:
    """Sets how a composite tensor is written.

    Args:
      kind: Its class.
      to_text: Called with (value, summarize), returns a string tensor of shape `()`.
    """
    _texts_of_composites[kind] = to_text


@op("StringFormat", is_host=True, is_differentiable=False)
def _string_format(inputs, template, placeholder, summarize, written=(), name=None):
    pieces = as_bytes(template).split(as_bytes(placeholder))
    texts = [pieces[0]]
    for position, (array, piece) in enumerate(zip(inputs, pieces[1:], strict=True)):
        texts += [array.item() if position in written else summary(array, summarize), piece]
    return scalar(b"".join(texts))


def format_tensors(template, tensors, placeholder, summarize, name=None):
    """Puts the values of tensors into a text, one for each placeholder.

    Args:
      template: A Python string.
      tensors: A list of tensors or composite tensors, or of what converts to them.
      placeholder: What is replaced.
      summarize: How many elements are written at each end of a dimension; -1 for all.
      name: The operation's name in a graph.

    Returns:
      A string tensor of shape `()`.
    """
    operands, written = [], []
    for position, tensor in enumerate(tensors):
        to_text = _texts_of_composites.get(type(tensor))
        if to_text is not None:
            tensor = to_text(tensor, summarize)
            written.append(position)
        operands.append(tensor)
    result = _string_format(operands, template, placeholder, summarize, tuple(written), name)
    result.set_shape([])
    return result


@export("strings.format")
def format_(template, inputs, placeholder="{}", summarize=3, name=None):
    """Puts the values of tensors into a text.

    Args:
      template: A Python string with a placeholder for each tensor.
      inputs: A tensor, or a list of tensors.
      placeholder: What is replaced.
      summarize: How many elements are written at each end of a dimension; -1 for all.
      name: The operation's name in a graph.

    Returns:
      A string tensor of shape `()`.

    Raises:
      ValueError: if the number of placeholders is not that of the tensors.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.format("{} and {}", (tf.constant([1.5, 2.0]), tf.range(9))).numpy()
      b'[1.5 2] and [0 1 2 ... 6 7 8]'

    Source: `tf.strings.format`.
    """
    if is_tensor_like(inputs):
        inputs = [inputs]
    expected = template.count(placeholder)
    if expected != len(inputs):
        raise ValueError(
            f"The template expects {expected} tensors, but the inputs only has {len(inputs)}. "
            "Please ensure the number of placeholders in template matches inputs length."
        )
    return format_tensors(template, list(inputs), placeholder, summarize, name)


def is_tensor_like(value) -> bool:
    """Says whether a value is a tensor, a variable or a composite tensor."""
    if isinstance(value, Tensor):
        return True
    # Shapes convert too, and have no dtype; they are printed as what they are.
    return converter_of(value) is not None and hasattr(value, "dtype")
