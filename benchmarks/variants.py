"""The columns of the table: a library, and the way in which it is used."""

import importlib
from typing import NamedTuple


class Variant(NamedTuple):
    """One column.

    Attributes:
      name: What the command line calls it.
      title: The head of its column.
      module: The library it imports.
      method: The method of a `Line` that holds its program.
    """

    name: str
    title: str
    module: str
    method: str

    def library(self):
        """Imports the library."""
        return importlib.import_module(self.module)


# tfcourse runs TensorFlow's program, with another module under the name `tf`.
_COLUMNS = (
    Variant("tensorflow", "TensorFlow", "tensorflow", "tensorflow"),
    Variant("jnp", "JAX, op by op", "jax", "jnp"),
    Variant("jit", "JAX, `jit`", "jax", "jit"),
    Variant("numpy", "NumPy", "numpy", "numpy"),
    Variant("tfcourse", "tfcourse", "tfcourse", "tensorflow"),
)
VARIANTS = {variant.name: variant for variant in _COLUMNS}
