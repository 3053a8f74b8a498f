"""Tensors and variables where Python or NumPy expects its own."""

# %% numpy()
tf.constant([[1.0, 2.0]]).numpy()
tf.constant(1.5).numpy()
tf.constant(1).numpy()
tf.constant(True).numpy()
tf.constant("a").numpy()
tf.constant(["a", "b"]).numpy()
tf.constant(1j).numpy()
tf.constant([]).numpy()
tf.constant([1.5], tf.bfloat16).numpy()
tf.constant(1.5, tf.bfloat16).numpy()
tf.constant([1], tf.int8).numpy()
tf.Variable([1.0]).numpy()
tf.Variable(2).numpy()
type(tf.constant(1.5).numpy())
type(tf.constant([1.5]).numpy())
type(tf.constant("a").numpy())
tf.constant("größe").numpy().decode()
tf.constant([1, 2]).numpy().tolist()
tf.constant([1, 2]).numpy().sum()
tf.constant(3.7).numpy().item()
t = tf.constant([1, 2])
array = t.numpy()
array[0] = 5
show(t)

# %% a tensor does not change with its array
array = np.array([1.0, 2.0], np.float32)
t = tf.constant(array)
c = tf.convert_to_tensor(array)
v = tf.Variable(array)
array[0] = 9
show(t, v)

# %% np.array and np.asarray
t = tf.constant([[1, 2], [3, 4]])
np.array(t)
np.asarray(t)
np.array(t, dtype=np.float64)
np.asarray(t, np.float32)
np.array([t, t])
np.array([tf.constant(1), tf.constant(2)])
np.array([tf.constant(1.5), 2])
np.array(tf.constant("a"))
np.array(tf.constant(["a"]))
np.array(tf.Variable([1.0, 2.0]))
np.array(tf.constant(3))
np.array(tf.constant([1.0], tf.bfloat16)).dtype.name
np.asarray([tf.constant([1, 2]), tf.constant([3, 4])])
np.array(t, copy=True)
np.stack([t, t]).shape
np.concatenate([t, t])
np.vstack([tf.constant([1, 2]), tf.constant([3, 4])])
np.isscalar(tf.constant(1))
np.shape(t)
np.ndim(t)
np.size(t)

# %% NumPy's functions on tensors
t = tf.constant([[1.0, 4.0], [9.0, 16.0]])
np.square(t)
np.sqrt(t)
np.exp(tf.constant(0.0))
np.add(t, 1)
np.add(t, t)
np.multiply(t, np.array([1.0, 2.0], np.float32))
np.sum(t)
np.mean(t)
np.mean(t, axis=0)
np.max(t)
np.min(t, axis=1)
np.std(t)
np.argmax(t)
np.argsort(tf.constant([3, 1, 2]))
np.sort(tf.constant([3, 1, 2]))
np.cumsum(tf.constant([1, 2, 3]))
np.dot(t, t)
np.matmul(t, t)
np.transpose(t)
np.reshape(t, [4])
np.where(t > 3)
np.where(t > 3, t, 0)
np.round(tf.constant([1.567]), 1)
np.clip(t, 2, 10)
np.linalg.norm(t)
np.allclose(t, t)
np.array_equal(t, t)
np.unique(tf.constant([1, 2, 1]))
np.isnan(tf.constant([1.0, float("nan")]))
np.testing.assert_allclose(t, t)
np.testing.assert_array_equal(t, [[1, 4], [9, 16]])
np.log(tf.constant([0.0]))
np.sqrt(tf.constant([-1.0]))
np.square(tf.Variable([1.0, 2.0]))
np.abs(tf.constant([-1, 2]))
np.sin(tf.constant(0.5, tf.float64))

# %% TensorFlow's functions on arrays
array = np.array([[1.0, 4.0], [9.0, 16.0]])
tf.square(array)
tf.sqrt(array)
tf.reduce_sum(array)
tf.matmul(array, array)
tf.add(array, 1)
tf.add(1, array)
tf.transpose(array)
tf.reshape(array, [-1])
tf.concat([array, array], 0)
tf.stack([np.array([1, 2]), np.array([3, 4])])
tf.reduce_mean(np.array([1, 2]))
tf.cast(array, tf.int32)
tf.add(array, tf.constant(1.0))
tf.add(np.float32(1), tf.constant(1.0))
tf.multiply(np.array([1, 2], np.int8), 3)
tf.exp(np.float64(0))
tf.abs(-5)
tf.square(3)
tf.sqrt(4.0)
tf.sqrt(4)

# %% NumPy random arrays become tensors
generator = np.random.default_rng(0)
array = generator.integers(0, 10, [2, 3])
tf.constant(array)
tf.constant(array.astype(np.float32)) * 2

# %% NumPy's attributes with arrays
array = np.arange(6).reshape(2, 3)
array + tf.ones([2, 3], tf.int64)
array * tf.constant(2, tf.int64)
array @ tf.ones([3, 1], tf.int64)
array == tf.constant(array)
array[tf.constant(1)]
array[tf.constant(0), tf.constant(2)]
array[tf.constant([1, 0])]
array[:, tf.constant(1)]
array[tf.constant([[True, False, True], [False, True, False]])]
array[tf.constant(1.0)]
array += tf.ones([2, 3], tf.int64)
array
array.reshape(tf.constant([3, 2]))
array.astype(np.float32).dot(tf.ones([3]))
np.zeros(tf.constant([2, 1]))
np.arange(tf.constant(3))
np.full([2], tf.constant(1.5))

# %% int and float
int(tf.constant(3))
int(tf.constant(3.9))
int(tf.constant(-3.9))
int(tf.constant(True))
int(tf.constant("5"))
int(tf.constant("x"))
float(tf.constant(3))
float(tf.constant(0.1))
float(tf.constant(0.1, tf.float64))
float(tf.constant("1.5"))
float(tf.constant("x"))
complex(tf.constant(1 + 2j))
complex(tf.constant(1.5))
str(tf.constant("a"))
bytes(tf.constant(3))
round(tf.constant(2.5))
round(tf.constant(3))
int(tf.Variable(3))
float(tf.Variable(1.5))
float(np.float32(tf.constant(1.5)))

# %% integers where Python needs an index
[10, 20, 30][tf.constant(1)]
"abc"[tf.constant(2)]
list(range(tf.constant(3)))
[0] * tf.constant(3)
[10, 20, 30][tf.constant([1])]
[10, 20, 30][: tf.constant(2)]
hex(tf.constant(255))
bin(tf.constant(5, tf.int64))
chr(tf.constant(65))
[10, 20, 30][tf.Variable(1)]
import math

math.sqrt(tf.constant(4.0))
math.floor(tf.constant(2.7))
math.factorial(tf.constant(5))
math.isnan(tf.constant(float("nan")))
max(1, tf.constant(2))
min(tf.constant([3, 1]))
sum([tf.constant(1), tf.constant(2)])

# %% len and iteration
len(tf.constant([1, 2, 3]))
len(tf.zeros([2, 3]))
len(tf.constant(3))
len(tf.constant([]))
tf.constant([1, 2, 3]).__len__()
[x.numpy() for x in tf.constant([1.5, 2.5])]

# %% formatting
x = tf.constant(3.14159)
f"{x:.2f}"
f"{x}"
f"{x!r}"
f"{x!s}"
f"{x:10.3f}|"
f"{x:e}"
f"{x:.0%}"
f"{tf.constant(42):d}"
f"{tf.constant(42):>6}"
f"{tf.constant(True)}"
f"{tf.constant(True):d}"
f"{tf.constant([1, 2])}"
f"{tf.constant('abc')}"
f"{tf.Variable(1.5)}"
f"{tf.Variable(1.5):.2f}"
f"{x.numpy():.2f}"
"{:4d} is {:5.4f}".format(7, tf.constant(15.1603))
"%s %s" % (tf.constant(1), tf.constant("a"))
"%d items, %.1f%%" % (tf.constant(3), tf.constant(99.5))
format(tf.constant(2.5), ".3f")
format(tf.constant(2.5))
print("loss:", tf.constant(0.25))
print("loss:", tf.constant(0.25).numpy())
print(f"loss: {tf.constant(0.25)}")
print(tf.constant([1, 2]), tf.constant(3), sep=" | ")

# %% copying
import copy

t = tf.constant([1.0, 2.0])
copy.copy(t)
copy.deepcopy(t)
copy.deepcopy([t, {"a": t}])
copy.copy(t) is t
v = tf.Variable([1.0, 2.0])
w = copy.deepcopy(v)
w.assign([3.0, 4.0])
show(v, w)
copy.copy(v) is v

# %% pickling
import pickle

pickle.loads(pickle.dumps(tf.constant([1.0, 2.0])))
pickle.loads(pickle.dumps(tf.constant("a")))
pickle.loads(pickle.dumps(tf.TensorShape([1, None])))
pickle.loads(pickle.dumps(tf.float32))
pickle.loads(pickle.dumps(tf.float32)) is tf.float32
pickle.loads(pickle.dumps(tf.TensorSpec([None], tf.int32)))

# %% the array protocol
tf.constant([1, 2]).__array__()
tf.constant([1, 2]).__array__(np.float64)

# %% DLPack
capsule = tf.experimental.dlpack.to_dlpack(tf.constant([1.0, 2.0]))
tf.experimental.dlpack.from_dlpack(capsule)
np.from_dlpack(tf.constant([1, 2]))
