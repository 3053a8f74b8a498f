"""`%%tf_tape` in a real shell: it runs the cell as the cell would run, and shows its tape."""

import sys

import pytest
from IPython.utils.capture import capture_output

from tfcourse.viz.tape_picture import TapePicture


@pytest.fixture
def loaded(shell):
    shell.run_cell("%load_ext tfcourse\nimport tfcourse as tf\nw = tf.Variable(2.0)")
    return shell


def run(shell, cell):
    with capture_output() as captured:
        result = shell.run_cell(cell)
    return result, captured


def test_the_cell_runs_and_its_names_stay(loaded):
    result, captured = run(loaded, "%%tf_tape --static\nh = w * 3.0\nprint('ran')\nh + 1.0")
    assert captured.stdout.startswith("ran\n") and loaded.user_ns["h"].numpy() == 6
    assert isinstance(result.result, TapePicture)
    data = result.result.data()
    assert [item["expression"] for item in data["operations"]] == ["w * 3", "h + 1"]
    assert [item["line"] for item in data["operations"]] == [2, 4]
    assert data["operations"][1]["source"] == "h + 1.0"
    assert data["sources"][0]["gradient"] == "3"


def test_a_player_by_default(loaded):
    result, _ = run(loaded, "%%tf_tape\ny = w * w")
    view = result.result
    assert view.controls[0]["kind"] == "player" and "The gradients of y" in view.html
    view.values = {"moment": 1.2}
    assert view.values == {"moment": 1} and "Forward 1 of 1" in view.html
    assert view.text.endswith("on the tape, as it takes w")


def test_without_anywidget_it_is_a_picture(loaded, monkeypatch):
    monkeypatch.setitem(sys.modules, "anywidget", None)
    for name in ("live_view", "tape"):
        monkeypatch.delitem(sys.modules, f"tfcourse.widgets.{name}", raising=False)
    result, _ = run(loaded, "%%tf_tape\nw * w")
    assert isinstance(result.result, TapePicture)


def test_watching_what_the_cell_makes(loaded):
    cell = "%%tf_tape --watch x,w --static\nx = tf.constant(3.0)\ny = w * x**2"
    result, _ = run(loaded, cell)
    gradients = {item["name"]: item["gradient"] for item in result.result.data()["sources"]}
    assert gradients == {"x": "12", "w": "9"}


def test_a_target_by_name(loaded):
    cell = "%%tf_tape --target loss --static\nloss = w * 3.0\nprint(loss.numpy())"
    result, _ = run(loaded, cell)
    assert result.result.data()["target"] == "loss"
    result, _ = run(loaded, '%%tf_tape --target "parts[0]" --static\nparts = [w * 3.0, w * 4.0]')
    assert result.result.data()["sources"][0]["gradient"] == "3"


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("%%tf_tape\nprint(1)", "End the cell with the tensor to differentiate, or name it: %%tf_"),
        ("%%tf_tape\nx = 1.0", "name it: %%tf_tape --target loss; got a value of type float"),
        ("%%tf_tape\n[w * 2.0, w]", "name it: %%tf_tape --target loss; got a value of type list"),
        ("%%tf_tape --watch x\nw * 2.0", "--watch takes names of tensors and Variables; x is none"),
        ("%%tf_tape --watch n\nn = 3\nw * 2.0", "tensors and Variables; n is of type int."),
        ("%%tf_tape\nt = tf.constant(1.0)", "What is to be differentiated was not computed while"),
        ("%%tf_tape --speed 3\nw * 2.0", "unrecognized arguments: --speed 3"),
    ],
)
def test_wrong_usage_is_one_line(loaded, cell, error):
    _, captured = run(loaded, cell)
    assert captured.stderr.startswith("UsageError: ") and error in captured.stderr
    assert captured.stderr.count("\n") == 1


def test_an_error_is_the_users_own(loaded):
    result, captured = run(loaded, "%%tf_tape\nx = tf.ones([2])\n\nx + tf.ones([3])")
    assert not result.success and "----> 4 x + tf.ones([3])" in captured.stdout
    assert "tfcourse/" not in captured.stdout
    assert loaded.user_ns["x"].shape == (2,)
    result, captured = run(loaded, "%%tf_tape\nx = (1,\n")
    assert isinstance(result.error_in_exec, SyntaxError) and "x = (1," in captured.stdout
    result, _ = run(loaded, "%%tf_tape --target nothing\nw * 2.0")
    assert isinstance(result.error_in_exec, NameError)


def test_magics_within_the_cell(loaded):
    result, _ = run(loaded, "%%tf_tape --static\n%pwd\nw * 2.0")
    assert result.result.data()["operations"][0]["line"] == 3


def test_a_cell_that_is_run_again(loaded):
    for _ in range(2):
        result, _ = run(loaded, "%%tf_tape --static\ny = w * w\ny")
        assert result.result.data()["sources"][0]["gradient"] == "4"
        assert [item["name"] for item in result.result.data()["operations"]] == ["y"]
