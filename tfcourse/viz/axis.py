"""Scales of charts: from values to pixels, and which values to write beside them."""

import dataclasses
import math

import numpy as np


@dataclasses.dataclass(frozen=True)
class Axis:
    """A linear or logarithmic scale.

    Attributes:
      low: The value at `start`.
      high: The value at `end`; more than `low`.
      start: The pixel of `low`.
      end: The pixel of `high`.
      is_log: Whether equal ratios are equally far apart.
    """

    low: float
    high: float
    start: float
    end: float
    is_log: bool = False

    @classmethod
    def over(cls, values, start: float, end: float, is_log: bool = False, margin: float = 0.04):
        """Returns an axis on which all finite values lie, with a margin at both ends.

        Args:
          values: Numbers; those that have no place (NaN, infinities; on a logarithmic axis 0 and
            below) are left out.
          start: The pixel of the low end.
          end: The pixel of the high end.
          is_log: Whether it is logarithmic.
          margin: Of the length, at each end.
        """
        values = np.asarray(values, np.float64).ravel()
        values = values[np.isfinite(values) & ((values > 0) | (not is_log))]
        if not values.size:
            return cls(1.0, 10.0, start, end, True) if is_log else cls(0.0, 1.0, start, end)
        low, high = float(values.min()), float(values.max())
        if is_log:
            low, high = math.log10(low), math.log10(high)
        extent = (high - low) or abs(high) * 0.5 or 1.0
        low, high = low - margin * extent, high + margin * extent
        if low == high:
            low, high = low - 0.5, high + 0.5
        if is_log:
            low, high = max(10.0**low, 1e-300), min(10.0**high, 1e300)
        return cls(low, high, start, end, is_log)

    def pixels(self, values) -> np.ndarray:
        """Returns the pixels of values; NaN where a value has no place."""
        values = np.asarray(values, np.float64)
        low, high = self.low, self.high
        with np.errstate(all="ignore"):
            if self.is_log:
                values = np.log10(np.where(values > 0, values, np.nan))
                low, high = math.log10(low), math.log10(high)
            pixels = self.start + (values - low) / (high - low) * (self.end - self.start)
        return np.where(np.isfinite(pixels), pixels, np.nan)

    def ticks(self, most: int = 6) -> list[tuple[float, str]]:
        """Returns round values within the axis, with their texts.

        Args:
          most: About how many, 3 or more.

        Example:
          >>> Axis(0.0, 1.0, 0, 100).ticks()
          [(0.0, '0'), (0.2, '0.2'), (0.4, '0.4'), (0.6, '0.6'), (0.8, '0.8'), (1.0, '1')]
          >>> Axis(1e-3, 1.0, 0, 100, True).ticks()
          [(0.001, '0.001'), (0.01, '0.01'), (0.1, '0.1'), (1.0, '1')]
        """
        values = self._powers(most) if self.is_log else _round_values(self.low, self.high, most)
        if self.is_log and len(values) < 2:
            values = _round_values(self.low, self.high, most)
        return [(value, f"{value:.6g}") for value in values]

    def _powers(self, most):
        first = math.ceil(math.log10(self.low) - 1e-9)
        last = math.floor(math.log10(self.high) + 1e-9)
        step = max(1, -(-(last - first + 1) // most))
        return [float(f"1e{power}") for power in range(first, last + 1, step)]


def _round_values(low, high, most):
    """Returns multiples of 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(
        step for step in (power, 2 * power, 5 * power, 10 * power) if (high - low) / step <= most
    )
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{index * step:.12g}") for index in range(first, last + 1)]
