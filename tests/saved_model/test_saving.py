"""What is saved, what is refused, and what stands in the files."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.saved_model.restored import UserObject


def again(module, path, **options):
    """A module, saved and loaded."""
    tf.saved_model.save(module, path, **options)
    return tf.saved_model.load(path)


def of_function(function, *specs):
    """A module with one function."""
    module = tf.Module()
    module.function = tf.function(function, input_signature=specs, autograph=False)
    return module


@pytest.mark.parametrize(
    ("function", "operation"),
    [
        (lambda x: tf.py_function(lambda y: y, [x], tf.float32), "EagerPyFunc"),
        (lambda x: tf.strings.length(tf.strings.as_string(x)), "AsString"),
        (lambda x: tf.boolean_mask(x, x > 0), "Where"),
        (lambda x: tf.cond(x[0] > 0, lambda: tf.numpy_function(abs, [x], tf.float32), lambda: x),
         "PyFunc"),
    ],
)  # fmt: skip
def test_what_runs_on_the_host_is_refused_with_its_line(function, operation, tmp_path):
    with pytest.raises(
        ValueError,
        match=rf"function '<lambda>' cannot be saved: .* of type {operation} "
        r"\(File .*test_saving.py\", line \d+, in <lambda>\) runs on the host",
    ):
        tf.saved_model.save(of_function(function, tf.TensorSpec([3])), tmp_path)
    assert not tf.saved_model.contains_saved_model(tmp_path)


def test_strings_are_refused(tmp_path):
    spec = tf.TensorSpec([], tf.string)
    with pytest.raises(ValueError, match="cannot be saved"):
        tf.saved_model.save(of_function(lambda x: x, spec), tmp_path)
    module = tf.Module()
    module.text = tf.Variable("text")
    with pytest.raises(ValueError, match="'Variable' holds strings"):
        tf.saved_model.save(module, tmp_path)


def test_variables_as_arguments_are_refused(tmp_path):
    module = tf.Module()
    module.v = tf.Variable(1.0)
    module.function = tf.function(lambda v: v + 1.0)
    module.function(module.v)
    with pytest.raises(ValueError, match="its argument 'v' is a variable"):
        tf.saved_model.save(module, tmp_path)


def test_what_stands_in_the_files(pristine):
    manifest = json.loads((pristine / "saved_model.json").read_text())
    assert manifest["version"] == 1
    (program,) = manifest["programs"]
    assert [item["gradient"] for item in program["programs"]] == [True]
    with np.load(pristine / "variables" / "variables.npz", allow_pickle=False) as arrays:
        assert sorted(arrays[name].shape for name in arrays) == [(), (), (2,)]
    assert sorted(os.listdir(pristine)) == ["assets", "functions", "saved_model.json", "variables"]


def test_a_program_is_for_all_platforms(pristine):
    jax_export = pytest.importorskip("jax.export")
    (path,) = (pristine / "functions").glob("*.stablehlo")
    program = jax_export.deserialize(bytearray(path.read_bytes()))
    assert program.platforms == ("cpu", "cuda", "tpu")
    assert str(program.in_avals[0].shape[1]) == "2"


def test_a_directory_is_written_over(tmp_path):
    many = tf.Module()
    for size in range(1, 4):
        setattr(many, f"f{size}", tf.function(lambda x: x, input_signature=[tf.TensorSpec([size])]))
    tf.saved_model.save(many, tmp_path)
    (tmp_path / "functions" / "notes.txt").write_text("mine")
    tf.saved_model.save(tf.Module(), tmp_path)
    assert os.listdir(tmp_path / "functions") == ["notes.txt"]
    assert not hasattr(tf.saved_model.load(tmp_path), "f1")


def test_paths_of_all_kinds(tmp_path):
    for path in [str(tmp_path / "a"), os.fsencode(tmp_path / "b"), tmp_path / "c"]:
        assert isinstance(again(tf.Module(), path), UserObject)


def test_the_file_is_for_another_process(pristine):
    code = (
        "import sys, tfcourse as tf; loaded = tf.saved_model.load(sys.argv[1]); "
        "print(loaded(tf.ones([2, 2])).numpy().tolist(), loaded.parts['list'][0].numpy())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, pristine], capture_output=True, text=True, check=True
    )
    assert run.stdout == "[6.0, 6.0] 1\n"


def test_functions_that_make_variables(tmp_path):
    class Lazy(tf.Module):
        w = None

        @tf.function
        def __call__(self, x):
            if self.w is None:
                self.w = tf.Variable(3.0)
            return self.w * x

    lazy = Lazy()
    lazy(tf.constant(1.0))
    loaded = again(lazy, tmp_path)
    assert loaded(tf.constant(2.0)).numpy() == 6.0
    assert len(vars(loaded)["__call__"].concrete_functions) == 1


def test_a_function_that_calls_another(tmp_path):
    module = tf.Module()
    module.w = tf.Variable(2.0)
    inner = tf.function(lambda x: x * module.w)
    module.outer = tf.function(lambda x: inner(x) + inner(x[:1]))
    module.outer(tf.constant([1.0, 2.0]))
    loaded = again(module, tmp_path)
    x = tf.constant([1.0, 3.0])
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(loaded.outer(x))
    assert y.numpy() == 12.0
    assert tape.gradient(y, loaded.w).numpy() == 6.0


def test_large_captures_are_kept_apart(tmp_path):
    table = tf.constant(np.arange(50_000.0, dtype=np.float32))
    loaded = again(of_function(lambda x: table * x, tf.TensorSpec([])), tmp_path)
    assert loaded.function(2.0).numpy()[-1] == 99_998.0
    with np.load(tmp_path / "variables" / "variables.npz") as arrays:
        assert [name for name in arrays if name.startswith("capture")]
    (program,) = (tmp_path / "functions").glob("*")
    assert program.stat().st_size < 50_000


def test_numbers_that_are_none_and_defaults_that_are_objects(tmp_path):
    module = tf.Module()
    module.f = tf.function(lambda x, n=float("nan"), kind=tf.float32, text=b"b": x)
    module.g = tf.function(lambda x, limit=float("inf"): x + limit)
    module.g(tf.constant(1.0))
    loaded = again(module, tmp_path)
    assert loaded.g(tf.constant(1.0)).numpy() == np.inf


def test_a_module_saved_inside_of_itself(tmp_path):
    module = tf.Module()
    module.me = {"again": [module]}
    loaded = again(module, tmp_path)
    assert loaded.me["again"][0] is loaded
