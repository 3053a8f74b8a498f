"""The extension in a real shell: it loads quietly, shows things and goes away again."""

import subprocess
import sys

from IPython.utils.capture import capture_output

OURS = {
    *(
        ("line", f"tf_{name}")
        for name in ("descent", "gradient", "graph", "info", "retrace", "show", "speed")
    ),
    *(("line", f"tf_{name}") for name in ("cheatsheet", "landscape", "lr_range")),
    ("cell", "tf_check"),
    ("cell", "tf_tape"),
}


def registered(shell):
    """Returns (kind, name) of all magics."""
    return {(kind, name) for kind, names in shell.magics_manager.magics.items() for name in names}


def run(shell, cell):
    with capture_output() as captured:
        result = shell.run_cell(cell)
    return result, captured


def test_loading_prints_nothing_and_registers_all_magics(shell):
    before = registered(shell)
    result, captured = run(shell, "%load_ext tfcourse")
    assert result.success
    assert (captured.stdout, captured.stderr, captured.outputs) == ("", "", [])
    assert registered(shell) - before == OURS


def test_unloading_leaves_the_shell_as_it_was(shell):
    before = registered(shell)
    run(shell, "%load_ext tfcourse")
    _, captured = run(shell, "%unload_ext tfcourse")
    assert (captured.stdout, captured.stderr) == ("", "")
    assert registered(shell) == before
    result, _ = run(shell, "%tf_info")
    assert not result.success
    run(shell, "%load_ext tfcourse")
    assert registered(shell) - before == OURS


def test_unloading_spares_the_magics_of_others(shell):
    run(shell, "%load_ext tfcourse")
    shell.register_magic_function(lambda line: None, "line", "tf_mine")
    run(shell, "%unload_ext tfcourse")
    assert ("line", "tf_mine") in registered(shell)


def test_reloading_works():
    """In a process of its own, since it runs the package's `__init__` a second time."""
    program = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        "shell.run_cell('%load_ext tfcourse').raise_error()\n"
        "shell.run_cell('%reload_ext tfcourse').raise_error()\n"
        "shell.run_cell('import tfcourse as tf; print(tf.constant(1) + 1)').raise_error()\n"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (result.stdout, result.stderr) == ("tf.Tensor(2, shape=(), dtype=int32)\n", "")


def test_info_says_what_runs_here(shell):
    import tfcourse as tf

    run(shell, "%load_ext tfcourse")
    result, _ = run(shell, "%tf_info")
    text = repr(result.result)
    for said in ("TensorFlow", tf.__version__, "JAX", "CPU:0"):
        assert said in text
    assert "<table" in result.result._repr_html_()


def test_info_takes_no_arguments(shell):
    run(shell, "%load_ext tfcourse")
    result, captured = run(shell, "%tf_info --all")
    assert not result.success
    assert captured.stderr.startswith("UsageError: unrecognized arguments: --all")


def test_the_traces_of_a_function(shell):
    run(shell, "%load_ext tfcourse\nimport tfcourse as tf")
    run(shell, "@tf.function\ndef f(x): return x\nf(1), f(2)")
    result, _ = run(shell, "%tf_retrace f")
    assert result.result.label == "f: 2 traces"
    _, captured = run(shell, "%tf_retrace tf.add")
    assert captured.stderr.startswith("UsageError: A traced function is needed")
    result, _ = run(shell, "%tf_retrace undefined")
    assert isinstance(result.error_in_exec, NameError)


def test_a_tensor_as_a_picture(shell):
    run(shell, "%load_ext tfcourse\nimport tfcourse as tf\nx = tf.eye(3)")
    result, _ = run(shell, "%tf_show x[:2] + 1")
    assert result.result.data()["shape"] == [2, 3] and result.result.kind == "values"
    result, _ = run(shell, "%tf_show --kind histogram x")
    assert result.result.kind == "histogram"
    _, captured = run(shell, "%tf_show print")
    assert captured.stderr.startswith("UsageError: A tensor, variable or array is needed; got")
    _, captured = run(shell, "%tf_show --kind image tf.ones([2, 3, 5])")
    assert "UsageError: An image has the shape" in captured.stderr
    result, _ = run(shell, "%tf_show x @ tf.ones([2, 2])")
    assert "Matrix size-incompatible" in str(result.error_in_exec)


def test_a_gradient(shell):
    run(shell, "%load_ext tfcourse\nimport tfcourse as tf\nf = lambda x, y: x**2 + y")
    result, _ = run(shell, "%tf_gradient f --at=-1,2")
    assert result.result.picture.data()["autodiff"] == [-2.0, 1.0]
    result, _ = run(shell, '%tf_gradient "lambda x: x**2" --at 3 --analytic "lambda x: 2 * x"')
    assert result.result.picture.data()["analytic"] == [6.0]
    for line, error in (
        ("f --at x", "Numbers are written as 0.01,0.1; got 'x'."),
        ("3 --at 3", "A function of one or two numbers is needed; got 3."),
        ("tf.shape --at 1", "has to return one floating-point number; it returned int32 of"),
        ("f", "the following arguments are required: --at"),
    ):
        _, captured = run(shell, f"%tf_gradient {line}")
        assert captured.stderr.startswith("UsageError: ") and error in captured.stderr
    result, _ = run(shell, '%tf_gradient "lambda x: undefined" --at 3')
    assert isinstance(result.error_in_exec, NameError)


def test_descent(shell):
    run(shell, "%load_ext tfcourse\nloss = lambda x: x**2")
    result, _ = run(shell, "%tf_descent loss --start 10 --lr 0.1,1.5 --steps 20")
    assert [path.verdict for path in result.result.picture.paths] == ["good", "diverging"]
    result, _ = run(shell, "%tf_descent loss --start 10 --lr 0.1,1.5 --static")
    assert [path.verdict for path in result.result.paths] == ["good", "diverging"]
    _, captured = run(shell, "%tf_descent loss --start 10 --lr 1,2,3,4,5,6,7")
    assert captured.stderr.startswith("UsageError: One to 6 learning rates")
    _, captured = run(shell, "%tf_descent loss --start 10 --optimizer lion")
    assert "UsageError: argument --optimizer: invalid choice" in captured.stderr


def test_descent_without_anywidget_is_a_picture(shell, monkeypatch):
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "tfcourse.widgets.live_view", raising=False)
    monkeypatch.delitem(sys.modules, "tfcourse.widgets.descent", raising=False)
    run(shell, "%load_ext tfcourse\nloss = lambda x: x**2")
    result, _ = run(shell, "%tf_descent loss --start 10")
    assert [path.verdict for path in result.result.paths] == ["good"]


def test_speed(shell):
    run(shell, "%load_ext tfcourse\nimport tfcourse as tf\nx = tf.ones([3])")
    result, _ = run(shell, '%tf_speed "x + x" x*x')
    assert [timing.statement for timing in result.result.timings] == ["x + x", "x*x"]
    _, captured = run(shell, '%tf_speed "x +"')
    assert captured.stderr == "UsageError: This is no Python: x +\n"
    result, _ = run(shell, '%tf_speed "1 / 0"')
    assert isinstance(result.error_in_exec, ZeroDivisionError)


def test_a_graph(shell):
    run(shell, "%load_ext tfcourse\nimport tfcourse as tf\nx = tf.ones([2])")
    run(shell, "@tf.function\ndef f(x, scale=2.0):\n    print('traced')\n    return scale * x")
    result, captured = run(shell, "%tf_graph f(x, scale=3.0)")
    assert "graph of f: " in result.result.text and captured.stdout.count("traced") == 1
    assert "Mul" in result.result.text
    result, _ = run(shell, "%tf_graph --static tf.add(x, [1.0 for _ in range(2)])")
    assert "AddV2" in result.result.text()
    result, _ = run(shell, "c = f.get_concrete_function(x)\n%tf_graph --static c")
    assert result.result.label.startswith("graph of f: ")
    for line, error in (("f(", "A call is needed, such as f(x, y); got 'f('"), ("x", "A function")):
        _, captured = run(shell, f"%tf_graph {line}")
        assert captured.stderr.startswith(f"UsageError: {error}")
    result, _ = run(shell, "%tf_graph f(undefined)")
    assert isinstance(result.error_in_exec, NameError)
