"""The logger that warnings go to: `tf.get_logger()`."""

import logging
import sys

from tfcourse.core.export import export

_logger = logging.getLogger("tensorflow")


class _StandardError(logging.StreamHandler):
    """Writes to what standard error is now: notebooks and tests put another stream there."""

    def __init__(self):
        logging.Handler.__init__(self)

    @property
    def stream(self):
        """The present `sys.stderr`."""
        return sys.stderr

    def filter(self, record):
        """Declines where the root logger prints records itself: a program configured logging."""
        streams = (getattr(handler, "stream", None) for handler in logging.getLogger().handlers)
        return not any(stream in (sys.stdout, sys.stderr) for stream in streams)


@export("get_logger")
def get_logger() -> logging.Logger:
    """Returns the logger that warnings go to.

    Example:
      >>> get_logger().name
      'tensorflow'

    Source: `tf.get_logger`.
    """
    return _logger


if not _logger.handlers:
    _handler = _StandardError()
    _handler.setFormatter(logging.Formatter(logging.BASIC_FORMAT))
    _logger.addHandler(_handler)
