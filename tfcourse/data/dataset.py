"""`tf.data.Dataset`: what is known of a dataset, and how it is iterated over."""

import functools

import numpy as np

from tfcourse.core import dtypes, nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.shapes import TensorShape
from tfcourse.core.specs import TensorSpec, TypeSpec
from tfcourse.data.batching import Batching
from tfcourse.data.combining import Combining
from tfcourse.data.elementwise import Elementwise
from tfcourse.data.iterators import Iterator, NumpyIterator
from tfcourse.data.options import Options
from tfcourse.data.ordering import Ordering
from tfcourse.data.pipeline import INFINITE, UNKNOWN, held, run_or_add
from tfcourse.data.pipeline import variant as variant_of
from tfcourse.data.reducing import Reducing
from tfcourse.data.sources import Sources
from tfcourse.data.structure import VARIANT, Structure
from tfcourse.data.windows import Windows


@export("data.Dataset")
class Dataset(Sources, Elementwise, Ordering, Batching, Combining, Windows, Reducing):
    """Elements, one after the other: made from data, transformed, iterated over.

    Not constructed by its name: use `from_tensor_slices` and the like, then `map`, `shuffle`,
    `batch`. Each transformation gives a new dataset; nothing is computed before an iterator asks
    for elements.

    Args:
      variant_tensor: A tensor of dtype variant that holds the pipeline.

    Example:
      >>> import tfcourse as tf
      >>> dataset = tf.data.Dataset.from_tensor_slices([1, 2, 3]).map(lambda x: x * 10).batch(2)
      >>> dataset
      <_BatchDataset element_spec=TensorSpec(shape=(None,), dtype=tf.int32, name=None)>
      >>> for batch in dataset:
      ...     print(batch)
      tf.Tensor([10 20], shape=(2,), dtype=int32)
      tf.Tensor([30], shape=(1,), dtype=int32)

    Source: `tf.data.Dataset`.
    """

    _element_spec = TensorSpec(None)
    _options = Options()

    def __init__(self, variant_tensor):
        self._variant_tensor = variant_tensor

    @classmethod
    def _made(cls, kind, op_type, make, element_spec, datasets=(), tensors=(), functions=()):
        """Returns a dataset that an operation makes.

        Args:
          kind: The class that TensorFlow prints.
          op_type: The operation's type.
          make: Makes the `Pipeline` of those of `datasets`, eager tensors for `tensors` and bound
            functions.
          element_spec: The spec of its elements.
          datasets: The datasets that it builds on.
          tensors: Its other operands.
          functions: `CapturedFunction`s.
        """
        operands = [dataset._variant_tensor for dataset in datasets] + list(tensors)
        first = len(operands)
        operands += [tensor for function in functions for tensor in function.captures]

        def build(*values):
            pipelines = map(held, values[: len(datasets)])
            at, bound = first, []
            for function in functions:
                end = at + len(function.captures)
                bound.append(function.bind(list(values[at:end]), op_type))
                at = end
            return [variant_of(make(*pipelines, *values[len(datasets) : first], *bound))]

        (made,) = run_or_add(op_type, build, operands, [VARIANT])
        dataset = of_variant(made, element_spec, kind)
        for source in datasets:
            dataset._options = dataset._options.merge(source._options)
        return dataset

    @property
    def element_spec(self):
        """The spec of the elements: a `tf.TypeSpec`, or a tuple or dictionary of such.

        Example:
          >>> import tfcourse as tf
          >>> tf.data.Dataset.from_tensor_slices({"a": [1, 2]}).element_spec
          {'a': TensorSpec(shape=(), dtype=tf.int32, name=None)}
        """
        return self._element_spec

    @property
    def _structure(self) -> Structure:
        return Structure(self._element_spec)

    @property
    def _type_spec(self) -> "DatasetSpec":
        return DatasetSpec(self._element_spec)

    def signature_key(self):
        """Returns what tells its type from others' where it is an argument of a function."""
        return self._type_spec

    def cardinality(self):
        """Returns the number of elements, int64: -1 if infinite, -2 if not known.

        Example:
          >>> import tfcourse as tf
          >>> tf.data.Dataset.range(5).batch(2).cardinality().numpy().item()
          3

        Source: `tf.data.Dataset.cardinality`.
        """

        def count(variant):
            return [convert(np.int64(held(variant).cardinality))]

        spec = TensorSpec([], dtypes.int64)
        return run_or_add("DatasetCardinality", count, [self._variant_tensor], [spec])[0]

    def __len__(self):
        if context.graph is not None:
            raise TypeError(
                "`tf.data.Dataset` only supports `len` in eager mode. Use "
                "`tf.data.Dataset.cardinality()` instead."
            )
        length = int(self.cardinality())
        if length == INFINITE:
            raise TypeError("The dataset is infinite.")
        if length == UNKNOWN:
            raise TypeError("The dataset length is unknown.")
        return length

    def __bool__(self):
        return True

    def __iter__(self) -> Iterator:
        graph = context.graph
        if graph is not None and not graph.building_function:
            raise RuntimeError(
                "`tf.data.Dataset` only supports Python-style iteration in eager mode or within "
                "tf.function."
            )
        return Iterator(self)

    def as_numpy_iterator(self) -> NumpyIterator:
        """Returns an iterator over the elements as NumPy arrays.

        Raises:
          RuntimeError: if not called in eager mode.
          TypeError: if elements hold something else than tensors.

        Example:
          >>> import tfcourse as tf
          >>> [x.item() for x in tf.data.Dataset.range(3).as_numpy_iterator()]
          [0, 1, 2]

        Source: `tf.data.Dataset.as_numpy_iterator`.
        """
        if context.graph is not None:
            raise RuntimeError(
                "`tf.data.Dataset.as_numpy_iterator()` is only supported in eager mode."
            )
        for spec in nest.flatten(self._element_spec):
            if isinstance(spec, DatasetSpec):
                raise TypeError(
                    "`tf.data.Dataset.as_numpy_iterator()` is not supported for datasets that "
                    "produce values of type "
                    "<class 'tensorflow.python.data.ops.dataset_ops.DatasetV2'>"
                )
        return NumpyIterator(self)

    def options(self) -> Options:
        """Returns the options of the dataset and of those that it builds on.

        Source: `tf.data.Dataset.options`.
        """
        return self._options

    def with_options(self, options, name=None) -> "Dataset":
        """Returns the dataset with other options.

        Args:
          options: A `tf.data.Options`; what it sets wins.
          name: Unused; kept for TensorFlow's signature.

        Source: `tf.data.Dataset.with_options`.
        """
        dataset = self._made(
            "_OptionsDataset",
            "OptionsDataset",
            lambda source: source,
            self._element_spec,
            [self],
        )
        dataset._options = self._options.merge(options)
        return dataset

    def apply(self, transformation_func) -> "Dataset":
        """Returns what a function makes of the dataset.

        Args:
          transformation_func: A function of a dataset that returns a dataset.

        Raises:
          TypeError: if it returns something else.

        Example:
          >>> import tfcourse as tf
          >>> len(tf.data.Dataset.range(5).apply(lambda dataset: dataset.take(2)))
          2

        Source: `tf.data.Dataset.apply`.
        """
        dataset = transformation_func(self)
        if not isinstance(dataset, Dataset):
            raise TypeError(
                "`transformation_func` must return a `tf.data.Dataset` object. Got "
                f"{type(dataset)}."
            )
        return dataset

    def __repr__(self):
        return f"<{type(self).__name__} element_spec={self._element_spec!r}>"


@functools.cache
def _class_of(kind) -> type:
    """Returns the class of datasets that goes by a name of TensorFlow's."""
    return type(kind, (Dataset,), {"__doc__": Dataset.__doc__})


def of_variant(variant_tensor, element_spec, kind="_VariantDataset") -> Dataset:
    """Returns the dataset that a variant holds.

    Args:
      variant_tensor: A tensor of dtype variant.
      element_spec: The spec of its elements.
      kind: The class that TensorFlow prints.
    """
    dataset = _class_of(kind)(variant_tensor)
    dataset._element_spec = element_spec
    return dataset


@export("data.DatasetSpec")
class DatasetSpec(TypeSpec):
    """The spec of a dataset.

    Args:
      element_spec: The spec of its elements.
      dataset_shape: The shape of a tensor of datasets; `[]` for one.

    Example:
      >>> import tfcourse as tf
      >>> tf.data.DatasetSpec(tf.TensorSpec([], tf.int32))
      DatasetSpec(TensorSpec(shape=(), dtype=tf.int32, name=None), TensorShape([]))

    Source: `tf.data.DatasetSpec`.
    """

    def __init__(self, element_spec, dataset_shape=()):
        self._element_spec = element_spec
        self._dataset_shape = TensorShape(dataset_shape)

    @classmethod
    def from_value(cls, value) -> "DatasetSpec":
        """Returns the spec of a dataset."""
        return cls(value.element_spec)

    @property
    def element_spec(self):
        """The spec of the elements."""
        return self._element_spec

    @property
    def value_type(self) -> type:
        """The class of the values it describes: `tf.data.Dataset`."""
        return Dataset

    def from_variant(self, variant_tensor) -> Dataset:
        """Returns the dataset that a tensor of dtype variant holds."""
        return of_variant(variant_tensor, self._element_spec)

    def is_compatible_with(self, spec_or_value) -> bool:
        """Says whether a dataset, or one of another spec, could be one of this spec."""
        other = getattr(spec_or_value, "_type_spec", spec_or_value)
        return isinstance(other, DatasetSpec) and self.most_specific_common_supertype([other]) in (
            self,
            other,
        )

    def most_specific_common_supertype(self, others):
        """Returns the narrowest spec that describes datasets of this and other specs, or None."""
        if not all(isinstance(other, DatasetSpec) for other in others):
            return None
        specs = [other._element_spec for other in others]
        try:
            common = nest.map_structure(
                lambda one, *rest: one.most_specific_common_supertype(rest),
                self._element_spec,
                *specs,
            )
        except (TypeError, ValueError):
            return None
        return None if None in nest.flatten(common) else DatasetSpec(common)

    @property
    def _parts(self):
        return repr(self._element_spec), self._dataset_shape

    def __eq__(self, other):
        return isinstance(other, DatasetSpec) and self._parts == other._parts

    def __hash__(self):
        return hash(self._parts)

    def __repr__(self):
        return f"DatasetSpec({self._element_spec!r}, {self._dataset_shape!r})"


def _rebuilt(like, parts):
    dataset = of_variant(parts[0], like._element_spec)
    dataset._options = like._options
    return dataset


nest.register_composite(
    Dataset,
    nest.Kind(lambda dataset: [dataset._variant_tensor], _rebuilt, lambda value: value._type_spec),
)
