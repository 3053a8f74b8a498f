"""From values to colours: one scale for values of one sign, another for both, marks for the rest.

Both scales are told apart by the colour-blind: the first runs over cividis' colours (Nuñez,
Anderton and Renslow, 2018), the second from blue over white to vermilion (Okabe and Ito).
"""

import numpy as np

from tfcourse.viz.colours import NOT_FINITE

_ONE_SIGN = ("#00224e", "#35456c", "#666970", "#948e77", "#c8b866", "#fee838")
_BOTH_SIGNS = ("#0072b2", "#f4f4f4", "#d55e00")


def _channels(colours) -> np.ndarray:
    return np.array([[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in colours])


class ColourScale:
    """A scale over the finite ones of some values.

    Args:
      values: Numbers of any shape.

    Attributes:
      low: The value at the scale's low end.
      high: The value at its high end.
      has_both_signs: Whether there are values below and above 0; then 0 is the scale's middle.
    """

    def __init__(self, values):
        finite = np.asarray(values, np.float64)
        finite = finite[np.isfinite(finite)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        self.has_both_signs = low < 0 < high
        if self.has_both_signs:
            high = max(-low, high)
            low = -high
        self.low, self.high = low, high
        self._colours = _channels(_BOTH_SIGNS if self.has_both_signs else _ONE_SIGN)

    def pixels(self, values) -> np.ndarray:
        """Returns the colours of values.

        Args:
          values: Numbers of any shape.

        Returns:
          uint8 of that shape and a last dimension of 3.
        """
        values = np.asarray(values, np.float64)
        extent = (self.high - self.low) or 1.0
        with np.errstate(invalid="ignore"):
            place = np.clip(np.nan_to_num((values - self.low) / extent), 0, 1)
        at = place * (len(self._colours) - 1)
        steps = np.arange(len(self._colours))
        channels = [np.interp(at, steps, self._colours[:, channel]) for channel in range(3)]
        pixels = np.round(np.stack(channels, axis=-1)).astype(np.uint8)
        for name, colour in NOT_FINITE.items():
            found = np.isnan(values) if name == "nan" else values == float(name)
            pixels[found] = _channels([colour])[0]
        return pixels


def height_pixels(values) -> np.ndarray:
    """Returns the colours of heights, by the logarithm of what they are above the lowest.

    By the heights themselves a valley would have a single colour.

    Args:
      values: Numbers of any shape.

    Returns:
      uint8 of that shape and a last dimension of 3.
    """
    finite = np.where(np.isfinite(values), values, np.nan)
    if np.isnan(finite).all():
        return ColourScale(values).pixels(values)
    heights = values - np.nanmin(finite)
    heights = np.log(heights + 0.003 * np.nanmax(heights[np.isfinite(heights)]) + 1e-30)
    # Shifted to one sign, so that the scale is the one for it.
    heights = heights - np.min(heights[np.isfinite(heights)])
    return ColourScale(heights).pixels(heights)


def ink_on(pixels) -> np.ndarray:
    """Returns whether text on colours is better white than black: bool without the last dimension.

    Args:
      pixels: uint8, [..., 3].
    """
    return np.asarray(pixels, np.float64) @ (0.299, 0.587, 0.114) < 140
