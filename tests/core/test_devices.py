"""tf.device, and what it places operations on: facts recorded from TensorFlow 2.21."""

import threading
from types import SimpleNamespace

import jax
import numpy as np
import pytest

from tfcourse.core import devices, errors
from tfcourse.core.device_config import LogicalDevice
from tfcourse.core.device_spec import DeviceSpec
from tfcourse.core.devices import current_device, device, device_of, requested_device

TASK = "/job:localhost/replica:0/task:0"
PROCESSORS = tuple((LogicalDevice(f"/device:CPU:{i}", "CPU"), f"cpu{i}") for i in range(3))
WITH_GPUS = PROCESSORS[:1] + tuple(
    (LogicalDevice(f"/device:GPU:{i}", "GPU"), f"gpu{i}") for i in range(2)
)


@pytest.fixture
def three_processors(monkeypatch):
    monkeypatch.setattr(devices, "placeable_devices", lambda: PROCESSORS)


@pytest.fixture
def one_processor_and_two_gpus(monkeypatch):
    monkeypatch.setattr(devices, "placeable_devices", lambda: WITH_GPUS)


@pytest.fixture
def hard_placement():
    devices.set_soft_device_placement(False)
    yield
    devices.set_soft_device_placement(True)


def placed(*names):
    name, *inner = names
    with device(name):
        return placed(*inner) if inner else current_device()


@pytest.mark.parametrize(
    "names, expected",
    [
        (["/cpu:1"], "cpu1"),
        (["/cpu:3"], "cpu0"),
        (["/cpu"], "cpu0"),
        ([""], "cpu0"),
        (["/gpu:1"], "cpu0"),
        (["/task:0/cpu:1"], "cpu1"),
        (["/device:*:1"], "cpu1"),
        (["/device:Xpu:0"], "cpu0"),
        (["/cpu:1", "/job:localhost"], "cpu1"),
        (["/cpu:1", ""], "cpu1"),
        (["/cpu:1", "/cpu"], "cpu1"),
        (["/cpu:1", "/cpu:*"], "cpu1"),
        (["/cpu:1", "/gpu:0"], "cpu0"),
        ([DeviceSpec(device_type="cpu", device_index=2)], "cpu2"),
        ([LogicalDevice("/device:CPU:2", "CPU")], "cpu2"),
    ],
)
def test_soft_placement(three_processors, names, expected):
    assert devices.get_soft_device_placement() is True
    assert placed(*names) == expected
    assert current_device() is None


@pytest.mark.parametrize(
    "name, expected",
    [
        ("/gpu:1", "gpu1"),
        ("/gpu:7", "gpu0"),
        ("/gpu", "gpu0"),
        ("/device:*:0", "gpu0"),
        ("", "gpu0"),
        ("/cpu:0", "cpu0"),
    ],
)
def test_accelerators(one_processor_and_two_gpus, name, expected):
    assert placed(name) == expected


def test_none_cancels(three_processors):
    assert placed("/cpu:1", None) is None
    with device("/cpu:1"):
        assert placed(None, "/cpu:2") == "cpu2"
        assert current_device() == "cpu1"


def test_hard_placement(three_processors, hard_placement):
    found = [placed(name) for name in ("/cpu:1", "/cpu", "", "/gpu", "/gpu:*", "/device:*:1")]
    assert found == ["cpu1", "cpu0", "cpu0", "cpu0", "cpu0", "cpu1"]
    all_devices = ", ".join(f"{TASK}/device:CPU:{i}" for i in range(3))
    for name, asked in [
        ("/gpu:0", "/device:GPU:0"),
        ("/cpu:7", "/device:CPU:7"),
        ("/device:Xpu:0", "/device:Xpu:0"),
        ("/device:*:9", ""),
    ]:
        with pytest.raises(errors.InvalidArgumentError) as error:
            placed(name)
        assert str(error.value) == (
            f"Could not satisfy device specification '{TASK}{asked}'. enable_soft_placement=0. "
            f"Supported device types [CPU]. All available devices [{all_devices}]."
        )


@pytest.mark.parametrize(
    "name, message",
    [
        ("/job:worker/task:0", "/job:worker/replica:0/task:0/device:CPU:0 unknown device."),
        ("/job:localhost/task:1", "/job:localhost/replica:0/task:1/device:CPU:0 unknown device."),
        (
            "/job:localhost/replica:1",
            "/job:localhost/replica:1/task:0/device:CPU:0 unknown device.",
        ),
        ("/job:", "/job:/replica:0/task:0/device:CPU:0 unknown device."),
        ("/cpu:-1", f"Malformed device specification '{TASK}/device:CPU:-1'"),
    ],
)
def test_devices_that_cannot_be(name, message):
    with device(name), pytest.raises(errors.InvalidArgumentError) as error:
        current_device()
    assert str(error.value) == message


@pytest.mark.parametrize(
    "name, message",
    [
        (5, "Expecting a string device name. Got <class 'int'>(5)"),
        (["/cpu:0"], "Expecting a string device name. Got <class 'list'>(['/cpu:0'])"),
        (b"/cpu:0", "Expecting a string device name. Got <class 'bytes'>(b'/cpu:0')"),
        ("foo", "Unknown attribute 'foo' is encountered while parsing the device spec: 'foo'."),
    ],
)
def test_wrong_names(name, message):
    scope = device(name)
    with pytest.raises(ValueError) as error:
        scope.__enter__()
    assert str(error.value) == message
    assert requested_device() == ""


def test_functions_are_refused():
    with pytest.raises(RuntimeError, match=r"^tf\.device does not support functions\.$"):
        device(lambda operation: "/cpu:0")


def test_requested_device():
    assert requested_device() == ""
    with device("/cpu:1"):
        assert requested_device() == "/device:CPU:1"
        with device("/gpu"):
            assert requested_device() == "/device:GPU:1"
        with device("/job:localhost"):
            assert requested_device() == "/job:localhost/device:CPU:1"
        with device(None):
            assert requested_device() == ""


def test_scope_entered_twice():
    scope = device("/cpu:1")
    with scope:
        with scope:
            assert requested_device() == "/device:CPU:1"
        assert requested_device() == "/device:CPU:1"
    assert requested_device() == ""


def test_scope_left_by_an_error():
    with pytest.raises(KeyError), device("/cpu:1"):
        raise KeyError
    assert requested_device() == ""


def test_threads_have_their_own():
    seen = []
    with device("/cpu:1"):
        thread = threading.Thread(target=lambda: seen.append(requested_device()))
        thread.start()
        thread.join()
    assert seen == [""]


def test_device_of():
    assert device_of(np.zeros(2)) == device_of(np.float32(1)) == f"{TASK}/device:CPU:0"
    assert device_of(jax.numpy.zeros(2)).startswith(f"{TASK}/device:")


class _Device(str):
    """A stand-in for a `jax.Device` that equals its name."""

    platform = "gpu"
    id = property(lambda self: int(self[-1]))


@pytest.mark.parametrize("number", [1, 5])
def test_device_of_accelerators(one_processor_and_two_gpus, number):
    array = SimpleNamespace(devices=lambda: {_Device(f"gpu{number}")})
    assert device_of(array) == f"{TASK}/device:GPU:{number}"


def test_gpus(monkeypatch):
    assert devices.is_gpu_available() == bool(devices.list_physical_devices("GPU"))
    assert devices.gpu_device_name() == ("/device:GPU:0" if devices.is_gpu_available() else "")
    assert devices.is_built_with_xla() is True
    monkeypatch.setattr(devices, "list_physical_devices", lambda device_type: ["gpu"])
    monkeypatch.setattr(devices, "list_logical_devices", lambda device_type: [WITH_GPUS[1][0]])
    monkeypatch.setattr(devices, "get_device_details", lambda gpu: {"compute_capability": (7, 5)})
    monkeypatch.setattr(devices, "_platform_version", lambda: "cuda 12000")
    assert devices.gpu_device_name() == "/device:GPU:0"
    assert devices.is_gpu_available() and devices.is_gpu_available(cuda_only=True)
    assert devices.is_gpu_available(min_cuda_compute_capability=(7, 0))
    assert not devices.is_gpu_available(min_cuda_compute_capability=(8, 0))
    assert devices.is_built_with_cuda() and devices.is_built_with_gpu_support()
    assert not devices.is_built_with_rocm()
