"""What AutoGraph cannot convert: the errors, with the lines of the user's code."""

# %% if: variables that one branch lacks
x = tf.constant(1)


@tf.function
def undefined_in_else(x):
    if x > 0:
        y = x
    return y


@tf.function
def undefined_in_body(x):
    if x > 0:
        pass
    else:
        y = x
    return y


@tf.function
def undefined_in_elif(x):
    if x > 0:
        y = x
    elif x < -1:
        z = x
    else:
        y = x
    return y


@tf.function
def undefined_in_both(x):
    if x > 0:
        y = x
    else:
        z = x
    return y, z


@tf.function
def deleted(x):
    y = x
    if x > 0:
        del y
    return y


@tf.function
def undefined_but_unused(x):
    if x > 0:
        y = x
        x = y + 1
    return x


undefined_in_else(x)
undefined_in_body(x)
undefined_in_elif(x)
undefined_in_both(x)
deleted(x)
undefined_but_unused(x)


@tf.function
def attribute_in_one(x):
    class Holder:
        pass

    holder = Holder()
    if x > 0:
        holder.value = x
    return holder.value


@tf.function
def item_in_one(x):
    items = {}
    if x > 0:
        items["a"] = x
    return items["a"]


attribute_in_one(x)
item_in_one(x)

# %% if: None in one branch
x = tf.constant(1)


@tf.function
def none_before(x):
    y = None
    if x > 0:
        y = x
    return y


@tf.function
def none_in_body(x):
    if x > 0:
        y = None
    else:
        y = x
    return y


@tf.function
def none_in_else(x):
    if x > 0:
        y = x
    else:
        y = None
    return y


@tf.function
def none_in_both(x):
    if x > 0:
        y = None
    else:
        y = None
    return y


none_before(x)
none_in_body(x)
none_in_else(x)
none_in_both(x)

# %% if: dtypes, structures and values
x = tf.constant(1)


@tf.function
def dtypes(x):
    if x > 0:
        y = 1.0
    else:
        y = 2
    return y


@tf.function
def dtypes_of_tensors(x):
    y = x
    if x > 0:
        y = tf.cast(x, tf.float32)
    return y


@tf.function
def structures(x):
    if x > 0:
        y = (x, x)
    else:
        y = x
    return y


@tf.function
def lengths(x):
    if x > 0:
        y = [x, x]
    else:
        y = [x]
    return y


@tf.function
def keys(x):
    if x > 0:
        y = {"a": x}
    else:
        y = {"b": x}
    return y


@tf.function
def tuple_and_list(x):
    if x > 0:
        y = (x, x)
    else:
        y = [x, x]
    return y


@tf.function
def objects(x):
    if x > 0:
        y = object()
    else:
        y = object()
    return y


@tf.function
def functions(x):
    if x > 0:
        y = lambda: 1
    else:
        y = lambda: 2
    return y()


@tf.function
def texts(x):
    if x > 0:
        y = "positive"
    else:
        y = "negative"
    return y


@tf.function
def text_and_number(x):
    if x > 0:
        y = "positive"
    else:
        y = 0
    return y


@tf.function
def python_numbers(x):
    n = 1
    if x > 0:
        n = n + 1
    return n


@tf.function
def shapes(x):
    if x > 0:
        y = tf.zeros([2])
    else:
        y = tf.zeros([3])
    return y


@tf.function
def ranks(x):
    y = tf.zeros([2])
    if x > 0:
        y = tf.zeros([2, 2])
    print(y.shape)
    return y


dtypes(x)
dtypes_of_tensors(x)
structures(x)
lengths(x)
keys(x)
tuple_and_list(x)
objects(x)
functions(x)
texts(x)
text_and_number(x)
python_numbers(x)
shapes(x)
ranks(x)

# %% if: return in one branch
x = tf.constant(1)


@tf.function
def only_in_body(x):
    if x > 0:
        return x


@tf.function
def only_in_else(x):
    if x > 0:
        pass
    else:
        return x


@tf.function
def only_in_elif(x):
    if x > 0:
        return x
    elif x < -1:
        return -x


@tf.function
def nothing_returned(x):
    if x > 0:
        return
    tf.print("no")


@tf.function
def other_dtype(x):
    if x > 0:
        return 1
    return 2.0


@tf.function
def none_returned(x):
    if x > 0:
        return x
    return None


@tf.function
def other_structure(x):
    if x > 0:
        return x, x
    return x


@tf.function
def nested_returns(x):
    if x > 0:
        if x > 1:
            return x
    return -x


only_in_body(x)
only_in_else(x)
only_in_elif(x)
nothing_returned(x)
other_dtype(x)
none_returned(x)
other_structure(x)
nested_returns(x)

# %% conditions that are no scalar booleans


@tf.function
def branch(x):
    if x:
        return 1
    return 2


@tf.function
def loop(x):
    while x:
        x = x - 1
    return x


@tf.function
def expression(x):
    return 1 if x else 2


branch(tf.constant([True, False]))
branch(tf.constant([True]))
branch(tf.constant(3))
branch(tf.constant(0.0))
branch(tf.constant("text"))
branch(tf.constant([1, 2]))
branch([tf.constant(1)])
loop(tf.constant(3))
loop(tf.constant([1, 2]))
expression(tf.constant([True]))
tf.function(lambda x: 1 if x > 0 else 2.0)(tf.constant(1))
tf.function(lambda x: 1 if x > 0 else None)(tf.constant(1))
tf.function(lambda x: "a" if x > 0 else "b")(tf.constant(1))
tf.function(lambda x: object() if x > 0 else object())(tf.constant(1))

# %% while: variables
x = tf.constant(1)


@tf.function
def undefined_before(x):
    while x < 10:
        y = x
        x += 1
    return y


@tf.function
def only_inside(x):
    while x < 10:
        y = x * 2
        x = y + 1
    return x


@tf.function
def none_before(x):
    y = None
    while x < 10:
        y = x
        x += 1
    return y


@tf.function
def becomes_none(x):
    y = x
    while x < 10:
        y = None
        x += 1
    return y


@tf.function
def changes_dtype(x):
    while x < 10:
        x = tf.cast(x, tf.float32) * 1.5
    return x


@tf.function
def changes_python_dtype(x):
    y = 0
    while x < 10:
        y = y + 0.5
        x += 1
    return y


@tf.function
def changes_shape(x):
    y = tf.zeros([1])
    while x < 10:
        y = tf.concat([y, y], axis=0)
        x += 1
    return y


@tf.function
def changes_rank(x):
    y = tf.zeros([1])
    while x < 10:
        y = tf.expand_dims(y, 0)
        x += 1
    return y


@tf.function
def changes_structure(x):
    y = (x, x)
    while x < 10:
        y = (x, (x, x))
        x += 1
    return y


@tf.function
def changes_length(x):
    y = [x]
    while x < 10:
        y = [*y, x]
        x += 1
    return y


@tf.function
def object_in_loop(x):
    y = object()
    while x < 10:
        y = object()
        x += 1
    return x


@tf.function
def unused_object_in_loop(x):
    while x < 10:
        y = object()
        x += 1
    return x


@tf.function
def text_becomes_number(x):
    y = "text"
    while x < 10:
        y = x
        x += 1
    return y


@tf.function
def number_becomes_tensor(x):
    y = 1
    while x < 10:
        y = x * 2
        x += 1
    return y


@tf.function
def tensor_condition_in_python_loop(x):
    n = 0
    while n < 10:
        n = n + x
    return n


@tf.function
def no_progress_in_python(x):
    n = 0
    while n < 3:
        n += 1
        x += n
    return x


undefined_before(x)
only_inside(x)
none_before(x)
becomes_none(x)
changes_dtype(x)
changes_python_dtype(x)
changes_shape(x)
changes_rank(x)
changes_structure(x)
changes_length(x)
object_in_loop(x)
unused_object_in_loop(x)
text_becomes_number(x)
number_becomes_tensor(x)
tensor_condition_in_python_loop(x)
no_progress_in_python(x)

# %% while: returns and breaks
x = tf.constant(1)


@tf.function
def returns_inside(x):
    while x < 10:
        x += 1
        return x


@tf.function
def returns_sometimes(x):
    while x < 10:
        x += 1
        if x > 5:
            return x


@tf.function
def returns_other_dtype(x):
    while x < 10:
        x += 1
        if x > 5:
            return 1.5
    return 2


@tf.function
def returns_structure(x):
    while x < 10:
        x += 1
        if x > 5:
            return x, x + 1
    return x, x


@tf.function
def breaks_in_python(x):
    while True:
        x += 1
        break
    return x


@tf.function
def breaks_by_tensor(x):
    n = 0
    while n < 5:
        n += 1
        if x > 3:
            break
        x += 1
    return x, n


returns_inside(x)
returns_sometimes(x)
returns_other_dtype(x)
returns_structure(x)
breaks_in_python(x)
breaks_by_tensor(x)

# %% for: variables
x = tf.constant(1)


@tf.function
def undefined_before(x):
    for i in tf.range(x):
        y = i
    return y


@tf.function
def iterate_after(x):
    for i in tf.range(x):
        pass
    return i


@tf.function
def iterate_before(x):
    i = 0
    for i in tf.range(x + 3):
        pass
    return i


@tf.function
def changes_dtype(x):
    y = 0
    for i in tf.range(x):
        y = y + 0.5
    return y


@tf.function
def changes_shape(x):
    y = tf.zeros([0], tf.int32)
    for i in tf.range(x):
        y = tf.concat([y, [i]], 0)
    return y


@tf.function
def none_before(x):
    y = None
    for i in tf.range(x):
        y = i
    return y


@tf.function
def returns_inside(x):
    for i in tf.range(x):
        return i


@tf.function
def returns_sometimes(x):
    for i in tf.range(x):
        if i > 3:
            return i
    return x


@tf.function
def breaks_out_of_python(x):
    for i in range(3):
        if x > i:
            break
    return x


@tf.function
def returns_from_python(x):
    for i in range(3):
        if x > i:
            return x
    return x


@tf.function
def over_scalar(x):
    for i in x:
        tf.print(i)


@tf.function
def over_number(x):
    for i in 3:
        tf.print(i)


@tf.function
def over_zip(x):
    total = 0
    for a, b in zip(tf.range(3), tf.range(3)):
        total += a * b
    return total


@tf.function
def over_enumerate(x):
    total = 0
    for i, a in enumerate(tf.range(3)):
        total += a * i
    return total


@tf.function
def over_pairs(x):
    total = 0
    for a, b in tf.constant([[1, 2], [3, 4]]):
        total += a * b
    return total


@tf.function
def empty_range(x):
    total = x
    for i in tf.range(0):
        total += i
    return total


@tf.function
def over_variable(x):
    v = x
    for item in variable:
        v += item
    return v


@tf.function
def over_ragged(x):
    total = x
    for row in tf.ragged.constant([[1], [2, 3]]):
        total += tf.reduce_sum(row)
    return total


variable = tf.Variable([1, 2, 3])
undefined_before(x)
iterate_after(x)
iterate_before(x)
changes_dtype(x)
changes_shape(x)
none_before(x)
returns_inside(x)
returns_sometimes(x)
breaks_out_of_python(x)
returns_from_python(x)
over_scalar(x)
over_number(x)
over_zip(x)
over_enumerate(x)
over_pairs(x)
empty_range(x)
over_variable(x)
over_ragged(x)

# %% errors in the user's code name its lines
x = tf.constant([1.0, 2.0])


def helper(x):
    y = x + 1
    return tf.matmul(y, y)


@tf.function
def in_helper(x):
    if tf.reduce_sum(x) > 0:
        x = helper(x)
    return x


in_helper(x)


@tf.function
def in_loop(x):
    for _ in tf.range(3):
        x = tf.matmul(x, x)
    return x


in_loop(x)


@tf.function
def in_nested(x):
    while tf.reduce_sum(x) < 10:
        if tf.reduce_sum(x) < 5:
            x = x + "text"
        x += 1
    return x


in_nested(x)


@tf.function
def in_condition(x):
    while tf.reduce_sum(x) < "text":
        x += 1
    return x


in_condition(x)


@tf.function
def raised(x):
    if x is not None:
        raise ValueError("a problem")
    return x


raised(x)


@tf.function
def raised_in_branch(x):
    if tf.reduce_sum(x) > 0:
        raise KeyError("a problem")
    return x


raised_in_branch(x)


class CustomError(Exception):
    pass


class OfValueError(ValueError):
    pass


class TwoArguments(Exception):
    def __init__(self, one, two):
        super().__init__(one)


@tf.function
def raises_custom(x, error):
    if x is not None:
        raise error
    return x


raises_custom(x, CustomError("my own"))
raises_custom(x, TwoArguments("a", "b"))
raises_custom(x, ZeroDivisionError("zero"))
raises_custom(x, IndexError("too far"))
raises_custom(x, RuntimeError("in time"))
raises_custom(x, OfValueError("of a value"))
raises_custom(x, RecursionError("too deep"))
raises_custom(x, FileNotFoundError("nowhere"))
raises_custom(x, StopIteration("stopped"))
raises_custom(x, UnicodeDecodeError("utf8", b"a", 0, 1, "reason"))
raises_custom(x, tf.errors.OutOfRangeError(None, None, "too far"))
raises_custom(x, AttributeError("no such"))


@tf.function
def raises_plain(x):
    raise ValueError("plain")


raises_plain(x)


@tf.function
def undefined_name(x):
    if x is None:
        y = 1
    return y


undefined_name(x)


@tf.function
def missing_name(x):
    return x + no_such_name


missing_name(x)


class Layer:
    def __call__(self, x):
        return self.inner(x)

    def inner(self, x):
        if tf.reduce_sum(x) > 0:
            x = tf.concat([x, tf.constant([1])], 0)
        return x


layer = Layer()


@tf.function
def in_methods(x):
    return layer(x)


in_methods(x)
tf.function(layer)(x)
tf.function(lambda x: helper(x))(x)


@tf.function
def in_inner_function(x):
    def inner(y):
        return tf.matmul(y, y)

    return inner(x)


in_inner_function(x)


@tf.function
def caught(x):
    try:
        return tf.matmul(x, x)
    except ValueError as error:
        print(type(error).__name__, "caught")
        return x


caught(x)


@tf.function
def inner_function(x):
    return tf.matmul(x, x)


@tf.function
def calls_function(x):
    return inner_function(x)


calls_function(x)


@tf.function
def deep(x, depth):
    def recurse(x, depth):
        if depth == 0:
            return tf.matmul(x, x)
        return recurse(x, depth - 1)

    return recurse(x, depth)


deep(x, 2)


@tf.autograph.experimental.do_not_convert
def kept(x):
    return helper(x)


@tf.function
def through_kept(x):
    return kept(x)


through_kept(x)


@tf.function
def through_map(x):
    return list(map(helper, [x]))


through_map(x)


@tf.function
def through_sorted(x):
    return sorted([x, x], key=lambda y: helper(y))


through_sorted(x)


@tf.function
def in_comprehension(x):
    return [helper(y) for y in [x, x]]


in_comprehension(x)


@tf.function(autograph=False)
def without_autograph(x):
    return helper(x)


without_autograph(x)


@tf.function
def get_concrete(x):
    return helper(x)


get_concrete.get_concrete_function(tf.TensorSpec([2], tf.float32))

# %% functions that library functions call
import functools


def clipped(x):
    if x > 2:
        return x * 10
    return x


@tf.custom_gradient
def custom(x):
    if x > 0:
        y = x * 2
    else:
        y = x * 3
    return y, lambda upstream: upstream * 10


@tf.function
def calls_custom(x):
    return custom(x)


@tf.function
def branch_inside(x):
    def positive():
        if x > 3:
            return x
        return -x

    return tf.cond(x > 0, positive, lambda: clipped(x))


@tf.function
def branch_by_partial(x):
    return tf.cond(x > 0, functools.partial(clipped, x), lambda: x)


@tf.function
def body_inside(x):
    def body(y):
        if y > 10:
            return [y + 5]
        return [clipped(y) + 1]

    return tf.while_loop(lambda y: y < 20, body, [x])


def body_outside(x):
    if x > 5:
        return [x + 3]
    return [x + 1]


@tf.function
def loops_body_outside(x):
    return tf.while_loop(lambda y: y < 20, body_outside, [x])


@tf.function
def mapped_structure(x):
    return tf.nest.map_structure(clipped, [x])


@tf.function
def plain_branch(x):
    return tf.cond(x > 0, lambda: tf.matmul(x + 1, x + 1), lambda: x)


@tf.function
def wrong_in_inner_loop(x):
    def body(y):
        return [tf.matmul(y, y)]

    return tf.while_loop(lambda y: y < 20, body, [x])


calls_custom(tf.constant(1.0))
branch_inside(tf.constant(5))
branch_inside(tf.constant(2))
branch_by_partial(tf.constant(5))
body_inside(tf.constant(5))
loops_body_outside(tf.constant(5))
mapped_structure(tf.constant(5))
plain_branch(tf.constant(5))
wrong_in_inner_loop(tf.constant(5))
tf.function(lambda x: tf.switch_case(x, [lambda: clipped(x), lambda: -clipped(x)]))(tf.constant(1))

# %% what cannot be converted runs as it is  [stderr]


@tf.function
def with_for_else(x):
    for i in range(3):
        x += i
    else:
        x = x * 10
    return x


with_for_else(tf.constant(2))


@tf.function
def with_while_else(x):
    while x > 0:
        x -= 1
    else:
        x = x * 10
    return x


with_while_else(tf.constant(2))


@tf.function
def generator(x):
    yield x


@tf.function
def uses_generator(x):
    def numbers():
        yield 1
        yield 2

    for i in numbers():
        x += i
    return x


uses_generator(tf.constant(2))
first, second = lambda x: x if x > 0 else -x, lambda x: x if x > 1 else -x
tf.function(first)(1)
tf.function(first)(tf.constant(1))
namespace = {}
exec("def from_string(x):\n    return x + 1", namespace)
tf.function(namespace["from_string"])(tf.constant(1))
tf.function(lambda x: namespace["from_string"](x))(tf.constant(1))


class Mangled:
    def __init__(self):
        self.__hidden = 3

    def method(self, x):
        if x > self.__hidden:
            return x
        return x + self.__hidden


tf.function(Mangled.method)(Mangled(), tf.constant(1))


@tf.function
def with_async(x):
    async def inner():
        return x

    return x


with_async(tf.constant(1))


@tf.function
def with_try(x):
    try:
        if x > 0:
            x = x + 1
    finally:
        x = x * 2
    return x


with_try(tf.constant(1))


@tf.function
def with_except(x):
    try:
        if x > 0:
            y = tf.matmul(x, x)
        else:
            y = x
    except ValueError as error:
        print("caught", type(error).__name__)
        y = -x
        for i in tf.range(3):
            y += i
    except (TypeError, KeyError) as other:
        y = x
    else:
        y = x * 2
    return y


with_except(tf.constant(1))


@tf.function
def returns_from_try(x):
    try:
        if x > 0:
            return x
        return -x
    finally:
        print("finally")


returns_from_try(tf.constant(-1))


@tf.function
def with_global(x):
    global made_here
    made_here = 5
    if x > 0:
        x = x + made_here
    return x


with_global(tf.constant(1))


@tf.function
def with_with(x):
    with tf.name_scope("scope"):
        if x > 0:
            return x + 1
        x = x * 2
    return x


with_with(tf.constant(1))
with_with(tf.constant(-1))


@tf.function
def with_annotations(x: tf.Tensor, n: int = 2) -> tf.Tensor:
    y: int = n
    if x > y:
        x = x * n
    return x


with_annotations(tf.constant(1))


@tf.function
def with_f_string(x):
    if x > 0:
        print(f"value {x.shape} {x.dtype!r}")
    return x


with_f_string(tf.constant(1))


@tf.function
def with_star(x):
    first, *rest = [x, x + 1, x + 2]
    if x > 0:
        first, *rest = rest
    return first, rest


with_star(tf.constant(1))

# %% shapes that change, with and without leave


@tf.function(input_signature=[tf.TensorSpec([None])])
def keeps_unknown(x):
    for _ in tf.range(2):
        x = tf.concat([x, x], 0)
    return x


keeps_unknown(tf.constant([1.0]))


@tf.function
def loses_dimension(n):
    y = tf.zeros([3])
    for _ in tf.range(n):
        y = tf.boolean_mask(y, y < 1.0)
    return y


loses_dimension(tf.constant(2))


@tf.function
def wrong_invariant(n):
    y = tf.zeros([3])
    for _ in tf.range(n):
        tf.autograph.experimental.set_loop_options(shape_invariants=[(y, tf.TensorShape([4]))])
        y = tf.concat([y, y], 0)
    return y


wrong_invariant(tf.constant(2))


@tf.function
def options_too_late(n):
    for _ in tf.range(n):
        n = n + 1
        tf.autograph.experimental.set_loop_options(maximum_iterations=1)
    return n


options_too_late(tf.constant(2))


@tf.function
def options_outside(n):
    tf.autograph.experimental.set_loop_options(maximum_iterations=1)
    return n


options_outside(tf.constant(2))

# %% more of what branches and loops make of values


@tf.function
def unset_by_loop(x):
    y = None
    while x < 3:
        x += 1
        if False:
            y = x
    return x, y


@tf.function
def lists_in_loop(x):
    items = [x, x]
    while x < 3:
        items = [x, items[0]]
        x += 1
    return items


@tf.function
def object_as_variable(x):
    thing = object()
    while x < 3:
        x += 1
        thing = thing
    return x, thing is None


@tf.function
def ints_become_floats(x):
    total = 0
    for i in tf.range(3):
        total = total + tf.cast(i, tf.float32)
    return total


@tf.function
def bool_variable(x):
    found = False
    for i in tf.range(5):
        if i == x:
            found = True
    return found


@tf.function
def tuple_targets(x):
    a, b = x, x + 1
    for i in tf.range(3):
        a, b = b, a + b
    return a, b


@tf.function
def while_over_python_list(x):
    items = [1, 2, 3]
    while items:
        x += items.pop()
    return x


@tf.function
def unused_branch_value(x):
    if x > 0:
        unused = object()
        x = x + 1
    return x


@tf.function
def effects_only(x):
    if x > 0:
        v.assign_add(1)


@tf.function
def effects_in_loop(n):
    for _ in tf.range(n):
        v.assign_add(1)


v = tf.Variable(0)


@tf.function
def never_set(x):
    while x < 3:
        x += 1
        if False:
            y = x
    return x, y


@tf.function
def never_set_nor_used(x):
    while x < 3:
        x += 1
        if False:
            y = x
    return x


@tf.function
def read_before_set(x):
    while x < 3:
        x += 1
        if x > 20:
            x = x + y
        y = x
    return x


@tf.function
def needs_one_iteration(n):
    for i in tf.range(n):
        o = tf.zeros([i, 2])
        p = (1.5, [True, 3])
    return o, p


@tf.function
def needs_return(x):
    while x < 10:
        x += 1
        return x


@tf.function
def needs_object(n):
    for i in tf.range(n):
        thing = object()
    return n, thing


@tf.function
def needs_text(n):
    for i in tf.range(n):
        text = "text"
    return n, text


@tf.function
def needs_array(n):
    for i in tf.range(n):
        array = tf.TensorArray(tf.int32, 2)
    return array.stack()


@tf.function
def last_of_static_range(x):
    for i in tf.range(3):
        last = i * x
    return last, i


unset_by_loop(tf.constant(1))
never_set(tf.constant(1))
never_set_nor_used(tf.constant(1))
read_before_set(tf.constant(1))
needs_one_iteration(tf.constant(3))
needs_one_iteration(tf.constant(0))
needs_return(tf.constant(9))
needs_return(tf.constant(20))
needs_object(tf.constant(1))
needs_text(tf.constant(1))
needs_array(tf.constant(1))
last_of_static_range(tf.constant(5))
lists_in_loop(tf.constant(1))
object_as_variable(tf.constant(1))
ints_become_floats(tf.constant(1))
bool_variable(tf.constant(2))
bool_variable(tf.constant(7))
tuple_targets(tf.constant(1))
while_over_python_list(tf.constant(1))
unused_branch_value(tf.constant(1))
effects_only(tf.constant(1))
effects_only(tf.constant(-1))
v
effects_in_loop(tf.constant(3))
v

# %% run at once after conversion


def branch(x):
    if x > 0:
        y = 1
    else:
        z = 2
    return y


def loop(n):
    total = 0
    while total < n:
        total += 2
        last = total
    return total, last


def elements(values):
    result = []
    for value in values:
        if value > 2:
            break
        result.append(value)
    return result


def counts(n):
    total = 0
    for i in tf.range(n):
        total += 1
    return total


convert = tf.autograph.to_graph
convert(branch)(tf.constant(1))
convert(branch)(tf.constant(-1))
convert(branch)(1)
convert(branch)(-1)
convert(loop)(tf.constant(3))
convert(loop)(3)
convert(elements)(tf.constant([1, 2, 3]))
convert(elements)([1, 2, 3])
convert(counts)(tf.constant(3))
convert(lambda x: x > 0 and x < 5)(tf.constant(3))
convert(lambda x: x > 0 or x < 5)(tf.constant(3))
convert(lambda x: not x > 0)(tf.constant(3))
convert(lambda x: 1 if x > 0 else 2.0)(tf.constant(3))
