"""Functions of tensors with dimensions that are not known."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.core.errors import InvalidArgumentError

WEIGHT = tf.Variable(np.linspace(-1, 1, 12, dtype=np.float32).reshape(6, 2))
FILTERS = tf.Variable(np.linspace(-1, 1, 18, dtype=np.float32).reshape(3, 3, 1, 2))


def saved(path, function, *specs):
    """A function, saved and loaded."""
    module = tf.Module()
    module.weight, module.filters = WEIGHT, FILTERS
    module.function = tf.function(function, input_signature=specs, autograph=False)
    tf.saved_model.save(module, path)
    return tf.saved_model.load(path).function


def values(shape, dtype=np.float32):
    """Numbers of a shape, of which some are negative."""
    count = int(np.prod(shape))
    return np.asarray(np.arange(count) * 7 % 11 - 3, dtype).reshape(shape)


def rows(x):
    """How many rows a tensor has, as a tensor."""
    return tf.shape(x)[0]


FUNCTIONS = {
    "matmul": lambda x: tf.nn.relu(x @ WEIGHT),
    "reshape": lambda x: tf.reshape(x, [-1, 3]),
    "flatten": lambda x: tf.reshape(x[:, None, :], [rows(x), -1]),
    "from its shape": lambda x: tf.reshape(x, tf.concat([tf.shape(x)[:1], [2, 3]], 0)),
    "product of its shape": lambda x: tf.reshape(x, [tf.reduce_prod(tf.shape(x))]),
    "twice": lambda x: tf.reshape(tf.concat([x, x], 0), [2 * rows(x), 6]),
    "its shape": tf.shape,
    "its size": lambda x: tf.size(x) // 2,
    "mean by hand": lambda x: tf.reduce_sum(x, 0) / tf.cast(rows(x), tf.float32),
    "less than rows": lambda x: x / tf.cast(rows(x) - 1, tf.float32),
    "ones": lambda x: tf.ones([rows(x), 1]) + tf.zeros_like(x),
    "range": lambda x: tf.range(rows(x)) * 2,
    "fill": lambda x: tf.fill([rows(x), 2], 0.5),
    "broadcast": lambda x: tf.broadcast_to(x[:1], tf.shape(x)),
    "where": lambda x: tf.where(x > 0, x, 0.0),
    "loss": lambda x: tf.nn.sparse_softmax_cross_entropy_with_logits(tf.argmax(x, 1), x),
    "logsumexp": lambda x: tf.reduce_logsumexp(x, 1),
    "moments": lambda x: tf.nn.moments(x, [0]),
    "last row": lambda x: x[-1],
    "every other": lambda x: x[::2],
    "sorted": lambda x: tf.sort(x, 1),
    "one-hot": lambda x: tf.one_hot(tf.cast(x[:, 0], tf.int32), 4),
    "transposed": lambda x: tf.transpose(x) @ x,
    "tensordot": lambda x: tf.tensordot(x, WEIGHT, 1),
    "cond": lambda x: tf.cond(tf.reduce_sum(x) > 0, lambda: x, lambda: -x),
    "while": lambda x: tf.while_loop(lambda i, y: i < rows(x), lambda i, y: (i + 1, y * 2), [0, x])[
        1
    ],
    "inner function": lambda x: tf.function(lambda y: tf.reshape(y, [rows(y), 3, 2]))(x),
    "gradient": lambda x: tf.gradients(tf.nn.softmax(x @ WEIGHT)[:, 0], x),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_dimension_that_is_open_stays_open(name, tmp_path):
    function = FUNCTIONS[name]
    loaded = saved(tmp_path, function, tf.TensorSpec([None, 6]))
    for count in [2, 5]:
        x = tf.constant(values([count, 6]))
        expected = tf.nest.flatten(tf.function(function, autograph=False)(x))
        for own, other in zip(tf.nest.flatten(loaded(x)), expected, strict=True):
            assert own.dtype is other.dtype
            np.testing.assert_allclose(own.numpy(), other.numpy(), rtol=1e-5, atol=1e-5)


def test_images(tmp_path):
    def function(x):
        y = tf.nn.max_pool2d(tf.nn.conv2d(x, FILTERS, 1, "SAME"), 2, 2, "VALID")
        return tf.reshape(y, [-1, 4 * 4 * 2])

    loaded = saved(tmp_path, function, tf.TensorSpec([None, 8, 8, 1]))
    x = tf.constant(values([3, 8, 8, 1]))
    np.testing.assert_allclose(loaded(x), function(x), rtol=1e-5)


def test_dimensions_that_must_be_equal(tmp_path):
    spec = tf.TensorSpec([None, 2])
    loaded = saved(tmp_path, lambda x, y: x + y, spec, spec)
    assert loaded(tf.ones([3, 2]), tf.ones([3, 2])).shape == [3, 2]
    with pytest.raises(InvalidArgumentError, match="rows"):
        loaded(tf.ones([3, 2]), tf.ones([4, 2]))


def test_two_dimensions_that_need_not_be_equal(tmp_path):
    loaded = saved(
        tmp_path,
        lambda x, y: x @ tf.transpose(y),
        tf.TensorSpec([None, 2]),
        tf.TensorSpec([None, 2]),
    )
    assert loaded(tf.ones([3, 2]), tf.ones([4, 2])).shape == [3, 4]


def test_an_unknown_rank(tmp_path):
    loaded = saved(tmp_path, lambda x: tf.tanh(x) * 2.0, tf.TensorSpec(None))
    for shape in [[], [2], [2, 1, 3], [1, 1, 1, 1]]:
        assert loaded(tf.ones(shape)).shape == shape
    with pytest.raises(InvalidArgumentError, match=r"not saved for arguments of these ranks: 5\."):
        loaded(tf.ones([1] * 5))


def test_unknown_ranks_that_fit_together_only(tmp_path):
    spec = tf.TensorSpec(None)
    loaded = saved(tmp_path, lambda x, y: tf.linalg.matmul(x, y), spec, spec)
    assert loaded(tf.ones([2, 3]), tf.ones([3, 4])).shape == [2, 4]


@pytest.mark.parametrize("draw", [tf.random.normal, tf.random.uniform, tf.random.truncated_normal])
def test_random_numbers_in_the_shape_of_an_argument(draw, tmp_path):
    def function(x):
        return x + draw(tf.shape(x), seed=3)

    tf.random.set_seed(1)
    x = tf.zeros([3, 2])
    original = tf.function(function)
    expected = [original(x).numpy(), original(x).numpy()]
    tf.random.set_seed(1)
    loaded = saved(tmp_path, function, tf.TensorSpec([None, 2]))
    np.testing.assert_allclose([loaded(x), loaded(x)], expected, rtol=1e-6)


def test_dropout(tmp_path):
    loaded = saved(tmp_path, lambda x: tf.nn.dropout(x, 0.5), tf.TensorSpec([None, 100]))
    kept = loaded(tf.ones([10, 100])).numpy() > 0
    assert 300 < kept.sum() < 700


def test_what_cannot_be_done_at_any_size_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"RandomShuffle .*line \d+.* not known"):
        saved(tmp_path, lambda x: tf.random.shuffle(x), tf.TensorSpec([None]))
