"""Branches: `tf.cond`, `tf.case` and `tf.switch_case`."""

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes, errors, nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.indexed_slices import IndexedSlices
from tfcourse.core.scopes import name_scope
from tfcourse.core.tensor import Tensor
from tfcourse.function.body_graph import trace_body
from tfcourse.function.functional import Functional, check_scalar, most_general, pack_outputs
from tfcourse.ops.assertions import assert_true
from tfcourse.ops.casting import cast
from tfcourse.ops.comparison import less_equal
from tfcourse.ops.identities import identity
from tfcourse.ops.joining import stack
from tfcourse.ops.reductions import reduce_sum
from tfcourse.ops.reshaping import squeeze


def _check_alike(graphs, operation, names):
    """Checks that branches gave the same structure and dtypes.

    Args:
      graphs: The traced branches.
      operation: `"cond"` or `"switch_case"`.
      names: What the branches are called in errors.
    """
    first = graphs[0].structured_outputs
    for index, graph in enumerate(graphs[1:], 1):
        other = graph.structured_outputs
        leaves, others = (nest.flatten(item, expand_composites=True) for item in (first, other))
        if len(leaves) == len(others) and len(graphs[0].outputs) != len(graph.outputs):
            raise ValueError(
                f"Lengths of branch outputs of {operation.removeprefix('switch_')} must match.\n"
                f"len(graphs[0].outputs): {len(graphs[0].outputs)}\n"
                f"len(graphs[{index}].outputs): {len(graph.outputs)}\n"
            )
        try:
            nest.assert_same_structure(first, other, expand_composites=True)
            for one, two in zip(graphs[0].outputs, graph.outputs, strict=True):
                if one.dtype is not two.dtype:
                    raise TypeError(f"{one} and {two} have different types")
        except (TypeError, ValueError) as error:
            raise TypeError(
                f"{names[0]} and {names[index]} arguments to tf.{operation} must have the same "
                f"number, type, and overall structure of return values.\n\n{names[0]} output: "
                f"{first}\n{names[index]} output: {other}\n\nError details:\n{error}"
            ) from None


def _match_rows(graphs, operation):
    """Gives `IndexedSlices` that branches return indices of one dtype, as TensorFlow does.

    Args:
      graphs: The traced branches.
      operation: As for `_check_alike`.

    Raises:
      TypeError: if only some branches return them.
    """
    columns = zip(*(nest.flatten(graph.structured_outputs) for graph in graphs), strict=False)
    for at, column in enumerate(columns):
        rows = [item for item in column if isinstance(item, IndexedSlices)]
        if rows and len(rows) < len(column):
            raise TypeError(
                f"Cannot reconcile tf.{operation} {at}-th outputs:\n  branches returned: {column}"
            )
        if len({item.indices.dtype for item in rows}) > 1:
            for graph in graphs:
                _widen_indices(graph, at)


def _widen_indices(graph, at):
    """Makes the indices of a branch's result int64."""
    results = nest.flatten(graph.structured_outputs)
    rows = results[at]
    with graph.as_default():
        indices = cast(rows.indices, dtypes.int64)
    results[at] = IndexedSlices(rows.values, indices, rows.dense_shape)
    graph.structured_outputs = nest.pack_sequence_as(graph.structured_outputs, results)
    graph.finish()


def _branches(op_type, selector, index_of, functions, operation, names, graph_names, name):
    """Adds an operation that runs one of several branches.

    Args:
      op_type: `"If"` or `"Case"`.
      selector: A symbolic scalar.
      index_of: Called with the selector's value and `numpy` or `jax.numpy`, says which branch.
      functions: The branches.
      operation: What it is called in errors.
      names: What the branches are called in errors.
      graph_names: What the branches' graphs are called after the operation's name.
      name: The operation's name.
    """
    if op_type == "If" and selector.dtype is not dtypes.bool:
        raise errors.InvalidArgumentError(
            None,
            None,
            f"Input 'pred' passed {selector.dtype.short_name} expected bool while building NodeDef "
            f"'{name}/switch_pred' using Op<name=Switch; signature=data:T, pred:bool -> "
            "output_false:T, output_true:T; attr=T:type>",
        )
    scope = context.graph.unique_name(name) + "/"
    if op_type == "If" and selector.shape.rank != 0:
        with context.graph.name_scope(scope):
            selector = squeeze(selector)
    check_scalar(selector)
    base = scope[:-1].replace("/", "_")
    graphs = [
        trace_body(function, f"{base}_{suffix}", scope, instead_of_operation=selector)
        for function, suffix in zip(functions, graph_names, strict=True)
    ]
    _match_rows(graphs, operation)
    _check_alike(graphs, operation, names)
    matched = list(zip(*(graph.outputs for graph in graphs), strict=True))
    fits = all(
        tensor.avals is not None and tensor.avals == tensors[0].avals
        for tensors in matched
        for tensor in tensors
    )
    functional = Functional(graphs, 1, fits)

    def kernel(own, captured, state):
        index = index_of(own[0], np if isinstance(own[0], np.ndarray) else jnp)
        return functional.choose(index, graphs, (), captured, state)

    def interpret(own, captured, state):
        graph = graphs[int(index_of(np.asarray(own[0].array), np))]
        return functional.interpret(graph, (), captured, state)

    results = [(tensors[0].dtype, most_general(tensors)) for tensors in matched]
    outputs = functional.add(op_type, kernel, interpret, [selector], results, scope)
    with context.graph.name_scope(scope):
        outputs = list(map(identity, outputs))
    return pack_outputs(graphs[0].structured_outputs, outputs)


@export("cond")
def cond(pred, true_fn=None, false_fn=None, name=None):
    """Runs one of two functions, as a predicate says.

    In a graph both are traced, and the one that is chosen runs.

    Args:
      pred: Scalar bool tensor.
      true_fn: A function without arguments.
      false_fn: A function without arguments; it must return the same structure of dtypes.
      name: A name for the operation.

    Returns:
      What the chosen function returns.

    Raises:
      TypeError: if a function is not callable, the functions return different structures, or
        `pred` is a Python bool in a graph.
      ValueError: if one function returns nothing and the other something.

    Example:
      >>> import tfcourse as tf
      >>> tf.cond(tf.constant(True), lambda: tf.constant(1), lambda: tf.constant(2))
      <tf.Tensor: shape=(), dtype=int32, numpy=1>

    Source: `tf.cond`.
    """
    for role, function in (("true_fn", true_fn), ("false_fn", false_fn)):
        if function is None:
            raise TypeError(f"cond(): '{role}' argument required")
        if not callable(function):
            raise TypeError(f"'{role}' must be callable.")
    if context.graph is None:
        if pred is None:
            convert(pred)
        return true_fn() if pred else false_fn()
    if isinstance(pred, bool):
        raise TypeError("pred must not be a Python bool", pred)
    return _branches(
        "If",
        convert(pred),
        lambda value, numpy: numpy.where(value, 0, 1),
        [true_fn, false_fn],
        "cond",
        ["true_fn", "false_fn"],
        ["true", "false"],
        name or "cond",
    )


@export("switch_case")
def switch_case(branch_index, branch_fns, default=None, name="switch_case"):
    """Runs the function of a given index.

    Args:
      branch_index: Scalar int32 tensor.
      branch_fns: Functions without arguments, in a list, or by index in a dict or in pairs.
      default: The function to run for an index that is not there; the last one by default.
      name: A name for the operation.

    Returns:
      What the chosen function returns.

    Raises:
      TypeError: if `branch_index` is no integer tensor, or a branch is not callable.
      ValueError: if the indices are not 0, 1, 2 and so on.

    Example:
      >>> import tfcourse as tf
      >>> tf.switch_case(tf.constant(1), [lambda: tf.constant(10), lambda: tf.constant(11)])
      <tf.Tensor: shape=(), dtype=int32, numpy=11>

    Source: `tf.switch_case`.
    """
    if not isinstance(branch_index, Tensor):
        raise TypeError(f"'branch_index' must be a Tensor, got {type(branch_index)}")
    if not branch_index.dtype.is_integer:
        raise TypeError(f"'branch_index' must be an integer Tensor, got {branch_index.dtype}")
    functions = _indexed(branch_fns)
    if default is not None:
        functions.append(default)
    count = len(functions)

    def index_of(value, numpy):
        return numpy.where((value < 0) | (value >= count), count - 1, value)

    if context.graph is None:
        if branch_index.shape.rank:
            raise errors.InvalidArgumentError(
                None,
                None,
                "{{function_node __wrapped__Select_device_/job:localhost/replica:0/task:0/"
                "device:CPU:0}} 'then' must be at least a vector, but saw shape: [] [Op:Select] "
                "name: ",
            )
        return functions[int(index_of(branch_index.numpy(), np))]()
    if branch_index.dtype is not dtypes.int32:
        raise TypeError(
            f"Input 'branch_index' of 'StatelessCase' Op has type {branch_index.dtype.name} that "
            "does not match expected type of int32."
        )
    with context.graph.name_scope(name):
        return _branches(
            "Case",
            branch_index,
            index_of,
            functions,
            "switch_case",
            [f"branches[{index}]" for index in range(count)],
            [f"branch{index}" for index in range(count)],
            "indexed_case",
        )


def _indexed(branch_fns):
    """Returns functions in the order of their indices."""
    if not isinstance(branch_fns, (list, tuple, dict)):
        raise TypeError("'branch_fns' must be a list, tuple, or dict")
    if not branch_fns:
        raise ValueError("Must provide at least one item in 'branch_fns'")
    items = list(branch_fns.items() if isinstance(branch_fns, dict) else branch_fns)
    if all(map(callable, items)):
        return items
    for item in items:
        if not isinstance(item, tuple) or len(item) != 2:
            raise TypeError(f"Each entry in 'branch_fns' must be a 2-tuple. Received {item}.")
        index, function = item
        if not isinstance(index, int):
            raise TypeError(f"key must be a Python `int`, got {type(index)}")
        if not callable(function):
            raise TypeError(f"fn for key {index} must be callable.")
    by_index = dict(items)
    if sorted(by_index) != list(range(len(items))):
        found = ",".join(map(str, sorted(by_index)))
        raise ValueError(
            "branch indices (keys) must form contiguous range of "
            f"[0 to {len(items)}) but found {{{found}}}"
        )
    return [by_index[index] for index in range(len(items))]


@export("case")
def case(pred_fn_pairs, default=None, exclusive=False, strict=False, name="case"):
    """Runs the function of the first predicate that is true.

    Args:
      pred_fn_pairs: Pairs of a scalar bool tensor and a function without arguments.
      default: The function to run where no predicate is true.
      exclusive: Whether at most one predicate may be true; that is checked then.
      strict: Unused; kept for TensorFlow's signature.
      name: A name for the operation.

    Returns:
      What the chosen function returns.

    Raises:
      TypeError: if the pairs are no pairs of tensors and functions.
      InvalidArgumentError: if no predicate is true and there is no default, or if several are and
        `exclusive` is set.

    Example:
      >>> import tfcourse as tf
      >>> x = tf.constant(3)
      >>> tf.case([(x < 1, lambda: tf.constant(-1))], default=lambda: tf.constant(7))
      <tf.Tensor: shape=(), dtype=int32, numpy=7>

    Source: `tf.case`.
    """
    pairs = _pairs(pred_fn_pairs, exclusive)
    with name_scope(name):
        predicates, functions = zip(*pairs, strict=True)
        if default is None:
            default = _checked_last(predicates, functions[-1])
            predicates = predicates[:-1]
        if exclusive:
            _check_exclusive(predicates)
        chosen = default
        for predicate, function in reversed(list(zip(predicates, functions, strict=False))):
            chosen = _choice(predicate, function, chosen)
        return chosen()


def _choice(predicate, function, otherwise):
    return lambda: cond(predicate, function, otherwise)


def _pairs(pred_fn_pairs, exclusive):
    """Returns the pairs, checked."""
    if not isinstance(pred_fn_pairs, (list, tuple, dict)):
        raise TypeError(
            f"'pred_fn_pairs' must be a list, tuple, or dict. Received: {type(pred_fn_pairs)}"
        )
    if isinstance(pred_fn_pairs, dict):
        if context.graph is None and not exclusive:
            raise ValueError(
                "Unordered dictionaries are not supported for the 'pred_fn_pairs' argument when "
                "`exclusive=False` and eager mode is enabled."
            )
        pred_fn_pairs = pred_fn_pairs.items()
    pairs = list(pred_fn_pairs)
    for pair in pairs:
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise TypeError(f"Each entry in 'pred_fn_pairs' must be a 2-tuple. Received {pair}.")
        predicate, function = pair
        if not isinstance(predicate, Tensor):
            raise TypeError(f"pred must be a Tensor, got: {predicate}")
        if predicate.dtype is not dtypes.bool:
            raise TypeError(f"pred must be Tensor of type bool: {predicate.name}")
        if not callable(function):
            raise TypeError(f"fn for pred {predicate.name} must be callable.")
    return pairs


def _check_exclusive(predicates):
    names = ", ".join("?" if context.graph is None else item.name for item in predicates)
    together = stack(predicates, name="preds_c")
    count = reduce_sum(cast(together, dtypes.int32), name="num_true_conds")
    assert_true(
        less_equal(count, 1),
        [
            f"Input error: exclusive=True: more than 1 conditions ({names}) evaluated as True:",
            together,
        ],
        len(predicates),
    )


def _checked_last(predicates, function):
    """Returns the last function, which must be meant where no earlier predicate was true."""

    def default():
        assert_true(
            predicates[-1],
            ["Input error: None of conditions evaluated as True:", stack(predicates)],
            len(predicates),
        )
        return function()

    return default
