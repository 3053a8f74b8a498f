"""IndexedSlices: some rows of a larger tensor, as gradients of gathered rows are."""

from tfcourse.core import dtypes, nest
from tfcourse.core.constants import constants
from tfcourse.core.export import export
from tfcourse.core.shapes import TensorShape
from tfcourse.core.specs import TypeSpec
from tfcourse.core.tensor import EagerTensor


@export("IndexedSlicesSpec")
class IndexedSlicesSpec(TypeSpec):
    """What is fixed about an `IndexedSlices` besides its values.

    Args:
      shape: The shape of the tensor that it stands for.
      dtype: The dtype of the values.
      indices_dtype: The dtype of the indices.
      dense_shape_dtype: The dtype of the dense shape, or None if it has none.
      indices_shape: The shape of the indices.

    Source: `tf.IndexedSlicesSpec`.
    """

    def __init__(
        self,
        shape=None,
        dtype=dtypes.float32,
        indices_dtype=dtypes.int64,
        dense_shape_dtype=None,
        indices_shape=None,
    ):
        self._fields = (
            TensorShape(shape),
            dtypes.as_dtype(dtype),
            dtypes.as_dtype(indices_dtype),
            None if dense_shape_dtype is None else dtypes.as_dtype(dense_shape_dtype),
            TensorShape([None] if indices_shape is None else indices_shape),
        )

    @property
    def value_type(self):
        """The class of the values that it describes."""
        return IndexedSlices

    def most_specific_common_supertype(self, others):
        """Returns a spec that describes all of the others too, or None."""
        return self if all(isinstance(other, IndexedSlicesSpec) for other in others) else None

    def __eq__(self, other):
        return isinstance(other, IndexedSlicesSpec) and self._fields == other._fields

    def __hash__(self):
        return hash(self._fields[1:4])

    def __repr__(self):
        return f"IndexedSlicesSpec({', '.join(map(repr, self._fields))})"


@export("IndexedSlices")
class IndexedSlices:
    """Some rows of a larger tensor, whose other rows are zero.

    Row `indices[i]` of the larger tensor is `values[i]`; rows for one index are added up.

    Args:
      values: Tensor of shape [n, ...], the rows.
      indices: Integer tensor of shape [n], where they stand.
      dense_shape: Integer tensor, the shape of the larger tensor, if it is known.

    Example:
      >>> slices = IndexedSlices(tf.ones([1, 2]), tf.constant([1]), tf.constant([2, 2]))
      >>> tf.convert_to_tensor(slices).numpy().tolist()
      [[0.0, 0.0], [1.0, 1.0]]

    Source: `tf.IndexedSlices`.
    """

    def __init__(self, values, indices, dense_shape=None):
        self._values = values
        self._indices = indices
        self._dense_shape = dense_shape

    @property
    def values(self):
        """The rows."""
        return self._values

    @property
    def indices(self):
        """Where in the larger tensor the rows stand."""
        return self._indices

    @property
    def dense_shape(self):
        """The shape of the larger tensor as a tensor, or None."""
        return self._dense_shape

    @property
    def shape(self) -> TensorShape:
        """The static shape of the larger tensor."""
        if self._dense_shape is None:
            return TensorShape(None)
        if isinstance(self._dense_shape, EagerTensor):
            return TensorShape(self._dense_shape.numpy().tolist())
        probes = constants(self._dense_shape)
        if probes is None:
            return TensorShape([None] * (self._dense_shape.shape[0] or 0))
        # A dimension that is not the same at all probe sizes is not known.
        sizes = zip(*(probe.tolist() for probe in probes), strict=True)
        return TensorShape([size[0] if len(set(size)) == 1 else None for size in sizes])

    @property
    def dtype(self):
        """The dtype of the rows."""
        return self._values.dtype

    @property
    def name(self):
        """The name of the values in a graph."""
        return self._values.name

    @property
    def op(self):
        """The operation that gives the values in a graph."""
        return self._values.op

    @property
    def graph(self):
        """The graph that holds the values."""
        return self._values.graph

    @property
    def device(self) -> str:
        """The device that holds the values."""
        return self._values.device

    def consumers(self):
        """Returns the operations of a graph that take it: always none."""
        return []

    @property
    def _type_spec(self):
        shape = self._dense_shape
        return IndexedSlicesSpec(
            self.shape,
            self.dtype,
            self._indices.dtype,
            None if shape is None else shape.dtype,
            self._indices.shape,
        )

    def __neg__(self):
        return IndexedSlices(-self._values, self._indices, self._dense_shape)

    def __str__(self):
        shape = "" if self._dense_shape is None else f", dense_shape={self._dense_shape!s}"
        return f"IndexedSlices(indices={self._indices!s}, values={self._values!s}{shape})"


def _parts(slices):
    parts = [slices.values, slices.indices]
    return parts if slices.dense_shape is None else [*parts, slices.dense_shape]


nest.register_composite(
    IndexedSlices,
    nest.Kind(
        _parts,
        lambda like, parts: IndexedSlices(*parts),
        lambda slices: slices._type_spec,
    ),
)
# A repr names the class by TensorFlow's module, as error messages of its optimizers do.
IndexedSlices.__module__ = "tensorflow.python.framework.indexed_slices"
