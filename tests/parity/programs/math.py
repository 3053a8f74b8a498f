"""Element-wise mathematics: arithmetic, functions, comparison, logic, bits, casts, clipping."""

# %% the same functions under several names
names = "abs acos acosh add add_n argmax argmin asin asinh atan atan2 atanh cos cosh cumsum divide "
names += "equal exp floor greater greater_equal less less_equal logical_and logical_not logical_or "
names += "maximum minimum multiply negative not_equal pow reduce_all reduce_any reduce_logsumexp "
names += "reduce_max reduce_mean reduce_min reduce_prod reduce_sum round scalar_mul sigmoid sign "
names += "sin sinh sqrt square subtract tan tanh truediv"
[name for name in names.split() if getattr(tf, name) is not getattr(tf.math, name)]
absent = "log rsqrt ceil floordiv mod real imag conj angle is_nan reciprocal erf lgamma log1p expm1"
[name for name in absent.split() if hasattr(tf, name)]
tf.math.sigmoid is tf.nn.sigmoid and tf.math.tanh is tf.nn.tanh
tf.math.top_k is tf.nn.top_k and tf.math.in_top_k is tf.nn.in_top_k
tf.math.l2_normalize is tf.nn.l2_normalize is tf.linalg.l2_normalize
tf.cast is tf.dtypes.cast and tf.saturate_cast is tf.dtypes.saturate_cast
tf.complex is tf.dtypes.complex
tf.math.mod is tf.math.floormod
hasattr(tf.math, "truncatediv") or hasattr(tf.math, "logical_xor") and hasattr(tf, "logical_xor")

# %% functions of two tensors that broadcast
pairs = [((), ()), ((2,), ()), ((2, 1), (3,)), ((2, 1, 2), (3, 1)), ((0,), (1,)), ((2, 0), (2, 1))]
functions = [tf.add, tf.subtract, tf.multiply, tf.divide, tf.maximum, tf.minimum, tf.pow]
functions += [tf.math.squared_difference, tf.math.floordiv, tf.math.floormod, tf.atan2]
for one, other in pairs:
    x = tf.constant(np.arange(1, 1 + np.prod(one), dtype=np.float32).reshape(one))
    y = tf.constant(np.linspace(-1.5, 2, int(np.prod(other)), dtype=np.float32).reshape(other))
    for function in functions:
        show(function(x, y))

# %% functions of two tensors, on every dtype
names = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
names += ["float16", "bfloat16", "float32", "float64", "complex64", "complex128", "bool"]
functions = [tf.maximum, tf.minimum, tf.math.squared_difference, tf.math.divide_no_nan]
functions += [tf.truncatediv, tf.truncatemod, tf.math.multiply_no_nan]
# TensorFlow answers these with the list of its kernels.
unsupported = {tf.truncatediv: ("float16", "bfloat16", "complex64", "complex128")}
unsupported[tf.truncatemod] = ("float16", "bfloat16")
for name in names:
    a, b = tf.cast([7, 3, 1], name), tf.cast([2, 3, 5], name)
    for function in functions:
        if name not in unsupported.get(function, ()):
            attempt(function, a, b)

# %% functions of one tensor, on floats
values = [0.0, -0.0, 0.25, -0.5, 1.0, -1.0, 2.5, -3.75, 100.0, np.inf, -np.inf, np.nan]
functions = "abs acos acosh asin asinh atan atanh ceil cos cosh digamma exp expm1 floor"
functions += " is_finite is_inf is_nan lgamma log log1p negative reciprocal reciprocal_no_nan rint"
functions += " round rsqrt sigmoid sign sin sinh sqrt square tan tanh erfinv bessel_i0e bessel_i1e"
for function in functions.split():
    for dtype in [tf.float32, tf.float64]:
        show(getattr(tf.math, function)(tf.constant(values, dtype)))
for dtype in [tf.float32, tf.float64]:
    x = tf.constant([0.0, 0.25, -0.5, 1.0, -1.0, 2.5, -3.75, 30.0, np.nan], dtype)
    show(tf.math.erf(x), tf.math.erfc(x))

# %% functions of one tensor, on halves  [rtol=1e-2]
values = [0.0, -0.0, 0.25, -0.5, 1.0, -1.0, 2.5, -3.75, np.inf, -np.inf, np.nan]
functions = "abs acos acosh asin asinh atan atanh ceil cos cosh erf exp floor"
functions += " is_finite is_inf is_nan log log1p negative reciprocal"
functions += " round rsqrt sigmoid sign sin sinh sqrt square tan tanh"
for function in functions.split():
    for dtype in [tf.float16, tf.bfloat16]:
        show(getattr(tf.math, function)(tf.constant(values, dtype)))

# %% functions of one tensor, on complex numbers
values = [0.5 + 0.25j, -1.5 + 2j, 0.25 + 1j, -2 - 0.5j, 3 - 0.5j]
functions = "abs acos acosh asin asinh atan atanh cos cosh exp expm1 log log1p negative reciprocal"
functions += " reciprocal_no_nan rsqrt sigmoid sign sin sinh sqrt square tan tanh"
for function in functions.split():
    for dtype in [tf.complex64, tf.complex128]:
        show(getattr(tf.math, function)(tf.constant(values, dtype)))

# %% functions of one tensor, on integers
functions = "abs acos asin atan ceil cos cosh digamma erf erfinv exp expm1 floor is_finite is_nan "
functions += "lgamma log log1p negative rint round rsqrt sigmoid sign sin sinh sqrt square tan tanh"
for function in functions.split():
    attempt(getattr(tf.math, function), tf.constant([-2, 3]))

# %% functions of Python data
tf.exp(1)
tf.exp(1.0)
tf.exp([0.0, 1.0])
tf.sqrt([4])
tf.square([1, 2])
tf.square([[1.5], [2]])
tf.square(np.array([1.5]))
tf.square(np.float64(3))
tf.abs(-3)
tf.abs([-1.5])
tf.sin("a")
tf.abs("a")
tf.square(["a"])
tf.negative(True)
tf.exp(None)
tf.exp([[1.0], [2.0, 3.0]])
tf.sigmoid([0.0])
tf.math.log([1.0, np.e])
tf.square(tf.Variable([2.0]))
tf.square([tf.constant(1.0), tf.constant(2.0)])
tf.square()
tf.square(1, 2, 3)

# %% add
tf.add(1, 2)
tf.add(1, 2.5)
tf.add(1.5, 2)
tf.add(1.0, tf.constant(1.0, tf.float64))
tf.add(tf.constant(1), 2.5)
tf.add([1, 2], [3, 4])
tf.add("a", "b")
tf.add(["a", "b"], "c")
tf.add(tf.constant(["a"]), tf.constant(["b", "c"]))
tf.add([1, 2], [1, 2, 3])
tf.add(1, "a")
tf.add(None, 1)
tf.add(True, False)
tf.add(tf.Variable(1.0), 2)
tf.add(np.array([1.0]), 1)
tf.add(x=1, y=2, name="sum")

# %% subtract and multiply
tf.subtract(1, 2.5)
tf.subtract(1.5, 2)
tf.subtract(1.0, tf.constant(1.0, tf.float64))
tf.subtract("a", "b")
tf.multiply(2, 2.5)
tf.multiply(2.5, 2)
tf.multiply(2, tf.constant([1.5]))
tf.multiply([1, 2], [[1], [2]])
tf.multiply(tf.constant([1.0]), tf.constant([1]))
tf.multiply([True], [True])
tf.multiply([1, 2], [1, 2, 3])
tf.subtract(tf.zeros([2, 3]), tf.zeros([3, 2]))
tf.math.scalar_mul(2, tf.constant([1.5]))
tf.math.scalar_mul([2], tf.constant([1.5]))
tf.math.scalar_mul(2.5, tf.constant([1]))
tf.math.scalar_mul(2, [1])

# %% quotients
tf.divide(7, 2)
tf.divide(7.0, 2)
tf.divide(7, 2.0)
tf.divide(tf.constant(7), 2)
tf.divide(tf.constant(7.0), tf.constant(2))
tf.divide(1.0, tf.constant(4.0, tf.float64))
tf.divide(tf.constant(1.0), 4, name="quarter")
tf.truediv(7, 2)
tf.truediv(True, True)
tf.truediv("a", "b")
tf.truediv(tf.constant(1, tf.int8), tf.constant(3, tf.int8))
tf.truediv(1 + 1j, 2)
tf.math.floordiv(7, 2)
tf.math.floordiv(-7, 2)
tf.math.floordiv(7.5, 2)
tf.math.floordiv(7, 2.5)
tf.math.floordiv([7.0, -7.0, np.inf, 0.0], [0.0, 0.0, 2.0, 0.0])
tf.math.floormod([7, -7, 7, -7], [3, 3, -3, -3])
tf.math.floormod([7.5, -7.5, 1.0, -1.0, np.inf], [2.0, 2.0, np.inf, np.inf, 2.0])
tf.math.mod([-6.0, 6.0], [3.0, -3.0])
tf.math.floordiv([1, 2], [1, 0])
tf.math.floormod(tf.constant([1, 2], tf.int64), 0)
tf.truncatediv([7, -7, 7, -7], [2, 2, -2, -2])
tf.truncatemod([7, -7, 7, -7], [3, 3, -3, -3])
tf.truncatediv([7.5, -7.5], 2.0)
tf.truncatemod([7.5, -7.5], 2.0)
tf.truncatediv([1], [0])
tf.truncatemod([1], [0])
tf.realdiv([1.0, 0.0], [4.0, 0.0])
tf.math.divide_no_nan([1.0, 0.0, 3.0], [0.0, 0.0, 2.0])
tf.math.divide_no_nan(1, 2)
tf.math.divide_no_nan(1, 0)
tf.math.divide_no_nan(1.0, tf.constant(2.0, tf.float64))
tf.math.divide_no_nan(tf.constant(1.0), tf.constant(2.0, tf.float64))
tf.math.divide_no_nan("a", "b")
tf.math.divide_no_nan([1.0, 2.0, 3.0], [1.0, 2.0])
tf.math.multiply_no_nan([np.inf, np.nan, 2.0], [0.0, 0.0, 3.0])
tf.math.multiply_no_nan([1], [2])
tf.math.reciprocal_no_nan([2.0, 0.0])
tf.math.reciprocal_no_nan([2])
tf.math.xlogy([0.0, 1.0, 2.0, 0.0], [0.0, 0.0, 3.0, np.nan])
tf.math.xlog1py([0.0, 1.0, 2.0], [-1.0, -1.0, 3.0])
tf.math.xdivy([0.0, 1.0, 2.0], [0.0, 0.0, 4.0])
tf.math.xlogy(1, 2)

# %% powers
tf.pow([2, 3], 2)
tf.pow([2.0, 3.0], [[1], [2]])
tf.pow(tf.constant([-2, 0, 2], tf.int8), tf.constant([7, 0, 8], tf.int8))
tf.pow(2, [-1])
tf.pow(2.0, tf.constant(3))
tf.pow([0.0, 0.0, -8.0, 4.0, np.inf, np.nan], [0.0, -1.0, 1 / 3, 0.5, 0.0, 0.0])
tf.pow(1j, 2)
tf.pow(tf.constant(2.0, tf.float16), 3)
tf.pow("a", 2)
tf.pow(True, 2)
tf.pow([1.0, 2.0], [1.0, 2.0, 3.0])

# %% maximum and minimum
tf.maximum([1.0, np.nan, 3.0, -0.0, 0.0], [np.nan, 2.0, 3.0, 0.0, -0.0])
tf.minimum([1.0, np.nan, 3.0, -0.0, 0.0], [np.nan, 2.0, 3.0, 0.0, -0.0])
tf.maximum(1, 2.5)
tf.maximum(2.5, 1)
tf.maximum([1, 2], tf.constant([1.5, 2.5]))
tf.maximum(1j, 2j)
tf.minimum("a", "b")
tf.maximum([1, 2], [1, 2, 3])
tf.minimum(True, False)

# %% sums of several tensors
tf.add_n([1.0, 2.0])
tf.add_n([[1, 2], [3, 4], [5, 6]])
tf.add_n([tf.constant(3)])
tf.add_n(tf.ones([3, 2]))
tf.add_n((tf.Variable(1.0), tf.constant(2.0)))
tf.add_n([])
tf.add_n(5)
tf.add_n([None, 1])
tf.add_n([1, 2.0])
tf.add_n([tf.constant(1), tf.constant(2.0)])
tf.add_n([[1, 2], [3]])
tf.add_n(["a", "b"])
tf.add_n([True, False])
tf.math.accumulate_n([[1, 2], [3, 4]])
tf.math.accumulate_n([])
tf.math.accumulate_n([1, 2.0])
tf.math.accumulate_n([[1, 2], [3]])
tf.math.accumulate_n([1, 2], tensor_dtype=tf.float32)
tf.math.accumulate_n([1, 2], shape=[2])
tf.math.polyval([1, 2, 3], 2)
tf.math.polyval([1.0, 2.0], [[1.0], [2.0]])
tf.math.polyval([], [2.0, 3.0])
tf.math.polyval((1, 2), 2)

# %% rounding
values = [0.5, 1.5, 2.5, -0.5, -1.5, 0.49999997, 1e10, -0.2, np.nan, np.inf]
for dtype in [tf.float16, tf.bfloat16, tf.float32, tf.float64]:
    for function in [tf.round, tf.floor, tf.math.ceil]:
        show(function(tf.constant(values, dtype)))
tf.math.rint(values)
tf.round([1, 2])
tf.floor([1])
tf.math.ceil(1j)
tf.math.nextafter([1.0, 0.0, -1.0], [2.0, -1.0, 0.0])
tf.math.nextafter(tf.constant(1.0, tf.float64), tf.constant(2.0, tf.float64))
tf.math.nextafter(np.inf, 0.0)

# %% special functions of one tensor  [rtol=2e-5]
values = [0.1, 0.5, 1.0, 1.5, 2.0, 3.7, 10.0]
for function in ["lgamma", "digamma", "bessel_i0", "bessel_i1", "bessel_i0e", "bessel_i1e"]:
    for dtype in [tf.float32, tf.float64]:
        show(getattr(tf.math, function)(tf.constant(values, dtype)))
for function in ["expint", "spence", "dawsn", "fresnel_sin", "fresnel_cos"]:
    for dtype in [tf.float32, tf.float64]:
        show(getattr(tf.math.special, function)(tf.constant(values, dtype)))
tf.math.lgamma([0.0, -1.0, -0.5, -2.5])
tf.math.digamma([0.0, -1.0, -0.5, -2.5])
tf.math.erfinv([-1.0, -0.5, 0.0, 0.9, 1.0, 2.0])
tf.math.erfcinv([0.0, 0.5, 1.0, 1.9, 2.0])
tf.math.ndtri([0.0, 0.025, 0.5, 0.975, 1.0, 2.0])
tf.math.special.bessel_i0 is tf.math.bessel_i0

# %% special functions of several tensors  [rtol=1e-4]
tf.math.igamma([0.5, 1.0, 3.0, 0.0, -1.0], [0.5, 2.0, 0.0, 1.0, 1.0])
tf.math.igammac([0.5, 1.0, 3.0, 0.0, -1.0], [0.5, 2.0, 0.0, 1.0, 1.0])
tf.math.igamma([[1.0], [2.0]], [1.0, 2.0, 3.0])
tf.math.betainc([1.0, 2.0], [3.0, 0.5], [0.25, 0.75])
tf.math.betainc([1.0, 2.0], 1.0, 0.5)
tf.math.betainc([1.0, 2.0], [1.0], [0.5])
tf.math.polygamma([0.0, 1.0, 2.0], [1.0, 2.0, 0.5])
tf.math.polygamma(1.0, [1.0, 2.0])
tf.math.polygamma([1.5, -1.0], [1.0, 2.0])
tf.math.zeta([2.0, 3.0, 1.5], [1.0, 2.0, 0.5])
tf.math.zeta([1.0, 2.0], [1.0, -1.0])
tf.math.lbeta([1.0, 3.0])
tf.math.lbeta([[1.0, 2.0, 3.0], [0.5, 0.5, 0.5]])
tf.math.lbeta([])
tf.math.lbeta(1.0)
tf.math.igamma(1, 2)

# %% parts of complex numbers
z = tf.constant([1 + 2j, -3.0, 0j, -1j])
tf.math.real(z)
tf.math.imag(z)
tf.math.conj(z)
tf.math.angle(z)
tf.abs(z)
tf.sign(z)
tf.math.real(tf.cast(z, tf.complex64))
tf.math.angle(tf.cast(z, tf.complex64))
tf.math.real([1.5, 2])
tf.math.real([1, 2])
tf.math.real("a")
tf.math.imag([1.5, 2])
tf.math.imag([1, 2])
tf.math.conj([1.5])
tf.math.conj("a")
tf.math.conj(tf.constant("a"))
tf.math.conj(True)
tf.math.angle([1.5, -2.0, 0.0])
tf.math.angle([1, -2])
tf.complex(1.0, 2.0)
tf.complex([1.0, 2.0], 3.0)
tf.complex(tf.constant([1.0], tf.float64), tf.constant([2.0], tf.float64))
tf.complex(1, 2)
tf.complex(1.0, tf.constant(2.0, tf.float64))
tf.complex([1.0, 2.0], [1.0, 2.0, 3.0])
tf.math.is_nan(z)
tf.math.squared_difference(z, tf.constant([1j, 1j, 1j, 1j]))

# %% comparison
tf.equal([1, 2], [1, 3])
tf.equal([1.0, np.nan], [1.0, np.nan])
tf.equal("a", ["a", "b"])
tf.equal(True, [True, False])
tf.equal(1j, [1j, 1])
tf.equal(1, 1.0)
tf.equal(1.0, 1)
tf.equal([1, 2], [1, 2, 3])
tf.equal([], [])
tf.not_equal([1, 2], [1, 3])
tf.not_equal(["a"], "b")
tf.not_equal([1, 2], [1, 2, 3])
tf.not_equal(tf.zeros([2, 2]), tf.zeros([2, 2]))
tf.less([1, 2, 3], 2)
tf.less_equal([1, 2, 3], 2)
tf.greater([1.0, 2.0, np.nan], 2.0)
tf.greater_equal([[1], [2]], [1, 2, 3])
tf.less(1j, 2j)
tf.less("a", "b")
tf.greater(True, False)
tf.less([1, 2], [1, 2, 3])
tf.less(tf.constant(1), tf.constant(1.0))
tf.less(tf.constant(1), 1.5)
tf.less(None, 1)
tf.greater_equal(np.arange(3), 1)

# %% logic
a, b = [True, True, False, False], [True, False, True, False]
tf.logical_and(a, b)
tf.logical_or(a, b)
tf.logical_not(a)
tf.math.logical_xor(a, b)
tf.logical_and([[True], [False]], [True, False])
tf.logical_and(1, True)
tf.logical_or([1.0], [True])
tf.logical_not(1)
tf.logical_not(tf.constant(1))
tf.logical_and(tf.constant([True]), tf.constant([1]))
tf.logical_and([True, False], [True, False, True])
tf.math.logical_xor([True, False], [True, False, True])
tf.math.logical_xor(True, 1)

# %% bits
for name in ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]:
    a, b = tf.cast([6, 255, 1, 0], name), tf.cast([3, 1, 7, 2], name)
    show(tf.bitwise.bitwise_and(a, b), tf.bitwise.bitwise_or(a, b), tf.bitwise.bitwise_xor(a, b))
    show(tf.bitwise.invert(a), tf.bitwise.left_shift(a, b), tf.bitwise.right_shift(a, b))
tf.bitwise.left_shift([1, 1, 1, -1], [31, 32, -1, 40])
tf.bitwise.right_shift([-8, 8, -8], [1, -1, 40])
tf.bitwise.bitwise_and([1, 2], [[3], [4]])
tf.bitwise.bitwise_and(1.0, 2.0)
tf.bitwise.invert(True)
tf.bitwise.bitwise_or([1, 2], [1, 2, 3])
tf.bitwise.left_shift(1, 2.0)

# %% cast from every dtype to every dtype
names = ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
names += ["float16", "bfloat16", "float32", "float64", "complex64", "complex128"]
for source in names:
    x = tf.cast([0, 1, 2, 100, 255], source)
    for target in names:
        show(tf.cast(x, target))

# %% cast of what does not fit
values = [1.9, -1.9, 300.7, -300.7, 70000.5, 3e9, -3e9, 5e9, 1e19, np.inf, -np.inf, np.nan]
for name in ["bool", "int8", "int16", "uint16", "int32", "int64", "uint64"]:
    show(tf.cast(tf.constant(values, tf.float64), name))
for name in ["int32", "int64", "uint64", "float16", "bfloat16"]:
    show(tf.cast(tf.constant(values), name))
for name in ["int8", "uint8", "int16", "uint16", "uint32", "float16", "float32", "bool"]:
    show(tf.cast([-1, 128, 300, 70000, 16777217, -(2**31)], name))
tf.cast(tf.constant([2**62 + 1, -(2**62) - 1]), tf.float32)
tf.cast([2.5 + 3j, -1j], tf.int32)
tf.cast([2.5 + 3j, -1j], tf.bool)

# %% cast of other things
tf.cast(3, tf.float32)
tf.cast([1, 2.5], tf.int32)
tf.cast([1.5], float)
tf.cast([1.5], "float64")
tf.cast([1.5], np.int16)
tf.cast([True, False], tf.float32)
tf.cast(np.array([1.5, 2.5]), tf.int32)
tf.cast(tf.Variable([1.5]), tf.int32)
v = tf.Variable([1.5])
tf.cast(v, tf.float32) is v
x = tf.constant([1.5])
tf.cast(x, tf.float32) is x
tf.cast(tf.constant("a"), tf.string)
tf.cast("1", tf.int32)
tf.cast(1, tf.string)
tf.cast(None, tf.int32)
tf.cast([1], "nope")
tf.cast([1.5], int)
tf.cast(1, None)
tf.cast([[1], [2, 3]], tf.int32)
tf.cast([], tf.int32)
tf.cast(x, dtype=tf.float64, name="double")

# %% cast that loses the imaginary part  [stderr]
tf.cast([1 + 2j], tf.float32)
tf.cast(tf.constant([1 + 2j], tf.complex64), tf.float64)
tf.cast([1 + 2j], tf.int32)
tf.saturate_cast([1 + 2j], tf.float32)

# %% cast that saturates
tf.saturate_cast([300.0, -300.0, 1.5], tf.uint8)
tf.saturate_cast([300, -300, 5], tf.int8)
tf.saturate_cast([3e9, -3e9], tf.int32)
tf.saturate_cast(tf.constant([1e300, -1e300], tf.float64), tf.float32)
tf.saturate_cast(tf.constant([1e300, 7.0], tf.float64), tf.int64)
tf.saturate_cast(tf.constant([-5, 5], tf.int64), tf.uint8)
tf.saturate_cast([1 + 2j], tf.complex64)
tf.saturate_cast([True], tf.int8)
tf.saturate_cast([1], tf.bool)

# %% clip by value
tf.clip_by_value([1.0, 5.0, 9.0], 2.0, 8.0)
tf.clip_by_value([1, 5, 9], 2, 8)
tf.clip_by_value([1, 5], 2.0, 3.0)
tf.clip_by_value([[1.0, 5.0], [9.0, 2.0]], [2.0, 3.0], [[8.0], [4.0]])
tf.clip_by_value(5.0, [1.0, 2.0], 3.0)
tf.clip_by_value([1.0, np.nan, np.inf], 0.0, 1.0)
tf.clip_by_value([1.0, 2.0], 3.0, 0.0)
tf.clip_by_value(tf.constant([1, 2], tf.int64), 0, 1)
tf.clip_by_value([1.0, 2.0], [1.0, 2.0, 3.0], 5.0)
tf.clip_by_value("a", "b", "c")

# %% clip by norm
tf.clip_by_norm([3.0, 4.0], 2.0)
tf.clip_by_norm([3.0, 4.0], 10)
tf.clip_by_norm([3.0, 4.0], -2.0)
tf.clip_by_norm([0.0, 0.0], 2.0)
tf.clip_by_norm([[3.0, 4.0], [1.0, 0.0]], 2.0, axes=1)
tf.clip_by_norm([[3.0, 4.0], [1.0, 0.0]], 2.0, axes=[0])
tf.clip_by_norm([3.0, 4.0], tf.constant(2.0))
tf.clip_by_norm([3.0, 4.0], [1.0, 2.0])
tf.clip_by_norm([3, 4], 2)
tf.linalg.global_norm([[3.0], [4.0]])
tf.linalg.global_norm([[3.0], None])
tf.linalg.global_norm([])
tf.linalg.global_norm(3.0)
tf.linalg.global_norm([[3], [4]])
tf.clip_by_global_norm([[3.0], [4.0]], 2.0)
tf.clip_by_global_norm([[3.0], None], 5)
tf.clip_by_global_norm([tf.constant([3.0]), tf.constant([[4.0]])], 10.0)
tf.clip_by_global_norm([[3.0], [4.0]], 2.0, use_norm=tf.constant(10.0))
tf.clip_by_global_norm([[3.0], [np.inf]], 2.0)
tf.clip_by_global_norm(3.0, 1.0)
tf.math.l2_normalize([3.0, 4.0])
tf.math.l2_normalize([0.0, 0.0])
tf.math.l2_normalize([[3.0, 4.0], [6.0, 8.0]], axis=1)
tf.math.l2_normalize([[3.0, 4.0], [6.0, 8.0]], axis=0, epsilon=100.0)
tf.math.l2_normalize([3j, 4])
tf.math.l2_normalize([3, 4])

# %% rows of a larger tensor
slices = tf.IndexedSlices(tf.constant([[3.0, 4.0]]), tf.constant([1]), tf.constant([3, 2]))
tf.cast(slices, tf.float64)
tf.math.scalar_mul(2.0, slices)
tf.clip_by_value(slices, 0.0, 3.5)
tf.clip_by_norm(slices, 1.0)
tf.linalg.global_norm([slices, None])
tf.clip_by_global_norm([slices, tf.constant([1.0])], 1.0)
tf.add_n([slices, slices])
tf.square(slices)
tf.reduce_sum(slices)
slices * 2

# %% gradients of functions of one tensor  [rtol=2e-5]
names = "abs acos acosh asin asinh atan atanh cos cosh erf erfc exp expm1 lgamma log log1p "
names += "negative reciprocal reciprocal_no_nan rsqrt sigmoid sign sin sinh sqrt square tan tanh"
for name in names.split():
    x = tf.constant([0.3, 0.7, 0.0, 1.0, -0.5, 2.0])
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = getattr(tf.math, name)(x)
        first = inner.gradient(y, x)
    show(first, outer.gradient(first, x, unconnected_gradients="zero"))
for name in ["floor", "ceil", "round", "rint"]:
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = getattr(tf.math, name)(x)
    show(tape.gradient(y, x))

# %% gradients of special functions  [rtol=1e-4]
x = tf.constant([0.3, 0.7, 1.5])
for name in ["digamma", "erfinv", "ndtri", "bessel_i0", "bessel_i1", "bessel_i0e", "bessel_i1e"]:
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = getattr(tf.math, name)(x)
    show(tape.gradient(y, x))
a = tf.constant([1.0, 2.0, 3.0])
for name in ["zeta", "polygamma", "igamma", "igammac"]:
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = getattr(tf.math, name)(a, x)
    show(tape.gradient(y, x))

# %% gradients of functions of two tensors  [rtol=2e-6]
x = tf.constant([2.0, 3.0, 1.0, 0.5, 2.5])
y = tf.constant([2.0, 1.0, 3.0, 2.5, 0.5])
names = "add subtract multiply divide maximum minimum pow squared_difference divide_no_nan "
names += "multiply_no_nan xlogy xlog1py xdivy atan2 floormod floordiv"
for name in names.split():
    with tf.GradientTape(persistent=True) as outer:
        outer.watch([x, y])
        with tf.GradientTape() as inner:
            inner.watch([x, y])
            z = getattr(tf.math, name)(x, y)
        first = inner.gradient(z, [x, y])
    show(first)
    if first[0] is not None:
        for gradient in first:
            show(outer.gradient(gradient, [x, y], unconnected_gradients="zero"))

# %% gradients of functions of two tensors at corners  [rtol=2e-6]
x = tf.constant([0.0, 0.0, 4.0, -2.0, 2.0, np.inf])
y = tf.constant([0.0, 2.0, 0.0, 3.0, 2.0, 1.0])
names = "divide maximum minimum pow divide_no_nan multiply_no_nan xlogy xlog1py xdivy floormod"
for name in names.split():
    with tf.GradientTape() as tape:
        tape.watch([x, y])
        z = getattr(tf.math, name)(x, y)
    show(tape.gradient(z, [x, y]))

# %% gradients that are summed where shapes broadcast
x, y = tf.constant([[1.0], [2.0]]), tf.constant([3.0, 4.0, 5.0])
functions = [tf.add, tf.subtract, tf.multiply, tf.divide, tf.maximum, tf.pow]
for function in functions + [tf.math.squared_difference]:
    with tf.GradientTape() as tape:
        tape.watch([x, y])
        z = function(x, y)
    show(tape.gradient(z, [x, y]))
    with tf.GradientTape() as tape:
        tape.watch(x)
        z = function(2.0, x)
    show(tape.gradient(z, x))

# %% gradients of powers
x = tf.constant([0.0, 1.0, -2.0, 3.0])
for exponent in [0.0, 0.5, 1.0, 2.0, 3.0, -1.0]:
    with tf.GradientTape(persistent=True) as second:
        second.watch(x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = x**exponent
        first = tape.gradient(y, x)
    show(first, second.gradient(first, x, unconnected_gradients="zero"))
for base in [-2.0, 0.0, 2.0]:
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = base**x
    show(tape.gradient(y, x))

# %% gradients of complex functions
z = tf.constant([1 + 2j, -0.25 - 0.5j, 3 - 1j])
functions = "square exp sin log sqrt conj reciprocal tanh negative"
for name in functions.split():
    with tf.GradientTape() as tape:
        tape.watch(z)
        y = getattr(tf.math, name)(z)
    show(tape.gradient(y, z))
zero = tf.constant([0j, 3 - 4j])
for function in [tf.abs, tf.math.real, tf.math.imag]:
    with tf.GradientTape() as tape:
        tape.watch(zero)
        y = function(zero)
    gradient = tape.gradient(y, zero)
    show(tf.math.real(gradient), tf.abs(tf.math.imag(gradient)))
with tf.GradientTape() as tape:
    tape.watch(z)
    y = tf.math.angle(z)
tape.gradient(y, z)
parts = tf.constant([1.0, 2.0]), tf.constant([3.0, 4.0])
with tf.GradientTape() as tape:
    tape.watch(parts)
    y = tf.abs(tf.complex(*parts))
tape.gradient(y, parts)
with tf.GradientTape() as tape:
    tape.watch([z, zero])
    y = z * tf.constant(2j) + z / tf.constant([1j, 2.0, 1 - 1j])
tape.gradient(y, z)

# %% gradients of casts and clipping
x = tf.constant([-1.0, 0.0, 0.5, 1.0, 3.0])
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    double = tf.cast(x, tf.float64)
    complex_numbers = tf.cast(x, tf.complex64)
    back = tf.cast(tf.cast(x, tf.int32), tf.float32)
    same = tf.cast(x, tf.float32)
    clipped = tf.clip_by_value(x, 0.0, 1.0)
    by_norm = tf.clip_by_norm(x, 1.0)
    by_global_norm = tf.clip_by_global_norm([x, 2 * x], 1.0)[0]
    normalized = tf.math.l2_normalize(x)
    total = tf.add_n([x, x, 2 * x])
    saturated = tf.saturate_cast(x, tf.float16)
for y in [double, complex_numbers, back, same, clipped, by_norm, by_global_norm]:
    show(tape.gradient(y, x))
for y in [normalized, total, saturated]:
    show(tape.gradient(y, x))
zeros = tf.zeros([2])
with tf.GradientTape(persistent=True) as tape:
    tape.watch(zeros)
    norm = tf.clip_by_norm(zeros, 1.0)
    normalized = tf.math.l2_normalize(zeros)
tape.gradient(norm, zeros)
tape.gradient(normalized, zeros)

# %% operations in a graph


def operations(x, n):
    tf.add(x, 1.0)
    tf.subtract(2.0, x)
    tf.multiply(x, x, name="product")
    tf.divide(x, 2.0)
    tf.truediv(n, 2)
    tf.math.floordiv(n, 2)
    tf.math.floormod(n, 2)
    tf.pow(x, 2.0)
    tf.abs(x)
    tf.sign(x)
    tf.round(x)
    tf.sigmoid(x)
    tf.square(x)
    tf.cast(x, tf.int32)
    tf.add_n([x, x])
    tf.clip_by_value(x, 0.0, 1.0)
    tf.math.divide_no_nan(x, 2.0)
    tf.math.multiply_no_nan(x, 2.0)
    tf.math.reciprocal_no_nan(x)
    tf.math.xlogy(x, x)
    tf.math.erfinv(x)
    tf.math.logical_xor(x > 0.0, x < 1.0)
    tf.equal(n, 1)
    tf.complex(x, x)
    tf.math.scalar_mul(2.0, x)
    tf.math.l2_normalize(x, axis=1)
    tf.saturate_cast(x, tf.uint8)
    return x


signature = [tf.TensorSpec([None, 3], name="x"), tf.TensorSpec([], tf.int32, name="n")]
graph = tf.function(operations, autograph=False).get_concrete_function(*signature).graph
for operation in graph.get_operations():
    show(f"{operation.name} = {operation.type}({', '.join(t.name for t in operation.inputs)})")

# %% wrong operands in a graph
with tf.Graph().as_default():
    a, b = tf.constant([1, 2, 3]), tf.constant([1.0, 2.0])
    attempt(lambda: a + b)
    attempt(lambda: a + 2.5)
    attempt(lambda: 2.5 + a)
    attempt(lambda: a * 2.5)
    attempt(lambda: a / 2.5)
    attempt(lambda: tf.add(a, b))
    attempt(lambda: tf.multiply(b, [1.0, 2.0, 3.0]))
    attempt(lambda: tf.exp(a))
    attempt(lambda: tf.exp(1))
    attempt(lambda: tf.maximum(a, [1, 2]))
    attempt(lambda: tf.logical_and(a, True))
    attempt(lambda: tf.cast(a, "nope"))
    attempt(lambda: tf.add_n([a, [1, 2]]))
    attempt(lambda: a & 1.5)
