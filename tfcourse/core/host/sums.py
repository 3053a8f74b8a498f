"""Sums of floats in the order in which TensorFlow's CPU kernels add, to the last digit.

Floats do not add alike in every order, and a loss that is printed shows it. Eigen, which does
TensorFlow's sums, goes through contiguous values with four vector registers in turn, adds the
registers up, then the whole vectors that are left, halves the vector until one value is left, and
adds what did not fill a vector before. More than 1,024 vectors are cut in two at a vector's border.
"""

import functools

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
    return sum_of(x.shape, x.dtype)(x)


@functools.lru_cache(maxsize=1024)
def sum_of(shape, dtype):
    """Returns a function that does as `sum_last_axis`, for arrays of one shape and dtype.

    Args:
      shape: The sizes; the last is at least the width of a vector.
      dtype: float32 or float64.
    """
    *rest, count = shape
    lanes = width(dtype)

    def part(start, stop=None):
        # An index made before: to make one takes as long as to use it.
        return (..., slice(start, stop)) if rest else slice(start, stop)

    if count > _LEAF * lanes:
        half = lanes * -(-((count + 1) // 2) // lanes)
        first, second = sum_of((*rest, half), dtype), sum_of((*rest, count - half), dtype)
        before, after = part(0, half), part(half)
        return lambda x: first(x[before]) + second(x[after])
    in_registers = count // (_REGISTERS * lanes) * (_REGISTERS * lanes)
    in_vectors = count // lanes * lanes
    blocks = (*rest, in_registers // (_REGISTERS * lanes), _REGISTERS, lanes)
    head = part(0, in_registers or lanes)
    vectors = [part(at, at + lanes) for at in range(in_registers or lanes, in_vectors, lanes)]
    tail = part(in_vectors) if in_vectors < count else None
    add, reshapes = np.add.reduce, bool(in_registers)
    low, high = part(0, 2), part(2)

    def total_of(x):
        vector = x[head]
        if reshapes:
            vector = add(add(vector.reshape(blocks), -3), -2)
        for place in vectors:
            vector = vector + x[place]
        if lanes == 8:
            total = add(vector.take(_HALVING, -1), -1)
        else:
            halves = vector[low] + vector[high]
            total = halves[..., 0] + halves[..., 1]
        return total if tail is None else add(x[tail], -1) + total

    return total_of
