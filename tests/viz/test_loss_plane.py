"""A loss over two directions of weights: values, paths, pictures; weights stay where they are."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.viz.descent_picture import DescentPicture
from tfcourse.viz.drawing import Label, Path, Pixels
from tfcourse.viz.loss_plane import LossPlane, PlaneDescent
from tfcourse.viz.loss_plane_picture import LossPlanePicture
from tfcourse.viz.picture import CannotDraw

ALONG = ([[1.0, 0.0]], [[0.0, 1.0]])


@pytest.fixture
def w():
    return tf.Variable([1.0, 2.0], name="w")


def plane_of(w, factors=(1.0, 3.0)):
    return LossPlane(lambda: tf.reduce_sum(tf.constant(factors) * w**2), [w], ALONG)


def test_values(w):
    points = np.random.default_rng(0).normal(size=[3, 4, 2])
    expected = (1 + points[..., 0]) ** 2 + 3 * (2 + points[..., 1]) ** 2
    np.testing.assert_allclose(plane_of(w).values(points), expected, rtol=1e-6)
    assert w.numpy().tolist() == [1.0, 2.0]


def test_a_loss_that_cannot_be_traced(w):
    plane = LossPlane(lambda: float(w.numpy().sum()), [w], ALONG)
    assert plane.values([[0.0, 0.0], [1.0, 2.0]]).tolist() == [3.0, 6.0]
    assert w.numpy().tolist() == [1.0, 2.0]


def test_variables_of_other_types():
    half = tf.Variable(tf.constant([1.0, 2.0], tf.float16))
    double = tf.Variable(np.array([3.0, 4.0]))

    def loss():
        return tf.reduce_sum(tf.cast(half, tf.float64) * double)

    ones = [[1.0, 1.0], [1.0, 1.0]]
    plane = LossPlane(loss, [half, double], (ones, None))
    assert plane.values([[0.0, 0.0], [1.0, 0.0]]).tolist() == [11.0, 23.0]
    assert PlaneDescent(plane, "sgd", 2).path((0.0, 0.0), 0.01).points[1, 0] == pytest.approx(-0.1)
    assert half.numpy().tolist() == [1.0, 2.0] and double.numpy().tolist() == [3.0, 4.0]


def test_descent_within_the_plane(w):
    path = PlaneDescent(plane_of(w), "sgd", 3).path((0.0, 0.0), 0.1)
    assert path.points[1].tolist() == pytest.approx([-0.2, -1.2])
    assert path.curvatures[0] == pytest.approx(
        (2 * 0.2**2 + 6 * 1.2**2) / (0.2**2 + 1.2**2), rel=1e-4
    )
    assert w.numpy().tolist() == [1.0, 2.0]
    picture = DescentPicture(
        None, (0.0, 0.0), [0.1, 0.4], steps=20, descent=PlaneDescent(plane_of(w), "sgd", 20)
    )
    assert [path.verdict for path in picture.paths] == ["good", "diverging"]
    with pytest.raises(CannotDraw, match="The optimizers are sgd"):
        PlaneDescent(plane_of(w), "lion")


def test_random_directions_have_the_filters_norms_of_the_model():
    kernel = tf.Variable(tf.random.normal([5, 3, 2, 4], seed=1))
    bias = tf.Variable(tf.ones([4]))
    one, again, other = (
        LossPlane(lambda: tf.reduce_sum(kernel) + tf.reduce_sum(bias), [kernel, bias], seed=seed)
        for seed in (1, 1, 2)
    )
    for direction in one._directions:
        norms = [
            np.linalg.norm(np.reshape(value, [-1, 4]), axis=0) for value in (direction[0], kernel)
        ]
        np.testing.assert_allclose(*norms, rtol=1e-5)
        assert not direction[1].any()
    assert one._directions[0][0].tolist() == again._directions[0][0].tolist()
    assert one._directions[0][0].tolist() != other._directions[0][0].tolist()
    alone = LossPlane(lambda: tf.reduce_sum(bias), [bias])
    assert all(alone.lengths)


def test_a_model():
    model = tf.keras.Sequential([tf.keras.layers.Dense(3, "tanh"), tf.keras.layers.Dense(1)])
    x = tf.random.normal([8, 2], seed=1)
    model.compile("adam", "mse")
    model(x)
    before = [variable.numpy().tobytes() for variable in model.variables]
    plane = LossPlane(lambda: model.compute_loss(x, x[:, :1], model(x)), model.trainable_variables)
    picture = LossPlanePicture(plane, 0.5, 9)
    here = float(model.compute_loss(x, x[:, :1], model(x)))
    assert picture.data()["here"] == pytest.approx(here, rel=1e-5)
    assert [variable.numpy().tobytes() for variable in model.variables] == before


def test_all_forms_say_the_same(w):
    picture = LossPlanePicture(plane_of(w), 2.0, 9)
    assert picture.text() == (
        "loss over two directions, -2 to 2 times each\n"
        "13 here, between 0 and 57; lowest at (-1, -2)\n"
        "curvature along the first direction 2, along the second 6"
    )
    data = picture.data()
    assert np.shape(data["values"]) == (9, 9) and data["along"][0] == -2
    assert data["curvatures"] == pytest.approx([2.0, 6.0])
    drawing = picture.drawing()
    texts = [mark.text for mark in drawing.marks if isinstance(mark, Label)]
    assert "13 here, between 0 and 57; lowest at (-1, -2)" in texts
    (pixels,) = [mark for mark in drawing.marks if isinstance(mark, Pixels)]
    assert pixels.values.shape == (9, 9, 3)
    # The lowest row of values is the lowest of the picture.
    lines = [mark for mark in drawing.marks if isinstance(mark, Path) and "loss" in mark.title]
    assert len(lines) >= 10
    assert picture._repr_mimebundle_()["image/png"]


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_losses_that_are_no_numbers(w, value):
    loss = LossPlane(lambda: tf.where(w[0] > 1.4, value, w[0] * w[1]), [w], ALONG)
    picture = LossPlanePicture(loss, 1.0, 9)
    assert picture.svg() and "between 0 and" in picture.text()
    nowhere = LossPlane(lambda: tf.constant(value) * w[0], [w], ALONG)
    assert "no loss is a number" in LossPlanePicture(nowhere, 1.0, 5).text()
    assert LossPlanePicture(nowhere, 1.0, 5).svg()


def test_names_are_escaped(w):
    plane = LossPlane(lambda: tf.reduce_sum(w), [w], ALONG, name="<script>")
    assert "<script" not in LossPlanePicture(plane, 1.0, 5).html()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda w: LossPlane(3, [w]), "A function that returns the loss is needed; got 3."),
        (lambda w: LossPlane(lambda: w[0], []), "There are no variables to move."),
        (lambda w: LossPlane(lambda: w[0], [3]), "Variables are needed; got 3."),
        (lambda w: LossPlane(lambda: w, [w]), "loss has to return the loss, one number; it retur"),
        (lambda w: LossPlane(lambda: w[0], w, (3, None)), "A direction is a list of 1 arrays, one"),
        (
            lambda w: LossPlane(lambda: w[0], w, ([[1.0]], None)),
            "The direction's part for w has the shape (2,), not (1,).",
        ),
        (
            lambda w: LossPlane(lambda: w[0], w, ([[0.0, 0.0]], None)),
            "A direction of zeros leads nowhere.",
        ),
        (lambda w: LossPlanePicture(plane_of(w), 0.0), "The reach is above 0, not 0."),
        (lambda w: LossPlanePicture(plane_of(w), 1.0, 3), "There are 5 to 101 points along a side"),
    ],
)
def test_what_cannot_be_drawn(w, make, message):
    with pytest.raises(CannotDraw) as error:
        make(w)
    assert str(error.value).startswith(message)
