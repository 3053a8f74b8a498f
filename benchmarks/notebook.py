"""Notebooks in a kernel of their own: how long all cells take, from the kernel's start on."""

import json
import os
import re
import sys
import time
from pathlib import Path

from benchmarks.measure import Measurement

ROOT = Path(__file__).resolve().parents[1]
# Seconds after which a cell is given up.
TIMEOUT = 240
# What the kernel's process has used so far: asked after the last cell, and by its name only, so
# that no library is imported that the notebook does not import.
USAGE = "tuple(__import__('resource').getrusage(0))[:3]"
# On macOS the greatest memory is counted in bytes.
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024


def cells_of(path, module) -> list[str]:
    """Returns the code cells of a notebook that is written for tfcourse, for another library.

    Args:
      path: The notebook.
      module: What to import in the place of tfcourse; without its magics, unless it is tfcourse.
    """
    notebook = json.loads(Path(path).read_text(encoding="utf-8"))
    sources = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    if module != "tfcourse":
        sources = [
            re.sub(r"^%%?(load_ext tfcourse|tf_).*\n?", "", source, flags=re.MULTILINE)
            for source in sources
        ]
        sources = [
            source.replace("import tfcourse as", f"import {module} as") for source in sources
        ]
    return [source for source in sources if source.strip()]


def run(cells) -> Measurement:
    """Starts a kernel of the running Python, runs cells one after another, and stops it.

    The clock starts before the kernel does and stops at the reply to the last cell.

    Raises:
      RuntimeError: if a cell raises.
    """
    from jupyter_client.manager import KernelManager

    manager = KernelManager(kernel_name="python3")
    manager.kernel_spec.argv = [
        *(sys.executable, "-m", "ipykernel_launcher"),
        *("-f", "{connection_file}"),
    ]
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    start = time.perf_counter()
    manager.start_kernel(env={**os.environ, "PYTHONPATH": path})
    client = manager.client()
    try:
        # What is sent waits until the kernel listens.
        client.start_channels(iopub=False, stdin=False, hb=False, control=False)
        for cell in cells:
            _reply(client, cell)
        wall = time.perf_counter() - start
        expressions = _reply(client, "", {"usage": USAGE})["user_expressions"]
        user, system, memory = eval(expressions["usage"]["data"]["text/plain"])
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return Measurement(user + system, wall, 1, memory * _MEMORY_UNIT)


def _reply(client, cell, expressions=None):
    content = client.execute(cell, user_expressions=expressions, reply=True, timeout=TIMEOUT)[
        "content"
    ]
    if content["status"] != "ok":
        raise RuntimeError(f"{content.get('ename')}: {content.get('evalue')} in {cell[:60]!r}")
    return content
