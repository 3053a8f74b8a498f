"""Random numbers: seeds, streams, distributions, stateless functions, generators."""

# %% uniform after set_seed, as in every book
tf.random.set_seed(42)
tf.random.uniform([3])
tf.random.uniform([2, 2])
tf.random.uniform([])
tf.random.uniform((1, 3), minval=-1, maxval=1)
tf.random.uniform([4], maxval=5.0)
tf.random.uniform([2], minval=[1.0, 10.0], maxval=[2.0, 20.0])
tf.random.uniform([5], maxval=100, dtype=tf.int32)
tf.random.uniform([5], minval=-3, maxval=3, dtype=tf.int64)
tf.random.uniform([0])
tf.random.uniform([2, 0, 3])

# %% normal and truncated normal after set_seed
tf.random.set_seed(42)
tf.random.normal([3])
tf.random.normal([2, 3], mean=5.0, stddev=0.1)
tf.random.normal(shape=[])
tf.random.normal([2], [0.0, 100.0], [1.0, 10.0])
tf.random.truncated_normal([5])
tf.random.truncated_normal([2, 2], mean=-1.0, stddev=3.0)
tf.random.normal([2, 1], mean=[0.0, 1.0, 2.0])
tf.random.normal([4], dtype=tf.float64)
tf.random.truncated_normal([3], dtype=tf.float64)

# %% dtypes of floats
for dtype in ("float16", "bfloat16", "float32", "float64"):
    tf.random.set_seed(7)
    show(tf.random.uniform([5], dtype=dtype))
    show(tf.random.uniform([5], -2, 3, dtype))
    show(tf.random.normal([5], dtype=dtype))
    show(tf.random.truncated_normal([5], dtype=dtype))

# %% larger shapes
tf.random.set_seed(3)
tf.reduce_max(tf.random.uniform([100, 100]))
tf.random.normal([1000])[-3:]
tf.random.truncated_normal([101, 11])[100, 7:]
tf.random.uniform([999], 0, 2**31 - 1, tf.int32)[-2:]
tf.random.uniform([999], -(2**63), 2**63 - 1, tf.int64)[-2:]
tf.random.shuffle(tf.range(300))[:10]

# %% shuffle
tf.random.set_seed(42)
tf.random.shuffle([1, 2, 3, 4, 5])
tf.random.shuffle([[1, 2], [3, 4], [5, 6]])
tf.random.shuffle(["a", "b", "c"])
tf.random.shuffle(tf.range(8))
tf.random.shuffle(np.arange(4.0))
tf.random.shuffle([True, False, False])
tf.random.shuffle(3)
tf.random.shuffle([])
tf.random.shuffle([7])
tf.random.set_seed(42)
tf.random.shuffle([1, 2, 3, 4, 5], seed=42)
tf.random.shuffle([1, 2, 3, 4, 5], seed=42)
tf.random.shuffle(tf.range(60), seed=1)

# %% a seed of the operation continues its stream
tf.random.set_seed(1)
tf.random.uniform([1], seed=5)
tf.random.uniform([1], seed=5)
tf.random.uniform([2], seed=5)
tf.random.uniform([3], seed=5)[:1]
tf.random.uniform([1], seed=5)
tf.random.uniform([1], seed=6)
tf.random.uniform([0], seed=5)
tf.random.uniform([1], seed=5)

# %% set_seed lets streams begin anew
tf.random.set_seed(1)
tf.random.uniform([1], seed=5)
tf.random.normal([1])
tf.random.set_seed(1)
tf.random.uniform([1], seed=5)
tf.random.normal([1])
tf.random.set_seed(2)
tf.random.uniform([1], seed=5)
tf.random.normal([1])

# %% which calls share a stream
tf.random.set_seed(1)
tf.random.uniform([1], seed=5)
tf.random.uniform(tf.constant([1], tf.int64), seed=5)
tf.random.uniform([1], seed=5, dtype=tf.float64)
tf.random.uniform([1], 0, 1.0, seed=5)
tf.random.uniform([1], -1, 1.0, seed=5)
tf.random.normal([1], seed=5)
tf.random.truncated_normal([1], seed=5)
tf.random.normal([1], 3.0, 2.0, seed=5)
tf.random.uniform([1], maxval=100, dtype=tf.int32, seed=5)
tf.random.uniform([1], maxval=50, dtype=tf.int32, seed=5)
with tf.device("CPU:0"):
    show(tf.random.uniform([1], seed=5))
tf.random.uniform([1], seed=5, name="named")

# %% a seed of the operation without a global one
tf.random.set_seed(None)
tf.random.uniform([2], seed=1)
tf.random.uniform([2], seed=1)
tf.random.normal([2], seed=1)
tf.random.shuffle([1, 2, 3, 4], seed=9)
tf.random.uniform([2], seed=0)

# %% nothing is foreseeable without seeds
tf.random.set_seed(None)
bool(tf.reduce_all(tf.random.uniform([8]) == tf.random.uniform([8])))
tf.random.uniform([2]).shape

# %% odd seeds
for seed in (0, -3, 2**40 + 5, True, 3.7, np.int64(7), tf.constant(7), 2**31 - 1):
    tf.random.set_seed(seed)
    show(tf.random.uniform([2]))
tf.random.set_seed(0)
for seed in (0, -7, 2**35 + 3, True, 3.7, np.int64(9), 2**31 - 1):
    show(tf.random.uniform([2], seed=seed))
attempt(tf.random.uniform, [2], seed="a")
attempt(tf.random.uniform, [2], seed=(1, 2))
attempt(tf.random.set_seed, (1, 2))

# %% shapes in every form
tf.random.set_seed(5)
tf.random.uniform(tf.TensorShape([2, 1]))
tf.random.uniform(tf.constant([2]))
tf.random.uniform(np.array([1, 2]))
tf.random.uniform([tf.constant(2), 1])
tf.random.normal(tf.shape([[1, 2]]))
tf.random.uniform(tf.TensorShape([2, None]))
tf.random.uniform([2.5])
tf.random.uniform([-1])
tf.random.uniform([[2]])
tf.random.uniform(3)
tf.random.normal(5)
tf.random.normal([-2])
tf.random.truncated_normal(3)
tf.random.uniform([2**40, 2**40])
tf.random.uniform(None)
tf.random.uniform(np.array([2, 2], np.int8))

# %% wrong dtypes and bounds
tf.random.uniform([2], dtype=tf.int32)
tf.random.uniform([2], dtype=tf.int8, maxval=3)
tf.random.uniform([2], dtype="string")
tf.random.uniform([2], dtype="nonsense")
tf.random.uniform([2], 5, 3, dtype=tf.int32)
tf.random.uniform([2], 3, 3, dtype=tf.int64)
tf.random.uniform([0], 5, 3, dtype=tf.int32)
tf.random.uniform([2], [1, 2], [5, 6], dtype=tf.int32)
tf.random.uniform([2], 1.5, 3, dtype=tf.int32)
tf.random.uniform([2], tf.constant(1), tf.constant(2))
tf.random.uniform([2], minval="a")
tf.random.normal([2], dtype=tf.int32)
tf.random.normal([2], mean=[0.0, 1.0, 2.0])
tf.random.normal([2], mean=tf.constant(1))
tf.random.normal([2], mean=tf.constant(1.0, tf.float64))
tf.random.normal([2], stddev="a")
tf.random.truncated_normal([2], dtype=tf.int64)
tf.random.shuffle([[1], [2, 3]])

# %% gamma  [rtol=1e-6]
tf.random.set_seed(42)
tf.random.gamma([3], 1.0)
tf.random.gamma([3], 2.5)
tf.random.gamma([3], 0.5)
tf.random.gamma([2, 2], [0.5, 1.0, 20.0])
tf.random.gamma([2], [[0.5], [1.5]], [1.0, 10.0])
tf.random.gamma([3], 0.3, 2.0, dtype=tf.float64)
tf.random.gamma([3], 3.0, dtype=tf.float16)
tf.random.gamma([], 1.0, seed=3)
tf.random.gamma([2], [1.0, 4.0], seed=3)
tf.random.gamma([2], [1.0, 4.0], seed=3)
tf.random.gamma([0], [1.0])
tf.random.gamma([2], [])
tf.random.gamma([2], -1.0)
tf.random.gamma(2, 1.0)
tf.random.gamma([-2], [1.0])
tf.random.gamma([2], 1, dtype=tf.int32)
tf.random.gamma([2], [1.0, 2.0], [1.0, 2.0, 3.0])

# %% gradients of gamma  [rtol=1e-4]
tf.random.set_seed(42)
alpha = tf.constant([0.5, 2.0, 10.0])
beta = tf.constant(2.0)
with tf.GradientTape() as tape:
    tape.watch([alpha, beta])
    samples = tf.random.gamma([], alpha, beta)
samples
tape.gradient(samples, [alpha, beta])

# %% poisson
tf.random.set_seed(42)
tf.random.poisson([5], 2.0)
tf.random.poisson([4], [0.5, 9.0, 40.0])
tf.random.poisson([3], 100.0, dtype=tf.int32)
tf.random.poisson([3], tf.constant([1.0, 30.0], tf.float64), dtype=tf.int64)
tf.random.poisson([3], 4, dtype=tf.float64)
tf.random.poisson([3], tf.constant(12), seed=1)
tf.random.poisson([3], tf.constant(12), seed=1)
tf.random.poisson([2], 0.0)
tf.random.poisson([0], 1.0)
tf.random.poisson([2], [])
tf.random.poisson([-2], 1.0)
tf.random.poisson(2, 1.0)
tf.random.poisson([2], "a")
tf.random.poisson([2], 1.0, dtype=tf.int8)
tf.random.poisson([2.5], 1)

# %% categorical
tf.random.set_seed(42)
tf.random.categorical([[0.0, 0.0]], 10)
tf.random.categorical(tf.math.log([[0.5, 0.2, 0.3]]), 8)
tf.random.categorical([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]], 6)
tf.random.categorical([[1.0, 2.0]], 3, dtype=tf.int32)
tf.random.categorical(tf.constant([[1.0, 2.0]], tf.float64), 7, seed=1)
tf.random.categorical(tf.constant([[1.0, 2.0]], tf.float64), 7, seed=1)
tf.random.categorical([[-np.inf, 0.0, 1.0]], 9)
tf.random.categorical([[1.0, 2.0]], 0)
tf.random.categorical(tf.zeros([0, 3]), 3)
tf.random.categorical([1.0, 2.0], 3)
tf.random.categorical([[1.0, 2.0]], -3)
tf.random.categorical([[1.0, 2.0]], [3])
tf.random.categorical([[1.0, 2.0]], 3, dtype=tf.float32)
tf.random.categorical([[1.0, 2.0]], 2.5)
tf.random.categorical([["a"]], 3)
tf.random.categorical(tf.zeros([1, 0]), 3)

# %% in a function, each operation has a stream
tf.random.set_seed(1)


@tf.function
def draws():
    return tf.random.uniform([1]), tf.random.uniform([1]), tf.random.normal([1])


draws()
draws()
draws()
tf.random.set_seed(1)
draws()
tf.random.set_seed(2)
draws()

# %% in a function, seeds of operations
tf.random.set_seed(1)


@tf.function
def seeded():
    a = tf.random.uniform([1], seed=1)
    b = tf.random.uniform([1], seed=1)
    return a, b, tf.random.uniform([1])


seeded()
seeded()
tf.random.uniform([1], seed=1)
tf.random.uniform([1], seed=1)
[operation.name for operation in seeded.get_concrete_function().graph.get_operations()]
[operation.type for operation in seeded.get_concrete_function().graph.get_operations()]

# %% set_seed in a function
tf.random.set_seed(5)


@tf.function
def sets_seed():
    tf.random.set_seed(1)
    return tf.random.uniform([1]), tf.random.uniform([1])


sets_seed()
sets_seed()
tf.random.uniform([1])

# %% each trace has its streams
tf.random.set_seed(1)


@tf.function
def traced(x):
    return tf.random.uniform([1]) + tf.cast(x, tf.float32), tf.random.uniform([1], seed=3)


traced(0)
traced(0)
traced(1)
traced(0)
traced(tf.constant(0))

# %% functions in functions
tf.random.set_seed(1)


@tf.function
def inner():
    return tf.random.uniform([1])


@tf.function
def outer():
    return inner(), inner(), tf.random.uniform([1])


outer()
outer()
inner()
outer()

# %% concrete functions share streams with their function
tf.random.set_seed(1)
shared = tf.function(lambda: tf.random.uniform([2]))
concrete = shared.get_concrete_function()
concrete()
shared()
concrete()

# %% kinds of draws in a function
tf.random.set_seed(9)


@tf.function
def kinds(x):
    return (
        tf.random.shuffle(x),
        tf.random.truncated_normal([3]),
        tf.random.uniform([3], 0, 10, tf.int32),
        tf.random.categorical([[1.0, 2.0]], 4),
        tf.random.poisson([2], 3.0),
        tf.random.stateless_normal([2], [1, 2]),
        tf.random.uniform(tf.shape(x)),
    )


kinds(tf.range(5))
kinds(tf.range(5))
kinds(tf.range(6))[0]

# %% gradients through functions that draw
tf.random.set_seed(4)
w = tf.Variable([1.0, 2.0])


@tf.function
def noisy(x):
    return tf.reduce_sum(w * x * tf.random.normal([2]))


for _ in range(3):
    with tf.GradientTape() as tape:
        loss = noisy(tf.constant([3.0, 4.0]))
    show(loss)
    show(tape.gradient(loss, w))


@tf.function
def step(x):
    with tf.GradientTape() as tape:
        loss = noisy(x) + tf.reduce_sum(w * tf.random.uniform([2]))
    return loss, tape.gradient(loss, w)


step(tf.constant([3.0, 4.0]))
step(tf.constant([3.0, 4.0]))

# %% no gradient to what is drawn
x = tf.constant([1.0, 2.0])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.random.shuffle(x)
tape.gradient(y, x)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.random.normal([2], mean=x, stddev=x, seed=1)
tape.gradient(y, x)[0] > 0

# %% in a function, wrong calls


@tf.function
def scalar_shape():
    return tf.random.uniform(3)


@tf.function
def no_maximum():
    return tf.random.uniform([2], dtype=tf.int32)


@tf.function
def normal_integers():
    return tf.random.normal([2], dtype=tf.int32)


@tf.function
def unequal_shapes():
    return tf.random.normal([2], mean=[1.0, 2.0, 3.0])


@tf.function
def float_shape():
    return tf.random.uniform([2.5])


scalar_shape()
no_maximum()
normal_integers()
unequal_shapes()
float_shape()

# %% shapes in a function
shape_of_uniform = []


@tf.function(input_signature=[tf.TensorSpec([None, 3])])
def noise_like(x):
    shape_of_uniform.append(str(tf.random.uniform(tf.shape(x)).shape))
    shape_of_uniform.append(str(tf.random.uniform([tf.shape(x)[0], 2]).shape))
    shape_of_uniform.append(str(tf.random.normal([4, 2])))
    return tf.random.uniform(tf.shape(x), seed=1)


tf.random.set_seed(1)
noise_like(tf.zeros([2, 3]))
noise_like(tf.zeros([1, 3]))
shape_of_uniform

# %% variables with random initial values
tf.random.set_seed(0)
tf.Variable(tf.random.normal([2, 2]), name="kernel")
tf.Variable(lambda: tf.random.uniform([2], -0.1, 0.1))
w = tf.Variable(tf.random.truncated_normal([3], stddev=0.1))
w.assign_add(tf.random.uniform([3]))

# %% stateless functions
tf.random.stateless_uniform([2], [1, 2])
tf.random.stateless_uniform([2, 2], seed=(3, 4), minval=-1, maxval=1)
tf.random.stateless_uniform([], [1, 2], dtype=tf.float64)
tf.random.stateless_uniform([3], [1, 2], dtype=tf.float16)
tf.random.stateless_uniform([3], [1, 2], 0, 100, tf.int32)
tf.random.stateless_uniform([3], [1, 2], -5, 2**40, tf.int64)
tf.random.stateless_uniform([2], [1, 2], None, None, tf.int32)
tf.random.stateless_uniform([2], [1, 2], None, None, tf.uint32)
tf.random.stateless_uniform([2], [1, 2], None, None, tf.int64)
tf.random.stateless_uniform([2], [1, 2], None, None, tf.uint64)
tf.random.stateless_normal([3], [1, 2])
tf.random.stateless_normal([3], [1, 2], 1, 2, tf.float64)
tf.random.stateless_normal([2], [0, 0], dtype=tf.bfloat16)
tf.random.stateless_truncated_normal([5], [1, 2])
tf.random.stateless_truncated_normal([5], [7, 17], 2.0, 0.5)
tf.random.stateless_categorical([[1.0, 2.0]], 6, [1, 2])
tf.random.stateless_poisson([2], [1, 2], [0.5, 20.0])
tf.random.stateless_poisson([2, 2], [1, 2], [0.5, 20.0], tf.float32)
tf.random.stateless_uniform([2], tf.constant([1, 2], tf.int64))
tf.random.stateless_uniform([2], np.array([1, 2]))
tf.random.stateless_uniform([2], [-1, 2**40])
tf.random.stateless_uniform([0], [1, 2], 5, 3, dtype=tf.int32)

# %% stateless gamma  [rtol=1e-6]
tf.random.stateless_gamma([2], [1, 2], [0.5, 2.0])
tf.random.stateless_gamma([3, 2], [1, 2], [0.5, 2.0], [2.0, 3.0])
tf.random.stateless_gamma([3], [1, 2], 1.0, dtype=tf.float64)
tf.random.stateless_gamma([3], [1, 2], [0.5, 2.0])

# %% seeds of seeds
tf.random.split([1, 2])
tf.random.split([1, 2], num=3)
tf.random.split(tf.constant([1, 2], tf.int64))
tf.random.fold_in([1, 2], 3)
tf.random.fold_in([1, 2], tf.constant(3, tf.int64))
tf.random.experimental.stateless_split([5, 6], 1)
tf.random.experimental.stateless_fold_in([5, 6], 0)
tf.random.experimental.stateless_shuffle(tf.range(6), [1, 2])
tf.random.experimental.stateless_shuffle([["a", "b"], ["c", "d"]], [8, 9])

# %% stateless functions called wrongly
tf.random.stateless_uniform([2], 1)
tf.random.stateless_uniform([2], [1, 2, 3])
tf.random.stateless_uniform([2], [1.0, 2.0])
tf.random.stateless_uniform([2], [1, 2], dtype=tf.int32)
tf.random.stateless_uniform([2], [1, 2], 0, 5, dtype=tf.uint32)
tf.random.stateless_uniform([2], [1, 2], None, 5, dtype=tf.int32)
tf.random.stateless_uniform([2], [1, 2], 5, 3, dtype=tf.int32)
tf.random.stateless_uniform([2], [1, 2], [1, 2], [5, 6], dtype=tf.int32)
tf.random.stateless_uniform([2], [1, 2], dtype=tf.int8)
tf.random.stateless_uniform([-2], [1, 2])
tf.random.stateless_uniform(2, [1, 2])
tf.random.stateless_uniform([2], [1, 2], None, None)
tf.random.stateless_uniform([2], [[1, 2]])
tf.random.stateless_normal([2], [1, 2], dtype=tf.int32)
tf.random.stateless_normal([2], seed=(1, 2), mean=[0.0, 1.0, 3.0])
tf.random.stateless_poisson([3], [1, 2], [0.5, 20.0])
tf.random.stateless_categorical([[1.0, 2.0]], 3, [1])

# %% algorithms
tf.random.Algorithm.PHILOX
list(tf.random.Algorithm)
tf.random.stateless_uniform([2], [1, 2], alg="philox")
tf.random.stateless_uniform([2], [1, 2], alg=tf.random.Algorithm.AUTO_SELECT)
tf.random.stateless_uniform([2], [1, 2], alg=None)
tf.random.stateless_uniform([2], [1, 2], alg="threefry")
tf.random.stateless_uniform([2], [1, 2], alg="foo")
tf.random.stateless_uniform([2], [1, 2], alg=7)
tf.random.stateless_uniform([2], [1, 2], alg=2.5)
tf.random.create_rng_state(1234, "philox")
tf.random.create_rng_state([12, 34], "threefry")
tf.random.create_rng_state([1, 2, 3, 4], "philox")
tf.random.create_rng_state(2**70 + 5, 1)
tf.random.create_rng_state(-1, 1)
tf.random.create_rng_state(1, "foo")

# %% a generator
g = tf.random.Generator.from_seed(1234)
g.state
g.normal([2, 3])
g.state
g.uniform([2])
g.uniform([3], 1, 10, tf.int32)
g.uniform([2], None, None, tf.int64)
g.uniform_full_int([2])
g.uniform_full_int([2], tf.uint32)
g.truncated_normal([4])
g.normal([], mean=10.0, stddev=0.1, dtype=tf.float64)
g.state
g.key
g.algorithm
g.make_seeds(2)
g.skip(10)
g.state
[new.state for new in g.split(2)]
g.state
g.reset_from_seed(7)
g.state
g.reset_from_key_counter(1, [2, 3])
g.state
g.reset([4, 5, 6])
g.normal([2])
copied = tf.random.Generator(copy_from=g)
copied.state
copied.uniform([2])
g.uniform([2])

# %% generators of every origin
tf.random.Generator.from_state([1, 2, 3], 1).normal([2])
tf.random.Generator.from_state(tf.Variable([1, 2, 3], dtype=tf.int64), "philox").state
tf.random.Generator.from_key_counter(1, [2, 3], "philox").state
tf.random.Generator.from_seed(2**100).state
tf.random.Generator.from_seed([1, 2]).state
tf.random.Generator.from_state([-1, 5, 6], 1).normal([9])
tf.random.Generator.from_non_deterministic_state().state.shape
tf.random.experimental.Generator.from_seed(3).uniform([1])
overflowing = tf.random.Generator.from_state([2**63 - 1, 5, 6], 1)
overflowing.normal([1])
overflowing.state
carrying = tf.random.Generator.from_state([-1, 5, 6], 1)
carrying.normal([1])
carrying.state
tf.random.Generator.from_state([1, 2], 1)
tf.random.Generator()
tf.random.Generator(alg=1)
tf.random.Generator.from_seed(1, alg="bar")
tf.random.Generator.from_seed(1, "threefry").normal([2])

# %% generators called wrongly
g = tf.random.Generator.from_seed(1)
g.normal(3)
g.normal([-3])
g.normal([2.0])
g.uniform([3], 5, 3, tf.int32)
g.uniform([2], dtype=tf.int32)
g.reset([1, 2])

# %% generators in functions
g = tf.random.Generator.from_seed(5)


@tf.function
def from_generator():
    return g.normal([2]), g.uniform([], 0, 10, tf.int32)


from_generator()
from_generator()
g.state
tf.random.set_global_generator(g)
tf.random.get_global_generator() is g
tf.random.get_global_generator().normal([1])

# %% initializers that draw
tf.random.set_seed(7)
tf.random_uniform_initializer(-1.0, 1.0)([2, 3])
tf.random_normal_initializer(stddev=2.0)([4])
tf.random_uniform_initializer(0, 10, seed=3)([3], tf.int32)
tf.random_normal_initializer()([2], tf.int32)
