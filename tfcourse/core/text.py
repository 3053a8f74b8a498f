"""Strings in numeric kernels: each distinct byte string is known to XLA by a number.

Reshaping, gathering, comparing and concatenating need not know what an element is. So a string
tensor passes their kernels as int32 codes of one table, and those ops are defined only once.
"""

import threading

import numpy as np

_codes: dict[bytes, int] = {}
_texts: list[bytes] = []
_lock = threading.Lock()


def encode(array: np.ndarray) -> np.ndarray:
    """Returns the codes of an object array of byte strings, int32 of the same shape."""
    with _lock:
        flat = []
        for item in array.ravel().tolist():
            code = _codes.get(item)
            if code is None:
                code = _codes[item] = len(_texts)
                _texts.append(item)
            flat.append(code)
    return np.array(flat, np.int32).reshape(array.shape)


def decode(codes) -> np.ndarray:
    """Returns the object array of byte strings that `encode` gave these codes for."""
    codes = np.asarray(codes)
    array = np.empty(codes.size, object)
    array[:] = [_texts[code] for code in codes.ravel().tolist()]
    return array.reshape(codes.shape)


# Kernels that fill with zeros must fill with the empty string.
encode(np.array([b""], object))
