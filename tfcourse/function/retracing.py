"""Why a function was traced: a record of each trace, with what differed and what would avoid it.

A trace is compared with the earlier one that differs least. Calls are counted per piece of Python
code, so that a `tf.function` made anew in every round of a loop is noticed.
"""

import dataclasses

from tfcourse.core.logger import get_logger
from tfcourse.core.specs import TensorSpec
from tfcourse.function.trace_types import (
    Literal,
    MappingType,
    ObjectType,
    SequenceType,
    VariableSpec,
)

_TRACES_TO_WARN = 5
_CALLS_LOOKED_AT = 10
_WARNINGS = 2


@dataclasses.dataclass(frozen=True)
class Difference:
    """What differed in one place of the arguments.

    Attributes:
      argument: The place: `x`, `args_0`, `batch['label'][0]`.
      before: What the earlier trace had there: `float32[3]`, `Python int 2`.
      now: What this trace has there.
      advice: What would avoid a trace for it.
    """

    argument: str
    before: str
    now: str
    advice: str

    def __str__(self):
        kind = self.before.rpartition(" ")[0]
        now = self.now
        if kind.startswith("Python") and now.startswith(kind + " "):
            now = now.removeprefix(kind + " ")
        return f"{self.argument}: {self.before} then {now}"


@dataclasses.dataclass(frozen=True)
class TraceRecord:
    """One trace of a function, and why it was made.

    Attributes:
      number: Which trace it is, from 1.
      arguments: What each place of the arguments took: `{"x": "float32[3]"}`.
      reason: Why it was made, in a line.
      compared_with: The number of the earlier trace that differs least, or None.
      differences: What differs from that one.
      advice: What would have avoided it; empty for a first trace.

    Example:
      >>> import tfcourse as tf
      >>> square = tf.function(lambda x: x * x)
      >>> for n in (2, 3):
      ...     _ = square(n)
      >>> print(square.experimental_trace_record[1])
      trace 2: x: Python int 2 then 3
        to avoid it: pass a tensor, such as tf.constant(3)
    """

    number: int
    arguments: dict[str, str]
    reason: str
    compared_with: int | None = None
    differences: tuple[Difference, ...] = ()
    advice: tuple[str, ...] = ()

    def __str__(self):
        lines = [f"trace {self.number}: {self.reason}"]
        lines += [f"  to avoid it: {advice}" for advice in self.advice]
        return "\n".join(lines)


class TraceRecords(tuple):
    """The `TraceRecord` of each trace; prints as one says why they were made.

    Example:
      >>> import tfcourse as tf
      >>> square = tf.function(lambda x: x * x)
      >>> for n in (2, 3):
      ...     _ = square(n)
      >>> square.experimental_trace_record
      trace 1: first call
      trace 2: x: Python int 2 then 3
        to avoid it: pass a tensor, such as tf.constant(3)
    """

    __slots__ = ()

    def __repr__(self):
        return "\n".join(map(str, self)) or "not traced yet"


class TraceLog:
    """The traces of one function.

    Attributes:
      records: A `TraceRecord` for each.
    """

    def __init__(self):
        self.records: list[TraceRecord] = []
        self._seen: list[dict] = []

    def add(self, function_type, history, reduces=False, made_variables=False) -> TraceRecord:
        """Records a trace.

        Args:
          function_type: The `FunctionType` of the trace.
          history: The `CallHistory` of the function's code.
          reduces: Whether the function generalises shapes already.
          made_variables: Whether the same call was traced before and made variables.
        """
        leaves = {}
        for parameter in function_type.parameters.values():
            _add_leaves(parameter.type_constraint, parameter.name, leaves)
        arguments = {place: _described(kind) for place, kind in leaves.items()}
        number = len(self.records) + 1
        if made_variables:
            reason = "traced once more, as the first trace made variables"
            record = TraceRecord(number, arguments, reason, number - 1)
        elif not self._seen:
            record = self._first(arguments, history)
        else:
            at, differences = _nearest(self._seen, leaves, reduces)
            reason = "; ".join(map(str, differences)) or "an argument's name differs"
            advice = tuple(dict.fromkeys(difference.advice for difference in differences))
            record = TraceRecord(number, arguments, reason, at + 1, differences, advice)
        self.records.append(record)
        self._seen.append(leaves)
        return record

    def _first(self, arguments, history):
        history.functions += 1
        if history.functions == 1:
            return TraceRecord(1, arguments, "first call")
        if history.is_method:
            reason = f"first call for this object, the {_ordinal(history.functions)} of its class"
            advice = "use one object again: each has traces of its own"
        else:
            reason = (
                f"first call of a new tf.function, the {_ordinal(history.functions)} made of the "
                "same code"
            )
            advice = "make the tf.function once, outside of the loop"
        return TraceRecord(1, arguments, reason, advice=(advice,))


def _ordinal(number):
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 * (number // 10 % 10 != 1), "th")
    return f"{number}{ending}"


def _add_leaves(kind, place, leaves):
    """Adds the types of all leaves of an argument, by place."""
    if isinstance(kind, SequenceType):
        name = "list" if issubclass(kind.value_class, list) else "tuple"
        leaves[f"{place}[...]"] = f"{name} of {len(kind.items)}"
        for index, item in enumerate(kind.items):
            _add_leaves(item, f"{place}[{index}]", leaves)
    elif isinstance(kind, MappingType):
        leaves[f"{place}[...]"] = f"{kind.name} with {', '.join(map(repr, kind.items))}"
        for key, item in kind.items.items():
            _add_leaves(item, f"{place}[{key!r}]", leaves)
    else:
        leaves[place] = kind


def _described(kind) -> str:
    """Returns a leaf's type in a few words: `float32[3]`, `Python int 2`."""
    if isinstance(kind, str):
        return kind
    if isinstance(kind, (TensorSpec, VariableSpec)):
        word = "Variable " if isinstance(kind, VariableSpec) else ""
        if kind.shape.rank is None:
            return f"{word}{kind.dtype.name}[...]"
        sizes = ", ".join(map(str, kind.shape.as_list()))
        return f"{word}{kind.dtype.name}[{sizes}]"
    if isinstance(kind, Literal):
        return (
            "None" if kind.value is None else f"Python {type(kind.value).__name__} {kind.value!r}"
        )
    if isinstance(kind, ObjectType):
        value = kind.reference()
        return f"object {type(value).__name__} at {hex(id(value))}"
    return repr(kind)


def _nearest(seen, leaves, reduces):
    """Returns which earlier trace differs least, the latest such, and how."""
    compared = [_differences(earlier, leaves, reduces) for earlier in seen]
    at = min(reversed(range(len(seen))), key=lambda index: len(compared[index]))
    return at, compared[at]


def _differences(earlier, leaves, reduces):
    found = []
    for place in dict.fromkeys([*earlier, *leaves]):
        before, now = earlier.get(place, "nothing"), leaves.get(place, "nothing")
        if isinstance(before, Literal) and isinstance(now, Literal):
            # Equal values share a trace, whatever they print.
            is_same = before.accepts(now.value) or repr(before) == repr(now)
        else:
            is_same = _described(before) == _described(now)
        if not is_same:
            advice = _advice(before, now, reduces)
            found.append(Difference(place, _described(before), _described(now), advice))
    return tuple(found)


def _is_number(kind):
    return isinstance(kind, Literal) and type(kind.value) in (int, float, complex)


def _advice(before, now, reduces):
    """Returns what would avoid a trace for a difference."""
    if isinstance(before, TensorSpec) and isinstance(now, TensorSpec):
        if before.dtype is not now.dtype:
            return f"convert to one dtype before the call: tf.cast(..., {before.dtype!r})"
        shape = before.shape.most_specific_compatible_shape(now.shape)
        sizes = None if shape.rank is None else shape.as_list()
        spec = f"an input_signature with tf.TensorSpec({sizes}, {now.dtype!r})"
        return spec if reduces else f"reduce_retracing=True, or {spec}"
    numbers = [kind for kind in (now, before) if _is_number(kind)]
    if numbers and all(_is_number(kind) or isinstance(kind, TensorSpec) for kind in (before, now)):
        return f"pass a tensor, such as tf.constant({numbers[0].value!r})"
    if isinstance(before, Literal) and isinstance(now, Literal):
        return "each Python value needs a trace of its own: pass fewer of them"
    if isinstance(before, ObjectType) and isinstance(now, ObjectType):
        return "pass the same object again, or tensors in its place"
    if isinstance(before, VariableSpec) and isinstance(now, VariableSpec):
        return "pass variables of one shape and dtype"
    return "pass the same kinds of arguments, nested in the same way"


class CallHistory:
    """How often one piece of Python code was called and traced, over all functions made of it.

    Attributes:
      calls: The calls so far.
      functions: How many functions made of it were traced.
      is_method: Whether they belong to objects of one class.
    """

    __slots__ = ("_traced_at", "_warnings", "calls", "functions", "is_method")

    def __init__(self):
        self.calls = 0
        self.functions = 0
        self.is_method = False
        self._traced_at: list[int] = []
        self._warnings = 0

    def note_trace(self) -> tuple[int, int] | None:
        """Counts the present call as one that traced.

        Returns:
          How many of the last calls traced, and how many calls those were, if it is time to warn.
        """
        self._traced_at.append(self.calls)
        # Forget a trace once all calls since the next one are enough to judge by.
        while len(self._traced_at) > 1 and self.calls - self._traced_at[1] + 1 > _CALLS_LOOKED_AT:
            del self._traced_at[0]
        if self._warnings >= _WARNINGS or len(self._traced_at) < _TRACES_TO_WARN:
            return None
        self._warnings += 1
        return len(self._traced_at), self.calls - self._traced_at[0] + 1


_histories: dict[object, CallHistory] = {}


def history_of(python_function) -> CallHistory:
    """Returns the history of a function's code."""
    while hasattr(python_function, "__wrapped__"):
        python_function = python_function.__wrapped__
    python_function = getattr(python_function, "__func__", python_function)
    code = getattr(python_function, "__code__", None)
    if code is None:
        return CallHistory()
    # Code objects of two cells are equal if their text and lines are.
    return _histories.setdefault((code.co_filename, code), CallHistory())


def warn(python_function, traced, calls, record):
    """Logs that a function is traced too often, with the reason of the last time.

    Args:
      python_function: The function.
      traced: How many of the last calls traced it.
      calls: How many calls those were.
      record: The `TraceRecord` of the last time.
    """
    advice = "; ".join(record.advice)
    name = getattr(python_function, "__qualname__", "function").rpartition("<locals>.")[2]
    get_logger().warning(
        "%s out of the last %s calls to %s triggered tf.function retracing. Tracing is expensive. "
        "The reason this time: %s.%s See %s.experimental_trace_record for every trace and its "
        "reason, and https://www.tensorflow.org/guide/function#controlling_retracing.",
        traced,
        calls,
        python_function,
        record.reason,
        f" To avoid it: {advice}." if advice else "",
        name,
    )
