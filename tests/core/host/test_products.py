"""Products of a matrix and a vector are TensorFlow's, to the last bit."""

import json

import hypothesis
import jax.numpy as jnp
import numpy as np
import pytest
import record_products
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.core import tiers
from tfcourse.core.host import products, translate
from tfcourse.core.kernels import aval

RECORDED = json.loads(record_products.PATH.read_text(encoding="utf-8"))
CASES = {name: operands for name, *operands in record_products.cases()}


@pytest.fixture
def on_the_host(monkeypatch):
    monkeypatch.setattr(tiers, "mode", "host")


def is_ours(a, b, flags):
    """Says whether the host tier adds a product itself: the side of one row or column is `b`."""
    a_rows, a_sums_last = (a.shape[1], False) if flags[0] else (a.shape[0], True)
    b_rows, b_sums_last = (b.shape[0], True) if flags[1] else (b.shape[1], False)
    if b_rows > 1:
        a_sums_last, b_sums_last = b_sums_last, a_sums_last
    addends = a.size // a_rows
    return products.template(max(a_rows, b_rows), addends, a_sums_last, b_sums_last, a.dtype)


OURS = [name for name, operands in CASES.items() if is_ours(*operands)]


def test_most_products_are_added_here():
    assert len(OURS) > 0.7 * len(CASES)


@pytest.mark.parametrize("name", OURS)
def test_adds_in_the_order_of_tensorflow(name, on_the_host):
    a, b, flags = CASES[name]
    assert tf.matmul(a, b, *flags).numpy().tobytes().hex() == RECORDED[name]


def test_a_regression_ends_with_tensorflows_weights(on_the_host):
    assert record_products.train(tf).tobytes().hex() == RECORDED["regression"]


def test_a_gradient_is_added_as_tensorflow_adds_it(on_the_host):
    x = record_products.values(127, 6, "float32")
    y = record_products.values(127, 1, "float32")
    weights = tf.Variable(tf.zeros((6, 1)))
    with tf.GradientTape() as tape:
        target = tf.matmul(x, weights)
    gradient = tape.gradient(target, weights, output_gradients=tf.constant(y))
    assert (
        gradient.numpy().tobytes().hex() == RECORDED["float32 [(127, 6), (127, 1)] [True, False]"]
    )


@hypothesis.given(
    rows=st.integers(1, 40),
    addends=st.integers(2, 150),
    is_matrix_contiguous=st.booleans(),
    is_vector_contiguous=st.booleans(),
    dtype=st.sampled_from([np.float32, np.float64]),
)
def test_is_the_product_whatever_the_size(
    rows, addends, is_matrix_contiguous, is_vector_contiguous, dtype
):
    template = products.template(rows, addends, is_matrix_contiguous, is_vector_contiguous, dtype)
    matrix = np.arange(rows * addends).reshape(addends, rows).astype(dtype) % 17
    vector = np.arange(addends).reshape(addends, 1).astype(dtype) % 5
    if template is not None:
        product = eval(template.format("matrix", "vector"))
        assert np.array_equal(product, (matrix * vector).sum(0))


@pytest.mark.parametrize(
    ("rows", "addends", "dtype"),
    [
        (3, 1, np.float32),
        (0, 3, np.float32),
        (3, 0, np.float32),
        (3, 3, np.int32),
        (3, 3, np.complex64),
        (products.LARGEST, 2, np.float32),
    ],
)
def test_leaves_the_rest_to_blas(rows, addends, dtype):
    assert products.template(rows, addends, True, False, dtype) is None


@pytest.mark.parametrize(
    ("a", "b"), [((9,), (9,)), ((9,), (9, 1)), ((3,), (3, 2)), ((2, 3), (3,)), ((0, 3), (3,))]
)
def test_vectors_of_one_dimension_are_columns(a, b):
    operands = [np.resize(np.float32([1, 2, -3, 0.5]), shape) for shape in (a, b)]
    program = translate(lambda a, b: (jnp.dot(a, b),), list(map(aval, operands)))
    (product,) = program(*operands)
    assert product.dtype == np.float32
    assert product.shape == np.dot(*operands).shape
    assert np.array_equal(product, np.dot(*operands))
