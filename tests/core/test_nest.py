"""tf.nest: facts recorded from TensorFlow 2.21, and what holds for all structures."""

import dataclasses
import types
from collections import (
    ChainMap,
    Counter,
    OrderedDict,
    UserDict,
    UserList,
    defaultdict,
    deque,
    namedtuple,
)
from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcourse.core import nest
from tfcourse.core.nest import (
    Kind,
    assert_same_structure,
    flatten,
    is_nested,
    map_structure,
    pack_sequence_as,
    register_composite,
)

Point = namedtuple("Point", "x y")
SamePoint = namedtuple("Point", "x y")
OtherPoint = namedtuple("OtherPoint", "x y")


@dataclasses.dataclass
class Masked:
    mask: bool
    value: object

    def __tf_flatten__(self):
        return (self.mask,), (self.value,)

    @classmethod
    def __tf_unflatten__(cls, metadata, components):
        return cls(metadata[0], components[0])


@dataclasses.dataclass
class Plain:
    value: object


class Attributes:
    """What a class made by attrs looks like."""

    __attrs_attrs__ = (SimpleNamespace(name="p"), SimpleNamespace(name="q"))

    def __init__(self, p, q):
        self.p, self.q = p, q

    def __repr__(self):
        return f"Attributes({self.p}, {self.q})"


class AnyMapping(Mapping):
    def __init__(self, items):
        self.items_ = dict(items)

    def __getitem__(self, key):
        return self.items_[key]

    def __iter__(self):
        return iter(self.items_)

    def __len__(self):
        return len(self.items_)

    def __repr__(self):
        return f"AnyMapping({self.items_})"


class AnySequence(Sequence):
    def __init__(self, items):
        self.items = list(items)

    def __getitem__(self, index):
        return self.items[index]

    def __len__(self):
        return len(self.items)

    def __repr__(self):
        return f"AnySequence({self.items})"


class AnyList(list):
    pass


class AnyTuple(tuple):
    pass


def add(x, y):
    return x + y


def same(leaf):
    return leaf


@pytest.mark.parametrize(
    "structure, leaves",
    [
        (1, [1]),
        (None, [None]),
        ([], []),
        ({}, []),
        ([None, [None]], [None, None]),
        ([1, [2, (3,)], {"b": 4, "a": 5}], [1, 2, 3, 5, 4]),
        ({"a": 1, "b": {"z": 2, "y": [3, 4]}}, [1, 3, 4, 2]),
        ({(1, 2): 3, (0, 1): 4}, [4, 3]),
        ({1.5: 1, 1: 2}, [2, 1]),
        (["ab", b"c"], ["ab", b"c"]),
        (Point(1, [2]), [1, 2]),
        (OrderedDict([("b", 1), ("a", 2)]), [2, 1]),
        (Counter("ab"), [1, 1]),
        (UserDict(b=1, a=2), [2, 1]),
        (ChainMap({"b": 1}), [1]),
        (types.MappingProxyType({"b": 1, "a": 2}), [2, 1]),
        (AnyMapping({"b": 1, "a": 2}), [2, 1]),
        ({1: 2}.values(), [2]),
        ({1: 2}.keys(), [1]),
        ({1: 2}.items(), [1, 2]),
        (range(3), [0, 1, 2]),
        (deque([1, 2]), [1, 2]),
        (UserList([1, 2]), [1, 2]),
        (AnySequence([1, 2]), [1, 2]),
        (AnyList([1]), [1]),
        (AnyTuple([1]), [1]),
        (bytearray(b"ab"), [97, 98]),
        (Masked(True, [1, {"b": 2, "a": 3}]), [1, 3, 2]),
        (Attributes(1, [2]), [1, 2]),
        ({1, 2}, [{1, 2}]),
        (Plain([1]), [Plain([1])]),
    ],
    ids=repr,
)
def test_flatten(structure, leaves):
    assert flatten(structure) == leaves
    assert is_nested(structure) == (leaves != [structure])


def test_arrays_are_leaves():
    array = np.array([1, 2])
    assert flatten(array)[0] is flatten([array])[0] is array
    assert not is_nested(array)
    assert not is_nested(Masked) and not is_nested(x for x in [])


def test_keys_that_cannot_be_sorted():
    with pytest.raises(TypeError, match=r"^'<' not supported between instances of 'str' and 'int'"):
        flatten({1: 1, "a": 2})
    with pytest.raises(TypeError, match=r"^'<' not supported between instances of 'str' and 'int'"):
        assert_same_structure({1: 1, "a": 2}, {1: 1, "a": 2})


@pytest.mark.parametrize(
    "structure",
    [
        {"b": 1, "a": [2]},
        OrderedDict([("b", 1), ("a", 2)]),
        defaultdict(list, {"b": 1, "a": [2]}),
        Counter("ab"),
        Point(1, [2]),
        AnyList([1]),
        AnyTuple([1]),
        deque([1]),
        UserList([1, 2]),
        Masked(True, [1, 2]),
        [],
        (),
        {},
    ],
    ids=repr,
)
def test_map_keeps_types(structure):
    result = map_structure(same, structure)
    assert result == structure
    assert type(result) is type(structure)
    assert repr(result) == repr(structure)
    assert repr(pack_sequence_as(structure, flatten(structure))) == repr(structure)


def test_map_over_what_cannot_be_rebuilt():
    assert map_structure(same, {1: 2}.items()) == [(1, 2)]
    assert map_structure(same, range(2)) == pack_sequence_as(range(2), (0, 1)) == [0, 1]
    assert map_structure(same, AnySequence([1])).items == [1]
    assert map_structure(same, AnyMapping({"b": 1, "a": 2})).items_ == {"b": 1, "a": 2}
    assert vars(map_structure(same, Attributes(1, [2]))) == {"p": 1, "q": [2]}


def test_map_of_several():
    assert map_structure(add, 1, 2) == 3
    assert map_structure(add, [1, 2], (3, 4), check_types=False) == [4, 6]
    assert map_structure(add, {"a": 1, "b": 2}, {"b": 1, "a": 5}) == {"a": 6, "b": 3}
    assert map_structure(add, Masked(True, 1), Masked(False, 2)) == Masked(True, 3)
    assert map_structure(same, [1], expand_composites=True) == [1]


ATOMS = "Could not pack sequence. Structure had {} atoms, but flat_sequence had {} items.  {}."
ATTEMPTED = (
    "Attempted to pack value:\n  {}\ninto a structure, but found incompatible type `{}` instead."
)
NUMBERS = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, "


@pytest.mark.parametrize(
    "call, error, message",
    [
        (
            lambda: pack_sequence_as([1, [2]], [3]),
            ValueError,
            ATOMS.format(2, 1, "Structure: [1, [2]], flat_sequence: [3]"),
        ),
        (
            lambda: pack_sequence_as([], (1,)),
            ValueError,
            ATOMS.format(0, 1, "Structure: [], flat_sequence: (1,)"),
        ),
        (
            lambda: pack_sequence_as(1, list(range(100))),
            ValueError,
            "The target structure is of type `<class 'int'>`\n  1\nHowever the input is a sequence "
            f"(<class 'list'>) of length 100.\n  {NUMBERS}24, 25, 26, 2...\n"
            "nest cannot guarantee that it is safe to map one to the other.",
        ),
        (lambda: pack_sequence_as([1], 3), TypeError, ATTEMPTED.format(3, int)),
        (lambda: pack_sequence_as(1, 3), TypeError, ATTEMPTED.format(3, int)),
        (
            lambda: pack_sequence_as([1], np.array([5])),
            TypeError,
            ATTEMPTED.format("[5]", np.ndarray),
        ),
        (lambda: pack_sequence_as([1], {"a": 1}), KeyError, "0"),
        (lambda: map_structure(1, [1]), TypeError, "func must be callable, got: 1"),
        (lambda: map_structure(same), ValueError, "Must provide at least one structure"),
        (
            lambda: map_structure(same, [1], foo=2, bar=3),
            ValueError,
            "Only valid keyword arguments are `check_types` and `expand_composites`, "
            "not: `foo`, `bar`",
        ),
        (
            lambda: map_structure(same, types.MappingProxyType({"b": 1})),
            TypeError,
            "Error creating an object of type <class 'mappingproxy'> like {'b': 1}. Note that it "
            "must accept a single positional argument representing an iterable of key-value pairs, "
            "in addition to self. Cause: mappingproxy() argument must be a mapping, not generator",
        ),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error) as raised:
        call()
    assert str(raised.value) == message


@pytest.mark.parametrize(
    "first, second, error, detail, forms",
    [
        (
            [1],
            (2,),
            TypeError,
            "The two namedtuples don't have the same sequence type. First structure type=list "
            "str=[1] has type list, while second structure type=tuple str=(2,) has type tuple",
            ("[.]", "(.,)"),
        ),
        (
            [1],
            2,
            ValueError,
            'Substructure "type=list str=[1]" is a sequence, '
            'while substructure "type=int str=2" is not',
            ("[.]", "."),
        ),
        (
            [1, 2],
            [2, [3]],
            ValueError,
            'Substructure "type=list str=[3]" is a sequence, '
            'while substructure "type=int str=2" is not',
            ("[., .]", "[., [.]]"),
        ),
        (
            [[1, 2], 3],
            [[1], 3, 4],
            ValueError,
            "The two structures don't have the same number of elements. "
            "First structure: type=list str=[1, 2]. Second structure: type=list str=[1]",
            ("[[., .], .]", "[[.], ., .]"),
        ),
        (
            {"a": 1},
            {"a": 1, "b": 2},
            ValueError,
            "The two dictionaries don't have the same set of keys. First structure has keys "
            "type=list str=['a'], while second structure has keys type=list str=['a', 'b']",
            ("{'a': .}", "{'a': ., 'b': .}"),
        ),
        (
            Point(1, 2),
            OtherPoint(1, 2),
            TypeError,
            "The two namedtuples don't have the same sequence type. First structure type=Point "
            "str=Point(x=1, y=2) has type Point, while second structure type=OtherPoint "
            "str=OtherPoint(x=1, y=2) has type OtherPoint",
            ("Point(x=., y=.)", "OtherPoint(x=., y=.)"),
        ),
        (
            AnyTuple([1]),
            (1,),
            TypeError,
            "The two namedtuples don't have the same sequence type. First structure type=AnyTuple "
            "str=(1,) has type AnyTuple, while second structure type=tuple str=(1,) has type tuple",
            ("(.,)", "(.,)"),
        ),
        (
            Masked(True, 1),
            Masked(True, [2]),
            ValueError,
            'Substructure "type=list str=[2]" is a sequence, '
            'while substructure "type=int str=1" is not',
            ("Masked(mask=True, value=.)", "Masked(mask=True, value=[.])"),
        ),
    ],
    ids=repr,
)
def test_different_structures(first, second, error, detail, forms):
    for call in (assert_same_structure, lambda *structures: map_structure(add, *structures)):
        with pytest.raises(error) as raised:
            call(first, second)
        assert str(raised.value) == (
            "The two structures don't have the same nested structure.\n\n"
            f"First structure: type={type(first).__name__} str={first}\n\n"
            f"Second structure: type={type(second).__name__} str={second}\n\n"
            f"More specifically: {detail}\n"
            f"Entire first structure:\n{forms[0]}\nEntire second structure:\n{forms[1]}"
        )


@pytest.mark.parametrize(
    "first, second",
    [
        (1, "a"),
        ([1], AnyList([2])),
        ({"a": 1}, OrderedDict(a=2)),
        ({"a": 1}, AnyMapping({"a": 1})),
        (Point(1, 2), SamePoint(3, 4)),
        (Masked(True, 1), Masked(False, 2)),
        (range(2), range(1, 3)),
    ],
    ids=repr,
)
def test_same_structures(first, second):
    assert_same_structure(first, second)
    assert_same_structure(second, first)


def test_types_unchecked():
    assert_same_structure([{"a": 1}], [(2,)], check_types=False)
    assert_same_structure({"a": 1}, {"b": 1}, check_types=False)
    with pytest.raises(ValueError, match="the same number of elements"):
        assert_same_structure({"a": 1, "b": 2}, {"c": 1}, check_types=False)


@dataclasses.dataclass
class Spec:
    rank: int

    def most_specific_common_supertype(self, others):
        return self if all(self == other for other in others) else None


@dataclasses.dataclass
class Composite:
    parts: list


class SubComposite(Composite):
    pass


@pytest.fixture
def composite(monkeypatch):
    monkeypatch.setattr(nest, "_registered_composites", {})
    register_composite(
        Composite,
        Kind(
            lambda composite: composite.parts,
            lambda like, parts: type(like)(parts),
            lambda composite: Spec(len(composite.parts)),
        ),
    )
    yield
    nest._composite_kinds.clear()


def test_composites(composite):
    structure = [Composite([1, Composite([2])]), 3, SubComposite([4])]
    leaves = flatten(structure, expand_composites=True)
    assert leaves == [1, 2, 3, 4]
    assert pack_sequence_as(structure, leaves, expand_composites=True) == structure
    assert map_structure(lambda leaf: leaf + 1, structure, expand_composites=True) == [
        Composite([2, Composite([3])]),
        4,
        SubComposite([5]),
    ]
    assert len(flatten(structure)) == 3 and not is_nested(structure[0])


def test_different_composites(composite):
    first, second = Composite([1]), Composite([1, 2])
    assert_same_structure(first, second)
    with pytest.raises(ValueError, match="Incompatible CompositeTensor TypeSpecs") as raised:
        assert_same_structure(first, second, expand_composites=True)
    assert str(raised.value).split("\n", 5)[-1] == (
        "\nMore specifically: Incompatible CompositeTensor TypeSpecs: "
        "type=Spec str=Spec(rank=1) vs. type=Spec str=Spec(rank=2)\n"
        "Entire first structure:\n.\nEntire second structure:\n."
    )


structures = st.recursive(
    st.integers(),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text(max_size=2), inner, max_size=3),
        st.builds(Point, inner, inner),
        st.builds(Masked, st.booleans(), inner),
    ),
    max_leaves=8,
)


@given(structures)
def test_pack_undoes_flatten(structure):
    leaves = flatten(structure)
    assert pack_sequence_as(structure, leaves) == structure
    assert map_structure(same, structure) == structure
    assert flatten(map_structure(lambda leaf: -leaf, structure)) == [-leaf for leaf in leaves]
    assert_same_structure(structure, map_structure(str, structure))


@given(structures, structures)
def test_sameness_is_symmetric(first, second):
    def verdict(*pair):
        try:
            assert_same_structure(*pair)
        except (TypeError, ValueError) as error:
            return type(error)

    assert verdict(first, second) == verdict(second, first)
