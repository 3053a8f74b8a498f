"""Which tier runs a kernel: NumPy on the host, or XLA.

`TFCOURSE_TIER=host|xla|auto` decides for all; by default small values on the host stay there.
"""

import os

import jax
import numpy as np

MODES = ("auto", "host", "xla")
mode = os.environ.get("TFCOURSE_TIER", "auto")
if mode not in MODES:
    raise ValueError(f"TFCOURSE_TIER must be one of {', '.join(MODES)}, not {mode!r}.")


def may_run_on_host(program, values) -> bool:
    """Says whether a program that the host tier can run should be run there.

    Args:
      program: The `HostProgram`.
      values: Its operands, NumPy or JAX arrays.
    """
    for value in values:
        if type(value) is not np.ndarray and not _is_on_host(value):
            return False
    return True


def _is_on_host(value) -> bool:
    return isinstance(value, jax.Array) and next(iter(value.devices())).platform == "cpu"
