"""Run a program on a library that offers TensorFlow's interface, in one of several ways."""

import functools
import operator
from typing import NamedTuple

import numpy as np

from program import INPUTS, Program, Step


class Failure(NamedTuple):
    """A step, or a whole run, that raised: the exception's class and text."""

    kind: str
    message: str


def failure_of(error: Exception) -> Failure:
    """Returns what is compared of an exception."""
    return Failure(type(error).__name__, str(error))


def call(tf, step: Step, operands) -> list:
    """Calls a step's function once; returns its results in one flat list of tensors."""
    function = operator.attrgetter(step.function)(tf)
    leading, keywords = step.arguments()
    return flat(function(*leading, *operands, **keywords))


def flat(result) -> list:
    """Returns the tensors of a possibly nested result."""
    if isinstance(result, (list, tuple)) and not hasattr(result, "values"):
        return [tensor for part in result for tensor in flat(part)]
    return [result]


def look_up(step: Step, value_of) -> list:
    """Returns a step's operands, given what an origin stands for."""
    return [
        value_of(operand) if isinstance(operand[0], int) else [value_of(o) for o in operand]
        for operand in step.operands
    ]


def run_step(tf, step: Step, value_of) -> list:
    """Calls a step's function as often as it says; returns the flat results."""
    operands = look_up(step, value_of)
    for _ in range(step.times):
        results = call(tf, step, operands)
        operands[0] = results[0]
    return results


def numpy_of(tensor):
    """Returns a result as a NumPy array; None stays None."""
    if tensor is None:
        return None
    if hasattr(tensor, "indices") and hasattr(tensor, "dense_shape"):
        values = np.zeros(np.asarray(tensor.dense_shape), np.asarray(tensor.values).dtype)
        np.add.at(values, np.asarray(tensor.indices), np.asarray(tensor.values))
        return values
    # TensorFlow's `__array__` fails for a single bfloat16.
    return np.asarray(tensor.numpy())


def run_one(tf, program: Program, index: int, results):
    """Runs one step eagerly on given results of the steps before it.

    Returns:
        A list of NumPy arrays, or a `Failure`.
    """

    def value_of(origin):
        return tf.constant(
            program.inputs[origin[1]] if origin[0] == INPUTS else results[origin[0]][origin[1]]
        )

    try:
        return [numpy_of(tensor) for tensor in run_step(tf, program.steps[index], value_of)]
    except Exception as error:
        return failure_of(error)


def run_steps(tf, program: Program, results) -> list:
    """Runs every step by itself, on the results that another run had for the steps before it."""
    return [run_one(tf, program, index, results) for index in range(len(program.steps))]


class Whole:
    """A program as one function of its inputs, for a library.

    Args:
        tf: The library.
        program: The program, of which every step runs without an error.
        results: The results that it has eagerly: the shapes of what a branch not taken returns.
        has_control: Whether to put steps into branches and loops.
    """

    def __init__(self, tf, program: Program, results, has_control=False):
        self.tf = tf
        self.program = program
        self.results = results
        self.has_control = has_control

    def __call__(self, *inputs):
        """Returns a list of the flat results of each step."""
        values = [list(inputs)]
        for index, step in enumerate(self.program.steps):
            value_of = functools.partial(_value, values)
            run = self._run_with_control if self.has_control else self._run
            values.append(run(index, step, value_of))
        return values[1:]

    def _run(self, index, step, value_of):
        return run_step(self.tf, step, value_of)

    def _run_with_control(self, index, step, value_of):
        tf = self.tf
        if step.is_branch:
            some = value_of((INPUTS, 0))
            return flat(
                tf.cond(
                    tf.rank(some) >= 0,
                    lambda: self._run_in_loop(index, step, value_of),
                    lambda: [tf.zeros(r.shape, r.dtype.name) for r in self.results[index]],
                )
            )
        return self._run_in_loop(index, step, value_of)

    def _run_in_loop(self, index, step, value_of):
        tf = self.tf
        if step.times == 1:
            return self._run(index, step, value_of)
        operands = look_up(step, value_of)
        _, result = tf.while_loop(
            lambda i, value: i < step.times,
            lambda i, value: (i + 1, call(tf, step, [value, *operands[1:]])[0]),
            (tf.constant(0), operands[0]),
        )
        return [result]

    def target(self, *inputs):
        """Returns the results of the last step that can be differentiated."""
        last = self(*inputs)[-1]
        return [tensor for tensor in last if tensor.dtype.is_floating or tensor.dtype.is_complex]


def _value(values, origin):
    return values[origin[0] + 1][origin[1]]


def weights_of(tf, tensors) -> list:
    """Returns fixed weights like tensors, with zeros: gradients of a plain sum hide too much."""
    weights = []
    for tensor in tensors:
        line = tf.cast(tf.range(tf.size(tensor)) % 5, tf.float32) - 2.0
        weights.append(tf.cast(tf.reshape(line, tf.shape(tensor)), tensor.dtype))
    return weights


def _sources(tf, inputs):
    return [tensor for tensor in inputs if tensor.dtype.is_floating or tensor.dtype.is_complex]


def gradient(whole: Whole, *inputs):
    """Returns the gradients of the last step's results at all inputs that have one."""
    sources = _sources(whole.tf, inputs)
    with whole.tf.GradientTape() as tape:
        tape.watch(sources)
        target = whole.target(*inputs)
    return tape.gradient(target, sources, output_gradients=weights_of(whole.tf, target))


def second(whole: Whole, *inputs):
    """Returns the gradients of the gradients."""
    sources = _sources(whole.tf, inputs)
    with whole.tf.GradientTape() as tape:
        tape.watch(sources)
        first = [g for g in gradient(whole, *inputs) if g is not None]
        first = [whole.tf.convert_to_tensor(g) for g in first]
    return tape.gradient(first, sources, output_gradients=weights_of(whole.tf, first))


def tangents(whole: Whole, *inputs):
    """Returns the tangents of the last step's results along a fixed direction."""
    tf = whole.tf
    sources = _sources(tf, inputs)
    with tf.autodiff.ForwardAccumulator(sources, weights_of(tf, sources)) as accumulator:
        target = whole.target(*inputs)
    return accumulator.jvp(target)


def run_whole(tf, program: Program, results, mode: str, functions=None):
    """Runs a program as a whole.

    Args:
        tf: The library.
        program: The program.
        results: Its results, step by step.
        mode: A key of `MODES`.
        functions: Traced functions to use again, which programs of the same steps share.

    Returns:
        A list of lists of NumPy arrays or None, one for each step or of derivatives; a `Failure`.
    """
    derive, is_traced, _, _ = MODES[mode]
    try:
        inputs = [tf.constant(array) for array in program.inputs]
        if is_traced:
            function = _traced(tf, program, results, mode, {} if functions is None else functions)
        else:
            function = _function(tf, program, results, mode)
        answer = function(*inputs)
        if derive is not None:
            answer = [answer]
        return [[numpy_of(tensor) for tensor in tensors] for tensors in answer]
    except Exception as error:
        return failure_of(error)


def _function(tf, program, results, mode):
    derive, _, has_control, _ = MODES[mode]
    whole = Whole(tf, program, results, has_control)
    return whole if derive is None else functools.partial(derive, whole)


def _traced(tf, program, results, mode, functions):
    # Branches that are not taken have the shapes of these results.
    key = mode, tuple(result.shape for step in results for result in step)
    if key not in functions:
        inner = _function(tf, program, results, mode)
        signature = None
        if MODES[mode][3]:
            signature = [
                tf.TensorSpec([None] * array.ndim, array.dtype.name) for array in program.inputs
            ]
        functions[key] = tf.function(
            lambda *inputs: inner(*inputs), autograph=False, input_signature=signature
        )
    return functions[key]


# mode: (derivative, in a function, with control flow, of unknown shapes)
MODES = {
    "function": (None, True, False, False),
    "control flow": (None, True, True, False),
    "unknown shapes": (None, True, False, True),
    "gradient": (gradient, False, False, False),
    "gradient in a function": (gradient, True, False, False),
    "gradient through control flow": (gradient, True, True, False),
    "tangents": (tangents, False, False, False),
    "tangents in a function": (tangents, True, False, False),
    "second derivative": (second, False, False, False),
    "second derivative in a function": (second, True, False, False),
}
