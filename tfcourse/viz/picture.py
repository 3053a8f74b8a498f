"""What every picture is: an object that shows itself wherever it is, and can be saved."""

import abc
import contextlib
import pathlib

from tfcourse.viz.drawing import Drawing
from tfcourse.viz.page import page_of
from tfcourse.viz.raster import to_png
from tfcourse.viz.svg import to_svg

# Of a larger picture, the PNG beside its HTML shows the upper left part: drawing all of it takes
# seconds, and nobody could read it. A file that is saved has all of it.
_PREVIEW = (1600.0, 1200.0)


class CannotDraw(TypeError):
    """What was given is not what the picture shows; the message says what that is, in a line."""


class Picture(abc.ABC):
    """A picture of something, as text and as a drawing.

    Notebooks show HTML with SVG; where SVG is dropped, as on GitHub, the PNG beside it is shown,
    and in a terminal the text.

    Attributes:
      can_move: Whether it can be moved and zoomed in a page of its own.
    """

    can_move = False

    @abc.abstractmethod
    def text(self) -> str:
        """Returns what the picture says, as lines of text."""

    @abc.abstractmethod
    def drawing(self) -> Drawing:
        """Returns what to draw."""

    @property
    @abc.abstractmethod
    def label(self) -> str:
        """What the picture shows, in a line, for those who cannot see it."""

    def svg(self) -> str:
        """Returns the picture as an SVG element for a page: its ink is the colour of text."""
        return to_svg(self.drawing(), self.label)

    def html(self) -> str:
        """Returns the picture as a fragment of HTML that needs nothing from elsewhere."""
        return self.svg()

    def save(self, path) -> None:
        """Writes the picture into a file.

        Args:
          path: Its name, which ends in `.svg`, `.png`, `.html` or `.txt`.

        Raises:
          ValueError: The name ends otherwise.
        """
        path = pathlib.Path(path)
        ending = path.suffix.lower()
        if ending == ".png":
            path.write_bytes(to_png(self.drawing()))
        elif ending == ".svg":
            drawn = to_svg(self.drawing(), self.label, ink="#1a1a1a", paper="#ffffff")
            path.write_text(drawn, encoding="utf-8")
        elif ending == ".html":
            page = page_of(self.html(), self.label, self.can_move)
            path.write_text(page, encoding="utf-8")
        elif ending == ".txt":
            path.write_text(self.text() + "\n", encoding="utf-8")
        else:
            raise ValueError(
                f"A picture is saved as .svg, .png, .html or .txt, not as {path.name!r}."
            )

    def __repr__(self):
        return self.text()

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = {"text/plain": self.text(), "text/html": self.html()}
        # Without matplotlib there is no PNG, and everything else still shows.
        with contextlib.suppress(ModuleNotFoundError):
            bundle["image/png"] = to_png(self.drawing().upper_left(*_PREVIEW))
        return bundle
