"""Sparse tensors: tf.SparseTensor and tf.sparse."""

# %% making sparse tensors
st = tf.SparseTensor(indices=[[0, 0], [1, 2]], values=[1, 2], dense_shape=[3, 4])
st
print(st)
str(st)
repr(st)
st.indices
st.values
st.dense_shape
st.shape
st.dtype
st.get_shape()
st.with_values([10, 20])
tf.SparseTensor([[0]], [1.5], [3])
tf.SparseTensor(np.array([[0, 1]]), np.array(["a"]), np.array([2, 2]))
tf.SparseTensor(tf.zeros([0, 2], tf.int64), tf.constant([], tf.float32), [2, 3])
tf.sparse.SparseTensor is tf.SparseTensor
tf.SparseTensor([[0, 0]], [1, 2], [2, 2])
tf.SparseTensor([[0, 0, 0]], [1], [2, 2])
tf.SparseTensor([0], [1], [2])
tf.SparseTensor([[0]], [[1]], [2])
tf.SparseTensor([[0.5]], [1], [2])
tf.SparseTensor([[5, 5]], [1], [2, 2])
tf.is_tensor(st)
tf.convert_to_tensor(st)
tf.add(st, st)
np.array(st.indices)

# %% to_dense
st = tf.SparseTensor([[0, 0], [1, 2]], [1, 2], [3, 4])
tf.sparse.to_dense(st)
tf.sparse.to_dense(st, default_value=-1)
tf.sparse.to_dense(tf.SparseTensor([[1]], ["x"], [3]))
tf.sparse.to_dense(tf.SparseTensor([[1]], ["x"], [3]), default_value="?")
tf.sparse.to_dense(tf.SparseTensor([[1]], [True], [3]))
tf.sparse.to_dense(tf.SparseTensor(tf.zeros([0, 2], tf.int64), tf.constant([], tf.float32), [2, 3]))
tf.sparse.to_dense(tf.SparseTensor([[1, 0], [0, 0]], [1, 2], [2, 2]))
tf.sparse.to_dense(tf.SparseTensor([[1, 0], [0, 0]], [1, 2], [2, 2]), validate_indices=False)
tf.sparse.to_dense(tf.SparseTensor([[0, 0], [0, 0]], [1, 2], [2, 2]))
tf.sparse.to_dense(tf.SparseTensor([[5, 5]], [1], [2, 2]))
tf.sparse.to_dense([[1, 2]])
tf.sparse.to_dense(tf.SparseTensor([[0, 1, 1]], [2.5], [1, 2, 2]))

# %% from_dense
tf.sparse.from_dense([[0, 1], [2, 0]])
tf.sparse.from_dense([0.0, 1.5, 0.0])
tf.sparse.from_dense(["", "a", "b"])
tf.sparse.from_dense([False, True])
tf.sparse.from_dense(tf.zeros([2, 2]))
tf.sparse.from_dense(tf.constant(3))
tf.sparse.to_dense(tf.sparse.from_dense([[[1, 0], [0, 2]]]))
tf.sparse.eye(2)
tf.sparse.eye(2, 3, tf.int32)
tf.sparse.from_dense(tf.sparse.from_dense([1]))

# %% reorder, transpose and reshape
st = tf.SparseTensor([[1, 2], [0, 0], [0, 3]], [1, 2, 3], [3, 4])
tf.sparse.reorder(st)
tf.sparse.transpose(tf.sparse.reorder(st))
tf.sparse.transpose(tf.sparse.reorder(st), [1, 0])
tf.sparse.transpose(tf.SparseTensor([[0, 1, 2]], [7], [2, 3, 4]), [2, 0, 1])
tf.sparse.reshape(tf.sparse.reorder(st), [4, 3])
tf.sparse.reshape(tf.sparse.reorder(st), [2, -1])
tf.sparse.reshape(tf.sparse.reorder(st), [12])
tf.sparse.reshape(tf.sparse.reorder(st), [5, 3])
tf.sparse.reshape(tf.sparse.reorder(st), [-1, -1])
tf.sparse.expand_dims(st, 0)
tf.sparse.expand_dims(st, -1)
tf.sparse.expand_dims(st)
tf.sparse.reset_shape(st)
tf.sparse.reset_shape(st, [5, 5])
tf.sparse.reset_shape(st, [2, 2])
tf.sparse.reset_shape(st, [3, 4, 5])

# %% concat, slice, split and retain
a = tf.SparseTensor([[0, 0], [1, 1]], [1, 2], [2, 2])
b = tf.SparseTensor([[0, 1]], [3], [2, 3])
tf.sparse.concat(1, [a, b])
tf.sparse.concat(0, [a, a])
tf.sparse.concat(-1, [a, b])
tf.sparse.to_dense(tf.sparse.concat(1, [a, b]))
tf.sparse.concat(0, [a, b])
tf.sparse.concat(0, [a, b], expand_nonconcat_dims=True)
tf.sparse.concat(1, [a])
tf.sparse.slice(tf.sparse.from_dense([[1, 0, 2], [0, 3, 0], [4, 0, 5]]), [0, 1], [2, 2])
tf.sparse.slice(tf.sparse.from_dense([[1, 0, 2], [0, 3, 0]]), [1, 0], [5, 5])
tf.sparse.split(tf.sparse.from_dense([[1, 0, 2, 0], [0, 3, 0, 4]]), num_split=2, axis=1)
tf.sparse.split(tf.sparse.from_dense([[1, 0, 2], [0, 3, 0]]), num_split=2, axis=1)
tf.sparse.retain(a, [True, False])
tf.sparse.fill_empty_rows(tf.SparseTensor([[0, 0], [2, 1]], [1, 2], [4, 2]), -1)
tf.sparse.to_indicator(tf.SparseTensor([[0, 0], [1, 0]], [2, 0], [2, 3]), 4)

# %% add, maximum and minimum
a = tf.sparse.from_dense([[1.0, 0.0], [0.0, 2.0]])
b = tf.sparse.from_dense([[0.5, 3.0], [0.0, -2.0]])
tf.sparse.add(a, b)
tf.sparse.add(a, b, threshold=1.0)
tf.sparse.add(a, tf.constant([[1.0, 1.0], [1.0, 1.0]]))
tf.sparse.add([[1.0, 1.0], [1.0, 1.0]], a)
tf.sparse.add([[1.0]], [[1.0]])
tf.sparse.add(a, tf.sparse.from_dense([[1.0]]))
tf.sparse.add(a, tf.sparse.from_dense([[1, 2], [3, 4]]))
tf.sparse.maximum(a, b)
tf.sparse.minimum(a, b)
a * 2
a * tf.constant([[1.0, 2.0], [3.0, 4.0]])
a / tf.constant([[1.0, 2.0], [3.0, 4.0]])
a * tf.constant([10.0, 20.0])
a + a
-a
abs(a)

# %% sparse_dense_matmul
a = tf.sparse.from_dense([[1.0, 0.0, 2.0], [0.0, 3.0, 0.0]])
b = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
tf.sparse.sparse_dense_matmul(a, b)
tf.sparse.sparse_dense_matmul(a, tf.ones([2, 2]), adjoint_a=True)
tf.sparse.sparse_dense_matmul(a, tf.ones([4, 3]), adjoint_b=True)
tf.sparse.sparse_dense_matmul(b, tf.sparse.from_dense([[1.0, 0.0], [0.0, 2.0]]))
tf.sparse.sparse_dense_matmul(a, tf.ones([2, 2]))
tf.sparse.sparse_dense_matmul(a, tf.ones([3, 2], tf.int32))
tf.sparse.sparse_dense_matmul(tf.sparse.from_dense([[1, 2]]), [[1], [2]])
with tf.GradientTape() as tape:
    tape.watch(b)
    loss = tf.reduce_sum(tf.sparse.sparse_dense_matmul(a, b) ** 2)
tape.gradient(loss, b)
values = tf.Variable([1.0, 2.0])
with tf.GradientTape() as tape:
    st = tf.SparseTensor([[0, 1], [1, 0]], values, [2, 2])
    loss = tf.reduce_sum(tf.sparse.to_dense(st) * [[1.0, 2.0], [3.0, 4.0]])
tape.gradient(loss, values)

# %% reductions
st = tf.SparseTensor([[0, 0], [0, 2], [1, 1]], [1, 2, 3], [2, 3])
tf.sparse.reduce_sum(st)
tf.sparse.reduce_sum(st, 0)
tf.sparse.reduce_sum(st, axis=1)
tf.sparse.reduce_sum(st, axis=-1, keepdims=True)
tf.sparse.reduce_sum(st, axis=[0, 1])
tf.sparse.reduce_sum(st, axis=1, output_is_sparse=True)
tf.sparse.reduce_max(st)
tf.sparse.reduce_max(st, 0)
tf.sparse.reduce_max(st, 1, keepdims=True)
tf.sparse.reduce_sum(tf.SparseTensor([[0]], [1.5], [3]))
tf.sparse.reduce_sum(st, axis=2)
tf.sparse.softmax(tf.SparseTensor([[0, 0], [0, 2], [1, 1]], [1.0, 2.0, 3.0], [2, 3]))

# %% map_values
st = tf.SparseTensor([[0, 0], [1, 2]], [1, 2], [3, 4])
tf.sparse.map_values(tf.square, st)
tf.sparse.map_values(tf.add, st, 10)
tf.sparse.map_values(tf.add, st, st)
tf.sparse.map_values(tf.square, [1])
tf.sparse.map_values(tf.reduce_sum, st)

# %% segments
data = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
tf.sparse.segment_sum(data, [0, 1, 2], [0, 0, 1])
tf.sparse.segment_mean(data, [0, 2], [0, 0])
tf.sparse.segment_sqrt_n(data, [0, 1, 2], [0, 0, 1])
tf.sparse.segment_sum(data, [0, 1], [0, 2], num_segments=4)


# %% sparse tensors in functions
@tf.function
def f(st):
    return tf.sparse.to_dense(tf.sparse.map_values(tf.square, st)) + 1


f(tf.SparseTensor([[0, 0], [1, 2]], [1, 2], [2, 3]))
f(tf.SparseTensor([[0, 0]], [3], [1, 1]))


@tf.function
def g(x):
    return tf.sparse.from_dense(x)


g(tf.constant([[0, 5], [6, 0]]))

# %% specs
tf.SparseTensorSpec([2, None], tf.int32)
tf.SparseTensorSpec()
spec = tf.type_spec_from_value(tf.sparse.from_dense([[0, 1]]))
spec
spec.shape
spec.dtype
spec.is_compatible_with(tf.sparse.from_dense([[5, 0]]))
spec.is_compatible_with(tf.sparse.from_dense([5, 0]))
spec == tf.SparseTensorSpec([1, 2], tf.int32)

# %% printing sparse tensors  [stderr]
tf.print(tf.sparse.from_dense([[0, 1], [2, 0]]))
tf.print("sparse:", tf.SparseTensor([[0]], [1.5], [3]), [tf.SparseTensor([[0]], [1.5], [3])])

# %% crosses of features
words, numbers = tf.constant([["a"], ["b"]]), tf.constant([[101], [-2]])
some = tf.sparse.from_dense([["u", "v"], ["", "w"]])
tf.sparse.cross([words, numbers])
tf.sparse.cross([some, words, numbers], separator="-")
tf.sparse.cross_hashed([words, numbers])
tf.sparse.cross_hashed([some, numbers], num_buckets=10)
tf.sparse.cross_hashed([words, numbers], 10, hash_key=7)
tf.sparse.cross_hashed([words, tf.zeros([2, 0], tf.string)], 10)
tf.sparse.cross_hashed([])
attempt(tf.sparse.cross, words)
attempt(tf.sparse.cross, [["a"]])
attempt(tf.sparse.cross_hashed, [["a"]])


@tf.function
def crossed(words, numbers):
    result = tf.sparse.cross_hashed([words, numbers], 7)
    show(result.values.op.type, result.values.shape, result.indices.shape)
    return tf.sparse.to_dense(result)


crossed(words, tf.cast(numbers, tf.int64))

# %% counts of numbers
x = tf.constant([[1, 3, 1], [0, 5, 5]])
tf.sparse.bincount(x)
tf.sparse.bincount(x, axis=-1)
tf.sparse.bincount(x, axis=-1, minlength=8)
tf.sparse.bincount(x, axis=-1, minlength=2, maxlength=3)
tf.sparse.bincount(x, axis=-1, binary_output=True)
tf.sparse.bincount(x, weights=[[0.5, 1.0, 2.0], [3.0, 4.0, 5.0]], axis=-1)
tf.sparse.bincount(tf.zeros([2, 0], tf.int64), axis=-1)
counted = tf.sparse.from_dense([[1, 0, 3], [0, 2, 2]])
tf.sparse.bincount(counted)
tf.sparse.bincount(counted, axis=-1, minlength=6)
halves = tf.SparseTensor(counted.indices, [0.5, 1.0, 2.0, 3.0], counted.dense_shape)
tf.sparse.bincount(counted, weights=halves, axis=-1)
rows = tf.ragged.constant([[1, 1], [], [2]])
tf.sparse.bincount(rows)
tf.sparse.bincount(rows, axis=-1, weights=tf.ragged.constant([[0.5, 1.0], [], [2.0]]))
attempt(tf.sparse.bincount, x, axis=1)
attempt(tf.sparse.bincount, tf.constant([-1, 2]))
attempt(tf.sparse.bincount, tf.zeros([2, 2, 2], tf.int32), axis=-1)
attempt(tf.sparse.bincount, x, weights=tf.ones([3]))
attempt(tf.sparse.bincount, x, weights=tf.ones([2, 3]), binary_output=True)
attempt(tf.sparse.bincount, x, maxlength=-2)


@tf.function
def counts(x):
    result = tf.sparse.bincount(x, axis=-1, minlength=4)
    show(result.values.op.type, result.indices.shape, result.dense_shape.shape)
    return result


counts(x)

# %% functions of sparse tensors
s = tf.sparse.from_dense([[0.0, -4.0], [0.25, 0.0]])
for function in (tf.abs, tf.negative, tf.sign, tf.square, tf.tanh, tf.math.erf, tf.sin):
    show(function(s).values)
tf.sqrt(tf.abs(s))
tf.cast(s, tf.int32)
show(tf.shape(s), tf.size(s), tf.rank(s), tf.shape(s, out_type=tf.int64))
attempt(tf.cos, s)
attempt(tf.reduce_sum, s)
