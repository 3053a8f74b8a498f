"""Variables are as they were, to the bit: ours, Keras's, optimizers', generators'."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.viz.kept_variables import variables_kept


def test_ours():
    v, generator = tf.Variable([1.0, 2.0]), tf.random.Generator.from_seed(1)
    state = generator.state.numpy()

    @tf.function
    def change():
        v.assign_add([1.0, 1.0])

    with variables_kept():
        change()
        v.assign(v * 3.0)
        generator.normal([3])
        assert v.numpy().tolist() == [6.0, 9.0]
    assert v.numpy().tolist() == [1.0, 2.0]
    np.testing.assert_array_equal(generator.state.numpy(), state)


def test_when_something_raises():
    v = tf.Variable(1.0)
    with pytest.raises(ZeroDivisionError), variables_kept():
        v.assign(2.0)
        1 / 0  # noqa: B018
    assert v.numpy() == 1.0


def test_a_model_and_its_optimizer():
    layers = tf.keras.layers
    model = tf.keras.Sequential(
        [layers.Dense(4), layers.BatchNormalization(), layers.Dropout(0.5), layers.Dense(1)]
    )
    x = np.ones([16, 3], np.float32)
    model.compile(tf.keras.optimizers.Adam(0.01), "mse")
    model.fit(x, x[:, :1], verbose=0)
    held = [*model.variables, *model.optimizer.variables]
    before = [variable.numpy().tobytes() for variable in held]
    with variables_kept():
        model.optimizer.learning_rate = 0.5
        for _ in range(2):
            model.train_on_batch(x, x[:, :1])
        assert [variable.numpy().tobytes() for variable in held] != before
    assert [variable.numpy().tobytes() for variable in held] == before
    model.fit(x, x[:, :1], verbose=0)


def test_an_optimizer_that_was_not_used_before():
    w, optimizer = tf.Variable([1.0, 2.0]), tf.keras.optimizers.Adagrad(0.02)
    with variables_kept():
        optimizer.learning_rate = 5.0
        optimizer.apply_gradients([(tf.ones([2]), w)])
    assert [np.asarray(value).tolist() for value in optimizer.variables] == [
        0,
        pytest.approx(0.02),
        pytest.approx([0.1, 0.1]),
    ]
    assert w.numpy().tolist() == [1.0, 2.0]
