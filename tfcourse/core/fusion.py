"""Operations that wait, to be run together as one program.

A training step in eager mode is some dozens of operations, each of which passes its results through
memory. Where XLA runs what a tape sees, an operation need not run at once: its results are tensors
that wait, and so are those of whatever takes them. When somebody looks at one of them, or the next
step's tape begins, all that wait are run: one by one by their kernels, and as one compiled program
once the same row has come often enough (fused_programs.py). What nobody holds is not computed.

As with the tiers, what is run how depends on counts and sizes, never on a clock.
"""

import contextlib
import threading
import weakref

import jax
import numpy as np
from jax.core import Tracer

from tfcourse.core import tiers
from tfcourse.core.context import context
from tfcourse.core.forms import form_of
from tfcourse.core.fused_programs import tree
from tfcourse.core.tensor import EagerTensor, new_tensor

# A row of more operations, or of more elements in their results, is run at once.
MOST_STEPS = 512
MOST_ELEMENTS = 1 << 26


class Waiting:
    """The form of a tensor that waits: what `Form` says of it, and where it will come from.

    Attributes:
      dtype: The `DType`.
      shape: The sizes.
      row: The `Row`.
      slot: Its number there.
    """

    __slots__ = ("dtype", "row", "shape", "slot")

    def __init__(self, dtype, shape, row, slot):
        self.dtype = dtype
        self.shape = shape
        self.row = row
        self.slot = slot

    def end(self):
        """Computes what waits, this value among it."""
        self.row.run()


class Row:
    """Operations that wait, of one thread.

    Attributes:
      is_open: Whether they still wait, and others may be added.
    """

    def __init__(self):
        self._place = tree.begin()
        self._numbers: dict[int, int] = {}
        # By slot: the tensors from outside, None for results.
        self._tensors: list = []
        self._waiting: list[tuple[int, weakref.ref]] = []
        self._lock = threading.RLock()
        self._error: Exception | None = None
        self.is_open = True

    def takes(self, tensors) -> bool:
        """Says whether one of some tensors waits in this row."""
        return any(type(tensor.form) is Waiting and tensor.form.row is self for tensor in tensors)

    def _number(self, tensor):
        """Returns the slot of a tensor from outside, or None."""
        number, tensors = self._numbers.get(id(tensor)), self._tensors
        # An interrupt may have come between the number and the tensor.
        if number is not None and number < len(tensors) and tensors[number] is tensor:
            return number
        return None

    def _key(self, op, operands, attributes):
        """Returns what says of a call which step it is here, and its operands from outside.

        Both are None where the gate must look at the call.
        """
        key, new, takes_waiting = [op, *attributes], [], False
        static = op.static
        for at, operand in enumerate(operands):
            if type(operand) is not EagerTensor:
                return None, None
            form = operand.form
            if type(form) is Waiting:
                if form.row is not self:
                    return None, None
                takes_waiting = True
                key.append(form.slot)
            elif at in static:
                if form is None:
                    return None, None
                key += form, operand.array.tobytes()
            else:
                number = self._number(operand)
                if number is None:
                    number = _form_on_device(operand.array) if form is None else form
                    if number is None or any(operand is other for other in new):
                        return None, None
                    new.append(operand)
                key.append(number)
        return (tuple(key), new) if takes_waiting else (None, None)

    def again(self, op, operands, attributes, check=None):
        """Adds an operation that came at this place before: the gate has checked it then.

        Args:
          op: The `Op`.
          operands: One value per operand.
          attributes: Its attributes.
          check: None or a function (op, operands, attributes) that checks the operands' values.

        Returns:
          Its results, tensors that wait; None if the gate must look at it.
        """
        with self._lock:
            if not self.is_open:
                return None
            key, new = self._key(op, operands, attributes)
            try:
                place = self._place.known.get(key)
            except TypeError:
                # An attribute is a list.
                return None
            if place is None:
                return None
            if check is not None:
                check(op, operands, attributes)
                if not self.is_open:
                    return None
            return self._go(place, new)

    def add(self, kernel, tensors, operands, attributes):
        """Adds an operation.

        Args:
          kernel: Its `Kernel`.
          tensors: Its dynamic operands.
          operands: One value per operand.
          attributes: Its attributes.

        Returns:
          Its results, tensors that wait; None if it cannot wait.

        Raises:
          OpError: if the operands do not fit.
        """
        for tensor in tensors:
            if type(tensor.form) is Waiting and tensor.form.row is not self:
                # Before the lock is taken: the other row has one, too.
                tensor.form.end()
        with self._lock:
            if not self.is_open:
                return None
            key, _ = self._key(kernel.op, operands, attributes)
            before = self._place
            outputs = self._add(kernel, tensors)
            if key is not None and outputs is not None:
                # Where an attribute is a list, there is no key.
                with contextlib.suppress(TypeError):
                    before.known[key] = self._place
            return outputs

    def _add(self, kernel, tensors):
        slots, key, new, numbers = [], [kernel], [], {}
        count = self._place.slots
        for tensor in tensors:
            form = tensor.form
            if type(form) is Waiting:
                slots.append(form.slot)
                continue
            number = self._number(tensor)
            if number is None:
                number = numbers.get(id(tensor))
            if number is None:
                form = _form_on_device(tensor.array) if form is None else form
                if form is None:
                    return None
                # Forms are objects of which there is one for all arrays alike.
                key.append(form)
                number = numbers[id(tensor)] = count + len(new)
                new.append(tensor)
            slots.append(number)
        key = (*key, *slots)
        if key in self._place.after:
            place = self._place.after[key]
        else:
            known = self._place.avals()
            for slot, tensor in enumerate([*self._tensors[:count], *new]):
                if tensor is not None:
                    known[slot] = jax.ShapeDtypeStruct(tensor.array.shape, tensor.array.dtype)
            avals = [known[slot] for slot in slots]
            place = self._place.extend(key, kernel, slots, avals, count + len(new))
        return None if place is None else self._go(place, new)

    def _go(self, place, new):
        """Goes one step further; returns the results of the step."""
        tensors, numbers, waiting = self._tensors, self._numbers, self._waiting
        count = self._place.slots
        if len(tensors) != count:
            # What an interrupted step has left.
            del tensors[count:]
        for number, tensor in enumerate(new, count):
            numbers[id(tensor)] = number
        tensors += new
        tensors += place.step.nothing
        outputs, reference = [], weakref.ref
        for slot, dtype, shape in place.step.kinds:
            # As `_waiting_tensor`: most of the time of an operation that waits goes by here.
            tensor = new_tensor(EagerTensor)
            tensor.form = Waiting(dtype, shape, self, slot)
            tensor._dtype = dtype
            waiting.append((slot, reference(tensor)))
            outputs.append(tensor)
        self._place = place
        if place.count >= MOST_STEPS or place.elements > MOST_ELEMENTS:
            self.run()
        return outputs

    def twin(self, form):
        """Returns one more tensor that waits for a value; None if that is there now."""
        with self._lock:
            if not self.is_open:
                return None
            tensor = _waiting_tensor(form.dtype, form.shape, self, form.slot)
            self._waiting.append((form.slot, weakref.ref(tensor)))
            return tensor

    def run(self):
        """Computes what waits and is still held by somebody."""
        with self._lock:
            if self.is_open:
                try:
                    self._run()
                except Exception as error:
                    self._error = error
                    self._close()
                    raise
                # An interrupt leaves it open: who looks next begins again.
                self._close()
            elif self._error is not None:
                raise self._error

    def _close(self):
        self.is_open = False
        self._tensors, self._waiting, self._numbers = [], [], {}
        if context.row is self:
            context.row = None

    def _run(self):
        held = [(slot, reference()) for slot, reference in self._waiting]
        held = [(slot, tensor) for slot, tensor in held if tensor is not None]
        if not held:
            return
        program = self._place.program(tuple(sorted({slot for slot, _ in held})))
        results = dict(zip(program.wanted, program(self._tensors), strict=True))
        for slot, tensor in held:
            array = results[slot]
            tensor.array = array
            tensor.form = form_of(array) if type(array) is np.ndarray else None


def _form_on_device(array):
    """Returns the form of an array of JAX's; None for one that is being traced."""
    return None if isinstance(array, Tracer) else form_of(array)


def _waiting_tensor(dtype, shape, row, slot) -> EagerTensor:
    tensor = new_tensor(EagerTensor)
    tensor.form = Waiting(dtype, shape, row, slot)
    tensor._dtype = dtype
    return tensor


def wait(kernel, tensors, operands, attributes):
    """Lets an operation wait, where that may pay.

    Args:
      kernel: Its `Kernel`.
      tensors: Its dynamic operands.
      operands: One tensor, or list of tensors, per operand.
      attributes: Its attributes.

    Returns:
      The flat results, tensors that wait; None if it must run now.

    Raises:
      OpError: if the operands do not fit.
    """
    row, op = context.row, kernel.op
    if op.is_host or op.reads_shapes_only:
        return None
    if row is None or not row.is_open or not row.takes(tensors):
        # A step is what a tape sees, and what becomes of its gradient.
        if not (context.tapes or op.type == "Gradient") or not _is_of_xla(kernel, tensors):
            return None
        if row is None or not row.is_open:
            row = context.row = Row()
    return row.add(kernel, tensors, operands, attributes)


def _is_of_xla(kernel, tensors) -> bool:
    """Says whether XLA runs a kernel for good, on the one device that there is."""
    if tiers.mode != "auto":
        return False
    values = [tensor.array for tensor in tensors]
    if any(isinstance(value, Tracer) for value in values):
        return False
    # Asked last, as to count devices starts XLA.
    return not kernel.runner(values).is_on_host and jax.device_count() == 1


def twin(tensor: EagerTensor) -> EagerTensor:
    """Returns another tensor of the same value, which waits as long as the first one does."""
    form = tensor.form
    other = form.row.twin(form) if type(form) is Waiting else None
    return EagerTensor(tensor.array) if other is None else other


def begin_step():
    """Computes what waits: a step of the user's begins."""
    row = context.row
    if row is not None:
        row.run()
        context.row = None
