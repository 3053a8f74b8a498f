"""Variables: making, printing, assigning, scattering, errors."""

# %% making and printing
tf.Variable(1)
tf.Variable(1.5)
tf.Variable([1.0, 2.0])
tf.Variable([[1, 2], [3, 4]], name="weights")
tf.Variable(True)
tf.Variable("text")
tf.Variable(["a", "b"])
tf.Variable(1j)
tf.Variable([])
tf.Variable(np.array([1.5, 2.5]))
tf.Variable(tf.constant([1, 2], tf.int8))
tf.Variable(tf.Variable(3.0))
tf.Variable(tf.zeros([2, 2]))
tf.Variable(tf.zeros([3, 400]))
tf.Variable([1, 2], dtype=tf.float64)
tf.Variable(0.1, dtype=tf.float16)
tf.Variable([1.5], dtype=tf.bfloat16)
print(tf.Variable(1.5))
print(tf.Variable([1, 2], name="steps"))
print(tf.Variable("text"))
print([tf.Variable(1)])
str(tf.Variable([1.0]))
f"{tf.Variable(2)}"

# %% making from callables
tf.Variable(lambda: 2.0)
tf.Variable(lambda: tf.ones([2]))
tf.Variable(initial_value=lambda: [1, 2], dtype=tf.float32)
tf.Variable(lambda: 1 / 0)
tf.Variable(tf.zeros_initializer()([2]))
tf.Variable(lambda: tf.ones_initializer()([2]), shape=[2], dtype=tf.float32)

# %% making that fails
tf.Variable()
tf.Variable(None)
tf.Variable([[1], [2, 3]])
tf.Variable("a", dtype=tf.int32)
tf.Variable(1.5, dtype=tf.int32)
tf.Variable([1, "a"])
tf.Variable(object())
tf.Variable({"a": 1})
tf.Variable(1, dtype="no such dtype")
tf.Variable([1, 2], shape=[3])
tf.Variable([1, 2], shape=[2, 1])
tf.Variable(1, name=5)
tf.Variable(tf.constant(1), dtype=tf.float32)

# %% the second positional argument is trainable
v = tf.Variable(3.0, tf.float32)
v
v.trainable
v.dtype
tf.Variable([0.3], tf.float32)
tf.Variable(10, tf.float32)

# %% attributes
v = tf.Variable([[1.0, 2.0], [3.0, 4.0]], name="w")
v.name
v.dtype
v.shape
v.device
v.trainable
v.initial_value
v.value()
v.read_value()
v.numpy()
v.get_shape()
v.handle.dtype
v.op
v.graph
v.constraint
v.synchronization
v.aggregation
v.initializer
v.initialized_value()
v.ndim
v.rank
v.is_initialized()
v.eval()
v.no_such_attribute
v.name = "new"
v.shape = [4]
v.dtype = tf.int32
v.trainable = False
isinstance(v, tf.Variable)
isinstance(v, tf.Tensor)
tf.is_tensor(v)
type(v).__name__
tf.Variable(1).name
tf.Variable(1, name="a/b").name
tf.Variable(1, name="a b").name
tf.Variable(1, name="")
tf.Variable(1, name="v:0").name
tf.Variable(1, trainable=False).trainable
tf.Variable(1, trainable=None).trainable
tf.Variable(1).trainable

# %% names in scopes
with tf.name_scope("outer"):
    show(tf.Variable(1.0, name="w").name)
    with tf.name_scope("inner"):
        show(tf.Variable(1.0, name="w").name, tf.Variable(1.0).name)
show(tf.Variable(1.0, name="w").name, tf.Variable(1.0, name="w").name)

# %% assign
v = tf.Variable([1.0, 2.0])
v.assign([3.0, 4.0])
v
v.assign(v * 2)
v.assign(tf.constant([5.0, 6.0]))
v.assign(np.array([7.0, 8.0]))
v.assign(np.array([7.0, 8.0], np.float32))
v.assign([1, 2])
v.assign(tf.Variable([0.5, 0.25]))
v.assign_add([1.0, 1.0])
v.assign_add(tf.ones([2]))
v.assign_sub([0.5, 0.25])
v.assign_sub(v)
v
v.assign([1.0, 2.0]).assign_add([1.0, 1.0]).numpy()
v.assign([3.0, 3.0], read_value=False)
v
v.assign_add([1.0, 1.0], read_value=False)
v.assign([9.0, 9.0], name="assignment")
v.assign([1.0, 2.0], use_locking=True)
n = tf.Variable(0)
for _ in range(3):
    n.assign_add(1)
n
b = tf.Variable(True)
b.assign(False)
s = tf.Variable("a")
s.assign("b")
tf.Variable([1, 2]).assign_add([1, 1])

# %% assigning what does not fit
v = tf.Variable([1.0, 2.0], name="w")
v.assign([1.0, 2.0, 3.0])
v.assign(5.0)
v.assign([[1.0, 2.0]])
v.assign("a")
v.assign(["a", "b"])
v.assign(None)
v.assign(tf.constant([1, 2]))
v.assign(tf.constant([1.0, 2.0], tf.float64))
v.assign([[1.0], [2.0, 3.0]])
v.assign([1j, 2])
v.assign_add([1.0])
v.assign_add(1.0)
v.assign_add(tf.constant([1, 2]))
v.assign_add("a")
v.assign_sub([1.0, 2.0, 3.0])
v.assign_sub(None)
v.assign()
v
n = tf.Variable([1, 2])
n.assign([1.5, 2.5])
n.assign(tf.constant([1.5, 2.5]))
n.assign_add(0.5)
n.assign([2**31, 0])
n
b = tf.Variable([True])
b.assign([1])
b

# %% variables of unknown shape
v = tf.Variable([1.0, 2.0], shape=tf.TensorShape(None))
v
v.shape
v.assign([[1.0], [2.0]])
v
w = tf.Variable([1.0, 2.0], shape=[None])
w
w.shape
w.assign([1.0, 2.0, 3.0])
w.assign([[1.0]])
w
w * 2
tf.Variable([1.0], shape=[None, 2])

# %% assignment statements rebind the name
v = tf.Variable(1.0)
w = v
v = v + 1
v
w
v = tf.Variable(1.0)
w = v
v += 1
v
w
v -= 0.5
v *= 4
v

# %% a variable as an operand
v = tf.Variable([1.0, 2.0])
tf.square(v)
tf.reduce_sum(v)
v + 1
v * v
tf.stack([v, v])
tf.concat([v, [3.0]], 0)
tf.convert_to_tensor(v)
tf.identity(v)
tf.cast(v, tf.int32)
tf.add(v, 1)
tf.maximum(v, 1.5)
v[0]
v[0] + v[1]
[v, v + 1]
v.numpy() + 1
v.value() + v.read_value()
tf.shape(v)
tf.zeros_like(v)
tf.reshape(v, [2, 1])

# %% comparing variables
v, w = tf.Variable([1.0, 2.0]), tf.Variable([1.0, 3.0])
v == w
v != w
v < w
v == [1.0, 2.0]
v == v
hash(v)
{v: 1}
{v.ref(): 1}[v.ref()]
v in [v]
v is v
tf.Variable(1) == tf.Variable(1)
bool(tf.Variable(1))
bool(tf.Variable(0.0))
bool(tf.Variable([1, 2]))
if tf.Variable(True):
    show("yes")

# %% a read is a snapshot
v = tf.Variable([1.0, 2.0])
before = v.value()
read = v.read_value()
tensor = tf.convert_to_tensor(v)
array = v.numpy()
v.assign([5.0, 6.0])
show(before, read, tensor, array, v)

# %% scatter updates
v = tf.Variable([1.0, 2.0, 3.0, 4.0])
slices = tf.IndexedSlices(tf.constant([10.0, 20.0]), tf.constant([0, 2]))
v.scatter_add(slices)
v.scatter_sub(slices)
v.scatter_update(slices)
v.scatter_mul(tf.IndexedSlices(tf.constant([2.0, 2.0]), tf.constant([1, 3])))
v.scatter_div(tf.IndexedSlices(tf.constant([4.0]), tf.constant([3])))
v.scatter_max(tf.IndexedSlices(tf.constant([5.0, 1.0]), tf.constant([1, 2])))
v.scatter_min(tf.IndexedSlices(tf.constant([0.5, 100.0]), tf.constant([1, 2])))
v.scatter_nd_add([[0], [3]], [1.0, 1.0])
v.scatter_nd_sub([[0], [3]], [1.0, 1.0])
v.scatter_nd_update([[1], [2]], [7.0, 8.0])
v.scatter_add(tf.IndexedSlices(tf.constant([1.0, 1.0, 1.0]), tf.constant([0, 0, 0])))
v.sparse_read([0, 2])
v.gather_nd([[1], [3]])
v
m = tf.Variable([[1, 2], [3, 4]])
m.scatter_update(tf.IndexedSlices(tf.constant([[9, 9]]), tf.constant([1])))
m.scatter_nd_update([[0, 1]], [5])
m.batch_scatter_update(tf.IndexedSlices(tf.constant([[7], [8]]), tf.constant([[0], [1]])))
v.scatter_add(tf.IndexedSlices(tf.constant([1.0]), tf.constant([9])))
v.scatter_nd_add([[9]], [1.0])
v.scatter_add([1.0])
v.scatter_add(tf.IndexedSlices(tf.constant([1]), tf.constant([0])))
v.scatter_nd_update([[0]], ["a"])
v

# %% IndexedSlices
s = tf.IndexedSlices(tf.constant([[1.0, 2.0]]), tf.constant([3]), tf.constant([5, 2]))
s
print(s)
s.values
s.indices
s.dense_shape
s.shape
s.dtype
s.device
tf.convert_to_tensor(s)
tf.convert_to_tensor(tf.IndexedSlices(tf.constant([1.0]), tf.constant([1])))
-s
tf.IndexedSlices(tf.constant([1.0]), tf.constant([1]))

# %% initializers
tf.zeros_initializer()([2])
tf.ones_initializer()([2], tf.int32)
tf.constant_initializer(3)([2])
tf.constant_initializer([1, 2])([2])
tf.zeros_initializer()([2], dtype=tf.string)
tf.ones_initializer()(shape=[1, 2])

# %% a bad assignment leaves the value
v = tf.Variable([1.0, 2.0])
v.assign([1.0, 2.0, 3.0])
v.assign_add([1.0, 2.0, 3.0])
v[0].assign([1.0, 2.0, 3.0, 4.0])
v

# %% variables in containers and control
variables = [tf.Variable(float(i), name=f"v{i}") for i in range(3)]
[v.name for v in variables]
sum(variables)
tf.add_n(variables)
for v in variables:
    v.assign(v * 2)
[v.numpy() for v in variables]
variables
dict(zip("abc", variables))

# %% modules collect variables


class Line(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.slope = tf.Variable(2.0, name="slope")
        self.offset = tf.Variable(1.0, name="offset", trainable=False)

    def __call__(self, x):
        return self.slope * x + self.offset


line = Line()
line(tf.constant([1.0, 2.0]))
line.variables
line.trainable_variables
line.non_trainable_variables
line.name
Line("Mine").name
Line("not a name")
line.submodules
outer = tf.Module()
outer.parts = [line, {"other": Line()}]
[v.name for v in outer.variables]
len(outer.submodules)
