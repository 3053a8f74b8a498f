"""Contractions agree with NumPy."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

RANDOM = np.random.default_rng(1)
SIZES = {"a": 2, "b": 3, "c": 4, "d": 2}
EQUATIONS = ["ab->ba", "ab->", "ab->b", "ab,bc->ac", "ab,bc", "a,b->ab", "ab,ab->a", "aa->a", "aa"]
EQUATIONS += ["abc,cb->a", "ab,bc,cd->ad", "ab,bc,cd,da->", "...b,bc->...c", "a...->..."]


@pytest.mark.parametrize(
    "equation",
    EQUATIONS,
)
def test_einsum_is_that_of_numpy(equation):
    operands = [
        RANDOM.normal(size=[SIZES[label] for label in subscripts.replace("...", "d")])
        for subscripts in equation.partition("->")[0].split(",")
    ]
    np.testing.assert_allclose(tf.einsum(equation, *operands), np.einsum(equation, *operands))
    check_everywhere(lambda *tensors: tf.einsum(equation, *tensors), *operands)
    check_gradients(lambda *tensors: tf.einsum(equation, *tensors), *operands)


@pytest.mark.parametrize(
    "axes", [0, 1, 2, [[2], [0]], [[0, 1], [2, 1]], [[-1], [-3]], [0, 2], [(), ()]]
)
def test_tensordot_is_that_of_numpy(axes):
    a, b = RANDOM.normal(size=(3, 2, 2)), RANDOM.normal(size=(2, 2, 3))
    np.testing.assert_allclose(tf.tensordot(a, b, axes), np.tensordot(a, b, axes), atol=1e-12)
    check_everywhere(lambda a, b: tf.tensordot(a, b, axes), a, b)


def test_tensordot_with_unknown_dimensions():
    @tf.function(input_signature=[tf.TensorSpec([None, 3, None], tf.float64)])
    def contracted(x):
        return tf.tensordot(x, x, [[0, 2], [0, 2]])

    for shape in ((2, 3, 4), (1, 3, 1)):
        x = RANDOM.normal(size=shape)
        np.testing.assert_allclose(contracted(x), np.tensordot(x, x, [[0, 2], [0, 2]]))
