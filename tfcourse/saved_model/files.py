"""The files of a saved model: a manifest, arrays, and a file for each program.

    saved_model.json              what there is: objects, variables, functions, signatures
    variables/variables.npz       the values of variables, and tensors that functions captured
    functions/0_0.stablehlo       a program of jax.export's

Their names are fixed or made of numbers: nothing in the manifest names a file. Sizes are checked
against what the manifest says, and that against the files, before anything is read.
"""

import json
import math
import os
import zipfile
from pathlib import Path

import numpy as np

from tfcourse.saved_model.constants import ASSETS_DIRECTORY, VARIABLES_DIRECTORY, VARIABLES_FILENAME
from tfcourse.saved_model.refusals import damaged

FORMAT, VERSION_OF_FORMAT = "tfcourse.saved_model", 1
MANIFEST = "saved_model.json"
_FUNCTIONS = "functions"
_LARGEST_MANIFEST = 2**28
# What stands in an .npy file before the numbers is shorter.
_LONGEST_HEADER = 10_000
_SUFFIX = ".stablehlo"


def program_file(directory: Path, trace: int, number: int) -> Path:
    """Returns the path of one program of one trace."""
    return directory / _FUNCTIONS / f"{trace:d}_{number:d}{_SUFFIX}"


def write(directory: Path, manifest: dict, arrays: dict, programs: dict) -> None:
    """Writes a saved model; what stood there before goes.

    Args:
      directory: Where; it is made if need be.
      manifest: Plain data.
      arrays: NumPy arrays by name.
      programs: The bytes of each program by the numbers of its trace and of itself.
    """
    directory.mkdir(parents=True, exist_ok=True)
    # The manifest goes first and comes last: half of a model is none.
    (directory / MANIFEST).unlink(missing_ok=True)
    for name in (ASSETS_DIRECTORY, VARIABLES_DIRECTORY, _FUNCTIONS):
        (directory / name).mkdir(exist_ok=True)
    for former in (directory / _FUNCTIONS).glob(f"*{_SUFFIX}"):
        former.unlink()
    for (trace, number), content in programs.items():
        program_file(directory, trace, number).write_bytes(content)
    np.savez(_arrays_file(directory), **{name: _plain(array) for name, array in arrays.items()})
    text = json.dumps(manifest, indent=1, allow_nan=False)
    (directory / MANIFEST).write_text(text, encoding="utf-8")


def _arrays_file(directory: Path) -> Path:
    return directory / VARIABLES_DIRECTORY / f"{VARIABLES_FILENAME}.npz"


def _plain_dtype(dtype: np.dtype) -> np.dtype:
    """Returns a dtype that NumPy's files know: bfloat16 is kept as its bits."""
    return np.dtype(f"u{dtype.itemsize}") if dtype.kind == "V" else dtype


def _plain(array) -> np.ndarray:
    array = np.ascontiguousarray(array).reshape(np.shape(array))
    return array.view(_plain_dtype(array.dtype))


def read_manifest(directory: Path) -> dict:
    """Returns the manifest as plain data.

    Raises:
      DataLossError: if there is none that can be read.
    """
    path = directory / MANIFEST
    if path.stat().st_size > _LARGEST_MANIFEST:
        raise damaged(path, "it is too large.")
    try:
        return json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise damaged(path, f"it is no JSON ({error}).") from error


def _no_constant(name):
    raise ValueError(f"{name} is no number")


def read_program(path: Path, size: int) -> bytes:
    """Returns the bytes of a program.

    Raises:
      DataLossError: if the file is missing or has another size.
    """
    try:
        found = os.path.getsize(path)
        if found != size:
            raise damaged(path, f"it should have {size} bytes and has {found}.")
        return path.read_bytes()
    except OSError as error:
        raise damaged(path, "it cannot be read.") from error


class Arrays:
    """The arrays of a saved model, read one by one.

    Args:
      directory: The saved model's.

    Raises:
      DataLossError: if there is no such file.
    """

    def __init__(self, directory: Path):
        self._path = _arrays_file(directory)
        try:
            self._size = self._path.stat().st_size
            self._archive = zipfile.ZipFile(self._path)
        except (OSError, zipfile.BadZipFile) as error:
            raise damaged(self._path, f"it holds no arrays ({error}).") from error

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._archive.close()

    def read(self, name: str, dtype: np.dtype, shape: tuple[int, ...]) -> np.ndarray:
        """Returns an array.

        Args:
          name: Its name.
          dtype: The NumPy dtype that it should have.
          shape: The shape that it should have.

        Raises:
          DataLossError: if it is not there, or not so.
        """
        plain = _plain_dtype(dtype)
        size = math.prod(shape) * dtype.itemsize
        try:
            member = self._archive.getinfo(f"{name}.npy")
            is_plain = member.compress_type == zipfile.ZIP_STORED
            if not is_plain or size > self._size or member.file_size > size + _LONGEST_HEADER:
                raise damaged(self._path, f"the size of '{name}' is not what it should be.")
            with self._archive.open(member) as file:
                found = _header(file)
                if found != (shape, False, plain):
                    raise damaged(self._path, f"'{name}' is not of the dtype and shape it should.")
                content = file.read(size)
        except (KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
            raise damaged(self._path, f"'{name}' cannot be read from it ({error}).") from error
        if len(content) != size:
            raise damaged(self._path, f"'{name}' is cut off.")
        return np.ndarray(shape, plain, content).view(dtype).copy()


def _header(file):
    """Reads the header of an .npy file: the shape, whether columns come first, the dtype."""
    version = np.lib.format.read_magic(file)
    if version != (1, 0):
        raise ValueError("of another version of NumPy's format")
    return np.lib.format.read_array_header_1_0(file, max_header_size=_LONGEST_HEADER)
