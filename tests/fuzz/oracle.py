"""TensorFlow in a process of its own, asked program by program."""

import json
import subprocess
from pathlib import Path

from program import Program, dumps
from worker import answer_of, plain


class Oracle:
    """A process with TensorFlow, started again when a program ends it.

    Args:
        python: The path of a Python that has TensorFlow.
    """

    def __init__(self, python: str):
        self._python = python
        self._process = None

    def ask(self, program: Program, results):
        """Returns TensorFlow's answers to a program.

        Args:
            program: The program.
            results: Our results of its steps: what each step is run on.

        Returns:
            The results of each step, and those of the program as a whole (None where it is
            eager); None if TensorFlow's process died of it.
        """
        if self._process is None:
            self._process = subprocess.Popen(
                [self._python, str(Path(__file__).with_name("worker.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        try:
            self._process.stdin.write(json.dumps([dumps(program), plain(results)]) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            self.close()
            return None
        return tuple(map(answer_of, json.loads(line)))

    def close(self) -> None:
        """Ends the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
