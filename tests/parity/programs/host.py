"""What runs on the host: printing, modules, files, records, examples, images, tables."""

# %% print scalars and vectors  [stderr]
tf.print(tf.constant([0.1, 1, 2.5, 1e10, 1e-10, 1.23456789, 123456789.0]), summarize=-1)
tf.print(tf.constant([0.1, 1e10, 1 / 3], tf.float64), tf.constant(0.1, tf.float16))
tf.print(tf.constant(0.1, tf.bfloat16), tf.constant([True, False]), tf.constant(1 + 2j))
for dtype in [tf.int8, tf.uint8, tf.int16, tf.uint16, tf.int32, tf.uint32, tf.int64, tf.uint64]:
    tf.print(tf.constant([1, 65, 100], dtype))
tf.print(tf.constant(float("nan")), tf.constant([float("inf"), -float("inf"), -0.0]))
tf.print(tf.zeros([10]), tf.zeros([7]), tf.zeros([6]))
tf.print(tf.zeros([0]), tf.zeros([0, 2]), tf.zeros([2, 0]))
tf.print(tf.range(10), summarize=2)
tf.print(tf.range(10), summarize=1)
tf.print(tf.range(10), summarize=0)
tf.print(tf.constant(5), summarize=0)
tf.print(tf.range(10), summarize=-1)
tf.print(tf.range(100), summarize=100)
tf.print(16777216.0, tf.constant(1e7), tf.constant(123456.7), tf.constant(0.0001))

# %% print matrices  [stderr]
tf.print(tf.eye(10))
tf.print(tf.ones([2, 3, 4]))
tf.print(tf.ones([8, 8, 8]), summarize=1)
tf.print(tf.constant([[1, 2], [3, 4]]), tf.constant([1.5]))
tf.print(tf.constant([["a", "b"], ["c", "d"]]))

# %% print texts  [stderr]
tf.print("plain")
tf.print("")
tf.print()
tf.print("a", "b", sep="|")
tf.print("a", "b", end="!\n")
tf.print("no new line", end="")
tf.print(tf.constant("one text"))
tf.print(tf.constant("text"), "and another")
tf.print(tf.constant(["a", 'q"uote', "it's", "new\nline", "ümlaut"]))
tf.print("x:", tf.constant(3), "y:", tf.constant([1.5, 2]))
tf.print("{}", tf.constant(1), "a{}b")
tf.print("'{}'", tf.constant(1))
tf.print("a\nb", tf.constant(1), sep="\n")
tf.print("loss:", tf.constant(0.25), "step:", tf.constant(10, tf.int64))

# %% print structures  [stderr]
tf.print([tf.constant(1), tf.constant([1.5, 2])], (tf.constant(1),), {"k": tf.constant(2)})
tf.print({"b": tf.constant(1), "a": (2, "text")})
tf.print([1.0, 0.1, "s", True, None])
tf.print(1, 2.5, True, None, 1e20, 0.1 + 0.2, 1j, b"bytes")
tf.print([], {}, ())
tf.print({"k" * 30: tf.constant(1), "l" * 30: tf.constant([1, 2]), "m" * 30: "x" * 30})
tf.print([tf.constant(1)] * 25)
tf.print(["a'b", 'c"d', "'{}'"], tf.constant(1))
tf.print(np.array([1, 2]), np.float32(3), [np.float64(0.5)])
tf.print(tf.constant(1).shape, tf.float32, int)
tf.print(tf.Variable([1, 2]), tf.Variable("text"), [tf.Variable(1.5)])
tf.print(tf.TensorSpec([None, 2]))
import collections

Pair = collections.namedtuple("Pair", "a b")
tf.print(Pair(tf.constant(1), 2))
tf.print({"outer": {"inner": [tf.constant([1, 2, 3])]}})

# %% wrong calls of print  [stderr]
tf.print(1, foo=1)
tf.print(1, 2, sep=1)
tf.print(1, end=1)
tf.print(tf.constant(1), summarize="a")
tf.print(1, output_stream="bogus")
tf.print(1, output_stream=3)

# %% print to a file
import os, tempfile

path = os.path.join(tempfile.mkdtemp(), "printed.txt")
tf.print("first", tf.constant([1, 2]), output_stream="file://" + path)
tf.print("second", output_stream="file://" + path, end="|")
open(path).read()


# %% print in a function  [stderr]
@tf.function
def traced(x):
    tf.print("x is", x, {"twice": 2 * x})
    tf.print(tf.constant("text"))
    return x + 1


traced(tf.constant(1))
traced(tf.constant(2))
traced(tf.constant([1.5, 2.5]))

# %% modules and their names
tf.Module().name
tf.Module("given").name


class Dense(tf.Module):
    pass


class MyDenseLayer2D(tf.Module):
    pass


class HTTPServer(tf.Module):
    pass


Dense().name
MyDenseLayer2D().name
HTTPServer().name
Dense("one").name_scope.name
Dense("not valid")
Dense("a/b")
Dense("1a")
Dense("")
Dense(3)


class NoInit(tf.Module):
    def __init__(self):
        self.w = 1


NoInit().w
NoInit().name


# %% variables of modules
class Linear(tf.Module):
    def __init__(self, size, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(tf.ones([size]), name="w")
        self.b = tf.Variable(0.0, name="b", trainable=False)


linear = Linear(2)
linear.variables
linear.trainable_variables
linear.non_trainable_variables
linear.submodules


class Stack(tf.Module):
    def __init__(self):
        super().__init__()
        self.z = tf.Variable(3.0, name="z")
        self.layers = [Linear(1, "first"), Linear(1, "second")]
        self.named = {"y": Linear(1, "third"), "x": tf.Variable(4.0, name="x")}
        self.again = self.layers[0]
        self.pair = (tf.Variable(5.0, name="in_pair"), Linear(1, "fourth"))
        self.number = 3


stack = Stack()
[v.name for v in stack.variables]
[v.name for v in stack.trainable_variables]
[v.name for v in stack.non_trainable_variables]
[m.name for m in stack.submodules]
type(stack.variables)
stack.number


# %% name scopes of modules
class Scoped(tf.Module):
    def __init__(self, name=None):
        super().__init__(name)
        with self.name_scope:
            self.w = tf.Variable(1.0, name="w")
            self.inner = Inner()

    @tf.Module.with_name_scope
    def __call__(self, x):
        if not hasattr(self, "b"):
            self.b = tf.Variable(2.0, name="b")
        return x * self.w + self.inner(x) + self.b


class Inner(tf.Module):
    @tf.Module.with_name_scope
    def __call__(self, x):
        if not hasattr(self, "v"):
            self.v = tf.Variable(3.0, name="v")
        return x * self.v


scoped = Scoped()
scoped(tf.constant(2.0))
[v.name for v in scoped.variables]
[v.name for v in Scoped("other").variables]
scoped.name_scope.name
scoped.inner.name_scope.name


# %% a module in training
class Regression(tf.Module):
    def __init__(self):
        super().__init__(name="regression")
        self.w = tf.Variable(5.0)
        self.b = tf.Variable(0.0)

    def __call__(self, x):
        return self.w * x + self.b


model = Regression()
x = tf.constant([1.0, 2.0, 3.0])
for step in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(x) - (3.0 * x + 2.0)))
    gradients = tape.gradient(loss, model.trainable_variables)
    for variable, gradient in zip(model.trainable_variables, gradients):
        variable.assign_sub(0.1 * gradient)
    show(loss, model.w, model.b)
[v.name for v in model.variables]

# %% versions
tf.version.VERSION
tf.version.GIT_VERSION
tf.version.COMPILER_VERSION
tf.version.GRAPH_DEF_VERSION
tf.__version__
tf.sysconfig.CXX11_ABI_FLAG
tf.sysconfig.get_build_info()
tf.test.is_built_with_cuda()
tf.test.is_built_with_xla()

# %% timestamps
tf.timestamp().dtype
tf.timestamp().shape
later = tf.timestamp()
bool(tf.timestamp() >= later)
bool(later > 1.5e9)


@tf.function
def now():
    return tf.timestamp()


first = now()
bool(now() >= first)


# %% py_function
def reason(function, *arguments, **keywords):
    try:
        show(function(*arguments, **keywords))
    except Exception as error:
        show(type(error).__name__, str(error).split("}} ")[-1].splitlines()[0])


tf.py_function(lambda x: x * 2, [tf.constant(3)], tf.int32)
tf.py_function(lambda a, b: (a, b), [1, 2.5], [tf.int32, tf.float32])
tf.py_function(lambda: None, [], [])
tf.py_function(lambda x: 5, [1], tf.int32)
tf.py_function(lambda x: "text", [1], tf.string)
tf.py_function(lambda x: x, [1], [tf.int32])
tf.py_function(lambda x: x.numpy() + 1, [np.array([1, 2])], tf.int64)
tf.py_function(lambda x: type(x).__name__, [1], tf.string)
tf.py_function(lambda *a: sum(a), [1, 2, 3], tf.int32)
tf.py_function(func=lambda x: x, inp=[tf.constant([1, 2])], Tout=tf.TensorSpec([2], tf.int32))
reason(tf.py_function, lambda x: x * 2, [tf.constant(3)], tf.float32)
reason(tf.py_function, lambda x: "s", [1], tf.int32)
reason(tf.py_function, lambda x: 1 / 0, [1], tf.int32)
reason(tf.py_function, lambda x: int("a"), [1], tf.int32)
reason(tf.py_function, lambda x: [][0], [1], tf.int32)
reason(tf.py_function, lambda x: x.foo, [1], tf.int32)
reason(tf.py_function, lambda: 1, [1], tf.int32)
reason(tf.py_function, 3, [1], tf.int32)
x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = tf.py_function(lambda v: v**2, [x], tf.float32)
tape.gradient(y, x)


@tf.function
def f(x):
    y = tf.py_function(lambda v: v.numpy() + 1, [x], tf.int32)
    show(y.shape, y.dtype)
    return y


f(tf.constant(1))

# %% numpy_function
tf.numpy_function(np.sinh, [tf.constant([1.0, 2.0])], tf.float32)
tf.numpy_function(lambda x: x + 1, [np.array([1, 2])], tf.int64)
tf.numpy_function(lambda x: type(x).__name__, [1], tf.string)
tf.numpy_function(lambda x: x.dtype.name, [1.5], tf.string)
tf.numpy_function(lambda x: x * 1.5, [tf.constant([1.0, 2.0])], tf.float64)
tf.numpy_function(lambda x: (x, x), [1], [tf.int32, tf.int32])
tf.numpy_function(lambda x: 1 / 0, [1], tf.int32)
tf.numpy_function(lambda s: s, [["a", "b"]], tf.string)
tf.numpy_function(lambda x: 5.0, [1], tf.float32)
tf.numpy_function(lambda x: None, [1], tf.float32)


@tf.function
def f(x):
    y = tf.numpy_function(np.cumsum, [x], tf.float32)
    show(y.shape, y.dtype)
    return y + 1


f(tf.constant([1.0, 2.0]))

# %% hash tables
init = tf.lookup.KeyValueTensorInitializer(["a", "b", "c"], [1, 2, 3])
table = tf.lookup.StaticHashTable(init, default_value=-1)
table.lookup(tf.constant(["a", "z"]))
table.lookup(tf.constant("b"))
table.lookup(tf.constant([["a"], ["q"]]))
table[tf.constant(["c"])]
table.size()
sorted(table.export()[1].numpy().tolist())
table.key_dtype
table.value_dtype
table.default_value
table.name
table.lookup(tf.constant(1))
table.lookup("a")
tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(["a", "a"], [1, 2]), 0)
tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(["a"], [1, 2]), 0)
tf.lookup.StaticHashTable(init, "x")
tf.lookup.KeyValueTensorInitializer(
    ["a"], [1], key_dtype=tf.string, value_dtype=tf.int64
).value_dtype
numbers = tf.lookup.KeyValueTensorInitializer(
    tf.constant([1, 2], tf.int64), tf.constant([0.5, 1.5])
)
tf.lookup.StaticHashTable(numbers, 0.0).lookup(tf.constant([2, 3], tf.int64))
table.lookup(tf.ragged.constant([["a"], ["b", "z"]]))
table.lookup(tf.sparse.from_dense([["a", ""], ["", "q"]]))


@tf.function
def f(keys):
    return table.lookup(keys) + 1


f(tf.constant(["a", "b"]))

# %% vocabulary tables
words = tf.lookup.KeyValueTensorInitializer(
    ["emerson", "lake", "palmer"], tf.constant([0, 1, 2], tf.int64)
)
table = tf.lookup.StaticVocabularyTable(words, num_oov_buckets=5)
table.lookup(tf.constant(["lake", "king", "crimson"]))
table.size()
table.key_dtype
tf.lookup.StaticVocabularyTable(tf.lookup.KeyValueTensorInitializer(["a"], [0]), num_oov_buckets=1)
tf.lookup.StaticVocabularyTable(words, num_oov_buckets=0)
tf.lookup.StaticVocabularyTable(None, num_oov_buckets=3).lookup(tf.constant(["a", "b"]))
import os, tempfile

path = os.path.join(tempfile.mkdtemp(), "words.txt")
tf.io.write_file(path, "apple\nbanana\ncherry\n")
Index = tf.lookup.TextFileIndex
file = tf.lookup.TextFileInitializer(path, tf.string, Index.WHOLE_LINE, tf.int64, Index.LINE_NUMBER)
tf.lookup.StaticHashTable(file, -1).lookup(tf.constant(["banana", "x"]))
tf.lookup.StaticVocabularyTable(file, 2).lookup(tf.constant(["cherry", "kiwi"]))
tf.io.write_file(path, "a,1\nb,2\n")
file = tf.lookup.TextFileInitializer(path, tf.string, 0, tf.int64, 1, delimiter=",")
tf.lookup.StaticHashTable(file, -1).lookup(tf.constant(["b", "x"]))
missing = tf.lookup.TextFileInitializer("/no/such", tf.string, -2, tf.int64, -1)
tf.lookup.StaticHashTable(missing, -1)

# %% mutable tables
table = tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, -1)
table.lookup(tf.constant(["a"]))
table.insert(tf.constant(["a", "b"]), tf.constant([1, 2], tf.int64))
table.lookup(tf.constant(["a", "c"]))
table.size()
table.remove(tf.constant(["a"]))
table.size()
table["b"]
sorted(table.export()[0].numpy().tolist())

# %% feature columns
column = tf.feature_column
age = column.numeric_column("age")
age
age.name
age.parse_example_spec
column.numeric_column("x", shape=(2,), default_value=1.5, dtype=tf.float64)
column.numeric_column("x", dtype=tf.string)
column.numeric_column("x", shape=0)
column.numeric_column(3)
column.bucketized_column(age, [18, 65])
column.bucketized_column(age, [18, 65]).name
column.bucketized_column(age, [18, 65]).num_buckets
column.bucketized_column(age, [65, 18])
column.bucketized_column("age", [18, 65])
colour = column.categorical_column_with_vocabulary_list("colour", ["red", "blue"])
colour
colour.num_buckets
column.categorical_column_with_vocabulary_list("colour", ["red", "red"])
column.categorical_column_with_vocabulary_list("colour", [])
column.categorical_column_with_vocabulary_list("number", [1, 2])
column.indicator_column(colour)
column.indicator_column(colour).name
column.indicator_column(age)
column.categorical_column_with_hash_bucket("h", 10)
column.categorical_column_with_identity("i", 5)
column.embedding_column(column.categorical_column_with_identity("i", 5), 3).name
column.crossed_column(["a", "b"], 10)
column.crossed_column(["b", "a"], 10).name
column.make_parse_example_spec([age, column.categorical_column_with_hash_bucket("h", 10)])

# %% raw operations
tf.raw_ops.AddV2(x=1, y=2)
tf.raw_ops.AddV2(x=tf.constant(1.5), y=tf.constant(2.0), name="named")
tf.raw_ops.AddV2(1, 2)
tf.raw_ops.AddV2(x=1)
tf.raw_ops.AddV2(x=1, y=2, z=3)
tf.raw_ops.Sum(input=[[1, 2], [3, 4]], axis=[1])
tf.raw_ops.Sum(input=[[1, 2], [3, 4]], axis=[0], keep_dims=True)
tf.raw_ops.MatMul(a=[[1.0], [2.0]], b=[[2.0], [3.0]], transpose_a=True)
tf.raw_ops.Shape(input=[1, 2])
tf.raw_ops.ConcatV2(values=[[1], [2]], axis=0)
tf.raw_ops.Unpack(value=[1, 2], num=2)
tf.raw_ops.Cast(x=1, DstT=tf.float32)
tf.raw_ops.Softmax(logits=[1.0, 2.0])
tf.raw_ops.Pack(values=[1, 2])
tf.raw_ops.Pack(values=[[1, 2], [3, 4]], axis=1)
tf.raw_ops.StringLower(input="ABC")
tf.raw_ops.StringJoin(inputs=["a", "b"], separator="-")
tf.raw_ops.TopKV2(input=[1.0, 3.0, 2.0], k=2)
tf.raw_ops.ArgMax(input=[1.0, 3.0, 2.0], dimension=0)
tf.raw_ops.Transpose(x=[[1, 2], [3, 4]], perm=[1, 0])
tf.raw_ops.Reshape(tensor=[1, 2, 3, 4], shape=[2, 2])
tf.raw_ops.GatherV2(params=[10, 20, 30], indices=[2, 0], axis=0)
tf.raw_ops.ExpandDims(input=[1, 2], axis=0)
tf.raw_ops.Squeeze(input=[[1], [2]], axis=[1])
tf.raw_ops.OneHot(indices=[0, 2], depth=3, on_value=1.0, off_value=0.0)
tf.raw_ops.Relu(features=[-1.0, 2.0])
tf.raw_ops.Sqrt(x=tf.constant([4.0]))
tf.raw_ops.Less(x=1, y=2)
tf.raw_ops.SelectV2(condition=[True, False], t=[1, 2], e=[3, 4])
tf.raw_ops.DecodeRaw(input_bytes=b"\x01\x02", out_type=tf.uint8)
tf.raw_ops.AddV2.__name__
