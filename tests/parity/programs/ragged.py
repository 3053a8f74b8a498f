"""Ragged tensors: tf.RaggedTensor and tf.ragged."""

# %% constants
tf.ragged.constant([[1, 2], [3]])
tf.ragged.constant([[1, 2], [], [3, 4, 5]])
tf.ragged.constant([[1.5, 2], [3]])
tf.ragged.constant([["a", "b"], ["c"]])
tf.ragged.constant([[True], [False, True]])
tf.ragged.constant([[[1, 2], [3]], [[4]], []])
tf.ragged.constant([])
tf.ragged.constant([[]])
tf.ragged.constant([[], []])
tf.ragged.constant([[[]], []])
tf.ragged.constant([1, 2, 3])
tf.ragged.constant(5)
tf.ragged.constant([[1, 2], [3]], dtype=tf.float64)
tf.ragged.constant([[1, 2], [3]], row_splits_dtype=tf.int32).row_splits
tf.ragged.constant([[[1, 2]], [[3, 4], [5, 6]]], ragged_rank=1)
tf.ragged.constant([[[1, 2]], [[3, 4], [5, 6]]], inner_shape=(2,))
tf.ragged.constant([[1, 2], [3, [4]]])
tf.ragged.constant([[1, 2], 3])
tf.ragged.constant([1, [2]])
tf.ragged.constant([[1, 2], ["a"]])
tf.ragged.constant([[1, 2], [3]], ragged_rank=2)
tf.ragged.constant([[[1], [2, 3]]], ragged_rank=1)
tf.ragged.constant([np.array([1, 2]), np.array([3])])
tf.ragged.constant([[1, 2], [3]], dtype=tf.string)
tf.ragged.constant(((1, 2), (3,)))

# %% properties
rt = tf.ragged.constant([[3, 1, 4, 1], [], [5, 9, 2], [6], []])
rt.dtype
rt.shape
rt.ragged_rank
rt.values
rt.flat_values
rt.row_splits
rt.nested_row_splits
rt.uniform_row_length
rt.nrows()
rt.nrows(tf.int32)
rt.value_rowids()
rt.row_starts()
rt.row_limits()
rt.row_lengths()
rt.row_lengths(axis=1)
rt.bounding_shape()
rt.bounding_shape(axis=1)
rt.bounding_shape(axis=[0])
rt.nested_row_lengths()
rt.nested_value_rowids()
rt.get_shape()
rt.to_list()
rt.numpy()
str(rt)
print(rt)
deep = tf.ragged.constant([[[1, 2], [3]], [], [[4, 5, 6]]])
deep.shape
deep.ragged_rank
deep.values
deep.flat_values
deep.nested_row_splits
deep.row_lengths()
deep.row_lengths(axis=2)
deep.bounding_shape()
deep.nested_row_lengths()
deep.to_list()
len(rt.to_list())
tf.is_tensor(rt)

# %% factories
tf.RaggedTensor.from_row_splits([3, 1, 4, 1, 5, 9], [0, 4, 4, 6])
tf.RaggedTensor.from_row_lengths([3, 1, 4, 1, 5, 9], [4, 0, 2])
tf.RaggedTensor.from_value_rowids([3, 1, 4, 1, 5, 9], [0, 0, 0, 0, 2, 2])
tf.RaggedTensor.from_value_rowids([3, 1], [0, 0], nrows=3)
tf.RaggedTensor.from_row_starts([3, 1, 4], [0, 2, 2])
tf.RaggedTensor.from_row_limits([3, 1, 4], [2, 2, 3])
tf.RaggedTensor.from_uniform_row_length([1, 2, 3, 4], 2)
tf.RaggedTensor.from_uniform_row_length([1, 2, 3, 4], 2).shape
tf.RaggedTensor.from_uniform_row_length([1, 2, 3, 4], 2).uniform_row_length
tf.RaggedTensor.from_nested_row_splits([1, 2, 3, 4], [[0, 2, 3], [0, 1, 1, 4]])
tf.RaggedTensor.from_nested_row_lengths([1, 2, 3, 4], [[2, 1], [1, 0, 3]])
tf.RaggedTensor.from_nested_value_rowids([1, 2, 3, 4], [[0, 0, 1], [0, 2, 2, 2]])
tf.RaggedTensor.from_row_splits(tf.ones([3, 2]), [0, 1, 3])
tf.RaggedTensor.from_row_splits(tf.ones([3, 2]), [0, 1, 3]).shape
tf.RaggedTensor.from_row_splits([1, 2, 3], [0, 2])
tf.RaggedTensor.from_row_splits([1, 2, 3], [1, 3])
tf.RaggedTensor.from_row_splits([1, 2, 3], [0, 2, 1, 3])
tf.RaggedTensor.from_row_splits([1, 2, 3], [])
tf.RaggedTensor.from_row_splits([1, 2, 3], [0.0, 3.0])
tf.RaggedTensor.from_row_lengths([1, 2, 3], [1, 1])
tf.RaggedTensor.from_row_lengths([1, 2, 3], [-1, 4])
tf.RaggedTensor.from_value_rowids([1, 2], [1, 0])
tf.RaggedTensor.from_value_rowids([1, 2], [0, 1, 2])
tf.RaggedTensor.from_value_rowids([1, 2], [0, 5], nrows=3)
tf.RaggedTensor.from_uniform_row_length([1, 2, 3], 2)
tf.RaggedTensor(1, 2)

# %% from and to tensors
tf.RaggedTensor.from_tensor([[1, 2, 0], [3, 0, 0]])
tf.RaggedTensor.from_tensor([[1, 2, 0], [3, 0, 0]], padding=0)
tf.RaggedTensor.from_tensor([[1, 2, 0], [3, 0, 0]], lengths=[2, 0])
tf.RaggedTensor.from_tensor([[[1], [2]], [[3], [4]]], ragged_rank=2)
tf.RaggedTensor.from_tensor([[[1, 0], [2, 3]], [[3, 4], [4, 0]]], padding=0, ragged_rank=2)
tf.RaggedTensor.from_tensor([1, 2])
tf.RaggedTensor.from_tensor([[1]], lengths=[1], padding=0)
rt = tf.ragged.constant([[1, 2, 3], [], [4]])
rt.to_tensor()
rt.to_tensor(default_value=-1)
rt.to_tensor(-1, shape=[None, 2])
rt.to_tensor(shape=[5, 4])
tf.ragged.constant([["a"], ["b", "c"]]).to_tensor()
tf.ragged.constant([["a"], ["b", "c"]]).to_tensor("?")
tf.ragged.constant([[[1, 2], [3]], [[4]]]).to_tensor()
tf.ragged.constant([[], []]).to_tensor()
tf.RaggedTensor.from_row_splits([[1, 2], [3, 4], [5, 6]], [0, 1, 3]).to_tensor()
rt.to_sparse()
tf.RaggedTensor.from_sparse(tf.sparse.from_dense([[1, 2, 0], [3, 0, 0]]))
tf.RaggedTensor.from_sparse(tf.sparse.from_dense([[0, 2], [3, 0]]))
tf.ragged.constant([[1, 2], [3, 4]]).numpy()
tf.ragged.constant([[1, 2], [3]]).numpy()

# %% indexing
rt = tf.ragged.constant([[1, 2, 3], [4], [], [5, 6]])
rt[0]
rt[-1]
rt[2]
rt[0, 1]
rt[0, -1]
rt[1:3]
rt[:2]
rt[::2]
rt[::-1]
rt[-2:]
rt[:, 0:1]
rt[:, :2]
rt[:, -1:]
rt[:, ::2]
rt[0, 1:]
rt[...]
rt[0:2, 1:]
rt[tf.newaxis]
rt[:, tf.newaxis]
rt[tf.constant(1)]
rt[5]
rt[1, 3]
rt[:, 0]
rt["a"]
rt[1.5]
rt[0, 0, 0]
deep = tf.ragged.constant([[[1, 2], [3]], [], [[4, 5, 6]]])
deep[0]
deep[0, 1]
deep[0][0]
deep[0, 0, 1]
deep[:, :1]
deep[:, :, :1]
deep[0, :, 0:1]
deep[2:, 0:1]
[row for row in rt]
[row.numpy().tolist() for row in rt]
list(deep)

# %% ragged.range
tf.ragged.range([3, 0, 2])
tf.ragged.range([0, 5], [3, 8])
tf.ragged.range([0, 5], [6, 1], [2, -2])
tf.ragged.range(3)
tf.ragged.range([1.5, 2.5])
tf.ragged.range([0, 0], 4, [1, 2])
tf.ragged.range([0], [3], 0)

# %% map_flat_values and with_values
rt = tf.ragged.constant([[1, 2], [], [3]])
tf.ragged.map_flat_values(tf.square, rt)
tf.ragged.map_flat_values(tf.add, rt, 10)
tf.ragged.map_flat_values(tf.add, rt, rt)
tf.ragged.map_flat_values(tf.one_hot, rt, 4).shape
tf.ragged.map_flat_values(tf.reduce_sum, rt)
tf.ragged.map_flat_values(tf.square, [1, 2])
rt.with_values([7, 8, 9])
rt.with_flat_values([7.5, 8, 9])
rt.with_flat_values([7])
rt.with_row_splits_dtype(tf.int32).row_splits.dtype
tf.ragged.map_flat_values(tf.strings.upper, tf.ragged.constant([["a"], ["b", "c"]]))
tf.ragged.constant([[[1, 2], [3]], [[4]]]).merge_dims(0, 1)
tf.ragged.constant([[[1, 2], [3]], [[4]]]).merge_dims(1, 2)
tf.ragged.constant([[[1, 2], [3]], [[4]]]).merge_dims(0, 2)

# %% operators
rt = tf.ragged.constant([[1, 2], [], [3]])
rt + 1
1 + rt
rt + rt
rt - 1
rt * 2
2 * rt
rt / 2
rt // 2
rt % 2
rt**2
-rt
abs(tf.ragged.constant([[-1], [2, -3]]))
rt > 1
rt >= 2
rt < 3
rt <= 1
rt == rt
rt != 2
(rt > 1) & (rt < 3)
(rt > 1) | (rt < 1)
~(rt > 1)
rt + tf.ragged.constant([[1], [2], [3]])
rt + [[10], [20], [30]]
rt + tf.ragged.constant([[1, 2], [3]])
rt + 1.5
tf.ragged.constant([["a"], ["b", "c"]]) + "!"
bool(rt)
tf.constant(10) - rt

# %% functions of ragged tensors
rt = tf.ragged.constant([[1.0, 4.0], [], [9.0]])
tf.sqrt(rt)
tf.add(rt, 1.0)
tf.multiply(rt, rt)
tf.square(rt)
tf.math.exp(tf.zeros_like(rt))
tf.cast(rt, tf.int32)
tf.strings.length(tf.ragged.constant([["a", "bb"], []]))
tf.strings.upper(tf.ragged.constant([["a", "bb"], []]))
tf.strings.join([tf.ragged.constant([["a"], ["b"]]), tf.ragged.constant([["c"], ["d"]])])
tf.nn.relu(tf.ragged.constant([[-1.0, 2.0], [3.0]]))
tf.maximum(rt, 2.0)
tf.equal(rt, 4.0)
tf.where(rt > 2.0, rt, tf.zeros_like(rt))
tf.ones_like(rt)
tf.size(rt)
tf.rank(rt)
tf.identity(rt)
tf.clip_by_value(rt, 2.0, 5.0)
tf.strings.as_string(rt)

# %% reductions
rt = tf.ragged.constant([[3, 1, 4], [], [5, 9]])
tf.reduce_sum(rt)
tf.reduce_sum(rt, axis=0)
tf.reduce_sum(rt, axis=1)
tf.reduce_sum(rt, axis=-1)
tf.reduce_sum(rt, axis=[0, 1])
tf.reduce_sum(rt, axis=1, keepdims=True)
tf.reduce_max(rt, axis=1)
tf.reduce_min(rt, axis=0)
tf.reduce_prod(rt, axis=1)
tf.reduce_mean(tf.cast(rt, tf.float32), axis=1)
tf.reduce_mean(tf.cast(rt, tf.float32))
tf.reduce_any(rt > 4, axis=1)
tf.reduce_all(rt > 0, axis=1)
tf.reduce_sum(tf.ragged.constant([[[1, 2], [3]], [[4]]]), axis=2)
tf.reduce_sum(tf.ragged.constant([[[1, 2], [3]], [[4]]]), axis=1)
tf.reduce_sum(rt, axis=2)

# %% joining
a = tf.ragged.constant([[1, 2], [3]])
b = tf.ragged.constant([[4], [5, 6]])
tf.concat([a, b], axis=0)
tf.concat([a, b], axis=1)
tf.concat([a, b], axis=-1)
tf.concat([a, [[7, 8]]], axis=0)
tf.stack([a, b])
tf.stack([a, b], axis=1)
tf.ragged.stack([a, b])
tf.ragged.stack([[1, 2], [3]])
tf.ragged.stack([tf.constant([1, 2]), tf.constant([3])], axis=1)
tf.expand_dims(a, 0)
tf.expand_dims(a, 1)
tf.expand_dims(a, 2)
tf.expand_dims(a, -1)
tf.gather(a, [1, 0, 1])
tf.gather(tf.constant(["x", "y", "z"]), tf.ragged.constant([[0, 2], [1]]))
tf.gather_nd(a, [[0, 1], [1, 0]])
tf.ragged.boolean_mask([[1, 2], [3, 4]], [[True, False], [True, True]])
tf.ragged.boolean_mask(a, tf.ragged.constant([[True, False], [True]]))
tf.ragged.boolean_mask([1, 2, 3], [True, False, True])
tf.boolean_mask(a, [True, False])
tf.tile(a, [2, 1])
tf.reverse(a, axis=[0])
tf.nn.embedding_lookup(tf.constant([[1.0], [2.0], [3.0], [4.0]]), a)
tf.ragged.row_splits_to_segment_ids([0, 3, 3, 5])
tf.ragged.segment_ids_to_row_splits([0, 0, 0, 2, 2])
tf.squeeze(tf.expand_dims(a, 0), 0)

# %% gradients
values = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape() as tape:
    rt = tf.RaggedTensor.from_row_splits(values, [0, 2, 3])
    loss = tf.reduce_sum(tf.reduce_sum(rt * rt, axis=1) * [1.0, 10.0])
tape.gradient(loss, values)
with tf.GradientTape() as tape:
    rt = tf.RaggedTensor.from_row_splits(values, [0, 2, 3])
    loss = tf.reduce_sum(rt.to_tensor() * [[1.0, 2.0], [3.0, 4.0]])
tf.convert_to_tensor(tape.gradient(loss, values))
with tf.GradientTape() as tape:
    rt = tf.RaggedTensor.from_row_splits(values, [0, 2, 3])
    loss = tf.reduce_sum(rt[0]) * 5.0
tape.gradient(loss, values)


# %% ragged tensors in functions
@tf.function
def f(rt):
    return tf.reduce_sum(rt * 2, axis=1)


f(tf.ragged.constant([[1, 2], [3]]))
f(tf.ragged.constant([[1], [2, 3, 4], []]))


@tf.function
def g(x):
    return tf.strings.split(x)


g(tf.constant(["a b", "c"]))


@tf.function
def h(rt):
    return rt.to_tensor(), rt + 1


h(tf.ragged.constant([[1, 2], [3]]))

# %% specs
tf.RaggedTensorSpec([2, None], tf.int32)
tf.RaggedTensorSpec([None, None, 3], tf.float32, ragged_rank=1)
tf.RaggedTensorSpec()
spec = tf.type_spec_from_value(tf.ragged.constant([[1, 2], [3]]))
spec
spec.shape
spec.dtype
spec.ragged_rank
spec.row_splits_dtype
spec.is_compatible_with(tf.ragged.constant([[5], [6]]))
spec.is_compatible_with(tf.ragged.constant([[5.0], [6]]))

# %% printing ragged tensors  [stderr]
tf.print(tf.ragged.constant([[1, 2], [3]]))
tf.print(tf.ragged.constant([["a", "b"], ["c"]]), "and", 1)
tf.print([tf.ragged.constant([[1.5], []])])
tf.print(tf.ragged.constant([list(range(10))] * 8))
tf.print(tf.ragged.constant([list(range(10))] * 8), summarize=1)
tf.print(tf.ragged.constant([[1, 2, 3, 4, 5, 6, 7]]), summarize=-1)
tf.strings.format("{}", tf.ragged.constant([[1, 2], [3]]))

# %% sets of strings
tf.strings.split(["the quick fox", "jumps"]).flat_values
tf.strings.split(["the quick fox", "jumps"]).row_lengths()
tf.strings.reduce_join(tf.strings.split(["the quick fox", "jumps"]), axis=-1, separator="_")
tf.strings.split(tf.ragged.constant([["a b"], ["c d e", "f"]]))
tf.strings.bytes_split(tf.ragged.constant([["ab"], ["c"]]))
tf.strings.unicode_encode(tf.strings.unicode_decode(["hé", "a"], "UTF-8"), "UTF-8")
tf.strings.ngrams(tf.strings.split(["a b c", "d e"]), 2)
tf.strings.ngrams(tf.strings.split(["a b c", "d e"]), 2).to_list()

# %% counts of ragged rows
r = tf.ragged.constant([[1, 5, 1, 0], [0, 0], []], dtype=tf.int64)
tf.math.bincount(r)
tf.math.bincount(r, axis=-1)
tf.math.bincount(r, axis=-1, minlength=3, maxlength=4, binary_output=True)
tf.math.bincount(r, weights=r.with_values(tf.range(6.0)), axis=-1)
tf.math.bincount(r, weights=r.with_values(tf.range(6.0)))
