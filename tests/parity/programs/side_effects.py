"""Side effects and calls of the host inside functions: their values, order, errors, gradients."""

# %% print runs with the function  [stderr]


@tf.function
def shown(x):
    print("tracing", x)
    tf.print("running", x)
    return x * 2


shown(tf.constant(1.0))
shown(tf.constant(2.0))
shown(tf.constant([1.0, 2.0]))

# %% print to a stream  [stderr]
import sys
import tempfile


@tf.function
def to_streams(x, path):
    tf.print("to stderr", x)
    tf.print("again", x, output_stream=sys.stderr)
    tf.print("to a file", x, output_stream="file://" + path)


with tempfile.TemporaryDirectory() as folder:
    to_streams(tf.constant(3), folder + "/lines.txt")
    to_streams(tf.constant(4), folder + "/lines.txt")
    show(open(folder + "/lines.txt").read())
attempt(tf.function(lambda: tf.print("x", output_stream="nowhere")))
attempt(tf.function(lambda: tf.print("x", color="red")))
attempt(tf.function(lambda: tf.print("x", summarize="all")))

# %% print structures and options  [stderr]


@tf.function
def structures(x, name):
    tf.print({"b": x, "a": [x[0], (x[1], "text")]}, name, None, 3, 2.5, True)
    tf.print([x, x], sep="|")
    tf.print(x, name, sep=" -> ", end=".\n")
    tf.print(x, summarize=1)
    tf.print(x, summarize=-1)
    tf.print(name)
    tf.print([name])
    tf.print(x.shape, x.dtype)
    tf.print("shape", tf.shape(x))
    tf.print()
    tf.print(tf.cast(x, tf.int32), x > 3.0, tf.reduce_sum(x))


structures(tf.constant([0.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]), tf.constant("name"))

# %% print and variables in program order  [stderr]
v = tf.Variable(1.0)


@tf.function
def ordered(x):
    tf.print("before", v)
    v.assign_add(x)
    tf.print("between", v)
    read = v.read_value()
    v.assign(v * 10.0)
    tf.print("after", v, "read before", read)
    return v + 0.0


ordered(tf.constant(2.0))
ordered(tf.constant(1.0))
v

# %% a call within a call prints in its place  [stderr]


@tf.function
def inner(x):
    tf.print("inner", x)
    return x + 1


@tf.function
def outer(x):
    tf.print("outer before")
    y = inner(x)
    tf.print("outer after", y)
    return inner(y)


outer(tf.constant(1))

# %% the value of print
tf.function(lambda: tf.print("", end=""))()
operations = []


@tf.function
def traced():
    operations.append(tf.print("", end=""))


attempt(traced)
show(type(operations[0]).__name__, operations[0].type, operations[0].name)

# %% print in a scope with a name
names = []


@tf.function
def named(x):
    tf.print(x, name="Report", end="")
    names.extend(op.name for op in x.graph.get_operations())


named(tf.constant(""))
names

# %% assertions in functions


@tf.function
def positive(x):
    tf.debugging.assert_positive(x, message="x must be positive")
    return tf.sqrt(x)


positive(tf.constant(4.0))
attempt(positive, tf.constant([1.0, -1.0]))
positive(tf.constant([1.0, 4.0]))
e = None
try:
    positive(tf.constant(-1.0))
except tf.errors.InvalidArgumentError as error:
    e = error
type(e).__name__
"x must be positive" in e.message
e.message.splitlines()[0]

# %% comparisons that fail in functions


@tf.function
def compare(kind, x, y):
    getattr(tf.debugging, "assert_" + kind)(x, y)
    return x + y


for kind in ["equal", "none_equal", "less", "less_equal", "greater", "greater_equal"]:
    for x in [1.0, 2.0]:
        try:
            show(compare(kind, tf.constant(x), tf.constant(1.5)))
        except tf.errors.InvalidArgumentError as error:
            show(error.message.splitlines()[0])
            show("did not hold" in error.message)

# %% what an assertion says in a function


@tf.function(autograph=False)
def equal(x, y):
    tf.debugging.assert_equal(x, y, message="not the same", summarize=2)
    return x


equal(tf.constant([1, 2, 3]), tf.constant([1, 2, 3]))
attempt(equal, tf.constant([1, 2, 3]), tf.constant([1, 5, 3]))

# %% what the other assertions say in a function


def fails(check, *arguments, **options):
    @tf.function(autograph=False)
    def checks(*tensors):
        check(*tensors, **options)
        return tensors

    attempt(checks, *arguments)


fails(tf.debugging.assert_less, tf.constant([1.0, 5.0]), tf.constant([2.0, 3.0]))
fails(tf.debugging.assert_less, tf.constant([1, 5]), tf.constant([2, 3]), message="Less")
fails(tf.debugging.assert_positive, tf.constant([1.0, -5.0]))
fails(tf.debugging.assert_non_negative, tf.constant([1.0, -5.0]), name="Check")
fails(tf.debugging.assert_negative, tf.constant([1, -5]), message="text")
fails(tf.debugging.assert_non_positive, tf.constant([1, -5]), summarize=1)
fails(tf.debugging.assert_none_equal, tf.constant(1.0), tf.constant(1.0))
fails(tf.debugging.assert_near, tf.constant(1.0), tf.constant(1.5))
fails(tf.debugging.assert_all_finite, tf.constant([1.0, float("nan")]), message="not finite")

# %% Assert in a function


@tf.function(autograph=False)
def checked(x):
    tf.debugging.Assert(tf.reduce_all(x > 0), ["x was", x, "in", tf.shape(x)])
    return x


checked(tf.constant([1, 2]))
attempt(checked, tf.constant([1, -2, 3, 4, 5]))


@tf.function(autograph=False)
def checked_in_part(x):
    tf.debugging.Assert(tf.reduce_all(x > 0), [x], summarize=-1, name="Check")
    return x


attempt(checked_in_part, tf.constant([1.5, -2.25, 3.0, 4.0, 5.0]))
attempt(tf.function(lambda x: tf.debugging.Assert(x, "data"), autograph=False), tf.constant(True))


@tf.function
def asserted(x):
    assertion = tf.debugging.Assert(x[0] > 0, [x, "text"])
    show(type(assertion).__name__)


asserted(tf.constant([1, 2]))

# %% what stands before a failed assertion has happened  [stderr]
v = tf.Variable(0)


@tf.function
def counted(x):
    v.assign_add(1)
    tf.print("before")
    tf.debugging.assert_positive(x)
    v.assign_add(10)
    tf.print("after")


counted(tf.constant(1))
v.numpy()
try:
    counted(tf.constant(-1))
except tf.errors.InvalidArgumentError as error:
    show(type(error).__name__)

# %% assertions that are decided while tracing


@tf.function(autograph=False)
def shapes(x):
    tf.debugging.assert_rank(x, 2)
    tf.debugging.assert_shapes([(x, ("N", 2))])
    tf.debugging.assert_type(x, tf.float32)
    tf.debugging.assert_scalar(x[0, 0])
    return x


shapes(tf.zeros([3, 2]))
attempt(shapes, tf.zeros([3]))
attempt(shapes, tf.zeros([3, 3]))
attempt(shapes, tf.zeros([3, 2], tf.int32))


@tf.function(autograph=False)
def decided(x):
    tf.debugging.assert_equal(tf.constant(1), tf.constant(2), message="constants")
    return x


attempt(decided, tf.constant(1))

# %% check_numerics in a function


@tf.function(autograph=False)
def logarithm(x):
    return tf.debugging.check_numerics(tf.math.log(x), "log of x")


logarithm(tf.constant([1.0, 2.0]))
attempt(logarithm, tf.constant([1.0, 0.0]))
attempt(logarithm, tf.constant([1.0, -1.0]))
attempt(logarithm, tf.constant([0.0, -1.0]))
with tf.GradientTape() as tape:
    x = tf.constant(2.0)
    tape.watch(x)
    y = logarithm(x)
tape.gradient(y, x)

# %% enable_check_numerics


def complaint(function, *arguments):
    try:
        return function(*arguments)
    except tf.errors.InvalidArgumentError as error:
        lines = [line.strip() for line in error.message.splitlines()]
        return [line for line in lines if "Detected" in line or line.startswith(("#", "dtype"))]


tf.debugging.enable_check_numerics()
tf.constant(1.0) / tf.constant(2.0)
complaint(lambda: tf.constant(1.0) / tf.constant(0.0))
complaint(lambda: tf.constant([1.0, -1.0, 1.0]) / tf.constant([0.0, 0.0, 1.0]))
complaint(lambda: tf.constant([0.0, 1.0], tf.float64) / tf.constant([0.0, 0.0], tf.float64))
complaint(lambda: tf.constant(1) + tf.constant(2))
complaint(tf.function(lambda x, y: x / y), tf.constant(1.0), tf.constant(2.0))
type(complaint(tf.function(lambda x, y: x / y), tf.constant(1.0), tf.constant(0.0))).__name__
tf.debugging.disable_check_numerics()
tf.constant(1.0) / tf.constant(0.0)

# %% py_function in a function
calls = []


def on_host(x, y):
    calls.append(type(x).__name__)
    return x.numpy() * 2 + y


@tf.function
def with_host(x, y):
    return tf.py_function(on_host, [x, y], tf.float32) + 1.0


with_host(tf.constant(1.0), tf.constant(2.0))
with_host(tf.constant(3.0), tf.constant(4.0))
calls
result = tf.function(lambda x: tf.py_function(lambda a: (a, a + 1), [x], [tf.int32, tf.int32]))(3)
result

# %% shapes and dtypes of py_function


@tf.function
def shape_of(x):
    y = tf.py_function(lambda a: a, [x], tf.float32)
    show(y.shape, y.dtype)
    z = tf.py_function(lambda a: a, [x], tf.TensorSpec([2], tf.float32))
    show(z.shape)
    y.set_shape([2])
    show(y.shape)
    return y + z


shape_of(tf.constant([1.0, 2.0]))
tf.function(lambda x: tf.py_function(lambda a: a.shape[0], [x], tf.int32))(tf.zeros([3, 2]))
tf.function(lambda x: tf.py_function(lambda a: a.numpy().decode() + "!", [x], tf.string))("text")

# %% errors in py_function


def classify(function, *arguments):
    try:
        function(*arguments)
    except Exception as error:
        lines = str(error).splitlines()
        return type(error).__name__, lines[0], [line for line in lines if line.endswith("no")]


def failing(kind):
    def fail(x):
        raise kind("no")

    @tf.function
    def on_host(x):
        return tf.py_function(fail, [x], tf.float32)

    return on_host


for kind in [ValueError, TypeError, ZeroDivisionError, StopIteration, NotImplementedError]:
    show(classify(failing(kind), tf.constant(1.0)))
show(classify(failing(lambda text: tf.errors.NotFoundError(None, None, text)), tf.constant(1.0)))
wrong = tf.function(lambda x: tf.py_function(lambda a: "text", [x], tf.float32))
classify(wrong, tf.constant(1.0))[0]
few = tf.function(lambda x: tf.py_function(lambda a: a, [x], [tf.float32, tf.float32]))
classify(few, tf.constant(1.0))[0]
attempt(tf.function(lambda x: tf.py_function(3, [x], tf.float32), autograph=False), 1.0)

# %% the gradient of py_function


def cubed(x):
    return x**3


@tf.function
def outside(x):
    return tf.py_function(cubed, [x], tf.float32) * 2.0


@tf.function
def inside(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.py_function(cubed, [x], tf.float32) * 2.0
    return y, tape.gradient(y, x)


x = tf.constant(2.0)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = outside(x)
show(y, tape.gradient(y, x))
inside(x)
inside(tf.constant([1.0, 2.0]))
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.py_function(cubed, [x], tf.float32)
tape.gradient(y, x)

# %% the gradient of py_function with several operands


def both(x, y):
    return x * y, x + y


@tf.function
def gradients(x, y):
    with tf.GradientTape() as tape:
        tape.watch([x, y])
        product, total = tf.py_function(both, [x, y], [tf.float32, tf.float32])
        z = product * 3.0 + total
    return tape.gradient(z, [x, y])


gradients(tf.constant(2.0), tf.constant(5.0))
gradients(tf.constant([1.0, 2.0]), tf.constant([3.0, 4.0]))

# %% the gradient of py_function for a variable
w = tf.Variable(3.0)


@tf.function
def loss(x):
    return tf.py_function(lambda a, b: a * a * b, [w, x], tf.float32)


with tf.GradientTape() as tape:
    value = loss(tf.constant(2.0))
show(value, tape.gradient(value, w))

# %% numpy_function in a function


@tf.function
def sorted_by_numpy(x):
    y = tf.numpy_function(np.sort, [x], tf.float32)
    show(y.shape, y.dtype)
    y = tf.ensure_shape(y, x.shape)
    return y * 2


sorted_by_numpy(tf.constant([3.0, 1.0, 2.0]))
kinds = []


def kind_of(x):
    kinds.append(type(x).__name__)
    return x


tf.function(lambda x: tf.numpy_function(kind_of, [x], tf.int32))(tf.constant([1, 2]))
tf.function(lambda x: tf.numpy_function(kind_of, [x], tf.int32))(tf.constant(1))
kinds
with tf.GradientTape() as tape:
    x = tf.constant([3.0, 1.0])
    tape.watch(x)
    y = tf.function(lambda a: tf.numpy_function(np.sort, [a], tf.float32))(x)
tape.gradient(y, x)

# %% errors in numpy_function


@tf.function
def failing(x):
    def fail(x):
        raise ValueError("no")

    return tf.numpy_function(fail, [x], tf.float32)


try:
    failing(tf.constant(1.0))
except tf.errors.InvalidArgumentError as error:
    lines = str(error).splitlines()
    show(lines[0], [line for line in lines if line.endswith("no")])


@tf.function
def wrong(x):
    return tf.numpy_function(lambda a: np.int64(1), [x], tf.float32)


try:
    wrong(tf.constant(1.0))
except tf.errors.InvalidArgumentError as error:
    lines = str(error).splitlines()
    show(lines[0], [line.partition("is ")[2] for line in lines if "expects" in line])

# %% py_function and numpy_function run in program order
log = []
v = tf.Variable(1)


@tf.function
def step(x):
    tf.py_function(lambda a, b: log.append(("first", int(a), int(b))), [x, v], [])
    v.assign_add(x)
    tf.numpy_function(lambda a, b: log.append(("second", int(a), int(b))), [x, v], [])
    v.assign_add(x)
    tf.py_function(lambda a, b: log.append(("third", int(a), int(b))), [x, v], [])


step(tf.constant(2))
step(tf.constant(3))
log
v

# %% group and no_op
v, w = tf.Variable(1.0), tf.Variable(2.0)


@tf.function
def grouped(x):
    operation = tf.group(v.assign_add(x), w.assign_sub(x))
    show(type(operation).__name__, operation.type, operation.name)


grouped(tf.constant(0.5))
show(v, w)
tf.group(v.assign(3.0), w.assign(4.0))
show(v, w)
tf.no_op()
tf.group()


@tf.function
def nothing():
    first, second = tf.no_op(), tf.no_op(name="idle")
    show(first.name, first.type, second.name)
    third = tf.group(first, second, name="both")
    show(third.name, third.type, [op.name for op in third.control_inputs])
    fourth = tf.group(name="empty")
    show(fourth.name, fourth.control_inputs)


nothing()
attempt(tf.function(tf.no_op))
attempt(tf.function(lambda: tf.group(3)))
attempt(tf.function(lambda: tf.group(tf.constant(1), None)))
attempt(tf.function(lambda: tf.group([tf.constant(1), {"a": tf.constant(2)}]).type))
attempt(tf.group, 3)

# %% control_dependencies
v = tf.Variable(1.0)


@tf.function
def dependent(x):
    with tf.control_dependencies([v.assign_add(x)]):
        y = tf.identity(v)
    with tf.control_dependencies([y]):
        z = v * 2.0
        with tf.control_dependencies(None):
            free = tf.identity(x)
        with tf.control_dependencies([tf.no_op(name="nothing")]):
            last = tf.identity(x)
            inner = tf.identity(last)
            show([op.name for op in inner.op.control_inputs])
    show([op.name for op in free.op.control_inputs])
    show([op.name for op in last.op.control_inputs])
    return y, z, free, last


dependent(tf.constant(2.0))
with tf.control_dependencies([v.assign(5.0)]):
    y = tf.identity(v)
y
with tf.control_dependencies(None):
    y = v + 1.0
y
called = []
with tf.control_dependencies([lambda: called.append(1)]):
    pass

called
attempt(tf.function(lambda: tf.control_dependencies(3).__enter__()))

# %% an unused operation is left out, an ordered one is not  [stderr]


@tf.function
def unused(x):
    tf.math.log(x)
    with tf.control_dependencies([tf.print("printed", x)]):
        return tf.identity(x)


unused(tf.constant(-1.0))

# %% identity_n in a function


@tf.function
def identities(x, y):
    first, second = tf.identity_n([x, y])
    show(first.name, second.name, first.dtype, second.dtype, first.op.type)
    return second, first


identities(tf.constant(1.0), tf.constant([1, 2]))
identities(tf.constant("text"), tf.constant([True]))
with tf.GradientTape() as tape:
    x = tf.constant(2.0)
    tape.watch(x)
    a, b = tf.function(lambda t: tf.identity_n([t * 2.0, t * t]))(x)
    y = a * b
tape.gradient(y, x)

# %% stop_gradient in a function


@tf.function
def stopped(x):
    y = tf.stop_gradient(x * x)
    show(y.name)
    return y * x


x = tf.constant(3.0)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = stopped(x)
show(y, tape.gradient(y, x))


@tf.function
def inner(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.stop_gradient(x) * x + tf.stop_gradient(x * 2.0)
    return tape.gradient(y, x)


inner(x)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.function(tf.stop_gradient)(x)
tape.gradient(y, x)

# %% errors of kernels while a function runs
vector, matrix = tf.TensorSpec([None], tf.int32), tf.TensorSpec([None, None], tf.float32)


@tf.function(input_signature=[vector, vector], autograph=False)
def add(x, y):
    return x + y


attempt(add, tf.constant([1, 2]), tf.constant([1, 2, 3]))


@tf.function(input_signature=[vector], autograph=False)
def reshape(x):
    return tf.reshape(x, [2, 2])


attempt(reshape, tf.constant([1, 2, 3]))


@tf.function(input_signature=[vector], autograph=False)
def slices(x):
    with tf.name_scope("scope"):
        return tf.slice(x, [2], [2])


attempt(slices, tf.constant([1, 2, 3]))


@tf.function(input_signature=[matrix, matrix], autograph=False)
def product(x, y):
    return tf.matmul(x, y, name="product")


attempt(product, tf.zeros([2, 3]), tf.zeros([2, 3]))


@tf.function(autograph=False)
def calling(x):
    return product(x, x)


attempt(calling, tf.zeros([2, 2]))
attempt(tf.function(lambda x, y: x + y, [vector, vector], autograph=False), [1, 2], [1, 2, 3])

# %% a kernel's error in a call within a call


@tf.function(autograph=False)
def inner(x):
    return tf.debugging.check_numerics(x + 1.0, "bad")


@tf.function(autograph=False)
def outer(x):
    return inner(x) * 2.0


outer(tf.constant(1.0))
attempt(outer, tf.constant(float("nan")))

# %% a function that fails leaves variables as they were before the failing operation
v = tf.Variable([1.0, 2.0])


@tf.function(input_signature=[tf.TensorSpec(None, tf.float32)])
def update(x):
    v.assign_add(tf.debugging.check_numerics(x, "x"))
    return v.read_value()


update([1.0, 1.0])
try:
    update([float("nan"), 1.0])
except tf.errors.InvalidArgumentError as error:
    show(type(error).__name__)

v
update([1.0, 1.0])
