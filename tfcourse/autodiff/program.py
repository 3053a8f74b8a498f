"""Gradient programs: the part of a record between sources and targets, as one operation.

A program runs the record backwards, each step the `jax.vjp` of that step's kernel at the values
that were recorded; XLA drops what of the forward pass is not needed. Programs are interned by
their structure (ops, attributes, wiring), so the second round of a training loop finds the first
one's, compiled. A program is an `Op` and goes through the gate: outer tapes record it, graphs hold
it as a node.

TensorFlow's gradient of a complex value is the conjugate of JAX's; both ends conjugate.
"""

import functools
import inspect
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from tfcourse.core.differentiation import differentiating
from tfcourse.core.op import Op


class Step(NamedTuple):
    """One recorded operation; tensors are numbered slots.

    Attributes:
      op: The `Op`.
      attributes: Its attributes.
      counts: Lengths of list operands, None for single ones.
      operands: Slots of the flat operands, static ones included.
      outputs: Slots of the flat results.
      active: Positions among the flat operands that a cotangent is wanted for.
    """

    op: Op
    attributes: tuple
    counts: tuple
    operands: tuple[int, ...]
    outputs: tuple[int, ...]
    active: tuple[int, ...]


class Structure(NamedTuple):
    """What a gradient program depends on besides values: its key.

    Attributes:
      steps: The steps in forward order.
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


def _conjugate(value):
    return jnp.conj(value) if jnp.iscomplexobj(value) else value


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
    kernel, dynamic = bound_kernel(step, values)

    # Results that no cotangent is given for are left out: zeros for them would meet infinities.
    used = [at for at, slot in enumerate(step.outputs) if slot in cotangents or slot in ones]

    def forward(*active):
        given = dict(zip(step.active, active, strict=True))
        results = kernel(
            *(given[at] if at in given else values[step.operands[at]] for at in dynamic)
        )
        return tuple(results[at] for at in used)

    with differentiating("reverse"):
        primals, pullback = jax.vjp(forward, *(values[step.operands[at]] for at in step.active))
    incoming = []
    for at, primal in zip(used, primals, strict=True):
        slot = step.outputs[at]
        if slot in ones:
            one = _conjugate(jnp.ones(primal.shape, primal.dtype))
            cotangents[slot] = cotangents[slot] + one if slot in cotangents else one
        incoming.append(cotangents[slot])
    for at, cotangent in zip(step.active, pullback(tuple(incoming)), strict=True):
        slot = step.operands[at]
        cotangents[slot] = cotangents[slot] + cotangent if slot in cotangents else cotangent


def _cotangents(structure: Structure, operands) -> tuple:
    """Runs a structure backwards: (*values, *seeds) -> cotangents of the wanted slots."""
    count = len(structure.values)
    values = dict(zip(structure.values, operands[:count], strict=True))
    cotangents = {
        slot: _conjugate(seed) for slot, seed in zip(structure.seeds, operands[count:], strict=True)
    }
    for step in reversed(structure.steps):
        _pull_back(step, values, cotangents, set(structure.ones))
    return tuple(_conjugate(cotangents[slot]) for slot in structure.wanted)


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


class _Parameters:
    """Gives a variadic kernel the named parameters that `Op` asks for."""

    def __init__(self, function, names):
        self._function = function
        kind = inspect.Parameter.POSITIONAL_ONLY
        self.__signature__ = inspect.Signature([inspect.Parameter(name, kind) for name in names])

    def __call__(self, *operands):
        return self._function(*operands)


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
    return Op(
        op_type,
        _Parameters(function, names),
        operands=tuple(names),
        static=_static_names(structure, names),
        graph_name=graph_name,
    )


def _operation(op_type: str, structure: Structure, function, count: int) -> Op:
    extra = ["cotangent"] * count
    return operation_of(op_type, structure, function, extra, "gradient_tape/" + op_type)


@functools.lru_cache(maxsize=4096)
def gradient_op(structure: Structure) -> Op:
    """Returns the operation (*values, *seeds) -> gradients of a structure."""
    return _operation(
        "Gradient",
        structure,
        lambda *operands: _cotangents(structure, operands),
        len(structure.seeds),
    )


@functools.lru_cache(maxsize=512)
def jacobian_op(structure: Structure) -> Op:
    """Returns the operation (*values, target) -> Jacobians of a structure with one seed.

    Each result has the target's shape followed by its source's shape.
    """

    def jacobian(*operands):
        *values, target = operands
        basis = jnp.eye(target.size, dtype=target.dtype).reshape(target.size, *target.shape)
        rows = jax.vmap(lambda seed: _cotangents(structure, (*values, seed)))(basis)
        return tuple(row.reshape(target.shape + row.shape[1:]) for row in rows)

    return _operation("Jacobian", structure, jacobian, 1)


@functools.lru_cache(maxsize=512)
def batch_jacobian_op(structure: Structure) -> Op:
    """Returns the operation (*values, target) -> batch Jacobian of a structure with one seed.

    The result has shape `[batch, *target.shape[1:], *source.shape[1:]]`.
    """

    def batch_jacobian(*operands):
        *values, target = operands
        batch, *rest = target.shape
        size = int(np.prod(rest))
        basis = jnp.broadcast_to(
            jnp.eye(size, dtype=target.dtype).reshape(size, 1, *rest), (size, batch, *rest)
        )
        (rows,) = jax.vmap(lambda seed: _cotangents(structure, (*values, seed)))(basis)
        return jnp.moveaxis(rows, 0, 1).reshape(batch, *rest, *rows.shape[2:])

    return _operation("BatchJacobian", structure, batch_jacobian, 1)


def is_gradient(op: Op) -> bool:
    """Says whether an op is a gradient program."""
    return isinstance(op.function, _Parameters)
