"""TensorShape: the static shape of a tensor, with unknown dimensions or an unknown rank."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator
from typing import Any

from tfcourse.core.dimension import Dimension, dimension_size
from tfcourse.core.export import export

# Whether `shape[i]` is an integer, as in TensorFlow 2, or a Dimension, as in TensorFlow 1.
_gives_integers = True


@export("TensorShape")
class TensorShape:
    """The shape of a tensor: fully known, partly known, or of unknown rank.

    Args:
      dims: The sizes of the axes (integers, Dimensions, or None where unknown), a single size,
        another shape, or None for an unknown rank.

    Raises:
      TypeError: a size is no integer.
      ValueError: a size is negative.

    Example:
      >>> shape = TensorShape([2, None])
      >>> shape, shape[0], shape.rank, shape + [3], TensorShape(None)
      (TensorShape([2, None]), 2, 2, TensorShape([2, None, 3]), TensorShape(None))

    Source: `tf.TensorShape`.
    """

    __slots__ = ("_dims",)

    _dims: tuple[int | None, ...] | None

    def __init__(self, dims: Any) -> None:
        if dims is None:
            self._dims = None
        elif type(dims) is TensorShape:
            self._dims = dims._dims
        elif isinstance(dims, (tuple, list)):
            self._dims = tuple([dimension_size(dim) for dim in dims])
        else:
            self._dims = _sizes_of(dims)

    @property
    def rank(self) -> int | None:
        """The number of axes, or None."""
        return None if self._dims is None else len(self._dims)

    ndims = rank

    @property
    def dims(self) -> list[Dimension] | None:
        """The sizes as a list of Dimensions, or None if the rank is unknown."""
        return None if self._dims is None else [Dimension(dim) for dim in self._dims]

    def num_elements(self) -> int | None:
        """Gives the number of elements, or None if a size is unknown."""
        return math.prod(self._dims) if self.is_fully_defined() else None  # type: ignore[arg-type]

    def as_list(self) -> list[int | None]:
        """Gives the sizes as a list; ValueError if the rank is unknown."""
        if self._dims is None:
            raise ValueError("as_list() is not defined on an unknown TensorShape.")
        return list(self._dims)

    def is_fully_defined(self) -> bool:
        """Tells whether every size is known."""
        return self._dims is not None and None not in self._dims

    def is_compatible_with(self, other: Any) -> bool:
        """Tells whether some tensor could have both shapes."""
        theirs = TensorShape(other)._dims
        return self._dims is None or theirs is None or _agree(self._dims, theirs)

    def is_subtype_of(self, other: Any) -> bool:
        """Tells whether every tensor of this shape has the shape `other` as well."""
        if type(other) is not TensorShape:
            return False
        if other._dims is None:
            return True
        return (
            self._dims is not None
            and len(self._dims) == len(other._dims)
            and all(
                theirs is None or mine == theirs
                for mine, theirs in zip(self._dims, other._dims, strict=True)
            )
        )

    def assert_is_compatible_with(self, other: Any) -> None:
        """Raises ValueError unless some tensor could have both shapes."""
        if not self.is_compatible_with(other):
            raise ValueError(f"Shapes {self} and {other} are incompatible")

    def assert_has_rank(self, rank: int) -> None:
        """Raises ValueError unless the rank is `rank` or unknown."""
        if self.rank not in (None, rank):
            raise ValueError(f"Shape {self} must have rank {rank}")

    def assert_same_rank(self, other: Any) -> None:
        """Raises ValueError unless the ranks are equal or one is unknown."""
        other = TensorShape(other)
        if self.rank is not None and other.rank is not None and self.rank != other.rank:
            raise ValueError(f"Shapes {self} and {other} must have the same rank")

    def assert_is_fully_defined(self) -> None:
        """Raises ValueError unless every size is known."""
        if not self.is_fully_defined():
            raise ValueError(f"Shape {self} is not fully defined")

    def merge_with(self, other: Any) -> TensorShape:
        """Combines what two shapes of the same tensor know; ValueError if they contradict."""
        other = TensorShape(other)
        if self._dims is None:
            return other
        if other._dims is None:
            return self
        if not _agree(self._dims, other._dims):
            raise ValueError(f"Shapes {self} and {other} are not compatible")
        return shape_of(
            tuple(
                theirs if mine is None else mine
                for mine, theirs in zip(self._dims, other._dims, strict=True)
            )
        )

    def concatenate(self, other: Any) -> TensorShape:
        """Puts the axes of another shape behind the axes of this one."""
        theirs = TensorShape(other)._dims
        if self._dims is None or theirs is None:
            return TensorShape(None)
        return shape_of(self._dims + theirs)

    def with_rank(self, rank: int | None) -> TensorShape:
        """Gives this shape, known to be of the given rank; ValueError if it is of another."""
        try:
            return self.merge_with(None if rank is None else [None] * rank)
        except ValueError:
            raise ValueError(f"Shape {self} must have rank {rank}") from None

    def with_rank_at_least(self, rank: int) -> TensorShape:
        """Gives this shape; ValueError if it has less than `rank` axes."""
        if self._dims is not None and len(self._dims) < rank:
            raise ValueError(f"Shape {self} must have rank at least {rank}")
        return self

    def with_rank_at_most(self, rank: int) -> TensorShape:
        """Gives this shape; ValueError if it has more than `rank` axes."""
        if self._dims is not None and len(self._dims) > rank:
            raise ValueError(f"Shape {self} must have rank at most {rank}")
        return self

    def most_specific_compatible_shape(self, other: Any) -> TensorShape:
        """Gives the narrowest shape that tensors of both shapes have."""
        theirs = TensorShape(other)._dims
        if self._dims is None or theirs is None or len(self._dims) != len(theirs):
            return TensorShape(None)
        return shape_of(
            tuple(
                mine if mine == their else None
                for mine, their in zip(self._dims, theirs, strict=True)
            )
        )

    def most_specific_common_supertype(self, others: Iterable[Any]) -> TensorShape | None:
        """Gives the narrowest shape that this one and all others fit; None if one is no shape."""
        result = self
        for other in others:
            if type(other) is not TensorShape:
                return None
            result = result.most_specific_compatible_shape(other)
        return result

    def __getitem__(self, key: Any) -> Any:
        dims = self._dims
        if dims is None:
            return _item_of_unknown(key)
        if isinstance(key, slice):
            return shape_of(dims[key])
        return dims[key] if _gives_integers else Dimension(dims[key])

    def __iter__(self) -> Iterator[Any]:
        if self._dims is None:
            raise ValueError("Cannot iterate over a shape with unknown rank.")
        return iter(self._dims if _gives_integers else self.dims)  # type: ignore[arg-type]

    def __len__(self) -> int:
        if self._dims is None:
            raise ValueError("Cannot take the length of shape with unknown rank.")
        return len(self._dims)

    def __bool__(self) -> bool:
        return self._dims is not None

    def __add__(self, other: Any) -> TensorShape:
        return self.concatenate(other)

    def __radd__(self, other: Any) -> TensorShape:
        return TensorShape(other).concatenate(self)

    def __eq__(self, other: object) -> bool:
        if type(other) is not TensorShape:
            try:
                other = TensorShape(other)
            except TypeError:
                return NotImplemented
        return self._dims == other._dims

    def __hash__(self) -> int:
        return hash(self._dims)

    def __repr__(self) -> str:
        return f"TensorShape({None if self._dims is None else list(self)})"

    def __str__(self) -> str:
        if self._dims is None:
            return "<unknown>"
        if _gives_integers:
            return str(self._dims)
        sizes = ", ".join(map(str, self))
        return f"({sizes},)" if len(self._dims) == 1 else f"({sizes})"

    def __reduce__(self) -> tuple[Any, ...]:
        return TensorShape, (self._dims,)


def shape_of(dims: tuple[int | None, ...] | None) -> TensorShape:
    """Wraps sizes that are right already, such as an array's, without looking at them.

    Args:
      dims: The sizes as a tuple of Python integers and None, or None for an unknown rank.

    Returns:
      The TensorShape.

    Example:
      >>> shape_of((2, None))
      TensorShape([2, None])
    """
    shape = _new_shape(TensorShape)
    shape._dims = dims
    return shape


_new_shape = object.__new__


def _sizes_of(dims: Any) -> tuple[int | None, ...]:
    """Reads the sizes from an iterable, or from a single size."""
    try:
        iterator = iter(dims)
    except TypeError:
        return (dimension_size(dims),)
    sizes = []
    for dim in iterator:
        try:
            sizes.append(dimension_size(dim))
        except TypeError as error:
            raise TypeError(
                f"Failed to convert '{dims!r}' to a shape: '{dim!r}'could not be converted to a "
                "dimension. A shape should either be single dimension (e.g. 10), or an iterable "
                "of dimensions (e.g. [1, 10, None])."
            ) from error
    return tuple(sizes)


def _agree(first: tuple[int | None, ...], second: tuple[int | None, ...]) -> bool:
    return len(first) == len(second) and all(
        one is None or other is None or one == other
        for one, other in zip(first, second, strict=True)
    )


def _item_of_unknown(key: Any) -> Any:
    """What indexing a shape of unknown rank gives: the length of a slice may still be known."""
    if not isinstance(key, slice):
        return None if _gives_integers else Dimension(None)
    if key.step is not None:
        raise ValueError("Steps are not yet handled")
    start, stop = key.start or 0, key.stop
    if stop is None or start < 0 or stop < 0:
        return TensorShape(None)
    return shape_of((None,) * max(0, stop - start))


def _broadcast_size(one: int | None, other: int | None) -> int | None:
    """The size of two axes stretched over each other; ValueError if they do not fit."""
    if one == other or other == 1:
        return one
    if one == 1:
        return other
    if one is None or other is None:
        known = other if one is None else one
        return known if known else None
    raise ValueError


@export("broadcast_static_shape")
def broadcast_static_shape(shape_x: TensorShape, shape_y: TensorShape) -> TensorShape:
    """Gives the shape of an element-wise result of two shapes.

    Args:
      shape_x: A TensorShape.
      shape_y: A TensorShape.

    Returns:
      The TensorShape after broadcasting; of unknown rank if one operand is.

    Raises:
      ValueError: two sizes differ and neither of them is 1.

    Example:
      >>> broadcast_static_shape(TensorShape([2, 1]), TensorShape([3]))
      TensorShape([2, 3])

    Source: `tf.broadcast_static_shape`.
    """
    if shape_x.ndims is None or shape_y.ndims is None:
        return TensorShape(None)
    pairs = itertools.zip_longest(
        reversed(shape_x.as_list()), reversed(shape_y.as_list()), fillvalue=1
    )
    try:
        sizes = [_broadcast_size(one, other) for one, other in pairs]
    except ValueError:
        raise ValueError(
            "Incompatible shapes for broadcasting. Two shapes are compatible if for each dimension "
            "pair they are either equal or one of them is 1. "
            f"Received: {shape_x} and {shape_y}."
        ) from None
    return shape_of(tuple(reversed(sizes)))


@export("compat.dimension_at_index")
def dimension_at_index(shape: TensorShape, index: int) -> Dimension:
    """Gives the size of one axis as a Dimension, in TensorFlow 1 and 2 alike.

    Args:
      shape: A TensorShape.
      index: The axis.

    Returns:
      The Dimension; an unknown one if the rank is unknown.

    Example:
      >>> dimension_at_index(TensorShape([2, None]), 0)
      Dimension(2)

    Source: `tf.compat.dimension_at_index`.
    """
    return Dimension(None) if shape.dims is None else shape.dims[index]


@export("compat.v1.enable_v2_tensorshape")
def enable_v2_tensorshape() -> None:
    """Makes `shape[i]` an integer or None, as in TensorFlow 2.

    Example:
      >>> enable_v2_tensorshape()
      >>> TensorShape([2])[0]
      2

    Source: `tf.compat.v1.enable_v2_tensorshape`.
    """
    global _gives_integers
    _gives_integers = True


@export("compat.v1.disable_v2_tensorshape")
def disable_v2_tensorshape() -> None:
    """Makes `shape[i]` a Dimension, as in TensorFlow 1.

    Example:
      >>> disable_v2_tensorshape()
      >>> TensorShape([2])[0]
      Dimension(2)
      >>> enable_v2_tensorshape()

    Source: `tf.compat.v1.disable_v2_tensorshape`.
    """
    global _gives_integers
    _gives_integers = False
