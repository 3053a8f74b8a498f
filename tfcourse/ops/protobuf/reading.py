"""Features straight from the bytes of an example, without making messages of them."""

from typing import NamedTuple

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.dtypes import DType
from tfcourse.ops.host import array_of
from tfcourse.ops.protobuf import wire


class FeatureValues(NamedTuple):
    """The values of one feature: their dtype (string, float32 or int64) and an array of them."""

    dtype: DType
    values: np.ndarray


def _submessages(data: bytes, number: int):
    for found, kind, value in wire.fields(data):
        if found == number:
            if kind != wire.BYTES:
                raise wire.WireError("A message is no bytes.")
            yield value


def _entries(data: bytes, number: int):
    """Yields (key, value) of a map, both as bytes."""
    for entry in _submessages(data, number):
        key = value = b""
        for found, kind, content in wire.fields(entry):
            if kind == wire.BYTES and found in (1, 2):
                key, value = (content, value) if found == 1 else (key, content)
        yield key, value


def read_features(data: bytes) -> dict[bytes, bytes]:
    """Returns the bytes of each feature of a `Features` message, by its name."""
    return dict(_entries(data, 1))


def read_example(data: bytes) -> dict[bytes, bytes]:
    """Returns the bytes of each feature of an example, by its name.

    Raises:
      WireError: if the bytes are no example.
    """
    features: dict[bytes, bytes] = {}
    for part in _submessages(data, 1):
        features.update(read_features(part))
    return features


def read_sequence(data: bytes) -> tuple[dict[bytes, bytes], dict[bytes, list[bytes]]]:
    """Returns the features of a sequence example's context, and those of each step, by name.

    Raises:
      WireError: if the bytes are no sequence example.
    """
    context: dict[bytes, bytes] = {}
    lists: dict[bytes, list[bytes]] = {}
    for part in _submessages(data, 1):
        context.update(read_features(part))
    for part in _submessages(data, 2):
        lists.update((key, list(_submessages(value, 1))) for key, value in _entries(part, 1))
    return context, lists


def read_feature(data: bytes) -> FeatureValues | None:
    """Returns the values of a feature; None if it says nothing, not even what kind it is of.

    Raises:
      WireError: if the bytes are no feature.
    """
    found = None
    for number, kind, value in wire.fields(data):
        if number in (1, 2, 3):
            if kind != wire.BYTES:
                raise wire.WireError("A list of values is no bytes.")
            found = number, value
    if found is None:
        return None
    number, content = found
    if number == 1:
        return FeatureValues(dtypes.string, array_of(_submessages(content, 1)))
    read, dtype = (
        (wire.read_floats, dtypes.float32) if number == 2 else (wire.read_int64s, dtypes.int64)
    )
    parts = [read(kind, value) for field, kind, value in wire.fields(content) if field == 1]
    if len(parts) == 1:
        return FeatureValues(dtype, parts[0].astype(dtype.numpy_dtype))
    empty = np.empty(0, dtype.numpy_dtype)
    return FeatureValues(dtype, np.concatenate([empty, *parts]).astype(dtype.numpy_dtype))
