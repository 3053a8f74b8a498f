"""A function for each row of tensors: `tf.map_fn`."""

from tfcourse.core import nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.dimension import Dimension
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.export import export
from tfcourse.core.logger import get_logger
from tfcourse.core.scopes import name_scope
from tfcourse.core.shapes import TensorShape
from tfcourse.core.specs import TensorSpec, TypeSpec, type_spec_from_value
from tfcourse.core.tensor import Tensor
from tfcourse.function.autograph.calls import convert_argument
from tfcourse.function.list_errors import other_dtype, other_shape
from tfcourse.function.row_loop import RowLoop, in_graph
from tfcourse.function.stacking import is_composite, row_count, row_of, row_spec, stack_rows
from tfcourse.function.tensor_array import TensorArray
from tfcourse.ops.identities import stop_gradient
from tfcourse.ops.ragged.spec import RaggedTensorSpec


@export("map_fn")
def map_fn(
    fn,
    elems,
    dtype=None,
    parallel_iterations=None,
    back_prop=True,
    swap_memory=False,
    infer_shape=True,
    name=None,
    fn_output_signature=None,
):
    """Calls a function for each row of tensors and stacks what it returns.

    In a graph the function is traced once, and the loop is one operation.

    Args:
      fn: Called with a row, structured as `elems`.
      elems: A tensor of shape `[n, ...]`, a ragged or sparse tensor, or a nested structure of them.
      dtype: Former name of `fn_output_signature`.
      parallel_iterations: Unused; kept for TensorFlow's signature.
      back_prop: Whether gradients flow through the result, in a graph.
      swap_memory: Unused; kept for TensorFlow's signature.
      infer_shape: Whether all results must have the shape of the first.
      name: A name for the operation.
      fn_output_signature: What `fn` returns, if it is not like a row: a nested structure of dtypes
        and specs. A `tf.RaggedTensorSpec` says that results are put together to a ragged tensor.

    Returns:
      The results of all rows, stacked: tensors of shape `[n, ...]`, ragged or sparse ones.

    Raises:
      TypeError: if `fn` is not callable.
      ValueError: if `elems` holds no tensors or scalars, or `fn` returns anything else than
        `fn_output_signature` says.
      InvalidArgumentError: if a result has another dtype.

    Example:
      >>> import tfcourse as tf
      >>> tf.map_fn(lambda row: row * row, tf.constant([1, 2, 3]))
      <tf.Tensor: shape=(3,), dtype=int32, numpy=array([1, 4, 9], dtype=int32)>
      >>> lengths = tf.constant([3, 0, 1])
      >>> tf.map_fn(tf.range, lengths, fn_output_signature=tf.RaggedTensorSpec([None], tf.int32))
      <tf.RaggedTensor [[0, 1, 2], [], [0]]>

    Source: `tf.map_fn`.
    """
    if not callable(fn):
        raise TypeError(f"The provided function {fn.__name__} is not callable.fn must be callable.")
    signature = dtype if fn_output_signature is None else fn_output_signature
    flat = nest.flatten(elems)
    if not flat:
        raise ValueError(
            "elems must be a Tensor or (possibly nested) sequence of Tensors. "
            f"Got {elems}, which does not contain any Tensors."
        )
    is_eager = context.graph is None
    if is_eager and parallel_iterations is not None and parallel_iterations > 1:
        get_logger().warning(
            "Setting parallel_iterations > 1 has no effect when executing eagerly. Consider "
            "calling map_fn with tf.function to execute fn in parallel."
        )
    structure, specs = elems, None
    if signature is not None:
        structure, specs = signature, list(map(_as_spec, nest.flatten(signature)))
    with name_scope(name or "map"):
        elements = list(map(_as_element, flat))
        _check_rows(elements)
        if specs is None:
            specs = [
                row_spec(item) if is_composite(item) else TensorSpec(None, item.dtype)
                for item in elements
            ]
        run = _map_now if is_eager else _map_in_graph
        results = run(fn, elems, elements, structure, specs, infer_shape)
    results = nest.pack_sequence_as(structure, results)
    if back_prop or is_eager:
        return results
    return nest.map_structure(stop_gradient, results, expand_composites=True)


def _as_spec(item):
    return item if isinstance(item, TypeSpec) else TensorSpec(None, as_dtype(item))


def _as_element(item):
    if is_composite(item):
        return item
    item = convert(item, name="elem")
    graph = context.graph
    return item if graph is None else graph.element(item, "TensorArrayUnstack/Const")


def _check_rows(elements):
    """Checks that all tensors have rows, and as many, as far as that is known."""
    for item in elements:
        if item.shape.rank == 0:
            raise ValueError("Elements in elems must be 1+ dimensional Tensors, not scalars")
    count = Dimension(None)
    for item in elements:
        count = count.merge_with(None if item.shape.rank is None else item.shape[0])


def _check_composite(value, spec):
    """Checks what the function gave where a ragged or sparse tensor is to be made of it."""
    if isinstance(spec, RaggedTensorSpec) and not spec.ragged_rank:
        fits = (
            isinstance(value, Tensor)
            and value.shape.rank != 0
            and TensorSpec(spec.shape, spec.dtype).is_compatible_with(value)
        )
    else:
        fits = spec.is_compatible_with(value)
    if not fits:
        found = "NoneTensorSpec()" if value is None else type_spec_from_value(value)
        raise ValueError(
            f"Error in map_fn:\n  Expected `fn` to return a:\n    {spec}\n  But it returned a:\n"
            f"    {found}\n    (value={value!s})\n  To fix, update the `fn_output_signature` (or "
            "`dtype`) argument to `map_fn`."
        )


def _results_of(fn, row, structure, specs):
    """Calls the function for a row; returns its results in a flat list, checked."""
    results = fn(row)
    nest.assert_same_structure(structure, results)
    results = nest.flatten(results)
    for at, spec in enumerate(specs):
        if type(spec) is not TensorSpec:
            if results[at] is not None and not is_composite(results[at]):
                results[at] = convert(results[at])
            _check_composite(results[at], spec)
    return results


def _map_now(fn, elems, elements, structure, specs, infer_shape):
    """Maps over eager tensors."""
    first = elements[0]
    count = int(row_count(first)) if is_composite(first) else first.shape[0]
    collected = [
        []
        if type(spec) is not TensorSpec
        else TensorArray(
            spec.dtype,
            count,
            dynamic_size=False,
            infer_shape=infer_shape,
            element_shape=spec.shape,
        )
        for spec in specs
    ]
    for at in range(count):
        row = [row_of(item, at) for item in elements]
        results = _results_of(fn, nest.pack_sequence_as(elems, row), structure, specs)
        for column, result, spec in zip(collected, results, specs, strict=True):
            if isinstance(column, list):
                column.append(result)
            else:
                column.write(at, convert(result, dtype_hint=spec.dtype))
    stacked = []
    for spec, column in zip(specs, collected, strict=True):
        if isinstance(column, list):
            stacked.append(stack_rows(column, spec))
        else:
            stacked.append(column.stack())
            stacked[-1].set_shape(TensorShape([count]).concatenate(spec.shape))
    return stacked


def _map_in_graph(fn, elems, elements, structure, specs, infer_shape):
    """Maps over tensors of a graph."""
    fn = convert_argument(fn)

    def step(index, carried, row):
        results = _results_of(fn, nest.pack_sequence_as(elems, row), structure, specs)
        known = list(specs)
        for at, spec in enumerate(specs):
            if type(spec) is TensorSpec:
                results[at] = _checked(in_graph(results[at], spec.dtype), spec, infer_shape)
                if infer_shape:
                    shape = spec.shape.merge_with(results[at].shape)
                    known[at] = TensorSpec(shape, spec.dtype)
        return [], results, known

    _, stacked = RowLoop([], elements).add(step)
    return stacked


def _checked(result, spec, infer_shape):
    """Returns a tensor that the function gave, checked against what is known of it."""
    if result.dtype is not spec.dtype:
        raise other_dtype(result.dtype, spec.dtype)
    if infer_shape and not spec.shape.is_compatible_with(result.shape):
        raise other_shape(result.shape, spec.shape)
    return result
