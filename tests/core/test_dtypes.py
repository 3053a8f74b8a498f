"""DTypes: facts recorded from TensorFlow 2.21."""

import copy
import pickle

import ml_dtypes
import numpy as np
import pytest

from tfcourse.core import dtypes
from tfcourse.core.dtypes import DType, as_dtype, from_enum_name, from_numpy

# number, name, enum name, size, real dtype, flags in the order of FLAGS
FLAGS = ("floating", "integer", "unsigned", "complex", "bool", "numeric", "numpy_compatible")
FACTS = [
    (1, "float32", "DT_FLOAT", 4, "float32", "1000011"),
    (2, "float64", "DT_DOUBLE", 8, "float64", "1000011"),
    (3, "int32", "DT_INT32", 4, "int32", "0100011"),
    (4, "uint8", "DT_UINT8", 1, "uint8", "0110011"),
    (5, "int16", "DT_INT16", 2, "int16", "0100011"),
    (6, "int8", "DT_INT8", 1, "int8", "0100011"),
    (7, "string", "DT_STRING", 0, "string", "0000001"),
    (8, "complex64", "DT_COMPLEX64", 8, "float32", "0001011"),
    (9, "int64", "DT_INT64", 8, "int64", "0100011"),
    (10, "bool", "DT_BOOL", 1, "bool", "0000101"),
    (11, "qint8", "DT_QINT8", 1, "qint8", "0000001"),
    (12, "quint8", "DT_QUINT8", 1, "quint8", "0000001"),
    (13, "qint32", "DT_QINT32", 4, "qint32", "0000001"),
    (14, "bfloat16", "DT_BFLOAT16", 2, "bfloat16", "1000011"),
    (15, "qint16", "DT_QINT16", 2, "qint16", "0000001"),
    (16, "quint16", "DT_QUINT16", 2, "quint16", "0000001"),
    (17, "uint16", "DT_UINT16", 2, "uint16", "0110011"),
    (18, "complex128", "DT_COMPLEX128", 16, "float64", "0001011"),
    (19, "float16", "DT_HALF", 2, "float16", "1000011"),
    (20, "resource", "DT_RESOURCE", 0, "resource", "0000000"),
    (21, "variant", "DT_VARIANT", 0, "variant", "0000000"),
    (22, "uint32", "DT_UINT32", 4, "uint32", "0110011"),
    (23, "uint64", "DT_UINT64", 8, "uint64", "0110011"),
    (24, "float8_e5m2", "DT_FLOAT8_E5M2", 1, "float8_e5m2", "1000001"),
    (25, "float8_e4m3fn", "DT_FLOAT8_E4M3FN", 1, "float8_e4m3fn", "1000001"),
    (26, "float8_e4m3fnuz", "DT_FLOAT8_E4M3FNUZ", 1, "float8_e4m3fnuz", "1000001"),
    (27, "float8_e4m3b11fnuz", "DT_FLOAT8_E4M3B11FNUZ", 1, "float8_e4m3b11fnuz", "1000001"),
    (28, "float8_e5m2fnuz", "DT_FLOAT8_E5M2FNUZ", 1, "float8_e5m2fnuz", "1000001"),
    (29, "int4", "DT_INT4", 1, "int4", "0100001"),
    (30, "uint4", "DT_UINT4", 1, "uint4", "0110001"),
    (31, "int2", "DT_INT2", 1, "int2", "0100001"),
    (32, "uint2", "DT_UINT2", 1, "uint2", "0110001"),
    (33, "float4_e2m1fn", "DT_FLOAT4_E2M1FN", 1, "float4_e2m1fn", "1000001"),
]


@pytest.mark.parametrize("enum, name, enum_name, size, real_dtype, flags", FACTS)
def test_facts(enum, name, enum_name, size, real_dtype, flags):
    dtype = getattr(dtypes, name)
    assert dtype is DType(enum) is as_dtype(name) is as_dtype(enum) is from_enum_name[enum_name]
    assert (repr(dtype), str(dtype)) == (f"tf.{name}", f"<dtype: '{name}'>")
    assert (dtype.name, dtype.as_datatype_enum, hash(dtype)) == (name, enum, enum)
    assert (dtype.size, dtype.real_dtype.name, dtype.base_dtype) == (size, real_dtype, dtype)
    assert "".join(str(int(getattr(dtype, f"is_{flag}"))) for flag in FLAGS) == flags
    assert dtype.is_quantized == (dtype in dtypes.QUANTIZED_DTYPES)
    assert copy.deepcopy(dtype) is copy.copy(dtype) is pickle.loads(pickle.dumps(dtype)) is dtype
    reference = as_dtype(name + "_ref")
    assert (reference.as_datatype_enum, reference.base_dtype) == (enum + 100, dtype)
    assert reference != dtype
    assert dtype.is_compatible_with(reference) and not reference.is_compatible_with(dtype)


@pytest.mark.parametrize(
    "value, expected",
    [
        ("float", "float32"),
        ("double", "float64"),
        ("half", "float16"),
        (True, "float32"),
        (1.0, "float32"),
        (float, "float32"),
        (bool, "bool"),
        (object, "string"),
        (np.float32, "float32"),
        (np.dtype(">f4"), "float32"),
        (np.dtype("S3"), "string"),
        (np.dtype("U"), "string"),
        (np.dtype(object), "string"),
        (np.dtypes.StringDType(), "string"),
        (np.str_, "string"),
        (np.bytes_, "string"),
        (np.dtype([("qint8", "i1")]), "qint8"),
        (ml_dtypes.bfloat16, "bfloat16"),
        (np.dtype(ml_dtypes.int4), "int4"),
        (np.longlong, "int64"),
        (np.ulonglong, "uint64"),
        (np.array([1.0]), "float64"),
        (np.int64(1), "float32"),
        (np.float64(300.0), "float64"),
    ],
)
def test_as_dtype(value, expected):
    dtype = getattr(dtypes, expected)
    assert as_dtype(value) is dtype
    assert dtype.__eq__(value) is True
    assert dtype.__ne__(value) is False
    assert dtypes.variant != value


@pytest.mark.parametrize(
    "value",
    [
        *("int", "str", "f4", "foo", "DT_FLOAT", b"float32", 0, 999, False, 2.5, None, slice(1)),
        *(int, complex, str, bytes, list, np.longdouble, np.void, np.generic),
        *(np.dtype([("a", "i4")]), [], [1], {}),
    ],
    ids=repr,
)
def test_no_dtype(value):
    with pytest.raises(TypeError) as error:
        as_dtype(value)
    expected = f"Cannot convert the argument `type_value`: {value!r} to a TensorFlow DType."
    assert str(error.value) == expected
    assert dtypes.float32 != value


def test_equality_from_the_other_side():
    assert np.float32 == dtypes.float32
    assert np.dtype("float32") == dtypes.float32
    assert np.dtype("float32") != dtypes.int32
    assert dtypes.float32 == 1
    assert {dtypes.float32: "found"}[1] == "found"


def test_unknown_number():
    with pytest.raises(
        TypeError, match=r"^999 does not correspond to a valid tensorflow::DataType$"
    ):
        DType(999)


@pytest.mark.parametrize(
    "name, smallest, largest, limits",
    [
        ("int32", -2147483648, 2147483647, (0, 2147483647)),
        ("int8", -128, 127, (0, 127)),
        ("uint64", 0, 18446744073709551615, (0, 18446744073709551615)),
        ("int4", -8, 7, None),
        ("float32", np.float32(-3.4028235e38), np.float32(3.4028235e38), (0, 1)),
        ("float16", np.float16(-65504), np.float16(65504), None),
        ("bfloat16", ml_dtypes.finfo("bfloat16").min, ml_dtypes.finfo("bfloat16").max, None),
        ("float8_e5m2", -57344, 57344, None),
    ],
)
def test_range(name, smallest, largest, limits):
    dtype = getattr(dtypes, name)
    assert (dtype.min, dtype.max) == (smallest, largest)
    assert isinstance(dtype.min, int if dtype.is_integer else dtype.as_numpy_dtype)
    if limits is not None:
        assert dtype.limits == limits
    else:
        with pytest.raises(ValueError, match=f"^<dtype: '{name}'> does not have defined limits.$"):
            _ = dtype.limits


@pytest.mark.parametrize(
    "name, detail",
    [
        ("string", " with type <dtype: 'string'>"),
        ("bool", " with type <dtype: 'bool'>"),
        ("complex64", " with type <dtype: 'complex64'>"),
        ("qint8", " with quantized type <dtype: 'qint8'>"),
        ("resource", ""),
    ],
)
def test_no_range(name, detail):
    dtype = getattr(dtypes, name)
    with pytest.raises(TypeError) as error:
        _ = dtype.min
    assert str(error.value) == f"Cannot find minimum value of <dtype: '{name}'>{detail}."
    with pytest.raises(TypeError) as error:
        _ = dtype.max
    assert str(error.value) == f"Cannot find maximum value of <dtype: '{name}'>{detail}."


def test_numpy_types():
    assert dtypes.float32.as_numpy_dtype is np.float32
    assert dtypes.string.as_numpy_dtype is object
    assert dtypes.int32.numpy_dtype == np.dtype("int32")
    assert dtypes.resource.numpy_dtype is None
    with pytest.raises(KeyError, match="20"):
        _ = dtypes.resource.as_numpy_dtype
    with pytest.raises(TypeError, match=r"^Cannot interpret 'tf.float32' as a data type"):
        np.zeros(2, dtypes.float32)


def test_from_numpy():
    assert from_numpy[np.dtype("float64")] is dtypes.float64
    assert from_numpy[np.dtype("U7")] is dtypes.string
    assert np.dtype("U7") in from_numpy
    with pytest.raises(TypeError, match="to a TensorFlow DType"):
        from_numpy[np.dtype("datetime64[s]")]


def test_short_names():
    names = [dtype.short_name for dtype in (dtypes.float32, dtypes.float64, dtypes.float16)]
    assert names == ["float", "double", "half"]


def test_subtypes():
    assert dtypes.float32.is_subtype_of(dtypes.float32)
    assert dtypes.float32.most_specific_common_supertype([dtypes.float32]) is dtypes.float32
    assert dtypes.float32.most_specific_common_supertype([dtypes.int32]) is None


def test_unchangeable():
    with pytest.raises(AttributeError):
        dtypes.float32.name = "other"
    with pytest.raises(AttributeError):
        del dtypes.float32.name
