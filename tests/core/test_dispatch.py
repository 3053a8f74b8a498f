"""Functions that ask an alternative where they fail."""

import pytest

from tfcourse.core import dispatch


@pytest.fixture
def double(monkeypatch):
    monkeypatch.setattr(dispatch, "_alternatives", {})
    monkeypatch.setattr(dispatch, "_dispatching", {})

    def double(x):
        """Doubles a number."""
        if not isinstance(x, int):
            raise TypeError(f"no number: {x!r}")
        return 2 * x

    def of_text(function, x):
        return str(function(int(x))) if isinstance(x, str) else NotImplemented

    dispatch.register_alternative("double", of_text)
    objects = dispatch.with_alternatives({"double": double, "math.double": double, "pi": 3})
    assert objects["pi"] == 3
    assert objects["double"] is objects["math.double"]
    return objects["double"]


def test_a_call_that_works_does_not_ask(double):
    assert double(3) == 6


def test_an_alternative_takes_over(double):
    assert double("4") == "8"


def test_an_alternative_that_declines_leaves_the_error(double):
    with pytest.raises(TypeError, match="no number: None"):
        double(None)


def test_the_function_keeps_its_name_and_text(double):
    assert (double.__name__, double.__doc__) == ("double", "Doubles a number.")
