"""AutoGraph: Python control flow over tensors, eager, in functions, and gradients through it."""

# %% if, and its gradients


def everywhere(python_function, *values):
    """A function of a scalar: eager, as a graph, its gradient around and inside of the graph."""
    graph = tf.function(python_function)

    @tf.function
    def differentiated(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = python_function(x)
        return tape.gradient(y, x)

    for value in values:
        x = tf.constant(value)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = graph(x)
        show(python_function(x), y, tape.gradient(y, x), differentiated(x))
    show(graph.experimental_get_tracing_count())


def absolute(x):
    if x > 0:
        y = x
    else:
        y = -x
    return y


everywhere(absolute, 2.0, -3.0, 0.0)


def without_else(x):
    y = x * x
    if x < 1.0:
        y = y * 3.0
    return y


everywhere(without_else, 0.5, 2.0)


def elif_chain(x):
    if x < 0.0:
        result = -x
    elif x < 1.0:
        result = x * x
    elif x < 2.0:
        result = x**3
    else:
        result = tf.sqrt(x)
    return result


everywhere(elif_chain, -1.0, 0.5, 1.5, 4.0)


def both_return(x):
    if x > 0.0:
        return x * 2.0
    else:
        return x * 3.0


everywhere(both_return, 1.0, -1.0)


def early_return(x):
    if x > 0.0:
        return x * 2.0
    x = x * 5.0
    return x + 1.0


everywhere(early_return, 1.0, -1.0)


def nested_if(x):
    if x > 0.0:
        if x > 10.0:
            y = x * x
        else:
            y = x * 4.0
    else:
        if x < -10.0:
            y = -x
        else:
            y = x * 0.5
    return y


everywhere(nested_if, 11.0, 5.0, -5.0, -11.0)


def conditional_expression(x):
    y = x * 2.0 if x > 1.0 else x * x * x
    return y + 1.0


everywhere(conditional_expression, 2.0, 0.5)


def returns_nested(x):
    if x > 3.0:
        if x > 5.0:
            return x * 5.0
        return x * 3.0
    return x


everywhere(returns_nested, 6.0, 4.0, 2.0)


def multiple_values(x):
    a, b = x, x * 2.0
    if x > 0.0:
        a, b = b, a
    else:
        b = b * b
    return a * 10.0 + b


everywhere(multiple_values, 1.0, -1.0)

# %% while, and its gradients


def everywhere(python_function, *values):
    graph = tf.function(python_function)

    @tf.function
    def differentiated(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = python_function(x)
        return tape.gradient(y, x)

    for value in values:
        x = tf.constant(value)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = graph(x)
        show(python_function(x), y, tape.gradient(y, x), differentiated(x))
    show(graph.experimental_get_tracing_count())


def doubled_until(x):
    while x < 100.0:
        x = x * 2.0
    return x


everywhere(doubled_until, 3.0, 200.0)


def counted(x):
    n = tf.constant(0)
    while tf.reduce_sum(x) > 1.0:
        x = x / 3.0
        n += 1
    return x * tf.cast(n, tf.float32)


everywhere(counted, 30.0, 0.5)


def with_break(x):
    n = 0
    while n < 10:
        x = x * 1.5
        if x > 20.0:
            break
        n += 1
    return x


everywhere(with_break, 4.0, 0.001)


def with_continue(x):
    i = tf.constant(0)
    total = tf.constant(0.0)
    while i < 6:
        i += 1
        if i % 2 == 0:
            continue
        total += x * tf.cast(i, tf.float32)
    return total


everywhere(with_continue, 2.0)


def with_return(x):
    while x < 1000.0:
        x = x * x
        if x > 50.0:
            return x + 0.5
    return -x


everywhere(with_return, 3.0, 2000.0, 31.0)


def forever(x):
    while True:
        x = x * 2.0
        if x > 10.0:
            break
    return x


everywhere(forever, 3.0)


def nested_while(x):
    i = tf.constant(0)
    while i < 3:
        j = tf.constant(0)
        while j < i:
            x = x * 1.1
            j += 1
        i += 1
    return x


everywhere(nested_while, 2.0)


def if_in_while(x):
    for_later = tf.constant(1.0)
    while x < 50.0:
        if x > 10.0:
            x = x * 3.0
            for_later = for_later * x
        else:
            x = x + 3.0
    return for_later


everywhere(if_in_while, 1.0, 20.0, 60.0)


def while_in_if(x):
    if x > 1.0:
        while x < 30.0:
            x = x * x
    else:
        while x > 0.01:
            x = x * x
    return x


everywhere(while_in_if, 2.0, 0.5)

# %% for over tensors and ranges, and its gradients


def everywhere(python_function, *values):
    graph = tf.function(python_function)

    @tf.function
    def differentiated(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = python_function(x)
        return tape.gradient(y, x)

    for value in values:
        x = tf.constant(value)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = graph(x)
        show(python_function(x), y, tape.gradient(y, x), differentiated(x))
    show(graph.experimental_get_tracing_count())


def power(x):
    y = tf.constant(1.0)
    for _ in tf.range(5):
        y = y * x
    return y


everywhere(power, 2.0, 0.0)


def over_elements(x):
    total = tf.constant(0.0)
    for element in tf.constant([1.0, 2.0, 3.0]):
        total += element * x * x
    return total


everywhere(over_elements, 3.0)


def over_elements_of_argument(x):
    total = tf.constant(1.0)
    for element in x:
        total *= element
    return total


everywhere(over_elements_of_argument, [2.0, 3.0, 4.0], [5.0, 0.5])


def over_rows(x):
    last = tf.zeros([2])
    for row in x:
        last = last * 0.5 + row
    return tf.reduce_sum(last * last)


everywhere(over_rows, [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


def range_with_step(x):
    total = tf.constant(0.0)
    for i in tf.range(10, 0, -3):
        total += x * tf.cast(i, tf.float32)
    return total


everywhere(range_with_step, 1.0)


def range_of_floats(x):
    total = tf.constant(0.0)
    for i in tf.range(0.0, 1.0, 0.25):
        total += x * i
    return total


everywhere(range_of_floats, 2.0)


def range_by_value(x):
    total = tf.constant(0.0)
    for i in tf.range(tf.cast(x, tf.int32)):
        total += x * tf.cast(i, tf.float32)
    return total


everywhere(range_by_value, 4.0, 0.0)


def builtin_range(x):
    total = tf.constant(0.0)
    for i in range(tf.cast(x, tf.int32)):
        total += x
    return total


everywhere(builtin_range, 3.0)


def break_in_if(x):
    total = x
    for i in tf.range(10):
        if total > 30.0:
            break
        total += total * tf.cast(i, tf.float32)
    return total


everywhere(break_in_if, 1.0, 40.0)


def continue_in_if(x):
    total = tf.constant(0.0)
    for i in tf.range(6):
        if i % 2 == 0:
            continue
        total += x * tf.cast(i, tf.float32)
    return total


everywhere(continue_in_if, 2.0)


def break_and_continue(x):
    total = tf.constant(0.0)
    for i in tf.range(20):
        if i == 2:
            continue
        elif i > 5:
            break
        total += x * tf.cast(i, tf.float32)
    return total


everywhere(break_and_continue, 1.0)


def return_in_for(x):
    for i in tf.range(10):
        x = x * 2.0
        if x > 20.0:
            return x
    return -x


everywhere(return_in_for, 1.0, 0.001)


def nested_for(x):
    total = tf.constant(0.0)
    for i in tf.range(3):
        for j in tf.range(i + 1):
            total += x * tf.cast(i * j, tf.float32)
    return total


everywhere(nested_for, 2.0)


def while_in_for(x):
    for i in tf.range(3):
        n = tf.constant(0)
        while n < i:
            x = x * 2.0
            n += 1
    return x


everywhere(while_in_for, 1.0)


def for_in_while(x):
    while x < 100.0:
        for _ in tf.range(2):
            x = x * 1.5
    return x


everywhere(for_in_while, 5.0)


def for_in_if(x):
    if x > 0.0:
        for _ in tf.range(3):
            x = x * x
    else:
        for _ in range(2):
            x = x - 1.0
    return x


everywhere(for_in_if, 2.0, -2.0)


def break_of_the_inner(x):
    total = tf.constant(0.0)
    for i in tf.range(4):
        for j in tf.range(4):
            if j > i:
                break
            total += x
    return total


everywhere(break_of_the_inner, 3.0)

# %% loops over Python values are unrolled


@tf.function
def python_loops(x):
    total = x
    for i in range(3):
        print("range", i)
        total += i
    for name, value in {"a": 1.0, "b": 2.0}.items():
        print(name)
        total *= value
    for item in [1.0, x, 3.0]:
        total += item
    n = 0
    while n < 2:
        print("while", n)
        n += 1
    for i, item in enumerate([x, x]):
        total -= item * i
    for a, b in zip([1.0, 2.0], (x, x)):
        total += a * b
    return total


python_loops(tf.constant(2.0))
python_loops(tf.constant(3.0))


@tf.function
def python_break(x):
    for i in range(10):
        if i > 3:
            break
        if i == 1:
            continue
        print(i)
        x += i
    return x


python_break(tf.constant(0))


@tf.function
def python_conditions(x, flag, items=()):
    if flag:
        x = x + 1
    if items:
        x = x * 2
    if items is None or len(items) > 1:
        x = x * 10
    if not flag:
        return -x
    y = "yes" if flag else "no"
    print(y)
    return x


python_conditions(tf.constant(1), True)
python_conditions(tf.constant(1), False)
python_conditions(tf.constant(1), True, (1,))
python_conditions(tf.constant(1), True, (1, 2))
python_conditions(tf.constant(1), True, None)

# %% FizzBuzz


@tf.function
def fizzbuzz(n):
    for i in tf.range(1, n + 1):
        print("Tracing for loop")
        if i % 15 == 0:
            print("Tracing fizzbuzz branch")
            tf.print("fizzbuzz")
        elif i % 3 == 0:
            print("Tracing fizz branch")
            tf.print("fizz")
        elif i % 5 == 0:
            print("Tracing buzz branch")
            tf.print("buzz")
        else:
            print("Tracing default branch")
            tf.print(i)


fizzbuzz(tf.constant(5))
fizzbuzz(tf.constant(20))

# %% FizzBuzz that counts


@tf.function
def fizzbuzz(max_num):
    counter = tf.constant(0)
    words = tf.constant("")
    for num in tf.range(1, max_num + 1):
        if int(num % 3) == 0 and int(num % 5) == 0:
            words += "FizzBuzz "
        elif int(num % 3) == 0:
            words += "Fizz "
        elif int(num % 5) == 0:
            words += "Buzz "
        else:
            words += tf.strings.as_string(num) + " "
        counter += 1
    return counter, words


fizzbuzz(tf.constant(15))
fizzbuzz(tf.constant(3))

# %% Collatz


@tf.function
def collatz(x):
    steps = tf.constant(0)
    while x != 1:
        if x % 2 == 0:
            x = x // 2
        else:
            x = 3 * x + 1
        steps += 1
    return steps


collatz(tf.constant(27))
collatz(tf.constant(1))
collatz(tf.constant(6))


@tf.function
def collatz_next(n):
    return n // 2 if n % 2 == 0 else 3 * n + 1


collatz_next(tf.constant(7))
collatz_next(tf.constant(22))

# %% a loop that stops early, one that accumulates


@tf.function
def tanh_until(x):
    while tf.reduce_sum(x) > 1:
        x = tf.tanh(x)
    return x


tanh_until(tf.constant([0.7, 0.9, 0.6, 0.4, 0.2]))


@tf.function
def early_stop(losses, patience):
    best = tf.constant(np.inf, tf.float32)
    waited = tf.constant(0)
    stopped = tf.constant(-1)
    for step in tf.range(tf.size(losses)):
        loss = losses[step]
        if loss < best:
            best = loss
            waited = 0
        else:
            waited += 1
        if waited >= patience:
            stopped = step
            break
    return best, stopped


early_stop(tf.constant([3.0, 2.0, 2.5, 2.6, 1.0]), tf.constant(2))
early_stop(tf.constant([3.0, 2.0, 2.5, 1.6, 1.0]), tf.constant(2))


@tf.function
def dynamic_unroll(cell_weight, inputs):
    states = tf.TensorArray(tf.float32, size=tf.shape(inputs)[0])
    state = tf.zeros([2])
    for i in tf.range(tf.shape(inputs)[0]):
        state = tf.tanh(inputs[i] + state * cell_weight)
        states = states.write(i, state)
    return states.stack(), state


dynamic_unroll(tf.constant(0.5), tf.constant([[1.0, 2.0], [0.5, -0.5], [0.0, 1.0]]))
weight = tf.Variable(0.5)
with tf.GradientTape() as tape:
    outputs, state = dynamic_unroll(weight, tf.constant([[1.0, 2.0], [0.5, -0.5], [0.0, 1.0]]))
    loss = tf.reduce_sum(outputs**2)
tape.gradient(loss, weight)


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
def of_unknown_length(x):
    total = tf.constant(0.0)
    count = 0
    for element in x:
        total += element
        count += 1
    return total, count


of_unknown_length(tf.constant([1.0, 2.0, 3.0]))
of_unknown_length(tf.constant([1.0]))
of_unknown_length(tf.zeros([0]))
of_unknown_length.experimental_get_tracing_count()

# %% gradient descent in one function  [atol=1e-5]
x = tf.Variable(10.0)


@tf.function
def do_update(x):
    with tf.GradientTape() as tape:
        y = tf.pow(x, 2.0) - 4.0 * x + 4.0
    dydx = tape.gradient(y, x)
    x.assign(x - dydx * 0.1)
    return y


for _ in range(5):
    show(do_update(x), x.numpy())


@tf.function
def descend(x, steps):
    y = tf.constant(0.0)
    for _ in tf.range(steps):
        with tf.GradientTape() as tape:
            y = tf.pow(x, 2.0) - 4.0 * x + 4.0
        x.assign_sub(0.1 * tape.gradient(y, x))
    return y


descend(x, tf.constant(20))
x
descend(x, 3)


@tf.function
def descend_until(x, tolerance):
    steps = 0
    gradient = tf.constant(1.0)
    while tf.abs(gradient) > tolerance:
        with tf.GradientTape() as tape:
            y = (x - 3.0) ** 2
        gradient = tape.gradient(y, x)
        x.assign_sub(0.1 * gradient)
        steps += 1
    return steps


descend_until(x, tf.constant(0.01))
x

# %% the functions of a lecture on graphs


def func1(a, b):
    print("Eager1: ", tf.executing_eagerly())
    return tf.add(a, b)


@tf.function
def func2(a, b):
    with tf.name_scope("Linear_function"):
        result = tf.add(b, func1(a, b))
    print("Inside2: ", a, b, result)
    print("Eager2: ", tf.executing_eagerly())
    return result


func2(1, 2)
func2(3, 5)
func2(3, 5)

# %% variables in branches and loops
v = tf.Variable(1.0)
w = tf.Variable([1.0, 2.0])


@tf.function
def branches(x):
    if x > 0:
        v.assign_add(x)
    else:
        v.assign(0.0)
        w.assign_add([1.0, 1.0])
    return v.read_value()


branches(tf.constant(5.0))
v
branches(tf.constant(-5.0))
v
w


@tf.function
def loops(n):
    for i in tf.range(n):
        v.assign_add(1.0)
        if i > 1:
            w.assign(w * 2.0)
    return v + tf.reduce_sum(w)


loops(tf.constant(4))
v
w
with tf.GradientTape() as tape:
    y = loops(tf.constant(2))
tape.gradient(y, [v, w])


@tf.function
def variable_as_condition(limit):
    while v < limit:
        v.assign(v * 2.0)
    return v - 1.0


variable_as_condition(tf.constant(50.0))
v
is_ready = tf.Variable(True)


@tf.function
def ready(x):
    if is_ready:
        x += 1
        is_ready.assign(False)
    return x


ready(tf.constant(1))
ready(tf.constant(1))


class Counter(tf.Module):
    def __init__(self):
        self.count = tf.Variable(0)
        self.last = None

    @tf.function
    def __call__(self, n):
        for i in tf.range(n):
            if i % 2 == 0:
                self.count.assign_add(i)
        return self.count


counter = Counter()
counter(tf.constant(5))
counter(tf.constant(2))

# %% logical operators
a, b = tf.constant(True), tf.constant(False)


@tf.function
def logical(a, b):
    return a and b, a or b, not a, not (a and not b), a and True, False or b, None or a


logical(a, b)
logical(b, a)
logical(True, b)
logical(False, True)
logical(1, "text")


@tf.function
def comparisons(x):
    return 1 < x < 5, 1 < x <= 3 < 4, x == 3, x != 3, not x > 2, x is None, x is not None


comparisons(tf.constant(3))
comparisons(tf.constant(7))
comparisons(3)


@tf.function
def short_circuit(x):
    if x is not None and x > 0:
        return tf.constant("positive")
    return tf.constant("no")


short_circuit(tf.constant(1))
short_circuit(tf.constant(-1))
short_circuit(None)


def seen(name, value):
    print("evaluated", name)
    return value


@tf.function
def evaluated(x):
    return seen("first", x > 0) and seen("second", x > 1) or seen("third", x < -5)


evaluated(tf.constant(3))
evaluated(tf.constant(-3))


@tf.function
def chained_calls(x):
    return 0 < seen("middle", x) < 10


chained_calls(tf.constant(3))


@tf.function
def logical_in_if(x, y):
    if x > 0 and y > 0:
        return "both"
    elif x > 0 or y > 0:
        return "one"
    elif not (x < -1):
        return "almost"
    return "none"


logical_in_if(tf.constant(1), tf.constant(1))
logical_in_if(tf.constant(1), tf.constant(-1))
logical_in_if(tf.constant(-1), tf.constant(-1))
logical_in_if(tf.constant(-2), tf.constant(-1))
tf.function(lambda x: not x)(tf.constant(1.0))
tf.function(lambda x: not x)(tf.constant([True, False]))
tf.function(lambda x, y: x in [1, 2])(tf.constant(1), 1)
tf.function(lambda x, y: y in [1, 2])(tf.constant(1), 1)

# %% calls down the tree


def helper(x):
    if x > 0:
        return x * 2
    return inner(x)


def inner(x):
    total = x
    while total < 0:
        total += 3
    return total


@tf.function
def caller(x):
    return helper(x) + helper(-x)


caller(tf.constant(5))
caller(tf.constant(-4))


@tf.function
def with_keywords(x, *args, factor=2, **options):
    def local(y, *more, scale=1):
        if y > 1:
            return y * scale
        return y - scale

    return local(x, *args, scale=factor) + local(*(x,), **options)


with_keywords(tf.constant(1))
with_keywords(tf.constant(3), 1, 2, factor=5)
with_keywords(tf.constant(3), scale=7)


class Model:
    offset = 10

    def __init__(self, threshold):
        self.threshold = threshold
        self.calls = 0

    def __call__(self, x):
        self.calls += 1
        if x > self.threshold:
            return self.method(x)
        return self.static(x)

    def method(self, x):
        while x > self.offset:
            x -= self.offset
        return x

    @staticmethod
    def static(x):
        return -x if x > 0 else x

    @classmethod
    def of_class(cls, x):
        return x + cls.offset if x > 0 else x - cls.offset

    @property
    def doubled(self):
        return self.threshold * 2

    @tf.function
    def graph_method(self, x):
        for _ in tf.range(self.doubled):
            x += 1
        return x


model = Model(3)


@tf.function
def with_model(x):
    return model(x), model.method(x), Model.static(x), Model.of_class(x), model.doubled


with_model(tf.constant(25))
with_model(tf.constant(2))
model.calls
model.graph_method(tf.constant(1))
tf.function(model)(tf.constant(12))
tf.function(model.method)(tf.constant(12))
tf.function(Model.of_class)(tf.constant(12))


class Derived(Model):
    def method(self, x):
        if x > 20:
            return super().method(x) + 100
        return super(Derived, self).method(x)


derived = Derived(1)


@tf.function
def with_derived(x):
    return derived(x), derived.method(x)


with_derived(tf.constant(25))
with_derived(tf.constant(15))


@tf.function
def constructs(x):
    model = Model(2)
    pair = (model(x), Model(threshold=100)(x))
    return pair


constructs(tf.constant(12))

# %% lambdas, closures, partial, recursion, callbacks
import functools

sign = lambda x: 1 if x > 0 else -1
tf.function(sign)(tf.constant(3))
tf.function(sign)(tf.constant(-3))


@tf.function
def with_lambda(x):
    local = lambda y: y * 2 if y > 2 else y
    return local(x) + sign(x)


with_lambda(tf.constant(3))
with_lambda(tf.constant(1))


def make_closure(limit):
    def clipped(x):
        if x > limit:
            x = tf.constant(limit)
        return x

    return clipped


closure = tf.function(make_closure(5))
closure(tf.constant(7))
closure(tf.constant(3))
tf.function(make_closure(1))(tf.constant(7))


@tf.function
def counting(x):
    count = 0

    def increment():
        nonlocal count
        count += 1
        return count

    increment()
    increment()
    return x * count


counting(tf.constant(5))


def scaled(x, factor, offset=0):
    if x > 0:
        return x * factor + offset
    return x


tf.function(functools.partial(scaled, factor=3))(tf.constant(2))
tf.function(functools.partial(scaled, offset=1))(tf.constant(2), factor=5)


@tf.function
def with_partial(x):
    return functools.partial(scaled, factor=10)(x) + functools.partial(scaled, x)(2)


with_partial(tf.constant(2))


@tf.function
def factorial(n):
    def recurse(k, depth):
        if depth == 0:
            return k
        if k > 1:
            k = k * 2
        return recurse(k, depth - 1)

    return recurse(n, 3)


factorial(tf.constant(2))
factorial(tf.constant(1))


def applied(function, x):
    return function(x) + 1


@tf.function
def higher_order(x):
    def branch(y):
        return y * 100 if y > 0 else y

    return applied(branch, x) + applied(lambda z: z if z < 0 else -z, x)


higher_order(tf.constant(2))


def decorator(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("before", function.__name__)
        return function(*args, **kwargs)

    return wrapper


@decorator
def decorated(x):
    if x > 0:
        return x
    return -x


@tf.function
def calls_decorated(x):
    return decorated(x)


calls_decorated(tf.constant(-3))
tf.function(decorated)(tf.constant(-4))


@tf.function
def calls_function(x):
    return caller(x) + 1


@tf.function
def caller(x):
    if x > 0:
        return x * 3
    return x


calls_function(tf.constant(2))


@functools.lru_cache
def cached(n):
    return n + 1


@tf.function
def comprehensions(x):
    numbers = [i * x for i in range(3) if i > 0]
    mapping = {name: x + cached(i) for i, name in enumerate("ab")}
    generated = sum(y for y in numbers)
    return numbers, mapping, generated, tuple(map(sign, numbers))


comprehensions(tf.constant(2))


def generator(n):
    for i in range(n):
        if i != 1:
            yield i


@tf.function
def with_generator(x):
    for i in generator(4):
        x += i
    return x


with_generator(tf.constant(0))

# %% functions that take functions


def clipped(x):
    if x > 2:
        return x * 10
    return x


@tf.function
def mapped(values):
    return tf.map_fn(clipped, values)


mapped(tf.constant([1, 2, 3, 4]))
tf.map_fn(clipped, tf.constant([1, 2, 3, 4]))


@tf.function
def conditional(x):
    return tf.cond(x > 0, lambda: clipped(x), lambda: clipped(-x))


conditional(tf.constant(3))
conditional(tf.constant(-1))


@tf.function
def looped(x):
    def body(i, y):
        if y > 20:
            y = y - 15
        return i + 1, y * 2

    return tf.while_loop(lambda i, y: i < 4, body, [tf.constant(0), x])


looped(tf.constant(3))


@tf.function
def folded(values):
    def larger(a, b):
        if a > b:
            return a
        return b

    return tf.foldl(larger, values), tf.scan(larger, values)


folded(tf.constant([3, 1, 4, 1, 5]))

# %% builtins over tensors


@tf.function
def builtins(x, y):
    return len(x), abs(y), int(y), float(y), max(1, 2), min([3, 1, 2])


builtins(tf.constant([1, 2, 3]), tf.constant(-2.7))
builtins([1, 2], -3.5)


@tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
def length(x):
    return len(x), range(len(x)), len(x.shape)


length(tf.zeros([3, 2]))
length(tf.zeros([4, 2]))


@tf.function
def ranges(n):
    return range(n), range(1, n), range(1, n, 2), list(range(3))


ranges(tf.constant(5))
tf.function(lambda x: len(x))(tf.constant(5))
tf.function(lambda x: int(x))(tf.constant("17"))
tf.function(lambda x: float(x))(tf.constant("1.5"))
tf.function(lambda x: int(x))(tf.constant([1.5, 2.5]))
tf.function(lambda x: abs(x))(tf.constant([1.5, -2.5]))
tf.function(lambda x: bool(x))(tf.constant(True))
tf.function(lambda x: sum(x))(tf.constant([1, 2]))
tf.function(lambda x: max(x, 2))(tf.constant(1))
tf.function(lambda x: max(x))(tf.constant([1, 2]))
tf.function(lambda x: min(x))(tf.constant([1, 2]))
tf.function(lambda x: any(x))(tf.constant([True, False]))
tf.function(lambda x: all(x))(tf.constant([True, False]))
tf.function(lambda x: any([x, False]))(tf.constant(True))
tf.function(lambda x: sorted(x))(tf.constant([3, 1, 2]))
tf.function(lambda x: sorted(x, reverse=True))(tf.constant([3, 1, 2]))
tf.function(lambda x: sorted(x, key=lambda y: -y))(tf.constant([3, 1, 2]))
tf.function(lambda x: sorted([3, 1, 2]))(tf.constant([3, 1, 2]))
tf.function(lambda x: list(enumerate(x)))(tf.constant([3, 1, 2]))
tf.function(lambda x: list(zip(x, x)))(tf.constant([3, 1, 2]))
tf.function(lambda x: list(map(abs, x)))(tf.constant([3, 1, 2]))
tf.function(lambda x: list(filter(None, x)))(tf.constant([3, 1, 2]))
tf.function(lambda x: list(x))(tf.constant([3, 1, 2]))
tf.function(lambda x: str(x))(tf.constant(1.4))
tf.function(lambda x: isinstance(x, tf.Tensor))(tf.constant(1.4))
tf.function(lambda x: getattr(x, "shape")[0])(tf.constant([1.4]))
tf.function(lambda x: len("text") + len({1: 2}))(1)
tf.function(lambda x: next(iter([1, 2])))(1)


@tf.function
def sums(x):
    total = 0
    for i in range(len(x)):
        total += x[i]
    return total


sums(tf.constant([1, 2, 3]))

# %% builtins that need their place


@tf.function
def places(x):
    y = x + 1
    names = sorted(locals())
    value = eval("y * 2")
    return value, "places" in globals(), [name for name in names if len(name) == 1]


places(tf.constant(1))

# %% lists


@tf.function
def python_list(x):
    items = []
    for i in range(3):
        items.append(x * i)
    items.append(items.pop() + 1)
    items[0] = x * 100
    return items, items[-1], len(items), tf.stack(items)


python_list(tf.constant(2))


@tf.function
def list_in_tensor_loop(x):
    items = []
    for i in tf.range(3):
        items.append(i)
    return items


try:
    list_in_tensor_loop(tf.constant(1))
except Exception as error:
    show(type(error).__name__, str(error).partition("\n")[0])


@tf.function
def list_in_tensor_if(x):
    items = [x]
    if x > 0:
        items.append(x)
    return items


list_in_tensor_if(tf.constant(1))


@tf.function
def item_assignment(x):
    x[0] = 5
    return x


item_assignment(tf.constant([1, 2]))
tf.function(
    item_assignment.python_function,
    experimental_autograph_options=(tf.autograph.experimental.Feature.LISTS),
)(tf.constant([1, 2]))


@tf.function
def structures_in_loops(x):
    state = {"a": x, "b": (x, [x])}
    for i in tf.range(3):
        state = {"a": state["a"] + 1, "b": (state["b"][0] * 2, [state["b"][1][0] - 1])}
    return state


structures_in_loops(tf.constant(1))


@tf.function
def dictionary_items(x):
    state = {"count": x}
    if x > 0:
        state["count"] = x * 2
    while state["count"] < 100:
        state["count"] *= 3
    return state["count"]


dictionary_items(tf.constant(1))


class Holder:
    pass


@tf.function
def attributes(x):
    holder = Holder()
    holder.value = x
    holder.inner = Holder()
    holder.inner.count = tf.constant(0)
    while holder.value < 10:
        holder.value = holder.value * 2
        holder.inner.count += 1
    if holder.value > 10:
        holder.extra = holder.value
    else:
        holder.extra = -holder.value
    return holder.value, holder.inner.count, holder.extra


attributes(tf.constant(3))

# %% assert


@tf.function
def asserted(x):
    assert x is not None, "never"
    assert x > 0, "x must be positive"
    return x


asserted(tf.constant(1))
asserted(tf.constant(-1))
asserted(1)
asserted(-1)


def with_assert(x):
    assert x > 0, "x must be positive"
    return x


options = tf.autograph.experimental.Feature.ASSERT_STATEMENTS
graph = tf.function(with_assert, experimental_autograph_options=options)
graph(tf.constant(1))
graph(tf.constant(-1))
graph(1)
graph(-1)

# %% print stays Python, and other features


def printing(x):
    print("value", x)
    return x


tf.function(printing)(tf.constant(1))
tf.function(
    printing, experimental_autograph_options=tf.autograph.experimental.Feature.BUILTIN_FUNCTIONS
)(tf.constant(1))


def equality(x):
    if x == 3:
        return 1
    return 2


tf.function(equality)(tf.constant(3))
tf.function(
    equality, experimental_autograph_options=tf.autograph.experimental.Feature.EQUALITY_OPERATORS
)(tf.constant(3))
tf.function(
    equality,
    experimental_autograph_options=(
        tf.autograph.experimental.Feature.EQUALITY_OPERATORS,
        tf.autograph.experimental.Feature.ASSERT_STATEMENTS,
    ),
)(tf.constant(4))
list(tf.autograph.experimental.Feature)
tf.autograph.experimental.Feature.all()
tf.autograph.experimental.Feature.all_but(tf.autograph.experimental.Feature.LISTS) != ()
tf.autograph.experimental.Feature.LISTS

# %% tf.autograph.trace


@tf.function
def traced(x):
    tf.autograph.trace("tracing", 1)
    return x


traced(tf.constant(1))
tf.autograph.trace("a", 2)
tf.autograph.set_verbosity(0)

# %% without AutoGraph


def absolute(x):
    if x > 0:
        return x
    return -x


tf.function(absolute, autograph=False)(tf.constant(1))
tf.function(absolute, autograph=False)(1)


@tf.autograph.experimental.do_not_convert
def kept(x):
    if x > 0:
        return x
    return -x


kept(tf.constant(-1))
tf.function(kept)(tf.constant(-1))
tf.function(lambda x: kept(x))(tf.constant(-1))
tf.function(kept)(-1)
kept.__name__
tf.autograph.experimental.do_not_convert()(absolute)(tf.constant(-1))


@tf.function
def calls_kept(x):
    return kept(x)


calls_kept(tf.constant(-1))
calls_kept(-1)


@tf.function(autograph=False)
def maps(values):
    return tf.map_fn(absolute, values)


maps(tf.constant([1, -1]))


@tf.function(autograph=False)
def calls_graph(x):
    return tf.function(absolute)(x)


calls_graph(tf.constant(-3))

# %% to_graph


def absolute(x):
    if x > 0:
        y = x
    else:
        y = -x
    return y


converted = tf.autograph.to_graph(absolute)
converted(tf.constant(-3.0))
converted(-3.0)
converted.__name__
with tf.GradientTape() as tape:
    x = tf.constant(-3.0)
    tape.watch(x)
    y = converted(x)
tape.gradient(y, x)
tf.function(converted)(tf.constant(-3.0))
tf.function(converted, autograph=False)(tf.constant(-3.0))


def collatz(x):
    steps = 0
    while x != 1:
        if x % 2 == 0:
            x = x // 2
        else:
            x = 3 * x + 1
        steps += 1
        if steps > 100:
            break
    return steps


converted = tf.autograph.to_graph(collatz)
converted(tf.constant(27))
converted(6)
tf.function(converted)(tf.constant(6))


def over(values):
    total = 0
    for value in values:
        if value < 0:
            continue
        total += value
    return total


converted = tf.autograph.to_graph(over)
converted(tf.constant([1, -2, 3]))
converted([1, -2, 3])
converted(tf.range(4))
tf.autograph.to_graph(len)
tf.autograph.to_graph(tf.function(over))
tf.autograph.to_graph(3)

# %% to_code
import re


def absolute(x):
    """Returns the absolute value."""
    if x > 0:
        return x
    return -x


def show_code(function, **options):
    """Prints the code; the order of names after `nonlocal` depends on chance in TensorFlow."""
    code = tf.autograph.to_code(function, **options)
    names = lambda found: "nonlocal " + ", ".join(sorted(found[1].split(", ")))
    print("\n".join(sorted(re.sub("nonlocal (.*)", names, code).splitlines())))


show_code(absolute)
print(re.sub("nonlocal .*", "nonlocal ...", tf.autograph.to_code(absolute)))
print(tf.autograph.to_code(lambda x: x if x > 0 else -x))


def loops(x, *, limit=10):
    # A comment.
    total = 0
    for i in tf.range(x):
        if i > limit:
            break
        total += i
    while total > 0 and not x < 0:
        total = helper(total, key=x)
    return total


show_code(loops)
show_code(loops, recursive=False)
show_code(absolute, experimental_optional_features=tf.autograph.experimental.Feature.LISTS)
tf.autograph.to_code(tf.function(absolute).python_function) == tf.autograph.to_code(absolute)
tf.autograph.to_code(tf.function(absolute))
tf.autograph.to_code(len)

# %% loop options


@tf.function
def limited(x):
    for i in tf.range(10):
        tf.autograph.experimental.set_loop_options(maximum_iterations=3)
        x += i
    return x


limited(tf.constant(0))


@tf.function
def limited_while(x):
    while x < 100:
        tf.autograph.experimental.set_loop_options(maximum_iterations=x * 0 + 4)
        x += 1
    return x


limited_while(tf.constant(0))


@tf.function
def growing(n):
    values = tf.zeros([0], tf.int32)
    for i in tf.range(n):
        tf.autograph.experimental.set_loop_options(
            shape_invariants=[(values, tf.TensorShape([None]))]
        )
        values = tf.concat([values, [i * i]], axis=0)
    return values


growing(tf.constant(4))
growing(tf.constant(0))


@tf.function
def parallel(n):
    total = 0
    while total < n:
        tf.autograph.experimental.set_loop_options(parallel_iterations=1, swap_memory=True)
        total += 2
    return total


parallel(tf.constant(5))


@tf.function
def unused_options(n):
    for i in range(3):
        tf.autograph.experimental.set_loop_options(maximum_iterations=1)
        n += i
    return n


unused_options(tf.constant(0))
tf.autograph.experimental.set_loop_options(maximum_iterations=1)

# %% eager functions
tf.config.run_functions_eagerly(True)


@tf.function
def collatz(x):
    steps = 0
    while x != 1:
        x = x // 2 if x % 2 == 0 else 3 * x + 1
        steps += 1
        print(x)
    return steps


collatz(tf.constant(6))
tf.config.run_functions_eagerly(False)
collatz(tf.constant(6))

# %% code from exec
source = """
def absolute(x):
    if x > 0:
        return x
    return -x
"""
namespace = {}
exec(source, namespace)
tf.function(namespace["absolute"])(tf.constant(1))
tf.function(namespace["absolute"])(-1)


@tf.function
def calls_exec(x):
    return namespace["absolute"](x)


calls_exec(tf.constant(1))

# %% names of operations and shapes


@tf.function
def names(x):
    print(x > 0)
    if x > 0:
        y = x + 1
        print(y)
    else:
        y = x - 1
    print(y)
    while y < 10:
        y = y * 2
        print(y)
    print(y)
    for i in tf.range(3):
        y += i
        print(i, y)
    print(y)
    for i in tf.constant([1, 2]):
        y += i
        print(y)
    return y


names(tf.constant(1))
[
    operation.type
    for operation in names.get_concrete_function(tf.constant(1)).graph.get_operations()
    if operation.type in ("If", "StatelessIf", "While", "StatelessWhile")
]


@tf.function(input_signature=[tf.TensorSpec([None, 3])])
def shapes(x):
    if tf.shape(x)[0] > 2:
        y = x[:2]
    else:
        y = tf.zeros([1, 3])
    print(y.shape)
    for row in x:
        print(row.shape)
    return y


shapes(tf.ones([3, 3]))
shapes(tf.ones([1, 3]))

# %% control flow around and inside of tapes and functions  [rtol=1e-5]


@tf.function
def inner(x):
    if x > 2.0:
        return x * x
    return x * 3.0


@tf.function
def outer(x):
    total = tf.constant(0.0)
    for i in tf.range(4):
        total += inner(x + tf.cast(i, tf.float32))
        if total > 20.0:
            break
    return total


for value in [0.5, 1.5, 3.0]:
    x = tf.constant(value)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = outer(x)
    show(y, tape.gradient(y, x))


@tf.function
def tape_in_loop(x):
    gradients = tf.constant(0.0)
    for i in tf.range(3):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = inner(x) * tf.cast(i, tf.float32)
            if y > 5.0:
                y = y * y
        gradients += tape.gradient(y, x)
    return gradients


tape_in_loop(tf.constant(1.0))
tape_in_loop(tf.constant(3.0))


@tf.function
def branch_in_tape(x, flag):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        if flag:
            y = tf.sin(x)
            z = y * 2.0
        else:
            y = tf.cos(x)
            z = x
        while tf.reduce_sum(z) < 10.0:
            z = z * 2.0 + y
    return tape.gradient(z, x), tape.gradient(y, x)


branch_in_tape(tf.constant([0.5, 1.0]), tf.constant(True))
branch_in_tape(tf.constant([0.5, 1.0]), tf.constant(False))
branch_in_tape(tf.constant([0.5, 1.0]), True)


@tf.function
def second_derivative(x):
    with tf.GradientTape() as outer_tape:
        outer_tape.watch(x)
        with tf.GradientTape() as inner_tape:
            inner_tape.watch(x)
            y = x
            for _ in tf.range(3):
                if y < 5.0:
                    y = y * x
        first = inner_tape.gradient(y, x)
    return y, first, outer_tape.gradient(first, x)


second_derivative(tf.constant(1.5))
second_derivative(tf.constant(2.0))
x = tf.constant(1.5)
with tf.GradientTape() as second:
    second.watch(x)
    with tf.GradientTape() as first:
        first.watch(x)
        y = outer(x)
    slope = first.gradient(y, x)
show(slope, second.gradient(slope, x))


@tf.function
def newton(value):
    guess = value
    steps = 0
    while tf.abs(guess * guess - value) > 1e-4:
        guess = 0.5 * (guess + value / guess)
        steps += 1
    return guess, steps


newton(tf.constant(2.0))
x = tf.constant(9.0)
with tf.GradientTape() as tape:
    tape.watch(x)
    root, steps = newton(x)
tape.gradient(root, x)

# %% training loops in one function  [rtol=1e-4, atol=1e-5]
inputs = tf.constant([[0.0], [1.0], [2.0], [3.0]])
targets = tf.constant([[1.0], [3.0], [5.0], [7.0]])
weight, bias = tf.Variable([[0.0]]), tf.Variable([0.0])


class Line(tf.Module):
    def __init__(self):
        self.weight = weight
        self.bias = bias
        self.steps = tf.Variable(0)

    def __call__(self, x, training=False):
        if training:
            self.steps.assign_add(1)
        return x @ self.weight + self.bias


line = Line()


@tf.function
def fit(rate, epochs, patience):
    best = tf.constant(1e9)
    waited = 0
    losses = tf.TensorArray(tf.float32, size=0, dynamic_size=True)
    for epoch in tf.range(epochs):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((line(inputs, training=True) - targets) ** 2)
        variables = [weight, bias]
        for variable, gradient in zip(variables, tape.gradient(loss, variables)):
            variable.assign_sub(rate * gradient)
        losses = losses.write(epoch, loss)
        if loss < best - 0.01:
            best = loss
            waited = 0
        else:
            waited += 1
            if waited >= patience:
                break
    return losses.stack(), epoch


fit(tf.constant(0.1), tf.constant(5), tf.constant(2))
fit(tf.constant(0.1), tf.constant(50), tf.constant(2))
weight
bias
line.steps


@tf.function
def rows_one_by_one(rate):
    total = 0.0
    for x, y in zip(tf.unstack(inputs), tf.unstack(targets)):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum((line(x[None]) - y) ** 2)
        slope = tape.gradient(loss, weight)
        if tf.norm(slope) > 1e-3:
            weight.assign_sub(rate * slope)
        total += loss
    return total


rows_one_by_one(tf.constant(0.01))

# %% clipping, masks, search and state machines


@tf.function
def clip(x, low, high):
    result = tf.TensorArray(x.dtype, size=tf.size(x))
    for i in tf.range(tf.size(x)):
        value = x[i]
        if value < low:
            value = low
        elif value > high:
            value = high
        result = result.write(i, value)
    return result.stack()


clip(tf.constant([1.0, 5.0, -3.0]), tf.constant(0.0), tf.constant(3.0))


@tf.function
def search(values, wanted):
    low, high = 0, tf.size(values) - 1
    found = -1
    while low <= high and found < 0:
        middle = (low + high) // 2
        if values[middle] == wanted:
            found = middle
        elif values[middle] < wanted:
            low = middle + 1
        else:
            high = middle - 1
    return found


search(tf.constant([1, 3, 5, 7, 9, 11]), tf.constant(7))
search(tf.constant([1, 3, 5, 7, 9, 11]), tf.constant(4))


@tf.function
def primes(limit):
    count = 0
    last = 0
    n = 2
    while n < limit:
        is_prime = True
        divisor = 2
        while divisor * divisor <= n:
            if n % divisor == 0:
                is_prime = False
                break
            divisor += 1
        if is_prime:
            count += 1
            last = n
        n += 1
    return count, last


primes(tf.constant(60))


@tf.function
def gcd(a, b):
    while b != 0:
        a, b = b, a % b
    return a


gcd(tf.constant(84), tf.constant(36))
gcd(84, 36)


@tf.function
def sort_bubbles(values):
    n = tf.size(values)
    for i in tf.range(n):
        for j in tf.range(n - 1 - i):
            if values[j] > values[j + 1]:
                swapped = tf.stack([values[j + 1], values[j]])
                values = tf.tensor_scatter_nd_update(values, [[j], [j + 1]], swapped)
    return values


sort_bubbles(tf.constant([5, 1, 4, 2, 3]))


@tf.function
def power_by_squaring(base, exponent):
    result = tf.ones_like(base)
    while exponent > 0:
        if exponent % 2 == 1:
            result = result * base
        base = base * base
        exponent = exponent // 2
    return result


power_by_squaring(tf.constant(3), tf.constant(13))
base = tf.constant(1.5)
with tf.GradientTape() as tape:
    tape.watch(base)
    y = power_by_squaring(base, tf.constant(5))
tape.gradient(y, base)


@tf.function
def state_machine(symbols):
    state = tf.constant("start")
    visits = 0
    for symbol in symbols:
        if state == "start":
            if symbol == 1:
                state = "middle"
        elif state == "middle":
            visits += 1
            if symbol == 0:
                state = "end"
            else:
                continue
        else:
            break
    return state, visits


state_machine(tf.constant([0, 1, 1, 1, 0, 5, 5]))
state_machine(tf.constant([0, 0]))


@tf.function
def random_walk(steps):
    position = tf.constant(0)
    for _ in tf.range(steps):
        if tf.random.stateless_uniform([], seed=[1, position]) < 0.5:
            position += 1
        else:
            position -= 1
    return position


random_walk(tf.constant(10))


@tf.function
def mandelbrot(real, imaginary):
    x, y = 0.0, 0.0
    count = 0
    while x * x + y * y < 4.0 and count < 50:
        x, y = x * x - y * y + real, 2.0 * x * y + imaginary
        count += 1
    return count


mandelbrot(tf.constant(-0.5), tf.constant(0.5))
mandelbrot(tf.constant(0.5), tf.constant(0.5))

# %% Python state around tensors


@tf.function
def leaks_nothing(x):
    holder = {"values": []}
    for name in ["a", "b"]:
        if x > 0:
            value = x + len(holder["values"])
        else:
            value = -x
        holder["values"].append(value)
        holder[name] = value
    return holder


leaks_nothing(tf.constant(2))


class Accumulator:
    def __init__(self):
        self.total = None

    def add(self, x):
        if self.total is None:
            self.total = x
        else:
            self.total = self.total + x
        return self


@tf.function
def accumulates(x):
    accumulator = Accumulator()
    for i in range(3):
        accumulator.add(x * i)
    return accumulator.total


accumulates(tf.constant(2))


@tf.function
def optional(x, mask=None, *, scale=None, names=()):
    if mask is not None:
        x = x * mask
    if scale:
        x = x * scale
    for name in names:
        if name.startswith("neg"):
            x = -x
    return x


optional(tf.constant([1.0, 2.0]))
optional(tf.constant([1.0, 2.0]), tf.constant([0.0, 1.0]))
optional(tf.constant([1.0, 2.0]), scale=3.0, names=("negative", "other"))


@tf.function
def default_of_default(x, function=lambda y: y * 2 if y > 1 else y):
    return function(x)


default_of_default(tf.constant(2))
default_of_default(tf.constant(1))


@tf.function
def unpacks(pair):
    (a, b), *rest = pair
    if a > b:
        a, b = b, a
    return a, b, rest


unpacks(((tf.constant(3), tf.constant(1)), tf.constant(0)))


@tf.function
def loop_with_else_branches(x):
    for i in tf.range(3):
        if i == 0:
            pass
        elif i == 1:
            x += 10
        else:
            x *= 2
    return x


loop_with_else_branches(tf.constant(1))


@tf.function
def nonlocal_in_loop(x):
    count = 0

    def step(y):
        nonlocal count
        count += 1
        return y + count

    for _ in range(3):
        x = step(x)
    return x, count


nonlocal_in_loop(tf.constant(0))


@tf.function
def shadowing(x):
    x = [x, x + 1]
    y = [x for x in x]
    if y[0] > 0:
        x = y[1]
    else:
        x = y[0]
    return x


shadowing(tf.constant(1))
shadowing(tf.constant(-1))


@tf.function
def chained_methods(x):
    return "-".join(str(n) for n in range(3)), x.shape.rank, [1, 2].index(2), "a".upper()


chained_methods(tf.constant([1]))
