"""What every test and every doctest of the package starts from."""

import os
import tempfile
from pathlib import Path

import pytest

# Asking it for any name, as the search for examples does, loads Keras; so does a callback.
collect_ignore = ["tfcourse/keras", "tfcourse/live/callback.py"]

# Kernels and shells of the tests read no one's settings and leave nothing behind.
_settings = tempfile.TemporaryDirectory(prefix="tfcourse-tests-")
os.environ["IPYTHONDIR"] = _settings.name
os.environ["JUPYTER_PLATFORM_DIRS"] = "1"

# Tests share what XLA compiles with each other, and with nobody else.
os.environ.setdefault("TFCOURSE_CACHE_DIR", str(Path(__file__).parent / "build" / "compiled"))
# Before examples are looked for in its files: pytest would import the first of them twice.
import tfcourse  # noqa: E402, F401


@pytest.fixture(autouse=True, scope="session")
def name_the_package_tf(doctest_namespace):
    """Examples in docstrings say `tf` and `np` without importing them, as readers do."""
    import numpy as np

    import tfcourse as tf

    doctest_namespace.update(np=np, tf=tf)
