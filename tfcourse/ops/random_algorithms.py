"""The algorithms that `alg` names."""

import enum

from tfcourse.core.export import export
from tfcourse.core.tensor import Tensor


@export("random.Algorithm", "random.experimental.Algorithm")
class Algorithm(enum.Enum):
    """An algorithm for random numbers.

    Differences from TensorFlow: everything is drawn by Philox, on every device; `THREEFRY`, which
    TensorFlow has on accelerators only, is refused where its CPU refuses it.

    Source: `tf.random.Algorithm`.
    """

    PHILOX = 1
    THREEFRY = 2
    AUTO_SELECT = 3


_BY_NAME = {
    "philox": Algorithm.PHILOX.value,
    "threefry": Algorithm.THREEFRY.value,
    "autoselect": Algorithm.AUTO_SELECT.value,
}


def algorithm_number(alg):
    """Returns an algorithm as its number.

    Args:
      alg: An `Algorithm`, its number or its name; a tensor is returned as it is.

    Raises:
      ValueError: if there is none of that name.
      TypeError: if it is nothing of the kind.
    """
    if isinstance(alg, Algorithm):
        return alg.value
    if isinstance(alg, (int, Tensor)):
        return alg
    if isinstance(alg, str):
        name = alg.strip().lower().replace("-", "").replace("_", "")
        if name in _BY_NAME:
            return _BY_NAME[name]
        raise unsupported_algorithm(alg)
    raise TypeError(f"Can't convert argument `alg` (of value {alg} and type {type(alg)}) to int.")


def unsupported_algorithm(alg) -> ValueError:
    """Returns the error for an algorithm that there is not."""
    philox, threefry, auto_select = (
        (1, 2, 3) if isinstance(alg, int) else ("philox", "threefry", "auto_select")
    )
    return ValueError(
        f"Argument `alg` got unsupported value {alg}. Supported values are {philox} for the Philox "
        f"algorithm, {threefry} for the ThreeFry algorithm, and {auto_select} for auto-selection."
    )
