"""Tensors as messages: what `tf.io.serialize_tensor` writes and `tf.make_tensor_proto` makes."""

import math
from typing import ClassVar

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.convert import to_array
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.export import export
from tfcourse.core.tensor import Tensor
from tfcourse.ops.host import array_of
from tfcourse.ops.protobuf.message import Field, Message, known_by

# A message may say "this value a million times"; more than this is taken for an attack.
_LARGEST_FILL = 1 << 28


@known_by("tensorflow.core.framework.tensor_shape_pb2")
class Dim(Message):
    """The size of one dimension."""

    fields: ClassVar = (Field(1, "size", "int64"), Field(2, "name", "string"))


@known_by("tensorflow.core.framework.tensor_shape_pb2")
class TensorShapeProto(Message):
    """A shape."""

    fields: ClassVar = (Field(2, "dim", Dim, "many"), Field(3, "unknown_rank", "bool"))


_ENUM_NAMES = {dtype.as_datatype_enum: name for name, dtype in dtypes.from_enum_name.items()}


@known_by("tensorflow.core.framework.tensor_pb2")
class TensorProto(Message):
    """A tensor: dtype, shape, and its values as bytes or in a list for their kind."""

    fields: ClassVar = (
        Field(1, "dtype", _ENUM_NAMES),
        Field(2, "tensor_shape", TensorShapeProto),
        Field(3, "version_number", "int32"),
        Field(4, "tensor_content", "bytes"),
        Field(13, "half_val", "int32", "many"),
        Field(5, "float_val", "float", "many"),
        Field(6, "double_val", "double", "many"),
        Field(7, "int_val", "int32", "many"),
        Field(8, "string_val", "bytes", "many"),
        Field(9, "scomplex_val", "float", "many"),
        Field(10, "int64_val", "int64", "many"),
        Field(11, "bool_val", "bool", "many"),
        Field(12, "dcomplex_val", "double", "many"),
        Field(16, "uint32_val", "uint32", "many"),
        Field(17, "uint64_val", "uint64", "many"),
    )


_LISTS = {
    dtypes.float16: "half_val",
    dtypes.bfloat16: "half_val",
    dtypes.float32: "float_val",
    dtypes.float64: "double_val",
    dtypes.int32: "int_val",
    dtypes.int16: "int_val",
    dtypes.int8: "int_val",
    dtypes.uint8: "int_val",
    dtypes.uint16: "int_val",
    dtypes.string: "string_val",
    dtypes.complex64: "scomplex_val",
    dtypes.int64: "int64_val",
    dtypes.bool: "bool_val",
    dtypes.complex128: "dcomplex_val",
    dtypes.uint32: "uint32_val",
    dtypes.uint64: "uint64_val",
}


def _empty_proto(dtype, shape) -> TensorProto:
    proto = TensorProto(
        dtype=dtype.as_datatype_enum,
        tensor_shape=TensorShapeProto(dim=[{"size": n} for n in shape]),
    )
    return proto


def tensor_to_proto(array: np.ndarray) -> TensorProto:
    """Returns an array as a message, its values as bytes.

    Args:
      array: Numbers, or byte strings.
    """
    dtype = dtypes.from_numpy[array.dtype]
    proto = _empty_proto(dtype, array.shape)
    if dtype is dtypes.string:
        proto.string_val.extend(array.ravel().tolist())
    elif array.size:
        proto.tensor_content = _little_endian(array)
    return proto


def _little_endian(array):
    swapped = array.astype(array.dtype.newbyteorder("<"), copy=False)
    return swapped.tobytes()


def proto_to_array(proto: TensorProto) -> np.ndarray | None:
    """Returns the array that a message stands for; None if it stands for none.

    Args:
      proto: The message; its sizes are not to be trusted.
    """
    name = _ENUM_NAMES.get(proto.dtype)
    dtype = dtypes.from_enum_name.get(name)
    if dtype not in _LISTS or proto.tensor_shape.unknown_rank:
        return None
    shape = [dim.size for dim in proto.tensor_shape.dim]
    if any(size < 0 for size in shape):
        return None
    count = math.prod(shape)
    if proto.tensor_content:
        stored = dtype.numpy_dtype
        if dtype is dtypes.string or len(proto.tensor_content) != count * stored.itemsize:
            return None
        array = np.frombuffer(proto.tensor_content, stored.newbyteorder("<"))
        return array.astype(stored).reshape(shape)
    values = _listed(proto, dtype)
    if len(values) > count or count > max(len(values), _LARGEST_FILL):
        return None
    if not len(values):
        values = array_of([b""]) if dtype is dtypes.string else np.zeros(1, dtype.numpy_dtype)
    # The last value stands for all that follow.
    filled = np.resize(values[-1:], count) if count else values[:0]
    filled[: min(len(values), count)] = values[:count]
    return filled.reshape(shape)


def _listed(proto, dtype):
    values = list(getattr(proto, _LISTS[dtype]))
    if dtype is dtypes.string:
        return array_of(values)
    if dtype.size == 2 and dtype.is_floating:
        return np.array(values, np.uint16).view(dtype.numpy_dtype)
    if dtype.is_complex:
        return np.array(values).astype(dtype.real_dtype.numpy_dtype).view(dtype.numpy_dtype)
    return np.array(values).astype(dtype.numpy_dtype)


@export("make_tensor_proto")
def make_tensor_proto(values, dtype=None, shape=None, verify_shape=False, allow_broadcast=False):
    """Returns values as a message.

    Args:
      values: Python or NumPy data, or an eager tensor.
      dtype: The dtype it must have, or None.
      shape: A shape; one value may stand for all elements of it.
      verify_shape: Whether the values must have that shape.
      allow_broadcast: Whether one value may stand for all.

    Returns:
      A `TensorProto`.

    Raises:
      TypeError: if values do not have the dtype or, with `verify_shape`, the shape.
      ValueError: if there are more values than the shape has elements.

    Example:
      >>> import tfcourse as tf
      >>> tf.make_tensor_proto([1, 2], shape=[2, 2]).tensor_shape.dim[0].size
      2

    Source: `tf.make_tensor_proto`.
    """
    wanted = None if dtype is None else as_dtype(dtype)
    array = to_array(values.numpy() if isinstance(values, Tensor) else values, wanted)
    size = array.size
    if shape is not None:
        shape = [int(length) for length in shape]
        if verify_shape and tuple(shape) != array.shape:
            raise TypeError(f"Expected Tensor's shape: {tuple(shape)}, but got {array.shape}.")
        if size > math.prod(shape):
            raise ValueError(
                f"Too many elements provided. Takes at most {math.prod(shape):d}, but got {size:d}."
            )
    dtype = dtypes.from_numpy[array.dtype]
    proto = _empty_proto(dtype, array.shape if shape is None else shape)
    if size > 1 and dtype is not dtypes.string and (shape is None or size == math.prod(shape)):
        proto.tensor_content = _little_endian(array)
        return proto
    flat = array.ravel()
    if dtype.size == 2 and dtype.is_floating:
        flat = flat.view(np.uint16)
    elif dtype.is_complex:
        flat = flat.view(dtype.real_dtype.numpy_dtype)
    getattr(proto, _LISTS[dtype]).extend(flat.tolist())
    return proto


@export("make_ndarray")
def make_ndarray(tensor):
    """Returns the NumPy array that a message stands for.

    Args:
      tensor: A `TensorProto`.

    Raises:
      TypeError: if its dtype is none of an array.

    Example:
      >>> import tfcourse as tf
      >>> tf.make_ndarray(tf.make_tensor_proto([1.5, 2.0])).tolist()
      [1.5, 2.0]

    Source: `tf.make_ndarray`.
    """
    array = proto_to_array(tensor)
    if array is None:
        raise TypeError(f"Unsupported tensor type: {tensor.dtype}")
    return array
