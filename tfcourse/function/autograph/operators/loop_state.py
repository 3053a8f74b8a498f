"""The variables of a loop that is added to a graph: their first values, and checks of the later."""

from tfcourse.core import nest
from tfcourse.core.shapes import TensorShape
from tfcourse.core.tensor import Tensor
from tfcourse.function.autograph.operators.tensors import (
    as_tensors,
    check_convertible,
    flat,
)
from tfcourse.function.autograph.variables import is_undefined
from tfcourse.function.func_graph import FuncGraph
from tfcourse.ops.array import zeros

_RETURN = (
    "a return statement cannot be placed inside this TensorFlow loop; this may happen if a return "
    "statement depends on a static Python condition such as a hyperparameter"
)


class LoopState:
    """The variables that a loop's block may assign.

    Args:
      get_state: Returns their values.
      set_state: Assigns them.
      names: Their names.
      options: Options of `set_loop_options` by name.

    Attributes:
      options: The same.
    """

    def __init__(self, get_state, set_state, names, options):
        self._get_state = get_state
        self._set_state = set_state
        self._names = names
        self.options = options
        self._original = get_state()
        self._first = ()
        # Positions of the variables that are loop variables of the operation.
        self._used: list[int] = []

    def prepare(self, body) -> list:
        """Returns the first values as tensors; those not known yet are found by a trial.

        Args:
          body: Runs the block once.

        Raises:
          ValueError: if the trial fails: a variable is needed that is not there.
          NotImplementedError: if it is the value of a `return`.
        """
        values = [self._tensors(value) for value in self._original]
        missing = [at for at, value in enumerate(values) if is_undefined(value) or value is None]
        if missing:
            found = self._tried(body, values, self._names[missing[0]])
            for at in missing:
                values[at] = _placeholder(found[at])
        self._used = [
            at for at, value in enumerate(values) if not is_undefined(value) and value is not None
        ]
        self._first = [values[at] for at in self._used]
        return self._first

    def _tensors(self, value):
        if value is None or is_undefined(value):
            return value
        check_convertible(value, "while_loop", "body")
        return as_tensors(value)

    def _tried(self, body, values, name):
        """Runs the block once on a graph that is thrown away, and returns the variables' values."""
        try:
            with FuncGraph("trial").as_default():
                self._set_state(tuple(values))
                body()
                return self._get_state()
        except (UnboundLocalError, TypeError, ValueError, KeyError) as error:
            if name == "retval_":
                raise NotImplementedError(_RETURN) from None
            raise ValueError(
                f"'{name}' must be defined before the loop\nNote: AutoGraph tried to define it "
                f"automatically, but ran into a {type(error).__name__}: {error}"
            ) from None
        finally:
            self._set_state(self._original)

    def assign(self, values):
        """Assigns the loop variables; the others are as before the loop."""
        state = list(self._original)
        for at, value in zip(self._used, values, strict=True):
            state[at] = value
        self._set_state(tuple(state))

    def after_iteration(self, before) -> list:
        """Returns the loop variables' values at the end of the block.

        Args:
          before: Those at its beginning.

        Raises:
          ValueError: if one is undefined, None or of another shape.
          TypeError: if its structure or dtype changed.
        """
        state = self._get_state()
        values = [state[at] for at in self._used]
        names = [self._names[at] for at in self._used]
        for name, value in zip(names, values, strict=True):
            if is_undefined(value):
                raise ValueError(f"'{name}' must be defined at the end of the iteration.")
            if value is None:
                raise ValueError(f"'{name}' is None at the end of the iteration.")
        for name, first, one, value in zip(names, self._first, before, values, strict=True):
            check_convertible(value, "_tf_while_stmt", "aug_body")
            try:
                nest.assert_same_structure(one, value, expand_composites=True)
            except (TypeError, ValueError) as error:
                raise TypeError(
                    f"'{name}' does not have the same nested structure after one iteration."
                    f"\n\n{error}"
                ) from None
            value = as_tensors(value)
            for start, end in zip(flat(first), flat(value), strict=True):
                self._check_leaf(name, start, end)
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
        for value, shape in self.options.get("shape_invariants", ()):
            if value is tensor:
                return TensorShape(shape)
        return None

    def shape_invariants(self, own):
        """Returns the shapes that the loop variables keep; None where each keeps its own.

        Args:
          own: The loop's own variables, which come first.
        """
        if "shape_invariants" not in self.options:
            return None

        def shape_of(tensor):
            invariant = self._invariant(tensor)
            return tensor.shape if invariant is None else invariant

        return nest.map_structure(shape_of, [*own, *self._first], expand_composites=True)


def _placeholder(found):
    """Returns a first value for a variable that a block sets before it is read."""
    if found is None or is_undefined(found):
        return found

    def blank(value):
        if isinstance(value, Tensor):
            sizes = value.shape.as_list() if value.shape.rank is not None else []
            return zeros([size or 0 for size in sizes], value.dtype)
        return type(value)()

    return as_tensors(nest.map_structure(blank, found, expand_composites=True))
