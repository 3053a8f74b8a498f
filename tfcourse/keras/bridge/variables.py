"""Keras variables as variables of ours: the same value under a `Handle`."""

import functools
import weakref

import jax
import jax.numpy as jnp
import keras
import numpy as np
from keras.src.backend.common import global_state

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.convert import convert, register_converter
from tfcourse.core.handle import ASSIGN, Handle
from tfcourse.core.shapes import TensorShape
from tfcourse.core.tensor import EagerTensor
from tfcourse.core.variable import UnreadVariable, Variable
from tfcourse.keras.bridge.situation import (
    OURS,
    caller_is_ours,
    is_observed,
    is_traced,
    isolated,
    to_array,
)
from tfcourse.ops.casting import cast

_UNREFLECTED = ("neg", "pos", "abs", "invert", "lt", "le", "gt", "ge", "getitem")
_REFLECTED = (
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "matmul",
    "and",
    "or",
    "xor",
)
_OPERATORS = (*_UNREFLECTED, *_REFLECTED, *(f"r{name}" for name in _REFLECTED))
# Where Keras keeps the scope that it traces in, for each thread.
_state = global_state.GLOBAL_STATE_TRACKER
_handles: dict[int, "KerasHandle"] = {}
_views: dict[int, "VariableView"] = {}


class KerasHandle(Handle):
    """A handle whose value is that of a Keras variable.

    Attributes:
      tensor: The current value; inside of a `StatelessScope` the one that it holds.
      trainable: Whether tapes watch it: as the Keras variable says now.
      variable: Returns a `tf.Variable` of the same value: what tapes and functions list.
    """

    __slots__ = ("_array", "_keras_variable", "_tensor")

    def __init__(self, variable):
        self._keras_variable = weakref.ref(variable)
        twin = UnreadVariable(self)
        twin.__class__ = Variable
        self.variable = lambda: twin
        self._array = self._tensor = None
        self.value_dtype = dtypes.as_dtype(variable._dtype)
        self.shape = TensorShape(tuple(variable.shape))
        self.name = variable.path

    @property
    def trainable(self) -> bool:
        """Whether tapes watch it on their own."""
        return self._keras_variable().trainable

    @property
    def tensor(self) -> EagerTensor:
        """The current value."""
        # Every call of a function comes here for every variable: no function is called needlessly.
        variable = self._keras_variable()
        scope = getattr(_state, "stateless_scope", None)
        array = None if scope is None else scope.get_current_value(variable)
        if array is None:
            array = vars(variable).get("_value")
            if type(array) is EagerTensor:
                return array
            if array is None:
                array = variable.value
        if array is not self._array:
            self._array, self._tensor = array, EagerTensor(array)
        return self._tensor

    @tensor.setter
    def tensor(self, tensor):
        variable = self._keras_variable()
        scope = getattr(_state, "stateless_scope", None)
        if scope is not None:
            scope.add_update((variable, _of_jax(tensor.array)))
        elif variable._layout is None:
            vars(variable)["_value"] = tensor
        else:
            variable._direct_assign(_of_jax(tensor.array))


def _of_jax(array):
    return jnp.asarray(array) if isinstance(array, (np.ndarray, np.generic)) else array


class _Value:
    """`_value` of Keras variables, where a tensor of ours may stand until Keras looks at it.

    A loop of the user's writes a variable in every step, and reads it as a tensor in the next one:
    an array of JAX's of each value would take longer than a small step.
    """

    def __get__(self, variable, kind=None):
        if variable is None:
            return self
        state = vars(variable)
        if "_value" not in state:
            raise AttributeError("_value")
        value = state["_value"]
        if type(value) is EagerTensor:
            array = value.array
            # It may be asked for while JAX traces; what is kept must not belong to the trace.
            with jax.ensure_compile_time_eval():
                value = state["_value"] = _of_jax(array)
        return value

    def __set__(self, variable, value):
        vars(variable)["_value"] = value


class VariableShape(tuple):
    """A tuple, as Keras's shapes are, that also answers and prints as a `tf.TensorShape`."""

    __slots__ = ()

    def __getattr__(self, name):
        return getattr(TensorShape(tuple(self)), name)

    def __str__(self):
        return tuple.__repr__(self)

    def __repr__(self):
        return repr(TensorShape(tuple(self)))


class VariableView(keras.Variable):
    """A Keras variable whose value is that of a `tf.Variable`: what optimizers are given for it."""

    def __init__(self, variable):
        self._handle = variable.handle
        with isolated():
            super().__init__(
                jnp.asarray(variable.handle.tensor.array),
                dtype=variable.dtype.name,
                trainable=bool(variable.trainable),
                name=variable.handle.name.replace("/", "_"),
            )
        self._constraint = variable.constraint

    def __repr__(self):
        variable = self._handle.variable()
        return super().__repr__() if variable is None else repr(variable)

    @property
    def _value(self):
        return self._handle.tensor.array

    @_value.setter
    def _value(self, array):
        tensor = self._handle.tensor
        if array is not None and array is not tensor.array:
            self._handle.tensor = EagerTensor(array)


def handle_of(variable) -> Handle:
    """Returns the handle of a Keras variable: one for its life."""
    if isinstance(variable, VariableView):
        return variable._handle
    handle = _handles.get(id(variable))
    if handle is None:
        handle = _handles[id(variable)] = KerasHandle(variable)
        weakref.finalize(variable, _handles.pop, id(variable), None)
    return handle


def variables_with_handles() -> list:
    """Returns the Keras variables whose values tensors of ours may share."""
    found = [handle._keras_variable() for handle in list(_handles.values())]
    return [variable for variable in found if variable is not None]


def view_of(variable) -> VariableView:
    """Returns the Keras variable that stands for a `tf.Variable`: one for its life."""
    handle = variable.handle
    view = _views.get(id(handle))
    if view is None:
        view = _views[id(handle)] = VariableView(variable)
        weakref.finalize(variable, _views.pop, id(handle), None)
    return view


def read(variable):
    """Returns the value as a tensor: in a graph, of a read operation; tapes are told."""
    tensor = handle_of(variable).read()
    wanted = dtypes.as_dtype(variable.dtype)
    # Inside of an autocast scope, a variable is read in the dtype of the computation.
    return tensor if tensor.dtype is wanted else cast(tensor, wanted)


def _convert(variable, dtype):
    tensor = read(variable)
    if dtype is not None and tensor.dtype is not dtype:
        raise ValueError(
            f"Tensor conversion requested dtype {dtype.name} for Tensor with dtype "
            f"{tensor.dtype.name}: {variable!r}"
        )
    return tensor


def _operator(name, original):
    method = f"__{name}__"

    @functools.wraps(original)
    def apply(self, *others):
        if any(isinstance(other, OURS) for other in others) or (
            not is_traced() and (is_observed() or caller_is_ours(0))
        ):
            return getattr(read(self), method)(*others)
        return original(self, *others)

    return apply


def _assign(original):
    @functools.wraps(original)
    def assign(self, value):
        if is_traced() and not is_observed():
            if isinstance(value, OURS):
                return EagerTensor(original(self, to_array(value)))
            return original(self, value)
        if not (isinstance(value, OURS) or is_observed() or caller_is_ours(0)):
            return original(self, value)
        handle = handle_of(self)
        tensor = _converted(value, handle.value_dtype)
        if not handle.shape.is_compatible_with(tensor.shape):
            # Keras's own error.
            return original(self, np.empty(tensor.shape.as_list(), tensor.dtype.as_numpy_dtype))
        handle.update(ASSIGN, (tensor,))
        return tensor if context.graph is None else handle.read()

    return assign


def _converted(value, dtype):
    """Returns a value as a tensor of a dtype: cast where it has another, as Keras does."""
    if isinstance(value, keras.Variable):
        value = read(value)
    tensor = convert(value, None, dtype)
    return tensor if tensor.dtype is dtype else cast(tensor, dtype)


def _change(method):
    """Returns `assign_add` or `assign_sub`: an assignment of what the operator gives."""

    def change(self, value):
        if not (isinstance(value, OURS) or is_observed() or caller_is_ours(0)):
            return getattr(keras.Variable.__base__, method)(self, value)
        value = _converted(value, handle_of(self).value_dtype)
        current = read(self)
        return self.assign(current + value if method == "assign_add" else current - value)

    change.__name__ = method
    return change


def _created(original):
    @functools.wraps(original)
    def __init__(self, *args, **kwargs):
        with isolated():
            original(self, *args, **kwargs)

    return __init__


def _convert_to_tensor(original):
    @functools.wraps(original)
    def convert_to_tensor(self, value, dtype=None):
        # An initializer of the user's gives our tensors; what a variable holds is an array.
        return to_array(original(self, value, dtype))

    return convert_to_tensor


def _array(original):
    @functools.wraps(original)
    def __array__(self, dtype=None, copy=None):
        array = original(self, dtype)
        return array.copy() if copy else array

    return __array__


def _numpy(original):
    @functools.wraps(original)
    def numpy(self):
        array = original(self)
        return array[()] if array.ndim == 0 and caller_is_ours(0) else array

    return numpy


def install():
    """Teaches the gate about Keras variables, and them about tensors, tapes and graphs."""
    kind = keras.Variable
    register_converter(kind, _convert)
    kind.handle = property(handle_of)
    kind._value = _Value()
    kind.shape = property(lambda variable: VariableShape(variable._shape))
    for name in _OPERATORS:
        method = f"__{name}__"
        setattr(kind, method, _operator(name, getattr(kind, method)))
    # NumPy 2 warns of one that does not know `copy`.
    kind.__array__ = _array(kind.__array__)
    kind.numpy = _numpy(kind.numpy)
    kind.assign = _assign(kind.assign)
    kind.assign_add = _change("assign_add")
    kind.assign_sub = _change("assign_sub")
    kind.__init__ = _created(kind.__init__)
    kind._convert_to_tensor = _convert_to_tensor(kind._convert_to_tensor)
