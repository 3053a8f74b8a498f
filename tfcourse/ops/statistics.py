"""Statistics along axes, composed of reductions."""

from tfcourse.core import dtypes
from tfcourse.core.export import export
from tfcourse.ops.casting import cast
from tfcourse.ops.comparison import not_equal
from tfcourse.ops.complex_numbers import conj, real
from tfcourse.ops.creation import zeros
from tfcourse.ops.elementwise import exp, is_finite, log, sqrt, square
from tfcourse.ops.identities import stop_gradient
from tfcourse.ops.masks import where
from tfcourse.ops.math import add, multiply, subtract
from tfcourse.ops.reductions import reduce_max, reduce_mean, reduce_sum
from tfcourse.ops.reshaping import reshape
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shapes import shape


@export("math.reduce_variance")
def reduce_variance(input_tensor, axis=None, keepdims=False, name=None):
    """Returns mean squared deviations from the mean along axes.

    Args:
      input_tensor: Tensor of a floating-point or complex dtype.
      axis: As for `reduce_sum`.
      keepdims: As for `reduce_sum`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `input_tensor`, of its real part for complex numbers.

    Raises:
      TypeError: if `input_tensor` holds integers.

    Example:
      >>> reduce_variance([1.0, 3.0]).numpy().item()
      1.0

    Source: `tf.math.reduce_variance`.
    """
    with scope(name, "reduce_variance"):
        input_tensor = tensor_of(input_tensor, "Const")
        means = reduce_mean(input_tensor, axis, keepdims=True)
        if means.dtype.is_integer:
            raise TypeError(
                f"Input must be either real or complex. Received integer type {means.dtype}."
            )
        deviations = input_tensor - means
        if deviations.dtype.is_complex:
            squares = real(multiply(conj(deviations), deviations))
        else:
            squares = square(deviations)
        return reduce_mean(squares, axis, keepdims)


@export("math.reduce_std")
def reduce_std(input_tensor, axis=None, keepdims=False, name=None):
    """Returns standard deviations along axes: the roots of `reduce_variance`.

    Args:
      input_tensor: Tensor of a floating-point or complex dtype.
      axis: As for `reduce_sum`.
      keepdims: As for `reduce_sum`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `input_tensor`, of its real part for complex numbers.

    Raises:
      TypeError: if `input_tensor` holds integers.

    Source: `tf.math.reduce_std`.
    """
    with scope(name, "reduce_std"):
        input_tensor = tensor_of(input_tensor, "Const")
        return sqrt(reduce_variance(input_tensor, axis, keepdims))


@export("math.reduce_logsumexp", "reduce_logsumexp")
def reduce_logsumexp(input_tensor, axis=None, keepdims=False, name=None):
    """Returns logarithms of sums of exponentials along axes, without overflow.

    Args:
      input_tensor: Tensor of a floating-point dtype.
      axis: As for `reduce_sum`.
      keepdims: As for `reduce_sum`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `input_tensor`.

    Example:
      >>> round(float(reduce_logsumexp([0.0, 0.0])), 4)
      0.6931

    Source: `tf.math.reduce_logsumexp`.
    """
    with scope(name, "ReduceLogSumExp") as name:
        largest = reduce_max(input_tensor, axis, keepdims=True)
        largest = stop_gradient(where(is_finite(largest), largest, 0))
        result = log(reduce_sum(exp(subtract(input_tensor, largest)), axis, keepdims))
        if not keepdims:
            largest = reshape(largest, shape(result))
        return add(result, largest, name=name)


@export("math.count_nonzero")
def count_nonzero(input, axis=None, keepdims=None, dtype=dtypes.int64, name=None):
    """Returns how many elements along axes are not zero.

    Args:
      input: Tensor of a number dtype, bool or string (the empty string is zero).
      axis: As for `reduce_sum`.
      keepdims: As for `reduce_sum`.
      dtype: The dtype of the result.
      name: A name for the operation.

    Returns:
      Tensor of `dtype`.

    Example:
      >>> count_nonzero([[0, 1], [2, 3]]).numpy().item()
      3

    Source: `tf.math.count_nonzero`.
    """
    with scope(name, "count_nonzero"):
        input = tensor_of(input, "input")
        if input.dtype is not dtypes.bool:
            input = not_equal(input, zeros([], input.dtype))
        return cast(reduce_sum(cast(input, dtypes.int64), axis, keepdims), dtype)
