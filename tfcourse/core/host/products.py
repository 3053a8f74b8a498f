"""Products of a matrix and a vector, added in the order of TensorFlow's CPU kernels.

The weights after a thousand steps of training show in which order floats were added. Eigen, which
does TensorFlow's products with a vector, rounds every multiplication and every addition, where BLAS
fuses them. Where the axis that is summed is not contiguous, it adds one by one, from 128 addends on
in blocks of 16. Where it is, it adds vectors of 32 bytes lane by lane, halves the vector until one
value is left, and then adds one by one what filled no vector; in the last of an odd number of rows,
half a vector comes before that. Small products, of fewer than 20 rows, columns and addends
together, are added one by one unless the vector is contiguous, too.

Here is what NumPy can add one by one, in two calls. Blocks and vectors take it six to ten: those,
and products of two matrices, are left to BLAS.
"""

import numpy as np

from tfcourse.core.host import sums

# Above this many multiplications two calls take several times as long as BLAS.
LARGEST = 1 << 10
_SMALL = 20
_FIRST_IN_BLOCKS = 128
# NumPy adds fewer contiguous values one by one.
_FIRST_IN_PAIRS = 8


# Along the first of two axes NumPy adds one by one, along a contiguous one in pairs.
_IN_TURN = "np.add.reduce(np.multiply({}, {}, order='C'))"
_IN_TURN_OF_ONE_ROW = "np.add.accumulate(np.multiply({}, {}))[-1]"


def template(
    rows: int, addends: int, is_matrix_contiguous: bool, is_vector_contiguous: bool, dtype
) -> str | None:
    """Returns the expression that multiplies a matrix by a vector as TensorFlow does.

    Args:
      rows: How many results there are.
      addends: How many products each is the sum of.
      is_matrix_contiguous: Whether the matrix is summed along its last axis.
      is_vector_contiguous: Whether the vector is a matrix that is summed along its last axis.
      dtype: The dtype of both.

    Returns:
      An expression over a matrix [addends, rows] and a vector [addends, 1] that gives an array
      [rows], or None where BLAS does it.
    """
    if dtype not in (np.float32, np.float64) or addends < 2 or not 0 < rows * addends <= LARGEST:
        return None
    lanes = sums.width(dtype)
    if not is_matrix_contiguous:
        is_in_turn = rows == 1 or addends < _FIRST_IN_BLOCKS
    elif rows == 1 or rows + addends + 1 < _SMALL:
        is_in_turn = addends < lanes or not is_vector_contiguous
    else:
        is_in_turn = addends < (lanes // 2 if rows % 2 else lanes)
    if not is_in_turn:
        return None
    return _IN_TURN if rows > 1 or addends < _FIRST_IN_PAIRS else _IN_TURN_OF_ONE_ROW
