"""Element-wise arithmetic other than division, and sums of several tensors."""

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core import dtypes
from tfcourse.core.convert import converter_of
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.core.shapes import broadcast_static_shape
from tfcourse.core.symbolic import SymbolicTensor
from tfcourse.core.tensor import Tensor
from tfcourse.ops import arithmetic
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument


@op("AddV2", broadcasts=True)
def _add_numbers(x, y, name=None):
    return arithmetic.add(x, y)


@op("Add", broadcasts=True, is_host=True, is_differentiable=False)
def _add_texts(x, y, name=None):
    return np.asarray(np.add(x, y), object)


def add_with_hint(x, y, name):
    """Returns x + y, where a `y` that is data takes the dtype of `x` only if it fits."""
    if not isinstance(y, Tensor) and converter_of(y) is None:
        with scope(name, "Add") as name:
            return add_with_hint(x, tensor_of(y, "y", dtype_hint=x.dtype), name)
    if x.dtype is not dtypes.string:
        return execute(_add_numbers.op, (x, y), (), name, "Add")
    joined = execute(_add_texts.op, (x, y), (), name, "Add")
    if isinstance(joined, SymbolicTensor):
        joined.set_shape(broadcast_static_shape(*(operand.shape for operand in joined.op.inputs)))
    return joined


@export("math.add", "add")
def add(x, y, name=None):
    """Returns x + y element-wise; joins strings.

    Args:
      x: Tensor of a number dtype or string.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Raises:
      InvalidArgumentError: if the dtypes differ or the shapes do not broadcast.

    Example:
      >>> add([1, 2], 10).numpy().tolist()
      [11, 12]

    Source: `tf.math.add`.
    """
    if not isinstance(x, Tensor):
        with scope(name, "Add") as name:
            return add_with_hint(tensor_of(x, "x"), y, name)
    return add_with_hint(x, y, name)


@op("Sub", names=("math.subtract", "subtract"), broadcasts=True)
def subtract(x, y, name=None):
    """Returns x - y element-wise.

    Args:
      x: Tensor of a number dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.subtract`.
    """
    return arithmetic.subtract(x, y)


@op("Mul", names=("math.multiply", "multiply"), broadcasts=True)
def multiply(x, y, name=None):
    """Returns x * y element-wise.

    Args:
      x: Tensor of a number dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.multiply`.
    """
    return arithmetic.multiply(x, y)


def _check_exponent(x, y):
    if y.dtype.kind == "i" and x.size and (y < 0).any():
        raise invalid_argument("Integers to negative integer powers are not allowed")


@jax.custom_jvp
def _power_of_inexact(x, y):
    result = arithmetic.power(x, y)
    if jnp.iscomplexobj(result):
        return jnp.where((x == 0) & (y == 0), complex(jnp.nan, jnp.nan), result)
    return result


@_power_of_inexact.defjvp
def _power_jvp(primals, tangents):
    # JAX makes the derivative by x finite at x = y = 0, and takes log(x) for negative x, too.
    # Factors stand in TensorFlow's order: products may overflow or vanish.
    (x, y), (x_dot, y_dot) = primals, tangents
    result = _power_of_inexact(x, y)
    zero, one = arithmetic.number(0, x), arithmetic.number(1, y)
    has_logarithm = lax.ne(x, zero) if jnp.iscomplexobj(x) else lax.gt(x, zero)
    positive = lax.select(has_logarithm, x, lax.full_like(x, 1))
    logarithm = lax.select(has_logarithm, lax.log(positive), lax.full_like(x, 0))
    multiply = arithmetic.multiply
    by_x = multiply(y, multiply(_power_of_inexact(x, lax.sub(y, one)), x_dot))
    return result, arithmetic.add(by_x, multiply(result, multiply(logarithm, y_dot)))


@op("Pow", broadcasts=True, check=_check_exponent, checked_kinds="i")
def _power(x, y, name=None):
    if jnp.issubdtype(x.dtype, jnp.inexact):
        return _power_of_inexact(x, y)
    return _power_of_integers(x, y)


def _power_of_integers(x, y):
    # jnp.power looks at the lowest six bits of the exponent only.
    x, y = jnp.broadcast_arrays(x, y)
    result = jnp.power(x, y & 63)

    def is_left(state):
        return jnp.any(state[1] > 0)

    def multiplied(state):
        result, remaining, factor = state
        is_odd = remaining & 1 == 1
        return jnp.where(is_odd, result * factor, result), remaining >> 1, factor * factor

    return lax.while_loop(is_left, multiplied, (result, y >> 6, jnp.power(x, 32) ** 2))[0]


@export("math.pow", "pow")
def pow(x, y, name=None):
    """Returns x to the power of y element-wise.

    Args:
      x: Tensor of a number dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Raises:
      InvalidArgumentError: if an exponent of integers is negative.

    Example:
      >>> pow([2, 3], 3).numpy().tolist()
      [8, 27]

    Source: `tf.math.pow`.
    """
    return _power(x, y, name)


@op("Neg", names=("math.negative", "negative"))
def negative(x, name=None):
    """Returns -x element-wise.

    Args:
      x: Tensor of a number dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.negative`.
    """
    return lax.neg(x)


@jax.custom_jvp
def _magnitude(x):
    return lax.abs(x)


@_magnitude.defjvp
def _magnitude_jvp(primals, tangents):
    # At 0 the derivative is 0; JAX's is 1.
    return _magnitude(*primals), arithmetic.multiply(_sign_of(*primals), *tangents)


@op("Abs")
def _abs_real(x, name=None):
    return _magnitude(x)


@op("ComplexAbs")
def _abs_complex(x, Tout=None, name=None):
    return jnp.abs(x)


@export("math.abs", "abs")
def abs(x, name=None):
    """Returns the absolute value element-wise.

    Args:
      x: Tensor of a number dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`; for complex numbers, of the dtype of their real part.

    Example:
      >>> abs([-1.5, 2.0]).numpy().tolist()
      [1.5, 2.0]

    Source: `tf.math.abs`.
    """
    with scope(name, "Abs") as name:
        x = tensor_of(x, "x")
        if x.dtype.is_complex:
            return _abs_complex(x, x.dtype.real_dtype, name=name)
        return _abs_real(x, name=name)


def _sign_of(x):
    # JAX keeps the sign of -0.0.
    zero = arithmetic.number(0, x)
    return arithmetic.choose(lax.eq(x, zero), lax.full_like(x, 0), lax.sign(x))


@op("Sign")
def _sign_real(x, name=None):
    return _sign_of(x)


@export("math.sign", "sign")
def sign(x, name=None):
    """Returns -1, 0 or 1 by the sign of x, element-wise; x / abs(x) for complex numbers.

    Args:
      x: Tensor of a number dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Example:
      >>> sign([-2.5, 0.0, 7.0]).numpy().tolist()
      [-1.0, 0.0, 1.0]

    Source: `tf.math.sign`.
    """
    from tfcourse.ops.casting import cast
    from tfcourse.ops.no_nan import quotient_or_zero

    x = tensor_of(x, "Const")
    if x.dtype.is_complex:
        return quotient_or_zero(x, cast(_abs_complex(x, x.dtype.real_dtype), x.dtype), name=name)
    return _sign_real(x, name=name)


def _extreme(is_before):
    """Returns the function of the operand that comes before the other one, or is nan."""

    @jax.custom_jvp
    def extreme(x, y):
        is_first = is_before(x, y)
        if jnp.issubdtype(x.dtype, jnp.floating):
            is_first = lax.bitwise_or(*jnp.broadcast_arrays(is_first, lax.ne(x, x)))
        return arithmetic.choose(is_first, x, y)

    @extreme.defjvp
    def _jvp(primals, tangents):
        # Ties go to x, and so does their derivative; JAX would halve it. That of nan goes to y.
        return extreme(*primals), arithmetic.choose(is_before(*primals), *tangents)

    return extreme


_larger, _smaller = _extreme(arithmetic.greater_equal), _extreme(arithmetic.less_equal)


@op("Maximum", names=("math.maximum", "maximum"), broadcasts=True)
def maximum(x, y, name=None):
    """Returns the larger of x and y, element-wise; nan if either is.

    Args:
      x: Tensor of a real dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Example:
      >>> maximum([1.0, 5.0], 3.0).numpy().tolist()
      [3.0, 5.0]

    Source: `tf.math.maximum`.
    """
    return _larger(x, y)


@op("Minimum", names=("math.minimum", "minimum"), broadcasts=True)
def minimum(x, y, name=None):
    """Returns the smaller of x and y, element-wise.

    Args:
      x: Tensor of a real dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.minimum`.
    """
    return _smaller(x, y)


@op("SquaredDifference", names=("math.squared_difference",), broadcasts=True)
def squared_difference(x, y, name=None):
    """Returns (x - y) * conj(x - y) element-wise.

    Args:
      x: Tensor of a number dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.squared_difference`.
    """
    difference = arithmetic.subtract(x, y)
    if jnp.iscomplexobj(difference):
        return lax.complex(difference.real**2 + difference.imag**2, jnp.zeros_like(difference.real))
    return lax.mul(difference, difference)
