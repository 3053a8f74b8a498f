"""Values of tensors in a few words, for a table and for formulas."""

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.indexed_slices import IndexedSlices
from tfcourse.core.variable import Variable
from tfcourse.ops.creation import convert_to_tensor

# So many elements are written one by one.
_MOST_WRITTEN = 4
_LONGEST_TEXT = 24


def array_of(value) -> np.ndarray:
    """Returns the elements of an eager tensor as NumPy has them."""
    if isinstance(value, Variable):
        value = value.handle.tensor
    return np.asarray(value.array)


def is_short(value) -> bool:
    """Says whether the elements of a tensor are few enough to be written one by one."""
    return not isinstance(value, IndexedSlices) and array_of(value).size <= _MOST_WRITTEN


def dtype_and_shape(value) -> str:
    """Returns what kind of tensor it is: `float32[4, 3]`."""
    return f"{value.dtype.name}[{', '.join(map(str, array_of(value).shape))}]"


def written_value(value) -> str:
    """Returns the value of an eager tensor, or of `IndexedSlices`, in a few words.

    Example:
      >>> import tfcourse as tf
      >>> written_value(tf.constant([1.0, float("nan")]))
      '[1, nan]'
      >>> written_value(tf.range(12.0))
      '[12]: 0 … 11'
    """
    if isinstance(value, IndexedSlices):
        rows = written_value(convert_to_tensor(value.indices))
        sizes = np.asarray(value.dense_shape.array).tolist()
        return f"rows {rows} of {sizes}"
    array = array_of(value)
    if array.size <= _MOST_WRITTEN:
        return _nested(array, 6 if array.ndim == 0 else 4)
    shape = f"[{', '.join(map(str, array.shape))}]"
    if value.dtype is dtypes.string:
        return f"string{shape}"
    array = np.abs(array) if value.dtype.is_complex else array
    numbers = np.asarray(array, np.float64)
    finite = numbers[np.isfinite(numbers)]
    said = []
    if finite.size:
        low, high = f"{finite.min():.3g}", f"{finite.max():.3g}"
        said.append(f"all {low}" if finite.min() == finite.max() else f"{low} … {high}")
    counts = {"NaN": np.isnan(numbers).sum(), "inf": np.isinf(numbers).sum()}
    said += [f"{count} {name}" for name, count in counts.items() if count]
    return f"{shape}: {', '.join(said)}"


def _nested(array, digits) -> str:
    if array.ndim:
        return f"[{', '.join(_nested(item, digits) for item in array)}]"
    item = array.item()
    if isinstance(item, bytes):
        text = repr(item.decode("utf-8", "replace"))
        return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 2]}…'"
    if isinstance(item, complex):
        return f"{item:.4g}"
    return f"{item:.{digits}g}" if isinstance(item, float) else str(item)


def in_formula(text: str) -> str:
    """Returns a written value as it stands in a formula: what is below zero in brackets."""
    return f"({text})" if text.startswith("-") else text
