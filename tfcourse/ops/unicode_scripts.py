"""The script (Latin, Greek, Han, ...) that each Unicode character belongs to.

`unicode_scripts.txt` holds the code points, in hexadecimal, at which the script changes, and the
script's number in ICU's enumeration. `tests/parity/record_unicode_scripts.py` writes it.
"""

import bisect
import functools
import importlib.resources

script_codes = {
    "Common": 0,
    "Inherited": 1,
    "Arabic": 2,
    "Armenian": 3,
    "Bengali": 4,
    "Cherokee": 6,
    "Cyrillic": 8,
    "Devanagari": 10,
    "Ethiopic": 11,
    "Georgian": 12,
    "Greek": 14,
    "Gujarati": 15,
    "Gurmukhi": 16,
    "Han": 17,
    "Hangul": 18,
    "Hebrew": 19,
    "Hiragana": 20,
    "Kannada": 21,
    "Katakana": 22,
    "Khmer": 23,
    "Lao": 24,
    "Latin": 25,
    "Malayalam": 26,
    "Mongolian": 27,
    "Myanmar": 28,
    "Tamil": 35,
    "Telugu": 36,
    "Thai": 38,
    "Tibetan": 39,
}


@functools.cache
def _table() -> tuple[list[int], list[int]]:
    lines = importlib.resources.files("tfcourse.ops").joinpath("unicode_scripts.txt").read_text()
    pairs = [line.split() for line in lines.splitlines()]
    return [int(start, 16) for start, _ in pairs], [int(code) for _, code in pairs]


def script_of(code_point: int) -> int:
    """Returns the number of a character's script; -1 for what is no code point.

    Example:
      >>> script_of(ord("α")) == script_codes["Greek"]
      True
    """
    if not 0 <= code_point <= 0x10FFFF:
        return -1
    starts, codes = _table()
    return codes[bisect.bisect_right(starts, code_point) - 1]


def script_ranges(code: int) -> list[tuple[int, int]]:
    """Returns the first and last code points of each run of characters of a script."""
    starts, codes = _table()
    ends = [*(start - 1 for start in starts[1:]), 0x10FFFF]
    return [
        (start, end) for start, end, found in zip(starts, ends, codes, strict=True) if found == code
    ]
