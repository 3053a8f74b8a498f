"""tf.lookup: tables from keys to values."""

import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.execute import execute, located
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import Op
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.ops.fingerprints import fingerprint64
from tfcourse.ops.host import array_of
from tfcourse.ops.io import file_error
from tfcourse.ops.ragged.tensor import RaggedTensor
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.sparse_tensor import SparseTensor


def _stateful(op_type, function, operands):
    """Returns an op on a table, which is its first attribute."""
    return Op(
        op_type,
        function,
        operands=operands,
        is_host=True,
        is_stateful=True,
        is_differentiable=False,
    )


def _find(keys, default_value, table, dtype):
    default = default_value.item() if default_value.ndim == 0 else default_value
    keys = np.asarray(keys)
    found = [table.entries.get(key, default) for key in keys.ravel().tolist()]
    if default_value.ndim:
        return np.stack([np.asarray(item) for item in found]).reshape(
            *keys.shape, *default_value.shape
        )
    return array_of(found, keys.shape, dtype.numpy_dtype)


def _insert(keys, values, table):
    items = np.asarray(values)
    rows = list(items) if items.ndim > keys.ndim else items.ravel().tolist()
    table.entries.update(zip(np.asarray(keys).ravel().tolist(), rows, strict=True))
    return ()


def _remove(keys, table):
    for key in np.asarray(keys).ravel().tolist():
        table.entries.pop(key, None)
    return ()


def _size(table):
    return np.array(len(table.entries), np.int64)


# TensorFlow's op types take the table as a tensor of type resource; here it is an attribute.
_FIND = _stateful("TableFind", _find, ("keys", "default_value"))
_INSERT = _stateful("TableInsert", _insert, ("keys", "values"))
_REMOVE = _stateful("TableRemove", _remove, ("keys",))
_SIZE = _stateful("TableSize", lambda table, out_type: _size(table), ())
_IMPORT = Op("LookupTableImportV2", lambda: None)
_READ_FILE = Op("InitializeTableFromTextFileV2", lambda: None)
_NOT_READY = Op("LookupTableFindV2", lambda: None)


def _located(definition, error):
    """Returns an error with the words around it that TensorFlow puts there."""
    return located(definition, (None,) * len(definition.inputs), error, None)


class _Table:
    """What all tables share.

    Attributes:
      entries: The values by their keys.
      is_ready: Whether an initializer has filled it, if it has one.
    """

    def __init__(self, key_dtype, value_dtype, default_value, name):
        self.entries: dict = {}
        self.is_ready = True
        self._key_dtype = as_dtype(key_dtype)
        self._value_dtype = as_dtype(value_dtype)
        self._default_value = convert(default_value, self._value_dtype)
        self._name = name

    @property
    def key_dtype(self):
        """The `DType` of the keys."""
        return self._key_dtype

    @property
    def value_dtype(self):
        """The `DType` of the values."""
        return self._value_dtype

    @property
    def name(self):
        """The name that was given, or None."""
        return self._name

    @property
    def default_value(self):
        """What stands for keys that the table does not have."""
        return self._default_value

    def lookup(self, keys, name=None):
        """Looks keys up.

        Args:
          keys: A tensor, `tf.SparseTensor` or `tf.RaggedTensor` of the keys' dtype.
          name: The operation's name in a graph.

        Returns:
          The values, as the keys are; the default for keys that the table does not have.

        Raises:
          TypeError: if the keys have another dtype.
          FailedPreconditionError: if the table's initializer has not filled it.
        """
        if not self.is_ready:
            problem = errors.FailedPreconditionError(None, None, "Table not initialized.")
            raise _located(_NOT_READY, problem)
        if keys.dtype != self._key_dtype:
            raise TypeError(
                f"Dtype of argument `keys` must be {self._key_dtype}, received: {keys.dtype}"
            )
        if isinstance(keys, SparseTensor):
            return keys.with_values(self._found(keys.values, name))
        if isinstance(keys, RaggedTensor):
            return keys.with_flat_values(self._found(keys.flat_values, name))
        return self._found(keys, name)

    def _found(self, keys, name):
        operands = (keys, self._default_value)
        result = execute(_FIND, operands, (self, self._value_dtype), name)
        if context.graph is not None:
            result.dtype = self._value_dtype
            result.set_shape(keys.shape.concatenate(self._default_value.shape))
        return result

    def size(self, name=None):
        """Returns the number of entries, an int64 tensor of shape `()`."""
        return execute(_SIZE, (), (self, dtypes.int64), name)

    def __getitem__(self, keys):
        return self.lookup(keys)

    def export(self, name=None):
        """Returns all keys and all values, as two tensors."""
        keys, values = list(self.entries), list(self.entries.values())
        return (
            EagerTensor(array_of(keys, None, self._key_dtype.numpy_dtype)),
            EagerTensor(array_of(values, None, self._value_dtype.numpy_dtype)),
        )


class TextFileIndex:
    """What of a line of a file is a key or a value, if not a column.

    Source: `tf.lookup.TextFileIndex`.
    """

    WHOLE_LINE = -2
    LINE_NUMBER = -1


export("lookup.TextFileIndex")(TextFileIndex)


class _Initializer:
    """What fills a table; a subclass of the user's may do so otherwise, or not yet."""

    def initialize(self, table):
        """Puts the entries into a table."""
        table.entries = self.entries()
        table.is_ready = True


@export("lookup.KeyValueTensorInitializer")
class KeyValueTensorInitializer(_Initializer):
    """Fills a table from two tensors.

    Args:
      keys: A tensor of rank 1.
      values: A tensor of as many values.
      key_dtype: The keys' dtype, or None.
      value_dtype: The values' dtype, or None.
      name: Unused; kept for TensorFlow's signature.

    Source: `tf.lookup.KeyValueTensorInitializer`.
    """

    def __init__(self, keys, values, key_dtype=None, value_dtype=None, name=None):
        self._keys = convert(keys, None if key_dtype is None else as_dtype(key_dtype))
        self._values = convert(values, None if value_dtype is None else as_dtype(value_dtype))
        self.key_dtype = self._keys.dtype
        self.value_dtype = self._values.dtype

    def entries(self) -> dict:
        """Returns the values by their keys.

        Raises:
          InvalidArgumentError: if there are not as many keys as values.
          FailedPreconditionError: if one key has two values.
        """
        keys, values = np.asarray(self._keys.array), np.asarray(self._values.array)
        if keys.shape != values.shape:
            error = invalid_argument(
                f"Expected shape {brackets(keys.shape)} for value, got {brackets(values.shape)}"
            )
            raise _located(_IMPORT, error)
        entries: dict = {}
        for key, value in zip(keys.ravel().tolist(), values.ravel().tolist(), strict=True):
            if entries.setdefault(key, value) != value:
                shown = [
                    item.decode() if isinstance(item, bytes) else item
                    for item in (key, entries[key], value)
                ]
                error = errors.FailedPreconditionError(
                    None,
                    None,
                    f"HashTable has different value for same key. Key {shown[0]} has {shown[1]} "
                    f"and trying to add value {shown[2]}",
                )
                raise _located(_IMPORT, error)
        return entries


@export("lookup.TextFileInitializer")
class TextFileInitializer(_Initializer):
    """Fills a table from the lines of a file.

    Args:
      filename: The file's name.
      key_dtype: The keys' dtype.
      key_index: The column of keys, or a `tf.lookup.TextFileIndex`.
      value_dtype: The values' dtype.
      value_index: The column of values, or a `tf.lookup.TextFileIndex`.
      vocab_size: The number of lines that are read; all if None.
      delimiter: What separates columns.
      name: Unused; kept for TensorFlow's signature.
      value_index_offset: Added to line numbers.

    Source: `tf.lookup.TextFileInitializer`.
    """

    def __init__(
        self,
        filename,
        key_dtype,
        key_index,
        value_dtype,
        value_index,
        vocab_size=None,
        delimiter="\t",
        name=None,
        value_index_offset=0,
    ):
        self._filename = filename.numpy().decode() if isinstance(filename, Tensor) else filename
        self.key_dtype, self.value_dtype = as_dtype(key_dtype), as_dtype(value_dtype)
        self._columns = (key_index, value_index)
        self._vocab_size = vocab_size
        self._delimiter = delimiter.encode()
        self._offset = value_index_offset

    def entries(self) -> dict:
        """Returns the values by their keys.

        Raises:
          NotFoundError: if there is no such file.
        """
        try:
            with open(self._filename, "rb") as file:
                lines = file.read().splitlines()
        except OSError as error:
            problem = file_error(self._filename, error)
            raise _located(_READ_FILE, problem) from None
        kinds = (self.key_dtype, self.value_dtype)
        return dict(
            tuple(
                self._part(line, number, column, dtype)
                for column, dtype in zip(self._columns, kinds, strict=True)
            )
            for number, line in enumerate(lines[: self._vocab_size])
        )

    def _part(self, line, number, column, dtype):
        if column == TextFileIndex.LINE_NUMBER:
            return number + self._offset
        text = line if column == TextFileIndex.WHOLE_LINE else line.split(self._delimiter)[column]
        return text if dtype is dtypes.string else dtype.as_numpy_dtype(text).item()


@export("lookup.StaticHashTable")
class StaticHashTable(_Table):
    """A table whose entries never change.

    Args:
      initializer: Where its entries come from.
      default_value: What stands for keys that it does not have.
      name: Its name.
      experimental_is_anonymous: Unused; kept for TensorFlow's signature.

    Example:
      >>> import tfcourse as tf
      >>> table = tf.lookup.StaticHashTable(
      ...     tf.lookup.KeyValueTensorInitializer(["a", "b"], [1, 2]), default_value=-1
      ... )
      >>> table.lookup(tf.constant(["b", "z"])).numpy().tolist()
      [2, -1]

    Source: `tf.lookup.StaticHashTable`.
    """

    def __init__(self, initializer, default_value, name=None, experimental_is_anonymous=False):
        super().__init__(initializer.key_dtype, initializer.value_dtype, default_value, name)
        self.is_ready = False
        initializer.initialize(self)


@export("lookup.StaticVocabularyTable")
class StaticVocabularyTable(_Table):
    """A table from words to numbers that gives unknown words numbers too, by their hash.

    Args:
      initializer: Where its entries come from, with int64 values; None for none.
      num_oov_buckets: How many numbers unknown words share.
      lookup_key_dtype: The dtype of the keys that are looked up; that of the entries if None.
      name: Its name.
      experimental_is_anonymous: Unused; kept for TensorFlow's signature.

    Raises:
      TypeError: if the values are not int64.
      ValueError: if there is no number for unknown words.

    Example:
      >>> import tfcourse as tf
      >>> words = tf.constant(["emerson", "lake", "palmer"])
      >>> numbers = tf.range(3, dtype=tf.int64)
      >>> table = tf.lookup.StaticVocabularyTable(
      ...     tf.lookup.KeyValueTensorInitializer(words, numbers), num_oov_buckets=5
      ... )
      >>> table.lookup(tf.constant(["lake", "king", "crimson"])).numpy().tolist()
      [1, 6, 7]

    Source: `tf.lookup.StaticVocabularyTable`.
    """

    def __init__(
        self,
        initializer,
        num_oov_buckets,
        lookup_key_dtype=None,
        name=None,
        experimental_is_anonymous=False,
    ):
        if num_oov_buckets <= 0:
            raise ValueError("`num_oov_buckets` must be > 0; use StaticHashTable.")
        if initializer is not None and initializer.value_dtype != dtypes.int64:
            raise TypeError(
                f"Invalid `value_dtype`, expected {dtypes.int64} but got {initializer.value_dtype}."
            )
        key_dtype = dtypes.string if initializer is None else initializer.key_dtype
        if lookup_key_dtype is not None:
            key_dtype = as_dtype(lookup_key_dtype)
        super().__init__(key_dtype, dtypes.int64, -1, name)
        known = {} if initializer is None else initializer.entries()
        self.entries = _Vocabulary(known, num_oov_buckets)


class _Vocabulary(dict):
    """Numbers of words; unknown ones get one of those behind the last, by their hash."""

    def __init__(self, known, buckets):
        super().__init__(known)
        self._buckets = buckets

    def get(self, key, default=None):
        if key in self:
            return self[key]
        text = key if isinstance(key, bytes) else str(key).encode()
        return super().__len__() + fingerprint64(text) % self._buckets

    def __len__(self):
        return super().__len__() + self._buckets


@export("lookup.experimental.MutableHashTable")
class MutableHashTable(_Table):
    """A table whose entries can be changed.

    Args:
      key_dtype: The keys' dtype.
      value_dtype: The values' dtype.
      default_value: What stands for keys that it does not have.
      name: Its name.
      checkpoint: Unused; kept for TensorFlow's signature.
      experimental_is_anonymous: Unused; kept for TensorFlow's signature.

    Example:
      >>> import tfcourse as tf
      >>> table = tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, -1)
      >>> table.insert(tf.constant(["a"]), tf.constant([1], tf.int64))
      >>> table[["a", "b"]].numpy().tolist()
      [1, -1]

    Source: `tf.lookup.experimental.MutableHashTable`.
    """

    def __init__(
        self,
        key_dtype,
        value_dtype,
        default_value,
        name="MutableHashTable",
        checkpoint=True,
        experimental_is_anonymous=False,
    ):
        super().__init__(key_dtype, value_dtype, default_value, None)

    def lookup(self, keys, dynamic_default_values=None, name=None):
        """Looks keys up; arguments and result are those of the other tables' method."""
        if not isinstance(keys, (SparseTensor, RaggedTensor)):
            keys = convert(keys, self._key_dtype)
        return super().lookup(keys, name)

    def insert(self, keys, values, name=None):
        """Puts entries into the table, or replaces them.

        Args:
          keys: A tensor.
          values: A tensor of as many values.
          name: The operation's name in a graph.
        """
        operands = (convert(keys, self._key_dtype), convert(values, self._value_dtype))
        execute(_INSERT, operands, (self,), name)

    def remove(self, keys, name=None):
        """Removes the entries of some keys; keys that it does not have do not matter."""
        execute(_REMOVE, (convert(keys, self._key_dtype),), (self,), name)
