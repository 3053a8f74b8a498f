"""Where curves are shown: a widget, a display of IPython's that is updated, or a line of text."""

import contextlib
import shutil
import sys

from tfcourse.viz.training_picture import TrainingPicture

_BAR = 24


def make_display(curves):
    """Returns what shows curves here: in a notebook, a terminal, or a file.

    Args:
      curves: The `Curves` to show.
    """
    if not _is_in_notebook():
        return Line(sys.stderr)
    try:
        from tfcourse.widgets.live import LiveCurves
    except ModuleNotFoundError:
        return UpdatedOutput()
    return Widget(LiveCurves(curves.record, curves.scale, curves.smoothing, curves.title))


def _is_in_notebook():
    """Says whether this is a kernel of Jupyter's; IPython in a terminal has none."""
    ipython = sys.modules.get("IPython")
    shell = ipython and ipython.get_ipython()
    return getattr(shell, "kernel", None) is not None


class Widget:
    """Curves in a notebook, redrawn in place; what stays at the end needs no kernel.

    Args:
      view: The `LiveCurves`.
    """

    def __init__(self, view):
        from IPython.display import display

        self._view = view
        self._handle = display(view, display_id=True)

    def show(self, picture: TrainingPicture) -> None:
        """Shows curves as they are now."""
        self._view.refresh(picture)

    def close(self, picture: TrainingPicture) -> None:
        """Shows curves for the last time, in every format that the notebook's file keeps."""
        self._view.finish(picture)
        self._handle.update(self._view)


class UpdatedOutput:
    """Curves in a notebook without anywidget: an output that is replaced again and again."""

    def __init__(self):
        self._handle = None

    def _put(self, bundle):
        from IPython.display import display

        if self._handle is None:
            self._handle = display(bundle, raw=True, display_id=True)
        else:
            self._handle.update(bundle, raw=True)

    def show(self, picture: TrainingPicture) -> None:
        """Shows curves as they are now."""
        self._put({"text/plain": picture.text(), "text/html": picture.html()})

    def close(self, picture: TrainingPicture) -> None:
        """Shows curves for the last time, in every format that the notebook's file keeps."""
        self._put(picture._repr_mimebundle_())


class Line:
    """A line of text: written over in a terminal, and elsewhere only written when all is done.

    Args:
      stream: Where to write.
    """

    def __init__(self, stream):
        self._stream = stream
        self._shown = 0
        self._is_terminal = stream is not None and stream.isatty()

    def show(self, picture: TrainingPicture) -> None:
        """Writes the line over the one before."""
        if self._is_terminal:
            width = shutil.get_terminal_size().columns - 1
            text = line_of(picture.data(), width)
            self._write("\r" + text.ljust(self._shown))
            self._shown = len(text)

    def close(self, picture: TrainingPicture) -> None:
        """Writes the line for the last time, and ends it."""
        if self._is_terminal:
            self.show(picture)
            self._write("\n")
        elif self._stream is not None:
            self._write(line_of(picture.data(), 200) + "\n")

    def _write(self, text):
        # Who trains does not want to lose it to a closed window, or one that knows no bars.
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(text)
            self._stream.flush()


def line_of(data: dict, width: int) -> str:
    """Returns what `TrainingRecord.data` says as a line.

    Args:
      data: What `TrainingRecord.data` returned.
      width: The most characters.

    Example:
      >>> loops = [{"name": "step", "done": 1, "total": 2}]
      >>> line_of({"step": 1, "progress": loops, "series": {"loss": {"last": 0.5}}}, 80)
      'step 1/2 ━━━━━━━━━━━━────────────  loss 0.5'
    """
    parts = []
    for loop in data["progress"]:
        total = loop["total"]
        parts.append(f"{loop['name']} {loop['done']}" + (f"/{total}" if total else ""))
    if not data["progress"]:
        parts.append(f"step {data['step']}")
    elif data["progress"][-1]["total"]:
        loop = data["progress"][-1]
        done = round(_BAR * min(loop["done"] / loop["total"], 1))
        parts[-1] += " " + "━" * done + "─" * (_BAR - done)
    for name, series in data["series"].items():
        parts.append(f"{name} {series['last']:.4g}")
    if data.get("gradients", {}).get("verdict", "good") != "good":
        parts.append(f"gradients: {data['gradients']['verdict']}")
    line = "  ".join(parts)
    return line if len(line) <= width else line[: max(width - 1, 0)] + "…"
