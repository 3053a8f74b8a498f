"""What a line of the table is: the same small program, written once for each way of use.

A line has up to four methods, `tensorflow(tf)`, `jnp(jax)`, `jit(jax)` and `numpy(np)`. Each
prepares what the program needs and returns the call that is timed, whose result is waited for at
the end of a batch. tfcourse runs the method `tensorflow`.
"""

from collections.abc import Iterator

from benchmarks import notebook
from benchmarks.measure import Measurement, batch, calibrated, wait_for


class Line:
    """A line about the steady state: the call is warm, and made many times.

    Attributes:
      name: What the command line calls it.
      title: The head of its row.
      warm_up: Calls before anything is timed; the same number for every library.
      rounds_per_process: Measurements that one process makes before a new one takes its place.
      discarded_rounds: Rounds at the beginning that are not counted.
      starts_cold: Whether a process finds the persistent compilation cache empty.
    """

    name: str
    title: str
    warm_up = 200
    rounds_per_process = 5
    discarded_rounds = 0
    starts_cold = False

    def has(self, variant) -> bool:
        """Says whether the program makes sense for a variant."""
        return hasattr(self, variant.method)

    def program(self, variant, library):
        """Returns the call that is timed, on an imported library."""
        return getattr(self, variant.method)(library)

    def measurements(self, variant) -> Iterator[Measurement | None]:
        """Yields None when all is ready, then a measurement each time one is asked for."""
        call = self.program(variant, variant.library())
        for _ in range(self.warm_up):
            result = call()
        wait_for(result)
        calls = calibrated(call)
        yield None
        while True:
            yield batch(call, calls)


class FirstCallLine(Line):
    """A line about the first call of something in a process where the library is awake.

    The first round is not counted: it brings the library's files into memory.
    """

    rounds_per_process = 1
    discarded_rounds = 1
    starts_cold = True

    def wake(self, variant, library):
        """Makes the library compute something, so that its own start is not measured."""
        if variant.method == "tensorflow":
            wait_for(library.constant([1.0]) + library.constant([2.0]))
        else:
            wait_for(library.numpy.asarray([1.0]) + library.numpy.asarray([2.0]))

    def measurements(self, variant) -> Iterator[Measurement | None]:
        """Yields None when all is ready, then the measurement of the one call."""
        library = variant.library()
        self.wake(variant, library)
        call = self.program(variant, library)
        yield None
        yield batch(call, 1)


class StartLine(Line):
    """A line about the import of a library and its first result.

    The first round is not counted: it compiles Python files and brings them into memory.
    """

    rounds_per_process = 1
    discarded_rounds = 1

    def measurements(self, variant) -> Iterator[Measurement | None]:
        """Yields None when all is ready, then the measurement of import and program."""
        yield None
        yield batch(lambda: self.program(variant, variant.library())(), 1)


class NotebookLine(Line):
    """A line about a notebook, from the start of its kernel to the end of its last cell.

    The first round is not counted: it compiles Python files and brings them into memory.

    Attributes:
      path: The notebook.
    """

    rounds_per_process = 1
    discarded_rounds = 1

    def __init__(self, name, title, path, starts_cold):
        self.name = name
        self.title = title
        self.path = path
        self.starts_cold = starts_cold

    def has(self, variant) -> bool:
        """Says whether the variant runs TensorFlow's programs."""
        return variant.method == "tensorflow"

    def measurements(self, variant) -> Iterator[Measurement | None]:
        """Yields None when all is ready, then the measurement of a kernel's run."""
        cells = notebook.cells_of(self.path, variant.module)
        yield None
        yield notebook.run(cells)


def stepping(step, state):
    """Returns a call that puts the state through a step: how JAX keeps what changes."""

    def call():
        nonlocal state
        state = step(state)
        return state

    return call
