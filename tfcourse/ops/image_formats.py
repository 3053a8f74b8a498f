"""What the formats of image files have in common: from their bytes to arrays.

PNG is read by `png.py`; JPEG, GIF, BMP and WebP by Pillow, which is loaded when it is needed.
"""

import importlib
import io

import numpy as np

from tfcourse.core import dtypes
from tfcourse.ops.png import SIGNATURE, PngError, read_png
from tfcourse.ops.shape_checks import invalid_argument

_BEGINNINGS = ((b"\xff\xd8\xff", "JPEG"), (SIGNATURE, "PNG"), (b"GIF8", "GIF"), (b"BM", "BMP"))


def pillow():
    """Returns Pillow's module of images.

    Raises:
      ImportError: if Pillow is not installed; says how to get it.
    """
    try:
        return importlib.import_module("PIL.Image")
    except ImportError:
        raise ImportError(
            "JPEG, GIF, BMP and WebP images are read and written by Pillow, which is not "
            "installed; install it with: pip install pillow"
        ) from None


def format_of(data: bytes) -> str:
    """Returns the format of an image's bytes."""
    if not data:
        raise invalid_argument("Input is empty.")
    for beginning, name in _BEGINNINGS:
        if data.startswith(beginning):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    raise invalid_argument(
        "Unknown image file format. One of JPEG, JPEG XL, PNG, GIF, BMP, WebP required."
    )


def _grey(image):
    """Returns the brightness of colours."""
    weights = np.array([9798, 19235, 3735])
    return ((image[..., :3].astype(np.int64) @ weights) >> 15)[..., None].astype(image.dtype)


def _with_channels(image, channels: int):
    """Returns an image with the wanted number of channels; 0 for those it has."""
    given = image.shape[-1]
    if channels in (0, given):
        return image
    opaque = np.full((*image.shape[:-1], 1), np.iinfo(image.dtype).max, image.dtype)
    alpha = image[..., -1:] if given in (2, 4) else opaque
    colour = image[..., :-1] if given in (2, 4) else image
    if channels == 1:
        return _grey(colour) if colour.shape[-1] == 3 else colour
    if colour.shape[-1] == 1:
        colour = np.repeat(colour, 3, -1)
    return np.concatenate([colour, alpha], -1) if channels == 4 else colour


def _decode_png(data, channels, dtype):
    try:
        image = read_png(data)
    except PngError:
        return _decode_png_by_pillow(data, channels, dtype)
    if image.dtype == np.uint16 and dtype is dtypes.uint8:
        image = (image >> 8).astype(np.uint8)
    elif image.dtype == np.uint8 and dtype is dtypes.uint16:
        image = image.astype(np.uint16) * 257
    return _with_channels(image, channels)


def _decode_png_by_pillow(data, channels, dtype):
    """Reads what `read_png` does not: interlaced images."""
    interlaced = len(data) > 28 and data[28] == 1
    if not interlaced:
        raise invalid_argument(f"Invalid PNG data, size {len(data)}")
    image = _opened(data, f"Invalid PNG data, size {len(data)}")
    array = _with_channels(_as_array(image), channels)
    return array if dtype is dtypes.uint8 else array.astype(np.uint16) * 257


def _opened(data, message):
    """Returns Pillow's image of some bytes."""
    library = pillow()
    try:
        image = library.open(io.BytesIO(data))
        image.load()
    except (OSError, SyntaxError, ValueError, library.DecompressionBombError):
        raise invalid_argument(message) from None
    return image


def _as_array(image):
    mode = "L" if image.mode in ("1", "I;16", "I") else image.mode
    if mode not in ("L", "LA", "RGB", "RGBA"):
        mode = "RGBA" if "transparency" in image.info else "RGB"
    array = np.asarray(image.convert(mode))
    return array[..., None] if array.ndim == 2 else array


def _decode_jpeg(data, channels, ratio):
    if channels == 4:
        raise invalid_argument("JPEG does not support 4 channels")
    library = pillow()
    message = "jpeg::Uncompress failed. Invalid JPEG data or crop window."
    try:
        image = library.open(io.BytesIO(data))
        mode = {1: "L", 3: "RGB"}.get(channels, image.mode)
        size = [-(-length // ratio) for length in image.size]
        image.draft("L" if mode == "L" else "RGB", size)
        array = np.asarray(image.convert("L" if mode == "L" else "RGB"))
    except (OSError, SyntaxError, ValueError, library.DecompressionBombError):
        raise invalid_argument(message) from None
    return array[..., None] if array.ndim == 2 else array


def _frames(data, expand):
    """Returns the frames of a GIF, each as it is to be seen; the first only if not expanded."""
    image = _opened(data, f"Invalid GIF data, size {len(data)}")
    frames = []
    for index in range(getattr(image, "n_frames", 1)):
        image.seek(index)
        frames.append(np.asarray(image.convert("RGB")))
        if not expand:
            break
    return np.stack(frames)


def decode(data, channels, dtype, ratio=1, expand=True, is_single=True):
    """Returns the image of some bytes, whatever its format.

    Args:
      data: The bytes.
      channels: The number of channels wanted, 0 for those there are.
      dtype: uint8 or uint16.
      ratio: By what a JPEG is made smaller: 1, 2, 4 or 8.
      expand: Whether all frames of a GIF are wanted.
      is_single: Whether a GIF of one frame is an image rather than a film.
    """
    if channels not in (0, 1, 3, 4):
        raise invalid_argument(f"`channels` must be 0, 1, 3 or 4 but got {channels}")
    name = format_of(data)
    if name == "PNG":
        return _decode_png(data, channels, dtype)
    if name == "JPEG":
        image = _decode_jpeg(data, channels, ratio)
    elif name == "GIF":
        if channels not in (0, 3):
            raise invalid_argument(f"channels must be 0 or 3 for GIF, got {channels}")
        frames = _frames(data, expand)
        if is_single and expand and len(frames) > 1:
            raise invalid_argument(
                "Got 1 frame, but animated gifs can only be decoded by tf.io.decode_gif or "
                "tf.io.decode_image"
            )
        image = frames[0] if is_single or not expand else frames
    else:
        opened = _opened(data, f"Invalid {name} data, size {len(data)}")
        image = _with_channels(_as_array(opened), channels)
    return image if dtype is dtypes.uint8 else image.astype(np.uint16) * 257
