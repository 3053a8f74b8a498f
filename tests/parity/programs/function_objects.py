"""Function objects: signatures and their text, traces and their counts, methods, tf.Module."""

# %% pretty printed signatures


@tf.function
def double(a):
    return a + a


double(tf.constant(1))
double(tf.constant(1.1))
double(tf.constant("a"))
print(double.pretty_printed_concrete_signatures())
print(double.pretty_printed_concrete_signatures(verbose=False))
double_strings = double.get_concrete_function(tf.TensorSpec(shape=[], dtype=tf.string))
print(double_strings)
double_strings(tf.constant("a"))
double_strings(a=tf.constant("b"))
double.get_concrete_function(tf.constant("c")) is double_strings
str(double_strings) == "ConcreteFunction " + double_strings.pretty_printed_signature()
repr(double_strings)
double_strings(tf.constant(1))
double_strings.function_type
print(double_strings.function_type)
double_strings.structured_input_signature
double_strings.structured_outputs
double_strings.output_shapes
double_strings.output_dtypes
double_strings.captured_inputs
type(double_strings.graph).__name__
double_strings.graph.building_function
double_strings.name.startswith(b"__inference_double_")
[(node.name, node.type) for node in double_strings.graph.get_operations()]
for node in double_strings.graph.get_operations():
    show([tensor.name for tensor in node.inputs], [tensor.name for tensor in node.outputs])

# %% concrete functions with Python arguments


@tf.function
def power(a, b):
    return a**b


square = power.get_concrete_function(a=tf.TensorSpec(None, tf.float32), b=2)
print(square)
square(tf.constant(10.0))
square(tf.constant(10.0)).numpy()
square(a=tf.constant(3.0))
square(tf.constant(10.0), b=2)
square(tf.constant(10.0), 2)
square(tf.constant(10.0), b=3)
square(tf.constant(10.0), 3)
square()
square(tf.constant(1))
square(3.0)
square([1.0, 2.0])
square("a")
square(None)
square(np.float32(2))
square(tf.Variable(2.0))
square(c=1.0)
square(tf.constant(1.0), c=1.0)
square(tf.constant(1.0), 2, 3)
square.structured_input_signature

# %% concrete functions with named specs


@tf.function
def weigh(a, b):
    return a * b


named = weigh.get_concrete_function(
    tf.TensorSpec([3], tf.float32, name="x"), tf.TensorSpec([], tf.float32, name="y")
)
print(named)
named.inputs
named.structured_input_signature
x, y = tf.constant([1.0, 2.0, 3.0]), tf.constant(2.0)
named(x, y)
named(x=x, y=y)
named(a=x, b=y)
named(x, y=y)
named(x)
named(x, z=1.0)
named(x, y, y=y)
named(x, y, y)
named(tf.constant([1.0]), y)
named(tf.constant([1, 2, 3]), y)
weigh(x, y)
weigh.experimental_get_tracing_count()

# %% structured arguments


@tf.function
def combine(d, items):
    return {"sum": d["a"] + items[0], "pair": (items[0], [d["a"], None])}


combined = combine.get_concrete_function({"a": tf.TensorSpec([])}, [tf.TensorSpec([]), 3])
print(combined)
combined.structured_input_signature
combined.inputs
combined.structured_outputs
combined.output_shapes
combined.output_dtypes
a, b = tf.constant(1.0), tf.constant(2.0)
combined({"a": a}, [b, 3])
combined(a, b)
combined(d=a, items=b)
combined({"b": a}, [b, 3])
combined({"a": a}, [b, 4])
combined({"a": tf.constant(1)}, [b, 3])
combined(items_0=b)

# %% arguments of every kind


@tf.function
def many(a, b, *rest, flag=True, d=None, **more):
    return a


first = many.get_concrete_function(
    tf.TensorSpec([2], name="named"),
    [tf.TensorSpec([]), "text"],
    tf.constant(1),
    tf.Variable(1.0),
    flag=False,
    d={"q": 1.0},
    z=tf.constant([1]),
)
print(first)
print(first.pretty_printed_signature(verbose=False))
first.structured_input_signature
for parameter in first.function_type.parameters.values():
    show(parameter.name, parameter.kind.name, parameter.optional, str(parameter.type_constraint))
second = many.get_concrete_function(1, 2.5, None, "text", b"bytes")
print(second)
second.structured_input_signature
many.get_concrete_function([tf.constant(1)], {"k": (tf.constant(2), 3)}).structured_input_signature
many.get_concrete_function(1, tf.zeros([2]), z={"y": [tf.zeros([])]}).structured_input_signature
many({1, 2}, 1)
many(1)
many()

# %% named tuples, ordered dicts and composites


def signatures(*values):
    concrete = tf.function(lambda x: tf.constant(1)).get_concrete_function(*values)
    show(concrete.structured_input_signature)
    print(concrete.function_type)


import collections

Point = collections.namedtuple("Point", "u v")
signatures(Point(tf.constant(1), 2))
signatures(collections.OrderedDict(b=tf.constant(1), a=3))
signatures([])
signatures(())
signatures({})
signatures([None, [tf.constant(1.0)]])
signatures(tf.ragged.constant([[1], [2, 3]]))
signatures(tf.sparse.from_dense([1, 0]))
signatures(np.array([1, 2]))
signatures(np.float32(3))

# %% what functions return


@tf.function
def returning(x):
    return [x, (x, {"b": x, "a": None}), "text", 2.5, np.array([1]), True]


concrete = returning.get_concrete_function(tf.constant(1))
print(concrete)
concrete.structured_outputs
concrete.outputs


@tf.function
def nothing(x):
    pass


print(nothing.get_concrete_function(tf.constant(1)))
print(nothing.get_concrete_function(2.0))
nothing.get_concrete_function(2.0).structured_outputs
nothing.get_concrete_function(2.0)()
nothing.get_concrete_function(2.0)(2.0)
nothing.get_concrete_function(2.0)(3.0)


@tf.function
def constant():
    return tf.constant(1)


print(constant.get_concrete_function())
constant.get_concrete_function().structured_input_signature
constant.pretty_printed_concrete_signatures(False)
constant(1)
constant.get_concrete_function()(1)

# %% function types before any call
tf.function(lambda x, y=1, *a, k, q=2, **z: x).function_type
print(tf.function(lambda x, y=1, *a, k, q=2, **z: x).function_type)
print(tf.function(lambda *a: 1).function_type)
limited = tf.function(
    lambda x, y=3.0: x * y,
    input_signature=[tf.TensorSpec([None], name="foo"), tf.TensorSpec([])],
)
print(limited.function_type)
limited.input_signature
limited(tf.constant([1.0]))
limited(tf.constant([1.0]), 2.0)
limited(x=tf.constant([1.0]), y=1.0)
limited(foo=tf.constant([1.0]), y=1.0)
print(limited.get_concrete_function())
limited.get_concrete_function().structured_input_signature
limited.get_concrete_function(
    tf.TensorSpec([3]), tf.TensorSpec([])
) is limited.get_concrete_function()
limited.get_concrete_function(tf.TensorSpec([3, 3]), tf.TensorSpec([]))
limited.experimental_get_tracing_count()
tf.function(lambda x: x).pretty_printed_concrete_signatures()
tf.function(lambda x: x).input_signature
tf.function(lambda x: x).name

# %% traces are found by what they take


@tf.function
def find(x):
    show(x)
    return tf.constant(0)


find.get_concrete_function(tf.TensorSpec([None]))
find(tf.zeros([3]))
find(tf.zeros([4]))
find.get_concrete_function(tf.TensorSpec([3]))
find.get_concrete_function(tf.TensorSpec([None, None]))
find(tf.zeros([1, 2]))
find.get_concrete_function(tf.TensorSpec(None))
find(tf.constant(1.0))
find(tf.zeros([1, 2]))
find.get_concrete_function(tf.TensorSpec([3], name="q"))
find(tf.zeros([3]))
find(tf.constant(1))
find(2)
find(3)
find(2.0)
find(True)
find("a")
find(None)
find([1, 2])
find((1, 2))
find([1, 2])
find(np.array([1]))
find(np.array([2]))
find.experimental_get_tracing_count()
print(find.pretty_printed_concrete_signatures(verbose=False))

# %% shapes that keep changing


@tf.function(reduce_retracing=True)
def relax(x):
    show(x)
    return x


for n in range(1, 5):
    relax(tf.zeros([n]))
relax(tf.zeros([2, 2]))
relax(tf.zeros([3, 2]))
relax(tf.constant(1))
relax(tf.constant([1]))
relax.experimental_get_tracing_count()
print(relax.pretty_printed_concrete_signatures(verbose=False))


@tf.function(reduce_retracing=True)
def relax_two(x, n, y=None):
    show(x, n, y)
    return x


for shape, n in (([1], 1), ([2], 1), ([3], 2), ([4], 2), ([5], 2)):
    relax_two(tf.zeros(shape), n)
relax_two(tf.zeros([5]), 2, tf.zeros([1]))
relax_two(tf.zeros([5]), 2, tf.zeros([2]))
relax_two.experimental_get_tracing_count()


@tf.function(reduce_retracing=True)
def relax_dict(d):
    show(d)
    return d["a"]


relax_dict({"a": tf.zeros([1]), "b": 1})
relax_dict({"a": tf.zeros([2]), "b": 1})
relax_dict({"a": tf.zeros([3]), "b": 1})
relax_dict({"a": tf.zeros([3]), "b": 2})


@tf.function(experimental_relax_shapes=True)
def relax_old(x):
    show(x)
    return x


relax_old(tf.zeros([1]))
relax_old(tf.zeros([2]))
relax_old(tf.zeros([3]))

# %% variables as arguments


@tf.function
def increment(v, w=None):
    show(v, w)
    v.assign_add(1.0)
    return v + 1.0


a, b = tf.Variable(1.0), tf.Variable(2.0)
fixed = tf.Variable(3.0, trainable=False)
increment(a)
increment(b)
increment(fixed)
increment(a, a)
increment(a, b)
increment(b, a)
increment(b, b)
a
b
increment.experimental_get_tracing_count()
print(increment.pretty_printed_concrete_signatures(verbose=False))
concrete = increment.get_concrete_function(a)
concrete.structured_input_signature
concrete.variables
concrete.captured_inputs
concrete(b, None)
concrete(b)
concrete()
concrete(1.0)
with tf.GradientTape() as tape:
    y = tf.function(lambda v: v * v)(b)
tape.gradient(y, b)


@tf.function
def outer(v):
    return tf.function(lambda w: w * 2.0)(v) + increment(a)


outer(b)
tf.function(lambda x: x * 2.0, input_signature=[tf.TensorSpec([])])(a)

# %% captures
v = tf.Variable(2.0)
large = tf.reshape(tf.range(400.0), [20, 20])


@tf.function
def capture(x):
    return v * x + tf.reduce_sum(large)


concrete = capture.get_concrete_function(tf.TensorSpec([]))
concrete(tf.constant(1.0))
concrete.variables
concrete.trainable_variables
len(concrete.captured_inputs)
sorted(str(spec) for spec in concrete.function_type.captures.values())
v.assign(3.0)
concrete(tf.constant(1.0))

# %% what a closure sees
x = tf.constant(1)


@tf.function
def closed(y):
    return x + y


closed(tf.constant(1))
x = tf.constant(100)
closed(tf.constant(1))
closed(tf.constant([1]))

# %% callables of every kind
import functools


def base(a, b=1, *, c=2):
    return a + b + c


partial = tf.function(functools.partial(base, 1))
partial(2)
print(partial.pretty_printed_concrete_signatures(False))
partial.name
with_tensor = tf.function(functools.partial(base, b=tf.constant(3)))
with_tensor(2)
print(with_tensor.pretty_printed_concrete_signatures(False))
with_tensor(2, b=4)
with_tensor(2, c=4)
with_tensor(2, 3)
complete = tf.function(functools.partial(base, 1, 2))
complete()
complete(c=3)
print(complete.function_type)


class Scale:
    def __call__(self, x, k=1):
        return x * k


scale = tf.function(Scale())
scale(3)
scale(tf.constant(3), k=2)
scale.name
print(scale.pretty_printed_concrete_signatures(False))
tf.function(len)([1, 2])
tf.function(3)
tf.function(lambda x: x, input_signature=3)

# %% methods of objects


class Counter:
    def __init__(self, step):
        self.step = step
        self.total = tf.Variable(0.0)

    @tf.function
    def add(self, x):
        show(type(self).__name__, self.step, x)
        return self.total.assign_add(self.step * x)

    @tf.function(input_signature=[tf.TensorSpec([])])
    def limited(self, x):
        return x * self.step


one, two = Counter(1.0), Counter(2.0)
one.add(tf.constant(1.0))
one.add(tf.constant(2.0))
two.add(tf.constant(1.0))
two.add(tf.constant(2.0))
one.total, two.total
one.add.experimental_get_tracing_count()
Counter.add.experimental_get_tracing_count()
one.add is one.add
one.add is two.add
print(one.add.pretty_printed_concrete_signatures(verbose=False))
one.add.get_concrete_function(tf.TensorSpec([])).structured_input_signature
one.limited(3)
one.limited("a")
print(one.limited.function_type)
Counter.add(one, tf.constant(3.0))
one.add.python_function(tf.constant(1.0))

# %% variables made in the first call


class Lazy:
    def __init__(self):
        self.w = None

    @tf.function
    def __call__(self, x):
        if self.w is None:
            self.w = tf.Variable(2.0)
        return self.w * x


lazy = Lazy()
lazy(1.0)
lazy.__call__.experimental_get_tracing_count()
lazy(2.0)
lazy(2.0)
lazy.__call__.experimental_get_tracing_count()
print(lazy.__call__.pretty_printed_concrete_signatures(False))

# %% compiler IR
plain = tf.function(lambda x: x * 2 + 1)
plain.experimental_get_compiler_ir(tf.constant([1.0]))
compiled = tf.function(lambda x: x * 2 + 1, jit_compile=True)
ir = compiled.experimental_get_compiler_ir(tf.constant([1.0, 2.0]))
ir(stage="hlo").split()[0]
ir().split()[0]
"multiply" in ir(stage="hlo")
"f32[2]" in ir(stage="optimized_hlo")
type(ir(stage="hlo_serialized"))
type(ir(stage="optimized_hlo_serialized"))
ir(stage="optimized_hlo_dot").split()[0]
ir(stage="nonsense")
compiled.experimental_get_compiler_ir()
unknown = tf.function(lambda x: x, jit_compile=True)
unknown.experimental_get_compiler_ir(tf.TensorSpec([None]))

# %% the sequence of tracing and running


@tf.function
def two_steps(a, b):
    print("tracing", a, b)
    return tf.stack([a, b]) if a is not None else b


two_steps(tf.constant(1), tf.constant(2))
two_steps(tf.constant(3), tf.constant(4))
two_steps(None, tf.constant(2))
two_steps(b=tf.constant(5), a=tf.constant(6))
two_steps(tf.constant(1), b=tf.constant(2))
two_steps.experimental_get_tracing_count()

# %% calling fast and slow in turns


@tf.function
def mixed(x, scale=2.0, training=False):
    show(x, scale, training)
    return x * scale


for _ in range(2):
    show(mixed(tf.constant(1.0)))
    show(mixed(tf.constant(1.0), 3.0))
    show(mixed(tf.constant(1.0), training=True))
    show(mixed(scale=3.0, x=tf.constant(5.0)))
    show(mixed(np.float32(4)))
    show(mixed(np.array([1.0, 2.0], np.float32), tf.constant(3.0)))
    show(mixed(tf.constant(2.0), scale=tf.constant(4.0)))
    show(mixed(scale=tf.constant(5.0), x=tf.constant(2.0)))
mixed.experimental_get_tracing_count()
state = tf.Variable([1.0, 2.0])


@tf.function
def move(x):
    state.assign(state * x)
    return state + 0.0, {"before": x}


for _ in range(3):
    show(move(tf.constant(2.0)))
state.assign([5.0, 6.0])
move(tf.constant(2.0))
with tf.GradientTape() as tape:
    result, _ = move(tf.constant(3.0))
tape.gradient(result, state)
move(tf.constant(1.0))

# %% modules


class Dense(tf.Module):
    def __init__(self, inputs, outputs, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(tf.ones([inputs, outputs]), name="w")
        self.b = tf.Variable(tf.zeros([outputs]), name="b")

    @tf.function
    def __call__(self, x):
        return tf.nn.relu(x @ self.w + self.b)


class Sequence(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        with self.name_scope:
            self.first = Dense(3, 3)
            self.rest = [Dense(3, 2), {"x": Dense(2, 2, name="inner")}]
        self.step = tf.Variable(1, trainable=False, name="step")

    def __call__(self, x):
        return self.rest[1]["x"](self.rest[0](self.first(x)))

    @tf.Module.with_name_scope
    def scoped(self):
        return tf.Variable(1.0, name="v"), tf.constant(1.0)


model = Sequence(name="model")
model(tf.constant([[1.0, 2.0, 3.0]]))
model(tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
model.name, model.name_scope.name, model.first.name_scope.name
model.variables
model.trainable_variables
[variable.name for variable in model.non_trainable_variables]
[module.name for module in model.submodules]
[len(module.variables) for module in model.submodules]
model.submodules[0].submodules
model.scoped()
print(model.first.__call__.pretty_printed_concrete_signatures(verbose=False))


def is_variable(item):
    return isinstance(item, tf.Variable)


[path for path, _ in model._flatten(predicate=is_variable, with_path=True)]
[item.name for item in model._flatten(predicate=is_variable, recursive=False)]
tuple(model._flatten(predicate=lambda item: isinstance(item, tf.Module))) == model.submodules
for item in model._flatten(
    recursive=False, predicate=lambda item: isinstance(item, (str, tf.Module))
):
    show(item if isinstance(item, str) else item.name)
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(model(tf.constant([[1.0, 2.0, 3.0]])))
[gradient.shape for gradient in tape.gradient(loss, model.trainable_variables)]

# %% names of modules
for name in ("MLP", "Conv2DLayer", "HTTPServer", "myThing", "A1B2", "_Priv", "ABCd", "Linear3D"):
    show(type(name, (tf.Module,), {})().name)
tf.Module(name="bad name")
tf.Module(name="")
tf.Module(name="_x").name
tf.Module(name="Good").name_scope.name
tf.Module().variables


class WithoutSuper(tf.Module):
    def __init__(self):
        self.w = tf.Variable(1.0)


without = WithoutSuper()
without.variables
without.name
without.name_scope


class Ignoring(tf.Module):
    _TF_MODULE_IGNORED_PROPERTIES = frozenset(("cache",)) | tf.Module._TF_MODULE_IGNORED_PROPERTIES

    def __init__(self):
        super().__init__()
        self.cache = tf.Variable(1.0, name="cache")
        self.kept = tf.Variable(2.0, name="kept")


[variable.name for variable in Ignoring().variables]


class Cyclic(tf.Module):
    def __init__(self):
        super().__init__()
        self.n = (tf.Variable(1.0, name="n"), {"z": tf.Variable(2.0, name="z"), "a": None})
        self.me = self
        self.other = None


one, two = Cyclic(), Cyclic()
one.other, two.other = two, one
[variable.name for variable in one.variables]
len(one.submodules)

# %% name scopes of modules in graphs


class Scoped(tf.Module):
    @tf.function
    def plain(self, x):
        return self.name_scope.name, tf.add(x, 1.0, name="z").name

    @tf.Module.with_name_scope
    @tf.function
    def outside(self, x):
        show(tf.add(x, 1.0, name="z").name)
        return x

    @tf.function
    @tf.Module.with_name_scope
    def inside(self, x):
        show(tf.add(x, 1.0, name="z").name)
        return x


scoped = Scoped()
scoped.plain(tf.constant(1.0))
scoped.outside(tf.constant(1.0))
scoped.inside(tf.constant(1.0))
