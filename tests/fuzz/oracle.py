"""TensorFlow in a process of its own."""

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
        self._sent = []

    def send(self, requests) -> None:
        """Asks for TensorFlow's answers to programs of the same steps, and does not wait.

        Args:
            requests: Pairs of a program and our results of its steps: what each step is run on.
        """
        if self._process is None:
            self._process = subprocess.Popen(
                [self._python, str(Path(__file__).with_name("worker.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        self._sent = requests
        try:
            lines = [[dumps(program), plain(results)] for program, results in requests]
            self._process.stdin.write(json.dumps(lines) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass

    def receive(self) -> list:
        """Waits for the answers to what was sent last.

        Returns:
            For each program the results of each step, and those of the program as a whole (None
            where it is eager); None if TensorFlow's process died of it.
        """
        line = self._process.stdout.readline()
        if line:
            return [tuple(map(answer_of, answer)) for answer in json.loads(line)]
        self.close()
        if len(self._sent) == 1:
            return [None]
        return [self.ask(*request) for request in self._sent]

    def ask(self, program: Program, results):
        """Returns the answer to one program."""
        self.send([(program, results)])
        return self.receive()[0]

    def close(self) -> None:
        """Ends the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
