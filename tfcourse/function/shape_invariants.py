"""What a loop's variables keep from iteration to iteration: dtypes and shapes."""

from tfcourse.core import nest
from tfcourse.core.indexed_slices import IndexedSlices
from tfcourse.core.shapes import TensorShape
from tfcourse.core.specs import TensorSpec, TypeSpec, type_spec_from_value
from tfcourse.core.symbolic import avals_of
from tfcourse.function.stacking import kinds_of_row
from tfcourse.ops.ragged.spec import RaggedTensorSpec
from tfcourse.ops.ragged.tensor import RaggedTensor
from tfcourse.ops.sparse_tensor import SparseTensor, SparseTensorSpec


def avals_inside(loop_vars, variables, shape_invariants) -> list:
    """Returns the abstract values of each variable inside of a loop.

    Args:
      loop_vars: The loop variables, nested.
      variables: The flat tensors that they consist of.
      shape_invariants: None, or in the same structure what each keeps: a shape, a spec, or None.

    Raises:
      ValueError, TypeError: if the structures differ.
    """
    leaves = nest.flatten(loop_vars)
    invariants = [None] * len(leaves)
    if shape_invariants is not None:
        shapes = nest.map_structure(_as_invariant, shape_invariants)
        tensors = nest.pack_sequence_as(loop_vars, variables, expand_composites=True)
        nest.assert_same_structure(tensors, shapes, check_types=False)
        invariants = nest.flatten(shapes)
    inside, remaining = [], iter(variables)
    for leaf, invariant in zip(leaves, invariants, strict=True):
        parts = [next(remaining) for _ in nest.flatten(leaf, expand_composites=True)]
        inside += _avals_of_parts(leaf, parts, invariant)
    return inside


def of_sparse(loop_vars) -> list[bool]:
    """Says of each tensor that loop variables consist of whether it is part of a sparse one."""
    return [
        isinstance(leaf, SparseTensor)
        for leaf in nest.flatten(loop_vars)
        for _ in nest.flatten(leaf, expand_composites=True)
    ]


def check_kept(variable, shape, after, may_be_unknown):
    """Checks that a loop's body gives a variable the dtype and shape that it took.

    Args:
      variable: The tensor before the loop.
      shape: The shape that it keeps.
      after: The tensor after an iteration.
      may_be_unknown: Whether the shape of `after` need not be known, as that of what host
        operations give is not.

    Raises:
      TypeError: if the dtype is another one.
      ValueError: if the shape is.
    """
    if after.dtype is not variable.dtype:
        raise TypeError(
            f"Loop var {variable.name} enters the loop with type {variable.dtype} but has type "
            f"{after.dtype} after 1 iteration. {variable.name} type should remain constant."
        )
    if may_be_unknown and after.avals is None:
        return
    if not after.shape.is_subtype_of(shape):
        raise ValueError(
            f"Input tensor `{variable.name}` enters the loop with shape {shape}, but has shape "
            f"{after.shape} after one iteration. To allow the shape to vary across iterations, use "
            "the `shape_invariants` argument of tf.while_loop to specify a less-specific shape."
        )


def _as_invariant(given):
    if isinstance(given, TensorSpec):
        return given.shape
    return given if given is None or isinstance(given, TypeSpec) else TensorShape(given)


def _avals_of_parts(leaf, parts, invariant) -> list:
    """Returns the abstract values of the tensors that one loop variable consists of."""
    if isinstance(leaf, SparseTensor):
        if invariant is None:
            # How many elements it holds may vary without being said.
            invariant = type_spec_from_value(leaf)
        elif isinstance(invariant, TensorShape):
            invariant = SparseTensorSpec(_unknown_sizes(invariant), leaf.dtype)
    elif isinstance(leaf, RaggedTensor) and isinstance(invariant, TensorShape):
        splits_dtype = leaf.row_splits.dtype
        invariant = RaggedTensorSpec(invariant, leaf.dtype, leaf.ragged_rank, splits_dtype)
    if isinstance(invariant, TypeSpec):
        return [avals for _, avals in kinds_of_row(invariant)]
    if isinstance(leaf, IndexedSlices) and invariant is not None:
        # The shape is that of the rows it holds.
        known = [invariant, invariant[:1], *(part.shape for part in parts[2:])]
        return [avals_of(shape, part.dtype) for shape, part in zip(known, parts, strict=True)]
    if invariant is None or invariant == parts[0].shape:
        return [part.avals for part in parts]
    return [avals_of(invariant, parts[0].dtype)]


def _unknown_sizes(shape):
    """Returns a shape of unknown sizes, given the shape of the vector of its sizes."""
    if shape.rank not in (None, 1):
        raise ValueError(
            f"Expected a shape with 1 dimension. Obtained: {shape} which has {shape.rank} "
            "dimensions."
        )
    rank = None if shape.rank is None else shape[0]
    return None if rank is None else [None] * rank
