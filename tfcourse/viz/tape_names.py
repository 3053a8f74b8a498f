"""By which names the user's code knows tensors: looked for in the frames that are running."""

import sys
import types

import numpy as np

from tfcourse.core.stack import is_users
from tfcourse.core.tensor import EagerTensor
from tfcourse.core.variable import Variable

# What is looked through for a tensor, within a list, a dictionary or an object.
_MOST_ITEMS = 64
# Larger arrays are not compared.
_LARGEST_ARRAY = 1_000_000
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def key_of(item) -> int:
    """Returns what a tensor or variable is known by: a variable by what all its uses share."""
    return id(item.handle) if isinstance(item, Variable) else id(item)


class Names:
    """Names by key; what has one is held, so that ids stay those of it."""

    def __init__(self):
        self._names: dict[int, str] = {}
        self._counts: dict[str, int] = {}
        self._held: list = []
        # The first tensor that was made of a NumPy array, by the array's id, and of all of them.
        self._first_of: dict[int, EagerTensor] = {}
        self._same: dict[int, EagerTensor] = {}

    def __contains__(self, key: int) -> bool:
        return key in self._names

    def get(self, key: int) -> str:
        """Returns the name of what is known by a key, or an empty string."""
        return self._names.get(key, "")

    def give(self, item, name: str) -> None:
        """Names a tensor or variable that has no name yet."""
        key = key_of(item)
        if key not in self._names:
            self._held.append(item)
            # The same name may be that of another tensor, later.
            count = self._counts[name] = self._counts.get(name, 0) + 1
            self._names[key] = name + ("" if count == 1 else str(count).translate(_SUBSCRIPTS))

    def look_for(self, keys, spaces) -> None:
        """Names what is known by given keys, where it is found in namespaces; the first counts."""
        for space in spaces:
            space = _shown(space)
            # A name of its own is better than a place in something.
            for look in (_itself, _within):
                for name, value in space.items():
                    for said, item in look(name, value):
                        if key_of(item) in keys:
                            self.give(item, said)

    def look_for_arrays(self, tensors, spaces) -> None:
        """Names tensors that were made of NumPy arrays by these, which they equal."""
        for tensor in tensors:
            array = np.asarray(tensor.array)
            if id(tensor) in self._names or not 0 < array.ndim or array.size > _LARGEST_ARRAY:
                continue
            found = {
                id(value): (name, value)
                for space in spaces
                for name, value in _shown(space).items()
                if isinstance(value, np.ndarray)
                and value.shape == array.shape
                and value.dtype.kind == array.dtype.kind
                and _equal(value, array)
            }
            # Where two are equal, nobody knows which it was.
            if len(found) == 1:
                ((name, value),) = found.values()
                first = self._first_of.setdefault(id(value), tensor)
                self._held += [value, tensor]
                self._same[id(tensor)] = first
                self.give(first, name)
                self._names[id(tensor)] = self._names[id(first)]

    def first_of(self, tensor):
        """Returns the first tensor that was made of the same array; None if of no array."""
        return self._same.get(id(tensor))


def own_frames() -> list:
    """Returns the frames of the user's own code that are running, innermost first.

    If there are none, those of libraries.
    """
    frames, running = [], sys._getframe(2)
    while running is not None:
        # The package's own generated code belongs to no module.
        if is_users(running.f_code.co_filename) and "__name__" in running.f_globals:
            frames.append(running)
        running = running.f_back
    return [frame for frame in frames if "site-packages" not in frame.f_code.co_filename] or frames


def spaces_of(frames) -> list:
    """Returns the namespaces of frames, in order, and then the global ones of the first."""
    return [frame.f_locals for frame in frames] + [frame.f_globals for frame in frames[:1]]


def _equal(value, array) -> bool:
    return np.array_equal(value.astype(array.dtype), array, equal_nan=array.dtype.kind in "fc")


def _shown(space) -> dict:
    """Returns what of a namespace the user has named."""
    return {
        name: value
        for name, value in list(space.items())
        if not name.startswith("_") and name not in ("In", "Out")
    }


def _itself(name, value):
    """Yields (name, value) of a tensor or variable."""
    if isinstance(value, (EagerTensor, Variable)):
        yield name, value


def _within(name, value):
    """Yields (name, tensor or variable) for what a value holds."""
    if isinstance(value, (list, tuple)):
        items = [(f"{name}[{at}]", item) for at, item in enumerate(value[:_MOST_ITEMS])]
    elif isinstance(value, dict):
        items = [(f"{name}[{key!r:.20}]", item) for key, item in list(value.items())[:_MOST_ITEMS]]
    elif isinstance(value, (type, types.ModuleType, types.FunctionType)):
        return
    else:
        try:
            held = list(vars(value).items())[:_MOST_ITEMS]
        except Exception:
            # A number has none, and of what others may hold this is no place to complain.
            return
        items = [
            (f"{name}.{key}", item)
            for key, item in held
            # What others keep to themselves is theirs.
            if name == "self" or not key.startswith("_")
        ]
    for said, item in items:
        yield from _itself(said, item)
