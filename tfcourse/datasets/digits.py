"""1,797 handwritten digits of 8×8 pixels."""

import numpy as np

from tfcourse.datasets.reading import path_of, split


def load_data(test_split=0.2):
    """Returns the digits: small enough to train on in seconds.

    Args:
      test_split: The part of the rows to test with: the last ones.

    Returns:
      `(x_train, y_train), (x_test, y_test)`: images uint8 [n, 8, 8] with values 0 (paper) to 16
      (ink), labels uint8 [n].

    Example:
      >>> (x_train, y_train), (x_test, y_test) = load_data()
      >>> x_train.shape, x_test.shape, y_train[:5].tolist()
      ((1438, 8, 8), (359, 8, 8), [0, 1, 2, 3, 4])
    """
    with path_of("digits.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return split(arrays["x"], arrays["y"], test_split)
