"""Options for saving and loading. None of them changes what the files hold."""

from tfcourse.core.export import export


@export("saved_model.SaveOptions")
class SaveOptions:
    """Options for `tf.saved_model.save`, kept for TensorFlow's signature.

    Args:
      namespace_whitelist: A list of strings.
      save_debug_info: Unused.
      function_aliases: Unused; a dict from names to functions.
      experimental_debug_stripper: Unused.
      experimental_io_device: Unused.
      experimental_variable_policy: Unused.
      experimental_custom_gradients: Unused; gradients of the user's own are always saved.
      experimental_image_format: Unused.
      experimental_skip_saver: Unused.
      experimental_sharding_callback: Unused.
      extra_tags: Unused.

    Raises:
      TypeError: if `namespace_whitelist` is no list of strings.

    Example:
      >>> import tfcourse as tf
      >>> tf.saved_model.SaveOptions().experimental_custom_gradients
      True

    Source: `tf.saved_model.SaveOptions`.
    """

    def __init__(
        self,
        namespace_whitelist=None,
        save_debug_info=False,
        function_aliases=None,
        experimental_debug_stripper=False,
        experimental_io_device=None,
        experimental_variable_policy=None,
        experimental_custom_gradients=True,
        experimental_image_format=False,
        experimental_skip_saver=False,
        experimental_sharding_callback=None,
        extra_tags=None,
    ):
        if namespace_whitelist is not None:
            is_list = isinstance(namespace_whitelist, list)
            if not is_list or not all(isinstance(item, str) for item in namespace_whitelist):
                raise TypeError(
                    "`namespace_whitelist` must be a list of strings. Got: "
                    f"{namespace_whitelist} with type {type(namespace_whitelist)}."
                )
        self.namespace_whitelist = namespace_whitelist
        self.save_debug_info = save_debug_info
        self.function_aliases = function_aliases or {}
        self.experimental_debug_stripper = experimental_debug_stripper
        self.experimental_io_device = experimental_io_device
        self.experimental_variable_policy = experimental_variable_policy
        self.experimental_custom_gradients = experimental_custom_gradients
        self.experimental_image_format = experimental_image_format
        self.experimental_skip_saver = experimental_skip_saver
        self.experimental_sharding_callback = experimental_sharding_callback
        self.extra_tags = extra_tags


@export("saved_model.LoadOptions")
class LoadOptions:
    """Options for `tf.saved_model.load`, kept for TensorFlow's signature.

    Args:
      allow_partial_checkpoint: Unused.
      experimental_io_device: Unused.
      experimental_skip_checkpoint: Unused.
      experimental_variable_policy: Unused.
      experimental_load_function_aliases: Unused.

    Example:
      >>> import tfcourse as tf
      >>> tf.saved_model.LoadOptions().allow_partial_checkpoint
      False

    Source: `tf.saved_model.LoadOptions`.
    """

    def __init__(
        self,
        allow_partial_checkpoint=False,
        experimental_io_device=None,
        experimental_skip_checkpoint=False,
        experimental_variable_policy=None,
        experimental_load_function_aliases=False,
    ):
        self.allow_partial_checkpoint = allow_partial_checkpoint
        self.experimental_io_device = experimental_io_device
        self.experimental_skip_checkpoint = experimental_skip_checkpoint
        self.experimental_variable_policy = experimental_variable_policy
        self.experimental_load_function_aliases = experimental_load_function_aliases
