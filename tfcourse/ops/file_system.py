"""tf.io.gfile: the file system under TensorFlow's names and errors."""

import contextlib
import glob as _glob
import os
import shutil
from collections.abc import Iterator
from typing import NamedTuple

from tfcourse.core import errors
from tfcourse.core.export import export, export_constant
from tfcourse.ops.io import file_error


@contextlib.contextmanager
def _tensorflow_errors(path):
    try:
        yield
    except OSError as error:
        raise file_error(os.fspath(path), error) from None


@export("io.gfile.GFile")
class GFile:
    """A file, opened when it is first used.

    Args:
      name: Its name.
      mode: As for `open`: "r", "w", "a", with "b" for bytes and "+" for both ways.

    Raises:
      NotFoundError: on first use, if there is no such file.

    Example:
      >>> import tempfile
      >>> import tfcourse as tf
      >>> path = tempfile.mkdtemp() + "/text"
      >>> with tf.io.gfile.GFile(path, "w") as file:
      ...     file.write("hello")
      >>> tf.io.gfile.GFile(path).read()
      'hello'

    Source: `tf.io.gfile.GFile`.
    """

    def __init__(self, name, mode="r"):
        self._name = name
        self._mode = mode
        self._opened = None

    @property
    def name(self):
        """The file's name."""
        return self._name

    @property
    def mode(self) -> str:
        """How it is opened."""
        return self._mode

    @property
    def _file(self):
        if self._opened is None:
            with _tensorflow_errors(self._name):
                encoding = None if "b" in self._mode else "utf-8"
                newline = None if "b" in self._mode else ""
                self._opened = open(  # noqa: SIM115 - closed by `close`
                    self._name, self._mode, encoding=encoding, newline=newline
                )
        return self._opened

    def size(self) -> int:
        """Returns the file's length in bytes."""
        with _tensorflow_errors(self._name):
            return os.stat(self._name).st_size

    def read(self, n=-1):
        """Returns the next `n` bytes or characters, or all that are left."""
        if not self._mode.startswith("r") and "+" not in self._mode:
            raise errors.PermissionDeniedError(None, None, "File isn't open for reading")
        return self._file.read(n)

    def readline(self):
        """Returns the next line with its end."""
        return self._file.readline()

    def readlines(self) -> list:
        """Returns all lines that are left."""
        return self._file.readlines()

    def write(self, file_content) -> None:
        """Writes a text, or bytes."""
        if self._mode.startswith("r") and "+" not in self._mode:
            raise errors.PermissionDeniedError(None, None, "File isn't open for writing")
        if isinstance(file_content, bytes) and "b" not in self._mode:
            file_content = file_content.decode()
        elif isinstance(file_content, str) and "b" in self._mode:
            file_content = file_content.encode()
        self._file.write(file_content)

    def seek(self, offset=None, whence=0) -> None:
        """Moves to an offset from the beginning (0), the place (1) or the end (2)."""
        self._file.seek(offset, whence)

    def tell(self) -> int:
        """Returns the offset of the place."""
        return self._file.tell()

    def seekable(self) -> bool:
        """Says whether `seek` works: always."""
        return True

    def flush(self) -> None:
        """Hands what has been written to the operating system."""
        if self._opened is not None:
            self._opened.flush()

    def close(self) -> None:
        """Closes the file."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def next(self):
        """Returns the next line; StopIteration at the end."""
        return next(self._file)

    def __iter__(self):
        return self

    def __next__(self):
        return self.next()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def __del__(self):
        self.close()


class FileStatistics(NamedTuple):
    """What `stat` says of a file: its length in bytes, when it was changed, and what it is."""

    length: int
    mtime_nsec: int
    is_directory: bool


@export("io.gfile.exists")
def exists(path) -> bool:
    """Says whether a file or folder exists.

    Source: `tf.io.gfile.exists`.
    """
    return os.path.exists(path)


@export("io.gfile.isdir")
def isdir(path) -> bool:
    """Says whether a path is that of a folder.

    Source: `tf.io.gfile.isdir`.
    """
    return os.path.isdir(path)


@export("io.gfile.listdir")
def listdir(path) -> list[str]:
    """Lists the names in a folder.

    Raises:
      NotFoundError: if there is no such folder.

    Source: `tf.io.gfile.listdir`.
    """
    if not os.path.isdir(path):
        raise errors.NotFoundError(
            node_def=None, op=None, message=f"Could not find directory {os.fspath(path)}"
        )
    return os.listdir(path)


@export("io.gfile.glob")
def glob(pattern) -> list[str]:
    """Lists the paths that match a pattern, or any of several.

    Source: `tf.io.gfile.glob`.
    """
    patterns = [pattern] if isinstance(pattern, (str, bytes, os.PathLike)) else pattern
    return [path for item in patterns for path in sorted(_glob.glob(os.fspath(item)))]


@export("io.gfile.mkdir")
def mkdir(path) -> None:
    """Makes a folder, whose own folder must exist.

    Source: `tf.io.gfile.mkdir`.
    """
    with _tensorflow_errors(path):
        os.mkdir(path)


@export("io.gfile.makedirs")
def makedirs(path) -> None:
    """Makes a folder and those above it; none of them need be new.

    Source: `tf.io.gfile.makedirs`.
    """
    with _tensorflow_errors(path):
        os.makedirs(path, exist_ok=True)


@export("io.gfile.remove")
def remove(path) -> None:
    """Removes a file.

    Raises:
      NotFoundError: if there is none.

    Source: `tf.io.gfile.remove`.
    """
    with _tensorflow_errors(path):
        os.remove(path)


@export("io.gfile.rmtree")
def rmtree(path) -> None:
    """Removes a folder and all that is in it.

    Source: `tf.io.gfile.rmtree`.
    """
    with _tensorflow_errors(path):
        shutil.rmtree(path)


def _check_free(path, overwrite):
    if os.path.exists(path) and not overwrite:
        raise errors.AlreadyExistsError(None, None, "file already exists")


@export("io.gfile.copy")
def copy(src, dst, overwrite=False) -> None:
    """Copies a file.

    Raises:
      AlreadyExistsError: if there is a file at `dst` and `overwrite` is false.

    Source: `tf.io.gfile.copy`.
    """
    _check_free(dst, overwrite)
    with _tensorflow_errors(src):
        shutil.copyfile(src, dst)


@export("io.gfile.rename")
def rename(src, dst, overwrite=False) -> None:
    """Moves a file.

    Raises:
      AlreadyExistsError: if there is a file at `dst` and `overwrite` is false.

    Source: `tf.io.gfile.rename`.
    """
    _check_free(dst, overwrite)
    with _tensorflow_errors(src):
        os.replace(src, dst)


@export("io.gfile.stat")
def stat(path) -> FileStatistics:
    """Returns length, time of the last change (ns) and whether it is a folder.

    Source: `tf.io.gfile.stat`.
    """
    with _tensorflow_errors(path):
        found = os.stat(path)
    return FileStatistics(found.st_size, found.st_mtime_ns, os.path.isdir(path))


@export("io.gfile.walk")
def walk(top, topdown=True, onerror=None) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yields (folder, names of folders in it, names of files in it) for all folders below one.

    Source: `tf.io.gfile.walk`.
    """
    return os.walk(top, topdown, onerror)


@export("io.gfile.join")
def join(path, *paths) -> str:
    """Joins parts of a path.

    Example:
      >>> import tfcourse as tf
      >>> tf.io.gfile.join("a", "b.txt")
      'a/b.txt'

    Source: `tf.io.gfile.join`.
    """
    return os.path.join(path, *paths)


@export("io.gfile.get_registered_schemes")
def get_registered_schemes() -> list[str]:
    """Lists what a path may begin with before `://`: only local files are known.

    Source: `tf.io.gfile.get_registered_schemes`.
    """
    return ["", "file"]


export_constant(GFile, "compat.v1.gfile.GFile", "compat.v1.gfile.Open")
