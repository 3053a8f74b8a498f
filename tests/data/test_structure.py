"""Elements and their components."""

import collections

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.data.structure import (
    NoneTensorSpec,
    Structure,
    as_element,
    batched,
    map_leaves,
    rows_of,
    spec_of,
    unbatched,
)

Pair = collections.namedtuple("Pair", "one other")


@pytest.mark.parametrize(
    "element",
    [
        1,
        (1, "a"),
        {"b": 1, "a": (2.5, None)},
        Pair(1, [2, 3]),
        tf.ragged.constant([[1], [2, 3]]),
        (tf.sparse.from_dense([[0, 1]]), 1),
    ],
    ids=["tensor", "tuple", "dictionary", "named tuple", "ragged", "sparse"],
)
def test_an_element_is_rebuilt_from_its_components(element):
    element = as_element(element)
    structure = Structure(map_leaves(spec_of, element))
    components = Structure.unpack(element)
    assert len(components) == len(structure.components)
    again = structure.pack(components)
    assert type(again) is type(element)
    assert list(map(repr, tf.nest.flatten(again))) == list(map(repr, tf.nest.flatten(element)))


def test_lists_become_tensors_and_keys_keep_their_order():
    element = as_element(collections.OrderedDict(b=[1, 2], a=0))
    assert list(element) == ["b", "a"]
    assert element["b"].shape == [2]


def test_specs_gain_and_lose_a_dimension():
    for spec in (
        tf.TensorSpec([3], tf.int32),
        tf.RaggedTensorSpec([2, None], tf.int32),
        tf.SparseTensorSpec([2, 3], tf.int32),
        NoneTensorSpec(),
    ):
        assert unbatched(batched(spec, 4)) == spec
    with pytest.raises(ValueError, match="rank >= 1"):
        unbatched(tf.TensorSpec([], tf.int32))


def test_rows():
    dense = tf.constant([["a"], ["b"]])
    assert [row.numpy().tolist() for (row,) in rows_of(spec_of(dense), [dense])] == [[b"a"], [b"b"]]
    sparse = tf.sparse.from_dense([[0, 5], [6, 0]])
    rows = rows_of(sparse._type_spec, [sparse.indices, sparse.values, sparse.dense_shape])
    assert [(i.numpy().tolist(), v.numpy().tolist()) for i, v, _ in rows] == [
        ([[1]], [5]),
        ([[0]], [6]),
    ]


def test_none_is_a_part_of_an_element():
    spec = NoneTensorSpec()
    assert spec.is_compatible_with(None) and not spec.is_compatible_with(np.zeros(1))
    assert spec.most_specific_common_supertype([NoneTensorSpec()]) is spec
    assert spec.most_specific_common_supertype([tf.TensorSpec([])]) is None
    assert hash(spec) == hash(NoneTensorSpec()) and repr(spec) == "NoneTensorSpec()"
