"""What a tensor may be, apart from its value: `TensorSpec`."""

from tfcourse.core import dtypes
from tfcourse.core.export import export
from tfcourse.core.shapes import TensorShape
from tfcourse.core.tensor import Tensor


@export("TypeSpec")
class TypeSpec:
    """What is known of a value before it is there.

    Source: `tf.TypeSpec`.
    """

    def is_compatible_with(self, spec_or_value) -> bool:
        """Says whether a value, or one of another spec, could be one of this spec."""
        raise TypeError(f"{type(self).__name__} does not say what it is compatible with.")


@export("TensorSpec")
class TensorSpec(TypeSpec):
    """Shape, dtype and name of a tensor.

    Args:
      shape: Anything that `tf.TensorShape` takes; None dimensions are unknown.
      dtype: Anything that `tf.as_dtype` takes.
      name: A name for it, or None.

    Example:
      >>> import tfcourse as tf
      >>> tf.TensorSpec([None, 3])
      TensorSpec(shape=(None, 3), dtype=tf.float32, name=None)

    Source: `tf.TensorSpec`.
    """

    __slots__ = ("_dtype", "_name", "_shape")

    def __init__(self, shape, dtype=dtypes.float32, name=None):
        self._shape = TensorShape(shape)
        self._dtype = dtypes.as_dtype(dtype)
        self._name = name

    @classmethod
    def from_spec(cls, spec, name=None):
        """Returns a spec like another one, with another name if one is given."""
        return cls(spec.shape, spec.dtype, name or spec.name)

    @classmethod
    def from_tensor(cls, tensor, name=None):
        """Returns the spec of a tensor."""
        return cls(tensor.shape, tensor.dtype, name)

    @property
    def shape(self) -> TensorShape:
        """The shape."""
        return self._shape

    @property
    def dtype(self):
        """The `DType`."""
        return self._dtype

    @property
    def name(self):
        """The name, or None."""
        return self._name

    @property
    def value_type(self):
        """The class of values: `tf.Tensor`."""
        return Tensor

    def is_compatible_with(self, spec_or_value) -> bool:
        """Says whether dtypes are equal and shapes compatible; data is no tensor."""
        if not (hasattr(spec_or_value, "dtype") and hasattr(spec_or_value, "shape")):
            return False
        return self._dtype == spec_or_value.dtype and self._shape.is_compatible_with(
            spec_or_value.shape
        )

    def is_subtype_of(self, other) -> bool:
        """Says whether every tensor of this spec is one of the other."""
        return (
            isinstance(other, TensorSpec)
            and (other.name is None or self._name == other.name)
            and self._dtype == other.dtype
            and self._shape.is_subtype_of(other.shape)
        )

    def most_specific_common_supertype(self, others):
        """Returns the narrowest spec that all are of, or None if dtypes differ."""
        if any(self._dtype != other.dtype for other in others):
            return None
        shape = self._shape
        for other in others:
            shape = shape.most_specific_compatible_shape(other.shape)
        same_name = all(self._name == other.name for other in others)
        return TensorSpec(shape, self._dtype, self._name if same_name else None)

    def most_specific_compatible_type(self, other):
        """Returns the narrowest spec that both are of.

        Raises:
          ValueError: if dtypes differ.
        """
        common = self.most_specific_common_supertype([other])
        if common is None:
            raise ValueError(f"No TypeSpec is compatible with both {self} and {other}")
        return common

    def __repr__(self):
        return f"TensorSpec(shape={self._shape}, dtype={self._dtype!r}, name={self._name!r})"

    def __eq__(self, other):
        return (
            isinstance(other, TensorSpec)
            and self._shape.rank == other.shape.rank
            and (self._shape.rank is None or self._shape.as_list() == other.shape.as_list())
            and self._dtype == other.dtype
            and self._name == other.name
        )

    def __hash__(self):
        shape = None if self._shape.rank is None else tuple(self._shape.as_list())
        return hash((shape, self._dtype, self._name))

    def __reduce__(self):
        shape = None if self._shape.rank is None else self._shape.as_list()
        return TensorSpec, (shape, self._dtype.name, self._name)


@export("type_spec_from_value")
def type_spec_from_value(value) -> TypeSpec:
    """Returns the spec of a tensor or of anything that converts to one.

    Source: `tf.type_spec_from_value`.
    """
    from tfcourse.core.convert import convert

    spec = getattr(value, "_type_spec", None)
    return spec if spec is not None else TensorSpec.from_tensor(convert(value))
