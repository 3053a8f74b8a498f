"""Forms: the shape and dtype of an array on the host as one object, which goes by identity."""

import numpy as np

from tfcourse.core import dtypes

# A program that meets more shapes than this starts anew: old forms are only not found any more.
MOST_FORMS = 4096

_forms: dict[tuple, "Form"] = {}


class Form:
    """What the NumPy arrays of one shape and dtype have in common; one object for all of them.

    As it is compared by identity, what is known of an operation on such arrays is found in a
    dictionary without comparing shapes.

    Attributes:
      dtype: The `DType`.
      shape: The sizes, a tuple.
    """

    __slots__ = ("dtype", "shape")

    def __init__(self, shape, dtype):
        self.shape = shape
        self.dtype = dtype

    def __repr__(self):
        return f"<Form {self.dtype.name}{list(self.shape)}>"


def form_of(array: np.ndarray) -> Form:
    """Returns the form of a NumPy array."""
    key = array.shape, array.dtype
    form = _forms.get(key)
    if form is None:
        if len(_forms) >= MOST_FORMS:
            _forms.clear()
        form = _forms[key] = Form(array.shape, dtypes.from_numpy[array.dtype])
    return form
