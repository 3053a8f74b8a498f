"""Datasets in traced functions: loops over them, iterators, datasets made and passed there."""


# %% a loop over a dataset
@tf.function
def total(dataset):
    result = tf.constant(0, tf.int64)
    for x in dataset:
        result += x
    return result


Dataset = tf.data.Dataset
total(Dataset.range(5))
total(Dataset.range(0))
total(Dataset.range(4).map(lambda x: x * 10))
total.experimental_get_tracing_count()

# %% a loop over pairs and dictionaries


@tf.function
def combine(dataset):
    sums, products = 0.0, 1.0
    for x, row in dataset:
        sums += x
        products *= row["a"]
    return sums, products


Dataset = tf.data.Dataset
combine(Dataset.from_tensor_slices(([1.0, 2.0], {"a": [3.0, 4.0]})))

# %% break, continue and else


@tf.function
def chosen(dataset):
    result = tf.constant(0, tf.int64)
    count = 0
    for x in dataset:
        if x == 3:
            continue
        if x > 6:
            break
        result += x
        count += 1
    return result, count


Dataset = tf.data.Dataset
chosen(Dataset.range(10))
chosen(Dataset.range(4))
chosen(Dataset.range(7, 9))

# %% return inside of a loop


@tf.function
def first_above(dataset, limit):
    for x in dataset:
        if x > limit:
            return x
    return tf.constant(-1, tf.int64)


Dataset = tf.data.Dataset
first_above(Dataset.range(10), tf.constant(4, tf.int64))
first_above(Dataset.range(3), tf.constant(4, tf.int64))

# %% nested loops


@tf.function
def products(dataset, other):
    result = tf.constant(0, tf.int64)
    for x in dataset:
        for y in other:
            if y > x:
                break
            result += x * y
        for _ in tf.range(2):
            result += 1
    return result


Dataset = tf.data.Dataset
products(Dataset.range(4), Dataset.range(3))

# %% batches whose last is smaller


@tf.function
def means(dataset):
    result = tf.TensorArray(tf.float32, 0, dynamic_size=True)
    index = 0
    for batch in dataset:
        result = result.write(index, tf.reduce_mean(batch))
        index += 1
    return result.stack()


means(tf.data.Dataset.from_tensor_slices([1.0, 2.0, 3.0, 4.0, 9.0]).batch(2))

# %% a loop without variables of its own
seen = tf.Variable([0, 0, 0], dtype=tf.int64)


@tf.function
def fill(dataset):
    for x in dataset:
        seen.scatter_update(tf.IndexedSlices(x + 10, x))


fill(tf.data.Dataset.range(3))
seen

# %% training inside of a function
weight = tf.Variable(0.0)


@tf.function
def train(dataset):
    last = 0.0
    for x, y in dataset:
        with tf.GradientTape() as tape:
            last = tf.reduce_mean((weight * x - y) ** 2)
        weight.assign_sub(0.1 * tape.gradient(last, weight))
    return last


x = np.arange(1, 9, dtype=np.float32) / 4
pairs = tf.data.Dataset.from_tensor_slices((x, 3 * x)).batch(3)
for _ in range(3):
    show(train(pairs))
weight
train.experimental_get_tracing_count()

# %% a tape around a loop is told of variables inside
weight = tf.Variable(2.0)


@tf.function
def loss_of(x, dataset):
    y = x
    for a in dataset:
        y = y * a * weight
    return y


x = tf.constant(2.0)
loss_of(x, tf.data.Dataset.from_tensor_slices([1.0, 2.0, 3.0]))

# %% variables that a loop sets first


@tf.function
def last_of(dataset):
    for x in dataset:
        last = x * 2
    return last


last_of(tf.data.Dataset.range(3))

# %% what a loop refuses


@tf.function
def changes_dtype(dataset):
    result = 0
    for x in dataset:
        result = result + 1.5
    return result


@tf.function
def changes_shape(dataset):
    result = tf.zeros([1])
    for x in dataset:
        result = tf.concat([result, result], 0)
    return result


@tf.function
def undefined(dataset):
    for x in dataset:
        if x > 1:
            name = x
    return name


Dataset = tf.data.Dataset


def kind_of_error(function):
    try:
        function(Dataset.range(3))
    except Exception as error:
        return type(error)


kind_of_error(changes_dtype)
changes_shape(Dataset.range(3))
kind_of_error(undefined)

# %% shapes that a loop may change


@tf.function
def gathered(dataset):
    result = tf.zeros([0], tf.int64)
    for x in dataset:
        tf.autograph.experimental.set_loop_options(
            shape_invariants=[(result, tf.TensorShape([None]))]
        )
        result = tf.concat([result, [x]], 0)
    return result


gathered(tf.data.Dataset.range(4))

# %% a dataset made in a function


@tf.function
def inside(limit, scale):
    result = tf.constant(0, tf.int64)
    dataset = tf.data.Dataset.range(limit).map(lambda x: x * scale).filter(lambda x: x != 4)
    for x in dataset.batch(2):
        result += tf.reduce_sum(x)
    return result


inside(tf.constant(5, tf.int64), tf.constant(2, tf.int64))
inside(tf.constant(3, tf.int64), tf.constant(3, tf.int64))
inside.experimental_get_tracing_count()

# %% slices of an argument


@tf.function
def rows(x):
    result = tf.zeros([2])
    for row in tf.data.Dataset.from_tensor_slices(x):
        result += row
    return result


rows(tf.constant([[1.0, 2.0], [3.0, 4.0]]))
rows(tf.zeros([3, 2]))

# %% a dataset from around a function
Dataset = tf.data.Dataset
captured = Dataset.range(4)


@tf.function
def of_captured(scale):
    result = tf.constant(0, tf.int64)
    for x in captured.map(lambda x: x * scale):
        result += x
    return result


of_captured(tf.constant(2, tf.int64))
of_captured(tf.constant(3, tf.int64))

# %% reduce, cardinality and options in a function


@tf.function
def reduced(dataset, first):
    return (
        dataset.reduce(first, lambda total, x: total + x),
        dataset.cardinality(),
        dataset.take(1).get_single_element(),
    )


Dataset = tf.data.Dataset
reduced(Dataset.range(5), tf.constant(100, tf.int64))
reduced(Dataset.range(2), tf.constant(0, tf.int64))
reduced.experimental_get_tracing_count()


@tf.function
def with_control_flow(dataset):
    def step(total, x):
        if x % 2 == 0:
            total += x
        return total

    return dataset.reduce(tf.constant(0, tf.int64), step)


with_control_flow(Dataset.range(7))

# %% iterators as arguments


@tf.function
def step(iterator):
    return next(iterator) * 2


@tf.function
def several(iterator, count):
    result = tf.constant(0, tf.int64)
    for _ in tf.range(count):
        result += next(iterator)
    return result


Dataset = tf.data.Dataset
iterator = iter(Dataset.range(8))
step(iterator), step(iterator)
several(iterator, tf.constant(3))
next(iterator)
step.experimental_get_tracing_count()
step(iter(Dataset.range(3, 5)))
step.experimental_get_tracing_count()
several(iterator, 1)

# %% an iterator that ends in a function


@tf.function
def step(iterator):
    return iterator.get_next()


Dataset = tf.data.Dataset
iterator = iter(Dataset.range(1))
step(iterator)


def kind_of_error():
    try:
        step(iterator)
    except Exception as error:
        return type(error)


kind_of_error()

# %% a loop over an iterator


@tf.function
def rest(iterator):
    result = tf.constant(0, tf.int64)
    for x in iterator:
        result = result * 10 + x
    return result


iterator = iter(tf.data.Dataset.range(5))
next(iterator)
rest(iterator)

# %% an optional element in a function


@tf.function
def maybe(iterator):
    found = iterator.get_next_as_optional()
    if found.has_value():
        return found.get_value()
    return tf.constant(-1, tf.int64)


iterator = iter(tf.data.Dataset.range(2))
maybe(iterator), maybe(iterator), maybe(iterator)

# %% one trace for datasets alike
traces = []


@tf.function
def length(dataset):
    traces.append(dataset)
    result = 0
    for _ in dataset:
        result += 1
    return result


Dataset = tf.data.Dataset
length(Dataset.range(3)), length(Dataset.range(9)), length(Dataset.range(5).map(lambda x: x + 1))
len(traces)
length(Dataset.from_tensor_slices([1.0]))
len(traces)
length(Dataset.range(5).batch(2))
len(traces)

# %% random order in a function
tf.random.set_seed(42)


@tf.function
def order():
    result = tf.constant(0, tf.int64)
    for x in tf.data.Dataset.range(10).shuffle(10):
        result = result * 10 + x
    return result


order(), order()
shuffled = tf.data.Dataset.range(9).shuffle(9)


@tf.function
def order_of(dataset):
    result = tf.constant(0, tf.int64)
    for x in dataset:
        result = result * 10 + x
    return result


order_of(shuffled), order_of(shuffled)

# %% builtins over datasets


@tf.function
def numbered(dataset):
    result = tf.constant(0, tf.int64)
    for index, x in enumerate(dataset):
        result += index * x
    return result


@tf.function
def side_by_side(one, other):
    result = tf.constant(0, tf.int64)
    for x, y in zip(one, other):
        result += x * y
    return result


Dataset = tf.data.Dataset
numbered(Dataset.range(4))
side_by_side(Dataset.range(4), Dataset.range(1, 4))

# %% strings


@tf.function
def shout(dataset):
    result = tf.constant("")
    for word in dataset:
        result += tf.strings.upper(word)
    return result


shout(tf.data.Dataset.from_tensor_slices(["a", "bc"]))

# %% a dataset as a result


@tf.function
def doubled(dataset):
    return dataset.map(lambda x: x * 2)


list(doubled(tf.data.Dataset.range(3)).as_numpy_iterator())
doubled(tf.data.Dataset.range(3)).element_spec

# %% functions called in a loop
weight = tf.Variable(1.0)


@tf.function
def step(x):
    weight.assign(weight * x)
    return weight + 0.0


@tf.function
def run(dataset):
    result = 0.0
    for x in dataset:
        result += step(x)
    return result


run(tf.data.Dataset.from_tensor_slices([2.0, 3.0]))
weight

# %% random numbers in a loop
tf.random.set_seed(1)


@tf.function
def drawn(dataset):
    result = tf.constant(0.0)
    for _ in dataset:
        result += tf.random.uniform([])
    return result


drawn(tf.data.Dataset.range(3))
drawn(tf.data.Dataset.range(3))

# %% windows in a function


@tf.function
def largest(dataset):
    result = tf.constant(0, tf.int64)
    for window in dataset.window(3, 1, drop_remainder=True):
        for x in window:
            result += x
    return result


largest(tf.data.Dataset.range(5))

# %% a loop in a branch


@tf.function
def branched(dataset, flag):
    result = tf.constant(0, tf.int64)
    if flag:
        for x in dataset:
            result += x
    else:
        result -= 1
    return result


Dataset = tf.data.Dataset
branched(Dataset.range(4), tf.constant(True))
branched(Dataset.range(4), tf.constant(False))

# %% a loop over files' lines
import tempfile

path = tempfile.mkdtemp() + "/lines.txt"
tf.io.write_file(path, "1,2\n3,4\n")


@tf.function
def table(path):
    result = 0.0
    for line in tf.data.TextLineDataset(path):
        one, two = tf.io.decode_csv(line, [[0.0], [0.0]])
        result += one * two
    return result


table(path)
table(tf.constant(path))
