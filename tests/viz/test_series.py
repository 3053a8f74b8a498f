"""Values by step in bounded memory: nothing is lost that a picture shows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tfcourse.viz.series import Series


@given(some.lists(some.integers(1, 40), min_size=1, max_size=30))
def test_however_they_come_ends_and_last_values_stay(chunks):
    series, values = Series(most=4), np.random.default_rng(sum(chunks)).normal(size=sum(chunks))
    at = 0
    for size in chunks:
        series.extend(range(at + 1, at + size + 1), values[at : at + size])
        at += size
    assert len(series.steps) <= 9
    assert series.lows.min() == values.min() and series.highs.max() == values.max()
    assert series.last == values[-1] and series.steps[-1] == at
    assert (np.diff(series.steps) > 0).all()
    assert (series.lows <= series.means).all() and (series.means <= series.highs).all()


def test_few_values_are_kept_as_they_are():
    series = Series()
    series.extend([1, 5, 9], [3.0, 1.0, 2.0])
    assert series.data() == {
        "steps": [1, 5, 9],
        "means": [3.0, 1.0, 2.0],
        "lows": [3.0, 1.0, 2.0],
        "highs": [3.0, 1.0, 2.0],
        "last": 2.0,
    }


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_seen_in_its_bucket(value):
    series = Series(most=2)
    values = np.ones(64)
    values[40] = value
    series.extend(range(1, 65), values)
    assert np.isfinite(series.means).sum() == len(series.means) - 1
    assert series.first_missing[0] == 41
    assert series.first_missing[1] == pytest.approx(value, nan_ok=True)


def test_nothing_at_all():
    series = Series()
    series.extend([], [])
    assert series.data()["steps"] == [] and series.last is None
