"""What a dataset does when it is iterated over: pipelines, and the operations that make them.

A `Pipeline` is a recipe: each call of `start` gives a new iterator over elements. It travels as the
value of a tensor of dtype variant. So a dataset is made by an operation, eager or in a graph, whose
operands are pipelines, tensors and what its functions capture; a graph makes its datasets anew in
each call, as TensorFlow's does.
"""

import contextlib
from collections.abc import Callable, Iterator

import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.execute import located
from tfcourse.core.op import Op
from tfcourse.core.symbolic import avals_of
from tfcourse.core.tensor import EagerTensor, Tensor, eager_tensors
from tfcourse.function.graph_operation import add_functional

INFINITE = -1
UNKNOWN = -2


class Run:
    """What belongs to one iteration over a dataset, from its iterator's making to its end.

    Attributes:
      streams: By the id of a captured function, the states of its random streams: they begin anew
        with each iterator and go on while it repeats the dataset.
    """

    def __init__(self):
        self.streams: dict[int, dict] = {}


class Pipeline:
    """A recipe for iterators over elements.

    Args:
      start: Called with a `Run`, returns an iterator of elements, each a list of eager tensors.
      cardinality: The number of elements, `INFINITE` or `UNKNOWN`.
      fused: None, or what to start in place of this pipeline repeated: called with a count.
      is_mapped: Whether its elements are what a function gives, which decides an error's words.
    """

    __slots__ = ("__weakref__", "cardinality", "fused", "is_mapped", "start")

    def __init__(
        self,
        start: Callable[[Run], Iterator[list]],
        cardinality: int,
        fused: Callable | None = None,
        is_mapped: bool = False,
    ):
        self.start = start
        self.cardinality = cardinality
        self.fused = fused
        self.is_mapped = is_mapped


def variant(value) -> EagerTensor:
    """Returns a scalar tensor of dtype variant that holds any object."""
    array = np.empty((), object)
    array[()] = value
    return eager_tensors([array], [dtypes.variant])[0]


def held(tensor: EagerTensor):
    """Returns the object that a variant holds."""
    return tensor.array.item()


@contextlib.contextmanager
def unrecorded():
    """Hides tapes: nothing that a pipeline computes has a gradient."""
    tapes, context.tapes = context.tapes, ()
    try:
        yield
    finally:
        context.tapes = tapes


def error_of(error, op_type, count_name=None, count=0) -> errors.OpError:
    """Returns an error with what TensorFlow puts around its message for an operation.

    Args:
      error: An `OpError`.
      op_type: The op type.
      count_name: The name of its attribute that is the number of its results, or None.
      count: That number.
    """
    definition = Op(op_type, lambda: None, operands=())
    if count_name is not None:
        definition.wrapped_name = f"{op_type}_{count_name}_{count}"
    return located(definition, (), error, None)


@contextlib.contextmanager
def errors_of(op_type, count_name=None, count=0):
    """Puts around errors what `error_of` does; arguments are its."""
    try:
        yield
    except errors.OpError as error:
        raise error_of(error, op_type, count_name, count) from error.__cause__


def run_or_add(op_type, function, operands, results, is_stateful=False, counted=None) -> list:
    """Calls a function of eager tensors now, or adds an operation that does to the graph.

    Args:
      op_type: The operation's type.
      function: Called with eager tensors, returns a list of eager tensors.
      operands: Tensors.
      results: A `TensorSpec` for each result.
      is_stateful: Whether two calls may differ.
      counted: The name of the attribute that is the number of results, in errors.

    Returns:
      The results.
    """

    def run(*tensors):
        with unrecorded(), errors_of(op_type, counted, len(results)):
            return function(*tensors)

    if context.graph is None:
        return run(*operands)

    def interpret(*tensors):
        with unrecorded():
            return function(*tensors)

    with unrecorded():
        graph = context.graph
        operands = [graph.element(operand) for operand in operands]
        kinds = [(spec.dtype, avals_of(spec.shape, spec.dtype)) for spec in results]
        return add_functional(
            op_type, None, interpret, operands, kinds, None, is_stateful=is_stateful
        )


def scalar(value, name, dtype=dtypes.int64) -> Tensor:
    """Returns an argument of a dataset as a tensor.

    Args:
      value: A number or tensor.
      name: The argument's name, for errors.
      dtype: The dtype that it must have.

    Raises:
      ValueError: if it is a tensor of another dtype.
      TypeError: if it cannot be converted.
    """
    try:
        return convert(value, dtype)
    except ValueError as error:
        if isinstance(value, Tensor):
            raise ValueError(f"{name}: {error}") from None
        raise
