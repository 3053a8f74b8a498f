"""The pages hold what they promise: links lead somewhere, examples run."""

import doctest
import re
from pathlib import Path

import pytest

from tfcourse.course import exercise as exercises

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
# Indented lines and what is between backticks is code.
CODE = re.compile(r"^ {4}.*$|`[^`]*`", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def python_of(page):
    """Returns the Python examples of a page."""
    return PYTHON.findall((ROOT / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_within_the_project_lead_somewhere(page):
    targets = LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))
    inside = [target for target in targets if "://" not in target]
    assert [target for target in inside if not (page.parent / target).exists()] == []


def test_the_example_of_the_readme_prints_what_it_says(capsys):
    exec(python_of("README.md")[0], {})
    assert capsys.readouterr().out == "2.0\n"


@pytest.mark.parametrize("page", ["functions.md", "keras.md"])
def test_the_examples_of_a_page_print_what_they_say(page):
    failed, tried = doctest.testfile(str(ROOT / "docs" / page), module_relative=False)
    assert tried > 3
    assert failed == 0


def test_the_exercise_that_explains_exercises_is_a_good_one(monkeypatch):
    monkeypatch.setattr(exercises, "_exercises", {})
    namespace = {}
    exec(python_of("docs/exercises.md")[0], namespace)
    [task] = exercises._exercises.values()
    states = []
    for attempt in (task.solution, *task.wrong_attempts):
        student = {}
        exec(f"import tfcourse as tf\n{task.given}\n{attempt}", student)
        states.append(task.check(student).state)
    assert states == ["holds", "fails", "fails"]


def test_every_magic_that_draws_has_its_place_in_the_page_of_pictures():
    from tfcourse.magics.extension import CLASSES

    page = (ROOT / "docs" / "pictures.md").read_text(encoding="utf-8")
    signs = {"line": "%", "cell": "%%"}
    drawing = {
        signs[kind] + name
        for magics in CLASSES
        for kind, registered in magics.magics.items()
        for name in registered
    }
    assert [name for name in sorted(drawing - {"%tf_info"}) if f"    {name} " not in page] == []
