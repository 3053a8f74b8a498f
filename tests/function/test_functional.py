"""Operations that hold graphs: what they take from around them, once and in order."""

import tfcourse as tf


def loop_of(function, *specs):
    concrete = tf.function(function, autograph=False).get_concrete_function(*specs)
    return next(item for item in concrete.graph.get_operations() if item.definition.graphs)


def test_a_tensor_used_by_both_branches_is_one_operand():
    operation = loop_of(
        lambda x, y: tf.cond(x > 0, lambda: x * y + y, lambda: y - x),
        tf.TensorSpec([]),
        tf.TensorSpec([]),
    )
    predicate, *captured = operation.inputs
    assert predicate.dtype is tf.bool
    assert sorted(tensor.name for tensor in captured) == ["x:0", "y:0"]


def test_written_variables_are_results():
    read, written = tf.Variable(1.0), tf.Variable(2.0)

    def function(x):
        return tf.cond(x > 0, lambda: written.assign_add(read), lambda: x)

    operation = loop_of(function, tf.TensorSpec([]))
    assert operation.type == "If"
    assert len(operation.outputs) == 2
    assert len(operation.inputs) == 4


def test_a_branch_of_a_function_that_is_called():
    w = tf.Variable(2.0)

    @tf.function(autograph=False)
    def scaled(x):
        return x * w

    @tf.function(autograph=False)
    def function(x):
        return tf.cond(x > 0, lambda: scaled(x), lambda: scaled(-x))

    with tf.GradientTape() as tape:
        y = function(tf.constant(-3.0))
    assert float(y) == 6.0
    assert float(tape.gradient(y, w)) == 3.0
    w.assign(5.0)
    assert float(function(tf.constant(1.0))) == 5.0


def test_a_captured_size_is_known_to_xla():
    @tf.function(autograph=False, input_signature=[tf.TensorSpec([None])])
    def function(x):
        n = tf.shape(x)[0]
        return tf.while_loop(
            lambda i, s: i < n,
            lambda i, s: (i + 1, s + tf.reduce_sum(tf.zeros([n]) + 1.0)),
            (0, 0.0),
        )[1]

    (operation,) = [
        item
        for item in function.get_concrete_function().graph.get_operations()
        if item.definition.graphs
    ]
    assert not operation.definition.is_host
    assert float(function([1.0, 2.0, 3.0])) == 9.0
