"""What a value is: `Tensor`, run at once as `EagerTensor` or standing in a graph.

An eager tensor keeps a NumPy array until XLA needs it, or the JAX array that XLA gave. The
operators of `Tensor` are installed by `tfcourse.ops`, so that this room knows no operation.
"""

import operator

import jax
import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.export import export
from tfcourse.core.forms import form_of
from tfcourse.core.shapes import TensorShape, shape_of

_GRAPH_NAMES = {"name", "op", "graph", "value_index"}
# Methods of NumPy's arrays that tensors do not have.
NUMPY_NAMES = {"T", "astype", "ravel", "transpose", "reshape", "clip", "size", "tolist", "data"}


class TensorReference:
    """A hashable stand-in for a tensor or variable, compared by identity (`tensor.ref()`).

    Source: `tf.Tensor.ref`.
    """

    __slots__ = ("_referenced",)

    def __init__(self, referenced):
        self._referenced = referenced

    def deref(self):
        """Returns the referenced object."""
        return self._referenced

    def __hash__(self):
        return id(self._referenced)

    def __eq__(self, other):
        return isinstance(other, TensorReference) and self._referenced is other._referenced

    def __repr__(self):
        return f"<Reference wrapping {self._referenced!r}>"


@export("Tensor")
class Tensor:
    """A rectangular array of one dtype.

    Not constructed by its name: use `tf.constant`, `tf.convert_to_tensor` or any operation.
    Operators (`+`, `@`, `[]`, ...) are TensorFlow's operations.

    Example:
      >>> import tfcourse as tf
      >>> tf.constant([[1.0, 2.0]]).shape
      TensorShape([1, 2])

    Source: `tf.Tensor`.
    """

    __slots__ = ("__dict__", "__weakref__")
    # Only what NumPy holds has one: see `EagerTensor`.
    form = None
    # NumPy must leave `ndarray + tensor` to our reflected operators.
    __array_priority__ = 100

    @property
    def ndim(self) -> int:
        """The number of dimensions."""
        return self.shape.ndims

    def get_shape(self) -> TensorShape:
        """Returns `self.shape`."""
        return self.shape

    def ref(self) -> TensorReference:
        """Returns a hashable reference, for use as a dictionary key or in a set."""
        return TensorReference(self)

    def experimental_ref(self) -> TensorReference:
        """Returns `self.ref()`."""
        return self.ref()

    def __hash__(self):
        raise TypeError("Tensor is unhashable. Instead, use tensor.ref() as the key.")

    def __getattr__(self, name):
        if name in NUMPY_NAMES:
            raise AttributeError(
                f"{type(self).__name__} object has no attribute '{name}'. \n"
                "        If you are looking for numpy-related methods, please run the following:\n"
                "        tf.experimental.numpy.experimental_enable_numpy_behavior()\n      "
            )
        kind = type(self)
        raise AttributeError(
            f"'{kind.__module__}.{kind.__name__}' object has no attribute '{name}'"
        )

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def value_repr(array: np.ndarray) -> str:
    """Returns the text after `numpy=` in a repr: a Python literal, or the array's own repr."""
    if array.ndim == 0:
        return repr(array.item())
    text = repr(array)
    return "\n" + text if "\n" in text else text


def value_str(array: np.ndarray) -> str:
    """Returns the text of a value as `print` shows it in a tensor."""
    text = str(array[()] if array.ndim == 0 and array.dtype != object else array)
    return "\n" + text if "\n" in text else text


class EagerTensor(Tensor):
    """A tensor with a value.

    Attributes:
      array: The value, a NumPy array (host) or a JAX array; never to be written to. It is not set
        while the tensor waits: who asks for it has it computed.
      form: The `Form` of a NumPy array; None for a JAX array; `Waiting` (core/fusion.py) where the
        value waits to be computed.

    Source: `tensorflow.python.framework.ops.EagerTensor`.
    """

    __slots__ = ("_dtype", "array", "form")

    def __init__(self, array):
        self.array = array
        if type(array) is np.ndarray:
            self.form = form = form_of(array)
            self._dtype = form.dtype
        else:
            self.form = None
            self._dtype = dtypes.from_numpy[array.dtype]

    # Every operation asks for it: no call of Python's.
    dtype = property(operator.attrgetter("_dtype"), doc="The `DType` of its elements.")

    @property
    def shape(self) -> TensorShape:
        """The static shape."""
        form = self.form
        return shape_of(self.array.shape if form is None else form.shape)

    def set_shape(self, shape):
        """Checks that `shape` is compatible with the tensor's shape.

        Args:
          shape: Anything that `tf.TensorShape` takes.

        Raises:
          ValueError: if it is not compatible.
        """
        if not self.shape.is_compatible_with(shape):
            raise ValueError(
                f"Tensor's shape {self.shape} is not compatible with supplied shape "
                f"{TensorShape(shape)}."
            )

    @property
    def ndim(self) -> int:
        """The number of dimensions."""
        return len(self.array.shape if self.form is None else self.form.shape)

    @property
    def device(self) -> str:
        """The full name of the device that holds the value."""
        from tfcourse.core import devices

        return devices.device_of(self.array)

    @property
    def backing_device(self) -> str:
        """The full name of the device that holds the value."""
        return self.device

    def cpu(self) -> "EagerTensor":
        """Returns a copy in the host's memory."""
        return EagerTensor(np.asarray(self.array))

    def gpu(self, gpu_index=0) -> "EagerTensor":
        """Returns a copy in the memory of a GPU.

        Args:
          gpu_index: The number of the GPU.

        Raises:
          RuntimeError: if there is no such GPU.
        """
        gpus = [device for device in jax.local_devices() if device.platform != "cpu"]
        if gpu_index >= len(gpus):
            raise RuntimeError(f"GPU:{gpu_index} unknown device.")
        return EagerTensor(jax.device_put(self.array, gpus[gpu_index]))

    @property
    def is_packed(self) -> bool:
        """Whether the tensor is a pack of tensors on several devices: never."""
        return False

    def numpy(self):
        """Returns the value as a new NumPy array, or a NumPy scalar for shape `()`.

        Strings come as `bytes`.
        """
        array = np.asarray(self.array)
        if array.ndim == 0:
            return array.item() if array.dtype == object else array[()]
        return array.copy()

    def __getattr__(self, name):
        if name == "array":
            self.form.end()
            return self.array
        if name in _GRAPH_NAMES:
            raise AttributeError(f"Tensor.{name} is undefined when eager execution is enabled.")
        return super().__getattr__(name)

    def consumers(self):
        """Raises NotImplementedError: an eager tensor does not know who took it."""
        raise NotImplementedError("Tensor.consumers is undefined when eager execution is enabled.")

    def eval(self, feed_dict=None, session=None):
        """Raises NotImplementedError, as an eager tensor has no session to run in."""
        raise NotImplementedError(
            "eval is not supported when eager execution is enabled, is .numpy() what you're "
            "looking for?"
        )

    def __repr__(self):
        array = np.asarray(self.array)
        return (
            f"<tf.Tensor: shape={array.shape}, dtype={self.dtype.name}, numpy={value_repr(array)}>"
        )

    def __str__(self):
        array = np.asarray(self.array)
        return f"tf.Tensor({value_str(array)}, shape={array.shape}, dtype={self.dtype.name})"

    def __format__(self, specification):
        return self.numpy().__format__(specification)

    def __array__(self, dtype=None, copy=None):
        array = np.asarray(self.array)
        if dtype is not None and array.dtype != dtype:
            return array.astype(dtype)
        return array.copy() if copy else array

    def __jax_array__(self):
        return jax.numpy.asarray(self.array)

    def __dlpack__(self, **options):
        return jax.numpy.asarray(self.array).__dlpack__(**options)

    def __dlpack_device__(self):
        return jax.numpy.asarray(self.array).__dlpack_device__()

    def __reduce__(self):
        return _restore, (np.asarray(self.array),)

    def __len__(self):
        if not self.array.ndim:
            raise TypeError("Scalar tensor has no `len()`")
        return self.array.shape[0]

    def __iter__(self):
        if not self.array.ndim:
            raise TypeError("Cannot iterate over a scalar tensor.")
        return (self[index] for index in range(self.array.shape[0]))

    def __bool__(self):
        array = np.asarray(self.array)
        return bool(array) if array.size else False

    def __int__(self):
        return int(np.asarray(self.array))

    def __index__(self):
        return np.asarray(self.array).__index__()

    def __float__(self):
        return float(np.asarray(self.array))

    def __complex__(self):
        return complex(np.asarray(self.array))

    def __round__(self, digits=None):
        return round(self.numpy(), digits)


new_tensor = object.__new__
"""Makes a tensor without calling the class: `new_tensor(EagerTensor)`, all attributes to be set."""


def eager_tensors(arrays, known_dtypes) -> list[EagerTensor]:
    """Returns a tensor for each array, in half the time that the class takes.

    Args:
      arrays: NumPy or JAX arrays.
      known_dtypes: The `DType` of each.
    """
    tensors = []
    for array, dtype in zip(arrays, known_dtypes, strict=True):
        tensor = new_tensor(EagerTensor)
        tensor.array = array
        tensor.form = form_of(array) if type(array) is np.ndarray else None
        tensor._dtype = dtype
        tensors.append(tensor)
    return tensors


# `type(t)` and AttributeErrors print where TensorFlow keeps the class; students meet both.
EagerTensor.__module__ = "tensorflow.python.framework.ops"


def _restore(array: np.ndarray) -> EagerTensor:
    """Rebuilds a pickled tensor; a function, as the class goes by TensorFlow's module name."""
    return EagerTensor(array)
