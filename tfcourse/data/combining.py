"""Datasets made of several: side by side, one after the other, in turn."""

import itertools

from tfcourse.core import dtypes, nest
from tfcourse.core.convert import convert
from tfcourse.core.specs import TensorSpec
from tfcourse.data.pipeline import INFINITE, UNKNOWN, Pipeline, held
from tfcourse.data.structure import map_leaves
from tfcourse.ops.elementwise import log
from tfcourse.ops.stateless_random import stateless_categorical


class Combining:
    """Transformations of several `tf.data.Dataset`s."""

    @classmethod
    def zip(cls, *args, datasets=None, name=None):
        """Returns a dataset of elements of several datasets, side by side.

        Args:
          *args: The datasets, or a tuple or dictionary of them.
          datasets: The same by name.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          TypeError: if there are no datasets, or something else is among them.

        Example:
          >>> import tfcourse as tf
          >>> numbers = tf.data.Dataset.range(3)
          >>> list(tf.data.Dataset.zip(numbers, numbers.skip(1)).as_numpy_iterator())
          [(np.int64(0), np.int64(1)), (np.int64(1), np.int64(2))]

        Source: `tf.data.Dataset.zip`.
        """
        if not args and datasets is None:
            raise TypeError("Must pass at least one dataset to `zip`.")
        if args and datasets is not None:
            raise TypeError("Both `*args` and `datasets` cannot be set.")
        if args:
            datasets = args[0] if len(args) == 1 else args

        def check(value):
            if isinstance(value, list):
                raise TypeError(
                    "Invalid input to `zip`. Inputs are expected to be (nested) structures of "
                    "`tf.data.Dataset` objects. Python `list` is not supported and you should use "
                    "`tuple` instead."
                )
            if not isinstance(value, Combining):
                raise TypeError(
                    "Invalid input to `zip`. Inputs are expected to be (nested) structures of "
                    f"`tf.data.Dataset` objects but encountered object of type {type(value)}."
                )
            return value

        map_leaves(check, datasets)
        spec = map_leaves(lambda dataset: dataset.element_spec, datasets)

        def make(*sources):
            def start(run):
                parts = zip(*(source.start(run) for source in sources), strict=False)
                return (list(itertools.chain.from_iterable(part)) for part in parts)

            return Pipeline(start, _shortest([source.cardinality for source in sources]))

        return cls._made("_ZipDataset", "ZipDataset", make, spec, nest.flatten(datasets))

    def concatenate(self, dataset, name=None):
        """Returns a dataset of the elements of this one, then those of another.

        Args:
          dataset: The other one.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          TypeError: if their elements differ in structure or dtype.

        Example:
          >>> import tfcourse as tf
          >>> both = tf.data.Dataset.range(2).concatenate(tf.data.Dataset.range(5, 7))
          >>> list(both.as_numpy_iterator())
          [np.int64(0), np.int64(1), np.int64(5), np.int64(6)]

        Source: `tf.data.Dataset.concatenate`.
        """
        spec = _common_spec(self._element_spec, dataset.element_spec)

        def make(one, other):
            def start(run):
                return _in_turn([one.start, other.start], run)

            return Pipeline(start, _sum([one.cardinality, other.cardinality]))

        return self._made("_ConcatenateDataset", "ConcatenateDataset", make, spec, [self, dataset])

    def interleave(
        self,
        map_func,
        cycle_length=None,
        block_length=None,
        num_parallel_calls=None,
        deterministic=None,
        name=None,
    ):
        """Returns a dataset of the elements of datasets that a function makes, taken in turn.

        Args:
          map_func: A function of an element that returns a dataset.
          cycle_length: How many datasets are open at once.
          block_length: How many elements of one are taken before the next one's turn; 1 if None.
          num_parallel_calls: Accepted; elements are computed one after the other.
          deterministic: Accepted; the order is always kept.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          TypeError: if `map_func` returns no dataset.

        Example:
          >>> import tfcourse as tf
          >>> dataset = tf.data.Dataset.range(1, 4).interleave(
          ...     lambda x: tf.data.Dataset.from_tensors(x).repeat(2), cycle_length=2
          ... )
          >>> [x.item() for x in dataset.as_numpy_iterator()]
          [1, 2, 1, 2, 3, 3]

        Source: `tf.data.Dataset.interleave`.
        """
        function = self._to_dataset(map_func, "Dataset.interleave()")
        parallel = num_parallel_calls is not None
        if cycle_length is None:
            cycle_length = _DEFAULT_CYCLE
        cycle = convert(cycle_length, dtypes.int64)
        block = convert(1 if block_length is None else block_length, dtypes.int64)

        def make(source, cycle, block, call):
            width, size = int(cycle), int(block)
            width = _DEFAULT_CYCLE if width < 0 else width

            def start(run):
                return _interleaved(call.begin(run), source.start(run), width, size, run)

            return Pipeline(start, UNKNOWN)

        return self._made(
            "_ParallelInterleaveDataset" if parallel else "_InterleaveDataset",
            "ParallelInterleaveDatasetV4" if parallel else "InterleaveDataset",
            make,
            function.structure.spec.element_spec,
            [self],
            [cycle, block],
            [function],
        )

    @classmethod
    def choose_from_datasets(cls, datasets, choice_dataset, stop_on_empty_dataset=True):
        """Returns a dataset whose elements come from several, as another one says.

        Args:
          datasets: The datasets, whose elements are alike.
          choice_dataset: A dataset of scalar int64: which of `datasets` gives each next element.
          stop_on_empty_dataset: Whether it ends where a chosen one has no more; otherwise that one
            is left out.

        Raises:
          TypeError: if `choice_dataset` has other elements, or the elements are not alike.
          ValueError: if there are no datasets.

        Example:
          >>> import tfcourse as tf
          >>> letters = [tf.data.Dataset.from_tensors(x).repeat() for x in "ab"]
          >>> order = tf.data.Dataset.range(2).repeat(2)
          >>> chosen = tf.data.Dataset.choose_from_datasets(letters, order)
          >>> list(chosen.as_numpy_iterator())
          [b'a', b'b', b'a', b'b']

        Source: `tf.data.Dataset.choose_from_datasets`.
        """
        if not datasets:
            raise ValueError("Invalid `datasets`. `datasets` should not be empty.")
        if choice_dataset.element_spec != TensorSpec([], dtypes.int64):
            raise TypeError(
                "Invalid `choice_dataset`. Elements of `choice_dataset` must be scalar "
                f"`tf.int64` tensors but are {choice_dataset.element_spec}."
            )
        spec = datasets[0].element_spec
        for dataset in datasets[1:]:
            spec = _common_spec(spec, dataset.element_spec)

        def make(choices, *sources):
            def start(run):
                open_ones = [source.start(run) for source in sources]
                return _chosen(choices.start(run), open_ones, bool(stop_on_empty_dataset))

            return Pipeline(start, UNKNOWN)

        return cls._made(
            "_DirectedInterleaveDataset",
            "DirectedInterleaveDataset",
            make,
            spec,
            [choice_dataset, *datasets],
        )

    @classmethod
    def sample_from_datasets(
        cls,
        datasets,
        weights=None,
        seed=None,
        stop_on_empty_dataset=False,
        rerandomize_each_iteration=None,
    ):
        """Returns a dataset whose elements come from several, chosen at random.

        Args:
          datasets: The datasets, whose elements are alike.
          weights: How likely each is, a list or tensor; all the same if None.
          seed: An integer, or None.
          stop_on_empty_dataset: Whether it ends where a chosen one has no more; otherwise that one
            is left out.
          rerandomize_each_iteration: Whether each iterator chooses anew.

        Raises:
          ValueError: if there are no datasets, or not as many weights.

        Example:
          >>> import tfcourse as tf
          >>> parts = [tf.data.Dataset.range(3), tf.data.Dataset.range(10, 13)]
          >>> mixed = tf.data.Dataset.sample_from_datasets(parts, seed=1)
          >>> sorted(x.item() for x in mixed.as_numpy_iterator())
          [0, 1, 2, 10, 11, 12]

        Source: `tf.data.Dataset.sample_from_datasets`.
        """
        if not datasets:
            raise ValueError("Invalid `datasets`. `datasets` should not be empty.")
        if weights is None:
            weights = [1.0 / len(datasets)] * len(datasets)
        weights = convert(weights)
        if weights.shape.rank != 1 or weights.shape[0] != len(datasets):
            raise ValueError(
                "Invalid `weights`. The shape of `weights` should be compatible with "
                f"`[len(datasets)]` but is {weights.shape}."
            )
        if len(datasets) == 1:
            return datasets[0]
        logits = log(weights)[None]
        seeds = cls.random(seed, rerandomize_each_iteration).batch(2)
        choices = seeds.map(lambda pair: stateless_categorical(logits, 1, seed=pair)[0, 0])
        return cls.choose_from_datasets(datasets, choices, stop_on_empty_dataset)


_DEFAULT_CYCLE = 2


def _common_spec(one, other):
    """Returns the narrowest spec of elements of two specs.

    Raises:
      TypeError: if they differ in structure or dtype.
    """
    try:
        common = nest.map_structure(lambda a, b: a.most_specific_common_supertype([b]), one, other)
    except (TypeError, ValueError):
        common = None
    if common is None or None in nest.flatten(common):
        raise TypeError(f"Incompatible dataset elements:\n  {one} vs.   {other}")
    return common


def _shortest(cardinalities) -> int:
    known = [size for size in cardinalities if size >= 0]
    if UNKNOWN in cardinalities:
        return UNKNOWN
    return min(known) if known else INFINITE


def _sum(cardinalities) -> int:
    for special in (INFINITE, UNKNOWN):
        if special in cardinalities:
            return special
    return sum(cardinalities)


def _in_turn(starts, run):
    for start in starts:
        yield from start(run)


def _interleaved(call, elements, width, size, run):
    """Yields elements of datasets, of which some are open at once, block by block."""

    def opened():
        components = next(elements, None)
        if components is None:
            return None
        (dataset,) = call(components)
        return held(dataset).start(run)

    slots = [None] * width
    at, is_done = 0, False
    while True:
        if slots[at] is None and not is_done:
            slots[at] = opened()
            is_done = slots[at] is None
        if slots[at] is not None:
            taken = 0
            for element in itertools.islice(slots[at], size):
                taken += 1
                yield element
            if taken < size:
                slots[at] = None
        elif is_done and not any(slots):
            return
        at = (at + 1) % width


def _chosen(choices, open_ones, stops):
    is_open = [True] * len(open_ones)
    for (choice,) in choices:
        index = int(choice)
        if not is_open[index]:
            if stops:
                return
            continue
        element = next(open_ones[index], None)
        if element is not None:
            yield element
            continue
        is_open[index] = False
        if stops or not any(is_open):
            return
