"""tf.io.decode_csv: lines of values separated by commas."""

import itertools
from collections.abc import Iterator

import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.host import array_of, as_bytes, execute_lists
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.string_numbers import parse_number


def split_record(record: bytes, delimiter: bytes, knows_quotes: bool) -> Iterator[bytes]:
    r"""Yields the fields of a line.

    Args:
      record: The line without its end.
      delimiter: One byte.
      knows_quotes: Whether a field in quotes may hold the delimiter, and a quote as two.

    Raises:
      InvalidArgumentError: if quotes do not pair.

    Example:
      >>> list(split_record(b'1,"a, b",', b",", True))
      [b'1', b'a, b', b'']
    """
    at, size = 0, len(record)
    while at < size:
        if knows_quotes and record[at : at + 1] == b'"':
            field, at = _quoted_field(record, at + 1, delimiter)
            yield field
        else:
            end = record.find(delimiter, at)
            end = size if end < 0 else end
            field = record[at:end]
            if knows_quotes and any(sign in field for sign in b'"\n\r'):
                raise invalid_argument("Unquoted fields cannot have quotes/CRLFs inside")
            yield field
            at = end + 1
        if at == size and record[-1:] == delimiter:
            yield b""


def _quoted_field(record, at, delimiter):
    """Reads a field after its opening quote; returns it and where the next one begins."""
    pieces = []
    while True:
        end = record.find(b'"', at)
        if end < 0:
            raise invalid_argument("Quoted field has to end with quote followed by delim or end")
        pieces.append(record[at:end])
        after = record[end + 1 : end + 2]
        at = end + 2
        if after in (b"", delimiter):
            return b'"'.join(pieces), at if after else end + 1
        if after != b'"':
            raise invalid_argument("Quote inside a string has to be escaped by another quote")


@op("DecodeCSV", is_host=True, is_differentiable=False)
def _decode_csv(
    records, record_defaults, field_delim, use_quote_delim, na_value, select_cols, name=None
):
    field_delim, na_value = as_bytes(field_delim), as_bytes(na_value)
    if len(field_delim) != 1:
        raise invalid_argument("field_delim should be only 1 char")
    for index, default in enumerate(record_defaults):
        if default.size > 1:
            raise invalid_argument(
                f"There should only be 1 default per field but field {index} has {default.size}"
            )
    columns = [[] for _ in record_defaults]
    for row, record in enumerate(np.asarray(records).ravel().tolist()):
        fields = list(split_record(record, field_delim, use_quote_delim))
        if select_cols:
            fields = [fields[column] for column in select_cols if column < len(fields)]
        if len(fields) != len(columns):
            raise invalid_argument(
                f"Expect {len(columns)} fields but have {len(fields)} in record {row}"
            )
        for index, field in enumerate(fields):
            default = record_defaults[index]
            columns[index].append(_value(field, default, na_value, index, row))
    return tuple(
        array_of(column, records.shape, default.dtype)
        for column, default in zip(columns, record_defaults, strict=True)
    )


def _value(field, default, na_value, index, row):
    if not field or field == na_value:
        if not default.size:
            raise invalid_argument(f"Field {index} is required but missing in record {row}!")
        return np.asarray(default).ravel().tolist()[0]
    if default.dtype == object:
        return field
    number = parse_number(field, default.dtype)
    if number is None:
        kind = dtypes.from_numpy[default.dtype].short_name
        raise invalid_argument(
            f"Field {index} in record {row} is not a valid {kind}: "
            + field.decode("utf-8", "surrogateescape")
        )
    return number


def _check_defaults(defaults):
    """Raises the gate's errors for an attribute that is a list of dtypes."""
    signature = _decode_csv.op.signature
    allowed = signature.attributes["OUT_TYPE"].allowed
    reason = None if defaults else "Length for attr 'OUT_TYPE' of 0 must be at least minimum 1"
    for default in defaults:
        if default.dtype not in allowed:
            reason = (
                f"Value for attr 'OUT_TYPE' of {default.dtype.short_name} is not in the list of "
                "allowed values: " + ", ".join(dtype.short_name for dtype in allowed)
            )
    if reason is not None:
        raise errors.InvalidArgumentError(
            None,
            None,
            f"{reason}\n\t; NodeDef: {{{{node DecodeCSV}}}}; {signature.text} [Op:DecodeCSV]"
            + (" name: " if not defaults else ""),
        )


@export("io.decode_csv")
def decode_csv(
    records,
    record_defaults,
    field_delim=",",
    use_quote_delim=True,
    na_value="",
    select_cols=None,
    name=None,
):
    """Reads lines of values separated by commas.

    Args:
      records: A string tensor of any shape, one line each.
      record_defaults: For each column a tensor with the value that stands where a field is
        empty; a tensor without elements where none may be. Its dtype is the column's.
      field_delim: The character between fields.
      use_quote_delim: Whether fields may stand in quotes.
      na_value: Another text that stands for an empty field.
      select_cols: The columns wanted, ascending; all if None.
      name: The operation's name in a graph.

    Returns:
      A list of one tensor per column, of the shape of `records`.

    Raises:
      InvalidArgumentError: if a line does not have the columns, or a field not its dtype.
      ValueError: if `select_cols` is not ascending.

    Example:
      >>> import tfcourse as tf
      >>> number, text = tf.io.decode_csv(["1,a", ",b"], [[7], [""]])
      >>> number.numpy().tolist(), text.numpy().tolist()
      ([1, 7], [b'a', b'b'])

    Source: `tf.io.decode_csv`.
    """
    columns = tuple(select_cols or ())
    if any(low >= high for low, high in itertools.pairwise(columns)):
        raise ValueError("select_cols is not strictly increasing.")
    if columns and columns[0] < 0:
        raise ValueError("select_cols contains negative values.")
    if columns and len(columns) != len(record_defaults):
        raise ValueError("Length of select_cols and record_defaults do not match.")
    defaults = [convert(default) for default in record_defaults]
    _check_defaults(defaults)
    if context.graph is not None:
        records = convert(records, dtypes.string)
    shape = records.shape if context.graph is not None else None
    attributes = (field_delim, use_quote_delim, na_value, columns)
    results = [(default.dtype, shape) for default in defaults]
    operands = (records, list(record_defaults))
    return execute_lists(_decode_csv.op, operands, attributes, results, name)
