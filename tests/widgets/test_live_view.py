"""The kernel's side of a live picture: values in, SVG and text out."""

import re
from pathlib import Path

import pytest

import tfcourse as tf
import tfcourse.viz
import tfcourse.widgets
from tfcourse.viz.drawing import Drawing, Label
from tfcourse.viz.picture import Picture
from tfcourse.viz.traced_call import traced_call
from tfcourse.widgets.controls import Choice, Slider
from tfcourse.widgets.descent import explore_descent
from tfcourse.widgets.graph import explore_graph
from tfcourse.widgets.live_view import LiveView

STATIC = Path(tfcourse.widgets.__file__).parent / "static"
PICTURES = Path(tfcourse.viz.__file__).parent / "static"


class Said(Picture):
    label = "what is said"

    def __init__(self, words):
        self._words = words

    def text(self):
        return self._words

    def drawing(self):
        return Drawing(100, 20, [Label(0, 10, self._words)])


def draw(size, colour):
    if size == 3:
        raise RuntimeError("three is <too> much")
    return Said(f"{colour} {size:g}")


@pytest.fixture
def view():
    return LiveView(
        draw,
        [
            Slider("size", "size", 1, 100, 10, 0.5, is_log=True),
            Choice("colour", "colour", ("red", "blue"), "red"),
        ],
    )


def test_what_is_sent_to_the_front_end(view):
    assert view.values == {"size": 10, "colour": "red"}
    slider, choice = view.controls
    assert (slider["low"], slider["high"], slider["is_log"]) == (0, 2, True)
    assert choice["options"] == ["red", "blue"]
    assert "red 10" in view.html and view.text == "red 10" == repr(view)


def test_new_values_are_drawn_and_answered(view):
    answers = []
    view.send = answers.append
    view._asked(view, {"values": {"size": 20, "colour": "blue"}, "question": 3}, [])
    assert "blue 20" in view.html and view.text == "blue 20" and answers == [{"drawn": 3}]
    view._asked(view, {"values": {"size": 20, "colour": "blue"}, "question": 4}, [])
    for nothing in ("x", {}, {"values": 3}, None):
        view._asked(view, nothing, [])
    assert answers == [{"drawn": 3}, {"drawn": 4}] and view.values["size"] == 20


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"size": 1000, "colour": "red"}, {"size": 100, "colour": "red"}),
        ({"size": "x", "colour": "green"}, {"size": 10, "colour": "red"}),
        ({"size": float("nan")}, {"size": 10, "colour": "red"}),
        ({"size": 5, "colour": ["blue"], "other": 1}, {"size": 5, "colour": "red"}),
        ({}, {"size": 10, "colour": "red"}),
    ],
)
def test_a_front_end_may_send_anything(view, sent, kept):
    view.values = sent
    assert view.values == kept


def test_an_error_is_shown_and_the_picture_stays(view):
    view.values = {"size": 3, "colour": "red"}
    assert view.error == "RuntimeError: three is <too> much" and view.text == "red 10"
    view.values = {"size": 4, "colour": "red"}
    assert view.error == "" and view.text == "red 4"


def test_without_a_front_end_the_picture_shows(view, tmp_path):
    data, _ = view._repr_mimebundle_()
    assert set(data) >= {"application/vnd.jupyter.widget-view+json", "image/png", "text/html"}
    assert data["text/plain"] == "red 10" and "<svg" in data["text/html"]
    view.save(tmp_path / "x.txt")
    assert (tmp_path / "x.txt").read_text() == "red 10\n"


def test_modules_are_small_and_load_nothing_from_elsewhere():
    modules = sorted(STATIC.glob("*.js")) + sorted(PICTURES.glob("*.js"))
    assert len(modules) > 1
    for module in modules:
        text = module.read_text()
        assert len(text) < 30_000 and "// @ts-check" in text
        assert not re.search(r"https?://|import\(|\beval\b|new Function", text)
    assert not re.search(r"^import\b", LiveView._esm, re.MULTILINE)
    assert "function makeMovable" in LiveView._esm


def test_descent_follows_its_sliders():
    view = explore_descent(lambda x: x**2, (10.0,), (0.1, 0.5), steps=20)
    assert [path.learning_rate for path in view.picture.paths] == [0.1, 0.5]
    view.values = view.values | {"learning_rate": 1.5, "steps": 30, "optimizer": "sgd"}
    first, second = view.picture.paths
    assert first.verdict == "diverging" and len(first.losses) == 31
    assert second.learning_rate == 0.5
    view.values = view.values | {"optimizer": "adam"}
    assert "(adam)" in view.text


@tf.function
def layered(x):
    with tf.name_scope("layer"):
        return tf.tanh(x * 2.0)


def test_looking_around_in_a_graph():
    view = explore_graph(traced_call(layered, tf.constant([1.0, 2.0])), ())
    assert view.can_select and "Tanh" not in view.html
    view._asked(view, {"selected": "scope:layer"}, [])
    assert "Tanh" in view.html
    view._asked(view, {"selected": "layer/Tanh"}, [])
    assert '<table aria-label="layer/Tanh">' in view.html and "float32[2]: 0.964" in view.html
    view._asked(view, {"selected": "layer/Tanh"}, [])
    assert "<table" not in view.html
    view._asked(view, {"selected": "scope:layer"}, [])
    assert "Tanh" not in view.html
    view.values = view.values | {"find": "tanh"}
    assert view.picture.selected == "layer/Tanh" and "Tanh" in view.html
    for sent in ({"selected": 3}, {}, "x", {"selected": "scope:gone"}):
        view._asked(view, sent, [])
        assert view.error == ""


def test_a_run_that_fails_leaves_the_graph_without_values():
    @tf.function
    def fails(x):
        tf.debugging.assert_positive(x)
        return x

    view = explore_graph(traced_call(fails, tf.constant(-1.0)))
    view._asked(view, {"selected": "x"}, [])
    assert '<table aria-label="x">' in view.html and view.error == ""
