"""Transformations into datasets of datasets, and groups of elements by a key."""

import collections
import itertools

import numpy as np

from tfcourse.core import dtypes, errors, nest
from tfcourse.core.convert import convert
from tfcourse.core.specs import TensorSpec
from tfcourse.data.batching import padding_values_of
from tfcourse.data.captured import CapturedFunction
from tfcourse.data.pipeline import UNKNOWN, Pipeline, held, scalar, variant
from tfcourse.data.structure import Structure, map_leaves
from tfcourse.ops.casting import cast
from tfcourse.ops.comparison import greater_equal
from tfcourse.ops.gather import gather
from tfcourse.ops.rearranging import pad
from tfcourse.ops.reductions import reduce_sum
from tfcourse.ops.shapes import shape


class Windows:
    """Transformations of `tf.data.Dataset` that group elements into datasets."""

    def window(self, size, shift=None, stride=1, drop_remainder=False, name=None):
        """Returns a dataset of windows: datasets of elements that follow each other.

        Args:
          size: How many elements are in a window.
          shift: How far the next window begins after this one; `size` if None.
          stride: How far elements of a window are apart.
          drop_remainder: Whether windows with fewer elements are left out.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          InvalidArgumentError: if a number is not above 0.

        Example:
          >>> import tfcourse as tf
          >>> for window in tf.data.Dataset.range(4).window(2, shift=1, drop_remainder=True):
          ...     print([x.item() for x in window.as_numpy_iterator()])
          [0, 1]
          [1, 2]
          [2, 3]

        Source: `tf.data.Dataset.window`.
        """
        numbers = [
            scalar(number, label)
            for number, label in (
                (size, "size"),
                (size if shift is None else shift, "shift"),
                (stride, "stride"),
            )
        ]
        drops = convert(drop_remainder, dtypes.bool)
        leaves = self._structure.leaves
        widths = [len(Structure(leaf).components) for leaf in leaves]

        def make(source, *given):
            *numbers, drops = given
            size, shift, stride = map(int, numbers)
            for number, label in ((size, "size"), (shift, "shift"), (stride, "stride")):
                if number <= 0:
                    raise errors.InvalidArgumentError(
                        None, None, f"Window {label} must be greater than zero."
                    )

            def start(run):
                windows = _windows(source.start(run), size, shift, stride, bool(drops))
                return (_parted(window, widths) for window in windows)

            count = source.cardinality
            if count >= 0:
                reach = (size - 1) * stride
                count = -(-(count - reach if drops else count) // shift)
            return Pipeline(start, max(count, 0) if source.cardinality >= 0 else count)

        def of_window(leaf):
            return self._type_spec.__class__(leaf)

        spec = map_leaves(of_window, self._element_spec)
        return self._made("_WindowDataset", "WindowDataset", make, spec, [self], [*numbers, drops])

    def group_by_window(
        self, key_func, reduce_func, window_size=None, window_size_func=None, name=None
    ):
        """Returns a dataset of what a function makes of groups of elements with the same key.

        Args:
          key_func: A function of an element that returns its key, a scalar int64.
          reduce_func: A function of a key and a dataset of elements that returns a dataset.
          window_size: How many elements are in a group at most.
          window_size_func: A function of a key that returns that, in place of `window_size`.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          ValueError: if not exactly one of `window_size` and `window_size_func` is given, or a
            key is no scalar int64.
          TypeError: if `reduce_func` returns no dataset.

        Example:
          >>> import tfcourse as tf
          >>> groups = tf.data.Dataset.range(6).group_by_window(
          ...     lambda x: x % 2, lambda key, group: group.batch(3), window_size=3
          ... )
          >>> [x.tolist() for x in groups.as_numpy_iterator()]
          [[0, 2, 4], [1, 3, 5]]

        Source: `tf.data.Dataset.group_by_window`.
        """
        if (window_size is None) == (window_size_func is None):
            raise ValueError(
                "Either the `window_size` argument or the `window_size_func` argument must be "
                "specified."
            )
        number = Structure(TensorSpec([], dtypes.int64))
        keys = CapturedFunction(
            key_func, [self._structure], "tf.data.experimental.group_by_window()"
        )
        if not keys.structure.spec.is_compatible_with(number.spec):
            raise ValueError(
                "Invalid `key_func`. `key_func` must return a single `tf.int64` scalar tensor but "
                f"its return type is {keys.structure.spec}."
            )
        if window_size_func is None:
            size = scalar(window_size, "window_size")

            def window_size_func(key):
                return size

        sizes = CapturedFunction(window_size_func, [number], "group_by_window()")
        group = Structure(self._type_spec)
        reduce = CapturedFunction(reduce_func, [number, group], "group_by_window()")
        if not hasattr(reduce.structure.spec, "element_spec"):
            raise TypeError(
                "Invalid `reduce_func`. `reduce_func` must return a single `tf.data.Dataset` "
                f"object but its return type is {reduce.structure.spec}."
            )

        def make(source, keys, sizes, reduce):
            def start(run):
                calls = [function.begin(run) for function in (keys, sizes, reduce)]
                return _grouped(*calls, source.start(run), run)

            return Pipeline(start, UNKNOWN)

        return self._made(
            "_GroupByWindowDataset",
            "GroupByWindowDataset",
            make,
            reduce.structure.spec.element_spec,
            [self],
            (),
            [keys, sizes, reduce],
        )

    def bucket_by_sequence_length(
        self,
        element_length_func,
        bucket_boundaries,
        bucket_batch_sizes,
        padded_shapes=None,
        padding_values=None,
        pad_to_bucket_boundary=False,
        no_padding=False,
        drop_remainder=False,
        name=None,
    ):
        """Returns a dataset of padded batches of elements of similar lengths.

        Args:
          element_length_func: A function of an element that returns its length, a scalar int32.
          bucket_boundaries: The lengths at which buckets begin, a list that increases.
          bucket_batch_sizes: The batch size of each bucket: one more than boundaries.
          padded_shapes: As for `padded_batch`.
          padding_values: As for `padded_batch`.
          pad_to_bucket_boundary: Whether unknown dimensions are padded to the bucket's largest
            length; elements must be shorter than the last boundary.
          no_padding: Whether elements of a batch are of one shape already.
          drop_remainder: Whether incomplete batches are left out.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          ValueError: if there is not one batch size more than boundaries.

        Example:
          >>> import tfcourse as tf
          >>> rows = tf.data.Dataset.range(1, 5).map(lambda n: tf.fill([n], n))
          >>> batches = rows.bucket_by_sequence_length(lambda row: tf.shape(row)[0], [3], [2, 2])
          >>> [x.tolist() for x in batches.as_numpy_iterator()]
          [[[1, 0], [2, 2]], [[3, 3, 3, 0], [4, 4, 4, 4]]]

        Source: `tf.data.Dataset.bucket_by_sequence_length`.
        """
        if len(bucket_batch_sizes) != len(bucket_boundaries) + 1:
            raise ValueError(
                "`len(bucket_batch_sizes)` must equal `len(bucket_boundaries) + 1` but "
                f"`len(bucket_batch_sizes)={len(bucket_batch_sizes)}` and "
                f"`len(bucket_boundaries)={len(bucket_boundaries)}`."
            )
        sizes = convert(list(bucket_batch_sizes), dtypes.int64)
        limits = np.array(bucket_boundaries, np.int64)

        def key_of(*element):
            length = cast(element_length_func(*element), dtypes.int64)
            return reduce_sum(cast(greater_equal(length, limits), dtypes.int64))

        def batch(bucket, group):
            size = gather(sizes, bucket)
            if no_padding:
                return group.batch(size, drop_remainder=drop_remainder)
            batches = group.padded_batch(size, padded_shapes, padding_values, drop_remainder)
            if not pad_to_bucket_boundary:
                return batches
            length = gather(limits, bucket) - 1
            fills = padding_values_of(self._element_spec, self._structure.leaves, padding_values)
            return batches.map(lambda *batch: _padded_to(batch, length, fills))

        return self.group_by_window(
            key_of, batch, window_size_func=lambda bucket: gather(sizes, bucket)
        )


def _padded_to(batch, length, fills):
    """Returns a batch of elements whose unknown dimensions are padded to a length."""
    batch = batch[0] if len(batch) == 1 else batch

    def padded(tensor, fill):
        sizes = shape(tensor, dtypes.int64)
        widths = [
            [0, length - sizes[axis]] if axis and size is None else [0, 0]
            for axis, size in enumerate(tensor.shape.as_list())
        ]
        return pad(tensor, widths, constant_values=fill)

    flat = [padded(*pair) for pair in zip(nest.flatten(batch), fills, strict=True)]
    return nest.pack_sequence_as(batch, flat)


def _windows(elements, size, shift, stride, drops):
    """Yields lists of elements."""
    reach = (size - 1) * stride + 1
    buffer: collections.deque = collections.deque()
    while True:
        buffer.extend(itertools.islice(elements, reach - len(buffer)))
        window = list(itertools.islice(buffer, 0, None, stride))
        if not window or (drops and len(window) < size):
            return
        yield window
        for _ in range(min(shift, len(buffer))):
            buffer.popleft()
        for _ in itertools.islice(elements, max(shift - reach, 0)):
            pass


def _parted(window, widths):
    """Returns a dataset of each leaf of a window's elements, as variants."""
    parts, at = [], 0
    for width in widths:
        items = [element[at : at + width] for element in window]
        parts.append(variant(Pipeline(lambda run, items=items: iter(items), len(items))))
        at += width
    return parts


def _grouped(key_of, size_of, reduce, elements, run):
    groups: dict[int, list] = {}
    sizes: dict[int, int] = {}

    def reduced(key):
        items = groups.pop(key)
        dataset = variant(Pipeline(lambda run: iter(items), len(items)))
        (made,) = reduce([convert(np.int64(key)), dataset])
        return held(made).start(run)

    for components in elements:
        key = int(key_of(components)[0])
        if key not in groups:
            groups[key] = []
            sizes[key] = int(size_of([convert(np.int64(key))])[0])
            if sizes[key] <= 0:
                raise errors.InvalidArgumentError(
                    None, None, f"Window size must be greater than zero, but got {sizes[key]}."
                )
        groups[key].append(components)
        if len(groups[key]) == sizes[key]:
            yield from reduced(key)
    for key in sorted(groups):
        yield from reduced(key)
