"""The first lecture as a student runs it: a kernel starts, then all cells run."""

from pathlib import Path

from benchmarks.line import NotebookLine

FIRST = Path(__file__).resolve().parents[2] / "lectures" / "01_tensors.ipynb"

LINES = (
    NotebookLine("lecture-cold", "first lecture, cold cache", FIRST, starts_cold=True),
    NotebookLine("lecture-warm", "first lecture, warm cache", FIRST, starts_cold=False),
)
