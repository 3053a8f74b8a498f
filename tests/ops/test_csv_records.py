"""Lines of values separated by commas."""

import contextlib
import csv
import io

from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf

FIELDS = st.lists(st.text("ab,\" '\n", max_size=4), min_size=1, max_size=4)


@given(FIELDS)
def test_what_python_writes_is_read(fields):
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="").writerow(fields)
    columns = tf.io.decode_csv(buffer.getvalue(), [[""]] * len(fields))
    assert [column.numpy().decode() for column in columns] == fields


@given(st.text("ab,\"'\n1. ", max_size=10))
def test_any_line_is_read_or_refused(line):
    with contextlib.suppress(tf.errors.InvalidArgumentError):
        tf.io.decode_csv(line, [[""], [0.0]])


def test_columns_in_a_function():
    @tf.function
    def parse(line):
        number, text = tf.io.decode_csv(line, [[0.0], [""]])
        assert (number.dtype, number.shape, text.dtype) == (tf.float32, (), tf.string)
        return number * 2, text

    number, text = parse(tf.constant("1.5,a"))
    assert (number.numpy(), text.numpy()) == (3.0, b"a")
