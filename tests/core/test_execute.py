"""The gate: conversion, dtype checks, binding, and what surrounds a kernel's errors."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.core.context import context
from tfcourse.core.op import op, ops_by_type
from tfcourse.core.tensor import EagerTensor


class Witness:
    """A tape that notes what passes the gate."""

    def __init__(self):
        self.records = []

    def record(self, op, attributes, operands, outputs):
        self.records.append((op.type, operands, outputs))

    def record_read(self, handle, tensor):
        self.records.append(("read", [handle], [tensor]))


@pytest.fixture
def witness():
    context.tapes = (Witness(),)
    yield context.tapes[0]
    context.tapes = ()


def test_what_is_passed_reaches_the_tape_as_tensors(witness):
    result = tf.add(tf.constant([1.0]), 2.0)
    ((kind, operands, outputs),) = witness.records
    assert kind == "AddV2"
    assert all(type(operand) is EagerTensor for operand in operands)
    assert outputs[0] is result


def test_operations_without_gradient_are_not_recorded(witness):
    tf.argmax([1.0, 2.0])
    assert witness.records == []


def test_a_kernel_is_bound_once_per_attributes_and_static_operands():
    definition = ops_by_type["Sum"]
    x = tf.constant([[1.0, 2.0]])
    tf.reduce_sum(x, axis=0)
    count = len(definition.kernels)
    tf.reduce_sum(x, axis=0)
    tf.reduce_sum(tf.constant([[3.0]]), axis=[0])
    assert len(definition.kernels) in (count, count + 1)
    tf.reduce_sum(x, axis=0, keepdims=True)
    tf.reduce_sum(x, axis=0, keepdims=True)
    assert len(definition.kernels) <= count + 2


def test_a_failed_operation_leaves_nothing_behind():
    with tf.GradientTape() as tape:
        x = tf.constant([1.0, 2.0])
        tape.watch(x)
        with pytest.raises(tf.errors.InvalidArgumentError):
            tf.add(x, tf.constant([1.0, 2.0, 3.0]))
        y = x * 2.0
    np.testing.assert_array_equal(tape.gradient(y, x), [2.0, 2.0])
    assert context.tapes == ()
    assert context.graph is None


def test_an_array_is_never_shared_with_its_maker():
    array = np.array([1.0, 2.0])
    tensor = tf.constant(array)
    array[0] = 5.0
    np.testing.assert_array_equal(tensor, [1.0, 2.0])
    taken = tensor.numpy()
    taken[0] = 7.0
    np.testing.assert_array_equal(tensor, [1.0, 2.0])


def test_attributes_may_be_lists():
    @op("TestListAttribute", operands=("x",))
    def scaled(x, by=(1, 2), name=None):
        """Returns x times the sum of `by`."""
        return x * sum(by)

    assert float(scaled(2.0, [2, 3])) == 10.0
    assert float(scaled(2.0)) == 6.0


def test_strings_pass_structural_operations():
    words = tf.constant([["a", "b"], ["c", "d"]])
    assert tf.transpose(words).numpy().tolist() == [[b"a", b"c"], [b"b", b"d"]]
    assert tf.concat([words, words], 0).shape == (4, 2)
    assert (words == "b").numpy().tolist() == [[False, True], [False, False]]
