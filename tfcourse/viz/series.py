"""Values of one quantity by step, in bounded memory."""

import numpy as np


class Series:
    """The values of one quantity by step; when there are too many, neighbours share a bucket.

    A bucket that holds NaN or an infinity has it as its mean, so that it is seen.

    Args:
      most: How many buckets are kept at least; there may be twice as many.

    Attributes:
      last: The value that came last, or None.
      first_missing: (step, value) of the first value that was not finite, or None.

    Example:
      >>> series = Series(most=2)
      >>> series.extend([1, 2, 3, 4], [1.0, 3.0, 5.0, 7.0])
      >>> series.means.tolist(), series.lows.tolist(), series.highs.tolist()
      ([2.0, 6.0], [1.0, 5.0], [3.0, 7.0])
    """

    def __init__(self, most: int = 120):
        self._most = most
        self._width = 1
        self._rest = np.zeros([2, 0])
        # Rows: step (of the last value), mean, lowest, highest.
        self._buckets = np.zeros([4, 0])
        self.last: float | None = None
        self.first_missing: tuple[int, float] | None = None

    def extend(self, steps, values) -> None:
        """Takes values that follow those there are.

        Args:
          steps: [count], rising.
          values: [count].
        """
        new = np.array([steps, values], np.float64)
        if not new.shape[1]:
            return
        self.last = float(new[1, -1])
        missing = np.flatnonzero(~np.isfinite(new[1]))
        if missing.size and self.first_missing is None:
            self.first_missing = int(new[0, missing[0]]), float(new[1, missing[0]])
        rest = np.concatenate([self._rest, new], axis=1)
        whole = rest.shape[1] // self._width * self._width
        added = _merged(rest[[0, 1, 1, 1], :whole], self._width)
        self._buckets = np.concatenate([self._buckets, added], axis=1)
        self._rest = rest[:, whole:]
        while self._buckets.shape[1] >= 2 * self._most:
            self._halve()

    def _halve(self):
        pairs = self._buckets.shape[1] // 2 * 2
        # One without a partner stays as it is.
        odd = self._buckets[:, pairs:]
        self._buckets = np.concatenate([_merged(self._buckets[:, :pairs], 2), odd], axis=1)
        self._width *= 2

    def _all(self):
        if not self._rest.size:
            return self._buckets
        rest = _merged(self._rest[[0, 1, 1, 1]], self._rest.shape[1])
        return np.concatenate([self._buckets, rest], axis=1)

    @property
    def steps(self) -> np.ndarray:
        """The steps of the buckets, of the last value of each: float64 of shape [buckets]."""
        return self._all()[0]

    @property
    def means(self) -> np.ndarray:
        """The mean of each bucket: float64 of shape [buckets]."""
        return self._all()[1]

    @property
    def lows(self) -> np.ndarray:
        """The lowest value of each bucket: float64 of shape [buckets]."""
        return self._all()[2]

    @property
    def highs(self) -> np.ndarray:
        """The highest value of each bucket: float64 of shape [buckets]."""
        return self._all()[3]

    def data(self) -> dict:
        """Returns `steps`, `means`, `lows` and `highs` as lists, and `last`."""
        steps, means, lows, highs = self._all().tolist()
        steps = [int(step) for step in steps]
        return {"steps": steps, "means": means, "lows": lows, "highs": highs, "last": self.last}


@np.errstate(all="ignore")
def _merged(buckets, width):
    """Returns buckets of which each is `width` of those given, [4, count * width]."""
    groups = buckets.reshape(4, -1, width)
    return np.stack(
        [
            groups[0].max(axis=1, initial=0),
            groups[1].mean(axis=1) if width > 1 else groups[1, :, 0],
            groups[2].min(axis=1, initial=np.inf),
            groups[3].max(axis=1, initial=-np.inf),
        ]
    )
