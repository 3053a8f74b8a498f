"""What all tests share."""

import os
import re

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

ADDRESS = re.compile(r" at 0x[0-9a-f]+")

# The first call of anything compiles, so a first example may take a thousand times a later one.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_ignore_collect(collection_path):
    """Leaves scripts and helpers beside the tests alone: only the package has doctests."""
    is_script = collection_path.suffix == ".py" and not collection_path.name.startswith("test_")
    return True if is_script else None


def pytest_collection_modifyitems(items):
    """Refuses names of tests that differ from process to process: xdist cannot share them out."""
    unstable = [item.nodeid for item in items if ADDRESS.search(item.nodeid)]
    if unstable:
        raise pytest.UsageError(f"give the parameters of these tests a __repr__: {unstable}")


class FileOrFamily(LoadScopeScheduling):
    """Gives each worker whole files, as a notebook's cells need each other.

    A file of parametrized tests named `test[family: title]` is shared out family by family.
    """

    def _split_scope(self, nodeid):
        file, _, test = nodeid.partition("::")
        family, colon, _ = test.partition(": ")
        return file + family if colon else file


def pytest_xdist_make_scheduler(config, log):
    return FileOrFamily(config, log)


@pytest.fixture
def shell():
    """An IPython shell of its own without a browser, a history or colours."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    InteractiveShell.clear_instance()
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    yield InteractiveShell.instance(config=config)
    InteractiveShell.clear_instance()
