"""GradientTape: a record of operations with the values of their operands and results."""

import contextlib
import copy
import enum
import logging

from tfcourse.autodiff.backward import gradients_of, jacobian_of
from tfcourse.autodiff.log import Log, plain_ops
from tfcourse.autodiff.recorder import Recorder
from tfcourse.autodiff.replay import graphs_inside, replay_graph
from tfcourse.core import dtypes, nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.fusion import begin_step
from tfcourse.core.handle import READ, Handle
from tfcourse.core.indexed_slices import IndexedSlices
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.core.variable import UnreadVariable, Variable
from tfcourse.ops.creation import ones_like, zeros
from tfcourse.ops.math import multiply

_logger = logging.getLogger("tensorflow")
# The log of a tape that has been asked, or has not been entered.
_SPENT = Log()


@export("UnconnectedGradients")
class UnconnectedGradients(enum.Enum):
    """What `gradient` gives for a source that the target does not depend on.

    Source: `tf.UnconnectedGradients`.
    """

    NONE = "none"
    ZERO = "zero"


@export("GradientTape", "autodiff.GradientTape")
class GradientTape(Recorder):
    """Records operations for automatic differentiation.

    Args:
      persistent: Whether `gradient` may be called more than once.
      watch_accessed_variables: Whether trainable variables are watched when they are read.

    Example:
      >>> import tfcourse as tf
      >>> x = tf.Variable(3.0)
      >>> with tf.GradientTape() as tape:
      ...     y = x * x
      >>> tape.gradient(y, x)
      <tf.Tensor: shape=(), dtype=float32, numpy=6.0>

    Source: `tf.GradientTape`.
    """

    # Until it has been entered there is nothing to ask it, nor anything to keep.
    _recording = False
    _used = True
    _log = _SPENT
    # Operations of graphs that were added while it did not record.
    _left_out: frozenset = frozenset()

    def __init__(self, persistent=False, watch_accessed_variables=True):
        self._persistent = persistent
        self._watch_accessed_variables = watch_accessed_variables
        # Handles of variables by the ids of what was read from them; by their own, if watched.
        self._reads = {}

    def __enter__(self) -> "GradientTape":
        if self._recording:
            raise ValueError(
                "Tape is still recording, This can happen if you try to re-enter an "
                "already-active tape."
            )
        if self._log is _SPENT:
            self._log = Log()
            if self._reads:
                # What was read is no more; other tensors may have its ids.
                self._reads = self._watched_handles()
        tapes = context.tapes
        if not tapes and context.row is not None:
            begin_step()
        context.tapes = (*tapes, self)
        self._recording = True
        self._used = False
        return self

    def __exit__(self, *exception):
        tapes = context.tapes
        if len(tapes) == 1 and tapes[0] is self:
            context.tapes = ()
            self._recording = False
        elif self._recording:
            self._stop()

    def _stop(self):
        if not self._recording:
            raise ValueError("Tape is not recording.")
        tapes = context.tapes
        if tapes and tapes[-1] is self:
            context.tapes = tapes[:-1]
        else:
            context.tapes = tuple(tape for tape in tapes if tape is not self)
        self._recording = False

    def record(self, op, attributes, operands, outputs):
        """Notes an operation if it depends on something watched. Called by the gate.

        Args:
          op: The `Op`.
          attributes: Its attributes.
          operands: One tensor, or list of tensors, per operand.
          outputs: The flat results.
        """
        # This runs for each operation under a tape, nearly always for one or two tensors.
        log = self._log
        numbers = log.numbers
        number_of = numbers.get
        for operand in operands:
            number = number_of(id(operand))
            if number is None:
                if type(operand) is list and any(map(log.follows, operand)):
                    break
            elif number >= 0:
                break
        else:
            return
        if (
            len(outputs) != 1
            or op not in plain_ops
            or not (output := outputs[0]).dtype.is_differentiable
        ):
            log.record(op, attributes, operands, outputs)
            return
        tensors, note = log.tensors, (op, attributes) if attributes else op
        if len(operands) == 1:
            log.notes += (note, number)
        else:
            notes = log.notes
            notes.append(note)
            for operand in operands:
                number = number_of(id(operand))
                if number is None:
                    number = numbers[id(operand)] = ~len(tensors)
                    tensors.append(operand)
                notes.append(number)
        numbers[id(output)] = len(tensors)
        tensors.append(output)

    def record_binary(self, op, x, y, output):
        """Notes an operation of two tensors if it depends on something watched."""
        # As `record` does, in half of the time; operators have made sure that all is simple.
        log = self._log
        numbers, tensors = log.numbers, log.tensors
        first, second = numbers.get(id(x)), numbers.get(id(y))
        if first is None or first < 0:
            if second is None or second < 0:
                return
            if first is None:
                first = numbers[id(x)] = ~len(tensors)
                tensors.append(x)
        if op not in plain_ops or not output._dtype.is_differentiable:
            log.record(op, (), (x, y), (output,))
            return
        if second is None:
            second = numbers[id(y)] = ~len(tensors)
            tensors.append(y)
        log.notes += (op, first, second)
        numbers[id(output)] = len(tensors)
        tensors.append(output)

    def record_custom(self, inputs, outputs, backward, results):
        """Notes a call with a gradient of its own, if it depends on something watched.

        Args:
          inputs: Tensors the call depends on.
          outputs: Its results, as tensors of their own.
          backward: Called with one cotangent per output; returns one (or None) per input.
          results: The tensors that its body computed, of which `outputs` are copies.
        """
        if any(map(self._log.follows, inputs)):
            self._log.record_custom(inputs, outputs, backward)

    def record_read(self, handle: Handle, tensor):
        """Notes that a variable was read. Called by the variable."""
        reads, key = self._reads, id(tensor)
        if key in reads:
            return
        log = self._log
        numbers, tensors = log.numbers, log.tensors
        own = numbers.get(id(handle))
        if own is None:
            # It may have been watched by name, or trainable before.
            is_watched = self._watch_accessed_variables and handle.trainable
            if not is_watched and id(handle) not in reads:
                return
            own = numbers[id(handle)] = ~len(tensors)
            tensors.append(handle)
        reads[key] = handle
        number = numbers.get(key)
        if number is None:
            number = ~len(tensors)
            tensors.append(tensor)
        if number < 0 and tensor.dtype.is_differentiable:
            number = ~number
        numbers[key] = number
        log.notes += (READ, own, number)

    def watches(self, tensor) -> bool:
        """Says whether the tape follows a tensor."""
        return self._log.follows(tensor)

    def watch(self, tensor):
        """Follows tensors or variables, and all that is computed from them.

        Args:
          tensor: A tensor or variable, or a nested structure of them.

        Raises:
          ValueError: for anything else.
          AttributeError: before the tape is entered, or after it has been asked.
        """
        for item in nest.flatten(tensor, expand_composites=True):
            handle = None if isinstance(item, Tensor) else _handle_of(item)
            if not isinstance(item, Tensor) and handle is None:
                raise ValueError(
                    f"Passed in object {item} of type {type(item).__name__!r}, not tf.Tensor or "
                    "tf.Variable or ExtensionType."
                )
            dtype = item.dtype if handle is None else handle.value_dtype
            is_followed = dtype.is_differentiable
            if not is_followed:
                _logger.warning(
                    "The dtype of the watched tensor must be floating (e.g. tf.float32), got %r",
                    dtype,
                )
            if self._used:
                # A tape that was not entered, or has been asked, has nothing to watch with.
                raise AttributeError("'NoneType' object has no attribute '_tape'")
            if is_followed and handle is not None:
                self._reads[id(handle)] = handle
            elif is_followed:
                self._log.watch(item)

    @contextlib.contextmanager
    def stop_recording(self):
        """Stops recording inside a `with` block.

        Raises:
          RuntimeError: if the tape does not record.
        """
        if not self._recording:
            raise RuntimeError("Trying to stop recording a tape which is not recording.")
        if graphs_inside(self):
            before = len(context.graph.get_operations())
            yield
            self._left_out = self._left_out.union(context.graph.get_operations()[before:])
            return
        self._stop()
        try:
            yield
        finally:
            self.__enter__()

    def reset(self):
        """Forgets all that was recorded and starts anew.

        Raises:
          ValueError: if the tape does not record.
        """
        self._stop()
        self._log = _SPENT
        self._reads, self._left_out = {}, frozenset()
        self.__enter__()

    def _watched_handles(self) -> dict[int, Handle]:
        """Returns the handles of the variables that are watched, by their ids."""
        return {id(handle): handle for handle in self._reads.values()}

    def watched_variables(self):
        """Returns the variables that are watched, in the order in which they were first read."""
        variables = []
        for handle in self._watched_handles().values():
            variable = handle.variable()
            variables.append(UnreadVariable(handle) if variable is None else variable)
        return tuple(variables)

    def _check_rows(self, method, is_at_once):
        """Checks that the tape may be asked once for each row, where that is wanted."""
        if not (is_at_once or self._persistent or context.graph is not None):
            # The two blanks are TensorFlow's.
            joined = "and with  " if method == "jacobian" else "and  with "
            raise RuntimeError(
                f"GradientTape must be created with persistent=True to compute the {method} with "
                f"eager execution enabled {joined}experimental_use_pfor set to False."
            )

    def _begin(self, method):
        """Checks that the tape may be asked now, and stops a one-shot tape."""
        if self._used:
            raise RuntimeError(
                "A non-persistent GradientTape can only be used to compute one set of gradients "
                "(or jacobians)"
            )
        if self._recording:
            if not self._persistent:
                self._stop()
            else:
                _logger.warning(
                    "Calling GradientTape.%s on a persistent tape inside its context is "
                    "significantly less efficient than calling it outside the context (it causes "
                    "the gradient ops to be recorded on the tape, leading to increased CPU and "
                    "memory usage). Only call GradientTape.%s inside the context if you actually "
                    "want to trace the gradient in order to compute higher order derivatives.",
                    method,
                    method,
                )

    def _seen(self) -> Log:
        """Returns the log; inside of graphs being traced, with what these hold so far."""
        graphs = graphs_inside(self) if context.graph is not None else None
        if not graphs:
            return self._log
        tape = copy.copy(self)
        tape._log, tape._reads = self._log.copy(), dict(self._reads)
        for graph in graphs:
            replay_graph(graph, tape, self._left_out)
        return tape._log

    def _end(self):
        if not self._persistent:
            self._used = True
            self._log = _SPENT

    def gradient(
        self,
        target,
        sources,
        output_gradients=None,
        unconnected_gradients=UnconnectedGradients.NONE,
    ):
        """Returns the gradient of the sum of `target` with respect to each source.

        Args:
          target: A tensor or a nested structure of tensors.
          sources: A variable or watched tensor, or a nested structure of them.
          output_gradients: A cotangent per target, of its shape; ones by default.
          unconnected_gradients: `"none"` or `"zero"`, for sources that nothing depends on.

        Returns:
          Tensors of the sources' shapes in the sources' structure; None where unconnected.

        Raises:
          RuntimeError: for a second call on a tape that is not persistent.
          TypeError: if `target` is None.
          ValueError: for an unknown `unconnected_gradients`.
        """
        if output_gradients is None and unconnected_gradients is UnconnectedGradients.NONE:
            found = self._found(target, sources)
            if found is not None:
                return found
        self._begin("gradient")
        targets = self._targets(target)
        flat_sources = nest.flatten(sources, expand_composites=True)
        keys = [
            item.handle
            if type(item) is Variable and item.dtype.is_differentiable
            else self._differentiable(item, "source")
            for item in flat_sources
        ]
        unconnected = _unconnected(unconnected_gradients)
        cotangents = None
        if output_gradients is not None:
            cotangents = [
                _cotangent_for(item, target)
                for item, target in zip(
                    nest.flatten(output_gradients),
                    nest.flatten(target, expand_composites=True),
                    strict=False,
                )
            ]
        gradients = gradients_of(self._seen(), targets, cotangents, keys)
        self._end()
        if unconnected == "zero":
            gradients = [
                _zeros(source) if gradient is None else gradient
                for gradient, source in zip(gradients, flat_sources, strict=True)
            ]
        return nest.pack_sequence_as(sources, gradients)

    def _found(self, target, sources):
        """Returns gradients by the program that an equal round was computed by; None if unknown."""
        if self._used or self._recording or context.run is None:
            return None
        log = self._log
        number, kind = log.numbers.get, type(sources)
        # As `request_of` says it.
        if kind is Variable:
            request = (number(id(target)), 1, number(id(sources.handle)))
        elif kind is EagerTensor:
            request = (number(id(target)), 1, number(id(sources)))
        elif (kind is list or kind is tuple) and _LEAVES.issuperset(map(type, sources)):
            request = (
                number(id(target)),
                1,
                *[number(id(item.handle if type(item) is Variable else item)) for item in sources],
            )
        else:
            return None
        program = log.path().programs.get(request)
        if program is None:
            return None
        gradients = program(log.tensors)
        if not self._persistent:
            self._used = True
            self._log = _SPENT
        if kind is list:
            return gradients
        return tuple(gradients) if kind is tuple else gradients[0]

    def _targets(self, target):
        """Returns what stands for the targets in the record."""
        if target is None:
            raise TypeError(
                "Argument `target` should be a list or nested structure of Tensors, Variables or "
                "CompositeTensors to be differentiated, but received None."
            )
        if any(isinstance(item, IndexedSlices) for item in nest.flatten(target)):
            raise AttributeError("'IndexedSlices' object has no attribute '_id'")
        return [
            self._differentiable(item, "target")
            for item in nest.flatten(target, expand_composites=True)
        ]

    def jacobian(
        self,
        target,
        sources,
        unconnected_gradients=UnconnectedGradients.NONE,
        parallel_iterations=None,
        experimental_use_pfor=True,
    ):
        """Returns the derivative of each element of `target` with respect to each source.

        Args:
          target: A tensor.
          sources: A variable or watched tensor, or a nested structure of them.
          unconnected_gradients: As for `gradient`.
          parallel_iterations: Unused: the rows are computed at once.
          experimental_use_pfor: Whether gradients that are Python functions are traced, to compute
            the rows at once, rather than called for each row.

        Returns:
          Tensors of shape `target.shape + source.shape` in the sources' structure.

        Raises:
          RuntimeError: for a second call on a tape that is not persistent, or without
            `experimental_use_pfor` for any.
        """
        self._check_rows("jacobian", experimental_use_pfor)
        self._begin("jacobian")
        flat_sources = nest.flatten(sources, expand_composites=True)
        if isinstance(target, Variable):
            tapes, context.tapes = context.tapes, (*context.tapes, self)
            target = target.value()
            context.tapes = tapes
        keys = [self._differentiable(item, "source") for item in flat_sources]
        unconnected = _unconnected(unconnected_gradients)
        results = jacobian_of(self._seen().trail(), target, keys, may_trace=experimental_use_pfor)
        self._end()
        results = [
            _zeros(source, target.shape) if result is None and unconnected == "zero" else result
            for result, source in zip(results, flat_sources, strict=True)
        ]
        return nest.pack_sequence_as(sources, results)

    def batch_jacobian(
        self,
        target,
        source,
        unconnected_gradients=UnconnectedGradients.NONE,
        parallel_iterations=None,
        experimental_use_pfor=True,
    ):
        """Returns the Jacobian of each row of `target` with respect to the same row of `source`.

        Args:
          target: A tensor of shape `[batch, ...]`, each row of which depends on one of `source`.
          source: A watched tensor of shape `[batch, ...]`.
          unconnected_gradients: As for `gradient`.
          parallel_iterations: Unused: the rows are computed at once.
          experimental_use_pfor: As for `jacobian`.

        Returns:
          A tensor of shape `[batch, *target.shape[1:], *source.shape[1:]]`.

        Raises:
          ValueError: if the shapes do not share a batch dimension, or have a rank below 2.
          RuntimeError: for a second call on a tape that is not persistent, or without
            `experimental_use_pfor` for any.
        """
        self._check_rows("batch_jacobian", experimental_use_pfor)
        self._begin("batch_jacobian")
        for tensor in (target, source):
            if tensor.shape.rank is not None and tensor.shape.rank < 2:
                raise ValueError(f"Shape {tensor.shape} must have rank at least 2")
        if None not in (target.shape[0], source.shape[0]) and target.shape[0] != source.shape[0]:
            raise ValueError(
                "Need first dimension of target shape "
                f"({target.shape}) and source shape ({source.shape}) to match."
            )
        _unconnected(unconnected_gradients)
        key = self._differentiable(source, "source")
        may_trace = experimental_use_pfor
        (result,) = jacobian_of(
            self._seen().trail(), target, [key], by_batch=True, may_trace=may_trace
        )
        self._end()
        if result is None:
            return zeros([*target.shape, *source.shape[1:]], source.dtype)
        return result

    def _differentiable(self, item, role):
        """Returns what stands for a target or source in the record; None if it has no gradient."""
        dtype = dtypes.as_dtype(
            item.dtype if not isinstance(item, str) and item is not None else item
        )
        if not dtype.is_differentiable:
            _logger.warning(
                "The dtype of the %s tensor must be floating (e.g. tf.float32) when calling "
                "GradientTape.gradient, got %r",
                role,
                dtype,
            )
            return None
        if isinstance(item, (Tensor, Handle)):
            return item
        handle = _handle_of(item)
        return convert(item) if handle is None else handle


_LEAVES = frozenset((EagerTensor, Variable))


def _handle_of(item) -> Handle | None:
    """Returns the handle of a variable, a Keras variable among them; None for anything else."""
    handle = getattr(item, "handle", None)
    return handle if isinstance(handle, Handle) else None


def _unconnected(value) -> str:
    if value is UnconnectedGradients.NONE:
        return "none"
    try:
        return UnconnectedGradients(value).value
    except ValueError:
        raise ValueError(f"Unknown value for unconnected_gradients: {value!r}") from None


def _cotangent_for(value, target):
    """Returns a cotangent of its target's shape, broadcast where it must be."""
    cotangent = convert(value)
    if cotangent.dtype is target.dtype and cotangent.shape == target.shape:
        return cotangent
    return multiply(cotangent, ones_like(target))


def _zeros(source, prefix=()):
    return zeros([*prefix, *source.shape], source.dtype)
