"""`keras.export.ExportArchive` and `model.export` over `tf.saved_model`."""

import os

import keras
from keras.src.export import export_utils
from keras.src.utils import io_utils

from tfcourse.core import nest
from tfcourse.function.function import Function, function
from tfcourse.keras.bridge.tracked import spec_of
from tfcourse.saved_model import constants
from tfcourse.saved_model.restored import UserObject
from tfcourse.saved_model.saving import save
from tfcourse.saved_model.tracking import is_object, is_variable

_ENDPOINT = "serve"


class ExportArchive:
    """Gathers endpoints, functions of models, and writes them for `tf.saved_model.load`.

    Args:
      format: `"saved_model"`, the only one.

    Raises:
      ValueError: if the format is another.

    Example:
      >>> import tempfile
      >>> import tfcourse as tf
      >>> model = tf.keras.Sequential([tf.keras.Input([3]), tf.keras.layers.Dense(2)])
      >>> archive = tf.keras.export.ExportArchive()
      >>> path = tempfile.mkdtemp()
      >>> _ = archive.track_and_add_endpoint("serve", model, [tf.TensorSpec([None, 3])])
      >>> archive.write_out(path, verbose=False)
      >>> tf.saved_model.load(path).serve(tf.ones([5, 3])).shape
      TensorShape([5, 2])

    Source: `keras.export.ExportArchive`.
    """

    def __init__(self, format="saved_model"):
        if format != "saved_model":
            raise ValueError(f"Unsupported format: {format}")
        self._names: list[str] = []
        self._functions: dict[str, Function] = {}
        self._tracked = UserObject()
        self._tracked.variables = []
        self._tracked.trainable_variables = []
        self._tracked.non_trainable_variables = []

    @property
    def variables(self) -> list:
        """The variables of what was tracked."""
        return self._tracked.variables

    @property
    def trainable_variables(self) -> list:
        """Those that are trained."""
        return self._tracked.trainable_variables

    @property
    def non_trainable_variables(self) -> list:
        """Those that are not."""
        return self._tracked.non_trainable_variables

    def track(self, resource):
        """Writes the variables of a layer, or another object, with the endpoints.

        Args:
          resource: A layer or model that has been built, or a `tf.Module`.

        Raises:
          ValueError: if it is none, or has not been built.
        """
        if isinstance(resource, keras.layers.Layer):
            if not resource.built:
                raise ValueError(
                    "The layer provided has not yet been built. It must be built before export."
                )
            self._tracked.variables += resource.variables
            self._tracked.trainable_variables += resource.trainable_variables
            self._tracked.non_trainable_variables += resource.non_trainable_variables
        elif is_object(resource):
            vars(self._tracked).setdefault("_misc_assets", []).append(resource)
        else:
            raise ValueError(
                "Invalid resource type. Expected a Keras `Layer` or `Model` or a TensorFlow "
                f"`Trackable` object. Received object {resource} of type '{type(resource)}'. "
            )

    def add_endpoint(self, name, fn, input_signature=None, **kwargs):
        """Adds a function that can be called after loading.

        Args:
          name: Its name, an attribute of what is loaded.
          fn: A `tf.function` that has been called, or with an input signature any function.
          input_signature: A list of `keras.InputSpec`s or `tf.TensorSpec`s, or structures of them.
          **kwargs: Unused; kept for Keras's signature.

        Returns:
          The `tf.function`.

        Raises:
          ValueError: if the name is taken, or the shapes of arguments are not known.
        """
        if name in self._functions:
            raise ValueError(f"Endpoint name '{name}' is already taken.")
        if input_signature is None:
            endpoint = _called(fn)
        else:
            specs = nest.map_structure(spec_of, input_signature)
            endpoint = function(fn, input_signature=specs, autograph=False)
        self._functions[name] = endpoint
        setattr(self._tracked, name, endpoint)
        return endpoint

    def track_and_add_endpoint(self, name, resource, input_signature, **kwargs):
        """Tracks a layer or model and adds its call as an endpoint; arguments as for these."""
        self.track(resource)
        return self.add_endpoint(name, resource.__call__, input_signature, **kwargs)

    def add_variable_collection(self, name, variables):
        """Adds variables that are an attribute, a list, of what is loaded.

        Args:
          name: The attribute's name.
          variables: A list, tuple or set of variables.

        Raises:
          ValueError: if it is something else.
        """
        if not isinstance(variables, (list, tuple, set)):
            raise ValueError(
                "Expected `variables` to be a list/tuple/set. Received instead object of type "
                f"'{type(variables)}'."
            )
        if not all(map(is_variable, variables)):
            raise ValueError(
                "Expected all elements in `variables` to be `tf.Variable` instances. Found "
                f"instead the following types: {list(set(map(type, variables)))}"
            )
        setattr(self._tracked, name, list(variables))

    def write_out(self, filepath, options=None, verbose=True):
        """Writes the endpoints and what was tracked.

        Args:
          filepath: The directory.
          options: A `tf.saved_model.SaveOptions`.
          verbose: Whether to print the endpoints.

        Raises:
          ValueError: if there is no endpoint, or one cannot be written.
        """
        if not self._functions:
            raise ValueError("No endpoints have been set yet. Call add_endpoint().")
        traces = {name: _first_trace(endpoint) for name, endpoint in self._functions.items()}
        used = {
            id(variable.handle): variable
            for trace in traces.values()
            for variable in trace.variables
        }
        self._tracked._all_variables = list(used.values())
        signatures = dict(traces)
        signatures.setdefault(constants.DEFAULT_SIGNATURE, next(iter(traces.values())))
        save(self._tracked, filepath, signatures, options)
        if verbose:
            endpoints = "\n\n".join(_described(name, trace) for name, trace in traces.items())
            io_utils.print_msg(
                f"Saved artifact at '{os.fspath(filepath)}'. The following endpoints are "
                f"available:\n\n{endpoints}"
            )


def _called(fn) -> Function:
    """Returns a function that has been called."""
    if not isinstance(fn, Function):
        raise ValueError(
            "If the `fn` argument provided is not a `tf.function`, you must provide an "
            "`input_signature` argument to specify the shape and dtype of the function arguments. "
            "Example:\n\nexport_archive.add_endpoint(\n    name='call',\n    fn=model.call,\n"
            "    input_signature=[\n        keras.InputSpec(\n            "
            "shape=(None, 224, 224, 3),\n            dtype='float32',\n        )\n    ],\n)"
        )
    if not fn.concrete_functions and fn.input_signature is None:
        raise ValueError(
            f"The provided tf.function '{fn}' has never been called. To specify the expected "
            "shape and dtype of the function's arguments, you must either provide a function that "
            "has been called at least once, or alternatively pass an `input_signature` argument "
            "in `add_endpoint()`."
        )
    return fn


def _first_trace(endpoint):
    traces = endpoint.concrete_functions
    return traces[0] if traces else endpoint.get_concrete_function()


def _described(name, trace) -> str:
    _, *lines = trace.pretty_printed_signature().split("\n")
    return "\n".join([f"* Endpoint '{name}'", *lines])


def export_model(model, filepath, verbose=None, input_signature=None, **kwargs):
    """Writes a model's call as the endpoint `serve`: what `model.export` does.

    Args:
      model: A model that has been built.
      filepath: The directory.
      verbose: Whether to print the endpoint; by default it is printed.
      input_signature: As for `ExportArchive.add_endpoint`; by default the model's inputs.
      **kwargs: Unused; kept for Keras's signature.

    Raises:
      ValueError: if the model has not been built, or cannot be written.
    """
    archive = ExportArchive()
    if input_signature is None:
        input_signature = export_utils.get_input_signature(model)
    archive.track_and_add_endpoint(_ENDPOINT, model, input_signature, **kwargs)
    archive.write_out(filepath, verbose=verbose is None or verbose)
