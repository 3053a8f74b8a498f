"""Transformations that put elements together into larger ones, and take them apart."""

import itertools

import numpy as np

from tfcourse.core import dtypes, errors, nest
from tfcourse.core.convert import convert
from tfcourse.core.shapes import TensorShape
from tfcourse.core.specs import TensorSpec
from tfcourse.core.tensor import Tensor
from tfcourse.data.pipeline import UNKNOWN, Pipeline, scalar
from tfcourse.data.sources import is_known
from tfcourse.data.stacking import padded, stacked
from tfcourse.data.structure import Structure, batched, map_leaves, rows_of, unbatched
from tfcourse.ops.ragged.spec import RaggedTensorSpec
from tfcourse.ops.ragged.tensor import RaggedTensor


class Batching:
    """Transformations of `tf.data.Dataset` that put elements together, and take them apart."""

    def batch(
        self,
        batch_size,
        drop_remainder=False,
        num_parallel_calls=None,
        deterministic=None,
        name=None,
    ):
        """Returns a dataset of elements stacked along a new first dimension.

        Args:
          batch_size: How many make one.
          drop_remainder: Whether the last one is left out if there are too few for it.
          num_parallel_calls: Accepted; elements are computed one after the other.
          deterministic: Accepted; the order is always kept.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          InvalidArgumentError: if `batch_size` is not above 0; while it is iterated, if shapes
            differ.

        Example:
          >>> import tfcourse as tf
          >>> [x.tolist() for x in tf.data.Dataset.range(5).batch(2).as_numpy_iterator()]
          [[0, 1], [2, 3], [4]]

        Source: `tf.data.Dataset.batch`.
        """
        parallel = num_parallel_calls is not None
        return self._batched(
            "_ParallelBatchDataset" if parallel else "_BatchDataset",
            "ParallelBatchDataset" if parallel else "BatchDatasetV2",
            batch_size,
            drop_remainder,
        )

    def _batched(self, kind, op_type, batch_size, drop_remainder):
        size, drops = scalar(batch_size, "batch_size"), convert(drop_remainder, dtypes.bool)
        static = is_known(size) if _is_true(drops) else None
        leaves = self._structure.leaves

        def make(source, size, drops):
            width = int(size)
            if width <= 0:
                raise errors.InvalidArgumentError(
                    None, None, "Batch size must be greater than zero."
                )
            return Pipeline(
                lambda run: _batches(
                    source.start(run),
                    width,
                    bool(drops),
                    lambda group: stacked(leaves, group, source.is_mapped),
                ),
                _quotient(source.cardinality, width, bool(drops)),
            )

        spec = map_leaves(lambda leaf: batched(leaf, static), self._element_spec)
        return self._made(kind, op_type, make, spec, [self], [size, drops])

    def padded_batch(
        self,
        batch_size,
        padded_shapes=None,
        padding_values=None,
        drop_remainder=False,
        name=None,
    ):
        """Returns a dataset of elements stacked after each is padded to one shape.

        Args:
          batch_size: How many make one.
          padded_shapes: The shape of each part of an element; None dimensions become as large as
            the largest of a batch. By default the elements' own.
          padding_values: What each part is padded with: by default 0, or the empty string.
          drop_remainder: Whether the last one is left out if there are too few for it.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          ValueError: if a shape does not fit.
          TypeError: if a value has another dtype.

        Example:
          >>> import tfcourse as tf
          >>> dataset = tf.data.Dataset.range(1, 4).map(lambda x: tf.fill([x], x))
          >>> [x.tolist() for x in dataset.padded_batch(2).as_numpy_iterator()]
          [[[1, 0], [2, 2]], [[3, 3, 3]]]

        Source: `tf.data.Dataset.padded_batch`.
        """
        leaves = self._structure.leaves
        shapes = _padded_shapes(self._element_spec, leaves, padded_shapes)
        values = padding_values_of(self._element_spec, leaves, padding_values)
        size, drops = scalar(batch_size, "batch_size"), convert(drop_remainder, dtypes.bool)
        static = is_known(size) if _is_true(drops) else None

        def make(source, size, drops, *values):
            width = int(size)
            if width <= 0:
                raise errors.InvalidArgumentError(
                    None, None, "Batch size must be greater than zero."
                )
            fills = [np.asarray(value.array) for value in values]
            return Pipeline(
                lambda run: _batches(
                    source.start(run),
                    width,
                    bool(drops),
                    lambda group: padded(shapes, fills, group),
                ),
                _quotient(source.cardinality, width, bool(drops)),
            )

        specs = [
            TensorSpec(TensorShape([static]).concatenate(shape), leaf.dtype)
            for leaf, shape in zip(leaves, shapes, strict=True)
        ]
        spec = nest.pack_sequence_as(self._element_spec, specs)
        tensors = [size, drops, *values]
        return self._made(
            "_PaddedBatchDataset", "PaddedBatchDatasetV2", make, spec, [self], tensors
        )

    def ragged_batch(
        self, batch_size, drop_remainder=False, row_splits_dtype=dtypes.int64, name=None
    ):
        """Returns a dataset of elements stacked as ragged tensors where their shapes differ.

        Args:
          batch_size: How many make one.
          drop_remainder: Whether the last one is left out if there are too few for it.
          row_splits_dtype: int32 or int64.
          name: Unused; kept for TensorFlow's signature.

        Example:
          >>> import tfcourse as tf
          >>> dataset = tf.data.Dataset.range(3).map(lambda x: tf.range(x))
          >>> next(iter(dataset.ragged_batch(3)))
          <tf.RaggedTensor [[], [0], [0, 1]]>

        Source: `tf.data.Dataset.ragged_batch`.
        """

        def as_ragged(spec):
            is_dense = isinstance(spec, TensorSpec)
            if not is_dense or spec.shape.rank is None or spec.shape.is_fully_defined():
                return spec
            sizes = spec.shape.as_list()
            rank = max(axis for axis, size in enumerate(sizes) if size is None)
            return RaggedTensorSpec(spec.shape, spec.dtype, rank, row_splits_dtype)

        spec = map_leaves(as_ragged, self._element_spec)
        structure = Structure(spec)

        def make(source):
            def start(run):
                return (_raggedly(structure.leaves, element) for element in source.start(run))

            return Pipeline(start, source.cardinality)

        dataset = self._made("_DenseToRaggedDataset", "MapDataset", make, spec, [self])
        return dataset.batch(batch_size, drop_remainder)

    def unbatch(self, name=None):
        """Returns a dataset of what is in the first dimension of the elements.

        Args:
          name: Unused; kept for TensorFlow's signature.

        Raises:
          ValueError: if elements have no dimension, or first dimensions differ.

        Example:
          >>> import tfcourse as tf
          >>> len(list(tf.data.Dataset.range(4).batch(3).unbatch()))
          4

        Source: `tf.data.Dataset.unbatch`.
        """
        structure = self._structure
        sizes = []
        for leaf in structure.leaves:
            if leaf.shape.rank == 0:
                raise ValueError("Cannot unbatch an input with scalar components.")
            if leaf.shape.rank and leaf.shape[0] is not None:
                sizes.append(leaf.shape[0])
        for size in sizes:
            if size != sizes[0]:
                raise ValueError(
                    "`unbatch()` is only supported for datasets of elements whose components have "
                    f"a matching leading dimension. Encountered both {sizes[0]} and {size}."
                )

        def make(source):
            size = source.cardinality
            return Pipeline(
                lambda run: _rows(structure, source.start(run)),
                size if size == -1 else size * sizes[0] if sizes and size >= 0 else UNKNOWN,
            )

        spec = map_leaves(unbatched, self._element_spec)
        return self._made("_UnbatchDataset", "UnbatchDataset", make, spec, [self])

    def rebatch(self, batch_size, drop_remainder=False, name=None):
        """Returns a dataset of the same rows in batches of other sizes.

        Args:
          batch_size: The size of each batch, or sizes that are used in turn.
          drop_remainder: Whether the last batch is left out if it is smaller.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          ValueError: if elements have no dimension.

        Example:
          >>> import tfcourse as tf
          >>> dataset = tf.data.Dataset.range(6).batch(2).rebatch(4)
          >>> [x.tolist() for x in dataset.as_numpy_iterator()]
          [[0, 1, 2, 3], [4, 5]]

        Source: `tf.data.Dataset.rebatch`.
        """
        structure = self._structure
        if any(leaf.shape.rank == 0 for leaf in structure.leaves):
            raise ValueError(
                "Invalid `batch_sizes`. Expected dataset with rank of >= 1 but found a dataset "
                "with scalar elements. Fix the issue by adding the `batch` transformation to the "
                "dataset."
            )
        sizes, drops = convert(batch_size, dtypes.int64), convert(drop_remainder, dtypes.bool)
        leaves = [unbatched(leaf) for leaf in structure.leaves]

        def make(source, sizes, drops):
            widths = np.asarray(sizes.array).ravel().tolist()

            def start(run):
                return _batches(
                    _rows(structure, source.start(run)),
                    widths,
                    bool(drops),
                    lambda group: stacked(leaves, group),
                )

            return Pipeline(start, UNKNOWN)

        static = None
        if _is_true(drops) and sizes.shape.rank == 0:
            static = is_known(sizes)
        spec = map_leaves(lambda leaf: batched(unbatched(leaf), static), self._element_spec)
        return self._made("_RebatchDataset", "RebatchDatasetV2", make, spec, [self], [sizes, drops])


def _is_true(flag) -> bool:
    return bool(is_known(flag))


def _quotient(cardinality, size, drops) -> int:
    if cardinality < 0:
        return cardinality
    return cardinality // size if drops else -(-cardinality // size)


def _batches(elements, sizes, drops, combine):
    """Yields groups of elements put together.

    Args:
      elements: An iterator of elements.
      sizes: How many make one; or a list, used in turn.
      drops: Whether an incomplete last one is left out.
      combine: Makes one element of a list of them.
    """
    for size in itertools.cycle(sizes if isinstance(sizes, list) else [sizes]):
        group = list(itertools.islice(elements, size))
        if not group or (len(group) < size and drops):
            return
        yield combine(group)


def _rows(structure, elements):
    """Yields the rows of each of some elements."""
    for components in elements:
        at, leaves = 0, []
        for spec in structure.leaves:
            width = len(Structure(spec).components)
            leaves.append(rows_of(spec, components[at : at + width]))
            at += width
        for parts in zip(*leaves, strict=True):
            yield [component for part in parts for component in part]


def _raggedly(leaves, components):
    """Returns the components of an element whose dense parts become ragged."""
    found, rest = [], iter(components)
    for spec in leaves:
        width = len(Structure(spec).components)
        if isinstance(spec, RaggedTensorSpec) and spec.ragged_rank:
            value = next(rest)
            ragged = RaggedTensor.from_tensor(
                value, ragged_rank=spec.ragged_rank, row_splits_dtype=spec.row_splits_dtype
            )
            found += [ragged.flat_values, *ragged.nested_row_splits]
        else:
            found += itertools.islice(rest, width)
    return found


def _padded_shapes(element_spec, leaves, padded_shapes):
    """Returns the shape that each part is padded to.

    Raises:
      ValueError: if one does not fit.
    """
    if padded_shapes is None:
        for leaf in leaves:
            if leaf.shape.rank is None:
                raise ValueError(
                    f"You must provide `padded_shapes` argument because component {leaf} has "
                    "unknown rank."
                )
        return [leaf.shape for leaf in leaves]
    shapes = _flat_as(element_spec, padded_shapes)
    found = []
    for shape, leaf in zip(shapes, leaves, strict=True):
        if isinstance(shape, Tensor):
            shape = [None if size == -1 else size for size in np.asarray(shape).tolist()]
        elif not isinstance(shape, TensorShape):
            shape = [None if size in (-1, None) else int(size) for size in shape]
        shape = TensorShape(shape)
        own = leaf.shape
        fits = own.rank is None or (
            shape.rank == own.rank
            and all(
                None in (size, limit) or size <= limit
                for size, limit in zip(own.as_list(), shape.as_list(), strict=True)
            )
        )
        if not fits:
            raise ValueError(
                f"The padded shape {shape} is not compatible with the shape {own} of the "
                "corresponding input component."
            )
        found.append(shape)
    return found


def padding_values_of(element_spec, leaves, padding_values) -> list:
    """Returns what each part is padded with, a scalar tensor.

    Raises:
      TypeError: if one has another dtype than its part.
    """
    if padding_values is None:
        given = [None] * len(leaves)
    elif nest.is_nested(padding_values) or len(leaves) == 1:
        given = _flat_as(element_spec, padding_values)
    else:
        given = [padding_values] * len(leaves)
    found = []
    for value, leaf in zip(given, leaves, strict=True):
        if value is None:
            value = "" if leaf.dtype is dtypes.string else np.zeros((), leaf.dtype.as_numpy_dtype)
        tensor = convert(value)
        if tensor.dtype is not leaf.dtype:
            if not isinstance(value, (int, float)) or isinstance(value, bool):
                raise _other_type(tensor, leaf)
            if isinstance(value, float) and not leaf.dtype.is_floating:
                raise _other_type(tensor, leaf)
            tensor = convert(value, leaf.dtype)
        found.append(tensor)
    return found


def _other_type(tensor, leaf):
    return TypeError(
        f"Invalid `padding_values`. `padding_values` values type {tensor.dtype} does not match "
        f"type {leaf.dtype} of the corresponding input component."
    )


def _flat_as(element_spec, values) -> list:
    """Returns what stands where an element has its leaves; shapes and numbers are no structures."""
    if isinstance(element_spec, dict):
        return [
            leaf
            for key in sorted(element_spec)
            for leaf in _flat_as(element_spec[key], values[key])
        ]
    if isinstance(element_spec, tuple):
        return [
            leaf
            for spec, value in zip(element_spec, values, strict=True)
            for leaf in _flat_as(spec, value)
        ]
    return [values]
