"""Every public name is documented, and every operation is in a parity program."""

import inspect
import re
from pathlib import Path

import pytest

import tfcourse.data
import tfcourse.saved_model
from tfcourse.core.export import exported
from tfcourse.core.op import ops_by_type

# All else is exported when the package is imported.
tfcourse.data.load()
tfcourse.saved_model.load_names()
PROGRAMS = "\n".join(
    path.read_text("utf-8")
    for path in sorted((Path(__file__).parent / "parity" / "programs").glob("*.py"))
)
WORDS = set(re.findall(r"\w+", PROGRAMS))


def names_by_object():
    found = {}
    for name, value in exported().items():
        if inspect.isfunction(value) or inspect.isclass(value):
            found.setdefault(id(value), (value, []))[1].append(name)
    return [(value, names) for value, names in found.values() if "raw_ops." not in names[0]]


@pytest.mark.parametrize(
    ("value", "names"), [pytest.param(*item, id=item[1][0]) for item in names_by_object()]
)
def test_a_public_name_is_documented(value, names):
    assert inspect.getdoc(value), f"tf.{names[0]} has no docstring"


def operations():
    """Public functions of operations, with their names."""
    return [
        (value, names)
        for value, names in names_by_object()
        if getattr(value, "op", None) is not None or value.__module__.startswith("tfcourse.ops")
    ]


def test_every_operation_is_in_a_parity_program():
    missing = [
        names[0]
        for _, names in operations()
        if not any(name.rpartition(".")[2] in WORDS for name in names)
    ]
    assert missing == []


def test_there_are_as_many_operations_as_were_promised():
    assert len(ops_by_type) >= 250
