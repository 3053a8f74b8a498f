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
from tfcourse.core.op import op
from tfcourse.core.specs import TensorSpec
from tfcourse.core.tensor import EagerTensor
from tfcourse.ops.host import execute_lists

_KINDS_OF_ERRORS = (
    ((TypeError, ValueError), errors.InvalidArgumentError),
    (StopIteration, errors.OutOfRangeError),
    (MemoryError, errors.ResourceExhaustedError),
    (NotImplementedError, errors.UnimplementedError),
    (Exception, errors.UnknownError),
)


def _operation_error(error: Exception) -> errors.OpError:
    """Returns the error of an operation whose Python code failed."""
    if isinstance(error, errors.OpError):
        return error
    kind = next(kind for classes, kind in _KINDS_OF_ERRORS if isinstance(error, classes))
    frames = "\n".join(traceback.format_tb(error.__traceback__))
    return kind(
        None,
        None,
        f"{type(error).__name__}: {error}\nTraceback (most recent call last):\n\n{frames}\n\n",
    )


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
            returned = self.function(*tensors)
            results = self._listed(returned)
            return [
                convert(result, dtype)
                for result, dtype in zip(results, self.result_dtypes, strict=False)
            ]
        except errors.OpError:
            raise
        except Exception as error:
            raise _operation_error(error) from error

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
            returned = self.function(*arrays)
        except Exception as error:
            raise _operation_error(error) from error
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


@op("EagerPyFunc", is_host=True, is_stateful=True, is_differentiable=False)
def _eager_py_func(input, token, Tout, name=None):
    tensors = [EagerTensor(np.asarray(array)) for array in input]
    return tuple(np.asarray(tensor.array) for tensor in token.on_tensors(tensors))


@op("PyFunc", is_host=True, is_stateful=True, is_differentiable=False)
def _py_func(input, token, Tout, name=None):
    return tuple(token.on_arrays([np.asarray(array) for array in input]))


def _checked(func, Tout):
    """Returns the promised dtypes and shapes, and whether a list was asked for."""
    if not callable(func):
        raise ValueError(
            f"Expected func to be callable. Received func={func} of type {type(func)}."
        )
    is_list = isinstance(Tout, (list, tuple))
    promised = list(Tout) if is_list else [Tout]
    kinds = [
        (item.dtype, item.shape) if isinstance(item, TensorSpec) else (as_dtype(item), None)
        for item in promised
    ]
    return kinds, is_list


def _in_graph(definition, func, inp, kinds, is_list, name):
    call = _Call(func, [dtype for dtype, _ in kinds])
    inputs = [convert(item) for item in inp]
    attributes = (call, tuple(dtype for dtype, _ in kinds))
    results = execute_lists(definition, (inputs,), attributes, kinds, name)
    return results if is_list else results[0]


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
    kinds, is_list = _checked(func, Tout)
    if context.graph is not None:
        return _in_graph(_eager_py_func.op, func, inp, kinds, is_list, name)
    # Called here and not in a kernel, so that tapes record what happens inside.
    call = _Call(func, [dtype for dtype, _ in kinds])
    operands = [convert(item) for item in inp]
    try:
        results = call.on_tensors(operands)
    except errors.OpError as error:
        raise located(_eager_py_func.op, (len(operands),), error, name) from error.__cause__
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
        kinds, is_list = _checked(func, Tout)
        return _in_graph(_py_func.op, func, inp, kinds, is_list, name)
    if not callable(func):
        raise ValueError(
            f"Expected func to be callable. Received func={func} of type {type(func)}."
        )
    returned = func(*(np.array(item) for item in inp))
    if isinstance(returned, tuple):
        returned = list(returned)
    return None if returned is None else map_structure(convert, returned)
