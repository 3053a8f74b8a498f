"""A tape as a picture: the whole as a table, and each moment of the way forward and back."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.viz.drawing import Box, Label, Path, Pixels
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.tape_moments import shown
from tfcourse.viz.tape_picture import TapePicture
from tfcourse.viz.tape_record import recording


@pytest.fixture
def picture():
    x, c = tf.Variable(3.0), tf.constant(-2.0)
    with recording() as record:
        h = x**2
        y = h + c * x
    return TapePicture(record, y)


def marks(picture, kind):
    return [mark for mark in picture.drawing().marks if isinstance(mark, kind)]


def texts(picture):
    return [mark.text for mark in marks(picture, Label)]


WHOLE = """\
tape of y: 3 operations, 3 on the way back
x: variable, watched = 3
c: tensor, not watched = -2
forward
  h = x ** 2 = 9
  v2 = c * x = -6
  y = h + v2 = 3
backward
  y = h + v2: d/d h = 1, d/d v2 = 1
  v2 = c * x: d/d x = c = -2
  h = x ** 2: d/d x = 2 * x = 6
gradients
  d y/d x = 4
  d y/d c = None: c is a tensor; by itself a tape watches Variables only: tape.watch(c)"""


def test_the_whole_in_words(picture):
    # Both orders of what nothing waits for are right; TensorFlow's is this one or the other.
    lines = picture.text().splitlines()
    assert sorted(lines) == sorted(WHOLE.splitlines()) and lines[:8] == WHOLE.splitlines()[:8]


def test_plain_data(picture):
    data = picture.data()
    assert data["target"] == "y"
    assert data["sources"] == [
        {
            "name": "x",
            "kind": "variable",
            "watched": True,
            "value": "3",
            "gradient": "4",
            "reason": "",
        },
        {
            "name": "c",
            "kind": "tensor",
            "watched": False,
            "value": "-2",
            "gradient": None,
            "reason": "c is a tensor; by itself a tape watches Variables only: tape.watch(c)",
        },
    ]
    assert [(item["name"], item["expression"], item["value"]) for item in data["operations"]] == [
        ("h", "x ** 2", "9"),
        ("v2", "c * x", "-6"),
        ("y", "h + v2", "3"),
    ]
    assert data["operations"][1]["source"] == "y = h + c * x" and data["operations"][1]["on_tape"]
    assert data["backward"][0] == {
        "operation": 2,
        "incoming": "1",
        "shares": [
            {"to": "h", "formula": "1", "local": "1", "share": "1", "total": "1"},
            {"to": "v2", "formula": "1", "local": "1", "share": "1", "total": "1"},
        ],
    }
    totals = [share["total"] for pulled in data["backward"][1:] for share in pulled["shares"]]
    assert totals[-1] == "4"


def test_the_moments_tell_what_happens(picture):
    titles = [moment.title for moment in picture.moments]
    assert titles == [
        "Before the first operation",
        *(f"Forward {number} of 3" for number in (1, 2, 3)),
        "Backward begins at y: d y/d y = 1",
        *(f"Backward {number} of 3" for number in (1, 2, 3)),
        "The gradients of y",
    ]
    assert picture.moments[0].lines[:2] == ("watched: x", "not watched: c")
    assert picture.moments[2].lines == (
        "v2 = c * x = (-2) * 3 = -6",
        "on the tape, as it takes x",
    )
    accumulated = [line for moment in picture.moments for line in moment.lines if "accum" in line]
    assert accumulated in (
        ["    accumulated: d y/d x = 6 + (-2) = 4"],
        ["    accumulated: d y/d x = -2 + 6 = 4"],
    )


def test_forms_of_a_moment_agree(picture):
    for at, moment in enumerate(picture.moments):
        now = picture.at(at)
        assert now.label.endswith(moment.title)
        if at < picture.last:
            assert now.text() == "\n".join([now.label, *moment.lines])
        else:
            assert now.text().splitlines()[1:] == picture.text().splitlines()[1:]
        for said in (moment.title, *(line.strip() for line in moment.lines)):
            assert said in texts(now)
    bundle = picture._repr_mimebundle_()
    assert bundle["text/plain"] == picture.text()
    assert bundle["text/html"].startswith("<svg")


def test_values_come_as_they_are_computed_and_gradients_as_they_arrive(picture):
    forward = [
        sum(mark.role == "forward" for mark in marks(picture.at(at), Label)) for at in range(9)
    ]
    # The head of the column and two sources at first.
    assert forward == [3, 4, 5, 6, 6, 6, 6, 6, 6]
    gradient = [
        sum(mark.role == "gradient" for mark in marks(picture.at(at), Label)) for at in range(9)
    ]
    assert gradient == [1, 1, 1, 1, 2, 4, 5, 5, 5]


def test_the_operation_at_hand_is_pointed_out(picture):
    arrows = [[path.role for path in marks(picture.at(at), Path) if path.arrow] for at in range(9)]
    assert arrows[0] == arrows[4] == arrows[8] == []
    assert arrows[1:4] == [["forward"], ["forward"] * 2, ["forward"] * 2]
    assert arrows[5] == ["gradient"] * 2 and arrows[6] == arrows[7] == ["gradient"]
    bold = [mark.text for mark in marks(picture.at(1), Label) if mark.bold and "line" in mark.text]
    assert len(bold) == 1 and bold[0].endswith("h = x**2")


def test_nothing_jumps_from_moment_to_moment(picture):
    heads = {
        mark.y
        for at in range(9)
        for mark in marks(picture.at(at), Label)
        if mark.text == "operation"
    }
    assert len(heads) == 1


def test_large_values_are_shown_as_tensors():
    w = tf.Variable(tf.ones([20, 20]))
    with recording() as record:
        y = tf.reduce_sum(tf.tanh(w))
    whole = TapePicture(record, y)
    assert marks(whole, Pixels) == []
    assert "d y/d w = [20, 20]: all 0.42" in whole.text()
    forward = whole.at(1)
    assert "float32[20, 20]: 0.761594 to 0.761594, mean 0.761594" in texts(forward)
    back = whole.at(whole.last - 1)
    assert "d y/d w" in texts(back) and back.drawing().height > whole.drawing().height


def test_values_that_are_no_numbers():
    x = tf.Variable([0.0, -1.0])
    with recording() as record:
        y = tf.math.log(x)
        z = tf.reduce_sum(y)
    picture = TapePicture(record, z)
    assert "y = log(x) = [-inf, nan]" in picture.text() and "d z/d x = [inf, -1]" in picture.text()
    assert picture.svg()


def test_the_sum_of_a_target_with_elements():
    x = tf.Variable([1.0, 2.0])
    with recording() as record:
        y = x * x
    picture = TapePicture(record, y)
    seed = next(moment for moment in picture.moments if moment.phase == "seed")
    assert seed.lines[0].startswith("The gradient is that of the sum over all elements of y.")
    assert "d y/d x (operand 2) = x = [1, 2]" not in picture.text()
    assert "d/d x (operand 1) = x = [1, 2], d/d x (operand 2) = x = [1, 2]" in picture.text()
    assert "d y/d x = [2, 4]" in picture.text()


def test_rows_that_were_gathered():
    table = tf.Variable(tf.ones([5, 2]))
    with recording() as record:
        y = tf.reduce_sum(tf.gather(table, [1, 3]))
    picture = TapePicture(record, y)
    assert "d y/d table = rows [1, 3] of [5, 2]" in picture.text()
    assert all(picture.at(at).svg() for at in range(picture.last + 1))


def test_functions_layers_and_gradients_of_the_users_own():
    dense = tf.keras.layers.Dense(2, name="dense")
    x = tf.ones([1, 3])
    dense(x)

    @tf.custom_gradient
    def clipped(y):
        return y * 2.0, lambda cotangent: cotangent * 0.5

    @tf.function
    def double(y):
        return y * 2.0

    with recording() as record:
        loss = tf.reduce_sum(clipped(double(dense(x))))
    picture = TapePicture(record, loss)
    said = [operation["expression"] for operation in picture.data()["operations"]]
    assert said == ["Dense(x)", "double(v1)", "y * 2", "custom_gradient(y)", "reduce_sum(v4)"]
    assert "d loss/d dense/bias = [1, 1]" in picture.text()
    assert picture.at(picture.last - 1).svg()


def test_many_operations_are_gone_through_in_part():
    x = tf.Variable(1.0)
    with recording() as record:
        y = x
        for _ in range(400):
            y = y * 1.0
    picture = TapePicture(record)
    data = picture.data()
    assert len(data["operations"]) == len(data["backward"]) == 400
    titles = [moment.title for moment in picture.moments]
    assert "… 100 more operations forward" in titles and "… more operations backward" in titles
    assert len(titles) == 3 + 301 + 301
    assert "  … 300 more operations" in picture.text() and "  … 300 more" in picture.text()
    assert "d y₄₀₀/d x = 1" in picture.text() or "/d x = 1" in picture.text()
    rows = [len(marks(picture.at(at), Box)) for at in (0, 200, 400)]
    assert max(rows) < 60
    assert texts(picture.at(150)).count("… more operations") == 2


def test_which_are_shown_of_many():
    assert shown(3, 10) == [0, 1, 2] and shown(10, 4) == [0, 1, None, 8, 9]


def test_more_than_can_be_drawn(monkeypatch):
    monkeypatch.setattr("tfcourse.viz.tape_record.MOST", 3)
    monkeypatch.setattr("tfcourse.viz.tape_walk.MOST", 3)
    x = tf.Variable(1.0)
    with recording() as record:
        for _ in range(5):
            x * 2.0
    with pytest.raises(CannotDraw, match="5 operations ran, of which a picture takes 3: show one"):
        TapePicture(record)


def test_names_and_lines_of_users_are_escaped():
    values = {"<script>": tf.Variable(1.0)}
    with recording() as record:
        y = values["<script>"] * 2.0  # <b>
    picture = TapePicture(record, y)
    svg = picture.svg()
    assert "<script" not in svg and "&lt;script" in svg and "<b>" not in svg


def test_what_cannot_be_drawn():
    x = tf.Variable(1.0)
    with recording() as record:
        x + 0.0
    with pytest.raises(CannotDraw, match="What is to be differentiated was not computed while"):
        TapePicture(record, tf.constant(1.0))
    with pytest.raises(CannotDraw, match="under `with recording"):
        TapePicture(3)
    with pytest.raises(CannotDraw, match="The moments are 0 to 4, not 9"):
        TapePicture(record, moment=9)
    with recording() as record:
        tf.constant(1) + 1
    with pytest.raises(CannotDraw, match="No operation that has a gradient ran under the tape"):
        TapePicture(record)


def test_a_target_without_any_gradient():
    x = tf.Variable(2.0)
    with recording() as record:
        y = tf.stop_gradient(x) * 3.0
    picture = TapePicture(record, y)
    assert [moment.phase for moment in picture.moments] == ["start", "forward", "forward", "end"]
    assert "not on the tape: stop_gradient has no gradient" in picture.moments[1].lines
    assert any("nothing that it takes is watched" in line for line in picture.moments[2].lines)
    assert np.isclose(y.numpy(), 6)


def test_what_ran_after_the_target_is_left_out():
    x = tf.Variable(2.0)
    with recording() as record:
        y = x * 3.0
        tf.tanh(y)
    assert "(left out: 1 operation after y)" in TapePicture(record, y).text()
