"""1,000 points on two interleaved half circles."""

import numpy as np

from tfcourse.datasets.reading import split, table


def load_data(test_split=0.2):
    """Returns points in a plane and which of two half circles each is on.

    Args:
      test_split: The part of the rows to test with.

    Returns:
      `(x_train, y_train), (x_test, y_test)`: points float32 [n, 2], labels uint8 [n], 0 or 1.

    Example:
      >>> (x_train, y_train), _ = load_data()
      >>> x_train.shape, x_train.dtype, sorted(set(y_train.tolist()))
      ((800, 2), dtype('float32'), [0, 1])
    """
    _, rows = table("moons.csv")
    return split(rows[:, :2], rows[:, 2].astype(np.uint8), test_split)
