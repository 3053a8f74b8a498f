"""Tracebacks show the student's lines and not the package's."""

import pytest
from IPython.utils.capture import capture_output

import tfcourse as tf
from tfcourse.magics.tracebacks import shortened


def shown(shell, cell):
    """Runs a cell and returns what it printed."""
    with capture_output() as captured:
        result = shell.run_cell(cell)
    assert not result.success
    return captured.stdout


@pytest.fixture
def loaded(shell):
    shell.run_cell("%load_ext tfcourse\nimport tfcourse as tf")
    return shell


@pytest.mark.parametrize(
    ("cell", "line", "error"),
    [
        ("x = tf.ones([2])\nx + tf.ones([3])", "----> 2 x + tf.ones([3])", "Incompatible shapes"),
        ("tf.constant([[1], [1, 2]])", "----> 1 tf.constant([[1], [1, 2]])", "ValueError"),
        ("tf.cosntant(1)", "----> 1 tf.cosntant(1)", "Did you mean: 'constant'?"),
        ("1 / 0", "----> 1 1 / 0", "division by zero"),
    ],
)
def test_the_students_line_is_shown_and_none_of_ours(loaded, cell, line, error):
    text = shown(loaded, cell)
    assert line in text
    assert error in text
    assert "tfcourse" not in text
    assert text.count("Traceback (most recent call last)") == 1


def test_an_error_while_tracing_shows_the_call_and_the_line(loaded):
    text = shown(loaded, "@tf.function\ndef broken():\n    return 1 / 0\nbroken()")
    assert "----> 4 broken()" in text
    assert "in user code:\n\n    Cell In[1], line 3, in broken  *\n        return 1 / 0" in text


def test_an_error_while_running_names_the_cell(loaded):
    check = "@tf.function\ndef check(x):\n  tf.debugging.assert_positive(x)\ncheck(tf.constant(-1))"
    assert "\n  Cell In[1], line 3, in check\n" in shown(loaded, check)


def test_unloading_brings_whole_tracebacks_back(loaded):
    with capture_output():
        loaded.run_cell("%unload_ext tfcourse")
    assert "tfcourse" in shown(loaded, "tf.ones([2]) + tf.ones([3])")
    assert 'File "' in shown(loaded, "tf.function(lambda: 1 / 0)()").partition("in user code")[2]


def test_a_usage_error_stays_one_line(loaded):
    with capture_output() as captured:
        loaded.run_cell("%tf_info --all")
    assert captured.stderr == "UsageError: unrecognized arguments: --all\n"


def test_a_traceback_of_the_package_alone_stays_whole():
    with pytest.raises(tf.errors.InvalidArgumentError) as raised:
        tf.ones([2]) + tf.ones([3])
    inner = raised.value.__traceback__.tb_next
    assert shortened(inner) is inner
