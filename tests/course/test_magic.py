"""`%%tf_check` in a real shell."""

import pytest
from IPython.utils.capture import capture_output

CORRECT = "goals = tf.constant([3, 0, 2, 2, 1])\n" + (
    "mean_goals = tf.reduce_mean(tf.cast(goals, tf.float32))\n"
    "high_scores = tf.reduce_sum(tf.cast(goals > 1, tf.int32))"
)
STARTER = "mean_goals = ...\nhigh_scores = ..."


@pytest.fixture
def run(shell):
    """Runs a cell with the extension loaded; returns (its result, what it showed)."""

    def run_cell(cell):
        with capture_output() as captured:
            result = shell.run_cell(cell)
        return result, captured

    run_cell("%load_ext tfcourse\nimport tfcourse as tf")
    return run_cell


def text_of(captured):
    """The plain text of the one rich output."""
    [output] = captured.outputs
    return output.data["text/plain"]


def test_a_correct_cell(run):
    result, captured = run(f"%%tf_check tensors.cast\n{CORRECT}")
    assert result.success
    assert text_of(captured).splitlines() == [
        "A mean of whole numbers: all expectations hold (3 of 3 points)",
        "  ✓ `mean_goals` is a tensor of dtype float32",
        "  ✓ `mean_goals` is the mean, with its decimals",
        "  ✓ `high_scores` counts the matches with more than one goal, as an int32",
    ]
    assert "text/html" in captured.outputs[0].data


def test_the_cell_leaves_its_names_behind(run, shell):
    run(f"%%tf_check tensors.cast\n{CORRECT}")
    assert int(shell.user_ns["high_scores"]) == 3


def test_the_value_of_the_last_line_is_shown_too(run):
    _, captured = run(f"%%tf_check tensors.cast\n{STARTER}\n6 * 7")
    assert "42" in captured.stdout


def test_starter_code_is_not_attempted(run):
    _, captured = run(f"%%tf_check tensors.cast\n{STARTER}")
    assert "not attempted yet (0 of 3 points)" in text_of(captured)


def test_hints_and_solution_come_on_request(run):
    _, captured = run(f"%%tf_check tensors.cast --hint 2\n{STARTER}")
    text = text_of(captured)
    assert "Hint 1 of 3" in text and "Hint 2 of 3" in text and "Hint 3 of 3" not in text
    assert "A solution" not in text
    _, captured = run(f"%%tf_check tensors.cast --solution\n{STARTER}")
    assert "tf.reduce_mean(tf.cast(goals, tf.float32))" in text_of(captured)


def test_an_error_in_the_cell_is_shown_once_and_as_without_the_magic(run):
    _, captured = run("%%tf_check tensors.cast\nmean_goals = 1\nmean_goals / 0")
    assert captured.outputs == []
    assert captured.stdout.count("Traceback (most recent call last)") == 1
    assert "----> 3 mean_goals / 0" in captured.stdout
    assert captured.stderr == ""
    for internal in ("magic", "run_cell", "tfcourse/"):
        assert internal not in captured.stdout.replace("# %%tf_check", "")


def test_a_syntax_error_is_the_students_too(run):
    _, captured = run("%%tf_check tensors.cast\nmean_goals = (")
    assert captured.outputs == []
    # Python 3.13 has a class of its own for input that ends too early.
    shown = captured.stdout.count("SyntaxError") + captured.stdout.count("IncompleteInputError")
    assert shown == 1


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("%%tf_check tensors.cats\n1", "There is no exercise 'tensors.cats'. Did you mean tensors"),
        ("%%tf_check\n1", "needs the name of an exercise: tensors.build, tensors.cast,"),
        ("%%tf_check tensors.cast --hint x\n1", "argument --hint: invalid int value: 'x'"),
        ("%%tf_check tensors.cast --help-me\n1", "unrecognized arguments: --help-me"),
    ],
)
def test_a_wrong_line_is_a_usage_error_and_runs_nothing(run, shell, cell, said):
    result, captured = run(cell + "\nran = True")
    assert not result.success
    assert captured.stderr.startswith("UsageError: ")
    assert said in captured.stderr
    assert "ran" not in shell.user_ns


def test_a_cell_magic_inside_still_works(run):
    _, captured = run(f"%%tf_check tensors.cast\n%%capture\nprint('hidden')\n{STARTER}")
    assert "hidden" not in captured.stdout
    assert "not attempted yet" in text_of(captured)
