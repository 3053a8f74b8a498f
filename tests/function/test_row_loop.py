"""The loop over rows in a graph: one operation, for any number of rows, compiled or interpreted."""

import pytest

import tfcourse as tf


def test_one_operation_in_the_graph():
    traced = tf.function(lambda x: tf.scan(lambda a, b: a + b, x)).get_concrete_function(
        tf.TensorSpec([None])
    )
    types = [operation.type for operation in traced.graph.get_operations()]
    assert types.count("StatelessWhile") == 1
    assert traced.structured_outputs.shape.as_list() == [None]
    loop = traced.graph.get_operation_by_name("scan/while")
    assert [operation.type for operation in loop.get_attr("cond").get_operations()][-1] == "Less"
    assert "AddV2" in [operation.type for operation in loop.get_attr("body").get_operations()]


def test_one_trace_serves_any_number_of_rows():
    traced = tf.function(
        lambda x: (tf.foldl(tf.add, x), tf.scan(tf.add, x)), input_signature=[tf.TensorSpec([None])]
    )
    for count in (1, 2, 5):
        total, running = traced(tf.ones([count]))
        assert float(total) == count
        assert running.numpy().tolist() == list(range(1, count + 1))
    assert traced.experimental_get_tracing_count() == 1


def test_a_body_that_xla_cannot_compile_is_differentiated():
    @tf.function
    def product(x):
        def step(total, row):
            return total * tf.py_function(lambda value: value * value, [row], tf.float32)

        return tf.foldl(step, x, initializer=1.0)

    x = tf.constant([1.0, 2.0, 3.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = product(x)
    assert float(y) == 36.0
    assert tape.gradient(y, x).numpy().tolist() == [72.0, 36.0, 24.0]


def test_too_few_rows_are_named():
    @tf.function
    def total(x, y):
        return tf.foldl(lambda t, row: t + row[0] * row[1], (x, y), initializer=0.0)

    assert float(total(tf.ones([2]), tf.ones([3]))) == 2.0
    with pytest.raises(tf.errors.InvalidArgumentError, match="element 2 in a list with 2 elements"):
        total(tf.ones([3]), tf.ones([2]))


def test_state_passes_through_compiled_and_interpreted():
    v = tf.Variable(1.0)

    def step(total, row):
        return total + v.assign_add(row)

    def printed_step(total, row):
        return step(total, tf.py_function(lambda value: value, [row], tf.float32))

    for f in (step, printed_step):
        v.assign(1.0)
        assert (
            float(tf.function(lambda x, f=f: tf.foldl(f, x, 0.0))(tf.constant([1.0, 2.0]))) == 6.0
        )
        assert float(v) == 4.0
