"""Variables: the only state.

A `Variable` is a name for a `Handle`, which holds the value. Reading one in eager mode gives the
tensor it holds; in a graph, reads and assignments are operations on the handle, kept in program
order. Every assignment is an `Update`: (old value, operands) -> new value.
"""

import enum

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.convert import convert, register_converter
from tfcourse.core.export import export
from tfcourse.core.handle import (
    ASSIGN,
    ASSIGN_ADD,
    ASSIGN_SUB,
    BATCH_UPDATE,
    SCATTER,
    Handle,
)
from tfcourse.core.scopes import init_scope
from tfcourse.core.shapes import TensorShape
from tfcourse.core.symbolic import SymbolicTensor
from tfcourse.core.tensor import EagerTensor, Tensor, TensorReference, value_repr


@export("VariableSynchronization")
class VariableSynchronization(enum.Enum):
    """When a distributed variable is synchronised; kept for signatures.

    Source: `tf.VariableSynchronization`.
    """

    AUTO, NONE, ON_WRITE, ON_READ = range(4)


@export("VariableAggregation")
class VariableAggregation(enum.Enum):
    """How a distributed variable is aggregated; kept for signatures.

    Source: `tf.VariableAggregation`.
    """

    NONE, SUM, MEAN, ONLY_FIRST_REPLICA = range(4)


@export("Variable")
class Variable:
    """A tensor whose value can be replaced.

    Args:
      initial_value: A tensor, data for one, or a function without arguments that returns one.
      trainable: Whether tapes watch it; True unless said otherwise.
      validate_shape: Whether the shape is fixed by the initial value.
      caching_device: Unused; kept for TensorFlow's signature.
      name: Its name; not unique.
      variable_def: Unused; kept for TensorFlow's signature.
      dtype: Converts the initial value to this dtype.
      import_scope: Unused; kept for TensorFlow's signature.
      constraint: A function that an optimizer applies to the value after an update.
      synchronization: A `tf.VariableSynchronization`.
      aggregation: A `tf.VariableAggregation`.
      shape: A shape that later values must have; None dimensions may vary.

    Raises:
      ValueError: if there is no initial value, or it does not fit `shape`.

    Example:
      >>> import tfcourse as tf
      >>> v = tf.Variable([1.0, 2.0])
      >>> v.assign_add([1.0, 1.0]).numpy().tolist()
      [2.0, 3.0]

    Source: `tf.Variable`.
    """

    __array_priority__ = 100

    def __init__(
        self,
        initial_value=None,
        trainable=None,
        validate_shape=True,
        caching_device=None,
        name=None,
        variable_def=None,
        dtype=None,
        import_scope=None,
        constraint=None,
        synchronization=VariableSynchronization.AUTO,
        aggregation=VariableAggregation.NONE,
        shape=None,
        experimental_enable_variable_lifting=None,
    ):
        if initial_value is None:
            raise ValueError(
                "The `initial_value` arg to `tf.Variable` must be specified except when you are "
                "not providing a `variable_def`. You provided neither."
            )
        if name is not None and not isinstance(name, str):
            raise ValueError("name for name_scope must be a string.")
        scope = context.name_scope
        if context.graph is not None:
            scope = f"{context.graph.get_name_scope()}/".lstrip("/")
            context.graph.variable_created()
        with init_scope():
            value = initial_value() if callable(initial_value) else initial_value
            if isinstance(value, SymbolicTensor):
                value = value.graph.lift(value)
            wanted = None if dtype is None else dtypes.as_dtype(dtype)
            try:
                tensor = EagerTensor(convert(value, wanted).array)
            except ValueError as error:
                if isinstance(value, Tensor):
                    raise ValueError(f"initial_value: {error}") from None
                raise
        if shape is None:
            shape = tensor.shape if validate_shape else TensorShape(None)
        shape = TensorShape(shape)
        if not shape.is_compatible_with(tensor.shape):
            raise ValueError(
                f"In this `tf.Variable` creation, the initial value's shape ({tensor.shape}) is "
                "not compatible with the explicitly supplied `shape` argument "
                f"({shape.as_list()})."
            )
        trainable = True if trainable is None else trainable
        full_name = scope + ("Variable" if name is None else name)
        self.handle = Handle(self, tensor, tensor.dtype, shape, full_name, trainable)
        self.constraint = constraint
        self.synchronization = synchronization
        self.aggregation = aggregation
        if context.graph is not None:
            context.graph.own_variable(self)

    @property
    def dtype(self):
        """The `DType` of its values."""
        return self.handle.value_dtype

    @property
    def shape(self) -> TensorShape:
        """The static shape of its values."""
        return self.handle.shape

    @property
    def name(self) -> str:
        """The name, with `:0`."""
        return f"{self.handle.name}:0"

    @property
    def trainable(self) -> bool:
        """Whether tapes watch it on their own."""
        return self.handle.trainable

    @property
    def device(self) -> str:
        """The full name of the device that holds the value."""
        return self.handle.tensor.device

    @property
    def graph(self):
        """The graph being built."""
        if context.graph is None:
            raise AttributeError("Tensor.graph is undefined when eager execution is enabled.")
        return context.graph

    def get_shape(self) -> TensorShape:
        """Returns `self.shape`."""
        return self.shape

    def set_shape(self, shape):
        """Merges a shape into the variable's."""
        self.handle.shape = self.handle.shape.merge_with(shape)

    def is_initialized(self, name=None):
        """Returns a boolean tensor: whether it has a value."""
        return convert(self.handle.tensor is not None)

    @property
    def initial_value(self):
        """Raises RuntimeError, as eager variables do not keep it."""
        raise RuntimeError("This property is not supported when eager execution is enabled.")

    def initialized_value(self):
        """Raises NotImplementedError: read the value, an eager variable always has one."""
        raise NotImplementedError

    @property
    def initializer(self):
        """The operation that initialises it: None, as an eager variable needs none."""
        return None

    @property
    def op(self):
        """The operation of its handle in a graph."""
        if context.graph is None:
            raise AttributeError("Tensor.op is undefined when eager execution is enabled.")
        return context.graph.resource(self.handle).op

    def value(self) -> Tensor:
        """Returns the current value as a tensor."""
        return self.handle.read()

    def read_value(self) -> Tensor:
        """Returns the current value as a tensor that no later assignment changes."""
        return self.handle.read()

    def numpy(self):
        """Returns the current value as a NumPy array or scalar.

        Raises:
          NotImplementedError: while a function is traced.
        """
        if context.graph is not None:
            raise NotImplementedError("numpy() is only available when eager execution is enabled.")
        return self.handle.tensor.numpy()

    def eval(self, session=None):
        """Returns the value that a session gives for the variable.

        Raises:
          RuntimeError: in eager execution.
        """
        if context.graph is None:
            raise RuntimeError("This operation is not supported when eager execution is enabled.")
        return self.value().eval(session=session)

    def ref(self) -> TensorReference:
        """Returns a hashable reference, for use as a dictionary key or in a set."""
        return TensorReference(self)

    def experimental_ref(self) -> TensorReference:
        """Returns `self.ref()`."""
        return self.ref()

    def _assigned(self, definition, value, read_value, name):
        if type(value) is not EagerTensor or value.dtype is not self.handle.value_dtype:
            value = convert(value, self.dtype)
        if definition is ASSIGN and not self.shape.is_compatible_with(value.shape):
            raise ValueError(
                f"Cannot assign value to variable ' {self.name}': Shape mismatch.The variable "
                f"shape {self.shape}, and the assigned value shape {value.shape} are incompatible."
            )
        return self._updated(definition, (value,), read_value, name)

    def _updated(self, definition, operands, read_value=True, name=None):
        operation = self.handle.update(definition, operands, name)
        if read_value:
            return UnreadVariable(self.handle, operation)
        return operation

    def assign(self, value, use_locking=False, name=None, read_value=True):
        """Replaces the value.

        Args:
          value: A tensor or data of the variable's dtype and shape.
          use_locking: Unused; kept for TensorFlow's signature.
          name: The operation's name in a graph.
          read_value: Whether to return the variable rather than the operation.

        Returns:
          The variable after the assignment.

        Raises:
          ValueError: if shape or dtype differ; the variable keeps its value.
        """
        return self._assigned(ASSIGN, value, read_value, name)

    def assign_add(self, delta, use_locking=False, name=None, read_value=True):
        """Adds `delta` to the value; arguments and result are those of `assign`."""
        handle = self.handle
        if read_value and handle.updates_at_once(ASSIGN_ADD, delta):
            return UnreadVariable(handle)
        return self._assigned(ASSIGN_ADD, delta, read_value, name)

    def assign_sub(self, delta, use_locking=False, name=None, read_value=True):
        """Subtracts `delta` from the value; arguments and result are those of `assign`."""
        handle = self.handle
        if read_value and handle.updates_at_once(ASSIGN_SUB, delta):
            return UnreadVariable(handle)
        return self._assigned(ASSIGN_SUB, delta, read_value, name)

    def _scatter_rows(self, kind, sparse_delta, name):
        if not (hasattr(sparse_delta, "indices") and hasattr(sparse_delta, "values")):
            raise TypeError(
                "Argument `sparse_delta` must be a `tf.IndexedSlices`. Received arg: "
                f"{sparse_delta}"
            )
        operands = (convert(sparse_delta.indices), convert(sparse_delta.values, self.dtype))
        return self._updated(SCATTER[kind]["rows"], operands, name=name)

    def _scatter_points(self, kind, indices, updates, name):
        operands = (convert(indices), convert(updates, self.dtype))
        return self._updated(SCATTER[kind]["points"], operands, name=name)

    def batch_scatter_update(self, sparse_delta, use_locking=False, name=None):
        """Assigns slices along the dimension after the indices' batch dimensions."""
        indices = convert(sparse_delta.indices)
        values = convert(sparse_delta.values, self.dtype)
        return self._updated(BATCH_UPDATE, (indices, values), name=name)

    def __reduce__(self):
        return _restore, (
            np.asarray(self.handle.tensor.array),
            self.handle.name,
            self.handle.trainable,
        )

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return _restore(np.array(self.handle.tensor.array), self.handle.name, self.trainable)

    def __hash__(self):
        raise TypeError(
            f"Variable is unhashable. Instead, use variable.ref() as the key. (Variable: {self!r})"
        )

    def __repr__(self):
        text = f"<tf.Variable '{self.name}' shape={self.shape} dtype={self.dtype.name}"
        if context.graph is not None:
            return text + ">"
        return f"{text}, numpy={value_repr(np.asarray(self.handle.tensor.array))}>"

    def __array__(self, dtype=None, copy=None):
        return self.handle.tensor.__array__(dtype, copy)

    def __jax_array__(self):
        return self.handle.read().__jax_array__()

    def __bool__(self):
        return bool(self.handle.read())

    def __int__(self):
        return int(self.handle.read())

    def __float__(self):
        return float(self.handle.read())

    def __complex__(self):
        return complex(self.handle.read())

    def __iter__(self):
        return iter(self.handle.read())


def _refused_statements():
    """Makes `v += x` and the like raise: they would quietly make a tensor of the variable."""
    for name, symbol, method in (("iadd", "+", "assign_add"), ("isub", "-", "assign_sub")):
        # TensorFlow's own advice for `-=` says `*`.
        shown = "+" if symbol == "+" else "*"
        _refuse_statement(
            name,
            f"`variable {symbol}= value` with `tf.Variable`s is not supported. Use "
            f"`variable.{method}(value)` to modify the variable, or `out = variable {shown} value` "
            "if you need to get a new output Tensor.",
        )
    for name, symbol in (("imul", "*"), ("itruediv", "/"), ("ipow", "**")):
        _refuse_statement(
            name,
            f"`var {symbol}= value` with `tf.Variable`s is not supported. Use `var.assign(var "
            f"{symbol} value)` to modify the variable, or `out = var {symbol} value` if you need "
            "to get a new output Tensor.",
        )


def _refuse_statement(name, message):
    def refuse(self, value):
        raise RuntimeError(message)

    setattr(Variable, f"__{name}__", refuse)


_refused_statements()


def _scatter_methods():
    """Gives `Variable` its scatter methods, one pair per kind of update."""
    words = {
        "update": "Assigns",
        "add": "Adds",
        "sub": "Subtracts",
        "mul": "Multiplies by",
        "div": "Divides by",
        "max": "Takes the maximum with",
        "min": "Takes the minimum with",
    }
    for kind, word in words.items():

        def rows(self, sparse_delta, use_locking=False, name=None, kind=kind):
            return self._scatter_rows(kind, sparse_delta, name)

        rows.__name__ = f"scatter_{kind}"
        rows.__doc__ = f"{word} `sparse_delta.values` at rows `sparse_delta.indices`."
        setattr(Variable, rows.__name__, rows)
        if kind in ("mul", "div"):
            continue

        def points(self, indices, updates, name=None, kind=kind):
            return self._scatter_points(kind, indices, updates, name)

        points.__name__ = f"scatter_nd_{kind}"
        points.__doc__ = f"{word} `updates` at the index tuples `indices`."
        setattr(Variable, points.__name__, points)


_scatter_methods()


class UnreadVariable(Variable):
    """A variable as an assignment returns it: the same state under another name."""

    constraint = None
    synchronization = VariableSynchronization.AUTO
    aggregation = VariableAggregation.NONE

    def __init__(self, handle: Handle, operation=None):
        self.handle = handle
        self._operation = operation

    @property
    def op(self):
        """The operation in a graph that assigned to it."""
        return super().op if self._operation is None else self._operation

    @property
    def name(self) -> str:
        """Says that this is no variable of its own."""
        return "UnreadVariable"

    @property
    def trainable(self) -> bool:
        """Whether tapes watch it on their own."""
        return bool(self.handle.trainable)


def _restore(array, name, trainable):
    return Variable(array, name=name, trainable=trainable)


def _convert_variable(variable, dtype):
    if dtype is not None and variable.dtype is not dtype:
        raise ValueError(
            f"Incompatible type conversion requested to type {dtype.name} for `tf.Variable of type "
            f"{variable.dtype.name}. (Variable: {variable!r})"
        )
    return variable.handle.read()


register_converter(Variable, _convert_variable)
# `type(v)` prints where TensorFlow keeps the class.
Variable.__module__ = "tensorflow.python.ops.resource_variable_ops"
Variable.__qualname__ = Variable.__name__ = "ResourceVariable"
for _name, _method in list(vars(Variable).items()):
    if callable(_method) and not _name.startswith("_"):
        _method.__qualname__ = f"BaseResourceVariable.{_name}"
