"""The picture of a function's traces."""

import pytest

import tfcourse as tf
from tfcourse.viz.drawing import Label, Path
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.traces import Traces


@tf.function
def square(x, training=False):
    return x * x


square(tf.ones([2]))
square(tf.ones([3]))
square(2)


def texts(picture):
    return [mark.text for mark in picture.drawing().marks if isinstance(mark, Label)]


def test_all_forms_say_the_same():
    picture = Traces(square)
    assert picture.label == "square: 3 traces" and picture.text().startswith(picture.label)
    data = picture.data()
    assert [trace["number"] for trace in data] == [1, 2, 3]
    assert data[1]["arguments"] == {"x": "float32[3]", "training": "Python bool False"}
    drawn = " ".join(texts(picture))
    for trace in data:
        for said in (trace["reason"], *trace["advice"]):
            assert said in picture.text() and said in drawn.replace("to avoid it: ", "")


def test_a_trace_is_joined_to_the_one_before_if_compared_with_it():
    lines = [mark for mark in Traces(square).drawing().marks if isinstance(mark, Path)]
    assert len(lines) == 2


def test_a_function_not_called_yet():
    picture = Traces(tf.function(lambda: 1))
    assert picture.text() == "<lambda>: 0 traces" == texts(picture)[0]


def test_many_traces_are_summed_up():
    function = tf.function(lambda n: n)
    for n in range(40):
        function(n)
    drawn = texts(Traces(function))
    assert "… 10 more …" in drawn and {"1", "15", "26", "40"} <= set(drawn)
    assert not {"16", "25"} & set(drawn)


def test_what_is_no_traced_function():
    with pytest.raises(CannotDraw, match="A traced function is needed, one"):
        Traces(len)
