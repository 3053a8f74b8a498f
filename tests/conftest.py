"""What all tests share."""

import os

from hypothesis import settings

# The first call of anything compiles, so a first example may take a thousand times a later one.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_ignore_collect(collection_path):
    """Leaves scripts and helpers beside the tests alone: only the package has doctests."""
    is_script = collection_path.suffix == ".py" and not collection_path.name.startswith("test_")
    return True if is_script else None
