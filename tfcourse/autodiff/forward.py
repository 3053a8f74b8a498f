"""Forward-mode derivatives: `tf.autodiff.ForwardAccumulator`."""

import copy
import logging

from tfcourse.autodiff.forward_program import forward_op
from tfcourse.autodiff.program import Step
from tfcourse.autodiff.recorder import Recorder
from tfcourse.autodiff.replay import graphs_inside, replay_graph
from tfcourse.autodiff.tape import UnconnectedGradients
from tfcourse.autodiff.wiring import check_registered, wiring
from tfcourse.core import nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.handle import Handle
from tfcourse.core.tensor import Tensor
from tfcourse.core.variable import Variable
from tfcourse.ops.creation import zeros_like

_logger = logging.getLogger("tensorflow")


def _key(item):
    """Returns what stands for a tensor or variable among the tangents."""
    return item.handle if isinstance(item, Variable) else item


@export("autodiff.ForwardAccumulator")
class ForwardAccumulator(Recorder):
    """Computes Jacobian-vector products while the operations run.

    What is computed inside of the `with` block from the primals gets a tangent: its derivative
    along the tangents given. Accumulators and tapes may be nested: those outside see what the ones
    inside compute.

    Args:
      primals: A tensor or variable, or a nested structure of them.
      tangents: Tensors of their shapes and dtypes, in the same structure: the direction.

    Raises:
      ValueError: if the structures or dtypes differ, or a primal is given twice.

    Example:
      >>> import tfcourse as tf
      >>> x = tf.constant([2.0, 3.0])
      >>> with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 0.0])) as accumulator:
      ...     y = x * x
      >>> accumulator.jvp(y).numpy().tolist()
      [4.0, 0.0]

    Source: `tf.autodiff.ForwardAccumulator`.
    """

    def __init__(self, primals, tangents):
        # By identity; what has a tangent is kept, so that no other object takes its place.
        self._tangents: dict[int, tuple] = {}
        self._recording = False
        given = set()
        for primal in nest.flatten(primals):
            if id(primal) in given:
                raise ValueError(
                    "Tensor {} was specified as a primal multiple times. This may indicate an "
                    "error. If it was intended, please sum the corresponding tangents."
                )
            given.add(id(primal))
        nest.assert_same_structure(primals, tangents)
        for primal, tangent in zip(nest.flatten(primals), nest.flatten(tangents), strict=True):
            if not primal.dtype.is_floating:
                _logger.warning(
                    "The dtype of the watched primal must be floating (e.g. tf.float32), got %r",
                    primal.dtype,
                )
            key = _key(primal)
            self._tangents[id(key)] = (key, convert(tangent, primal.dtype))

    def __enter__(self) -> "ForwardAccumulator":
        if self._recording:
            raise ValueError("Accumulator is already recording.")
        context.tapes = (*context.tapes, self)
        self._recording = True
        return self

    def __exit__(self, *exception):
        if self._recording:
            context.tapes = tuple(tape for tape in context.tapes if tape is not self)
            self._recording = False

    def jvp(self, primals, unconnected_gradients=UnconnectedGradients.NONE):
        """Returns the tangents of what was computed from the primals.

        Args:
          primals: A tensor or variable, or a nested structure of them.
          unconnected_gradients: `"none"` or `"zero"`, for what does not depend on the primals.

        Returns:
          Tensors in the structure of `primals`; None where unconnected.

        Raises:
          ValueError: for an unknown `unconnected_gradients`.
        """
        wants_zeros = UnconnectedGradients(unconnected_gradients) is UnconnectedGradients.ZERO
        seen = self._seen()

        def tangent_of(item):
            if not isinstance(item, (Tensor, Variable)):
                raise AttributeError(f"{type(item).__name__!r} object has no attribute '_id'")
            found = seen._tangent(_key(item))
            return zeros_like(item) if found is None and wants_zeros else found

        return nest.map_structure(tangent_of, primals)

    def _seen(self) -> "ForwardAccumulator":
        """Returns the accumulator; inside of graphs being traced, one that knows what they hold."""
        graphs = graphs_inside(self)
        if not graphs:
            return self
        accumulator = copy.copy(self)
        accumulator._tangents = dict(self._tangents)
        for graph in graphs:
            replay_graph(graph, accumulator)
        return accumulator

    def _tangent(self, key):
        held = self._tangents.get(id(key))
        return None if held is None else held[1]

    def watches(self, tensor) -> bool:
        """Says whether a tensor has a tangent."""
        return id(tensor) in self._tangents

    def record_read(self, handle: Handle, tensor):
        """Gives what was read from a variable its tangent. Called by the variable."""
        tangent = self._tangent(handle)
        if tangent is not None and tensor.dtype.is_differentiable:
            self._tangents[id(tensor)] = (tensor, tangent)

    def record_custom(self, inputs, outputs, backward, results):
        """Passes tangents on from what a function with its own gradient computed to its outputs."""
        for output, result in zip(outputs, results, strict=True):
            tangent = self._tangent(result)
            if tangent is not None:
                self._tangents[id(output)] = (output, tangent)

    def record(self, op, attributes, operands, outputs):
        """Computes the tangents of an operation's results. Called by the gate.

        Args:
          op: The `Op`.
          attributes: Its attributes.
          operands: One tensor, or list of tensors, per operand.
          outputs: The flat results.
        """
        flat, counts = [], []
        for operand in operands:
            is_list = isinstance(operand, list)
            counts.append(len(operand) if is_list else None)
            flat += operand if is_list else [operand]
        tangents = self._tangents
        active = tuple(
            at
            for at, tensor in enumerate(flat)
            if id(tensor) in tangents and tensor.dtype.is_differentiable
        )
        wanted = tuple(at for at, output in enumerate(outputs) if output.dtype.is_differentiable)
        if not active or not wanted:
            return
        check_registered(op)
        if all(flat[at].shape.num_elements() == 0 for at in active):
            # JAX would divide nothing by nothing.
            for at in wanted:
                tangents[id(outputs[at])] = (outputs[at], self._outside(zeros_like, outputs[at]))
            return
        step = Step(op, attributes, tuple(counts), tuple(range(len(flat))), wanted, active)
        directions = [tangents[id(flat[at])][1] for at in active]
        definition, given = forward_op(step), (*flat, *directions)
        results = self._outside(execute, definition, given)
        results = [results] if isinstance(results, Tensor) else results
        sources_of = wiring(definition, (), given)
        for index, (at, result) in enumerate(zip(wanted, results, strict=True)):
            # One that does not depend on them has no tangent in TensorFlow, rather than zeros.
            if sources_of is None or max(sources_of[index], default=-1) >= len(flat):
                tangents[id(outputs[at])] = (outputs[at], result)

    def _outside(self, function, *args):
        """Calls a function where only the recorders around this one see its operations."""
        tapes = context.tapes
        context.tapes = tapes[: next((at for at, tape in enumerate(tapes) if tape is self), 0)]
        try:
            return function(*args)
        finally:
            context.tapes = tapes


# Its repr names the class by TensorFlow's module.
ForwardAccumulator.__module__ = "tensorflow.python.eager.forwardprop"
