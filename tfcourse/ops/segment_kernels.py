"""Sums, products and extremes of rows by ids, with their derivatives."""

import jax
import jax.numpy as jnp


def _largest(dtype):
    return jnp.finfo(dtype).max if jnp.issubdtype(dtype, jnp.inexact) else jnp.iinfo(dtype).max


def _least(dtype):
    return jnp.finfo(dtype).min if jnp.issubdtype(dtype, jnp.inexact) else jnp.iinfo(dtype).min


def _highest(dtype):
    return jnp.inf if jnp.issubdtype(dtype, jnp.inexact) else jnp.iinfo(dtype).max


def _lowest(dtype):
    return -jnp.inf if jnp.issubdtype(dtype, jnp.inexact) else jnp.iinfo(dtype).min


def rows_of(data, segment_ids):
    """Returns data of shape [rows, ...] and ids of shape [rows]."""
    return data.reshape(segment_ids.size, *data.shape[segment_ids.ndim :]), segment_ids.ravel()


def _scattered(data, ids, count, initial, method):
    start = jnp.full((count, *data.shape[1:]), initial, data.dtype)
    # Rows of negative ids are dropped: they are sent behind the last segment.
    ids = jnp.where(ids < 0, count, ids)
    return getattr(start.at[ids], method)(data, mode="drop")


def segment_sums(data, ids, count):
    """Returns the sums of the rows of each segment.

    Args:
      data: Array of shape [n, ...].
      ids: Integer array of shape [n]; rows of negative ids are left out.
      count: The number of segments.

    Returns:
      Array of shape [count, ...].
    """
    return _scattered(data, ids, count, 0, "add")


def _extreme(method, initial):
    """Returns the segment maximum or minimum, whose derivative is shared by equal rows."""

    def extreme(data, ids, count):
        # The ids are an operand: a traced one must not be enclosed where a branch is traced.
        @jax.custom_jvp
        def function(data, ids):
            return _scattered(data, ids, count, initial(data.dtype), method)

        @function.defjvp
        def _jvp(primals, tangents):
            (data, ids), (data_dot, _) = primals, tangents
            result = function(data, ids)
            is_chosen = data == result[ids]
            shares = segment_sums(is_chosen.astype(data.dtype), ids, count)
            chosen = segment_sums(jnp.where(is_chosen, data_dot, 0), ids, count)
            # Of a segment without rows it is nan, as in TensorFlow.
            return result, chosen / shares

        return function(data, ids)

    return extreme


def segment_products(data, ids, count):
    """Returns the products of the rows of each segment; arguments are those of `segment_sums`."""

    @jax.custom_jvp
    def function(data, ids):
        return _scattered(data, ids, count, 1, "multiply")

    @function.defjvp
    def _jvp(primals, tangents):
        # The derivative by a row is the product of the others: of all but one zero.
        (data, ids), (data_dot, _) = primals, tangents
        result = function(data, ids)
        is_zero = data == 0
        safe = jnp.where(is_zero, 1, data)
        rows = jnp.maximum(ids, 0)
        others = jnp.where(is_zero, function(safe, ids)[rows], result[rows] / safe)
        zeros = segment_sums(is_zero.astype(data.dtype), ids, count)[rows]
        changes = jnp.where(zeros > 1, 0, others * data_dot)
        return result, segment_sums(changes, ids, count)

    return function(data, ids)


# The largest and least rows of each segment; arguments are those of `segment_sums`.
segment_maxima = _extreme("max", _lowest)

segment_minima = _extreme("min", _highest)

# The same, but finite, as TensorFlow has them where ids are in no order.
finite_segment_maxima = _extreme("max", _least)

finite_segment_minima = _extreme("min", _largest)
