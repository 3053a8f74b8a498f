"""Making tensors, and how they print."""

# %% constant from Python scalars
tf.constant(1)
tf.constant(1.5)
tf.constant(True)
tf.constant("text")
tf.constant(b"bytes")
tf.constant(1 + 2j)
print(tf.constant([1, 2]))
tf.add(tf.constant([1, 2]), tf.constant([1, 2, 3]))
for dtype in [tf.int8, tf.float16]:
    show(tf.constant([[1, 2]], dtype))
    attempt(tf.constant, 300, dtype)
tf.raw_ops.Sqrt(x=tf.constant([1]))
