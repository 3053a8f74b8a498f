"""What the elements of a dataset are: their structure, and the tensors that they are made of.

An element is a tensor or the like, or a tuple or dictionary of elements. A list is none of these:
it becomes a tensor. Inside of a pipeline an element is the flat list of its *components*: the
tensors that its leaves are made of. A tensor has one, a ragged or sparse one several, a dataset one
that holds its pipeline, None has none.
"""

from collections.abc import Mapping

import numpy as np

from tfcourse.core import dtypes, nest
from tfcourse.core.convert import convert
from tfcourse.core.shapes import TensorShape
from tfcourse.core.specs import TensorSpec, TypeSpec
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.ops.ragged.spec import RaggedTensorSpec
from tfcourse.ops.ragged.tensor import RaggedTensor
from tfcourse.ops.sparse_tensor import SparseTensor, SparseTensorSpec

VARIANT = TensorSpec([], dtypes.variant)


class NoneTensorSpec(TypeSpec):
    """The spec of None as a part of an element.

    Source: `tensorflow.python.framework.none_tensor.NoneTensorSpec`.
    """

    def is_compatible_with(self, spec_or_value) -> bool:
        """Says whether a value is None."""
        return spec_or_value is None or isinstance(spec_or_value, NoneTensorSpec)

    def most_specific_common_supertype(self, others):
        """Returns itself if all others are such specs, else None."""
        return self if all(isinstance(other, NoneTensorSpec) for other in others) else None

    def __eq__(self, other):
        return isinstance(other, NoneTensorSpec)

    def __hash__(self):
        return hash(NoneTensorSpec)

    def __repr__(self):
        return "NoneTensorSpec()"


def map_leaves(function, value):
    """Applies a function to the leaves of an element: to all but tuples and dictionaries.

    Args:
      function: Takes a leaf; a list is one.
      value: An element, or a structure like one.

    Returns:
      A structure like it, of the results.
    """
    if isinstance(value, Mapping):
        mapped = {key: map_leaves(function, item) for key, item in value.items()}
        return mapped if type(value) is dict else type(value)(mapped)
    if isinstance(value, tuple):
        items = [map_leaves(function, item) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if hasattr(type(value), "__attrs_attrs__"):
        fields = (getattr(value, field.name) for field in type(value).__attrs_attrs__)
        return type(value)(*(map_leaves(function, item) for item in fields))
    return function(value)


def as_element(value):
    """Returns a value as an element: its leaves become tensors, unless they are something like it.

    Args:
      value: A structure of data.

    Raises:
      ValueError: if a leaf cannot be a tensor.
    """
    return map_leaves(_as_leaf, value)


def _as_leaf(value):
    is_leaf = value is None or isinstance(value, (Tensor, RaggedTensor, SparseTensor))
    return value if is_leaf or hasattr(value, "element_spec") else convert(value)


def spec_of(value) -> TypeSpec:
    """Returns the spec of a leaf of an element."""
    if value is None:
        return NoneTensorSpec()
    if isinstance(value, Tensor):
        return TensorSpec(value.shape, value.dtype)
    return value._type_spec


class Structure:
    """How elements of one spec are made of their components.

    Args:
      element_spec: A `tf.TypeSpec`, or a tuple or dictionary of such.

    Attributes:
      spec: The same.
      leaves: The flat specs.
      components: The `TensorSpec` of each component.
    """

    def __init__(self, element_spec):
        self.spec = element_spec
        self.leaves = nest.flatten(element_spec)
        by_leaf = list(map(_components_of, self.leaves))
        self._widths = list(map(len, by_leaf))
        self.components = [component for components in by_leaf for component in components]
        self._is_dense = all(isinstance(leaf, TensorSpec) for leaf in self.leaves)
        self._is_one = isinstance(element_spec, TensorSpec)
        self._is_tuple = self._is_dense and type(element_spec) is tuple
        self._is_tuple = self._is_tuple and len(element_spec) == len(self.leaves)

    def pack(self, components):
        """Returns the element that is made of some components."""
        if self._is_one:
            return components[0]
        if self._is_tuple and all(isinstance(item, TensorSpec) for item in self.spec):
            return tuple(components)
        return nest.pack_sequence_as(self.spec, self.values(components))

    def values(self, components) -> list:
        """Returns the leaves of the element that is made of some components."""
        if self._is_dense:
            return list(components)
        values, at = [], 0
        for leaf, width in zip(self.leaves, self._widths, strict=True):
            values.append(_rebuilt(leaf, components[at : at + width]))
            at += width
        return values

    @staticmethod
    def unpack(element) -> list:
        """Returns the components of an element."""
        return [part for leaf in nest.flatten(element) for part in parts_of(leaf)]


def parts_of(value) -> list:
    """Returns the components of a leaf of an element."""
    if isinstance(value, Tensor):
        return [value]
    if isinstance(value, RaggedTensor):
        return [value.flat_values, *value.nested_row_splits]
    if isinstance(value, SparseTensor):
        return [value.indices, value.values, value.dense_shape]
    return [] if value is None else [value._variant_tensor]


def _components_of(spec) -> list[TensorSpec]:
    """Returns the specs of the components of a leaf."""
    if isinstance(spec, TensorSpec):
        return [spec]
    if isinstance(spec, RaggedTensorSpec):
        inner = None
        if spec.shape.rank is not None:
            inner = [None, *spec.shape.as_list()[spec.ragged_rank + 1 :]]
        values = TensorSpec(inner if spec.ragged_rank else spec.shape, spec.dtype)
        return [values, *[TensorSpec([None], spec.row_splits_dtype)] * spec.ragged_rank]
    if isinstance(spec, SparseTensorSpec):
        return spec._components
    return [] if isinstance(spec, NoneTensorSpec) else [VARIANT]


def _rebuilt(spec, components):
    if isinstance(spec, TensorSpec):
        return components[0]
    if isinstance(spec, RaggedTensorSpec):
        flat_values, *splits = components
        if not splits:
            return flat_values
        return RaggedTensor.from_nested_row_splits(flat_values, splits, validate=False)
    if isinstance(spec, SparseTensorSpec):
        return SparseTensor(*components)
    return None if isinstance(spec, NoneTensorSpec) else spec.from_variant(components[0])


def unbatched(spec) -> TypeSpec:
    """Returns the spec of what is in the first dimension of values of a spec.

    Raises:
      ValueError: if they have no dimension.
    """
    if isinstance(spec, NoneTensorSpec) or spec.shape.rank is None:
        return spec
    if not spec.shape.rank:
        raise ValueError("Unbatching a tensor is only supported for rank >= 1")
    shape = spec.shape[1:]
    if isinstance(spec, RaggedTensorSpec):
        return RaggedTensorSpec(shape, spec.dtype, spec.ragged_rank - 1, spec.row_splits_dtype)
    kind = SparseTensorSpec if isinstance(spec, SparseTensorSpec) else TensorSpec
    return kind(shape, spec.dtype)


def batched(spec, size) -> TypeSpec:
    """Returns the spec of values of a spec, so many of them stacked.

    Args:
      spec: The spec.
      size: How many, None if that is not known.
    """
    if isinstance(spec, NoneTensorSpec):
        return spec
    if not hasattr(spec, "shape"):
        return spec.batched(size)
    shape = TensorShape([size]).concatenate(spec.shape)
    if isinstance(spec, RaggedTensorSpec):
        return RaggedTensorSpec(shape, spec.dtype, spec.ragged_rank + 1, spec.row_splits_dtype)
    kind = SparseTensorSpec if isinstance(spec, SparseTensorSpec) else TensorSpec
    return kind(shape, spec.dtype)


def rows_of(spec, components):
    """Yields the components of each row of a value.

    Args:
      spec: Its spec.
      components: Its components, eager tensors.
    """
    if isinstance(spec, TensorSpec):
        array = np.asarray(components[0].array)
        for row in range(len(array)):
            # The ellipsis keeps a scalar an array.
            yield [EagerTensor(array[row, ...])]
    elif isinstance(spec, SparseTensorSpec):
        indices, values, shape = (np.asarray(component.array) for component in components)
        for row in range(shape[0]):
            is_here = indices[:, 0] == row
            yield list(map(EagerTensor, (indices[is_here, 1:], values[is_here], shape[1:])))
    else:
        value = _rebuilt(spec, components)
        for row in range(int(value.nrows())):
            yield parts_of(value[row])
