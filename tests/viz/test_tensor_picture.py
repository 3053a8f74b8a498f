"""Tensors as pictures: which kind, what is said, and what is left out of large ones."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.viz.drawing import Box, Dot, Label, Path, Pixels
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.tensor_picture import TensorPicture

RANDOM = np.random.default_rng(0)
IMAGES = RANDOM.integers(0, 255, [20, 12, 10, 3]).astype(np.uint8)


def marks(picture, kind):
    return [mark for mark in picture.drawing().marks if isinstance(mark, kind)]


def texts(picture):
    return [mark.text for mark in marks(picture, Label)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (tf.constant(3.5), "float32[]: 3.5"),
        (tf.constant([1, 2, 6]), "int32[3]: 1 to 6, mean 3"),
        ([1.0, np.nan, np.inf, -np.inf], "float32[4]: 1 to 1, mean 1, 1 NaN, 2 inf"),
        (tf.Variable([True, False]), "bool[2]: 0 to 1, mean 0.5"),
        (tf.constant([["a", "b"]]), "string[1, 2]"),
        (tf.zeros([0, 3]), "float32[0, 3]"),
        ([np.nan, np.nan], "float32[2]: 2 NaN"),
        (tf.constant([3 + 4j, 0]), "complex128[2]: 0 to 5, mean 2.5"),
        (tf.cast([1.5, 2.5], tf.bfloat16), "bfloat16[2]: 1.5 to 2.5, mean 2"),
    ],
)
def test_what_is_said(value, text):
    picture = TensorPicture(value)
    assert picture.text() == picture.label == text == texts(picture)[0]
    assert picture.svg().startswith("<svg") and picture._repr_mimebundle_()["image/png"]


def test_a_matrix_has_its_values_in_cells_that_read_on_their_colours():
    picture = TensorPicture([[1.0, -2.0, np.nan], [0.0, np.inf, -np.inf]])
    assert texts(picture)[1:] == ["1", "-2", "nan", "0", "inf", "-inf"]
    cells = marks(picture, Box)
    assert [cell.title for cell in cells] == [f"[{i}, {j}]" for i in range(2) for j in range(3)]
    assert len({cell.role for cell in cells}) == 6
    assert {label.role for label in marks(picture, Label)[1:]} == {"#ffffff", "#000000"}


def test_strings_are_shown_as_they_are():
    picture = TensorPicture([["<b>", "\xe4"], ["a string that is longer than any cell", ""]])
    assert texts(picture)[1:3] == ["<b>", "ä"] and texts(picture)[3].endswith("…")
    assert "&lt;b&gt;" in picture.svg()
    many = TensorPicture([["x"] * 30] * 40)
    assert "… of 40 rows and 30 columns" in texts(many)


def test_a_large_matrix_becomes_pixels_and_what_is_larger_is_cut():
    (pixels,) = marks(TensorPicture(np.zeros([20, 30])), Pixels)[:1]
    assert pixels.values.shape == (20, 30, 3)
    picture = TensorPicture(np.zeros([700, 3000], np.int8))
    assert marks(picture, Pixels)[0].values.shape == (512, 512, 3)
    assert "the first 512 × 512 of 700 × 3000" in texts(picture)


def test_a_long_vector_is_a_line_with_what_is_not_finite_marked():
    values = np.arange(30.0)
    values[3], values[7] = np.nan, np.inf
    picture = TensorPicture(values)
    assert [dot.title for dot in marks(picture, Dot)] == ["nan", "inf"]
    assert [len(line.points) for line in marks(picture, Path) if line.role == "forward"] == [
        3,
        3,
        22,
    ]


def test_images_and_grids_of_them():
    (pixels,) = marks(TensorPicture(IMAGES[0]), Pixels)
    assert np.array_equal(pixels.values, IMAGES[0])
    picture = TensorPicture(IMAGES)
    assert len(marks(picture, Pixels)) == 16 and "16 of 20 images" in texts(picture)
    (pixels,) = marks(TensorPicture(IMAGES[0] / 255.0), Pixels)
    assert np.array_equal(pixels.values, IMAGES[0])
    (pixels,) = marks(TensorPicture(IMAGES[0, :, :, 0], "image"), Pixels)
    assert np.array_equal(pixels.values, np.repeat(IMAGES[0, :, :, :1], 3, axis=-1))
    (pixels,) = marks(TensorPicture(RANDOM.normal(size=[9, 9, 1])), Pixels)
    assert pixels.values.shape == (9, 9, 3)


def test_other_ranks_slice_by_slice():
    picture = TensorPicture(tf.reshape(tf.range(24), [2, 2, 2, 3]))
    assert [text for text in texts(picture) if text.startswith("[")] == [
        "[0, 0]",
        "[0, 1]",
        "[1, 0]",
        "[1, 1]",
    ]
    assert "16 of 20 slices" in texts(TensorPicture(np.zeros([20, 2, 2])))


def test_a_histogram_counts_the_finite_values():
    values = RANDOM.normal(size=1000)
    values[0] = np.nan
    bars = [box for box in marks(TensorPicture(values, "histogram"), Box) if box.title]
    assert sum(int(bar.title.split()[0]) for bar in bars) == 999
    assert TensorPicture([np.nan], "histogram").svg()


def test_what_cannot_be_drawn():
    for value in (len, object(), tf.RaggedTensor.from_row_lengths([1, 2], [2, 0])):
        with pytest.raises(CannotDraw, match="A tensor, variable or array is needed"):
            TensorPicture(value)
    with pytest.raises(CannotDraw, match="not as 'film'"):
        TensorPicture(1, "film")
    with pytest.raises(CannotDraw, match="not of strings"):
        TensorPicture("a", "histogram")
    with pytest.raises(CannotDraw, match=r"this is float32\[2, 3, 5\]"):
        TensorPicture(tf.ones([2, 3, 5]), "image")
