"""Element types of tensors: the DType objects and `as_dtype`, which finds them."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from typing import Any, NoReturn

import ml_dtypes
import numpy as np

from tfcourse.core.export import export, export_constant

# What `as_dtype` looks things up in first: DTypes, enum numbers, names, Python and NumPy types.
_by_anything: dict[Any, DType] = {}
_by_scalar_type: dict[type, DType] = {}


@export("DType", "dtypes.DType")
class DType:
    """The element type of a tensor; one object per type.

    A DType equals everything that `as_dtype` turns into it: its name, its NumPy type, its
    number. `tf.DType(1)` is `tf.float32` itself.

    Args:
      type_enum: The number of the type in TensorFlow's `DataType` enumeration.

    Raises:
      TypeError: No type has this number.

    Example:
        >>> float32.as_numpy_dtype
        <class 'numpy.float32'>
        >>> float32 == "float32", float32 == np.float32, float32 == int32
        (True, True, False)

    Source: `tf.dtypes.DType`.
    """

    __slots__ = (
        "_scalar_type",
        "as_datatype_enum",
        "base_dtype",
        "enum_name",
        "is_bool",
        "is_complex",
        "is_differentiable",
        "is_floating",
        "is_integer",
        "is_numeric",
        "is_numpy_compatible",
        "is_quantized",
        "is_reference",
        "is_unsigned",
        "name",
        "numpy_dtype",
        "real_dtype",
        "short_name",
        "size",
    )

    name: str
    """The name in Python: `'float32'`."""
    short_name: str
    """The name in messages from kernels: `'float'`, `'double'`, `'half'`, `'int32'`."""
    enum_name: str
    """The name in graph definitions: `'DT_FLOAT'`."""
    as_datatype_enum: int
    """The number in TensorFlow's `DataType` enumeration."""
    numpy_dtype: np.dtype[Any] | None
    """The NumPy dtype of arrays that hold it; None for resources and variants."""
    base_dtype: DType
    """The type itself; for a reference type, the type referred to."""
    real_dtype: DType
    """The type of the real part of a complex type; otherwise the type itself."""
    size: int
    """Bytes per element; 0 for strings, resources and variants."""
    is_bool: builtins.bool
    is_complex: builtins.bool
    is_differentiable: builtins.bool
    """Whether gradients flow through it: floating-point or complex."""
    is_floating: builtins.bool
    is_integer: builtins.bool
    is_numeric: builtins.bool
    is_numpy_compatible: builtins.bool
    is_quantized: builtins.bool
    is_reference: builtins.bool
    is_unsigned: builtins.bool

    def __new__(cls, type_enum: int) -> DType:
        """Finds the type by its number."""
        try:
            return _by_anything[int(type_enum)]
        except KeyError:
            raise TypeError(
                f"{type_enum} does not correspond to a valid tensorflow::DataType"
            ) from None

    @property
    def as_numpy_dtype(self) -> Any:
        """The NumPy scalar type (a structured dtype for quantized types)."""
        if self._scalar_type is None:
            raise KeyError(self.as_datatype_enum)
        return self._scalar_type

    @property
    def min(self) -> Any:
        """The smallest finite value (TypeError where there is none)."""
        return self._extreme("min", "minimum")

    @property
    def max(self) -> Any:
        """The largest finite value (TypeError where there is none)."""
        return self._extreme("max", "maximum")

    def _extreme(self, attribute: str, word: str) -> Any:
        if self.is_floating:
            return getattr(ml_dtypes.finfo(self.as_numpy_dtype), attribute)
        if self.is_integer:
            return int(getattr(ml_dtypes.iinfo(self.as_numpy_dtype), attribute))
        detail = ""
        if self.is_numpy_compatible:
            kind = "quantized type" if self.is_quantized else "type"
            detail = f" with {kind} {self.base_dtype}"
        raise TypeError(f"Cannot find {word} value of {self}{detail}.")

    @property
    def limits(self) -> tuple[Any, Any]:
        """The range of intensities of an image of this type, without negative values."""
        scalar_type = self.as_numpy_dtype
        if self.is_bool:
            return 0, True
        if scalar_type in (np.float32, np.float64):
            return 0, 1
        if self.is_integer and self.is_numeric:
            return 0, self.max
        raise ValueError(f"{self} does not have defined limits.")

    def is_compatible_with(self, other: Any) -> builtins.bool:
        """Tells whether `other` is this type, or a reference to it."""
        other = as_dtype(other)
        return self is other or self is other.base_dtype

    def is_subtype_of(self, other: DType) -> builtins.bool:
        """Tells whether a value of this type fits where `other` is expected."""
        return self == other

    def most_specific_common_supertype(self, types: Iterable[DType]) -> DType | None:
        """Gives this type if all `types` are equal to it, otherwise None."""
        return self if all(self == other for other in types) else None

    def __eq__(self, other: object) -> builtins.bool:
        if self is other:
            return True
        if other is None or type(other) is DType:
            return False
        try:
            return self is as_dtype(other)
        except TypeError:
            return False

    def __hash__(self) -> int:
        return self.as_datatype_enum

    def __repr__(self) -> str:
        return f"tf.{self.name}"

    def __str__(self) -> str:
        return f"<dtype: '{self.name}'>"

    def __reduce__(self) -> tuple[Any, ...]:
        return as_dtype, (self.name,)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"cannot set {name!r}: a DType does not change")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"cannot delete {name!r}: a DType does not change")


def _define(
    enum: int,
    name: str,
    scalar_type: Any,
    kind: str,
    short_name: str | None = None,
    real_dtype: DType | None = None,
) -> DType:
    """Makes a type and its reference type, and enters both in the tables.

    `kind` is "float", "int", "uint", "complex", "bool", "quantized" or "other"; a star after it
    marks the narrow types which TensorFlow does not count as numeric.
    """
    narrow, kind = kind.endswith("*"), kind.rstrip("*")
    numpy_dtype = None if scalar_type is None else np.dtype(scalar_type)
    short_name = short_name or name
    base: DType | None = None
    for suffix, offset in (("", 0), ("_ref", 100)):
        dtype = object.__new__(DType)
        base = base or dtype
        attributes = {
            "name": name + suffix,
            "short_name": short_name + suffix,
            "enum_name": f"DT_{short_name.upper()}{suffix.upper()}",
            "as_datatype_enum": enum + offset,
            "_scalar_type": scalar_type,
            "numpy_dtype": numpy_dtype,
            "base_dtype": base,
            "real_dtype": real_dtype or dtype,
            "size": 0 if scalar_type in (None, object) else np.dtype(scalar_type).itemsize,
            "is_bool": kind == "bool",
            "is_complex": kind == "complex",
            "is_differentiable": kind in ("float", "complex"),
            "is_floating": kind == "float",
            "is_integer": kind in ("int", "uint"),
            "is_numeric": not narrow and kind in ("float", "int", "uint", "complex"),
            "is_numpy_compatible": scalar_type is not None,
            "is_quantized": kind == "quantized",
            "is_reference": offset > 0,
            "is_unsigned": kind == "uint",
        }
        for attribute, value in attributes.items():
            object.__setattr__(dtype, attribute, value)
        _by_anything[dtype.as_datatype_enum] = dtype
        _by_anything[dtype.name] = dtype
        _by_anything[dtype.short_name] = dtype
    if numpy_dtype is not None:
        _by_anything[scalar_type] = base
        if kind != "quantized":
            _by_scalar_type[numpy_dtype.type] = base
    return base


float32 = _define(1, "float32", np.float32, "float", "float")
float64 = _define(2, "float64", np.float64, "float", "double")
int32 = _define(3, "int32", np.int32, "int")
uint8 = _define(4, "uint8", np.uint8, "uint")
int16 = _define(5, "int16", np.int16, "int")
int8 = _define(6, "int8", np.int8, "int")
string = _define(7, "string", object, "other")
complex64 = _define(8, "complex64", np.complex64, "complex", real_dtype=float32)
int64 = _define(9, "int64", np.int64, "int")
bool = _define(10, "bool", np.bool_, "bool")
qint8 = _define(11, "qint8", np.dtype([("qint8", np.int8)]), "quantized")
quint8 = _define(12, "quint8", np.dtype([("quint8", np.uint8)]), "quantized")
qint32 = _define(13, "qint32", np.dtype([("qint32", np.int32)]), "quantized")
bfloat16 = _define(14, "bfloat16", ml_dtypes.bfloat16, "float")
qint16 = _define(15, "qint16", np.dtype([("qint16", np.int16)]), "quantized")
quint16 = _define(16, "quint16", np.dtype([("quint16", np.uint16)]), "quantized")
uint16 = _define(17, "uint16", np.uint16, "uint")
complex128 = _define(18, "complex128", np.complex128, "complex", real_dtype=float64)
float16 = _define(19, "float16", np.float16, "float", "half")
resource = _define(20, "resource", None, "other")
variant = _define(21, "variant", None, "other")
uint32 = _define(22, "uint32", np.uint32, "uint")
uint64 = _define(23, "uint64", np.uint64, "uint")
float8_e5m2 = _define(24, "float8_e5m2", ml_dtypes.float8_e5m2, "float*")
float8_e4m3fn = _define(25, "float8_e4m3fn", ml_dtypes.float8_e4m3fn, "float*")
float8_e4m3fnuz = _define(26, "float8_e4m3fnuz", ml_dtypes.float8_e4m3fnuz, "float*")
float8_e4m3b11fnuz = _define(27, "float8_e4m3b11fnuz", ml_dtypes.float8_e4m3b11fnuz, "float*")
float8_e5m2fnuz = _define(28, "float8_e5m2fnuz", ml_dtypes.float8_e5m2fnuz, "float*")
int4 = _define(29, "int4", ml_dtypes.int4, "int*")
uint4 = _define(30, "uint4", ml_dtypes.uint4, "uint*")
int2 = _define(31, "int2", ml_dtypes.int2, "int*")
uint2 = _define(32, "uint2", ml_dtypes.uint2, "uint*")
float4_e2m1fn = _define(33, "float4_e2m1fn", ml_dtypes.float4_e2m1fn, "float*")
half = float16
double = float64

# C types that NumPy keeps apart from the type of the same width.
for _scalar_type in (np.longlong, np.ulonglong, np.intc, np.uintc, np.int_, np.uint):
    _by_scalar_type.setdefault(_scalar_type, _by_anything[np.dtype(_scalar_type).name])
_by_scalar_type.update({np.bytes_: string, np.str_: string})
_by_anything.update(_by_scalar_type)
_by_anything.update({float: float32, builtins.bool: bool, np.dtypes.StringDType(): string})

QUANTIZED_DTYPES = frozenset(dtype for dtype in _by_anything.values() if dtype.is_quantized)
"""The quantized types and their reference types."""

for _dtype in set(_by_anything.values()):
    if _dtype.is_reference:
        continue
    if _dtype.is_numeric or _dtype.is_quantized or _dtype in (bool, string, resource, variant):
        export_constant(_dtype, _dtype.name, f"dtypes.{_dtype.name}")
    else:
        export_constant(_dtype, f"dtypes.experimental.{_dtype.name}")
export_constant(half, "half", "dtypes.half")
export_constant(double, "double", "dtypes.double")
export_constant(QUANTIZED_DTYPES, "dtypes.QUANTIZED_DTYPES")


class _ByNumPyDType(dict[np.dtype[Any], DType]):
    """DTypes by NumPy dtype; other byte orders and string lengths are entered as they occur."""

    def __missing__(self, numpy_dtype: np.dtype[Any]) -> DType:
        self[numpy_dtype] = dtype = as_dtype(numpy_dtype)
        return dtype


from_numpy: dict[np.dtype[Any], DType] = _ByNumPyDType()
"""DTypes by NumPy dtype: `from_numpy[array.dtype]`."""

from_enum_name: dict[str, DType] = {dtype.enum_name: dtype for dtype in _by_anything.values()}
"""DTypes by their name in graph definitions: `from_enum_name["DT_FLOAT"]`."""


@export("as_dtype", "dtypes.as_dtype")
def as_dtype(type_value: Any) -> DType:
    """Finds the DType that a value stands for.

    Args:
      type_value: A DType, its name, its number, a NumPy dtype or scalar type, one of the Python
        types `float`, `bool` and `object`, or an object whose `dtype` is a NumPy dtype.

    Returns:
      The DType.

    Raises:
      TypeError: The value stands for no DType (Python's `int`, `complex` and `str` do not).

    Example:
        >>> as_dtype("float"), as_dtype(np.dtype("S3")), as_dtype(np.zeros(2))
        (tf.float32, tf.string, tf.float64)

    Source: `tf.dtypes.as_dtype`.
    """
    if type(type_value) is DType:
        return type_value
    try:
        return _by_anything[type_value]
    except (KeyError, TypeError):
        pass
    try:
        numpy_dtype = type_value if isinstance(type_value, np.dtype) else type_value.dtype
        return _by_scalar_type[np.dtype(numpy_dtype).type]
    except (AttributeError, KeyError, TypeError):
        raise TypeError(
            f"Cannot convert the argument `type_value`: {type_value!r} to a TensorFlow DType."
        ) from None
