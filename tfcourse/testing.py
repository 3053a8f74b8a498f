"""Helpers that make a test of an operation one line."""

import numpy as np

from tfcourse.autodiff.tape import GradientTape
from tfcourse.core import nest
from tfcourse.core.convert import convert
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.core.variable import Variable
from tfcourse.function.function import function

_TOLERANCE = {"float16": 1e-2, "bfloat16": 5e-2, "float32": 1e-5, "complex64": 1e-5}


def _arrays(structure) -> list[np.ndarray]:
    return [np.asarray(item) for item in nest.flatten(structure, expand_composites=True)]


def assert_equal(actual, expected, what: str = "results", tolerance: float | None = None) -> None:
    """Checks that two nested structures of tensors hold the same dtypes, shapes and values.

    Args:
      actual: A nested structure of tensors or arrays.
      expected: Another one.
      what: What they are, for the message.
      tolerance: The relative and absolute tolerance; by default that of the dtype.

    Raises:
      AssertionError: if they differ.
    """
    nest.assert_same_structure(actual, expected, expand_composites=True)
    for left, right in zip(_arrays(actual), _arrays(expected), strict=True):
        assert left.dtype == right.dtype, f"{what}: dtype {left.dtype}, expected {right.dtype}"
        assert left.shape == right.shape, f"{what}: shape {left.shape}, expected {right.shape}"
        if left.dtype.kind in "fcV" or left.dtype.name == "bfloat16":
            bound = _TOLERANCE.get(left.dtype.name, 1e-9) if tolerance is None else tolerance
            wide = np.complex128 if left.dtype.kind == "c" else np.float64
            np.testing.assert_allclose(
                left.astype(wide), right.astype(wide), bound, bound, err_msg=what
            )
        else:
            np.testing.assert_array_equal(left, right, err_msg=what)


def _differentiable(tensors) -> list[int]:
    return [index for index, tensor in enumerate(tensors) if tensor.dtype.is_differentiable]


def _gradients(tape, targets, sources):
    """Returns gradients as tensors, or the message of what has none."""
    try:
        found = tape.gradient(targets, sources, unconnected_gradients="zero")
    except LookupError as error:
        return str(error)
    return [convert(gradient) for gradient in found]


def check_everywhere(f, *args) -> None:
    """Checks that a function gives the same eager, in `tf.function`, and under a tape.

    Gradients with respect to floating arguments are compared as well.

    Args:
      f: A function of tensors.
      *args: Data for its arguments.

    Raises:
      AssertionError: if two ways of running it differ.

    Example:
      >>> import tfcourse as tf
      >>> tf.testing.check_everywhere(tf.multiply, [1.0, 2.0], 3.0)
    """
    tensors = [convert(item) for item in args]
    eager = f(*tensors)
    traced = function(f, autograph=False)
    assert_equal(traced(*tensors), eager, "in a function")
    variables = [Variable(tensor) for tensor in tensors]
    assert_equal(f(*variables), eager, "of variables")
    gradients = {}
    for way, call in (("eager", f), ("function", traced)):
        with GradientTape() as tape:
            tape.watch([tensors[index] for index in _differentiable(tensors)])
            result = call(*tensors)
        assert_equal(result, eager, f"under a tape, {way}")
        targets = [
            item
            for item in nest.flatten(result, expand_composites=True)
            if isinstance(item, Tensor) and item.dtype.is_differentiable
        ]
        sources = [tensors[index] for index in _differentiable(tensors)]
        if targets and sources:
            gradients[way] = _gradients(tape, targets, sources)
    if gradients:
        assert_equal(gradients["function"], gradients["eager"], "gradient through a function")


def _numeric_gradient(f, arrays, index, step):
    """Returns the central difference of sum(f) with respect to one argument."""
    gradient = np.zeros_like(arrays[index])
    for at in np.ndindex(arrays[index].shape):
        ends = []
        for sign in (1, -1):
            moved = [array.copy() for array in arrays]
            moved[index][at] += sign * step
            ends.append(float(np.sum(np.asarray(f(*map(EagerTensor, moved))))))
        gradient[at] = (ends[0] - ends[1]) / (2 * step)
    return gradient


def check_gradients(f, *args, order: int = 2, step: float = 1e-5, tolerance: float = 1e-4) -> None:
    """Checks a function's gradients against central differences in float64.

    Args:
      f: A function of float tensors that returns one tensor.
      *args: Data for its arguments; taken as float64.
      order: How many derivatives to check: 2 checks the gradient of the gradient too.
      step: The step of the differences.
      tolerance: The relative and absolute tolerance.

    Raises:
      AssertionError: if a gradient differs from the differences.

    Example:
      >>> import tfcourse as tf
      >>> tf.testing.check_gradients(tf.multiply, [1.0, 2.0], [3.0, 4.0])
    """
    arrays = [np.array(item, np.float64) for item in args]
    if not order:
        return
    for index in range(len(arrays)):

        def gradient(*tensors, index=index):
            with GradientTape() as tape:
                tape.watch(tensors[index])
                result = f(*tensors)
            found = tape.gradient(result, tensors[index], unconnected_gradients="zero")
            return convert(found)

        actual = np.asarray(gradient(*map(EagerTensor, arrays)))
        expected = _numeric_gradient(f, arrays, index, step)
        np.testing.assert_allclose(
            actual, expected, tolerance, tolerance, err_msg=f"gradient of argument {index}"
        )
        check_gradients(gradient, *arrays, order=order - 1, step=step, tolerance=tolerance)
