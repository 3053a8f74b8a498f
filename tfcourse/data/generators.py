"""Elements that Python yields."""

import numpy as np

from tfcourse.core import errors
from tfcourse.core.convert import convert
from tfcourse.core.specs import TensorSpec
from tfcourse.core.tensor import EagerTensor
from tfcourse.data.structure import Structure, map_leaves
from tfcourse.function.autograph.options import conversion
from tfcourse.function.python_calls import operation_error


def from_python(iterable, structure: Structure):
    """Yields the components of what Python yields.

    Args:
      iterable: What the user's generator returned.
      structure: The `Structure` of its elements.

    Raises:
      InvalidArgumentError: if an element does not fit.
      OpError: the one that stands for what the generator raised.
    """
    iterator = iter(iterable)
    while True:
        try:
            # As in TensorFlow, it stays plain Python, whatever it is called from.
            with conversion(False):
                element = next(iterator)
        except StopIteration:
            return
        except Exception as error:
            raise _located(error) from error
        try:
            components = _components(element, structure)
        except TypeError as error:
            raise _located(error) from None
        yield components


def _located(error) -> errors.OpError:
    found = operation_error(error)
    return type(found)(None, None, f"{found.message}\n\t [[{{{{node PyFunc}}}}]]")


def _components(element, structure):
    expected = map_leaves(lambda spec: getattr(spec, "dtype", spec), structure.spec)
    flat = _flat_up_to(structure.spec, element)
    if flat is None:
        raise TypeError(
            "`generator` yielded an element that did not match the expected structure. The "
            f"expected structure was {expected}, but the yielded element was {element}."
        )
    components = []
    for spec, value in zip(structure.leaves, flat, strict=True):
        if isinstance(spec, TensorSpec):
            components.append(_tensor(value, spec))
        else:
            if not spec.is_compatible_with(value):
                raise TypeError(
                    f"`generator` yielded an element of {value!r} where an element of {spec} was "
                    "expected."
                )
            components += Structure.unpack(value)
    return components


def _tensor(value, spec) -> EagerTensor:
    dtype = spec.dtype
    try:
        if isinstance(value, EagerTensor):
            value = np.asarray(value.array)
        if dtype.name == "string":
            tensor = convert(value, dtype)
        else:
            tensor = EagerTensor(np.asarray(value).astype(dtype.as_numpy_dtype))
    except (TypeError, ValueError):
        raise TypeError(
            "`generator` yielded an element that could not be converted to the expected type. The "
            f"expected type was {dtype.name}, but the yielded element was {value}."
        ) from None
    if not spec.shape.is_compatible_with(tensor.shape):
        raise TypeError(
            f"`generator` yielded an element of shape {tensor.shape} where an element of shape "
            f"{spec.shape} was expected."
        )
    return tensor


def _flat_up_to(spec, value):
    """Returns the parts of an element that stand where a structure has its leaves, or None."""
    if isinstance(spec, dict):
        if not isinstance(value, dict) or set(value) != set(spec):
            return None
        pairs = [(spec[key], value[key]) for key in sorted(spec)]
    elif isinstance(spec, (tuple, list)):
        if not isinstance(value, (tuple, list)) or len(value) != len(spec):
            return None
        pairs = zip(spec, value, strict=True)
    else:
        return [value]
    parts = [_flat_up_to(*pair) for pair in pairs]
    if any(part is None for part in parts):
        return None
    return [leaf for part in parts for leaf in part]
