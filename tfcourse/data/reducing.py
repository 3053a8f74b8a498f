"""What a whole dataset comes to: one value."""

from tfcourse.core import errors
from tfcourse.data.captured import as_state
from tfcourse.data.pipeline import Run, errors_of, held, run_or_add
from tfcourse.data.structure import Structure


class Reducing:
    """Methods of `tf.data.Dataset` that go through all elements."""

    def reduce(self, initial_state, reduce_func, name=None):
        """Returns what a function makes of all elements and a state that it passes on.

        Args:
          initial_state: The first state.
          reduce_func: A function of the state and an element that returns the next state.
          name: Unused; kept for TensorFlow's signature.

        Returns:
          The last state.

        Raises:
          TypeError: if the state's dtypes change.

        Example:
          >>> import tfcourse as tf
          >>> zero = tf.constant(0, tf.int64)
          >>> tf.data.Dataset.range(5).reduce(zero, lambda total, x: total + x).numpy().item()
          10

        Source: `tf.data.Dataset.reduce`.
        """
        state, structure = as_state(initial_state)
        function, structure = self._with_state(
            reduce_func, structure, "Dataset.reduce()", lambda spec: spec
        )
        first = Structure.unpack(state)
        count = len(first)
        results = function.structure.components
        if len(results) != count:
            message = (
                "The number of components of the initial state and the reduce function output does "
                f"not match. (initial_state={count}, output={len(results)})."
            )
            with errors_of("ReduceDataset", f"Targuments_0_Tstate_{count}_output_types", count):
                raise errors.InvalidArgumentError(None, None, message)

        def compute(source, *given):
            run = Run()
            bound = function.bind(list(given[count:]), "ReduceDataset")
            call, values = bound.begin(run), list(given[:count])
            for components in held(source).start(run):
                values = call([*values, *components])
            return values

        operands = [self._variant_tensor, *first, *function.captures]
        values = run_or_add("ReduceDataset", compute, operands, structure.components, True)
        return structure.pack(values)

    def get_single_element(self, name=None):
        """Returns the only element.

        Args:
          name: Unused; kept for TensorFlow's signature.

        Raises:
          InvalidArgumentError: if there is none, or more than one.

        Example:
          >>> import tfcourse as tf
          >>> tf.data.Dataset.from_tensors(3).get_single_element().numpy().item()
          3

        Source: `tf.data.Dataset.get_single_element`.
        """
        structure = self._structure

        def only(source):
            elements = held(source).start(Run())
            found = next(elements, None)
            if found is None:
                raise errors.InvalidArgumentError(None, None, "Dataset was empty.")
            if next(elements, None) is not None:
                raise errors.InvalidArgumentError(None, None, "Dataset had more than one element.")
            return found

        components = run_or_add(
            "DatasetToSingleElement",
            only,
            [self._variant_tensor],
            structure.components,
            counted="output_types",
        )
        return structure.pack(components)
