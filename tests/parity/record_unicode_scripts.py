"""Write to which script each Unicode character belongs. Needs TensorFlow 2.21.

Usage: python tests/parity/record_unicode_scripts.py   (writes tfcourse/ops/unicode_scripts.txt)

Each line is the first code point of a run, in hexadecimal, and the number of the run's script.
"""

import os
from pathlib import Path

import numpy as np

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

TABLE = Path(__file__).resolve().parents[2] / "tfcourse" / "ops" / "unicode_scripts.txt"


def main() -> None:
    """Write the file."""
    import tensorflow as tf

    scripts = tf.strings.unicode_script(tf.range(0x110000)).numpy()
    starts = [0, *(np.flatnonzero(np.diff(scripts)) + 1).tolist()]
    TABLE.write_text("".join(f"{start:x} {scripts[start]}\n" for start in starts), encoding="utf-8")
    print(f"{len(starts)} runs")


if __name__ == "__main__":
    main()
