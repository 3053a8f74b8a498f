"""Reductions over axes, cumulative sums, segments, positions, counts."""

# %% every reduction over every axis
x = tf.constant(np.arange(1, 25, dtype=np.float32).reshape(2, 3, 4) * [1, -1, 0.5, 2])
functions = [tf.reduce_sum, tf.reduce_mean, tf.reduce_max, tf.reduce_min, tf.reduce_prod]
functions += [tf.reduce_logsumexp, tf.math.reduce_std, tf.math.reduce_variance]
functions += [tf.math.reduce_euclidean_norm, tf.math.count_nonzero]
x = tf.cast(x, tf.float32)
for function in functions:
    for axis in [None, 0, -1, [0, 2], (1,), []]:
        show(function(x, axis=axis))
    show(function(x, 1, True), function(x, keepdims=True), function(x, axis=[-2, 0], keepdims=True))

# %% ranks 0 to 2
functions = [tf.reduce_sum, tf.reduce_mean, tf.reduce_max, tf.reduce_prod, tf.reduce_logsumexp]
functions += [tf.math.reduce_std, tf.math.reduce_euclidean_norm, tf.math.count_nonzero]
for function in functions:
    show(function(tf.constant(2.5)), function(tf.constant(2.5), axis=[], keepdims=True))
    show(function(tf.constant([2.5, -1.0])), function(tf.constant([[2.5, -1.0]]), axis=0))
    attempt(function, tf.constant(2.5), axis=0)
    show(function([1.0, 2.0, 4.0]), function([[1.0, 2.0], [3.0, 4.0]], axis=1))

# %% forms of axes
x = tf.constant([[1, 2, 3], [4, 5, 6]])
tf.reduce_sum(x, axis=tf.constant(0))
tf.reduce_sum(x, axis=tf.constant([0, 1], tf.int64))
tf.reduce_sum(x, axis=np.array([1]))
tf.reduce_sum(x, axis=np.int64(1))
tf.reduce_sum(x, axis=range(2))
tf.reduce_sum(x, axis=[[0, 1]])
tf.reduce_sum(x, [0], keepdims=1)
tf.reduce_sum(x, keepdims=None)
tf.reduce_sum(input_tensor=x, axis=-2, keepdims=True, name="total")
tf.reduce_sum(tf.Variable([1.0, 2.0]))
tf.reduce_sum(np.array([[1.5], [2.5]]), 0)
tf.reduce_sum([tf.constant(1.0), tf.constant(2.0)])
tf.reduce_sum(5)
tf.reduce_sum([[]])

# %% wrong axes
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
for function in [tf.reduce_sum, tf.reduce_mean, tf.reduce_max, tf.reduce_logsumexp]:
    attempt(function, x, axis=2)
    attempt(function, x, axis=-3)
    attempt(function, x, axis=[0, 0])
    attempt(function, x, axis=[0, -2])
    attempt(function, x, axis=1.5)
    attempt(function, x, axis="a")
    attempt(function, [1.0, 2.0], axis=3)
tf.reduce_sum(x, axis=tf.constant(3))
tf.reduce_sum(x, axis=[None])
tf.reduce_sum(x, axis=True)

# %% wrong values
for function in [tf.reduce_sum, tf.reduce_mean, tf.reduce_max, tf.reduce_min, tf.reduce_prod]:
    attempt(function, ["a", "b"])
    attempt(function, [True, False])
    attempt(function, tf.constant([True, False]))
    attempt(function, None)
    attempt(function, [[1], [2, 3]])
tf.reduce_max([1j])
tf.reduce_all([1, 0])
tf.reduce_any(tf.constant([1.0]))
tf.math.reduce_std([1, 2])
tf.math.reduce_variance(tf.constant([True]))
tf.reduce_logsumexp([1, 2])
tf.math.reduce_euclidean_norm(["a"])

# %% every dtype
names = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
names += ["float16", "bfloat16", "float32", "float64", "complex64", "complex128"]
for name in names:
    x = tf.cast([[7, 3, 1], [2, 100, 5]], name)
    show(tf.reduce_sum(x), tf.reduce_mean(x, 0), tf.reduce_prod(x, 1), tf.math.count_nonzero(x))
    attempt(tf.reduce_max, x, 1)
    attempt(tf.reduce_min, x, 0)
for name in ["float16", "float32", "float64", "complex64", "complex128"]:
    x = tf.cast([[7, 3, 1], [2, 4, 5]], name)
    show(tf.math.reduce_euclidean_norm(x, 1))
    show(tf.math.reduce_std(x, 1), tf.math.reduce_variance(x))

# %% integers
tf.reduce_mean([1, 2, 4])
tf.reduce_mean([-1, -2, -4])
tf.reduce_mean(tf.constant([200, 100], tf.uint8))
tf.reduce_mean(tf.constant([100, 100, 100], tf.int8))
tf.reduce_sum(tf.constant([100, 100], tf.int8))
tf.reduce_prod([100000, 100000])
tf.reduce_sum([2**31 - 1, 1])
tf.reduce_max(tf.constant([-(2**63), 2**63 - 1]))
tf.math.reduce_euclidean_norm([3, 4])

# %% empty tensors
functions = [tf.reduce_sum, tf.reduce_mean, tf.reduce_max, tf.reduce_min, tf.reduce_prod]
functions += [tf.reduce_logsumexp, tf.math.reduce_std, tf.math.count_nonzero]
for function in functions:
    show(function(tf.zeros([0])), function(tf.zeros([2, 0]), 1), function(tf.zeros([0, 3]), 0))
    show(function(tf.zeros([0, 3]), 1), function(tf.zeros([2, 0]), 0, True))
for function in functions[:5]:
    show(function(tf.zeros([0], tf.int32)), function(tf.zeros([2, 0], tf.uint8), 1))
tf.reduce_all(tf.zeros([0], tf.bool))
tf.reduce_any(tf.zeros([0], tf.bool))
tf.reduce_sum([])
tf.reduce_max([])

# %% not a number and infinities
x = tf.constant([[1.0, np.nan, 3.0], [np.inf, 2.0, 1.0], [-np.inf, np.inf, 0.0]])
functions = [tf.reduce_sum, tf.reduce_mean, tf.reduce_max, tf.reduce_min, tf.reduce_prod]
functions += [tf.reduce_logsumexp, tf.math.reduce_std, tf.math.count_nonzero]
for function in functions:
    show(function(x, 1), function(x))
tf.reduce_logsumexp([-np.inf, -np.inf])
tf.reduce_logsumexp([1000.0, 1000.0])
tf.reduce_logsumexp([-1000.0, -1000.0])

# %% logic
x = tf.constant([[True, False], [True, True]])
for function in [tf.reduce_all, tf.reduce_any]:
    show(function(x), function(x, 0), function(x, 1, keepdims=True), function(x, []))
tf.reduce_all([True, True])
tf.reduce_any(tf.constant(False))
tf.reduce_all(x, axis=2)
tf.reduce_any(x > tf.constant([[False]]))
tf.math.count_nonzero(x)
tf.math.count_nonzero(["", "a", "b"])
tf.math.count_nonzero([0, 1, 0], dtype=tf.int32)
tf.math.count_nonzero([[0.0, 1.0]], axis=1, keepdims=True)

# %% many values  [rtol=1e-5]
x = tf.cast(np.linspace(-3, 5, 5000).reshape(50, 100), tf.float32)
for function in [tf.reduce_sum, tf.reduce_mean, tf.math.reduce_std, tf.reduce_logsumexp]:
    show(function(x), function(x, 0)[:5], function(x, 1)[:5])

# %% positions of extremes
x = tf.constant([[3.0, 7.0, 7.0], [9.0, -1.0, -1.0]])
for function in [tf.argmax, tf.argmin]:
    show(function(x), function(x, 1), function(x, axis=-1, output_type=tf.int32))
    show(function([2, 5, 5, 1]), function([True, False]), function([1.0, np.nan, 0.5]))
    show(function([np.nan, 1.0]), function([np.nan, np.nan]), function([np.inf, -np.inf]))
    show(
        function(tf.zeros([0, 2]), 1), function(x, tf.constant(1)), function(x, output_type="int32")
    )
    attempt(function, x, 2)
    attempt(function, x, -3)
    attempt(function, [1, 2], 5)
    attempt(function, 5)
    attempt(function, tf.zeros([0]))
    attempt(function, tf.zeros([2, 0]), 1)
    attempt(function, x, 1.0)
    attempt(function, ["a"])
    attempt(function, [1j])
    attempt(function, x, output_type=tf.float32)
    attempt(function, x, [0, 1])
    attempt(function, x, tf.constant(0, tf.int8))
for name in ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "float16", "float64"]:
    show(tf.argmax(tf.cast([1, 3, 2], name)), tf.argmin(tf.cast([1, 3, 2], name)))

# %% cumulative sums
x = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
for function in [tf.cumsum, tf.math.cumprod, tf.math.cumulative_logsumexp]:
    for axis in [0, 1, -1]:
        for exclusive in [False, True]:
            for reverse in [False, True]:
                show(function(x, axis, exclusive, reverse))
    attempt(function, x, 2)
    attempt(function, [1.0], -2)
    attempt(function, 3.0)
    attempt(function, tf.constant([True]))
    attempt(function, ["a"])
    show(function(tf.zeros([0])), function(tf.zeros([2, 0]), 1), function(tf.zeros([0, 2]), 1))
for name in ["int8", "uint8", "int32", "int64", "float16", "float64", "complex64"]:
    show(tf.cumsum(tf.cast([1, 2, 100], name)), tf.math.cumprod(tf.cast([1, 2, 100], name)))
tf.cumsum([1, 2, 3])
tf.cumsum([[1], [2]], axis=tf.constant(0))
tf.math.cumulative_logsumexp([1, 2])
tf.math.cumulative_logsumexp([-1000.0, -1000.0])

# %% segments of sorted rows
data = tf.constant([[1.0, 2.0], [3.0, -4.0], [5.0, 6.0], [7.0, 8.0]])
ids = [[0, 0, 1, 1], [0, 1, 1, 3], [2, 2, 2, 2]]
names = ["segment_sum", "segment_mean", "segment_prod", "segment_max", "segment_min"]
for name in names:
    function = getattr(tf.math, name)
    show(*[function(data, item) for item in ids])
    show(function([5, 7, 1], [0, 1, 1]))
    attempt(function, [1, 2, 3], [1, 0, 2])
    attempt(function, [1, 2, 3], [0, 1])
    attempt(function, [1, 2, 3], [[0, 1, 2]])
    attempt(function, [1.0, 2.0], [0.0, 1.0])
    attempt(function, ["a"], [0])
    attempt(function, 3, [0])
tf.math.segment_sum([], tf.constant([], tf.int32))
tf.math.segment_sum([1, 2, 3], [-1, 0, 1])
tf.math.segment_sum(tf.constant([1, 2]), tf.constant([0, 0], tf.int64))

# %% segments of unsorted elements
data = tf.constant([[1.0, 2.0], [3.0, -4.0], [5.0, 6.0]])
names = ["sum", "mean", "prod", "max", "min", "sqrt_n"]
for name in names:
    function = getattr(tf.math, "unsorted_segment_" + name)
    show(function(data, tf.constant([2, 0, 2]), 4), function(data, tf.constant([1, -1, 0]), 2))
    show(function(data, tf.constant([[0, 1], [1, 0], [2, 2]]), 3))
    show(function(tf.constant([1.0, 2.0]), tf.constant([1, 1]), num_segments=tf.constant(3)))
    attempt(function, data, tf.constant([0, 1]), 2)
    attempt(function, data, tf.constant([0, 1, 7]), 3)
tf.math.unsorted_segment_sum([1, 2, 3], [2, 0, 2], 4)
tf.math.unsorted_segment_max([1, 2, 3], [2, 0, 2], 4)
tf.math.unsorted_segment_min([1, 2, 3], [2, 0, 2], 4)
tf.math.unsorted_segment_prod([1, 2, 3], [2, 0, 2], 4)
tf.math.unsorted_segment_mean([1, 2, 4], [2, 0, 2], 4)
tf.math.unsorted_segment_sum([1, 2], [0, 1], -1)
tf.math.unsorted_segment_sum([1, 2], [0, 1], [2])
tf.math.unsorted_segment_sum(["a"], [0], 1)
tf.math.unsorted_segment_sum([1.0], [0.5], 1)

# %% the largest elements
x = tf.constant([[1.0, 5.0, 3.0, 5.0], [-1.0, 0.0, -2.0, -0.5]])
tf.math.top_k(x)
tf.math.top_k(x, 3)
tf.math.top_k(x, k=2).values
tf.math.top_k([1, 3, 2], 2)
values, indices = tf.nn.top_k([4, 9, 7], 2)
show(values, indices)
tf.math.top_k([1.0, np.nan, 3.0, np.inf], 4)
tf.math.top_k(x, 0)
tf.math.top_k(x, tf.constant(2))
tf.math.top_k([1, 3], 1, index_type=tf.int64)
tf.math.top_k([1, 3, 2], 4)
tf.math.top_k([1, 3, 2], -1)
tf.math.top_k(3)
tf.math.top_k(["a"], 1)
tf.math.top_k([True], 1)
tf.math.top_k([1, 3], 1.5)
for name in ["int8", "uint8", "int64", "float16", "float64"]:
    show(tf.math.top_k(tf.cast([3, 1, 2], name), 2).values)
tf.math.in_top_k([1, 0], [[0.1, 0.9], [0.2, 0.8]], 1)
tf.math.in_top_k([1, 0, 2], [[0.1, 0.9, 0.0], [0.2, 0.7, 0.1], [0.3, 0.3, 0.4]], k=2)
tf.math.in_top_k([1, 5, -1], [[0.5, 0.5]] * 3, 1)
tf.math.in_top_k([1, 0], [[np.nan, 0.9], [0.2, np.inf]], 1)
tf.math.in_top_k([1], [[0.1, 0.9], [0.2, 0.8]], 1)
tf.nn.in_top_k(predictions=[[0.1, 0.9]], targets=[1], k=1)

# %% counts
tf.math.bincount([1, 1, 3])
tf.math.bincount([])
tf.math.bincount(tf.constant([], tf.int32), minlength=2)
tf.math.bincount([1, 1, 3], minlength=6)
tf.math.bincount([1, 1, 3], maxlength=2)
tf.math.bincount([1, 5], minlength=2, maxlength=4)
tf.math.bincount([1, 1, 3], weights=[0.5, 1.0, 2.0])
tf.math.bincount([1, 1, 3], weights=[1, 2, 3])
tf.math.bincount([1, 1, 3], dtype=tf.int64)
tf.math.bincount([1, 1, 3], dtype=tf.float32)
tf.math.bincount([1, 1, 3], binary_output=True)
tf.math.bincount([[1, 1], [3, 0]])
tf.math.bincount([[1, 1], [3, 0]], axis=-1)
tf.math.bincount([[1, 1], [3, 0]], axis=0)
tf.math.bincount([[1, 1], [3, 0]], axis=-1, binary_output=True)
tf.math.bincount([[1, 1], [3, 0]], axis=-1, weights=[[1.0, 2.0], [3.0, 4.0]])
tf.math.bincount([[1, 1], [3, 0]], axis=1)
tf.math.bincount([1.0, 2.7])
tf.math.bincount(3)
tf.math.bincount([-1, 1])
tf.math.bincount([1, 2], weights=[1.0])
tf.math.bincount([1, 2], weights=[1.0, 2.0], binary_output=True)
tf.math.bincount(["a"])
tf.math.bincount(tf.constant([1, 1], tf.int64))

# %% confusion matrices
tf.math.confusion_matrix([1, 2, 4], [2, 2, 4])
tf.math.confusion_matrix([1, 2], [2, 2], num_classes=5)
tf.math.confusion_matrix([1, 2], [2, 2], 3, weights=[0.5, 2.0])
tf.math.confusion_matrix([1, 2], [2, 2], weights=[0.5, 2.0], dtype=tf.float32)
tf.math.confusion_matrix([[1], [2]], [2, 2])
tf.math.confusion_matrix([0, 1], [[1], [1]])
tf.math.confusion_matrix([0.0, 1.7], [1, 0])
tf.math.confusion_matrix(np.array([0, 1, 1]), tf.constant([0, 1, 0]), dtype=tf.int64)
tf.math.confusion_matrix([1, 2], [2, 2], num_classes=2)
tf.math.confusion_matrix([1, 1], [0, 2], num_classes=2)
tf.math.confusion_matrix([-1, 2], [2, 2])
tf.math.confusion_matrix([1, 2], [2, -2])
tf.math.confusion_matrix([1, 2], [2, 2, 1])

# %% histograms
values = [-1.0, 0.0, 1.5, 2.0, 5.0, 15.0]
tf.histogram_fixed_width(values, [0.0, 5.0], 5)
tf.histogram_fixed_width(values, [0.0, 5.0], nbins=2)
tf.histogram_fixed_width([[1, 2], [3, 4]], [0, 5], 5)
tf.histogram_fixed_width(values, [0.0, 5.0], 5, dtype=tf.int64)
tf.histogram_fixed_width(tf.constant(values, tf.float64), tf.constant([0.0, 5.0], tf.float64), 3)
tf.histogram_fixed_width([1.0, 2.0], [5.0, 0.0], 5)
tf.histogram_fixed_width([1.0, 2.0], [0.0, 5.0], 0)
tf.histogram_fixed_width([1.0, np.nan], [0.0, 5.0], 5)
tf.histogram_fixed_width_bins(values, [0.0, 5.0], 5)
tf.histogram_fixed_width_bins([[1.0, 2.0], [3.0, 4.5]], [0.0, 5.0], nbins=10)
tf.histogram_fixed_width_bins([1.0, 2.0], [0.0, 5.0], 0)
tf.histogram_fixed_width(values, [0.0, 10.0])[:20]

# %% order
tf.math.is_non_decreasing([1, 1, 2])
tf.math.is_non_decreasing([1, 3, 2])
tf.math.is_strictly_increasing([1, 1])
tf.math.is_strictly_increasing([1.0, 2.0])
tf.math.is_non_decreasing([])
tf.math.is_strictly_increasing([5])
tf.math.is_non_decreasing([[1, 2], [3, 4]])

# %% gradients of reductions
x = tf.constant([[1.0, 2.0, 2.0], [3.0, 1.0, 0.0]])
functions = [tf.reduce_sum, tf.reduce_mean, tf.reduce_max, tf.reduce_min, tf.reduce_prod]
functions += [tf.reduce_logsumexp, tf.math.reduce_std, tf.math.reduce_variance]
functions += [tf.math.reduce_euclidean_norm]
for function in functions:
    for axis in [None, 1, [0]]:
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = function(x, axis)
        show(tape.gradient(y, x))
for function in [tf.reduce_any, tf.argmax, tf.math.count_nonzero]:
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.cast(function(x if function is not tf.reduce_any else x > 0), tf.float32)
    show(tape.gradient(y, x))

# %% second derivatives of reductions
x = tf.constant([1.0, 2.0, 3.0])
functions = [tf.reduce_mean, tf.reduce_max, tf.reduce_prod, tf.reduce_logsumexp]
functions += [tf.math.reduce_std, tf.math.reduce_variance, tf.math.reduce_euclidean_norm]
for function in functions:
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = function(x) ** 2
        first = inner.gradient(y, x)
    show(outer.gradient(first, x))

# %% gradients at corners
for values in [[0.0, 0.0], [0.0, 2.0, 3.0], [0.0, 0.0, 3.0], [5.0]]:
    x = tf.constant(values)
    for function in [
        tf.reduce_prod,
        tf.math.reduce_euclidean_norm,
        tf.math.reduce_std,
        tf.reduce_max,
    ]:
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = function(x)
        show(tape.gradient(y, x))
x = tf.constant([1.0, np.nan, 3.0])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.reduce_sum(x)
tape.gradient(y, x)
x = tf.zeros([0, 2])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.reduce_sum(x, 0)
tape.gradient(y, x)

# %% gradients of cumulative functions
x = tf.constant([2.0, 0.0, 3.0, 1.0])
weights = tf.constant([1.0, 10.0, 100.0, 1000.0])
for function in [tf.cumsum, tf.math.cumprod, tf.math.cumulative_logsumexp]:
    for exclusive in [False, True]:
        for reverse in [False, True]:
            with tf.GradientTape() as tape:
                tape.watch(x)
                y = function(x, exclusive=exclusive, reverse=reverse)
                if function is tf.math.cumulative_logsumexp and exclusive:
                    y = y[1:3]
                else:
                    y = y * weights
            show(tape.gradient(y, x))

# %% gradients of segments
x = tf.constant([[1.0, 2.0], [1.0, 0.0], [0.0, 0.0], [3.0, 4.0]])
weights = tf.constant([[1.0], [10.0], [100.0]])
for name in ["segment_sum", "segment_mean", "segment_max", "segment_min"]:
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = weights[:2] * getattr(tf.math, name)(x, [0, 0, 1, 1])
    show(tape.gradient(y, x))
for name in ["sum", "mean", "prod", "max", "min", "sqrt_n"]:
    with tf.GradientTape() as tape:
        tape.watch(x)
        ids = tf.constant([0, 0, 2, 0])
        y = weights * getattr(tf.math, "unsorted_segment_" + name)(x, ids, 3)
    show(tape.gradient(y, x))

# %% gradients of the largest elements
x = tf.constant([[1.0, 5.0, 3.0, 5.0], [-1.0, 0.0, -2.0, -0.5]])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.math.top_k(x, 2).values * [1.0, 10.0]
tape.gradient(y, x)

# %% reductions in a graph


def operations(x):
    show(tf.reduce_sum(x), tf.reduce_mean(x, 1), tf.reduce_max(x, [0, 2], keepdims=True))
    show(tf.reduce_prod(x, -1), tf.math.reduce_std(x, 0), tf.reduce_logsumexp(x, 2))
    show(tf.argmax(x, 1), tf.cumsum(x, 1), tf.math.top_k(x).indices)
    show(tf.math.reduce_variance(x), tf.math.count_nonzero(x, 0), tf.reduce_all(x > 0.0, [1]))
    show(tf.reduce_mean(x, name="average"), tf.math.unsorted_segment_sum(x[0], [0, 1, 0], 2))
    return x


signature = [tf.TensorSpec([None, 3, 2], name="x")]
graph = tf.function(operations, autograph=False).get_concrete_function(*signature).graph
for operation in graph.get_operations():
    show(f"{operation.name} = {operation.type}({', '.join(t.name for t in operation.inputs)})")

# %% wrong operands in a graph
with tf.Graph().as_default():
    x = tf.constant([[1.0, 2.0]])
    attempt(tf.reduce_sum, x, 1.5)
    attempt(tf.reduce_all, x)
    attempt(tf.reduce_sum, ["a"])
    attempt(tf.reduce_max, tf.constant([True]))
    attempt(tf.argmax, x, 1.0)
    attempt(tf.argmin, ["a"])
    attempt(tf.math.reduce_std, [1, 2])

# %% sums of segments by the root of their sizes
tf.math.unsorted_segment_sqrt_n([1.0, 2.0, 3.0, 4.0], [2, 0, 2, 0], 4)
tf.math.unsorted_segment_sqrt_n([[1.0, 2.0], [3.0, 4.0]], [0, 0], 2)

# %% sums of negative zeros
for shape, axis in [([], None), ([1], None), ([2], None), ([1, 3], 0), ([2, 1], 1), ([9], 0)]:
    zeros = tf.zeros(shape) * -1.0
    show(tf.reduce_sum(zeros, axis), tf.reduce_mean(tf.cast(zeros, tf.float64), axis))
