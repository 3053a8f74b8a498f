"""Write down what TensorFlow answers to the programs. Needs TensorFlow 2.21.

Usage: python tests/parity/record.py [family ...]
"""

import functools
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# Otherwise errors name oneDNN's kernels (_MklMatMul), which only some processors get.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import cells
from execute import run_cell


def answers_path(family: str) -> Path:
    """Where the answers to a family's programs are stored."""
    return cells.ANSWERS / f"{family}.json"


@functools.cache
def read_answers(path: Path) -> dict:
    """Recorded answers: title -> {"source": digest, "answers": [[line, answer], ...]}."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def write_answers(path: Path, recorded: dict) -> None:
    """Store answers with one line per answer, so that changes read well in a diff."""
    lines = ["{"]
    for title, cell in recorded.items():
        lines.append(f'{json.dumps(title)}: {{"source": "{cell["source"]}", "answers": [')
        lines += [f"  {_compact(answer)}," for answer in cell["answers"]]
        lines[-1] = lines[-1].rstrip(",")
        lines.append("]},")
    lines[-1] = lines[-1].rstrip(",")
    lines.append("}\n")
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")


def count_answers(recorded: dict) -> int:
    """How many answers there are in a family's recording."""
    return sum(len(cell["answers"]) for cell in recorded.values())


def record_family(family: str, tf) -> dict:
    """Run every cell of a family and return its answers as they are stored."""
    return {
        cell.title: {"source": cell.digest, "answers": run_cell(cell, tf)}
        for cell in cells.read_cells(family)
    }


def _compact(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main(names: list[str]) -> None:
    """Record the named families, or all of them."""
    import tensorflow as tf

    if not tf.__version__.startswith("2.21."):
        sys.exit(f"expected TensorFlow 2.21, received {tf.__version__}")
    for family in names or cells.families():
        recorded = record_family(family, tf)
        write_answers(answers_path(family), recorded)
        print(f"{family}: {len(recorded)} cells, {count_answers(recorded)} answers")


if __name__ == "__main__":
    main(sys.argv[1:])
