"""Search for differences for as long as it may take: `make fuzz`.

Usage: python tests/fuzz/fuzz.py [--help] [options]
"""

import argparse
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("TFCOURSE_CACHE_DIR", str(Path(__file__).parents[2] / "build" / "compiled"))

import tfcourse as tf
from hypothesis import HealthCheck, Phase, given, seed, settings

from check import Found, check
from oracle import Oracle
from strategies import programs

# Examples of one search; between searches the clock is looked at.
ROUND = 200
# Runs that making one program smaller may take.
SHRINKING = 300
# One program in so many is compiled by XLA, which takes longer than everything else.
XLA_ONE_IN = 8


class Search:
    """A search for differences that have not been found before.

    Args:
        oracle: An `Oracle`, or None.
        is_survey: Whether to go on after a difference, and keep the shortest program of each.
    """

    def __init__(self, oracle, is_survey=False):
        self._oracle = oracle
        self._is_survey = is_survey
        self.count = 0
        self.found: dict[tuple, Found] = {}

    def round(self, number: int) -> Found | None:
        """Searches once; returns a difference in its simplest form if there is one."""
        failing: dict[str, Found] = {}
        runs_left = SHRINKING

        @seed(number)
        @settings(
            max_examples=ROUND,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        )
        @given(programs(tf))
        def search(drawn):
            nonlocal runs_left
            program, results = drawn
            key = repr(program)
            if key in failing:
                raise failing[key]
            if failing:
                runs_left -= 1
                if runs_left < 0:
                    return
            else:
                self.count += 1
            # By what the program is, not by chance, so that it stays so while it shrinks.
            with_xla = sum(map(ord, program.steps[0].function)) % XLA_ONE_IN == number % XLA_ONE_IN
            try:
                check(program, results, tf, self._oracle, with_xla)
            except Found as found:
                known = self.found.get(found.signature)
                if self._is_survey and (known is None or len(repr(known.program)) > len(key)):
                    self.found[found.signature] = found
                if self._is_survey or known is not None:
                    return
                failing[key] = found
                raise

        try:
            search()
        except Found as found:
            self.found[found.signature] = found
            return found
        return None


def main() -> int:
    """Searches; returns how many differences there are, at most 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--examples", type=int, default=0, help="stop after so many programs")
    parser.add_argument("--tensorflow", default="", help="a Python that has TensorFlow")
    parser.add_argument("--seed", type=int, default=0, help="the first search's number")
    parser.add_argument("--survey", action="store_true", help="find many, make none smaller")
    options = parser.parse_args()
    # Every program is traced anew, of which tfcourse would warn.
    tf.get_logger().setLevel("ERROR")
    oracle = Oracle(options.tensorflow) if options.tensorflow else None
    search = Search(oracle, options.survey)
    end = time.monotonic() + options.minutes * 60
    number = options.seed
    while time.monotonic() < end and not 0 < options.examples <= search.count:
        found = search.round(number)
        if found is not None:
            print(f"{found}\n  (search {number})\n", flush=True)
        number += 1
    if oracle is not None:
        oracle.close()
    if options.survey:
        print(*search.found.values(), sep="\n\n")
    print(f"{search.count} programs, {len(search.found)} differences")
    return int(bool(search.found))


if __name__ == "__main__":
    sys.exit(main())
