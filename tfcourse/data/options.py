"""`tf.data.Options`: settings of datasets, which all change speed only and are kept as given."""

import enum

from tfcourse.core.export import export, export_constant
from tfcourse.data.pipeline import INFINITE, UNKNOWN

AUTOTUNE = export_constant(-1, "data.AUTOTUNE", "data.experimental.AUTOTUNE")
export_constant(INFINITE, "data.INFINITE_CARDINALITY", "data.experimental.INFINITE_CARDINALITY")
export_constant(UNKNOWN, "data.UNKNOWN_CARDINALITY", "data.experimental.UNKNOWN_CARDINALITY")


class _Settings:
    """Named values, all None before they are set, and settings below them."""

    _names: tuple[str, ...] = ()

    def __init__(self):
        for name in self._names:
            object.__setattr__(self, name, None)

    def __setattr__(self, name, value):
        if name not in self._names:
            raise AttributeError(f"Cannot set the property {name} on {type(self).__name__}.")
        object.__setattr__(self, name, value)

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    def __ne__(self, other):
        return not self == other

    __hash__ = None


@export("data.experimental.AutotuneOptions")
class AutotuneOptions(_Settings):
    """Settings of automatic tuning, which have no effect here.

    Source: `tf.data.experimental.AutotuneOptions`.
    """

    _names = (
        "autotune_algorithm",
        "cpu_budget",
        "enabled",
        "initial_parallelism",
        "min_parallelism",
        "ram_budget",
    )


@export("data.experimental.DistributeOptions")
class DistributeOptions(_Settings):
    """Settings of distribution: how a dataset is divided among workers.

    Source: `tf.data.experimental.DistributeOptions`.
    """

    _names = ("auto_shard_policy", "num_devices")


@export("data.experimental.OptimizationOptions")
class OptimizationOptions(_Settings):
    """Settings of what TensorFlow changes in a pipeline, which have no effect here.

    Source: `tf.data.experimental.OptimizationOptions`.
    """

    _names = (
        "apply_default_optimizations",
        "filter_fusion",
        "filter_parallelization",
        "inject_prefetch",
        "map_and_batch_fusion",
        "map_and_filter_fusion",
        "map_fusion",
        "map_parallelization",
        "noop_elimination",
        "parallel_batch",
        "seq_interleave_prefetch",
        "shuffle_and_repeat_fusion",
    )


@export("data.ThreadingOptions", "data.experimental.ThreadingOptions")
class ThreadingOptions(_Settings):
    """Settings of threads, which have no effect here.

    Source: `tf.data.ThreadingOptions`.
    """

    _names = ("max_intra_op_parallelism", "private_threadpool_size")


_PARTS = {
    "autotune": AutotuneOptions,
    "experimental_distribute": DistributeOptions,
    "experimental_optimization": OptimizationOptions,
    "threading": ThreadingOptions,
}


@export("data.Options")
class Options(_Settings):
    """Settings of a dataset, given to `Dataset.with_options`.

    A pipeline here runs in the thread that asks for elements, so they have no effect; they are
    kept, and merged along a pipeline, as in TensorFlow.

    Raises:
      AttributeError: if there is no such setting.

    Example:
      >>> import tfcourse as tf
      >>> options = tf.data.Options()
      >>> options.deterministic = False
      >>> tf.data.Dataset.range(3).with_options(options).batch(2).options().deterministic
      False

    Source: `tf.data.Options`.
    """

    _names = (
        "autotune",
        "dataset_name",
        "deterministic",
        "experimental_deterministic",
        "experimental_distribute",
        "experimental_external_state_policy",
        "experimental_optimization",
        "experimental_slack",
        "experimental_symbolic_checkpoint",
        "experimental_threading",
        "experimental_warm_start",
        "framework_type",
        "threading",
    )

    def __init__(self):
        super().__init__()
        for name, kind in _PARTS.items():
            setattr(self, name, kind())

    def merge(self, options: "Options") -> "Options":
        """Returns new options: those of `options` where they are set, else these.

        Args:
          options: An `Options`.
        """
        merged = Options()
        for name in self._names:
            if name in _PARTS:
                for part in (getattr(self, name), getattr(options, name)):
                    for key, value in vars(part).items():
                        if value is not None:
                            setattr(getattr(merged, name), key, value)
            else:
                theirs = getattr(options, name)
                setattr(merged, name, getattr(self, name) if theirs is None else theirs)
        return merged


def _enumeration(name, **members):
    """Exports a class of constants."""
    kind = enum.IntEnum(name, members)
    kind.__doc__ = f"Choices for a setting.\n\nSource: `tf.data.experimental.{name}`."
    return export_constant(kind, f"data.experimental.{name}")


AutoShardPolicy = _enumeration("AutoShardPolicy", OFF=-1, AUTO=0, FILE=1, DATA=2, HINT=3)
ExternalStatePolicy = _enumeration("ExternalStatePolicy", WARN=0, IGNORE=1, FAIL=2)
