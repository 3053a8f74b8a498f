"""What ran under a tape: operations with their lines, and by which names people know the values."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.core.context import context
from tfcourse.viz.tape_record import MOST, recording


def names(record):
    """Returns what each operation's operands and first result are called."""
    return [
        (
            [record.name_of(item) for item in operation.operands],
            record.name_of(operation.outputs[0]),
        )
        for operation in record.operations
    ]


def test_operations_with_their_names_and_lines():
    x, c = tf.Variable(3.0), tf.constant(2.0)
    with recording() as record:
        h = x * x
        y = tf.tanh(h) + c
    assert names(record) == [(["x", "x"], "h"), (["h"], ""), (["", "c"], "y")]
    assert [operation.source for operation in record.operations] == [
        "h = x * x",
        "y = tf.tanh(h) + c",
        "y = tf.tanh(h) + c",
    ]
    assert record.operations[0].file == __file__ and y.shape == ()
    sources = [(source.name, source.is_watched) for source in record.sources()]
    assert sources == [("x", True), ("c", False)]


def test_watching_by_value_and_by_name():
    x = tf.constant(3.0)
    with recording(x, "late", "whole", "nowhere") as record:
        late = tf.constant(2.0)
        whole = tf.constant(2)
        y = x * late * tf.cast(whole, tf.float32)
    assert record.watched_names == {"late", "whole"}
    found = {source.name: source.is_watched for source in record.sources()}
    assert found == {"x": True, "late": True, "whole": False}
    assert [g.numpy() for g in record.gradient(y, [x, late])] == [4, 6]


def test_a_variable_that_is_not_trainable_is_watched_by_name_from_its_first_read():
    w = tf.Variable(2.0, trainable=False)
    with recording("w") as record:
        y = w * w
    assert record.gradient(y, w).numpy() == 4


def test_what_is_watched_and_never_read():
    x, w = tf.constant(3.0), tf.Variable(1.0)
    with recording(x, "w") as record:
        y = tf.constant(2.0) * 3.0
    assert w.shape == x.shape
    found = [(source.name, source.is_watched, source.is_read) for source in record.sources()]
    assert found == [("x", True, False), ("w", True, False)] and y.numpy() == 6


def test_what_has_no_gradient_is_noted_too():
    x = tf.Variable([1.0, 2.0])
    with recording() as record:
        tf.argmax(tf.stop_gradient(x))
    assert [operation.op.type for operation in record.operations] == ["StopGradient", "ArgMax"]


def test_calls_of_functions_and_layers_are_one_operation_each():
    dense = tf.keras.layers.Dense(2, name="dense")
    x = tf.ones([1, 3])
    dense(x)

    @tf.function
    def double(y):
        return tf.tanh(y) * 2.0

    with recording() as record:
        y = double(dense(x))
    assert [operation.op.type for operation in record.operations] == ["Dense", "PartitionedCall"]
    assert names(record)[0] == (["x", "dense/kernel", "dense/bias"], "") and y.shape == (1, 2)


def test_a_gradient_of_the_users_own_is_one_operation():
    @tf.custom_gradient
    def clipped(y):
        return y * 2.0, lambda cotangent: cotangent * 0.0

    x = tf.Variable(1.0)
    with recording() as record:
        y = clipped(x * 3.0)
    assert [operation.op and operation.op.type for operation in record.operations] == [
        "Mul",
        "Mul",
        None,
    ]
    assert record.operations[-1].outputs[0] is y


def test_nothing_is_left_behind_when_the_block_raises():
    x = tf.Variable(1.0)
    with pytest.raises(ZeroDivisionError), recording() as record:
        x * 2.0
        _ = 1 / 0
    assert context.tapes == () and context.observe is None
    assert len(record.operations) == 1


def test_another_observer_goes_on_seeing():
    seen = []
    context.observe = lambda op, operands, outputs: seen.append(op.type)
    try:
        with recording():
            tf.constant(1.0) * 2.0
        assert seen == ["Mul"] and context.observe is not None
    finally:
        context.observe = None


def test_operations_beyond_what_can_be_drawn_are_counted(monkeypatch):
    monkeypatch.setattr("tfcourse.viz.tape_record.MOST", 5)
    x = tf.Variable(1.0)
    with recording() as record:
        for _ in range(8):
            x * 2.0
    assert len(record.operations) == 5 and record.left_out == 3 and MOST == 5000


def test_numpy_arrays_are_sources_that_nobody_watches():
    data, w = np.ones([2, 2], np.float32), tf.Variable([[1.0], [2.0]])
    with recording() as record:
        loss = tf.reduce_sum(data @ w) + tf.reduce_sum(tf.transpose(data))
    kinds = {source.name: (source.kind, source.is_watched) for source in record.sources()}
    assert kinds == {"data": ("array", False), "w": ("variable", True)} and loss.shape == ()
    first, _, last = (record.operations[at].operands[0] for at in (0, 1, 2))
    assert first is not last and record.key_of(first) == record.key_of(last)
