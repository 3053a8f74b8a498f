"""`import tensorflow` gives tfcourse, where that was asked for."""

import subprocess
import sys
import textwrap


def run(source, *arguments):
    return subprocess.run(
        [sys.executable, *arguments, "-c", textwrap.dedent(source)],
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_every_public_path_resolves():
    done = run(
        """
        import importlib.util, sys
        import tfcourse
        assert "tensorflow" not in sys.modules
        tfcourse.install_as_tensorflow()
        tfcourse.install_as_tensorflow()
        import tensorflow as tf
        import tensorflow.math
        from tensorflow import math, nn
        from tensorflow.math import add
        from tensorflow.python.framework.errors_impl import InvalidArgumentError
        assert tf is tfcourse and add is tfcourse.math.add and nn is tfcourse.nn
        assert InvalidArgumentError is tf.errors.InvalidArgumentError
        assert tf.math is sys.modules["tensorflow.math"]
        assert importlib.util.find_spec("tensorflow") is not None
        assert tfcourse.__spec__.name == "tfcourse"
        from tfcourse.core import dtypes
        assert dtypes.float32 is tf.float32
        """
    )
    assert done.returncode == 0, done.stderr


def test_missing_names_say_so_and_suggest_the_nearest():
    done = run(
        """
        import tfcourse
        tfcourse.install_as_tensorflow()
        import tensorflow as tf
        uses = [lambda: tf.reduce_summ, lambda: tf.math.Add, lambda: __import__("tensorflow.mth")]
        for use in uses:
            try:
                use()
            except (AttributeError, ImportError) as error:
                print(error)
        """
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "module 'tensorflow' has no attribute 'reduce_summ'. Did you mean: 'reduce_sum'?",
        "module 'tensorflow.math' has no attribute 'Add'. Did you mean: 'add'?",
        "No module named 'tensorflow.mth': tfcourse has no namespace of that name. "
        "Did you mean: 'tensorflow.math'?",
    ]


def test_it_is_refused_beside_the_real_tensorflow():
    done = run(
        """
        import sys, types
        sys.modules["tensorflow"] = types.ModuleType("tensorflow")
        import tfcourse
        try:
            tfcourse.install_as_tensorflow()
        except ImportError as error:
            print(error)
        """
    )
    assert "already imported in this process" in done.stdout


def test_packages_that_look_for_tensorflow_do_not_break():
    done = run(
        """
        import tfcourse
        tfcourse.install_as_tensorflow()
        import jax, IPython, hypothesis.extra.numpy
        try:
            from tensorflow.no_such_part import thing
        except ImportError as error:
            print(error)
        try:
            from tensorflow import no_such_name
        except ImportError as error:
            print(error)
        """
    )
    assert "No module named 'tensorflow.no_such_part'" in done.stdout, done.stderr
    assert "cannot import name 'no_such_name'" in done.stdout
