"""Branches and loops as operations: eager, in functions, in graphs, their gradients and errors."""

# %% cond runs one branch
tf.cond(True, lambda: 1, lambda: 2)
tf.cond(tf.constant(False), lambda: tf.constant(1), lambda: tf.constant(2))
tf.cond(tf.constant(True), lambda: [tf.constant(1)], lambda: [tf.constant(2)])
tf.cond(True, lambda: (1, None), lambda: 2)
tf.cond(True, lambda: None, lambda: 2)
tf.cond(True, lambda: {"a": [1.5]}, lambda: 2)
tf.cond(np.bool_(True), lambda: "yes", lambda: "no")
tf.cond(3, lambda: 1, lambda: 2)
tf.cond(tf.constant([True]), lambda: 1, lambda: 2)
tf.cond(tf.constant("a"), lambda: 1, lambda: 2)
tf.cond(tf.constant(""), lambda: 1, lambda: 2)
tf.cond(None, lambda: 1, lambda: 2)
tf.cond(True, 1, lambda: 2)
tf.cond(True, lambda: 1, 2)
tf.cond(True, lambda: 1)
tf.cond(tf.Variable(True), lambda: 1, lambda: 2)
tf.cond(tf.Variable(0.0), lambda: 1, lambda: 2)

# %% cond in a function


def graph(function):
    return tf.function(function, autograph=False)


one = tf.constant(1)
graph(lambda x: tf.cond(x > 0, lambda: x * 2, lambda: x + 1))(one)
graph(lambda x: tf.cond(x > 1, lambda: x * 2, lambda: x + 1))(one)
graph(lambda x: tf.cond(x > 0, lambda: [x, (x, {"a": x})], lambda: [x, (x, {"a": x + 1})]))(one)
graph(lambda x: tf.cond(x > 0, lambda: "yes", lambda: "no"))(one)
graph(lambda x: tf.cond(x < 0, lambda: "yes", lambda: "no"))(one)
graph(lambda x: tf.cond(x > 0, lambda: True, lambda: x > 7))(one)
graph(lambda x: tf.cond(x > 0, lambda: x > 7, lambda: True))(one)
graph(lambda x: tf.cond(x > 0, lambda: 1.5, lambda: 2))(one)
graph(lambda x: tf.cond(x > 0, lambda: (), lambda: ()))(one)
graph(lambda x: tf.cond(x > 0, lambda: None, lambda: None))(one)
graph(lambda x: tf.cond(x > 0, lambda: (x, None), lambda: (x + 1, None)))(one)
graph(lambda x: tf.cond(x > 0, lambda: [], lambda: []))(one)
graph(lambda x: tf.cond(x > 0, lambda: np.arange(3), lambda: np.ones(3, int)))(one)
graph(lambda x: tf.cond(x > 0, lambda: tf.constant([1, 2]), lambda: tf.constant([1])))(one)
graph(lambda x: tf.cond(x > 1, lambda: tf.constant([1, 2]), lambda: tf.constant([1])))(one)
graph(lambda x: tf.cond(x > 1, lambda: tf.constant([[1, 2]]), lambda: tf.constant([1])))(one)
graph(
    lambda x: tf.cond(
        x > 0, lambda: tf.zeros([2], tf.complex64), lambda: tf.ones([2], tf.complex64)
    )
)(one)
graph(lambda x: tf.cond(tf.constant(True), lambda: x, lambda: x + 1))(one)
graph(lambda x: tf.cond(x > 0, lambda: x, lambda: x + 1))(tf.constant([1.0]))
graph(lambda x: tf.cond(x > 0, lambda: x, lambda: x + 1))(tf.constant([[-1.0]]))
graph(lambda x: tf.cond(x > 0, lambda: tf.no_op(), lambda: tf.no_op()))(one)
graph(lambda x: tf.cond(x < 0, lambda: tf.no_op(), lambda: tf.no_op()))(one)

# %% what cond refuses in a function


def graph(function):
    return tf.function(function, autograph=False)


one = tf.constant(1)
attempt(graph(lambda x: tf.cond(True, lambda: x, lambda: x + 1)), one)
attempt(graph(lambda x: tf.cond(x > 0, lambda: 1, lambda: 2.0)), one)
attempt(graph(lambda x: tf.cond(x > 0, lambda: (1, 2), lambda: 1)), one)
attempt(graph(lambda x: tf.cond(x > 0, lambda: (1, 2), lambda: [1, 2])), one)
attempt(graph(lambda x: tf.cond(x > 0, lambda: None, lambda: tf.constant([1]))), one)
attempt(graph(lambda x: tf.cond(x > 0, lambda: tf.constant([1]), lambda: None)), one)
attempt(graph(lambda x: tf.cond(x > 0, lambda: (x, None), lambda: (x, x))), one)
attempt(graph(lambda x: tf.cond(x > 0, lambda: {"a": x}, lambda: {"b": x})), one)
attempt(graph(lambda x: tf.cond(x > 0, lambda: {"a": x}, lambda: {"a": x, "b": x})), one)
attempt(graph(lambda x: tf.cond(x > 0, lambda: object(), lambda: 2)), one)
attempt(graph(lambda x: tf.cond(x > 0, 1, lambda: 2)), one)
attempt(graph(lambda x: tf.cond(x > 0, lambda: 1)), one)
attempt(graph(lambda x: tf.cond(x > 0, lambda: x, lambda: x + 1)), tf.constant([1.0]))
attempt(graph(lambda x: tf.cond(x > 0, lambda: x + 1.5, lambda: x)), one)
attempt(graph(lambda x: tf.cond(x > 0, lambda: 1 / 0, lambda: x)), one)
attempt(graph(lambda x: tf.cond(x > 0, lambda: tf.print("a"), lambda: None)), one)
attempt(graph(lambda x: tf.cond(x > 0, lambda: tf.print("a"), lambda: x)), one)

# %% what cond gives in a graph


@tf.function(autograph=False)
def f(x, n):
    print(tf.cond(x > 0, lambda: x * 2, lambda: x + 1))
    print(tf.cond(x > 0, lambda: (x * 2, n), lambda: (x + 1, n + 1), name="pick"))
    print(tf.cond(x > 0, lambda: tf.constant([1, 2]), lambda: tf.constant([1])))
    print(tf.cond(x > 0, lambda: tf.zeros([1, 2]), lambda: tf.zeros([3])))
    print(tf.cond(x > 0, lambda: tf.no_op(), lambda: tf.no_op()))
    print(tf.cond(x > 0, lambda: tf.print("a"), lambda: tf.print("b")))
    print(tf.cond(x > 0, lambda: None, lambda: None))
    print(tf.cond(x > 0, lambda: {"a": 1}, lambda: {"a": 2}))
    with tf.name_scope("inner"):
        print(tf.cond(x > 0, lambda: x, lambda: x + 1))
    print(tf.switch_case(n, [lambda: x, lambda: x * 2], default=lambda: x * 3))
    print(tf.switch_case(n, [lambda: x, lambda: x * 2], name="which"))
    print(tf.case([(x > 1, lambda: x), (x > 2, lambda: x * 2)], default=lambda: x * 3))
    print(tf.case([(x > 1, lambda: x)], default=lambda: x * 3, name="chosen"))
    return x


f.get_concrete_function(tf.TensorSpec([]), tf.TensorSpec([], tf.int32)).structured_outputs
c = f.get_concrete_function(tf.TensorSpec([]), tf.TensorSpec([], tf.int32))
[
    operation.name
    for operation in c.graph.get_operations()
    if operation.type in ("If", "StatelessIf", "Case", "StatelessCase")
]
[
    operation.type
    for operation in c.graph.get_operations()
    if operation.type in ("If", "StatelessIf", "Case", "StatelessCase")
]

# %% explicit graphs
with tf.Graph().as_default():
    x = tf.constant(3)
    show(tf.cond(x > 0, lambda: x * 2, lambda: x + 1))
    show(tf.switch_case(x, [lambda: x, lambda: x + 1]))
    show(tf.case([(x > 0, lambda: x)], default=lambda: x + 1))
    show(tf.while_loop(lambda i: i < 3, lambda i: i + 1, [x]))
    show(tf.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, y * 2.0), (0, tf.ones([2]))))

# %% what while_loop gives in a graph


@tf.function(autograph=False)
def f(x, n):
    print(tf.while_loop(lambda i, y: i < n, lambda i, y: (i + 1, y * x), (0, x)))
    print(tf.while_loop(lambda i: i < n, lambda i: (i + 1,), [0]))
    print(tf.while_loop(lambda i: i < n, lambda i: i + 1, [0], maximum_iterations=4))
    print(tf.while_loop(lambda i: i < n, lambda i: i + 1, [0], name="count"))
    print(
        tf.while_loop(
            lambda y: tf.shape(y)[0] < n,
            lambda y: tf.concat([y, y], 0),
            [tf.ones([1])],
            shape_invariants=[tf.TensorShape([None])],
        )
    )
    print(tf.while_loop(lambda d: d["i"] < n, lambda d: [{"i": d["i"] + 1}], [{"i": 0}]))
    return x


f.get_concrete_function(tf.TensorSpec([]), tf.TensorSpec([], tf.int32)).structured_outputs
c = f.get_concrete_function(tf.TensorSpec([]), tf.TensorSpec([], tf.int32))
[(o.name, o.type) for o in c.graph.get_operations() if "While" in o.type]

# %% while_loop runs a body
tf.while_loop(lambda i: i < 3, lambda i: [i + 1], [0])
tf.while_loop(lambda i: i < 3, lambda i: i + 1, (0,))
tf.while_loop(lambda i: i < 3, lambda i: (i + 1,), (tf.constant(0),))
tf.while_loop(lambda i, j: i < 3, lambda i, j: (i + 1, j), (0, {"a": 1}))
tf.while_loop(lambda i, j: i < 3, lambda i, j: (i + 1, j * 2.0), (0, tf.ones([2])))
tf.while_loop(lambda i: i < 3, lambda i: i + 1, (0,), maximum_iterations=2)
tf.while_loop(lambda i: i < 3, lambda i: i + 1, (0,), maximum_iterations=tf.constant(2))
tf.while_loop(lambda i: i < 3, lambda i: (i + 1,), (0,), maximum_iterations=0)
tf.while_loop(lambda i: i < 3, lambda i: (i + 1,), (0,), maximum_iterations=2)
tf.while_loop(lambda i: i < 3, lambda i: [i + 1], [0], maximum_iterations=tf.constant(2, tf.int64))
tf.while_loop(lambda i: i < 3, lambda i: [i + 1], [0], maximum_iterations=1.5)
tf.while_loop(lambda i: i < 3, lambda i: [i + 1], [0], maximum_iterations=[2])
tf.while_loop(lambda i, j: i < 3, lambda i, j: (i + 1,), (0, 1))
tf.while_loop(lambda i: i < 3, lambda i: ("a",), ("b",))
tf.while_loop(lambda i: i < 3, lambda i: (i + 1.5,), (0,))
tf.while_loop(lambda i: i < 3, lambda i: i + 1, (5,))
tf.while_loop(lambda i: False, lambda i: i + 1, ["text"])
tf.while_loop(lambda s: tf.strings.length(s) < 4, lambda s: (s + "ab",), (tf.constant(""),))
tf.while_loop(lambda i, j: i < 3, lambda i, j: (i + 1, (j[0] + 1, [j[1]])), (0, (1, [2])))
tf.while_loop(lambda x: x > 0, lambda x: (x - 1, x), [tf.constant(1)])
tf.while_loop(lambda x: x > 0, lambda x: x - 1, [4])
tf.while_loop(lambda x: x > 0, lambda x: x - 1, [])
tf.while_loop(lambda x: x > 0, lambda x: x - 1, 4)
tf.while_loop(3, lambda x: x - 1, [1])
tf.while_loop(lambda x: x > 0, 3, [1])
v = tf.Variable(0)
tf.while_loop(lambda i: v.assign_add(1) < 4, lambda i: (i + 1,), [0])
v.numpy()

# %% while_loop in a function


def graph(function):
    return tf.function(function, autograph=False)


one = tf.constant(1)
graph(lambda x: tf.while_loop(lambda x: x < 5, lambda x: [x + 1], (x,)))(one)
graph(lambda x: tf.while_loop(lambda x, y: x < 5, lambda x, y: [x + 1, y], (x, x)))(one)
graph(lambda x: tf.while_loop(lambda x: x[0] < 5, lambda x: [(x[0] + 1, x[1])], ((x, x),)))(one)
graph(lambda x: tf.while_loop(lambda x: x["a"] < 5, lambda x: {"a": x["a"] + 1}, ({"a": x},)))(one)
graph(lambda x: tf.while_loop(lambda x: x["a"] < 5, lambda x: [{"a": x["a"] + 1}], [{"a": x}]))(one)
graph(lambda x: tf.while_loop(lambda x: x, lambda x: x, (x,)))(tf.constant(False))
graph(lambda x: tf.while_loop(lambda x: [x], lambda x: x, (x,)))(tf.constant(False))
graph(lambda x: tf.while_loop(lambda i: i < 5, lambda i: (i + 1,), (0,), maximum_iterations=x))(one)
graph(lambda x: tf.while_loop(lambda i: i < x, lambda i: i + 1, (0,), maximum_iterations=2))(
    one * 9
)
graph(lambda x: tf.while_loop(lambda i: True, lambda i: i + x, (0,), maximum_iterations=3))(one)
graph(lambda x: tf.while_loop(lambda i: i < 0, lambda i: i + x, (0,)))(one)
graph(lambda x: tf.while_loop(lambda i: i < 9, lambda i: i + x, (0,), maximum_iterations=-1))(one)
graph(lambda x: tf.while_loop(lambda s: tf.strings.length(s) < 4, lambda s: (s + x,), ("",)))(
    tf.constant("ab")
)
graph(lambda x: tf.while_loop(lambda b, n: b, lambda b, n: (n > 1, n - 1), (True, x)))(one * 4)
graph(lambda x: tf.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, y @ y), (0, x)))(
    tf.constant([[1.0, 1.0], [0.0, 1.0]])
)
graph(lambda x: tf.while_loop(lambda i: i < 40, lambda i: i * 2 + 1, (tf.cast(x, tf.int64),)))(one)
graph(lambda x: tf.while_loop(lambda i: i < 40, lambda i: i * 2 + 1, (tf.cast(x, tf.uint8),)))(one)
graph(
    lambda x: tf.while_loop(
        lambda z: tf.abs(z) < 4.0, lambda z: z * z + 1j, (tf.cast(x, tf.complex64),)
    )
)(one)

# %% what while_loop refuses in a function


def graph(function):
    return tf.function(function, autograph=False)


one = tf.constant(1)
attempt(graph(lambda x: tf.while_loop(lambda x: x > 0, lambda x: (x - 1, x), [x])), one)
attempt(graph(lambda x: tf.while_loop(lambda x: x > 0, lambda x: tf.cast(x, tf.float32), [x])), one)
attempt(graph(lambda x: tf.while_loop(lambda x: x > 0, lambda x: x * 1.5, [x])), one)
attempt(graph(lambda x: tf.while_loop(lambda x: [x, x], lambda x: x, (x,))), tf.constant(False))
attempt(graph(lambda x: tf.while_loop(lambda x: None, lambda x: x, (x,))), one)
attempt(graph(lambda x: tf.while_loop(lambda x: x < 5, lambda x: None, (x,))), one)
attempt(graph(lambda x: tf.while_loop(lambda x: x < 5, lambda x: "x", (x,))), one)
attempt(graph(lambda x: tf.while_loop(lambda x: x < 5, lambda x: x, 3)), one)
attempt(graph(lambda x: tf.while_loop(lambda x: [x < 5], lambda x: x + 1, [x])), one)
attempt(graph(lambda x: tf.while_loop(lambda x: x < 5, lambda x: x + 1, [x])), tf.constant([1]))
attempt(
    graph(lambda x: tf.while_loop(lambda d: d["i"] < x, lambda d: {"i": d["i"] + 1}, [{"i": 0}])),
    one,
)
attempt(graph(lambda x: tf.while_loop(lambda x: x < 5, lambda x: x, [])), one)
attempt(graph(lambda x: tf.while_loop(3, lambda x: x, [x])), one)
attempt(graph(lambda x: tf.while_loop(lambda x: x < 5, 3, [x])), one)
attempt(
    graph(lambda x: tf.while_loop(lambda i: i < 5, lambda i: (i + 1,), (0,), maximum_iterations=x)),
    tf.constant(2.0),
)
attempt(
    graph(lambda x: tf.while_loop(lambda x: x[0] < 5, lambda x: (x[0] + 1, x[1]), ((x, x),))), one
)
attempt(
    graph(lambda x: tf.while_loop(lambda x: x["a"] < 5, lambda x: {"b": x["a"] + 1}, ({"a": x},))),
    one,
)
attempt(
    graph(lambda x: tf.while_loop(lambda x: x < 5, lambda y: (y + tf.constant([1, 2]),), (x,))), one
)
attempt(
    graph(
        lambda x: tf.while_loop(
            lambda i, x: i < 3, lambda i, x: (i + 1, tf.reshape(x, [1, 1])), (0, x)
        )
    ),
    one,
)
attempt(graph(lambda x: tf.while_loop(lambda i, x: i < 3, lambda i: (i + 1, x), (0, x))), one)
attempt(graph(lambda x: tf.while_loop(lambda i, x: i < 3, lambda i, x: (i + 1, None), (0, x))), one)
attempt(graph(lambda x: tf.while_loop(lambda i, x: i < 3, lambda i, x: i + 1, (0, x))), one)
attempt(graph(lambda x: tf.while_loop(lambda i, x: i < 3, lambda i, x: (i + 1,), (0, x))), one)
attempt(graph(lambda x: tf.while_loop(lambda x: x < 5, lambda x: object(), (x,))), one)
attempt(graph(lambda x: tf.while_loop(lambda x: x < 5, lambda x: tf.no_op(), (x,))), one)
attempt(graph(lambda x: tf.while_loop(lambda x: x < 5, lambda x: 1 / 0, (x,))), one)
attempt(
    graph(
        lambda x: tf.while_loop(lambda i: i < 5, lambda i: (i + 1,), (0,), maximum_iterations=1.5)
    ),
    one,
)

# %% shape_invariants


def graph(function):
    return tf.function(function, autograph=False)


one = tf.constant([1])
double = lambda x: tf.concat([x, x], 0)
short = lambda x: tf.shape(x)[0] < 5
attempt(graph(lambda x: tf.while_loop(short, double, [x])), one)
attempt(
    graph(lambda x: tf.while_loop(short, double, [x], shape_invariants=[tf.TensorShape([None])])),
    one,
)
attempt(
    graph(lambda x: tf.while_loop(short, double, [x], shape_invariants=[tf.TensorShape(None)])), one
)
attempt(
    graph(
        lambda x: tf.while_loop(
            short, double, [x], shape_invariants=[tf.TensorSpec([None], tf.int32)]
        )
    ),
    one,
)
attempt(
    graph(lambda x: tf.while_loop(short, double, [x], shape_invariants=[tf.TensorShape([3])])), one
)
attempt(
    graph(lambda x: tf.while_loop(short, double, [x], shape_invariants=tf.TensorShape([None]))), one
)
attempt(
    graph(
        lambda x: tf.while_loop(
            lambda y: y[0] < 5, lambda y: (y + 1,), (x,), shape_invariants=(tf.TensorShape([3]),)
        )
    ),
    one,
)
attempt(
    graph(
        lambda: tf.while_loop(
            lambda i: i < 3,
            lambda i: (i + 1,),
            [0],
            shape_invariants=[tf.TensorShape([]), tf.TensorShape([])],
        )
    )
)
attempt(
    graph(
        lambda: tf.while_loop(
            lambda i: i < 3, lambda i: (i + 1,), [0], shape_invariants=[tf.TensorShape([2])]
        )
    )
)
attempt(
    graph(
        lambda x: tf.while_loop(
            lambda i, y: i < 3,
            lambda i, y: (i + 1, double(y)),
            [0, x],
            shape_invariants=[tf.TensorShape([]), tf.TensorShape([None])],
        )[1]
    ),
    one,
)
attempt(
    graph(
        lambda x: tf.while_loop(
            lambda i, y: i < 3,
            lambda i, y: (i + 1, {"a": double(y["a"])}),
            [0, {"a": x}],
            shape_invariants=[tf.TensorShape([]), {"a": tf.TensorShape([None])}],
        )[1]
    ),
    one,
)
x = tf.constant([1.0, 2.0])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = graph(
        lambda x: tf.while_loop(short, double, [x], shape_invariants=[tf.TensorShape([None])])
    )(x)
y
tape.gradient(y, x)

# %% unknown dimensions


@tf.function(autograph=False, input_signature=[tf.TensorSpec([None, 2])])
def total(x):
    print(x.shape)
    i, s = tf.while_loop(
        lambda i, s: i < tf.shape(x)[0], lambda i, s: (i + 1, s + x[i]), (0, tf.zeros([2]))
    )
    return i, s, tf.cond(tf.shape(x)[0] > 2, lambda: x * 2, lambda: x)


total(tf.ones([1, 2]))
total(tf.ones([4, 2]))


@tf.function(autograph=False, input_signature=[tf.TensorSpec([None])])
def growing(x):
    y = tf.cond(tf.size(x) > 2, lambda: x, lambda: tf.concat([x, x], 0))
    z = tf.while_loop(lambda i, z: i < 3, lambda i, z: (i + 1, z * 2), (0, x))[1]
    print(y, z)
    return y, z


growing(tf.constant([1.0]))
growing(tf.constant([1.0, 2.0, 3.0]))


@tf.function(autograph=False, input_signature=[tf.TensorSpec(None)])
def of_any_rank(x):
    y = tf.cond(tf.size(x) > 2, lambda: x, lambda: x + 1)
    z = tf.while_loop(lambda z: tf.reduce_sum(z) < 10.0, lambda z: z * 2, (x,))[0]
    print(y, z)
    return y, z


of_any_rank(tf.constant(1.0))
of_any_rank(tf.ones([2, 3]))

# %% gradients through branches


def graph(function):
    return tf.function(function, autograph=False)


def relu(x):
    return tf.cond(x > 0, lambda: x * x * x, lambda: x * 0.1)


inside = graph(relu)
for value in (2.0, -2.0):
    for function in (relu, inside):
        x = tf.constant(value)
        with tf.GradientTape() as outer:
            outer.watch(x)
            with tf.GradientTape() as inner:
                inner.watch(x)
                y = function(x)
            first = inner.gradient(y, x)
        show(y, first, outer.gradient(first, x))


@tf.function(autograph=False)
def with_tape(x):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = relu(x)
        first = inner.gradient(y, x)
    return first, outer.gradient(first, x)


with_tape(tf.constant(2.0))
with_tape(tf.constant(-2.0))


@tf.function(autograph=False)
def tape_in_branch(x):
    def branch():
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = x * x
        return tape.gradient(y, x)

    return tf.cond(x > 0, branch, lambda: x)


tape_in_branch(tf.constant(3.0))
outside = tf.constant([1.0, 2.0])


@tf.function(autograph=False)
def tapes_on_what_is_outside(x):
    twice = outside * 2

    def branch():
        with tf.GradientTape(persistent=True) as tape:
            tape.watch([outside, twice, x])
            y = outside * outside * twice * x
            z = tf.cond(x > 1, lambda: twice * x, lambda: x)
        return tape.gradient(y, [outside, twice, x]), tape.gradient(z, [twice, x])

    return branch(), tf.cond(x > 0, branch, branch)


tapes_on_what_is_outside(tf.constant(3.0))
graph(lambda x: tf.gradients(relu(x), x))(tf.constant(2.0))
w = tf.Variable(3.0)
unused = tf.Variable(1.0)
x = tf.constant(2.0)
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    y = graph(lambda x: tf.cond(x > 0, lambda: w * x, lambda: x))(x)
    z = graph(lambda x: tf.cond(x < 0, lambda: w * x, lambda: x))(x)
    a, b = graph(lambda x: tf.cond(x > 0, lambda: (w, 1.0), lambda: (x, 2.0)))(x)
tape.gradient(y, [w, x, unused])
tape.gradient(z, [w, x, unused])
tape.gradient(a, [w, x, unused])
tape.gradient(b, [w, x, unused])
tape.gradient(y + b, [w, x])

# %% gradients through switch_case and case


@tf.function(autograph=False)
def switched(i, x):
    return tf.switch_case(i, [lambda: x, lambda: x * x, lambda: tf.sin(x)], default=lambda: 0.0 * x)


@tf.function(autograph=False)
def cases(x):
    return tf.case(
        [(x < 0, lambda: -x), (x < 1, lambda: x * x), (x < 2, lambda: x**3)], default=lambda: 8.0
    )


for i in range(-1, 4):
    x = tf.constant(0.5)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = switched(tf.constant(i), x)
    show(y, tape.gradient(y, x))
for value in (-0.5, 0.5, 1.5, 2.5):
    x = tf.constant(value)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = cases(x)
    show(y, tape.gradient(y, x))

# %% switch_case
i = tf.constant(1)
tf.switch_case(tf.constant(5), [lambda: 1, lambda: 2])
tf.switch_case(tf.constant(-1), [lambda: 1, lambda: 2])
tf.switch_case(tf.constant(5.0), [lambda: 1, lambda: 2])
tf.switch_case(i, {1: lambda: 1, 0: lambda: 2})
tf.switch_case(i, {1: lambda: 1, 5: lambda: 2})
tf.switch_case(i, {0: lambda: 1, 5: lambda: 2}, default=lambda: 7)
tf.switch_case(i, [(1, lambda: 1), (0, lambda: 2)])
tf.switch_case(i, [])
tf.switch_case(i, 5)
tf.switch_case(i, [5])
tf.switch_case(i, [(0, 5)])
tf.switch_case(i, [(0, lambda: 1, 2)])
tf.switch_case(i, [lambda: 1], default=5)
tf.switch_case(i, {"a": lambda: 1})
tf.switch_case(tf.constant(1, tf.int64), [lambda: 1, lambda: 4])
tf.switch_case(tf.constant([1]), [lambda: 1, lambda: 4])
tf.switch_case(1, [lambda: 1, lambda: 2])
tf.switch_case(i, [lambda: 1, lambda: "text"])

# %% switch_case in a function


def graph(function):
    return tf.function(function, autograph=False)


i = tf.constant(1)
attempt(graph(lambda i: tf.switch_case(i, [lambda: 1, lambda: 2])), i)
attempt(graph(lambda i: tf.switch_case(i, [lambda: 1, lambda: 2])), tf.constant(7))
attempt(graph(lambda i: tf.switch_case(i, [lambda: 1, lambda: 2])), tf.constant(-7))
attempt(graph(lambda i: tf.switch_case(i, {1: lambda: 1, 0: lambda: 2}, default=lambda: 3)), i)
attempt(graph(lambda i: tf.switch_case(i, [lambda: (i, "a"), lambda: (i + 1, "b")])), i)
attempt(graph(lambda i: tf.switch_case(i, [lambda: 1, lambda: 2.0])), i)
attempt(graph(lambda i: tf.switch_case(i, [lambda: 1, lambda: (2, 3)])), i)
attempt(graph(lambda i: tf.switch_case(i, [lambda: 1, lambda: 2, lambda: None])), i)
attempt(graph(lambda i: tf.switch_case(i, {0: lambda: 1, 5: lambda: 2}, default=lambda: 7)), i)
attempt(graph(lambda i: tf.switch_case(i, [lambda: 1, lambda: 4])), tf.constant(1, tf.int64))
attempt(graph(lambda i: tf.switch_case(i, [lambda: tf.zeros([2]), lambda: tf.ones([3])])), i)
attempt(graph(lambda i: tf.switch_case(i, [lambda: i * 5])), i)

# %% case
p, q = tf.constant(True), tf.constant(False)
tf.case([(p, lambda: 1)])
tf.case([(q, lambda: 1), (p, lambda: 2)])
tf.case([(q, lambda: 1)])
tf.case([(p, lambda: 1), (p, lambda: 2)])
tf.case([(p, lambda: 1), (p, lambda: 2)], exclusive=True)
tf.case([(p, lambda: 1), (p, lambda: 2)], default=lambda: 3, exclusive=True)
tf.case([(p, lambda: 1), (q, lambda: 2)], default=lambda: 3, exclusive=True)
tf.case([(q, lambda: 1)], default=lambda: 4)
tf.case([(q, 1)], default=lambda: 4)
tf.case([(q, lambda: 1)], default=4)
tf.case([(1, lambda: 1)])
tf.case([(True, lambda: 1)])
tf.case(5)
tf.case([5])
tf.case([(p, lambda: 1, 2)])
tf.case([(tf.constant(1), lambda: 1)])
tf.case([], default=lambda: 4)
tf.case([(q, lambda: 1)], default=lambda: 4, strict=True)
tf.case({p.ref(): lambda: 1})

# %% case in a function


def graph(function):
    return tf.function(function, autograph=False)


p, q = tf.constant(True), tf.constant(False)
attempt(graph(lambda p: tf.case([(p, lambda: 1)])), p)
attempt(graph(lambda p, q: tf.case([(p, lambda: 1), (q, lambda: 2)], default=lambda: 3)), p, q)
attempt(graph(lambda p, q: tf.case([(p, lambda: 1), (q, lambda: 2)], default=lambda: 3)), q, p)
attempt(graph(lambda p, q: tf.case([(p, lambda: 1), (q, lambda: 2)], default=lambda: 3)), q, q)
attempt(graph(lambda p: tf.case([(p, lambda: 1), (p, lambda: 2)], exclusive=True)), p)
attempt(
    graph(lambda p: tf.case([(p, lambda: 1), (p, lambda: 2)], default=lambda: 3, exclusive=True)), q
)
attempt(
    graph(lambda p: tf.case([(p, lambda: 1), (tf.logical_not(p), lambda: 2)], exclusive=True)), p
)
attempt(graph(lambda p: tf.case([(p, lambda: 1.0), (p, lambda: 2)])), p)
attempt(graph(lambda i: tf.case([(i > 0, lambda: 1), (i > 2, 5)])), tf.constant(-7))

# %% gradients through loops


def power(x, n):
    return tf.while_loop(lambda i, y: i < n, lambda i, y: (i + 1, y * x), (0, tf.ones_like(x)))[1]


def derivatives(function, x, n):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = function(x, n)
        first = inner.gradient(y, x)
    return y, first, outer.gradient(first, x)


x = tf.constant([2.0, -1.0])
derivatives(power, x, tf.constant(4))
inside = tf.function(power, autograph=False)
for n in (0, 1, 5):
    show(derivatives(inside, x, tf.constant(n)))
with tf.GradientTape() as tape:
    tape.watch(x)
    y, first, second = derivatives(inside, x, tf.constant(5))
tape.gradient(second, x)


@tf.function(autograph=False)
def with_tapes(x, n):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = power(x, n)
        first = inner.gradient(y, x)
    return first, outer.gradient(first, x)


with_tapes(tf.constant([2.0, -1.0]), tf.constant(5))


@tf.function(autograph=False)
def tape_in_body(x):
    def body(i, x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.reduce_sum((x - 3.0) ** 2)
        return i + 1, x - 0.1 * tape.gradient(y, x)

    return tf.while_loop(lambda i, x: i < 20, body, (0, x))[1]


x = tf.constant([0.0, 10.0])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tape_in_body(x)
y
tape.gradient(y, x)
tf.function(lambda x: tf.gradients(power(x, 3), x), autograph=False)(tf.constant([2.0]))
tf.function(lambda x: tf.hessians(tf.reduce_sum(power(x, 3)), x), autograph=False)(
    tf.constant([2.0, 1.0])
)

# %% what a loop does not depend on


@tf.function(autograph=False)
def f(x, z):
    return tf.while_loop(
        lambda i, a, b, c: i < 3, lambda i, a, b, c: (i + 1, a * x, b + 1.0, c), (0, x, x, z)
    )


x, z, other = tf.constant(2.0), tf.constant(3.0), tf.constant(4.0)
with tf.GradientTape(persistent=True) as tape:
    tape.watch([x, z, other])
    i, a, b, c = f(x, z)
tape.gradient(a, [x, z, other])
tape.gradient(b, [x, z, other])
tape.gradient(c, [x, z, other])
tape.gradient([a, b, c], [x, z, other], unconnected_gradients="zero")


@tf.function(autograph=False)
def inside(x, z):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([x, z])
        i, a, b, c = tf.while_loop(
            lambda i, a, b, c: i < 3, lambda i, a, b, c: (i + 1, a * x, b + 1.0, c), (0, x, x, z)
        )
        k = tf.while_loop(lambda i, k: i < 3, lambda i, k: (i + 1, k * 2.0), (0, 1.0))[1]
        d = tf.cond(x > 0, lambda: tf.constant(1.0), lambda: tf.constant(2.0))
    show([g is None for g in tape.gradient(a, [x, z])])
    show([g is None for g in tape.gradient(b, [x, z])])
    show([g is None for g in tape.gradient(c, [x, z])])
    show([g is None for g in tape.gradient(k, [x, z])])
    show([g is None for g in tape.gradient(d, [x, z])])
    return a


inside(x, z)

# %% captured tensors and their gradients
scale = tf.constant([1.0, 2.0])
matrix = tf.reshape(tf.range(4.0), [2, 2]) / 4


@tf.function(autograph=False)
def f(x, n):
    shifted = x + 1.0
    return tf.while_loop(
        lambda i, y: i < n,
        lambda i, y: (i + 1, tf.linalg.matvec(matrix, y) * scale + shifted),
        (0, x),
    )[1]


x = tf.constant([1.0, -1.0])
with tf.GradientTape() as tape:
    tape.watch([x, scale, matrix])
    y = f(x, tf.constant(4))
y
tape.gradient(y, [x, scale, matrix])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = f(x, tf.constant(3))
tape.jacobian(y, x)

# %% long loops  [rtol=1e-5]


@tf.function(autograph=False)
def logistic(x, r, n):
    return tf.while_loop(lambda i, x: i < n, lambda i, x: (i + 1, r * x * (1.0 - x)), (0, x))[1]


for n in (0, 1, 100, 10000):
    x, r = tf.constant(0.3, tf.float64), tf.constant(2.5, tf.float64)
    with tf.GradientTape() as tape:
        tape.watch([x, r])
        y = logistic(x, r, tf.constant(n))
    show(y, tape.gradient(y, [x, r]))


@tf.function(autograph=False)
def decay(x, n):
    return tf.while_loop(lambda i, x: i < n, lambda i, x: (i + 1, x * 0.9999), (0, x))[1]


x = tf.constant(1.0, tf.float64)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = decay(x, tf.constant(10000))
y
tape.gradient(y, x)

# %% variables in branches
v = tf.Variable(1.0)
w = tf.Variable([1, 2])


@tf.function(autograph=False)
def f(x):
    before = v + 0.0
    r = tf.cond(x > 0, lambda: v.assign_add(x), lambda: v.assign(0.0))
    return before, r, v + 0.0


f(tf.constant(2.0))
f(tf.constant(-2.0))
f(tf.constant(0.5))
v.numpy()


@tf.function(autograph=False)
def only_one(x):
    tf.cond(x > 0, lambda: w.assign(w * 2).op, lambda: tf.no_op())
    tf.switch_case(x, [lambda: v.assign(10.0), lambda: v.assign_sub(1.0), lambda: v.read_value()])
    return w.read_value(), v.read_value()


for x in range(3):
    show(only_one(tf.constant(x)))
w.numpy()


@tf.function(autograph=False)
def read_twice(x):
    a = tf.cond(x > 0, lambda: (v.assign_add(1.0), v.assign_add(1.0)), lambda: (v, v))
    return a


v.assign(0.0)
read_twice(tf.constant(1))
read_twice(tf.constant(-1))
v.assign(3.0)
with tf.GradientTape() as tape:
    y = tf.function(lambda x: tf.cond(x > 0, lambda: v * v * x, lambda: x), autograph=False)(
        tf.constant(2.0)
    )
tape.gradient(y, v)

# %% variables in loops
v = tf.Variable(0)
w = tf.Variable(1.0)


def graph(function):
    return tf.function(function, autograph=False)


graph(lambda: tf.while_loop(lambda i: v.assign_add(1) < 4, lambda i: (i + 1,), [0]))()
v.numpy()
graph(lambda: tf.while_loop(lambda i: i < 3, lambda i: (v.assign_add(i), i + 1)[1], [0]))()
v.numpy()
graph(lambda: tf.while_loop(lambda i: i < 3, lambda i: (v.assign_add(1),), [v]))()
v.numpy()


@tf.function(autograph=False)
def summed(n):
    def body(i):
        w.assign(w * 2.0)
        w.assign_add(1.0)
        return (i + 1,)

    before = w.read_value()
    tf.while_loop(lambda i: i < n, body, (0,))
    after = w.read_value()
    w.assign(0.0)
    return before, after


summed(tf.constant(3))
w.numpy()
summed(tf.constant(0))


@tf.function(autograph=False)
def until():
    w.assign(1.0)
    return tf.while_loop(
        lambda i: w < 100.0, lambda i: (i + tf.cast(w.assign(w * 3.0) > 0, tf.int32),), (0,)
    )


until()
w.numpy()
w.assign(3.0)
with tf.GradientTape() as tape:
    y = graph(lambda x: tf.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, y * w), (0, x)))(
        tf.constant(2.0)
    )[1]
y
tape.gradient(y, w)


@tf.function(autograph=False)
def descend(steps):
    def body(i):
        with tf.GradientTape() as tape:
            loss = (w - 1.0) ** 2
        w.assign_sub(0.25 * tape.gradient(loss, w))
        return (i + 1,)

    return tf.while_loop(lambda i: i < steps, body, (0,))


descend(tf.constant(10))
w.numpy()

# %% random numbers in branches


@tf.function(autograph=False)
def f(x):
    return tf.cond(x > 0, lambda: tf.random.uniform([2]), lambda: tf.random.normal([2]))


tf.random.set_seed(7)
f(tf.constant(1))
f(tf.constant(-1))
f(tf.constant(1))


@tf.function(autograph=False)
def seeded(x):
    a = tf.random.uniform([], seed=1)
    b = tf.cond(x > 0, lambda: tf.random.uniform([], seed=2), lambda: tf.random.uniform([], seed=3))
    return a, b


tf.random.set_seed(7)
seeded(tf.constant(1))
seeded(tf.constant(-1))
seeded(tf.constant(1))

# %% random numbers in loops


@tf.function(autograph=False)
def walk(n):
    return tf.while_loop(
        lambda i, x: i < n,
        lambda i, x: (i + 1, x + tf.random.normal([2], seed=5)),
        (0, tf.zeros([2])),
    )[1]


tf.random.set_seed(3)
walk(tf.constant(4))
walk(tf.constant(4))
walk(tf.constant(1))


@tf.function(autograph=False)
def until(limit):
    return tf.while_loop(lambda i: tf.random.uniform([], seed=9) < limit, lambda i: (i + 1,), (0,))


tf.random.set_seed(3)
until(tf.constant(0.9))
until(tf.constant(0.9))
generator = tf.random.Generator.from_seed(5)


@tf.function(autograph=False)
def generated(n):
    return tf.while_loop(
        lambda i, x: i < n, lambda i, x: (i + 1, x + generator.uniform([])), (0, 0.0)
    )[1]


generated(tf.constant(3))
generated(tf.constant(3))
generator.state

# %% a branch in a loop


@tf.function(autograph=False)
def collatz(n):
    return tf.while_loop(
        lambda n, steps: n > 1,
        lambda n, steps: (tf.cond(n % 2 == 0, lambda: n // 2, lambda: 3 * n + 1), steps + 1),
        (n, 0),
    )


collatz(tf.constant(27))
collatz(tf.constant(1))


def mixed(x, n):
    def body(i, y):
        return i + 1, tf.cond(y < 1.0, lambda: y * x, lambda: tf.sqrt(y))

    return tf.while_loop(lambda i, y: i < n, body, (0, x))[1]


for function in (mixed, tf.function(mixed, autograph=False)):
    x = tf.constant(1.7, tf.float64)
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = function(x, tf.constant(6))
        first = inner.gradient(y, x)
    show(y, first, outer.gradient(first, x))

# %% a loop in a branch


def chosen(x, n):
    def loop():
        return tf.while_loop(lambda i, y: i < n, lambda i, y: (i + 1, y * x), (0, x))[1]

    return tf.cond(n > 2, loop, lambda: tf.sin(x))


for function in (chosen, tf.function(chosen, autograph=False)):
    for n in (1, 3):
        x = tf.constant(1.5, tf.float64)
        with tf.GradientTape() as outer:
            outer.watch(x)
            with tf.GradientTape() as inner:
                inner.watch(x)
                y = function(x, tf.constant(n))
            first = inner.gradient(y, x)
        show(y, first, outer.gradient(first, x))

# %% a loop in a loop


def nested(x, n):
    def body(i, y):
        z = tf.while_loop(lambda j, z: j < i, lambda j, z: (j + 1, tf.sin(z) + x), (0, y))[1]
        return i + 1, z * x

    return tf.while_loop(lambda i, y: i < n, body, (0, x))[1]


for function in (nested, tf.function(nested, autograph=False)):
    x = tf.constant(0.7, tf.float64)
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = function(x, tf.constant(4))
        first = inner.gradient(y, x)
    show(y, first, outer.gradient(first, x))


@tf.function(autograph=False)
def table(n):
    def row(i, t):
        def column(j, t):
            return j + 1, tf.tensor_scatter_nd_update(t, [[i, j]], [(i + 1) * (j + 1)])

        return i + 1, tf.while_loop(lambda j, t: j < n, column, (0, t))[1]

    return tf.while_loop(lambda i, t: i < n, row, (0, tf.zeros([3, 3], tf.int32)))[1]


table(tf.constant(3))

# %% switch_case in a loop, a branch in a branch


def machine(x, n):
    def body(i, y):
        return i + 1, tf.switch_case(i % 3, [lambda: y * x, lambda: y + x, lambda: tf.sin(y)])

    return tf.while_loop(lambda i, y: i < n, body, (0, x))[1]


def sign(x):
    return tf.cond(
        x > 0,
        lambda: tf.cond(x > 1, lambda: x * x, lambda: x * 2),
        lambda: tf.cond(x < -1, lambda: -x, lambda: x * 0.5),
    )


x = tf.constant(0.7, tf.float64)
for function in (machine, tf.function(machine, autograph=False)):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = function(x, tf.constant(7))
        first = inner.gradient(y, x)
    show(y, first, outer.gradient(first, x))
inside = tf.function(sign, autograph=False)
for value in (2.0, 0.5, -0.5, -2.0):
    x = tf.constant(value)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = inside(x)
    show(y, tape.gradient(y, x))

# %% functions called in branches and loops
v = tf.Variable(1.0)


@tf.function(autograph=False)
def double(x):
    return x * 2.0


@tf.function(autograph=False)
def count(x):
    v.assign_add(x)
    return v.read_value()


@tf.function(autograph=False)
def f(x):
    y = tf.cond(x > 0, lambda: double(x), lambda: count(x))
    z = tf.while_loop(lambda i, z: i < 3, lambda i, z: (i + 1, double(z) + count(z)), (0, y))[1]
    return y, z


f(tf.constant(2.0))
v.numpy()
f(tf.constant(-2.0))
v.numpy()
x = tf.constant(2.0)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.function(lambda x: tf.cond(x > 0, lambda: double(x) * x, lambda: x), autograph=False)(x)
tape.gradient(y, x)

# %% effects in order  [stderr]


@tf.function(autograph=False)
def f(x):
    tf.print("before", x)
    y = tf.cond(x > 0, lambda: (tf.print("positive", x), x * 2)[1], lambda: (tf.print("not"), x)[1])
    tf.print("between", y)

    def body(i, y):
        tf.print("step", i, y)
        return i + 1, y + 1

    i, y = tf.while_loop(lambda i, y: i < 2, body, (0, y))
    tf.print("after", i, y)
    return y


f(tf.constant(1))
f(tf.constant(-1))


@tf.function(autograph=False)
def nested(n):
    def body(i):
        tf.cond(i % 2 == 0, lambda: tf.print("even", i), lambda: tf.print("odd", i))
        return (i + 1,)

    return tf.while_loop(lambda i: i < n, body, (0,))


nested(tf.constant(3))


@tf.function(autograph=False)
def in_condition(n):
    return tf.while_loop(
        lambda i: (tf.print("test", i), i < n)[1], lambda i: (tf.print("body", i), i + 1)[1], (0,)
    )


in_condition(tf.constant(2))


@tf.function(autograph=False)
def switched(i):
    return tf.switch_case(i, [lambda: (tf.print("zero"), i)[1], lambda: (tf.print("one"), i)[1]])


switched(tf.constant(0))
switched(tf.constant(1))

# %% gradients where a branch or body prints  [stderr]


def shown(x):
    tf.print("x is", x)
    return x * x


@tf.function(autograph=False)
def f(x):
    y = tf.cond(x > 0, lambda: shown(x), lambda: x)
    return tf.while_loop(lambda i, y: i < 2, lambda i, y: (i + 1, shown(y) * x), (0, y))[1]


x = tf.constant(1.5)
with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as inner:
        inner.watch(x)
        y = f(x)
    first = inner.gradient(y, x)
y
first
outer.gradient(first, x)

# %% assertions in branches and loops


@tf.function(autograph=False)
def f(x):
    return tf.cond(x > 0, lambda: (tf.debugging.assert_less(x, 10), x)[1], lambda: x * 2)


f(tf.constant(3))
f(tf.constant(-3))
attempt(f, tf.constant(30))


@tf.function(autograph=False)
def loop(x):
    def body(i, x):
        tf.debugging.assert_positive(x, message="must stay positive")
        return i + 1, x - 2

    return tf.while_loop(lambda i, x: i < 3, body, (0, x))


loop(tf.constant(9))
attempt(loop, tf.constant(3))


@tf.function(autograph=False)
def logarithm(x):
    return tf.while_loop(
        lambda i, y: i < 3,
        lambda i, y: (i + 1, tf.debugging.check_numerics(tf.math.log(y), "bad")),
        (0, x),
    )[1]


logarithm(tf.constant(100.0))
attempt(logarithm, tf.constant(1.0))

# %% Python runs in loops
seen = []


@tf.function(autograph=False)
def f(x):
    def body(i, y):
        z = tf.py_function(lambda a: (seen.append(float(a)), a * 2)[1], [y], tf.float32)
        z.set_shape([])
        return i + 1, z

    return tf.while_loop(lambda i, y: i < 3, body, (0, x))[1]


f(tf.constant(1.5))
seen
graph = tf.function(
    lambda x: tf.cond(
        x > 0,
        lambda: tf.numpy_function(np.sort, [[x, 1, 2]], tf.int32),
        lambda: tf.zeros([1], tf.int32),
    ),
    autograph=False,
)
graph(tf.constant(5))
graph(tf.constant(-5))

# %% shapes that depend on values


@tf.function(autograph=False)
def f(n):
    a = tf.cond(n > 2, lambda: tf.range(n), lambda: tf.zeros([n], tf.int32))
    b = tf.while_loop(
        lambda i, s: i < n, lambda i, s: (i + 1, s + tf.reduce_sum(tf.range(i))), (0, 0)
    )
    c = tf.while_loop(
        lambda x: tf.size(x) > 1,
        lambda x: tf.boolean_mask(x, x < tf.reduce_max(x)),
        (tf.range(n),),
        shape_invariants=(tf.TensorShape([None]),),
    )
    return a, b, c


f(tf.constant(4))
f(tf.constant(1))

# %% classics  [rtol=1e-5, atol=1e-6]


@tf.function(autograph=False)
def fibonacci(n):
    return tf.while_loop(lambda i, a, b: i < n, lambda i, a, b: (i + 1, b, a + b), (0, 0, 1))[1]


[int(fibonacci(tf.constant(n))) for n in range(10)]


@tf.function(autograph=False)
def newton(a):
    def test(x, previous):
        return tf.abs(x - previous) > 1e-10

    def body(x, _):
        return (x + a / x) / 2, x

    return tf.while_loop(test, body, (a, tf.zeros_like(a)), maximum_iterations=50)[0]


a = tf.constant(2.0, tf.float64)
with tf.GradientTape() as outer:
    outer.watch(a)
    with tf.GradientTape() as inner:
        inner.watch(a)
        root = newton(a)
    first = inner.gradient(root, a)
root
first
outer.gradient(first, a)


@tf.function(autograph=False)
def greatest_common_divisor(a, b):
    return tf.while_loop(lambda a, b: b > 0, lambda a, b: (b, a % b), (a, b))[0]


greatest_common_divisor(tf.constant(84), tf.constant(36))


@tf.function(autograph=False)
def rnn(xs, w, h):
    n = tf.shape(xs)[0]
    return tf.while_loop(
        lambda t, h: t < n, lambda t, h: (t + 1, tf.tanh(tf.matmul(h, w) + xs[t])), (0, h)
    )[1]


xs = tf.reshape(tf.range(12.0), [3, 2, 2]) / 12
w = tf.constant([[0.5, -0.25], [0.125, 1.0]])
with tf.GradientTape() as tape:
    tape.watch([xs, w])
    loss = tf.reduce_sum(rnn(xs, w, tf.zeros([2, 2])))
loss
tape.gradient(loss, [xs, w])

# %% jacobians through control flow


@tf.function(autograph=False)
def f(x):
    y = tf.cond(tf.reduce_sum(x) > 0, lambda: x * x, lambda: -x)
    return tf.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, tf.sin(y) * x), (0, y))[1]


x = tf.constant([0.5, 1.0, -0.25])
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    y = f(x)
tape.jacobian(y, x)
tape.jacobian(y, x, experimental_use_pfor=False)

# %% dtypes of loop variables
for dtype in (tf.int8, tf.int64, tf.float16, tf.bfloat16, tf.float64, tf.complex128):
    f = tf.function(
        lambda x: tf.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, y + y), (0, x))[1],
        autograph=False,
    )
    show(f(tf.constant(2, dtype)))


@tf.function(autograph=False)
def mixture(x):
    return tf.while_loop(
        lambda i, x, b, s: i < 2,
        lambda i, x, b, s: (i + 1, x * 2.0, tf.logical_not(b), s),
        (tf.constant(0, tf.int64), x, True, "text"),
    )


mixture(tf.constant(1.0))
x = tf.constant(1.0)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = mixture(x)
tape.gradient(y[1], x)

# %% composite tensors through control flow


@tf.function(autograph=False)
def ragged(x):
    return tf.cond(
        x > 0, lambda: tf.ragged.constant([[1], [2, 3]]), lambda: tf.ragged.constant([[1, 2], []])
    )


ragged(tf.constant(1))
ragged(tf.constant(-1))


@tf.function(autograph=False)
def sparse(x):
    s = tf.sparse.from_dense(x)
    return tf.cond(x[1] > 0, lambda: s, lambda: tf.sparse.from_dense(x * 2))


tf.sparse.to_dense(sparse(tf.constant([0, 1, 2])))
tf.sparse.to_dense(sparse(tf.constant([0, -1, 2])))


@tf.function(autograph=False)
def rows(x):
    s = tf.IndexedSlices(x, tf.constant([0, 2]))
    return tf.while_loop(
        lambda i, s: i < 3, lambda i, s: (i + 1, tf.IndexedSlices(s.values * 2, s.indices)), (0, s)
    )[1]


rows(tf.ones([2, 1]))

# %% what fails while it runs
import re


def graph(function):
    return tf.function(function, autograph=False)


def complain(function, *arguments):
    """Shows an error without the nodes that it names."""
    try:
        show(function(*arguments))
    except tf.errors.InvalidArgumentError as error:
        text = re.sub(r"{{[^}]*}} | \[Op:.*|\n.*", "", str(error), flags=re.S)
        show(re.sub(r"NodeDef '[^']*'", "NodeDef", text))


one, p, q = tf.constant(1), tf.constant(True), tf.constant(False)
complain(graph(lambda x: tf.cond(x, lambda: 1, lambda: 2)), one)
complain(graph(lambda x: tf.cond(x, lambda: x, lambda: x)), tf.constant("a"))
complain(graph(lambda x: tf.cond(x, lambda: x, lambda: x + 1)), tf.constant(1.0))
complain(graph(lambda x: tf.cond(x > 0, lambda: x, lambda: x + 1)), tf.constant([1.0, 2.0]))
complain(graph(lambda x: tf.while_loop(lambda x: x, lambda x: x - 1, [x])), one)
complain(graph(lambda x: tf.while_loop(lambda x: x > [2, 3], lambda x: x, (x,))), one)
complain(
    graph(lambda x: tf.while_loop(lambda i: i < 5, lambda i: (i + 1,), (0,), maximum_iterations=x)),
    tf.constant([2]),
)
complain(graph(lambda i: tf.switch_case(i, [lambda: 1, lambda: 4])), tf.constant([1]))
complain(graph(lambda p: tf.case([(p, lambda: 1)])), q)
complain(graph(lambda i: tf.case([(i > 0, lambda: 1), (i > 2, lambda: 2)])), tf.constant(-7))
complain(
    graph(lambda p: tf.case([(p, lambda: 1), (p, lambda: 2)], default=lambda: 3, exclusive=True)), p
)

# %% what does not run need not fit
vector = tf.TensorSpec([None])


@tf.function(autograph=False, input_signature=[vector])
def by_size(x):
    return tf.cond(tf.shape(x)[0] > 2, lambda: x[2] * x[0], lambda: x[0])


@tf.function(autograph=False, input_signature=[vector, tf.TensorSpec([], tf.int32)])
def by_value(x, n):
    return tf.cond(n > 2, lambda: x[2] * x[0], lambda: x[0])


@tf.function(autograph=False, input_signature=[vector])
def over_nothing(x):
    return tf.while_loop(lambda i, s: i < tf.size(x), lambda i, s: (i + 1, s + x[i]), (0, 0.0))[1]


@tf.function(autograph=False, input_signature=[vector])
def reshaped(x):
    return tf.cond(tf.size(x) > 2, lambda: tf.reshape(x, [2, 2]), lambda: tf.ones([2, 2]))


@tf.function(autograph=False, input_signature=[vector])
def nested(x):
    n = tf.size(x)
    return tf.cond(
        n > 0, lambda: by_value(x, n) + tf.cond(n > 1, lambda: x[1], lambda: 0.0), lambda: 0.0
    )


for values in ([1.0], [1.0, 2.0, 3.0]):
    x = tf.constant(values)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        results = by_size(x), by_value(x, tf.size(x)), over_nothing(x), nested(x)
    show(results, [tape.gradient(y, x) for y in results])
over_nothing([])
nested([])
reshaped([1.0, 2.0, 3.0, 4.0])
by_size([1.0])
count = tf.Variable(0)


@tf.function(autograph=False, input_signature=[vector, tf.TensorSpec([], tf.bool)])
def counted(x, long):
    count.assign_add(1)
    return tf.cond(long, lambda: x[2], lambda: x[0])


counted([1.0], False)
counted([1.0, 2.0, 3.0], True)
counted([1.0], False)
count.numpy()
