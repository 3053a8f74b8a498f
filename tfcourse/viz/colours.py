"""The colours of all pictures, by role.

The palette is Okabe and Ito's (Color Universal Design, 2008): told apart by the colour-blind, and
of middling lightness, so that it is seen on white and on black pages. Ink is the page's own colour.
"""

INK = "ink"
PALETTE = {
    "operation": "#56b4e9",
    "constant": "#999999",
    "variable": "#e69f00",
    "input": "#009e73",
    "control": "#cc79a7",
    "forward": "#0072b2",
    "gradient": "#d55e00",
    "good": "#009e73",
    "bad": "#d55e00",
    "faint": "#767676",
}
# For lines that are told apart by their order alone.
SERIES = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")
# Where values end that no scale of colours has: NaN, infinities.
NOT_FINITE = {"nan": "#cc79a7", "inf": "#009e73", "-inf": "#000000"}


def colour(role: str, ink: str = "currentColor") -> str:
    """Returns the colour of a role.

    Args:
      role: A name of `PALETTE`, `ink`, or a colour as it is (`#d55e00`).
      ink: What ink is where it is used.
    """
    return ink if role == INK else PALETTE.get(role, role)
