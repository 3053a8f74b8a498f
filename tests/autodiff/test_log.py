"""Logs: what a tape notes tells all that planning needs."""

import tfcourse as tf
from tfcourse.autodiff.log import Log


def logged(function, *watched):
    with tf.GradientTape(persistent=True) as tape:
        for tensor in watched:
            tape.watch(tensor)
        function()
    return tape._log


def test_entries_have_the_slots_of_their_tensors():
    x, other = tf.constant([1.0, 2.0]), tf.constant([3.0, 4.0])
    log = logged(lambda: tf.concat([x, other * x], 0), x)
    trail = log.trail()
    product, joined = trail.entries
    assert [entry.op.type for entry in trail.entries] == ["Mul", "ConcatV2"]
    assert product.operands == (trail.slot(other), trail.slot(x))
    assert joined.operands[:2] == (trail.slot(x), *product.outputs)
    assert joined.counts == (2, None)
    assert trail.tensors == log.tensors


def test_what_is_not_followed_has_a_slot_as_an_operand_only():
    x, other = tf.constant(1.0), tf.constant(2.0)
    log = logged(lambda: (other + other, x * other), x)
    assert log.follows(x)
    assert not log.follows(other)
    assert len(log.tensors) == 3


def test_integers_are_not_followed():
    x = tf.constant([3.0, 1.0])
    log = logged(lambda: tf.math.top_k(x, 2), x)
    (entry,) = log.trail().entries
    assert entry.differentiable == (True, False)


def test_a_variable_is_noted_once_for_each_value_that_was_read():
    v = tf.Variable(1.0)

    def reads():
        v * v
        v.assign_add(1.0)
        v * v

    trail = logged(reads).trail()
    (slots,) = trail.reads.values()
    assert len(slots) == 2
    assert len(trail.slots_of_source(v.handle)) == 3


def test_a_copy_can_be_added_to():
    x = tf.constant(1.0)
    log = logged(lambda: x * x, x)
    copy = log.copy()
    copy.watch(tf.constant(2.0))
    assert len(copy.notes) == len(log.notes) + 2
    assert isinstance(copy, Log)


def test_a_tape_that_is_entered_again_forgets_what_it_had_read():
    v = tf.Variable(2.0)
    tape = tf.GradientTape()
    for _ in range(50):
        with tape:
            y = v * v
        # The value that was read is freed: the next one may be at its address.
        assert float(tape.gradient(y, v)) == 2.0 * float(v)
        v.assign_add(1.0)
    assert len(tape.watched_variables()) == 1


def test_attributes_that_cannot_be_hashed_are_frozen():
    x = tf.constant([[1.0, 2.0]])
    for _ in range(3):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.squeeze(x, axis=[0]) * 3.0
        assert tape.gradient(y, x).numpy().tolist() == [[3.0, 3.0]]
