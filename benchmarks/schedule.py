"""Runs a line on every variant: each in its own process, measuring in turns (A B C A B C ...)."""

import contextlib
import json
import os
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import Measurement

ROOT = Path(__file__).resolve().parents[1]


class Result(NamedTuple):
    """What was found for one line and one variant.

    Attributes:
      measurements: One per round; empty where there are no figures.
      status: Why there are none: "not yet", "not installed", "fails", "over 300 s".
      reason: The error behind it.
    """

    measurements: tuple[Measurement, ...] = ()
    status: str | None = None
    reason: str | None = None


class Stopped(Exception):
    """A process that will give no (further) figures.

    Attributes:
      status: Why, in a word or two.
      reason: The error behind it.
    """

    def __init__(self, status, reason):
        super().__init__(status, reason)
        self.status = status
        self.reason = reason


class Process:
    """A running `benchmarks.process`."""

    def __init__(self, python, line, variant, environment, timeout):
        self._timeout = timeout
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        self._process = subprocess.Popen(
            [python, "-m", "benchmarks.process", line.name, variant.name],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )

    def receive(self) -> dict:
        """Waits for the process's next answer.

        Raises:
          Stopped: if there is none, or none in time.
        """
        late = threading.Event()

        def stop():
            late.set()
            self._process.kill()

        timer = threading.Timer(self._timeout, stop)
        timer.start()
        text = self._process.stdout.readline()
        timer.cancel()
        if late.is_set():
            raise Stopped(f"over {self._timeout} s", None)
        if not text:
            self._errors.seek(0)
            lines = self._errors.read().strip().splitlines() or ["no message"]
            raise Stopped("fails", lines[-1])
        answer = json.loads(text)
        if "status" in answer:
            raise Stopped(answer["status"], answer["reason"])
        return answer

    def measure(self) -> Measurement:
        """Asks for one measurement."""
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write("\n")
            self._process.stdin.flush()
        return Measurement(**self.receive())

    def close(self):
        """Ends the process."""
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            with contextlib.suppress(BrokenPipeError):
                stream.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def environment(cache) -> dict[str, str]:
    """Returns the environment of a process whose persistent compilation cache is `cache`."""
    variables = dict(os.environ)
    # JAX alone keeps nothing from process to process; Python files are compiled once.
    for name in ("JAX_COMPILATION_CACHE_DIR", "PYTHONDONTWRITEBYTECODE"):
        variables.pop(name, None)
    variables.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    variables["TFCOURSE_CACHE_DIR"] = str(cache)
    return variables


def run(line, variants, pythons, rounds, timeout, cache, versions, report) -> dict[str, Result]:
    """Measures a line.

    Args:
      line: The `Line`.
      variants: The `Variant`s to measure, of those that the line has.
      pythons: The Python that runs each variant, by name.
      rounds: How many measurements of each.
      timeout: Seconds after which a process is given up.
      cache: A folder for persistent compilation caches.
      versions: Gets the version of each variant's library that is known, by name.
      report: Called with a text for each thing done.

    Returns:
      Results by the variants' names.
    """
    measured = {variant.name: [] for variant in variants}
    stopped: dict[str, Stopped] = {}
    total = rounds + line.discarded_rounds
    for start in range(0, total, line.rounds_per_process):
        processes = {}
        with contextlib.ExitStack() as stack:
            for variant in variants:
                if variant.name in stopped:
                    continue
                report(f"{line.name}: {variant.name} starts")
                own = cache
                if line.starts_cold:
                    own = stack.enter_context(tempfile.TemporaryDirectory(dir=cache))
                process = Process(pythons[variant.name], line, variant, environment(own), timeout)
                stack.callback(process.close)
                try:
                    version = process.receive()["version"]
                    if version:
                        versions[variant.name] = version
                    processes[variant.name] = process
                except Stopped as reason:
                    stopped[variant.name] = reason
            for index in range(start, min(start + line.rounds_per_process, total)):
                for name, process in processes.items():
                    if name in stopped:
                        continue
                    report(f"{line.name}: {name}, round {index + 1} of {total}")
                    try:
                        measured[name].append(process.measure())
                    except Stopped as reason:
                        stopped[name] = reason
    return {
        name: Result(status=stopped[name].status, reason=stopped[name].reason)
        if name in stopped
        else Result(tuple(measurements[line.discarded_rounds :]))
        for name, measurements in measured.items()
    }
