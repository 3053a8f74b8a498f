"""What a loaded model is made of: objects, lists and dictionaries, functions of saved traces."""

from collections.abc import Mapping
from pprint import pformat

from tfcourse.core import nest
from tfcourse.function.calling import cast_structured
from tfcourse.function.function import Function
from tfcourse.function.signature import Leaf, VariableLeaf
from tfcourse.saved_model.tracking import attributes_of, register


class _UserObject:
    """An object that was loaded: what belonged to it are its attributes."""

    def __call__(self, *args, **kwargs):
        function = vars(self).get("__call__")
        if function is None:
            raise TypeError(f"'{type(self).__name__}' object is not callable")
        return function(*args, **kwargs)


class ListWrapper(list):
    """A list or tuple that was loaded: what was tracked of it."""

    def __repr__(self):
        return f"ListWrapper({super().__repr__()})"


class _DictWrapper(dict):
    """A dictionary that was loaded: what was tracked of it."""

    def __repr__(self):
        return f"DictWrapper({super().__repr__()})"


register(_UserObject, attributes_of)


class _SignatureMap(Mapping):
    """The signatures of a loaded model by name.

    Args:
      signatures: `ConcreteFunction`s by name.
    """

    def __init__(self, signatures):
        self._signatures = dict(signatures)

    def __getitem__(self, key):
        return self._signatures[key]

    def __iter__(self):
        return iter(self._signatures)

    def __len__(self):
        return len(self._signatures)

    def __repr__(self):
        return f"_SignatureMap({self._signatures})"


# The classes go by TensorFlow's names, which programs print.
UserObject, DictWrapper, SignatureMap = _UserObject, _DictWrapper, _SignatureMap


class _NoMatch(Exception):
    """No trace was made for arguments of such types."""


class RestoredFunction(Function):
    """A function that was loaded: its saved traces, and no Python to trace anew.

    Args:
      signature_function: A Python function with the signature of the one that was saved.
      input_signature: The input signature that this had, or None.
      concrete: Its traces, each with the `BoundCall` that it is for.
    """

    def __init__(self, signature_function, input_signature, concrete):
        super().__init__(
            signature_function,
            "restored_function_body",
            input_signature,
            autograph=False,
            autograph_options=None,
        )
        self._python_function = self._call_any
        for bound, trace in concrete:
            self._traces.add(bound, trace)

    def _trace(self, bound):
        raise _NoMatch

    def __call__(self, *args, **kwargs):
        """Runs the trace that was saved for such arguments.

        Raises:
          ValueError: if there is none.
        """
        try:
            return super().__call__(*args, **kwargs)
        except _NoMatch:
            return self._call_any(*args, **kwargs)

    def _call_any(self, *args, **kwargs):
        concrete, tensors, handles = self.trace_for(args, kwargs)
        return concrete.call_flat(tensors, handles)

    def trace_for(self, args, kwargs) -> tuple:
        """Returns the trace for arguments, the tensors among them, and handles of variables.

        Raises:
          ValueError: if no trace takes them, even after they are made tensors.
        """
        if not self._traces.concrete:
            raise ValueError("Found zero restored functions for caller function.")
        bound = self._signature.bind(args, kwargs)
        concrete = self._traces.find(bound)
        if concrete is not None:
            return concrete, bound.tensors, bound.handles
        for concrete in self._traces.concrete:
            given = bound.arguments.signature.bind(*args, **kwargs)
            given.apply_defaults()
            try:
                tensors, handles = cast_structured(
                    concrete.function_type, None, given.args, given.kwargs
                )
            except TypeError:
                continue
            return concrete, tensors, handles
        raise ValueError(self._mismatch(bound))

    def _mismatch(self, bound) -> str:
        options = [
            f"Option {number}:\n  {_described(concrete.arguments, _spec_of)}"
            for number, concrete in enumerate(self._traces.concrete, 1)
        ]
        return (
            "Could not find matching concrete function to call loaded from the SavedModel. Got:\n"
            f"  {_described(bound.arguments, _placeholder_of)}\n\n Expected these arguments to "
            f"match one of the following {len(options)} option(s):\n\n" + "\n\n".join(options)
        )

    def __repr__(self):
        return (
            "<tensorflow.python.saved_model.function_deserialization.RestoredFunction object at "
            f"{hex(id(self))}>"
        )


class _Shown:
    """Prints as some text."""

    def __init__(self, text):
        self._text = text

    def __repr__(self):
        return self._text


def _spec_of(leaf):
    return leaf.named_spec if isinstance(leaf, Leaf) else leaf.spec


def _placeholder_of(leaf):
    if isinstance(leaf, VariableLeaf):
        variable = leaf.reference()
        return _Shown(
            f"<tf.Variable '{variable.name}' shape={variable.shape} dtype={variable.dtype.name}>"
        )
    shape, dtype = leaf.spec.shape, leaf.spec.dtype
    return _Shown(f"<tf.Tensor '{leaf.name}:0' shape={shape} dtype={dtype.name}>")


def _described(arguments, show) -> str:
    """Returns arguments of a call as the errors of loaded functions list them."""

    def shown(value):
        leaves = (
            show(leaf) if isinstance(leaf, (Leaf, VariableLeaf)) else leaf
            for leaf in nest.flatten(value)
        )
        return nest.pack_sequence_as(value, list(leaves))

    positional = [pformat(shown(value)) for value in arguments.args]
    named = {name: shown(value) for name, value in arguments.kwargs.items()}
    listed = "\n    * ".join(positional)
    return (
        f"Positional arguments ({len(positional)} total):\n    * {listed}\n"
        f"  Keyword arguments: {named}"
    )
