"""What goes wrong in functions: what is not converted, what code raises, what kernels refuse."""


# %% undefined in one branch
@tf.function
def f(x):
    if x > 0:
        y = x
    return y


f(tf.constant(1))


@tf.function
def f(x):
    if x > 0:
        y = x
    elif x < -1:
        z = x
    else:
        y = -x
    return y


f(tf.constant(1))


@tf.function
def f(x):
    if x > 0:
        return x


f(tf.constant(1))


@tf.function
def f(x):
    while x > 0:
        y = x
        x -= 1
    return y


f(tf.constant(1))
f(tf.constant(-1))


class A:
    pass


@tf.function
def f(a, x):
    if x > 0:
        a.b = x
    return a.b


f(A(), tf.constant(1))


@tf.function
def f(x):
    d = {}
    if x > 0:
        d["a"] = x
    return d


f(tf.constant(1))


# %% shapes that change in a loop
@tf.function
def f(n):
    x = tf.ones([1])
    for i in tf.range(n):
        x = tf.concat([x, x], 0)
    return x


f(tf.constant(2))


@tf.function
def f(n):
    x = tf.ones([1])
    while n > 0:
        x = tf.concat([x, x], 0)
        n -= 1
    return x


f(tf.constant(2))


@tf.function
def f(n):
    x = ()
    for i in tf.range(n):
        x = x + (i,)
    return x


f(tf.constant(2))


@tf.function
def f(n):
    x = tf.constant(0)
    for i in tf.range(n):
        x = [x]
    return x


f(tf.constant(2))


@tf.function
def f(n):
    x = None
    for i in tf.range(n):
        x = i
    return x


f(tf.constant(2))


# %% dtypes
@tf.function
def f(x):
    if x > 0:
        y = 1
    else:
        y = 1.0
    return y


f(tf.constant(1))


@tf.function
def f(x):
    y = 1 if x > 0 else 2.0
    return y


f(tf.constant(1))


@tf.function
def f(x):
    if x > 0:
        return 1
    return 2.0


f(tf.constant(1))


@tf.function
def f(n):
    x = 0
    while x < n:
        x = x + 0.5
    return x


f(tf.constant(2))


@tf.function
def f(n):
    x = 0
    for i in tf.range(n):
        x = tf.cast(x, tf.float32)
    return x


f(tf.constant(2))


# %% values that are no tensors
class A:
    pass


@tf.function
def f(x):
    if x > 0:
        y = "a"
    else:
        y = object()
    return 1


f(tf.constant(1))


@tf.function
def f(x):
    if x > 0:
        y = A
    else:
        y = None
    return y


f(tf.constant(1))


@tf.function
def f(x):
    return object()


f(tf.constant(1))


@tf.function
def f(x):
    return {"a": x, "b": lambda: 1}


f(tf.constant(1))


# %% errors down the tree
def third(x):
    raise ValueError("no")


def second(x):
    return third(x)


@tf.function
def first(x):
    return second(x)


first(tf.constant(1))


class Model(tf.Module):
    def __init__(self):
        self.w = tf.Variable(1.0)

    @tf.function
    def __call__(self, x):
        return self.step(x)

    def step(self, x):
        return self.w + tf.constant([1, 2])


Model()(tf.constant(1.0))
f = tf.function(lambda x: x + tf.constant("a"))
f(tf.constant(1))


def outer(k):
    @tf.function
    def inner(x):
        return x[k]

    return inner


outer("a")(tf.constant([1]))
outer(5)(tf.constant([1]))


@tf.function
def f(x):
    return [third(i) for i in range(3)]


f(tf.constant(1))


@tf.function
def f(x):
    return tf.map_fn(third, x)


f(tf.constant([1]))


@tf.function
def f(x):
    return tf.cond(x > 0, lambda: third(x), lambda: x)


f(tf.constant(1))


@tf.function
def f(x):
    for i in tf.range(3):
        if i > 1:
            x = third(x)
    return x


f(tf.constant(1))


# %% kinds of exceptions
class Own(Exception):
    pass


class Wide(Exception):
    def __init__(self, a, b):
        super().__init__(f"{a} and {b}")
        self.a = a


@tf.function
def f(kind):
    if kind == 0:
        raise KeyError("k")
    if kind == 1:
        raise Own("own")
    if kind == 2:
        raise Wide(1, 2)
    if kind == 3:
        raise StopIteration
    if kind == 4:
        raise AssertionError
    if kind == 5:
        assert False, "said"
    if kind == 6:
        return 1 / 0
    if kind == 7:
        return undefined
    if kind == 8:
        return [][1]
    if kind == 9:
        return None.x
    if kind == 10:
        try:
            return [][1]
        except IndexError as e:
            raise ValueError("from") from e
    if kind == 11:
        raise tf.errors.InvalidArgumentError(None, None, "made")
    if kind == 12:
        import no_such_module
    if kind == 13:
        raise KeyboardInterrupt
    if kind == 14:
        raise SystemError(1, 2)
    if kind == 15:
        raise FileNotFoundError(2, "gone", "name")
    if kind == 16:
        raise UnicodeDecodeError("utf8", b"a", 0, 1, "why")
    if kind == 17:
        raise NotImplementedError


for k in [*range(13), 14, 15, 16, 17]:
    attempt(f, k)


# %% caught inside
@tf.function
def f(x):
    try:
        return third(x)
    except Exception as error:
        print(type(error).__name__, error)
        return x


def third(x):
    raise ValueError("no")


f(tf.constant(1))


@tf.function
def f(x):
    try:
        return x + tf.constant("a")
    except Exception as error:
        print(type(error).__name__)
        return x
    finally:
        print("finally")


f(tf.constant(1))


# %% what cannot be converted
def gen(n):
    for i in range(n):
        yield i


@tf.function
def f(x):
    for i in gen(3):
        x += i
    return x


f(tf.constant(1))


@tf.function
def f(x):
    while x > 0:
        x -= 1
        if x == 3:
            return x
    return x


f(tf.constant(5))


@tf.function
def f(x):
    for i in range(3):
        if x > i:
            break
        x += 1
    return x


f(tf.constant(5))


@tf.function
def f(x):
    for i in [1, 2, 3]:
        if x > i:
            return x
    return x


f(tf.constant(5))


@tf.function
def f(x):
    for a, b in zip(x, [1, 2]):
        print(a, b)


f(tf.constant([1, 2]))


@tf.function(autograph=False)
def f(x):
    if x > 0:
        return x


f(tf.constant(1))


@tf.function(autograph=False)
def f(x):
    for i in x:
        pass


f(tf.constant([1]))


@tf.autograph.experimental.do_not_convert
def plain(x):
    if x > 0:
        return x
    return -x


@tf.function
def f(x):
    return plain(x)


f(tf.constant(1))


@tf.function
def f(x):
    return [y for y in x]


f(tf.constant([1]))


@tf.function
def f(x):
    return list(x)


f(tf.constant([1]))


@tf.function
def f(x):
    return int(x), float(x), bool(x > 1)


f(tf.constant(1))


@tf.function
def f(x):
    return x.numpy()


f(tf.constant(1))


@tf.function
def f(x):
    return np.sin(x)


f(tf.constant(1.0))


@tf.function
def f(x):
    if [x, x]:
        return x
    return -x


f(tf.constant(1.0))


@tf.function
def f(x):
    if x:
        return x
    return -x


f(tf.constant([1.0, 2.0]))
f(tf.constant(1.0))


@tf.function
def f(x):
    assert x > 0, "positive"
    return x


f(tf.constant(1))
f(tf.constant(-1))


# %% while running
@tf.function
def f(x):
    y = tf.reshape(x, [2, 2])
    return y


f(tf.constant([1, 2, 3, 4]))
f(tf.constant([1, 2, 3]))


@tf.function(input_signature=[tf.TensorSpec([None])])
def f(x):
    y = x + 1.0
    z = tf.reshape(y, [2, 2])
    return z


f(tf.ones([3]))


@tf.function(input_signature=[tf.TensorSpec([None]), tf.TensorSpec([None])])
def f(x, y):
    return x + y


f(tf.ones([3]), tf.ones([2]))


@tf.function(input_signature=[tf.TensorSpec([None, None]), tf.TensorSpec([None, None])])
def f(x, y):
    return tf.matmul(x, y)


f(tf.ones([2, 3]), tf.ones([2, 3]))


@tf.function
def f(x):
    return tf.strings.to_number(x)


f(tf.constant("a"))
