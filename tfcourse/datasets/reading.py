"""Reads the files of the data sets."""

from importlib import resources

import numpy as np


def path_of(name: str):
    """Returns where a file of the data sets is."""
    return resources.files("tfcourse.datasets").joinpath("files", name)


def table(name: str) -> tuple[list[str], np.ndarray]:
    """Returns the names of the columns of a file of comma-separated values, and its numbers."""
    with path_of(name).open(encoding="utf-8") as file:
        columns = file.readline().strip().split(",")
        return columns, np.loadtxt(file, delimiter=",", dtype=np.float32)


def split(x: np.ndarray, y: np.ndarray, test_split: float):
    """Returns ((x_train, y_train), (x_test, y_test)): the last part of the rows is for testing.

    Args:
      x: [n, ...].
      y: [n, ...].
      test_split: The part of the rows to test with, from 0 to 1.

    Raises:
      ValueError: if the part is not from 0 to 1.
    """
    if not 0 <= test_split <= 1:
        raise ValueError(f"test_split must be from 0 to 1. Received: test_split={test_split}")
    count = len(x) - round(len(x) * test_split)
    return (x[:count], y[:count]), (x[count:], y[count:])
