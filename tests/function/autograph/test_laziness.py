import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

PROGRAM = """
import sys
import tfcourse as tf

assert "malt" not in sys.modules, "import"

def helper(x):
    return tf.square(x)

@tf.function
def update(v):
    with tf.GradientTape() as tape:
        y = helper(v) - 4.0 * v
    v.assign_sub(0.1 * tape.gradient(y, v))
    return y

update(tf.Variable(10.0))
assert "malt" not in sys.modules, "straight code"

@tf.function(autograph=False)
def unconverted(x, flag):
    return x if flag else -x

unconverted(tf.constant(1), True)
assert "malt" not in sys.modules, "autograph=False"

@tf.function
def branches(x):
    return x if x > 0 else -x

assert branches(tf.constant(-2)).numpy() == 2
assert "malt" in sys.modules
"""


def test_the_converter_is_loaded_when_there_is_something_to_convert(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(program)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
