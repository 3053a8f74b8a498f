"""Images: resizing, cropping, flipping, colours, distances, random changes."""

# %% resize by every method  [atol=2e-5]
im = tf.reshape(tf.range(48.0), [4, 4, 3])
methods = [
    "bilinear",
    "nearest",
    "bicubic",
    "area",
    "lanczos3",
    "lanczos5",
    "gaussian",
    "mitchellcubic",
]
for method in methods:
    show(method, tf.image.resize(im, [2, 2], method=method), tf.image.resize(im, [5, 3], method))

# %% resize with antialiasing  [atol=2e-5]
im = tf.reshape(tf.range(36.0), [6, 6, 1])
for method in [
    "bilinear",
    "bicubic",
    "lanczos3",
    "lanczos5",
    "gaussian",
    "mitchellcubic",
    "area",
    "nearest",
]:
    show(method, tf.image.resize(im, [3, 2], method=method, antialias=True))
    show(tf.image.resize(im, [4, 8], method=method, antialias=True))

# %% resize
im = tf.reshape(tf.range(32.0), [2, 4, 4, 1])
tf.image.resize(im, [2, 2])
tf.image.resize(im, (8, 2))
tf.image.resize(im, [4, 4]) is im
tf.image.resize(im, tf.constant([2, 3]))
tf.image.resize(tf.cast(im, tf.uint8), [2, 2])
tf.image.resize(tf.cast(im, tf.uint8), [2, 2], method="nearest")
tf.image.resize(tf.cast(im, tf.uint8), [2, 3], "bicubic").dtype
tf.image.resize(im[0], [3, 3], tf.image.ResizeMethod.NEAREST_NEIGHBOR)
tf.image.resize(im, [2, 4], preserve_aspect_ratio=True).shape
tf.image.resize(im.numpy(), [2, 2])
tf.image.resize(im, [1, 1])
tf.image.resize(im, [2, 2], method="other")
tf.image.resize(im, 2)
tf.image.resize(im, [2])
tf.image.resize(im, [2, 2, 2])
tf.image.resize(im, [0, 2])
tf.image.resize(im, [2.5, 2.5])
tf.image.resize(im[0, :, :, 0], [2, 2])
tf.image.resize(im[None], [2, 2])
tf.image.resize(im, None)
tf.image.ResizeMethod.BILINEAR
v = tf.Variable(im)
with tf.GradientTape(persistent=True) as tape:
    y = tf.image.resize(v, [3, 2]) ** 2
    z = tf.image.resize(v, [3, 2], method="nearest") ** 2
tape.gradient(y, v)
tape.gradient(z, v)

# %% flips and turns
im = tf.reshape(tf.range(12), [2, 3, 2])
batch = tf.stack([im, -im])
for function in (
    tf.image.flip_left_right,
    tf.image.flip_up_down,
    tf.image.transpose,
    tf.image.rot90,
):
    show(function(im), function(batch))
    attempt(function, im[0])
    attempt(function, im[..., :0])
for k in range(-1, 6):
    show(tf.image.rot90(im, k))
tf.image.rot90(im, tf.constant(2))
tf.image.rot90(im, [1])

# %% crops and pads
im = tf.reshape(tf.range(48), [4, 6, 2])
batch = tf.stack([im, -im])
tf.image.central_crop(im, 0.5)
tf.image.central_crop(im, 1.0)
tf.image.central_crop(im, 0.3)
tf.image.central_crop(batch, 0.5)
tf.image.central_crop(im, 0.0)
tf.image.central_crop(im, 1.5)
tf.image.central_crop(im[0], 0.5)
tf.image.crop_to_bounding_box(im, 1, 2, 2, 3)
tf.image.crop_to_bounding_box(batch, 0, 0, 4, 6)
tf.image.crop_to_bounding_box(im, 1, 2, 4, 3)
tf.image.crop_to_bounding_box(im, 1, 2, 2, 5)
tf.image.crop_to_bounding_box(im, -1, 2, 2, 3)
tf.image.crop_to_bounding_box(im, 1, -2, 2, 3)
tf.image.crop_to_bounding_box(im, 1, 2, 0, 3)
tf.image.pad_to_bounding_box(im, 1, 2, 6, 9)
tf.image.pad_to_bounding_box(batch, 0, 0, 4, 6)
tf.image.pad_to_bounding_box(im, 1, 2, 3, 9)
tf.image.pad_to_bounding_box(im, 1, 2, 6, 7)
tf.image.pad_to_bounding_box(im, -1, 2, 6, 9)
tf.image.pad_to_bounding_box(im, 1, -2, 6, 9)
tf.image.resize_with_crop_or_pad(im, 2, 2)
tf.image.resize_with_crop_or_pad(im, 6, 3)
tf.image.resize_with_crop_or_pad(im, 5, 7)
tf.image.resize_with_crop_or_pad(batch, 3, 6)
tf.image.resize_with_crop_or_pad(im, 0, 2)
tf.image.resize_with_pad(tf.cast(im, tf.float32), 3, 3)
tf.image.resize_with_pad(tf.cast(batch, tf.float32), 8, 8, method="nearest")
tf.image.resize_with_pad(im, 5, 5).dtype
tf.image.extract_patches(batch, [1, 2, 2, 1], [1, 2, 3, 1], [1, 1, 1, 1], "VALID")
tf.image.extract_patches(batch[..., :1], [1, 3, 3, 1], [1, 2, 2, 1], [1, 1, 1, 1], "SAME")
tf.image.extract_patches(batch[..., :1], [1, 2, 2, 1], [1, 1, 1, 1], [1, 2, 2, 1], "VALID")

# %% dtypes of images
x = tf.constant([[[0.0, 0.25, 0.5, 0.999, 1.0]]])
tf.image.convert_image_dtype(x, tf.uint8)
tf.image.convert_image_dtype(x, tf.uint16)
tf.image.convert_image_dtype(x, tf.int8)
tf.image.convert_image_dtype(x, tf.int16)
tf.image.convert_image_dtype(x, "int32")
tf.image.convert_image_dtype(x, tf.float64)
tf.image.convert_image_dtype(x, tf.float16)
tf.image.convert_image_dtype(x * 2 - 1, tf.uint8, saturate=True)
u = tf.constant([[[0, 1, 127, 128, 255]]], tf.uint8)
tf.image.convert_image_dtype(u, tf.float32)
tf.image.convert_image_dtype(u, tf.float64)
tf.image.convert_image_dtype(u, tf.float16)
tf.image.convert_image_dtype(u, tf.uint16)
tf.image.convert_image_dtype(u, tf.int8)
tf.image.convert_image_dtype(u, tf.int32)
tf.image.convert_image_dtype(u, tf.uint8) is u
tf.image.convert_image_dtype(tf.constant([0, 256, 65535], tf.uint16), tf.uint8)
tf.image.convert_image_dtype(tf.constant([-5, 0, 127], tf.int8), tf.uint8, saturate=True)
tf.image.convert_image_dtype(tf.constant([0, 300]), tf.uint8)
tf.image.convert_image_dtype(x, tf.bool)
tf.image.convert_image_dtype(x, tf.complex64)
tf.image.convert_image_dtype(tf.constant([True]), tf.float32)
tf.image.convert_image_dtype([1, 2], tf.float32)
tf.image.convert_image_dtype(np.array([1, 2], np.uint8), tf.float32)

# %% colours  [rtol=1e-5, atol=1e-6]
im = tf.constant([[[1.0, 0.0, 0.0], [0.2, 0.4, 0.6]], [[0.5, 0.5, 0.5], [0.0, 0.0, 0.0]]])
gray = tf.constant([[[1], [2]], [[3], [4]]], tf.uint8)
tf.image.rgb_to_grayscale(im)
tf.image.rgb_to_grayscale(tf.cast(im * 255, tf.uint8))
tf.image.grayscale_to_rgb(gray)
tf.image.grayscale_to_rgb(im[..., :1])
tf.image.rgb_to_hsv(im)
tf.image.hsv_to_rgb(tf.image.rgb_to_hsv(im))
tf.image.hsv_to_rgb([0.5, 0.5, 0.5])
tf.image.rgb_to_yiq(im)
tf.image.yiq_to_rgb(im)
tf.image.rgb_to_yuv(im)
tf.image.yuv_to_rgb(im)
tf.image.rgb_to_grayscale(im[..., :2])
tf.image.grayscale_to_rgb(im)
tf.image.rgb_to_hsv(im[..., :2])
tf.image.rgb_to_hsv(tf.constant(1.0))
tf.image.rgb_to_hsv(gray)
tf.image.hsv_to_rgb(im[..., :2])

# %% adjustments  [rtol=1e-5, atol=2e-6]
im = tf.constant([[[1.0, 0.0, 0.25], [0.2, 0.4, 0.6]], [[0.5, 0.5, 0.5], [0.0, 0.9, 0.0]]])
u = tf.cast(im * 255, tf.uint8)
tf.image.adjust_brightness(im, 0.25)
tf.image.adjust_brightness(u, 0.25)
tf.image.adjust_brightness(u, -0.25)
tf.image.adjust_brightness(u, delta=tf.constant(0.1))
tf.image.adjust_contrast(im, 2.0)
tf.image.adjust_contrast(u, 0.5)
tf.image.adjust_contrast(tf.stack([im, im / 2]), 2)
tf.image.adjust_hue(im, 0.25)
tf.image.adjust_hue(im, -0.5)
tf.image.adjust_hue(u, 0.1)
tf.image.adjust_saturation(im, 0.5)
tf.image.adjust_saturation(im, 2.0)
tf.image.adjust_saturation(u, 0.0)
tf.image.adjust_gamma(im, 2.0)
tf.image.adjust_gamma(u, 0.5, 0.5)
tf.image.per_image_standardization(im)
tf.image.per_image_standardization(u)
tf.image.per_image_standardization(tf.stack([im, im * 0]))
tf.image.adjust_hue(im, 1.5)
tf.image.adjust_hue(im[..., :2], 0.1)
tf.image.adjust_gamma(im, -1.0)
tf.image.adjust_contrast(im[0, 0], 2.0)
tf.image.adjust_saturation(im[..., :1], 2.0)
tf.image.per_image_standardization(im[0])

# %% differences and distances  [rtol=1e-5, atol=1e-5]
im = tf.reshape(tf.range(32.0), [1, 4, 4, 2]) ** 1.5 / 10
other = im + tf.constant([0.5, 0.0])
tf.image.image_gradients(im)
tf.image.image_gradients(im[0])
tf.image.total_variation(im)
tf.image.total_variation(im[0])
tf.image.total_variation(im[0, 0])
tf.image.sobel_edges(im)
tf.image.psnr(im, other, 20.0)
tf.image.psnr(im, im, 20.0)
tf.image.psnr(tf.zeros([2, 2, 3], tf.uint8), tf.ones([2, 2, 3], tf.uint8), 255)
tf.image.psnr(im, im[:, :2], 20.0)
big = tf.reshape(tf.range(16.0 * 16 * 2), [16, 16, 2]) / 512
tf.image.ssim(big, big**1.1, 1.0)
tf.image.ssim(big, big, 1.0)
tf.image.ssim(tf.stack([big, big]), tf.stack([big**2, big]), 1.0, filter_size=5)
tf.image.ssim(big[:8], big[:8], 1.0)
tf.image.ssim_multiscale(big, big**1.1, 1.0, filter_size=3, power_factors=(0.5, 0.5))

# %% random changes  [rtol=1e-5, atol=1e-6]
tf.random.set_seed(3)
im = tf.reshape(tf.range(24.0), [2, 4, 3]) / 24
u = tf.cast(im * 255, tf.uint8)
for _ in range(3):
    show(tf.image.random_flip_left_right(im), tf.image.random_flip_up_down(im))
tf.image.random_flip_left_right(tf.stack([im] * 4), seed=1)[:, 0, 0, 0]
tf.image.random_brightness(im, 0.2)
tf.image.random_brightness(u, 0.2, seed=5)
tf.image.random_contrast(im, 0.5, 1.5)
tf.image.random_hue(im, 0.2)
tf.image.random_saturation(im, 0.5, 1.5, seed=2)
tf.image.random_crop(im, [2, 2, 3])
tf.image.random_crop(im, [1, 3, 3], seed=4)
tf.image.random_brightness(im, -0.2)
tf.image.random_contrast(im, 1.5, 0.5)
tf.image.random_contrast(im, -1.5, 0.5)
tf.image.random_hue(im, 0.7)
tf.image.random_hue(im, -0.7)
tf.image.random_saturation(im, 1.5, 0.5)
tf.image.random_crop(im, [3, 3, 3])
tf.image.random_crop(im, [3, 3])

# %% stateless random changes  [rtol=1e-5, atol=1e-6]
im = tf.reshape(tf.range(24.0), [2, 4, 3]) / 24
for seed in [(1, 2), (3, 4), [5, 6]]:
    show(tf.image.stateless_random_flip_left_right(im, seed))
    show(tf.image.stateless_random_flip_up_down(im, seed))
    show(tf.image.stateless_random_brightness(im, 0.2, seed))
    show(tf.image.stateless_random_contrast(im, 0.5, 1.5, seed))
    show(tf.image.stateless_random_hue(im, 0.2, seed))
    show(tf.image.stateless_random_saturation(im, 0.5, 1.5, seed))
    show(tf.image.stateless_random_crop(im, [2, 2, 3], seed))

# %% boxes  [rtol=1e-5, atol=1e-5]
im = tf.reshape(tf.range(32.0), [2, 4, 4, 1])
boxes = [[0.0, 0.0, 1.0, 1.0], [0.2, 0.3, 0.8, 0.9], [0.9, 0.8, 0.1, 0.2], [-0.5, 0.0, 1.5, 1.0]]
tf.image.crop_and_resize(im, boxes, [0, 1, 0, 1], [3, 2])
tf.image.crop_and_resize(im, boxes, [0, 1, 0, 1], [3, 2], method="nearest", extrapolation_value=7.0)
tf.image.crop_and_resize(im, boxes, [0, 1, 0, 1], [1, 1])
tf.image.crop_and_resize(im, boxes, [0, 1, 0, 2], [3, 2])
tf.image.draw_bounding_boxes(im / 32, [[[0.0, 0.0, 0.5, 0.5]], [[0.25, 0.25, 1.0, 1.0]]], [[1.0]])
boxes = tf.constant(
    [[0.0, 0, 1, 1], [0.0, 0.1, 1, 1.1], [0.0, -0.1, 1, 0.9], [0, 10, 1, 11], [0, 10.1, 1, 11.1]]
)
scores = tf.constant([0.9, 0.75, 0.6, 0.95, 0.5])
tf.image.non_max_suppression(boxes, scores, 3)
tf.image.non_max_suppression(boxes, scores, 10, iou_threshold=0.9)
tf.image.non_max_suppression(boxes, scores, 10, 0.5, score_threshold=0.91)


# %% images inside functions  [rtol=1e-5, atol=1e-6]
@tf.function(input_signature=[tf.TensorSpec([None, None, 3])])
def augment(im):
    small = tf.image.resize(im, [4, 4])
    flipped = tf.image.flip_left_right(small)
    show(small, flipped, tf.image.rgb_to_grayscale(small))
    show(tf.image.convert_image_dtype(small, tf.uint8), tf.image.adjust_brightness(small, 0.1))
    show(tf.image.central_crop(small, 0.5), tf.image.per_image_standardization(small))
    show(tf.image.resize_with_crop_or_pad(small, 6, 2), tf.image.transpose(im))
    return tf.image.adjust_contrast(flipped, 2.0)


augment(tf.reshape(tf.range(60.0), [5, 4, 3]) / 60)
