"""What Python may do with a symbolic tensor, without AutoGraph: protocols, formats, errors."""

# %% conversions to Python


def each(x, *functions):
    for function in functions:
        attempt(function, x)


@tf.function(autograph=False)
def scalar(x):
    each(x, int, float, complex, bool, len, range, round, abs, hash, list, iter, next)
    each(x, lambda t: t.__index__(), lambda t: [1, 2, 3][t], lambda t: "a" * t)


@tf.function(autograph=False)
def vector(x):
    each(x, int, float, bool, len, list, tuple, iter, sum, min, max, sorted, set, dict)
    each(x, lambda t: [item for item in t], lambda t: (lambda *a: a)(*t))

    def unpack(t):
        first, second = t

    attempt(unpack, x)


scalar(tf.constant(2))
scalar(tf.constant(2.0))
vector(tf.constant([1, 2]))
tf.function(vector.python_function, [tf.TensorSpec([None], tf.int32)], autograph=False)([1])
tf.function(vector.python_function, [tf.TensorSpec(None, tf.int32)], autograph=False)([1])

# %% NumPy


@tf.function(autograph=False)
def with_numpy(x):
    for function in [np.array, np.asarray, np.sum, np.square, np.sqrt, np.mean]:
        attempt(function, x)
    attempt(lambda: x.numpy())
    attempt(lambda: np.add(x, 1.0))
    attempt(lambda: np.ones(2, np.float32) + x)
    attempt(lambda: x + np.ones(2, np.float32))
    attempt(lambda: np.float32(2) * x)
    attempt(lambda: x.__array__())
    attempt(lambda: np.stack([x, x]))
    attempt(lambda: memoryview(x))
    attempt(lambda: x.astype(int))
    attempt(lambda: x.T)
    attempt(lambda: x.tolist())
    attempt(lambda: x.item())


with_numpy(tf.constant([1.0, 2.0]))

# %% truth, comparison, membership


@tf.function(autograph=False)
def compared(x, y):
    attempt(lambda: x == y)
    attempt(lambda: x != 1)
    attempt(lambda: x == "text")
    attempt(lambda: x == None)
    attempt(lambda: x is None)
    attempt(lambda: x < y < 3)
    attempt(lambda: not x)
    attempt(lambda: x and y)
    attempt(lambda: x or y)
    attempt(lambda: 1 if x > 0 else 2)
    attempt(lambda: x in [y])
    attempt(lambda: x in [x])
    attempt(lambda: 1 in x)
    attempt(lambda: [1, 2].index(x))
    attempt(lambda: {x: 1})
    attempt(lambda: x.ref() == x.ref())
    attempt(lambda: {x.ref(): 1}[x.ref()])
    attempt(lambda: x.ref().deref() is x)
    attempt(lambda: any([x > 0]))
    attempt(lambda: all([x > 0, y > 0]))


compared(tf.constant(1), tf.constant(2))
compared(tf.constant([1, 2]), tf.constant([1, 3]))

# %% formats


@tf.function(autograph=False)
def formatted(x, y):
    show(str(x), repr(x), f"{x}", f"{x!r}", "%s" % x, "{}".format(y))
    show(str([x]), str({"a": x}), str((x, y)))
    attempt(lambda: f"{x:.2f}")
    attempt(lambda: "%d" % x)
    attempt(lambda: "%.2f" % x)
    attempt(lambda: format(x, ">10"))
    attempt(lambda: format(x, ""))
    print(x, y)
    print(x + y)


formatted(tf.constant(1.0), tf.constant([1.0, 2.0]))

# %% attributes and methods


@tf.function(autograph=False)
def inspected(x):
    show(x.name, x.dtype, x.shape, x.op.name, x.op.type, x.value_index, x.ndim, x.device)
    show(type(x).__name__, isinstance(x, tf.Tensor), tf.is_tensor(x), x.graph.building_function)
    show(x.get_shape(), x.shape.as_list(), callable(x), x.consumers())
    for name in ["no_such", "numpy", "size", "reshape", "run", "backing_device", "cpu"]:
        attempt(getattr, x, name)
    show(hasattr(x, "numpy"), hasattr(x, "shape"))

    def set_item(t):
        t[0] = 1.0

    def delete_item(t):
        del t[0]

    attempt(set_item, x)
    attempt(delete_item, x)
    attempt(lambda: x())
    attempt(lambda: x @ 3)
    attempt(lambda: x << 1)
    attempt(lambda: x[1.5])
    attempt(lambda: x["a"])


inspected(tf.constant([1.0, 2.0]))

# %% iteration over known sizes


@tf.function(autograph=False)
def iterated(x):
    first, second = tf.unstack(x)
    show(first.shape)
    attempt(lambda: [row.shape for row in x])
    attempt(lambda: list(enumerate(x)))
    attempt(lambda: list(zip(x, [1, 2])))
    attempt(lambda: dict(zip("ab", x)))
    attempt(lambda: reversed(x))
    attempt(lambda: x[0] if x[0] > 0 else x[1])
    return first


iterated(tf.constant([1, 2]))

# %% copies


@tf.function(autograph=False)
def copied(x):
    import copy
    import pickle

    attempt(lambda: copy.deepcopy(x) is x)
    try:
        pickle.dumps(x)
    except Exception as error:
        show(type(error).__name__)


copied(tf.constant(1))

# %% a tensor that has left its function
kept = []


@tf.function(autograph=False)
def leaking(x):
    kept.append(x)
    kept.append(x + 1)


leaking(tf.constant(1))
kept[0].name
kept[1].shape
attempt(lambda: kept[1] + 1)
attempt(lambda: tf.identity(kept[0]))
attempt(lambda: kept[0].numpy())
attempt(int, kept[0])
attempt(bool, kept[0])
attempt(lambda: tf.function(lambda: kept[1] * 2, autograph=False)())
