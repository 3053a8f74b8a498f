"""The moments of a walk forward and back, each with what is to be said at it."""

import dataclasses

from tfcourse.viz.tape_values import in_formula, is_short, written_value
from tfcourse.viz.tape_walk import Back, TapeWalk

# Of more operations the first and the last are gone through, one by one.
MOST = 300
START, FORWARD, SEED, BACKWARD, END = "start", "forward", "seed", "backward", "end"


@dataclasses.dataclass(frozen=True)
class Moment:
    """Where a walk is.

    Attributes:
      phase: `start`, `forward`, `seed`, `backward` or `end`.
      number: The operation that it is at, or None.
      forward: How many operations have run.
      backward: How many have been pulled back.
      title: What happens, in a line.
      lines: What is to be said of it.
    """

    phase: str
    number: int | None
    forward: int
    backward: int
    title: str
    lines: tuple[str, ...]


def shown(count: int, most: int) -> list[int | None]:
    """Returns numbers from 0 to a count, None where those in the middle are left out."""
    if count <= most:
        return [*range(count)]
    return [*range(most // 2), None, *range(count - most // 2, count)]


def moments_of(walk: TapeWalk) -> list[Moment]:
    """Returns the moments of a walk, from what is watched to the gradients."""
    count, back = len(walk.operations), len(walk.backward)
    name = walk.target_name
    moments = [Moment(START, None, 0, 0, "Before the first operation", tuple(_watched(walk)))]
    kept = shown(count, MOST)
    visible = set(kept)
    for at in kept:
        if at is None:
            title, at = f"… {count - MOST} more operations forward", count - MOST // 2 - 1
            moments.append(Moment(FORWARD, None, at + 1, 0, title, ()))
            continue
        title = f"Forward {at + 1} of {count}"
        moments.append(Moment(FORWARD, at, at + 1, 0, title, tuple(_ran(walk, at))))
    if walk.backward:
        title = f"Backward begins at {name}: d {name}/d {name} = 1"
        line = "Each operation, the last first, hands on to its operands what has arrived at it."
        if walk.target.shape.rank:
            line = f"The gradient is that of the sum over all elements of {name}. {line}"
        moments.append(Moment(SEED, count - 1, count, 0, title, (line,)))
    for at, pulled in enumerate(walk.backward, 1):
        if pulled.number in visible:
            title = f"Backward {at} of {back}"
            lines = tuple(_pulled_back(walk, pulled))
            moments.append(Moment(BACKWARD, pulled.number, count, at, title, lines))
        elif moments[-1].number is None and moments[-1].phase == BACKWARD:
            moments[-1] = dataclasses.replace(moments[-1], backward=at)
        else:
            title = "… more operations backward"
            moments.append(Moment(BACKWARD, None, count, at, title, ()))
    title = f"The gradients of {name}"
    moments.append(Moment(END, None, count, back, title, tuple(gradient_lines(walk))))
    return moments


def _watched(walk):
    """Yields what is watched, and what is not."""
    names = {True: [], False: []}
    for source in walk.sources:
        names[source.is_watched].append(source.name)
    yield f"watched: {', '.join(names[True]) or 'nothing'}"
    if names[False]:
        yield f"not watched: {', '.join(names[False])}"
    yield "Whatever is computed from what is watched goes onto the tape."


def gradient_lines(walk):
    """Yields a line for each source: its gradient, or why it has none."""
    for source, gradient, reason in zip(walk.sources, walk.gradients, walk.reasons, strict=True):
        value = "None" if gradient is None else written_value(gradient)
        yield f"d {walk.target_name}/d {source.name} = {value}{': ' * bool(reason)}{reason}"
    if walk.later:
        operations = f"operation{'s' * (walk.later > 1)}"
        yield f"(left out: {walk.later} {operations} after {walk.target_name})"


def _ran(walk, at):
    """Yields what is to be said when an operation runs."""
    operation = walk.operations[at]
    name, expression = walk.result_name(operation), walk.expression(operation)
    steps = [name, expression]
    values = [in_formula(written_value(tensor)) for tensor in operation.operands]
    with_values = walk.written_with(operation, values)
    short = all(not tensor.shape.rank and is_short(tensor) for tensor in operation.operands)
    if with_values != expression and short:
        steps.append(with_values)
    steps.append(written_value(operation.outputs[0]) if operation.outputs else "nothing")
    yield " = ".join(steps)
    yield walk.said_of_tape(at)


def _pulled_back(walk, pulled: Back):
    """Yields what is to be said when an operation is pulled back."""
    operation, target = walk.operations[pulled.number], walk.target_name
    result = walk.result_name(operation)
    expression = walk.expression(operation)
    incoming = written_value(pulled.incoming)
    yield f"{result} = {expression}, and d {target}/d {result} = {incoming} has arrived"
    for share in pulled.shares:
        value = written_value(share.value)
        name, place = share.name, share.place
        if share.local is not None:
            local = written_value(share.local)
            yield " = ".join([f"d({expression})/d {name}{place}", *share.local_steps])
            product = f"d {target}/d {result} · d {result}/d {name}"
            if not share.value.shape.rank and not pulled.incoming.shape.rank:
                product = f"{in_formula(incoming)} · {in_formula(local)}"
            handed = f"{product} = {value}"
        elif share.words:
            handed = f"{share.words} = {value}"
        else:
            handed = value
        if share.before is None:
            yield f"    d {target}/d {name} = {handed}"
            continue
        before, total = written_value(share.before), written_value(share.total)
        yield f"    handed on to {name}: {handed}"
        if not share.total.shape.rank:
            yield f"    accumulated: d {target}/d {name} = {before} + {in_formula(value)} = {total}"
        else:
            yield f"    accumulated: d {target}/d {name} = what was there + this = {total}"
