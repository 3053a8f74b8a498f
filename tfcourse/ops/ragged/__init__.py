"""Ragged tensors: rows of different lengths.

A `RaggedTensor` is a tensor of values and the places where its rows begin (`tensor.py`); the rest
is made of operations on these two.
"""

from tfcourse.ops.ragged import dispatch, functions, making, tensor, text

__all__ = ["dispatch", "functions", "making", "tensor", "text"]
