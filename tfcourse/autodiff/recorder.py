"""What stands on a thread's list of recorders: tapes, accumulators, whoever must see operations."""


class Recorder:
    """Is told of each differentiable operation, and of each read of a variable."""

    def record(self, op, attributes, operands, outputs):
        """Is told of an operation. Called by the gate.

        Args:
          op: The `Op`.
          attributes: Its attributes.
          operands: One tensor, or list of tensors, per operand.
          outputs: The flat results.
        """

    def record_binary(self, op, x, y, output):
        """Is told of an operation of two tensors with one result. Called by operators."""
        self.record(op, (), (x, y), (output,))

    def record_custom(self, inputs, outputs, backward, results):
        """Is told of a call with a gradient of its own.

        Args:
          inputs: Tensors the call depends on.
          outputs: Its results, as tensors of their own.
          backward: Called with one cotangent per output; returns one (or None) per input.
          results: The tensors that its body computed, of which `outputs` are copies.
        """

    def record_read(self, handle, tensor):
        """Is told that a variable was read. Called by the variable."""

    def watches(self, tensor) -> bool:
        """Says whether it follows a tensor."""
        return False
