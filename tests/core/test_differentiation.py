"""The stack of directions."""

import jax
import pytest

from tfcourse.core.differentiation import differentiating, direction, modes


def test_the_innermost_direction_counts():
    assert direction() is None
    with differentiating("forward"):
        with differentiating("reverse"):
            assert modes.stack == ("forward", "reverse")
            assert direction() == "reverse"
        assert direction() == "forward"
    assert modes.stack == ()


def test_an_error_leaves_the_stack_as_it_was():
    with pytest.raises(ZeroDivisionError), differentiating("reverse"):
        1 / 0  # noqa: B018
    assert direction() is None


def test_it_is_seen_while_a_function_is_traced():
    seen = []

    def function(x):
        seen.append(direction())
        return x * x

    with differentiating("forward"):
        jax.jvp(function, (1.0,), (1.0,))
    assert seen == ["forward"]
