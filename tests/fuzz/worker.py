"""Answer programs with what TensorFlow makes of them: a line with some in, a line out.

All programs of a line have the same steps, and share what is traced of them.

Run by the Python that has TensorFlow; `Oracle` (oracle.py) is the other end.
"""

import json
import os
import sys
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

from program import decode_array, encode_array, loads
from runners import Failure, run_steps, run_whole


def plain(answer):
    """Returns an answer as plain data."""
    if isinstance(answer, Failure):
        return {"kind": answer.kind, "message": answer.message}
    if isinstance(answer, list):
        return [plain(part) for part in answer]
    return None if answer is None else {"array": encode_array(answer)}


def answer_of(data):
    """Returns the answer that `plain` wrote down."""
    if isinstance(data, list):
        return [answer_of(part) for part in data]
    if data is None:
        return None
    return (
        decode_array(data["array"]) if "array" in data else Failure(data["kind"], data["message"])
    )


def main() -> None:
    """Read requests until there are no more."""
    # What TensorFlow prints must not stand among the answers.
    output = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    warnings.simplefilter("ignore")
    import tensorflow as tf

    tf.get_logger().setLevel("ERROR")
    # Rearranged graphs take x - x for 0 where x is NaN, and take longer than the programs.
    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})
    for line in sys.stdin:
        functions = {}
        answers = [_answer(tf, *request, functions) for request in json.loads(line)]
        print(json.dumps(answers), file=output, flush=True)


def _answer(tf, program, results, functions):
    program = loads(program)
    results = answer_of(results)
    steps = run_steps(tf, program, results)
    whole = None
    if program.mode != "eager":
        whole = run_whole(tf, program, results, program.mode, functions)
    return plain(steps), plain(whole)


if __name__ == "__main__":
    main()
