"""Datasets iterated over eagerly: where they come from, what becomes of them, in which order."""

# %% from_tensors and from_tensor_slices
Dataset = tf.data.Dataset
Dataset.from_tensors([1, 2])
list(Dataset.from_tensors([1, 2]))
list(Dataset.from_tensor_slices([1.5, 2.5]))
list(Dataset.from_tensor_slices([[1, 2], [3, 4]]).as_numpy_iterator())
list(Dataset.from_tensor_slices(([1, 2], ["a", "b"])))
list(Dataset.from_tensor_slices({"b": [1, 2], "a": ([3, 4], [5.0, 6.0])}))
Dataset.from_tensor_slices({"b": [1, 2], "a": ([3, 4], [5.0, 6.0])})
Dataset.from_tensor_slices({"b": [1, 2], "a": ([3, 4], [5.0, 6.0])}).element_spec
Dataset.from_tensor_slices(np.arange(6).reshape(3, 2)).element_spec
list(Dataset.from_tensor_slices(np.arange(3)).as_numpy_iterator())
list(Dataset.from_tensor_slices(tf.Variable([1.0, 2.0])))
Dataset.from_tensors((1, None, "a")).element_spec
list(Dataset.from_tensors((1, None, "a")))
Dataset.from_tensor_slices([]).element_spec
list(Dataset.from_tensors([]))

# %% what sources refuse
Dataset = tf.data.Dataset
attempt(Dataset.from_tensor_slices, 1)
attempt(Dataset.from_tensor_slices, ([1, 2], [1]))
attempt(Dataset.from_tensor_slices, {})
attempt(Dataset.range)
attempt(Dataset.range, 1, 2, 3, 4)
attempt(Dataset.range, 1, 5, 0)
attempt(Dataset.range, 1.5)
attempt(Dataset.from_generator, [1], output_types=tf.int32)
attempt(Dataset.from_generator, lambda: [1])
attempt(Dataset.from_generator, lambda: [1], tf.int32, output_signature=tf.TensorSpec([], tf.int32))
attempt(Dataset.from_generator, lambda: [1], output_signature=3)
attempt(Dataset.zip, 1)
attempt(Dataset.zip)
attempt(Dataset.zip, [Dataset.range(1)])
attempt(Dataset.list_files, "/nothing/here/*")
attempt(tf.data.TextLineDataset, 3)

# %% range and counter
Dataset = tf.data.Dataset
list(Dataset.range(3))
list(Dataset.range(2, 9, 3).as_numpy_iterator())
list(Dataset.range(5, 0, -2).as_numpy_iterator())
list(Dataset.range(3, output_type=tf.float32))
list(Dataset.range(5, 1).as_numpy_iterator())
list(Dataset.counter().take(3).as_numpy_iterator())
list(Dataset.counter(5, -2, tf.int32).take(3).as_numpy_iterator())
list(tf.data.experimental.Counter(2).take(2).as_numpy_iterator())

# %% from_generator
Dataset = tf.data.Dataset


def pairs(limit=3):
    for number in range(limit):
        yield number, [number] * number


signature = (tf.TensorSpec([], tf.int32), tf.TensorSpec([None], tf.float32))
dataset = Dataset.from_generator(pairs, output_signature=signature)
dataset
list(dataset)
list(dataset)
dataset.cardinality()
list(Dataset.from_generator(pairs, args=[2], output_signature=signature))
list(
    Dataset.from_generator(
        pairs, (tf.int64, tf.int64), (tf.TensorShape([]), tf.TensorShape([None]))
    )
)
Dataset.from_generator(pairs, (tf.int64, tf.int64))
list(Dataset.from_generator(lambda: ["a", "bc"], tf.string))
spec = {"x": tf.TensorSpec([], tf.float32), "y": tf.TensorSpec([2], tf.int64)}
list(Dataset.from_generator(lambda: [{"y": [1, 2], "x": 1}], output_signature=spec))
list(Dataset.from_generator(lambda: iter(range(3)), output_signature=tf.TensorSpec([], tf.float64)))
ragged = tf.RaggedTensorSpec([2, None], tf.int32)
list(Dataset.from_generator(lambda: [tf.ragged.constant([[1], [2, 3]])], output_signature=ragged))

# %% map
Dataset = tf.data.Dataset
numbers = Dataset.range(3)
list(numbers.map(lambda x: x * x).as_numpy_iterator())
numbers.map(lambda x: (x, tf.cast(x, tf.float32) / 2))
list(numbers.map(lambda x: (x, tf.cast(x, tf.float32) / 2)))
numbers.map(lambda x: [x, x])
numbers.map(lambda x: (x, [x, 1]))
numbers.map(lambda x: {"a": x, "b": 2.5})
list(numbers.map(lambda x: {"a": x, "b": 2.5}).as_numpy_iterator())
numbers.map(lambda x: "a")
list(numbers.map(lambda x: 3))
numbers.map(lambda x: x, num_parallel_calls=2)
numbers.map(lambda x: x, num_parallel_calls=tf.data.AUTOTUNE, deterministic=True)
both = Dataset.zip((numbers, numbers))
list(both.map(lambda x, y: x + 10 * y).as_numpy_iterator())
both.map(lambda *pair: pair)
list(Dataset.from_tensors(((1, 2), 3)).map(lambda a, b: a[0] * a[1] + b))
list(Dataset.from_tensors({"a": 1}).map(lambda row: row["a"] + 1))
list(Dataset.from_tensor_slices(["a,b", "c"]).map(lambda line: tf.strings.split(line, ",")))
list(numbers.map(lambda x: tf.fill([x], x)).as_numpy_iterator())
attempt(numbers.map, 3)
attempt(numbers.map, lambda x: x + 1.5)
attempt(list, numbers.map(lambda x: tf.ensure_shape(tf.fill([x], 1), [2])).take(0))

# %% functions with control flow and state
Dataset = tf.data.Dataset


def collatz(x):
    steps = 0
    while x != 1:
        if x % 2 == 0:
            x = x // 2
        else:
            x = 3 * x + 1
        steps += 1
    return steps


list(Dataset.range(1, 8).map(collatz).as_numpy_iterator())
count = tf.Variable(0, dtype=tf.int64)


def counted(x):
    count.assign_add(1)
    return x + count


list(Dataset.range(4).map(counted).as_numpy_iterator())
count
factor = tf.constant(np.arange(200), tf.int64)
list(Dataset.range(3).map(lambda x: factor[x] * 2).as_numpy_iterator())


def from_python(x):
    return tf.py_function(lambda value: value.numpy() * 2, [x], tf.int64)


list(Dataset.range(3).map(from_python).as_numpy_iterator())
list(
    Dataset.range(3)
    .map(lambda x: tf.numpy_function(lambda value: value + 1, [x], tf.int64))
    .as_numpy_iterator()
)
traced = tf.function(lambda x: x + 1)
list(Dataset.range(3).map(traced).as_numpy_iterator())
traces = []
dataset = Dataset.range(5).map(lambda x: traces.append(1) or x)
list(dataset.as_numpy_iterator())
len(traces)

# %% filter and take_while
Dataset = tf.data.Dataset
numbers = Dataset.range(7)
numbers.filter(lambda x: x > 1)
list(numbers.filter(lambda x: x % 3 == 1).as_numpy_iterator())
list(numbers.filter(lambda x: True).as_numpy_iterator())
list(numbers.take_while(lambda x: x < 3).as_numpy_iterator())
list(Dataset.from_tensor_slices(["a", "bb"]).filter(lambda s: tf.strings.length(s) > 1))
pairs = Dataset.from_tensor_slices(([1, 2, 3], [3, 2, 1]))
list(pairs.filter(lambda x, y: x > y).as_numpy_iterator())
attempt(numbers.filter, lambda x: x)
attempt(numbers.take_while, lambda x: tf.stack([x > 1]))

# %% batch
Dataset = tf.data.Dataset
numbers = Dataset.range(5)
numbers.batch(2)
numbers.batch(2, drop_remainder=True)
list(numbers.batch(2))
list(numbers.batch(2, drop_remainder=True))
list(numbers.batch(10, drop_remainder=True))
numbers.batch(2, num_parallel_calls=2)
list(
    Dataset.from_tensor_slices({"a": ["x", "y", "z"], "b": [1, 2, 3]}).batch(2).as_numpy_iterator()
)
list(numbers.batch(2).batch(2, drop_remainder=True).as_numpy_iterator())
attempt(numbers.batch, 0)
attempt(numbers.batch, 2.5)
attempt(numbers.batch, tf.constant(2))
attempt(numbers.batch, tf.constant(2, tf.int64))
rows = Dataset.from_generator(lambda: [[1], [2, 3]], output_types=tf.int32)
attempt(list, rows.batch(2))
attempt(list, Dataset.range(1, 3).map(lambda x: tf.fill([x], x)).batch(2))
attempt(list, Dataset.range(1, 3).map(lambda x: (x, tf.fill([x], x))).prefetch(1).batch(2))
attempt(list, numbers.batch(2).batch(3))

# %% padded_batch
Dataset = tf.data.Dataset
rows = Dataset.range(1, 5).map(lambda x: tf.fill([x], x))
rows.padded_batch(2)
list(rows.padded_batch(2).as_numpy_iterator())
list(rows.padded_batch(2, padded_shapes=[5]).as_numpy_iterator())
list(
    rows.padded_batch(
        3, padded_shapes=(None,), padding_values=tf.constant(-1, tf.int64)
    ).as_numpy_iterator()
)
list(rows.padded_batch(3, drop_remainder=True).as_numpy_iterator())
pairs = Dataset.zip((rows, rows.map(lambda row: {"n": tf.size(row)})))
pairs.padded_batch(2)
list(pairs.padded_batch(2, ([None], {"n": []})).as_numpy_iterator())
words = Dataset.from_tensor_slices(["a b", "c"]).map(tf.strings.split)
list(words.padded_batch(2).as_numpy_iterator())
list(words.padded_batch(2, padding_values="-").as_numpy_iterator())
grids = Dataset.range(1, 3).map(lambda x: tf.fill([x, 2], x))
list(grids.padded_batch(2, [3, None]).as_numpy_iterator())
attempt(rows.padded_batch, 2, [3, 3])
attempt(Dataset.from_tensors([1, 2, 3]).padded_batch, 2, padded_shapes=[2])
attempt(Dataset.from_tensors([1, 2, 3]).padded_batch, 2, padding_values=1.5)
attempt(list, rows.padded_batch(2, padded_shapes=[1]))

# %% unbatch and rebatch
Dataset = tf.data.Dataset
list(Dataset.range(5).batch(3).unbatch().as_numpy_iterator())
Dataset.range(5).batch(3).unbatch()
list(Dataset.from_tensors(([1, 2], ["a", "b"])).unbatch())
list(Dataset.range(6).batch(2).rebatch(4).as_numpy_iterator())
list(Dataset.range(6).batch(4).rebatch([1, 2]).as_numpy_iterator())
Dataset.range(6).batch(2).rebatch(4)
Dataset.range(6).batch(2).rebatch(4, drop_remainder=True)
attempt(Dataset.range(3).unbatch)
attempt(Dataset.range(3).rebatch, 2)
attempt(Dataset.from_tensors(([1, 2], [1])).unbatch)

# %% ragged and sparse elements
Dataset = tf.data.Dataset
ragged = tf.ragged.constant([[1], [2, 3], []])
dataset = Dataset.from_tensor_slices(ragged)
dataset
list(dataset)
list(dataset.batch(2))
dataset.batch(2)
list(dataset.map(lambda row: tf.reduce_sum(row)).as_numpy_iterator())
Dataset.from_tensors(ragged)
list(Dataset.from_tensors(ragged).map(lambda x: x * 2))
list(Dataset.range(3).map(lambda x: tf.range(x)).ragged_batch(2))
list(
    Dataset.range(3).map(lambda x: tf.range(x)).apply(tf.data.experimental.dense_to_ragged_batch(2))
)
list(Dataset.from_tensor_slices(tf.ragged.constant([[[1], [2, 3]], [[]]])).batch(2))
sparse = tf.sparse.from_dense([[1, 0], [0, 2]])
list(Dataset.from_tensor_slices(sparse))
Dataset.from_tensor_slices(sparse).batch(2)
list(Dataset.from_tensor_slices(sparse).batch(2))
list(Dataset.from_tensors(sparse).map(tf.sparse.to_dense))
words = Dataset.from_tensor_slices(["a b", "c"]).batch(2).map(tf.strings.split)
words
list(words)

# %% repeat, take, skip, shard, enumerate, concatenate
Dataset = tf.data.Dataset
numbers = Dataset.range(4)
list(numbers.repeat(2).as_numpy_iterator())
list(numbers.repeat().take(6).as_numpy_iterator())
list(numbers.repeat(0).as_numpy_iterator())
list(numbers.take(2).as_numpy_iterator())
list(numbers.take(-1).as_numpy_iterator())
list(numbers.skip(2).as_numpy_iterator())
list(numbers.skip(-1).as_numpy_iterator())
list(numbers.shard(3, 0).as_numpy_iterator())
list(numbers.enumerate().as_numpy_iterator())
list(numbers.enumerate(start=5))
list(numbers.concatenate(Dataset.range(8, 9)).as_numpy_iterator())
numbers.concatenate(numbers.batch(2))
attempt(numbers.concatenate, Dataset.from_tensors(1.0))
attempt(numbers.concatenate, Dataset.from_tensors((1, 1)))
attempt(numbers.repeat, "a")
attempt(numbers.take, tf.constant(2))
attempt(numbers.shard, 2, 2)
attempt(numbers.shard, 0, 0)
attempt(numbers.prefetch, -3)

# %% zip
Dataset = tf.data.Dataset
one, two = Dataset.range(3), Dataset.from_tensor_slices(["a", "b"])
list(Dataset.zip(one, two))
list(Dataset.zip((one, two)).as_numpy_iterator())
list(Dataset.zip({"x": one, "y": (two, one)}).as_numpy_iterator())
Dataset.zip(((one, two), one))
Dataset.zip(one, two)
list(Dataset.zip((one.batch(2), two.repeat())).as_numpy_iterator())

# %% window
Dataset = tf.data.Dataset
numbers = Dataset.range(7)
numbers.window(3)
[list(window.as_numpy_iterator()) for window in numbers.window(3)]
[list(window.as_numpy_iterator()) for window in numbers.window(3, drop_remainder=True)]
[list(window.as_numpy_iterator()) for window in numbers.window(3, 1, 2)]
[list(window.as_numpy_iterator()) for window in numbers.window(3, shift=1, drop_remainder=True)]
[list(window.as_numpy_iterator()) for window in numbers.window(2, shift=3)]
list(numbers.window(3, 1, drop_remainder=True).flat_map(lambda w: w.batch(3)).as_numpy_iterator())
pairs = Dataset.zip((numbers, numbers.map(lambda x: -x)))
for one, two in pairs.window(4):
    show(list(one.as_numpy_iterator()), list(two.as_numpy_iterator()))
list(
    pairs.window(2, 2, drop_remainder=True).flat_map(
        lambda a, b: Dataset.zip((a.batch(2), b.batch(2)))
    )
)
list(numbers.window(3).map(lambda w: w.reduce(np.int64(0), lambda a, b: a + b)).as_numpy_iterator())
[x for x in Dataset.range(2).window(2)]
attempt(numbers.window, 0)
attempt(numbers.window, 1, 0)
attempt(numbers.window(2).as_numpy_iterator)

# %% flat_map and interleave
Dataset = tf.data.Dataset
rows = Dataset.from_tensor_slices([[1, 2], [3, 4]])
list(rows.flat_map(Dataset.from_tensor_slices).as_numpy_iterator())
list(rows.flat_map(lambda row: Dataset.from_tensors(row).repeat(2)).as_numpy_iterator())
list(Dataset.range(4).flat_map(Dataset.range).as_numpy_iterator())
numbers = Dataset.range(1, 6)


def repeated(x):
    return Dataset.from_tensors(x).repeat(6)


list(numbers.interleave(repeated, cycle_length=2, block_length=4).as_numpy_iterator())
list(numbers.interleave(Dataset.range, cycle_length=3).as_numpy_iterator())
list(Dataset.range(6).interleave(Dataset.range, cycle_length=2, block_length=2).as_numpy_iterator())
list(numbers.interleave(repeated, 3, 1, num_parallel_calls=2).as_numpy_iterator())
numbers.interleave(repeated, cycle_length=2)
numbers.interleave(repeated, cycle_length=2, num_parallel_calls=2)
numbers.flat_map(repeated)

# %% reduce and scan
Dataset = tf.data.Dataset
numbers = Dataset.range(5)
zero = np.int64(0)
numbers.reduce(zero, lambda total, x: total + x)
numbers.reduce((zero, 1.0), lambda state, x: (state[0] + x, state[1] * 2))
numbers.reduce({"n": 0}, lambda state, _: {"n": state["n"] + 1})
Dataset.range(0).reduce(7, lambda total, x: total)
numbers.reduce(tf.zeros([0], tf.int64), lambda row, x: tf.concat([row, [x]], 0))
list(numbers.scan(zero, lambda total, x: (total + x, total)).as_numpy_iterator())
list(numbers.scan((zero, zero), lambda s, x: ((s[1], s[0] + x), s)).as_numpy_iterator())
attempt(numbers.reduce, (0, 1.0), lambda state, x: state[0] + 1)
attempt(numbers.scan, 0, lambda total, x: total)

# %% cardinality
Dataset = tf.data.Dataset
numbers, unknown = Dataset.range(10), Dataset.range(3).filter(lambda x: x > 0)
numbers.cardinality()
for dataset in (
    numbers.batch(3),
    numbers.batch(3, drop_remainder=True),
    numbers.repeat(),
    numbers.repeat(3),
    numbers.repeat(0),
    Dataset.range(0).repeat(),
    numbers.repeat().skip(3),
    numbers.repeat().take(3),
    numbers.skip(20),
    numbers.take(20),
    numbers.shard(3, 1),
    numbers.window(3, shift=1),
    numbers.window(3, shift=1, drop_remainder=True),
    numbers.window(3, shift=2, stride=2, drop_remainder=True),
    numbers.window(20, drop_remainder=True),
    numbers.shuffle(3).map(lambda x: x).cache().prefetch(1),
    numbers.enumerate(),
    numbers.take_while(lambda x: x > 3),
    numbers.flat_map(Dataset.range),
    numbers.batch(2).unbatch(),
    numbers.batch(2, drop_remainder=True).unbatch(),
    unknown,
    unknown.batch(2),
    unknown.repeat(),
    unknown.take(2),
    unknown.concatenate(numbers),
    numbers.concatenate(numbers),
    numbers.repeat().concatenate(numbers),
    Dataset.zip((numbers, numbers.take(3))),
    Dataset.zip((numbers, numbers.repeat())),
    Dataset.zip((numbers, unknown)),
    Dataset.random(seed=1),
    numbers.unique(),
    numbers.padded_batch(3),
    numbers.scan(0, lambda s, x: (s, x)),
):
    show(int(dataset.cardinality()))
len(numbers)
bool(Dataset.range(0))
attempt(len, numbers.repeat())
attempt(len, unknown)
tf.data.experimental.cardinality(numbers)
tf.data.INFINITE_CARDINALITY, tf.data.UNKNOWN_CARDINALITY, tf.data.AUTOTUNE
checked = unknown.apply(tf.data.experimental.assert_cardinality(2))
len(checked), list(checked.as_numpy_iterator())
attempt(list, unknown.apply(tf.data.experimental.assert_cardinality(5)))
attempt(list, unknown.apply(tf.data.experimental.assert_cardinality(1)))

# %% iterators
Dataset = tf.data.Dataset
iterator = iter(Dataset.range(3))
next(iterator)
iterator.get_next()
iterator.next() if hasattr(iterator, "next") else next(iterator)
attempt(next, iterator)
attempt(iterator.get_next)
iterator.element_spec
iterator = iter(Dataset.range(1))
optional = iterator.get_next_as_optional()
optional.has_value(), optional.get_value()
optional = iterator.get_next_as_optional()
optional.has_value()
attempt(optional.get_value)
for element in iter(Dataset.range(2)):
    show(element)
dataset = Dataset.range(2)
[[int(x), int(y)] for x in dataset for y in dataset]
Dataset.from_tensors(1.5).as_numpy_iterator().next()
type(next(Dataset.from_tensors(1).as_numpy_iterator()))
tf.data.DatasetSpec.from_value(dataset)
tf.data.DatasetSpec(tf.TensorSpec([], tf.int32)) == tf.data.DatasetSpec(tf.TensorSpec([], tf.int32))
tf.type_spec_from_value(dataset)
Dataset.from_tensors(3).get_single_element()
attempt(dataset.get_single_element)
attempt(Dataset.range(0).get_single_element)

# %% apply, options and names of transformations
Dataset = tf.data.Dataset
numbers = Dataset.range(5)
numbers.apply(lambda dataset: dataset.take(2))
attempt(numbers.apply, lambda dataset: 3)
options = tf.data.Options()
options.deterministic, options.threading.private_threadpool_size
options.deterministic = False
options.threading.private_threadpool_size = 2
changed = numbers.with_options(options).batch(2)
changed.options().deterministic, changed.options().threading.private_threadpool_size
numbers.with_options(options)
attempt(setattr, options, "foo", 1)
numbers.shuffle(2), numbers.cache(), numbers.prefetch(2), numbers.repeat(2)
numbers.take(2), numbers.skip(2), numbers.shard(2, 0), numbers.enumerate()
numbers.take_while(lambda x: x < 2), numbers.unique(), Dataset.random(seed=1)
numbers.scan(0, lambda s, x: (s, x)), Dataset.counter()
numbers.padded_batch(2), numbers.ignore_errors()

# %% unique, choose and group
Dataset = tf.data.Dataset
list(Dataset.from_tensor_slices([1, 2, 1, 3, 2]).unique().as_numpy_iterator())
list(Dataset.from_tensor_slices(["a", "b", "a"]).unique())
attempt(Dataset.from_tensors(1.5).unique)
letters = [Dataset.from_tensor_slices(["a", "b"]), Dataset.from_tensor_slices(["c", "d", "e"])]
order = Dataset.from_tensor_slices(np.array([0, 1, 0, 1, 0, 1, 1], np.int64))
list(Dataset.choose_from_datasets(letters, order))
list(Dataset.choose_from_datasets(letters, order, stop_on_empty_dataset=False))
Dataset.choose_from_datasets(letters, order)
attempt(Dataset.choose_from_datasets, letters, Dataset.range(2).map(lambda x: 1.0))
numbers = Dataset.range(8)
grouped = numbers.group_by_window(lambda x: x % 3, lambda key, group: group.batch(2), window_size=2)
grouped
list(grouped.as_numpy_iterator())
sized = numbers.group_by_window(
    lambda x: x % 2, lambda key, group: group.batch(4), window_size_func=lambda key: key + 1
)
list(sized.as_numpy_iterator())
rows = Dataset.range(1, 6).map(lambda x: tf.fill([x], x))
buckets = rows.bucket_by_sequence_length(lambda row: tf.shape(row)[0], [3, 5], [2, 2, 1])
list(buckets.as_numpy_iterator())

# %% errors while iterating
Dataset = tf.data.Dataset


def failing():
    yield 1
    raise ValueError("no more")


spec = tf.TensorSpec([], tf.int32)


def kind_of_error(dataset):
    try:
        list(dataset)
    except Exception as error:
        return type(error)


kind_of_error(Dataset.from_generator(failing, output_signature=spec))
kind_of_error(Dataset.from_generator(lambda: [[1, 2]], output_signature=spec))
kind_of_error(Dataset.from_generator(lambda: ["a"], output_signature=spec))
kind_of_error(Dataset.from_generator(lambda: [(1, 2)], output_signature=(spec,)))
kind_of_error(Dataset.range(2).map(lambda x: tf.reshape(tf.range(x + 1), [1])))
kind_of_error(Dataset.range(2).map(lambda x: tf.py_function(lambda y: 1 // int(y), [x], tf.int64)))
list(Dataset.from_tensor_slices(["1", "a", "3"]).map(tf.strings.to_number).ignore_errors())
kind_of_error(tf.data.TextLineDataset("/nothing/here"))
attempt(list, tf.data.TextLineDataset("/nothing/here"))

# %% shuffle with a global seed
Dataset = tf.data.Dataset
tf.random.set_seed(42)
dataset = Dataset.range(10).shuffle(10)
list(dataset.as_numpy_iterator())
list(dataset.as_numpy_iterator())
tf.random.set_seed(42)
dataset = Dataset.range(10).shuffle(4)
list(dataset.as_numpy_iterator())
list(dataset.as_numpy_iterator())
tf.random.set_seed(1)
list(Dataset.range(30).shuffle(100).as_numpy_iterator())
list(Dataset.range(30).shuffle(1).as_numpy_iterator())
tf.random.set_seed(7)
list(Dataset.range(400).shuffle(300).as_numpy_iterator())
attempt(Dataset.range(3).shuffle, 0)
attempt(Dataset.range(3).shuffle, None)

# %% shuffle with seeds of its own
Dataset = tf.data.Dataset
dataset = Dataset.range(8).shuffle(5, seed=3)
list(dataset.as_numpy_iterator())
list(dataset.as_numpy_iterator())
list(Dataset.range(8).shuffle(5, seed=0).as_numpy_iterator())
dataset = Dataset.range(8).shuffle(5, seed=3, reshuffle_each_iteration=False)
list(dataset.as_numpy_iterator())
list(dataset.as_numpy_iterator())
tf.random.set_seed(0)
list(Dataset.range(8).shuffle(5, seed=0).as_numpy_iterator())
tf.random.set_seed(5)
dataset = Dataset.range(8).shuffle(5, seed=3, reshuffle_each_iteration=False)
list(dataset.as_numpy_iterator())
list(dataset.as_numpy_iterator())

# %% shuffle and repeat
Dataset = tf.data.Dataset
tf.random.set_seed(42)
dataset = Dataset.range(5).shuffle(3).repeat(3)
list(dataset.as_numpy_iterator())
list(dataset.as_numpy_iterator())
tf.random.set_seed(42)
dataset = Dataset.range(5).shuffle(5).batch(2).repeat(2)
list(dataset.as_numpy_iterator())
list(dataset.as_numpy_iterator())
tf.random.set_seed(42)
list(Dataset.range(5).repeat(3).shuffle(4).as_numpy_iterator())
tf.random.set_seed(42)
list(Dataset.range(5).shuffle(3).shuffle(4).as_numpy_iterator())
tf.random.set_seed(42)
list(Dataset.range(4).shuffle(3).repeat().take(14).as_numpy_iterator())
tf.random.set_seed(42)
dataset = Dataset.range(6).shuffle(3).cache()
list(dataset.as_numpy_iterator())
list(dataset.as_numpy_iterator())
tf.random.set_seed(42)
dataset = Dataset.range(6).shuffle(3)
list(Dataset.zip((dataset, dataset)).as_numpy_iterator())
tf.random.set_seed(42)
list(Dataset.range(6).shuffle(3).take(4).repeat(2).as_numpy_iterator())
tf.random.set_seed(42)
images = Dataset.from_tensor_slices((np.arange(12).reshape(6, 2), list("abcdef")))
for x, y in images.shuffle(6).batch(4):
    show(x, y)

# %% random numbers in functions
Dataset = tf.data.Dataset
tf.random.set_seed(42)
dataset = Dataset.range(3).map(lambda x: tf.random.uniform([2]))
list(dataset.as_numpy_iterator())
list(dataset.as_numpy_iterator())
tf.random.set_seed(42)
dataset = Dataset.range(2).map(lambda x: tf.random.normal([], seed=3)).repeat(2)
list(dataset.as_numpy_iterator())
tf.random.set_seed(3)
list(Dataset.random(seed=3).take(3).as_numpy_iterator())
list(Dataset.random().take(3).as_numpy_iterator())
dataset = Dataset.random(seed=3, rerandomize_each_iteration=True).take(3)
list(dataset.as_numpy_iterator())
list(dataset.as_numpy_iterator())
tf.random.set_seed(42)
tf.random.uniform([1])
list(Dataset.range(10).shuffle(10).as_numpy_iterator())
tf.random.uniform([1])
parts = [Dataset.range(10), Dataset.range(10, 20)]
list(Dataset.sample_from_datasets(parts, weights=[0.3, 0.7], seed=1).as_numpy_iterator())
list(Dataset.sample_from_datasets(parts, seed=1).as_numpy_iterator())
list(Dataset.sample_from_datasets(parts, [0.5, 0.5], 2, True).as_numpy_iterator())

# %% files
import os
import tempfile

Dataset = tf.data.Dataset
folder = tempfile.mkdtemp()
for name in "abcd":
    tf.io.write_file(f"{folder}/{name}.txt", f"{name}1\r\n{name}2\n\n{name}3")
paths = [f"{folder}/a.txt", f"{folder}/b.txt"]
list(tf.data.TextLineDataset(paths).as_numpy_iterator())
tf.data.TextLineDataset(paths[0])
list(
    tf.data.TextLineDataset(
        Dataset.from_tensor_slices(paths), num_parallel_reads=2
    ).as_numpy_iterator()
)


def base(path):
    return tf.strings.split(path, os.sep)[-1]


tf.random.set_seed(1)
[base(path).numpy() for path in Dataset.list_files(folder + "/*.txt")]
[base(path).numpy() for path in Dataset.list_files(folder + "/*.txt", seed=4)]
[base(path).numpy() for path in Dataset.list_files(folder + "/*.txt", shuffle=False)]
Dataset.list_files(folder + "/*.txt").cardinality()
Dataset.list_files(folder + "/*.txt")
lines = Dataset.list_files(folder + "/*.txt", shuffle=False).interleave(
    tf.data.TextLineDataset, cycle_length=2
)
list(lines.as_numpy_iterator())
with tf.io.TFRecordWriter(folder + "/records") as writer:
    writer.write(b"one")
    writer.write(b"two")
list(tf.data.TFRecordDataset(folder + "/records").as_numpy_iterator())
tf.data.TFRecordDataset([folder + "/records"] * 2)
list(tf.data.FixedLengthRecordDataset(paths[0], 4, 1, 1).as_numpy_iterator())

# %% tables
import tempfile

Dataset = tf.data.Dataset
path = tempfile.mkdtemp() + "/table.csv"
tf.io.write_file(path, 'x,y,z\n1,2.5,a\n3,,"b,c"\n5,6,d\n')
CsvDataset = tf.data.experimental.CsvDataset
list(CsvDataset(path, [tf.int32, tf.constant([9.0]), ""], header=True).as_numpy_iterator())
CsvDataset(path, [tf.int32, tf.constant([9.0]), ""], header=True)
list(CsvDataset(path, [tf.string], header=True, select_cols=[2]))
attempt(list, CsvDataset(path, [tf.int32, tf.float32], header=True, select_cols=[0, 1]))
attempt(list, CsvDataset(path, [tf.int32, tf.float32, ""]))
make = tf.data.experimental.make_csv_dataset
table = make(path, 2, num_epochs=1, shuffle=False)
type(table).__name__, list(table.element_spec.items())
list(table.as_numpy_iterator())
pairs = make(path, 2, label_name="z", num_epochs=1, shuffle=False)
for features, label in pairs:
    show(features, label)
tf.random.set_seed(1)
endless = make(path, 2, label_name="z", shuffle_seed=3, select_columns=["x", "z"])
[list(endless.element_spec[0].items()), endless.element_spec[1]]
list(endless.take(3).as_numpy_iterator())

# %% the older functions of experimental
Dataset = tf.data.Dataset
experimental = tf.data.experimental
numbers = Dataset.range(4)
list(numbers.apply(experimental.enumerate_dataset(2)).as_numpy_iterator())
list(numbers.batch(2).apply(experimental.unbatch()).as_numpy_iterator())
list(numbers.apply(experimental.take_while(lambda x: x < 2)).as_numpy_iterator())
list(numbers.apply(experimental.unique()).as_numpy_iterator())
list(numbers.apply(experimental.map_and_batch(lambda x: x + 1, 3)).as_numpy_iterator())
experimental.get_single_element(Dataset.from_tensors(2))
experimental.get_structure(numbers)
experimental.from_list([(1, "a"), (2, "b")])
list(experimental.from_list([(1, "a"), (2, "b")]).as_numpy_iterator())
experimental.AUTOTUNE, experimental.INFINITE_CARDINALITY

# %% a linear model trained over a dataset
Dataset = tf.data.Dataset
tf.random.set_seed(0)
x = np.linspace(-1, 1, 16, dtype=np.float32)
pairs = Dataset.from_tensor_slices((x, 3 * x + 1)).shuffle(16).batch(4)
slope, intercept = tf.Variable(0.0), tf.Variable(0.0)
for epoch in range(3):
    for inputs, targets in pairs:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((slope * inputs + intercept - targets) ** 2)
        one, two = tape.gradient(loss, [slope, intercept])
        slope.assign_sub(0.3 * one)
        intercept.assign_sub(0.3 * two)
    show(loss)
slope, intercept
