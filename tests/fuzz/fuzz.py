"""Run random programs in every way and show where the answers differ: `make fuzz`.

Usage: python tests/fuzz/fuzz.py [--help] [options]
"""

import argparse
import gc
import os
import random
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("TFCOURSE_CACHE_DIR", str(Path(__file__).parents[2] / "build" / "compiled"))

import jax
import tfcourse as tf

import oddities
from check import Found, compare, run
from oracle import Oracle
from smaller import smaller
from structures import draft_program, programs_like

# Programs of the same steps: what is traced of one serves them all.
PROGRAMS_OF_A_STRUCTURE = 320
# The steps of one structure in so many are compiled by XLA, which takes longer than all the rest.
XLA_ONE_IN = 40
# After so many structures there is a line about them.
LINE = 100
# After so many, what is compiled is forgotten.
CLEARED = 300


class Search:
    """Runs programs and keeps the differences.

    Args:
        oracle: An `Oracle`, or None.

    Attributes:
        count: How many programs have run.
        whole: How many of them ran as a whole, too: in a function, or differentiated.
        compiled: How many of them were compiled by XLA.
        found: By signature the first difference, as small as it got.
        where: By signature the structures that showed it.
    """

    def __init__(self, oracle):
        self._oracle = oracle
        self._waiting = None
        self.count = 0
        self.whole = 0
        self.compiled = 0
        self.found: dict[tuple, Found] = {}
        self.where: dict[tuple, list[int]] = {}

    def add(self, number: int) -> None:
        """Draws the steps of this number and runs programs of them; compares those of the last.

        Meanwhile TensorFlow answers.

        Args:
            number: What everything is drawn from: the same number gives the same programs.
        """
        source = random.Random(number)
        with_xla = number % XLA_ONE_IN == 0
        draft = draft_program(source, tf)
        requests = [(draft.program, draft.results)]
        # Without inputs, or where the first step is refused, another program is the same.
        if draft.recipes and len(draft.program.steps) > (draft.program.mode == "eager"):
            requests += programs_like(draft, source, PROGRAMS_OF_A_STRUCTURE - 1)
        self.count += len(requests)
        self.whole += sum(program.mode != "eager" for program, _ in requests)
        self.compiled += len(requests) * with_xla
        self.finish()
        if self._oracle is not None:
            self._oracle.send(requests)
        functions: dict = {}
        ways = [run(*request, tf, with_xla, functions) for request in requests]
        self._waiting = number, with_xla, requests, ways

    def finish(self) -> None:
        """Compares the programs that were added last."""
        if self._waiting is None:
            return
        number, with_xla, requests, ways = self._waiting
        self._waiting = None
        answers = [None] * len(requests)
        if self._oracle is not None:
            answers = self._oracle.receive()
        for request, way, answer in zip(requests, ways, answers, strict=True):
            try:
                compare(*request, way, answer)
            except Found as found:
                self._keep(found, number, with_xla)

    def _keep(self, found, number, with_xla):
        key = found.signature
        where = self.where.setdefault(key, [])
        if number not in where:
            where.append(number)
            if len(where) > 1:
                print(*key, "again in structure", number, flush=True)
        if key not in self.found:
            self.found[key] = smaller(found, tf, self._oracle, with_xla)
            print(f"\n{self.found[key]}\n  (structure {number})\n", flush=True)


def main() -> int:
    """Runs programs; returns how many differences there are, at most 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=int, default=0, help="stop after so many")
    parser.add_argument("--minutes", type=float, default=0.0, help="stop after so many (5)")
    parser.add_argument("--tensorflow", default="", help="a Python that has TensorFlow")
    parser.add_argument("--seed", type=int, default=0, help="the first structure's number")
    parser.add_argument("--only", type=int, nargs="*", help="the numbers of all structures")
    options = parser.parse_args()
    # Every program is traced anew, of which tfcourse would warn.
    tf.get_logger().setLevel("ERROR")
    oracle = Oracle(options.tensorflow) if options.tensorflow else None
    search = Search(oracle)
    minutes = options.minutes or (float("inf") if options.programs else 5.0)
    end = time.monotonic() + minutes * 60
    first = number = options.seed
    for number in options.only or []:
        search.add(number)
    while not options.only:
        search.add(number)
        number += 1
        is_last = time.monotonic() > end or 0 < options.programs <= search.count
        if number % CLEARED == 0:
            # It takes gigabytes before long.
            jax.clear_caches()
            gc.collect()
        if is_last or number % LINE == 0:
            print(
                f"structures {first} to {number - 1}: {search.count} programs, "
                f"{len(search.found)} differences, {os.times().user + os.times().system:.0f} s, "
                f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB",
                flush=True,
            )
        if is_last:
            break
    search.finish()
    if oracle is not None:
        oracle.close()
    for key, numbers in search.where.items():
        print(*key, "in structures", *numbers)
    for oddity, count in zip(oddities.ODDITIES, oddities.counts, strict=True):
        if count:
            print(f"{count} times: {oddity.reason}")
    print(
        f"{search.count} programs ({search.whole} of them as a whole, too, "
        f"{search.compiled} by XLA), {len(search.found)} differences"
    )
    return int(bool(search.found))


if __name__ == "__main__":
    sys.exit(main())
