"""DeviceSpec: facts recorded from TensorFlow 2.21."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcourse.core.device_spec import DeviceSpec

specs = st.builds(
    DeviceSpec,
    job=st.sampled_from([None, "localhost", "worker"]),
    replica=st.none() | st.integers(0, 3),
    task=st.none() | st.integers(0, 3),
    device_type=st.sampled_from(["CPU", "GPU", "TPU", "*"]),
    device_index=st.none() | st.integers(0, 3),
)


@pytest.mark.parametrize(
    "text, canonical",
    [
        ("/cpu:0", "/device:CPU:0"),
        ("CPU:0", "/device:CPU:0"),
        ("cpu", "/device:CPU:*"),
        ("/cpu:*", "/device:CPU:*"),
        ("device:cpu:0", "/device:CPU:0"),
        ("/device:*:0", "/device:*:0"),
        ("/tpu:0", "/device:TPU:0"),
        ("/device:XPU:0", "/device:XPU:0"),
        ("/device:Xpu:0", "/device:Xpu:0"),
        ("/CPU:01", "/device:CPU:1"),
        ("/cpu:-1", "/device:CPU:-1"),
        ("/cpu:0/", "/device:CPU:0"),
        ("/", ""),
        ("", ""),
        ("/job:a b/cpu:0", "/job:a b/device:CPU:0"),
        ("/job:", "/job:"),
        ("/job:worker/task:0", "/job:worker/task:0"),
        (
            "/job:localhost/replica:0/task:0/device:CPU:0",
            "/job:localhost/replica:0/task:0/device:CPU:0",
        ),
    ],
)
def test_strings(text, canonical):
    assert DeviceSpec.from_string(text).to_string() == canonical


UNKNOWN = "Unknown attribute '{}' is encountered while parsing the device spec: '{}'."
MULTIPLE = "Multiple device types are not allowed while parsing the device spec: {}."


@pytest.mark.parametrize(
    "text, message",
    [
        ("foo", UNKNOWN.format("foo", "foo")),
        ("/foo:0", UNKNOWN.format("foo", "/foo:0")),
        (" /cpu:0", UNKNOWN.format(" ", " /cpu:0")),
        ("/device:CPU", UNKNOWN.format("device", "/device:CPU")),
        ("/device:CPU:0:1", UNKNOWN.format("device", "/device:CPU:0:1")),
        ("/JOB:localhost/cpu:0", UNKNOWN.format("JOB", "/JOB:localhost/cpu:0")),
        ("/xla_cpu:0", UNKNOWN.format("xla_cpu", "/xla_cpu:0")),
        ("/cpu:0/gpu:0", MULTIPLE.format("/cpu:0/gpu:0")),
        ("/cpu:x", "invalid literal for int() with base 10: 'x'"),
        ("/task:x", "invalid literal for int() with base 10: 'x'"),
    ],
)
def test_wrong_strings(text, message):
    with pytest.raises(ValueError) as error:
        DeviceSpec.from_string(text)
    assert str(error.value) == message


def test_fields():
    spec = DeviceSpec(replica="3", task="4", device_type="gpu", device_index="5")
    assert spec.to_string() == "/replica:3/task:4/device:GPU:5"
    assert spec.replace(device_index=None).to_string() == "/replica:3/task:4/device:GPU:*"
    assert DeviceSpec(device_index=2).to_string() == ""
    assert repr(DeviceSpec(job="a", task=1)) == (
        "<DeviceSpec(job=a, replica=None, task=1, device_type=None, device_index=None)>"
    )
    assert DeviceSpec(job="a").parse_from_string("/cpu:0").to_string() == "/device:CPU:0"
    assert DeviceSpec(job="a") == DeviceSpec("a") != "/job:a"
    with pytest.raises(ValueError, match="invalid literal"):
        DeviceSpec(device_index="x")
    with pytest.raises(dataclasses.FrozenInstanceError):
        spec.job = "a"


@given(specs)
def test_string_and_back(spec):
    assert DeviceSpec.from_string(spec.to_string()) == spec


@given(specs, specs, specs)
def test_merge_is_associative(one, two, three):
    left = one.make_merged_spec(two).make_merged_spec(three)
    assert left == one.make_merged_spec(two.make_merged_spec(three))
    assert one.make_merged_spec(DeviceSpec()) == one == DeviceSpec().make_merged_spec(one)
