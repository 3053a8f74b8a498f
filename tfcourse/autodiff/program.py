"""Gradient programs: the part of a record between sources and targets, as one operation.

A program runs the record backwards, each step the `jax.vjp` of that step's kernel at the values
that were recorded; XLA drops what of the forward pass is not needed. Programs are interned by
their structure (ops, attributes, wiring), so the second round of a training loop finds the first
one's, compiled. A program is an `Op` and goes through the gate: outer tapes record it, graphs hold
it as a node.

TensorFlow's gradient of a complex value is the conjugate of JAX's; both ends conjugate.
"""

import functools
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from tfcourse.autodiff.rows import Rows, dense, gathered_rows, summed
from tfcourse.core.differentiation import differentiating, modes
from tfcourse.core.op import Op


class Program(Op):
    """An operation made of steps: its operands are tensors, any number, of any dtypes.

    Attributes:
      results_like: For each result the position of an operand of its dtype, or None.
      made_from: Its structure, for pictures; None where it is no gradient.
    """

    takes_tensors = True
    made_from: "Structure | None" = None
    results_like: tuple = (None,)

    def unknown_results(self, by_attribute, attributes):
        """Returns the dtype of each result, by that of an operand, and no shape."""
        return [(by_attribute.get(position), None) for position in self.results_like]


class Step(NamedTuple):
    """One recorded operation; tensors are numbered slots.

    Attributes:
      op: The `Op`.
      attributes: Its attributes.
      counts: Lengths of list operands, None for single ones.
      operands: Slots of the flat operands, static ones included.
      outputs: Slots of the flat results.
      active: Positions among the flat operands that a derivative is taken for.
      into: For each of them the slot that its cotangent is added to.
      gathers_rows: Whether the cotangent of the first operand is only that of some rows.
    """

    op: Op
    attributes: tuple
    counts: tuple
    operands: tuple[int, ...]
    outputs: tuple[int, ...]
    active: tuple[int, ...]
    into: tuple[int, ...] = ()
    gathers_rows: bool = False

    @property
    def passes_on(self) -> bool:
        """Whether cotangents of the operands are that of the result, be it only some rows."""
        return self.op.type in _PASSING


class Structure(NamedTuple):
    """What a gradient program depends on besides values: its key.

    Attributes:
      steps: The steps in the order in which they are pulled back.
      values: Slots whose recorded values are operands of the program.
      seeds: Slots that cotangents are given for, as further operands.
      ones: Slots whose cotangent starts as ones.
      wanted: Slots whose cotangents are the results.
    """

    steps: tuple[Step, ...]
    values: tuple[int, ...]
    seeds: tuple[int, ...]
    ones: tuple[int, ...]
    wanted: tuple[int, ...]


_PASSING = frozenset(["Identity", "AddN"])


def _conjugate(value):
    if isinstance(value, Rows):
        return value._replace(values=_conjugate(value.values))
    return jnp.conj(value) if jnp.iscomplexobj(value) else value


def _add(cotangents: dict, slot: int, cotangent):
    cotangents[slot] = summed(cotangents[slot], cotangent) if slot in cotangents else cotangent


def bound_kernel(step: Step, values: dict):
    """Returns a step's kernel, bound to its static operands, and positions of its dynamic ones.

    Args:
      step: The step.
      values: The values of its operands by slot; NumPy arrays where they are static.
    """
    statics, dynamic, position = {}, [], 0
    for index, count in enumerate(step.counts):
        width = 1 if count is None else count
        for offset in range(position, position + width):
            value = values[step.operands[offset]]
            if index in step.op.static and isinstance(value, np.ndarray):
                statics[index] = value
            else:
                dynamic.append(offset)
        position += width
    return step.op.kernel(step.attributes, statics, step.counts), dynamic


def _pull_back(step: Step, values: dict, cotangents: dict, ones: set):
    """Adds what one step contributes to the cotangents of its operands."""
    first = cotangents.get(step.outputs[0])
    if step.passes_on and isinstance(first, Rows) and step.outputs[0] not in ones:
        for slot in step.into:
            _add(cotangents, slot, first)
        return
    # Results that no cotangent is given for are left out: zeros for them would meet infinities.
    used = [at for at, slot in enumerate(step.outputs) if slot in cotangents or slot in ones]
    call = _call_plan(step, used)
    if call is not None:
        _pull_back_call(step, call, used, values, cotangents, ones)
        return
    kernel, dynamic = bound_kernel(step, values)
    into = dict(zip(step.active, step.into, strict=True))
    active = tuple(at for at in step.active if at or not step.gathers_rows)
    operands = [values[step.operands[at]] for at in dynamic]
    for at, primal in zip(used, _avals_of_used(kernel, operands, used), strict=True):
        if step.outputs[at] in ones:
            one = _conjugate(jnp.ones(primal.shape, primal.dtype))
            _add(cotangents, step.outputs[at], one)
    incoming = [dense(cotangents[step.outputs[at]]) for at in used]
    if step.gathers_rows and 0 in step.active:
        params, indices = (values[slot] for slot in step.operands[:2])
        _add(cotangents, into[0], gathered_rows(params, indices, incoming[0]))
    positions = tuple(map(dynamic.index, active))
    is_known = step.op.signature is not None
    pull_back = _repeated_pull_back if is_known else _pull_back_of
    with differentiating("reverse"):
        results = pull_back(kernel, positions, tuple(used), modes.stack)(operands, incoming)
    for at, cotangent in zip(active, results, strict=True):
        _add(cotangents, into[at], cotangent)


def _avals_of_used(kernel, operands, used):
    """Returns the shapes and dtypes of some results of a kernel."""
    avals = kernel.infer([jax.ShapeDtypeStruct(item.shape, item.dtype) for item in operands])
    return [avals[at] for at in used]


def _pull_back_of(kernel, active, used, directions):
    """Returns a function (operands, cotangents of some results) -> cotangents of some operands.

    Args:
      kernel: The kernel.
      active: Positions of the operands.
      used: Positions of the results.
      directions: Which derivatives are being taken; part of what a trace depends on.
    """

    def pull_back(operands, cotangents):
        def forward(*variable):
            given = list(operands)
            for at, value in zip(active, variable, strict=True):
                given[at] = value
            results = kernel(*given)
            return tuple(results[at] for at in used)

        _, transposed = jax.vjp(forward, *(operands[at] for at in active))
        return transposed(tuple(cotangents))

    return pull_back


@functools.lru_cache(maxsize=4096)
def _repeated_pull_back(kernel, active, used, directions):
    """Returns `_pull_back_of` an operation of TensorFlow's, which may stand in many programs.

    For operands of the same shapes and dtypes its second trace is kept for those after it. The
    first is not: to keep it takes a third of the time that a small operation's gradient takes.
    """
    pull_back = _pull_back_of(kernel, active, used, directions)
    kept = jax.jit(pull_back)
    seen = set()

    def repeated(operands, cotangents):
        avals = tuple([(value.shape, value.dtype) for value in (*operands, *cotangents)])
        if avals in seen:
            return kept(operands, cotangents)
        seen.add(avals)
        return pull_back(operands, cotangents)

    return repeated


def _call_plan(step: Step, used):
    # Imported late: what plans the operations inside of a call makes programs of them, in turn.
    from tfcourse.autodiff.calls import call_plan

    return call_plan(step.op, step.active, tuple(used))


def _pull_back_call(step: Step, call, used, values, cotangents, ones):
    """Adds what a call contributes whose gradients are rows."""
    held: dict = {}
    results = step.op.function.evaluate([values[slot] for slot in step.operands], held)
    compiled = call.compiled
    structure = compiled.structure
    inside = dict(
        zip(
            structure.values,
            (held[id(call.tensors[slot])] for slot in compiled.values),
            strict=True,
        )
    )
    numbers = dict(zip(compiled.seeds, structure.seeds, strict=True))
    pulled: dict = {}
    for at, seed in zip(used, call.seeds, strict=True):
        slot = step.outputs[at]
        if slot in ones:
            _add(cotangents, slot, _conjugate(jnp.ones(results[at].shape, results[at].dtype)))
        _add(pulled, numbers[seed], dense(cotangents[slot]))
    for inner in structure.steps:
        _pull_back(inner, inside, pulled, frozenset())
    found = dict(zip(compiled.wanted, (pulled[slot] for slot in structure.wanted), strict=True))
    for slot, group in zip(step.into, call.sources, strict=True):
        for source in group:
            _add(cotangents, slot, found[source])


def _cotangents(structure: Structure, operands) -> tuple:
    """Runs a structure backwards: (*values, *seeds) -> cotangents of the wanted slots."""
    count = len(structure.values)
    values = dict(zip(structure.values, operands[:count], strict=True))
    cotangents = {
        slot: _conjugate(seed) for slot, seed in zip(structure.seeds, operands[count:], strict=True)
    }
    for step in structure.steps:
        _pull_back(step, values, cotangents, set(structure.ones))
    return tuple(_conjugate(cotangents[slot]) for slot in structure.wanted)


def _dense_cotangents(structure: Structure, operands) -> tuple:
    return tuple(map(dense, _cotangents(structure, operands)))


@functools.lru_cache(maxsize=1024)
def gives_rows(structure: Structure) -> tuple[bool, ...]:
    """Returns for each wanted slot whether its cotangent is that of some rows only."""
    kinds = dict.fromkeys((*structure.seeds, *structure.ones), False)
    for step in structure.steps:
        call = _call_plan(step, [at for at, slot in enumerate(step.outputs) if slot in kinds])
        if call is not None:
            rows = dict(zip(call.compiled.wanted, call.compiled.gives_rows, strict=True))
            for slot, group in zip(step.into, call.sources, strict=True):
                for source in group:
                    kinds[slot] = rows[source] and kinds.get(slot, True)
            continue
        passes_rows = step.passes_on and kinds[step.outputs[0]]
        for at, slot in zip(step.active, step.into, strict=True):
            is_rows = passes_rows or (step.gathers_rows and not at)
            kinds[slot] = is_rows and kinds.get(slot, True)
    return tuple(kinds[slot] for slot in structure.wanted)


def _numbers_of_rows(structure: Structure) -> dict[int, int]:
    """Returns the slots of the numbers of gathered rows by the slots of what they come from."""
    numbers = {}
    for step in structure.steps:
        for at, slot in zip(step.active, step.into, strict=True):
            if step.gathers_rows and not at:
                numbers[slot] = step.operands[1]
            elif step.passes_on and step.outputs[0] in numbers:
                numbers[slot] = numbers[step.outputs[0]]
    return numbers


def _static_names(structure: Structure, names) -> tuple[str, ...]:
    """Returns the names of operands that some step needs the value of."""
    static = {}
    for step in structure.steps:
        position = 0
        for index, count in enumerate(step.counts):
            width = 1 if count is None else count
            if index in step.op.static:
                for slot in step.operands[position : position + width]:
                    required = index not in step.op.static_if_known
                    static[slot] = static.get(slot, False) or required
            position += width
    by_slot = dict(zip(structure.values, names, strict=False))
    return tuple(by_slot[slot] + ("" if required else "?") for slot, required in static.items())


def operation_of(op_type: str, structure: Structure, function, extra, graph_name: str) -> Op:
    """Returns the operation of a program.

    Args:
      op_type: Its type.
      structure: Says which steps need the values of which operands while they are traced.
      function: (*values of the structure, *extra operands) -> results.
      extra: What to call each operand after the values.
      graph_name: The name of its operations in a graph.
    """
    names = [f"value_{index}" for index in range(len(structure.values))]
    names += [f"{name}_{index}" for index, name in enumerate(extra)]
    return Program(
        op_type,
        function,
        operands=tuple(names),
        static=_static_names(structure, names),
        graph_name=graph_name,
    )


def _operation(op_type: str, structure: Structure, function, count: int) -> Op:
    extra = ["cotangent"] * count
    return operation_of(op_type, structure, function, extra, "gradient_tape/" + op_type)


@functools.lru_cache(maxsize=1024)
def gradient_op(structure: Structure) -> Op:
    """Returns the operation (*values, *seeds) -> gradients of a structure.

    A gradient that `gives_rows` is two results, the rows and their numbers.
    """

    def gradient(*operands):
        results = []
        for cotangent in _cotangents(structure, operands):
            results += cotangent[:2] if isinstance(cotangent, Rows) else [cotangent]
        return tuple(results)

    operation = _operation("Gradient", structure, gradient, len(structure.seeds))
    places = {slot: position for position, slot in enumerate(structure.values)}
    results_like, numbers = [], _numbers_of_rows(structure)
    for slot, is_rows in zip(structure.wanted, gives_rows(structure), strict=True):
        results_like += [places.get(slot), *[places.get(numbers.get(slot))] * is_rows]
    operation.results_like = tuple(results_like)
    operation.made_from = structure
    return operation


def all_rows(pull_back, target) -> tuple:
    """Returns Jacobians: each has the target's shape followed by its source's shape.

    Args:
      pull_back: A function of a cotangent that returns a tuple of gradients, all arrays.
      target: An array of the cotangent's shape and dtype.
    """
    basis = jnp.eye(target.size, dtype=target.dtype).reshape(target.size, *target.shape)
    rows = jax.vmap(pull_back)(basis)
    return tuple(row.reshape(target.shape + row.shape[1:]) for row in rows)


def rows_of_batch(pull_back, target) -> tuple:
    """Returns batch Jacobians: each of shape `[batch, *target.shape[1:], *source.shape[1:]]`.

    Args:
      pull_back: A function of a cotangent that returns a tuple of gradients, all arrays.
      target: An array of the cotangent's shape and dtype.
    """
    batch, *rest = target.shape
    size = int(np.prod(rest))
    basis = jnp.eye(size, dtype=target.dtype).reshape(size, 1, *rest)
    rows = jax.vmap(pull_back)(jnp.broadcast_to(basis, (size, batch, *rest)))
    return tuple(jnp.moveaxis(row, 0, 1).reshape(batch, *rest, *row.shape[2:]) for row in rows)


@functools.lru_cache(maxsize=512)
def jacobian_op(structure: Structure, by_batch: bool) -> Op:
    """Returns the operation (*values, target) -> Jacobians of a structure with one seed."""

    def jacobian(*operands):
        *values, target = operands
        rows = rows_of_batch if by_batch else all_rows
        return rows(lambda seed: _dense_cotangents(structure, (*values, seed)), target)

    return _operation("BatchJacobian" if by_batch else "Jacobian", structure, jacobian, 1)
