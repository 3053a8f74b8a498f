"""Warnings go to the logger, and from there to what standard error is at the time."""

import contextlib
import io
import logging

import tfcourse as tf


def test_warnings_are_printed_on_the_present_standard_error():
    logger = tf.get_logger()
    assert logger is logging.getLogger("tensorflow")
    with contextlib.redirect_stderr(io.StringIO()) as printed:
        tf.cast([1j], tf.float32)
        logger.setLevel("ERROR")
        tf.cast([1j], tf.float32)
        logger.setLevel(logging.NOTSET)
    assert printed.getvalue().startswith("WARNING:tensorflow:You are casting an input")
    assert printed.getvalue().count("WARNING") == 1


def test_a_program_that_configured_logging_prints_warnings_itself():
    with contextlib.redirect_stderr(io.StringIO()) as printed:
        handler = logging.StreamHandler(printed)
        logging.getLogger().addHandler(handler)
        tf.get_logger().warning("once")
        logging.getLogger().removeHandler(handler)
    assert printed.getvalue() == "once\n"
