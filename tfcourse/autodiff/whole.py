"""Gradients that are one program as a whole, which need no plan to be run."""

from collections.abc import Callable

from tfcourse.autodiff.plan import CustomPiece, Plan
from tfcourse.core import tiers
from tfcourse.core.context import context
from tfcourse.core.execute import execute
from tfcourse.core.tensor import EagerTensor, new_tensor

# To write a function takes as long as to run some ten programs, or one with so many operands.
_RUNS_BEFORE = 3
_MOST_OPERANDS = 64


class WholeProgram:
    """Computes the gradients of a log's tensors.

    Args:
      op: The program.
      values: Slots of its operands.
      picked: For each source the position of its gradient among the results, or None.
    """

    __slots__ = ("_at_once", "_op", "_picked", "_runs", "_values")

    def __init__(self, op, values, picked):
        self._op = op
        self._values = values
        self._picked = picked
        self._at_once: Callable | None = None
        self._runs = 0

    def __call__(self, tensors) -> list:
        """Returns one gradient, or None, per source.

        Args:
          tensors: The tensors by slot.
        """
        if self._at_once is not None and not context.tapes and tiers.mode != "xla":
            gradients = self._at_once(tensors)
            if gradients is not None:
                return gradients
        self._runs += 1
        if self._runs == _RUNS_BEFORE and len(self._values) <= _MOST_OPERANDS:
            self._at_once = _written(self._op, self._values, self._picked)
        results = execute(self._op, [tensors[slot] for slot in self._values])
        if type(results) is not tuple:
            results = (results,)
        return [None if at is None else results[at] for at in self._picked]


def whole_program(plan: Plan) -> WholeProgram | None:
    """Returns what runs a plan of one program each result of which is a source's gradient."""
    if plan.ones or len(plan.pieces) != 1 or isinstance(plan.pieces[0], CustomPiece):
        return None
    compiled = plan.pieces[0].compiled(())
    if compiled is None or any(compiled.gives_rows):
        return None
    groups = [[slot for slot in group if slot in compiled.wanted] for group in plan.groups]
    if any(len(slots) > 1 for slots in groups):
        return None
    picked = [compiled.wanted.index(slots[0]) if slots else None for slots in groups]
    return WholeProgram(compiled.op, compiled.values, picked)


def _written(op, values, picked) -> Callable:
    """Writes a function of a log's tensors that goes the gate's short way.

    It returns the gradients, or None if the short way is not known for such tensors.
    """
    forms, arrays = "", ""
    for at, slot in enumerate(values):
        # As `shortcuts.key_of` does.
        is_static = at in op.static
        forms += f"(t{slot}.form, t{slot}.array.tobytes()), " if is_static else f"t{slot}.form, "
        arrays += "" if is_static else f"t{slot}.array, "
    count = len(op.results_like)
    wanted = sorted({at for at in picked if at is not None})
    # The one result of a program is kept by itself.
    results = "".join(f"a{at}, " for at in range(count)) if count > 1 else "a0"
    known_forms = "".join(f"f{at}, " for at in range(count)) if count > 1 else "f0"
    source = "def gradients(tensors):\n" + "".join(
        f"    {line}\n"
        for line in (
            *[f"t{slot} = tensors[{slot}]" for slot in values],
            f"known = find(({forms}))",
            "if known is None: return None",
            f"function, ({known_forms}), _ = known",
            f"{results} = context.run(function, {arrays})",
            # As `shortcuts.compute` does.
            *[
                f"g{at} = new(EagerTensor); g{at}.array = a{at}; "
                f"g{at}.form = f{at}; g{at}._dtype = f{at}.dtype"
                for at in wanted
            ],
            f"return [{', '.join('None' if at is None else f'g{at}' for at in picked)}]",
        )
    )
    namespace = {
        "find": op.shortcuts.get,
        "context": context,
        "new": new_tensor,
        "EagerTensor": EagerTensor,
    }
    exec(source, namespace)
    return namespace["gradients"]
