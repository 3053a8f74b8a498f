"""Calls of a trace that nothing looks at: arrays in, arrays out.

A variable's shape and dtype are fixed, and so are a capture's: only the shapes of the arguments
decide which compiled program runs. So the programs are kept here by those shapes, and a call reads
values and writes results without making an operation of it. Where a graph is built or a tape
records, the call goes the long way through the gate (`core.execute.is_unobserved` says which).
"""

import weakref

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.forms import form_of
from tfcourse.core.kernels import Kernel
from tfcourse.core.tensor import EagerTensor, new_tensor
from tfcourse.function.lower import Lowered

# One call in so many looks for arrays of the host's that XLA copies each time.
_LOOK = 8


def _tensors(arrays, known_dtypes, forms) -> list[EagerTensor]:
    """Returns a tensor for each array; those of NumPy's have the forms, or forms of their own.

    A trace takes arguments of other shapes than its own if what it does fits them.
    """
    tensors = []
    for array, dtype, form in zip(arrays, known_dtypes, forms, strict=True):
        tensor = new_tensor(EagerTensor)
        tensor.array = array
        if type(array) is not np.ndarray:
            form = None
        elif form is None or form.shape != array.shape:
            form = form_of(array)
        tensor.form = form
        tensor._dtype = dtype
        tensors.append(tensor)
    return tensors


class DirectCall:
    """Runs one trace on eager tensors.

    Args:
      kernel: The trace's kernel: (inputs, captures, state) -> (outputs, new state).
      lowered: Its `Lowered`.
      captures: The captured tensors.
      shapes: The static shapes of the arguments.
    """

    def __init__(self, kernel: Kernel, lowered: Lowered, captures, shapes):
        self._kernel = kernel
        self._captures = captures
        self._holders = [*lowered.handles, *lowered.streams]
        self._written = [*lowered.written, *lowered.streams]
        self._output_count = len(lowered.outputs)
        self._dtypes = [tensor.dtype for tensor in lowered.outputs]
        self._dtypes += [holder.value_dtype for holder in self._written]
        self._has_fixed_shapes = all(shape.is_fully_defined() for shape in shapes)
        # By shapes: the program and, from its first call here on, the forms of its results.
        self._programs: dict = {}
        self._calls = 0
        self._on_host: dict[int, weakref.ref] = {}

    @staticmethod
    def fits(lowered, captures) -> bool:
        """Says whether a trace can be run so.

        XLA must be able to compile it; what it takes and gives must be numbers of known rank.
        """
        tensors = [*lowered.inputs, *lowered.outputs, *captures]
        return (
            lowered.is_compilable
            and all(type(tensor) is EagerTensor for tensor in captures)
            and all(tensor.dtype is not dtypes.string for tensor in tensors)
            and all(handle.value_dtype is not dtypes.string for handle in lowered.handles)
            and all(handle.shape.is_fully_defined() for handle in lowered.handles)
        )

    def _arrays(self, tensors):
        arrays = [tensor.array for tensor in tensors]
        key = None if self._has_fixed_shapes else tuple([array.shape for array in arrays])
        if self._captures:
            arrays += [tensor.array for tensor in self._captures]
        return key, arrays

    def __call__(self, tensors):
        """Runs the trace.

        Args:
          tensors: The arguments.

        Returns:
          The flat results, or None if no program for such shapes is known so far.
        """
        key, arrays = self._arrays(tensors)
        known = self._programs.get(key)
        if known is None:
            return None
        runner, forms = known
        holders = self._holders
        if holders:
            arrays += [holder.tensor.array for holder in holders]
        self._calls += 1
        looks = not runner.is_on_host and not self._calls % _LOOK
        if looks and np.ndarray in set(map(type, arrays)):
            self._move(arrays, tensors)
        results = runner(arrays)
        if forms is None:
            forms = [form_of(item) if type(item) is np.ndarray else None for item in results]
            self._programs[key] = runner, forms
        results = _tensors(results, self._dtypes, forms)
        if not self._written:
            return results
        count = self._output_count
        for holder, tensor in zip(self._written, results[count:], strict=True):
            holder.tensor = tensor
        return results[:count]

    def learn(self, tensors):
        """Keeps the program that has just been run for tensors of such shapes."""
        key, arrays = self._arrays(tensors)
        arrays += [holder.tensor.array for holder in self._holders]
        self._programs[key] = self._kernel.runner(arrays), None

    def _move(self, arrays, tensors):
        """Moves to the device what comes from the host again.

        XLA copies an array of the host's anew in each call. To keep the copy costs as much as some
        twenty such calls with a small array, so what may change each time is left as it is.
        """
        given = [*tensors, *self._captures, *(holder.tensor for holder in self._holders)]
        for index, (array, tensor) in enumerate(zip(arrays, given, strict=True)):
            if type(array) is np.ndarray:
                seen = self._on_host.get(index)
                if seen is not None and seen() is array:
                    # A copy: XLA takes a fifth of a microsecond longer for memory that is NumPy's.
                    arrays[index] = tensor.array = jnp.array(array)
                    tensor.form = None
                    del self._on_host[index]
                else:
                    self._on_host[index] = weakref.ref(array)
