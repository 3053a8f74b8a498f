"""What is imported between cells, and never beside one."""

import subprocess
import sys
import threading
import types

import pytest
from IPython.core.events import EventManager, available_events

from tfcourse.magics import idle_imports
from tfcourse.magics.idle_imports import MODULES, IdleImports


class _Importer:
    """Imports nothing in fact: `missing` is not there, and `held` takes until `go`."""

    def __init__(self):
        self.names = []
        self.begun, self.go = threading.Event(), threading.Event()

    def import_module(self, name):
        if name == "missing":
            raise ModuleNotFoundError(name)
        if name == "held":
            self.begun.set()
            assert self.go.wait(30)
        self.names.append(name)


@pytest.fixture
def importer(monkeypatch):
    """What imports in place of importlib."""
    importer = _Importer()
    monkeypatch.setattr(idle_imports, "importlib", importer)
    return importer


def finish(imports):
    """Waits for all that is imported."""
    imports._thread.join(30)


def test_all_is_imported_once_and_what_is_missing_is_passed_over(importer):
    imports = IdleImports(["a", "missing", "b"], seconds=0)
    imports.go_on()
    finish(imports)
    imports.pause()
    imports.go_on()
    assert imports._thread is None and importer.names == ["a", "b"]


def test_a_cell_waits_for_the_module_at_hand_and_the_rest_comes_after_it(importer):
    imports = IdleImports(["held", "later"], seconds=0)
    imports.go_on()
    assert importer.begun.wait(30)
    cell = threading.Thread(target=imports.pause)
    cell.start()
    assert imports._stop.wait(30) and cell.is_alive()
    importer.go.set()
    cell.join(30)
    assert importer.names == ["held"]
    imports.go_on()
    finish(imports)
    assert importer.names == ["held", "later"]


def test_cells_that_follow_at_once_are_left_alone(importer):
    imports = IdleImports(["a"], seconds=30)
    imports.go_on()
    imports.pause()
    assert importer.names == []


def test_a_search_for_fonts_is_left_to_the_cell_that_draws(importer, monkeypatch, tmp_path):
    matplotlib = types.SimpleNamespace(get_cachedir=lambda: str(tmp_path))
    monkeypatch.setitem(sys.modules, "matplotlib", matplotlib)
    for names in ([], ["matplotlib.font_manager"]):
        imports = IdleImports(["matplotlib.font_manager"], seconds=0)
        imports.go_on()
        finish(imports)
        assert importer.names == names
        (tmp_path / "fontlist-v1.json").touch()


def test_only_a_kernel_imports_between_cells():
    for kernel, count in ((None, 0), (object(), 1)):
        shell = types.SimpleNamespace(kernel=kernel)
        shell.events = EventManager(shell, available_events)
        idle_imports.install(shell)
        registered = [len(shell.events.callbacks[f"{when}_execute"]) for when in ("pre", "post")]
        assert registered == [count, count]
        idle_imports.remove(shell)
        assert not any(shell.events.callbacks.values())


def test_they_are_what_the_first_picture_needs():
    """In a process of its own, since other tests import them as well."""
    program = f"""
import importlib, sys
import tfcourse as tf
from tfcourse.magics.extension import CLASSES
from tfcourse.viz.traced_call import traced_call
for name in {MODULES}:
    importlib.import_module(name)
before = set(sys.modules)
from tfcourse.widgets.graph import explore_graph
explore_graph(traced_call(tf.function(lambda x: x + 1.0), tf.constant(1.0)))._repr_mimebundle_()
# Pillow looks for its formats when it is asked for one.
print(sorted(new for new in set(sys.modules) - before if not new.startswith("PIL.")))
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (result.stdout, result.stderr) == ("[]\n", "")
