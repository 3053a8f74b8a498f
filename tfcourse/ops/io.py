"""Files as tensors, and bytes as numbers: reading, writing, decoding, serializing."""

import base64
import glob
import os

import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.context import context
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.host import array_of, elementwise, map_items, scalar
from tfcourse.ops.protobuf.message import DecodeError
from tfcourse.ops.protobuf.tensor import TensorProto, proto_to_array, tensor_to_proto
from tfcourse.ops.shape_checks import invalid_argument

_KINDS_OF_ERRORS = {
    FileNotFoundError: errors.NotFoundError,
    NotADirectoryError: errors.FailedPreconditionError,
    IsADirectoryError: errors.FailedPreconditionError,
    PermissionError: errors.PermissionDeniedError,
    FileExistsError: errors.AlreadyExistsError,
}


def file_error(path: str, error: OSError) -> errors.OpError:
    """Returns TensorFlow's error for one of the operating system's."""
    kind = _KINDS_OF_ERRORS.get(type(error), errors.UnknownError)
    return kind(None, None, f"{path}; {error.strerror}")


def _check_scalar(array, words):
    if array.ndim:
        raise invalid_argument(f"{words}{brackets(array.shape)}")


@op("ReadFile", is_host=True, is_stateful=True, is_differentiable=False)
def _read_file(filename, name=None):
    _check_scalar(filename, "Input filename tensor must be scalar, but had shape: ")
    path = os.fsdecode(filename.item())
    try:
        with open(path, "rb") as file:
            return scalar(file.read())
    except OSError as error:
        raise file_error(path, error) from None


@export("io.read_file")
def read_file(filename, name=None):
    """Reads a whole file.

    Args:
      filename: A string tensor of shape `()`.
      name: The operation's name in a graph.

    Returns:
      A string tensor of shape `()`.

    Raises:
      NotFoundError: if there is no such file.

    Example:
      >>> import tempfile
      >>> import tfcourse as tf
      >>> path = tempfile.mkdtemp() + "/text"
      >>> tf.io.write_file(path, "hello")
      >>> tf.io.read_file(path).numpy()
      b'hello'

    Source: `tf.io.read_file`.
    """
    result = _read_file(filename, name)
    result.set_shape([])
    return result


@op("WriteFile", names=("io.write_file",), is_host=True, is_stateful=True, is_differentiable=False)
def write_file(filename, contents, name=None):
    """Writes a file; missing folders are made.

    Args:
      filename: A string tensor of shape `()`.
      contents: A string tensor of shape `()`.
      name: The operation's name in a graph.

    Source: `tf.io.write_file`.
    """
    _check_scalar(filename, "Input filename tensor must be scalar: ")
    _check_scalar(contents, "Contents tensor must be scalar: ")
    path = os.fsdecode(filename.item())
    try:
        if os.path.dirname(path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(contents.item())
    except OSError as error:
        raise file_error(path, error) from None
    return ()


@op(
    "MatchingFiles",
    names=("io.matching_files",),
    is_host=True,
    is_stateful=True,
    is_differentiable=False,
)
def matching_files(pattern, name=None):
    """Lists the files whose names match a pattern.

    Args:
      pattern: A string tensor of rank 0 or 1: names with `*`, `?` and `[...]`.
      name: The operation's name in a graph.

    Returns:
      A string tensor of rank 1, sorted.

    Source: `tf.io.matching_files`.
    """
    found = set()
    for item in np.asarray(pattern).ravel().tolist():
        found.update(path for path in glob.glob(item) if not os.path.isdir(path))
    return array_of(sorted(found))


def _decoded(items, dtype, little_endian):
    order = "<" if little_endian else ">"
    stored = dtype.numpy_dtype.newbyteorder(order)
    return np.frombuffer(b"".join(items), stored).astype(dtype.numpy_dtype)


@op("DecodeRaw", is_host=True, is_differentiable=False)
def _decode_raw(bytes, out_type, little_endian, name=None):
    items = np.asarray(bytes).ravel().tolist()
    size = len(items[0]) if items else 0
    for index, item in enumerate(items):
        if len(item) != size:
            raise invalid_argument(
                "DecodeRaw requires input strings to all be the same size, but element "
                f"{index} has size {size} != {len(item)}"
            )
    if size % out_type.size:
        raise invalid_argument(
            f"Input to DecodeRaw has length {size} that is not a multiple of {out_type.size}, "
            f"the size of {out_type.short_name}"
        )
    decoded = _decoded(items, out_type, little_endian)
    return decoded.reshape(*bytes.shape, size // out_type.size)


@op("DecodePaddedRaw", is_host=True, is_differentiable=False)
def _decode_padded_raw(input_bytes, fixed_length, out_type, little_endian, name=None):
    size = int(fixed_length)
    if size <= 0:
        raise invalid_argument(f"fixed_length must be greater than zero, but got {size}")
    if size % out_type.size:
        raise invalid_argument(
            f"fixed_length ({size}) must be a multiple of the size of out_type ({out_type.size})"
        )
    items = [item[:size].ljust(size, b"\0") for item in np.asarray(input_bytes).ravel().tolist()]
    decoded = _decoded(items, out_type, little_endian)
    return decoded.reshape(*input_bytes.shape, size // out_type.size)


@export("io.decode_raw")
def decode_raw(input_bytes, out_type, little_endian=True, fixed_length=None, name=None):
    r"""Takes the bytes of strings for numbers.

    Args:
      input_bytes: A string tensor; all strings of one length, unless `fixed_length` is given.
      out_type: The dtype of the numbers.
      little_endian: Whether the lowest byte of a number comes first.
      fixed_length: Strings are cut, or filled with zero bytes, to so many.
      name: The operation's name in a graph.

    Returns:
      A tensor of that dtype, with one more dimension.

    Raises:
      InvalidArgumentError: if lengths do not fit the dtype or each other.

    Example:
      >>> import tfcourse as tf
      >>> tf.io.decode_raw(b"\x01\x00\x02\x00", tf.int16).numpy().tolist()
      [1, 2]

    Source: `tf.io.decode_raw`.
    """
    out_type = as_dtype(out_type)
    if fixed_length is not None:
        check_attributes(_decode_padded_raw.op, out_type=out_type)
        result = _decode_padded_raw(input_bytes, fixed_length, out_type, little_endian, name)
    else:
        check_attributes(_decode_raw.op, out_type=out_type)
        result = _decode_raw(input_bytes, out_type, little_endian, name)
    if context.graph is not None and result.op.inputs[0].shape.rank is not None:
        size = fixed_length // out_type.size if isinstance(fixed_length, int) else None
        result.set_shape([*result.op.inputs[0].shape.as_list(), size])
    return result


@elementwise
@op("EncodeBase64", is_host=True, is_differentiable=False)
def _encode_base64(input, pad, name=None):
    def encode(text):
        encoded = base64.urlsafe_b64encode(text)
        return encoded if pad else encoded.rstrip(b"=")

    return map_items(encode, input)


@export("io.encode_base64")
def encode_base64(input, pad=False, name=None):
    """Writes strings in 64 characters that are safe in addresses and names of files.

    Args:
      input: A string tensor of any shape.
      pad: Whether `=` fills up to a multiple of four characters.
      name: The operation's name in a graph.

    Returns:
      A string tensor of the same shape.

    Example:
      >>> import tfcourse as tf
      >>> tf.io.encode_base64("hello").numpy()
      b'aGVsbG8'

    Source: `tf.io.encode_base64`.
    """
    check_attributes(_encode_base64.op, pad=pad)
    return _encode_base64(input, pad, name)


@export("io.decode_base64")
@elementwise
@op("DecodeBase64", is_host=True, is_differentiable=False)
def decode_base64(input, name=None):
    """Reads what `encode_base64` wrote, with or without padding.

    Args:
      input: A string tensor of any shape.
      name: The operation's name in a graph.

    Returns:
      A string tensor of the same shape.

    Raises:
      InvalidArgumentError: if a string is no base64.

    Example:
      >>> import tfcourse as tf
      >>> tf.io.decode_base64("aGVsbG8").numpy()
      b'hello'

    Source: `tf.io.decode_base64`.
    """
    alphabet = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    def decode(text):
        bare = text.rstrip(b"=")
        if len(bare) % 4 == 1:
            raise invalid_argument("Base64 string length cannot be 1 modulo 4.")
        if not alphabet.issuperset(bare):
            raise invalid_argument("Invalid character found in base64.")
        return base64.urlsafe_b64decode(bare + b"=" * (-len(bare) % 4))

    return map_items(decode, input)


@op("SerializeTensor", is_host=True, is_differentiable=False)
def _serialize_tensor(tensor, name=None):
    return scalar(tensor_to_proto(np.asarray(tensor)).SerializeToString())


@export("io.serialize_tensor")
def serialize_tensor(tensor, name=None):
    """Writes a tensor as one string, a `TensorProto` in the wire format.

    Args:
      tensor: Any tensor.
      name: The operation's name in a graph.

    Returns:
      A string tensor of shape `()`.

    Example:
      >>> import tfcourse as tf
      >>> tf.io.parse_tensor(tf.io.serialize_tensor([1, 2]), tf.int32).numpy().tolist()
      [1, 2]

    Source: `tf.io.serialize_tensor`.
    """
    result = _serialize_tensor(tensor, name)
    result.set_shape([])
    return result


@op("ParseTensor", names=("io.parse_tensor",), is_host=True, is_differentiable=False)
def parse_tensor(serialized, out_type, name=None):
    """Reads what `serialize_tensor` wrote.

    Args:
      serialized: A string tensor of shape `()`.
      out_type: The dtype that the tensor must have.
      name: The operation's name in a graph.

    Returns:
      The tensor.

    Raises:
      InvalidArgumentError: if the string is none of a tensor, or of one of another dtype.

    Source: `tf.io.parse_tensor`.
    """
    _check_scalar(serialized, "Expected `serialized` to be a scalar, got shape: ")
    text = serialized.item()
    try:
        proto = TensorProto.FromString(text)
    except DecodeError:
        raise invalid_argument(
            "Could not parse `serialized` as TensorProto, base64: "
            + base64.b64encode(text).decode()
        ) from None
    array = proto_to_array(proto)
    if array is None:
        raise invalid_argument(f"Cannot parse tensor from proto: {proto}\n")
    if dtypes.from_numpy[array.dtype] is not out_type:
        raise invalid_argument(
            "Type mismatch between parsed tensor "
            f"({dtypes.from_numpy[array.dtype].short_name}) and dtype ({out_type.short_name})"
        )
    return array
