"""Sums of products over named or numbered axes: einsum and tensordot."""

import re

import jax.numpy as jnp
import numpy as np

from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.joining import concat, stack
from tfcourse.ops.linalg import matmul
from tfcourse.ops.reductions import reduce_prod
from tfcourse.ops.reshaping import reshape, transpose
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument, unequal
from tfcourse.ops.shapes import shape

_ELLIPSIS = "..."
_SUBSCRIPTS = re.compile(r"(?:[A-Za-z]|\.\.\.)*$")


def _labels(subscripts: str) -> list[str]:
    """Returns the labels of one operand: letters, and `...` as one."""
    return re.findall(r"\.\.\.|[A-Za-z]", subscripts)


def _check_dimensions(equation, operands):
    sizes = {}
    for index, (subscripts, operand) in enumerate(
        zip(equation.partition("->")[0].split(","), operands, strict=True)
    ):
        labels = _labels(subscripts)
        named = [label for label in labels if label != _ELLIPSIS]
        has_ellipsis = len(named) != len(labels)
        if operand.ndim < len(named) or (operand.ndim > len(named) and not has_ellipsis):
            least = "at least " if has_ellipsis else ""
            raise invalid_argument(
                f"Expected input {index} to have rank {least}{len(named)} but got: {operand.ndim}",
                f"Shape must be {least}rank {len(named)} but is rank {operand.ndim}",
            )
        at = labels.index(_ELLIPSIS) if has_ellipsis else len(named)
        axes = [*range(at), *range(operand.ndim - (len(named) - at), operand.ndim)]
        for label, axis in zip(named, axes, strict=True):
            size = operand.shape[axis]
            if sizes.setdefault(label, size) != size:
                raise unequal(
                    f"Expected dimension {sizes[label]} at axis {axis} of the input shaped "
                    f"{brackets(operand.shape)} but got dimension {size}",
                    sizes[label],
                    size,
                )


@op("Einsum")
def _einsum(inputs, equation, name=None):
    _check_dimensions(equation, inputs)
    return jnp.einsum(equation, *inputs)


def _resolved(equation: str, shapes: list) -> tuple[list[str], str]:
    """Returns the subscripts of each operand and of the result."""
    equation = equation.replace(" ", "")
    left, arrow, result = equation.partition("->")
    operands = left.split(",")
    if not all(_SUBSCRIPTS.match(item) for item in (*operands, result)):
        raise ValueError(f"Subscripts have incorrect format: {equation}")
    if len(operands) != len(shapes):
        raise ValueError(
            f'Got {len(shapes)} inputs for equation "{equation}", expecting {len(operands)}'
        )
    letters = "".join(operands).replace(_ELLIPSIS, "")
    if not arrow:
        once = sorted(letter for letter in set(letters) if letters.count(letter) == 1)
        result = (_ELLIPSIS if _ELLIPSIS in left else "") + "".join(once)
    named = result.replace(_ELLIPSIS, "")
    if len(set(named)) != len(named):
        raise ValueError(f"Output subscripts contain a label appearing more than once: {equation}")
    for letter in named:
        if letter not in letters:
            raise ValueError(
                f"Output subscripts contain the label {letter} not present in the input subscripts."
            )
    return operands, result


def _pairs(operands: list[str], result: str, shapes: list, optimize):
    """Yields which two of the remaining operands to contract next, and their subscripts.

    Contracted operands are taken away and their product is added at the end.
    """
    stand_ins = [np.broadcast_to(np.float32(0), [size or 1 for size in item]) for item in shapes]
    equation = f"{','.join(operands)}->{result}"
    optimize = optimize if optimize in ("greedy", "optimal") else "greedy"
    path = np.einsum_path(equation, *stand_ins, optimize=optimize)[0]
    for step in path[1:]:
        taken = sorted(step, reverse=True)
        chosen = [operands.pop(index) for index in taken]
        needed = set("".join([*operands, result]).replace(_ELLIPSIS, ""))
        kept = dict.fromkeys(label for item in chosen for label in _labels(item))
        product = "".join(label for label in kept if label in needed or label == _ELLIPSIS)
        if not operands:
            product = result
        yield taken, f"{','.join(chosen)}->{product}"
        operands.append(product)


@export("einsum", "linalg.einsum")
def einsum(equation, *inputs, **kwargs):
    """Returns sums of products, as an equation in Einstein's notation says.

    Args:
      equation: Labels of the axes of each operand and of the result, such as "ij,jk->ik": labels
        that the result has not are summed over; `...` stands for any more axes.
      *inputs: Tensors of one dtype.
      **kwargs: `name`, a name for the operation; `optimize`, how to order the products of three
        and more operands ("greedy", "optimal").

    Returns:
      Tensor of the dtype of the operands.

    Raises:
      ValueError: if the equation is malformed or not for so many operands.
      InvalidArgumentError: if the operands do not fit it.
      TypeError: if there are other keyword arguments.

    Example:
      >>> einsum("ij,j->i", tf.constant([[1, 2], [3, 4]]), tf.constant([1, 1])).numpy().tolist()
      [3, 7]

    Source: `tf.einsum`.
    """
    name = kwargs.pop("name", None)
    optimize = kwargs.pop("optimize", "greedy")
    if kwargs:
        raise TypeError(
            f"Invalid keyword arguments for einsum: {', '.join(kwargs)}. Valid arguments: name, "
            "optimize, greedy."
        )
    with scope(name, "einsum"):
        shapes = [list(operand.shape) for operand in inputs]
        operands, result = _resolved(equation, shapes)
        remaining = list(inputs)
        if len(remaining) <= 2:
            return _einsum(remaining, f"{','.join(operands)}->{result}")
        for taken, pair in _pairs(operands, result, shapes, optimize):
            remaining.append(_einsum([remaining.pop(index) for index in taken], pair))
        return remaining[0]


def _contracted_axes(a, axes) -> tuple[list[int], list[int]]:
    """Returns the axes of both operands that `axes` means."""
    if isinstance(axes, int):
        rank = a.shape.rank
        if axes < 0:
            raise ValueError(f"`axes` must be at least 0. Received: {axes}.")
        if rank is not None and axes > rank:
            raise ValueError(
                f"`axes` must not be larger than the number of dimensions of tensor {a}.  "
                f"Received {axes}, vs tensor dimensions {rank}."
            )
        return list(range(rank - axes, rank)), list(range(axes))
    if isinstance(axes, (list, tuple)):
        if len(axes) != 2:
            raise ValueError(f"`axes` must be an integer or have length 2. Received {axes}.")
        a_axes, b_axes = axes
    else:
        a_axes, b_axes = np.asarray(axes)
    a_axes, b_axes = (np.atleast_1d(np.asarray(item, int)).tolist() for item in (a_axes, b_axes))
    if len(a_axes) != len(b_axes):
        raise ValueError(
            f"Different number of contraction axes `a` and `b`, {len(a_axes)} != {len(b_axes)}."
        )
    return a_axes, b_axes


def _as_matrix(tensor, axes, is_second):
    """Returns a tensor as a matrix with the contracted axes inside, and the sizes of the others.

    The sizes are a list where they are known, else a list and the tensor of them.
    """
    rank = tensor.shape.rank
    axes = [axis % rank for axis in axes]
    free = [axis for axis in range(rank) if axis not in axes]
    order = axes + free if is_second else free + axes
    sizes = [tensor.shape[axis] for axis in free]
    inner = [tensor.shape[axis] for axis in axes]
    if None in sizes or None in inner:
        measured = shape(tensor)
        nothing = tensor_of(np.array([], np.int32), "Const")
        sizes_of = stack([measured[axis] for axis in free]) if free else nothing
        inner_of = stack([measured[axis] for axis in axes]) if axes else nothing
        halves = [reduce_prod(sizes_of), reduce_prod(inner_of)]
        matrix = reshape(transpose(tensor, order), stack(halves[::-1] if is_second else halves))
        return matrix, sizes, sizes_of
    halves = [int(np.prod(sizes)), int(np.prod(inner))]
    wanted = halves[::-1] if is_second else halves
    if order != list(range(rank)):
        tensor = transpose(tensor, order)
    if tensor.shape.as_list() != wanted:
        tensor = reshape(tensor, wanted)
    return tensor, sizes, None


@export("tensordot", "linalg.tensordot")
def tensordot(a, b, axes, name=None):
    """Returns products of two tensors, summed over pairs of their axes.

    Args:
      a: Tensor of a number dtype.
      b: Tensor of the same dtype.
      axes: How many axes, the last ones of `a` and the first ones of `b`; or two lists of axes.
      name: A name for the operation.

    Returns:
      Tensor whose shape is what is left of that of `a`, followed by what is left of that of `b`.

    Raises:
      ValueError: if there are no such axes.
      InvalidArgumentError: if sizes differ along a pair of axes.

    Example:
      >>> tensordot([1, 2], [3, 4], 1).numpy().item()
      11

    Source: `tf.tensordot`.
    """
    with scope(name, "Tensordot") as name:
        a, b = tensor_of(a, "a"), tensor_of(b, "b")
        a_axes, b_axes = _contracted_axes(a, axes)
        a, a_sizes, a_sizes_of = _as_matrix(a, a_axes, is_second=False)
        b, b_sizes, b_sizes_of = _as_matrix(b, b_axes, is_second=True)
        product = matmul(a, b)
        sizes = a_sizes + b_sizes
        if None in sizes:
            parts = [
                tensor_of(known, "Const") if measured is None else measured
                for known, measured in ((a_sizes, a_sizes_of), (b_sizes, b_sizes_of))
                if known
            ]
            result = reshape(product, concat(parts, 0), name=name)
            result.set_shape(sizes)
            return result
        if product.shape.as_list() == sizes:
            return product
        return reshape(product, tensor_of(np.array(sizes, np.int32), "shape"), name=name)
