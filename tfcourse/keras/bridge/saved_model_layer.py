"""`keras.layers.TFSMLayer`: a function of a saved model as a layer."""

import keras

from tfcourse.saved_model.loading import load_with


@keras.saving.register_keras_serializable("tfcourse")
class TFSMLayer(keras.layers.Layer):
    """A layer that calls a function of a saved model, whose variables become its weights.

    Args:
      filepath: The directory that `model.export` or `tf.saved_model.save` wrote.
      call_endpoint: The name of the function.
      call_training_endpoint: The name of the function that is called for training, or None.
      trainable: Whether its weights are trained.
      name: A name for the layer.
      dtype: The dtype of its computation.

    Raises:
      ValueError: if there is no function of such a name.

    Source: `keras.layers.TFSMLayer`.
    """

    def __init__(
        self,
        filepath,
        call_endpoint="serve",
        call_training_endpoint=None,
        trainable=True,
        name=None,
        dtype=None,
    ):
        super().__init__(trainable=trainable, name=name, dtype=dtype)
        self.filepath = filepath
        self.call_endpoint = call_endpoint
        self.call_training_endpoint = call_training_endpoint
        made = []

        def make_variable(value, trainable, name, shape):
            # Names of Keras's have no slashes.
            variable = keras.Variable(
                value.array,
                trainable=trainable,
                dtype=value.dtype.name,
                name=name.replace("/", "_"),
            )
            made.append(variable)
            return variable

        self._loaded = load_with(make_variable, filepath)
        functions = [self._function(call_endpoint)]
        if call_training_endpoint is not None:
            functions.append(self._function(call_training_endpoint, is_for_training=True))
        used = {
            id(variable.handle)
            for function in functions
            for trace in getattr(function, "concrete_functions", None) or [function]
            for variable in trace.variables
        }
        for variable in sorted(made, key=lambda variable: not variable.trainable):
            if id(variable.handle) in used:
                self._track_variable(variable)
        self._build_at_init()

    def _function(self, name, is_for_training=False):
        loaded = self._loaded
        if hasattr(loaded, name):
            return getattr(loaded, name)
        if name in loaded.signatures:
            return loaded.signatures[name]
        advice = "Select another endpoint via the `call_endpoint` argument. "
        raise ValueError(
            f"The endpoint '{name}' is neither an attribute of the reloaded SavedModel, nor an "
            "entry in the `signatures` field of the reloaded SavedModel. "
            f"{'' if is_for_training else advice}Available endpoints for this SavedModel: "
            f"{list(loaded.signatures)}"
        )

    def call(self, inputs, training=False, **kwargs):
        """Calls the function on tensors."""
        name = self.call_endpoint
        if training and self.call_training_endpoint:
            name = self.call_training_endpoint
        return self._function(name)(inputs, **kwargs)

    def get_config(self):
        """Returns what the layer is made of."""
        return {
            **super().get_config(),
            "filepath": self.filepath,
            "call_endpoint": self.call_endpoint,
            "call_training_endpoint": self.call_training_endpoint,
        }
