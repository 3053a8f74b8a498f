"""Record TensorFlow's products of matrices and vectors, to the bit.

Usage: TF_ENABLE_ONEDNN_OPTS=0 python tests/parity/record_products.py   (needs TensorFlow 2.21)

tests/core/host/test_products.py compares the host tier's with them.
"""

import itertools
import json
from pathlib import Path

import numpy as np

PATH = Path(__file__).resolve().parents[1] / "core" / "host" / "products.json"
# Rows and addends.
SIZES = [(1, 3), (1, 9), (1, 200), (2, 2), (3, 3), (3, 10), (6, 127), (10, 5), (32, 3), (33, 7)]
STEPS = 1000


def values(rows, columns, dtype):
    """Returns numbers from -0.5 to 0.5 that look random, the same on every machine."""
    mixed = np.arange(1, rows * columns + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return ((mixed >> np.uint64(11)) / 2**53 - 0.5).astype(dtype).reshape(rows, columns)


def cases():
    """Yields a name, two matrices and whether each is transposed, for every product."""
    for dtype, (rows, addends), *flags in itertools.product(
        ("float32", "float64"), SIZES, (False, True), (False, True)
    ):
        for shapes in ([(rows, addends), (addends, 1)], [(1, addends), (addends, rows)]):
            stored = [
                shape[::-1] if flag else shape for shape, flag in zip(shapes, flags, strict=True)
            ]
            a, b = (values(*shape, dtype) for shape in stored)
            yield f"{dtype} {stored} {flags}", a, b, flags


def train(tf):
    """Returns the weights of a linear regression after a thousand steps."""
    x = tf.constant(values(32, 5, "float32") + 0.5)
    y = x @ tf.constant([[0.0], [1.0], [2.0], [3.0], [4.0]])
    weights = tf.Variable(values(5, 1, "float32") + 0.5)
    for _ in range(STEPS):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(y - tf.linalg.matmul(x, weights)))
        weights.assign_add(-0.05 * tape.gradient(loss, weights))
    return weights.numpy()


def main():
    import tensorflow as tf

    answers = {
        name: tf.matmul(a, b, *flags).numpy().tobytes().hex() for name, a, b, flags in cases()
    }
    answers["regression"] = train(tf).tobytes().hex()
    PATH.write_text(json.dumps(answers, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
