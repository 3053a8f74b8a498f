"""The report of lines counts per folder and notices what has outgrown its limit."""

from tools import lines

LINES = {"tfcourse/core/tensor.py": 100, "tfcourse/core/table.py": 900, "tfcourse/ops/math.py": 80}
CODE = LINES


def test_documentation_is_no_code():
    source = '"""What it is.\n\nAt length.\n"""\n\n# Why.\nx = 1\n'
    source += 'def f():\n    """Does."""\n    return x\n'
    assert lines.count_code(source) == 3


def test_a_table_may_be_long_and_nothing_else():
    assert (
        lines.complaints(LINES, CODE, limit=600, median=150, tables=["tfcourse/core/ta*.py"]) == []
    )
    [complaint] = lines.complaints(LINES, CODE, limit=600, median=150, tables=[])
    assert complaint.startswith("tfcourse/core/table.py has 900 lines")


def test_the_median_has_a_limit():
    [complaint] = lines.complaints(LINES, CODE, limit=1000, median=90, tables=[])
    assert complaint == "the median module of tfcourse has 100 lines of code, not under 90"


def test_a_table_that_is_gone_is_noticed():
    [complaint] = lines.complaints(LINES, CODE, limit=1000, median=150, tables=["tfcourse/old.py"])
    assert complaint.startswith("tfcourse/old.py is listed")


def test_the_report_has_a_row_per_folder():
    rows = [row.split() for row in lines.report(LINES).splitlines()[1:]]
    assert rows == [
        ["tfcourse/core", "2", "1000", "500", "table.py", "900"],
        ["tfcourse/ops", "1", "80", "80", "math.py", "80"],
    ]
