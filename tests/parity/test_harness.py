"""What the comparison lets pass and what it does not."""

import numpy as np
import pytest

from cells import Tolerance, parse_cells
from compare import difference, mismatches
from differences import Difference, Rounding, in_tier, unexpected
from encode import encode, encode_exception, normalise
from execute import Session


def cell_of(source, header="# %% title"):
    return parse_cells("family", f"{header}\n{source}")[0]


def run(source, header="# %% title", **names):
    return Session(np=np, **names).run(cell_of(source, header))


def array(*values, dtype=np.float32):
    return encode(np.array(values, dtype))


def test_every_expression_answers():
    answers = run("x = 2\nx\nx * 1.5\nprint('text')\n[x, None]\nNone")
    assert answers == [
        [2, {"int": 2}],
        [3, {"float": 3.0}],
        [4, {"prints": "text\n"}],
        [5, {"list": [{"int": 2}, {"None": None}]}],
        [6, {"None": None}],
    ]


def test_a_statement_that_raises_lets_the_next_one_run():
    first, second = run("1 / 0\n5")
    assert first == [
        1,
        {
            "raises": "ZeroDivisionError",
            "bases": ["ArithmeticError"],
            "message": "division by zero",
        },
    ]
    assert second == [2, {"int": 5}]


def test_show_and_attempt_answer_from_loops():
    answers = run("for x in [1, 0]:\n    show(x)\n    attempt(lambda: 1 // x)")
    assert [next(iter(answer)) for _, answer in answers] == ["int", "int", "int", "raises"]


def test_standard_error_answers_where_it_is_asked_for():
    source = "import os\nos.write(2, b'low') and print('high', file=__import__('sys').stderr)"
    assert run(source, "# %% title  [stderr]") == [[2, {"stderr": "lowhigh\n"}]]


def test_numpy_warnings_answer():
    warning, value = run("np.log(np.float64(0))")
    assert warning[1]["warns"] == "RuntimeWarning"
    assert value[1]["scalar"]["values"] == ["-inf"]


def test_floats_keep_their_bits():
    values = [0.1, -0.0, float("nan"), float("inf"), 1e-45, 16777216]
    encoded = array(*values)["ndarray"]["values"]
    assert np.array([float(v) for v in encoded], np.float32).tobytes() == (
        np.array(values, np.float32).tobytes()
    )


def test_large_arrays_are_sampled():
    encoded = encode(np.arange(1000.0))["ndarray"]
    assert len(encoded["values"]) == 256
    assert encoded["values"][-1] == 999
    assert encoded["sum"] == 499500


@pytest.mark.parametrize(
    ("expected", "received"),
    [
        (array(1.0), array(np.nextafter(np.float32(1), np.float32(2)))),
        (encode(np.array([1 + 1e-9j])), encode(np.array([1 + 2e-13j + 1e-9j]))),
        (array(np.nan), array(np.nan)),
        (encode("loss 0.12345"), encode("loss 0.12346")),
        (encode([1, {"a": 0.1}]), encode([1, {"a": 0.1 + 1e-9}])),
    ],
    ids=["last bit", "small part of a complex number", "nan", "last printed digit", "nested"],
)
def test_rounding_passes(expected, received):
    assert difference(expected, received) is None


@pytest.mark.parametrize(
    ("expected", "received"),
    [
        (array(1.0), array(1.0001)),
        (array(1.0), array(np.nan)),
        (array(1e6, 0.0), array(1e6, 1e-6)),
        (array(0.0), array(-0.0)),
        (array(1.0), array(1.0, dtype=np.float64)),
        (array(1.0), encode(np.float32(1))),
        (array(1, dtype=np.int32), array(2, dtype=np.int32)),
        (array(1.0), array(1.0, 1.0)),
        (encode("loss 0.12345"), encode("loss 0.12445")),
        (encode("step 1"), encode("step 2")),
        (encode("a"), encode(b"a")),
        (encode(1), encode(1.0)),
        (encode(True), encode(1)),
        (encode([1, 2]), encode((1, 2))),
        (encode([1, 2]), encode([1])),
        (encode_exception(ValueError("x is 1")), encode_exception(ValueError("x is 2"))),
        (encode_exception(ValueError("x")), encode_exception(TypeError("x"))),
    ],
    ids=str,
)
def test_anything_else_differs(expected, received):
    assert difference(expected, received)


def test_an_absolute_tolerance_lets_small_remainders_pass():
    assert difference(array(1e6, 0.0), array(1e6, 1e-6), Tolerance(absolute=1e-5)) is None


def test_texts_lose_what_differs_from_run_to_run():
    assert normalise("<f at 0x7f52abcd12>") == "<f at 0x…>"
    assert normalise("[Op:__inference_f_12]") == "[Op:__inference_f_N]"
    assert normalise('x\n  File "/lib/ops.py", line 3, in f\n    raise x\ny') == "x\ny"
    assert normalise('  File "<family: title>", line 3, in f') == (
        '  File "<family: title>", line 3, in f'
    )


def test_options_and_titles_are_checked():
    assert cell_of("1", "# %% a  [rtol=1e-5, atol=1]").tolerance == Tolerance(1e-5, 1)
    with pytest.raises(ValueError, match="or stderr, received 'x'"):
        cell_of("1", "# %% title  [x]")
    with pytest.raises(ValueError, match="two cells titled 'same'"):
        parse_cells("family", "# %% same\n1\n# %% same\n2")


def test_known_differences_are_allowed_and_required(monkeypatch):
    cell = cell_of("1\n2")
    found = mismatches(cell, [[1, {"int": 1}], [2, {"int": 2}]], [[1, {"int": 5}], [2, {"int": 2}]])
    assert unexpected(cell, found) == [">>> 1\n  expected int 1\n  received int 5"]
    known = Difference("family", "title", reason="", statement="1")
    monkeypatch.setattr("differences.KNOWN", [known])
    assert unexpected(cell, found) == []
    assert unexpected(cell, []) == [f"no longer different, remove from differences.toml: {known}"]
    monkeypatch.setattr("differences.KNOWN", [Difference("family", "title", "", "1", (3,))])
    assert len(unexpected(cell, found)) == 2


def test_a_tier_may_round_where_it_is_forced_and_nowhere_else(monkeypatch):
    cell = cell_of("w")
    rounding = Rounding("family", "title", "xla", reason="", relative=1e-4)
    monkeypatch.setattr("differences.ROUNDINGS", [rounding])
    one, other = ([[1, array(value)]] for value in (1.0, 1.00005))
    assert mismatches(in_tier(cell, "xla"), one, other) == []
    assert mismatches(in_tier(cell, "xla"), one, [[1, array(1.0005)]])
    for tier in ("auto", "host"):
        assert mismatches(in_tier(cell, tier), one, other)
    assert in_tier(cell_of("w", "# %% other"), "xla").tolerance == Tolerance()
