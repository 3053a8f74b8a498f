"""Making tensors of given values: constants, zeros, ones."""

import functools

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes, tiers
from tfcourse.core.context import context
from tfcourse.core.convert import (
    convert,
    converter_of,
    holds_tensor,
    register_converter,
    simple_array,
    to_array,
)
from tfcourse.core.dtypes import DType, as_dtype
from tfcourse.core.execute import execute, is_unobserved
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.shapes import TensorShape
from tfcourse.core.symbolic import SymbolicTensor
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.shapes import shape
from tfcourse.ops.static_shapes import static_shape, with_shape

# Smaller tensors of one value are constants in graphs; larger ones are made when they are needed.
_LARGEST_CONSTANT = 1000


def _convert_shape(shape, dtype):
    if dtype not in (None, dtypes.int32, dtypes.int64):
        raise TypeError(
            f"Cannot convert TensorShape {shape} to dtype {dtype!r}. Allowed dtypes are tf.int32 "
            "and tf.int64."
        )
    if not shape.is_fully_defined():
        raise ValueError(f"Cannot convert a partially known TensorShape {shape} to a Tensor.")
    sizes = shape.as_list()
    if dtype is None:
        dtype = dtypes.int64 if any(size >= 2**31 for size in sizes) else dtypes.int32
    return EagerTensor(np.array(sizes, dtype.numpy_dtype))


register_converter(TensorShape, _convert_shape)


def _reshaped(tensor, value, shape):
    """Returns an eager constant in the shape it was asked for."""
    shape = TensorShape(shape)
    if shape == tensor.shape:
        return tensor
    size = tensor.array.size
    if shape.num_elements() == size:
        return EagerTensor(tensor.array.reshape(shape.as_list()))
    if size == 1 and shape.rank is not None:
        if not shape.is_fully_defined():
            convert(shape.as_list())
        filled = np.full(shape.as_list(), np.asarray(tensor.array).reshape(()), tensor.array.dtype)
        return EagerTensor(filled)
    raise TypeError(
        f"Eager execution of tf.constant with unsupported shape. Tensor {tensor.numpy()} "
        f"(converted from {value}) has {size} elements, but got `shape` {shape} with "
        f"{shape.num_elements()} elements)."
    )


def _tensors_in_data(values) -> ValueError:
    """Returns the error for a list that holds tensors where only data may stand."""
    first = values
    while isinstance(first, (list, tuple)):
        first = first[0]
    if isinstance(first, Tensor):
        reason = "Scalar tensor has no `len()`"
        return ValueError(
            f"TypeError: {reason}\nTraceback (most recent call last):\n\n\nTypeError: {reason}\n\n"
        )
    if converter_of(first) is not None:
        return ValueError(f"TypeError: object of type '{type(first).__name__}' has no len()\n")
    return ValueError("Can't convert Python sequence with mixed types to Tensor.")


@export("constant")
def constant(value, dtype=None, shape=None, name="Const"):
    """Returns a tensor of a given value.

    Args:
      value: A number, a string, a NumPy array, or nested lists of them.
      dtype: The dtype; by default the value decides: int32, float32, bool or string for Python
        data, its own dtype for NumPy data.
      shape: The shape, if it is not the value's own; a single element is repeated.
      name: A name for the constant in a graph.

    Returns:
      Tensor.

    Raises:
      TypeError: if the value does not fit the dtype or the shape.
      ValueError: if the value is no tensor in any dtype, or ragged.

    Example:
      >>> constant([1, 2, 3, 4], shape=[2, 2]).numpy().tolist()
      [[1, 2], [3, 4]]

    Source: `tf.constant`.
    """
    if dtype is None and shape is None and context.graph is None:
        array = simple_array(value)
        if array is not None:
            return EagerTensor(array)
    dtype = None if dtype is None else as_dtype(dtype)
    if isinstance(value, EagerTensor):
        if dtype is not None and dtype is not value.dtype:
            raise TypeError(
                f"Expected tensor {value} with dtype {dtype!r}, but got dtype {value.dtype!r}."
            )
        tensor = value
    else:
        if context.graph is None and isinstance(value, (list, tuple)) and holds_tensor(value):
            raise _tensors_in_data(value)
        tensor = convert(value, dtype)
    if shape is not None:
        tensor = _reshaped(tensor, value, shape)
    return tensor if context.graph is None else context.graph.element(tensor, name)


@export("convert_to_tensor")
def convert_to_tensor(value, dtype=None, dtype_hint=None, name=None):
    """Returns a value as a tensor.

    Args:
      value: A tensor, a variable, a number, a string, a NumPy array, or nested lists of them.
      dtype: The dtype it must have.
      dtype_hint: The dtype that data gets if it fits; ignored for tensors.
      name: A name for the constant in a graph.

    Returns:
      Tensor; `value` itself if it is one.

    Raises:
      TypeError: if data does not fit `dtype`.
      ValueError: if a tensor has another dtype, or the value is no tensor at all.

    Example:
      >>> convert_to_tensor([1, 2], dtype_hint=tf.float32).dtype
      tf.float32

    Source: `tf.convert_to_tensor`.
    """
    dtype = None if dtype is None else as_dtype(dtype)
    hint = None if dtype_hint is None else as_dtype(dtype_hint)
    return tensor_of(value, name or "Const", dtype, hint)


def _fill_values(dims, value):
    if dims.ndim > 1:
        raise invalid_argument(
            f"dims must represent a vector, got shape {brackets(dims.shape)}",
            f"Shape must be rank 1 but is rank {dims.ndim}",
        )
    if value.size != 1:
        raise invalid_argument(
            f"value must represent a scalar, got shape {brackets(value.shape)}",
            f"Shape must be rank 0 but is rank {value.ndim}",
        )
    dims = dims.ravel()
    for size in dims.tolist():
        if size < 0:
            raise invalid_argument(f"Dimension {size} must be >= 0")
    if isinstance(value, np.ndarray):
        return np.full(dims, value.reshape(()), value.dtype)
    return jnp.full(dims.tolist(), value.reshape(()))


_fill = op("Fill", static=("dims",), on_numpy=True)(_fill_values)


def _filled(dims, value, name=None):
    """Returns a tensor of one value; in a graph its static shape says what is known of `dims`."""
    result = execute(_fill.op, (dims, value), (), name)
    return with_shape(result, static_shape(_first_operand(result)))


@export("fill")
def fill(dims, value, name=None, layout=None):
    """Returns a tensor filled with one value.

    Args:
      dims: Integer tensor of rank 1, the shape.
      value: Scalar tensor of any dtype.
      name: A name for the operation.
      layout: Unused; kept for TensorFlow's signature.

    Returns:
      Tensor of the dtype of `value`.

    Raises:
      InvalidArgumentError: if a size is negative, `dims` no vector or `value` no scalar.

    Example:
      >>> fill([2, 2], 7).numpy().tolist()
      [[7, 7], [7, 7]]

    Source: `tf.fill`.
    """
    if (type(value) is float or type(value) is int) and _is_simple(dims) and _may_be_at_once():
        array = simple_array([value])
        if array is not None:
            return EagerTensor(np.full(dims, array[0], array.dtype))
    return _filled(dims, value, name)


def _first_operand(result):
    """Returns the first operand of the operation that gives a tensor, in a graph."""
    return result.op.inputs[0] if isinstance(result, SymbolicTensor) else None


def _as_shape_tensor(shape, name):
    """Returns a shape as an integer vector."""
    if isinstance(shape, Tensor):
        tensor = shape
    elif isinstance(shape, TensorShape):
        return convert(shape)
    else:
        tensor = tensor_of(shape, name, None, dtypes.int32)
        if tensor.dtype not in (dtypes.int32, dtypes.int64):
            tensor = convert(shape, dtypes.int32)
    if type(tensor) is EagerTensor and not tensor.array.ndim:
        return EagerTensor(np.asarray(tensor.array).reshape(1))
    return tensor


@functools.cache
def _scalar(number, dtype) -> EagerTensor:
    """Returns the tensor of a number, in each dtype the same one."""
    return EagerTensor(to_array(number, dtype))


def _constant_shape(shape):
    """Returns the known shape of a small tensor, or None."""
    if isinstance(shape, Tensor):
        return None
    try:
        shape = TensorShape(shape)
    except (TypeError, ValueError):
        return None
    return shape if (shape.num_elements() or _LARGEST_CONSTANT) < _LARGEST_CONSTANT else None


def _is_simple(shape) -> bool:
    """Says whether a shape is a list or tuple of sizes."""
    is_sequence = type(shape) is list or type(shape) is tuple
    return is_sequence and all([type(size) is int and size >= 0 for size in shape])


def _may_be_at_once() -> bool:
    """Says whether NumPy may make a tensor of numbers without the gate: nothing looks on."""
    return is_unobserved() and tiers.mode != "xla"


def _full_of(number, shape, dtype, name, default):
    is_simple = type(dtype) is DType and (dtype.is_floating or dtype.is_integer)
    if is_simple and _is_simple(shape) and _may_be_at_once():
        return EagerTensor(np.full(shape, number, dtype.numpy_dtype))
    dtype = as_dtype(dtype).base_dtype
    if dtype is dtypes.bool:
        number = bool(number)
    elif dtype is dtypes.string and not number:
        number = ""
    if context.graph is None:
        return _filled(_as_shape_tensor(shape, "shape_as_tensor"), _scalar(number, dtype))
    small = _constant_shape(shape)
    if small is not None:
        one = to_array(number, dtype)
        array = np.full(small.as_list(), one, one.dtype)
        return context.graph.constant(array, name or default)
    with scope(name, default) as inner:
        dims = _as_shape_tensor(shape, "shape_as_tensor")
        dims = dims if type(dims) is SymbolicTensor else tensor_of(dims, "shape_as_tensor")
        return _filled(dims, tensor_of(number, "Const", dtype), inner)


@export("zeros")
def zeros(shape, dtype=dtypes.float32, name=None, layout=None):
    """Returns a tensor of zeros (of False, of empty strings).

    Args:
      shape: Integers, a `tf.TensorShape`, or an integer tensor of rank 1.
      dtype: The dtype.
      name: A name for the operation.
      layout: Unused; kept for TensorFlow's signature.

    Returns:
      Tensor of `shape` and `dtype`.

    Raises:
      InvalidArgumentError: if a size is negative.

    Example:
      >>> zeros([2, 1]).numpy().tolist()
      [[0.0], [0.0]]

    Source: `tf.zeros`.
    """
    return _full_of(0, shape, dtype, name, "zeros")


@export("ones")
def ones(shape, dtype=dtypes.float32, name=None, layout=None):
    """Returns a tensor of ones (of True).

    Args:
      shape: Integers, a `tf.TensorShape`, or an integer tensor of rank 1.
      dtype: The dtype, but for string.
      name: A name for the operation.
      layout: Unused; kept for TensorFlow's signature.

    Returns:
      Tensor of `shape` and `dtype`.

    Raises:
      InvalidArgumentError: if a size is negative.

    Example:
      >>> ones([2], tf.int32).numpy().tolist()
      [1, 1]

    Source: `tf.ones`.
    """
    return _full_of(1, shape, dtype, name, "ones")


@op("ZerosLike", is_differentiable=False, on_numpy=True)
def _zeros_like(x, name=None):
    return _library_of(x).zeros_like(x)


@op("OnesLike", is_differentiable=False, on_numpy=True)
def _ones_like(x, name=None):
    return _library_of(x).ones_like(x)


def _library_of(array):
    return np if isinstance(array, np.ndarray) else jnp


def _like(input, dtype, name, default, full, definition):
    if type(input) is EagerTensor and dtype is None and context.graph is None:
        return execute(definition, (input,))
    with scope(name, default) as inner:
        tensor = tensor_of(input, "tensor")
        wanted = tensor.dtype if dtype is None else as_dtype(dtype)
        is_run = type(tensor) is EagerTensor and wanted is tensor.dtype
        if not is_run and tensor.shape.is_fully_defined():
            if full is zeros or wanted is not tensor.dtype or wanted is not dtypes.string:
                return full(tensor.shape, wanted, name=inner)
        elif wanted is not tensor.dtype:
            return full(shape(tensor), wanted, name=inner)
        return execute(definition, (tensor,), (), inner)


@export("zeros_like")
def zeros_like(input, dtype=None, name=None, layout=None):
    """Returns a tensor of zeros in the shape of another.

    Args:
      input: Tensor of any dtype.
      dtype: The dtype, if it is not that of `input`.
      name: A name for the operation.
      layout: Unused; kept for TensorFlow's signature.

    Returns:
      Tensor of the shape of `input`.

    Example:
      >>> zeros_like([[1, 2]]).numpy().tolist()
      [[0, 0]]

    Source: `tf.zeros_like`.
    """
    return _like(input, dtype, name, "zeros_like", zeros, _zeros_like.op)


@export("ones_like")
def ones_like(input, dtype=None, name=None, layout=None):
    """Returns a tensor of ones in the shape of another.

    Args:
      input: Tensor of any dtype but string.
      dtype: The dtype, if it is not that of `input`.
      name: A name for the operation.
      layout: Unused; kept for TensorFlow's signature.

    Returns:
      Tensor of the shape of `input`.

    Example:
      >>> ones_like([5, 6]).numpy().tolist()
      [1, 1]

    Source: `tf.ones_like`.
    """
    return _like(input, dtype, name, "ones_like", ones, _ones_like.op)
