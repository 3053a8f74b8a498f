"""The host tier: JAX programs on small values, run by NumPy without compiling."""

from tfcourse.core.host.programs import HostProgram, translate

__all__ = ["HostProgram", "translate"]
