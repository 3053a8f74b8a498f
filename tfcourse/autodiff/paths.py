"""What tapes have found out, by what they hold: equal logs have the same path.

What a path says depends on the operations, their attributes and how their tensors hang together;
never on values. The second round of a loop finds by one key what was planned in the first.
"""

from typing import NamedTuple

# Logs of more items than this, all together, are too many: paths are then found anew.
MOST_ITEMS = 1 << 17


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


class Path:
    """What equal logs have in common.

    Attributes:
      entries: The operations; None until a trail was asked for.
      reads: For the slot of each variable the slots of what was read from it.
      plans: The plans for targets and sources, by slots.
      programs: What to run at once for targets and sources, by their numbers in the log.
    """

    __slots__ = ("entries", "plans", "programs", "reads")

    def __init__(self):
        self.entries: list[Entry] | None = None
        self.reads: dict[int, list[int]] = {}
        self.plans: dict = {}
        self.programs: dict = {}


class Paths:
    """The paths of all logs that were asked, by their keys."""

    def __init__(self):
        self._paths: dict[tuple, Path] = {}
        self._items = 0

    def __len__(self):
        return len(self._paths)

    def find(self, key: tuple) -> Path:
        """Returns the path of a key, a new one if it was not met before.

        Raises:
          TypeError: if the key is not hashable.
        """
        path = self._paths.get(key)
        if path is None:
            self._items += len(key)
            if self._items > MOST_ITEMS:
                self._paths.clear()
                self._items = len(key)
            path = self._paths[key] = Path()
        return path


known = Paths()
