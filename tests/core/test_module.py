"""tf.Module: what it owns, wherever it is, and the scope it opens."""

import pytest

import tfcourse as tf
from tfcourse.core.module import snake_case


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dense", "dense"),
        ("MyDenseLayer2D", "my_dense_layer2_d"),
        ("HTTPServer", "http_server"),
        ("A", "a"),
        ("DecodeCSV", "decode_csv"),
        ("AddV2", "add_v2"),
        ("TopKV2", "top_kv2"),
    ],
)
def test_names_in_snake_case(name, expected):
    assert snake_case(name) == expected


def test_a_module_that_contains_itself():
    module = tf.Module()
    module.me = [module]
    module.w = tf.Variable(1.0)
    module.same = module.w
    assert module.submodules == ()
    assert len(module.variables) == 1


def test_what_cannot_be_searched_is_named():
    module = tf.Module()
    module.table = {1: "a", "b": 2}
    with pytest.raises(ValueError, match="Error processing property 'table'"):
        module.variables  # noqa: B018


def test_scopes_in_a_function_are_names_of_operations():
    class Doubler(tf.Module):
        @tf.Module.with_name_scope
        def __call__(self, x):
            return tf.multiply(x, 2.0, name="twice")

    doubler = Doubler("doubler")
    graph = tf.function(doubler).get_concrete_function(tf.TensorSpec([])).graph
    assert "doubler/twice" in [operation.name for operation in graph.get_operations()]


def test_a_decorated_method_keeps_its_name_and_text():
    class Layer(tf.Module):
        @tf.Module.with_name_scope
        def call(self):
            """Says it."""

    assert Layer.call.__name__ == "call"
    assert Layer.call.__doc__ == "Says it."
