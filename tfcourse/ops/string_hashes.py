"""Buckets and fingerprints of strings."""

import numpy as np

from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.fingerprints import fingerprint64, murmur64, siphash
from tfcourse.ops.host import elementwise, map_items
from tfcourse.ops.shape_checks import invalid_argument


@elementwise
@op("StringToHashBucketFast", is_host=True, is_differentiable=False)
def _to_hash_bucket_fast(input, num_buckets, name=None):
    return map_items(lambda text: fingerprint64(text) % num_buckets, input, np.int64)


@export("strings.to_hash_bucket_fast")
def to_hash_bucket_fast(input, num_buckets, name=None):
    """Gives each string one of so many numbers, by FarmHash.

    Args:
      input: A string tensor of any shape.
      num_buckets: How many numbers there are.
      name: The operation's name in a graph.

    Returns:
      An int64 tensor of the same shape, with values from 0 to `num_buckets` - 1.

    Raises:
      InvalidArgumentError: if `num_buckets` is less than 1.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.to_hash_bucket_fast(["Hello", "TensorFlow"], 3).numpy().tolist()
      [0, 2]

    Source: `tf.strings.to_hash_bucket_fast`.
    """
    check_attributes(_to_hash_bucket_fast.op, num_buckets=num_buckets)
    return _to_hash_bucket_fast(input, num_buckets, name)


@elementwise
@op("StringToHashBucket", is_host=True, is_differentiable=False)
def _to_hash_bucket(string_tensor, num_buckets, name=None):
    return map_items(lambda text: murmur64(text) % num_buckets, string_tensor, np.int64)


@export("strings.to_hash_bucket")
def to_hash_bucket(input, num_buckets, name=None):
    """Gives each string one of so many numbers; like `to_hash_bucket_fast` by an older hash.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.to_hash_bucket(["a", "b"], 10).numpy().tolist()
      [8, 0]

    Source: `tf.strings.to_hash_bucket`.
    """
    check_attributes(_to_hash_bucket.op, num_buckets=num_buckets)
    return _to_hash_bucket(input, num_buckets, name)


@elementwise
@op("StringToHashBucketStrong", is_host=True, is_differentiable=False)
def _to_hash_bucket_strong(input, num_buckets, key, name=None):
    if len(key) != 2:
        raise invalid_argument("Key must have 2 elements")
    words = [word % 2**64 for word in key]
    return map_items(lambda text: siphash(text, *words) % num_buckets, input, np.int64)


@export("strings.to_hash_bucket_strong")
def to_hash_bucket_strong(input, num_buckets, key, name=None):
    """Gives each string one of so many numbers, by SipHash under a key.

    Args:
      input: A string tensor of any shape.
      num_buckets: How many numbers there are.
      key: A list of two integers; who does not know them cannot make strings collide.
      name: The operation's name in a graph.

    Returns:
      An int64 tensor of the same shape.

    Raises:
      InvalidArgumentError: if `key` has not two elements, or `num_buckets` is less than 1.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.to_hash_bucket_strong(["Hello", "TF"], 3, [1, 2]).numpy().tolist()
      [2, 0]

    Source: `tf.strings.to_hash_bucket_strong`.
    """
    check_attributes(_to_hash_bucket_strong.op, num_buckets=num_buckets)
    return _to_hash_bucket_strong(input, num_buckets, tuple(key), name)


@op("Fingerprint", is_host=True, is_differentiable=False)
def _fingerprint(data, method, name=None):
    if not data.ndim:
        raise invalid_argument("Data must have at least rank 1, got 0")
    if method.item() != b"farmhash64":
        raise invalid_argument(f"Unsupported fingerprint method: {method.item().decode()}")
    data = np.asarray(data)
    rows = data.reshape(data.shape[0], -1)
    if data.dtype != object:
        hashes = [fingerprint64(row.tobytes()) for row in rows]
    else:
        each = [[fingerprint64(text) for text in row] for row in rows.tolist()]
        hashes = [
            row[0]
            if data.ndim == 1
            else fingerprint64(b"".join(item.to_bytes(8, "little") for item in row))
            for row in each
        ]
    little = np.array(hashes, np.dtype("<u8"))
    return little.view(np.uint8).reshape(len(hashes), 8)


@export("fingerprint")
def fingerprint(data, method="farmhash64", name=None):
    """Computes a hash of each row of a tensor.

    Args:
      data: A tensor of rank 1 at least.
      method: "farmhash64".
      name: The operation's name in a graph.

    Returns:
      A uint8 tensor of shape `[rows, 8]`.

    Raises:
      InvalidArgumentError: if the rank is 0 or the method is another.

    Example:
      >>> import tfcourse as tf
      >>> tf.fingerprint(["abc"]).numpy().tolist()
      [[105, 243, 231, 116, 160, 179, 165, 36]]

    Source: `tf.fingerprint`.
    """
    return _fingerprint(data, method, name)
