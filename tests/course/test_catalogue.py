"""Every exercise tells its solution from wrong attempts, and stands in a notebook."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

import tfcourse as tf
from tfcourse.course.exercise import HOLDS, NOT_ATTEMPTED, all_exercises

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = all_exercises()
WRONG_ATTEMPTS = [
    (exercise, number) for exercise in EXERCISES for number, _ in enumerate(exercise.wrong_attempts)
]
MAGIC = "%%tf_check "


def attempt(exercise, code):
    """Returns the state of an exercise after the given code and an attempt."""
    namespace = {"tf": tf, "np": np}
    try:
        exec(f"{exercise.given}\n{code}", namespace)
    except Exception as error:
        return f"the cell raised {type(error).__name__}"
    return exercise.check(namespace).state


def check_cells():
    """Yields (name of the exercise, code) of every check cell in the exercise notebooks."""
    for path in sorted(ROOT.glob("exercises/*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.source.startswith(MAGIC):
                line, _, code = cell.source.partition("\n")
                yield line.removeprefix(MAGIC), code


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_the_solution_holds(exercise):
    assert attempt(exercise, exercise.solution) == HOLDS


@pytest.mark.parametrize(
    ("exercise", "number"), WRONG_ATTEMPTS, ids=lambda value: getattr(value, "name", value)
)
def test_a_wrong_attempt_does_not_hold(exercise, number):
    assert attempt(exercise, exercise.wrong_attempts[number]) not in (HOLDS, NOT_ATTEMPTED)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_an_exercise_is_complete(exercise):
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", exercise.name)
    assert len(exercise.hints) >= 2
    assert len(exercise.wrong_attempts) >= 2
    assert len(exercise.expectations) >= 2


def test_every_expectation_fails_for_some_wrong_attempt():
    """Otherwise it may not look at anything."""
    for exercise in EXERCISES:
        failing = set()
        for code in exercise.wrong_attempts:
            namespace = {"tf": tf, "np": np}
            try:
                exec(f"{exercise.given}\n{code}", namespace)
            except Exception:
                continue
            for outcome in exercise.check(namespace).outcomes:
                if outcome.state not in (HOLDS, NOT_ATTEMPTED):
                    failing.add(outcome.expectation.statement)
        assert failing == {item.statement for item in exercise.expectations}, exercise.name


def test_the_notebooks_put_every_exercise_once_in_order():
    assert [name for name, _ in check_cells()] == [exercise.name for exercise in EXERCISES]


def test_the_notebooks_hand_out_what_is_given_and_no_attempt():
    exercises = {exercise.name: exercise for exercise in EXERCISES}
    for name, code in check_cells():
        assert code.startswith(exercises[name].given), name
        assert attempt(exercises[name], code) == NOT_ATTEMPTED, name
