"""TensorFlow courses on JAX: `import tfcourse as tf`.

The public names stand at their definitions (`@op(names=...)`, `@export(...)`); this module lists
the rooms that hold them, and the namespaces are built from what they exported.
"""

import jax as _jax

# NumPy's float64 and int64 must stay what they are.
_jax.config.update("jax_enable_x64", True)

from tfcourse import namespaces as _namespaces  # noqa: E402
from tfcourse.autodiff import tape as _tape  # noqa: E402, F401
from tfcourse.core import (  # noqa: E402, F401
    dtypes,
    errors,
    graph as _graph,
    nest as _nest,
    specs as _specs,
    variable as _variable,
)
from tfcourse.function import function as _function  # noqa: E402, F401
from tfcourse.ops import array as _array, linalg as _linalg, math as _math  # noqa: E402, F401

__version__ = "2.21.0"

_namespaces.build()
newaxis = None


def __getattr__(name):
    raise _namespaces.missing_attribute(__import__("sys").modules[__name__], name)
