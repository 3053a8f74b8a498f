"""One program in a process of its own: `python -m benchmarks.process LINE VARIANT`.

Says on its standard output that it is ready; then, for each line on its standard input, measures
once more and answers with a line of JSON; ends with its input. What a library prints goes to
standard error.
"""

import json
import os
import sys

from benchmarks.lines import LINES
from benchmarks.variants import VARIANTS


def main(line_name, variant_name):
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def answer(content):
        print(json.dumps(content), file=answers, flush=True)

    variant = VARIANTS[variant_name]
    measurements = LINES[line_name].measurements(variant)
    try:
        next(measurements)
        answer({"version": version(variant)})
        for _ in sys.stdin:
            answer(next(measurements)._asdict())
    except Exception as error:
        answer({"status": status(error, variant), "reason": f"{type(error).__name__}: {error}"})


def status(error, variant) -> str:
    """Returns in a word or two why there is no figure."""
    if isinstance(error, ModuleNotFoundError) and error.name == variant.module:
        return "not installed"
    # A name that the library does not have; its other errors are failures.
    if variant.name == "tfcourse" and isinstance(error, AttributeError):
        return "not yet"
    return "fails"


def version(variant):
    """Returns the version of the library, or None while it is not imported."""
    return getattr(sys.modules.get(variant.module), "__version__", None)


if __name__ == "__main__":
    main(*sys.argv[1:])
