"""Transformations that choose elements and their order."""

import itertools

import numpy as np

from tfcourse.core import errors
from tfcourse.core.specs import TensorSpec
from tfcourse.data.pipeline import INFINITE, UNKNOWN, Pipeline, scalar
from tfcourse.data.shuffling import SeedGenerator, shuffled, words
from tfcourse.ops.seeds import get_seed


def _invalid(message):
    return errors.InvalidArgumentError(None, None, message)


class Ordering:
    """Transformations of `tf.data.Dataset` that choose elements and their order."""

    def _rearranged(self, kind, op_type, make, tensors=()):
        return self._made(kind, op_type, make, self._element_spec, [self], tensors)

    def shuffle(self, buffer_size, seed=None, reshuffle_each_iteration=True, name=None):
        """Returns a dataset in random order.

        A buffer is filled with elements; each next one is chosen from it at random, and replaced.

        Args:
          buffer_size: How many elements are chosen from; all, if it is as large as the dataset.
          seed: An integer, or None.
          reshuffle_each_iteration: Whether each iterator gets another order.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          InvalidArgumentError: if `buffer_size` is not above 0.

        Example:
          >>> import tfcourse as tf
          >>> tf.random.set_seed(42)
          >>> [x.item() for x in tf.data.Dataset.range(5).shuffle(3).as_numpy_iterator()]
          [0, 2, 4, 3, 1]

        Source: `tf.data.Dataset.shuffle`.
        """
        size = scalar(buffer_size, "buffer_size")
        seeds = get_seed(seed)
        is_new_each_time = reshuffle_each_iteration in (None, True)

        def make(source, size):
            limit = int(size)
            if limit <= 0 and limit != UNKNOWN:
                raise _invalid("buffer_size must be greater than zero or UNKNOWN_CARDINALITY")
            generator = SeedGenerator(*seeds, is_new_each_time)

            def start(run):
                row = words(*generator.next())
                elements = source.start(run)
                if limit == UNKNOWN:
                    elements = list(elements)
                    return shuffled(iter(elements), max(len(elements), 1), row)
                return shuffled(elements, limit, row)

            return Pipeline(
                start,
                source.cardinality,
                lambda count: lambda run: _until_empty(lambda: start(run), count),
            )

        return self._rearranged("_ShuffleDataset", "ShuffleDatasetV3", make, [size])

    def repeat(self, count=None, name=None):
        """Returns a dataset that goes through this one several times.

        Args:
          count: How often; None or a negative number for ever.
          name: Unused; kept for TensorFlow's signature.

        Example:
          >>> import tfcourse as tf
          >>> len(tf.data.Dataset.range(3).repeat(2))
          6

        Source: `tf.data.Dataset.repeat`.
        """

        def make(source, count):
            count = int(count)
            start = source.fused(count) if source.fused and count else _repeated(source, count)
            return Pipeline(start, _product(source.cardinality, count))

        tensors = [scalar(-1 if count is None else count, "count")]
        return self._rearranged("_RepeatDataset", "RepeatDataset", make, tensors)

    def take(self, count, name=None):
        """Returns a dataset of the first elements.

        Args:
          count: How many; -1 for all.
          name: Unused; kept for TensorFlow's signature.

        Example:
          >>> import tfcourse as tf
          >>> list(tf.data.Dataset.range(9).take(2).as_numpy_iterator())
          [np.int64(0), np.int64(1)]

        Source: `tf.data.Dataset.take`.
        """

        def make(source, count):
            limit = int(count)
            if limit < 0:
                return Pipeline(source.start, source.cardinality)
            return Pipeline(
                lambda run: itertools.islice(source.start(run), limit),
                _least(source.cardinality, limit),
            )

        return self._rearranged("_TakeDataset", "TakeDataset", make, [scalar(count, "count")])

    def skip(self, count, name=None):
        """Returns a dataset without the first elements.

        Args:
          count: How many are left out; -1 for all.
          name: Unused; kept for TensorFlow's signature.

        Example:
          >>> import tfcourse as tf
          >>> list(tf.data.Dataset.range(4).skip(2).as_numpy_iterator())
          [np.int64(2), np.int64(3)]

        Source: `tf.data.Dataset.skip`.
        """

        def make(source, count):
            number = int(count)
            if number < 0:
                return Pipeline(lambda run: iter(()), 0)
            left = source.cardinality if source.cardinality < 0 else source.cardinality - number
            return Pipeline(
                lambda run: itertools.islice(source.start(run), number, None),
                left if source.cardinality < 0 else max(left, 0),
            )

        return self._rearranged("_SkipDataset", "SkipDataset", make, [scalar(count, "count")])

    def shard(self, num_shards, index, name=None):
        """Returns a dataset of every `num_shards`-th element.

        Args:
          num_shards: How many such datasets there are.
          index: Which of them this is, from 0.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          InvalidArgumentError: if there is no such one.

        Example:
          >>> import tfcourse as tf
          >>> list(tf.data.Dataset.range(5).shard(2, 1).as_numpy_iterator())
          [np.int64(1), np.int64(3)]

        Source: `tf.data.Dataset.shard`.
        """

        def make(source, number, index):
            number, index = int(number), int(index)
            if number <= 0:
                raise _invalid(
                    f"Number of shards must be greater than zero (currently num_shards = {number})."
                )
            if not 0 <= index < number:
                raise _invalid(
                    f"Index must be between 0 and {number - 1} (currently index = {index})."
                )
            size = source.cardinality
            return Pipeline(
                lambda run: itertools.islice(source.start(run), index, None, number),
                size if size < 0 else len(range(index, size, number)),
            )

        tensors = [scalar(num_shards, "num_shards"), scalar(index, "index")]
        return self._rearranged("_ShardDataset", "ShardDataset", make, tensors)

    def cache(self, filename="", name=None):
        """Returns a dataset that keeps its elements once they have been computed.

        Args:
          filename: Accepted; elements are kept in memory.
          name: Unused; kept for TensorFlow's signature.

        Example:
          >>> import tfcourse as tf
          >>> len(tf.data.Dataset.range(3).cache())
          3

        Source: `tf.data.Dataset.cache`.
        """

        def make(source):
            kept: list = []

            def start(run):
                return iter(kept[0]) if kept else _keeping(source.start(run), kept)

            return Pipeline(start, source.cardinality)

        return self._rearranged("CacheDataset", "CacheDatasetV2", make)

    def prefetch(self, buffer_size, name=None):
        """Returns the dataset: elements are computed when they are asked for.

        Args:
          buffer_size: Accepted; how many elements TensorFlow would compute beforehand.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          InvalidArgumentError: if `buffer_size` is below -1.

        Example:
          >>> import tfcourse as tf
          >>> len(tf.data.Dataset.range(3).prefetch(tf.data.AUTOTUNE))
          3

        Source: `tf.data.Dataset.prefetch`.
        """

        def make(source, size):
            if int(size) < -1:
                raise _invalid(
                    "buffer_size must be >= 0 or set buffer_size to be -1 for auto-tuning"
                )
            return Pipeline(source.start, source.cardinality)

        tensors = [scalar(-1 if buffer_size is None else buffer_size, "buffer_size")]
        return self._rearranged("_PrefetchDataset", "PrefetchDataset", make, tensors)

    def unique(self, name=None):
        """Returns a dataset of the elements that differ from all before them.

        Args:
          name: Unused; kept for TensorFlow's signature.

        Raises:
          TypeError: if an element is not one tensor of integers or strings.

        Example:
          >>> import tfcourse as tf
          >>> list(tf.data.Dataset.from_tensor_slices([1, 2, 1]).unique().as_numpy_iterator())
          [np.int32(1), np.int32(2)]

        Source: `tf.data.Dataset.unique`.
        """
        names = ("int32", "int64", "string")
        spec = self._element_spec
        if not isinstance(spec, TensorSpec) or spec.dtype.name not in names:
            raise TypeError(
                "`tf.data.Dataset.unique` does not support type "
                f"{getattr(spec, 'dtype', spec)} -- only `tf.int32`, `tf.int64`, and "
                "`tf.string` are supported."
            )

        def make(source):
            return Pipeline(lambda run: _distinct(source.start(run)), UNKNOWN)

        return self._rearranged("_UniqueDataset", "UniqueDataset", make)

    def ignore_errors(self, log_warning=False, name=None):
        """Returns a dataset without the elements whose computation fails.

        Args:
          log_warning: Unused; kept for TensorFlow's signature.
          name: Unused.

        Example:
          >>> import tfcourse as tf
          >>> texts = tf.data.Dataset.from_tensor_slices(["1", "a", "3"])
          >>> list(texts.map(tf.strings.to_number).ignore_errors().as_numpy_iterator())
          [np.float32(1.0), np.float32(3.0)]

        Source: `tf.data.Dataset.ignore_errors`.
        """

        def make(source):
            return Pipeline(lambda run: _without_errors(source.start(run)), UNKNOWN)

        return self._rearranged("_IgnoreErrorsDataset", "IgnoreErrorsDataset", make)


def _times(count):
    return itertools.count() if count < 0 else range(count)


def _until_empty(start, count):
    """Yields the elements of one iterator after the other; stops where one has none."""
    for _ in _times(count):
        is_empty = True
        for element in start():
            is_empty = False
            yield element
        if is_empty:
            return


def _repeated(source, count):
    """Returns what starts a pipeline several times.

    As in TensorFlow, an iterator is made after the last round, too, and thrown away: where the
    source is in random order, that uses up its seeds.
    """

    def start(run):
        if not count:
            return iter(())
        if count < 0:
            return _until_empty(lambda: source.start(run), count)
        return _rounds(source.start(run), lambda: source.start(run), count)

    return start


def _rounds(elements, again, count):
    for _ in range(count):
        yield from elements
        elements = again()


def _product(cardinality, count) -> int:
    if not count or not cardinality:
        return 0
    if count < 0 or cardinality == INFINITE:
        return INFINITE
    return UNKNOWN if cardinality == UNKNOWN else cardinality * count


def _least(cardinality, limit) -> int:
    if cardinality == UNKNOWN:
        return UNKNOWN
    return limit if cardinality == INFINITE else min(cardinality, limit)


def _keeping(elements, kept):
    seen = []
    for element in elements:
        seen.append(element)
        yield element
    kept[:] = [seen]


def _distinct(elements):
    seen = set()
    for element in elements:
        array = np.asarray(element[0].array)
        key = array.shape, tuple(array.ravel().tolist())
        if key not in seen:
            seen.add(key)
            yield element


def _without_errors(elements):
    while True:
        try:
            element = next(elements)
        except StopIteration:
            return
        except errors.OpError:
            continue
        yield element
