"""Calls with a gradient of the user's own inside of a graph: one operation that passes results on.

The user's gradient is traced where a derivative is first taken, as it may call the function that it
belongs to. It may use any tensor of the graph, so that its operation cannot list them before: what
runs the graph looks them up among the values of the moment.
"""

import functools

import jax
import jax.numpy as jnp
import numpy as np

from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.op import Op
from tfcourse.core.signature import Argument
from tfcourse.core.tensor import EagerTensor
from tfcourse.function.body_graph import trace_body


def _conjugate(value):
    return jnp.conj(value) if jnp.iscomplexobj(value) else value


def add_custom_call(graph, results, inputs, backward, recomputes):
    """Adds the operation that ends a call; arguments and result as `Graph.custom_call`'s."""
    results, inputs = ([graph.element(convert(t)) for t in ts] for ts in (results, inputs))
    call = CustomCall(graph, results, inputs, backward, recomputes)
    count = len(results)
    definition = Op(
        "IdentityN",
        lambda *operands: operands[:count],
        operands=tuple(f"input_{at}" for at in range(count + len(inputs))),
        results=tuple(Argument("output", None, tensor.dtype, False, None) for tensor in results),
    )
    definition.custom_call = call
    return list(execute(definition, (*results, *inputs)))


class CustomCall:
    """A call whose gradient is a Python function.

    Attributes:
      backward: Called with one cotangent per result; returns one (or None) per input.
      inputs: The tensors of the graph that it was called with, then the variables it read.
      results: The tensors that it computed.
    """

    def __init__(self, graph, results, inputs, backward, recomputes):
        self._graph = graph
        self.results = results
        self.inputs = inputs
        self.backward = backward
        self._recomputes = recomputes

    @functools.cached_property
    def _traced(self):
        """The graph of the gradient, and for each input its position among the outputs or None."""

        def gradients(*cotangents):
            found = self.backward(*cotangents)
            return [None if item is None else convert(item) for item in found]

        with self._graph.as_default():
            traced = trace_body(
                gradients,
                "custom_gradient",
                "custom_gradient/",
                [(tensor.dtype, tensor.avals, "cotangent") for tensor in self.results],
            )
        positions, count = [], 0
        for gradient in traced.structured_outputs:
            positions.append(None if gradient is None else count)
            count += gradient is not None
        return traced, positions

    @property
    def differentiable_inputs(self) -> list:
        """The inputs that the user's gradient gives one for."""
        _, positions = self._traced
        return [t for t, at in zip(self.inputs, positions, strict=False) if at is not None]

    def _captured(self):
        """Returns what stands in the call's graph for the tensors that the gradient captures."""
        traced, _ = self._traced
        return [
            outside if type(outside) is EagerTensor else self._graph.element(outside)
            for outside, _ in traced.captures
        ]

    def run(self, operands, value_of, value_of_variable):
        """Runs on arrays, so that JAX finds the user's gradient.

        Args:
          operands: The results, then the inputs.
          value_of: Returns the value of another tensor of the graph.
          value_of_variable: Returns the value of a variable, given its handle.
        """
        values = [
            np.asarray(tensor.array) if type(tensor) is EagerTensor else value_of(tensor)
            for tensor in self._captured()
        ]
        for handle in self._traced[0].lowered.handles:
            values.append(value_of_variable(handle))
            if values[-1] is None:
                raise ValueError(
                    f"The gradient function of a custom gradient reads {handle.name!r}, a variable "
                    "that the function around the call does not read. Read it there too."
                )
        count = len(self.results)

        @jax.custom_vjp
        def call(results, inputs, values):
            return tuple(results)

        def forward(results, inputs, values):
            return tuple(results), (inputs, values)

        def pull_back(kept, cotangents):
            inputs, values = kept
            given = [
                _conjugate(cotangent)
                if tensor.dtype.is_differentiable
                else jnp.zeros(np.shape(cotangent), tensor.dtype.numpy_dtype)
                for tensor, cotangent in zip(self.results, cotangents, strict=True)
            ]
            found = self._gradients(given, values)
            return (
                [None] * count,
                [
                    self._as_cotangent(item, value)
                    for item, value in zip(found, inputs, strict=True)
                ],
                [None] * len(values),
            )

        call.defvjp(forward, pull_back)
        results, inputs = (list(map(jnp.asarray, v)) for v in (operands[:count], operands[count:]))
        return call(results, inputs, list(map(jnp.asarray, values)))

    def _gradients(self, cotangents, values):
        traced, positions = self._traced
        if self._recomputes:
            # Otherwise XLA would find that it has computed the same before, and keep that.
            cotangents, values = jax.lax.optimization_barrier((cotangents, values))
        found = traced.lowered(*cotangents, *values)
        return [None if at is None else found[at] for at in positions]

    @staticmethod
    def _as_cotangent(gradient, value):
        if gradient is None or not jnp.issubdtype(value.dtype, jnp.inexact):
            return None
        return jnp.broadcast_to(_conjugate(gradient), value.shape).astype(value.dtype)

    def interpret(self, operands, tensor_of):
        """Runs on tensors through the gate, so that tapes find the user's gradient.

        Args:
          operands: The results, then the inputs.
          tensor_of: Returns the tensor that stands for another one of the graph.
        """
        count = len(self.results)
        results, inputs = operands[:count], operands[count:]
        tapes, context.tapes = context.tapes, ()
        try:
            outputs = [EagerTensor(result.array) for result in results]
        finally:
            context.tapes = tapes

        def backward(*cotangents):
            traced, positions = self._traced
            given = [t if type(t) is EagerTensor else tensor_of(t) for t in self._captured()]
            found = traced.lowered.interpret(*map(convert, cotangents), *given)
            return [None if at is None else found[at] for at in positions]

        for tape in tapes:
            tape.record_custom(inputs, outputs, backward, results)
        return outputs
