"""Which tier runs a kernel: NumPy on the host, or XLA.

`TFCOURSE_TIER=host|xla|auto` decides for all; by default small values on the host stay there.
"""

import os

import numpy as np
from jax.core import Tracer

MODES = ("auto", "host", "xla")
mode = os.environ.get("TFCOURSE_TIER", "auto")
if mode not in MODES:
    raise ValueError(f"TFCOURSE_TIER must be one of {', '.join(MODES)}, not {mode!r}.")


def on_host(values) -> list[np.ndarray] | None:
    """Returns arrays as NumPy arrays if all are in the host's memory, else None.

    Args:
      values: NumPy or JAX arrays.
    """
    arrays = values
    for index, value in enumerate(values):
        if type(value) is not np.ndarray:
            # What JAX traces (our operations in Keras's `fit`) is nowhere yet.
            if isinstance(value, Tracer) or next(iter(value.devices())).platform != "cpu":
                return None
            if arrays is values:
                arrays = list(values)
            arrays[index] = np.asarray(value)
    return arrays
