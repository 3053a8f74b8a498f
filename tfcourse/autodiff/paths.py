"""What trails hold, as places in one tree: equal trails are at the same place.

A trail goes one step down the tree with each operation that it notes. The second round of a loop
goes where the first one went, by one look for each operation, and at the end of the way finds what
was planned there. What is at a place depends on the operations, their attributes and how their
tensors, numbered as they are met, hang together; never on values.
"""

from typing import NamedTuple

# A tree with more places than this is left to the trails that are in it, and a new one begun.
MOST_PLACES = 1 << 14


class Entry(NamedTuple):
    """One recorded operation.

    Attributes:
      op: The `Op`; None for a call whose gradient is a Python function.
      attributes: Its attributes.
      counts: Lengths of list operands, None for single ones.
      operands: Slots of the flat operands, static ones included.
      outputs: Slots of the flat results.
      differentiable: For each result whether it can have a gradient.
      wiring: None, or for each result the positions of the operands that it depends on.
      gathers_rows: Whether the gradient of the first operand is `IndexedSlices`.
    """

    op: object
    attributes: tuple
    counts: tuple
    operands: tuple[int, ...]
    outputs: tuple[int, ...]
    differentiable: tuple[bool, ...]
    wiring: tuple | None = None
    gathers_rows: bool = False


class Place:
    """A place in the tree: a row of entries.

    Attributes:
      before: The place without the last entry; None at the root.
      entry: The last entry.
      count: How many entries there are.
      plans: What was planned for trails that end here.
    """

    __slots__ = ("_first_key", "_first_place", "_following", "before", "count", "entry", "plans")

    def __init__(self, before=None, entry=None):
        self.before = before
        self.entry = entry
        self.count = 0 if before is None else before.count + 1
        self.plans: dict = {}
        self._first_key = self._first_place = None
        # Most places have one after them.
        self._following: dict | None = None

    def after(self, key) -> "Place | None":
        """Returns the place that a key leads to, if it was gone to before."""
        if key == self._first_key:
            return self._first_place
        return None if self._following is None else self._following.get(key)

    def add(self, key, entry) -> "Place":
        """Returns a new place for an entry, which the key leads to from now on."""
        place = Place(self, entry)
        if self._first_key is None:
            self._first_key, self._first_place = key, place
        else:
            if self._following is None:
                self._following = {}
            self._following[key] = place
        return place

    def entries(self) -> list[Entry]:
        """Returns the entries on the way here."""
        entries, place = [], self
        while place.before is not None:
            entries.append(place.entry)
            place = place.before
        return entries[::-1]


class _Tree:
    """The tree that tapes share."""

    def __init__(self):
        self.root = Place()
        self.count = 0

    def begin(self) -> Place:
        """Returns the root, a new one if there are too many places."""
        if self.count > MOST_PLACES:
            self.root, self.count = Place(), 0
        return self.root


tree = _Tree()
