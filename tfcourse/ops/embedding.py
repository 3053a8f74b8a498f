"""Embeddings: rows of a table looked up by number."""

from tfcourse.core.export import export
from tfcourse.ops.clipping import clip_by_norm
from tfcourse.ops.gather import gather
from tfcourse.ops.identities import identity
from tfcourse.ops.joining import concat
from tfcourse.ops.scopes import scope, tensor_of


def _rows_of_parts(parts, ids):
    """Looks rows up in a table that is divided into parts of almost equal numbers of rows."""
    return gather(concat(parts, 0), ids)


@export("nn.embedding_lookup")
def embedding_lookup(params, ids, max_norm=None, name=None):
    """Returns rows of a table.

    Args:
      params: Tensor or variable of shape [rows, ...]; or a list of them, the parts of one table.
      ids: int32 or int64 tensor: the numbers of the rows.
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
