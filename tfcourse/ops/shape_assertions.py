"""Assertions about what tensors are: ranks, shapes and dtypes."""

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.constants import constant_value
from tfcourse.core.convert import convert
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.export import export
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.ops.assertions import assert_true
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shapes import rank as rank_of
from tfcourse.ops.shapes import shape as shape_of


def _name_of(tensor) -> str:
    return "" if isinstance(tensor, EagerTensor) else tensor.name


def _prefix(message) -> str:
    return f"{message}.  " if message else ""


def _check_rank(x, ranks, holds, words, default, message, name):
    """Checks the rank of a tensor, now if it is known, else when the graph runs."""
    with scope(name, default):
        x = tensor_of(x, "x")
        wanted = []
        for rank in ranks:
            rank = tensor_of(rank, "rank")
            assert_type(rank, dtypes.int32)
            if rank.shape.rank:
                raise ValueError("Rank must be a scalar.")
            wanted.append(int(constant_value(rank)))
        held = x.shape.rank
        if held is None:
            from tfcourse.ops.comparison import equal

            data = [_prefix(message), f"Tensor {_name_of(x)} {words.split('{')[0].rstrip()}"]
            data += [*wanted, "Received shape: ", shape_of(x)]
            return assert_true(equal(rank_of(x), wanted[0]), data)
        if not holds(held, wanted):
            shown = words.format(tuple(wanted) if len(wanted) > 1 else wanted[0])
            raise ValueError(
                f"{_prefix(message)}Tensor {_name_of(x)} {shown}.  Received rank {held}, shape "
                f"{x.shape}"
            )
        return None


@export("debugging.assert_rank", "assert_rank")
def assert_rank(x, rank, message=None, name=None):
    """Raises an error unless a tensor has a given rank.

    Args:
      x: Tensor.
      rank: Scalar int32.
      message: What the error says first.
      name: A name for the operations.

    Returns:
      None; in a graph, if the rank is not known, the operation that asserts.

    Raises:
      ValueError: if the rank is another.

    Example:
      >>> assert_rank([[1]], 2)

    Source: `tf.debugging.assert_rank`.
    """
    return _check_rank(
        x,
        [rank],
        lambda held, wanted: held == wanted[0],
        "must have rank {}",
        "assert_rank",
        message,
        name,
    )


@export("debugging.assert_rank_at_least")
def assert_rank_at_least(x, rank, message=None, name=None):
    """Raises an error unless a tensor has at least a given rank; arguments as of `assert_rank`.

    Source: `tf.debugging.assert_rank_at_least`.
    """
    return _check_rank(
        x,
        [rank],
        lambda held, wanted: held >= wanted[0],
        "must have rank at least {}",
        "assert_rank_at_least",
        message,
        name,
    )


@export("debugging.assert_rank_in")
def assert_rank_in(x, ranks, message=None, name=None):
    """Raises an error unless the rank of a tensor is one of some.

    Args:
      x: Tensor.
      ranks: A list of scalar int32.
      message: What the error says first.
      name: A name for the operations.

    Raises:
      ValueError: if the rank is another.

    Source: `tf.debugging.assert_rank_in`.
    """
    return _check_rank(
        x,
        ranks,
        lambda held, wanted: held in wanted,
        "must have rank in {}",
        "assert_rank_in",
        message,
        name,
    )


@export("debugging.assert_type")
def assert_type(tensor, tf_type, message=None, name=None):
    """Raises an error unless a tensor has a given dtype.

    Args:
      tensor: Tensor.
      tf_type: The dtype.
      message: What the error says first.
      name: A name for the operations.

    Raises:
      TypeError: if the dtype is another.

    Example:
      >>> assert_type(1.0, tf.float32)

    Source: `tf.debugging.assert_type`.
    """
    tensor, wanted = convert(tensor), as_dtype(tf_type)
    if tensor.dtype is not wanted:
        shown = _name_of(tensor) or "tensor"
        raise TypeError(
            f"{_prefix(message)}{shown} must be of type {wanted!r}; got {tensor.dtype!r}"
        )


@export("debugging.assert_integer")
def assert_integer(x, message=None, name=None):
    """Raises an error unless a tensor holds integers.

    Args:
      x: Tensor.
      message: What the error says first.
      name: A name for the operations.

    Raises:
      TypeError: for any other dtype.

    Source: `tf.debugging.assert_integer`.
    """
    x = convert(x)
    if not x.dtype.is_integer:
        shown = "tensor" if isinstance(x, EagerTensor) else x.name
        raise TypeError(
            f'{_prefix(message)}Expected "x" to be integer type.  Found: {shown} of dtype {x.dtype}'
        )


@export("debugging.assert_scalar")
def assert_scalar(tensor, message=None, name=None):
    """Raises an error unless a tensor has rank 0.

    Args:
      tensor: Tensor.
      message: What the error says first.
      name: A name for the operations.

    Raises:
      ValueError: for any other rank.

    Source: `tf.debugging.assert_scalar`.
    """
    x = convert(tensor)
    if x.shape.rank != 0:
        where = "" if isinstance(x, EagerTensor) else f" for {x.name}"
        raise ValueError(f"{_prefix(message)}Expected scalar shape{where}, saw shape: {x.shape}.")


def _shown(tensor) -> str:
    if isinstance(tensor, EagerTensor):
        return f"Tensor shape={tensor.shape} dtype={tensor.dtype.name}"
    return f"Tensor {tensor.name}"


def _sizes_by_axis(tensor, wanted):
    """Yields (axis, wanted size or symbol) of a specification, after checking the rank."""
    if not hasattr(wanted, "__iter__") and not hasattr(wanted, "__getitem__"):
        raise ValueError(
            f"{_shown(tensor)}.  Specified shape must be an iterable.  An iterable has the "
            "attribute `__iter__` or `__getitem__`.  Received specified shape: "
            f"{wanted}"
        )
    wanted = list(wanted)
    if Ellipsis in (wanted[:1] or wanted[-1:]) or (wanted and wanted[-1] is Ellipsis):
        leading = wanted[0] is Ellipsis
        sizes = wanted[1:] if leading else wanted[:-1]
        assert_rank_at_least(tensor, len(sizes))
        yield from (
            (index - len(sizes) if leading else index, size) for index, size in enumerate(sizes)
        )
        return
    if len(wanted) < 2:
        # A single number may describe a scalar, too.
        assert_rank_in(tensor, [0, 1] if tensor.shape.rank != len(wanted) else [len(wanted)])
    else:
        assert_rank(tensor, len(wanted))
    yield from enumerate(wanted)


@export("debugging.assert_shapes")
def assert_shapes(shapes, data=None, summarize=None, message=None, name=None):
    """Raises an error unless tensors have shapes that agree with a specification.

    Args:
      shapes: A list of (tensor, specification) pairs, or a dictionary. A specification is a tuple
        with one entry per axis: a size; a symbol such as `"N"`, the same size wherever it stands;
        None for any size. It may begin or end with `...`.
      data: Unused but for TensorFlow's signature: what the error shows.
      summarize: Unused but for TensorFlow's signature: how much of it.
      message: What the error says first.
      name: A name for the operations.

    Raises:
      ValueError: if a size is another than specified.

    Example:
      >>> assert_shapes([(tf.ones([2, 3]), ("N", 3)), (tf.ones([2]), ("N",))])

    Source: `tf.debugging.assert_shapes`.
    """
    pairs = shapes.items() if isinstance(shapes, dict) else shapes
    sizes: dict = {}
    for tensor, wanted in [(convert(tensor), wanted) for tensor, wanted in pairs]:
        try:
            entries = list(_sizes_by_axis(tensor, wanted))
        except ValueError as error:
            raise ValueError(f"{_prefix(message)}{error}") from None
        for axis, size in entries:
            _check_size(tensor, axis, size, sizes, message)


def _check_size(tensor, axis, size, sizes, message):
    held = tensor.shape[axis] if tensor.shape.rank else 1
    if size is None or size == "." or held is None:
        return
    where = "Specified explicitly"
    if not isinstance(size, (int, np.integer, Tensor)):
        if size not in sizes:
            shown = _shown(tensor)
            sizes[size] = (held, f"Specified by t{shown[1:]} dimension {axis}")
        size, where = sizes[size]
    if int(size) != held:
        raise ValueError(
            f"{_prefix(message)}{where}.  {_shown(tensor)} dimension {axis} must have size "
            f"{size}.  Received size {held}, shape {tensor.shape}"
        )


@export("debugging.assert_proper_iterable")
def assert_proper_iterable(values):
    """Raises an error for what is not iterable, and for tensors, arrays and strings.

    Args:
      values: Any object.

    Raises:
      TypeError: if it is no list, tuple or the like.

    Source: `tf.debugging.assert_proper_iterable`.
    """
    if isinstance(values, (Tensor, np.ndarray, str, bytes)):
        raise TypeError(
            f'Expected argument "values" to be a "proper" iterable.  Found: {type(values)}'
        )
    if not hasattr(values, "__iter__"):
        raise TypeError(f'Expected argument "values" to be iterable.  Found: {type(values)}')


@export("debugging.assert_same_float_dtype")
def assert_same_float_dtype(tensors=None, dtype=None):
    """Returns the float dtype that tensors share.

    Args:
      tensors: A list of tensors; those that are None are left out.
      dtype: The dtype that they must have, if any.

    Returns:
      The dtype; float32 if nothing decides it.

    Raises:
      ValueError: if the dtypes differ, or are no floats.

    Source: `tf.debugging.assert_same_float_dtype`.
    """
    wanted, first = (None, None) if dtype is None else (as_dtype(dtype), None)
    for tensor in tensors or ():
        if tensor is None:
            continue
        if wanted is None:
            wanted, first = tensor.dtype, tensor
        elif tensor.dtype is not wanted:
            beside = "" if first is None else f" as {first!s}"
            raise ValueError(
                f"{tensor!s}, type={tensor.dtype}, must be of the same type ({wanted}){beside}."
            )
    wanted = wanted or dtypes.float32
    if not wanted.is_floating:
        raise ValueError(f"Expected floating point type, got {wanted}.")
    return wanted


@export("debugging.is_numeric_tensor")
def is_numeric_tensor(tensor) -> bool:
    """Says whether an object is a tensor of numbers.

    Args:
      tensor: Any object.

    Source: `tf.debugging.is_numeric_tensor`.
    """
    return isinstance(tensor, Tensor) and (
        tensor.dtype.is_integer or tensor.dtype.is_floating or tensor.dtype.is_complex
    )
