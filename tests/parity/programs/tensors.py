"""Making tensors, and how they print."""

# %% constants from Python scalars
tf.constant(1)
tf.constant(-1.5)
tf.constant(True)
tf.constant("text")
tf.constant(b"bytes")
tf.constant("größe 😀")
tf.constant(1 + 2j)
tf.constant(2**31 - 1)
tf.constant(2**31)
tf.constant(-(2**31))
tf.constant(2**63 - 1)
tf.constant(2**63)
tf.constant(2**64)
tf.constant(1e38)
tf.constant(1e39)
tf.constant(float("nan"))
tf.constant(float("-inf"))
tf.constant([-0.0])
tf.constant(0.1)
tf.constant(1e-45)
tf.constant(1e-50)
tf.constant(None)

# %% constants from lists
tf.constant([])
tf.constant([[]])
tf.constant([[], []])
tf.constant([1])
tf.constant([1, 2, 3])
tf.constant((1, 2, 3))
tf.constant([1.0, 2, 3])
tf.constant([1, 2.5])
tf.constant([True, False])
tf.constant(["a", "bc", ""])
tf.constant([[1, 2], [3, 4]])
tf.constant([(1, 2), (3, 4)])
tf.constant([[[1.0], [2.0]], [[3.0], [4.0]]])
tf.constant([1, 2**40])
tf.constant([1j, 2])
tf.constant([1.0, 1j])
tf.constant(range(4))
tf.constant([range(2), range(2)])
tf.constant([np.float64(1.5), 2.5])
tf.constant([np.int64(1), 2])
tf.constant([np.array([1, 2]), np.array([3, 4])])
tf.constant([np.float32(1), np.float32(2)])

# %% lists that are no tensor
tf.constant([[1, 2], [3]])
tf.constant([1, [2]])
tf.constant([[1], 2])
tf.constant([[1, 2], [3, 4, 5]], tf.float32)
tf.constant([1, "a"])
tf.constant(["a", 1])
tf.constant([1.5, "a"])
tf.constant([True, 1])
tf.constant([1, True])
tf.constant([True, 1.0])
tf.constant([1, None])
tf.constant([None])
tf.constant({"a": 1})
tf.constant({1, 2})
tf.constant(object)
tf.constant([[1, 2], [3, "x"]])
tf.constant(lambda: 1)
tf.constant(x for x in [1, 2])
tf.constant()

# %% constants of every dtype
for dtype in [tf.bool, tf.int8, tf.int16, tf.int32, tf.int64]:
    show(tf.constant(1, dtype) if dtype != tf.bool else tf.constant(True, dtype))
for dtype in [tf.uint8, tf.uint16, tf.uint32, tf.uint64]:
    show(tf.constant([0, 1, 200], dtype), tf.constant([[7]], dtype))
for dtype in [tf.float16, tf.bfloat16, tf.float32, tf.float64]:
    show(tf.constant([0.1, 1, 2.5, -3e4], dtype), tf.constant(0.3, dtype))
for dtype in [tf.complex64, tf.complex128]:
    show(tf.constant([0.1, 1 - 2j, 3], dtype), tf.constant(0.5j, dtype))
for dtype in ["int32", "float64", np.int16, np.dtype("float16"), float, int, bool, str, "half"]:
    attempt(tf.constant, [], dtype)

# %% ranks zero to three of every dtype
for dtype in ["bool", "int8", "uint16", "int64", "float16", "bfloat16", "float64", "complex64"]:
    for shape in [(), (1,), (3,), (0,), (2, 2), (2, 0), (0, 2), (2, 1, 2), (1, 0, 2)]:
        show(tf.cast(tf.fill(shape, 1), dtype))

# %% strings of every rank
for shape in [(), (0,), (2,), (1, 2), (2, 0)]:
    show(tf.fill(shape, "ab"))
tf.constant(["quote'", 'double"', "back\\slash", "line\nbreak", "\x00\xff"])
print(tf.constant(["a", "größe"]))
print(tf.constant("größe"))

# %% values that do not fit the dtype
tf.constant(300, tf.int8)
tf.constant(-1, tf.uint8)
tf.constant([300], tf.int8)
tf.constant([1, -129], tf.int8)
tf.constant([-1], tf.uint8)
tf.constant(70000, tf.uint16)
tf.constant(2**31, tf.int32)
tf.constant([2**31], tf.int32)
tf.constant(2**64 - 1, tf.uint64)
tf.constant([2**64 - 1], tf.uint64)
tf.constant(-1, tf.uint32)
tf.constant(1e6, tf.float16)
tf.constant([1e6], tf.float16)

# %% Python values of the wrong kind for the dtype
tf.constant(1.5, tf.int32)
tf.constant(1.0, tf.int32)
tf.constant([1.5], tf.int32)
tf.constant(1.5, tf.int64)
tf.constant("a", tf.int32)
tf.constant("a", tf.float32)
tf.constant(["a"], tf.float32)
tf.constant(1, tf.string)
tf.constant([1], tf.string)
tf.constant(1.5, tf.string)
tf.constant(1, tf.bool)
tf.constant([0, 1], tf.bool)
tf.constant(True, tf.int32)
tf.constant([True], tf.int32)
tf.constant(True, tf.float32)
tf.constant([True, False], tf.float32)
tf.constant(1j, tf.float32)
tf.constant([1j], tf.float32)
tf.constant(1, tf.float32)
tf.constant([1, 2], tf.float64)
tf.constant(1, tf.complex64)
tf.constant(None, tf.float32)
tf.constant([None], tf.float32)
tf.constant(b"\xff", tf.string)
tf.constant(1, "no such dtype")
tf.constant(1, 99)
tf.constant(1, object)

# %% constants with a shape
tf.constant(0, shape=(2, 3))
tf.constant(1.5, shape=[2])
tf.constant([1, 2, 3, 4, 5, 6], shape=[2, 3])
tf.constant([1, 2, 3, 4, 5, 6], shape=(2, 1, 3))
tf.constant([7], shape=[3])
tf.constant([7], shape=[])
tf.constant(7, shape=[0])
tf.constant([], shape=[0, 3])
tf.constant([1, 2, 3], shape=[2])
tf.constant([1, 2], shape=[3])
tf.constant([1, 2], shape=[2, 2])
tf.constant([[1, 2], [3, 4]], shape=[4])
tf.constant(["a"], shape=[2])
tf.constant(True, shape=[2, 2])
tf.constant(1, shape=5)
tf.constant(1, shape=[-1])
tf.constant(1, shape=None)
tf.constant(1, shape="ab")
tf.constant(1, shape=tf.TensorShape([2]))
tf.constant(1, shape=tf.TensorShape([None]))
tf.constant([1.0, 2.0], tf.float64, [2, 1], "a name")

# %% constants from arrays
tf.constant(np.array(1))
tf.constant(np.array([1, 2], np.int32))
tf.constant(np.array([1.5, 2]))
tf.constant(np.array([1.5, 2], np.float32))
tf.constant(np.array([True, False]))
tf.constant(np.array(["a", "bc"]))
tf.constant(np.array([b"a", b"bc"]))
tf.constant(np.array([1 + 2j]))
tf.constant(np.array([[1, 2], [3, 4]]).T)
tf.constant(np.arange(6)[::2])
tf.constant(np.zeros((0, 2)))
tf.constant(np.array([1, 2]), tf.float32)
tf.constant(np.array([1.5, 2.5]), tf.int32)
tf.constant(np.array([1.5, 2.5]), tf.float16)
tf.constant(np.array([300]), tf.int8)
tf.constant(np.array([1, 0]), tf.bool)
tf.constant(np.array([True]), tf.int32)
tf.constant(np.array([1, 2]), tf.string)
tf.constant(np.array([1, "a"], object))
tf.constant(np.array([b"a", "b"], object))
tf.constant(np.array([None]))
tf.constant(np.array(["2020-01-01"], "datetime64[D]"))
tf.constant(np.float32(1.5))
tf.constant(np.int8(5))
tf.constant(np.bool_(True))
tf.constant(np.float64(0.1), tf.float32)

# %% constants from tensors
tf.constant(tf.constant([1, 2]))
tf.constant(tf.constant([1, 2]), tf.int32)
tf.constant(tf.constant([1, 2]), tf.float32)
tf.constant(tf.Variable([1.0]))

# %% constants from lists of tensors
tf.constant([tf.constant(1), tf.constant(2)])
tf.constant([tf.constant(1), 2])
tf.constant([tf.constant([1, 2]), tf.constant([3, 4])])
tf.constant([tf.constant(1.0), tf.constant(2)])

# %% convert_to_tensor
tf.convert_to_tensor(1)
tf.convert_to_tensor([1.5, 2])
tf.convert_to_tensor([1, 2], dtype=tf.float32)
tf.convert_to_tensor([1, 2], tf.int64)
tf.convert_to_tensor(np.array([1.0, 2.0]))
tf.convert_to_tensor(np.array([1.0, 2.0]), tf.float32)
tf.convert_to_tensor([1, 2], dtype_hint=tf.float32)
tf.convert_to_tensor([1.5, 2], dtype_hint=tf.int32)
tf.convert_to_tensor("a", dtype_hint=tf.int32)
tf.convert_to_tensor(tf.constant(1))
tf.convert_to_tensor(tf.constant(1), tf.int32)
tf.convert_to_tensor(tf.constant(1), tf.float32)
tf.convert_to_tensor(tf.constant(1), dtype_hint=tf.float32)
tf.convert_to_tensor(tf.Variable(1.0))
tf.convert_to_tensor(tf.Variable(1.0), tf.int32)
tf.convert_to_tensor([tf.constant(1), 2])
tf.convert_to_tensor([tf.constant(1.0), 2])
tf.convert_to_tensor([tf.constant(1), 2.0])
tf.convert_to_tensor([[tf.constant(1), 2], [3, 4]])
tf.convert_to_tensor([tf.constant(1.0), 2], tf.float64)
tf.convert_to_tensor([tf.constant([1]), tf.constant([2])])
tf.convert_to_tensor([tf.constant([1]), tf.constant([2, 3])])
tf.convert_to_tensor(tf.TensorShape([1, 2]))
tf.convert_to_tensor(tf.TensorShape([1, None]))
tf.convert_to_tensor(tf.TensorShape([]), tf.int64)
tf.convert_to_tensor(tf.float32)
tf.convert_to_tensor(None)
tf.convert_to_tensor(1.5, tf.int32)
tf.convert_to_tensor("a", tf.float32)
tf.convert_to_tensor([[1], [2, 3]])
tf.convert_to_tensor(object())
tf.convert_to_tensor(1, name="n")
tf.convert_to_tensor()

# %% objects that offer themselves as arrays


class Celsius:
    def __init__(self, degrees):
        self.degrees = degrees

    def __array__(self, dtype=None, copy=None):
        return np.array(self.degrees, dtype)


tf.constant(Celsius([1.5, 2.5]))
tf.convert_to_tensor(Celsius(3))
tf.convert_to_tensor(Celsius([1, 2]), tf.float32)
tf.constant([1, 2]) + Celsius([3, 4])

# %% printing
print(tf.constant(1))
print(tf.constant(1.5))
print(tf.constant(True))
print(tf.constant("a"))
print(tf.constant([]))
print(tf.constant([1.0, 2.5]))
print(tf.constant([[1, 2], [3, 4]]))
print(tf.constant([[[1.0]], [[2.0]]]))
print(tf.constant([1 + 2j]))
print(tf.constant([0.1], tf.bfloat16))
print(tf.constant(0.1, tf.float16), tf.constant(0.1), tf.constant(0.1, tf.float64))
print([tf.constant(1), tf.constant([2.0])])
print({"a": tf.constant(1)})
str(tf.constant([1, 2]))
repr(tf.constant([1, 2]))
f"{tf.constant(1.5)}"
f"{tf.constant(1.5):.3f}"
f"{tf.constant(15):05d}"
f"{tf.constant('a')}"
f"{tf.constant([1, 2])}"
f"{tf.constant([1.0, 2.0]):.1f}"
"%s" % tf.constant(3)
"%d" % tf.constant(3)
"%.2f" % tf.constant(3.14159)
"{:8.3f}|{:>4}".format(tf.constant(2.0), tf.constant(7))

# %% numbers in print
print(tf.constant([1e-8, 1.0, 1e8]))
print(tf.constant([0.1, 0.25, 1 / 3]))
print(tf.constant([1e10, 1.0]))
print(tf.constant([1e-5, 1e-4]))
print(tf.constant([1.0, float("nan"), float("inf"), float("-inf")]))
print(tf.constant([100000.0, 1234567.0, 0.5]))
print(tf.constant([-1.0, 1.0]), tf.constant(-0.0))
print(tf.constant([1e-8, 1.0, 1e8], tf.float64))
print(tf.constant([1 / 3], tf.float64), tf.constant(1 / 3, tf.float64))
print(tf.constant(123456789.0), tf.constant(1e-10), tf.constant(1e16), tf.constant(12345678))
print(tf.constant([[1.5, -22.25], [333.125, 0.0]]))
print(tf.constant([1 + 1e-3j, -2.5 - 3j], tf.complex64))
tf.constant(123456789.0)
tf.constant([16777217, 0.1])
tf.constant([[1.5, -22.25], [333.125, 0.0]], tf.float16)
tf.constant(1e16)
tf.constant(1e-10, tf.float64)

# %% large tensors are summarised
tf.range(1000)
tf.range(1001)
tf.range(1002.0)
tf.zeros([100, 100])
tf.ones([2, 600], tf.int8)
tf.ones([12, 12, 12])
print(tf.range(2000))
print(tf.zeros([40, 40], tf.float64))
tf.fill([1500], "word")
tf.range(40.0)
tf.reshape(tf.range(60), [3, 20])
tf.reshape(tf.range(2 * 3 * 4), [2, 3, 4])
tf.fill([1001], True)

# %% lines break in long reprs
tf.constant([0.123456789] * 12)
tf.constant([[0.123456789] * 12] * 2, tf.float64)
tf.constant([1234567] * 20)
tf.constant(["a rather long piece of text"] * 6)
tf.constant([1 + 0.123456j] * 8)

# %% attributes of an eager tensor
t = tf.constant([[1.0, 2.0], [3.0, 4.0]])
t.shape
t.dtype
t.ndim
t.device
t.name
t.op
t.graph
t.value_index
t.consumers()
t.get_shape()
t.is_compatible_with
t.numpy()
t.no_such_attribute
t.T
t.size
t.astype
t.ravel
t.reshape
t.tolist
t.sum
t.set_shape([2, 2])
t.set_shape([2, None])
t.set_shape([3, 2])
t.shape = [1]
t.dtype = tf.int32
t.new_attribute = 1
isinstance(t, tf.Tensor)
isinstance(1, tf.Tensor)
isinstance(np.array(1), tf.Tensor)
isinstance(tf.Variable(1), tf.Tensor)
tf.is_tensor(t)
tf.is_tensor(tf.Variable(1))
tf.is_tensor(np.array(1))
tf.is_tensor([t])
hasattr(t, "numpy")
tf.Tensor.__name__

# %% ref, hash and identity
t = tf.constant([1.0])
same = t
hash(t)
{t: 1}
t in {t}
t.ref() == same.ref()
t.ref() == tf.constant([1.0]).ref()
{t.ref(): "here"}[same.ref()]
t.ref().deref() is t
t is tf.identity(t)
tf.identity(t)

# %% shape, rank and size
for shape in [(), (0,), (3,), (2, 0), (2, 3), (1, 2, 3)]:
    show(tf.shape(tf.zeros(shape)), tf.rank(tf.zeros(shape)), tf.size(tf.zeros(shape)))
tf.shape([[1, 2], [3, 4]])
tf.shape(5)
tf.shape(np.zeros((2, 2)), out_type=tf.int64)
tf.shape([1], tf.float32)
tf.size([1, 2], tf.int64)
tf.rank([[1], [2]])
tf.rank("a")
tf.rank(tf.Variable([1.0]))
tf.shape(tf.Variable([1.0]))
tf.shape([[1], [2, 3]])
tf.shape(None)
tf.size(object())

# %% zeros and ones
tf.zeros([])
tf.zeros(3)
tf.zeros([2])
tf.zeros((2, 1))
tf.zeros([2, 0])
tf.zeros(tf.constant([2, 2]))
tf.zeros(np.array([1, 2]))
tf.zeros(tf.TensorShape([2]))
tf.zeros([tf.constant(2), 1])
tf.zeros([2], tf.int32)
tf.zeros([2], "int64")
tf.zeros([2], bool)
tf.zeros([1], tf.complex64)
tf.zeros([2], tf.string)
tf.zeros([2], tf.bfloat16)
tf.ones([])
tf.ones(2)
tf.ones((1, 2), tf.float64)
tf.ones([2], tf.bool)
tf.ones([2], tf.uint8)
tf.ones([1], tf.complex128)
tf.ones([2], tf.string)
tf.zeros([-1])
tf.zeros([1.5])
tf.zeros("ab")
tf.zeros([None])
tf.zeros(None)
tf.ones([-1])
tf.ones([2, -3])
tf.ones([1.5])
tf.ones()
tf.zeros(2, 3)

# %% zeros_like and ones_like
for like in [1, [1.5, 2.5], [[True]], np.array([1, 2]), tf.constant([[1.0]]), tf.Variable([1])]:
    show(tf.zeros_like(like), tf.ones_like(like))
tf.zeros_like([1, 2], tf.float64)
tf.ones_like([1.5], dtype=tf.int32)
tf.zeros_like(["a", "b"])
tf.ones_like(["a", "b"])
tf.zeros_like(tf.constant([1j]))
tf.ones_like(tf.zeros([0, 2]))
tf.zeros_like([[1], [2, 3]])
tf.zeros_like(None)
tf.ones_like(object())

# %% fill
tf.fill([2, 2], 1)
tf.fill([], 1.5)
tf.fill([2], True)
tf.fill([0], 1)
tf.fill([1, 2], "a")
tf.fill([2], 1j)
tf.fill([2], np.float64(1))
tf.fill((2,), tf.constant(3, tf.int8))
tf.fill(tf.constant([2], tf.int64), 1)
tf.fill(3, 1)
tf.fill([2], [1])
tf.fill([-1], 1)
tf.fill([1.5], 1)
tf.fill([[2]], 1)

# %% eye
tf.eye(2)
tf.eye(2, 3)
tf.eye(3, num_columns=1, dtype=tf.int32)
tf.eye(0)
tf.eye(2, batch_shape=[2])
tf.eye(1, dtype=tf.bool)
tf.eye(2, dtype=tf.complex64)
tf.eye(tf.constant(2))
tf.eye(-1)
tf.eye(1.5)
tf.eye([2])

# %% range
tf.range(5)
tf.range(0)
tf.range(2, 5)
tf.range(5, 2)
tf.range(0, 10, 3)
tf.range(5, 0, -2)
tf.range(3.0)
tf.range(0, 1, 0.25)
tf.range(0.0, 1.0, 0.1)
tf.range(1, 3, dtype=tf.float64)
tf.range(3, dtype=tf.int64)
tf.range(np.int64(3))
tf.range(np.float64(2))
tf.range(tf.constant(3))
tf.range(tf.constant(1, tf.int64), 3)
tf.range(limit=4)
tf.range(start=1, limit=4, delta=2)
tf.range(0, 5, 0)
tf.range(0, 5, -1)
tf.range(5, 0, 1)
tf.range([1, 2])
tf.range(3, dtype=tf.bool)
tf.range(2.5)
tf.range(-3)
tf.range(tf.constant(1), tf.constant(2.0))
tf.range()

# %% linspace
tf.linspace(0.0, 1.0, 5)
tf.linspace(0, 10, 3)
tf.linspace(5.0, 1.0, 3)
tf.linspace(1.0, 2.0, 1)
tf.linspace(0.0, 1.0, 2)
tf.linspace([0.0, 1.0], [1.0, 3.0], 3)
tf.linspace([0.0, 1.0], [1.0, 3.0], 3, axis=-1)
tf.linspace(np.float64(0), np.float64(1), 3)
tf.linspace(tf.constant(0, tf.float16), tf.constant(1, tf.float16), 3)
tf.linspace(0.0, 1.0, 0)
tf.linspace(0.0, 1.0, -1)
tf.linspace(0.0, 1, 3)
tf.linspace(0.0, 1.0, 2.5)
tf.linspace(0.0, 1.0, [3])
tf.linspace(-1.0, 1.0, 11)

# %% identity
tf.identity(1)
tf.identity([1.5])
tf.identity("a")
tf.identity(np.array([1, 2]))
tf.identity(tf.Variable(2.0))
tf.identity([[1], [2, 3]])
tf.identity(None)
tf.identity({"a": 1})

# %% cast between every pair of dtypes
numbers = ["bool", "int8", "uint8", "int32", "int64", "float16", "bfloat16", "float32", "float64"]
for source in [*numbers, "complex64"]:
    for target in [*numbers, "complex128"]:
        show(tf.cast(tf.cast([0, 1, 3, 100], source), target))

# %% cast of fractions, negatives and overflow
tf.cast([1.9, -1.9, 0.5, -0.5], tf.int32)
tf.cast([1.9, -1.9], tf.int8)
tf.cast([-1, 300, 256], tf.uint8)
tf.cast([-1, 300, 128], tf.int8)
tf.cast([2**40 + 5], tf.int32)
tf.cast([1e5, -1e5], tf.float16)
tf.cast([1e39], tf.float32)
tf.cast(tf.constant([0.1], tf.float64), tf.float32)
tf.cast([0.1], tf.float64)
tf.cast([0.0, -0.0, 0.3, float("nan")], tf.bool)
tf.cast([1 + 2j, 3], tf.float32)
tf.cast([16777217], tf.float32)
tf.cast([1 / 3], tf.bfloat16)
tf.cast([1, 2], "float16")
tf.cast([1, 2], np.float64)
tf.cast([1, 2], float)
tf.cast(1.7, int)
tf.cast(tf.Variable([1.5]), tf.int32)
tf.cast(np.array([1.5]), tf.float32)
x = tf.constant([1.0])
tf.cast(x, tf.float32) is x

# %% cast that cannot be
tf.cast(["1"], tf.int32)
tf.cast([1], tf.string)
tf.cast([1], "no such dtype")
tf.cast([1], None)
tf.cast(None, tf.int32)
tf.cast("a", tf.float32)
tf.cast([[1], [2, 3]], tf.int32)
tf.cast([1])
tf.cast(1, tf.resource)
