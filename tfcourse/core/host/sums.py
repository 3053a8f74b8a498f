"""Sums of floats in the order in which TensorFlow's CPU kernels add, to the last digit.

Floats do not add alike in every order, and a loss that is printed shows it. Eigen, which does
TensorFlow's sums, goes through contiguous values with four vector registers in turn, adds the
registers up, then the whole vectors that are left, halves the vector until one value is left, and
adds what did not fill a vector before. More than 1,024 vectors are cut in two at a vector's border.
"""

import numpy as np

_REGISTERS = 4
_LEAF = 1024
_BYTES = 32
# NumPy adds fewer than eight contiguous values one by one, and eight of them as
# ((0 + 1) + (2 + 3)) + ((4 + 5) + (6 + 7)): in this order, the halving of a vector.
_HALVING = np.array([0, 4, 2, 6, 1, 5, 3, 7])


def width(dtype) -> int:
    """Returns how many values of a dtype a vector holds."""
    return _BYTES // np.dtype(dtype).itemsize


def sum_last_axis(x):
    """Returns the sums along the last axis.

    Args:
      x: float32 or float64 array with at least one vector's width of values in its last axis.
    """
    *rest, count = x.shape
    lanes = _BYTES // x.itemsize
    if count > _LEAF * lanes:
        half = lanes * -(-((count + 1) // 2) // lanes)
        return sum_last_axis(x[..., :half]) + sum_last_axis(x[..., half:])
    in_registers = count // (_REGISTERS * lanes) * (_REGISTERS * lanes)
    in_vectors = count // lanes * lanes
    if in_registers:
        rows = x[..., :in_registers].reshape(*rest, -1, _REGISTERS, lanes)
        vector = np.add.reduce(np.add.reduce(rows, -3), -2)
        start = in_registers
    else:
        vector, start = x[..., :lanes], lanes
    for at in range(start, in_vectors, lanes):
        vector = vector + x[..., at : at + lanes]
    if lanes == 8:
        total = np.add.reduce(vector.take(_HALVING, -1), -1)
    else:
        halves = vector[..., :2] + vector[..., 2:]
        total = halves[..., 0] + halves[..., 1]
    if in_vectors < count:
        total = np.add.reduce(x[..., in_vectors:], -1) + total
    return total
