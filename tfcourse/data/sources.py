"""Datasets made from data, numbers and Python generators."""

import itertools
import os

import numpy as np

from tfcourse.core import dtypes, errors, nest
from tfcourse.core.constants import constants
from tfcourse.core.convert import convert
from tfcourse.core.specs import TensorSpec, TypeSpec
from tfcourse.core.tensor import EagerTensor
from tfcourse.data.generators import from_python
from tfcourse.data.pipeline import INFINITE, UNKNOWN, Pipeline, scalar
from tfcourse.data.shuffling import SeedGenerator, words
from tfcourse.data.stacking import Row
from tfcourse.data.structure import (
    Structure,
    as_element,
    map_leaves,
    rows_of,
    spec_of,
    unbatched,
)
from tfcourse.ops.casting import cast
from tfcourse.ops.io import matching_files
from tfcourse.ops.math import maximum
from tfcourse.ops.seeds import get_seed
from tfcourse.ops.shapes import shape


class Sources:
    """The makers of `tf.data.Dataset`."""

    @classmethod
    def from_tensors(cls, tensors, name=None):
        """Returns a dataset of one element.

        Args:
          tensors: The element: data, or a tuple or dictionary of it.
          name: Unused; kept for TensorFlow's signature.

        Example:
          >>> import tfcourse as tf
          >>> next(iter(tf.data.Dataset.from_tensors([1, 2]))).numpy().tolist()
          [1, 2]

        Source: `tf.data.Dataset.from_tensors`.
        """
        element = as_element(tensors)
        return cls._made(
            "_TensorDataset",
            "TensorDataset",
            lambda *components: Pipeline(lambda run: iter([list(components)]), 1),
            map_leaves(spec_of, element),
            tensors=Structure.unpack(element),
        )

    @classmethod
    def from_tensor_slices(cls, tensors, name=None):
        """Returns a dataset of what is in the first dimension of data.

        Args:
          tensors: Data, or a tuple or dictionary of it, of equal first dimensions.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          ValueError: if first dimensions differ, or there is none.

        Example:
          >>> import tfcourse as tf
          >>> list(tf.data.Dataset.from_tensor_slices([1, 2]).as_numpy_iterator())
          [np.int32(1), np.int32(2)]

        Source: `tf.data.Dataset.from_tensor_slices`.
        """
        element = as_element(tensors)
        specs = map_leaves(spec_of, element)
        leaves = nest.flatten(specs)
        if not leaves:
            raise ValueError("Invalid `element`. `element` should not be empty.")
        sliced = map_leaves(unbatched, specs)
        sizes = [leaf.shape[0] for leaf in leaves if leaf.shape.rank]
        for size in sizes[1:]:
            if None not in (size, sizes[0]) and size != sizes[0]:
                raise ValueError(f"Dimensions {sizes[0]} and {size} are not compatible")
        whole = Structure(specs)
        return cls._made(
            "_TensorSliceDataset",
            "TensorSliceDataset",
            lambda *components: _slices(whole, components),
            sliced,
            tensors=Structure.unpack(element),
        )

    @classmethod
    def range(cls, *args, **kwargs):
        """Returns a dataset of numbers at equal distances, as Python's `range`.

        Args:
          *args: `stop`, or `start`, `stop` and `step`.
          **kwargs: `output_type`: the dtype of the numbers, int64 by default; `name` is unused.

        Raises:
          ValueError: if there are no or too many arguments.
          InvalidArgumentError: if the step is 0.

        Example:
          >>> import tfcourse as tf
          >>> list(tf.data.Dataset.range(1, 6, 2).as_numpy_iterator())
          [np.int64(1), np.int64(3), np.int64(5)]

        Source: `tf.data.Dataset.range`.
        """
        if not 1 <= len(args) <= 3:
            raise ValueError(
                "Invalid `args`. The length of `args` should be between 1 and 3 but was "
                f"{len(args)}."
            )
        dtype = dtypes.as_dtype(kwargs.get("output_type", dtypes.int64))
        bounds = (0, *args) if len(args) == 1 else args
        bounds = [
            scalar(bound, name)
            for bound, name in zip((*bounds, 1)[:3], ("start", "stop", "step"), strict=True)
        ]
        return cls._made(
            "_RangeDataset",
            "RangeDataset",
            lambda *numbers: _numbers(dtype, *numbers),
            TensorSpec([], dtype),
            tensors=bounds,
        )

    @classmethod
    def counter(cls, start=0, step=1, dtype=dtypes.int64, name=None):
        """Returns an infinite dataset of numbers at equal distances.

        Args:
          start: The first number.
          step: The distance.
          dtype: The dtype of the numbers.
          name: Unused; kept for TensorFlow's signature.

        Example:
          >>> import tfcourse as tf
          >>> list(tf.data.Dataset.counter(5).take(2).as_numpy_iterator())
          [np.int64(5), np.int64(6)]

        Source: `tf.data.Dataset.counter`.
        """
        dtype = dtypes.as_dtype(dtype)

        def make(start, step):
            first, distance = start.array[()], step.array[()]

            def begin(run):
                numbers = itertools.count(first, distance)
                return ([EagerTensor(np.array(number, first.dtype))] for number in numbers)

            return Pipeline(begin, INFINITE)

        return cls._made(
            "_ScanDataset",
            "ScanDataset",
            make,
            TensorSpec([], dtype),
            tensors=[scalar(start, "start", dtype), scalar(step, "step", dtype)],
        )

    @classmethod
    def random(cls, seed=None, rerandomize_each_iteration=None, name=None):
        """Returns an infinite dataset of random integers from [0, 2**32), int64.

        Args:
          seed: An integer, or None.
          rerandomize_each_iteration: Whether each iterator gives other numbers.
          name: Unused; kept for TensorFlow's signature.

        Example:
          >>> import tfcourse as tf
          >>> tf.random.set_seed(1)
          >>> list(tf.data.Dataset.random(seed=3).take(2).as_numpy_iterator())
          [np.int64(2313400127), np.int64(3706097062)]

        Source: `tf.data.Dataset.random`.
        """
        seeds = get_seed(seed)

        def make():
            generator = SeedGenerator(*seeds, bool(rerandomize_each_iteration))

            def begin(run):
                for word in words(*generator.next()):
                    yield [EagerTensor(np.array(word, np.int64))]

            return Pipeline(begin, INFINITE)

        return cls._made("_RandomDataset", "RandomDatasetV2", make, TensorSpec([], dtypes.int64))

    @classmethod
    def list_files(cls, file_pattern, shuffle=None, seed=None, name=None):
        """Returns a dataset of the names of files.

        Args:
          file_pattern: A pattern of names, or several.
          shuffle: Whether they come in random order, each time another; so it is if None.
          seed: An integer, or None.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          InvalidArgumentError: if no file matches.

        Example:
          >>> import tempfile
          >>> import tfcourse as tf
          >>> folder = tempfile.mkdtemp()
          >>> tf.io.write_file(folder + "/one.txt", "")
          >>> len(tf.data.Dataset.list_files(folder + "/*.txt"))
          1

        Source: `tf.data.Dataset.list_files`.
        """
        pattern = convert(file_pattern, dtypes.string)
        names = matching_files(pattern)
        if isinstance(names, EagerTensor) and not len(names):
            shown = " ".join(map(os.fsdecode, np.asarray(pattern.array).ravel().tolist()))
            raise errors.InvalidArgumentError(
                None,
                None,
                f"Expected 'tf.Tensor(False, shape=(), dtype=bool)' to be true. Summarized data: "
                f"{('No files matched pattern: ' + shown).encode()!r}",
            )
        files = cls.from_tensor_slices(names)
        if shuffle is False:
            return files
        size = maximum(cast(shape(names)[0], dtypes.int64), 1)
        return files.shuffle(size, seed)

    @classmethod
    def from_generator(
        cls,
        generator,
        output_types=None,
        output_shapes=None,
        args=None,
        output_signature=None,
        name=None,
    ):
        """Returns a dataset of what a Python generator yields.

        Args:
          generator: A callable that returns an iterable; called for each iterator.
          output_types: The dtype of each part of an element; an old form of `output_signature`.
          output_shapes: The shape of each part of an element.
          args: A tuple of tensors that `generator` is called with, as NumPy arrays.
          output_signature: The spec of the elements: a `tf.TypeSpec`, or a tuple or dictionary of
            such.
          name: Unused; kept for TensorFlow's signature.

        Raises:
          TypeError: if `generator` is not callable, or the elements' spec is not given.
          InvalidArgumentError: while it is iterated, if an element does not fit.

        Example:
          >>> import tfcourse as tf
          >>> def squares():
          ...     for number in range(3):
          ...         yield number**2
          >>> spec = tf.TensorSpec([], tf.int32)
          >>> dataset = tf.data.Dataset.from_generator(squares, output_signature=spec)
          >>> list(dataset.as_numpy_iterator())
          [np.int32(0), np.int32(1), np.int32(4)]

        Source: `tf.data.Dataset.from_generator`.
        """
        if not callable(generator):
            raise TypeError("`generator` must be a Python callable.")
        spec = _generator_spec(output_types, output_shapes, output_signature)
        structure = Structure(spec)

        def make(*given):
            def begin(run):
                return from_python(generator(*(tensor.numpy() for tensor in given)), structure)

            return Pipeline(begin, UNKNOWN)

        tensors = [convert(value) for value in args or ()]
        return cls._made("_FlatMapDataset", "FlatMapDataset", make, spec, tensors=tensors)


def _generator_spec(output_types, output_shapes, output_signature):
    """Returns the spec of a generator's elements."""
    if output_signature is not None:
        for argument, value in (("output_types", output_types), ("output_shapes", output_shapes)):
            if value is not None:
                raise TypeError(
                    f"The `{argument}` argument can not be used together with the "
                    "`output_signature` argument."
                )
        for spec in nest.flatten(output_signature):
            if not isinstance(spec, TypeSpec):
                raise TypeError(
                    "`output_signature` must contain objects that are subclass of `tf.TypeSpec` "
                    f"but found {type(spec)} which is not."
                )
        return output_signature
    if output_types is None:
        raise TypeError(
            "To specify the output signature you need to provide either the `output_signature` "
            "argument or the `output_types` argument."
        )
    if isinstance(output_types, list):
        output_types = tuple(output_types)
    kinds = map_leaves(dtypes.as_dtype, output_types)
    if output_shapes is None:
        return map_leaves(lambda dtype: TensorSpec(None, dtype), kinds)
    return _with_shapes(kinds, output_shapes)


def _with_shapes(kinds, shapes):
    """Returns specs, given dtypes and shapes in structures alike: a shape may be a tuple."""
    if isinstance(kinds, dict):
        return {key: _with_shapes(kind, shapes[key]) for key, kind in kinds.items()}
    if isinstance(kinds, tuple):
        return tuple(map(_with_shapes, kinds, shapes))
    return TensorSpec(shapes, kinds)


def _slices(structure, components) -> Pipeline:
    """Returns the pipeline over the first dimension of an element."""
    if all(isinstance(leaf, TensorSpec) for leaf in structure.leaves):
        arrays = [np.asarray(component.array) for component in components]
        sizes = {len(array) for array in arrays}
        if len(sizes) > 1:
            shown = [len(array) for array in arrays]
            raise errors.InvalidArgumentError(
                None, None, f"Dimensions {shown[0]} and {shown[1]} are not compatible"
            )

        def rows(run):
            return (Row(arrays, row) for row in range(len(arrays[0])))

        return Pipeline(rows, sizes.pop())

    def begin(run):
        at, leaves = 0, []
        for spec in structure.leaves:
            width = len(Structure(spec).components)
            leaves.append(rows_of(spec, components[at : at + width]))
            at += width
        for parts in zip(*leaves, strict=True):
            yield [component for part in parts for component in part]

    return Pipeline(begin, sum(1 for _ in begin(None)))


def _numbers(dtype, start, stop, step) -> Pipeline:
    """Returns the pipeline over a range of numbers."""
    start, stop, step = (int(number) for number in (start, stop, step))
    if not step:
        raise errors.InvalidArgumentError(None, None, "step must be a non-zero integer.")
    kind = dtype.as_numpy_dtype

    def begin(run):
        for number in range(start, stop, step):
            yield [EagerTensor(np.array(number, kind))]

    return Pipeline(begin, len(range(start, stop, step)))


def is_known(tensor) -> int | None:
    """Returns the value of a scalar if it is known now, else None."""
    if isinstance(tensor, EagerTensor):
        return int(tensor)
    known = constants(tensor)
    return int(known[0]) if known is not None and len(known) == 1 else None
