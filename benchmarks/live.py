"""What `tf.live` costs a training loop: `python benchmarks/live.py`.

A step of an MLP 784-256-256-10 on batches of 128, in `tf.function`, runs in kernels of Jupyter's,
as in a notebook's cell: without curves, with the loss, and with gradients besides. The kernels take
turns. Two figures: CPU time of all threads against the loop without curves, by round; and, as that
differs by some per cent from round to round, the parts of the cost, each measured alone.
"""

import argparse
import json
import statistics

from jupyter_client.manager import start_new_kernel

SETUP = """
import json, time
import numpy as np
import tfcourse as tf
from tfcourse.live.curves import Curves

random = np.random.default_rng(0)
x = tf.constant(random.normal(size=[128, 784]), tf.float32)
y = tf.constant(random.integers(0, 10, 128))
weights = []
for rows, columns in ((784, 256), (256, 256), (256, 10)):
    weights.append(tf.Variable(random.normal(0, 0.05, [rows, columns]).astype(np.float32)))
    weights.append(tf.Variable(tf.zeros([columns])))

@tf.function
def step(x, y):
    with tf.GradientTape() as tape:
        h = x
        for at in (0, 2):
            h = tf.nn.relu(h @ weights[at] + weights[at + 1])
        logits = h @ weights[4] + weights[5]
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, logits))
    gradients = tape.gradient(loss, weights)
    for w, gradient in zip(weights, gradients):
        w.assign_sub(0.001 * gradient)
    return loss, gradients

drawn = []
show = Curves._show
Curves._show = lambda curves: (drawn.append(1), show(curves))

def plain(count):
    for _ in range(count):
        loss, gradients = step(x, y)
    return loss

def loop(count, live, tells_gradients):
    for _ in range(count):
        loss, gradients = step(x, y)
        live(loss=loss)
        if tells_gradients:
            live.gradients(gradients, weights)
    return loss

def measured(count, kind):
    spent = 0.0
    if kind == "plain":
        start = time.process_time(), time.perf_counter()
        plain(count).numpy()
    else:
        with Curves() as live:
            drawn.clear()
            start = time.process_time(), time.perf_counter()
            loop(count, live, kind == "gradients").numpy()
            end = time.process_time(), time.perf_counter()
            spent = live._pace._spent
    if kind == "plain":
        end = time.process_time(), time.perf_counter()
    print(json.dumps([end[0] - start[0], end[1] - start[1], len(drawn), spent]))

def one_call(count):
    live = Curves()
    live._display = object()
    live._pace._next = float("inf")
    loss, gradients = step(x, y)
    start = time.thread_time()
    for _ in range(count):
        live(loss=loss)
    print(json.dumps((time.thread_time() - start) / count))

for kind in ("plain", "loss", "gradients"):
    measured(20, kind)
"""
KINDS = ("plain", "loss", "gradients")


class Kernel:
    """A kernel of Jupyter's that runs cells."""

    def __init__(self):
        self._manager, self._client = start_new_kernel()
        self.run(SETUP)

    def run(self, cell):
        """Runs a cell and returns what it printed last, as JSON."""
        printed = []

        def note(message):
            content = message["content"]
            if message["msg_type"] == "stream" and content["name"] == "stdout":
                printed.extend(content["text"].splitlines())

        reply = self._client.execute_interactive(cell, output_hook=note, timeout=600)
        assert reply["content"]["status"] == "ok", reply["content"]
        return json.loads(printed[-1])

    def end(self):
        """Ends the kernel."""
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=1000, help="of a round")
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    kernels = {kind: Kernel() for kind in KINDS}
    found = {kind: [] for kind in KINDS}
    try:
        for _ in range(options.rounds):
            for kind, kernel in kernels.items():
                found[kind].append(kernel.run(f"measured({options.steps}, {kind!r})"))
        calls = [kernels["loss"].run("one_call(20_000)") for _ in range(5)]
    finally:
        for kernel in kernels.values():
            kernel.end()
    call = statistics.median(calls)
    print(
        "| loop | CPU a step, µs | ratio (quartiles) | pictures | drawing, % wall | calls, % CPU |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    for kind in KINDS:
        rounds = found[kind]
        cpu = statistics.median(row[0] for row in rounds)
        ratios = [row[0] / other[0] for row, other in zip(rounds, found["plain"], strict=True)]
        low, middle, high = statistics.quantiles(ratios, n=4)
        pictures = statistics.median(row[2] for row in rounds) if kind != "plain" else 0
        drawing = statistics.median(row[3] / row[1] for row in rounds) if kind != "plain" else 0
        share = call * options.steps / cpu if kind != "plain" else 0
        print(
            f"| {kind} | {cpu / options.steps * 1e6:.0f} | {middle:.3f} ({low:.3f} to {high:.3f}) "
            f"| {pictures:g} | {100 * drawing:.2f} | {100 * share:.2f} |",
            flush=True,
        )
    print(f"\nA call of live(loss=...) takes {call * 1e6:.2f} µs, later conversion included.")


if __name__ == "__main__":
    main()
