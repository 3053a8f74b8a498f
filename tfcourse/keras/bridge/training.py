"""`fit` and its like with training steps written as for TensorFlow.

Keras on JAX hands a `train_step` the state of the model and wants the new one back. One written for
TensorFlow, `train_step(self, data)`, reads and writes variables itself: it becomes a function of
ours, and Keras is given the state that it leaves.
"""

import functools
import inspect
import itertools

import jax
import jax.numpy as jnp
import keras

from tfcourse.function.function import function
from tfcourse.keras.bridge.direct_steps import CompiledMetrics, compiled_loss, or_direct
from tfcourse.keras.bridge.situation import (
    caller_is_ours,
    giving_arrays,
    is_observed,
    is_traced,
    to_tensor,
    unwrap,
    wrap,
)
from tfcourse.keras.bridge.strings import holds_strings, run_on_strings
from tfcourse.keras.bridge.user_layers import is_of_keras
from tfcourse.keras.bridge.variables import variables_with_handles

# The functions that Keras makes of steps: how the model keeps each, and the step it is made of.
_MAKERS = {
    "make_train_function": ("train_function", "train_step"),
    "make_test_function": ("test_function", "test_step"),
    "make_predict_function": ("predict_function", "predict_step"),
}
_TRAINING = (
    "fit",
    "evaluate",
    "predict",
    "train_on_batch",
    "test_on_batch",
    "predict_on_batch",
)
# What Keras differentiates and compiles: JAX takes its results, whatever losses and metrics gave.
_STEPS = (
    "compute_loss_and_updates",
    "train_step",
    "test_step",
    "predict_step",
)


def _is_ours(model, step: str) -> bool:
    """Says whether a step is the user's and written as for TensorFlow: `step(self, data)`."""
    method = getattr(type(model), step)
    if is_of_keras(method):
        return False
    parameters = inspect.signature(method).parameters.values()
    return sum(item.default is item.empty for item in parameters) == 2


def _groups(model, step: str) -> list:
    """Returns the variables of the state that Keras passes to a step, in order."""
    groups = [model.trainable_variables, model.non_trainable_variables]
    if step == "train_step":
        groups.append(model.optimizer.variables)
    if step != "predict_step":
        groups.append(model.metrics_variables)
    return groups


def _joined(results):
    if len(results) == 1:
        return results[0]
    return jax.tree_util.tree_map(lambda *parts: jnp.concatenate(parts), *results)


def _maker(original):
    kept, step = _MAKERS[original.__name__]

    @functools.wraps(original)
    def make(self, force=False):
        if not _is_ours(self, step):
            return original(self, force)
        if getattr(self, kept) is not None and not force:
            return getattr(self, kept)
        method = getattr(self, step)
        run = method if self.run_eagerly else function(method, reduce_retracing=True)

        def step_function(state, iterator):
            batches = [next(iterator)]
            batches += itertools.islice(iterator, self.steps_per_execution - 1)
            groups = _groups(self, step)
            for variables, values in zip(groups, state, strict=False):
                for variable, value in zip(variables, values, strict=True):
                    variable._direct_assign(value)
            results = [unwrap(run(wrap(data))) for data in batches]
            state = tuple([variable._value for variable in group] for group in _groups(self, step))
            return _joined(results) if step == "predict_step" else results[-1], state

        setattr(self, kept, step_function)
        return step_function

    return make


def _training(original):
    @functools.wraps(original)
    def train(self, *args, **kwargs):
        # Keras gives the memory of variables away; tensors that were read from them need theirs.
        for variable in variables_with_handles():
            if isinstance(variable._value, jax.Array):
                variable._value = jnp.copy(variable._value)
        if holds_strings((args, kwargs)):
            return run_on_strings(self, original, args, kwargs)
        return original(self, *unwrap(args), **unwrap(kwargs))

    return train


def _symbolic_build(original):
    @functools.wraps(original)
    def symbolic_build(self, iterator=None, data_batch=None):
        has_steps = any(_is_ours(self, step) for _, step in _MAKERS.values())
        if has_steps and type(self).call is keras.Model.call:
            # Nothing to call: as on TensorFlow, a step makes what it needs when it first runs.
            return None
        return original(self, iterator, data_batch)

    return symbolic_build


def _compute_metrics(original):
    arrays = giving_arrays(original)

    @functools.wraps(original)
    def compute_metrics(self, *args, **kwargs):
        # A variable that a metric gives as its result has its value here, not outside.
        is_kerass = is_traced() and not is_observed()
        return (arrays if is_kerass else original)(self, *args, **kwargs)

    return compute_metrics


def _giving_tensors(original):
    @functools.wraps(original)
    def get_metrics_result(self):
        results = original(self)
        if is_traced() or not caller_is_ours(0):
            return results
        # Keras's trees keep the order of dictionaries, JAX's sort them.
        return keras.tree.map_structure(to_tensor, results)

    return get_metrics_result


def install():
    """Lets models train by steps that are written as for TensorFlow."""
    for kind in keras.Model.__mro__:
        for name in _STEPS:
            if name in vars(kind) and is_of_keras(kind):
                step = giving_arrays(vars(kind)[name])
                setattr(kind, name, or_direct(step) if name.endswith("_step") else step)
        if "compute_metrics" in vars(kind) and is_of_keras(kind):
            kind.compute_metrics = _compute_metrics(kind.compute_metrics)
        if kind is keras.Model:
            kind.compiled_loss, kind.compiled_metrics = compiled_loss, property(CompiledMetrics)
        if "get_metrics_result" in vars(kind):
            kind.get_metrics_result = _giving_tensors(kind.get_metrics_result)
        if "_symbolic_build" in vars(kind):
            kind._symbolic_build = _symbolic_build(kind._symbolic_build)
        for name in _MAKERS:
            if name in vars(kind):
                setattr(kind, name, _maker(vars(kind)[name]))
        for name in _TRAINING:
            if name in vars(kind):
                setattr(kind, name, _training(vars(kind)[name]))
