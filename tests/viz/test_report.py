"""Reports as text and as HTML."""

import re
from html.parser import HTMLParser

import pytest

import tfcourse as tf
from tfcourse.course import compare
from tfcourse.course.exercise import Exercise

VOID = {"br"}


@pytest.fixture
def task():
    exercise = Exercise(
        "test.sums",
        "Sums <of> numbers",
        hints=("Use `tf.add`.", "1 < 2"),
        solution="total = tf.add(1, 1) # 1 < 2\n",
    )

    @exercise.expects("`total` is 2")
    def _(total):
        compare.has_values("total", total, 2)

    @exercise.expects("`other` is <b>")
    def _(other):
        compare.has_values("other", other, "<b>")

    return exercise


def read(html):
    """Returns (the text, the names of the tags) of a fragment whose tags match."""
    open_tags, tags, texts = [], [], []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append(tag)
            if tag not in VOID:
                open_tags.append(tag)

        def handle_endtag(self, tag):
            assert open_tags.pop() == tag

        def handle_data(self, data):
            texts.append(data)

    Reader().feed(html)
    assert open_tags == []
    return "".join(texts), set(tags)


def test_text_has_a_line_per_expectation_and_reason(task):
    report = task.check({"total": 3, "other": "<b>"}, hints=1)
    assert repr(report).splitlines() == [
        "Sums <of> numbers: not there yet (1 of 2 points)",
        "  ✗ `total` is 2",
        "      `total` is 3, expected 2.",
        "  ✓ `other` is <b>",
        "  Hint 1 of 2: Use `tf.add`.",
        "  (1 more hint: %%tf_check test.sums --hint 2)",
    ]


def test_an_untouched_exercise_gives_no_reasons_but_says_how_to_get_hints(task):
    assert repr(task.check({"total": ...})).splitlines() == [
        "Sums <of> numbers: not attempted yet (0 of 2 points)",
        "  ○ `total` is 2",
        "  ○ `other` is <b>",
        "  (2 hints: %%tf_check test.sums --hint 1)",
    ]


def test_a_solved_exercise_needs_no_hints(task):
    report = task.check({"total": 2, "other": "<b>"})
    assert "hint" not in repr(report)
    assert "Hint" not in report._repr_html_()


def test_the_solution_is_shown_on_request(task):
    report = task.check({}, solution=True)
    assert repr(report).endswith("  A solution:\n      total = tf.add(1, 1) # 1 < 2")
    assert "<pre" in report._repr_html_()
    assert "tf.add(1, 1) # 1 &lt; 2</pre>" in report._repr_html_()


@pytest.mark.parametrize(
    "namespace",
    [
        {},
        {"total": 2, "other": "<b>"},
        {"total": 3, "other": "<script>alert(1)</script>"},
        {"total": tf.constant("`<img src=x onerror=alert(1)>`"), "other": object()},
    ],
)
def test_html_says_what_the_text_says_and_is_escaped(task, namespace):
    report = task.check(namespace)
    text, tags = read(report._repr_html_())
    assert tags <= {"div", "span", "strong", "code", "br", "details", "summary"}
    shown = re.sub(r"\s|`", "", text)
    for line in repr(report).splitlines():
        if "--hint" not in line:
            assert re.sub(r"\s|`", "", line) in shown


def test_an_error_while_checking_is_escaped(task):
    class Odd:
        def numpy(self):
            raise RuntimeError("<script>")

    report = task.check({"total": Odd(), "other": "<b>"})
    assert report.state == "raises"
    assert "RuntimeError: &lt;script&gt;" in report._repr_html_()
    assert "<script>" not in report._repr_html_()


def test_hints_are_folded_until_asked_for(task):
    assert task.check({})._repr_html_().count("<details style") == 2
    assert len(re.findall(r"<details[^>]* open>", task.check({}, hints=1)._repr_html_())) == 1
