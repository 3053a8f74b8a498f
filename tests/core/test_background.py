"""Compiling in the background: counted, never timed; safe at exit, in forks and with errors."""

import os
import subprocess
import sys
import threading
import types

import jax
import numpy as np
import pytest

from tfcourse.core import background
from tfcourse.core.background import Compilation
from tfcourse.core.host import translate
from tfcourse.core.kernels import Runner, aval

ONE = np.float32([1.0])


class Slow:
    """A function as `jax.jit` returns them, whose compilation takes as long as a test wants."""

    def __init__(self, error=None):
        self.may_end = threading.Event()
        self.has_begun = threading.Event()
        self.compiled_by = []
        self.error = error

    def trace(self, *avals):
        return types.SimpleNamespace(lower=lambda: types.SimpleNamespace(compile=self._compile))

    def _compile(self):
        self.compiled_by.append(threading.current_thread())
        self.has_begun.set()
        assert self.may_end.wait(60)
        if self.error is not None:
            raise self.error

    def __call__(self, x):
        return ("xla",)


def runner(slow, runs):
    program = types.SimpleNamespace(function=lambda x: ("host",), runs=runs, has_loops=False)
    return Runner(program, slow)


@pytest.fixture(autouse=True)
def on_both_tiers(monkeypatch):
    monkeypatch.setattr("tfcourse.core.tiers.mode", "auto")


def test_calls_go_on_while_it_compiles():
    slow = Slow()
    run = runner(slow, 16)
    for call in range(12):
        assert run([ONE]) == ("host",)
        assert slow.has_begun.wait(60 if call >= 2 else 0) is (call >= 2)
    slow.may_end.set()
    assert [run([ONE]) for _ in range(3)] == [("xla",)] * 3
    assert len(slow.compiled_by) == 1
    assert slow.compiled_by[0] is not threading.main_thread()


def test_the_call_that_switches_waits():
    slow = Slow()
    run = runner(slow, 6)
    results = [run([ONE]) for _ in range(4)]
    assert slow.has_begun.wait(60)
    threading.Timer(0.05, slow.may_end.set).start()
    results.append(run([ONE]))
    assert slow.may_end.is_set()
    assert results == [("host",)] * 4 + [("xla",)]


def test_the_call_that_switches_raises_what_compiling_raised():
    slow = Slow(error=RuntimeError("out of memory"))
    slow.may_end.set()
    run = runner(slow, 2)
    assert run([ONE]) == ("host",)
    with pytest.raises(RuntimeError, match="out of memory"):
        run([ONE])
    assert run([ONE]) == ("xla",)


def test_only_what_never_leaves_the_host_may_be_run_without_looking():
    x = np.float32(1.0)
    assert runner(Slow(), None).program is not None
    assert runner(Slow(), 5).program is None

    def loop(x):
        return (jax.lax.while_loop(lambda y: y < 9.0, lambda y: y * 2.0, x),)

    assert Runner(translate(loop, [aval(x)]), jax.jit(loop)).program is None


def test_a_program_too_costly_for_the_host_is_compiled_at_once():
    slow = Slow()
    assert runner(slow, 0)([ONE]) == ("xla",)
    assert slow.compiled_by == []


def test_what_has_not_been_begun_is_not_waited_for():
    first, second = Slow(), Slow()
    second.may_end.set()
    before = Compilation(first, [])
    assert first.has_begun.wait(60)
    Compilation(second, []).wait()
    assert second.compiled_by == [threading.current_thread()]
    first.may_end.set()
    before.wait()


def test_the_compiled_program_is_found_by_its_next_call(monkeypatch):
    traced = []

    def double(x):
        traced.append(x)
        return x + x

    jitted = jax.jit(double)
    Compilation(jitted, [aval(ONE)]).wait()
    lowered = []
    monkeypatch.setattr(background, "Compilation", lowered.append)
    assert jitted(ONE).tolist() == [2.0]
    assert len(traced) == 1


PROGRAM = """
import os, threading
import numpy as np
import tfcourse as tf
from tfcourse.core import background
from tfcourse.core.host import programs
programs._DISPATCH, programs._COMPILATION, programs._EQUATION = 0, {cost}, 0

@tf.function
def step(v, x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.square(tf.tanh(v * x) - 0.3)) / 7.0
    v.assign_sub(0.1 * tape.gradient(loss, v))
    return loss

v = tf.Variable(tf.linspace(-1.0, 1.0, 37))
for count in range({calls}):
    loss = step(v, tf.linspace(0.1, 2.0, 37))
    tier = "host" if isinstance(loss.array, np.ndarray) else "xla"
    print(tier, loss.numpy().tobytes().hex(), flush=True)
print(v.numpy().tobytes().hex(), flush=True)
{after}
"""


def run(cost, calls, after=""):
    """Runs a program in a process of its own; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(cost=cost, calls=calls, after=after)],
        env={**os.environ, "TFCOURSE_TIER": "auto", "TFCOURSE_CACHE_DIR": ""},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


def test_two_runs_print_the_same_digits_whatever_else_the_machine_does():
    free = run(300, 60)
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        loaded = run(300, 60)
    finally:
        busy.kill()
        busy.wait()
    assert free == loaded
    assert "host" in free and "xla" in free


def test_an_interpreter_may_end_while_something_compiles():
    printed = run(300, 12, "print(threading.active_count() > 1)")
    assert printed.count("\n") == 14


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this platform")
@pytest.mark.filterwarnings("ignore")
def test_a_fork_does_not_wait_for_a_thread_it_has_not():
    slow = Slow()
    pending = Compilation(slow, [])
    assert slow.has_begun.wait(60)
    child = os.fork()
    if child == 0:
        pending.wait()
        own = Slow()
        own.may_end.set()
        compilation = Compilation(own, [])
        compilation.wait()
        os._exit(0 if own.compiled_by else 1)
    _, status = os.waitpid(child, 0)
    slow.may_end.set()
    pending.wait()
    assert os.waitstatus_to_exitcode(status) == 0
