"""tf.py_function and tf.numpy_function: Python code as an operation."""

import traceback

import numpy as np

from tfcourse.core import errors
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.execute import located
from tfcourse.core.export import export
from tfcourse.core.nest import map_structure
from tfcourse.core.op import Op, op
from tfcourse.core.specs import TensorSpec
from tfcourse.core.tensor import EagerTensor
from tfcourse.function.autograph.options import conversion
from tfcourse.function.graph_operation import add_functional
from tfcourse.ops.host import execute_lists

_KINDS_OF_ERRORS = (
    ((TypeError, ValueError), errors.InvalidArgumentError),
    (StopIteration, errors.OutOfRangeError),
    (MemoryError, errors.ResourceExhaustedError),
    (NotImplementedError, errors.UnimplementedError),
    (Exception, errors.UnknownError),
)


def operation_error(error: Exception) -> errors.OpError:
    """Returns the error of an operation whose Python code failed."""
    kind = next(kind for classes, kind in _KINDS_OF_ERRORS if isinstance(error, classes))
    # Without the frame that calls the Python code.
    lines = traceback.format_exception(type(error), error, error.__traceback__.tb_next)
    text = "\n".join(lines)
    return kind(None, None, f"{type(error).__name__}: {error}\n{text}\n")


class _Call:
    """A Python function as an attribute of an operation: hashed by identity."""

    count = 0

    def __init__(self, function, result_dtypes):
        self.function = function
        self.result_dtypes = result_dtypes
        self.name = f"pyfunc_{_Call.count}"
        _Call.count += 1

    def on_tensors(self, tensors) -> list[EagerTensor]:
        """Calls the function with tensors; returns tensors of the promised dtypes."""
        try:
            # As in TensorFlow, it stays plain Python, whatever it is called from.
            with conversion(False):
                returned = self.function(*tensors)
        except Exception as error:
            raise operation_error(error) from error
        results = zip(self._listed(returned), self.result_dtypes, strict=False)
        try:
            return [convert(result, dtype) for result, dtype in results]
        except (TypeError, ValueError) as error:
            raise operation_error(error) from error

    def _listed(self, returned):
        results = list(returned) if isinstance(returned, (list, tuple)) else [returned]
        if returned is None:
            results = []
        if len(results) < len(self.result_dtypes):
            raise errors.InvalidArgumentError(
                None,
                None,
                f"{self.name} returns {len(results)} values, but expects to see "
                f"{len(self.result_dtypes)} values.",
            )
        return results

    def on_arrays(self, arrays) -> list[np.ndarray]:
        """Calls the function with arrays; returns arrays, which must have the promised dtypes."""
        try:
            with conversion(False):
                returned = self.function(*arrays)
        except Exception as error:
            raise operation_error(error) from error
        converted = []
        for index, (result, dtype) in enumerate(
            zip(self._listed(returned), self.result_dtypes, strict=False)
        ):
            tensor = EagerTensor(_as_array(result, dtype))
            if tensor.dtype is not dtype:
                raise errors.InvalidArgumentError(
                    None,
                    None,
                    f"{index}-th value returned by {self.name} is {tensor.dtype.short_name}, but "
                    f"expects {dtype.short_name}",
                )
            converted.append(tensor.array)
        return converted


def _as_array(result, dtype):
    array = np.asarray(result)
    if array.dtype.kind in "US" or array.dtype == object:
        return np.asarray(convert(result).array)
    if not isinstance(result, (np.ndarray, np.generic)) and dtype.numpy_dtype is not None:
        return array.astype(dtype.numpy_dtype) if array.dtype.kind in "iuf" else array
    return array


# What errors of `tf.py_function` name when it is run eagerly.
_EAGER = Op("EagerPyFunc", lambda input, Tout: input, is_host=True)


@op("PyFunc", is_host=True, is_stateful=True, is_differentiable=False)
def _py_func(input, token, Tout, name=None):
    return tuple(token.on_arrays([np.asarray(array)[()] for array in input]))


def _checked(func, Tout):
    """Returns the promised dtypes, and whether a list was asked for."""
    if not callable(func):
        raise ValueError(
            f"Expected func to be callable. Received func={func} of type {type(func)}."
        )
    is_list = isinstance(Tout, (list, tuple))
    promised = list(Tout) if is_list else [Tout]
    dtypes = (item.dtype if isinstance(item, TensorSpec) else as_dtype(item) for item in promised)
    return tuple(dtypes), is_list


def _as_promised(results, is_list):
    """Returns flat results as the caller wants them."""
    if not is_list:
        return results[0]
    return list(results) or context.graph.last_operation


@export("py_function")
def py_function(func=None, inp=None, Tout=None, name=None):
    """Runs a Python function of eager tensors as one operation.

    Args:
      func: A function of eager tensors that returns one value or a list; called each time the
        operation runs, not when a function is traced.
      inp: A list of tensors.
      Tout: The dtype (or `tf.TensorSpec`) of the result, or a list of them.
      name: The operation's name in a graph.

    Returns:
      A tensor, or a list of them if `Tout` is one.

    Raises:
      InvalidArgumentError: if the function raises a TypeError or ValueError, or returns too few
        values or ones of another dtype.
      UnknownError: if it raises something else.

    Example:
      >>> import tfcourse as tf
      >>> tf.py_function(lambda x: x.numpy() + 1, [tf.constant([1, 2])], tf.int32).numpy().tolist()
      [2, 3]

    Source: `tf.py_function`.
    """
    dtypes, is_list = _checked(func, Tout)
    call = _Call(func, dtypes)
    operands = [convert(item) for item in inp]
    if context.graph is not None:
        graph = context.graph
        results = add_functional(
            "EagerPyFunc",
            lambda *operands: operands,
            lambda *tensors: call.on_tensors(tensors),
            [graph.element(item, f"input_{index}") for index, item in enumerate(operands)],
            [(dtype, None) for dtype in dtypes],
            name,
            is_stateful=True,
        )
        return _as_promised(results, is_list)
    try:
        results = call.on_tensors(operands)
    except errors.OpError as error:
        raise located(
            _EAGER, (len(operands),), error, name, (call.result_dtypes,)
        ) from error.__cause__
    return results if is_list else results[0]


@export("numpy_function")
def numpy_function(func=None, inp=None, Tout=None, stateful=True, name=None):
    """Runs a Python function of NumPy arrays as one operation, without gradient.

    Args:
      func: A function of arrays that returns one array or a list.
      inp: A list of tensors.
      Tout: The dtype of the result, or a list of them.
      stateful: Unused; kept for TensorFlow's signature.
      name: The operation's name in a graph.

    Returns:
      A tensor, or a list of them. When run eagerly it has the dtype that the function returned.

    Raises:
      InvalidArgumentError: in a graph, if a result has not the promised dtype.

    Example:
      >>> import numpy as np
      >>> import tfcourse as tf
      >>> tf.numpy_function(np.sort, [tf.constant([3, 1, 2])], tf.int32).numpy().tolist()
      [1, 2, 3]

    Source: `tf.numpy_function`.
    """
    if context.graph is not None:
        dtypes, is_list = _checked(func, Tout)
        inputs = [convert(item) for item in inp]
        attributes = (_Call(func, dtypes), dtypes)
        results = [(dtype, None) for dtype in dtypes]
        results = execute_lists(_py_func.op, (inputs,), attributes, results, name)
        return _as_promised(results, is_list)
    if not callable(func):
        raise ValueError(
            f"Expected func to be callable. Received func={func} of type {type(func)}."
        )
    returned = func(*(np.array(item) for item in inp))
    if isinstance(returned, tuple):
        returned = list(returned)
    return None if returned is None else map_structure(convert, returned)
