import collections
import functools

import pytest

import tfcourse as tf
from tfcourse.function.autograph import calls, rules
from tfcourse.function.autograph.options import conversion, is_disabled


def absolute(x):
    if x > 0:
        return x
    return -x


def test_an_argument_is_converted_in_graphs():
    converted = calls.convert_argument(absolute)
    assert rules.is_artifact(converted)
    assert converted.__name__ == "absolute"
    assert converted(-2) == 2

    with pytest.raises(tf.errors.OperatorNotAllowedInGraphError):
        tf.function(absolute, autograph=False)(tf.constant(-2))
    with conversion(True):
        graph = tf.Graph()
        with graph.as_default():
            assert converted(tf.constant(-2)).dtype is tf.int32


def test_an_argument_is_left_alone_where_conversion_is_off():
    with conversion(False):
        assert is_disabled()
        assert calls.convert_argument(absolute) is absolute
    assert not is_disabled()
    assert calls.convert_argument(3) == 3
    kept = tf.autograph.experimental.do_not_convert(absolute)
    assert calls.convert_argument(kept) is kept


def test_library_code_is_not_converted():
    assert not rules.is_convertible(collections.namedtuple)
    assert not rules.is_convertible(tf.square)
    assert not rules.is_convertible(pytest.importorskip("jax").jit)
    assert rules.is_convertible(absolute)


def test_what_has_python_code():
    assert rules.unwrapped(absolute) == (absolute, ())
    assert rules.unwrapped(len) == (None, ())
    assert rules.unwrapped(tf.Module) == (None, ())

    class Callable:
        def __call__(self):
            return 1

        def method(self):
            return 2

    made = Callable()
    assert rules.unwrapped(made) == (Callable.__call__, (made,))
    assert rules.unwrapped(made.method) == (Callable.method, (made,))
    assert rules.unwrapped(made.__call__) == (Callable.__call__, (made,))


def test_partial_calls_are_unwrapped():
    def scaled(x, factor, offset=0):
        return x * factor if x > 0 else x - offset

    partial = functools.partial(functools.partial(scaled, offset=1), factor=3)
    assert tf.function(partial)(tf.constant(2)).numpy() == 6
    assert tf.function(partial)(tf.constant(-2)).numpy() == -3


def test_conversion_state_is_restored_after_errors():
    @tf.function
    def fails(x):
        if x > 0:
            raise ValueError("no")
        return x

    with pytest.raises(ValueError, match="no"):
        fails(tf.constant(1))
    assert not is_disabled()
    assert tf.function(absolute)(tf.constant(-1)).numpy() == 1
