"""Products of a matrix and a vector, added in the order of TensorFlow's CPU kernels.

The weights after a thousand steps of training show in which order floats were added. Eigen, which
does TensorFlow's products with a vector, rounds every multiplication and every addition. Where the
axis that is summed is not contiguous it adds one by one, from 128 addends on in blocks of 16. Where
it is, it adds vectors of 32 bytes lane by lane, halves the vector until one value is left, and then
adds the values that filled no vector; in the last of an odd number of rows, half a vector comes
before those. Small products, of fewer than 20 rows, columns and addends together, are added one by
one unless the vector is contiguous, too.

Products of two matrices are not here: in those TensorFlow and BLAS both add one by one, with fused
multiplications.
"""

import numpy as np

from tfcourse.core.host import sums

# Above this many multiplications BLAS runs a product: it is several times as fast by then.
LARGEST = 1 << 12
_SMALL = 20
_BLOCK, _FIRST_IN_BLOCKS = 16, 128
# NumPy adds fewer contiguous values one by one.
_FIRST_IN_PAIRS = 8


def adder(rows: int, addends: int, is_matrix_contiguous: bool, is_vector_contiguous: bool, dtype):
    """Returns the function that multiplies a matrix by a vector as TensorFlow does.

    Args:
      rows: How many results there are.
      addends: How many products each is the sum of.
      is_matrix_contiguous: Whether the matrix is summed along its last axis.
      is_vector_contiguous: Whether the vector is a matrix that is summed along its last axis.
      dtype: The dtype of both.

    Returns:
      A function (matrix [addends, rows], vector [addends, 1]) -> array [rows], or None where BLAS
      does it: large, of one addend, or of a dtype whose order is not known.
    """
    if dtype not in (np.float32, np.float64) or addends < 2 or not 0 < rows * addends <= LARGEST:
        return None
    in_turn = add_in_turn if rows > 1 or addends < _FIRST_IN_PAIRS else accumulate
    if not is_matrix_contiguous:
        return in_turn if rows == 1 or addends < _FIRST_IN_BLOCKS else add_in_blocks
    lanes = sums.width(dtype)
    if rows == 1:
        return in_turn if addends < lanes or not is_vector_contiguous else None
    if rows + addends + 1 >= _SMALL:
        return in_turn if addends < (lanes // 2 if rows % 2 else lanes) else add_in_vectors
    if addends < lanes or not is_vector_contiguous:
        return in_turn
    return add_in_whole_vectors if addends < 4 * lanes else None


def add_in_turn(matrix, vector):
    """Adds one by one; of a single row, only a few addends."""
    # Along the first of two axes NumPy adds one by one, along a contiguous one in pairs.
    return np.add.reduce(np.multiply(matrix, vector, order="C"))


def accumulate(matrix, vector):
    """Adds one by one, the addends of a single row."""
    return np.add.accumulate(np.multiply(matrix, vector))[-1]


def add_in_blocks(matrix, vector):
    """Adds blocks of addends one by one, and then the blocks."""
    products = np.multiply(matrix.T, vector.T, order="C")
    rows, count = products.shape
    whole = count // _BLOCK * _BLOCK
    blocks = products[:, :whole].reshape(rows, -1, _BLOCK)
    in_blocks = np.add.reduce(blocks.transpose(2, 0, 1).copy())
    total = np.add.accumulate(in_blocks, -1)[:, -1]
    if whole < count:
        total = total + np.add.accumulate(products[:, whole:], -1)[:, -1]
    return total


def add_in_vectors(matrix, vector):
    """Adds vectors lane by lane; in the last of an odd number of rows also half a vector."""
    products = np.multiply(matrix, vector, order="C")
    count, rows = products.shape
    lanes = sums.width(products.dtype)
    start, half = count // lanes * lanes, lanes // 2
    if rows % 2 and count - start >= half:
        last = products[start : start + half, -1]
        last[:] = [_halve(last), *[0] * (half - 1)]
    return _add_vectors(products, lanes)


def add_in_whole_vectors(matrix, vector):
    """Adds vectors lane by lane, up to three of them."""
    products = np.multiply(matrix, vector, order="C")
    return _add_vectors(products, sums.width(products.dtype))


def _add_vectors(products, lanes):
    count, rows = products.shape
    end = count // lanes * lanes
    if end:
        vector = products[:lanes]
        if end > lanes:
            vector = np.add.reduce(products[:end].reshape(-1, lanes, rows))
        total = _halve(vector)
        if end == count:
            return total
        end -= 1
        products[end] = total
    return np.add.reduce(products[end:])


def _halve(vector):
    """Adds the second half to the first until one is left."""
    while (half := len(vector) // 2) > 1:
        vector = vector[:half] + vector[half:]
    return vector[0] + vector[1]
