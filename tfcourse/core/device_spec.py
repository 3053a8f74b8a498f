"""DeviceSpec: TensorFlow's device strings, taken apart."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from tfcourse.core.export import export

# The types that may be written without `device:` before them.
_SHORT_TYPES = frozenset({"CPU", "GPU", "TPU", "CUSTOM", "EPU"})


@export("DeviceSpec")
@dataclasses.dataclass(frozen=True, repr=False)
class DeviceSpec:
    """Which device is meant, as far as it is said.

    Args:
      job: The name of the job, or None.
      replica: The number of the replica, or None.
      task: The number of the task, or None.
      device_type: Such as `"CPU"` or `"GPU"`, or None.
      device_index: The number among the devices of this type, or None for any.

    Raises:
      ValueError: a number cannot be read.

    Example:
      >>> DeviceSpec.from_string("/gpu:1")
      <DeviceSpec(job=None, replica=None, task=None, device_type=GPU, device_index=1)>
      >>> DeviceSpec(job="localhost", device_type="cpu").to_string()
      '/job:localhost/device:CPU:*'

    Source: `tf.DeviceSpec`.
    """

    job: str | None = None
    replica: int | None = None
    task: int | None = None
    device_type: str | None = None
    device_index: int | None = None

    def __post_init__(self) -> None:
        if self.job is not None:
            object.__setattr__(self, "job", str(self.job))
        for name in ("replica", "task", "device_index"):
            value = getattr(self, name)
            object.__setattr__(self, name, None if value is None else int(value))
        if self.device_type is not None:
            device_type = str(self.device_type)
            is_common = device_type.upper() in ("CPU", "GPU")
            upper = device_type.upper() if is_common else device_type
            object.__setattr__(self, "device_type", upper)

    @staticmethod
    def from_string(spec: str) -> DeviceSpec:
        """Reads a string such as `"/gpu:0"` or `"/job:worker/task:1/device:CPU:*"`.

        Args:
          spec: The string; parts in any order, between slashes.

        Returns:
          The DeviceSpec.

        Raises:
          ValueError: a part is unknown, a number cannot be read, or two types are named.
        """
        return _parse(spec)

    def parse_from_string(self, spec: str) -> DeviceSpec:
        """Reads a string; the same as `from_string`."""
        return _parse(spec)

    def make_merged_spec(self, other: DeviceSpec) -> DeviceSpec:
        """Gives a spec with what `other` says, and what this one says where `other` is silent."""
        said = {
            field.name: value
            for field in dataclasses.fields(other)
            if (value := getattr(other, field.name)) is not None
        }
        return self.replace(**said)

    def replace(self, **changes: Any) -> DeviceSpec:
        """Gives a spec with the given fields changed."""
        return dataclasses.replace(self, **changes)

    def to_string(self) -> str:
        """Gives the canonical string: `"/job:localhost/device:GPU:0"`."""
        named = (("job", self.job), ("replica", self.replica), ("task", self.task))
        text = "".join(f"/{name}:{value}" for name, value in named if value is not None)
        if self.device_type is not None:
            index = "*" if self.device_index is None else self.device_index
            text += f"/device:{self.device_type}:{index}"
        return text

    def __repr__(self) -> str:
        fields = (f"{field.name}={getattr(self, field.name)}" for field in dataclasses.fields(self))
        return f"<DeviceSpec({', '.join(fields)})>"


@functools.lru_cache(maxsize=256)
def _parse(spec: str) -> DeviceSpec:
    fields: dict[str, Any] = {}
    for part in spec.split("/"):
        name, *values = part.split(":")
        if name == "job" and len(values) == 1:
            fields["job"] = values[0]
        elif name in ("replica", "task") and len(values) == 1:
            fields[name] = _number(values[0])
        elif name.upper() in _SHORT_TYPES and len(values) < 2:
            _set_type(fields, name.upper(), values[0] if values else "*", spec)
        elif name == "device" and len(values) == 2:
            _set_type(fields, values[0], values[1], spec)
        elif name:
            raise ValueError(
                f"Unknown attribute '{name}' is encountered while parsing the device spec: "
                f"'{spec}'."
            )
    return DeviceSpec(**fields)


def _set_type(fields: dict[str, Any], device_type: str, index: str, spec: str) -> None:
    if "device_type" in fields:
        raise ValueError(
            f"Multiple device types are not allowed while parsing the device spec: {spec}."
        )
    fields.update(device_type=device_type, device_index=_number(index))


def _number(text: str) -> int | None:
    return None if text == "*" else int(text)
