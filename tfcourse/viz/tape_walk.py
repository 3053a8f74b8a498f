"""The way forward to a target and back from it, one operation at a time, in words and values."""

import dataclasses

from tfcourse.autodiff.custom import seen_by
from tfcourse.autodiff.rows import total
from tfcourse.autodiff.stepwise import Backward
from tfcourse.core.context import context
from tfcourse.core.handle import Handle
from tfcourse.core.op import ops_by_type
from tfcourse.core.tensor import EagerTensor
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.tape_formulas import derivative, function_name, share, written_call
from tfcourse.viz.tape_reasons import why_none
from tfcourse.viz.tape_record import MOST, Operation, Source, TapeRecord
from tfcourse.viz.tape_values import array_of, dtype_and_shape, in_formula, is_short, written_value


@dataclasses.dataclass(eq=False)
class Share:
    """What one operand gets from an operation that is pulled back.

    Attributes:
      key: What the operand is known by.
      name: What it is called.
      place: Which operand it is, if one tensor is several; or an empty string.
      formula: The derivative of the operation, as it is written; or an empty string.
      local: Its value, where it is a number for each element; else None.
      words: How the share comes about, where a factor is not all; or an empty string.
      value: The share.
      before: What had been added up, or None.
      total: What has been added up now.
    """

    key: int
    name: str
    place: str
    formula: str
    local: object
    words: str
    value: object
    before: object
    total: object

    @property
    def local_steps(self) -> list[str]:
        """The derivative as it is written, then its value, if that says more."""
        value = written_value(self.local)
        if not self.formula:
            return [value]
        is_number = self.formula.lstrip("-").isdigit()
        return [self.formula] if is_number else [self.formula, value]


@dataclasses.dataclass(eq=False)
class Back:
    """An operation pulled back.

    Attributes:
      number: Its number among the operations.
      incoming: What has been added up for its result.
      shares: What its operands get.
    """

    number: int
    incoming: object
    shares: list[Share]


class TapeWalk:
    """What a record says about a target.

    Args:
      record: What ran.
      target: The tensor to differentiate; the last result that has a gradient, if none is given.

    Attributes:
      operations: The operations up to the target.
      later: How many ran after it.
      sources: What they begin with.
      on_tape: For each operation whether the tape has it.
      backward: The operations on the way back, in order.
      gradients: The gradient of each source, or None.
      reasons: For each source why it has none, or an empty string.

    Raises:
      CannotDraw: There is no such target, or more ran than can be drawn.
    """

    def __init__(self, record: TapeRecord, target=None):
        if not isinstance(record, TapeRecord):
            raise CannotDraw(
                f"What ran under `with recording() as record:` is needed; got {record!r:.80}."
            )
        if record.left_out:
            count = MOST + record.left_out
            raise CannotDraw(
                f"{count} operations ran, of which a picture takes {MOST}: show one round of the "
                "loop."
            )
        self._record = record
        self.target = _target(record, target)
        count = 1 + max(
            at
            for at, operation in enumerate(record.operations)
            if any(output is self.target for output in operation.outputs)
        )
        self.operations: list[Operation] = record.operations[:count]
        self.later = len(record.operations) - count
        self._names = self._result_names()
        self.sources: list[Source] = record.sources()
        trail = record.trail
        made = {slot for entry in trail.entries for slot in entry.outputs}
        self.on_tape = [
            any(trail.slots.get(id(output)) in made for output in operation.outputs)
            for operation in self.operations
        ]
        self.backward: list[Back] = []
        observe, context.observe = context.observe, None
        try:
            with seen_by(()):
                self.gradients, failure = self._go_back()
        finally:
            context.observe = observe
        self.reasons = [
            "" if gradient is not None else failure or why_none(self, source)
            for source, gradient in zip(self.sources, self.gradients, strict=True)
        ]

    def _result_names(self):
        names = {}
        for number, operation in enumerate(self.operations, 1):
            for at, output in enumerate(operation.outputs):
                place = f"[{at}]" if len(operation.outputs) > 1 else ""
                names[id(output)] = f"v{number}{place}"
        return names

    def name_of(self, tensor) -> str:
        """Returns what a tensor, or a variable's handle, is called: constants by their value."""
        name = self._record.name_of(tensor) or self._names.get(id(tensor))
        if name:
            return name
        return written_value(tensor) if is_short(tensor) else dtype_and_shape(tensor)

    def key_of(self, tensor) -> int:
        """Returns what a tensor is known by: what was read from a variable is the variable."""
        return self._record.key_of(tensor)

    @property
    def target_name(self) -> str:
        """What the target is called."""
        return self.name_of(self.target)

    def operand_names(self, operation) -> list[str]:
        """Returns what the operands of an operation are called in formulas."""
        return [in_formula(self.name_of(tensor)) for tensor in operation.operands]

    def expression(self, operation) -> str:
        """Returns an operation as it is written: `x ** 2`."""
        names = self.operand_names(operation)
        if operation.op is not None and operation.op.type not in ops_by_type:
            # Layers and functions read their variables by themselves.
            read = self._record.read_handles
            given = [
                name
                for name, tensor in zip(names, operation.operands, strict=True)
                if id(tensor) not in read
            ]
            names = given or names
        return written_call(operation, names)

    def written_with(self, operation, names: list[str]) -> str:
        """Returns an operation as it is written with other names, or values, of its operands."""
        return written_call(operation, names)

    def said_of_tape(self, number: int) -> str:
        """Returns whether an operation is on the tape, and why."""
        operation = self.operations[number]
        if self.on_tape[number]:
            followed = [
                self.name_of(tensor)
                for tensor in {id(item): item for item in operation.operands}.values()
                if self._record.watches(tensor)
            ]
            return f"on the tape, as it takes {', '.join(followed)}"
        if operation.op is not None and not operation.op.is_differentiable:
            return f"not on the tape: {function_name(operation)} has no gradient"
        return "not on the tape: nothing that it takes is watched, or computed from what is"

    def result_name(self, operation) -> str:
        """Returns what the result of an operation is called: the first, if there are several."""
        return self.name_of(operation.outputs[0]) if operation.outputs else ""

    def _go_back(self):
        watched = [source for source in self.sources if source.is_watched]
        trail = self._record.trail
        by_output = {
            id(output): number
            for number, operation in enumerate(self.operations)
            for output in operation.outputs
        }
        nothing = [None] * len(self.sources)
        if not self.target.dtype.is_differentiable:
            return nothing, ""
        totals: dict[int, dict] = {}
        try:
            back = Backward(trail, self.target, [source.key for source in watched])
            for step in back.steps():
                outputs = [trail.tensors[slot] for slot in step.outputs if slot is not None]
                number = next(by_output[id(tensor)] for tensor in outputs)
                self.backward.append(self._told(number, step, totals))
            found = dict(zip(map(id, watched), back.gradients(), strict=True))
        except LookupError as error:
            self.backward = []
            kind = str(error).rpartition(" ")[2]
            return nothing, f"TensorFlow has no gradient for {kind}: asked for it, it raises"
        return [found.get(id(source)) for source in self.sources], ""

    def _told(self, number, step, totals):
        operation = self.operations[number]
        incoming = next(item for item in step.incoming if item is not None)
        names, result = self.operand_names(operation), self.result_name(operation)
        arrives = f"d {self.target_name}/d {result}"
        local = dict(step.local()) if _is_factor(operation) else {}
        twice = len(set(map(id, operation.operands))) < len(operation.operands)
        shares = []
        for item in step.contributions:
            tensor = self._record.trail.tensors[item.slot]
            operand = operation.operands[item.at]
            key = id(tensor) if isinstance(tensor, Handle) else self.key_of(tensor)
            by_slot = totals.setdefault(key, {})
            before = _sum(by_slot.values())
            by_slot[item.slot] = item.total
            is_repeated = twice and sum(other is operand for other in operation.operands) > 1
            formula = derivative(operation, item.at, names, result)
            factor = local.get(item.at)
            if factor is not None and not _is_diagonal(operation, operand, bool(formula)):
                factor = None
            words = share(operation, item.at, names, result, arrives)
            if not words and formula and factor is None:
                words = (
                    f"{arrives} · {in_formula(formula)}, added up to the shape of {names[item.at]}"
                )
            shares.append(
                Share(
                    key,
                    self.name_of(operand),
                    f" (operand {item.at + 1})" if is_repeated else "",
                    formula,
                    factor,
                    words,
                    item.value,
                    before,
                    _sum(by_slot.values()),
                )
            )
        return Back(number, incoming, shares)


def _target(record, target) -> EagerTensor:
    made = [output for operation in record.operations for output in operation.outputs]
    if target is None:
        found = [output for output in made if output.dtype.is_differentiable]
        if not found:
            raise CannotDraw(
                "No operation that has a gradient ran under the tape: compute something from a "
                "Variable, or from a tensor that is watched."
            )
        return found[-1]
    if not any(output is target for output in made):
        raise CannotDraw(
            f"What is to be differentiated was not computed while the tape ran; got {target!r:.60}."
        )
    return target


def _sum(parts):
    result = None
    for part in parts:
        result = part if result is None else total(result, part)
    return result


def _is_factor(operation) -> bool:
    """Says whether the gradient for a cotangent of ones may be a derivative for each element."""
    return len(operation.outputs) == 1


def _is_diagonal(operation, operand, is_elementwise) -> bool:
    shape = array_of(operation.outputs[0]).shape
    return shape == () or (is_elementwise and array_of(operand).shape == shape)
