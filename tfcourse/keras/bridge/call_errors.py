"""What Keras says around an error in a layer, for our errors and tensors as for TensorFlow's.

Keras makes an error's class anew with a longer message; the classes of `tf.errors` take more than
that. They are carried through by one that takes a message alone.
"""

import functools

from keras.src.utils import traceback_utils

from tfcourse.core.errors import OpError
from tfcourse.keras.bridge.situation import OURS, to_tensor


class _Carried(Exception):
    """Has the message of the `error` of its class; Keras makes it anew with a longer one."""

    error: OpError


def _injecting(original):
    @functools.wraps(original)
    def inject_argument_info_in_traceback(fn, object_name=None):
        @functools.wraps(fn)
        def carrying(*args, **kwargs):
            try:
                return fn(*args, **kwargs)
            except OpError as error:
                if hasattr(error, "_keras_call_info_injected"):
                    raise
                carried = type("_Carried", (_Carried,), {"error": error})
                raise carried(error.message).with_traceback(error.__traceback__) from None

        told = original(carrying, object_name)

        @functools.wraps(fn)
        def error_handler(*args, **kwargs):
            try:
                return told(*args, **kwargs)
            except _Carried as carried:
                error, (message,) = carried.error, carried.args
                told_error = type(error)(error.node_def, error.op, message, *_code(error))
                told_error._keras_call_info_injected = True
                raise told_error.with_traceback(carried.__traceback__) from None

        return error_handler

    return inject_argument_info_in_traceback


def _code(error) -> tuple:
    """Returns the error code where the class does not say it."""
    return (error.error_code,) if type(error) is OpError else ()


def _formatting(original):
    @functools.wraps(original)
    def format_argument_value(value):
        if isinstance(value, OURS):
            tensor = to_tensor(value)
            return f"tf.Tensor(shape={tensor.shape}, dtype={tensor.dtype.name})"
        return original(value)

    return format_argument_value


def install():
    """Lets Keras tell more about our errors and tensors."""
    utils = traceback_utils
    utils.inject_argument_info_in_traceback = _injecting(utils.inject_argument_info_in_traceback)
    utils.format_argument_value = _formatting(utils.format_argument_value)
