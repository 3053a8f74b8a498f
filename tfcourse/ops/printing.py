"""tf.print: values as text on a stream or in a file, where and when the program runs."""

import pprint
import re
import sys

from tfcourse.core import dtypes, errors
from tfcourse.core.context import context
from tfcourse.core.export import export
from tfcourse.core.nest import flatten, pack_sequence_as
from tfcourse.core.op import op
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.formatting import format_tensors, is_tensor_like

# Composite tensors that are printed as several tensors: class -> function that returns the text
# around them, with a `{}` for each, and the tensors.
_parts_of_composites: dict = {}
_LOG_LEVELS = {20: "log(info)", 30: "log(warning)", 40: "log(error)"}
_FILE = "file://"
_SIGN, _FIRST = "\uf8ff", 0xF0000
_MARKED = re.compile(f"('{_SIGN}.'|{_SIGN}.)", re.DOTALL)


def register_parts(kind: type, parts) -> None:
    """Sets how `tf.print` shows a composite tensor.

    Args:
      kind: Its class.
      parts: Called with a value; returns a text with a `{}` for each part, and the parts.
    """
    _parts_of_composites[kind] = parts


@op("PrintV2", is_host=True, is_stateful=True, is_differentiable=False)
def _print(input, output_stream, end, name=None):
    text = input.item() + end.encode()
    if output_stream.startswith(_FILE):
        path = output_stream.removeprefix(_FILE)
        try:
            with open(path, "ab") as file:
                file.write(text)
        except OSError as error:
            kind = {2: errors.NotFoundError, 21: errors.FailedPreconditionError}.get(
                error.errno, errors.UnknownError
            )
            raise kind(None, None, f"{path}; {error.strerror}") from None
        return ()
    stream = sys.stdout if output_stream == "stdout" else sys.stderr
    stream.write(text.decode("utf-8", "replace"))
    stream.flush()
    return ()


def _stream_name(output_stream):
    """Returns the name by which the kernel knows a stream."""
    if isinstance(output_stream, str) and output_stream.startswith(_FILE):
        return output_stream
    known = {sys.stdout: "stdout", sys.stderr: "stderr", **_LOG_LEVELS}
    if output_stream not in known:
        raise ValueError(
            f"Unsupported output stream, logging level, or file.{output_stream}. Supported "
            "streams are sys.stdout, sys.stderr, tf.logging.info, tf.logging.warning, "
            "tf.logging.error. File needs to be in the form of 'file://<filepath>'."
        )
    return known[output_stream]


class _Mark:
    """Stands for tensors where a structure is printed; its text takes the room of `'{}'`.

    Each tensor is a character of a private plane after a sign of ours, so that the tensors can be
    put in the order in which they are printed.
    """

    def __init__(self, text, first, count):
        marks = (f"{_SIGN}{chr(_FIRST + first + index)}" for index in range(count))
        self._text = repr(text).replace("{}", "%s") % tuple(marks)

    def __repr__(self):
        return self._text


def _template(inputs, sep):
    """Returns the text to print with a placeholder for each tensor, the latter, and the tensors."""
    texts, tensors = [], []
    for value in inputs:
        if isinstance(value, str):
            texts.append([value])
            continue
        leaves, here = [], []
        for leaf in flatten(value):
            parts = _parts_of_composites.get(type(leaf))
            if parts is not None:
                text, pieces = parts(leaf)
            elif is_tensor_like(leaf):
                text, pieces = "{}", [leaf]
            else:
                leaves.append(leaf)
                continue
            leaves.append(_Mark(text, len(here), len(pieces)))
            here += pieces
        printed = pprint.pformat(pack_sequence_as(value, leaves))
        pieces = _MARKED.split(printed)
        texts.append(pieces[::2])
        tensors += [here[ord(mark.strip("'")[-1]) - _FIRST] for mark in pieces[1::2]]
    without = sep.join("".join(pieces) for pieces in texts)
    placeholder = "{}"
    while placeholder in without:
        placeholder += "%"
    return sep.join(placeholder.join(pieces) for pieces in texts), placeholder, tensors


@export("print")
def print_(*inputs, **options):
    r"""Prints values when the program runs, not when a function is traced.

    Args:
      *inputs: Tensors, Python values, and lists, tuples and dictionaries of them. A Python string
        is printed as it is; a string tensor in quotes, except when it is all there is to print.
      **options: `output_stream` (`sys.stderr`; or `sys.stdout`, the name of a file after
        `file://`, a level of `tf.compat.v1.logging`), `summarize` (3; how many elements are
        printed at each end of a dimension, -1 for all), `sep` (a blank), `end` (a new line),
        `name`.

    Returns:
      None; in a graph the operation.

    Raises:
      ValueError: if an option or the stream is not known.

    Example:
      >>> import sys
      >>> import tfcourse as tf
      >>> tf.print("x =", tf.constant([0.1, 2.0]), {"k": tf.range(9)}, output_stream=sys.stdout)
      x = [0.1 2] {'k': [0 1 2 ... 6 7 8]}

    Source: `tf.print`.
    """
    output_stream = options.pop("output_stream", sys.stderr)
    name = options.pop("name", None)
    summarize = options.pop("summarize", 3)
    sep = options.pop("sep", " ")
    end = options.pop("end", "\n")
    if options:
        raise ValueError(f"Unrecognized keyword arguments for tf.print: {options}")
    stream = _stream_name(output_stream)
    if not isinstance(summarize, int):
        raise TypeError(f"Expected int for argument 'summarize' not {summarize!r}.")
    is_one_text = (
        len(inputs) == 1
        and is_tensor_like(inputs[0])
        and getattr(inputs[0], "dtype", None) == dtypes.string
        and inputs[0].shape.rank == 0
    )
    if is_one_text:
        text = inputs[0]
    else:
        template, placeholder, tensors = _template(inputs, sep)
        text = format_tensors(template, tensors, placeholder, summarize)
    check_attributes(_print.op, end=end)
    _print(text, stream, end, name)
    return None if context.graph is None else context.graph.last_operation
