"""Indexing beyond what the parity programs say: kernels, graphs, gradients."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.ops import indexing
from tfcourse.testing import check_gradients


@pytest.fixture
def on_xla():
    """A tensor whose value is a JAX array, so that indexing it needs a kernel."""
    import jax.numpy as jnp

    tensor = tf.constant(np.arange(12.0).reshape(3, 4))
    tensor.array = jnp.asarray(tensor.array)
    return tensor


def test_one_kernel_serves_all_indices(on_xla):
    before = len(indexing._INDEX.kernels)
    for row in range(3):
        assert on_xla[row].numpy().tolist() == np.arange(4.0 * row, 4.0 * row + 4).tolist()
        assert on_xla[-1 - row, row] == on_xla.numpy()[-1 - row, row]
    assert len(indexing._INDEX.kernels) - before <= 2


def test_text_is_selected_without_its_codes():
    words = tf.constant([["a", "b"], ["c", "d"]])
    assert words[1, ::-1].numpy().tolist() == [b"d", b"c"]
    assert [word.numpy() for word in words[0]] == [b"a", b"b"]


def test_a_part_is_no_view_that_can_be_written_to():
    tensor = tf.constant([1, 2, 3])
    tensor[1:].numpy()[0] = 9
    assert tensor.numpy().tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    "part",
    [
        lambda x: x[0],
        lambda x: x[1:, -1],
        lambda x: x[::-1, ::2] * x[0, 0],
        lambda x: x[..., tf.newaxis, 1],
        lambda x: x[tf.constant(1), tf.constant(-1)],
    ],
)
def test_gradients_of_parts(part):
    check_gradients(part, tf.constant(np.arange(6.0).reshape(2, 3)))


def test_an_index_computed_in_a_graph_needs_no_more_than_one_trace():
    @tf.function
    def pick(x, i):
        return x[i], x[i, 1:], x[:, -i]

    x = tf.constant(np.arange(12).reshape(3, 4))
    for i in (0, 1, 2):
        results = pick(x, tf.constant(i))
        expected = x.numpy()[i], x.numpy()[i, 1:], x.numpy()[:, -i]
        for result, value in zip(results, expected, strict=True):
            assert np.array_equal(result, value)
    assert pick.experimental_get_tracing_count() == 1


def test_bounds_computed_in_a_graph():
    @tf.function
    def middle(x, start, size):
        return x[start : start + size]

    x = tf.range(10)
    assert middle(x, tf.constant(2), tf.constant(3)).numpy().tolist() == [2, 3, 4]
    assert middle(x, tf.constant(8), tf.constant(5)).numpy().tolist() == [8, 9]


def test_assignment_to_a_part_keeps_the_rest_and_the_shape():
    variable = tf.Variable(np.zeros((2, 3)))
    variable[0, 1:].assign([1.0, 2.0])
    variable[1].assign(5.0)
    assert variable.numpy().tolist() == [[0, 1, 2], [5, 5, 5]]
    with pytest.raises(tf.errors.InvalidArgumentError, match="Cannot broadcast"):
        variable[0].assign([1.0, 2.0])
    assert variable.numpy().tolist() == [[0, 1, 2], [5, 5, 5]]


def test_slices_begin_at_computed_places():
    x = tf.constant(np.arange(12).reshape(3, 4))
    tf.slice(x, [0, 1], [1, 2])
    before = len(indexing._slice.op.kernels)
    for row in range(3):
        assert tf.slice(x, [row, 1], [1, 2]).numpy().tolist() == [[4 * row + 1, 4 * row + 2]]
    assert len(indexing._slice.op.kernels) == before
