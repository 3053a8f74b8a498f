"""Putting values in places that index tuples name."""

import jax
import jax.numpy as jnp

from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.symbolic import SymbolicTensor
from tfcourse.ops.gather import first_wrong_tuple
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.static_shapes import static_shape, with_shape


def _places(indices):
    return tuple(indices[..., axis] for axis in range(indices.shape[-1]))


def _put(array, indices, updates, method):
    """Puts values in places; those out of range are left out where they cannot be refused."""
    put = getattr(jnp.asarray(array).at[_places(indices)], method)
    return put(updates, mode="drop", wrap_negative_indices=False)


@jax.custom_jvp
def _replaced(array, indices, updates):
    return _put(array, indices, updates, "set")


@_replaced.defjvp
def _replaced_jvp(primals, tangents):
    # As TensorFlow states it: of several values for one place each has the place's gradient.
    (array, indices, updates), (array_dot, _, updates_dot) = primals, tangents
    kept = _put(array_dot, indices, jnp.zeros_like(updates_dot), "multiply")
    return _replaced(array, indices, updates), _put(kept, indices, updates_dot, "add")


def _check_scatter_shapes(indices, updates, shape):
    """Checks that updates fit index tuples into an array of a shape, as `ScatterNd` words it."""
    if shape.ndim != 1:
        raise invalid_argument(
            "Shape must be a vector", f"Shape must be rank 1 but is rank {shape.ndim}"
        )
    for size in shape.tolist():
        if size < 0:
            raise invalid_argument(f"Dimension {size} must be >= 0")
    for role, operand in (("Indices", indices), ("Updates", updates)):
        if not operand.ndim:
            raise invalid_argument(f"{role} shape must have rank at least one. Found:[]")
    outer, depth = indices.ndim - 1, indices.shape[-1]
    if indices.shape[:-1] != updates.shape[:outer]:
        raise invalid_argument(
            f"Dimensions [0,{outer}) of indices[shape={brackets(indices.shape)}] must match "
            f"dimensions [0,{outer}) of updates[shape={brackets(updates.shape)}]"
        )
    if depth > shape.size or tuple(shape[depth:].tolist()) != updates.shape[outer:]:
        raise invalid_argument(
            f"Dimensions [{depth},{shape.size}) of input[shape={brackets(shape)}] must match "
            f"dimensions [{outer},{updates.ndim}) of updates[shape={brackets(updates.shape)}]"
        )


def _check_range(shape, indices):
    if 0 in shape and indices.size:
        raise invalid_argument("Indices and updates specified for empty output shape")
    wrong = first_wrong_tuple(shape, indices)
    if wrong:
        raise invalid_argument(f"{wrong} does not index into shape {brackets(shape)}")


def _check_scatter(indices, updates, shape):
    _check_scatter_shapes(indices, updates, shape)
    _check_range(shape.tolist(), indices)


@op("ScatterNd", static=("shape",), check=_check_scatter)
def _scatter_nd(indices, updates, shape, name=None):
    _check_scatter_shapes(indices, updates, shape)
    empty = jnp.zeros(shape.tolist(), updates.dtype)
    method = "max" if updates.dtype == bool else "add"
    return _put(empty, indices, updates, method)


@export("scatter_nd")
def scatter_nd(indices, updates, shape, bad_indices_policy="", name=None):
    """Returns a tensor of zeros with values added at some places.

    Args:
      indices: Integer tensor; its last axis holds index tuples.
      updates: Tensor of shape `indices.shape[:-1] + shape[indices.shape[-1]:]`.
      shape: Integer tensor of rank 1, the shape of the result.
      bad_indices_policy: Unused; kept for TensorFlow's signature.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `updates`; values for one place are added up.

    Raises:
      InvalidArgumentError: if an index is out of range, or the shapes do not fit.

    Example:
      >>> scatter_nd([[0], [2], [0]], [1, 2, 3], [4]).numpy().tolist()
      [4, 0, 2, 0]

    Source: `tf.scatter_nd`.
    """
    result = execute(_scatter_nd.op, (indices, updates, shape), (), name)
    if isinstance(result, SymbolicTensor):
        with_shape(result, static_shape(result.op.inputs[2]))
    return result


def _check_update_shapes(tensor, indices, updates):
    outer, depth = indices.ndim - 1, indices.shape[-1] if indices.ndim else 0
    if not indices.ndim or indices.shape[:-1] != updates.shape[:outer]:
        raise invalid_argument(
            "Outer dimensions of indices and update must match. Indices shape: "
            f"{brackets(indices.shape)}, updates shape:{brackets(updates.shape)}",
            f"Dimensions [0,{outer}) of indices[shape={brackets(indices.shape)}] = "
            f"{brackets(indices.shape[:-1])} must match dimensions [0,{outer}) of updates[shape="
            f"{brackets(updates.shape)}] = {brackets(updates.shape[:outer])}",
        )
    if depth > tensor.ndim or tensor.shape[depth:] != updates.shape[outer:]:
        raise invalid_argument(
            "Inner dimensions of output shape must match inner dimensions of updates shape. "
            f"Output: {brackets(tensor.shape)} updates: {brackets(updates.shape)}",
            f"Dimensions [{depth},{tensor.ndim}) of input[shape={brackets(tensor.shape)}] = "
            f"{brackets(tensor.shape[depth:])} must match dimensions [{outer},{updates.ndim}) of "
            f"updates[shape={brackets(updates.shape)}] = {brackets(updates.shape[outer:])}",
        )


def _check_update(tensor, indices, updates, *_):
    _check_update_shapes(tensor, indices, updates)
    _check_range(tensor.shape, indices)


_WORDS = {
    "add": ("Adds values to", "are added up", [9, 2, 3], [[0], [0]], [3, 5]),
    "sub": ("Subtracts values from", "are all subtracted", [-7, 2, 3], [[0], [0]], [3, 5]),
    "update": ("Replaces", "replace one another: the last one stays", [5, 2, 3], [[0]], [5]),
    "max": ("Takes the maximum with values of", "compete", [5, 2, 3], [[0], [1]], [5, 0]),
    "min": ("Takes the minimum with values of", "compete", [1, 0, 3], [[0], [1]], [5, 0]),
}


def _define(kind, op_type, method):
    """Defines one of the operations that put values in places of a tensor."""

    def kernel(tensor, indices, updates, name=None):
        _check_update_shapes(tensor, indices, updates)
        if method == "set":
            return _replaced(tensor, indices, updates)
        return _put(tensor, indices, updates, method)

    definition = op(op_type, check=_check_update)(kernel).op

    def function(tensor, indices, updates, bad_indices_policy="", name=None):
        result = execute(definition, (tensor, indices, updates), (), name)
        if isinstance(result, SymbolicTensor):
            with_shape(result, result.op.inputs[0].shape)
        return result

    function.__name__ = function.__qualname__ = f"tensor_scatter_nd_{kind}"
    function.op = definition
    verb, several, result, indices, updates = _WORDS[kind]
    function.__doc__ = f"""{verb} some places of a tensor; returns a new tensor.

    Args:
      tensor: Tensor.
      indices: Integer tensor; its last axis holds index tuples.
      updates: Tensor of shape `indices.shape[:-1] + tensor.shape[indices.shape[-1]:]`.
      bad_indices_policy: Unused; kept for TensorFlow's signature.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `tensor`; values for one place {several}.

    Raises:
      InvalidArgumentError: if an index is out of range, or the shapes do not fit.

    Example:
      >>> {function.__name__}([1, 2, 3], {indices}, {updates}).numpy().tolist()
      {result}

    Source: `tf.{function.__name__}`.
    """
    return export(function.__name__)(function)


tensor_scatter_nd_add = _define("add", "TensorScatterAdd", "add")
tensor_scatter_nd_sub = _define("sub", "TensorScatterSub", "subtract")
tensor_scatter_nd_update = _define("update", "TensorScatterUpdate", "set")
tensor_scatter_nd_max = _define("max", "TensorScatterMax", "max")
tensor_scatter_nd_min = _define("min", "TensorScatterMin", "min")
