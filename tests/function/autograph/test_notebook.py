import pytest

from tfcourse.core.export import exported

InteractiveShell = pytest.importorskip("IPython.core.interactiveshell").InteractiveShell


@pytest.fixture
def shell():
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def test_functions_typed_into_a_cell_are_converted(shell):
    shell.run_cell("import tfcourse as tf")
    shell.run_cell(
        "@tf.function\n"
        "def collatz(x):\n"
        "    steps = 0\n"
        "    while x != 1:\n"
        "        x = x // 2 if x % 2 == 0 else 3 * x + 1\n"
        "        steps += 1\n"
        "    return steps\n"
    ).raise_error()
    assert shell.run_cell("collatz(tf.constant(6)).numpy().item()").result == 8
    assert exported()["autograph.to_code"](shell.user_ns["collatz"].python_function)


def test_an_error_in_a_cell_names_the_cells_line(shell):
    shell.run_cell("import tfcourse as tf")
    done = shell.run_cell(
        "@tf.function\n"
        "def wrong(x):\n"
        "    if x > 0:\n"
        "        y = x\n"
        "    return y\n"
        "wrong(tf.constant(1))\n"
    )
    text = str(done.error_in_exec)
    assert ", line 3, in wrong  *\n        if x > 0:\n" in text
    assert "'y' must also be initialized in the else branch" in text
