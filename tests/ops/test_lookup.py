"""Tables: in functions, and filled from files."""

import pytest

import tfcourse as tf


@pytest.fixture
def table():
    entries = tf.lookup.KeyValueTensorInitializer(["a", "b"], [1, 2])
    return tf.lookup.StaticHashTable(entries, default_value=-1)


def test_a_table_in_a_function_knows_its_results(table):
    @tf.function
    def look(keys):
        found = table.lookup(keys)
        assert (found.dtype, found.shape.as_list()) == (tf.int32, [2])
        return found

    assert look(tf.constant(["b", "z"])).numpy().tolist() == [2, -1]


def test_a_mutable_table_in_a_function():
    table = tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, 0)

    @tf.function
    def put(keys, values):
        table.insert(keys, values)
        return table.lookup(keys)

    keys, values = tf.constant(["a", "b"]), tf.constant([3, 4], tf.int64)
    assert put(keys, values).numpy().tolist() == [3, 4]
    assert table.size().numpy() == 2


def test_a_file_of_columns(tmp_path):
    path = tmp_path / "numbers.tsv"
    path.write_text("x\t1.5\ny\t2.5\nz\t3.5\n")
    entries = tf.lookup.TextFileInitializer(str(path), tf.string, 0, tf.float32, 1, vocab_size=2)
    table = tf.lookup.StaticHashTable(entries, 0.0)
    assert table.lookup(tf.constant(["y", "z"])).numpy().tolist() == [2.5, 0.0]
