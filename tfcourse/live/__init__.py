"""Training curves in place, while a loop or `fit` runs; loaded when a name of it is first used.

    with tf.live.Curves() as live:                for x, y in tf.live.track(batches):
        for x, y in batches:                          tf.live.show(loss=step(x, y))
            live(loss=step(x, y))
                                                  model.fit(x, y, callbacks=[tf.live.Callback()])

TensorFlow has no `tf.live`, so that the name is free. `Callback` loads Keras.
"""

from tfcourse.live.curves import Curves, show, track

__all__ = ["Callback", "Curves", "show", "track"]


def __getattr__(name):
    if name == "Callback":
        from tfcourse.live.callback import Callback

        # The next time it is here.
        globals()[name] = Callback
        return Callback
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'", name=name)


def __dir__():
    return __all__
