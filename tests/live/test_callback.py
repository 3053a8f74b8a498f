"""Curves of `fit`."""

import pytest

import tfcourse as tf


@pytest.fixture(scope="module")
def data():
    x = tf.random.normal([96, 4], seed=1)
    return x, tf.reduce_sum(x, 1, keepdims=True)


def model_of():
    model = tf.keras.Sequential(
        [tf.keras.layers.Dense(4, "relu", name="first"), tf.keras.layers.Dense(1, name="last")]
    )
    model.compile("adam", "mse", metrics=["mae"])
    return model


def test_fit_shows_its_curves(data, capsys):
    x, y = data
    callback = tf.live.Callback("a net", gradients=(x[:8], y[:8]))
    history = model_of().fit(
        x, y, batch_size=16, epochs=3, verbose=0, validation_split=1 / 3, callbacks=[callback]
    )
    record = callback.curves.record
    series = record.series
    assert record.step == 12 and set(series) == {"loss", "mae", "val_loss", "val_mae"}
    assert series["loss"].steps.tolist() == list(range(1, 13))
    assert series["val_loss"].steps.tolist() == [4, 8, 12]
    assert series["val_loss"].means.tolist() == pytest.approx(history.history["val_loss"])
    # Keras says the mean over the epoch so far: after its last step that of the epoch.
    assert series["loss"].means[[3, 7, 11]].tolist() == pytest.approx(history.history["loss"])
    assert [loop.text().partition(",")[0] for loop in record.progress] == [
        "epoch 3 of 3",
        "step 4 of 4",
    ]
    assert record.flow.names == ["first/kernel", "first/bias", "last/kernel", "last/bias"]
    assert capsys.readouterr().err.startswith("epoch 3/3  step 4/4 ━━━")


def test_a_callback_can_be_used_again(data):
    x, y = data
    model, callback = model_of(), tf.live.Callback()
    for epochs in (1, 2):
        model.fit(x, y, batch_size=48, epochs=epochs, verbose=0, callbacks=[callback])
        assert callback.curves.record.step == 2 * epochs


def test_an_interrupted_fit_leaves_no_curves_open(data):
    from tfcourse.live import curves

    class Stops(tf.keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            raise KeyboardInterrupt

    x, y = data
    callback = tf.live.Callback()
    with pytest.raises(KeyboardInterrupt):
        model_of().fit(x, y, verbose=0, callbacks=[callback, Stops()])
    model_of().fit(x, y, verbose=0, callbacks=[callback])
    assert curves._open == []


def test_wrong_options_are_told_at_once():
    with pytest.raises(ValueError, match=r"gradients is a batch \(x, y\); it has 3 parts"):
        tf.live.Callback(gradients=(1, 2, 3))
    with pytest.raises(TypeError, match="The scales are"):
        tf.live.Callback(scale="square")
