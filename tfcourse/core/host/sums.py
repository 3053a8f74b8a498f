"""Sums of floats in the order in which TensorFlow's CPU kernels add, to the last digit.

Floats do not add alike in every order, and a loss that is printed shows it. Eigen, which does
TensorFlow's sums, goes through contiguous values with four vector registers in turn, adds the
registers up, then the whole vectors that are left, halves the vector until one value is left, and
adds what did not fill a vector before. More than 1,024 vectors are cut in two at a vector's border.
"""

import functools
import math

import numpy as np

_REGISTERS = 4
_LEAF = 1024
_BYTES = 32
# NumPy adds up to 128 contiguous values in eight rows, one by one in each, and then the rows as
# ((0 + 1) + (2 + 3)) + ((4 + 5) + (6 + 7)): in this order of rows, that is the halving of a vector.
_EIGHT = 8
_HALVING = np.array([0, 4, 2, 6, 1, 5, 3, 7])
# Up to so many values of a vector may be put in order before they are added.
_FEW = 1024


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
    by_vectors = _by_eights if lanes == _EIGHT else _by_fours
    total_of = by_vectors(rest, in_registers, in_vectors)
    if in_vectors == count:
        return total_of
    add = np.add.reduce
    if rest:
        tail = part(in_vectors)
        return lambda x: add(x[tail], -1) + total_of(x)
    # NumPy's scalars are added in less time than it takes to begin a sum.
    source = " + ".join(f"x[{at}]" for at in range(in_vectors, count))
    return eval(f"lambda x: {source} + total_of(x)", {"total_of": total_of})


def _by_eights(rest, in_registers, in_vectors):
    """Returns a function that adds vectors of eight values: some in registers, then the others."""
    add, block = np.add.reduce, _REGISTERS * _EIGHT
    # Registers that have taken one block or none are the values themselves.
    are_added = in_registers > block
    in_rows = in_vectors - in_registers + block if are_added else in_vectors
    order = np.arange(in_rows).reshape(-1, _EIGHT)[:, _HALVING].ravel()
    if rest:
        head, left = (..., slice(in_registers)), (..., slice(in_registers, in_vectors))
        blocks = (*rest, -1, block)

        def total_of_rows(x):
            if are_added:
                registers = add(x[head].reshape(blocks), -2)
                x = np.concatenate((registers, x[left]), -1) if in_rows > block else registers
            return add(x.take(order, -1), -1)

        # Without rows there is nothing to tell how many blocks there are.
        return total_of_rows if math.prod(rest) else lambda x: np.zeros(rest, x.dtype)
    if not are_added:
        return lambda x: add(x[order])
    head, left = slice(in_registers), slice(in_registers, in_vectors)
    if in_vectors <= _FEW:
        # One selection puts the blocks below each other, their values in order. Where it does not
        # go row by row, NumPy does not add rows.
        places = np.arange(in_registers).reshape(-1, block).take(order[:block], 1)
        others = np.arange(in_registers, in_vectors).reshape(-1, _EIGHT)[:, _HALVING].ravel()
        if not others.size:
            return lambda x: add(add(x[places]))
        return lambda x: add(np.concatenate((add(x[places]), x[others])))
    if in_rows == block:
        return lambda x: add(add(x[head].reshape(-1, block))[order])
    return lambda x: add(np.concatenate((add(x[head].reshape(-1, block)), x[left]))[order])


def _by_fours(rest, in_registers, in_vectors):
    """The same for vectors of four values."""
    lanes, add = 4, np.add.reduce

    def part(start, stop):
        return (..., slice(start, stop)) if rest else slice(start, stop)

    blocks = (*rest, in_registers // (_REGISTERS * lanes), _REGISTERS, lanes)
    head = part(0, in_registers or lanes)
    vectors = [part(at, at + lanes) for at in range(in_registers or lanes, in_vectors, lanes)]
    low, high = part(0, 2), part(2, None)

    def total_of(x):
        vector = x[head]
        if in_registers:
            vector = add(add(vector.reshape(blocks), -3), -2)
        for place in vectors:
            vector = vector + x[place]
        halves = vector[low] + vector[high]
        # As from zero on: negative zeros are none together.
        return halves[..., 0] + halves[..., 1] + 0.0

    return total_of
