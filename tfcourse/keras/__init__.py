"""Keras 3 on its JAX backend, loaded when a name of it is first used.

Classes are Keras's own. Functions (`tf.keras.ops`, `random`, `activations`, ...) are Keras's, and
give our tensors. What knows our tensors, tapes and graphs is in `bridge/` (see its README).
"""

import sys

from tfcourse.keras import namespace as _namespace

_namespace.find_submodules()


def __getattr__(name):
    if name.startswith("__") and name != "__version__":
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return _namespace.member(sys.modules[__name__], name)


def __dir__():
    return _namespace.names(sys.modules[__name__])
