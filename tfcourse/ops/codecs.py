"""Images from files and to files: tf.io.decode_image, encode_jpeg and the like."""

import io

import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.context import context
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.casting import cast
from tfcourse.ops.comparison import equal
from tfcourse.ops.host import array_of, scalar
from tfcourse.ops.image_formats import decode, format_of, pillow
from tfcourse.ops.png import write_png
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.strings import substr


def _contents(contents):
    if contents.ndim:
        raise invalid_argument(f"`contents` must be scalar but got shape{brackets(contents.shape)}")
    return contents.item()


def _image_shape(result, channels, rank=3):
    """Tells a graph what is known of an image's shape."""
    if context.graph is not None:
        result.set_shape([*[None] * (rank - 1), channels or None])
    return result


@op("DecodePng", is_host=True, is_differentiable=False)
def _decode_png_op(contents, channels, dtype, name=None):
    return decode(_contents(contents), channels, dtype)


@export("io.decode_png", "image.decode_png")
def decode_png(contents, channels=0, dtype=dtypes.uint8, name=None):
    """Decodes a PNG image, or one of another format.

    Args:
      contents: A string tensor of shape `()`: the bytes of a file.
      channels: 1 (grey), 3 (colour), 4 (colour and alpha), or 0 for those of the file.
      dtype: uint8 or uint16.
      name: The operation's name in a graph.

    Returns:
      A tensor of shape `[height, width, channels]`.

    Raises:
      InvalidArgumentError: if the bytes are no image, or `channels` is another number.

    Example:
      >>> import tfcourse as tf
      >>> image = tf.constant([[[1, 2, 3], [4, 5, 6]]], tf.uint8)
      >>> tf.io.decode_png(tf.io.encode_png(image)).numpy().tolist()
      [[[1, 2, 3], [4, 5, 6]]]

    Source: `tf.io.decode_png`.
    """
    dtype = as_dtype(dtype)
    check_attributes(_decode_png_op.op, dtype=dtype, channels=channels)
    return _image_shape(_decode_png_op(contents, channels, dtype, name), channels)


@op("DecodeJpeg", is_host=True, is_differentiable=False, names_errors=False)
def _decode_jpeg_op(
    contents,
    channels,
    ratio,
    fancy_upscaling=True,
    try_recover_truncated=False,
    acceptable_fraction=1,
    dct_method="",
    name=None,
):
    if ratio not in (1, 2, 4, 8):
        raise invalid_argument(f"ratio must be 1, 2, 4, or 8, got {ratio}")
    return decode(_contents(contents), channels, dtypes.uint8, ratio)


@export("io.decode_jpeg", "image.decode_jpeg")
def decode_jpeg(
    contents,
    channels=0,
    ratio=1,
    fancy_upscaling=True,
    try_recover_truncated=False,
    acceptable_fraction=1,
    dct_method="",
    name=None,
):
    """Decodes a JPEG image, or one of another format.

    Args:
      contents: A string tensor of shape `()`: the bytes of a file.
      channels: 1 (grey), 3 (colour), or 0 for those of the file.
      ratio: By what the image is made smaller while it is read: 1, 2, 4 or 8.
      fancy_upscaling: Unused; kept for TensorFlow's signature, as are the next three.
      try_recover_truncated: Unused.
      acceptable_fraction: Unused.
      dct_method: Unused.
      name: The operation's name in a graph.

    Returns:
      A uint8 tensor of shape `[height, width, channels]`.

    Raises:
      InvalidArgumentError: if the bytes are no image.
      ImportError: if Pillow is not installed.

    Differences from TensorFlow: the inverse cosine transform is always the accurate one
    (`dct_method="INTEGER_ACCURATE"`), so that values may differ by a few units.

    Source: `tf.io.decode_jpeg`.
    """
    check_attributes(_decode_jpeg_op.op, channels=channels, ratio=ratio)
    return _image_shape(_decode_jpeg_op(contents, channels, ratio, name=name), channels)


@op("DecodeAndCropJpeg", is_host=True, is_differentiable=False)
def _decode_and_crop_jpeg(contents, crop_window, channels, ratio, name=None):
    data = _contents(contents)
    found = format_of(data)
    if found != "JPEG":
        raise invalid_argument(
            f"DecodeAndCropJpeg operation can run on JPEG only, but detected {found}."
        )
    if crop_window.shape != (4,):
        raise invalid_argument(f"crop window must have 4 elements, got {crop_window.size}")
    image = decode(data, channels, dtypes.uint8, ratio)
    top, left, height, width = crop_window.tolist()
    fits = 0 <= top < top + height <= image.shape[0] and 0 <= left < left + width <= image.shape[1]
    if not fits:
        raise invalid_argument("jpeg::Uncompress failed. Invalid JPEG data or crop window.")
    return np.ascontiguousarray(image[top : top + height, left : left + width])


@export("io.decode_and_crop_jpeg", "image.decode_and_crop_jpeg")
def decode_and_crop_jpeg(
    contents,
    crop_window,
    channels=0,
    ratio=1,
    fancy_upscaling=True,
    try_recover_truncated=False,
    acceptable_fraction=1,
    dct_method="",
    name=None,
):
    """Decodes a part of a JPEG image; else as `decode_jpeg`.

    Args:
      contents: A string tensor of shape `()`: the bytes of a file.
      crop_window: Four integers: top, left, height and width of the part.
      channels: 1, 3, or 0 for those of the file.
      ratio: By what the image is made smaller while it is read.
      fancy_upscaling: Unused; kept for TensorFlow's signature, as are the next three.
      try_recover_truncated: Unused.
      acceptable_fraction: Unused.
      dct_method: Unused.
      name: The operation's name in a graph.

    Returns:
      A uint8 tensor of shape `[height, width, channels]`.

    Source: `tf.io.decode_and_crop_jpeg`.
    """
    result = _decode_and_crop_jpeg(contents, crop_window, channels, ratio, name)
    return _image_shape(result, channels)


@op("DecodeGif", is_host=True, is_differentiable=False)
def _decode_gif(contents, name=None):
    data = _contents(contents)
    image = decode(data, 3, dtypes.uint8, is_single=False)
    return image if image.ndim == 4 else image[None]


@export("io.decode_gif", "image.decode_gif")
def decode_gif(contents, name=None):
    """Decodes all frames of a GIF image.

    Args:
      contents: A string tensor of shape `()`: the bytes of a file.
      name: The operation's name in a graph.

    Returns:
      A uint8 tensor of shape `[frames, height, width, 3]`.

    Raises:
      InvalidArgumentError: if the bytes are no image.
      ImportError: if Pillow is not installed.

    Source: `tf.io.decode_gif`.
    """
    return _image_shape(_decode_gif(contents, name), 3, 4)


@op("DecodeBmp", is_host=True, is_differentiable=False)
def _decode_bmp(contents, channels, name=None):
    data = _contents(contents)
    if len(data) < 32:
        raise invalid_argument(
            "Incomplete bmp content, requires at least 32 bytes to find the header size, width, "
            f"height, and bpp, got {len(data)} bytes"
        )
    found = format_of(data)
    if found in ("GIF", "JPEG", "PNG"):
        raise invalid_argument(
            f"Trying to decode {found} format using DecodeBmp op. Use `decode_{found.lower()}` or "
            "`decode_image` instead."
        )
    return decode(data, channels, dtypes.uint8)


@export("io.decode_bmp", "image.decode_bmp")
def decode_bmp(contents, channels=0, name=None):
    """Decodes a BMP image.

    Args:
      contents: A string tensor of shape `()`: the bytes of a file.
      channels: 3, 4, or 0 for those of the file.
      name: The operation's name in a graph.

    Returns:
      A uint8 tensor of shape `[height, width, channels]`.

    Raises:
      InvalidArgumentError: if the bytes are no image.
      ImportError: if Pillow is not installed.

    Source: `tf.io.decode_bmp`.
    """
    return _image_shape(_decode_bmp(contents, channels, name), channels)


@op("DecodeImage", is_host=True, is_differentiable=False)
def _decode_image(contents, channels, dtype, expand_animations, name=None):
    stored = dtype if dtype is dtypes.uint16 else dtypes.uint8
    return decode(_contents(contents), channels, stored, 1, expand_animations, False)


@export("io.decode_image", "image.decode_image")
def decode_image(contents, channels=None, dtype=dtypes.uint8, name=None, expand_animations=True):
    """Decodes a PNG, JPEG, GIF, BMP or WebP image.

    Args:
      contents: A string tensor of shape `()`: the bytes of a file.
      channels: The number of channels, or None for those of the file.
      dtype: uint8, uint16 or a float dtype, whose values are from 0 to 1.
      name: The operation's name in a graph.
      expand_animations: Whether a GIF becomes a film, of one more dimension in front.

    Returns:
      A tensor of shape `[height, width, channels]`, for a GIF `[frames, height, width, 3]`.

    Raises:
      InvalidArgumentError: if the bytes are no image.

    Example:
      >>> import tfcourse as tf
      >>> image = tf.constant([[[255, 0, 51]]], tf.uint8)
      >>> tf.io.decode_image(tf.io.encode_png(image), dtype=tf.float32).numpy().round(2).tolist()
      [[[1.0, 0.0, 0.20000000298023224]]]

    Source: `tf.io.decode_image`.
    """
    dtype = as_dtype(dtype)
    stored = dtype if dtype in (dtypes.uint8, dtypes.uint16) else dtypes.uint8
    result = _decode_image(contents, channels or 0, stored, expand_animations, name)
    if context.graph is not None and not expand_animations:
        result.set_shape([None, None, channels or None])
    if dtype is stored:
        return result
    return cast(result, dtype) * (1 / 255)


@op("EncodePng", is_host=True, is_differentiable=False)
def _encode_png(image, compression, name=None):
    image = np.asarray(image)
    if not -1 <= compression <= 9:
        raise invalid_argument(f"compression should be in [-1,9], got {compression}")
    if image.ndim < 3:
        raise invalid_argument(f"images must be at least rank 3{brackets(image.shape)}")
    if image.shape[-1] not in (1, 2, 3, 4):
        raise invalid_argument(f"image must have 1, 2, 3, or 4 channels, got {image.shape[-1]}")
    if not image.size:
        raise errors.InternalError(
            None, None, "PNG encoding failed at the following flattened batch indices: 0"
        )
    images = image.reshape(-1, *image.shape[-3:])
    return array_of([write_png(item, compression) for item in images], image.shape[:-3])


@export("io.encode_png", "image.encode_png")
def encode_png(image, compression=-1, name=None):
    """Encodes an image as PNG.

    Args:
      image: A uint8 or uint16 tensor of shape `[..., height, width, channels]`, of 1 (grey), 2
        (grey, alpha), 3 (colour) or 4 (colour, alpha) channels.
      compression: How hard to compress, from 0 to 9; -1 for the compressor's own choice.
      name: The operation's name in a graph.

    Returns:
      A string tensor of the leading shape.

    Raises:
      InvalidArgumentError: if the image has another shape or dtype.

    Source: `tf.io.encode_png`.
    """
    result = _encode_png(image, compression, name)
    if context.graph is not None and result.op.inputs[0].shape.rank is not None:
        result.set_shape(result.op.inputs[0].shape[:-3])
    return result


@op("EncodeJpeg", is_host=True, is_differentiable=False)
def _encode_jpeg(
    image,
    format,
    quality,
    progressive,
    optimize_size,
    chroma_downsampling,
    density_unit,
    x_density,
    y_density,
    xmp_metadata,
    name=None,
):
    image = np.asarray(image)
    if image.ndim != 3:
        raise invalid_argument(f"image must be 3-dimensional{brackets(image.shape)}")
    channels = image.shape[-1]
    wanted = {"grayscale": 1, "rgb": 3}.get(format, channels)
    if channels != wanted:
        raise invalid_argument(
            f"format {format} expects {wanted} channels, got {brackets(image.shape)}"
        )
    if channels not in (1, 3):
        raise invalid_argument(f"image must have 1 or 3 channels, got {brackets(image.shape)}")
    if not 0 <= quality <= 100:
        raise invalid_argument(f"quality must be in [0,100], got {quality}")
    picture = pillow().fromarray(image[..., 0] if channels == 1 else image)
    per_inch = 1 if density_unit == "in" else 2.54
    buffer = io.BytesIO()
    picture.save(
        buffer,
        "JPEG",
        quality=quality,
        progressive=progressive,
        optimize=optimize_size,
        subsampling=2 if chroma_downsampling else 0,
        dpi=(round(x_density * per_inch), round(y_density * per_inch)),
    )
    return scalar(buffer.getvalue())


@export("io.encode_jpeg", "image.encode_jpeg")
def encode_jpeg(
    image,
    format="",
    quality=95,
    progressive=False,
    optimize_size=False,
    chroma_downsampling=True,
    density_unit="in",
    x_density=300,
    y_density=300,
    xmp_metadata="",
    name=None,
):
    """Encodes an image as JPEG.

    Args:
      image: A uint8 tensor of shape `[height, width, channels]`, of 1 or 3 channels.
      format: "grayscale", "rgb", or "" for what the number of channels says.
      quality: From 0 to 100.
      progressive: Whether the image can be shown coarsely before all of it is there.
      optimize_size: Whether to try harder to make it small.
      chroma_downsampling: Whether colours are stored at half the resolution.
      density_unit: "in" or "cm", of the next two.
      x_density: Pixels per unit, across.
      y_density: Pixels per unit, down.
      xmp_metadata: Unused; kept for TensorFlow's signature.
      name: The operation's name in a graph.

    Returns:
      A string tensor of shape `()`.

    Raises:
      InvalidArgumentError: if the image has another shape, or an option is none.
      ImportError: if Pillow is not installed.

    Source: `tf.io.encode_jpeg`.
    """
    check_attributes(_encode_jpeg.op, format=format, density_unit=density_unit, quality=quality)
    result = _encode_jpeg(
        image,
        format,
        quality,
        progressive,
        optimize_size,
        chroma_downsampling,
        density_unit,
        x_density,
        y_density,
        xmp_metadata,
        name,
    )
    result.set_shape([])
    return result


@op("ExtractJpegShape", is_host=True, is_differentiable=False)
def _extract_jpeg_shape(contents, output_type, name=None):
    data = _contents(contents)
    if not data.startswith(b"\xff\xd8\xff"):
        raise invalid_argument(f"Invalid JPEG data, size {len(data)}")
    library = pillow()
    try:
        image = library.open(io.BytesIO(data))
    except OSError:
        raise invalid_argument(f"Invalid JPEG data, size {len(data)}") from None
    channels = 1 if image.mode == "L" else 3
    return np.array([image.height, image.width, channels], output_type.numpy_dtype)


@export("io.extract_jpeg_shape", "image.extract_jpeg_shape")
def extract_jpeg_shape(contents, output_type=dtypes.int32, name=None):
    """Gives the shape of a JPEG image without decoding it.

    Args:
      contents: A string tensor of shape `()`: the bytes of a file.
      output_type: int32 or int64.
      name: The operation's name in a graph.

    Returns:
      A tensor of height, width and channels.

    Source: `tf.io.extract_jpeg_shape`.
    """
    result = _extract_jpeg_shape(contents, as_dtype(output_type), name)
    result.set_shape([3])
    return result


@export("io.is_jpeg", "image.is_jpeg")
def is_jpeg(contents, name=None):
    r"""Says whether bytes begin as a JPEG image does.

    Args:
      contents: A string tensor of shape `()`.
      name: Unused; kept for TensorFlow's signature.

    Returns:
      A bool tensor of shape `()`.

    Example:
      >>> import tfcourse as tf
      >>> bool(tf.io.is_jpeg(b"\xff\xd8\xff..."))
      True

    Source: `tf.io.is_jpeg`.
    """
    return equal(substr(contents, 0, 3), b"\xff\xd8\xff")
