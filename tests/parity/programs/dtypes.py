"""DType objects: names, attributes, conversions, errors."""

# %% reprs and strings
names = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
names += ["float16", "bfloat16", "float32", "float64", "complex64", "complex128", "string"]
for name in [*names, "half", "double", "resource", "variant", "qint8", "quint8", "qint32"]:
    show(getattr(tf, name))
    print(getattr(tf, name), repr(getattr(tf, name)))
[tf.float32, tf.int32]
f"{tf.float32} {tf.float32!r}"
f"{tf.float32:>20}"

# %% attributes
names = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
names += ["float16", "bfloat16", "float32", "float64", "complex64", "complex128", "string"]
for name in names:
    dtype = getattr(tf, name)
    show([dtype.name, dtype.size, dtype.as_datatype_enum, dtype.as_numpy_dtype])
    show([dtype.is_floating, dtype.is_integer, dtype.is_unsigned, dtype.is_complex, dtype.is_bool])
    show([dtype.is_quantized, dtype.is_numpy_compatible, dtype.base_dtype, dtype.real_dtype])
    attempt(lambda: dtype.min)
    attempt(lambda: dtype.max)
    attempt(lambda: dtype.limits)
tf.float32.is_numeric
tf.float32.no_such_attribute
tf.float32.name = "x"

# %% equality and hashing
tf.float32 == tf.float32
tf.float32 == "float32"
tf.float32 == np.float32
tf.float32 == np.dtype("float32")
tf.float32 == float
tf.float32 == tf.float64
tf.float32 == "no such dtype"
tf.float32 == 1
tf.float32 == None
tf.float32 != tf.float64
tf.float32 != "float32"
tf.float32 != 3
tf.float32 is tf.as_dtype("float32")
tf.float16 is tf.half
tf.float64 is tf.double
tf.float32 in [tf.float64, tf.float32]
{tf.float32: 1, tf.int32: 2}[tf.as_dtype("int32")]
hash(tf.float32) == hash(tf.as_dtype("float32"))
tf.int32 < tf.int64
isinstance(tf.float32, tf.DType)
isinstance(tf.float32, tf.dtypes.DType)
type(tf.float32)

# %% as_dtype
for value in ["float32", "half", "double", "int64", "string", "bool", np.int16, np.float64]:
    show(tf.as_dtype(value))
for value in [np.dtype("uint8"), np.dtype(">i4"), np.bool_, bool, float, tf.int8, 1, 3, 7, 14]:
    attempt(tf.as_dtype, value)
for value in [np.object_, np.dtype("U3"), np.dtype("S"), np.str_, np.bytes_, object]:
    attempt(tf.as_dtype, value)
for value in [int, str, complex, bytes, None, "float", "int", 0, 1000, -1, 1.5, [], "float128"]:
    attempt(tf.as_dtype, value)
tf.dtypes.as_dtype("float32")
tf.as_dtype()
tf.as_dtype(np.array([1.0]).dtype)
tf.as_dtype(tf.constant(1).dtype)

# %% is_compatible_with
tf.float32.is_compatible_with(tf.float32)
tf.float32.is_compatible_with(tf.float64)
tf.float32.is_compatible_with("float32")
tf.float32.is_compatible_with(np.float32)
tf.int32.is_compatible_with(int)

# %% dtypes of arrays and their tensors
for name in ["bool", "int8", "uint64", "float16", "float64", "complex64"]:
    dtype = tf.as_dtype(name)
    show(np.zeros(1, dtype.as_numpy_dtype).dtype.name, tf.zeros(1, dtype).numpy().dtype.name)
np.zeros(2, tf.float32.as_numpy_dtype)
np.array([1, 2], dtype=tf.float64.as_numpy_dtype)
tf.constant([1.5], tf.bfloat16).numpy().dtype.name
tf.constant(["a"]).numpy().dtype
np.zeros(2, tf.float32)
np.dtype(tf.int32)

# %% the tf.dtypes module
tf.dtypes.float32 is tf.float32
tf.dtypes.cast([1.7], tf.int32)
tf.dtypes.complex(1.0, 2.0)
tf.dtypes.saturate_cast([300.0, -300.0, 1.5], tf.int8)
tf.dtypes.saturate_cast([300, -1], tf.uint8)
tf.saturate_cast([1e6], tf.float16)

# %% results of Python and NumPy scalars
for value in [1, 1.5, True, "a", 1j, np.int8(1), np.uint16(1), np.float16(1), np.float64(1)]:
    show(tf.constant(value).dtype, tf.Variable(value).dtype)
for array in [np.arange(2), np.ones(2), np.array([True]), np.array([1j]), np.array(["a"])]:
    show(tf.constant(array).dtype)
