"""Optimizers: names of old say the new ones; steps are counted in 64 bits."""

import pytest

import tfcourse as tf

optimizers = tf.keras.optimizers


def test_lr():
    with pytest.raises(ValueError, match=r"\{'lr': 0.1\}.* write `learning_rate`"):
        optimizers.SGD(lr=0.1)
    with pytest.raises(AttributeError, match="write `learning_rate`"):
        optimizers.Adam().lr  # noqa: B018
    assert not hasattr(optimizers.Adam(), "lr")


def test_decay():
    with pytest.warns(UserWarning, match="InverseTimeDecay"):
        optimizer = optimizers.SGD(0.5, decay=0.1)
    assert float(optimizer.learning_rate) == 0.5


def test_iterations():
    assert optimizers.SGD().iterations.dtype == "int64"
    assert optimizers.get("adam").iterations.dtype == "int64"


def test_rates_of_schedules_are_tensors():
    schedule = optimizers.schedules.ExponentialDecay(0.5, 10, 0.5)
    assert isinstance(optimizers.SGD(schedule).learning_rate, tf.Tensor)
