"""Numbers in order: range, linspace, and what is laid out by position: eye, one_hot."""

import numbers

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes, tiers
from tfcourse.core.context import context
from tfcourse.core.convert import convert, converter_of
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.execute import execute, is_unobserved
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.ops.casting import cast
from tfcourse.ops.creation import ones, zeros
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.static_shapes import static_shape, static_size, with_shape

# The widest of these among the operands is the dtype of a range.
_RANK_OF_DTYPE = {
    dtypes.int32: 0,
    dtypes.int64: 1,
    dtypes.float16: 2,
    dtypes.bfloat16: 3,
    dtypes.float32: 4,
    dtypes.float64: 5,
}


def _number(value) -> str:
    return f"{value:g}" if value.dtype.kind == "f" else str(value)


def _range_values(start, limit, delta):
    for operand, name in ((start, "start"), (limit, "limit"), (delta, "delta")):
        if operand.size != 1:
            raise invalid_argument(
                f"{name} must be a scalar, not shape {brackets(operand.shape)}",
                f"Shape must be rank 0 but is rank {operand.ndim}",
            )
    start, limit, delta = (operand.reshape(())[()] for operand in (start, limit, delta))
    if delta == 0:
        raise invalid_argument(f"Requires delta != 0: {_number(delta)}")
    for is_wrong, sign, order in (
        (delta > 0 and not start <= limit, ">", "<="),
        (delta < 0 and not start >= limit, "<", ">="),
    ):
        if is_wrong:
            raise invalid_argument(
                f"Requires start {order} limit when delta {sign} 0: "
                f"{_number(start)}/{_number(limit)}"
            )
    if start.dtype.kind in "iu":
        return np.arange(start, limit, delta, start.dtype)
    with np.errstate(all="ignore"):
        size = float(np.ceil(np.abs((limit - start) / delta)))
    if not size < 2**63:
        raise invalid_argument("Requires ((limit - start) / delta) <= 9223372036854775807")
    return start + np.arange(int(size)).astype(start.dtype) * delta


_range = op("Range", static=("start", "limit", "delta"), on_numpy=True)(_range_values)
RANGE = _range.op


_LARGEST_INT32 = 2**31 - 1


def _is_tensor(value) -> bool:
    return isinstance(value, Tensor) or converter_of(value) is not None


@export("range")
def range_(start, limit=None, delta=1, dtype=None, name="range"):
    """Returns the numbers from `start` up to, but without, `limit`, in steps of `delta`.

    Args:
      start: Scalar number; the limit, if `limit` is None: then numbers start at 0.
      limit: Scalar number.
      delta: Scalar number, not 0.
      dtype: The dtype; by default the widest of the operands'.
      name: A name for the operation.

    Returns:
      Tensor of rank 1.

    Raises:
      InvalidArgumentError: if `delta` is 0 or leads away from `limit`.

    Example:
      >>> range_(3, 18, 3).numpy().tolist()
      [3, 6, 9, 12, 15]

    Source: `tf.range`.
    """
    if limit is None:
        start, limit = 0, start
    if (
        dtype is None
        and type(start) is type(limit) is type(delta) is int
        and -_LARGEST_INT32 <= start <= limit <= _LARGEST_INT32
        and 0 < delta <= _LARGEST_INT32
        and is_unobserved()
        and tiers.mode != "xla"
    ):
        return EagerTensor(np.arange(start, limit, delta, np.int32))
    given = {"start": start, "limit": limit, "delta": delta}
    wanted = None if dtype is None else as_dtype(dtype)
    with scope(name, "range") as name:
        operands = [
            tensor_of(value, key, None if _is_tensor(value) else wanted)
            for key, value in given.items()
        ]
        if wanted is None:
            found = {operand.dtype for operand in operands}
            if not found <= _RANK_OF_DTYPE.keys():
                raise AssertionError
            wanted = max(found, key=_RANK_OF_DTYPE.get)
        operands = [
            operand if operand.dtype is wanted else cast(operand, wanted) for operand in operands
        ]
        return with_shape(execute(_range.op, operands, (), name), [None])


range_.__name__ = range_.__qualname__ = "range"


@op("LinSpace", operands=("start", "stop", "num"), static=("num",))
def _linspace(start, stop, num, axis, dtype, name=None):
    count = int(num.ravel()[0])
    try:
        start, stop = jnp.broadcast_arrays(start, stop)
    except ValueError:
        raise invalid_argument(
            f"Incompatible shapes: {brackets(start.shape)} vs. {brackets(stop.shape)}"
        ) from None
    if not -start.ndim - 1 <= axis <= start.ndim:
        raise invalid_argument(
            f"Tried to expand dim index {axis} for tensor with {start.ndim} dimensions."
        )
    start, stop = jnp.expand_dims(start, axis), jnp.expand_dims(stop, axis)
    if count < 2:
        return start if count else jnp.take(start, np.zeros(0, np.int32), axis)
    steps = np.arange(1, count - 1).astype(start.dtype)
    axis = axis % start.ndim
    steps = steps.reshape([-1 if at == axis else 1 for at in range(start.ndim)])
    delta = (stop - start) / np.array(count - 1).astype(start.dtype)
    return jnp.concatenate([start, start + _product(delta, steps), stop], axis)


def _product(delta, steps):
    """Returns delta * steps, rounded before anything is added to it."""
    if delta.dtype != jnp.float32:
        return delta * steps
    # Multiplied in float32, XLA would fuse the product with the sum that follows.
    return (delta.astype(jnp.float64) * steps).astype(jnp.float32)


@export("linspace")
def linspace(start, stop, num, name=None, axis=0):
    """Returns evenly spaced numbers from `start` to `stop`, both included.

    Args:
      start: Tensor of a number dtype; integers become float64.
      stop: Tensor of the same dtype, of a shape that broadcasts with that of `start`.
      num: Scalar integer, how many numbers.
      name: A name for the operation.
      axis: Where in the result the numbers are laid out.

    Returns:
      Tensor of the shape of `start`, with an axis of size `num` added.

    Raises:
      InvalidArgumentError: if `num` is negative.

    Example:
      >>> linspace(0.0, 1.0, 5).numpy().tolist()
      [0.0, 0.25, 0.5, 0.75, 1.0]

    Source: `tf.linspace`.
    """
    with scope(name, "linspace") as name:
        start = tensor_of(start, "start")
        stop = tensor_of(stop, "stop", start.dtype)
        count = tensor_of(num, "num")
        if not count.dtype.is_integer:
            shown = count.numpy() if type(count) is EagerTensor else count
            raise TypeError(
                "Argument `tensor` (name: num) must be of type integer. Received `tensor` = "
                f"{shown} of dtype: {count.dtype}"
            )
        if start.dtype.is_integer:
            start, stop = cast(start, dtypes.float64), cast(stop, dtypes.float64)
        if type(count) is EagerTensor and np.asarray(count.array).ravel()[0] < 0:
            range_(1, -1)
        result = execute(_linspace.op, (start, stop, count), (axis, start.dtype), name)
        if start.shape.rank == stop.shape.rank == 0:
            with_shape(result, [static_size(count)])
        return result


def _identity_matrix(rows, columns, batch, dtype):
    matrix = np.eye(rows, columns, dtype=dtype.numpy_dtype)
    return np.broadcast_to(matrix, (*batch, rows, columns)).copy() if batch else matrix


@op(
    "Eye",
    operands=("num_rows", "num_columns", "batch_shape"),
    static=("num_rows", "num_columns", "batch_shape"),
    on_numpy=True,
)
def _eye(num_rows, num_columns, batch_shape, dtype, name=None):
    return _identity_matrix(int(num_rows), int(num_columns), batch_shape.tolist(), dtype)


_NO_BATCH = EagerTensor(np.zeros(0, np.int32))


def _size(value):
    """Returns a number of rows or columns as an integer; None where it is not known."""
    if not _is_tensor(value):
        return int(value)
    return static_size(cast(value, dtypes.int32))


@export("eye", "linalg.eye")
def eye(num_rows, num_columns=None, batch_shape=None, dtype=dtypes.float32, name=None):
    """Returns an identity matrix, or a batch of them.

    Args:
      num_rows: Scalar integer.
      num_columns: Scalar integer; by default `num_rows`.
      batch_shape: A list of integers, the axes before the matrix; none by default.
      dtype: The dtype.
      name: A name for the operation.

    Returns:
      Tensor of shape `batch_shape + [num_rows, num_columns]`.

    Raises:
      TypeError: if a size is no integer.
      InvalidArgumentError: if a size is negative.

    Example:
      >>> eye(2, 3).numpy().tolist()
      [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]

    Source: `tf.eye`.
    """
    given = num_rows if num_columns is None else num_columns
    for size in (num_rows, given):
        if not _is_tensor(size) and not isinstance(size, numbers.Integral):
            raise TypeError(
                "Arguments `num_rows` and `num_columns` must be positive integer values. Received: "
                f"num_rows={num_rows}, num_columns={given}"
            )
    dtype = as_dtype(dtype)
    with scope(name, "eye") as name:
        batch = _NO_BATCH
        if batch_shape is not None:
            given_shape = batch_shape if _is_tensor(batch_shape) else list(batch_shape)
            batch = convert(given_shape, None, dtypes.int32)
        rows, columns = _size(num_rows), _size(given)
        if None in (rows, columns) or type(batch) is not EagerTensor:
            result = execute(_eye.op, (num_rows, given, batch), (dtype,), name)
            outer = static_shape(batch)
            return with_shape(result, None if outer.rank is None else [*outer, rows, columns])
        shape = [*np.asarray(batch.array).tolist(), rows, columns]
        if context.graph is None:
            if min(shape) < 0 or dtype is dtypes.string:
                # TensorFlow's errors for negative sizes and for strings.
                zeros([min([0, *shape])])
                ones([], dtype)
            return execute(_eye.op, (convert(rows), convert(columns), batch), (dtype,))
        matrix = _identity_matrix(rows, columns, shape[:-2], dtype)
        # TensorFlow's last operation, whose name is that of the result.
        return context.graph.constant(matrix, "set_diag" if num_columns is not None else "diag")


@op("OneHot", static=("depth",))
def _one_hot(indices, depth, on_value, off_value, axis=-1, name=None):
    if not (axis == -1 or 0 <= axis <= indices.ndim):
        raise invalid_argument(
            f"Expected axis to be -1 or between [0, {indices.ndim + 1}).  But received: {axis}"
        )
    for operand, name in ((depth, "depth"), (on_value, "on_value"), (off_value, "off_value")):
        if operand.ndim:
            words = "Shape must be rank 0 but is rank"
            if name == "depth":
                words = "Input must be scalar but has rank"
            raise invalid_argument(
                f"{name} must be a scalar, but got: {brackets(operand.shape)}",
                f"{words} {operand.ndim}",
            )
    if depth < 0:
        raise invalid_argument(f"depth must be non-negative, got: {int(depth)}")
    axis = indices.ndim if axis == -1 else axis
    classes = np.arange(int(depth), dtype=np.int64)
    classes = classes.reshape([-1 if at == axis else 1 for at in range(indices.ndim + 1)])
    return jnp.where(jnp.expand_dims(indices, axis) == classes, on_value, off_value)


def _disagreement(dtype, role, wanted):
    return TypeError(f"dtype {dtype} of {role} does not match {wanted}")


@export("one_hot")
def one_hot(indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None):
    """Returns a tensor that holds `on_value` at the positions that `indices` name.

    Args:
      indices: Tensor of integers; those outside of [0, depth) name no position.
      depth: Scalar int32, the size of the new axis.
      on_value: Scalar; 1 by default.
      off_value: Scalar; 0 by default.
      axis: Where the new axis stands; the last by default.
      dtype: The dtype of the result; by default that of the values, or float32.
      name: A name for the operation.

    Returns:
      Tensor of the rank of `indices` plus one.

    Raises:
      TypeError: if the dtypes of the values differ.
      InvalidArgumentError: if `depth` is negative or `axis` out of range.

    Example:
      >>> one_hot([0, 2], 3).numpy().tolist()
      [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]

    Source: `tf.one_hot`.
    """
    with scope(name, "one_hot") as inner:
        hint = None if dtype is None else as_dtype(dtype)
        given = {
            role: tensor_of(value, "Const", None, hint)
            for role, value in (("on_value", on_value), ("off_value", off_value))
            if value is not None
        }
        for role, value in given.items():
            if hint is not None and value.dtype is not hint:
                raise _disagreement(value.dtype, role, f"dtype parameter {hint}")
        found = [value.dtype for value in given.values()]
        if len(found) == 2 and found[0] is not found[1]:
            raise _disagreement(found[0], "on_value", f"dtype {found[1]} of off_value")
        wanted = hint or (found[0] if found else dtypes.float32)
        on, off = (
            given[role] if role in given else tensor_of(default, role, wanted)
            for role, default in (("on_value", 1), ("off_value", 0))
        )
        axis = -1 if axis is None else axis
        if _is_tensor(depth):
            depth = convert(depth, dtypes.int32)
        result = execute(_one_hot.op, (indices, depth, on, off), (axis,), inner or name)
        if context.graph is not None and convert(indices).shape.rank is not None:
            sizes = convert(indices).shape.as_list()
            at = len(sizes) if axis == -1 else axis
            with_shape(result, [*sizes[:at], static_size(convert(depth)), *sizes[at:]])
        return result
