"""Descent: the path of each optimizer as Keras goes it, and the verdicts."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.viz.descent import OPTIMIZERS, Descent
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.scalar_function import ScalarFunction

PARABOLA = ScalarFunction(lambda x: x**2 - 4 * x + 4, (10.0,))
PLAIN = Descent(PARABOLA, "sgd", 40)


def by_keras(optimizer, steps):
    x = tf.Variable([3.0, -2.0])
    path = [x.numpy()]
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = x[0] ** 2 + 3 * x[1] ** 2
        optimizer.apply_gradients([(tape.gradient(loss, x), x)])
        path.append(x.numpy())
    return np.array(path)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_path_is_that_of_keras(name):
    classes = {"sgd": "SGD", "nesterov": "SGD", "adagrad": "Adagrad", "rmsprop": "RMSprop"}
    options = {"sgd": {"momentum": 0.8}, "nesterov": {"momentum": 0.8, "nesterov": True}}
    kind = getattr(tf.keras.optimizers, classes.get(name, "Adam"))
    expected = by_keras(kind(0.05, **options.get(name, {})), 12)
    function = ScalarFunction(lambda x, y: x**2 + 3 * y**2, (3.0, -2.0))
    path = Descent(function, name, 20).path((3.0, -2.0), 0.05, 0.8, 12)
    np.testing.assert_allclose(path.points, expected, rtol=2e-5, atol=1e-6)
    np.testing.assert_allclose(path.losses, [x**2 + 3 * y**2 for x, y in expected], rtol=1e-4)


@pytest.mark.parametrize(
    ("rate", "verdict", "reason"),
    [
        (0.001, "too small", "After 40 steps the gradient still is 92% of its first."),
        (0.1, "good", "The loss fell from 64 to 1."),
        (0.9, "oscillating", "In 100% of the steps the gradient turned round."),
        (
            1.01,
            "diverging",
            "The loss grew from 64 to 312. The largest curvature along the path is "
            "2, and 1.01 is more than 2/2 = 1.",
        ),
    ],
)
def test_verdicts(rate, verdict, reason):
    path = PLAIN.path((10.0,), rate)
    assert path.verdict == verdict and path.reason.startswith(reason)
    np.testing.assert_allclose(path.curvatures[:5], 2, rtol=1e-3)


def test_a_path_that_leaves_the_numbers():
    path = PLAIN.path((10.0,), 1e6)
    assert path.verdict == "diverging" and "the loss is no number" in path.reason
    assert not np.isfinite(path.losses[-1])


def test_curvature_is_only_a_bound_for_plain_steps():
    assert "curvature" in PLAIN.path((10.0,), 0.1).reason
    assert "curvature" not in PLAIN.path((10.0,), 0.1, momentum=0.5).reason
    assert "curvature" not in Descent(PARABOLA, "adam", 5).path((10.0,), 0.1).reason


def test_a_flat_function_is_at_its_end():
    flat = ScalarFunction(lambda x: 0.0 * x, (1.0,))
    assert Descent(flat, "sgd", 3).path((1.0,), 0.1).verdict == "good"


def test_a_function_that_cannot_be_traced_is_followed_all_the_same():
    function = ScalarFunction(lambda x: x**2 if float(x) > 0 else -x, (2.0,))
    path = Descent(function, "sgd", 5).path((2.0,), 0.25)
    assert path.points[:, 0].tolist() == [2 / 2**step for step in range(6)]


def test_an_unknown_optimizer():
    with pytest.raises(CannotDraw, match="sgd, nesterov, adagrad, rmsprop, adam; 'lion' is none"):
        Descent(PARABOLA, "lion")
