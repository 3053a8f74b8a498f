"""Measures the lines of the table: `python benchmarks/run.py [line ...]`.

README.md beside this file says what is measured and how to read it.
"""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from fnmatch import fnmatchcase
from pathlib import Path

# Run as a file, Python looks for modules beside it instead of above it.
sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks import schedule, table  # noqa: E402
from benchmarks.lines import LINES  # noqa: E402
from benchmarks.variants import VARIANTS  # noqa: E402


def parse(arguments):
    parser = argparse.ArgumentParser(
        description="Measure TensorFlow, JAX, NumPy and tfcourse side by side.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("lines", nargs="*", help="names or patterns (tape-*); all by default")
    parser.add_argument("--list", action="store_true", help="print the names of the lines")
    parser.add_argument(
        "--only", default=",".join(VARIANTS), help="the columns to measure, with commas between"
    )
    parser.add_argument("--rounds", type=int, default=10, help="measurements of each figure")
    parser.add_argument(
        "--tensorflow",
        default=os.environ.get("TFCOURSE_BENCHMARK_TENSORFLOW") or sys.executable,
        metavar="PYTHON",
        help="a Python that has TensorFlow (or set TFCOURSE_BENCHMARK_TENSORFLOW)",
    )
    parser.add_argument(
        "--timeout", type=int, default=300, help="seconds after which a program is given up"
    )
    parser.add_argument("--output", type=Path, help="a file to write the tables to as well")
    options = parser.parse_args(arguments)

    patterns = options.lines or ["*"]
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in LINES):
            parser.error(f"no line is called {pattern}; there are: {', '.join(LINES)}")
    options.lines = [
        line
        for name, line in LINES.items()
        if any(fnmatchcase(name, pattern) for pattern in patterns)
    ]
    unknown = set(options.only.split(",")) - set(VARIANTS)
    if unknown:
        parser.error(f"no column is called {unknown.pop()}; there are: {', '.join(VARIANTS)}")
    options.only = [name for name in VARIANTS if name in options.only.split(",")]
    options.tensorflow = shutil.which(options.tensorflow)
    if options.tensorflow is None:
        parser.error("--tensorflow must name a Python that can be run")
    # As the processes run in the project's folder.
    options.tensorflow = os.path.abspath(options.tensorflow)
    return options


def machine() -> str:
    """Describes the machine, with its load: on a loaded one, only ratios mean something."""
    load = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{load}, "
        f"Python {platform.python_version()}"
    )


def show_progress(text):
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def main(arguments=None):
    options = parse(arguments)
    if options.list:
        for line in options.lines:
            print(f"{line.name:20} {line.title}")
        return
    before = machine()
    pythons = {name: sys.executable for name in VARIANTS} | {"tensorflow": options.tensorflow}
    results, versions = {}, {}
    with tempfile.TemporaryDirectory(prefix="tfcourse-benchmarks-") as cache:
        for line in options.lines:
            variants = [VARIANTS[name] for name in options.only if line.has(VARIANTS[name])]
            results[line] = schedule.run(
                line,
                variants,
                pythons,
                options.rounds,
                options.timeout,
                cache,
                versions,
                show_progress,
            )
    show_progress("")
    parts = [f"{before}; {options.rounds} rounds; {table.libraries(versions)}."]
    for clock, head in (("cpu", "CPU time"), ("wall", "Wall time")):
        parts += [f"**{head}**", table.table(results, options.only, clock)]
    with_memory = {line: row for line, row in results.items() if table.measures_memory(row)}
    if with_memory:
        parts += ["**Peak memory**", table.table(with_memory, options.only, "memory")]
    parts += [f"- {reason}" for reason in table.reasons(results)]
    text = "\n\n".join(parts) + "\n"
    print(text)
    if options.output:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
