"""Where operations run: `tf.device`, the full names of devices, and what `tf.test` says of them."""

from __future__ import annotations

import functools
import threading
from typing import Any

import numpy as np

from tfcourse.core import errors
from tfcourse.core.context import context
from tfcourse.core.device_config import (
    LogicalDevice,
    get_device_details,
    list_logical_devices,
    list_physical_devices,
    placeable_devices,
)
from tfcourse.core.device_spec import DeviceSpec
from tfcourse.core.export import export

_LOCAL_TASK = DeviceSpec(job="localhost", replica=0, task=0)
HOST = "/job:localhost/replica:0/task:0/device:CPU:0"
"""The full name of the processor, where tensors made of Python data lie."""


_allows_soft_placement = True


@export("device")
class device:
    """Runs the operations of a block on a device.

    What an inner block leaves open is taken from the outer one; None cancels the outer ones.

    Args:
      device_name: A device string such as `"/gpu:0"`, a DeviceSpec, a LogicalDevice or None.

    Raises:
      RuntimeError: `device_name` is a function.
      ValueError: on entering: the string cannot be read, or it is no string.

    Example:
      >>> with device("/cpu:0"):
      ...     requested_device()
      '/device:CPU:0'

    Source: `tf.device`.
    """

    def __init__(self, device_name: Any) -> None:
        if callable(device_name):
            raise RuntimeError("tf.device does not support functions.")
        self._device_name = device_name
        # One object may be entered several times, by several threads too.
        self._outer = threading.local()

    def __enter__(self) -> None:
        outer = context.device
        self._outer.specs = [*getattr(self._outer, "specs", ()), outer]
        if self._device_name is None:
            context.device = None
            return
        try:
            inner = _spec_of(self._device_name)
        except ValueError:
            self._outer.specs.pop()
            raise
        context.device = inner if outer is None else outer.make_merged_spec(inner)

    def __exit__(self, *exception: object) -> None:
        context.device = self._outer.specs.pop()


def _spec_of(device_name: Any) -> DeviceSpec:
    if isinstance(device_name, DeviceSpec):
        return device_name
    if isinstance(device_name, LogicalDevice):
        device_name = device_name.name
    if not isinstance(device_name, str):
        raise ValueError(f"Expecting a string device name. Got {type(device_name)}({device_name})")
    return DeviceSpec.from_string(device_name)


def requested_device() -> str:
    """Gives what the open `tf.device`s ask for, as a node of a graph notes it.

    Returns:
      A device string, or an empty one.

    Example:
      >>> with device("cpu"):
      ...     requested_device()
      '/device:CPU:*'
    """
    return "" if context.device is None else context.device.to_string()


def current_device() -> Any:
    """Gives the device that the open `tf.device`s place an operation on.

    Returns:
      The `jax.Device`, or None outside any `tf.device`: the operation runs where JAX likes.

    Raises:
      InvalidArgumentError: there is no such device, and no other one may stand in for it.

    Example:
      >>> with device("/cpu:0"):
      ...     current_device().platform
      'cpu'
    """
    spec = context.device
    return None if spec is None else _place(spec, _allows_soft_placement, placeable_devices())


@functools.lru_cache(maxsize=256)
def _place(spec: DeviceSpec, soft: bool, devices: tuple[tuple[LogicalDevice, Any], ...]) -> Any:
    """Finds the device for a spec; soft placement takes another number or type instead."""
    full = _LOCAL_TASK.make_merged_spec(spec)
    if full.replace(device_type=None, device_index=None) != _LOCAL_TASK:
        task = full.replace(device_type="CPU", device_index=0)
        raise errors.InvalidArgumentError(None, None, f"{task.to_string()} unknown device.")
    if (full.device_index or 0) < 0:
        message = f"Malformed device specification '{full.to_string()}'"
        raise errors.InvalidArgumentError(None, None, message)
    any_type = full.device_type in (None, "*")
    of_type = [pair for pair in devices if any_type or pair[0].device_type == full.device_type]
    if full.device_index is None:
        fitting = of_type or list(devices)
    else:
        suffix = f":{full.device_index}"
        fitting = [pair for pair in of_type if pair[0].name.endswith(suffix)]
    if not fitting and soft:
        fitting = of_type or list(devices)
    if not fitting:
        asked = _LOCAL_TASK if any_type else full
        types = ", ".join(dict.fromkeys(logical.device_type for logical, _ in devices))
        names = ", ".join(f"{_LOCAL_TASK.to_string()}{logical.name}" for logical, _ in devices)
        raise errors.InvalidArgumentError(
            None,
            None,
            f"Could not satisfy device specification '{asked.to_string()}'. "
            f"enable_soft_placement=0. Supported device types [{types}]. "
            f"All available devices [{names}].",
        )
    # Accelerators stand last, and are preferred where the type is open.
    best_type = fitting[-1][0].device_type
    return next(device for logical, device in fitting if logical.device_type == best_type)


def device_of(array: Any) -> str:
    """Gives the full name of the device that holds an array.

    Args:
      array: A NumPy array or a `jax.Array`.

    Returns:
      Such as `"/job:localhost/replica:0/task:0/device:CPU:0"`.

    Example:
      >>> device_of(np.zeros(2))
      '/job:localhost/replica:0/task:0/device:CPU:0'

    Source: `tf.Tensor.device`.
    """
    if isinstance(array, (np.ndarray, np.generic)):
        return HOST
    return _full_name(min(array.devices(), key=lambda device: device.id), placeable_devices())


@functools.lru_cache(maxsize=256)
def _full_name(jax_device: Any, devices: tuple[tuple[LogicalDevice, Any], ...]) -> str:
    names = [logical.name for logical, candidate in devices if candidate == jax_device]
    # A device that was made invisible keeps JAX's own number.
    name = names[0] if names else f"/device:{jax_device.platform.upper()}:{jax_device.id}"
    return _LOCAL_TASK.to_string() + name


@export("config.get_soft_device_placement")
def get_soft_device_placement() -> bool:
    """Tells whether another device may stand in for one that does not exist.

    Returns:
      True, unless `set_soft_device_placement` was called.

    Example:
      >>> get_soft_device_placement()
      True

    Source: `tf.config.get_soft_device_placement`.
    """
    return _allows_soft_placement


@export("config.set_soft_device_placement")
def set_soft_device_placement(enabled: bool) -> None:
    """Chooses whether another device may stand in for one that does not exist.

    Args:
      enabled: If False, operations on a device that does not exist raise an error.

    Example:
      >>> set_soft_device_placement(True)

    Source: `tf.config.set_soft_device_placement`.
    """
    global _allows_soft_placement
    _allows_soft_placement = bool(enabled)


@export("test.gpu_device_name")
def gpu_device_name() -> str:
    """Gives the name of the first GPU.

    Returns:
      `"/device:GPU:0"`, or an empty string if there is none.

    Example:
      >>> gpu_device_name() in ("", "/device:GPU:0")
      True

    Source: `tf.test.gpu_device_name`.
    """
    gpus = list_logical_devices("GPU")
    return gpus[0].name if gpus else ""


@export("test.is_gpu_available")
def is_gpu_available(
    cuda_only: bool = False, min_cuda_compute_capability: tuple[int, int] | None = None
) -> bool:
    """Tells whether there is a GPU.

    Args:
      cuda_only: Whether only NVIDIA's GPUs count.
      min_cuda_compute_capability: The lowest compute capability that counts, such as `(7, 0)`.

    Returns:
      True or False.

    Example:
      >>> is_gpu_available() == bool(list_physical_devices("GPU"))
      True

    Source: `tf.test.is_gpu_available`.
    """
    for gpu in list_physical_devices("GPU"):
        capability = get_device_details(gpu).get("compute_capability")
        if min_cuda_compute_capability is not None:
            if capability is not None and capability >= min_cuda_compute_capability:
                return True
        elif not cuda_only or is_built_with_cuda():
            return True
    return False


def _platform_version() -> str:
    import jax.extend.backend

    return jax.extend.backend.get_backend().platform_version.lower()


@export("test.is_built_with_cuda")
def is_built_with_cuda() -> bool:
    """Tells whether JAX runs on NVIDIA's GPUs here.

    Returns:
      True or False.

    Example:
      >>> is_built_with_cuda() <= is_built_with_gpu_support()
      True

    Source: `tf.test.is_built_with_cuda`.
    """
    return "cuda" in _platform_version()


@export("test.is_built_with_rocm")
def is_built_with_rocm() -> bool:
    """Tells whether JAX runs on AMD's GPUs here.

    Returns:
      True or False.

    Example:
      >>> is_built_with_rocm() <= is_built_with_gpu_support()
      True

    Source: `tf.test.is_built_with_rocm`.
    """
    return "rocm" in _platform_version()


@export("test.is_built_with_gpu_support")
def is_built_with_gpu_support() -> bool:
    """Tells whether JAX runs on GPUs here.

    Returns:
      True or False.

    Example:
      >>> is_built_with_gpu_support() in (True, False)
      True

    Source: `tf.test.is_built_with_gpu_support`.
    """
    return is_built_with_cuda() or is_built_with_rocm()


@export("test.is_built_with_xla")
def is_built_with_xla() -> bool:
    """Tells whether programs are compiled by XLA: here they always are.

    Returns:
      True.

    Example:
      >>> is_built_with_xla()
      True

    Source: `tf.test.is_built_with_xla`.
    """
    return True
