"""Datasets: elements through a pipeline, and training over one in a function.

JAX has no datasets: there NumPy chooses the rows.
"""

import numpy as np

from benchmarks.line import Line

SIZE = 2_000
BATCH = 64
RATE = 0.1


def arrays():
    generator = np.random.default_rng(0)
    images = generator.random((SIZE, 100), np.float32)
    return images, (images.sum(1) > 50).astype(np.float32)


def batches(x, y, order):
    for at in range(0, SIZE, BATCH):
        rows = order[at : at + BATCH]
        yield x[rows], y[rows]


class DatasetBatches(Line):
    name = "dataset-batches"
    title = "a dataset of 2,000 rows: `shuffle`, `batch`, the size of the last batch"
    warm_up = 5

    def tensorflow(self, tf):
        dataset = tf.data.Dataset.from_tensor_slices(arrays()).shuffle(500).batch(BATCH)

        def call():
            for _, labels in dataset:
                last = labels
            return last.shape[0]

        return call

    def jnp(self, jax):
        x, y = arrays()
        generator = np.random.default_rng(0)

        def call():
            for pair in batches(x, y, generator.permutation(SIZE)):
                _, last = map(jax.numpy.asarray, pair)
            return last.shape[0]

        return call


class DatasetMap(Line):
    name = "dataset-map"
    title = "the same with `map` before"
    warm_up = 5

    def tensorflow(self, tf):
        dataset = tf.data.Dataset.from_tensor_slices(arrays())
        dataset = dataset.map(lambda x, y: (x * 2.0 - 1.0, y)).shuffle(500).batch(BATCH)

        def call():
            for _, labels in dataset:
                last = labels
            return last.shape[0]

        return call

    def jnp(self, jax):
        x, y = arrays()
        generator = np.random.default_rng(0)

        def call():
            for images, labels in batches(x, y, generator.permutation(SIZE)):
                _, last = jax.numpy.asarray(images) * 2.0 - 1.0, jax.numpy.asarray(labels)
            return last.shape[0]

        return call


class DatasetTraining(Line):
    name = "dataset-training"
    title = "a loop over a dataset in `function`, a step of regression for each batch"
    warm_up = 5

    def tensorflow(self, tf):
        dataset = tf.data.Dataset.from_tensor_slices(arrays()).batch(BATCH)
        weights = tf.Variable(tf.zeros([100, 1]))

        @tf.function
        def call():
            loss = 0.0
            for x, y in dataset:
                with tf.GradientTape() as tape:
                    loss = tf.reduce_mean((tf.squeeze(x @ weights, 1) - y) ** 2)
                weights.assign_sub(RATE * tape.gradient(loss, weights) / 10.0)
            return loss

        return call

    def jit(self, jax):
        x, y = arrays()
        order = np.arange(SIZE)
        held = [jax.numpy.zeros([100, 1])]

        def loss_of(weights, x, y):
            return jax.numpy.mean((jax.numpy.squeeze(x @ weights, 1) - y) ** 2)

        @jax.jit
        def step(weights, x, y):
            loss, gradient = jax.value_and_grad(loss_of)(weights, x, y)
            return loss, weights - RATE * gradient / 10.0

        def call():
            for pair in batches(x, y, order):
                loss, held[0] = step(held[0], *pair)
            return loss

        return call


LINES = (DatasetBatches(), DatasetMap(), DatasetTraining())
