"""Expectations look at a student's names, and reports sum up what came of them."""

import pytest

import tfcourse as tf
from tfcourse.course import compare
from tfcourse.course import exercise as definitions
from tfcourse.course.exercise import (
    FAILS,
    HOLDS,
    NOT_ATTEMPTED,
    RAISES,
    Exercise,
    all_exercises,
    exercise,
    find_exercise,
)


@pytest.fixture
def doubling():
    task = Exercise("test.doubling", "Doubling", hints=("Twice.", "Add it."), solution="y = x + x")

    @task.expects("`y` is a tensor")
    def _(y):
        compare.is_tensor("y", y)

    @task.expects("`y` is twice `x`", points=2.5)
    def _(x, y):
        compare.has_values("y", y, 2 * x)

    return task


def states(report):
    return [outcome.state for outcome in report.outcomes]


@pytest.mark.parametrize(
    ("namespace", "outcomes", "state", "points"),
    [
        ({"x": 2, "y": tf.constant(4)}, [HOLDS, HOLDS], HOLDS, 3.5),
        ({"x": 2, "y": 4}, [FAILS, HOLDS], FAILS, 2.5),
        ({"x": 2, "y": tf.constant(5)}, [HOLDS, FAILS], FAILS, 1),
        ({"x": "a", "y": tf.constant("b")}, [HOLDS, FAILS], FAILS, 1),
        ({"x": object(), "y": tf.constant(5)}, [HOLDS, RAISES], RAISES, 1),
        ({"y": tf.constant(5)}, [HOLDS, NOT_ATTEMPTED], FAILS, 1),
        ({"x": 2, "y": ...}, [NOT_ATTEMPTED, NOT_ATTEMPTED], NOT_ATTEMPTED, 0),
        ({}, [NOT_ATTEMPTED, NOT_ATTEMPTED], NOT_ATTEMPTED, 0),
    ],
)
def test_outcomes_and_points(doubling, namespace, outcomes, state, points):
    report = doubling.check(namespace)
    assert states(report) == outcomes
    assert (report.state, report.points) == (state, points)
    assert report.possible_points == 3.5
    assert report.passed == (state == HOLDS)


def test_what_is_missing_is_named(doubling):
    [_, outcome] = doubling.check({"y": tf.constant(1)}).outcomes
    assert outcome.message == "`x` is not defined."
    [outcome, _] = doubling.check({"x": 1, "y": ...}).outcomes
    assert outcome.message == "`y` is still `...`."


def test_an_error_in_the_students_code_comes_with_their_line(tmp_path):
    task = Exercise("test.call", "Calling")

    @task.expects("`halve` halves")
    def _(halve):
        halve(tf.constant([1.0, 2.0]))

    file = tmp_path / "cell.py"
    file.write_text("def halve(x):\n    return x / tf.constant([1.0, 2.0, 3.0])\n")
    namespace = {"tf": tf}
    exec(compile(file.read_text(), str(file), "exec"), namespace)
    [outcome] = task.check(namespace).outcomes
    assert outcome.state == RAISES
    assert outcome.message == (
        "InvalidArgumentError: Incompatible shapes: [2] vs. [3] [Op:RealDiv]\n"
        "raised by `return x / tf.constant([1.0, 2.0, 3.0])`"
    )


def test_an_assertion_without_a_message_says_something():
    task = Exercise("test.silent", "Silent")

    @task.expects("It holds")
    def _():
        raise AssertionError

    assert task.check({}).outcomes[0].message == "This does not hold."


def test_names_are_unique_and_found(monkeypatch):
    monkeypatch.setattr(definitions, "_exercises", dict(definitions._exercises))
    task = exercise("test.unique", "Unique")
    assert find_exercise("test.unique") is task
    assert task in all_exercises()
    with pytest.raises(ValueError, match=r"exercise 'test\.unique' already"):
        exercise("test.unique", "Another")


def test_an_unknown_name_is_answered_with_near_ones():
    with pytest.raises(KeyError, match=r"no exercise 'tensors.cats'. Did you mean tensors.cast"):
        find_exercise("tensors.cats")
    with pytest.raises(KeyError, match=r"no exercise 'qqq'. There are tensors.build, "):
        find_exercise("qqq")
