"""Four small data sets that come with the package, for lectures that must run without a network.

They stand beside `tf.keras.datasets`, which is Keras's own and downloads; TensorFlow has no
`tf.datasets`, so that the name is free. Each has a `load_data()` as Keras's have:

    (x_train, y_train), (x_test, y_test) = tf.datasets.digits.load_data()

`tools/datasets.py` makes the files; where they come from is in files/README.md.
"""

from tfcourse.datasets import digits, flats, moons, weather

__all__ = ["digits", "flats", "moons", "weather"]
