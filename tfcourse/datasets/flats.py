"""What 500 flats are like, and what they cost: a table for regression."""

from tfcourse.datasets.reading import split, table

FEATURES = ("area", "rooms", "floor", "age", "distance")


def load_data(test_split=0.2):
    """Returns features of flats and their prices.

    Args:
      test_split: The part of the rows to test with.

    Returns:
      `(x_train, y_train), (x_test, y_test)`: features float32 [n, 5], in the order of `FEATURES`
      (square metres, number, number, years, kilometres to the centre); prices float32 [n], in
      thousands.

    Example:
      >>> (x_train, y_train), _ = load_data()
      >>> x_train.shape, y_train.shape, FEATURES[0]
      ((400, 5), (400,), 'area')
    """
    _, rows = table("flats.csv")
    return split(rows[:, :-1], rows[:, -1], test_split)
