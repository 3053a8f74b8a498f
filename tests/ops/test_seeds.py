"""Seeds: the global one, each operation's, and what a graph makes of them."""

import random

import pytest

import tfcourse as tf
from tfcourse.core.graph import Graph
from tfcourse.ops.seeds import get_seed


@pytest.fixture(autouse=True)
def _no_seed():
    yield
    tf.random.set_seed(None)


def test_without_seeds_nothing_is_foreseeable():
    tf.random.set_seed(None)
    assert get_seed() == (0, 0)
    assert get_seed(5) == (87654321, 5)


def test_operations_without_a_seed_count_on():
    tf.random.set_seed(3)
    numbers = random.Random(3)
    assert [get_seed() for _ in range(3)] == [(3, numbers.randint(0, 2**31 - 1)) for _ in range(3)]
    assert get_seed(9) == (3, 9)
    assert get_seed() == (3, numbers.randint(0, 2**31 - 1))


def test_seeds_are_cut_to_31_bits_and_never_both_zero():
    tf.random.set_seed(2**40)
    assert get_seed(-1) == (2**40 % (2**31 - 1), 2**31 - 2)
    tf.random.set_seed(0)
    assert get_seed(0) == (0, 2**31 - 1)


def test_a_graph_counts_its_own_operations():
    tf.random.set_seed(3)
    graph = Graph()
    with graph.as_default():
        assert get_seed() == (0, 0)
        tf.random.set_seed(8)
        assert [get_seed(), get_seed(4), get_seed()] == [(8, 0), (8, 4), (8, 1)]
    assert get_seed(1) == (3, 1)


def test_what_is_no_seed_is_refused_and_changes_nothing():
    tf.random.set_seed(3)
    with pytest.raises(TypeError):
        tf.random.set_seed((1, 2))
    assert get_seed(1) == (3, 1)
    with pytest.raises(TypeError):
        get_seed("a")
