"""400 weather reports of no place: a text to learn characters or words from."""

from tfcourse.datasets.reading import path_of


def load_data() -> str:
    """Returns the text: one report a line, of words without capitals.

    Example:
      >>> text = load_data()
      >>> len(text.splitlines()), text.isascii()
      (400, True)
    """
    return path_of("weather.txt").read_text(encoding="utf-8")
