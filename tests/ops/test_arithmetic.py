"""The arithmetic of kernels is that of `jax.numpy`."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tfcourse.ops import arithmetic

# Few examples: each is compiled, as `jax.numpy` runs nothing else.
FUNCTIONS = {
    "add": jnp.add,
    "subtract": jnp.subtract,
    "multiply": jnp.multiply,
    "divide": jnp.divide,
    "power": jnp.power,
    "equal": jnp.equal,
    "not_equal": jnp.not_equal,
    "less": jnp.less,
    "less_equal": jnp.less_equal,
    "greater": jnp.greater,
    "greater_equal": jnp.greater_equal,
}


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(max_examples=15)
@given(
    hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=3),
    st.integers(0, 2**32 - 1),
)
def test_arrays_that_broadcast(name, shapes, seed):
    generator = np.random.default_rng(seed)
    x, y = (
        np.asarray(generator.uniform(0.5, 3, shape), np.float32) for shape in shapes.input_shapes
    )
    own, theirs = (
        jax.make_jaxpr(function)(x, y) for function in (getattr(arithmetic, name), FUNCTIONS[name])
    )
    assert own.out_avals == theirs.out_avals
    np.testing.assert_array_equal(getattr(arithmetic, name)(x, y), FUNCTIONS[name](x, y))


@settings(max_examples=30)
@given(
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
    st.sampled_from(["float16", "bfloat16", "float32", "float64", "int8", "int32", "complex64"]),
    st.booleans(),
    st.data(),
)
def test_totals(shape, dtype, keepdims, data):
    x = jnp.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    axes = data.draw(st.permutations(range(len(shape))).map(lambda order: tuple(sorted(order[:2]))))
    own = arithmetic.total(x, axes, keepdims)
    theirs = jnp.sum(x, axes, dtype=x.dtype, keepdims=keepdims)
    assert (own.shape, own.dtype) == (theirs.shape, theirs.dtype)
    np.testing.assert_array_equal(own, theirs)


def test_choices_of_all_shapes():
    condition, x = np.array([True, False]), np.array([[1.0, 2.0], [3.0, 4.0]])
    assert arithmetic.choose(condition, x, np.zeros(2)).tolist() == [[1.0, 0.0], [3.0, 0.0]]
    assert arithmetic.choose(x > 2, x, -x).tolist() == [[-1.0, -2.0], [3.0, 4.0]]


def test_numbers_have_the_dtype_of_an_array():
    number = arithmetic.number(2, jnp.zeros(3, jnp.bfloat16))
    assert (number.dtype, number.shape) == (jnp.bfloat16, ())
