"""tf.raw_ops: ops by their types, by keyword only."""

import pytest

import tfcourse as tf


def test_operands_and_attributes_go_by_name():
    assert int(tf.raw_ops.AddV2(x=1, y=2)) == 3
    assert tf.raw_ops.Sum(input=[[1.0, 2.0]], axis=1, keep_dims=True).shape == (1, 1)
    assert tf.raw_ops.Cast(x=1, DstT=tf.float32).dtype == tf.float32
    assert tf.raw_ops.Pack(values=[1, 2], axis=0).numpy().tolist() == [1, 2]


@pytest.mark.parametrize(
    ("args", "keywords", "message"),
    [
        ((1, 2), {}, "add_v2 only takes keyword args"),
        ((), {"x": 1}, "missing 1 required positional argument: 'y'"),
        ((), {"x": 1, "y": 2, "z": 3}, "unexpected keyword argument 'z'"),
    ],
)
def test_wrong_calls_say_what_is_wrong(args, keywords, message):
    with pytest.raises(TypeError, match=message):
        tf.raw_ops.AddV2(*args, **keywords)


def test_an_op_that_is_not_there_is_no_attribute():
    with pytest.raises(AttributeError, match="has no attribute 'NoSuchOp'"):
        tf.raw_ops.NoSuchOp  # noqa: B018
