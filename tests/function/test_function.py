"""tf.function: traces, captures, state, lowering."""

import numpy as np
import pytest

import tfcourse as tf


def test_python_runs_once_per_signature():
    traced = []

    @tf.function
    def double(x):
        traced.append(x)
        return x * 2

    assert int(double(tf.constant(2))) == 4
    assert int(double(tf.constant(3))) == 6
    assert len(traced) == 1
    assert double(tf.constant([1.5])).numpy().tolist() == [3.0]
    assert int(double(4)) == 8
    assert int(double(5)) == 10
    assert len(traced) == 4 == double.experimental_get_tracing_count()


def test_variables_are_state_in_program_order():
    v = tf.Variable(1.0)

    @tf.function
    def step(x):
        before = v + 0.0
        v.assign_add(x)
        middle = v * 10.0
        v.assign(middle)
        return before, middle

    assert [float(t) for t in step(tf.constant(2.0))] == [1.0, 30.0]
    assert float(v) == 30.0
    assert [float(t) for t in step(tf.constant(0.0))] == [30.0, 300.0]


def test_a_variable_may_be_an_argument():
    @tf.function
    def step(v):
        v.assign_sub(0.5)
        return v * 2.0

    a, b = tf.Variable(1.0), tf.Variable(2.0)
    assert float(step(a)) == 1.0 and float(step(b)) == 3.0
    assert float(a) == 0.5 and float(b) == 1.5


def test_gradients_inside_and_through():
    w = tf.Variable([1.0, 2.0])

    @tf.function
    def loss(x):
        return tf.reduce_sum(tf.square(w * x))

    @tf.function
    def inside(x):
        with tf.GradientTape() as tape:
            y = loss(x)
        return tape.gradient(y, w)

    x = tf.constant([3.0, 4.0])
    with tf.GradientTape() as tape:
        y = loss(x)
    through = tape.gradient(y, w)
    np.testing.assert_allclose(through, [18.0, 64.0])
    np.testing.assert_allclose(inside(x), through)


def test_second_derivatives_through_a_function():
    @tf.function
    def cube(x):
        return x**3

    x = tf.Variable(2.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = cube(x)
        first = inner.gradient(y, x)
    assert float(first) == 12.0
    assert float(outer.gradient(first, x)) == 12.0


def test_one_trace_for_every_batch_size():
    traced = []

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
    def flat(x):
        traced.append(x.shape.as_list())
        return tf.reshape(x, [tf.shape(x)[0] * 2]), tf.zeros([tf.shape(x)[0]])

    for size in (1, 3, 5):
        values, zeros = flat(tf.ones([size, 2]))
        assert values.shape == (2 * size,) and zeros.shape == (size,)
    assert traced == [[None, 2]]


def test_what_needs_values_runs_operation_by_operation():
    v = tf.Variable(0)

    @tf.function
    def count(n):
        v.assign_add(n)
        return tf.reduce_sum(tf.range(n)), tf.boolean_mask(tf.range(n), tf.range(n) > 1)

    total, masked = count(tf.constant(4))
    assert int(total) == 6 and masked.numpy().tolist() == [2, 3]
    assert int(v) == 4


def test_captured_tensors_keep_their_gradient():
    scale = tf.constant(3.0)
    with tf.GradientTape() as tape:
        tape.watch(scale)
        result = tf.function(lambda x: x * scale)(tf.constant(2.0))
    assert float(tape.gradient(result, scale)) == 2.0


def test_nested_results_and_none():
    @tf.function
    def f(x):
        return {"a": (x, [x + 1]), "b": None, "c": 2.5}

    result = f(tf.constant(1))
    assert int(result["a"][1][0]) == 2
    assert result["b"] is None and float(result["c"]) == 2.5


def test_methods_have_traces_of_their_own():
    class Model:
        def __init__(self):
            self.w = tf.Variable(2.0)

        @tf.function
        def __call__(self, x):
            return self.w * x

    one, other = Model(), Model()
    other.w.assign(5.0)
    assert float(one(tf.constant(3.0))) == 6.0
    assert float(other(tf.constant(3.0))) == 15.0


def test_variables_may_be_made_in_the_first_call_only():
    class Once:
        v = None

        @tf.function
        def __call__(self, x):
            if self.v is None:
                self.v = tf.Variable(2.0)
            return self.v * x

    assert float(Once()(tf.constant(3.0))) == 6.0
    with pytest.raises(ValueError, match=r"singleton tf.Variables created on the first call"):
        tf.function(lambda: tf.Variable(1.0))()


def test_errors_show_the_users_line():
    @tf.function
    def wrong(x):
        return tf.reshape(x, [7])

    with pytest.raises(ValueError) as caught:
        wrong(tf.constant([1.0, 2.0]))
    message = str(caught.value)
    assert message.startswith("in user code:\n")
    assert "return tf.reshape(x, [7])" in message
    assert "tfcourse" not in message.replace(__file__, "")


def test_a_failed_trace_leaves_eager_execution_and_no_trace():
    @tf.function
    def fails(x):
        raise KeyError("no such key")

    for _ in range(2):
        with pytest.raises(KeyError):
            fails(tf.constant(1.0))
        assert tf.executing_eagerly()


def test_tensors_of_a_trace_cannot_leave_it():
    kept = []

    @tf.function
    def leak(x):
        kept.append(x + 1.0)
        return x

    leak(tf.constant(1.0))
    with pytest.raises(TypeError, match=r"is out of scope and cannot be used here"):
        kept[0] + 1.0


def test_run_functions_eagerly():
    seen = []

    @tf.function
    def f(x):
        seen.append(float(x)) if tf.executing_eagerly() else None
        return x

    tf.config.run_functions_eagerly(True)
    try:
        f(tf.constant(4.0))
    finally:
        tf.config.run_functions_eagerly(False)
    assert seen == [4.0]


def test_a_concrete_function_checks_its_arguments():
    f = tf.function(lambda x: x + 1.0).get_concrete_function(tf.TensorSpec([], tf.float32))
    assert float(f(tf.constant(2.0))) == 3.0
    assert f.inputs[0].name == "x:0"
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"was expected to be a float tensor"):
        f(tf.constant(2))


def test_an_input_signature_reaches_every_argument():
    spec = tf.TensorSpec([None], tf.float32)

    @tf.function(input_signature=[spec, spec, spec])
    def total(first, *rest):
        return tf.reduce_sum(first) + tf.add_n([tf.reduce_sum(item) for item in rest])

    assert float(total([1.0], tf.ones([2]), [3.0, 4.0])) == 10.0
    assert total.get_concrete_function().inputs[0].shape.as_list() == [None]
    assert total.experimental_get_tracing_count() == 1


def test_values_inside_of_a_graph_leave_its_state_alone():
    total, argument = tf.Variable(1.0), tf.Variable(0.0)

    @tf.function
    def step(x, v):
        total.assign_add(x)
        v.assign(total * 2.0)
        return tf.random.uniform([]) + v

    tf.random.set_seed(1)
    concrete, tensors, handles = step.trace_for((tf.constant(3.0), argument), {})
    product = concrete.graph.get_tensor_by_name("mul:0")
    values = [concrete.values_of([product, concrete.outputs[0]], tensors, handles) for _ in "ab"]
    assert [float(product) for product, _ in values] == [8.0, 8.0]
    assert float(values[0][1]) == float(values[1][1])
    assert (float(total), float(argument)) == (1.0, 0.0)
    # The call draws the number that was shown.
    assert float(step(tf.constant(3.0), argument)) == float(values[0][1])
