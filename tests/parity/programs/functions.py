"""tf.function: tracing, signatures, symbolic tensors, names. No control flow on tensors."""

# %% as decorator and as call


@tf.function
def square(x):
    return x * x


def cube(x):
    return x**3


square(3)
square(tf.constant(3.0))
square([1, 2])
square(np.array([1.0, 2.0]))
tf_cube = tf.function(cube)
tf_cube(2)
tf_cube(tf.constant(2.0))
cube(2)
tf.function(lambda x: x + 1)(1)
tf.function(cube, autograph=False)(tf.constant(2))


@tf.function()
def with_parentheses(x):
    return x


with_parentheses(tf.constant("a"))
square.__name__
square.python_function(3)
square.no_such_attribute

# %% results of every kind


@tf.function
def identity(x):
    return x


@tf.function
def nothing(x):
    x + 1


@tf.function
def structure(a, b):
    return {"sum": a + b, "pair": (a, [b, None]), "text": "text", "number": 7}


identity(tf.constant([1, 2]))
identity(5)
identity(2.5)
identity("text")
identity(None)
identity(True)
identity([1, [2, 3]])
identity({"a": tf.constant(1)})
identity((tf.constant(1), 2))
identity([])
identity(tf.Variable(1.0))
nothing(tf.constant(1))
structure(tf.constant(1), tf.constant(2))
structure(1, 2)


@tf.function
def constants():
    return 1, 2.5, "a", None, True, tf.float32, tf.TensorShape([1, None])


constants()


@tf.function
def unusable():
    return object()


unusable()

# %% one trace per signature


@tf.function
def traced(x):
    print("tracing with", x)
    return x * 2


traced(tf.constant(1.0))
traced(tf.constant(2.0))
traced(tf.constant([1.0]))
traced(tf.constant([2.0]))
traced(tf.constant([1.0, 2.0]))
traced(tf.constant(1))
traced(3)
traced(3)
traced(4)
traced(3.0)
traced(True)
traced("a")
traced(np.float32(1))
traced(np.array([5.0]))
traced(np.array([6.0]))
traced([1, 2])
traced([1, 2])
traced([1, 3])
traced([tf.constant(1), 2])
traced((1, 2))
traced(tf.Variable(1.0))
traced.experimental_get_tracing_count()

# %% Python side effects happen while tracing
log = []


@tf.function
def logged(x):
    log.append("traced")
    return x + 1


for value in [1.0, 2.0, 3.0]:
    show(logged(tf.constant(value)))
log
logged(tf.constant([1.0]))
log
outside = 10.0


@tf.function
def captured(x):
    return x * outside


captured(tf.constant(1.0))
outside = 100.0
captured(tf.constant(1.0))
captured(tf.constant([1.0]))

# %% printing symbolic tensors


@tf.function
def printed(a, b):
    print(a)
    print(a + b)
    print(a * 2, b - a)
    print(tf.reduce_sum(a), tf.cast(a, tf.int32))
    print([a])
    c = a @ b
    print(c, repr(c), str(c))
    print(a[0], tf.transpose(b))
    return c


printed(tf.ones([2, 2]), tf.ones([2, 2]))
printed(tf.ones([2, 3]), tf.ones([3, 1]))

# %% attributes of symbolic tensors


@tf.function
def inspected(x):
    show(x)
    show(x.name, x.dtype, x.shape, x.op.name, x.op.type, x.device, x.ndim)
    y = x + 1
    show(y, y.name, y.op.type, [i.name for i in y.op.inputs], [o.name for o in y.op.outputs])
    show(isinstance(x, tf.Tensor), tf.is_tensor(x), tf.executing_eagerly())
    show(type(x).__name__)
    show(x.graph is y.graph, x.value_index, y.op.get_attr("T"))
    attempt(lambda: x.numpy())
    attempt(lambda: int(x))
    attempt(lambda: float(x[0]))
    attempt(lambda: len(x))
    attempt(lambda: np.array(x))
    attempt(lambda: f"{x:.2f}")
    attempt(lambda: hash(x))
    attempt(lambda: x.no_such_attribute)
    attempt(lambda: [10, 20][tf.size(x)])
    attempt(lambda: range(tf.size(x)))
    attempt(lambda: np.square(x))
    return y


inspected(tf.constant([1.0, 2.0]))

# %% names of operations


@tf.function
def named(x):
    y = tf.add(x, 1.0, name="first")
    z = tf.add(y, 1.0, name="first")
    with tf.name_scope("scope"):
        w = z * 2
        with tf.name_scope("inner"):
            v = w - 1
    with tf.name_scope("scope"):
        u = v / 2
    show(y.name, z.name, w.name, v.name, u.name)
    show((x + 1).name, (x + 2).name, (1 + x).name, (-x).name, abs(x).name, (x**2).name)
    show((x < 1).name, (x == 1).name, (x // 2).name, (x % 2).name, x[0].name, (x / 2).name)
    show(tf.constant(5).name, tf.zeros([2]).name, tf.range(3).name, tf.constant(1, name="c").name)
    show(tf.reduce_sum(x).name, tf.reduce_mean(x).name, tf.nn.relu(x).name, tf.identity(x).name)
    show(tf.cast(x, tf.int32).name, tf.reshape(x, [-1]).name, tf.concat([x, x], 0).name)
    show(tf.stack([x, x]).name, tf.square(x).name, tf.tanh(x).name, tf.where(x > 0, x, 0.0).name)
    show(tf.shape(x).name, tf.size(x).name, tf.rank(x).name, tf.expand_dims(x, 0).name)
    return u


named(tf.constant([1.0, 2.0]))

# %% operations of a graph


@tf.function
def line(x):
    slope = tf.constant(2.0, name="slope")
    return slope * x + 1.0


graph = line.get_concrete_function(tf.constant([1.0, 2.0])).graph
[(operation.name, operation.type) for operation in graph.get_operations()]
[[tensor.name for tensor in operation.inputs] for operation in graph.get_operations()]
graph.inputs
graph.outputs
graph.structured_outputs
graph.as_graph_element("slope")
graph.get_operation_by_name("slope").type
graph.get_tensor_by_name("slope:0")
graph.get_tensor_by_name("no_such:0")
graph.get_operation_by_name("no_such")
graph.name

# %% shapes in graphs


@tf.function(input_signature=[tf.TensorSpec([None, 3])])
def shapes(x):
    show(x.shape, x[0].shape, x[:, 0].shape, tf.transpose(x).shape, (x + 1).shape)
    show(tf.reduce_sum(x, 0).shape, tf.reduce_sum(x, 1).shape, tf.reshape(x, [-1]).shape)
    show(tf.reshape(x, [3, -1]).shape, tf.concat([x, x], 0).shape, tf.concat([x, x], 1).shape)
    show(tf.matmul(x, tf.ones([3, 2])).shape, tf.stack([x, x]).shape, tf.expand_dims(x, 0).shape)
    show(tf.shape(x), tf.shape(x)[0], x.shape[0], tf.size(x), tf.rank(x))
    show(tf.zeros(tf.shape(x)).shape, tf.tile(x, [2, 1]).shape, tf.range(tf.shape(x)[0]).shape)
    show((x + tf.ones([3])).shape, (x + tf.ones([2, 3])).shape, x[1:].shape, x[:, 1:].shape)
    return tf.shape(x), tf.reshape(x, [tf.shape(x)[0], -1, 1])


shapes(tf.ones([2, 3]))
shapes(tf.ones([4, 3]))
shapes(tf.ones([0, 3]))
shapes(tf.ones([2, 2]))
shapes(tf.ones([3]))
shapes.experimental_get_tracing_count()

# %% unknown rank


@tf.function(input_signature=[tf.TensorSpec(None, tf.float32)])
def ranks(x):
    show(x, x.shape, x.shape.rank, tf.rank(x), (x + 1).shape, tf.reduce_sum(x).shape)
    return x + 1


ranks(tf.constant(1.0))
ranks(tf.constant([[1.0, 2.0]]))
ranks.experimental_get_tracing_count()

# %% input_signature


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.int32)])
def scaled(x, n):
    return x * tf.cast(n, tf.float32)


scaled(tf.constant([1.0, 2.0]), tf.constant(3))
scaled([1.0], 2)
scaled([1, 2], 2)
scaled(np.array([1.0, 2.0]), 2)
scaled(x=[1.0], n=2)
scaled(tf.constant([[1.0]]), tf.constant(3))
scaled(tf.constant([1]), tf.constant(3))
scaled(tf.constant([1.0]), tf.constant(3.0))
scaled(tf.constant([1.0]))
scaled()
scaled([1.0], 2, 3)
scaled([1.0], 2, k=3)
scaled("a", 2)
scaled([1.0], None)
scaled.experimental_get_tracing_count()
scaled.input_signature
tf.function(lambda x: x, input_signature=[tf.TensorSpec([])])(1.0)
tf.function(lambda x: x, input_signature=5)
tf.function(lambda x: x, input_signature=[5])(1)
tf.function(lambda x, y: x, input_signature=[tf.TensorSpec([])])(1.0, 2.0)

# %% arguments


@tf.function
def arguments(a, b=2, *rest, c, d=4, **others):
    print("tracing")
    return a, b, rest, c, d, sorted(others.items())


arguments(1, c=3)
arguments(1, 2, c=3)
arguments(1, 2, c=3, d=4)
arguments(1, 2, 5, 6, c=3, e=7)
arguments(a=1, c=3)
arguments(1, c=tf.constant(3))
arguments(1)
arguments()
arguments(1, 2, a=5, c=6)


@tf.function
def defaults(x, power=2, scale=tf.constant(10.0)):
    return scale * x**power


defaults(tf.constant(3.0))
defaults(tf.constant(3.0), 3)
defaults(tf.constant(3.0), power=tf.constant(3.0))
defaults(3.0, scale=1.0)
defaults()
defaults(1, 2, 3, 4)

# %% variables are read and assigned inside
v = tf.Variable(1.0)


@tf.function
def increment(by):
    v.assign_add(by)
    return v


@tf.function
def twice():
    before = v.read_value()
    v.assign(v * 2)
    return before, v.read_value()


increment(tf.constant(2.0))
v
increment(tf.constant(2.0))
increment(5.0)
v
twice()
v
v.assign(0.5)
twice()


@tf.function
def sequence():
    v.assign(1.0)
    a = v + 0.0
    v.assign_add(1.0)
    b = v + 0.0
    v.assign_sub(5.0)
    return a, b, v.value()


sequence()
v


@tf.function
def assign_argument(variable, value):
    variable.assign(value)


w = tf.Variable([0.0, 0.0])
assign_argument(w, [1.0, 2.0])
w
assign_argument(w, [1.0, 2.0, 3.0])
w

# %% variables as they print inside
v = tf.Variable([1.0, 2.0], name="weights")


@tf.function
def printing():
    print(v)
    print(v.name, v.shape, v.dtype)
    print(v + 1)
    print(v.value(), v.read_value())
    print(v.assign_add([1.0, 1.0]))
    return v


printing()
attempt(lambda: tf.function(lambda: v.numpy())())

# %% variables are created on the first call only
holder = []


@tf.function
def first_call(x):
    if not holder:
        holder.append(tf.Variable(10.0))
    return holder[0].assign_add(x)


first_call(tf.constant(1.0))
first_call(tf.constant(2.0))
first_call(tf.constant([1.0]))


@tf.function
def every_call(x):
    return tf.Variable(x) + 1.0


every_call(tf.constant(1.0))


class Layer:
    def __init__(self):
        self.weight = None

    @tf.function
    def __call__(self, x):
        if self.weight is None:
            self.weight = tf.Variable(3.0, name="weight")
        return x * self.weight


layer = Layer()
layer(tf.constant(2.0))
layer(tf.constant([2.0, 3.0]))
layer.weight

# %% methods


class Counter:
    def __init__(self):
        self.count = tf.Variable(0)

    @tf.function
    def add(self, n):
        print("tracing")
        return self.count.assign_add(n)


one, other = Counter(), Counter()
one.add(tf.constant(2))
one.add(tf.constant(3))
other.add(tf.constant(10))
show(one.count, other.count)

# %% nested functions


@tf.function
def inner(x):
    print("tracing inner")
    return x * 2


@tf.function
def outer(x):
    print("tracing outer")
    return inner(x) + inner(x + 1) + inner(tf.cast(x, tf.float64) > 0.0)[..., tf.newaxis].shape[0]


@tf.function
def middle(x):
    print("tracing middle")
    return inner(x) + inner(x + 1)


middle(tf.constant(1.0))
middle(tf.constant(2.0))
inner(tf.constant(3.0))
inner.experimental_get_tracing_count()


@tf.function
def recursive(n):
    return tf.constant(1) if n == 0 else n * recursive(n - 1)


recursive(4)

# %% closures over tensors
scale = tf.constant(3.0)
array = np.array([1.0, 2.0], np.float32)


@tf.function
def closed(x):
    return x * scale + array


closed(tf.constant(1.0))
concrete = closed.get_concrete_function(tf.constant(1.0))
len(concrete.captured_inputs)
array[0] = 100.0
closed(tf.constant(1.0))

# %% tensors must not leak
leaked = []


@tf.function
def leak(x):
    leaked.append(x + 1)
    return x


leak(tf.constant(1.0))
leaked[0]
leaked[0] + 1
tf.square(leaked[0])
leaked[0].numpy()


@tf.function
def other(x):
    return x + leaked[0]


other(tf.constant(1.0))

# %% concrete functions


@tf.function
def power(x, n=2):
    return x**n


concrete = power.get_concrete_function(tf.TensorSpec([None], tf.float32))
concrete(tf.constant([1.0, 2.0, 3.0]))
concrete(x=tf.constant([4.0]))
concrete.structured_input_signature
concrete.structured_outputs
concrete.output_shapes
concrete.output_dtypes
concrete.inputs
concrete.outputs
concrete.variables
concrete.trainable_variables
concrete(tf.constant([1, 2]))
concrete(tf.constant([[1.0]]))
concrete([1.0, 2.0])
concrete()
concrete(tf.constant([1.0]), 3)
power.get_concrete_function(tf.constant(1.0), 3)(tf.constant(2.0))
power.get_concrete_function(tf.TensorSpec([], tf.float32, name="value")).inputs
power.get_concrete_function(2, 3)()
power.get_concrete_function()

# %% printing functions


@tf.function
def pretty(x, flag=True):
    return x


concrete = pretty.get_concrete_function(tf.TensorSpec([None], tf.float32))
concrete.name
print(concrete.pretty_printed_signature())
concrete.function_def.signature.name
str(pretty)[:9]
print(pretty.pretty_printed_concrete_signatures())

# %% run_functions_eagerly


@tf.function
def eager(x):
    print("running with", x)
    return x + 1


tf.config.run_functions_eagerly(True)
eager(tf.constant(1))
eager(tf.constant(2))
tf.config.functions_run_eagerly()
tf.config.run_functions_eagerly(False)
eager(tf.constant(3))
eager(tf.constant(4))
tf.config.functions_run_eagerly()

# %% executing_eagerly
tf.executing_eagerly()
tf.inside_function()


@tf.function
def mode():
    return tf.executing_eagerly(), tf.inside_function()


mode()
with tf.init_scope():
    show(tf.executing_eagerly())


@tf.function
def lifted():
    with tf.init_scope():
        show(tf.executing_eagerly(), tf.constant(1) + 1)
    return tf.constant(0)


lifted()

# %% explicit graphs
graph = tf.Graph()
with graph.as_default():
    a = tf.constant(2.0)
    b = a * 3 + tf.constant(1.0, name="one")
    show(a, b, tf.executing_eagerly())
    with tf.name_scope("part"):
        show(tf.square(b))
[operation.name for operation in graph.get_operations()]
b.graph is graph
b
b + 1
b.numpy()
tf.executing_eagerly()

# %% random numbers in functions
tf.random.set_seed(42)


@tf.function
def noise():
    return tf.random.uniform([2])


noise()
noise()
tf.random.set_seed(42)
noise()


@tf.function
def two_noises():
    return tf.random.normal([2]), tf.random.normal([2])


tf.random.set_seed(42)
two_noises()
two_noises()

# %% Python control flow without AutoGraph


@tf.function(autograph=False)
def branch(x):
    if x > 0:
        return x
    return -x


@tf.function(autograph=False)
def loop(x):
    for item in x:
        x = x + item
    return x


@tf.function(autograph=False)
def repeat(x):
    while x < 10:
        x += 1
    return x


@tf.function(autograph=False)
def both(x):
    return x > 0 and x < 1


branch(tf.constant(1.0))
loop(tf.constant([1.0]))
repeat(tf.constant(1.0))
both(tf.constant(1.0))
tf.function(lambda x: not x, autograph=False)(tf.constant(True))
tf.function(lambda x: 1 if x else 0, autograph=False)(tf.constant(True))
tf.function(lambda x: [i for i in range(x)], autograph=False)(tf.constant(3))
branch(1.5)
branch(-1.5)

# %% Python control flow on Python values


@tf.function
def unrolled(x, n, double):
    for _ in range(n):
        x = x + 1
    if double:
        x = x * 2
    while n > 0:
        n -= 1
        x = x - 1
    return x if double else [x for _ in range(2)]


unrolled(tf.constant(1), 3, True)
unrolled(tf.constant(1), 2, False)

# %% exceptions in functions


@tf.function
def failing(x):
    y = x + 1
    raise ValueError(f"wrong {y.dtype.name}")


@tf.function(autograph=False)
def failing_plainly(x):
    raise KeyError("plain")


@tf.function(autograph=False)
def mismatched(x):
    return x + tf.constant([1.0, 2.0, 3.0])


@tf.function(autograph=False)
def mixed(x):
    return x + tf.constant(1)


failing(tf.constant(1))
failing_plainly(tf.constant(1))
mismatched(tf.constant([1.0, 2.0]))
mismatched(tf.constant(1.0))
mixed(tf.constant(1.0))
tf.function(lambda x: tf.matmul(x, x), autograph=False)(tf.ones([2, 3]))
tf.function(lambda x: tf.matmul(x, x), autograph=False)(tf.ones([3]))
tf.function(lambda x: tf.reshape(x, [5]), autograph=False)(tf.ones([2, 3]))
tf.function(lambda x: tf.concat([x, tf.ones([1, 2])], 0), autograph=False)(tf.ones([2, 3]))
tf.function(lambda x: x[5], autograph=False)(tf.ones([2]))
tf.function(lambda x: x["a"], autograph=False)(tf.ones([2]))
tf.function(lambda x: x + "a", autograph=False)(tf.ones([2]))
tf.function(lambda x: x + None, autograph=False)(tf.ones([2]))
tf.function(lambda x: tf.sqrt(x), autograph=False)(tf.constant(4))
tf.function(lambda x: x + 1.5, autograph=False)(tf.constant(4))
tf.function(lambda x: 1.5 * x, autograph=False)(tf.constant(4))
tf.function(lambda x: tf.add(x, tf.constant(1.0)), autograph=False)(tf.constant(4))
tf.function(lambda x: tf.reduce_sum(x, axis=3), autograph=False)(tf.ones([2]))
tf.function(lambda x: tf.cast(x, "no such"), autograph=False)(tf.ones([2]))
tf.function(lambda x: tf.constant([[1], [2, 3]]), autograph=False)(tf.ones([2]))
tf.function(lambda x: tf.stack([x, tf.ones([3])]), autograph=False)(tf.ones([2]))
tf.function(5)
tf.function()(5)

# %% gradients in and through functions
x = tf.Variable(3.0)


@tf.function
def loss():
    return x**2 + 2.0 * x


with tf.GradientTape() as tape:
    value = loss()
tape.gradient(value, x)


@tf.function
def step():
    with tf.GradientTape() as tape:
        value = loss()
    gradient = tape.gradient(value, x)
    x.assign_sub(0.1 * gradient)
    print("tracing", gradient)
    return value


for _ in range(4):
    show(step())
x
step.experimental_get_tracing_count()

# %% the descent of a parabola in a function
x = tf.Variable(10.0, tf.float32)


@tf.function
def update(x):
    with tf.GradientTape() as tape:
        y = tf.pow(x, 2.0) - 4.0 * x + 4.0
    x.assign(x - 0.1 * tape.gradient(y, x))
    return y


for i in range(10):
    y = update(x)
    print("iteration:", i, "x:", x.numpy(), "y:", y.numpy())

# %% reduce_retracing


@tf.function(reduce_retracing=True)
def relaxed(x):
    print("tracing", x.shape)
    return tf.reduce_sum(x)


relaxed(tf.ones([1]))
relaxed(tf.ones([2]))
relaxed(tf.ones([3]))
relaxed(tf.ones([4]))
relaxed.experimental_get_tracing_count()

# %% options are checked
tf.function(lambda x: x, no_such_option=1)
tf.function(lambda x: x, jit_compile=True)(tf.constant(1.0))
tf.function(lambda x: x, experimental_relax_shapes=True)

# %% tf.print and assertions run every time  [stderr]


@tf.function
def shown(x):
    tf.print("x is", x)
    tf.debugging.assert_positive(x)
    return x


shown(tf.constant(1.0))
shown(tf.constant(2.0))
shown(tf.constant([1.0, 2.5]))

# %% symbolic tensors of every dtype and rank


@tf.function
def symbolic(x):
    print(x, x + x)
    show(x)
    return tf.identity(x)


for dtype in [tf.int32, tf.int64, tf.float16, tf.float64, tf.complex64, tf.uint8]:
    for shape in [(), (2,), (0,), (1, 2), (2, 1, 2)]:
        show(symbolic(tf.cast(tf.fill(shape, 3), dtype)))

# %% py_function and numpy_function


def logarithm(x):
    return np.log(x)


tf.numpy_function(logarithm, [tf.constant([1.0, 2.0])], tf.float32)


@tf.function
def through_numpy(x):
    return tf.numpy_function(logarithm, [x], tf.float32)


@tf.function
def through_python(x):
    return tf.py_function(lambda value: value.numpy() * 2, [x], tf.float32)


through_numpy(tf.constant([1.0, 2.0]))
through_python(tf.constant([1.0, 2.0]))


# %% masks as factors
def masked(x, mask):
    return x * tf.cast(mask, x.dtype)


for dtype in (tf.float16, tf.float32, tf.float64, tf.complex64):
    x = tf.cast([np.nan, np.inf, -2.0, 3.0], dtype)
    show(masked(x, [False, False, False, True]))
    show(tf.function(masked)(x, tf.constant([False, False, False, True])))
