"""Curves of `fit`."""

import threading

from tfcourse.autodiff.tape import GradientTape
from tfcourse.keras.loading import load
from tfcourse.live.curves import Curves
from tfcourse.viz.training_record import Progress

keras = load()


class Callback(keras.callbacks.Callback):
    """Shows the curves of `fit` in place: `model.fit(x, y, callbacks=[tf.live.Callback()])`.

    Keras gives the mean over the epoch so far of each metric; validation follows at the epoch's
    end. `fit` is not slowed down by it: Keras goes on while values are still computed.

    Args:
      title: What stands above the curves.
      gradients: A batch `(x, y)` whose gradients are looked at after each epoch; None for none.
      **options: `scale` and `smoothing`, as `Curves` takes them.

    Attributes:
      curves: The `Curves`, from the beginning of `fit` on.
      async_safe: Says to Keras that it need not wait for values.

    Example:
      >>> model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
      >>> model.compile("sgd", "mse")
      >>> callback = tf.live.Callback()
      >>> x = tf.ones([8, 1])
      >>> _ = model.fit(x, x, epochs=3, batch_size=4, verbose=0, callbacks=[callback])
      >>> callback.curves.record.step
      6
    """

    async_safe = True

    def __init__(self, title: str = "", gradients=None, **options):
        super().__init__()
        if gradients is not None and len(gradients) != 2:
            raise ValueError(f"gradients is a batch (x, y); it has {len(gradients)} parts.")
        self._make = lambda: Curves(title, **options)
        self._make()
        self._batch = gradients
        self.curves: Curves | None = None
        self._lock = threading.Lock()
        self._told: list[tuple[int, dict]] = []
        self._before = 0
        self._is_open = False

    def on_train_begin(self, logs=None):
        """Shows empty curves."""
        # One that an interrupted `fit` has left open is shown as it is.
        self._close()
        self.curves = self._make()
        self.curves.__enter__()
        self._is_open = True
        self._told, self._before = [], 0
        self.curves.record.progress = [
            Progress(self.params.get("epochs"), "epoch"),
            Progress(self.params.get("steps"), "step"),
        ]

    def on_epoch_begin(self, epoch, logs=None):
        """Begins a bar of progress for its steps."""
        epochs, _ = self.curves.record.progress
        epochs.count(epoch)
        self.curves.record.progress[1] = Progress(self.params.get("steps"), "step")

    def on_train_batch_begin(self, batch, logs=None):
        """Draws, if it is time; Keras calls it in the thread that trains."""
        self._take()

    def on_train_batch_end(self, batch, logs=None):
        """Takes the values of a step; Keras calls it in threads of its own, in any order."""
        with self._lock:
            self._told.append((batch + 1, dict(logs or {})))

    def _take(self):
        with self._lock:
            told, self._told = sorted(self._told, key=lambda item: item[0]), []
        for step, values in told:
            self.curves(self._before + step, **values)
        steps = self.curves.record.progress[1]
        if told:
            steps.count(max(told[-1][0], steps.done))
        self.curves.refresh()

    def on_epoch_end(self, epoch, logs=None):
        """Takes the values of validation, and looks at gradients."""
        self._take()
        epochs, steps = self.curves.record.progress
        epochs.count(epoch + 1)
        self._before += steps.done
        ends = {name: value for name, value in (logs or {}).items() if name.startswith("val_")}
        if ends:
            self.curves(max(self._before, 1), **ends)
        if self._batch is not None:
            self._look_at_gradients()

    def _look_at_gradients(self):
        x, y = self._batch
        variables = self.model.trainable_variables
        with GradientTape() as tape:
            loss = self.model.compute_loss(x, y, self.model(x, training=False))
        self.curves.gradients(tape.gradient(loss, variables), variables)

    def on_train_end(self, logs=None):
        """Leaves the last picture."""
        self._close()

    def _close(self):
        if self._is_open:
            self._is_open = False
            self.curves.__exit__(None, None, None)
