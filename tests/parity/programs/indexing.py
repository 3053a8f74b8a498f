"""Everything that may stand in the brackets after a tensor."""

# %% single indices
t = tf.constant([[1, 2, 3], [4, 5, 6]])
t[0]
t[1]
t[-1]
t[-2]
t[0, 1]
t[0][1]
t[1, -1]
t[-1, -3]
t[(0, 1)]
tf.range(5)[3]
tf.constant([[[1.0, 2.0]]])[0, 0, 1]
tf.constant(["a", "b"])[1]
tf.constant([True, False])[0]
tf.constant([1j, 2])[0]

# %% ranges
v = tf.range(6)
v[:]
v[2:]
v[:3]
v[1:4]
v[-2:]
v[:-2]
v[-4:-1]
v[0:0]
v[4:2]
v[2:100]
v[-100:2]
v[100:]
v[:-100]
v[None:3]

# %% steps
v = tf.range(6)
v[::2]
v[1::2]
v[1:5:3]
v[::-1]
v[::-2]
v[4:1:-1]
v[4::-2]
v[:2:-1]
v[-1:-5:-2]
v[1:4:-1]
v[::100]
v[::-100]
v[::0]
tf.constant([[1, 2, 3], [4, 5, 6]])[::-1, ::-1]
tf.constant([[1, 2, 3], [4, 5, 6]])[:, ::2]

# %% rows and columns
t = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
t[:, 0]
t[0, :]
t[:, 1:]
t[1:, :2]
t[1:2, 1:2]
t[0:0, :]
t[:, 5:]
t[:, :, tf.newaxis]
t[-1:, -1]
t[1:][1:]

# %% new axes
t = tf.constant([[1, 2, 3], [4, 5, 6]])
t[tf.newaxis]
t[None]
t[None, None].shape
t[:, tf.newaxis].shape
t[..., tf.newaxis].shape
t[tf.newaxis, ..., tf.newaxis].shape
t[tf.newaxis, 0]
t[0, tf.newaxis]
t[0, tf.newaxis, 1]
t[0, 1, tf.newaxis]
t[tf.newaxis, 1, :2]
t[:, None, :, None].shape
tf.constant(3)[tf.newaxis]
tf.constant(3)[tf.newaxis, tf.newaxis]
tf.newaxis

# %% ellipsis
t = tf.reshape(tf.range(24), [2, 3, 4])
t[...]
t[..., 0]
t[0, ...]
t[..., 1, tf.newaxis]
t[0, ..., 1]
t[0, ..., 1:3]
t[..., 1, 2]
t[0, 1, 2, ...]
t[0, 1, ..., 2]
t[..., ::2, 0]
t[..., tf.newaxis, 0].shape
t[..., ...]
t[..., 0, ...]
tf.constant(5)[...]
tf.constant(5)[()]
t[()].shape
t[..., None].shape

# %% scalars and empty tensors
tf.constant(5)[0]
tf.constant(5)[:]
tf.constant([])[0]
tf.constant([])[:]
tf.constant([])[1:]
tf.zeros([0, 3])[:, 1]
tf.zeros([0, 3])[0]
tf.zeros([2, 0])[1]
tf.zeros([2, 0])[1, 0]

# %% out of range
v = tf.range(3)
v[3]
v[-4]
v[100]
t = tf.constant([[1, 2, 3], [4, 5, 6]])
t[2]
t[0, 3]
t[0, -4]
t[2, 0]
t[0, 1, 2]
t[0, 0, 0, 0]
t[:, :, :]
t[..., 0, 0, 0]
t[tf.constant(5)]

# %% tensors as indices
v = tf.range(10, 20)
i = tf.constant(3)
v[i]
v[-i]
v[i:]
v[:i]
v[i : i + 2]
v[:: tf.constant(3)]
v[:: tf.constant(-3)]
v[tf.constant(1, tf.int64)]
v[tf.constant(1, tf.int64) : tf.constant(4, tf.int64)]
v[tf.constant(1, tf.int64) : 4]
v[tf.constant(1, tf.int16)]
v[tf.constant(1, tf.int64) : tf.constant(4)]
v[tf.Variable(2)]
v[tf.size(v) - 1]
v[tf.argmax(v)]
t = tf.constant([[1, 2, 3], [4, 5, 6]])
t[i - 2, i - 1]
t[i - 2, 0]
t[tf.constant(0), :]
t[:, tf.constant(1)]
t[tf.constant(0), ..., tf.newaxis]

# %% NumPy scalars as indices
v = tf.range(10, 20)
v[np.int64(2)]
v[np.int32(2)]
v[np.int8(2)]
v[np.uint8(2)]
v[np.int64(1) : np.int64(3)]
v[np.array(2)]
v[np.array(1) : np.array(3)]
v[np.float32(1)]
v[np.bool_(True)]

# %% indices that are not allowed
v = tf.range(5)
v[1.0]
v[0.5:]
v["a"]
v["a":]
v[[0, 1]]
v[[True, False, True, False, True]]
v[(0, 1)]
v[1.5:3]
v[None:"b"]
v[{}]
v[object()]
v[True]
v[False]
v[True:]
v[1j]
v[b"a"]
v[tf.constant(1.0)]
v[tf.constant([0, 1])]
v[tf.constant([True, False, True, True, False])]
v[tf.constant(True)]
v[tf.constant("a")]
v[tf.constant(1.0) :]
v[tf.constant([1]) :]
v[np.array([0, 1])]
v[np.array([True, False, True, True, False])]
v[slice(1, 3)]
v[slice(1, 3), slice(None)]
v[lambda: 0]
v[0:"1"]
v[::1.5]

# %% boolean masks go through boolean_mask
t = tf.constant([[1, 2], [3, 4]])
t[t > 2]
tf.boolean_mask(t, t > 2)
tf.boolean_mask(t, [True, False])
tf.boolean_mask(t, [True, False], axis=1)
tf.boolean_mask(t, [True])
tf.boolean_mask(t, True)

# %% tensors are immutable
t = tf.constant([1, 2, 3])
t[0] = 5
t[1:] = [1, 2]
del t[0]
t[0] += 1
t

# %% iteration
for row in tf.constant([[1, 2], [3, 4]]):
    show(row)
[int(x) for x in tf.range(3)]
list(tf.constant([1.5, 2.5]))
a, b = tf.constant([1, 2])
show(a, b)
(a, b), c = tf.constant([[1, 2], [3, 4]])
a, b, c = tf.constant([1, 2])
first, *rest = tf.range(4)
show(first, rest)
list(tf.constant(5))
iter(tf.constant(5))
for x in tf.constant(1.5):
    show(x)
list(tf.constant([]))
list(tf.zeros([0, 2]))
list(tf.zeros([2, 0]))
list(zip(tf.range(2), tf.constant(["a", "b"])))
list(enumerate(tf.range(2)))
sum(tf.range(4))
max(tf.constant([3, 1, 2]))
sorted(tf.constant([3, 1, 2]))
list(reversed(tf.range(3)))
list(map(float, tf.constant([1, 2])))
2 in tf.range(3)
5 in tf.range(3)
tf.constant(2) in [tf.constant(1), tf.constant(2)]
[*tf.range(2), 7]
next(iter(tf.range(3)))
len(tf.zeros([3, 2]))
len(tf.constant(1))
len(tf.constant([]))

# %% indexing a variable
v = tf.Variable([[1, 2, 3], [4, 5, 6]])
v[0]
v[1, 2]
v[:, 1:]
v[..., tf.newaxis].shape
v[5]
v["a"]
v[0, 0, 0]
[x for x in tf.Variable([1, 2])]
len(tf.Variable([1, 2]))
v[0] = 1

# %% assigning to parts of a variable
v = tf.Variable([[1, 2, 3], [4, 5, 6]])
v[0, 1].assign(20)
v
v[1].assign([7, 8, 9])
v
v[:, 0].assign([0, 0])
v
v[:, 1:].assign(tf.ones([2, 2], tf.int32))
v
v[0, ::2].assign([5, 5])
v
v[0].assign(3)
v[0].assign([1, 2])
v[0].assign([1.5, 2.5, 3.5])
v[5].assign([1, 2, 3])
v[0, 0].assign("a")
v
t = tf.constant([1, 2])
t[0].assign(1)

# %% slice and strided_slice
t = tf.reshape(tf.range(12), [3, 4])
tf.slice(t, [0, 1], [2, 2])
tf.slice(t, [1, 0], [-1, 2])
tf.slice(t, [1, 1], [-1, -1])
tf.slice(t, [0, 0], [4, 1])
tf.slice(t, [0], [1])
tf.slice(t, [0, -1], [1, 1])
tf.slice(t, [0, 0], [0, 4])
tf.slice([1, 2, 3], [1], [2])
tf.strided_slice(t, [0, 0], [3, 4], [2, 2])
tf.strided_slice(t, [1, 0], [2, 3])
tf.strided_slice(t, [2, 3], [0, 0], [-1, -2])
tf.strided_slice(t, [0, 0], [3, 4], [0, 1])
tf.strided_slice(t, [0, 0], [3, 1], shrink_axis_mask=2)
tf.strided_slice(t, [1, 1], [2, 2], begin_mask=3)
tf.strided_slice(t, [1, 1], [2, 2], end_mask=3)

# %% every rank, dtype and kind of index
for dtype in [tf.float32, tf.int64, tf.bool, tf.complex64, tf.float16, tf.uint8]:
    t = tf.cast(tf.reshape(tf.range(8), [2, 2, 2]), dtype)
    show(t[0], t[:, 1], t[..., 0], t[1, 0, 1], t[::-1, :, 1:], t[:, tf.newaxis, 0])
