"""Run one program on a library that offers TensorFlow's interface, and note what it answers."""

import ast
import contextlib
import io
import linecache
import os
import sys
import tempfile
import warnings

import numpy as np

from cells import Cell
from encode import encode, encode_exception, normalise


def run_cell(cell: Cell, tf) -> list[list]:
    """Execute a cell in a fresh namespace, with the library as after its import.

    Args:
        cell: The program.
        tf: The library: a module.

    Returns:
        One `[line, answer]` for each answer, as `Session.run` gives them.
    """
    _reset(tf)
    return Session(tf=tf, np=np).run(cell)


class Session:
    """A namespace in which cells run one after the other, as at an interactive prompt.

    Args:
        **names: What the namespace holds at first, besides `show` and `attempt`.
    """

    def __init__(self, **names):
        self._answers: list[dict] = []
        self._namespace = {"__name__": "__main__", **names}
        self._namespace.update(show=self._show, attempt=self._attempt)

    def run(self, cell: Cell) -> list[list]:
        """Execute a cell statement by statement.

        Returns:
            One `[line, answer]` for each answer. A statement's answers are, in order: what it
            passed to `show` or `attempt`, NumPy's warnings, the text it printed, and its value
            or the exception that ended it.
        """
        # AutoGraph and tracebacks look functions' sources up; None keeps the entry from expiring.
        lines = cell.source.splitlines(keepends=True)
        linecache.cache[cell.filename] = (len(cell.source), None, lines, cell.filename)
        recorded = []
        for statement in cell.statements():
            self._answers.clear()
            _run_statement(cell, statement, self._namespace, self._answers)
            recorded += [[statement.lineno, answer] for answer in self._answers]
        return recorded

    def _show(self, *values):
        self._answers.extend(encode(value) for value in values)

    def _attempt(self, function, *arguments, **keywords):
        try:
            self._show(function(*arguments, **keywords))
        except Exception as error:
            self._answers.append(encode_exception(error))


def _run_statement(cell: Cell, statement: ast.stmt, namespace: dict, answers: list[dict]) -> None:
    result = None
    with _standard_streams(cell.captures_stderr) as texts, _numpy_warnings() as caught:
        try:
            if isinstance(statement, ast.Expr):
                code = compile(ast.Expression(statement.value), cell.filename, "eval")
                value = eval(code, namespace)
                result = encode(value)
            else:
                module = ast.Module([statement], [])
                exec(compile(module, cell.filename, "exec"), namespace)
        except Exception as error:
            result = encode_exception(error)
    for warning in caught:
        answers.append({"warns": warning.category.__name__, "message": str(warning.message)})
    answers.extend({name: normalise(text)} for name, text in texts.items() if text)
    # A call of print or show has no value of its own to speak of.
    if result is not None and (result != {"None": None} or not answers):
        answers.append(result)


@contextlib.contextmanager
def _standard_streams(with_stderr: bool):
    """Yield a dict that holds, afterwards, the text written to the standard streams."""
    texts = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        if with_stderr:
            with _captured_stderr(texts):
                yield texts
        else:
            yield texts
    texts["prints"] = printed.getvalue()


@contextlib.contextmanager
def _captured_stderr(texts: dict):
    # TensorFlow's C++ writes to the file descriptor, not to sys.stderr.
    descriptor = 2
    saved = os.dup(descriptor)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        os.dup2(file.fileno(), descriptor)
        try:
            with contextlib.redirect_stderr(open(descriptor, "w", closefd=False)) as stream:
                yield
                stream.flush()
        finally:
            os.dup2(saved, descriptor)
            os.close(saved)
        file.seek(0)
        texts["stderr"] = file.read()


@contextlib.contextmanager
def _numpy_warnings():
    """Yield a list that holds, afterwards, NumPy's warnings about the computation."""
    noted = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield noted
    noted.extend(item for item in caught if issubclass(item.category, RuntimeWarning))


def _reset(tf) -> None:
    """Give the library the state it has after its import, as far as programs can tell."""
    if hasattr(tf, "random"):
        tf.random.set_seed(None)
    tf.config.run_functions_eagerly(False)
    if "keras" in sys.modules:
        sys.modules["keras"].backend.clear_session()
    if tf.__name__ == "tensorflow":
        # It keeps the scalars it has converted, and would answer a kept -0.0 where 0.0 is asked.
        sys.modules["tensorflow.python.eager.context"].context()._clear_caches()
