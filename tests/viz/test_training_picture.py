"""Curves of a training: in words, as data and drawn."""

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.viz.drawing import Box, Dot, Label, Path, Pixels
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.training_picture import TrainingPicture
from tfcourse.viz.training_record import Progress, TrainingRecord

HOSTILE = "<script>alert(\"&'x')</script>"
BLUE, ORANGE = "#0072b2", "#e69f00"


def record_of(**columns):
    record = TrainingRecord()
    for values in zip(*columns.values(), strict=True):
        record.add(dict(zip(columns, values, strict=True)))
    return record


def marks(picture, kind):
    return [mark for mark in picture.drawing().marks if isinstance(mark, kind)]


def texts(picture):
    return [mark.text for mark in marks(picture, Label)]


def test_all_forms_say_the_same():
    record = record_of(loss=[4.0, 2.0, 1.0], val_loss=[5.0, 3.0, 2.5], accuracy=[0.1, 0.5, 0.75])
    record.progress.append(Progress(6, "epoch", 3, 0.0, 6.0))
    record.add_gradients(
        [tf.constant([1e-6]), tf.constant([1.0])],
        [tf.Variable([0.0], name="a"), tf.Variable([0.0], name="b")],
    )
    picture = TrainingPicture(record, title="a net")
    assert picture.text() == (
        "a net, 3 steps\n"
        "epoch 3 of 6, 2 s each, 6.0 s left\n"
        "loss 1 at step 3, between 1 and 4\n"
        "val_loss 2.5 at step 3, between 2.5 and 5\n"
        "accuracy 0.75 at step 3, between 0.1 and 0.75\n"
        "gradients: vanishing. The norm of a's gradient is 1e-06 of b's, the last."
    )
    data = picture.data()
    assert data["series"]["loss"]["means"] == [4.0, 2.0, 1.0]
    assert data["progress"] == [{"name": "epoch", "done": 3, "total": 6}]
    assert data["gradients"]["verdict"] == "vanishing"
    for said in ("a net", "loss 1", "val_loss 2.5", "accuracy 0.75", "vanishing", "a", "b"):
        assert said in texts(picture)
    assert "epoch 3 of 6, 2 s each, 6.0 s left" in texts(picture)
    assert sorted(picture._repr_mimebundle_()) == ["image/png", "text/html", "text/plain"]


def test_the_static_form():
    """Golden: a chart of one curve of three points."""
    picture = TrainingPicture(record_of(loss=[4.0, 2.0, 1.0]))
    (line,) = [mark for mark in marks(picture, Path) if mark.role == BLUE and mark.line == 1.8]
    assert np.round(line.points, 1).tolist() == [[296.5, 40.8], [509.5, 154.4], [722.4, 211.2]]
    words = [text for text in texts(picture) if text[:1].isalpha()]
    assert words == ["loss", "step", "loss 1"]
    assert (picture.drawing().width, picture.drawing().height) == (760, 264)


def test_what_validates_shares_the_chart():
    picture = TrainingPicture(record_of(loss=[4.0, 2.0], val_loss=[5.0, 3.0]))
    assert len([box for box in marks(picture, Box) if box.filling == 0]) == 1
    assert {mark.role for mark in marks(picture, Path)} >= {BLUE, ORANGE}


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_loss_is_drawn_as_far_as_it_is_a_number(value):
    picture = TrainingPicture(record_of(loss=[1.0, 2.0, 3.0, value, value]))
    lines = [mark for mark in marks(picture, Path) if mark.role == BLUE and mark.line == 1.8]
    assert [len(line.points) for line in lines] == [3]
    (dot,) = marks(picture, Dot)
    assert dot.title == f"{value:g}"
    assert picture.text().endswith(f"between 1 and 3, {value:g} first at step 4")


def test_nothing_but_nan():
    picture = TrainingPicture(record_of(loss=[np.nan, np.nan]))
    assert picture.text().endswith("loss nan at step 2, nan first at step 1")
    assert picture.svg()


def test_nothing_at_all():
    picture = TrainingPicture(TrainingRecord())
    assert texts(picture) == ["nothing told yet"] and picture.text() == "training, 0 steps"
    assert picture.drawing().height > 20


def test_scales():
    wide, narrow, signed = ([1.0, 1e-3], [1.0, 0.5], [1.0, -1e3])
    for values, scale, is_log in (
        (wide, "auto", True),
        (narrow, "auto", False),
        (signed, "auto", False),
        (narrow, "log", True),
        (wide, "linear", False),
    ):
        picture = TrainingPicture(record_of(loss=values), scale)
        assert ("log" in texts(picture)) == is_log


def test_smoothing_leaves_the_curve_behind_pale():
    noisy = np.random.default_rng(0).normal(size=200)
    picture = TrainingPicture(record_of(loss=noisy), smoothing=0.1)
    pale, bold = [mark for mark in marks(picture, Path) if mark.role.startswith(BLUE)][:2]
    assert pale.role == BLUE + "66"
    heights = [np.ptp([y for _, y in line.points]) for line in (pale, bold)]
    assert heights[1] < 0.5 * heights[0]


def test_a_long_training_is_a_small_picture():
    picture = TrainingPicture(record_of(loss=np.linspace(5, 1, 30_000)))
    assert len(picture.svg()) < 40_000 and picture.data()["step"] == 30_000
    assert len(picture.data()["series"]["loss"]["means"]) <= 300


def test_many_quantities_and_variables_are_shown_in_part():
    record = record_of(**{f"metric {n}": [1.0, 2.0] for n in range(11)})
    variables = [tf.Variable(1.0, name=f"layer {n}") for n in range(60)]
    record.add_gradients([tf.constant(1.0)] * 60, variables)
    picture = TrainingPicture(record)
    shown = texts(picture)
    assert "3 more without a chart: metric 8, metric 9, metric 10" in shown
    assert "layer 0" in shown and "layer 59" in shown and "layer 30" not in shown


def test_gradients_that_are_not_there():
    record = record_of(loss=[1.0])
    variables = [tf.Variable(1.0, name=name) for name in ("a", "b", "c")]
    record.add_gradients([None, tf.zeros([]), tf.ones([])], variables)
    picture = TrainingPicture(record)
    assert {"None", "all 0", "no gradient"} <= set(texts(picture))
    (pixels,) = marks(picture, Pixels)
    assert pixels.values.shape[0] == 3


def test_names_are_escaped():
    record = record_of(**{HOSTILE: [1.0, 2.0]})
    record.add_gradients([tf.ones([])], [tf.Variable(1.0, name="a&b")])
    picture = TrainingPicture(record, title=HOSTILE)
    root = ElementTree.fromstring(picture.svg())
    assert not [element for element in root.iter() if element.tag.endswith("script")]
    assert "<script" not in picture.html() and HOSTILE in picture.text()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"scale": "square"}, "The scales are auto, linear, log; 'square' is none of them."),
        ({"smoothing": 2}, "Smoothing is from 0 to 0.5, not 2."),
    ],
)
def test_what_cannot_be_drawn(options, message):
    with pytest.raises(CannotDraw) as error:
        TrainingPicture(TrainingRecord(), **options)
    assert str(error.value) == message
