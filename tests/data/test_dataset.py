"""Datasets as objects: what they are, what costs nothing, what no tape sees."""

import doctest
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import tfcourse as tf

Dataset = tf.data.Dataset
PAGE = Path(__file__).resolve().parents[2] / "docs" / "data.md"


def values(dataset):
    return [np.asarray(element).tolist() for element in dataset]


def test_the_examples_of_the_page_print_what_they_say():
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)
    assert tried > 3
    assert failed == 0


def test_the_room_is_loaded_when_it_is_first_used():
    code = (
        "import sys, tfcourse as tf; print('tfcourse.data' in sys.modules);"
        "tf.data; print('tfcourse.data.dataset' in sys.modules);"
        "tf.data.Dataset; print('tfcourse.data.dataset' in sys.modules, 'Options' in dir(tf.data))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.split("\n")[:3] == ["False", "False", "True True"]


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(
        AttributeError, match=r"module 'tensorflow\.data' has no attribute 'Datasets'"
    ):
        tf.data.Datasets  # noqa: B018


def test_nothing_runs_before_an_element_is_asked_for():
    seen = []

    def note(x):
        seen.append(int(x))
        return x

    def noted(x):
        return tf.py_function(note, [x], tf.int64)

    iterator = iter(Dataset.range(100).map(noted).batch(2).prefetch(10))
    assert seen == []
    next(iterator)
    assert seen == [0, 1]


def test_an_iterator_is_a_new_one_each_time():
    dataset = Dataset.range(3)
    one, other = iter(dataset), iter(dataset)
    assert int(next(one)) == int(next(other)) == 0
    assert values(dataset) == values(dataset) == [0, 1, 2]


def test_no_tape_sees_what_a_pipeline_does():
    x = tf.Variable(3.0)
    dataset = Dataset.from_tensors(1.0).map(lambda y: y * x)
    with tf.GradientTape() as tape:
        y = next(iter(dataset))
    assert float(y) == 3.0
    assert tape.gradient(y, x) is None


def test_a_mapped_function_reads_variables_as_they_are():
    x = tf.Variable(1)
    dataset = Dataset.from_tensor_slices([1, 2]).map(lambda y: y * x)
    x.assign(10)
    assert values(dataset) == [10, 20]


def test_elements_keep_what_they_were():
    data = np.arange(3)
    first = next(iter(Dataset.from_tensor_slices(data)))
    assert first.shape == [] and first.dtype is tf.int64


def test_a_cache_is_complete_only_after_a_whole_round():
    calls = []

    def noted(x):
        return tf.py_function(lambda y: calls.append(1) or y, [x], tf.int64)

    dataset = Dataset.range(3).map(noted).cache()
    next(iter(dataset))
    assert len(calls) == 1
    values(dataset)
    values(dataset)
    assert len(calls) == 4


@pytest.mark.parametrize("tier", ["host", "xla"])
def test_functions_give_the_same_on_every_tier(tier, monkeypatch):
    from tfcourse.core import tiers

    monkeypatch.setattr(tiers, "mode", tier)
    dataset = Dataset.from_tensor_slices(np.arange(6, dtype=np.float32)).batch(2)
    assert values(dataset.map(lambda x: tf.reduce_sum(x * 2))) == [2.0, 10.0, 18.0]


def test_a_function_of_elements_with_unknown_shapes_runs_for_each():
    lengths = Dataset.from_generator(
        lambda: [[1], [1, 2], []], output_signature=tf.TensorSpec([None], tf.int32)
    ).map(lambda x: (tf.shape(x)[0], tf.reshape(x, [1, -1])))
    assert [(int(n), row.shape.as_list()) for n, row in lengths] == [
        (1, [1, 1]),
        (2, [1, 2]),
        (0, [1, 0]),
    ]


def test_strings_pass_compiled_functions():
    dataset = Dataset.from_tensor_slices((["a", "b"], [1, 2]))
    swapped = dataset.map(lambda text, number: (number + 1, text))
    assert [(int(n), t.numpy()) for n, t in swapped] == [(2, b"a"), (3, b"b")]


def test_options_are_merged_along_a_pipeline():
    one, other = tf.data.Options(), tf.data.Options()
    one.deterministic = True
    other.experimental_slack = True
    dataset = Dataset.range(1).with_options(one).batch(1).with_options(other)
    assert dataset.options().deterministic and dataset.options().experimental_slack
    assert one == one and one != other


def test_datasets_know_their_class_and_spec():
    dataset = Dataset.range(2).map(lambda x: x)
    assert isinstance(dataset, Dataset) and type(dataset).__name__ == "_MapDataset"
    spec = tf.data.DatasetSpec.from_value(dataset)
    assert spec == tf.data.DatasetSpec(tf.TensorSpec([], tf.int64))
    assert spec.is_compatible_with(dataset) and spec.value_type is Dataset
    assert not spec.is_compatible_with(Dataset.from_tensors(1.0))
    assert hash(spec) == hash(tf.data.DatasetSpec(tf.TensorSpec([], tf.int64)))


def test_an_error_in_a_function_names_the_node():
    dataset = Dataset.from_tensor_slices(["1", "x"]).map(tf.strings.to_number)
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        values(dataset)
    message = str(caught.value)
    assert "Error in user-defined function passed to MapDataset transformation: String" in message
    assert message.endswith("x\n\t [[{{node StringToNumber}}]] [Op:IteratorGetNext] name: ")
