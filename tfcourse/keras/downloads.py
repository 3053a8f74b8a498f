"""`tf.keras.datasets` and `get_file`: where there is no network, an error says what is missing."""

import contextlib
import functools
import importlib
import os
import socket
import sys
import urllib.request

from tfcourse.keras.rebinding import rebound

_HOME = "keras.src.datasets."
_FILES = "keras.src.utils.file_utils"
# Seconds without an answer after which there is no network.
_PATIENCE = 10.0


@contextlib.contextmanager
def _impatient():
    """Lets connections of a block give up where none has a timeout of its own."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(_PATIENCE if before is None else min(before, _PATIENCE))
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


def _retrieve(origin, target, report=None):
    """Downloads a file, as `urllib.request.urlretrieve` does.

    Raises:
      ConnectionError: if the network gives nothing; it says what to put where.
    """
    try:
        with _impatient():
            return urllib.request.urlretrieve(origin, target, report)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.remove(target)
        reason = getattr(error, "reason", error)
        raise ConnectionError(
            f"{os.path.basename(target)} is not in Keras's cache, and {origin} cannot be reached "
            f"({reason}). Download that address where there is a network, and save it as {target}. "
            "Data sets that need no network: tf.datasets.digits, moons, flats, weather."
        ) from None


@functools.cache
def _get_file():
    return rebound(importlib.import_module(_FILES), urlretrieve=_retrieve)["get_file"]


def with_plain_errors(function):
    """Returns a function of `tf.keras.datasets`, or `get_file`, that says what is missing.

    Args:
      function: Keras's.
    """
    home = function.__module__
    if home == _FILES and function.__name__ == "get_file":
        return _get_file()
    if home.startswith(_HOME) and hasattr(sys.modules[home], "get_file"):
        return _of_datasets(home)[function.__name__]
    return function


@functools.cache
def _of_datasets(home: str) -> dict:
    return rebound(sys.modules[home], get_file=_get_file())
