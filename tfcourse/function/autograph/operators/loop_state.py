"""The variables of a loop that is added to a graph: their first values, and checks of the later."""

import re

from tfcourse.core import nest
from tfcourse.core.convert import convert
from tfcourse.core.shapes import TensorShape
from tfcourse.core.specs import TensorSpec
from tfcourse.function.autograph.operators.tensors import (
    as_tensors,
    check_convertible,
    flat,
    is_tensor,
)
from tfcourse.function.autograph.variables import is_undefined
from tfcourse.function.func_graph import FuncGraph
from tfcourse.function.tensor_array import TensorArray
from tfcourse.ops.creation import zeros
from tfcourse.ops.sparse_tensor import SparseTensor

_RETURN = (
    "a return statement cannot be placed inside this TensorFlow loop; this may happen if a return "
    "statement depends on a static Python condition such as a hyperparameter"
)


_RETURN_VALUE = "the function return value"


class LoopState:
    """The variables that a loop's block may assign.

    Args:
      get_state: Returns their values.
      set_state: Assigns them.
      names: Their names.
      options: Options of `set_loop_options` by name.

    Attributes:
      options: The same.
      missing: Names of variables that have no value if the loop does not run even once.
    """

    def __init__(self, get_state, set_state, names, options):
        self._get_state = get_state
        self._set_state = set_state
        self._names = names
        self.options = options
        self._original = get_state()
        self._first: list = []
        # Pairs of a tensor before the loop and the shape that it keeps.
        self._invariants = list(options.get("shape_invariants", ()))
        self.missing: list[str] = []

    def prepare(self, body) -> list:
        """Returns the first values as tensors; those not known yet are found by a trial.

        Args:
          body: Runs the block once.

        Raises:
          ValueError: if the trial fails: a variable is needed that is not there.
          NotImplementedError: if it is the value of a `return`.
        """
        self._first = [self._tensors(value) for value in self._original]
        missing = [at for at, value in enumerate(self._first) if _is_missing(value)]
        if missing:
            for at, found in self._tried(body, missing).items():
                self._first[at] = found
        iterates = set(re.findall(r"\w+", self.options.get("iterate_names", "")))
        self.missing = [
            _RETURN_VALUE if self._names[at] == "retval_" else self._names[at]
            for at in missing
            if self._names[at] not in iterates
        ]
        return self._first

    def _tensors(self, value):
        if value is None or is_undefined(value):
            return value
        for leaf in flat(value):
            try:
                convert(leaf)
            except (TypeError, ValueError):
                raise TypeError(
                    f"Failed to convert elements of {leaf} to Tensor. Consider casting elements to "
                    "a supported type. See https://www.tensorflow.org/api_docs/python/tf/dtypes "
                    "for supported TF dtypes."
                ) from None
        return as_tensors(value)

    def _tried(self, body, missing) -> dict:
        """Runs the block once on a graph that is thrown away; returns first values by position."""
        name = self._names[missing[0]]
        try:
            with FuncGraph("trial").as_default():
                self._set_state(tuple(self._first))
                body()
                after = self._get_state()
                found = {at: _specs(after[at]) for at in missing}
        except (UnboundLocalError, TypeError, ValueError, KeyError) as error:
            if name == "retval_":
                raise NotImplementedError(_RETURN) from None
            raise ValueError(
                f"'{name}' must be defined before the loop\nNote: AutoGraph tried to define it "
                f"automatically, but ran into a {type(error).__name__}: {error}"
            ) from None
        finally:
            self._set_state(self._original)
        for at, specs in found.items():
            if specs is None and self._original[at] is None:
                raise ValueError(f"'{self._names[at]}' is not allowed to be None before the loop")
            if specs is None:
                raise ValueError(f"'{self._names[at]}' must be defined before the loop")
        return {at: self._blank(specs) for at, specs in found.items()}

    def _blank(self, specs):
        """Returns tensors to stand for values that the block sets before it reads them."""

        def blank(spec):
            value = zeros([size or 0 for size in spec.shape.as_list()], spec.dtype)
            value = as_tensors(value)
            if not spec.shape.is_fully_defined():
                self._invariants.append((value, spec.shape))
            return value

        return nest.map_structure(blank, specs, expand_composites=True)

    def assign(self, values):
        """Assigns the variables."""
        self._set_state(tuple(values))

    def after_iteration(self, before) -> list:
        """Returns the loop variables' values at the end of the block.

        Args:
          before: Those at its beginning.

        Raises:
          ValueError: if one is undefined, None or of another shape.
          TypeError: if its structure or dtype changed.
        """
        values = self._get_state()
        for name, value in zip(self._names, values, strict=True):
            if is_undefined(value):
                raise ValueError(f"'{name}' must be defined at the end of the iteration.")
            if value is None:
                raise ValueError(f"'{name}' is None at the end of the iteration.")
        for name, first, one, value in zip(self._names, self._first, before, values, strict=True):
            check_convertible(value, "_tf_while_stmt", "aug_body")
            try:
                nest.assert_same_structure(one, value, expand_composites=True)
            except (TypeError, ValueError) as error:
                raise TypeError(
                    f"'{name}' does not have the same nested structure after one iteration."
                    f"\n\n{error}"
                ) from None
            leaves, after = nest.flatten(first), nest.flatten(as_tensors(value))
            for start, end in zip(leaves, after, strict=True):
                # How many elements a sparse tensor holds may vary.
                if not isinstance(start, SparseTensor):
                    for pair in zip(flat(start), flat(end), strict=True):
                        self._check_leaf(name, *pair)
        return values

    def _check_leaf(self, name, start, end):
        if start.dtype is not end.dtype:
            raise TypeError(
                f"'{name}' has dtype {start.dtype.name} before the loop, but dtype "
                f"{end.dtype.name} after one iteration"
            )
        invariant = self._invariant(start)
        if invariant is None:
            if not end.shape.is_subtype_of(start.shape):
                raise ValueError(
                    f"'{name}' has shape {start.shape} before the loop, but shape {end.shape} "
                    "after one iteration. Use tf.autograph.experimental.set_loop_options to set "
                    "shape invariants."
                )
        elif not start.shape.is_subtype_of(invariant):
            raise ValueError(
                f"'{name}' has shape {start.shape} before the loop, which does not conform with "
                f"the shape invariant {invariant}."
            )
        elif not end.shape.is_subtype_of(invariant):
            raise ValueError(
                f"'{name}' has shape {end.shape} after one iteration, which does not conform with "
                f"the shape invariant {invariant}."
            )

    def _invariant(self, tensor) -> TensorShape | None:
        """Returns the shape that the user said a variable keeps."""
        for value, shape in self._invariants:
            if value is tensor:
                return TensorShape(shape)
        return None

    def shape_invariants(self, own, last):
        """Returns the shapes that the loop variables keep; None where each keeps its own.

        Args:
          own: The loop's own variables, which come first.
          last: Those that come last.
        """
        if not self._invariants:
            return None

        def shape_of(value):
            if nest.is_composite(value):
                return None
            invariant = self._invariant(value)
            return value.shape if invariant is None else invariant

        return nest.map_structure(shape_of, [*own, *self._first, *last])


def _is_missing(value) -> bool:
    return value is None or is_undefined(value)


def _specs(found):
    """Returns the specs of the tensors that a value is made of; None if there is no value."""

    def spec_of(value):
        if not is_tensor(value) and type(value) not in (bool, int, float):
            raise TypeError(
                f"Found an unsupported type '{type(value).__name__}' while creating placeholder "
                f"for {value}. Supported types include Tensor, int, float, bool, list, tuple or "
                "dict."
            )
        tensor = convert(value)
        return TensorSpec(tensor.shape, tensor.dtype)

    if isinstance(found, TensorArray):
        spec_of(found)
    return (
        None if _is_missing(found) else nest.map_structure(spec_of, found, expand_composites=True)
    )
