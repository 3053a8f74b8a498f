"""`tf.TensorArray`: elements that are written and read one by one."""

import contextlib

from tfcourse.core import dtypes, nest
from tfcourse.core.constants import constants
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.scopes import name_scope
from tfcourse.core.shapes import TensorShape
from tfcourse.core.specs import TypeSpec
from tfcourse.function.eager_array import EagerArray
from tfcourse.function.tensor_buffer import Elements, GraphArray
from tfcourse.function.tensor_pieces import PieceArray


@export("TensorArraySpec")
class TensorArraySpec(TypeSpec):
    """What is known of a `TensorArray`.

    Args:
      element_shape: The shape of its elements.
      dtype: Their dtype.
      dynamic_size: Whether their number may grow.
      infer_shape: Whether all must have the shape of the first.

    Source: `tf.TensorArraySpec`.
    """

    def __init__(
        self, element_shape=None, dtype=dtypes.float32, dynamic_size=False, infer_shape=True
    ):
        self._element_shape = TensorShape(element_shape)
        self._dtype = dtypes.as_dtype(dtype)
        self._dynamic_size = dynamic_size
        self._infer_shape = infer_shape

    def is_compatible_with(self, spec_or_value) -> bool:
        """Says whether an array, or one of another spec, could be one of this spec."""
        other = getattr(spec_or_value, "_type_spec", spec_or_value)
        return isinstance(other, TensorArraySpec) and (
            self._dtype is other._dtype
            and self._element_shape.is_compatible_with(other._element_shape)
            and self._dynamic_size == other._dynamic_size
        )

    def most_specific_common_supertype(self, others):
        """Returns the spec that this and others have in common, or None."""
        for other in others:
            if not isinstance(other, TensorArraySpec) or other._dtype is not self._dtype:
                return None
        return self

    def __repr__(self):
        return (
            f"TensorArraySpec({self._element_shape!r}, {self._dtype!r}, {self._dynamic_size}, "
            f"{self._infer_shape})"
        )


@export("TensorArray")
class TensorArray:
    """Elements of one dtype that are written and read one by one.

    In a graph each write gives a new array, which must be used from then on: `ta = ta.write(...)`.

    Args:
      dtype: The dtype of the elements.
      size: Their number, a scalar int.
      dynamic_size: Whether writing behind the last one adds elements.
      clear_after_read: Whether an element can be read only once (in eager execution).
      tensor_array_name: Unused; kept for TensorFlow's signature.
      handle: Unused; kept for TensorFlow's signature.
      flow: Unused; kept for TensorFlow's signature.
      infer_shape: Whether all elements must have the shape of the first.
      element_shape: The shape of the elements, None where it is not known.
      colocate_with_first_write_call: Unused; kept for TensorFlow's signature.
      name: A name for the operation.

    Example:
      >>> import tfcourse as tf
      >>> squares = tf.TensorArray(tf.int32, size=3)
      >>> for i in range(3):
      ...     squares = squares.write(i, i * i)
      >>> squares.stack()
      <tf.Tensor: shape=(3,), dtype=int32, numpy=array([0, 1, 4], dtype=int32)>

    Source: `tf.TensorArray`.
    """

    def __init__(
        self,
        dtype,
        size=None,
        dynamic_size=None,
        clear_after_read=None,
        tensor_array_name=None,
        handle=None,
        flow=None,
        infer_shape=True,
        element_shape=None,
        colocate_with_first_write_call=True,
        name=None,
    ):
        self._dtype = dtypes.as_dtype(dtype)
        self._dynamic_size = dynamic_size
        shape = TensorShape(element_shape)
        if context.graph is None:
            self._dynamic_size = bool(dynamic_size)
            if size is None:
                raise ValueError(
                    "Size must be declared for TensorArrays when eager execution is enabled."
                )
            clears = True if clear_after_read is None else clear_after_read
            self._state = EagerArray(
                self._dtype, int(size), self._dynamic_size, clears, infer_shape, shape
            )
        else:
            size = context.graph.element(convert(0 if size is None else size, dtypes.int32))
            if not infer_shape and not shape.is_fully_defined():
                self._state = PieceArray.reserved(self._dtype, shape, size, self._dynamic_size)
                return
            sizes = None if self._dynamic_size else constants(size)
            elements = Elements(self._dtype, shape, infer_shape, sizes)
            self._state = GraphArray.reserved(
                elements, size, self._dynamic_size, name or "TensorArrayV2"
            )

    def _with(self, state):
        """Returns an array of another state."""
        array = object.__new__(TensorArray)
        array._dtype = self._dtype
        array._dynamic_size = self._dynamic_size
        array._state = state
        return array

    def _as_element(self, value):
        value = convert(value, None if hasattr(value, "dtype") else self._dtype)
        return value if context.graph is None else context.graph.element(value)

    @staticmethod
    def _scope(name, default):
        return contextlib.nullcontext() if context.graph is None else name_scope(name or default)

    @property
    def dtype(self):
        """The dtype of the elements."""
        return self._dtype

    @property
    def dynamic_size(self) -> bool:
        """Whether writing behind the last element adds elements."""
        return self._dynamic_size

    @property
    def element_shape(self) -> TensorShape:
        """What is known of the shape of the elements."""
        return self._state.shape

    @property
    def handle(self):
        """None: there is no resource behind the array."""

    @property
    def flow(self):
        """The tensor that stands for the array in a graph; a zero outside of graphs."""
        state = self._state
        return convert(0) if isinstance(state, EagerArray) else state.parts[0]

    @property
    def _type_spec(self):
        return TensorArraySpec(self.element_shape, self._dtype, self._dynamic_size)

    def identity(self):
        """Returns the array."""
        return self._with(self._state)

    def size(self, name=None):
        """Returns the number of elements, a scalar int32 tensor."""
        return self._state.size

    def read(self, index, name=None):
        """Returns an element.

        Args:
          index: Scalar int32.
          name: A name for the operation.

        Raises:
          OutOfRangeError: if there is no such element.
          InvalidArgumentError: if it was read before and cleared.
        """
        with self._scope(name, "TensorArrayV2Read"):
            return self._state.read(index)

    def write(self, index, value, name=None):
        """Returns the array after an element was written.

        Args:
          index: Scalar int32.
          value: The element.
          name: A name for the operation.

        Raises:
          OutOfRangeError: if the array ends before and does not grow.
          ValueError: if the shape is not that of the other elements.
        """
        with self._scope(name, "TensorArrayV2Write"):
            return self._with(self._state.write(index, self._as_element(value)))

    def stack(self, name=None):
        """Returns all elements, stacked: a tensor of shape `[size, *element_shape]`."""
        with self._scope(name, "TensorArrayV2Stack"):
            return self._state.stack()

    def gather(self, indices, name=None):
        """Returns some elements, stacked.

        Args:
          indices: int32 of shape `[n]`.
          name: A name for the operation.
        """
        return self._state.gather(indices)

    def concat(self, name=None):
        """Returns all elements, one after the other along their first axis."""
        return self._state.concat()

    def unstack(self, value, name=None):
        """Returns the array that holds the rows of a tensor.

        Args:
          value: Tensor of shape `[size, *element_shape]`.
          name: A name for the operation.
        """
        with self._scope(name, "TensorArrayUnstack"):
            return self._with(self._state.unstacked(self._as_element(value)))

    def scatter(self, indices, value, name=None):
        """Returns the array after several elements were written.

        Args:
          indices: int32 of shape `[n]`.
          value: Tensor of shape `[n, *element_shape]`.
          name: A name for the operation.
        """
        with self._scope(name, "TensorArrayScatter"):
            return self._with(self._state.scatter(indices, self._as_element(value)))

    def split(self, value, lengths, name=None):
        """Returns the array that holds pieces of a tensor's first axis.

        Args:
          value: Tensor of shape `[sum(lengths), ...]`.
          lengths: int32 of shape `[size]`.
          name: A name for the operation.
        """
        return self._with(self._state.split(self._as_element(value), lengths))

    def close(self, name=None):
        """Does nothing: the array ends with its last name."""

    def mark_used(self):
        """Does nothing: no warning is given for an array that is not used."""


def _parts(array):
    state = array._state
    return [] if isinstance(state, EagerArray) else state.parts


def _rebuilt(like, parts):
    return like._with(like._state.like(*parts))


nest.register_composite(TensorArray, nest.Kind(_parts, _rebuilt, lambda array: array._type_spec))
TensorArray.__module__ = "tensorflow.python.ops.tensor_array_ops"
