"""What a ragged tensor may be, apart from its values: `tf.RaggedTensorSpec`."""

from tfcourse.core import dtypes
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.export import export
from tfcourse.core.shapes import TensorShape
from tfcourse.core.specs import TypeSpec


@export("RaggedTensorSpec")
class RaggedTensorSpec(TypeSpec):
    """Shape, dtype and number of ragged dimensions of a ragged tensor.

    Args:
      shape: Anything that `tf.TensorShape` takes; ragged dimensions are None.
      dtype: Anything that `tf.as_dtype` takes.
      ragged_rank: The number of ragged dimensions; one less than the rank if None.
      row_splits_dtype: int32 or int64.
      flat_values_spec: Unused; kept for TensorFlow's signature.

    Raises:
      ValueError: if neither a rank nor `ragged_rank` is given, or they do not fit.

    Example:
      >>> import tfcourse as tf
      >>> tf.RaggedTensorSpec([2, None], tf.int32)
      RaggedTensorSpec(TensorShape([2, None]), tf.int32, 1, tf.int64)

    Source: `tf.RaggedTensorSpec`.
    """

    def __init__(
        self,
        shape=None,
        dtype=dtypes.float32,
        ragged_rank=None,
        row_splits_dtype=dtypes.int64,
        flat_values_spec=None,
    ):
        self._shape = TensorShape(shape)
        self._dtype = as_dtype(dtype)
        self._row_splits_dtype = as_dtype(row_splits_dtype)
        rank = self._shape.rank
        if ragged_rank is None:
            if rank is None:
                raise ValueError("Must specify ragged_rank or a shape with a known rank.")
            ragged_rank = rank - 1
        if not isinstance(ragged_rank, int):
            raise TypeError(f"Argument `ragged_rank` must be an int. Received {ragged_rank}.")
        if rank is not None and ragged_rank >= rank:
            raise ValueError(
                f"Argument `ragged_rank` ({ragged_rank}) must be less than rank ({rank})."
            )
        self._ragged_rank = ragged_rank

    @classmethod
    def _of_value(cls, value):
        return cls(value.shape, value.dtype, value.ragged_rank, value.row_splits.dtype)

    from_value = _of_value

    @property
    def shape(self) -> TensorShape:
        """The shape."""
        return self._shape

    @property
    def dtype(self):
        """The `DType` of the values."""
        return self._dtype

    @property
    def ragged_rank(self) -> int:
        """The number of ragged dimensions."""
        return self._ragged_rank

    @property
    def row_splits_dtype(self):
        """The `DType` of the row splits."""
        return self._row_splits_dtype

    @property
    def flat_values_spec(self):
        """The spec of the flat values, where it was given: never."""
        return None

    @property
    def value_type(self) -> type:
        """The class of the values it describes."""
        from tfcourse.ops.ragged.tensor import RaggedTensor

        return RaggedTensor

    def _fits(self, other) -> bool:
        return (
            isinstance(other, RaggedTensorSpec)
            and self._dtype == other._dtype
            and self._ragged_rank == other._ragged_rank
            and self._row_splits_dtype == other._row_splits_dtype
        )

    def is_compatible_with(self, spec_or_value) -> bool:
        """Says whether a value, or one of another spec, could be one of this spec."""
        other = getattr(spec_or_value, "_type_spec", spec_or_value)
        return self._fits(other) and self._shape.is_compatible_with(other._shape)

    def is_subtype_of(self, other) -> bool:
        """Says whether every value of this spec is one of the other's."""
        return self._fits(other) and self._shape.is_subtype_of(other._shape)

    def most_specific_common_supertype(self, others):
        """Returns the narrowest spec that describes values of this and other specs, or None."""
        shape = self._shape
        for other in others:
            if not self._fits(other):
                return None
            shape = shape.most_specific_compatible_shape(other._shape)
        return RaggedTensorSpec(shape, self._dtype, self._ragged_rank, self._row_splits_dtype)

    def most_specific_compatible_type(self, other):
        """Returns the narrowest spec that describes values of both specs.

        Raises:
          ValueError: if there is none.
        """
        found = self.most_specific_common_supertype([other])
        if found is None:
            raise ValueError(f"No TypeSpec is compatible with both {self} and {other}")
        return found

    @property
    def _parts(self):
        return self._shape, self._dtype, self._ragged_rank, self._row_splits_dtype

    def __repr__(self):
        return f"RaggedTensorSpec({', '.join(map(repr, self._parts))})"

    def __eq__(self, other):
        return isinstance(other, RaggedTensorSpec) and self._parts == other._parts

    def __hash__(self):
        return hash((RaggedTensorSpec, *self._parts))

    def __reduce__(self):
        shape = None if self._shape.rank is None else self._shape.as_list()
        return RaggedTensorSpec, (
            shape,
            self._dtype.name,
            self._ragged_rank,
            self._row_splits_dtype.name,
        )
