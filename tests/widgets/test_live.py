"""Curves as a widget: plain traits that a test can read."""

import pytest

from tfcourse.viz.training_picture import TrainingPicture
from tfcourse.viz.training_record import TrainingRecord
from tfcourse.widgets.live import LiveCurves


@pytest.fixture
def record():
    record = TrainingRecord()
    for loss in (100.0, 10.0, 0.1):
        record.add({"loss": loss})
    return record


def test_the_picture_follows_the_record(record):
    view = LiveCurves(record, title="a net")
    assert "a net, 3 steps" in view.html
    record.add({"loss": 0.05})
    view.refresh(TrainingPicture(record, title="a net"))
    assert "a net, 4 steps" in view.html
    # Who hears the page is told once, at the end.
    assert "3 steps" in view.text
    view.finish(TrainingPicture(record, title="a net"))
    assert "4 steps" in view.text


def test_scale_and_smoothing(record):
    view = LiveCurves(record)
    assert ">log<" in view.html
    view.values = {"scale": "linear", "smoothing": 0.3}
    assert ">log<" not in view.html
    view.values = {"scale": "cubic", "smoothing": 7}
    assert view.values == {"scale": "linear", "smoothing": 0.5} and view.error == ""


def test_what_stays_without_a_kernel(record):
    view = LiveCurves(record)
    bundle, _ = view._repr_mimebundle_()
    assert "image/png" not in bundle and "<svg" in bundle["text/html"]
    view.finish(view.picture)
    bundle, _ = view._repr_mimebundle_()
    assert {"image/png", "text/html", "text/plain"} <= set(bundle)
