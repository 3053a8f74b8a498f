"""Looking around in a graph, as the kernel sees it."""

import pytest

import tfcourse as tf
from tfcourse.viz.traced_call import traced_call
from tfcourse.widgets.graph import explore_graph


@tf.function
def branched(x):
    with tf.name_scope("layer"):
        y = tf.tanh(x * 2.0)
    if y > 0.5:
        y = y / 3.0
    return y


@pytest.fixture
def view():
    return explore_graph(traced_call(branched, tf.constant(1.0)))


def click(view, key):
    view._asked(view, {"selected": key}, [])
    assert view.error == ""
    return view.picture


def choose(view, **values):
    view._asked(view, {"values": view.values | values, "question": 1}, [])
    return view.picture


def test_three_views_of_one_function(view):
    assert [control["name"] for control in view.controls] == ["show", "find"]
    assert view.values["show"] == "forward"
    with_gradients = choose(view, show="gradient")
    assert "∇ " in view.html and with_gradients.data()["gradients"]
    compiled = choose(view, show="compiled")
    assert "branched as XLA compiled it" in view.text and compiled.model.by_key
    assert choose(view, show="backward").show == "compiled"
    choose(view, show="forward")
    assert "∇ " not in view.html and view.error == ""


def test_a_holder_of_graphs_opens_and_tells_about_itself(view):
    assert "cond/then_branch/truediv" in view.picture.visible.boxes
    assert "scope:cond" in click(view, "scope:cond").visible.boxes
    opened = click(view, "scope:cond")
    assert opened.selected == "cond" and '<table aria-label="cond">' in view.html


def test_lines_and_nodes_point_each_other_out(view):
    (place,) = view.picture.model.by_key["layer/Tanh"].places
    click(view, f"line:0:{place[1]}")
    outlines = {box.key: box.outline for box in view.picture._boxes()}
    assert outlines["layer/Tanh"] == outlines["layer/mul"] == 3.0
    assert f'<table aria-label="line {place[1]}">' in view.html
    click(view, "layer/Tanh")
    assert '<table aria-label="layer/Tanh">' in view.html and "aria-current" in view.html


def test_what_is_open_stays_when_the_view_changes(view):
    click(view, "scope:layer")
    choose(view, show="compiled")
    assert "scope:layer" in choose(view, show="forward").visible.boxes


def test_going_to_a_neighbour_opens_what_is_around_it(view):
    click(view, "scope:layer")
    assert "layer/Tanh" in click(view, "layer/Tanh").visible.boxes


def test_finding_by_name_type_or_code(view):
    for words, key in (
        ("tanh", "layer/Tanh"),
        ("RealDiv", "cond/then_branch/truediv"),
        ("y / 3.0", "cond/then_branch/truediv/y"),
    ):
        assert choose(view, find=words).selected == key
    assert choose(view, find="nowhere").selected == "cond/then_branch/truediv/y"


def test_what_cannot_be_compiled_is_said_in_the_picture():
    view = explore_graph(traced_call(lambda x: x + "!", tf.constant("a")), None, "compiled")
    assert "XLA does not compile" in view.html and view.error == ""
    click(view, "line:0:3")
    click(view, "x")
    assert choose(view, show="forward").selected == "x"


@pytest.mark.parametrize("key", ["scope:", "scope:no", "line:9:9", "", "<b>", "output:9"])
def test_a_front_end_may_select_anything(view, key):
    click(view, key)
