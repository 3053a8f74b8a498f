"""TensorShape, unknown dimensions, and TensorSpec."""

# %% making shapes
tf.TensorShape([])
tf.TensorShape([2, 3])
tf.TensorShape((2, 3))
tf.TensorShape([None, 3])
tf.TensorShape([None])
tf.TensorShape(None)
tf.TensorShape(5)
tf.TensorShape([np.int64(2), 3])
tf.TensorShape(np.array([2, 3]))
tf.TensorShape(tf.TensorShape([1, 2]))
tf.TensorShape(range(3))
tf.TensorShape([0, 2])
tf.TensorShape([tf.constant(2), 3])
tf.TensorShape(tf.constant([2, 3]))
tf.TensorShape(dims=[1])
tf.TensorShape([-1])
tf.TensorShape([2, -3])
tf.TensorShape([1.5])
tf.TensorShape([2.0])
tf.TensorShape("ab")
tf.TensorShape("12")
tf.TensorShape(["a"])
tf.TensorShape(1.5)
tf.TensorShape([[1]])
tf.TensorShape(object())
tf.TensorShape()
tf.TensorShape({"a": 1})
tf.TensorShape([True])

# %% printing shapes
for dims in [[], [2], [2, 3], [None], [None, 3], None]:
    shape = tf.TensorShape(dims)
    print(shape, repr(shape), f"{shape}", [shape])
print(tf.zeros([2, 3]).shape)
tf.zeros([2, 3]).shape
tf.zeros([]).shape
f"{tf.TensorShape([1])} and {tf.TensorShape(None)!r}"
f"{tf.TensorShape([1]):>10}"

# %% attributes
for dims in [[], [2], [2, 3], [None], [None, 3], None]:
    shape = tf.TensorShape(dims)
    show([shape.rank, shape.ndims, shape.num_elements(), shape.is_fully_defined(), shape.dims])
    attempt(shape.as_list)
    attempt(len, shape)
    attempt(bool, shape)
    attempt(list, shape)
    attempt(tuple, shape)
    attempt(shape.as_proto)
    attempt(shape.assert_is_fully_defined)
tf.TensorShape([2]).no_such_attribute

# %% indexing
shape = tf.TensorShape([2, None, 4])
shape[0]
shape[1]
shape[-1]
shape[:2]
shape[1:]
shape[::2]
shape[0:0]
shape[5]
shape["a"]
shape[1.0]
shape[np.int64(0)]
shape[tf.constant(0)]
shape[0] = 1
unknown = tf.TensorShape(None)
unknown[0]
unknown[1:]
unknown[:2]
unknown[1:3]
unknown[-1]
[dimension for dimension in shape]
[dimension for dimension in unknown]
2 in shape
7 in shape
first, second, third = shape
show(first, second, third)
shape.index(4)
shape.count(2)

# %% equality
tf.TensorShape([2, 3]) == [2, 3]
tf.TensorShape([2, 3]) == (2, 3)
tf.TensorShape([2, 3]) == tf.TensorShape([2, 3])
tf.TensorShape([2, 3]) == [3, 2]
tf.TensorShape([2, 3]) == [2]
tf.TensorShape([None]) == [None]
tf.TensorShape([None]) == tf.TensorShape([None])
tf.TensorShape([None]) == [2]
tf.TensorShape(None) == tf.TensorShape(None)
tf.TensorShape(None) == None
tf.TensorShape(None) == [1]
tf.TensorShape([1]) == None
tf.TensorShape([2]) == "ab"
tf.TensorShape([2]) == 2
tf.TensorShape([2]) == 1.5
tf.TensorShape([2, 3]) != [2, 3]
tf.TensorShape([2, 3]) != [2]
tf.TensorShape([None]) != [2]
[2, 3] == tf.TensorShape([2, 3])
(2, 3) == tf.TensorShape([2, 3])
tf.zeros([2, 3]).shape == (2, 3)
tf.TensorShape([1]) < tf.TensorShape([2])
{tf.TensorShape([2]): "found"}[tf.TensorShape([2])]
hash(tf.TensorShape([None])) == hash(tf.TensorShape([None]))

# %% adding and concatenating
tf.TensorShape([1]) + [2, 3]
tf.TensorShape([1]) + (2,)
tf.TensorShape([1]) + tf.TensorShape([None])
[1, 2] + tf.TensorShape([3])
(1, 2) + tf.TensorShape([3])
tf.TensorShape(None) + [1]
[1] + tf.TensorShape(None)
tf.TensorShape([1]).concatenate([2])
tf.TensorShape([1]).concatenate(tf.TensorShape(None))
tf.TensorShape([1]) + 2
tf.TensorShape([1]) + "a"
tf.TensorShape([1]) * 2

# %% is_compatible_with
pairs = [([2, 3], [2, 3]), ([2, None], [2, 3]), (None, [2]), ([2], [2, 3]), ([2], [3]), ([], [])]
for one, other in pairs:
    show(tf.TensorShape(one).is_compatible_with(other))
    attempt(tf.TensorShape(one).assert_is_compatible_with, tf.TensorShape(other))
    attempt(tf.TensorShape(one).merge_with, other)
    attempt(tf.TensorShape(one).assert_same_rank, other)
    attempt(tf.TensorShape(one).most_specific_compatible_shape, tf.TensorShape(other))
tf.TensorShape([2, None]).merge_with([None, 3])
tf.TensorShape([None, 2]).is_subtype_of(tf.TensorShape([None, None]))
tf.TensorShape([2]).is_subtype_of(tf.TensorShape(None))

# %% ranks
tf.TensorShape([2, 3]).with_rank(2)
tf.TensorShape(None).with_rank(2)
tf.TensorShape([2, 3]).with_rank(3)
tf.TensorShape([2, 3]).with_rank_at_least(1)
tf.TensorShape([2, 3]).with_rank_at_least(3)
tf.TensorShape([2, 3]).with_rank_at_most(2)
tf.TensorShape([2, 3]).with_rank_at_most(1)
tf.TensorShape([2, 3]).assert_has_rank(2)
tf.TensorShape([2, 3]).assert_has_rank(1)

# %% shapes as arguments
tf.zeros(tf.TensorShape([2]))
tf.reshape(tf.range(6), tf.TensorShape([2, 3]))
tf.zeros(tf.zeros([2, 1]).shape)
tf.ones(tf.TensorShape([None]))
tf.ones(tf.TensorShape(None))
np.zeros(tf.zeros([2, 1]).shape)
np.array(tf.zeros([2, 1]).shape)
tf.constant(tf.zeros([2, 1]).shape)
tf.zeros([2, 3]).shape[0] * 2
tf.zeros([2, 3]).shape[0] + tf.constant(1)
tf.reshape([1, 2, 3, 4], [tf.zeros([2]).shape[0], -1])

# %% broadcasting shapes
tf.broadcast_static_shape(tf.TensorShape([2, 1]), tf.TensorShape([3]))
tf.broadcast_static_shape(tf.TensorShape([2, None]), tf.TensorShape([3]))
tf.broadcast_static_shape(tf.TensorShape([2]), tf.TensorShape([3]))
tf.broadcast_static_shape(tf.TensorShape(None), tf.TensorShape([3]))
tf.broadcast_dynamic_shape([2, 1], [3])
tf.broadcast_dynamic_shape([2], [3])
tf.broadcast_dynamic_shape(tf.shape(tf.zeros([2, 1])), tf.shape(tf.zeros([1, 3])))

# %% TensorSpec
tf.TensorSpec([2, 3])
tf.TensorSpec([None], tf.int32)
tf.TensorSpec(None, tf.float32)
tf.TensorSpec([], tf.string, name="label")
tf.TensorSpec(shape=(2,), dtype="float64")
print(tf.TensorSpec([2, None]))
tf.TensorSpec([2]).shape
tf.TensorSpec([2]).dtype
tf.TensorSpec([2]).name
tf.TensorSpec([2], name="x").name
tf.TensorSpec([2]) == tf.TensorSpec([2])
tf.TensorSpec([2]) == tf.TensorSpec([3])
tf.TensorSpec([2]) == tf.TensorSpec([2], tf.int32)
tf.TensorSpec([2], name="a") == tf.TensorSpec([2], name="b")
tf.TensorSpec([2]) != tf.TensorSpec([2])
hash(tf.TensorSpec([2])) == hash(tf.TensorSpec([2]))
tf.TensorSpec.from_tensor(tf.constant([1, 2]))
tf.TensorSpec.from_tensor(tf.constant([1, 2]), name="n")
tf.TensorSpec.from_spec(tf.TensorSpec([2]), name="n")
tf.TensorSpec([None]).is_compatible_with(tf.constant([1.0, 2.0]))
tf.TensorSpec([None]).is_compatible_with(tf.constant([1, 2]))
tf.TensorSpec([3]).is_compatible_with(tf.constant([1.0, 2.0]))
tf.TensorSpec([None]).is_compatible_with([1.0, 2.0])
tf.TensorSpec([2, None]).is_subtype_of(tf.TensorSpec([None, None]))
tf.TensorSpec([2]).most_specific_compatible_type(tf.TensorSpec([3]))
tf.TensorSpec([2], "no such dtype")
tf.TensorSpec("ab")
tf.TensorSpec()
tf.TensorSpec([2]).value_type
tf.type_spec_from_value(tf.constant([1.0]))
tf.type_spec_from_value("a")
