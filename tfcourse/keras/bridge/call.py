"""A Keras call as one operation: a pure function of tensors and of Keras's variables.

What a call reads and writes is found by running it once on abstract values in a `StatelessScope`
that takes notes. From then on it is an `Op` of (tensors, values of what it reads) -> (results,
losses that layers added, new values of what it writes), interned by how it was called.
"""

import contextlib

import jax
import jax.numpy as jnp
import keras
from keras.src.backend import get_autocast_scope, get_keras_mask, set_keras_mask
from keras.src.backend.common import global_state

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.handle import ASSIGN
from tfcourse.core.op import Op
from tfcourse.core.signature import Argument
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.core.variable import Variable
from tfcourse.keras.bridge.situation import isolated, to_array, to_tensor
from tfcourse.keras.bridge.variables import handle_of, read

_CALL_CONTEXT = "current_call_ctx"
_OPERAND = object()
_RESULT = Argument("output", None, None, False, None)


class _Notes(keras.StatelessScope):
    """A scope that notes which variables are read and written, in order."""

    def __init__(self):
        super().__init__(collect_losses=True)
        self.read, self.written = {}, {}

    def get_current_value(self, variable):
        value = super().get_current_value(variable)
        if value is None:
            self.read[id(variable)] = variable
            if self.original_scope is not None:
                value = self.original_scope.get_current_value(variable)
        return value

    def add_update(self, update):
        self.written[id(update[0])] = update[0]
        super().add_update(update)


class _Surroundings:
    """What a Keras call looks at besides its arguments: enclosing calls and dtype scopes."""

    def __init__(self):
        self._call_context = global_state.get_global_attribute(_CALL_CONTEXT)
        scope = get_autocast_scope()
        self._autocast = None if scope is None else scope.dtype
        self._values = (
            ()
            if self._call_context is None
            else tuple(
                (name, value)
                for name, value in sorted(vars(self._call_context).items())
                if isinstance(value, (bool, int, str, type(None)))
            )
        )

    def key(self):
        return self._values, self._autocast, keras.config.floatx(), keras.config.image_data_format()

    @contextlib.contextmanager
    def again(self):
        """Gives a block the same surroundings, whatever they are now."""
        outer = global_state.get_global_attribute(_CALL_CONTEXT)
        inner = None
        if self._call_context is not None:
            inner = object.__new__(type(self._call_context))
            vars(inner).update({**vars(self._call_context), **dict(self._values)})
            inner.entry_layer = None
        global_state.set_global_attribute(_CALL_CONTEXT, inner)
        scope = get_autocast_scope()
        try:
            global_state.set_global_attribute(
                "autocast_scope", None if self._autocast is None else _autocast(self._autocast)
            )
            yield
        finally:
            global_state.set_global_attribute("autocast_scope", scope)
            global_state.set_global_attribute(_CALL_CONTEXT, outer)


def _autocast(dtype):
    from keras.src.backend import AutocastScope

    return AutocastScope(dtype)


class _Identity:
    """A key for an argument that has no hash: the object itself."""

    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return id(self.value)

    def __eq__(self, other):
        return isinstance(other, _Identity) and self.value is other.value


def _fixed(leaf):
    try:
        hash(leaf)
    except TypeError:
        leaf = _Identity(leaf)
    return type(leaf), leaf


def _is_operand(leaf) -> bool:
    return isinstance(leaf, (Tensor, Variable, keras.Variable, jax.Array))


class _KerasOp(Op):
    """An operation whose results' ranks Keras knows, whatever the sizes are."""

    has_fixed_ranks = True


class KerasCall:
    """One way of calling a Keras function, made an operation.

    Args:
      name: The op type and default name of the operation.
      function: The Keras function.
      structure: How flat arguments are nested.
      leaves: Flat arguments; `_OPERAND` where a tensor stands.
      has_mask: For each operand whether a mask of Keras's comes with it.
      operands: The tensors of the first call.
    """

    def __init__(self, name, function, structure, leaves, has_mask, operands):
        self._function = function
        self._structure = structure
        self._leaves = leaves
        self._has_mask = has_mask
        self._surroundings = _Surroundings()
        self._count = len(operands)
        with isolated(), _Notes() as notes:
            jax.eval_shape(lambda *values: self._run(values, notes), *map(_aval, operands))
        self.reads = list(notes.read.values())
        self.writes = list(notes.written.values())
        self._read_handles = list(map(handle_of, self.reads))
        self._written_handles = list(map(handle_of, self.writes))
        names = [f"operand_{at}" for at in range(len(operands) + len(self.reads))]
        results = [_RESULT] * (len(self._outputs) + self._losses + len(self.writes))
        self.op = _KerasOp(name, self._call, operands=tuple(names), results=tuple(results))
        self.op.takes_tensors = True

    def _run(self, values, scope):
        """Returns the flat results of the Keras function, masks and losses after outputs."""
        values = iter(values)
        operands = []
        for has_mask in self._has_mask:
            value = next(values)
            if has_mask:
                value = jnp.asarray(value)
                set_keras_mask(value, next(values))
            operands.append(value)
        remaining = iter(operands)
        leaves = [next(remaining) if leaf is _OPERAND else leaf for leaf in self._leaves]
        args, kwargs = jax.tree_util.tree_unflatten(self._structure, leaves)
        with self._surroundings.again():
            results = self._function(*args, **kwargs)
        # Keras's trees keep the order of dictionaries, JAX's sort them.
        self._nesting = keras.tree.map_structure(lambda item: None if item is None else 0, results)
        flat = [item for item in keras.tree.flatten(results) if item is not None]
        flat = [item.value if isinstance(item, keras.Variable) else item for item in flat]
        masks = list(map(get_keras_mask, flat))
        self._outputs = [
            *map(_as_array, flat),
            *(_as_array(mask) for mask in masks if mask is not None),
        ]
        self._masked = [mask is not None for mask in masks]
        losses = list(map(_as_array, scope.losses))
        self._losses = len(losses)
        return tuple([*self._outputs, *losses])

    def _call(self, *values):
        """The operation's kernel."""
        state = zip(self.reads, values[self._count :], strict=True)
        with isolated(), _Held(state) as scope:
            results = self._run(values[: self._count], scope)
            written = [_as_array(scope.get_current_value(variable)) for variable in self.writes]
        return (*results, *written)

    def __call__(self, operands):
        """Runs the call, or adds it to the graph; writes what it writes.

        Args:
          operands: Tensors.

        Returns:
          The results nested as Keras gives them, and the losses that layers added.
        """
        state = [handle.read() for handle in self._read_handles]
        results = execute(self.op, (*operands, *state), (), None)
        end = len(results) - len(self.writes)
        is_unseen = context.graph is None and not context.tapes
        for handle, value in zip(self._written_handles, results[end:], strict=True):
            if is_unseen:
                # Nobody else holds it.
                handle.tensor = value
            else:
                handle.update(ASSIGN, (value,))
        losses = list(results[end - self._losses : end])
        flat = list(results[: len(self._masked)])
        masks = iter(results[len(flat) :])
        for tensor, is_masked in zip(flat, self._masked, strict=True):
            if is_masked:
                set_keras_mask(tensor, next(masks))
        flat = iter(flat)
        nested = [None if at is None else next(flat) for at in keras.tree.flatten(self._nesting)]
        return keras.tree.pack_sequence_as(self._nesting, nested), losses


class _Held(keras.StatelessScope):
    """A scope of given values that never initialises variables."""

    def __init__(self, state):
        super().__init__(state, collect_losses=True, initialize_variables=False)

    def get_current_value(self, variable):
        value = super().get_current_value(variable)
        if value is None and self.original_scope is not None:
            return self.original_scope.get_current_value(variable)
        return value


def _as_array(value):
    return jnp.asarray(to_array(value))


def _aval(tensor):
    if isinstance(tensor, EagerTensor):
        return jax.ShapeDtypeStruct(tensor.array.shape, tensor.array.dtype)
    if tensor.avals is None:
        raise ValueError(f"Keras needs to know the rank of {tensor}.")
    return tensor.avals[0]


class Calls(dict):
    """The operations made of one Keras object's calls; a copy of the object starts anew."""

    def __reduce__(self):
        return Calls, ()

    def __deepcopy__(self, memo):
        return Calls()


def calls_of(owner) -> Calls:
    """Returns where the operations of a Keras object are kept: with it, and as long as it is."""
    # Past Keras's `__setattr__`, which would track the dictionary.
    return vars(owner).setdefault("_operations_of_calls", Calls())


def run_as_op(name, function, args, kwargs, cache, key=()):
    """Runs a Keras function as one operation.

    Args:
      name: The op type.
      function: The function.
      args: Its arguments; tensors, variables and arrays are operands, all else is fixed.
      kwargs: Its arguments by name.
      cache: A dict that keeps the operations.
      key: What else the operation depends on, hashable.

    Returns:
      The results, and the losses that layers added.

    Raises:
      TypeError: if an operand is of strings, which Keras's backend does not have.
    """
    flat, structure = jax.tree_util.tree_flatten((args, kwargs))
    leaves, fixed, operands, masked, kinds = [], [], [], [], []
    for leaf in map(to_tensor, flat):
        if not _is_operand(leaf):
            leaves.append(leaf)
            fixed.append(_fixed(leaf))
            continue
        tensor = read(leaf) if isinstance(leaf, keras.Variable) else convert(leaf)
        mask = get_keras_mask(leaf)
        leaves.append(_OPERAND)
        fixed.append(_OPERAND)
        masked.append(mask is not None)
        operands += [tensor] if mask is None else [tensor, convert(mask)]
        kinds.append((tensor.dtype, tensor.shape.rank))
    full_key = (
        structure,
        tuple(fixed),
        tuple(masked),
        tuple(kinds),
        _Surroundings().key(),
        key,
    )
    call = cache.get(full_key)
    if call is None:
        if any(tensor.dtype is dtypes.string for tensor in operands):
            raise TypeError(
                f"Keras's {name} takes numbers here, not strings: look them up before "
                "(keras.layers.StringLookup, TextVectorization), or use an operation of tf's."
            )
        call = KerasCall(name, function, structure, leaves, masked, operands)
        cache[full_key] = call
    return call(operands)
