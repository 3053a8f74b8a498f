"""The record of traces: why each was made, what would avoid it, and the warning."""

import dataclasses
import logging

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.core.tensor import EagerTensor
from tfcourse.function.retracing import CallHistory, history_of


def reasons(function, *calls):
    for call in calls:
        function(*call)
    return [record.reason for record in function.experimental_trace_record]


def advice(function):
    return function.experimental_trace_record[-1].advice


def test_shapes():
    function = tf.function(lambda x: x)
    found = reasons(function, [tf.zeros([3])], [tf.zeros([3])], [tf.zeros([4])])
    assert found == ["first call", "x: float32[3] then float32[4]"]
    assert advice(function) == (
        "reduce_retracing=True, or an input_signature with tf.TensorSpec([None], tf.float32)",
    )


def test_shapes_that_are_generalised_already():
    function = tf.function(lambda x: x, reduce_retracing=True)
    found = reasons(function, [tf.zeros([3])], [tf.zeros([4])], [tf.zeros([5])])
    assert found == ["first call", "x: float32[3] then float32[None]"]
    assert advice(function) == ("an input_signature with tf.TensorSpec([None], tf.float32)",)


def test_python_numbers():
    function = tf.function(lambda n: tf.constant(n))
    assert reasons(function, [2], [3]) == ["first call", "n: Python int 2 then 3"]
    assert advice(function) == ("pass a tensor, such as tf.constant(3)",)
    assert reasons(function, [2.5])[-1] == "n: Python int 3 then Python float 2.5"
    assert reasons(function, [tf.constant(2)])[-1] == "n: Python float 2.5 then int32[]"


def test_other_values():
    function = tf.function(lambda x, flag=True: tf.constant(0))
    assert reasons(function, [1], [1, False])[-1] == "flag: Python bool True then False"
    assert "needs a trace of its own" in advice(function)[0]
    assert reasons(function, [None])[-1] == "x: Python int 1 then None"


def test_dtypes_ranks_and_several_arguments():
    function = tf.function(lambda x, y: x)
    calls = [tf.zeros([2]), tf.zeros([])], [tf.zeros([2]), tf.constant(1)], [tf.zeros([2, 2]), 1]
    found = reasons(function, *calls)
    assert found[1] == "y: float32[] then int32[]"
    assert advice(function)[0].startswith("reduce_retracing=True")
    assert found[2] == "x: float32[2] then float32[2, 2]; y: int32[] then Python int 1"
    assert function.experimental_trace_record[2].compared_with == 2


def test_the_nearest_trace_is_compared_with():
    function = tf.function(lambda x, y: x)
    reasons(function, [1, 1], [2, 2], [1, 3])
    record = function.experimental_trace_record[-1]
    assert record.compared_with == 1
    assert record.reason == "y: Python int 1 then 3"


def test_nested_arguments():
    function = tf.function(lambda batch: tf.constant(0))
    one = {"image": tf.zeros([2]), "label": [1, 2]}
    two = {"image": tf.zeros([3]), "label": [1, 3]}
    found = reasons(function, [one], [two], [{"image": tf.zeros([3]), "label": [1]}])
    assert found[1] == (
        "batch['image']: float32[2] then float32[3]; batch['label'][1]: Python int 2 then 3"
    )
    assert "batch['label'][...]: list of 2 then list of 1" in found[2]


def test_objects_and_variables():
    class Settings:
        pass

    function = tf.function(lambda x: tf.constant(0))
    first, second = Settings(), Settings()
    found = reasons(function, [first], [second])
    assert found[1].startswith("x: object Settings at 0x")
    assert advice(function) == ("pass the same object again, or tensors in its place",)
    found = reasons(function, [tf.Variable([1.0])], [tf.Variable([2.0])], [tf.Variable(1)])
    assert found[-1] == "x: Variable float32[1] then Variable int32[]"
    assert len(found) == 4


def test_a_function_made_anew_in_a_loop():
    def body(x):
        return x + 1

    for _ in range(2):
        function = tf.function(body)
        function(tf.constant(1))
    (record,) = function.experimental_trace_record
    assert record.reason == "first call of a new tf.function, the 2nd made of the same code"
    assert record.advice == ("make the tf.function once, outside of the loop",)


def test_objects_of_one_class():
    class Model:
        @tf.function
        def run(self, x):
            return x

    first, second = Model(), Model()
    first.run(tf.constant(1))
    second.run(tf.constant(1))
    (record,) = second.run.experimental_trace_record
    assert record.reason == "first call for this object, the 2nd of its class"


def test_the_trace_after_variables_were_made():
    made = []

    @tf.function
    def function(x):
        if not made:
            made.append(tf.Variable(1.0))
        return made[0] * x

    assert reasons(function, [tf.constant(1.0)]) == [
        "first call",
        "traced once more, as the first trace made variables",
    ]


def test_records_are_plain_data():
    function = tf.function(lambda x, y: x)
    function(tf.zeros([2]), "a")
    function(tf.zeros([2]), "b")
    record = function.experimental_trace_record[1]
    plain = dataclasses.asdict(record)
    assert plain["number"] == 2 and plain["compared_with"] == 1
    assert plain["arguments"] == {"x": "float32[2]", "y": "Python str 'b'"}
    assert plain["differences"][0]["before"] == "Python str 'a'"
    assert "trace 2: y: Python str 'a' then 'b'\n  to avoid it: " in str(record)


@pytest.fixture
def warnings(caplog):
    logger = tf.get_logger()
    logger.addHandler(caplog.handler)
    with caplog.at_level(logging.WARNING, "tensorflow"):
        yield lambda: list(dict.fromkeys(record.getMessage() for record in caplog.records))
    logger.removeHandler(caplog.handler)


def test_two_warnings_from_the_fifth_trace_on(warnings):
    @tf.function
    def often(x):
        return tf.constant(x)

    for n in range(9):
        often(n)
        assert len(warnings()) == (n >= 4) + (n >= 5)
    first = warnings()[0]
    assert first.startswith(f"5 out of the last 5 calls to {often.python_function} triggered ")
    assert "The reason this time: x: Python int 3 then 4." in first
    assert "To avoid it: pass a tensor, such as tf.constant(4)." in first
    assert "often.experimental_trace_record" in first


def test_calls_without_a_trace_make_it_rarer(warnings):
    @tf.function
    def seldom(x):
        return tf.constant(x)

    for n in range(8):
        for _ in range(4):
            seldom(n)
    assert warnings() == []


@pytest.mark.parametrize("rest, warns", [(9, True), (10, True), (11, False), (13, False)])
def test_only_the_last_calls_count(rest, warns):
    history = CallHistory()
    found = []
    for call in range(rest + 1):
        history.calls += 1
        if call < 4 or call == rest:
            found.append(history.note_trace())
    assert found == [None] * 4 + [(5, rest + 1) if warns else None]


def test_an_array_is_no_reason():
    function = tf.function(lambda x: x)
    function(np.zeros([2], np.float32))
    assert isinstance(function(np.ones([2], np.float32)), EagerTensor)
    assert len(function.experimental_trace_record) == 1


def test_equal_text_in_two_cells_is_two_pieces_of_code():
    histories = []
    for cell in ("first", "second", "second"):
        namespace = {}
        exec(compile("f = lambda x: x", cell, "exec"), namespace)
        histories.append(history_of(namespace["f"]))
    assert histories[0] is not histories[1] and histories[1] is histories[2]


def test_all_records_print_as_text():
    function = tf.function(lambda x: x + 1)
    assert repr(function.experimental_trace_record) == "not traced yet"
    function(1), function(2)
    first, second, advice = repr(function.experimental_trace_record).splitlines()
    assert first == "trace 1: first call" and second == "trace 2: x: Python int 1 then 2"
    assert advice.startswith("  to avoid it: pass a tensor")
