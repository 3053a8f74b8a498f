"""The learning-rate range test: functions, optimizers, models; nothing is left behind."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.viz.learning_rate_range import run_range_test, step_of
from tfcourse.viz.picture import CannotDraw


def parabola(curvature=2.0):
    w = tf.Variable(5.0)

    def step(rate):
        w.assign_sub(rate * curvature * w)
        return w**2

    return w, step


@pytest.fixture(scope="module")
def model():
    tf.keras.utils.set_random_seed(1)
    model = tf.keras.Sequential([tf.keras.layers.Dense(1)], name="line")
    model.compile("sgd", "mse", metrics=["mae"])
    return model


@pytest.fixture(scope="module")
def data():
    x = np.random.default_rng(0).normal(size=[64, 3]).astype(np.float32)
    return x, x @ np.ones([3, 1], np.float32)


def test_a_parabola_bears_rates_below_two_over_its_curvature():
    for curvature in (2.0, 200.0):
        w, step = parabola(curvature)
        found = run_range_test(step_of(step)[0])
        low, high = found.suggested
        assert 0.01 / curvature < low < high < 2 / curvature
        assert "it has diverged" in found.reason and len(found.rates) < 100
        assert w.numpy() == 5.0


def test_noise_is_no_fall():
    random = np.random.default_rng(0)
    found = run_range_test(lambda rate: 2.0 + 0.1 * random.normal(), steps=60)
    assert found.suggested is None
    assert found.reason == "The loss did not fall at any rate up to 10."


def test_batches_that_differ_are_no_divergence():
    random = np.random.default_rng(1)

    def step(rate):
        return random.lognormal(0, 0.8) * (1.0 if rate < 0.01 else 0.1)

    assert len(run_range_test(step, 1e-6, 1.0).losses) == 100


def test_a_loss_that_leaves_the_numbers():
    found = run_range_test(lambda rate: 1.0 - rate if rate < 0.1 else float("nan"), 1e-3, 10, 50)
    assert np.isnan(found.losses[-1]) and np.isfinite(found.smoothed[:-1]).all()
    assert found.reason.endswith("it is nan.")
    found = run_range_test(lambda rate: float("inf"))
    assert found.suggested is None and found.reason.startswith("There are too few losses to tell.")


def test_a_loss_that_falls_to_the_end():
    found = run_range_test(lambda rate: 1 / (1 + 1e3 * rate), 1e-6, 1e-2)
    assert found.reason.endswith("It has not diverged at 0.01: higher rates may do, too.")


def test_batches_and_an_optimizer():
    w, optimizer = tf.Variable([[0.0], [0.0]]), tf.keras.optimizers.Adam(0.25)
    x = tf.random.normal([20, 2], seed=1)
    batches = tf.data.Dataset.from_tensor_slices((x, tf.reduce_sum(x, 1, keepdims=True))).batch(5)
    seen = []

    def train(x, y):
        seen.append(float(optimizer.learning_rate.numpy()))
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((x @ w - y) ** 2)
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])
        return {"loss": loss, "other": 0}

    step, name = step_of(train, batches, optimizer)
    found = run_range_test(step, 1e-4, 1.0, 12)
    assert name == "train" and seen == pytest.approx(np.geomspace(1e-4, 1, 12)[: len(seen)])
    assert len(seen) > 4 and len(found.losses) == len(seen)
    assert w.numpy().tolist() == [[0.0], [0.0]]
    assert float(optimizer.learning_rate.numpy()) == 0.25 and int(optimizer.iterations) == 0


def test_a_rate_and_batches():
    step, _ = step_of(
        lambda rate, batch: rate * 0 + float(len(batch)), [[np.ones(3)], [np.ones(2)]]
    )
    assert [step(0.1) for _ in range(3)] == [3.0, 2.0, 3.0]


def test_a_model(model, data):
    step, name = step_of(model, on=data, batch_size=16)
    before = [variable.numpy().tobytes() for variable in model.variables]
    found = run_range_test(step, 1e-4, 100.0, 40)
    assert name == "line" and found.suggested is not None
    assert [variable.numpy().tobytes() for variable in model.variables] == before
    assert float(model.optimizer.learning_rate.numpy()) == pytest.approx(0.01)


def scheduled():
    schedule = tf.keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)
    return tf.keras.optimizers.SGD(schedule)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: step_of(3), "A training step, step(learning_rate) that returns the loss, or a"),
        (lambda: step_of(abs, data=3), "--data takes batches, such as a dataset; got 3."),
        (lambda: step_of(abs, data=[]), "--data has no batches, or can be gone through only once."),
        (lambda: step_of(abs, on=(1, 2)), "--on x,y goes with a Keras model"),
        (lambda: step_of(abs, optimizer=3), "A Keras optimizer is needed; got 3."),
        (
            lambda: step_of(abs, optimizer=scheduled()),
            "The optimizer's learning rate follows a sch",
        ),
        (lambda: step_of(lambda rate: None), "<lambda> has to return the loss, one number; it ret"),
        (lambda: step_of(lambda rate: [1, 2]), "<lambda> has to return the loss, one number; it"),
    ],
)
def test_what_is_no_step(make, message):
    with pytest.raises(CannotDraw) as error:
        make()[0](0.1)
    assert str(error.value).startswith(message) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("on", "message"),
    [
        (None, "A model is tried on data: --on x,y."),
        ((1, 2), "x and y of --on x,y are arrays or tensors of samples."),
        ((np.ones([3, 3]), np.ones([2])), "x and y have the same number of samples, not 3 and 2."),
        ((np.ones([0, 3]), np.ones([0])), "x and y have the same number of samples, not 0 and 0."),
    ],
)
def test_what_a_model_is_tried_on(model, on, message):
    with pytest.raises(CannotDraw) as error:
        step_of(model, on=on)
    assert str(error.value) == message


def test_a_model_without_a_loss(data):
    with pytest.raises(CannotDraw, match="The model raw is not compiled"):
        step_of(tf.keras.Sequential([tf.keras.layers.Dense(1)], name="raw"), on=data)


def test_rates_and_steps():
    for lowest, highest in ((0, 1), (1, 1), (2, 1), (float("nan"), 1)):
        with pytest.raises(CannotDraw, match="The learning rates rise from above 0"):
            run_range_test(lambda rate: 1.0, lowest, highest)
    with pytest.raises(CannotDraw, match="The test takes 10 to 10000 steps, not 3"):
        run_range_test(lambda rate: 1.0, steps=3)


def test_errors_of_the_step_come_through_and_variables_are_back():
    w, step = parabola()

    def fails(rate):
        step(rate)
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        run_range_test(step_of(fails)[0])
    assert w.numpy() == 5.0
