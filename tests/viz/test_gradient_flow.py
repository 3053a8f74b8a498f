"""Verdicts on gradients: vanishing, exploding, zero, none."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.viz.gradient_flow import HIGHEST, LOWEST, GradientFlow, short_names

VARIABLES = [tf.Variable(tf.zeros([2, 2]), name=f"net/layer_{n}/kernel") for n in range(3)]


def flow_of(*norms_by_step):
    """A flow of gradients of which each has one element that is not 0."""
    flow = GradientFlow(VARIABLES)
    for step, norms in enumerate(norms_by_step, 1):
        flow.add(step, [tf.constant([[norm, 0.0], [0.0, 0.0]]) for norm in norms])
    return flow


@pytest.mark.parametrize(
    ("norms", "verdict", "reason"),
    [
        ([(1, 2, 3)], "good", "Norms from 1 (layer_0/kernel) to 3 (layer_2/kernel)."),
        (
            [(1e-7, 1e-3, 1)],
            "vanishing",
            "The norm of layer_0/kernel's gradient is 1e-07 of layer_2/kernel's, the last.",
        ),
        (
            [(1e4, 1, 1)],
            "exploding",
            "The norm of layer_0/kernel's gradient is 1e+04, 1 times its first.",
        ),
        (
            [(1, 1, 1), (500, 400, 500)],
            "exploding",
            "The norm of layer_0/kernel's gradient is 5e+02, 5e+02 times its first.",
        ),
        (
            [(20, 1, 1e-3)],
            "exploding",
            "The norm of layer_0/kernel's gradient is 2e+04 times that of layer_2/kernel's, "
            "the last.",
        ),
        (
            [(1, np.nan, 1)],
            "exploding",
            "The gradient of layer_1/kernel is nan at step 1.",
        ),
        ([(0, 0, 1)], "zero", "Every element is 0 for layer_0/kernel, layer_1/kernel: it learns"),
    ],
)
def test_verdicts(norms, verdict, reason):
    found, why = flow_of(*norms).verdict()
    assert found == verdict and why.startswith(reason)


def test_no_gradient_at_all():
    flow = GradientFlow(VARIABLES)
    flow.add(1, [None, tf.ones([2, 2]), tf.ones([2, 2])])
    assert flow.verdict() == (
        "none",
        "No gradient (None) for layer_0/kernel: the loss does not use it.",
    )
    assert flow.missing == [True, False, False]


def test_magnitudes_are_counted_by_powers_of_ten():
    flow = GradientFlow(VARIABLES[:1])
    flow.add(1, [tf.constant([[1.0, 2e-30], [-1e3, 0.0]])])
    (counts,) = flow.counts
    at = {int(bin): int(counts[bin]) for bin in np.flatnonzero(counts)}
    assert at == {0: 1, -LOWEST * 4: 1, (3 - LOWEST) * 4: 1} and len(counts) == 4 * (
        HIGHEST - LOWEST
    )
    assert flow.zeros.tolist() == [0.25]


def test_rows_of_a_table_and_large_gradients():
    flow = GradientFlow([tf.Variable(tf.zeros([5, 2]))])
    flow.add(1, [tf.IndexedSlices(tf.constant([[3.0, 4.0]]), tf.constant([1]))])
    assert flow.last.tolist() == [5.0]
    flow.add(2, [tf.ones([400, 250])])
    assert flow.counts.sum() == 10_000 and flow.norms[0].last == pytest.approx(100_000**0.5)


def test_names():
    names = [tf.Variable(1.0) for _ in range(2)]
    assert short_names(names) == ["Variable 1", "Variable 2"]
    assert short_names(VARIABLES) == ["layer_0/kernel", "layer_1/kernel", "layer_2/kernel"]
    assert short_names([tf.Variable(1.0, name="a/b")]) == ["a/b"]
    assert GradientFlow(VARIABLES).fits(VARIABLES)
    assert not GradientFlow(VARIABLES).fits(VARIABLES[:2])
