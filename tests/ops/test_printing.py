"""tf.print: where it prints, and what it does with the unusual."""

import collections
import sys

import pytest

import tfcourse as tf


def test_standard_error_is_where_it_prints(capsys):
    tf.print("x =", tf.constant([0.1, 2.0]))
    assert capsys.readouterr() == ("", "x = [0.1 2]\n")


def test_standard_output_if_asked(capsys):
    tf.print(tf.constant(1), output_stream=sys.stdout, end="")
    assert capsys.readouterr() == ("1", "")


@pytest.mark.parametrize("level", [20, 30, 40])
def test_levels_of_the_log_go_to_standard_error(capsys, level):
    tf.print("noted", output_stream=level)
    assert capsys.readouterr().err == "noted\n"


def test_values_of_an_ordered_dictionary_stay_with_their_keys(capsys):
    tf.print(collections.OrderedDict(z=tf.constant(1), a=tf.constant(2)))
    # Its repr is not the same in all Pythons.
    assert capsys.readouterr().err == f"{collections.OrderedDict(z=1, a=2)}\n"


@pytest.mark.parametrize("text", ["{}", "{}%", "\uf8ff\U000f0000", "'{}'", "%s {0}"])
def test_texts_like_placeholders_are_printed_as_they_are(capsys, text):
    tf.print(text, [tf.constant(1)], text)
    assert capsys.readouterr().err == f"{text} [1] {text}\n"


def test_bytes_that_are_no_text_do_not_fail(capsys):
    tf.print(tf.constant(b"\xff"))
    assert capsys.readouterr().err == "\ufffd\n"


def test_a_function_prints_in_order_each_time_it_runs(capsys):
    @tf.function
    def count(x):
        tf.print("first", x)
        tf.print("second")
        return x

    count(tf.constant(1))
    count(tf.constant(2))
    assert capsys.readouterr().err == "first 1\nsecond\nfirst 2\nsecond\n"


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(tf.errors.FailedPreconditionError, match="Is a directory"):
        tf.print(1, output_stream=f"file://{tmp_path}")
    with pytest.raises(tf.errors.NotFoundError, match="No such file or directory"):
        tf.print(1, output_stream=f"file://{tmp_path}/no/file")
