"""The table says medians, quartiles and why a figure is missing."""

import pytest

from benchmarks import table
from benchmarks.lines import LINES
from benchmarks.measure import Measurement
from benchmarks.schedule import Result


def measured(*times):
    return Result(tuple(Measurement(cpu, 2 * cpu, 1) for cpu in times))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (5.7, "5.70 s"),
        (0.722, "722 ms"),
        (0.01095, "10.9 ms"),
        (290e-6, "290 µs"),
        (12e-6, "12.0 µs"),
        (0.6e-6, "0.600 µs"),
    ],
)
def test_times_have_a_unit(seconds, text):
    assert table.time_text(seconds) == text


def test_ratios_are_taken_round_by_round():
    assert table.ratios([10.0, 40.0, 60.0], [1.0, 2.0, 4.0]) == [10.0, 20.0, 15.0]
    assert table.ratio_text([10.0, 20.0, 15.0]) == "15.0 (12.5–17.5)"
    assert table.ratio_text([1234.5]) == "1,234"


def test_a_row_has_medians_and_ratios():
    results = {
        LINES["add"]: {
            "tensorflow": measured(48e-6, 50e-6, 52e-6),
            "numpy": Result(status="not installed", reason="ModuleNotFoundError: numpy"),
            "tfcourse": measured(2e-6, 2e-6, 2e-6),
        }
    }
    rows = table.table(results, ["tensorflow", "jnp", "numpy", "tfcourse"], "cpu").splitlines()
    assert rows[0].startswith("| per call | TensorFlow | JAX, op by op | NumPy | tfcourse | ")
    assert rows[2] == (
        "| `a + b`, 2×2 | 50.0 µs |  | not installed | 2.00 µs | 25.0 (24.5–25.5) |  |  |"
    )
    assert "| 100 µs |" in table.table(results, ["tensorflow", "tfcourse"], "wall")


def test_memory_has_a_table_of_its_own():
    results = {
        "tensorflow": Result((Measurement(1.0, 1.0, 1, 600_000_000),)),
        "tfcourse": Result((Measurement(1.0, 1.0, 1, 200_000_000),)),
    }
    rows = table.table({LINES["lecture-cold"]: results}, list(results), "memory").splitlines()
    assert rows[0].startswith("| program | TensorFlow | tfcourse | ")
    assert rows[2] == "| first lecture, cold cache | 600 MB | 200 MB | 3.00 |"
    assert table.measures_memory(results)
    assert not table.measures_memory({"tfcourse": measured(1.0)})


def test_what_is_missing_has_a_reason():
    results = {
        LINES["while"]: {
            "tensorflow": Result(status="not installed", reason="ModuleNotFoundError"),
            "tfcourse": Result(status="not yet", reason="AttributeError: no\n'while_loop'"),
        }
    }
    assert table.reasons(results) == ["`while`, tfcourse: not yet: AttributeError: no 'while_loop'"]


def test_a_library_is_named_once():
    versions = {"tensorflow": "2.21.0", "jnp": "0.10.2", "jit": "0.10.2", "tfcourse": "1"}
    assert table.libraries(versions) == "TensorFlow 2.21.0, JAX 0.10.2"
