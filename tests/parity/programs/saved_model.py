"""Objects with functions written to files and read again: tf.saved_model."""

# %% a module with a function
import os
import tempfile


class Scale(tf.Module):
    def __init__(self):
        super().__init__()
        self.factor = tf.Variable(2.0, name="factor")

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def __call__(self, x):
        return x * self.factor


scale = Scale()
path = os.path.join(tempfile.mkdtemp(), "scale")
tf.saved_model.contains_saved_model(path)
tf.saved_model.save(scale, path)
tf.saved_model.contains_saved_model(path)
os.path.isdir(os.path.join(path, tf.saved_model.VARIABLES_DIRECTORY))
loaded = tf.saved_model.load(path)
type(loaded).__name__
loaded(tf.constant([1.0, 2.0, 3.0]))
loaded([1.0])
loaded.factor
loaded.factor.assign(10.0)
loaded(tf.constant([1.0])), scale(tf.constant([1.0]))
attempt(loaded, tf.constant([1, 2]))
attempt(loaded, tf.constant([[1.0]]))
attempt(loaded)
loaded.tensorflow_version

# %% attributes that are kept, and others
import os
import tempfile

module = tf.Module(name="all_sorts")
module.v = tf.Variable([1.0, 2.0], name="vee")
module.counter = tf.Variable(3, trainable=False)
module.layers = [tf.Variable(5.0), {"k": tf.Variable(6.0)}, 7, "text"]
module.table = {"a": tf.Variable(7.0), "b": 8}
module.pair = (tf.Variable(8.0), 9)
module.empty = []
module.constant = tf.constant(9.0)
module.number = 10
module.inner = tf.Module()
module.inner.w = module.v
module.inner.outer = module
path = os.path.join(tempfile.mkdtemp(), "m")
tf.saved_model.save(module, path)
loaded = tf.saved_model.load(path)
loaded.v, loaded.counter
loaded.v.trainable, loaded.counter.trainable, loaded.v.name
loaded.inner.w is loaded.v, loaded.inner.outer is loaded
repr(loaded.layers), len(loaded.layers), loaded.layers[1]["k"]
repr(loaded.table), repr(loaded.pair), repr(loaded.empty)
for name in ["constant", "number", "name", "variables", "trainable_variables", "nothing"]:
    show(attempt(getattr, loaded, name))
attempt(loaded)
dict(loaded.signatures)
loaded.mine = 3
loaded.mine

# %% arguments choose a trace
import os
import tempfile


class Model(tf.Module):
    @tf.function
    def run(self, x, scale=2.0, training=False):
        return x + scale if training else {"out": [x * scale, (x, scale)]}

    @tf.function
    def never(self, x):
        return x


model = Model()
model.run(tf.constant([1.0, 2.0]))
model.run(tf.constant([1.0, 2.0]), training=True)
model.run(tf.constant([1.0, 2.0]), tf.constant(3.0))
path = os.path.join(tempfile.mkdtemp(), "m")
tf.saved_model.save(model, path)
loaded = tf.saved_model.load(path)
x = tf.constant([1.0, 2.0])
loaded.run(x)
loaded.run(x=x, training=True)
loaded.run([3.0, 4.0])
loaded.run(x, tf.constant(4.0))
loaded.run(x, scale=5.0)
attempt(loaded.run, tf.constant([1.0, 2.0, 3.0]))
attempt(loaded.run, tf.constant([1, 2]))
attempt(loaded.run)
attempt(loaded.run, 1, 2, 3, 4)
attempt(loaded.never, x)
len(loaded.run.concrete_functions)
loaded.run.pretty_printed_concrete_signatures(verbose=False)

# %% results of any structure
import collections
import os
import tempfile

Pair = collections.namedtuple("Pair", "a b")
module = tf.Module()
module.swap = tf.function(lambda p: Pair(p.b, p.a))
module.swap(Pair(tf.constant(1.0), tf.constant(2.0)))
module.keys = tf.function(lambda d: [{"s": d["a"] + d["b"][0]}, None])
module.keys({"a": tf.constant(1.0), "b": [tf.constant(2.0)]})
module.rest = tf.function(lambda *args, **named: (args[0] + named["z"], [args[1]]))
module.rest(tf.constant(1.0), tf.constant(5.0), z=tf.constant(2.0))
module.masked = tf.function(lambda x, mask=None: x if mask is None else x * mask)
module.masked(tf.constant(1.0)), module.masked(tf.constant(1.0), tf.constant(2.0))
module.nothing = tf.function(lambda: None)
module.nothing()
path = os.path.join(tempfile.mkdtemp(), "m")
tf.saved_model.save(module, path)
loaded = tf.saved_model.load(path)
loaded.swap(Pair(tf.constant(3.0), tf.constant(4.0)))
loaded.keys({"a": tf.constant(1.0), "b": [tf.constant(5.0)]})
loaded.keys({"a": 1.0, "b": [6.0]})
attempt(loaded.keys, {"a": tf.constant(1.0)})
loaded.rest(tf.constant(1.0), tf.constant(5.0), z=tf.constant(3.0))
attempt(loaded.rest, tf.constant(1.0), z=tf.constant(3.0))
loaded.masked(tf.constant(2.0)), loaded.masked(tf.constant(2.0), mask=tf.constant(3.0))
loaded.nothing()
[str(f.structured_outputs) for f in loaded.swap.concrete_functions]
[str(f.structured_outputs) for f in loaded.rest.concrete_functions]

# %% signatures
import os
import tempfile

module = tf.Module()
module.w = tf.Variable([[1.0], [2.0]])


@tf.function(input_signature=[tf.TensorSpec([None, 2], name="features")])
def predict(x):
    return x @ module.w


@tf.function
def both(x, n):
    return {"sum": x + n, "product": x * n}


path = os.path.join(tempfile.mkdtemp(), "m")
concrete = both.get_concrete_function(tf.TensorSpec([]), tf.TensorSpec([], name="number"))
tf.saved_model.save(module, path, signatures={"predict": predict, "both": concrete})
loaded = tf.saved_model.load(path)
sorted(loaded.signatures), len(loaded.signatures)
call = loaded.signatures["predict"]
call(features=tf.constant([[1.0, 1.0]]))
call(tf.constant([[2.0, 1.0]]))
call.structured_input_signature, call.structured_outputs
str(call.pretty_printed_signature(verbose=False))
attempt(call, wrong=tf.constant([[1.0, 1.0]]))
attempt(call)
results = loaded.signatures["both"](x=tf.constant(3.0), number=tf.constant(4.0))
sorted(results), results["sum"], results["product"]
attempt(loaded.signatures.__getitem__, "none")
[v.shape for v in call.variables]

# %% the signature that is there by itself
import os
import tempfile

home = tempfile.mkdtemp()


def keys(module, name, **options):
    path = os.path.join(home, name)
    tf.saved_model.save(module, path, **options)
    return list(tf.saved_model.load(path).signatures)


spec = tf.TensorSpec([None])
one, two, traced = tf.Module(), tf.Module(), tf.Module()
one.f = tf.function(lambda x: x + 1, input_signature=[spec])
keys(one, "one")
two.f, two.g = one.f, tf.function(lambda x: x, input_signature=[spec])
keys(two, "two")
keys(two, "chosen", signatures=two.g)
traced.f = tf.function(lambda x: x + 1)
traced.f(tf.ones([2]))
keys(traced, "traced")
traced.c = traced.f.get_concrete_function(spec)
keys(traced, "concrete")
tf.saved_model.DEFAULT_SERVING_SIGNATURE_DEF_KEY

# %% what cannot be saved
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "m")
module = tf.Module()
module.f = tf.function(lambda x: x, input_signature=[tf.TensorSpec([])])
attempt(tf.saved_model.save, 3, path)
attempt(tf.saved_model.save, "text", path)
attempt(tf.saved_model.save, [1, 2], path)
attempt(tf.saved_model.save, module, 3)
for bad in [3, "f"]:
    show(attempt(tf.saved_model.save, module, path, signatures=bad))
module.numbers = {1: tf.Variable(1.0)}
attempt(tf.saved_model.save, module, path)
outside = tf.Variable(1.0)
module = tf.Module()
module.f = tf.function(lambda x: x * outside)
module.f(tf.constant(1.0))
try:
    tf.saved_model.save(module, path)
except KeyError as error:
    print("Failed to add concrete function" in str(error))
    print("is not assigned to an attribute of the serialized" in str(error))
try:
    tf.saved_model.save(tf.Module(), path, signatures=module.f.get_concrete_function(1.0))
except AssertionError as error:
    print(str(error).splitlines()[0])
tf.saved_model.contains_saved_model(path)

# %% signatures that give what is no tensor
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "m")
spec = tf.TensorSpec([])
for function in [lambda x: [x, [x]], lambda x: {"a": x, "b": None}, lambda x: None]:
    try:
        concrete = tf.function(function).get_concrete_function(spec)
        tf.saved_model.save(tf.Module(), path, signatures={"f": concrete})
    except ValueError as error:
        print(str(error).partition("Got")[0], "SavedModel signature 'f'" in str(error))

# %% saving inside of a function
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "m")


@tf.function
def save():
    tf.saved_model.save(tf.Module(), path)


try:
    save()
except AssertionError as error:
    print(str(error).strip().splitlines()[-1])

# %% what cannot be loaded
import os
import tempfile

home = tempfile.mkdtemp()


def message(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return type(error).__name__, str(error).replace(home, "HOME")


message(tf.saved_model.load, home)
message(tf.saved_model.load, os.path.join(home, "none"))
tf.saved_model.contains_saved_model(home)
attempt(tf.saved_model.contains_saved_model, 3)
with open(os.path.join(home, "saved_model.pb"), "wb") as file:
    file.write(b"nonsense")
tf.saved_model.contains_saved_model(home)
message(tf.saved_model.load, home)[0]
path = os.path.join(home, "m")
tf.saved_model.save(tf.Module(), path)
message(tf.saved_model.load, path, tags=["train"])
type(tf.saved_model.load(path, tags="serve")).__name__
type(tf.saved_model.load(path, ["serve"])).__name__

# %% gradients through a loaded function  [rtol=1e-5]
import os
import tempfile

module = tf.Module()
module.w = tf.Variable([[0.5, -1.0], [2.0, 0.25]])


@tf.function(input_signature=[tf.TensorSpec([None, 2])])
def layer(x):
    return tf.nn.softmax(tf.tanh(x) @ module.w)


module.layer = layer
path = os.path.join(tempfile.mkdtemp(), "m")
tf.saved_model.save(module, path)
loaded = tf.saved_model.load(path)
x = tf.constant([[1.0, 2.0], [-0.5, 0.25], [0.0, 3.0]])
with tf.GradientTape() as tape:
    tape.watch(x)
    loss = tf.reduce_sum(loaded.layer(x)[:, 0] ** 2)
loss
tape.gradient(loss, [x, loaded.w])


@tf.function
def step(x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(loaded.layer(x)[:, 0])
    gradient = tape.gradient(loss, loaded.w)
    loaded.w.assign_sub(0.5 * gradient)
    return loss


[step(x).numpy() for _ in range(3)]
loaded.w
tf.reduce_sum(loaded.layer(x)[:, 0])

# %% a gradient of one's own, a loop and a branch  [rtol=1e-5]
import os
import tempfile


@tf.custom_gradient
def doubled(x):
    return x, lambda upstream: 2 * upstream


@tf.function(input_signature=[tf.TensorSpec([None]), tf.TensorSpec([], tf.int32)])
def run(x, n):
    for _ in tf.range(n):
        x = x * 1.5
    if tf.reduce_sum(x) > 0:
        x = x + 1.0
    return doubled(x)


module = tf.Module()
module.run = run
path = os.path.join(tempfile.mkdtemp(), "m")
tf.saved_model.save(module, path)
loaded = tf.saved_model.load(path)
for start in [[1.0, 2.0], [-1.0, -2.0, 1.0]]:
    x = tf.constant(start)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = loaded.run(x, tf.constant(3))
    show(y, tape.gradient(y, x))

# %% state is saved, and changed by loaded functions
import os
import tempfile


class Counter(tf.Module):
    def __init__(self):
        super().__init__()
        self.count = tf.Variable(0, trainable=False)
        self.seen = [tf.Variable([0.0, 0.0])]

    @tf.function(input_signature=[tf.TensorSpec([2])])
    def add(self, x):
        self.count.assign_add(1)
        self.seen[0].assign_add(x)
        return self.seen[0] / tf.cast(self.count, tf.float32)


counter = Counter()
counter.add(tf.constant([1.0, 2.0]))
path = os.path.join(tempfile.mkdtemp(), "m")
tf.saved_model.save(counter, path)
loaded = tf.saved_model.load(path)
loaded.add(tf.constant([3.0, 2.0]))
loaded.add(tf.constant([5.0, 2.0]))
loaded.count, loaded.seen[0], counter.count

# %% random numbers
import os
import tempfile

tf.random.set_seed(5)
module = tf.Module()
module.draw = tf.function(lambda: tf.random.uniform([2], seed=3))
module.draw(), module.draw()
path = os.path.join(tempfile.mkdtemp(), "m")
tf.saved_model.save(module, path)
loaded = tf.saved_model.load(path)
loaded.draw(), loaded.draw()
generator = tf.random.Generator.from_seed(1)
module = tf.Module()
module.generator = generator
module.draw = tf.function(lambda: generator.normal([2]))
module.draw()
tf.saved_model.save(module, path)
loaded = tf.saved_model.load(path)
loaded.draw(), module.draw()

# %% dimensions left open
import os
import tempfile

specs = {
    "flat": (lambda x: tf.reshape(x, [tf.shape(x)[0], -1]), [None, 2, 3]),
    "rows": (lambda x: tf.reduce_mean(x, 0) + tf.cast(tf.shape(x)[0], tf.float32), [None, 2]),
    "both": (lambda x: x @ tf.transpose(x), [None, None]),
    "count": (lambda x: tf.range(tf.size(x)), [None]),
    "tiled": (lambda x: tf.tile(x[tf.newaxis], [2, 1]), [None]),
    "zeros": (lambda x: tf.zeros([2 * tf.shape(x)[0], 1]), [None]),
    "any": (lambda x: x + 1.0, None),
    "last": (lambda x: x[-1], [None, 2]),
    "onehot": (lambda x: tf.one_hot(tf.argmax(x, 1), 3), [None, 3]),
}
module = tf.Module()
for name, (function, shape) in specs.items():
    signature = [tf.TensorSpec(shape, tf.float32)]
    setattr(module, name, tf.function(function, input_signature=signature))
path = os.path.join(tempfile.mkdtemp(), "m")
tf.saved_model.save(module, path)
loaded = tf.saved_model.load(path)
for name, (_, shape) in specs.items():
    for size in [2, 3]:
        sizes = [2, size] if shape is None else [size if n is None else n for n in shape]
        x = tf.reshape(tf.range(tf.reduce_prod(sizes), dtype=tf.float32), sizes)
        show(name, getattr(loaded, name)(x))

# %% saved, loaded and saved again
import os
import tempfile

home = tempfile.mkdtemp()
module = tf.Module()
module.v = tf.Variable(3.0)
module.f = tf.function(lambda x, n=2: x * module.v * n)
module.f(tf.constant(1.0)), module.f(tf.constant([1.0, 2.0]), n=3)
tf.saved_model.save(module, os.path.join(home, "a"))
first = tf.saved_model.load(os.path.join(home, "a"))
first.v.assign(5.0)
tf.saved_model.save(first, os.path.join(home, "b"))
again = tf.saved_model.load(os.path.join(home, "b"))
again.v, again.f(tf.constant(2.0)), again.f(tf.constant([1.0, 2.0]), n=3)
attempt(again.f, tf.constant(2))
tf.saved_model.save(module, os.path.join(home, "b"))
tf.saved_model.load(os.path.join(home, "b")).v

# %% large tensors of a function, and dtypes
import os
import tempfile

module = tf.Module()
table = tf.range(300)
module.take = tf.function(lambda i: tf.gather(table, i))
module.take(tf.constant([1, 2]))
for dtype in ["float16", "float64", "bfloat16", "int8", "uint8", "int64", "bool", "complex64"]:
    setattr(module, "v_" + dtype, tf.Variable(tf.cast([0, 1, 2], dtype)))
path = os.path.join(tempfile.mkdtemp(), "m")
tf.saved_model.save(module, path)
loaded = tf.saved_model.load(path)
loaded.take(tf.constant([10, 299]))
for dtype in ["float16", "float64", "bfloat16", "int8", "uint8", "int64", "bool", "complex64"]:
    variable = getattr(loaded, "v_" + dtype)
    show(variable.dtype, tf.cast(variable, tf.int32))
loaded_scalar = tf.Module()
loaded_scalar.v = tf.Variable(tf.zeros([0, 3]))
tf.saved_model.save(loaded_scalar, path)
tf.saved_model.load(path).v.shape

# %% options
options = tf.saved_model.SaveOptions(function_aliases={"a": abs})
options.namespace_whitelist, options.save_debug_info, sorted(options.function_aliases)
attempt(tf.saved_model.SaveOptions, namespace_whitelist=3)
tf.saved_model.LoadOptions().allow_partial_checkpoint
[tf.saved_model.SERVING, tf.saved_model.TRAINING, tf.saved_model.ASSETS_DIRECTORY]
[tf.saved_model.PREDICT_INPUTS, tf.saved_model.PREDICT_OUTPUTS, tf.saved_model.VARIABLES_FILENAME]
