"""Between bytes and text: `tf.compat.as_text` and the like."""

from tfcourse.core.export import export


def _checked(value):
    if not isinstance(value, (bytes, bytearray, str)):
        raise TypeError(f"Expected binary or unicode string, got {value!r}")
    return value


@export("compat.as_text", "compat.as_str")
def as_text(bytes_or_text, encoding: str = "utf-8") -> str:
    """Returns text for bytes or text.

    Args:
      bytes_or_text: A `bytes` or a `str`.
      encoding: How bytes are read.

    Returns:
      A `str`.

    Raises:
      TypeError: if it is neither.

    Example:
      >>> as_text(b"a")
      'a'

    Source: `tf.compat.as_text`.
    """
    value = _checked(bytes_or_text)
    return value if isinstance(value, str) else bytes(value).decode(encoding)


@export("compat.as_bytes")
def as_bytes(bytes_or_text, encoding: str = "utf-8") -> bytes:
    """Returns bytes for bytes or text.

    Args:
      bytes_or_text: A `bytes` or a `str`.
      encoding: How text is written.

    Returns:
      A `bytes`.

    Raises:
      TypeError: if it is neither.

    Example:
      >>> as_bytes("a")
      b'a'

    Source: `tf.compat.as_bytes`.
    """
    value = _checked(bytes_or_text)
    return value.encode(encoding) if isinstance(value, str) else bytes(value)


@export("compat.as_str_any")
def as_str_any(value, encoding: str = "utf-8") -> str:
    """Returns text for bytes, and `str(value)` for everything else.

    Args:
      value: Any object.
      encoding: How bytes are read.

    Returns:
      A `str`.

    Example:
      >>> as_str_any(3)
      '3'

    Source: `tf.compat.as_str_any`.
    """
    return as_text(value, encoding) if isinstance(value, (bytes, str)) else str(value)
