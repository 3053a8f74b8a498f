"""tf.config: which devices there are, and which of them are used."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any, NamedTuple

from tfcourse.core.device_spec import DeviceSpec
from tfcourse.core.export import export


@export("config.PhysicalDevice")
class PhysicalDevice(NamedTuple):
    """A device of this machine.

    Source: `tf.config.PhysicalDevice`.
    """

    name: str
    device_type: str


@export("config.LogicalDevice")
class LogicalDevice(NamedTuple):
    """A device that operations can be placed on.

    Source: `tf.config.LogicalDevice`.
    """

    name: str
    device_type: str


@export("config.LogicalDeviceConfiguration", "config.experimental.VirtualDeviceConfiguration")
class LogicalDeviceConfiguration(NamedTuple):
    """How one logical device is set up.

    Source: `tf.config.LogicalDeviceConfiguration`.
    """

    memory_limit: int | None = None
    experimental_priority: int | None = None
    experimental_device_ordinal: int | None = None


_CPU = PhysicalDevice("/physical_device:CPU:0", "CPU")
_visible: list[PhysicalDevice] | None = None
_configurations: dict[PhysicalDevice, list[LogicalDeviceConfiguration]] = {}
_memory_growth: dict[PhysicalDevice, bool] = {}


@functools.cache
def _jax_devices() -> dict[PhysicalDevice, tuple[Any, ...]]:
    """JAX's devices by the physical device that they are part of, processors first."""
    import jax

    devices: dict[PhysicalDevice, tuple[Any, ...]] = {}
    try:
        devices[_CPU] = tuple(jax.local_devices(backend="cpu"))
    except RuntimeError:  # JAX_PLATFORMS may leave the processor out.
        devices[_CPU] = ()
    accelerators = (device for device in jax.local_devices() if device.platform != "cpu")
    for index, device in enumerate(accelerators):
        device_type = device.platform.upper()
        name = f"/physical_device:{device_type}:{index}"
        devices[PhysicalDevice(name, device_type)] = (device,)
    return devices


@functools.cache
def placeable_devices() -> tuple[tuple[LogicalDevice, Any], ...]:
    """Lists the logical devices with the JAX devices behind them, processors first.

    Returns:
      Pairs of LogicalDevice and `jax.Device`.

    Example:
      >>> placeable_devices()[0][0]
      LogicalDevice(name='/device:CPU:0', device_type='CPU')
    """
    pairs = []
    counts: dict[str, int] = {}
    for physical in get_visible_devices():
        for device in _jax_devices()[physical]:
            index = counts.get(physical.device_type, 0)
            counts[physical.device_type] = index + 1
            name = f"/device:{physical.device_type}:{index}"
            pairs.append((LogicalDevice(name, physical.device_type), device))
    return tuple(pairs)


def _of_type(devices: Iterable[Any], device_type: str | None) -> list[Any]:
    return [each for each in devices if device_type is None or each.device_type == device_type]


@export("config.list_physical_devices", "config.experimental.list_physical_devices")
def list_physical_devices(device_type: str | None = None) -> list[PhysicalDevice]:
    """Lists the devices of this machine.

    Args:
      device_type: `"CPU"`, `"GPU"` or `"TPU"` for the devices of one type, None for all.

    Returns:
      The devices, used or not.

    Example:
      >>> list_physical_devices("CPU")
      [PhysicalDevice(name='/physical_device:CPU:0', device_type='CPU')]

    Source: `tf.config.list_physical_devices`.
    """
    if device_type == "CPU":
        # There is always one, and JAX need not start for it: the number of its logical devices
        # can then still be chosen.
        return [_CPU]
    return _of_type(_jax_devices(), device_type)


@export("config.list_logical_devices", "config.experimental.list_logical_devices")
def list_logical_devices(device_type: str | None = None) -> list[LogicalDevice]:
    """Lists the devices that operations can be placed on.

    Args:
      device_type: `"CPU"`, `"GPU"` or `"TPU"` for the devices of one type, None for all.

    Returns:
      The logical devices of the visible physical devices.

    Example:
      >>> list_logical_devices("CPU")[0]
      LogicalDevice(name='/device:CPU:0', device_type='CPU')

    Source: `tf.config.list_logical_devices`.
    """
    return _of_type((logical for logical, _ in placeable_devices()), device_type)


@export("config.get_visible_devices", "config.experimental.get_visible_devices")
def get_visible_devices(device_type: str | None = None) -> list[PhysicalDevice]:
    """Lists the physical devices that are used.

    Args:
      device_type: `"CPU"`, `"GPU"` or `"TPU"` for the devices of one type, None for all.

    Returns:
      The devices; all of them unless `set_visible_devices` was called.

    Example:
      >>> get_visible_devices("CPU")
      [PhysicalDevice(name='/physical_device:CPU:0', device_type='CPU')]

    Source: `tf.config.get_visible_devices`.
    """
    return _of_type(_jax_devices() if _visible is None else _visible, device_type)


@export("config.set_visible_devices", "config.experimental.set_visible_devices")
def set_visible_devices(devices: Any, device_type: str | None = None) -> None:
    """Chooses the physical devices that are used.

    Args:
      devices: A PhysicalDevice or a list of them.
      device_type: `"CPU"`, `"GPU"` or `"TPU"` to choose among one type only, None for all.

    Raises:
      ValueError: a device is not one of `list_physical_devices(device_type)`.
      RuntimeError: the choice changes after tensors were made.

    Example:
      >>> set_visible_devices([], "GPU")

    Source: `tf.config.set_visible_devices`.
    """
    import jax

    global _visible
    chosen = devices if isinstance(devices, list) else [devices]
    for device in chosen:
        _check_known(device, device_type)
    visible = [
        device
        for device in list_physical_devices()
        if device in chosen
        or (device_type not in (None, device.device_type) and device in get_visible_devices())
    ]
    if visible == get_visible_devices():
        return
    if jax.live_arrays():
        raise RuntimeError("Visible devices cannot be modified after being initialized")
    _visible = visible
    placeable_devices.cache_clear()
    pairs = placeable_devices()
    default = next(
        (each for logical, each in pairs if logical.device_type == pairs[-1][0].device_type), None
    )
    jax.config.update("jax_default_device", default)


def _check_known(device: Any, device_type: str | None = None) -> None:
    if device not in list_physical_devices(device_type):
        raise ValueError(f"Unrecognized device: {device!r}")


@export(
    "config.get_logical_device_configuration",
    "config.experimental.get_virtual_device_configuration",
)
def get_logical_device_configuration(
    device: PhysicalDevice,
) -> list[LogicalDeviceConfiguration] | None:
    """Tells how a physical device is divided into logical ones.

    Args:
      device: The PhysicalDevice.

    Returns:
      What `set_logical_device_configuration` was given, or None.

    Raises:
      ValueError: there is no such device.

    Example:
      >>> get_logical_device_configuration(list_physical_devices("CPU")[0])

    Source: `tf.config.get_logical_device_configuration`.
    """
    _check_known(device)
    return _configurations.get(device)


@export(
    "config.set_logical_device_configuration",
    "config.experimental.set_virtual_device_configuration",
)
def set_logical_device_configuration(
    device: PhysicalDevice, logical_devices: list[LogicalDeviceConfiguration]
) -> None:
    """Divides the processor into several logical devices, to try out distribution on one machine.

    Args:
      device: The PhysicalDevice.
      logical_devices: One LogicalDeviceConfiguration for each logical device.

    Raises:
      ValueError: there is no such device, or it cannot be divided like this.
      RuntimeError: the division changes after tensors were made.

    Differences from TensorFlow:
      JAX divides processors only, and plans the memory of other devices when it starts
      (`XLA_PYTHON_CLIENT_MEM_FRACTION`): a division of them is refused.

    Example:
      >>> processor = list_physical_devices("CPU")[0]
      >>> set_logical_device_configuration(processor, [LogicalDeviceConfiguration(memory_limit=1)])
      Traceback (most recent call last):
      ValueError: Setting memory limit on CPU virtual devices is currently not supported

    Source: `tf.config.set_logical_device_configuration`.
    """
    import jax
    import jax.extend.backend

    if device != _CPU:
        _check_known(device)
        raise ValueError(
            f"JAX cannot divide {device.name} into logical devices. To limit the memory that is "
            "used there, set XLA_PYTHON_CLIENT_MEM_FRACTION before the first import."
        )
    for configuration in logical_devices:
        if configuration.memory_limit is not None:
            raise ValueError(
                "Setting memory limit on CPU virtual devices is currently not supported"
            )
        for name in ("experimental_priority", "experimental_device_ordinal"):
            if getattr(configuration, name) is not None:
                raise ValueError(
                    f"Setting {name} on CPU virtual  devices is currently not supported"
                )
    if _configurations.get(device) == logical_devices:
        return
    count = max(1, len(logical_devices))
    try:
        jax.config.update("jax_num_cpu_devices", count)
    except RuntimeError:
        # JAX has started. As long as it holds no arrays, it may start again.
        if jax.live_arrays():
            raise RuntimeError(
                "Virtual devices cannot be modified after being initialized"
            ) from None
        jax.extend.backend.clear_backends()
        jax.config.update("jax_num_cpu_devices", count)
    _configurations[device] = list(logical_devices)
    _jax_devices.cache_clear()
    placeable_devices.cache_clear()


@export("config.experimental.get_memory_growth")
def get_memory_growth(device: PhysicalDevice) -> bool:
    """Tells what `set_memory_growth` was given for a device.

    Args:
      device: The PhysicalDevice.

    Returns:
      True or False.

    Raises:
      ValueError: there is no such device.
      KeyError: nothing was set for it.

    Example:
      >>> get_memory_growth(list_physical_devices("CPU")[0])
      Traceback (most recent call last):
      KeyError: PhysicalDevice(name='/physical_device:CPU:0', device_type='CPU')

    Source: `tf.config.experimental.get_memory_growth`.
    """
    _check_known(device)
    return _memory_growth[device]


@export("config.experimental.set_memory_growth")
def set_memory_growth(device: PhysicalDevice, enable: bool) -> None:
    """Notes whether the memory of an accelerator is to be taken piece by piece.

    Args:
      device: The PhysicalDevice, no processor.
      enable: Whether it is to grow.

    Raises:
      ValueError: there is no such device, or it is a processor.

    Differences from TensorFlow:
      JAX plans the memory when it starts: set `XLA_PYTHON_CLIENT_PREALLOCATE=false` before the
      first import for memory that grows.

    Example:
      >>> set_memory_growth(list_physical_devices("CPU")[0], True)
      Traceback (most recent call last):
      ValueError: Cannot set memory growth on non-GPU and non-Pluggable devices

    Source: `tf.config.experimental.set_memory_growth`.
    """
    _check_known(device)
    if device in _configurations:
        raise ValueError("Cannot set memory growth on device when virtual devices configured")
    if device == _CPU:
        raise ValueError("Cannot set memory growth on non-GPU and non-Pluggable devices")
    _memory_growth[device] = enable


@export("config.experimental.get_memory_info")
def get_memory_info(device: str) -> dict[str, int]:
    """Tells how much memory is in use on a device.

    Args:
      device: A device string with a type and a number, such as `"GPU:0"`.

    Returns:
      The bytes in use, `"current"`, and the most there ever were, `"peak"`; zeros on a processor.

    Raises:
      ValueError: the string names no device.

    Example:
      >>> get_memory_info("CPU:0")
      {'current': 0, 'peak': 0}

    Source: `tf.config.experimental.get_memory_info`.
    """
    try:
        spec = DeviceSpec.from_string(device)
    except ValueError:
        spec = DeviceSpec()
    if spec.device_type is None or spec.device_index is None:
        raise ValueError(
            f"Failed parsing device name: '{device}'. Note a valid device string should at least "
            'contain a device type and a device index, like "GPU:0".'
        )
    for logical, jax_device in placeable_devices():
        if logical.name == f"/device:{spec.device_type}:{spec.device_index}":
            statistics = jax_device.memory_stats() or {}
            return {
                "current": statistics.get("bytes_in_use", 0),
                "peak": statistics.get("peak_bytes_in_use", 0),
            }
    raise ValueError(f"No matching devices found for '{device}'")


@export("config.experimental.get_device_details")
def get_device_details(device: PhysicalDevice) -> dict[str, Any]:
    """Tells what kind of accelerator a device is.

    Args:
      device: The PhysicalDevice.

    Returns:
      `"device_name"` and, for an NVIDIA GPU, `"compute_capability"`; nothing for a processor.

    Raises:
      ValueError: `device` is no PhysicalDevice.

    Example:
      >>> get_device_details(list_physical_devices("CPU")[0])
      {}

    Source: `tf.config.experimental.get_device_details`.
    """
    if not isinstance(device, PhysicalDevice):
        raise ValueError(f"device must be a tf.config.PhysicalDevice, but got: {device}")
    if device == _CPU:
        return {}
    (jax_device,) = _jax_devices()[device]
    details: dict[str, Any] = {"device_name": jax_device.device_kind}
    capability = getattr(jax_device, "compute_capability", None)
    if capability is not None:
        details["compute_capability"] = tuple(int(number) for number in capability.split("."))
    return details
