"""All that makes, shapes, joins, picks and orders elements, under one roof for other rooms."""

from tfcourse.ops.creation import constant, fill, ones, ones_like, zeros, zeros_like
from tfcourse.ops.gather import gather, gather_nd
from tfcourse.ops.identities import ensure_shape, identity, identity_n, stop_gradient
from tfcourse.ops.indexed_slices import IndexedSlices
from tfcourse.ops.indexing import slice_ as slice
from tfcourse.ops.indexing import strided_slice
from tfcourse.ops.joining import concat, split, stack, unstack
from tfcourse.ops.masks import boolean_mask, sequence_mask, where
from tfcourse.ops.ordering import argsort, searchsorted, sort, unique
from tfcourse.ops.ranges import eye, linspace, one_hot
from tfcourse.ops.ranges import range_ as range
from tfcourse.ops.rearranging import pad, reverse, roll
from tfcourse.ops.repetition import broadcast_to, meshgrid, repeat, tile
from tfcourse.ops.reshaping import expand_dims, reshape, squeeze, transpose
from tfcourse.ops.scatter import scatter_nd, tensor_scatter_nd_add, tensor_scatter_nd_update
from tfcourse.ops.shapes import rank, shape, size

__all__ = [
    "IndexedSlices",
    "argsort",
    "boolean_mask",
    "broadcast_to",
    "concat",
    "constant",
    "ensure_shape",
    "expand_dims",
    "eye",
    "fill",
    "gather",
    "gather_nd",
    "identity",
    "identity_n",
    "linspace",
    "meshgrid",
    "one_hot",
    "ones",
    "ones_like",
    "pad",
    "range",
    "rank",
    "repeat",
    "reshape",
    "reverse",
    "roll",
    "scatter_nd",
    "searchsorted",
    "sequence_mask",
    "shape",
    "size",
    "slice",
    "sort",
    "split",
    "squeeze",
    "stack",
    "stop_gradient",
    "strided_slice",
    "tensor_scatter_nd_add",
    "tensor_scatter_nd_update",
    "tile",
    "transpose",
    "unique",
    "unstack",
    "where",
    "zeros",
    "zeros_like",
]
