"""The functions of `tf.data.experimental`: most are older forms of methods of `tf.data.Dataset`."""

from tfcourse.core import dtypes, errors
from tfcourse.core.export import export
from tfcourse.data.dataset import Dataset, of_variant
from tfcourse.data.pipeline import Pipeline, scalar


@export("data.experimental.cardinality")
def cardinality(dataset):
    """Returns the number of elements of a dataset, as `Dataset.cardinality`.

    Args:
      dataset: A `tf.data.Dataset`.

    Source: `tf.data.experimental.cardinality`.
    """
    return dataset.cardinality()


@export("data.experimental.assert_cardinality")
def assert_cardinality(expected_cardinality):
    """Returns a transformation that says, and checks, how many elements a dataset has.

    Args:
      expected_cardinality: The number.

    Raises:
      FailedPreconditionError: while it is iterated, if there are more or fewer.

    Example:
      >>> import tfcourse as tf
      >>> odd = tf.data.Dataset.range(9).filter(lambda x: x % 2 == 1)
      >>> len(odd.apply(tf.data.experimental.assert_cardinality(4)))
      4

    Source: `tf.data.experimental.assert_cardinality`.
    """

    def make(source, number):
        expected = int(number)

        def start(run):
            return _counted(source.start(run), expected)

        return Pipeline(start, expected)

    def transformation(dataset):
        number = scalar(expected_cardinality, "expected_cardinality")
        return dataset._rearranged(
            "_AssertCardinalityDataset", "AssertCardinalityDataset", make, [number]
        )

    return transformation


def _counted(elements, expected):
    def wrong(found):
        message = (
            f"Input dataset was expected to contain {_of_them(expected)} but contained {found}."
        )
        return errors.FailedPreconditionError(None, None, message)

    count = 0
    for element in elements:
        count += 1
        if count > expected >= 0:
            raise wrong(f"at least {_of_them(count)}")
        yield element
    if count < expected:
        raise wrong(f"only {_of_them(count)}")


def _of_them(count):
    return f"{count} element" + ("" if count == 1 else "s")


@export("data.experimental.Counter")
def Counter(start=0, step=1, dtype=dtypes.int64):
    """Returns an infinite dataset of numbers, as `Dataset.counter`.

    Args:
      start: The first number.
      step: The distance.
      dtype: The dtype of the numbers.

    Source: `tf.data.experimental.Counter`.
    """
    return Dataset.counter(start, step, dtype)


@export("data.experimental.dense_to_ragged_batch")
def dense_to_ragged_batch(batch_size, drop_remainder=False, row_splits_dtype=dtypes.int64):
    """Returns a transformation that makes ragged batches, as `Dataset.ragged_batch`.

    Args:
      batch_size: How many elements make one.
      drop_remainder: Whether the last one is left out if there are too few for it.
      row_splits_dtype: int32 or int64.

    Source: `tf.data.experimental.dense_to_ragged_batch`.
    """
    return lambda dataset: dataset.ragged_batch(batch_size, drop_remainder, row_splits_dtype)


@export("data.experimental.enumerate_dataset")
def enumerate_dataset(start=0):
    """Returns a transformation that numbers elements, as `Dataset.enumerate`.

    Args:
      start: The first number.

    Source: `tf.data.experimental.enumerate_dataset`.
    """
    return lambda dataset: dataset.enumerate(start)


@export("data.experimental.unbatch")
def unbatch():
    """Returns a transformation that takes batches apart, as `Dataset.unbatch`.

    Source: `tf.data.experimental.unbatch`.
    """
    return lambda dataset: dataset.unbatch()


@export("data.experimental.unique")
def unique():
    """Returns a transformation that leaves out equal elements, as `Dataset.unique`.

    Source: `tf.data.experimental.unique`.
    """
    return lambda dataset: dataset.unique()


@export("data.experimental.ignore_errors")
def ignore_errors(log_warning=False):
    """Returns a transformation that leaves out elements that fail, as `Dataset.ignore_errors`.

    Args:
      log_warning: Unused; kept for TensorFlow's signature.

    Source: `tf.data.experimental.ignore_errors`.
    """
    return lambda dataset: dataset.ignore_errors(log_warning)


@export("data.experimental.take_while")
def take_while(predicate):
    """Returns a transformation that stops at an element, as `Dataset.take_while`.

    Args:
      predicate: A function of an element that returns a scalar bool.

    Source: `tf.data.experimental.take_while`.
    """
    return lambda dataset: dataset.take_while(predicate)


@export("data.experimental.scan")
def scan(initial_state, scan_func):
    """Returns a transformation that passes a state on, as `Dataset.scan`.

    Args:
      initial_state: The first state.
      scan_func: A function of the state and an element.

    Source: `tf.data.experimental.scan`.
    """
    return lambda dataset: dataset.scan(initial_state, scan_func)


@export("data.experimental.group_by_window")
def group_by_window(key_func, reduce_func, window_size=None, window_size_func=None):
    """Returns a transformation that groups elements, as `Dataset.group_by_window`.

    Args:
      key_func: A function of an element that returns its key.
      reduce_func: A function of a key and a dataset that returns a dataset.
      window_size: How many elements are in a group at most.
      window_size_func: A function of a key that returns that.

    Source: `tf.data.experimental.group_by_window`.
    """
    return lambda dataset: dataset.group_by_window(
        key_func, reduce_func, window_size, window_size_func
    )


@export("data.experimental.bucket_by_sequence_length")
def bucket_by_sequence_length(
    element_length_func, bucket_boundaries, bucket_batch_sizes, **options
):
    """Returns a transformation that batches by length, as `Dataset.bucket_by_sequence_length`.

    Args:
      element_length_func: A function of an element that returns its length.
      bucket_boundaries: The lengths at which buckets begin.
      bucket_batch_sizes: The batch size of each bucket.
      **options: Further arguments of the method.

    Source: `tf.data.experimental.bucket_by_sequence_length`.
    """
    return lambda dataset: dataset.bucket_by_sequence_length(
        element_length_func, bucket_boundaries, bucket_batch_sizes, **options
    )


@export("data.experimental.shuffle_and_repeat")
def shuffle_and_repeat(buffer_size, count=None, seed=None):
    """Returns a transformation that shuffles, then repeats.

    Args:
      buffer_size: As for `Dataset.shuffle`.
      count: As for `Dataset.repeat`.
      seed: As for `Dataset.shuffle`.

    Source: `tf.data.experimental.shuffle_and_repeat`.
    """
    return lambda dataset: dataset.shuffle(buffer_size, seed).repeat(count)


@export("data.experimental.map_and_batch")
def map_and_batch(
    map_func,
    batch_size,
    num_parallel_batches=None,
    drop_remainder=False,
    num_parallel_calls=None,
):
    """Returns a transformation that maps, then batches.

    Args:
      map_func: As for `Dataset.map`.
      batch_size: As for `Dataset.batch`.
      num_parallel_batches: Unused; kept for TensorFlow's signature.
      drop_remainder: As for `Dataset.batch`.
      num_parallel_calls: As for `Dataset.map`.

    Source: `tf.data.experimental.map_and_batch`.
    """
    return lambda dataset: dataset.map(map_func, num_parallel_calls).batch(
        batch_size, drop_remainder
    )


@export("data.experimental.prefetch_to_device")
def prefetch_to_device(device, buffer_size=None):
    """Returns a transformation that leaves a dataset as it is.

    Args:
      device: Accepted; elements are made on the host, operations take them where they run.
      buffer_size: Accepted.

    Source: `tf.data.experimental.prefetch_to_device`.
    """
    return lambda dataset: dataset.prefetch(buffer_size)


@export("data.experimental.choose_from_datasets")
def choose_from_datasets(datasets, choice_dataset, stop_on_empty_dataset=True):
    """Returns a dataset chosen from several, as `Dataset.choose_from_datasets`.

    Args:
      datasets: The datasets.
      choice_dataset: Which of them gives each next element.
      stop_on_empty_dataset: Whether it ends where one has no more.

    Source: `tf.data.experimental.choose_from_datasets`.
    """
    return Dataset.choose_from_datasets(datasets, choice_dataset, stop_on_empty_dataset)


@export("data.experimental.sample_from_datasets")
def sample_from_datasets(datasets, weights=None, seed=None, stop_on_empty_dataset=False):
    """Returns a dataset chosen at random from several, as `Dataset.sample_from_datasets`.

    Args:
      datasets: The datasets.
      weights: How likely each is.
      seed: An integer, or None.
      stop_on_empty_dataset: Whether it ends where one has no more.

    Source: `tf.data.experimental.sample_from_datasets`.
    """
    return Dataset.sample_from_datasets(datasets, weights, seed, stop_on_empty_dataset)


@export("data.experimental.get_single_element")
def get_single_element(dataset):
    """Returns the only element of a dataset, as `Dataset.get_single_element`.

    Args:
      dataset: A `tf.data.Dataset`.

    Source: `tf.data.experimental.get_single_element`.
    """
    return dataset.get_single_element()


@export("data.experimental.get_next_as_optional")
def get_next_as_optional(iterator):
    """Returns the next element, or that there is none, as `Iterator.get_next_as_optional`.

    Args:
      iterator: A `tf.data.Iterator`.

    Source: `tf.data.experimental.get_next_as_optional`.
    """
    return iterator.get_next_as_optional()


@export("data.experimental.get_structure")
def get_structure(dataset_or_iterator):
    """Returns the spec of the elements of a dataset or iterator.

    Args:
      dataset_or_iterator: A `tf.data.Dataset` or `tf.data.Iterator`.

    Source: `tf.data.experimental.get_structure`.
    """
    return dataset_or_iterator.element_spec


@export("data.experimental.from_list")
def from_list(elements, name=None):
    """Returns a dataset of the elements of a list.

    Args:
      elements: A list of data alike.
      name: Unused; kept for TensorFlow's signature.

    Raises:
      ValueError: if there are none.

    Example:
      >>> import tfcourse as tf
      >>> list(tf.data.experimental.from_list([(1, "a"), (2, "b")]).as_numpy_iterator())
      [(np.int32(1), b'a'), (np.int32(2), b'b')]

    Source: `tf.data.experimental.from_list`.
    """
    if not isinstance(elements, list):
        raise TypeError("`elements` must be a list.")
    if not elements:
        raise ValueError("Invalid `elements`. `elements` should not be empty.")
    datasets = map(Dataset.from_tensors, elements)
    whole = next(datasets)
    for dataset in datasets:
        whole = whole.concatenate(dataset)
    return of_variant(whole._variant_tensor, whole.element_spec, "_ListDataset")
