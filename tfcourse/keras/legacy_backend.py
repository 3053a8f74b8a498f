"""`tf.keras.backend`: the functions of Keras 1 and 2, over our operations.

Keras 3 still has them for TensorFlow alone, as Python functions over the name `tf` of their module.
Ours are those same functions with tfcourse in place of that name, so that they are right to the
last argument; the module of Keras stays what it was.
"""

import functools
import importlib
import sys
import types

from tfcourse.core.tensor import EagerTensor
from tfcourse.keras.rebinding import rebound

_HOME = "keras.src.legacy.backend"
# What Keras 2 had and Keras 3 has not, and what to write instead.
_GONE = {
    "learning_phase": "pass `training=True` or `training=False` to the layer or model",
    "learning_phase_scope": "pass `training=True` or `training=False` to the layer or model",
    "set_learning_phase": "pass `training=True` or `training=False` to the layer or model",
    "function": "use `tf.function`, or `keras.Model(inputs, outputs)`",
    "get_session": "`tf.compat.v1.Session` is TensorFlow's own",
    "is_variable": "use `isinstance(x, keras.Variable)` or `isinstance(x, tf.Variable)`",
    "placeholder": "use `keras.Input`",
    "logsumexp": "use `tf.reduce_logsumexp`",
}
_WITHOUT_CTC = frozenset(["ctc_batch_cost", "ctc_decode"])


class _Library:
    """What those functions call `tf`: tfcourse, and the names of TensorFlow 1 that they use."""

    def __init__(self, tf):
        self._tf = tf
        nn = types.SimpleNamespace(
            avg_pool=tf.nn.avg_pool2d,
            convolution=self._convolution,
            conv2d_transpose=tf.nn.conv2d_transpose,
            max_pool=tf.nn.max_pool2d,
        )
        v1 = types.SimpleNamespace(
            assign=lambda variable, value: variable.assign(value),
            assign_add=lambda variable, value: variable.assign_add(value),
            assign_sub=lambda variable, value: variable.assign_sub(value),
            boolean_mask=tf.boolean_mask,
            cond=tf.cond,
            foldl=tf.foldl,
            foldr=tf.foldr,
            gather=tf.gather,
            gather_nd=tf.gather_nd,
            gradients=self._gradients,
            map_fn=self._map_fn,
            math=types.SimpleNamespace(in_top_k=self._in_top_k),
            nn=nn,
            pad=tf.pad,
            random_normal_initializer=self._random_normal_initializer,
            random_uniform_initializer=self._random_uniform_initializer,
            scan=tf.scan,
            sparse_concat=tf.sparse.concat,
            where=tf.where,
            while_loop=tf.while_loop,
        )
        self.compat = types.SimpleNamespace(v1=v1)
        # Read by its full name in the functions, so that Python does not mangle it.
        vars(self)["__internal__"] = types.SimpleNamespace(
            EagerTensor=EagerTensor, tf2=types.SimpleNamespace(enabled=lambda: True)
        )

    def __getattr__(self, name):
        return getattr(self._tf, name)

    def _convolution(self, input, filter, strides, padding, data_format, dilation_rate):
        return self._tf.nn.convolution(
            input, filter, strides, padding, data_format=data_format, dilations=dilation_rate
        )

    def _gradients(self, loss, variables, colocate_gradients_with_ops):
        return self._tf.gradients(loss, variables)

    def _map_fn(self, fn, elems, name, dtype):
        return self._tf.map_fn(fn, elems, name=name, fn_output_signature=dtype)

    def _in_top_k(self, predictions, targets, k):
        return self._tf.math.in_top_k(targets, predictions, k)

    def _random_normal_initializer(self, mean, stddev, dtype, seed):
        return functools.partial(
            self._tf.random.normal, mean=mean, stddev=stddev, dtype=dtype, seed=seed
        )

    def _random_uniform_initializer(self, minimum, maximum, dtype, seed):
        return functools.partial(
            self._tf.random.uniform, minval=minimum, maxval=maximum, dtype=dtype, seed=seed
        )


@functools.cache
def _functions() -> dict:
    """Returns Keras's functions by name, over our operations."""
    library = sys.modules["tfcourse"]
    return rebound(
        importlib.import_module(_HOME),
        # The bridge takes their module for one of ours.
        __name__=f"{library.__name__}.keras.backend",
        tfcourse=library,
        tf=_Library(library),
    )


def over_our_operations(function):
    """Returns what a function of `tf.keras.backend` is here.

    Args:
      function: What Keras has under the name for TensorFlow.

    Returns:
      The function over our operations; what does not compute as it is.
    """
    if getattr(function, "__module__", None) != _HOME:
        return function
    if function.__name__ in _WITHOUT_CTC:
        return _refusing(function)
    return _functions()[function.__name__]


def _refusing(function):
    @functools.wraps(function)
    def refused(*args, **kwargs):
        raise AttributeError(
            f"tfcourse has no tf.keras.backend.{function.__name__}: use `keras.ops.ctc_loss`, "
            "`keras.ops.ctc_decode` or `keras.losses.CTC`."
        )

    return refused


def instead_of(name: str) -> str:
    """Returns what the error for a name that Keras 3 took away ends with, or an empty text."""
    advice = _GONE.get(name)
    return "" if advice is None else f": Keras 3 has it no more; {advice}"
