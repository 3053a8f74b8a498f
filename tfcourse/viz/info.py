"""What runs here: versions, devices and tiers, as text and as HTML."""

import html
import platform
from importlib import metadata

import jax
import jaxlib

import tfcourse
from tfcourse.core import devices, tiers

_TIERS = {
    "auto": "NumPy for small values on the host, XLA for everything else",
    "host": "NumPy alone",
    "xla": "XLA alone",
}


class Info:
    """What `%tf_info` shows."""

    def rows(self) -> list[tuple[str, str]]:
        """Returns (what, value) pairs."""
        found = devices.list_physical_devices()
        return [
            ("tfcourse", _version()),
            ("TensorFlow surface", tfcourse.__version__),
            ("JAX", f"{jax.__version__} (jaxlib {jaxlib.__version__})"),
            ("Python", platform.python_version()),
            ("devices", ", ".join(device.name for device in found)),
            ("tiers", f"{_TIERS[tiers.mode]} (TFCOURSE_TIER={tiers.mode})"),
        ]

    def __repr__(self):
        width = max(len(name) for name, _ in self.rows())
        return "\n".join(f"{name:<{width}}  {value}" for name, value in self.rows())

    def _repr_html_(self):
        rows = "".join(
            f'<tr><th style="text-align:left">{html.escape(name)}</th>'
            f'<td style="text-align:left">{html.escape(value)}</td></tr>'
            for name, value in self.rows()
        )
        return f"<table>{rows}</table>"


def _version() -> str:
    try:
        return metadata.version("tfcourse")
    except metadata.PackageNotFoundError:
        return "run from its source folder, not installed"
