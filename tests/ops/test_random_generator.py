"""tf.random.Generator: what parity programs do not ask."""

import numpy as np
import pytest

import tfcourse as tf


def test_a_generator_in_a_function_moves_its_variable():
    generator = tf.random.Generator.from_seed(1)
    expected = tf.random.Generator.from_seed(1)

    @tf.function
    def draws():
        return generator.normal([2]), generator.uniform([3])

    for _ in range(2):
        normal, uniform = draws()
        np.testing.assert_array_equal(normal, expected.normal([2]))
        np.testing.assert_array_equal(uniform, expected.uniform([3]))
    np.testing.assert_array_equal(generator.state, expected.state)


def test_generators_of_a_split_are_independent():
    first, second = tf.random.Generator.from_seed(1).split(2)
    assert first.normal([4]).numpy().tolist() != second.normal([4]).numpy().tolist()


def test_a_generator_is_not_made_anew_in_a_function():
    @tf.function
    def makes():
        return tf.random.Generator.from_seed(1).normal([2])

    with pytest.raises(ValueError, match=r"singleton tf\.Variables"):
        makes()


def test_the_global_generator_stays():
    assert tf.random.get_global_generator() is tf.random.get_global_generator()
    mine = tf.random.Generator.from_seed(7)
    tf.random.set_global_generator(mine)
    assert tf.random.get_global_generator() is mine
