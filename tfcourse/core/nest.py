"""tf.nest: lists, tuples, dictionaries and the like, nested, with values at the leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MappingView, Sequence
from typing import Any, NamedTuple

from tfcourse.core.export import export


class Kind(NamedTuple):
    """How structures of one class are taken apart and put together.

    Attributes:
      children: Gives the parts of a structure, in order.
      rebuild: Makes a structure like the given one from new parts.
      type_spec: For composite tensors, gives the `tf.TypeSpec`; two structures match if their
        specs have a common supertype.
    """

    children: Callable[[Any], Iterable[Any]]
    rebuild: Callable[[Any, list[Any]], Any]
    type_spec: Callable[[Any], Any] | None = None


# By exact class; None marks the classes whose objects are leaves.
_kinds: dict[type, Kind | None] = {}
_composite_kinds: dict[type, Kind | None] = {}


def register_composite(composite_class: type, kind: Kind) -> None:
    """Makes the objects of a class structures wherever `expand_composites` is true.

    Args:
      composite_class: The class, such as `tf.RaggedTensor`; its subclasses follow it.
      kind: How it is taken apart and put together; its `type_spec` must be given.

    Example:
      >>> class Pair:
      ...     def __init__(self, one, other):
      ...         self.parts = [one, other]
      >>> pair_kind = Kind(lambda pair: pair.parts, lambda pair, parts: Pair(*parts), type)
      >>> register_composite(Pair, pair_kind)
      >>> flatten([Pair(1, 2), 3], expand_composites=True)
      [1, 2, 3]
    """
    _composite_kinds.clear()
    _registered_composites[composite_class] = kind


_registered_composites: dict[type, Kind] = {}


def _kind_of(structure: Any, expand_composites: bool) -> Kind | None:
    """Gives the kind of a structure, or None for a leaf."""
    structure_class = type(structure)
    try:
        kind = _kinds[structure_class]
    except KeyError:
        kind = _kinds[structure_class] = _find_kind(structure_class)
    if expand_composites and kind is None:
        try:
            return _composite_kinds[structure_class]
        except KeyError:
            bases = (_registered_composites.get(base) for base in structure_class.__mro__)
            kind = _composite_kinds[structure_class] = next(filter(None, bases), None)
    return kind


def is_composite(value: Any) -> bool:
    """Says whether a leaf is made of tensors: a ragged or sparse one, rows of a tensor."""
    return _kind_of(value, True) is not None and _kind_of(value, False) is None


def _find_kind(structure_class: type) -> Kind | None:
    if hasattr(structure_class, "__tf_flatten__") and hasattr(structure_class, "__tf_unflatten__"):
        return _SELF_DESCRIBED
    if issubclass(structure_class, (str, bytes)):
        return None
    if issubclass(structure_class, Mapping):
        return _MAPPING
    if _is_namedtuple(structure_class):
        return Kind(iter, lambda like, parts: type(like)(*parts))
    if hasattr(structure_class, "__attrs_attrs__"):
        return _ATTRS
    if issubclass(structure_class, (MappingView, range)):
        return Kind(iter, lambda like, parts: parts)
    if issubclass(structure_class, Sequence):
        return Kind(iter, lambda like, parts: type(like)(parts))
    return None


def _is_namedtuple(structure_class: type) -> bool:
    return issubclass(structure_class, tuple) and hasattr(structure_class, "_fields")


def _rebuild_mapping(like: Mapping[Any, Any], parts: list[Any]) -> Any:
    by_key = dict(zip(sorted(like), parts, strict=True))
    if type(like) is dict:
        return {key: by_key[key] for key in like}
    if isinstance(like, dict):
        # Filled one by one: a Counter would count the pairs.
        rebuilt = (
            type(like)(like.default_factory) if isinstance(like, defaultdict) else type(like)()
        )
        for key in like:
            rebuilt[key] = by_key[key]
        return rebuilt
    try:
        return type(like)((key, by_key[key]) for key in like)  # type: ignore[call-arg]
    except TypeError as error:
        raise TypeError(
            f"Error creating an object of type {type(like)} like {like}. Note that it must accept "
            "a single positional argument representing an iterable of key-value pairs, in addition "
            f"to self. Cause: {error}"
        ) from error


_MAPPING = Kind(lambda mapping: [mapping[key] for key in sorted(mapping)], _rebuild_mapping)
_SELF_DESCRIBED = Kind(
    lambda value: value.__tf_flatten__()[1],
    lambda like, parts: type(like).__tf_unflatten__(like.__tf_flatten__()[0], tuple(parts)),
)
_ATTRS = Kind(
    lambda value: [getattr(value, attribute.name) for attribute in type(value).__attrs_attrs__],
    lambda like, parts: type(like)(*parts),
)
_kinds[list] = Kind(iter, lambda like, parts: parts)
_kinds[tuple] = Kind(iter, lambda like, parts: tuple(parts))


@export("nest.is_nested")
def is_nested(structure: Any) -> bool:
    """Tells whether a value is a structure: a sequence (but no text), a mapping or the like.

    Args:
      structure: Any value; arrays and tensors count as leaves.

    Returns:
      True for a structure, False for a leaf.

    Example:
      >>> is_nested([1, 2]), is_nested({}), is_nested("text")
      (True, True, False)

    Source: `tf.nest.is_nested`.
    """
    return _kind_of(structure, False) is not None


@export("nest.flatten")
def flatten(structure: Any, expand_composites: bool = False) -> list[Any]:
    """Lists the leaves of a structure; a dictionary's come in the order of its sorted keys.

    Args:
      structure: A structure of any depth, or a leaf.
      expand_composites: Whether ragged and sparse tensors and the like are taken apart too.

    Returns:
      The leaves.

    Raises:
      TypeError: the keys of a dictionary cannot be sorted.

    Example:
      >>> flatten([1, (2, {"b": 4, "a": 3})])
      [1, 2, 3, 4]

    Source: `tf.nest.flatten`.
    """
    kind = _kind_of(structure, expand_composites)
    if kind is None:
        return [structure]
    leaves: list[Any] = []
    _add_leaves(kind.children(structure), leaves, expand_composites)
    return leaves


def _add_leaves(children: Iterable[Any], leaves: list[Any], expand_composites: bool) -> None:
    for child in children:
        kind = _kind_of(child, expand_composites)
        if kind is None:
            leaves.append(child)
        else:
            _add_leaves(kind.children(child), leaves, expand_composites)


@export("nest.pack_sequence_as")
def pack_sequence_as(
    structure: Any, flat_sequence: Sequence[Any], expand_composites: bool = False
) -> Any:
    """Puts a list of leaves into the form of a structure.

    Args:
      structure: A structure of any depth, or a leaf.
      flat_sequence: The new leaves, in the order of `flatten`.
      expand_composites: Whether ragged and sparse tensors and the like are put together too.

    Returns:
      A structure like `structure` with the new leaves.

    Raises:
      ValueError: the number of leaves is not that of `structure`.
      TypeError: `flat_sequence` is no sequence.

    Example:
      >>> pack_sequence_as({"b": 0, "a": [0, 0]}, [1, 2, 3])
      {'b': 3, 'a': [1, 2]}

    Source: `tf.nest.pack_sequence_as`.
    """
    if not is_nested(flat_sequence):
        raise TypeError(
            f"Attempted to pack value:\n  {_shortened(flat_sequence)}\ninto a structure, but found "
            f"incompatible type `{type(flat_sequence)}` instead."
        )
    if not isinstance(flat_sequence, (list, tuple)):
        flat_sequence = [flat_sequence[index] for index in range(len(flat_sequence))]
    kind = _kind_of(structure, expand_composites)
    if kind is None:
        if len(flat_sequence) != 1:
            raise ValueError(
                f"The target structure is of type `{type(structure)}`\n  {_shortened(structure)}\n"
                f"However the input is a sequence ({type(flat_sequence)}) of length "
                f"{len(flat_sequence)}.\n  {_shortened(flat_sequence)}\n"
                "nest cannot guarantee that it is safe to map one to the other."
            )
        return flat_sequence[0]
    leaves = iter(flat_sequence)
    try:
        packed = _pack(structure, kind, leaves, expand_composites)
        is_complete = next(leaves, leaves) is leaves
    except StopIteration:
        is_complete = False
    if not is_complete:
        raise ValueError(
            f"Could not pack sequence. Structure had {len(flatten(structure, expand_composites))} "
            f"atoms, but flat_sequence had {len(flat_sequence)} items.  "
            f"Structure: {structure}, flat_sequence: {flat_sequence}."
        )
    return packed


def _pack(structure: Any, kind: Kind, leaves: Iterator[Any], expand_composites: bool) -> Any:
    parts = []
    for child in kind.children(structure):
        child_kind = _kind_of(child, expand_composites)
        parts.append(
            next(leaves)
            if child_kind is None
            else _pack(child, child_kind, leaves, expand_composites)
        )
    return kind.rebuild(structure, parts)


def _shortened(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 100 else text[:100] + "..."


@export("nest.map_structure")
def map_structure(func: Callable[..., Any], *structure: Any, **kwargs: bool) -> Any:
    """Applies a function to the leaves of one structure, or of several alike.

    Args:
      func: Takes one leaf of each structure.
      *structure: The structures.
      **kwargs: `check_types` (True) refuses a list beside a tuple; `expand_composites` (False)
        takes ragged and sparse tensors and the like apart too.

    Returns:
      A structure like the first one, of the results.

    Raises:
      TypeError: `func` cannot be called, or the structures differ in their types.
      ValueError: no structure is given, or the structures differ, or a keyword is unknown.

    Example:
      >>> map_structure(lambda x, y: x + y, [1, {"a": 2}], [3, {"a": 4}])
      [4, {'a': 6}]

    Source: `tf.nest.map_structure`.
    """
    check_types = kwargs.pop("check_types", True)
    expand_composites = kwargs.pop("expand_composites", False)
    if not callable(func):
        raise TypeError(f"func must be callable, got: {func}")
    if not structure:
        raise ValueError("Must provide at least one structure")
    if kwargs:
        raise ValueError(
            "Only valid keyword arguments are `check_types` and `expand_composites`, "
            f"not: `{'`, `'.join(kwargs)}`"
        )
    first, *others = structure
    if not others:
        return _map(func, first, expand_composites)
    for other in others:
        assert_same_structure(first, other, check_types, expand_composites)
    leaves = [flatten(each, expand_composites) for each in structure]
    results = [func(*values) for values in zip(*leaves, strict=True)]
    return pack_sequence_as(first, results, expand_composites)


def _map(func: Callable[[Any], Any], structure: Any, expand_composites: bool) -> Any:
    kind = _kind_of(structure, expand_composites)
    if kind is None:
        return func(structure)
    parts = [_map(func, child, expand_composites) for child in kind.children(structure)]
    return kind.rebuild(structure, parts)


@export("nest.assert_same_structure")
def assert_same_structure(
    nest1: Any, nest2: Any, check_types: bool = True, expand_composites: bool = False
) -> None:
    """Raises an error unless two structures are nested alike; their leaves do not matter.

    Args:
      nest1: A structure or a leaf.
      nest2: A structure or a leaf.
      check_types: Whether the types (list, tuple, the class of a named tuple) and the keys of
        dictionaries must be equal too.
      expand_composites: Whether ragged and sparse tensors and the like are compared too.

    Raises:
      ValueError: the structures differ in the number or in the nesting of their elements.
      TypeError: they differ in their types.

    Example:
      >>> assert_same_structure([1, {"a": 2}], [3, {"a": 4}])

    Source: `tf.nest.assert_same_structure`.
    """
    try:
        _compare(nest1, nest2, check_types, expand_composites)
    except (TypeError, ValueError) as error:
        raise type(error)(
            "The two structures don't have the same nested structure.\n\n"
            f"First structure: {_described(nest1)}\n\n"
            f"Second structure: {_described(nest2)}\n\n"
            f"More specifically: {error}\n"
            f"Entire first structure:\n{_map(lambda leaf: _DOT, nest1, False)}\n"
            f"Entire second structure:\n{_map(lambda leaf: _DOT, nest2, False)}"
        ) from None


def _compare(first: Any, second: Any, check_types: bool, expand_composites: bool) -> None:
    kind, second_kind = (_kind_of(each, expand_composites) for each in (first, second))
    if kind is None and second_kind is None:
        return
    if kind is None or second_kind is None:
        nested, leaf = (second, first) if kind is None else (first, second)
        raise ValueError(
            f'Substructure "{_described(nested)}" is a sequence, '
            f'while substructure "{_described(leaf)}" is not'
        )
    if check_types:
        _compare_types(first, kind, second, second_kind)
    children, second_children = list(kind.children(first)), list(second_kind.children(second))
    for child, second_child in zip(children, second_children, strict=False):
        _compare(child, second_child, check_types, expand_composites)
    if len(children) != len(second_children):
        raise ValueError(
            "The two structures don't have the same number of elements. "
            f"First structure: {_described(first)}. Second structure: {_described(second)}"
        )


def _compare_types(first: Any, kind: Kind, second: Any, second_kind: Kind) -> None:
    if kind.type_spec is not None and second_kind.type_spec is not None:
        spec, second_spec = kind.type_spec(first), second_kind.type_spec(second)
        if spec.most_specific_common_supertype([second_spec]) is None:
            raise ValueError(
                "Incompatible CompositeTensor TypeSpecs: "
                f"{_described(spec)} vs. {_described(second_spec)}"
            )
    elif isinstance(first, Mapping) and isinstance(second, Mapping):
        if set(first) != set(second):
            raise ValueError(
                "The two dictionaries don't have the same set of keys. "
                f"First structure has keys {_described(list(first))}, "
                f"while second structure has keys {_described(list(second))}"
            )
    elif not _same_sequence_type(first, second):
        raise TypeError(
            "The two namedtuples don't have the same sequence type. "
            f"First structure {_described(first)} has type {type(first).__name__}, "
            f"while second structure {_described(second)} has type {type(second).__name__}"
        )


def _same_sequence_type(first: Any, second: Any) -> bool:
    if type(first) is type(second) or (isinstance(first, list) and isinstance(second, list)):
        return True
    return (
        _is_namedtuple(type(first))
        and _is_namedtuple(type(second))
        and type(first).__name__ == type(second).__name__
        and first._fields == second._fields  # type: ignore[attr-defined]
    )


def _described(value: Any) -> str:
    return f"type={type(value).__name__} str={value!s}"


class _Dot:
    """Stands for a leaf where the form of a structure is printed."""

    def __repr__(self) -> str:
        return "."


_DOT = _Dot()
