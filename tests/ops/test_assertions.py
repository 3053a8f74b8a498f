"""Assertions hold at once and in functions."""

import pytest

import tfcourse as tf


@tf.function
def positive_root(x):
    tf.debugging.assert_non_negative(x, message="no root")
    return tf.sqrt(x)


def test_an_assertion_in_a_function_runs_with_it():
    assert positive_root(tf.constant(4.0)) == 2.0
    with pytest.raises(tf.errors.InvalidArgumentError, match="no root"):
        positive_root(tf.constant(-4.0))


@pytest.mark.parametrize(
    ("assertion", "passing", "failing"),
    [
        ("assert_equal", (1, 1), (1, 2)),
        ("assert_none_equal", (1, 2), (1, 1)),
        ("assert_less", (1, 2), (2, 2)),
        ("assert_less_equal", (2, 2), (3, 2)),
        ("assert_greater", (2, 1), (2, 2)),
        ("assert_greater_equal", (2, 2), (2, 3)),
        ("assert_near", (1.0, 1.0), (1.0, 1.1)),
        ("assert_positive", (1,), (0,)),
        ("assert_negative", (-1,), (0,)),
        ("assert_non_negative", (0,), (-1,)),
        ("assert_non_positive", (0,), (1,)),
    ],
)
def test_every_assertion_passes_and_fails(assertion, passing, failing):
    function = getattr(tf.debugging, assertion)
    assert function(*passing) is None
    with pytest.raises(
        tf.errors.InvalidArgumentError, match=r"did not hold|not equal to tolerance"
    ):
        function(*failing)


def test_a_number_that_is_none_is_found_and_lets_gradients_through():
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        y = tf.debugging.check_numerics(x, "bad") * 3.0
    assert tape.gradient(y, x).numpy().tolist() == [3.0, 3.0]
    with pytest.raises(tf.errors.InvalidArgumentError, match="bad : Tensor had NaN values"):
        tf.debugging.check_numerics([0.0, float("nan")], "bad")


@pytest.mark.parametrize("tier", ["host", "xla"])
def test_numbers_are_checked_wherever_they_are(tier, monkeypatch):
    monkeypatch.setattr("tfcourse.core.tiers.mode", tier)
    with pytest.raises(tf.errors.InvalidArgumentError, match="bad : Tensor had Inf"):
        tf.debugging.check_numerics(tf.constant(1.0) / tf.constant([0.0, 1.0]), "bad")
