"""TensorFlow courses on JAX: `import tfcourse as tf`.

The public names stand at their definitions (`@op(names=...)`, `@export(...)`); this module lists
the rooms that hold them, and the namespaces are built from what they exported.
"""

import importlib as _importlib
import sys as _sys

import jax as _jax

# NumPy's float64 and int64 must stay what they are.
_jax.config.update("jax_enable_x64", True)

from tfcourse import namespaces as _namespaces  # noqa: E402
from tfcourse.autodiff import custom as _custom, gradients as _gradients, tape as _tape  # noqa: E402, F401
from tfcourse.compat import alias as _alias  # noqa: E402, F401
from tfcourse.core import (  # noqa: E402, F401
    devices as _devices,
    dlpack as _dlpack,
    dtypes,
    errors,
    graph as _graph,
    scopes as _scopes,
    module as _module,
    nest as _nest,
    runtime_options as _runtime_options,
    specs as _specs,
    variable as _variable,
)
from tfcourse.function import function as _function  # noqa: E402, F401
from tfcourse.ops import (  # noqa: E402, F401
    activations as _activations,
    array as _array,
    assertions as _assertions,
    bessel as _bessel,
    bitwise as _bitwise,
    blocks as _blocks,
    casting as _casting,
    clipping as _clipping,
    comparison as _comparison,
    complex_numbers as _complex_numbers,
    contractions as _contractions,
    convolution as _convolution,
    counting as _counting,
    csv_records as _csv_records,
    cumulative as _cumulative,
    decompositions as _decompositions,
    depthwise_convolution as _depthwise_convolution,
    diagonals as _diagonals,
    division as _division,
    dropout as _dropout,
    elementwise as _elementwise,
    embedding as _embedding,
    equations as _equations,
    file_system as _file_system,
    formatting as _formatting,
    initializers as _initializers,
    io as _io,
    linalg as _linalg,
    losses as _losses,
    lu as _lu,
    math as _math,
    matrix_functions as _matrix_functions,
    monotonicity as _monotonicity,
    normalization as _normalization,
    norms as _norms,
    operators as _operators,
    pooling as _pooling,
    printing as _printing,
    random as _random,
    random_generator as _random_generator,
    ranking as _ranking,
    records as _records,
    reductions as _reductions,
    segments as _segments,
    shape_assertions as _shape_assertions,
    sparse as _sparse,
    sparse_math as _sparse_math,
    special as _special,
    stateless_random as _stateless_random,
    string_hashes as _string_hashes,
    string_numbers as _string_numbers,
    string_patterns as _string_patterns,
    strings as _strings,
    transposed_convolution as _transposed_convolution,
    tridiagonal as _tridiagonal,
    trigonometry as _trigonometry,
)

__version__ = "2.21.0"

_namespaces.build()
newaxis = None


def __getattr__(name):
    if name == "keras":
        return _importlib.import_module("tfcourse.keras")
    raise _namespaces.missing_attribute(_sys.modules[__name__], name)


def load_ipython_extension(shell):
    """Registers the magics with an IPython shell: `%load_ext tfcourse`."""
    from tfcourse.course.magic import CheckMagics
    from tfcourse.magics import tracebacks
    from tfcourse.magics.extension import ShowMagics

    shell.register_magics(ShowMagics, CheckMagics)
    tracebacks.install(shell)


def unload_ipython_extension(shell):
    """Takes the magics away again: `%unload_ext tfcourse`."""
    from tfcourse.course.magic import CheckMagics
    from tfcourse.magics import tracebacks
    from tfcourse.magics.extension import ShowMagics

    tracebacks.remove(shell)
    for registered in shell.magics_manager.magics.values():
        for name, magic in list(registered.items()):
            if isinstance(getattr(magic, "__self__", None), (ShowMagics, CheckMagics)):
                del registered[name]
