import functools

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.function.autograph import analysis, rules


def branches(x):
    return x if x > 0 else -x


def straight(x):
    return tf.square(x) + 1


class Dense(tf.Module):
    def __init__(self):
        self.weight = tf.Variable([[1.0]])
        self.inner = straight

    def __call__(self, x):
        return tf.nn.relu(x @ self.weight)

    def branching(self, x):
        return branches(x)


class Model(tf.Module):
    def __init__(self):
        self.layer = Dense()

    def __call__(self, x):
        return self.layer(x)

    def with_branch(self, x):
        return self.layer.branching(x)

    @property
    def computed(self):
        return self.layer


def descends(v):
    with tf.GradientTape() as tape:
        y = tf.pow(v, 2.0) - 4.0 * v + 4.0
    gradient = tape.gradient(y, v)
    v.assign(v - gradient * 0.1)
    return y


def calls_straight(x):
    return straight(straight(x))


def collects(x):
    items = [x, straight(x)]
    items.append(x)
    total, count = tf.add_n(items), items[0]
    print("so far", f"{total} of {count}", "-".join(["a", "b"]))
    return {"total": total, "norm": tf.norm(total), "host": np.sqrt(2.0)}


def recursive(x):
    return recursive(x)


def scoped(x):
    with tf.name_scope("scope"):
        return straight(x)


model = Model()
variables = [tf.Variable(1.0), tf.Variable(2.0)]
functions = [branches, straight]
names = {"a": 1, "b": 2}


def goes_through_variables(x):
    with tf.GradientTape() as tape:
        for weight, bias in zip(variables[::2], variables[1::2], strict=True):
            x = tf.nn.relu(x * weight + bias)
        loss = tf.reduce_sum(x)
    for variable, gradient in zip(variables, tape.gradient(loss, variables), strict=True):
        variable.assign_sub(0.1 * gradient)
    for variable in model.trainable_variables:
        variable.assign(variable * 2.0)
    return loss


def counts(x):
    for step in range(len(variables)):
        if step % 2 == 0 and not names:
            continue
        x = x + step
    for name, number in names.items():
        x = x * number if isinstance(name, str) else x
    while len(names) < 2:
        break
    assert x is not None and names
    return x


def calls_what_is_in_a_list(x):
    for function in functions:
        x = function(x)
    return x


def calls_a_part(x):
    pair = (branches, 1)
    function, _ = pair
    return function(x)


def goes_through_what_it_was_given(xs):
    for x in xs:
        x.assign_add(1.0)


def counts_to_a_tensor(x):
    limit = 3
    limit = tf.reduce_sum(x)
    for step in range(limit):
        x = x + step
    return x


def keeps_a_tensor(x):
    model.step = x
    return x if model.step else -x


PLAIN = [straight, calls_straight, collects, scoped, recursive, model, lambda x: x + 1]
PLAIN += [goes_through_variables, counts, lambda x: x * names["a"]]
CONVERTED = [
    branches,
    lambda x: x and True,
    lambda x: not x,
    lambda x: 0 < x < 1,
    lambda x: len(x),
    lambda x: int(x),
    lambda x: list(map(straight, x)),
    lambda x: branches(x),
    lambda x: functools.partial(branches, x)(),
    lambda x: x.method(),
    lambda x: (lambda y: y if y else 1)(x),
    model.with_branch,
    lambda x: model.computed(x),
    lambda x: functions[0](x),
    lambda x: [branches][0](x),
    lambda x: [(function, 1) for function in functions][-1][0](x),
    calls_what_is_in_a_list,
    calls_a_part,
    goes_through_what_it_was_given,
    counts_to_a_tensor,
    keeps_a_tensor,
]


def needs(function, *args):
    python_function, before = rules.unwrapped(function)
    return analysis.needs_conversion(python_function, before, args)


@pytest.mark.parametrize("function", PLAIN)
def test_straight_code_needs_no_conversion(function):
    assert not needs(function)


@pytest.mark.parametrize("function", CONVERTED)
def test_what_may_depend_on_tensors_needs_conversion(function):
    assert needs(function)


def test_arguments_say_what_their_methods_are():
    v = tf.Variable(1.0)
    assert not needs(descends, v)
    assert needs(descends)
    assert not needs(goes_through_what_it_was_given, [v])
    assert needs(goes_through_what_it_was_given, tf.constant([1.0]))


def test_a_list_in_itself_is_not_looked_through():
    items = []
    items.append(items)
    assert needs(lambda: items[0]())


def loops(x):
    for _ in x:
        pass


def asserts(x):
    assert x


def deletes(x):
    y = x
    del y


def defines(x):
    def inner(y):
        while y > 0:
            y -= 1
        return y

    return inner(x)


@pytest.mark.parametrize("function", [loops, asserts, deletes, defines])
def test_statements_that_are_converted(function):
    assert needs(function)


def with_else(x):
    for _ in range(3):
        x = x + 1
    else:
        x = x * 2
    return x


# fmt: off
one, other = lambda n: n if n else 1, lambda n: n if n else 2
# fmt: on


@pytest.mark.parametrize("function", [with_else, one, other])
def test_what_the_converter_warns_of_goes_to_it(function):
    assert analysis.needs_conversion(function, args=(3,))


def test_a_function_without_source_cannot_be_decided():
    namespace = {}
    exec(compile("def typed(x):\n    return x + 1", "<nowhere>", "exec"), namespace)
    assert needs(namespace["typed"])
