"""How wide text is, so that boxes fit it in every format, with no font at hand.

DejaVu Sans is the font of pictures: matplotlib brings it, Verdana in browsers has its widths, and
other fonts of the kind are narrower.
"""

FONTS = "DejaVu Sans, Verdana, sans-serif"
# Of the printable ASCII characters, in thousandths of the size.
_WIDTHS = (
    *(318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337),  # to /
    *(636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531),  # to ?
    *(1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787),  # to O
    *(603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500),  # to _
    *(500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612),  # to o
    *(635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838),  # to ~
)
# Of all others: as wide as the widest there are but for whole scripts, which are square.
_OTHER = 1000


class _Widths(dict):
    """The widths by character."""

    def __missing__(self, character):
        return _OTHER


_WIDTH_OF = _Widths(zip(map(chr, range(32, 127)), _WIDTHS, strict=True))


def text_width(text: str, size: float = 12.0) -> float:
    """Returns the width of a line of text.

    Args:
      text: One line.
      size: Of the font, in pixels.

    Returns:
      Its width in pixels.

    Example:
      >>> text_width("iii") < text_width("mmm")
      True
    """
    return sum(map(_WIDTH_OF.__getitem__, text)) * size / 1000
