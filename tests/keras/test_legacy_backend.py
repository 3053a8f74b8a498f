"""`tf.keras.backend`: Keras's functions of old over our operations."""

import inspect
import sys

import pytest

import tfcourse as tf

K = tf.keras.backend
NAMES = [name for name in dir(K) if inspect.isfunction(getattr(K, name))]


def test_all_names_are_there():
    assert len(NAMES) > 120
    assert {"square", "dot", "mean", "get_value", "clear_session", "epsilon"} <= set(NAMES)


def test_results_are_ours_and_tapes_see_them():
    x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = K.sum(K.square(K.transpose(x)))
    assert isinstance(y, tf.Tensor)
    assert tape.gradient(y, x).numpy().tolist() == [[2.0, 4.0], [6.0, 8.0]]


def test_keras_itself_stays_what_it_was():
    theirs = sys.modules["keras.src.legacy.backend"]
    assert theirs.square is not K.square
    assert theirs.tf is not K.square.__globals__["tf"]
    assert theirs.square.__globals__ is vars(theirs)


@pytest.mark.parametrize("name", ["learning_phase", "set_learning_phase", "get_session"])
def test_what_keras_3_took_away(name):
    with pytest.raises(AttributeError, match=f"no attribute '{name}': Keras 3 has it no more; "):
        getattr(K, name)


def test_what_is_missing():
    with pytest.raises(AttributeError, match="has no attribute"):
        K.no_such_function  # noqa: B018
    with pytest.raises(AttributeError, match=r"use `keras\.ops\.ctc_loss`"):
        K.ctc_decode(tf.ones([1, 2, 3]), tf.constant([2]))
