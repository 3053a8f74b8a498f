"""Iterators over datasets, eager and in functions."""

from tfcourse.core import dtypes, errors, nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.specs import TensorSpec, TypeSpec
from tfcourse.core.tensor import Tensor
from tfcourse.data.pipeline import Run, error_of, held, run_or_add, variant
from tfcourse.data.structure import VARIANT, Structure, as_element, map_leaves, spec_of
from tfcourse.ops.ragged.tensor import RaggedTensor

_NEXT = "IteratorGetNext"
_COUNTED = "output_types"
_MOST_IN_GRAPH = 1000


class _Live:
    """The state of an iterator: where in its pipeline it is.

    Args:
      pipeline: The `Pipeline`.
    """

    def __init__(self, pipeline):
        self._elements = pipeline.start(Run())

    def __iter__(self):
        return self

    def __next__(self) -> list:
        # As `unrecorded`, in a third of the time: this is run for each element.
        tapes, context.tapes = context.tapes, ()
        try:
            return next(self._elements)
        finally:
            context.tapes = tapes


def _next_or_error(tensor):
    try:
        return next(held(tensor))
    except StopIteration:
        raise errors.OutOfRangeError(None, None, "End of sequence") from None


@export("data.Iterator")
class Iterator:
    """An iterator over a dataset, made by `iter(dataset)`.

    Args:
      dataset: The `tf.data.Dataset`.

    Example:
      >>> import tfcourse as tf
      >>> iterator = iter(tf.data.Dataset.range(2))
      >>> next(iterator).numpy().item(), iterator.get_next().numpy().item()
      (0, 1)

    Source: `tf.data.Iterator`.
    """

    _times_in_graph = 0

    def __init__(self, dataset):
        self._element_spec = dataset.element_spec
        (self._variant_tensor,) = run_or_add(
            "AnonymousIteratorV3",
            lambda source: [variant(_Live(held(source)))],
            [dataset._variant_tensor],
            [VARIANT],
            is_stateful=True,
        )
        self._structure = Structure(self._element_spec)

    @property
    def element_spec(self):
        """The spec of the elements, as the dataset's."""
        return self._element_spec

    @property
    def _type_spec(self) -> "IteratorSpec":
        return IteratorSpec(self._element_spec)

    def signature_key(self):
        """Returns what tells its type from others' where it is an argument of a function."""
        return self._type_spec

    def __iter__(self):
        return self

    def __next__(self):
        if context.graph is not None:
            return self._next_in_graph()
        structure = self._structure
        try:
            components = next(held(self._variant_tensor))
        except errors.OpError as error:
            count = len(structure.components)
            raise error_of(error, _NEXT, _COUNTED, count) from error.__cause__
        return structure.pack(components)

    def _next_in_graph(self):
        self._times_in_graph += 1
        if self._times_in_graph > _MOST_IN_GRAPH:
            # In a graph nothing ends a loop of Python's: it would go on for ever.
            raise errors.OperatorNotAllowedInGraphError(
                "Iterating over a `tf.data.Dataset` in a loop of Python's is not allowed in a "
                "graph, where it would not end. Use a `for` statement in code that AutoGraph "
                "converts (not a comprehension), or `Dataset.reduce`."
            )
        return self.get_next()

    def next(self):
        """Returns the next element, as `next(iterator)` does."""
        return self.__next__()

    def get_next(self, name=None):
        """Returns the next element.

        Args:
          name: Unused; kept for TensorFlow's signature.

        Raises:
          OutOfRangeError: at the end.

        Source: `tf.data.Iterator.get_next`.
        """
        components = run_or_add(
            _NEXT,
            _next_or_error,
            [self._variant_tensor],
            self._structure.components,
            is_stateful=True,
            counted=_COUNTED,
        )
        return self._structure.pack(components)

    def get_next_as_optional(self) -> "Optional":
        """Returns the next element, or that there is none, as a `tf.data.experimental.Optional`.

        Example:
          >>> import tfcourse as tf
          >>> iterator = iter(tf.data.Dataset.range(0))
          >>> bool(iterator.get_next_as_optional().has_value())
          False

        Source: `tf.data.Iterator.get_next_as_optional`.
        """

        def take(tensor):
            try:
                return [variant(next(held(tensor)))]
            except StopIteration:
                return [variant(None)]

        (found,) = run_or_add(
            "IteratorGetNextAsOptional", take, [self._variant_tensor], [VARIANT], is_stateful=True
        )
        return Optional(found, self._element_spec)

    def __repr__(self):
        return f"<tensorflow.python.data.ops.iterator_ops.OwnedIterator object at {hex(id(self))}>"


@export("data.IteratorSpec")
class IteratorSpec(TypeSpec):
    """The spec of an iterator.

    Args:
      element_spec: The spec of the elements.

    Source: `tf.data.IteratorSpec`.
    """

    def __init__(self, element_spec):
        self._element_spec = element_spec

    @property
    def element_spec(self):
        """The spec of the elements."""
        return self._element_spec

    @property
    def value_type(self) -> type:
        """The class of the values it describes: `tf.data.Iterator`."""
        return Iterator

    def most_specific_common_supertype(self, others):
        """Returns itself if all others are equal to it, else None."""
        return self if all(other == self for other in others) else None

    def __eq__(self, other):
        return isinstance(other, IteratorSpec) and repr(self) == repr(other)

    def __hash__(self):
        return hash(repr(self))

    def __repr__(self):
        return f"IteratorSpec({self._element_spec!r},)"


@export("data.experimental.Optional")
class Optional:
    """An element that may not be there, made by `get_next_as_optional` and `from_value`.

    Args:
      variant_tensor: A tensor of dtype variant that holds components, or None.
      element_spec: The spec of the element.

    Source: `tf.experimental.Optional`.
    """

    def __init__(self, variant_tensor, element_spec):
        self._variant_tensor = variant_tensor
        self._structure = Structure(element_spec)

    @property
    def element_spec(self):
        """The spec of the element."""
        return self._structure.spec

    @staticmethod
    def from_value(value) -> "Optional":
        """Returns an optional that has a value.

        Args:
          value: An element.

        Example:
          >>> import tfcourse as tf
          >>> tf.data.experimental.Optional.from_value(3).get_value().numpy().item()
          3

        Source: `tf.experimental.Optional.from_value`.
        """
        element = as_element(value)
        (made,) = run_or_add(
            "OptionalFromValue",
            lambda *components: [variant(list(components))],
            Structure.unpack(element),
            [VARIANT],
        )
        return Optional(made, map_leaves(spec_of, element))

    @staticmethod
    def empty(element_spec) -> "Optional":
        """Returns an optional that has no value.

        Args:
          element_spec: The spec that a value would have.

        Source: `tf.experimental.Optional.empty`.
        """
        (made,) = run_or_add("OptionalNone", lambda: [variant(None)], [], [VARIANT])
        return Optional(made, element_spec)

    def has_value(self, name=None):
        """Returns whether there is a value, a bool tensor.

        Args:
          name: Unused; kept for TensorFlow's signature.

        Source: `tf.experimental.Optional.has_value`.
        """

        def has(tensor):
            return [convert(held(tensor) is not None)]

        spec = TensorSpec([], dtypes.bool)
        return run_or_add("OptionalHasValue", has, [self._variant_tensor], [spec])[0]

    def get_value(self, name=None):
        """Returns the value.

        Args:
          name: Unused; kept for TensorFlow's signature.

        Raises:
          InvalidArgumentError: if there is none.

        Source: `tf.experimental.Optional.get_value`.
        """

        def get(tensor):
            components = held(tensor)
            if components is None:
                message = "The given optional does not have a value."
                raise errors.InvalidArgumentError(None, None, message)
            return components

        specs = self._structure.components
        results = run_or_add(
            "OptionalGetValue", get, [self._variant_tensor], specs, counted=_COUNTED
        )
        return self._structure.pack(results)

    def __repr__(self):
        return f"<tensorflow.python.data.ops.optional_ops._OptionalImpl object at {hex(id(self))}>"


@export("data.NumpyIterator")
class NumpyIterator:
    """An iterator over the elements of a dataset as NumPy arrays.

    Args:
      dataset: The `tf.data.Dataset`.

    Source: `tf.data.NumpyIterator`.
    """

    def __init__(self, dataset):
        self._iterator = iter(dataset)

    def __iter__(self):
        return self

    def __next__(self):
        return nest.map_structure(_as_numpy, next(self._iterator))

    def next(self):
        """Returns the next element, as `next(iterator)` does."""
        return self.__next__()

    def __repr__(self):
        return f"NumpyIterator(iterator={self._iterator!r})"


def _as_numpy(value):
    return value.numpy() if isinstance(value, (Tensor, RaggedTensor)) else value


def _rebuilt(like, parts):
    iterator = object.__new__(Iterator)
    iterator._element_spec = like._element_spec
    iterator._structure = like._structure
    (iterator._variant_tensor,) = parts
    return iterator


nest.register_composite(
    Iterator,
    nest.Kind(lambda value: [value._variant_tensor], _rebuilt, lambda value: value._type_spec),
)
