"""tf.config: facts recorded from TensorFlow 2.21."""

import os
import subprocess
import sys
from types import SimpleNamespace

import jax
import pytest

from tfcourse.core import device_config
from tfcourse.core.device_config import (
    LogicalDevice,
    LogicalDeviceConfiguration,
    PhysicalDevice,
    get_device_details,
    get_logical_device_configuration,
    get_memory_growth,
    get_memory_info,
    get_visible_devices,
    list_logical_devices,
    list_physical_devices,
    set_logical_device_configuration,
    set_memory_growth,
    set_visible_devices,
)

CPU = PhysicalDevice("/physical_device:CPU:0", "CPU")
GPUS = [PhysicalDevice(f"/physical_device:GPU:{i}", "GPU") for i in range(2)]
UNKNOWN = PhysicalDevice("x", "GPU")


@pytest.fixture
def two_gpus(monkeypatch):
    """A machine with two GPUs on which nothing ran yet; JAX's settings are only noted."""
    gpu = SimpleNamespace(
        device_kind="Tesla T4",
        compute_capability="7.5",
        memory_stats=lambda: {"bytes_in_use": 3, "peak_bytes_in_use": 5},
    )
    cpu = SimpleNamespace(memory_stats=lambda: None)
    found = {CPU: (cpu,), GPUS[0]: (gpu,), GPUS[1]: ("second GPU",)}
    settings = {}
    monkeypatch.setattr(device_config, "_jax_devices", lambda: found)
    monkeypatch.setattr(device_config, "_visible", None)
    monkeypatch.setattr(device_config, "_memory_growth", {})
    monkeypatch.setattr(jax, "live_arrays", lambda: [])
    monkeypatch.setattr(jax.config, "update", settings.__setitem__)
    device_config.placeable_devices.cache_clear()
    yield settings
    device_config.placeable_devices.cache_clear()


def test_text():
    assert repr(CPU) == "PhysicalDevice(name='/physical_device:CPU:0', device_type='CPU')"
    logical = LogicalDevice("/device:CPU:0", "CPU")
    assert repr(logical) == "LogicalDevice(name='/device:CPU:0', device_type='CPU')"
    assert repr(LogicalDeviceConfiguration(memory_limit=100)) == (
        "LogicalDeviceConfiguration(memory_limit=100, experimental_priority=None, "
        "experimental_device_ordinal=None)"
    )


def test_processor():
    assert list_physical_devices()[0] == CPU
    assert list_physical_devices("CPU") == get_visible_devices("CPU") == [CPU]
    assert list_physical_devices("cpu") == list_logical_devices("cpu") == []
    assert list_logical_devices()[0] == LogicalDevice("/device:CPU:0", "CPU")
    assert get_logical_device_configuration(CPU) is None
    assert get_memory_info("CPU:0") == get_memory_info("/device:CPU:0") == {"current": 0, "peak": 0}
    assert get_device_details(CPU) == {}


def test_gpus(two_gpus):
    assert list_physical_devices() == [CPU, *GPUS]
    assert list_physical_devices("GPU") == GPUS
    names = [device.name for device in list_logical_devices()]
    assert names == ["/device:CPU:0", "/device:GPU:0", "/device:GPU:1"]
    details = get_device_details(GPUS[0])
    assert details == {"device_name": "Tesla T4", "compute_capability": (7, 5)}
    assert get_memory_info("GPU:0") == {"current": 3, "peak": 5}
    set_memory_growth(GPUS[0], True)
    assert get_memory_growth(GPUS[0]) is True


def test_visible_devices(two_gpus):
    set_visible_devices(GPUS[1], "GPU")
    assert get_visible_devices() == [CPU, GPUS[1]]
    assert [device.name for device in list_logical_devices("GPU")] == ["/device:GPU:0"]
    assert two_gpus["jax_default_device"] == "second GPU"
    set_visible_devices([], "GPU")
    assert get_visible_devices() == [CPU] and list_logical_devices("GPU") == []
    assert two_gpus["jax_default_device"] is device_config._jax_devices()[CPU][0]
    set_visible_devices([])
    assert get_visible_devices() == [] and two_gpus["jax_default_device"] is None
    set_visible_devices(list_physical_devices())
    assert get_visible_devices() == [CPU, *GPUS]


def test_visible_devices_after_the_first_tensor(two_gpus, monkeypatch):
    monkeypatch.setattr(jax, "live_arrays", lambda: ["array"])
    set_visible_devices([CPU, *GPUS])
    with pytest.raises(RuntimeError) as error:
        set_visible_devices([], "GPU")
    assert str(error.value) == "Visible devices cannot be modified after being initialized"
    assert get_visible_devices() == [CPU, *GPUS]


NO_GROWTH = "Cannot set memory growth on non-GPU and non-Pluggable devices"
NO_LIMIT = "Setting memory limit on CPU virtual devices is currently not supported"
NOT_SUPPORTED = "Setting {} on CPU virtual  devices is currently not supported"
NO_NAME = (
    "Failed parsing device name: '{}'. Note a valid device string should at least contain a device "
    'type and a device index, like "GPU:0".'
)


@pytest.mark.parametrize(
    "call, error, message",
    [
        (lambda: set_visible_devices("CPU"), ValueError, "Unrecognized device: 'CPU'"),
        (lambda: set_visible_devices(None), ValueError, "Unrecognized device: None"),
        (lambda: set_visible_devices([UNKNOWN]), ValueError, f"Unrecognized device: {UNKNOWN}"),
        (lambda: set_visible_devices([CPU], "GPU"), ValueError, f"Unrecognized device: {CPU}"),
        (lambda: set_memory_growth("x", True), ValueError, "Unrecognized device: 'x'"),
        (lambda: set_memory_growth(CPU, True), ValueError, NO_GROWTH),
        (lambda: get_memory_growth(CPU), KeyError, str(CPU)),
        (lambda: get_logical_device_configuration("x"), ValueError, "Unrecognized device: 'x'"),
        (lambda: set_logical_device_configuration("x", []), ValueError, "Unrecognized device: 'x'"),
        (
            lambda: set_logical_device_configuration(CPU, [LogicalDeviceConfiguration(100)]),
            ValueError,
            NO_LIMIT,
        ),
        (
            lambda: set_logical_device_configuration(CPU, [LogicalDeviceConfiguration(None, 1)]),
            ValueError,
            NOT_SUPPORTED.format("experimental_priority"),
        ),
        (
            lambda: set_logical_device_configuration(
                CPU, [LogicalDeviceConfiguration(None, None, 1)]
            ),
            ValueError,
            NOT_SUPPORTED.format("experimental_device_ordinal"),
        ),
        (lambda: get_memory_info("CPU:7"), ValueError, "No matching devices found for 'CPU:7'"),
        (lambda: get_memory_info("foo"), ValueError, NO_NAME.format("foo")),
        (lambda: get_memory_info("CPU"), ValueError, NO_NAME.format("CPU")),
        (
            lambda: get_device_details("x"),
            ValueError,
            "device must be a tf.config.PhysicalDevice, but got: x",
        ),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error) as raised:
        call()
    assert str(raised.value) == message


def test_a_gpu_is_not_divided(two_gpus):
    with pytest.raises(ValueError, match=r"^JAX cannot divide /physical_device:GPU:0 into logical"):
        set_logical_device_configuration(GPUS[0], [LogicalDeviceConfiguration(1024)] * 2)


# The number of processors is one for a whole process, hence a process of its own.
DIVISION = """
import jax
from tfcourse.core import device_config, devices
cpu, = device_config.list_physical_devices("CPU")
parts = [device_config.LogicalDeviceConfiguration()] * 3
STEPS
assert device_config.list_physical_devices() == [cpu]
assert device_config.get_logical_device_configuration(cpu) == parts
print(*(device.name for device in device_config.list_logical_devices()))
with devices.device("/cpu:1"):
    array = jax.device_put(1, devices.current_device())
print(devices.device_of(array))
device_config.set_logical_device_configuration(cpu, parts)
for change in ("set_logical_device_configuration(cpu, [])", "set_memory_growth(cpu, True)"):
    try:
        eval("device_config." + change)
    except (RuntimeError, ValueError) as error:
        print(error)
"""
FROM_THE_START = "device_config.set_logical_device_configuration(cpu, parts)"
AFTER_A_LOOK = """
device_config.list_logical_devices()
device_config.set_logical_device_configuration(cpu, parts)
"""


@pytest.mark.parametrize("steps", [FROM_THE_START, AFTER_A_LOOK])
def test_divided_processor(steps):
    program = DIVISION.replace("STEPS", steps)
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={**os.environ, "JAX_PLATFORMS": "cpu", "PYTHONPATH": ":".join(sys.path)},
    )
    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        "/device:CPU:0 /device:CPU:1 /device:CPU:2",
        "/job:localhost/replica:0/task:0/device:CPU:1",
        "Virtual devices cannot be modified after being initialized",
        "Cannot set memory growth on device when virtual devices configured",
    ]
