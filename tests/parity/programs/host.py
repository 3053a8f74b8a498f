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
tf.print(Pair(tf.constant(1), 2), collections.OrderedDict(z=1, a=tf.constant(5)))
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
