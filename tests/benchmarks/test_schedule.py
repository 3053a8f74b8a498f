"""Processes measure in turns, and say why when they cannot."""

import sys
from typing import ClassVar

import pytest

from benchmarks import process, schedule
from benchmarks.lines import LINES
from benchmarks.variants import VARIANTS

NUMPY = VARIANTS["numpy"]


class RecordedProcess:
    """Answers at once, or stops, and keeps a record of who measured when."""

    log: ClassVar[list[str]] = []

    def __init__(self, python, line, variant, environment, timeout):
        self.name = variant.name
        self.cache = environment["TFCOURSE_CACHE_DIR"]
        self.log.append(f"{self.name} starts")

    def receive(self):
        if self.name == "tfcourse":
            raise schedule.Stopped("not yet", "AttributeError: x")
        return {"version": "1"}

    def measure(self):
        self.log.append(self.name)
        return schedule.Measurement(1.0, 1.0, 1)

    def close(self):
        self.log.append(f"{self.name} ends")


def run(line, names, rounds, tmp_path):
    return schedule.run(
        LINES[line],
        [VARIANTS[name] for name in names],
        dict.fromkeys(VARIANTS, sys.executable),
        rounds,
        60,
        tmp_path,
        {},
        lambda text: None,
    )


def test_variants_take_turns(monkeypatch, tmp_path):
    monkeypatch.setattr(schedule, "Process", RecordedProcess)
    monkeypatch.setattr(RecordedProcess, "log", log := [])
    results = run("add", ["jit", "numpy", "tfcourse"], 2, tmp_path)
    assert log == [
        *("jit starts", "numpy starts", "tfcourse starts"),
        *("jit", "numpy", "jit", "numpy"),
        *("tfcourse ends", "numpy ends", "jit ends"),
    ]
    assert results["tfcourse"] == schedule.Result((), "not yet", "AttributeError: x")
    assert len(results["jit"].measurements) == 2


def test_a_first_call_has_a_process_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setattr(schedule, "Process", RecordedProcess)
    monkeypatch.setattr(RecordedProcess, "log", log := [])
    results = run("first-operation", ["jnp"], 2, tmp_path)
    # One round more, which is not counted.
    assert log == ["jnp starts", "jnp", "jnp ends"] * 3
    assert len(results["jnp"].measurements) == 2


def test_a_real_process_measures(tmp_path):
    [first, second] = run("add", ["numpy"], 2, tmp_path)["numpy"].measurements
    assert first.calls == second.calls > 1
    assert 0 < first.cpu < 0.1


def test_a_process_that_is_too_slow_is_ended(tmp_path):
    environment = schedule.environment(tmp_path)
    slow = schedule.Process(sys.executable, LINES["import"], NUMPY, environment, 0.001)
    with pytest.raises(schedule.Stopped) as stopped:
        slow.receive()
    slow.close()
    assert stopped.value.status == "over 0.001 s"


@pytest.mark.parametrize(
    ("error", "name", "status"),
    [
        (ModuleNotFoundError("no", name="tensorflow"), "tensorflow", "not installed"),
        (ModuleNotFoundError("no", name="scipy"), "tensorflow", "fails"),
        (AttributeError("no 'while_loop'"), "tfcourse", "not yet"),
        (AttributeError("no 'while_loop'"), "tensorflow", "fails"),
        (TypeError("no"), "tfcourse", "fails"),
    ],
)
def test_what_went_wrong_has_a_name(error, name, status):
    assert process.status(error, VARIANTS[name]) == status
