"""What a training loop tells: taken as it comes, made numbers when somebody looks."""

import gc
import weakref

import jax.numpy as jnp
import numpy as np
import pytest

import tfcourse as tf
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.training_record import Progress, TrainingRecord


def test_a_name_that_comes_again_begins_a_step():
    record = TrainingRecord()
    for value in (3.0, 2.0):
        record.add({"loss": value})
        record.add({"accuracy": value / 10})
    record.add({"val_loss": 5})
    record.settle()
    assert record.step == 2
    assert record.series["accuracy"].steps.tolist() == [1, 2]
    assert record.series["val_loss"].steps.tolist() == [2]


def test_steps_can_be_numbered():
    record = TrainingRecord()
    record.add({"loss": 1.0}, step=10)
    record.add({"loss": 1.0})
    record.settle()
    assert record.series["loss"].steps.tolist() == [10, 11]


@pytest.mark.parametrize(
    "value",
    [2, 2.0, np.float32(2), np.array(2.0), jnp.float32(2), tf.constant(2), tf.Variable(2.0)],
    ids=lambda value: type(value).__name__,
)
def test_what_is_a_number(value):
    record = TrainingRecord()
    record.add({"loss": value})
    if isinstance(value, tf.Variable):
        value.assign(7.0)
    record.settle()
    assert record.series["loss"].last == 2.0


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "loss is one number; got None."),
        ("a", "loss is one number; got string."),
        (tf.constant("a"), "loss is one number; got string."),
        ([1.0, 2.0], "loss is one number; got shape (2,). tf.reduce_mean makes one of many."),
        (tf.ones([1]), "loss is one number; got shape (1,). tf.reduce_mean makes one of many."),
        (1j, "loss is one number; got complex128."),
    ],
    ids=["None", "text", "tensor of text", "list", "vector", "complex"],
)
def test_what_is_none(value, message):
    record = TrainingRecord()
    with pytest.raises(CannotDraw) as error:
        record.add({"loss": value})
    assert str(error.value) == message


def test_a_name_that_is_a_number_no_more_is_told_when_it_is_looked_at():
    record = TrainingRecord()
    record.add({"loss": tf.constant(1.0)})
    record.add({"loss": tf.ones([2])})
    with pytest.raises(CannotDraw, match=r"loss is one number; got shape \(2,\)"):
        record.settle()


def test_values_are_not_waited_for_and_not_kept_for_ever():
    record = TrainingRecord()
    tensor = tf.constant(1.0) + 1.0
    alive = weakref.ref(tensor)
    record.add({"loss": tensor})
    del tensor
    assert alive() is not None and record.series == {}
    for _ in range(1100):
        record.add({"loss": 1.0})
    gc.collect()
    assert alive() is None


def test_gradients_and_variables_go_together():
    record = TrainingRecord()
    with pytest.raises(CannotDraw, match="got 1 gradients and 2 variables"):
        record.add_gradients([tf.ones([])], [tf.Variable(1.0), tf.Variable(1.0)])
    record.add_gradients([tf.ones([])], [tf.Variable(1.0, name="a")])
    record.add_gradients([tf.ones([]), None], [tf.Variable(1.0, name="a"), tf.Variable(1.0)])
    record.settle()
    assert record.data()["gradients"]["names"] == ["a", "Variable"]


def test_progress_in_words():
    loop = Progress(10, "epoch", started=0.0)
    assert loop.text() == "epoch 0 of 10" and loop.share == 0.0
    loop.done, loop.now = 4, 2.0
    assert loop.text() == "epoch 4 of 10, 2 per s, 3.0 s left" and loop.share == 0.4
    loop.done, loop.now = 1, 20.0
    assert loop.text() == "epoch 1 of 10, 20 s each, 3:00 min left"
    loop.done, loop.now = 10, 7200.0
    assert loop.text() == "epoch 10 of 10, 720 s each, 2:00:00 h in all"
    quick = Progress(1600, started=0.0)
    quick.done, quick.now = 1600, 0.04
    assert quick.text() == "step 1600 of 1600, 40,000 per s, 0.04 s in all"
    endless = Progress(None)
    endless.done, endless.now, endless.started = 8, 4.0, 0.0
    assert endless.text() == "step 8, 2 per s" and endless.share is None
