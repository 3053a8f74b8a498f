"""Functional iteration that carries a value: `tf.foldl`, `tf.foldr` and `tf.scan`."""

import numpy as np

from tfcourse.core import dtypes, nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.dimension import Dimension
from tfcourse.core.export import export
from tfcourse.core.scopes import name_scope
from tfcourse.core.specs import TensorSpec, type_spec_from_value
from tfcourse.function.autograph.calls import convert_argument
from tfcourse.function.list_errors import check_readable, other_shape
from tfcourse.function.row_loop import RowLoop, first_row, in_graph
from tfcourse.function.tensor_array import TensorArray
from tfcourse.ops.identities import stop_gradient


def _define_fold(public_name, which, is_reversed, shown):
    """Returns a public function that combines rows in one of the two orders."""

    def fold(
        fn,
        elems,
        initializer=None,
        parallel_iterations=10,
        back_prop=True,
        swap_memory=False,
        name=None,
    ):
        return _fold(fn, elems, initializer, back_prop, name or public_name, is_reversed)

    fold.__name__ = fold.__qualname__ = public_name
    fold.__doc__ = f"""Combines the rows of tensors, the {which} one first.

    Args:
      fn: Called with what was combined so far and a row, returns the two combined.
      elems: A tensor of shape `[n, ...]`, or a nested structure of them.
      initializer: What to begin with; the {which} row by default.
      parallel_iterations: Unused; kept for TensorFlow's signature.
      back_prop: Whether gradients flow through the result.
      swap_memory: Unused; kept for TensorFlow's signature.
      name: A name for the operation.

    Returns:
      What all rows combine to, structured as `initializer` or as a row.

    Raises:
      TypeError: if `fn` is not callable.
      OutOfRangeError: if there is no row to begin with (in a graph, `InvalidArgumentError`).

    Example:
      >>> import tfcourse as tf
      >>> tf.{public_name}(lambda total, row: 2 * total + row, tf.constant([1, 2, 3]))
      <tf.Tensor: shape=(), dtype=int32, numpy={shown}>

    Source: `tf.{public_name}`.
    """
    return export(public_name)(fold)


foldl = _define_fold("foldl", "first", is_reversed=False, shown=11)
foldr = _define_fold("foldr", "last", is_reversed=True, shown=17)


@export("scan")
def scan(
    fn,
    elems,
    initializer=None,
    parallel_iterations=10,
    back_prop=True,
    swap_memory=False,
    infer_shape=True,
    reverse=False,
    name=None,
):
    """Combines the rows of tensors and keeps what they combine to after each row.

    Args:
      fn: Called with what was combined so far and a row, returns the two combined.
      elems: A tensor of shape `[n, ...]`, or a nested structure of them.
      initializer: What to begin with; the row that comes first by default.
      parallel_iterations: Unused; kept for TensorFlow's signature.
      back_prop: Whether gradients flow through the result.
      swap_memory: Unused; kept for TensorFlow's signature.
      infer_shape: Whether all results must have the shape of the first.
      reverse: Whether the last row comes first; results stand where their rows stood.
      name: A name for the operation.

    Returns:
      What was combined after each row, stacked: shape `[n, ...]`, structured as `initializer` or as
      a row.

    Raises:
      TypeError: if `fn` is not callable.
      ValueError: if `fn` returns another structure or other shapes than it took.
      OutOfRangeError: if there is no row to begin with (in a graph, `InvalidArgumentError`).

    Example:
      >>> import tfcourse as tf
      >>> tf.scan(lambda total, row: total + row, tf.constant([1, 2, 3]))
      <tf.Tensor: shape=(3,), dtype=int32, numpy=array([1, 3, 6], dtype=int32)>

    Source: `tf.scan`.
    """
    _check_callable(fn)
    with name_scope(name or "scan"):
        elements = _as_tensors(elems, "elem", "TensorArrayUnstack/Const")
        run = _scan_now if context.graph is None else _scan_in_graph
        results = run(fn, elems, elements, initializer, infer_shape, reverse)
    return _with_gradient(results, back_prop)


def _check_callable(fn):
    if not callable(fn):
        raise TypeError(f"{fn.__name__} is not callable. Please provide a callable function.")


def _as_tensors(structure, name, constant_name="Const"):
    """Returns the tensors of a structure, in a flat list."""
    graph = context.graph
    tensors = [convert(item, name=name) for item in nest.flatten(structure)]
    if graph is None:
        return tensors
    return [graph.element(tensor, constant_name) for tensor in tensors]


def _with_gradient(results, back_prop):
    # As in TensorFlow, code that runs at once is recorded all the same.
    if back_prop or context.graph is None:
        return results
    return nest.map_structure(stop_gradient, results)


def _fold(fn, elems, initializer, back_prop, name, is_reversed):
    _check_callable(fn)
    with name_scope(name):
        elements = _as_tensors(elems, "elem", "TensorArrayUnstack/Const")
        run = _fold_now if context.graph is None else _fold_in_graph
        result = run(fn, elems, elements, initializer, is_reversed)
    return _with_gradient(result, back_prop)


def _read(structure, elements, index):
    """Returns a row of eager tensors, structured."""
    for item in elements:
        check_readable(index, item.shape[0])
    return nest.pack_sequence_as(structure, [item[index] for item in elements])


def _fold_now(fn, elems, elements, initializer, is_reversed):
    """Folds eager tensors."""
    count = elements[0].shape[0]
    order = list(range(count))
    if is_reversed:
        order.reverse()
    skipped = int(initializer is None)
    combined = initializer
    if skipped:
        combined = _read(elems, elements, count - 1 if is_reversed else 0)
    before = nest.map_structure(type_spec_from_value, combined)
    for done, at in enumerate(order[skipped:], 1):
        combined = fn(combined, _read(elems, elements, at))
        _check_combined(before, combined, done, at if is_reversed else convert(at + 1))
    return nest.map_structure(convert, combined)


def _check_combined(before, combined, done, following):
    """Checks what a fold's function returned, in the words of the loop that calls it."""
    try:
        nest.assert_same_structure(before, combined)
    except (TypeError, ValueError):
        number = TensorSpec([], dtypes.int32)
        nest.assert_same_structure([number, [number, before]], [done, [following, combined]])


def _first(elems, elements, initializer, is_reversed):
    """Returns the structure of what a loop carries, and the tensors that it begins with."""
    if initializer is None:
        return elems, [first_row(item, is_reversed) for item in elements]
    return initializer, _as_tensors(initializer, "Const")


def _fold_in_graph(fn, elems, elements, initializer, is_reversed):
    """Folds tensors of a graph."""
    fn = convert_argument(fn)
    count, skipped = elements[0].shape[0], int(initializer is None)
    # TensorFlow's loop carries the index, too; here it only shows where a function does not fit.
    following = context.graph.constant(np.array(skipped, np.int32))
    if is_reversed and count is not None:
        following = count - skipped
    structure, first = _first(elems, elements, initializer, is_reversed)
    begun = initializer
    if skipped:
        begun = nest.pack_sequence_as(structure, first)

    def step(index, carried, rows):
        combined = fn(nest.pack_sequence_as(structure, carried), nest.pack_sequence_as(elems, rows))
        try:
            nest.assert_same_structure(combined, begun, check_types=False)
        except ValueError:
            after = index - 1 if is_reversed else index + 1
            nest.assert_same_structure([after, combined], [following, begun], check_types=False)
        results = nest.flatten(combined)
        if None in results:
            given = 3 + len(first) + len(elements)
            missing = sum(item is None for item in results)
            raise AssertionError(f"body_graph has {given - missing} outputs; Expected: {given}")
        return results, [], []

    loop = RowLoop(first, elements, is_reversed, skips_first=bool(skipped))
    last, _ = loop.add(step)
    return nest.pack_sequence_as(structure, last)


def _scan_now(fn, elems, elements, initializer, infer_shape, is_reversed):
    """Scans eager tensors."""
    count = elements[0].shape[0]
    order = list(range(count))
    if is_reversed:
        order.reverse()
    structure, combined = initializer, initializer
    if initializer is None:
        structure = elems
        combined = _read(elems, elements, count - 1 if is_reversed else 0)
    combined = nest.map_structure(convert, combined)
    results = [
        TensorArray(
            item.dtype,
            count,
            dynamic_size=False,
            element_shape=item.shape if infer_shape else None,
            infer_shape=infer_shape,
        )
        for item in nest.flatten(combined)
    ]
    for place, at in enumerate(order):
        if place or initializer is not None:
            combined = fn(combined, _read(elems, elements, at))
            nest.assert_same_structure(structure, combined)
        for array, item in zip(results, nest.flatten(combined), strict=True):
            array.write(at, item)
    _check_counts(elements)
    return nest.pack_sequence_as(structure, [array.stack() for array in results])


def _check_counts(elements):
    """Checks that all tensors have as many rows, as far as that is known."""
    count = Dimension(elements[0].shape[0])
    for item in elements[1:]:
        count = count.merge_with(item.shape[0])


def _scan_in_graph(fn, elems, elements, initializer, infer_shape, is_reversed):
    """Scans tensors of a graph."""
    fn = convert_argument(fn)
    structure, first = _first(elems, elements, initializer, is_reversed)

    def step(index, carried, rows):
        combined = fn(nest.pack_sequence_as(structure, carried), nest.pack_sequence_as(elems, rows))
        nest.assert_same_structure(elems if initializer is None else initializer, combined)
        results = [in_graph(item) for item in nest.flatten(combined)]
        for before, after in zip(first, results, strict=True):
            if infer_shape and not after.shape.is_compatible_with(before.shape):
                raise other_shape(after.shape, before.shape)
        return results, results, [TensorSpec.from_tensor(item) for item in results]

    loop = RowLoop(first, elements, is_reversed, skips_first=initializer is None)
    _, stacked = loop.add(step)
    _check_counts(elements)
    return nest.pack_sequence_as(structure, stacked)
