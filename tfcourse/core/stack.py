"""Where in the user's code an operation was made."""

import functools
import os
import sys
from collections.abc import Callable
from typing import NamedTuple

from tfcourse.core.context import context

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
# JAX, and what runs a notebook's cells or tests.
_LIBRARIES = (
    *("_pytest", "IPython", "ipykernel", "ipykernel_launcher.py", "jax", "nbclient", "pluggy"),
    *("pytest", "tornado", "traitlets"),
)

# Called with a frame whose code was generated; returns the user's `Frame`, or None for no frame.
_translators: dict[str, Callable] = {}


class Frame(NamedTuple):
    """A place in the user's code."""

    filename: str
    line: int
    function: str


def register_generated_code(filename: str, translate: Callable) -> None:
    """Lets frames of generated code be shown as those of the user's code it was made from.

    Args:
      filename: The name the generated code was compiled under.
      translate: Called with a `Frame`; returns the user's, or None to leave it out.
    """
    _translators[filename] = translate


def shown_file(filename: str) -> str:
    """Returns how messages show a file: `File "/path/lesson.py"`, or a notebook's `Cell In[2]`."""
    return _cell_of(filename) or f'File "{filename}"'


def name_cells(cell_of: Callable[[str], str | None]) -> None:
    """Lets messages name a notebook's cells, whose files mean nothing to the user.

    Args:
      cell_of: Called with a file's name; returns the cell that it stands for, or None.
    """
    global _cell_of
    _cell_of = cell_of


def no_cell(filename: str) -> None:
    """Says that a file is no cell: what `name_cells` starts from."""


_cell_of: Callable[[str], str | None] = no_cell


@functools.cache
def is_users(filename: str) -> bool:
    """Says whether code of that file is the user's: not ours, Python's, JAX's or Jupyter's."""
    parts = filename.replace("\\", "/")
    return not (
        filename.startswith((_PACKAGE, "<op ", "<frozen "))
        or ("/lib/python3" in parts and "/site-packages/" not in parts)
        or parts.rpartition("/site-packages/")[2].partition("/")[0] in _LIBRARIES
    )


def user_frames() -> tuple[Frame, ...]:
    """Returns the frames of the user's code that are running, outermost first."""
    if context.frames is not None:
        return context.frames
    frames = []
    running = sys._getframe(1)
    while running is not None:
        code = running.f_code
        if is_users(code.co_filename):
            frame = Frame(code.co_filename, running.f_lineno, code.co_name)
            translate = _translators.get(code.co_filename)
            frames.append(frame if translate is None else translate(frame))
        running = running.f_back
    return tuple(frame for frame in reversed(frames) if frame is not None)
