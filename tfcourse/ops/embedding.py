"""Embeddings: rows of a table looked up by number."""

from tfcourse.core import dtypes
from tfcourse.core.export import export
from tfcourse.ops.casting import cast
from tfcourse.ops.clipping import clip_by_norm
from tfcourse.ops.gather import dynamic_partition, gather
from tfcourse.ops.identities import identity
from tfcourse.ops.joining import concat
from tfcourse.ops.masks import where
from tfcourse.ops.math import maximum
from tfcourse.ops.ordering import argsort
from tfcourse.ops.ranges import range_
from tfcourse.ops.reshaping import reshape
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shapes import shape, size


def _rows_of_parts(parts, ids):
    """Looks rows up in a table that is divided into parts of almost equal numbers of rows.

    Each part is asked for its own rows only, so that its gradient holds these and no others.
    """
    flat = reshape(ids, [-1])
    known = [part.shape[0] for part in parts]
    sizes = [shape(part, ids.dtype)[0] for part in parts] if None in known else known
    count = sum(sizes)
    # The first parts have a row more, where their number does not divide that of the rows.
    rows, more = count // len(parts), count % len(parts)
    of_part = maximum(flat // (rows + 1), (flat - more) // rows)
    within = where(of_part < more, flat % (rows + 1), (flat - more) % rows)
    of_part = cast(of_part, dtypes.int32)
    ids_by_part = dynamic_partition(within, of_part, len(parts))
    places = dynamic_partition(range_(size(flat)), of_part, len(parts))
    found = [gather(part, own) for part, own in zip(parts, ids_by_part, strict=True)]
    stitched = gather(concat(found, 0), argsort(concat(places, 0)))
    return reshape(stitched, concat([shape(ids), shape(stitched)[1:]], 0))


@export("nn.embedding_lookup")
def embedding_lookup(params, ids, max_norm=None, name=None):
    """Returns rows of a table.

    Args:
      params: Tensor or variable of shape [rows, ...]; or a list of them, the parts of one table.
      ids: int32 or int64 tensor: the numbers of the rows. In a function, a table in parts is not
        compiled: each part is given as many of them as it has rows for.
      max_norm: Rows with a larger L2 norm are scaled down to it; None for any.
      name: A name for the operation.

    Returns:
      Tensor of the shape of `ids` followed by that of a row.

    Raises:
      ValueError: if there is no table.
      InvalidArgumentError: if there is no such row.

    Example:
      >>> embedding_lookup(tf.constant([[1.0, 2.0], [3.0, 4.0]]), [1, 1, 0]).numpy().tolist()
      [[3.0, 4.0], [3.0, 4.0], [1.0, 2.0]]

    Source: `tf.nn.embedding_lookup`.
    """
    if params is None:
        raise ValueError("params must be specified")
    parts = list(params) if isinstance(params, (list, tuple)) else [params]
    if not parts:
        raise ValueError(f"Length of params is currently {len(parts)}. Need at least one param.")
    with scope(name, "embedding_lookup") as name:
        ids = tensor_of(ids, "ids")
        rows = _rows_of_parts(parts, ids) if len(parts) > 1 else gather(parts[0], ids, name=name)
        if max_norm is not None:
            rank = ids.shape.rank
            rows = clip_by_norm(rows, max_norm, axes=list(range(rank, rows.shape.rank)))
        return identity(rows)
