"""Imports what the first picture of a notebook needs while the kernel waits for a cell.

Loading the extension imports neither matplotlib nor anywidget, so that it is quick; the first
picture would then wait half a second for them. Here a thread imports them between cells. It never
runs beside a cell: the next one waits for the module at hand, and the rest comes after it. So no
two threads import at once, and nothing that a cell times is slowed down.
"""

import contextlib
import importlib
import sys
import threading
from pathlib import Path

# In small portions: the next cell waits for one at most.
MODULES = (
    "ipywidgets",
    "anywidget",
    "graphlay",
    *(f"tfcourse.widgets.{name}" for name in ("graph", "descent")),
    *(f"matplotlib{name}" for name in ("", ".font_manager", ".transforms", ".text", ".patches")),
    *(f"matplotlib.{name}" for name in ("backend_bases", "axes", "figure", "backends.backend_agg")),
)
# After a cell; its answer goes out meanwhile, and a notebook that is run as a whole is left alone.
_SECONDS = 0.2


class IdleImports:
    """Imports modules by and by, while it is told to.

    Args:
      modules: Their names; one that is not there is passed over.
      seconds: How long to wait before the first of them.
    """

    def __init__(self, modules=MODULES, seconds: float = _SECONDS):
        self._left = list(modules)
        self._seconds = seconds
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def go_on(self) -> None:
        """Imports what is left, in a thread."""
        if self._left and self._thread is None:
            self._stop.clear()
            self._thread = threading.Thread(target=self._import, daemon=True)
            self._thread.start()

    def pause(self) -> None:
        """Returns when nothing is being imported any more."""
        if self._thread is not None:
            self._stop.set()
            self._thread.join()
            self._thread = None

    def _import(self):
        if self._stop.wait(self._seconds):
            return
        while self._left and not self._stop.is_set():
            # Whoever needs a module that cannot be imported is told so then.
            with contextlib.suppress(Exception):
                name = self._left.pop(0)
                if _takes_a_moment(name):
                    importlib.import_module(name)


def _takes_a_moment(name) -> bool:
    """Says whether a module is imported in a moment.

    For the first time on a machine, matplotlib looks for its fonts, which may take many seconds; a
    cell should wait for that only if it draws.
    """
    if not name.startswith("matplotlib."):
        return True
    return any(Path(sys.modules["matplotlib"].get_cachedir()).glob("fontlist-*.json"))


def install(shell) -> None:
    """Lets a kernel's shell import between its cells; a shell in a terminal imports nothing."""
    if getattr(shell, "kernel", None) is not None:
        imports = IdleImports()
        shell.events.register("pre_execute", imports.pause)
        shell.events.register("post_execute", imports.go_on)


def remove(shell) -> None:
    """Takes that away again."""
    for event in ("pre_execute", "post_execute"):
        for callback in list(shell.events.callbacks[event]):
            imports = getattr(callback, "__self__", None)
            if isinstance(imports, IdleImports):
                shell.events.unregister(event, callback)
                imports.pause()
