"""Transformations that run a function for each element."""

import itertools

from tfcourse.core import dtypes, errors
from tfcourse.core.convert import convert
from tfcourse.core.specs import TensorSpec
from tfcourse.data.captured import CapturedFunction, as_state, is_true, relaxed
from tfcourse.data.pipeline import UNKNOWN, Pipeline, held
from tfcourse.data.structure import Structure


class Elementwise:
    """Transformations of `tf.data.Dataset` that run a function for each element."""

    def map(
        self,
        map_func,
        num_parallel_calls=None,
        deterministic=None,
        synchronous=None,
        use_unbounded_threadpool=False,
        name=None,
    ):
        """Returns a dataset of what a function makes of each element.

        Args:
          map_func: The function, traced once; a tuple is passed to it as several arguments.
          num_parallel_calls: Accepted; elements are computed one after the other.
          deterministic: Accepted; the order is always kept.
          synchronous: Unused; kept for TensorFlow's signature.
          use_unbounded_threadpool: Unused.
          name: Unused.

        Raises:
          TypeError: if `map_func` returns what no element can be.

        Example:
          >>> import tfcourse as tf
          >>> list(tf.data.Dataset.range(3).map(lambda x: x * x).as_numpy_iterator())
          [np.int64(0), np.int64(1), np.int64(4)]

        Source: `tf.data.Dataset.map`.
        """
        function = CapturedFunction(map_func, [self._structure], "Dataset.map()")
        if not function.structure.components:
            raise errors.InvalidArgumentError(
                None,
                None,
                "Length for attr 'output_types' of 0 must be at least minimum 1 [Op:MapDataset]",
            )
        parallel = "" if num_parallel_calls is None else "Parallel"
        return self._made(
            f"_{parallel}MapDataset",
            "ParallelMapDatasetV2" if parallel else "MapDataset",
            lambda source, call: Pipeline(
                lambda run: map(call.begin(run), source.start(run)),
                source.cardinality,
                is_mapped=True,
            ),
            function.structure.spec,
            [self],
            functions=[function],
        )

    def filter(self, predicate, name=None):
        """Returns a dataset of the elements for which a function is true.

        Args:
          predicate: A function of an element that returns a scalar bool.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          ValueError: if `predicate` returns something else.

        Example:
          >>> import tfcourse as tf
          >>> list(tf.data.Dataset.range(5).filter(lambda x: x % 2 == 1).as_numpy_iterator())
          [np.int64(1), np.int64(3)]

        Source: `tf.data.Dataset.filter`.
        """
        function = self._predicate(predicate, "Dataset.filter()", ", but its return type is ")

        def make(source, call):
            def start(run):
                chosen = call.begin(run)
                return filter(lambda components: is_true(chosen(components)), source.start(run))

            return Pipeline(start, UNKNOWN)

        return self._made(
            "_FilterDataset", "FilterDataset", make, self._element_spec, [self], (), [function]
        )

    def take_while(self, predicate, name=None):
        """Returns a dataset of the elements before the first for which a function is false.

        Args:
          predicate: A function of an element that returns a scalar bool.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          ValueError: if `predicate` returns something else.

        Example:
          >>> import tfcourse as tf
          >>> len(list(tf.data.Dataset.range(9).take_while(lambda x: x < 5)))
          5

        Source: `tf.data.Dataset.take_while`.
        """
        function = self._predicate(predicate, "Dataset.take_while()", " but its return type is")

        def make(source, call):
            def start(run):
                goes_on = call.begin(run)
                return itertools.takewhile(
                    lambda components: is_true(goes_on(components)), source.start(run)
                )

            return Pipeline(start, UNKNOWN)

        return self._made(
            "_TakeWhileDataset",
            "TakeWhileDataset",
            make,
            self._element_spec,
            [self],
            (),
            [function],
        )

    def _predicate(self, predicate, transformation, but):
        function = CapturedFunction(predicate, [self._structure], transformation)
        spec = function.structure.spec
        if not spec.is_compatible_with(TensorSpec([], dtypes.bool)):
            raise ValueError(
                "Invalid `predicate`. `predicate` must return a `tf.bool` scalar tensor"
                f"{but}{spec}."
            )
        return function

    def scan(self, initial_state, scan_func, name=None):
        """Returns a dataset of what a function makes of each element and a state that it passes on.

        Args:
          initial_state: The first state.
          scan_func: A function of the state and an element that returns the next state and an
            element of the new dataset.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          TypeError: if `scan_func` does not return a pair, or the state's structure changes.

        Example:
          >>> import tfcourse as tf
          >>> first = tf.constant(0, tf.int64)
          >>> sums = tf.data.Dataset.range(4).scan(first, lambda total, x: (total + x, total + x))
          >>> list(sums.as_numpy_iterator())
          [np.int64(0), np.int64(1), np.int64(3), np.int64(6)]

        Source: `tf.data.Dataset.scan`.
        """
        state, structure = as_state(initial_state)
        function, structure = self._with_state(scan_func, structure, "Dataset.scan()", _of_scan)
        width = len(structure.components)
        first = Structure.unpack(state)

        def make(source, *rest):
            *initial, call = rest

            def start(run):
                return _scanned(list(initial), width, call.begin(run), source.start(run))

            return Pipeline(start, source.cardinality)

        spec = function.structure.spec[1]
        return self._made("_ScanDataset", "ScanDataset", make, spec, [self], first, [function])

    def _with_state(self, user_function, structure, transformation, state_of):
        """Returns a function of state and element captured, and the structure of its state.

        Shapes of the state that change become unknown.
        """
        while True:
            function = CapturedFunction(
                user_function, [structure, self._structure], transformation, unpacks=False
            )
            after = Structure(state_of(function.structure.spec))
            if len(after.components) != len(structure.components):
                return function, structure
            for one, two in zip(structure.leaves, after.leaves, strict=True):
                if getattr(one, "dtype", None) is not getattr(two, "dtype", None):
                    raise TypeError(
                        f"The element types for the new state must match the initial state. "
                        f"Expected {structure.spec}; got {after.spec}."
                    )
            wider = relaxed(structure, after)
            if wider is None:
                return function, structure
            structure = wider

    def enumerate(self, start=0, name=None):
        """Returns a dataset of pairs of a number and an element.

        Args:
          start: The first number.
          name: Unused; kept for TensorFlow's signature.

        Example:
          >>> import tfcourse as tf
          >>> pairs = tf.data.Dataset.from_tensor_slices(["a", "b"]).enumerate(start=5)
          >>> list(pairs.as_numpy_iterator())
          [(np.int64(5), b'a'), (np.int64(6), b'b')]

        Source: `tf.data.Dataset.enumerate`.
        """
        return self.zip((self.range(convert(start, dtypes.int64), dtypes.int64.max), self))

    def flat_map(self, map_func, name=None):
        """Returns a dataset of the elements of the datasets that a function makes of each element.

        Args:
          map_func: A function of an element that returns a dataset.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          TypeError: if `map_func` returns no dataset.

        Example:
          >>> import tfcourse as tf
          >>> dataset = tf.data.Dataset.from_tensor_slices([[1, 2], [3, 4]])
          >>> flat = dataset.flat_map(tf.data.Dataset.from_tensor_slices)
          >>> list(flat.as_numpy_iterator())
          [np.int32(1), np.int32(2), np.int32(3), np.int32(4)]

        Source: `tf.data.Dataset.flat_map`.
        """
        function = self._to_dataset(map_func, "Dataset.flat_map()")

        def make(source, call):
            def start(run):
                return _flattened(call.begin(run), source.start(run), run)

            return Pipeline(start, UNKNOWN)

        spec = function.structure.spec.element_spec
        return self._made("_FlatMapDataset", "FlatMapDataset", make, spec, [self], (), [function])

    def _to_dataset(self, map_func, transformation):
        function = CapturedFunction(map_func, [self._structure], transformation)
        if not hasattr(function.structure.spec, "element_spec"):
            raise TypeError(
                "The `map_func` argument must return a `Dataset` object. Got "
                f"{function.structure.spec!r}."
            )
        return function


def _of_scan(spec):
    """Returns the spec of the new state that a function of `scan` returns."""
    if not isinstance(spec, tuple) or len(spec) != 2:
        raise TypeError(
            "Invalid `scan_func`. `scan_func` should return a pair consisting of new state and the "
            f"output value but its return type is {spec}."
        )
    return spec[0]


def _scanned(state, width, call, elements):
    for components in elements:
        results = call([*state, *components])
        state = results[:width]
        yield results[width:]


def _flattened(call, elements, run):
    for components in elements:
        (dataset,) = call(components)
        yield from held(dataset).start(run)
