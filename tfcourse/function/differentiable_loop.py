"""A while loop that can be differentiated, though nobody knows how often it will run.

Backwards, a step needs the state that it began with, last step first. Keeping all states would
need memory that grows with the number of steps, which XLA does not have. So a stack of bounded
size holds some of them, and those between are computed again from the last one before: all of
them where the steps back come next, few where they come late. With room for c states, a loop of up
to c steps computes each step once more, one of up to some c*c/8 steps twice more, and so on: there
is no limit to the number of steps.

The loop backwards is such a loop itself, so that derivatives of any order exist. Forwards
(`jax.jvp`), a loop over states and tangents side by side is all that is needed.

Source: Griewank and Walther, "Algorithm 799: revolve" (2000), for the trade of steps for memory.
"""

import jax
import jax.numpy as jnp
import numpy as np

from tfcourse.core.differentiation import differentiated, differentiating, direction, modes

# Room for states: in bytes, and in states.
_BYTES, _FEWEST, _MOST = 1 << 22, 64, 4096


def while_loop(keep_going, step, state, operands):
    """Runs a step on a state while a condition holds.

    Args:
      keep_going: (state, operands) -> scalar bool.
      step: (state, operands) -> state of the same shapes and dtypes.
      state: A tuple of arrays.
      operands: A tuple of arrays, the same in each step.

    Returns:
      The last state.
    """
    rule = _forward if direction() == "forward" else _reverse
    return rule(keep_going, step)(tuple(map(jnp.asarray, state)), tuple(map(jnp.asarray, operands)))


def _run(keep_going, step, state, operands):
    return jax.lax.while_loop(
        lambda state: keep_going(state, operands), lambda state: step(state, operands), state
    )


class _Parts:
    """Tells apart the arrays that have a derivative and the others.

    Args:
      arrays: Arrays of the shapes and dtypes in question.
    """

    def __init__(self, arrays):
        self._is_inexact = [jnp.issubdtype(value.dtype, jnp.inexact) for value in arrays]

    def inexact(self, values) -> tuple:
        """Returns the values with a derivative."""
        pairs = zip(values, self._is_inexact, strict=True)
        return tuple(value for value, is_inexact in pairs if is_inexact)

    def others(self, values) -> tuple:
        """Returns the values without one."""
        pairs = zip(values, self._is_inexact, strict=True)
        return tuple(value for value, is_inexact in pairs if not is_inexact)

    def join(self, inexact, others) -> tuple:
        """Returns all values in their order."""
        inexact, others = iter(inexact), iter(others)
        return tuple(next(inexact if is_inexact else others) for is_inexact in self._is_inexact)


def _forward(keep_going, step):
    """Returns a loop with a derivative for `jax.jvp`."""
    outer = modes.stack[:-1]

    @jax.custom_jvp
    def loop(state, operands):
        return _run(keep_going, step, state, operands)

    @loop.defjvp
    def push_forward(primals, tangents):
        state, operands = primals
        of, given = _Parts(state), _Parts(operands)
        changes, given_changes = of.inexact(tangents[0]), given.inexact(tangents[1])
        width, given_width = len(changes), len(given_changes)
        with differentiated(outer):
            last = while_loop(
                lambda carry, given_carry: keep_going(carry[width:], given_carry[given_width:]),
                _beside_tangents(step, of, given, width, given_width),
                (*changes, *state),
                (*given_changes, *operands),
            )
        changes, state = last[:width], last[width:]
        nothing = [np.zeros(value.shape, jax.dtypes.float0) for value in of.others(state)]
        return state, of.join(changes, nothing)

    return loop


def _beside_tangents(step, of, given, width, given_width):
    """Returns the step of a loop that carries tangents before the state.

    Args:
      step: (state, operands) -> state.
      of: The `_Parts` of the state.
      given: The `_Parts` of the operands.
      width: How many tangents there are of the state.
      given_width: How many of the operands.
    """

    def both(carry, given_carry):
        state, operands = carry[width:], given_carry[given_width:]

        def after(inexact, inexact_operands):
            moved = step(
                of.join(inexact, of.others(state)),
                given.join(inexact_operands, given.others(operands)),
            )
            return of.inexact(moved), of.others(moved)

        with differentiating("forward"):
            inexact, changes, others = jax.jvp(
                after,
                (of.inexact(state), given.inexact(operands)),
                (carry[:width], given_carry[:given_width]),
                has_aux=True,
            )
        return (*changes, *of.join(inexact, others))

    return both


def _reverse(keep_going, step):
    """Returns a loop with a derivative for `jax.vjp`."""
    outer = modes.stack[:-1]

    @jax.custom_vjp
    def loop(state, operands):
        return _run(keep_going, step, state, operands)

    def forward(state, operands):
        with differentiated(outer):
            count, *last = while_loop(
                lambda carry, operands: keep_going(carry[1:], operands),
                lambda carry, operands: (carry[0] + 1, *step(carry[1:], operands)),
                (jnp.zeros((), jnp.int64), *state),
                operands,
            )
        return tuple(last), (count, state, operands)

    def backward(kept, cotangents):
        count, state, operands = kept
        of, given = _Parts(state), _Parts(operands)
        with differentiated(outer):
            again = direction() == "reverse"
            pull_back = _differentiable_pull_back if again else _pull_back
            changes, totals = pull_back(step, count, state, operands, of.inexact(cotangents))
        return (
            of.join(changes, (None,) * len(state)),
            given.join(totals, (None,) * len(operands)),
        )

    loop.defvjp(forward, backward)
    return loop


def _differentiable_pull_back(step, count, state, operands, cotangents):
    """Does what `_pull_back` does, with a derivative that is no more complicated.

    The results times some directions are the cotangents times the last state's tangents in these
    directions. So what is pulled back for the next derivative is one loop over states and tangents,
    in place of the loops within loops that pulling back took.
    """
    of, given = _Parts(state), _Parts(operands)
    others, given_others = of.others(state), given.others(operands)
    outer = modes.stack[:-1]

    @jax.custom_vjp
    def pull_back(count, others, given_others, inexact, given_inexact, cotangents):
        return _pull_back(
            step,
            count,
            of.join(inexact, others),
            given.join(given_inexact, given_others),
            cotangents,
        )

    def forward(*values):
        with differentiated(outer):
            return pull_back(*values), values

    def backward(kept, directions):
        count, others, given_others, inexact, given_inexact, cotangents = kept
        changes, given_changes = directions
        width, given_width = len(changes), len(given_changes)
        both = _beside_tangents(step, of, given, width, given_width)

        def tangents(inexact, given_inexact):
            last = while_loop(
                lambda carry, operands: carry[0] < operands[0],
                lambda carry, operands: (carry[0] + 1, *both(carry[1:], operands[1:])),
                (jnp.zeros((), jnp.int64), *changes, *of.join(inexact, others)),
                (count, *given_changes, *given.join(given_inexact, given_others)),
            )
            return last[1 : 1 + width]

        with differentiated(outer):
            with differentiating("reverse"):
                last, pull_back_tangents = jax.vjp(tangents, inexact, given_inexact)
            of_state, of_operands = pull_back_tangents(cotangents)
        return None, None, None, of_state, of_operands, last

    pull_back.defvjp(forward, backward)
    return pull_back(
        count, others, given_others, of.inexact(state), given.inexact(operands), cotangents
    )


def _pull_back(step, count, state, operands, cotangents):
    """Returns the cotangents of a loop's first state and of its operands, where they have any.

    Args:
      step: (state, operands) -> state.
      count: How often it ran.
      state: The first state.
      operands: The operands.
      cotangents: Of those of the last state that have a derivative.
    """
    of, given = _Parts(state), _Parts(operands)
    size = sum(value.size * value.dtype.itemsize for value in state)
    # Of a size that is an expression (saved_model/sizes.py) nothing is known: as few as may be.
    fitting = _BYTES // max(size, 1) if isinstance(size, int) else _FEWEST
    capacity = min(max(fitting, _FEWEST), _MOST)
    width, given_width, length = len(of.inexact(state)), len(given.inexact(operands)), len(state)

    def pull_back_step(state, operands, cotangents):
        def after(inexact, inexact_operands):
            return of.inexact(
                step(
                    of.join(inexact, of.others(state)),
                    given.join(inexact_operands, given.others(operands)),
                )
            )

        with differentiating("reverse"):
            _, pullback = jax.vjp(after, of.inexact(state), given.inexact(operands))
        return pullback(tuple(cotangents))

    def advance(carry, operands):
        # Moves one step on; what comes out is written above the stack, and stays where it is due.
        target, at, due, stride, height, places = carry[:6]
        current, stacks = carry[6 : 6 + length], carry[6 + length :]
        current = step(current, operands)
        at = at + 1
        is_kept = (at == due) & (height < capacity)
        places = places.at[height].set(at)
        stacks = tuple(
            stack.at[height].set(value) for stack, value in zip(stacks, current, strict=True)
        )
        due = jnp.where(is_kept, due + stride, due)
        height = jnp.where(is_kept, height + 1, height)
        return (target, at, due, stride, height, places, *current, *stacks)

    def step_back(carry, operands):
        target, height, places = carry[:3]
        rest = carry[3:]
        cotangents, rest = rest[:width], rest[width:]
        totals, stacks = rest[:given_width], rest[given_width:]
        at = places[height - 1]
        room = capacity - height
        distance = target - at
        # All states where there is room for them, else as many as leave half of the room.
        few = jnp.maximum(room // 2, 1)
        stride = jnp.where(distance <= room, 1, (distance + few - 1) // few)
        moved = while_loop(
            lambda carry, operands: carry[1] < carry[0],
            advance,
            (
                target,
                at,
                at + stride,
                stride,
                height,
                places,
                *(stack[height - 1] for stack in stacks),
                *stacks,
            ),
            operands,
        )
        height, places = moved[4:6]
        current, stacks = moved[6 : 6 + length], moved[6 + length :]
        cotangents, added = pull_back_step(current, operands, cotangents)
        totals = tuple(total + more for total, more in zip(totals, added, strict=True))
        # The state that the step began with is not needed again.
        height = jnp.where(places[height - 1] == target, height - 1, height)
        return (target - 1, height, places, *cotangents, *totals, *stacks)

    places = jnp.zeros(capacity + 1, jnp.int64)
    stacks = tuple(
        jnp.zeros((capacity + 1, *value.shape), value.dtype).at[0].set(value) for value in state
    )
    totals = tuple(jnp.zeros(value.shape, value.dtype) for value in given.inexact(operands))
    last = while_loop(
        lambda carry, operands: carry[0] >= 0,
        step_back,
        (
            count - 1,
            jnp.ones((), jnp.int64),
            places,
            *cotangents,
            *totals,
            *stacks,
        ),
        operands,
    )
    return last[3 : 3 + width], last[3 + width : 3 + width + given_width]
