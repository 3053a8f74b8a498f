"""Gradients that are 0 wherever that of the result is, even where there is no derivative.

So it is with roots and reciprocals in TensorFlow: what is chosen beside sqrt(0), by `where` or
`reduce_max`, has a gradient, though the derivative of the root is infinite.
"""

import jax
from jax import lax

from tfcourse.core.differentiation import direction
from tfcourse.ops.arithmetic import number


def with_vanishing_gradient(function, times_derivative, derivatives, vanishes_forwards=True):
    """Returns a function with such a gradient.

    Args:
      function: The function of one array.
      times_derivative: (result, change) -> the derivative times the change.
      derivatives: (result, change) -> the derivatives of that product by both.
      vanishes_forwards: Whether tangents are 0, too, where that of the operand is.
    """

    @jax.custom_jvp
    def vanishing(result, change):
        is_zero = lax.eq(change, number(0, change))
        return lax.select(is_zero, lax.full_like(change, 0), times_derivative(result, change))

    @vanishing.defjvp
    def _vanishing_jvp(primals, tangents):
        by_result, by_change = derivatives(*primals)
        return vanishing(*primals), by_result * tangents[0] + by_change * tangents[1]

    @jax.custom_vjp
    def backwards(x):
        return function(x)

    def forward(x):
        result = function(x)
        return result, result

    backwards.defvjp(forward, lambda result, change: (vanishing(result, change),))

    @jax.custom_jvp
    def forwards(x):
        return function(x)

    @forwards.defjvp
    def _forwards_jvp(primals, tangents):
        result = forwards(*primals)
        product = vanishing if vanishes_forwards else times_derivative
        return result, product(result, *tangents)

    def differentiable(x):
        if direction() is None:
            return function(x)
        return (forwards if direction() == "forward" else backwards)(x)

    return differentiable
