"""What `%tf_graph --show` shows."""

import pytest
from IPython.utils.capture import capture_output

SETUP = """\
%load_ext tfcourse
import tfcourse as tf
x = tf.ones([2])
f = tf.function(lambda x: tf.reduce_sum(tf.nn.relu(x) * 2.0), autograph=False)
"""


def run(shell, cell):
    """Returns the result of a cell and what it wrote to standard error."""
    with capture_output() as captured:
        result = shell.run_cell(cell, store_history=True)
    return result, captured.stderr


@pytest.mark.parametrize(
    ("show", "said"),
    [
        ("forward", "graph of <lambda>: 3 operations"),
        ("gradient", ", with gradients"),
        ("compiled", "as XLA compiled it"),
    ],
)
def test_each_view_live_and_static(shell, show, said):
    run(shell, SETUP)
    live, _ = run(shell, f"%tf_graph f(x) --show {show}")
    assert said in live.result.text and live.result.values["show"] == show
    static, _ = run(shell, f"%tf_graph f(x) --static --show {show}")
    assert static.result.text() == live.result.text
    assert static.result.show == show


def test_another_view_is_wrong_usage(shell):
    run(shell, SETUP)
    _, errors = run(shell, "%tf_graph f(x) --show backward")
    assert "UsageError" in errors and "invalid choice: 'backward'" in errors
