"""The host tier: JAX programs on small values, run by NumPy without compiling."""

from tfcourse.core.host.programs import HostProgram, quietly, translate

__all__ = ["HostProgram", "quietly", "translate"]
