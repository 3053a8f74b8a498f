"""The persistent compilation cache: where it is, what is kept, what two kernels do at once."""

import os
import subprocess
import sys
import time

from tfcourse.core import compilation_cache

PROGRAM = """
import jax
{before}
import tfcourse as tf
from tfcourse.core.compilation_cache import directory
f = tf.function(lambda x: tf.sin(x) @ x)
print(f(tf.ones([700, 700]))[0, 0].numpy())
print(jax.config.jax_compilation_cache_dir)
"""


def run(cache, before="", **variables):
    environment = {**os.environ, **variables}
    environment.pop("JAX_COMPILATION_CACHE_DIR", None)
    environment.pop("TFCOURSE_CACHE_DIR", None)
    if cache is not None:
        environment["TFCOURSE_CACHE_DIR"] = str(cache)
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROGRAM.format(before=before)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def output(process):
    printed, complaints = process.communicate()
    assert process.returncode == 0, complaints
    assert not complaints
    return printed.split("\n")


def test_a_second_kernel_finds_what_the_first_compiled(tmp_path):
    first = output(run(tmp_path))
    cache = tmp_path / compilation_cache.processor()
    kept = sorted(path.name for path in cache.iterdir())
    assert any(name.endswith("-cache") for name in kept)
    assert output(run(tmp_path)) == first
    assert sorted(path.name for path in cache.iterdir()) == kept


def test_kernels_at_once_share_it(tmp_path):
    processes = [run(tmp_path / "cache") for _ in range(3)]
    assert len({tuple(output(process)) for process in processes}) == 1


def test_an_entry_cut_short_is_compiled_again(tmp_path):
    first = output(run(tmp_path))
    for entry in (tmp_path / compilation_cache.processor()).iterdir():
        entry.write_bytes(entry.read_bytes()[: entry.stat().st_size // 2])
    assert output(run(tmp_path)) == first


def test_clearing_up_disturbs_no_other_kernel(tmp_path):
    first = output(run(tmp_path))
    # Two of them take away everything when they end, whatever the others are reading.
    before = "from tfcourse.core import compilation_cache as c; c.clear_up.__defaults__ = (0, 0)"
    processes = [run(tmp_path, before if number % 2 else "") for number in range(4)]
    assert {tuple(output(process)) for process in processes} == {tuple(first)}


def test_what_is_compiled_in_the_background_is_kept(tmp_path):
    before = """
from tfcourse.core.background import Compilation
import numpy as np
jitted = jax.jit(lambda x: x * 3)
Compilation(jitted, [jax.ShapeDtypeStruct([7], np.float32)]).wait()
"""
    output(run(tmp_path, f"import tfcourse{before}"))
    names = [path.name for path in (tmp_path / compilation_cache.processor()).iterdir()]
    assert sum("lambda" in name for name in names if name.endswith("-cache")) == 1


def test_a_process_that_is_stopped_leaves_no_entry_that_disturbs(tmp_path):
    first = output(run(tmp_path / "whole"))
    stopped = run(tmp_path / "cache")
    cache = tmp_path / "cache" / compilation_cache.processor()
    while stopped.poll() is None and not (cache.exists() and any(cache.iterdir())):
        time.sleep(0.001)
    stopped.kill()
    stopped.communicate()
    assert output(run(tmp_path / "cache"))[0] == first[0]


def test_an_empty_name_turns_it_off(tmp_path):
    assert output(run("", HOME=str(tmp_path), XDG_CACHE_HOME=str(tmp_path)))[1] == "None"
    assert list(tmp_path.iterdir()) == []


def test_by_default_it_is_where_the_platform_has_its_caches(tmp_path):
    where = output(run(None, HOME=str(tmp_path), XDG_CACHE_HOME=str(tmp_path)))[1]
    assert where.startswith(str(tmp_path))
    assert where.endswith(os.path.join("tfcourse", "xla", compilation_cache.processor()))


def test_a_cache_that_the_user_gave_to_jax_stays(tmp_path):
    own = tmp_path / "own"
    before = f"jax.config.update('jax_compilation_cache_dir', {str(own)!r})"
    assert output(run(tmp_path / "other", before))[1] == str(own)
    assert not (tmp_path / "other").exists()


def test_a_directory_that_cannot_be_made_is_passed_over(tmp_path):
    (tmp_path / "file").write_text("")
    assert output(run(tmp_path / "file" / "cache"))[1] == "None"


def test_clearing_up_takes_what_was_not_used_for_longest(tmp_path):
    for age, name in enumerate(["new", "older", "oldest"]):
        entry = tmp_path / name
        entry.write_bytes(b"x" * 100)
        os.utime(entry, (1000 - age, 1000))
    compilation_cache.clear_up(tmp_path, largest=300, kept=150)
    assert len(list(tmp_path.iterdir())) == 3
    compilation_cache.clear_up(tmp_path, largest=250, kept=150)
    assert [entry.name for entry in tmp_path.iterdir()] == ["new"]
    compilation_cache.clear_up(tmp_path / "not there")
