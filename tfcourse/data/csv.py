"""Datasets of lines of values separated by commas."""

import collections
import csv
import os

import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.specs import TensorSpec
from tfcourse.core.tensor import Tensor
from tfcourse.data.dataset import Dataset
from tfcourse.data.files import TextLineDataset
from tfcourse.data.pipeline import Pipeline
from tfcourse.ops.csv_records import decode_csv
from tfcourse.ops.file_system import glob

_GUESSES = (dtypes.int32, dtypes.int64, dtypes.float32, dtypes.float64, dtypes.string)
_FLOATS = (dtypes.float32, dtypes.float64)


@export("data.experimental.CsvDataset")
class CsvDataset(Dataset):
    r"""A dataset of the lines of CSV files, each a tuple of one scalar per column.

    Args:
      filenames: A string tensor, or a dataset of such.
      record_defaults: For each column a dtype, where no field may be empty, or a tensor with the
        value that stands where one is.
      compression_type: "GZIP", "ZLIB", or "" or None for not at all.
      buffer_size: Unused; kept for TensorFlow's signature.
      header: Whether the first line of a file is left out.
      field_delim: The character between fields.
      use_quote_delim: Whether fields may stand in quotes.
      na_value: Another text that stands for an empty field.
      select_cols: The columns wanted, ascending; all if None.
      exclude_cols: The columns not wanted.

    Raises:
      InvalidArgumentError: while it is iterated, if a line does not have the columns, or a field
        not its dtype.
      ValueError: if both `select_cols` and `exclude_cols` are given.

    Example:
      >>> import tempfile
      >>> import tfcourse as tf
      >>> path = tempfile.mkdtemp() + "/table.csv"
      >>> tf.io.write_file(path, "name,size\na,1\nb,\n")
      >>> table = tf.data.experimental.CsvDataset(path, ["", 7], header=True)
      >>> list(table.as_numpy_iterator())
      [(b'a', np.int32(1)), (b'b', np.int32(7))]

    Source: `tf.data.experimental.CsvDataset`.
    """

    def __init__(
        self,
        filenames,
        record_defaults,
        compression_type=None,
        buffer_size=None,
        header=False,
        field_delim=",",
        use_quote_delim=True,
        na_value="",
        select_cols=None,
        exclude_cols=None,
    ):
        if select_cols is not None and exclude_cols is not None:
            raise ValueError("At most one of `select_cols` and `exclude_cols` can be set.")
        defaults = [_default(value) for value in record_defaults]
        if exclude_cols is not None:
            count = len(defaults) + len(exclude_cols)
            select_cols = [column for column in range(count) if column not in exclude_cols]
        names = filenames
        if not isinstance(filenames, Dataset):
            names = Dataset.from_tensor_slices(np.atleast_1d(convert(filenames).numpy()))

        def fields(line):
            return tuple(
                decode_csv(line, defaults, field_delim, use_quote_delim, na_value, select_cols)
            )

        def table(name):
            lines = TextLineDataset(name, compression_type)
            return (lines.skip(1) if header else lines).map(fields)

        rows = names.flat_map(table)
        spec = tuple(TensorSpec([], default.dtype) for default in defaults)
        made = self._made("CsvDatasetV2", "CSVDatasetV2", _plain_errors, spec, [rows])
        super().__init__(made._variant_tensor)
        self._element_spec = spec


# As reprs show it.
CsvDataset.__name__ = "CsvDatasetV2"


def _default(value) -> Tensor:
    """Returns what stands for an empty field: nothing for a dtype, else one value."""
    if isinstance(value, (dtypes.DType, type)):
        dtype = dtypes.as_dtype(value)
        kind = object if dtype is dtypes.string else dtype.as_numpy_dtype
        return convert(np.zeros([0], kind), dtype)
    return convert(np.reshape(convert(value).numpy(), [-1]))


def _plain_errors(source) -> Pipeline:
    """Returns a pipeline whose errors say what a CSV dataset's do."""

    def rows(elements):
        try:
            yield from elements
        except errors.OpError as error:
            text = error.message
            at = text.rfind("Field ")
            if at < 0:
                at = text.rfind("Expect ")
            reason = text[max(at, 0) :].split(" [Op:")[0].split("\n")[0]
            reason = reason.replace(" in record 0", " in record")
            raise type(error)(None, None, reason) from None

    return Pipeline(lambda run: rows(source.start(run)), source.cardinality)


@export("data.experimental.make_csv_dataset")
def make_csv_dataset(
    file_pattern,
    batch_size,
    column_names=None,
    column_defaults=None,
    label_name=None,
    select_columns=None,
    field_delim=",",
    use_quote_delim=True,
    na_value="",
    header=True,
    num_epochs=None,
    shuffle=True,
    shuffle_buffer_size=10000,
    shuffle_seed=None,
    prefetch_buffer_size=None,
    num_parallel_reads=None,
    sloppy=False,
    num_rows_for_inference=100,
    compression_type=None,
    ignore_errors=False,
    encoding="utf-8",
):
    r"""Returns a dataset of batches of CSV files, each a dictionary of columns.

    Args:
      file_pattern: A pattern of file names, or a list of them.
      batch_size: How many lines make a batch.
      column_names: The names of the columns; from the first line if None.
      column_defaults: As `record_defaults` of `CsvDataset`; guessed from the first lines if None.
      label_name: The column that is given apart, as the second part of a pair.
      select_columns: The names or numbers of the columns wanted; all if None.
      field_delim: The character between fields.
      use_quote_delim: Whether fields may stand in quotes.
      na_value: Another text that stands for an empty field.
      header: Whether the first line of a file holds names.
      num_epochs: How often the files are gone through; for ever if None.
      shuffle: Whether lines come in random order.
      shuffle_buffer_size: As for `Dataset.shuffle`.
      shuffle_seed: As for `Dataset.shuffle`.
      prefetch_buffer_size: Unused; kept for TensorFlow's signature.
      num_parallel_reads: How many files are read in turn.
      sloppy: Unused.
      num_rows_for_inference: How many lines the guess looks at; all if None.
      compression_type: "GZIP", "ZLIB", or "" or None for not at all.
      ignore_errors: Whether lines with errors are left out.
      encoding: The encoding of the names and of the lines looked at.

    Raises:
      ValueError: if there is no file, or a column is not there.

    Example:
      >>> import tempfile
      >>> import tfcourse as tf
      >>> path = tempfile.mkdtemp() + "/table.csv"
      >>> tf.io.write_file(path, "name,size\na,1\nb,2\n")
      >>> batches = tf.data.experimental.make_csv_dataset(path, 2, num_epochs=1, shuffle=False)
      >>> next(iter(batches))["size"].numpy().tolist()
      [1, 2]

    Source: `tf.data.experimental.make_csv_dataset`.
    """
    paths = glob(file_pattern)
    if not paths:
        raise ValueError(f"No files match `file_pattern` {file_pattern}.")
    head = _Head(paths[0], field_delim, use_quote_delim, encoding, num_rows_for_inference)
    if column_names is None:
        if not header:
            raise ValueError("Expected `column_names` or `header` arguments. Neither is provided.")
        column_names = head.rows[0]
    column_names = list(column_names)
    if len(column_names) != len(set(column_names)):
        raise ValueError("Cannot have duplicate column names.")
    columns = _columns(column_names, select_columns)
    if column_defaults is None:
        rows = head.rows[1:] if header else head.rows
        column_defaults = [_guessed([row[at] for row in rows], na_value) for at in columns]
    names = [column_names[at] for at in columns]
    if label_name is not None and label_name not in names:
        raise ValueError("`label_name` provided must be one of the columns.")
    files = Dataset.from_tensor_slices(paths)
    if shuffle:
        files = files.shuffle(len(paths), shuffle_seed)

    def table(name):
        return CsvDataset(
            Dataset.from_tensors(name),
            column_defaults,
            compression_type=compression_type,
            header=header,
            field_delim=field_delim,
            use_quote_delim=use_quote_delim,
            na_value=na_value,
            select_cols=columns,
        )

    dataset = files.interleave(table, cycle_length=num_parallel_reads or 1)
    if ignore_errors:
        dataset = dataset.ignore_errors()

    def as_dictionary(*values):
        features = collections.OrderedDict(zip(names, values, strict=True))
        if label_name is None:
            return features
        label = features.pop(label_name)
        return features, label

    if num_epochs != 1 or shuffle:
        if shuffle:
            dataset = dataset.shuffle(shuffle_buffer_size, shuffle_seed)
        if num_epochs != 1:
            dataset = dataset.repeat(num_epochs)
    dataset = dataset.batch(batch_size, drop_remainder=num_epochs is None)
    return dataset.map(as_dictionary).prefetch(1)


class _Head:
    """The first lines of a CSV file, as lists of fields."""

    def __init__(self, path, field_delim, use_quote_delim, encoding, limit):
        quoting = csv.QUOTE_MINIMAL if use_quote_delim else csv.QUOTE_NONE
        self.rows = []
        with open(os.fspath(path), newline="", encoding=encoding) as file:
            for row in csv.reader(file, delimiter=field_delim, quoting=quoting):
                self.rows.append(row)
                if limit is not None and len(self.rows) > limit:
                    break


def _columns(column_names, select_columns) -> list[int]:
    """Returns the places of the columns wanted, ascending."""
    if select_columns is None:
        return list(range(len(column_names)))
    places = []
    for column in select_columns:
        if isinstance(column, str) and column not in column_names:
            raise ValueError(f"Invalid column {column}.")
        places.append(column_names.index(column) if isinstance(column, str) else column)
    return sorted(places)


def _guessed(fields, na_value) -> Tensor:
    """Returns the default of a column: of the first dtype that all of its fields have."""
    at = 0
    for field in fields:
        if field in ("", na_value):
            continue
        while not _is_of(field, _GUESSES[at]):
            at += 1
    dtype = _GUESSES[at]
    return convert([""] if dtype is dtypes.string else [0], dtype)


def _is_of(field, dtype) -> bool:
    if dtype is dtypes.string:
        return True
    try:
        number = float(field) if dtype in _FLOATS else int(field)
    except ValueError:
        return False
    if dtype is dtypes.float32:
        return abs(number) <= float(np.finfo(np.float32).max) or not np.isfinite(number)
    return dtype is dtypes.float64 or np.iinfo(dtype.as_numpy_dtype).min <= number <= dtype.max
