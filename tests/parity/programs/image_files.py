"""Images as PNG files: tf.io.decode_png and encode_png."""

# %% there and back
pixels = (np.arange(60) * 7 % 256).astype(np.uint8)
for channels in [1, 2, 3, 4]:
    image = pixels[: 5 * 3 * channels].reshape(5, 3, channels)
    show(tf.io.decode_png(tf.io.encode_png(image)))
deep = (np.arange(24) * 2711 % 65536).astype(np.uint16).reshape(2, 4, 3)
tf.io.decode_png(tf.io.encode_png(deep), dtype=tf.uint16)
tf.io.decode_png(tf.io.encode_png(deep))
tf.io.encode_png(np.zeros([2, 3, 2, 3], np.uint8)).shape
tf.io.encode_png(np.zeros([3, 2, 1], np.uint8)).dtype
tf.io.decode_png(tf.io.encode_png(tf.constant(pixels.reshape(4, 5, 3)), compression=9)).shape

# %% channels
pixels = (np.arange(60) * 37 % 256).astype(np.uint8)
grey, both = pixels[:12].reshape(3, 4, 1), pixels[:24].reshape(3, 4, 2)
colour, four = pixels[:36].reshape(3, 4, 3), pixels[:48].reshape(3, 4, 4)
for image in [grey, both, colour, four]:
    for channels in [0, 1, 3, 4]:
        show(tf.io.decode_png(tf.io.encode_png(image), channels=channels))
tf.io.decode_png(tf.io.encode_png(colour), dtype=tf.uint16)

# %% decode_image
image = tf.io.encode_png((np.arange(18) * 13 % 256).astype(np.uint8).reshape(2, 3, 3))
tf.io.decode_image(image)
tf.io.decode_image(image, channels=1)
tf.io.decode_image(image, dtype=tf.uint16)
tf.io.decode_image(image, dtype=tf.float32)
tf.io.decode_image(image, expand_animations=False).shape
tf.io.is_jpeg(image)
tf.io.is_jpeg(b"\xff\xd8\xff\xe0")
tf.image.decode_png(image).shape
tf.image.decode_image(image).shape
tf.io.decode_jpeg(image).shape

# %% other PNG files
import base64

small = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=="
)
tf.io.decode_png(small)
tf.io.decode_png(small, channels=3)[2]

# %% wrong images
colour = np.zeros([2, 2, 3], np.uint8)
image = tf.io.encode_png(colour)
tf.io.decode_png(image, channels=2)
tf.io.decode_image(image, channels=5)
tf.io.decode_png(image, dtype=tf.float32)
tf.io.decode_png(tf.constant(b"garbage"))
tf.io.decode_png(tf.constant(b""))
tf.io.decode_image(tf.constant(b"garbage"))
tf.io.decode_png(tf.constant(image.numpy()[:-20]))
tf.io.decode_png(tf.constant([b"a", b"b"]))
tf.io.encode_png(np.zeros([2, 2], np.uint8))
tf.io.encode_png(np.zeros([2, 2, 5], np.uint8))
tf.io.encode_png(np.zeros([0, 2, 3], np.uint8))
tf.io.encode_png(np.zeros([2, 2, 3], np.int32))
tf.io.encode_png(colour, compression=10)
tf.io.decode_bmp(tf.constant(b"BM"))


# %% wrong images of other formats
def reason(function, *arguments, **keywords):
    try:
        show(function(*arguments, **keywords))
    except Exception as error:
        show(type(error).__name__, str(error).split("}} ")[-1])


colour = np.zeros([2, 2, 3], np.uint8)
image = tf.io.encode_png(colour)
reason(tf.io.encode_jpeg, tf.zeros([2, 2, 4], tf.uint8))
reason(tf.io.encode_jpeg, tf.zeros([2, 2], tf.uint8))
reason(tf.io.encode_jpeg, tf.constant(colour), format="grayscale")
reason(tf.io.encode_jpeg, tf.constant(colour), quality=101)
reason(tf.io.encode_jpeg, tf.constant(colour), format="bogus")
reason(tf.io.decode_gif, tf.constant(b"garbage"))
reason(tf.io.decode_gif, image)
reason(tf.io.decode_bmp, image)
reason(tf.io.decode_jpeg, image, ratio=3)
reason(tf.io.decode_jpeg, image, channels=2)
reason(tf.io.decode_and_crop_jpeg, tf.constant(b"garbage"), [0, 0, 1, 1])
reason(tf.io.decode_and_crop_jpeg, image, [0, 0, 1, 1])
reason(tf.io.decode_and_crop_jpeg, image, [0, 0, 1])
reason(tf.io.extract_jpeg_shape, tf.constant(b"garbage"))


# %% images in a function
@tf.function
def decode(contents):
    image = tf.io.decode_png(contents, channels=3)
    show(image.shape, image.dtype)
    return tf.cast(image, tf.float32) / 255.0


decode(tf.io.encode_png(np.full([1, 2, 3], 51, np.uint8)))
