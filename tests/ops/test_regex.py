"""RE2's expressions by Python's."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.ops.regex import compile_pattern, complement, matches_fully, replace

ALPHABET = "ab01 \n.^$*+?()[]{}|\\-,dwsWpLbBzAQEié"


@given(st.text(ALPHABET, max_size=12))
def test_every_pattern_is_compiled_or_refused(pattern):
    try:
        compiled = compile_pattern(pattern.encode())
    except tf.errors.InvalidArgumentError as error:
        assert f"Invalid pattern: {pattern}, error: " in error.message
    else:
        replace(compiled, b"<\\0>", "ab 01\né".encode(), True)


@given(st.text(max_size=8))
def test_an_escaped_text_matches_itself(text):
    pattern = "".join(f"\\x{{{ord(letter):x}}}" for letter in text)
    assert matches_fully(compile_pattern(pattern.encode()), text.encode())


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 50)), max_size=6))
def test_a_complement_holds_all_others(spans):
    ranges = [(start, start + length) for start, length in spans]
    inside = {code for low, high in ranges for code in range(low, high + 1)}
    outside = {code for low, high in complement(ranges) for code in range(low, min(high, 400) + 1)}
    assert outside == set(range(401)) - inside


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("(?i)a|b", "AB", "--"),
        ("x(?i:a)b", "xAb xAB", "- xAB"),
        ("a(?i)b|c", "aB C", "- -"),
        (r"\bfoo\b", "foo food", "- food"),
        (r"[^\W\d]", "a1_", "-1-"),
        (r"\pN", "a1²", "a--"),
        (r"\P{Latin}", "aα", "a-"),
        ("[[:^digit:]]", "a1", "-1"),
        ("(?s).", "\n", "-"),
        ("(?U)a+?", "aa", "-"),
        (r"\Qa.b\E+", "a.ba.b", "-"),
        ("a{,2}", "a{,2}", "-"),
        (r"\x{1F600}", "😀", "-"),
    ],
)
def test_what_python_writes_otherwise(pattern, text, expected):
    found = replace(compile_pattern(pattern.encode()), b"-", text.encode(), True)
    assert found.decode() == expected


def test_bytes_that_are_no_text_come_through():
    assert replace(re.compile("a"), b"b", b"\xffa\xfe", True) == b"\xffb\xfe"
