"""Differences that `make fuzz` has found: each cell once answered otherwise than TensorFlow."""

# %% means of integers by segment
tf.math.segment_mean(tf.constant([-2, -1, 7, -8], tf.int32), tf.constant([0, 0, 1, 1]))
tf.math.segment_mean(tf.constant([[-2], [10], [-1]], tf.int8), tf.constant([1, 1, 1]))
tf.math.segment_mean(tf.constant([3, 4], tf.int64), tf.constant([0, 0]))

# %% exponential integrals where there is none
tf.math.special.expint(tf.constant([-1.0, 0.0, -0.0, np.inf, -np.inf, np.nan]))
tf.math.special.expint(tf.constant([3e38, 1e-30, -1e-30, 80.0, 95.0]))
tf.math.special.expint(tf.constant([-1.0, 0.0, np.inf, -np.inf, np.nan, 800.0], tf.float64))

# %% saturated casts of the widest integers
tf.saturate_cast(tf.constant([10, -3, 0], tf.int64), tf.int64)
tf.saturate_cast(tf.constant([10, -3, 0], tf.int64), tf.float32)
tf.saturate_cast(tf.constant([10, -3, 0], tf.int64), tf.uint64)
tf.saturate_cast(tf.constant([10, -3, 0], tf.int64), tf.int32)

# %% zeros of both signs in order
tf.math.top_k(tf.constant([0.0, -0.0, 1.0, 0.0]), 4)
tf.argsort(tf.constant([0.0, -0.0, 1.0, 0.0]))
tf.argsort(tf.constant([0.0, -0.0, 1.0, 0.0], tf.float64), direction="DESCENDING")
tf.sort(tf.constant([0.0, -0.0, -1.0]))

# %% slopes in single precision
tf.nn.leaky_relu(tf.constant([-1.0, 1.0], tf.float64)).numpy().tolist()
tf.nn.leaky_relu(tf.constant([-1.0, 1.0], tf.float64), 0.1).numpy().tolist()
tf.nn.leaky_relu(tf.constant([-1.0, 1.0], tf.float16), 0.1).numpy().tolist()

# %% a single part
attempt(tf.split, tf.ones([2, 1]), [-1], 0)
attempt(tf.split, tf.ones([2, 1]), [3], 0)
attempt(tf.split, tf.ones([2, 1]), [-1], 5)
tf.split(tf.ones([2, 1]), [2], 0)

# %% scatter into nothing
attempt(tf.tensor_scatter_nd_add, tf.zeros([2, 0]), [[1]], tf.zeros([1, 0]))
attempt(tf.tensor_scatter_nd_max, tf.zeros([0, 2]), [[1]], tf.zeros([1, 2]))
attempt(tf.scatter_nd, [[1]], tf.zeros([1, 0]), [2, 0])
tf.tensor_scatter_nd_update(tf.zeros([2, 0]), tf.zeros([0, 1], tf.int32), tf.zeros([0, 0]))


# %% derivatives of inverse hyperbolic functions
def derivative(function, x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    return tape.gradient(y, x)


derivative(tf.math.acosh, tf.constant([-1000.0, -1.0, 0.5, 1.0, 2.0, 1e30, np.inf, np.nan]))
derivative(tf.math.asinh, tf.constant([-1000.0, -1.0, 0.0, 2.0, 1e30, np.inf, np.nan]))
derivative(tf.math.special.expint, tf.constant([-2.0, -0.3, 0.5, 3.0]))
derivative(tf.math.acosh, tf.constant([1 + 2j, -0.5 + 0.1j]))


# %% derivative of quantiles where they are infinite
x = tf.constant([0.0, 0.25, 0.5, 1.0, 2.0])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.math.ndtri(x)
tape.gradient(y, x)


# %% extremes and products by segment in a branch
@tf.function
def gradient_by_segment(x, ids, reduce):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.cond(tf.size(x) > 0, lambda: reduce(x, ids, 3), lambda: tf.zeros([3]))
    return tape.gradient(y, x)


gradient_by_segment(
    tf.constant([2.0, 1.0, 3.0]), tf.constant([0, 1, 0]), tf.math.unsorted_segment_min
)
gradient_by_segment(
    tf.constant([2.0, 1.0, 3.0]), tf.constant([0, 1, 0]), tf.math.unsorted_segment_max
)
gradient_by_segment(
    tf.constant([2.0, 1.0, 3.0]), tf.constant([0, 1, 0]), tf.math.unsorted_segment_prod
)

# %% gather from nothing
attempt(tf.gather_nd, tf.zeros([0]), tf.zeros([2, 0], tf.int32))
attempt(tf.gather_nd, tf.zeros([2, 0]), [[1]])
tf.gather_nd(tf.zeros([0]), tf.zeros([0, 1], tf.int32))

# %% no powers
tf.pow(tf.zeros([0, 3], tf.int32), tf.constant([[-5]]))
attempt(tf.pow, tf.constant([2]), tf.constant([[-5]]))

# %% squared differences of complex numbers
tf.math.squared_difference(tf.constant(7.25 + 3j), tf.constant([-1 + 0.1j, 2 + 0.5j, 7.25 + 3j]))

# %% bits of what has a shape known only at run time
counted = tf.function(lambda x, ids: tf.bitcast(tf.math.segment_sum(x, ids), tf.int32))
counted(tf.constant([1.0, 2.0, 3.0]), tf.constant([0, 0, 1]))

# %% powers of integers that wrap around
tf.pow(tf.constant([7, 3, -3, 2, 10]), 100)
tf.pow(tf.constant([7, 3, -3, 2, 10], tf.int64), 64)
tf.pow(tf.constant([7, 3, -3, 2, 10], tf.int64), tf.constant([0, 65, 2**31 - 1, 63, 40], tf.int64))


# %% gradients of rectifiers at nan and zeros
def gradient(function, *arrays):
    sources = [tf.constant(array, tf.float32) for array in arrays]
    with tf.GradientTape() as tape:
        tape.watch(sources)
        y = function(*sources)
    return tape.gradient(y, sources)


for function in (tf.nn.crelu, tf.nn.relu, tf.nn.relu6):
    show(gradient(function, [np.nan, -0.0, 0.0, 1.0, -1.0, 6.0, 7.0, np.inf, -np.inf]))

# %% derivative of digamma at infinity
x = tf.constant([np.inf, np.nan, 0.0, 1e30])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.math.digamma(x)
tape.gradient(y, x)


# %% tangents of what is computed of nothing
def tangent(function, x):
    with tf.autodiff.ForwardAccumulator(x, tf.ones_like(x)) as accumulator:
        y = function(x)
    return accumulator.jvp(y)


for shape in ([0], [0, 3], [2, 0]):
    for reduce in (tf.reduce_max, tf.reduce_min, tf.reduce_prod, tf.reduce_mean, tf.reduce_sum):
        show(tangent(reduce, tf.zeros(shape)))
    show(tangent(tf.math.reduce_variance, tf.zeros(shape)))
tangent(tf.linalg.trace, tf.zeros([2, 0]))
tangent(
    lambda x: tf.math.unsorted_segment_prod(x, tf.zeros([0], tf.int32), 2),
    tf.zeros([0]),
)


# %% tangents of extremes of segments without rows
def tangent(function, x):
    with tf.autodiff.ForwardAccumulator(x, tf.ones_like(x)) as accumulator:
        y = function(x)
    return accumulator.jvp(y)


ids = tf.constant([0, -1, 2])
tangent(lambda x: tf.math.unsorted_segment_max(x, ids, 4), tf.constant([1.0, 2.0, 3.0]))
tangent(lambda x: tf.math.unsorted_segment_min(x, ids, 4), tf.constant([1.0, 2.0, 3.0]))

# %% cross entropy of no classes
tf.nn.softmax_cross_entropy_with_logits(tf.zeros([0]), tf.zeros([0]))
tf.nn.softmax_cross_entropy_with_logits(tf.zeros([2, 0]), tf.zeros([2, 0]))

# %% a scalar repeated along its only axis
tf.repeat(tf.constant(3.0), 2, axis=0)
tf.repeat(tf.constant(3.0), [0], axis=-1)
attempt(tf.repeat, tf.constant(3.0), 2, axis=1)

# %% nothing times nan in products of matrices
tf.tensordot(tf.constant([[0.0]]), tf.constant([[np.nan, 1.0]]), 1)
tf.matmul(tf.constant([[0.0]]), tf.constant([[np.inf, 1.0]]))
tf.linalg.matvec(tf.constant([[np.nan], [1.0]]), tf.constant([0.0]))

# %% outer products of unknown shapes
outer = tf.function(
    lambda a, b: tf.tensordot(a, b, 0),
    input_signature=[tf.TensorSpec([None, None]), tf.TensorSpec([None])],
)
outer(tf.constant([[1.0, 2.0]]), tf.constant([3.0, 4.0, 5.0]))
outer(tf.zeros([2, 0]), tf.constant([3.0, 4.0, 5.0]))


# %% gradients of functions of two operands at nan, infinity and the ends of the range
def gradient(function, *arrays):
    sources = [tf.constant(array, tf.float32) for array in arrays]
    with tf.GradientTape() as tape:
        tape.watch(sources)
        y = function(*sources)
    return tape.gradient(y, sources, output_gradients=2 * tf.ones_like(y))


x, y = [np.nan, 1.0, 2.0, 1.0], [1.0, np.nan, 2.0, 3.0]
gradient(tf.maximum, x, y)
gradient(tf.minimum, x, y)
gradient(tf.math.divide_no_nan, [1e-30, 1.0, 1.0, np.inf], [1e-30, 0.0, -2.0, 3e37])
gradient(tf.math.xlogy, [3e38, 0.0, 2.0, -1.0], [3e38, 0.0, np.inf, 4.0])
gradient(tf.math.xlog1py, [3e38, 0.0, 2.0, -1.0], [3e38, -1.0, np.inf, 4.0])
gradient(tf.nn.softsign, [np.inf, -np.inf, np.nan, 1.0, -0.0])

# %% second derivative of a product that is 0 where one factor is
x, y = tf.constant([1.0, 2.0, 0.0]), tf.constant([0.0, 3.0, 5.0])
with tf.GradientTape() as outer:
    outer.watch([x, y])
    with tf.GradientTape() as tape:
        tape.watch([x, y])
        z = tf.math.multiply_no_nan(x, y)
    first = tape.gradient(z, [x, y])
outer.gradient(first, [x, y])

# %% several values for one place
x, updates = tf.constant([1.0, 2.0, 3.0]), tf.constant([4.0, 5.0, 6.0])
with tf.GradientTape(persistent=True) as outer:
    outer.watch([x, updates])
    with tf.GradientTape() as tape:
        tape.watch([x, updates])
        y = tf.tensor_scatter_nd_update(x, [[0], [1], [0]], updates) ** 2
    first = tape.gradient(y, [x, updates])
first
outer.gradient(first, [x, updates])

# %% constants put in places of constants in a function
tf.function(lambda: tf.tensor_scatter_nd_add(tf.constant([1, 2, 3]), [[0], [0]], [3, 4]))()
tf.function(lambda: tf.tensor_scatter_nd_update(tf.constant([1, 2, 3]), [[1]], [4]))()

# %% infinite extremes by segment
x = tf.constant([[np.inf, -np.inf], [np.inf, -np.inf], [1.0, 2.0]])
for reduce in (tf.math.segment_min, tf.math.segment_max):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = reduce(x, [0, 0, 2])
    show(y, tape.gradient(y, x))
tf.math.unsorted_segment_min(x, [0, 0, 2], 4)
tf.math.unsorted_segment_max(x, [0, 0, 2], 4)

# %% order of what has a rank known only at run time
for axis in (0, -1):
    ordered = tf.function(
        lambda x, axis=axis: (tf.sort(x, axis=axis), tf.argsort(x, axis=axis)),
        input_signature=[tf.TensorSpec(None)],
    )
    show(ordered(tf.constant([3.0, 1.0, 2.0])), ordered(tf.constant([[3.0, 1.0], [2.0, 5.0]])))

# %% softplus where it is the identity
tf.nn.softplus(tf.constant([2.0, 3.0, 20.0, -20.0], tf.bfloat16))
tf.nn.softplus(tf.constant([14.5, 13.5, -14.5]))

# %% gradients that are infinite, and that nearly vanish
x = tf.constant([1.0, -1.0, 0.0, -40.0])
for function in (tf.nn.relu, tf.nn.relu6, tf.math.expm1):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = function(x)
    show(tape.gradient(y, x), tape.gradient(y, x, output_gradients=np.inf * tf.ones_like(x)))


# %% tangents of what has a shape known only at run time
@tf.function
def tangent_by_segment(x, ids):
    with tf.autodiff.ForwardAccumulator(x, tf.ones_like(x)) as accumulator:
        y = tf.math.segment_prod(x, ids)
    return accumulator.jvp(y)


tangent_by_segment(tf.constant([1.0, 2.0, 3.0]), tf.constant([0, 0, 1]))

# %% gradients of roots and reciprocals that nothing comes back to
x = tf.constant([0.0, -0.0, -1.0, np.nan, np.inf, 4.0])
nothing = tf.constant([0.0, 0.0, 0.0, 0.0, 0.0, 1.0])
for function in (tf.sqrt, tf.math.rsqrt, tf.math.reciprocal):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    show(tape.gradient(y, x, output_gradients=nothing))


# %% gradients of what is chosen beside the root of nothing
def chosen(x):
    return tf.where(x > 0, tf.sqrt(x), 0.0) + tf.reduce_max(tf.sqrt(x))


def first(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = chosen(x)
    return tape.gradient(y, x)


def second(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = first(x)
    return tape.gradient(y, x)


def looped(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.while_loop(lambda i, y: i < 2, lambda i, y: (i + 1, chosen(y)), (0, x))[1]
    return tape.gradient(y, x)


x = tf.constant([0.0, 4.0, 1.0])
for function in (first, second, looped):
    show(function(x), tf.function(function)(x))

# %% gradients that are infinite, of functions that are flat
x = tf.constant([0.0, 1.0, -1.0, 0.5])
for function in (tf.tanh, tf.nn.selu, tf.square, lambda x: x**2):
    for seed in (np.inf, 3e38, 0.0):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = function(x)
        show(tape.gradient(y, x, output_gradients=tf.fill([4], seed)))

# %% gradients of squares that overflow
x = tf.constant([3e38, -3e38, 1.0])
for function in (tf.square, lambda x: x**2):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    show(tape.gradient(y, x, output_gradients=tf.constant([0.0, 0.5, 0.5])))

# %% second derivatives of cross entropy by the labels
logits, labels = tf.constant([1.0, 2.0, 0.0]), tf.constant([0.5, 0.25, 1.0])
with tf.GradientTape() as outer:
    outer.watch([logits, labels])
    with tf.GradientTape() as tape:
        tape.watch([logits, labels])
        y = tf.nn.softmax_cross_entropy_with_logits(labels, logits)
    first = tape.gradient(y, [logits, labels])
outer.gradient(first, [logits, labels], output_gradients=[logits, labels])

# %% extremes that are all infinite share their gradient
x = tf.constant([[-np.inf, -np.inf], [np.inf, np.inf], [1.0, 1.0], [np.nan, 1.0]])
for function in (tf.reduce_max, tf.reduce_min):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x, axis=1)
    show(tape.gradient(y, x))

# %% derivative of the scaled odd bessel function at nan  [rtol=1e-5]
x = tf.constant([np.nan, 0.0, 2.0])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.math.bessel_i1e(x)
tape.gradient(y, x)


# %% derivatives of products by segment with zeros and nan
def products(reduce, x):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = reduce(x)
        first = tape.gradient(y, x)
    return y, first, outer.gradient(first, x)


def by_order(x):
    return tf.math.segment_prod(x, [0, 0, 0])


for numbers in ([2.0, 0.0, 3.0], [0.0, 0.0, 3.0], [np.nan, 0.0, 0.0], [np.inf, 0.0, 2.0]):
    show(products(by_order, tf.constant(numbers)))
show(products(lambda x: tf.math.unsorted_segment_prod(x, [1, 1, 0], 2), tf.constant([2.0, 3, 4])))

# %% gradients of products and quotients that are 0 by rule
x, y = tf.constant([np.nan, np.inf, 0.0, 2.0]), tf.constant([2.0, 3.0, 4.0, 0.0])
with tf.GradientTape(persistent=True) as tape:
    tape.watch([x, y])
    product = tf.math.multiply_no_nan(x, y)
    quotient = tf.math.xdivy(x, y)
tape.gradient(product, [x, y], output_gradients=tf.constant([0.0, 0.0, np.inf, np.inf]))
tape.gradient(quotient, [x, y], output_gradients=tf.constant([1.0, 1.0, np.inf, 2.0]))

# %% powers of complex zeros
tf.pow(tf.constant([0.0, 1.0], tf.complex64), tf.constant([0.0, 0.0], tf.complex64))

# %% repeated elements of unknown shapes of rank 4
repeated = tf.function(
    lambda x: tf.repeat(x, repeats=[2]), input_signature=[tf.TensorSpec([None] * 4)]
)
repeated(tf.reshape(tf.range(6.0), [1, 2, 1, 3]))

# %% gradients of repeated elements are dense
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
for repeats in (2, [2], [1, 3]):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.repeat(x, repeats, axis=0) ** 2
    show(tape.gradient(y, x))

# %% sums of no long rows, and what is drawn by them
tf.reduce_sum(tf.zeros([0, 200]), axis=-1)
tf.reduce_mean(tf.zeros([2, 0, 128], tf.float64), axis=-1)
for dtype in (tf.float32, tf.float64):
    show(tf.random.stateless_truncated_normal([0], [1, 2], dtype=dtype))

# %% decompositions of no matrices
x = tf.zeros([0, 2, 2])
tf.linalg.det(x)
tf.linalg.inv(x)
tf.linalg.cholesky(x)
tf.linalg.lu(x)
tf.linalg.solve(x, tf.zeros([0, 2, 1]))
