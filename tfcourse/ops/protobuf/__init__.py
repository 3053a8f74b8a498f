"""Protocol buffers, as much of them as examples and tensors need.

A message is read from and written to the wire format by a table of its fields; there is no code
generation and no dependency. Whatever is read is checked for its length first.
"""

from tfcourse.ops.protobuf import example, tensor

__all__ = ["example", "tensor"]
