"""Images of other formats, where Pillow is installed; the way to get it, where it is not."""

import io
import sys

import numpy as np
import pytest

import tfcourse as tf

IMAGE = (np.add.outer(np.arange(16), np.arange(24))[..., None] * np.array([1, 2, 3])).astype(
    np.uint8
)


def test_without_pillow_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    with pytest.raises(ImportError, match="pip install pillow"):
        tf.io.encode_jpeg(IMAGE)


def test_jpeg_there_and_back():
    pytest.importorskip("PIL.Image")
    data = tf.io.encode_jpeg(IMAGE)
    again = tf.io.decode_jpeg(data).numpy().astype(int)
    assert abs(again - IMAGE).max() < 12
    assert tf.io.decode_jpeg(data, channels=1).shape == (16, 24, 1)
    assert tf.io.decode_jpeg(data, ratio=2).shape == (8, 12, 3)
    assert tf.io.extract_jpeg_shape(data).numpy().tolist() == [16, 24, 3]
    part = tf.io.decode_and_crop_jpeg(data, [2, 3, 4, 5]).numpy()
    np.testing.assert_array_equal(part, again[2:6, 3:8])


@pytest.mark.parametrize("kind", ["BMP", "WEBP", "PNG"])
def test_formats_without_loss(kind):
    pillow = pytest.importorskip("PIL.Image")
    buffer = io.BytesIO()
    pillow.fromarray(IMAGE).save(buffer, kind, lossless=True)
    np.testing.assert_array_equal(tf.io.decode_image(buffer.getvalue()), IMAGE)


def test_frames_of_a_film():
    pillow = pytest.importorskip("PIL.Image")
    frames = [pillow.fromarray(np.full((2, 3, 3), value, np.uint8)) for value in (0, 255)]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    film = tf.io.decode_gif(buffer.getvalue())
    assert film.shape == (2, 2, 3, 3)
    assert film.numpy()[:, 0, 0, 0].tolist() == [0, 255]
    assert tf.io.decode_image(buffer.getvalue(), expand_animations=False).shape == (2, 3, 3)


@pytest.mark.parametrize("beginning", [b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBP"])
def test_damaged_files_are_refused(beginning):
    pytest.importorskip("PIL.Image")
    with pytest.raises(tf.errors.InvalidArgumentError):
        tf.io.decode_image(beginning + b"garbage" * 10)
