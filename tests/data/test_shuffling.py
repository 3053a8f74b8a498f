"""TensorFlow's random orders."""

import itertools

import pytest

from tfcourse.data.shuffling import SeedGenerator, shuffled, words


def test_words_of_a_pair_of_seeds_go_on_without_end():
    assert len(set(itertools.islice(words(42, 7), 3000))) > 2990


def test_words_differ_by_both_seeds():
    first = [next(words(*seeds)) for seeds in ((1, 2), (2, 2), (1, 3))]
    assert len(set(first)) == 3


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 20])
@pytest.mark.parametrize("count", [0, 1, 7, 8])
def test_all_elements_come_once(size, count):
    found = list(shuffled(iter(range(count)), size, words(1, 2)))
    assert sorted(found) == list(range(count))


def test_no_element_comes_before_the_buffer_has_held_it():
    for place, element in enumerate(shuffled(iter(range(50)), 5, words(3, 4))):
        assert element < place + 5


def test_a_buffer_of_one_changes_nothing():
    assert list(shuffled(iter(range(9)), 1, words(3, 4))) == list(range(9))


def test_elements_are_read_only_when_they_are_needed():
    source = iter(range(100))
    next(shuffled(source, 10, words(1, 1)))
    assert next(source) == 10


def test_seeds_of_iterators():
    same, changing = SeedGenerator(1, 2, False), SeedGenerator(1, 2, True)
    assert same.next() == same.next() == (1, 2)
    assert changing.next() != changing.next()
    assert SeedGenerator(0, 0, False).next() != SeedGenerator(0, 0, False).next()
