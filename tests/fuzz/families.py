"""More functions that programs call: of matrices, images, neural networks and random numbers."""

import numpy as np

from drafts import ALL, COMMON_INTEGERS, FLOATS, NUMBERS, PLAIN, REALS, SINGLES, Row, numbers

# Images and kernels are small: every element is looked at by many windows.
_IMAGES = [(1, 4, 4, 1), (2, 3, 5, 2), (1, 5, 4, 3), (1, 1, 1, 3), (0, 3, 3, 1)]
_EQUATIONS = ["ij,jk->ik", "ij,jk", "ij,ij->", "ij,kj->ki", "i,j->ij", "ij->ji", "ii->i", "ij->"]
_EQUATIONS += ["bij,bjk->bik", "bij,bij->b", "...i,...i->...", "ij,j->i", "bij->jb", "i,i->"]


def _einsum(draft):
    equation = draft.chosen(_EQUATIONS)
    sizes = {letter: draft.chosen([1, 2, 3]) for letter in "bijk"}
    terms = equation.split("->")[0].split(",")
    shapes = [tuple(sizes[i] for i in term.replace("...", "bj")) for term in terms]
    first = draft.some(NUMBERS, shapes[:1])
    others = [draft.some((draft.value(first).dtype.name,), [shape]) for shape in shapes[1:]]
    return [first, *others], {"equation": equation}


def _matrix(draft, dtype, size, is_positive=False, lead=()):
    """Adds matrices that are far from singular."""

    def recipe(random):
        values = numbers(random, dtype, (*lead, size, size), [0.0, 1.0, -1.0, 0.5, 2.0])
        if is_positive:
            values = values @ np.swapaxes(values, -1, -2)
        return (values + 4 * np.eye(size)).astype(dtype)

    return draft.add(recipe)


def _of_matrix(**options):
    def build(draft):
        lead = draft.chosen([(), (2,), (0,)])
        size = draft.chosen([1, 2, 3])
        return [_matrix(draft, draft.chosen(SINGLES), size, lead=lead, **options)], {}

    return build


def _solve(draft):
    dtype, size = draft.chosen(SINGLES), draft.chosen([1, 2, 3])
    keywords = {"adjoint": True} if draft.chance(3) else {}
    right = draft.new(dtype, (size, draft.chosen([1, 2])), [0.0, 1.0, -2.0, 3.5])
    return [_matrix(draft, dtype, size), right], keywords


def _triangular_solve(draft):
    operands, keywords = _solve(draft)
    return operands, {**keywords, "lower": draft.chosen([True, False])}


def _set_diag(draft):
    operand = draft.some(ALL, rank=2)
    value = draft.value(operand)
    shape = (*value.shape[:-2], min(value.shape[-2:]))
    return [operand, draft.some((value.dtype.name,), [shape])], {}


def _cross(draft):
    first = draft.some(REALS, [(3,), (2, 3), (0, 3)])
    return [first, draft.same(first)], {}


def _windows(draft, kernel_of):
    images = draft.some(SINGLES, _IMAGES)
    value = draft.value(images)
    size = draft.chosen([1, 2, 3])
    # TensorFlow multiplies what it pads with by all of the kernel, nan included.
    shape = kernel_of(size, value.shape[-1], draft.chosen([1, 2]))
    kernel = draft.new(value.dtype.name, shape, PLAIN)
    return images, kernel, draft.chosen(["SAME", "VALID"])


def _convolution(draft):
    images, kernel, padding = _windows(draft, lambda size, depth, out: (size, 2, depth, out))
    keywords = {"strides": draft.chosen([1, 2, [1, 1, 2, 1]]), "padding": padding}
    if draft.chance(4):
        keywords |= {"strides": 1, "dilations": 2}
    return [images, kernel], keywords


def _depthwise_convolution(draft):
    images, kernel, padding = _windows(draft, lambda size, depth, out: (2, size, depth, out))
    return [images, kernel], {"strides": [1, 1, 1, 1], "padding": padding}


def _convolution_of_line(draft):
    line = draft.some(SINGLES, [(1, 5, 2), (2, 4, 1), (1, 3, 3)])
    value = draft.value(line)
    kernel = draft.new(value.dtype.name, (draft.chosen([1, 2, 3]), value.shape[-1], 2), PLAIN)
    padding = draft.chosen(["SAME", "VALID"])
    return [line, kernel], {"stride": draft.chosen([1, 2]), "padding": padding}


def _pool(draft):
    images = draft.some(SINGLES, _IMAGES)
    value = draft.value(images)
    if np.isnan(value).any():
        # TensorFlow's largest element of a window is NaN or not by the order of elements.
        images = draft.new(value.dtype.name, value.shape, PLAIN)
    keywords = {"ksize": draft.chosen([1, 2, [1, 2, 3, 1]]), "strides": draft.chosen([1, 2])}
    return [images], {**keywords, "padding": draft.chosen(["SAME", "VALID"])}


def _of_images(dtypes=("float32",), depth=None, **choices):
    def build(draft):
        shapes = [shape for shape in _IMAGES if depth in (None, shape[-1])]
        operand = draft.some(dtypes, shapes)
        return [operand], {name: draft.chosen(values) for name, values in choices.items()}

    return build


def _embedding_lookup(draft):
    params = draft.some(NUMBERS, rank=1)
    rows = draft.value(params).shape[0]
    shape = draft.chosen([(2,), (), (2, 2), (0,)])
    ids = draft.new(draft.chosen(COMMON_INTEGERS), shape, list(range(rows)) or [0])
    return [params, ids], {}


def _in_top_k(draft):
    targets = draft.new("int32", (2,), [0, 1, 2, 3])
    return [targets, draft.new("float32", (2, 3), PLAIN)], {"k": draft.chosen([1, 2, 3])}


def _confusion_matrix(draft):
    dtype = draft.chosen(COMMON_INTEGERS)
    labels, predictions = (draft.new(dtype, (4,), [0, 1, 2]) for _ in range(2))
    return [labels, predictions], {"num_classes": draft.chosen([3, 4])}


def _dynamic_partition(draft):
    data = draft.some(ALL, rank=1)
    partitions = draft.new("int32", draft.value(data).shape[:1], [0, 1, 2])
    return [data, partitions], {"num_partitions": 3}


def _reverse_sequence(draft):
    operand = draft.some(ALL, [(2, 3), (3, 3), (2, 3, 2), (1, 3)])
    shape = draft.value(operand).shape
    lengths = draft.new(draft.chosen(COMMON_INTEGERS), shape[:1], list(range(shape[1] + 1)))
    return [operand, lengths], {"seq_axis": 1, "batch_axis": 0}


def _clip_by_global_norm(draft):
    first = draft.some(SINGLES)
    others = [draft.some((draft.value(first).dtype.name,)) for _ in range(draft.chosen([0, 1, 2]))]
    return [(first, *others)], {"clip_norm": draft.chosen([1.0, 0.5, 100.0])}


def _grid(draft):
    first = draft.some(NUMBERS, [(3,), (5,), (1,), (0,)])
    second = draft.some((draft.value(first).dtype.name,), [(3,), (1,), (2,)])
    return [first, second], {"indexing": draft.chosen(["xy", "ij"])}


def _linspace(draft):
    start = draft.new(draft.chosen(SINGLES), draft.chosen([(), (2,)]), [0.0, -1.0, 2.5, 10.0])
    stop = draft.same(start)
    return [start, stop], {"num": draft.chosen([1, 2, 5, 7])}


def _fill(draft):
    return [draft.some(ALL, [()])], {"dims": draft.chosen([[2, 3], [], [0], [4]])}


def _stateless(dtypes, **choices):
    def build(draft):
        seed = draft.new(draft.chosen(COMMON_INTEGERS), (2,), [0, 1, 42, 7, -3])
        keywords = {"shape": draft.chosen([[3], [2, 3], [], [0], [5]])}
        keywords |= {name: draft.chosen(values) for name, values in choices.items()}
        return [seed], {**keywords, "dtype": draft.chosen(dtypes)}

    return build


def _of_blocks(draft):
    return [draft.some(ALL, [(1, 2, 2, 4), (2, 4, 2, 4)])], {"block_size": 2}


def _unique(draft):
    dtype = draft.chosen([*COMMON_INTEGERS, "float32", "uint8"])
    return [draft.new(dtype, draft.chosen([(5,), (0,), (1,)]), [0, 1, 2, 7])], {}


FAMILIES: dict[str, Row] = {
    "einsum": Row(_einsum, True),
    "linalg.det": Row(_of_matrix(), True),
    "linalg.inv": Row(_of_matrix(), True),
    "linalg.cholesky": Row(_of_matrix(is_positive=True), True),
    "linalg.logdet": Row(_of_matrix(is_positive=True), True),
    "linalg.solve": Row(_solve, True),
    "linalg.triangular_solve": Row(_triangular_solve, True),
    "linalg.set_diag": Row(_set_diag),
    "linalg.cross": Row(_cross, True),
    "linalg.matrix_transpose": Row(lambda draft: ([draft.some(ALL, rank=2)], {})),
    "nn.conv2d": Row(_convolution, True),
    "nn.conv1d": Row(_convolution_of_line, True),
    "nn.depthwise_conv2d": Row(_depthwise_convolution, True),
    "nn.max_pool2d": Row(_pool, ordered=0),
    "nn.avg_pool2d": Row(_pool, True),
    "nn.embedding_lookup": Row(_embedding_lookup),
    "math.in_top_k": Row(_in_top_k, ordered=1),
    "math.confusion_matrix": Row(_confusion_matrix),
    "image.resize": Row(
        _of_images(
            size=[[2, 2], [3, 7], [4, 4]], method=["bilinear", "nearest"], antialias=[False, True]
        ),
        True,
    ),
    "image.flip_left_right": Row(_of_images(ALL)),
    "image.flip_up_down": Row(_of_images(ALL)),
    "image.adjust_brightness": Row(_of_images(delta=[0.1, -0.5]), True),
    "image.adjust_contrast": Row(_of_images(contrast_factor=[0.5, 2.0]), True),
    "image.rgb_to_grayscale": Row(_of_images(depth=3), True),
    "image.grayscale_to_rgb": Row(_of_images(NUMBERS, depth=1)),
    "image.central_crop": Row(_of_images(ALL, central_fraction=[0.5, 1.0])),
    "image.per_image_standardization": Row(_of_images(), True),
    "image.convert_image_dtype": Row(
        _of_images((*SINGLES, "uint8"), dtype=["float32", "uint8", "float16"]), True
    ),
    "clip_by_global_norm": Row(_clip_by_global_norm, True),
    "debugging.check_numerics": Row(lambda draft: ([draft.some(FLOATS)], {"message": "here"})),
    "dynamic_partition": Row(_dynamic_partition),
    "fill": Row(_fill),
    "linspace": Row(_linspace, True),
    "meshgrid": Row(_grid),
    "random.stateless_uniform": Row(_stateless([*SINGLES, "float16"])),
    "random.stateless_normal": Row(_stateless(SINGLES), True),
    "random.stateless_truncated_normal": Row(_stateless(SINGLES), True),
    "reverse_sequence": Row(_reverse_sequence),
    "nn.space_to_depth": Row(_of_blocks),
    "nn.depth_to_space": Row(_of_blocks),
    "unique": Row(_unique),
}
