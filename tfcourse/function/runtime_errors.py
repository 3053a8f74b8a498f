"""Errors of operations while a function runs: which node failed, and where the user made it."""

import re

from tfcourse.core.errors import OpError
from tfcourse.core.operation import Operation
from tfcourse.core.stack import shown_file

# Names of functions in which TensorFlow finds its way back to the user's code; not `<lambda>`.
_PLAIN_NAME = re.compile(r"\w+$")


def failed_at(error: OpError, operation: Operation) -> OpError:
    """Notes in an error which operation failed: of graphs within graphs, the innermost.

    Args:
      error: What the kernel raised.
      operation: The operation of the graph that was running.

    Returns:
      The error.
    """
    if error.node is None:
        error.node = operation
    return error


def graph_execution_error(error: OpError, function_name: str) -> OpError:
    """Returns the error for an operation that failed while a function ran.

    Args:
      error: An error that `failed_at` has been told of.
      function_name: The name of the traced function that was called, `__inference_f_3`.

    Returns:
      An error of the same class, in TensorFlow's words.
    """
    operation = error.node
    node = f"{{{{node {operation.name}}}}}"
    if _PLAIN_NAME.match(function_name):
        frames = "\n".join(
            f"  {shown_file(frame.filename)}, line {frame.line}, in {frame.function}\n"
            for frame in operation.frames
        )
        message = (
            f"Graph execution error:\n\nDetected at node {operation.name} defined at "
            f"(most recent call last):\n{frames}\n{error.reason}"
        )
    else:
        message = f"{{{{function_node {function_name}}}}} {error.reason}"
    failed = type(error)(None, None, f"{message}\n\t [[{node}]] [Op:{function_name}]")
    failed.reason, failed.node = error.reason, error.node
    return failed
