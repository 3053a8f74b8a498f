"""Tensors slice by slice."""

import numpy as np

from tfcourse.viz.tensor_picture import TensorPicture
from tfcourse.widgets.tensor import explore_tensor


def test_what_one_view_holds_is_a_picture_alone():
    for value in (1.0, [1.0, 2.0], np.eye(3), np.zeros([8, 8, 3]), np.zeros([16, 8, 8, 1])):
        assert isinstance(explore_tensor(value), TensorPicture)


def test_a_slider_goes_through_slices():
    view = explore_tensor(np.arange(24).reshape(2, 3, 2, 2))
    (slider,) = view.controls
    assert (slider["low"], slider["high"]) == (0, 5)
    view.values = {"first": 4}
    assert "[1, 1]" in view.html and "[0, 0]</text>" not in view.html


def test_a_slider_goes_through_images_by_screens():
    view = explore_tensor(np.zeros([50, 8, 8, 1], np.uint8))
    (slider,) = view.controls
    assert (slider["high"], slider["step"], slider["label"]) == (34, 16, "first image")
    assert "16 of 50 images" in view.html
