"""Operations that give back what they are given, and what they mean for gradients and shapes."""

import functools

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core import dtypes, nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.export import export, export_constant
from tfcourse.core.op import op
from tfcourse.core.shapes import TensorShape
from tfcourse.core.symbolic import SymbolicTensor
from tfcourse.core.tensor import Tensor
from tfcourse.core.variable import Variable
from tfcourse.ops.refusals import refused_count
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.static_shapes import with_shape


@op("Identity")
def identity(input, name=None):
    """Returns a tensor of the same value.

    Args:
      input: Tensor, or data for one; a ragged or sparse tensor or `tf.IndexedSlices`.
      name: A name for the operation.

    Returns:
      A new tensor, of the same kind.

    Example:
      >>> identity([1, 2]).numpy().tolist()
      [1, 2]

    Source: `tf.identity`.
    """
    return input


# Its operands have a dtype each, which TensorFlow's signature does not tie to those of the results.
@op("IdentityN", operands=("input*",), interpret=lambda *tensors: list(map(identity, tensors)))
def _identity_n(input, name=None):
    return tuple(input)


@export("identity_n")
def identity_n(input, name=None):
    """Returns tensors of the same values, all at once.

    Args:
      input: A list of tensors of any dtypes.
      name: A name for the operation.

    Returns:
      A list of new tensors.

    Raises:
      InvalidArgumentError: if the list is empty.

    Source: `tf.identity_n`.
    """
    input = list(input)
    if not input:
        raise refused_count(_identity_n.op, "T", 0, 1, words="Length for attr")
    tensors = [convert(item) for item in input]
    if context.graph is None and any(tensor.dtype is dtypes.string for tensor in tensors):
        # A list of mixed dtypes says of none of its results that it is a string.
        return [identity(tensor, name=name) for tensor in tensors]
    results = execute(_identity_n.op, (tensors,), (), name)
    results = list(results) if isinstance(results, tuple) else [results]
    if context.graph is not None:
        for result, tensor in zip(results, tensors, strict=True):
            result.dtype = tensor.dtype
    return results


@op("StopGradient", is_differentiable=False)
def stop_gradient(input, name=None):
    """Returns a tensor of the same value that no gradient flows through.

    Args:
      input: Tensor of any dtype; a ragged or sparse tensor or `tf.IndexedSlices`.
      name: A name for the operation.

    Returns:
      A new tensor, of the same kind, a constant to every tape.

    Example:
      >>> x = tf.Variable(3.0)
      >>> with tf.GradientTape() as tape:
      ...     y = x * stop_gradient(x)
      >>> tape.gradient(y, x).numpy().item()
      3.0

    Source: `tf.stop_gradient`.
    """
    return lax.stop_gradient(input)


def _export_for_parts(function, name):
    """Makes a function of a tensor public, and one of what is made of tensors, part by part."""

    @functools.wraps(function)
    def public(input, name=None):
        if not isinstance(input, Tensor) and nest.is_composite(input):
            return nest.map_structure(function, input, expand_composites=True)
        return function(input, name)

    export_constant(public, name)


_export_for_parts(identity, "identity")
_export_for_parts(stop_gradient, "stop_gradient")


@functools.partial(jax.custom_jvp, nondiff_argnums=(1,))
def _without_gradient(x, message):
    return x


@_without_gradient.defjvp
def _refuse_gradient(message, primals, tangents):
    raise LookupError(f"Gradient explicitly disabled. Reason: {message.encode()!r}")


@op("PreventGradient", names=("raw_ops.PreventGradient",))
def prevent_gradient(input, message="", name=None):
    """Returns a tensor of the same value, whose gradient is an error.

    Args:
      input: Tensor of any dtype.
      message: What the error says.
      name: A name for the operation.

    Returns:
      A new tensor.

    Source: `tf.raw_ops.PreventGradient`.
    """
    return _without_gradient(input, message)


@op("GuaranteeConst", names=("guarantee_const",), is_differentiable=False)
def guarantee_const(input, name=None):
    """Returns a tensor of the same value, promised never to change.

    Args:
      input: Tensor of any dtype.
      name: A name for the operation.

    Returns:
      A new tensor.

    Source: `tf.guarantee_const`.
    """
    return input


@op("EnsureShape")
def _ensure_shape(input, shape, name=None):
    if not TensorShape(shape).is_compatible_with(input.shape):
        wanted = "[" + ",".join("?" if size is None else str(size) for size in shape) + "]"
        held = "[" + ",".join(map(str, input.shape)) + "]"
        raise invalid_argument(
            f"Shape of tensor input {held} is not compatible with expected shape {wanted}.",
            _merge_message(shape, input.shape, wanted, held),
        )
    return input


def _merge_message(wanted, held, wanted_text, held_text):
    """Returns what shape inference says of two shapes that do not fit."""
    if len(wanted) != len(held):
        return (
            f"Shapes must be equal rank, but are {len(wanted)} and {len(held)}. Shapes are "
            f"{wanted_text} and {held_text}."
        )
    axis = next(i for i, (a, b) in enumerate(zip(wanted, held, strict=True)) if a not in (None, b))
    return (
        f"Dimension {axis} in both shapes must be equal, but are {wanted[axis]} and {held[axis]}. "
        f"Shapes are {wanted_text} and {held_text}."
    )


@export("ensure_shape")
def ensure_shape(x, shape, name=None):
    """Returns a tensor of the same value after checking its shape.

    Args:
      x: Tensor of any dtype.
      shape: Anything that `tf.TensorShape` takes; None where any size is right.
      name: A name for the operation.

    Returns:
      A new tensor; in a graph its static shape is at least as known as `shape`.

    Raises:
      InvalidArgumentError: if the shape is another.

    Example:
      >>> ensure_shape([[1, 2]], [None, 2]).shape
      TensorShape([1, 2])

    Source: `tf.ensure_shape`.
    """
    shape = TensorShape(shape)
    if shape.rank is None:
        return identity(x, name=name)
    result = execute(_ensure_shape.op, (x,), (tuple(shape.as_list()),), name)
    if isinstance(result, SymbolicTensor):
        with_shape(result, result.op.inputs[0].shape)
    return with_shape(result, shape)


@export("is_tensor")
def is_tensor(x) -> bool:
    """Says whether an object is a tensor, a variable, or one of the composite tensors.

    Args:
      x: Any object.

    Example:
      >>> is_tensor(tf.constant(1)), is_tensor([1])
      (True, False)

    Source: `tf.is_tensor`.
    """
    # Variables of other libraries that the gate knows have a handle as ours do.
    if isinstance(x, (Tensor, Variable)) or hasattr(type(x), "handle"):
        return True
    leaves = [x] if nest.is_nested(x) else nest.flatten(x, expand_composites=True)
    return len(leaves) != 1 or leaves[0] is not x


@op("Bitcast")
def _bitcast(input, type, name=None):
    wanted = type.numpy_dtype
    width, wanted_width = input.dtype.itemsize, wanted.itemsize
    if wanted_width > width:
        ratio = wanted_width // width
        if not input.ndim or input.shape[-1] != ratio:
            raise invalid_argument(
                f"Cannot bitcast from {dtypes.from_numpy[input.dtype].as_datatype_enum} to "
                f"{type.as_datatype_enum}",
                f"Cannot bitcast from {dtypes.from_numpy[input.dtype].as_datatype_enum} to "
                f"{type.as_datatype_enum} due to shape. {input.shape[-1] if input.ndim else 0} "
                f"does not match {ratio}",
            )
    return _reinterpret(input, wanted)


def _reinterpret(array, wanted):
    """Returns the same bits as another dtype; complex numbers are pairs of floats."""
    if wanted.kind == "c":
        parts = array if array.dtype.kind == "f" else _reinterpret(array, _part_of(wanted))
        return lax.complex(parts[..., 0], parts[..., 1])
    if array.dtype.kind != "c":
        return lax.bitcast_convert_type(array, wanted)
    parts = jnp.stack([array.real, array.imag], -1)
    result = lax.bitcast_convert_type(parts, wanted)
    return result.reshape(*parts.shape[:-1], -1) if result.ndim > parts.ndim else result


def _part_of(complex_dtype):
    return np.dtype(np.float32 if complex_dtype.itemsize == 8 else np.float64)


@export("bitcast")
def bitcast(input, type, name=None):
    """Returns the same bits as a tensor of another dtype.

    Args:
      input: Tensor of a number dtype.
      type: The dtype. A narrower one adds a last axis, a wider one takes the last axis away.
      name: A name for the operation.

    Returns:
      Tensor of dtype `type`.

    Raises:
      InvalidArgumentError: if the last axis does not hold the parts of one wider number.

    Example:
      >>> bitcast(1.0, tf.int32).numpy().item()
      1065353216

    Source: `tf.bitcast`.
    """
    return execute(_bitcast.op, (input,), (dtypes.as_dtype(type),), name)
