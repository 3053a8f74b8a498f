import pytest

import tfcourse as tf


def helper(x):
    return tf.matmul(x, x)


def message_of(function, *args):
    with pytest.raises(Exception) as raised:
        function(*args)
    return str(raised.value), raised.value


def test_each_function_on_the_way_shows_one_line():
    @tf.function
    def outer(x):
        if x is not None:
            x = helper(x)
        return x

    text, _ = message_of(outer, tf.constant([1.0]))
    assert text.startswith(f'in user code:\n\n    File "{__file__}", line ')
    assert text.count("File ") == 2
    assert "in outer  *\n        x = helper(x)\n" in text
    assert "in helper  *\n        return tf.matmul(x, x)\n\n    ValueError: Shape must be" in text


def test_generated_code_is_never_shown():
    def one_argument(x):
        return x if x > 0 else -x

    @tf.function
    def outer(x):
        for _ in tf.range(2):
            x = one_argument(x, 1)
        return x

    text, error = message_of(outer, tf.constant(1))
    assert "one_argument() takes 1 positional argument but 2 were given" in text
    shown = text + "".join(
        str(entry.path) for entry in pytest.ExceptionInfo.from_exception(error).traceback
    )
    assert "ag__" not in shown and "__autograph_generated" not in shown and "factory" not in shown


def test_a_condition_that_is_not_staged_is_reported_with_its_line():
    text, _ = message_of(tf.function(lambda x: [1 for y in [x] if y]), tf.constant(True))
    assert "lambda x: [1 for y in [x] if y]\n" in text


def test_causes_of_unconverted_functions_stay():
    @tf.function(autograph=False)
    def raising(x):
        try:
            raise KeyError("inner")
        except KeyError as error:
            raise ValueError("outer") from error

    text, error = message_of(raising, tf.constant(1))
    assert text == "outer"
    assert isinstance(error.__cause__, KeyError)


def test_recursion_shows_every_call():
    def recurse(x, depth):
        if depth == 0:
            return tf.matmul(x, x)
        return recurse(x, depth - 1)

    text, _ = message_of(tf.function(recurse), tf.constant([1.0]), 2)
    assert text.count("in recurse  *") == 3


@pytest.mark.parametrize("method", ["converted", "plain"])
def test_attributes_stay_that_are_not_there(method):
    @tf.function
    def missing(x):
        if method == "converted" and x is None:
            return x
        return x.no_such

    text, error = message_of(missing, tf.constant(1))
    assert isinstance(error, AttributeError)
    assert "no_such" in text


def test_what_a_branch_calls_counts_as_converted():
    def refuse(x):
        raise ValueError("no")

    @tf.function
    def branches(x):
        return tf.cond(x > 0, lambda: refuse(x), lambda: x)

    with pytest.raises(ValueError, match=r"in refuse  \*\n"):
        branches(tf.constant(1))
