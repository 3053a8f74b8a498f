"""Functions over the rows of tensors: folds, scans and maps, eager, in functions, differentiated."""

# %% foldl and foldr
x = tf.constant([1.0, 2.0, 3.0])
tf.foldl(lambda total, row: 2.0 * total + row, x)
tf.foldr(lambda total, row: 2.0 * total + row, x)
tf.foldl(lambda total, row: 2.0 * total + row, x, initializer=10.0)
tf.foldr(lambda total, row: 2.0 * total + row, x, initializer=tf.constant(10.0), name="last")
tf.foldl(lambda total, row: total + tf.reduce_sum(row), tf.ones([2, 3]), initializer=0.0)
tf.foldl(lambda product, row: product @ row, tf.reshape(tf.range(8.0), [2, 2, 2]))
tf.foldl(lambda text, row: text + row, tf.constant(["a", "b", "c"]))
tf.foldr(lambda text, row: text + row, np.array(["a", "b", "c"]), initializer="")

# %% folds in functions
x = tf.constant([1.0, 2.0, 3.0])


@tf.function
def folds(x):
    left = tf.foldl(lambda total, row: 2.0 * total + row, x)
    right = tf.foldr(lambda total, row: 2.0 * total + row, x)
    begun = tf.foldl(lambda total, row: 2.0 * total + row, x, initializer=10.0, name="begun")
    show(left, right, begun)
    print(left, right, begun)
    return left, right, begun


folds(x)
folds(x * 2.0)


@tf.function(input_signature=[tf.TensorSpec([None, 2])])
def columns(x):
    total = tf.foldl(lambda total, row: total + row, x, initializer=[0.0, 0.0])
    last = tf.foldr(tf.maximum, x)
    print(total.shape, last.shape)
    return total, last


columns(tf.ones([3, 2]))
columns([[1.0, 5.0], [4.0, 2.0]])
attempt(columns, tf.ones([0, 2]))


@tf.function
def joined(words):
    return tf.foldl(lambda text, row: text + row, words), tf.scan(lambda a, b: b + a, words)


joined(tf.constant(["a", "b", "c"]))

# %% folds of structures
x = tf.constant([1.0, 2.0, 3.0])
n = tf.constant([4, 5, 6])


def both(total, row):
    return total[0] + row[0], total[1] * row[1]


def named(total, row):
    return {"sum": total["sum"] + row[0] * row[1]["n"], "last": row[0]}


begun = {"sum": tf.constant(0.0), "last": tf.constant(-1.0)}
elements = (x, {"n": tf.cast(n, tf.float32)})
tf.foldl(both, (x, n))
tf.foldr(named, elements, initializer=begun)
tf.function(lambda: tf.foldl(both, (x, n)))()
tf.function(lambda: tf.foldr(named, elements, initializer=begun))()
tf.function(lambda: tf.scan(both, (x, n), reverse=True))()
tf.function(lambda: tf.scan(named, elements, initializer=begun))()

# %% folds of nothing
nothing = tf.zeros([0, 2])
tf.foldl(tf.add, nothing, initializer=[1.0, 2.0])
tf.scan(tf.add, nothing, initializer=tf.constant([1.0, 2.0]))
attempt(tf.foldl, tf.add, nothing)
attempt(tf.foldr, tf.add, nothing)
attempt(tf.scan, tf.add, nothing)
begun = tf.constant([1.0, 2.0])
tf.function(lambda: tf.foldr(tf.add, nothing, initializer=begun))()
tf.function(lambda: tf.scan(tf.add, nothing, initializer=begun))()


@tf.function(autograph=False)
def folded(fold):
    return fold(tf.add, nothing)


for fold in (tf.foldl, tf.foldr, tf.scan):
    attempt(folded, fold)

# %% scan
x = tf.constant([1, 2, 3, 4])
tf.scan(lambda total, row: total + row, x)
tf.scan(lambda total, row: total * 10 + row, x, reverse=True)
tf.scan(lambda total, row: total * 10 + row, x, initializer=9)
tf.scan(lambda total, row: total * 10 + row, x, initializer=np.int32(9), reverse=True)
tf.scan(lambda pair, row: (pair[1], pair[0] + pair[1]), tf.range(6), initializer=(0, 1))
tf.scan(lambda a, row: tf.matmul(row, a), tf.reshape(tf.range(8.0), [2, 2, 2]))


@tf.function
def scans(x):
    result = tf.scan(lambda total, row: total + row, x)
    back = tf.scan(lambda total, row: total * 10 + row, x, reverse=True, name="back")
    pairs = tf.scan(lambda pair, row: (pair[1], pair[0] + pair[1]), x, initializer=(0, 1))
    print(result, back, pairs)
    return result, back, pairs


scans(x)


@tf.function(input_signature=[tf.TensorSpec([None], tf.int32)])
def counted(x):
    result = tf.scan(lambda total, row: total + row, x)
    print(result.shape)
    return result


counted(x)
counted([5])
attempt(counted, tf.zeros([0], tf.int32))

# %% gradients of folds  [rtol=1e-3, atol=1e-6]
x = tf.constant([1.0, 2.0, 3.0])
w = tf.Variable(0.5)


def horner(x):
    return tf.foldl(lambda total, row: w * total + row, x)


def backwards(x):
    return tf.foldr(lambda total, row: w * total * row, x, initializer=w)


def recurrent(x):
    return tf.scan(lambda state, row: tf.tanh(w * state + row), x)


def reversed_recurrent(x):
    return tf.scan(lambda state, row: tf.sin(w * state * row), x, initializer=w, reverse=True)


for f in (horner, backwards, recurrent, reversed_recurrent):
    for g in (f, tf.function(f)):
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = g(x)
            total = tf.reduce_sum(y * y)
        show(y, tape.gradient(y, [x, w]), tape.gradient(total, [x, w]))

# %% gradients inside of functions  [rtol=1e-4, atol=1e-6]
x = tf.constant([1.0, 2.0, 3.0])
w = tf.Variable(0.5)


@tf.function
def inside(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.scan(lambda state, row: tf.tanh(w * state + row), x, initializer=w)
    return tape.gradient(y, [x, w])


inside(x)


@tf.function(input_signature=[tf.TensorSpec([None])])
def second(x):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.foldl(lambda total, row: total * row + tf.sin(row), x)
        first = tape.gradient(y, x)
    return first, outer.gradient(first, x)


second(x)
second([1.5, 2.5])


@tf.function
def mapped(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.map_fn(lambda row: row**3 * w, x)
    return y, tape.gradient(y, x), tf.gradients(y, [x])


mapped(x)

# %% jacobians of scans and maps
x = tf.constant([1.0, 2.0, 3.0])


def running(x):
    return tf.scan(lambda total, row: total * row, x)


def squares(x):
    return tf.map_fn(lambda row: row * row * x[0], x)


for f in (running, squares):
    for g in (f, tf.function(f)):
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = g(x)
        show(tape.jacobian(y, x))
    with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 0.0, 2.0])) as forward:
        y = f(x)
    show(forward.jvp(y))

# %% gradients that are kept back
x = tf.constant([1.0, 2.0, 3.0])


def gradient(f):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    return tape.gradient(y, x)


gradient(lambda x: tf.map_fn(tf.square, x, back_prop=False))
inside = tf.function(gradient)
inside(lambda x: tf.foldl(tf.multiply, x, back_prop=False))
inside(lambda x: tf.scan(tf.multiply, x, back_prop=False))
inside(lambda x: tf.map_fn(tf.square, x, back_prop=False))
gradient(lambda x: tf.map_fn(lambda row: tf.stop_gradient(row) * row, x))
gradient(lambda x: tf.map_fn(lambda row: tf.cast(row, tf.int32), x, fn_output_signature=tf.int32))

# %% map_fn
x = tf.constant([1.0, 2.0, 3.0])
tf.map_fn(lambda row: row * row, x)
tf.map_fn(tf.reduce_sum, tf.ones([2, 3]))
tf.map_fn(lambda row: tf.stack([row, -row]), x)
tf.map_fn(lambda row: tf.cast(row, tf.int32), x, fn_output_signature=tf.int32)
tf.map_fn(lambda row: tf.cast(row, tf.int32), x, tf.int32)
tf.map_fn(lambda row: 5, x)
tf.map_fn(lambda row: 5.5, x, fn_output_signature=tf.float64)
tf.map_fn(lambda row: [row, row], np.array([1, 2]), fn_output_signature=[tf.int64, tf.int64])
tf.map_fn(lambda pair: pair[0] * pair[1], (x, x), fn_output_signature=tf.float32)
tf.map_fn(lambda pair: (pair[1], pair[0]), (x, 2.0 * x))
tf.map_fn(
    lambda row: {"a": row, "b": (row > 1.5, [row])}, x, {"a": "float32", "b": (bool, [x.dtype])}
)
tf.map_fn(tf.strings.length, tf.constant(["a", "bcd"]), fn_output_signature=tf.int32)
tf.map_fn(lambda row: row + "!", tf.constant(["a", "bcd"]))
tf.map_fn(lambda row: row * 2.0, tf.Variable([1.0, 2.0]))
tf.map_fn(tf.identity, x, fn_output_signature=tf.TensorSpec([], tf.float32))
tf.map_fn(lambda row: row, tf.zeros([0, 3]))
tf.map_fn(lambda row: tf.stack([row, row]), x[:0], fn_output_signature=tf.TensorSpec([2]))

# %% map_fn in functions
x = tf.constant([1.0, 2.0, 3.0])


@tf.function
def maps(x):
    print("tracing")
    squares = tf.map_fn(lambda row: row * row, x)
    pairs = tf.map_fn(lambda row: tf.stack([row, -row]), x, name="pairs")
    pair = tf.map_fn(lambda row: (row, tf.cast(row, tf.int32)), x, (tf.float32, tf.int32))
    lengths = tf.map_fn(lambda row: tf.strings.length(tf.strings.as_string(row)), x, tf.int32)
    constant = tf.map_fn(lambda row: 5, x)
    print(squares, pairs, pair, lengths.dtype, constant)
    return squares, pairs, pair, lengths, constant


maps(x)
maps(x + 1.0)


@tf.function(input_signature=[tf.TensorSpec([None, None])])
def sizes(x):
    result = tf.map_fn(lambda row: row / tf.cast(tf.size(row), tf.float32), x)
    total = tf.map_fn(tf.reduce_sum, x)
    print(result.shape, total.shape)
    return result, total


sizes(tf.ones([2, 4]))
sizes(tf.ones([3, 1]))
tf.function(lambda: tf.map_fn(lambda row: tf.stack([row, row]), x[:0]))()
tf.function(lambda: tf.map_fn(lambda row: row + "!", tf.constant(["a", "bcd"])))()

# %% map_fn calls its function
calls = []


def noted(row):
    calls.append(1)
    return row


tf.map_fn(noted, tf.range(4))
len(calls)
traced = tf.function(lambda x: tf.map_fn(noted, x))
traced(tf.range(4))
traced(tf.range(4))
len(calls)
tf.scan(lambda total, row: noted(row), tf.range(4))
len(calls)
tf.vectorized_map(noted, tf.range(4))
len(calls)

# %% results of map_fn that do not fit
x = tf.constant([1.0, 2.0, 3.0])
n = tf.constant([1, 2, 3])
attempt(tf.map_fn, lambda row: tf.cast(row, tf.int32), x)
attempt(tf.map_fn, lambda row: 1.5, n)
attempt(tf.map_fn, lambda row: (row, row), x)
attempt(tf.map_fn, lambda row: row[0], (x, x))
attempt(tf.map_fn, lambda row: {"a": row}, x, fn_output_signature={"a": tf.float32, "b": tf.int32})
attempt(tf.map_fn, lambda row: (row, row), x, fn_output_signature=[tf.float32, tf.float32])
attempt(tf.map_fn, lambda row: None, x)
attempt(tf.map_fn, lambda row: tf.stack([row]), x, fn_output_signature=tf.TensorSpec([2]))
attempt(tf.map_fn, tf.range, n)
attempt(tf.map_fn, lambda row: row, x[:0], fn_output_signature=tf.TensorSpec([None]))


@tf.function(autograph=False)
def in_function(f, x, signature=None, **options):
    return tf.map_fn(f, x, fn_output_signature=signature, **options)


attempt(in_function, lambda row: (row, row), x)
attempt(in_function, lambda row: row[0], (x, x))
attempt(in_function, lambda row: {"a": row}, x, {"a": tf.float32, "b": tf.int32})
attempt(in_function, lambda row: None, x)
attempt(in_function, lambda row: tf.stack([row]), x, tf.TensorSpec([2]))

# %% arguments that do not fit
x = tf.constant([1.0, 2.0, 3.0])
two = tf.constant([1.0, 2.0])
for f in (tf.foldl, tf.foldr, tf.scan):
    attempt(f, np, x)
    attempt(f, 3, x)
    attempt(f, tf.add, tf.constant(1.0))
    attempt(f, tf.add, [1.0, 2.0])
    attempt(f, tf.add, [])
    attempt(f, lambda total, row: total + row[1], (x, two), initializer=0.0)
attempt(tf.map_fn, np, x)
attempt(tf.map_fn, 3, x)
attempt(tf.map_fn, tf.identity, 1.0)
attempt(tf.map_fn, tf.identity, [])
attempt(tf.map_fn, tf.identity, [1.0, 2.0])
attempt(tf.map_fn, lambda row: row[0], (x, two), tf.float32)
attempt(tf.map_fn, lambda row: row[0], (two, x), tf.float32)
attempt(tf.map_fn, tf.identity, x, fn_output_signature="words")
attempt(tf.function(lambda: tf.map_fn(tf.identity, 1.0), autograph=False))
attempt(tf.function(lambda: tf.map_fn(lambda row: row[0], (x, two)), autograph=False))
attempt(tf.function(lambda: tf.scan(tf.add, (x, two)), autograph=False))
attempt(tf.function(lambda: tf.foldl(tf.add, 1.0), autograph=False))

# %% results of folds that do not fit
x = tf.constant([1.0, 2.0, 3.0])
functions = {
    "structure": lambda total, row: (total, row),
    "nothing": lambda total, row: None,
    "dtype": lambda total, row: tf.constant(1),
    "shape": lambda total, row: tf.stack([total, row]),
}
for fold in (tf.foldl, tf.foldr, tf.scan):
    for f in functions.values():
        attempt(fold, f, x[:2])
        attempt(tf.function(lambda: fold(f, x[:2]), autograph=False))
attempt(tf.foldl, lambda total, row: [total[0], row], x, initializer=(1.0, 2.0))
attempt(tf.scan, lambda total, row: [total[0], row], x, initializer=(1.0, 2.0))
attempt(tf.function(lambda: tf.foldl(lambda a, b: [a, b], x, (1.0, 2.0)), autograph=False))
attempt(tf.function(lambda: tf.foldr(lambda a, b: 1.0, x, initializer=1), autograph=False))
attempt(
    tf.function(lambda: tf.scan(lambda a, b: b[None], x, 1.0, infer_shape=False), autograph=False)
)

# %% ragged rows
rows = tf.ragged.constant([[1, 2], [3], []])
deep = tf.ragged.constant([[[1, 2], [3]], [[4]], []])
ints = tf.RaggedTensorSpec([None], tf.int32)


def ragged(rows, deep):
    return (
        tf.map_fn(tf.reduce_sum, rows, fn_output_signature=tf.int32),
        tf.map_fn(lambda row: row + 1, rows),
        tf.map_fn(lambda row: row[::-1], rows, fn_output_signature=ints),
        tf.map_fn(lambda row: tf.reduce_sum(row, axis=1), deep, fn_output_signature=ints),
        tf.map_fn(lambda row: row * 2, deep),
        tf.map_fn(lambda pair: pair[0] * pair[1], (rows, tf.constant([1, 2, 3])), ints),
    )


ragged(rows, deep)
tf.function(ragged)(rows, deep)


def made(n):
    return (
        tf.map_fn(tf.range, n, fn_output_signature=ints),
        tf.map_fn(lambda i: tf.fill([i, 2], i), n, tf.RaggedTensorSpec([None, 2], tf.int32, 0)),
        tf.map_fn(lambda i: tf.ragged.range([i, 1]), n, tf.RaggedTensorSpec([2, None], tf.int32)),
    )


made(tf.constant([2, 0, 1]))
tf.function(made)(tf.constant([2, 0, 1]))
tf.map_fn(tf.range, tf.zeros([0], tf.int32), fn_output_signature=ints)
attempt(tf.map_fn, lambda i: i, tf.constant([1, 2]), fn_output_signature=ints)
attempt(tf.map_fn, tf.range, tf.constant([1, 2]), tf.RaggedTensorSpec([None], tf.float32))
attempt(tf.map_fn, tf.range, tf.constant([1, 2]), tf.RaggedTensorSpec([None, None], tf.int32))
attempt(tf.map_fn, lambda row: row[0], (rows, tf.constant([1, 2])), ints)

# %% gradients of ragged rows
rows = tf.ragged.constant([[1.0, 2.0], [3.0], []])


def total(values):
    rows_ = rows.with_values(values)
    sums = tf.map_fn(lambda row: tf.reduce_sum(row * row), rows_, fn_output_signature=tf.float32)
    twice = tf.map_fn(lambda row: row * tf.reduce_sum(row), rows_)
    return tf.reduce_sum(sums) + tf.reduce_sum(twice.values)


for f in (total, tf.function(total)):
    values = tf.constant([1.0, 2.0, 3.0])
    with tf.GradientTape() as tape:
        tape.watch(values)
        y = f(values)
    show(y, tape.gradient(y, values))

# %% sparse rows
sparse = tf.sparse.from_dense([[1.0, 0.0], [0.0, 2.0], [0.0, 0.0]])


def sparse_rows(sparse):
    sums = tf.map_fn(tf.sparse.reduce_sum, sparse, fn_output_signature=tf.float32)
    twice = tf.map_fn(lambda row: row * 2.0, sparse)
    made = tf.map_fn(
        lambda x: tf.sparse.from_dense(tf.stack([x, 0.0])),
        tf.constant([1.0, 2.0]),
        fn_output_signature=tf.SparseTensorSpec([2], tf.float32),
    )
    return sums, tf.sparse.to_dense(twice), tf.sparse.to_dense(made)


sparse_rows(sparse)
tf.function(sparse_rows)(sparse)

# %% nested two deep
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])


def scan_of_scan(x):
    return tf.scan(lambda total, row: tf.scan(lambda a, b: a * b, total + row), x)


def cond_in_map(x):
    return tf.map_fn(lambda row: tf.cond(row[0] > 2.0, lambda: row * 10.0, lambda: -row), x)


def map_in_map(x):
    return tf.map_fn(lambda row: tf.map_fn(lambda item: item * row[0], row), x)


def fold_in_map(x):
    return tf.map_fn(lambda row: tf.foldl(lambda a, b: a * b, row), x)


def map_in_fold(x):
    return tf.foldl(lambda total, row: tf.map_fn(tf.sin, total * row), x)


def map_in_cond(x):
    return tf.cond(x[0, 0] > 0.0, lambda: tf.map_fn(tf.square, x), lambda: x)


def map_in_while(x):
    return tf.while_loop(
        lambda i, x: i < 3, lambda i, x: (i + 1, tf.map_fn(lambda row: row * 1.5, x)), [0, x]
    )[1]


def while_in_map(x):
    def doubled(row):
        return tf.while_loop(lambda row: row[0] < 10.0, lambda row: (row * 2.0,), [row])[0]

    return tf.map_fn(doubled, x)


def while_in_scan(x):
    def step(total, row):
        return tf.while_loop(lambda i, t: i < 2, lambda i, t: (i + 1, t * row), [0, total])[1]

    return tf.scan(step, x)


for f in (
    scan_of_scan,
    cond_in_map,
    map_in_map,
    fold_in_map,
    map_in_fold,
    map_in_cond,
    map_in_while,
    while_in_map,
    while_in_scan,
):
    for g in (f, tf.function(f, autograph=False)):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = g(x)
        show(y, tape.gradient(y, x))

# %% variables in loops
v = tf.Variable(1.0)


@tf.function
def assigned(x):
    def step(row):
        v.assign_add(row)
        return v * row

    return tf.map_fn(step, x)


assigned(tf.constant([1.0, 2.0, 3.0]))
v
tf.map_fn(lambda row: v.assign(row), tf.constant([1.0, 2.0, 3.0]))
v


@tf.function
def counted(x):
    return tf.foldl(lambda total, row: total + row * v.assign_add(1.0), x, initializer=0.0)


counted(tf.constant([1.0, 2.0, 3.0]))
counted(tf.constant([1.0, 2.0, 3.0]))
v

# %% random numbers in loops
tf.random.set_seed(1)
tf.map_fn(lambda row: tf.random.uniform([2], seed=3), tf.range(3), fn_output_signature=tf.float32)


@tf.function
def drawn(x):
    # One iteration after the other: else the order of the numbers is that of threads.
    return (
        tf.map_fn(lambda row: row + tf.random.normal([], seed=3), x, parallel_iterations=1),
        tf.scan(lambda t, row: t + tf.random.normal([], seed=3), x, parallel_iterations=1),
        tf.foldl(lambda t, row: t + tf.random.uniform([], seed=5), x, 0.0, parallel_iterations=1),
    )


tf.random.set_seed(1)
drawn(tf.zeros([3]))
drawn(tf.zeros([3]))
tf.random.set_seed(1)
tf.scan(lambda total, row: total + tf.random.uniform([], seed=5), tf.zeros([3]), initializer=0.0)

# %% printing in loops  [stderr]


@tf.function
def printed(x):
    return tf.map_fn(lambda row: (tf.print("row", row), row)[1], x)


printed(tf.range(3))

# %% vectorized_map
x = tf.constant([1.0, 2.0, 3.0])
rows = tf.constant([[1.0, 2.0], [3.0, 4.0]])
v = tf.Variable(2.0)
tf.vectorized_map(lambda row: row * row, x)
tf.vectorized_map(lambda row: tf.reduce_sum(row), rows)
tf.vectorized_map(lambda row: row * v + x[0], x)
tf.vectorized_map(lambda row: tf.constant([1, 2]), x)
tf.vectorized_map(lambda row: 2.5, x)
tf.vectorized_map(lambda row: None, x)
tf.vectorized_map(lambda pair: pair[0] * pair[1], (x, 2.0 * x))
tf.vectorized_map(lambda pair: pair[0] * pair[1], (x, tf.constant([10.0])))
tf.vectorized_map(lambda row: {"a": row["x"], "b": [row["x"], -row["x"]]}, {"x": x})
tf.vectorized_map(lambda row: tf.matmul(row[None], rows), rows)
tf.vectorized_map(lambda row: tf.matmul(rows, row[:, None]), rows, fallback_to_while_loop=False)
tf.vectorized_map(lambda row: row + 1, np.array([1, 2]))
tf.vectorized_map(lambda row: tf.stack([row, row]), x[:0])
tf.vectorized_map(lambda row: tf.gather(x, tf.cast(row, tf.int32)), x[:2])
tf.vectorized_map(lambda row: tf.linalg.inv(row), tf.stack([rows, 2.0 * rows]))
tf.vectorized_map(lambda row: tf.argmax(row), rows)
tf.vectorized_map(lambda row: tf.one_hot(tf.cast(row, tf.int32), 4), x)

# %% vectorized_map in functions
rows = tf.constant([[1.0, 2.0], [3.0, 4.0]])


@tf.function(input_signature=[tf.TensorSpec([None, 2])])
def norms(x):
    print("tracing")
    result = tf.vectorized_map(lambda row: tf.norm(row), x)
    twice = tf.vectorized_map(lambda row: row * 2.0, x)
    print(result.shape, twice.shape)
    return result, twice


norms(rows)
norms(tf.ones([3, 2]))
norms(tf.ones([0, 2]))


@tf.function
def outer_products(x, y):
    return tf.vectorized_map(lambda pair: tf.tensordot(pair[0], pair[1], 0), (x, y))


outer_products(rows, rows)

# %% control flow in vectorized_map
x = tf.constant([1.0, 2.0, 3.0])
rows = tf.constant([[1.0, 2.0], [3.0, 4.0]])
tf.vectorized_map(lambda a: tf.cond(a > 1.5, lambda: a * 2.0, lambda: a * 10.0), x)
tf.vectorized_map(lambda a: tf.while_loop(lambda i: i < 10.0, lambda i: (i + a,), [a])[0], x)
tf.vectorized_map(lambda row: tf.map_fn(lambda a: a * 2.0, row), rows)
tf.vectorized_map(lambda row: tf.vectorized_map(lambda a: a * row[1], row), rows)
tf.vectorized_map(lambda row: tf.scan(lambda a, b: a * b, row), rows)
tf.vectorized_map(lambda row: tf.foldr(lambda a, b: a - b, row), rows)
tf.vectorized_map(tf.function(lambda row: row * 2.0), rows)
tf.map_fn(lambda row: tf.vectorized_map(lambda a: a + row[0], row), rows)

# %% gradients of vectorized_map
x = tf.constant([1.0, 2.0, 3.0])
w = tf.Variable(2.0)


def cubes(x):
    return tf.vectorized_map(lambda row: w * row**3, x)


def slopes(x):
    def slope(row):
        with tf.GradientTape() as tape:
            tape.watch(row)
            y = w * row**3
        return tape.gradient(y, row)

    return tf.vectorized_map(slope, x)


def chosen(x):
    return tf.vectorized_map(lambda a: tf.cond(a > 1.5, lambda: a * a, lambda: w * a), x)


for f in (cubes, slopes):
    for g in (f, tf.function(f)):
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = g(x)
        show(y, tape.gradient(y, [x, w]))
        show(tape.jacobian(y, x))
with tf.GradientTape() as tape:
    tape.watch(x)
    y = chosen(x)
y
[tf.convert_to_tensor(item) for item in tape.gradient(y, [x, w])]

# %% random numbers in vectorized_map
x = tf.constant([1.0, 2.0, 3.0])
for f in (
    lambda row: tf.random.uniform([2], seed=1),
    lambda row: row + tf.random.normal([], seed=1),
    lambda row: tf.random.truncated_normal([3], seed=2) * row,
    lambda row: tf.random.uniform([2], 0, 10, tf.int32, seed=1),
    lambda row: tf.random.stateless_uniform([2], seed=[1, 2]) + row,
    lambda row: tf.nn.dropout(tf.ones([4]), 0.5, seed=4),
):
    tf.random.set_seed(3)
    show(tf.vectorized_map(f, x))
    tf.random.set_seed(3)
    show(tf.function(lambda: tf.vectorized_map(f, x))())

# %% vectorized_map falls back to a loop  [stderr]
x = tf.constant([3, 3])
tf.vectorized_map(tf.range, x)
tf.vectorized_map(tf.strings.length, tf.constant(["a", "bcd"]))
tf.vectorized_map(tf.strings.length, tf.constant(["a", "bcd"]), warn=False)
tf.vectorized_map(lambda row: tf.py_function(lambda a: a * 2, [row], tf.int32), x, warn=False)
tf.function(lambda x: tf.vectorized_map(tf.range, x))(x)
tf.vectorized_map(lambda row: row * 2, x, fallback_to_while_loop=False, warn=False)

# %% state in vectorized_map
v = tf.Variable(2.0)


def added(row):
    v.assign_add(row)
    return row * v


def set_to(row):
    v.assign(row)
    return row


tf.vectorized_map(lambda row: row * v, tf.constant([1.0, 2.0]))
tf.vectorized_map(set_to, tf.constant([5.0, 6.0]))
v

# %% arguments of vectorized_map that do not fit
x = tf.constant([1.0, 2.0, 3.0])
attempt(tf.vectorized_map, tf.identity, 1.0)
attempt(tf.vectorized_map, tf.identity, [1, 2])
attempt(tf.function(lambda: tf.vectorized_map(3, x), autograph=False))
attempt(tf.function(lambda: tf.vectorized_map(tf.identity, 1.0), autograph=False))


# %% loops over functions that keep state  [rtol=1e-3, atol=1e-6]
layer = tf.Variable([[1.0, 2.0], [3.0, 4.0]])


@tf.function
def unrolled(x, state):
    return tf.scan(lambda h, row: tf.tanh(tf.linalg.matvec(layer, h) + row), x, state)


with tf.GradientTape() as tape:
    y = unrolled(tf.ones([4, 2]), tf.zeros([2]))
    loss = tf.reduce_mean(y**2)
y
tape.gradient(loss, layer)

# %% parallel_iterations  [stderr]
tf.map_fn(tf.square, tf.constant([1.0, 2.0]), parallel_iterations=4)
tf.map_fn(tf.square, tf.constant([1.0, 2.0]), parallel_iterations=1)

# %% derivatives of higher order
x = tf.reshape(tf.range(6.0), [3, 2])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.map_fn(lambda row: row * row[0], x)
tape.batch_jacobian(y, x)
with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.function(lambda x: tf.map_fn(lambda row: tf.reduce_prod(row) ** 2, x))(x)
    slope = tape.gradient(y, x)
slope
outer.gradient(slope, x)


@tf.function
def curvature(x):
    return tf.hessians(tf.foldl(lambda total, row: total + row**3, x, 0.0), x)


curvature(tf.constant([1.0, 2.0]))

# %% methods and control flow around maps


class Gate(tf.Module):
    def __init__(self):
        self.weight = tf.Variable(2.0)

    @tf.function
    def __call__(self, x):
        return tf.map_fn(self.one, x)

    def one(self, row):
        if row > 0.0:
            return row * self.weight
        else:
            return row


gate = Gate()
x = tf.constant([1.0, -2.0, 3.0])
with tf.GradientTape() as tape:
    y = gate(x)
y
tape.gradient(y, gate.weight)


@tf.function
def squares_below(x, limit):
    total = tf.constant(0.0)
    for square in tf.map_fn(lambda row: row * row, x):
        if square > limit:
            break
        total += square
    return total


squares_below(tf.constant([1.0, 2.0, 3.0]), 5.0)


@tf.function
def over_range(n):
    rows = tf.range(n)
    return (
        tf.map_fn(lambda i: i * i, rows),
        tf.scan(tf.add, rows, initializer=10),
        tf.foldl(lambda total, i: total + i, rows, 0),
        tf.vectorized_map(lambda i: i * i, rows),
    )


over_range(tf.constant(4))
over_range(tf.constant(1))


@tf.function
def arrays(x):
    def row_of_three(i):
        return tf.TensorArray(tf.int32, 3).unstack([i, 2 * i, 3 * i]).stack()

    return tf.map_fn(row_of_three, x)


arrays(tf.range(3))

# %% loops of loops with variables
table = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


def looked_up(indices):
    return tf.map_fn(lambda i: tf.gather(table, i) * 2.0, indices, fn_output_signature=tf.float32)


def summed(indices):
    return tf.foldl(lambda total, i: total + table[i], indices, initializer=tf.zeros([2]))


for f in (looked_up, summed):
    for g in (f, tf.function(f)):
        with tf.GradientTape() as tape:
            y = g(tf.constant([0, 2, 2]))
        show(y, tf.convert_to_tensor(tape.gradient(y, table)))
