"""Write down what TensorFlow prints for the lectures' code. Needs TensorFlow 2.21.

Usage: python tests/parity/record_transcripts.py [lecture ...]

Nothing of the lectures is stored but the outputs, under the numbers of their cells.
"""

import sys

import cells
from record import count_answers, write_answers
from transcripts import EXTRACTORS, lecture_path, run_lecture


def main(names: list[str]) -> None:
    """Record the named lectures, or all of them."""
    for lecture in names or EXTRACTORS:
        if lecture_path(lecture) is None:
            sys.exit(f"lecture {lecture} is not there; TFCOURSE_LECTURES can say where it is")
        # One process, but a seed set by one lecture must not reach the next.
        import tensorflow as tf

        tf.random.set_seed(None)
        recorded = run_lecture(lecture)
        write_answers(cells.TRANSCRIPTS / f"{lecture}.json", recorded)
        print(f"{lecture}: {len(recorded)} cells, {count_answers(recorded)} answers")


if __name__ == "__main__":
    main(sys.argv[1:])
