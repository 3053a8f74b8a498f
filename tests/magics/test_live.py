"""Magics about a training step and a model of the user's own, and the cheat sheet."""

import pytest
from IPython.utils.capture import capture_output

SETUP = """\
%load_ext tfcourse
import tfcourse as tf
w = tf.Variable([5.0, 1.0], name="w")
def step(rate):
    w.assign_sub(rate * 2 * w)
    return tf.reduce_sum(w**2)
def loss():
    return tf.reduce_sum(w**2)
"""
MODEL = """\
model = tf.keras.Sequential([tf.keras.layers.Dense(2)], name="line")
model.compile("sgd", "mse")
x = tf.random.normal([32, 3], seed=1)
y = x[:, :2]
"""


def run(shell, cell):
    with capture_output() as captured:
        result = shell.run_cell(cell)
    return result, captured


@pytest.fixture
def ready(shell):
    run(shell, SETUP)[0].raise_error()
    return shell


def test_range_of_a_step(ready):
    result, _ = run(ready, "%tf_lr_range step --lowest 1e-4 --highest 100 --steps 60")
    low, high = result.result.data()["suggested"]
    assert 1e-4 < low < high < 1 and "range test of step, 0.0001 to" in result.result.label
    assert ready.user_ns["w"].numpy().tolist() == [5.0, 1.0]
    result, _ = run(ready, '%tf_lr_range "lambda rate: step(rate / 10)" --steps 20')
    assert result.result.data()["suggested"] is not None


def test_range_of_a_step_on_batches_with_an_optimizer(ready):
    run(ready, "optimizer = tf.keras.optimizers.SGD(0.5)\nbatches = [tf.ones([2]), tf.ones([2])]")
    run(
        ready,
        "def train(batch):\n"
        "    with tf.GradientTape() as tape: loss = tf.reduce_sum((w - batch) ** 2)\n"
        "    optimizer.apply_gradients([(tape.gradient(loss, w), w)])\n"
        "    return loss",
    )
    line = "%tf_lr_range train --data batches --optimizer optimizer --steps 30"
    result, _ = run(ready, line)
    assert "range test of train" in result.result.label
    assert float(ready.user_ns["optimizer"].learning_rate.numpy()) == 0.5
    assert ready.user_ns["w"].numpy().tolist() == [5.0, 1.0]


def test_range_of_a_model(ready):
    run(ready, MODEL)
    result, _ = run(ready, "%tf_lr_range model --on x,y --batch 8 --lowest 1e-4 --steps 30")
    assert "range test of line" in result.result.label


def test_landscape(ready):
    result, _ = run(ready, "%tf_landscape loss --of w --along [[1,0]],[[0,1]] --points 9")
    assert result.result.data()["curvatures"] == pytest.approx([2, 2], rel=1e-3)
    result, _ = run(ready, '%tf_landscape "lambda: loss()" --of [w] --seed 3 --points 9')
    assert result.result.label == "<lambda> over two directions, -1 to 1 times each"
    line = "%tf_landscape loss --of w --along [[1,0]],[[0,1]] --lr 0.1,1.5 --steps 20"
    result, _ = run(ready, line)
    assert [path.verdict for path in result.result.paths] == ["good", "diverging"]
    assert ready.user_ns["w"].numpy().tolist() == [5.0, 1.0]


def test_landscape_of_a_model(ready):
    run(ready, MODEL)
    result, _ = run(ready, "%tf_landscape model --on x,y --points 9 --reach 0.5")
    assert result.result.label == "loss of line over two directions, -0.5 to 0.5 times each"


def test_cheatsheet(ready):
    result, _ = run(ready, "%tf_cheatsheet shapes")
    assert result.result.text().startswith("shapes\n")
    result, _ = run(ready, "%tf_cheatsheet")
    assert result.result.text().startswith("tensors\n")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("tf_lr_range", "the following arguments are required: step"),
        ("tf_lr_range 3", "A training step, step(learning_rate) that returns the loss, or a compi"),
        ("tf_lr_range step --data 3", "--data takes batches, such as a dataset; got 3."),
        ("tf_lr_range step --steps 3", "The test takes 10 to 10000 steps, not 3."),
        ("tf_lr_range step --steps x", "argument --steps: invalid int value: 'x'"),
        ("tf_lr_range step --lowest 2 --highest 1", "The learning rates rise from above 0, not fr"),
        ("tf_lr_range step --optimizer w", "A Keras optimizer is needed; got <tf.Variable"),
        ('tf_lr_range "lambda rate: w"', "<lambda> has to return the loss, one number; it"),
        ("tf_landscape loss", "The loss of which variables? --of weights; a Keras model knows"),
        ("tf_landscape loss --of 3", "Variables are needed; got 3."),
        ("tf_landscape loss --of w --along 3", "Two directions are needed, each a list of arrays"),
        ("tf_landscape loss --of w --along 3,4", "A direction is a list of 1 arrays, one for each"),
        ("tf_landscape loss --of w --lr a", "Numbers are written as 0.01,0.1; got 'a'."),
        ("tf_landscape loss --of w --points 2", "There are 5 to 101 points along a side, not 2."),
        ("tf_landscape 3 --of w", "A function that returns the loss is needed; got 3."),
        ("tf_cheatsheet colours", "The topics are tensors, shapes, gradients, function, data, ker"),
        ("tf_cheatsheet a b", "unrecognized arguments: b"),
    ],
)
def test_wrong_usage_is_told_in_a_line(ready, line, message):
    result, captured = run(ready, f"%{line}")
    assert not result.success
    assert captured.stderr.startswith(f"UsageError: {message}")
    if "required" not in message and "argument" not in message:
        assert captured.stderr.count("\n") == 1


def test_errors_of_the_users_code_come_through(ready):
    for line in ("tf_lr_range undefined", "tf_landscape undefined --of w"):
        result, _ = run(ready, f"%{line}")
        assert isinstance(result.error_in_exec, NameError)
    result, _ = run(ready, '%tf_lr_range "lambda rate: 1 / 0"')
    assert isinstance(result.error_in_exec, ZeroDivisionError)
