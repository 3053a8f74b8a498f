"""Write what TensorFlow prints of each op type that tfcourse defines. Needs TensorFlow 2.21.

Usage: python tests/parity/record_signatures.py   (writes tfcourse/core/signatures.txt)

The lines are cut out of TensorFlow's own error messages, so their form is its own:
`Op<name=Sqrt; signature=x:T -> y:T; attr=T:type,allowed=[DT_BFLOAT16, ...]>`.
"""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

PACKAGE = Path(__file__).resolve().parents[2] / "tfcourse"
SIGNATURES = PACKAGE / "core" / "signatures.txt"

_SIGNATURE = re.compile(r"Op<name=.*>(?=; NodeDef)")


def defined_op_types() -> Iterator[tuple[str, bool]]:
    """The op types that tfcourse defines.

    Yields:
        The op type, and whether its operands are stated beside it, as those of op types that
        TensorFlow does not know must be.
    """
    for path in PACKAGE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", None) in ("op", "Op"):
                first = call.args[0] if call.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value, any(item.arg == "operands" for item in call.keywords)


def mentioned_op_types() -> set[str]:
    """All strings in tfcourse that may be op types: some helpers are given the type of an op."""
    return {
        node.value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[A-Z][A-Za-z0-9]*", node.value)
    }


def signature_line(op_type: str) -> str | None:
    """TensorFlow's line for an op type, or None when it knows no such type."""
    import tensorflow as tf

    # One of these two has the wrong number of inputs, or lacks an attribute.
    for inputs in ([], ["input"]):
        definition = tf.compat.v1.GraphDef()
        if inputs:
            definition.node.add(name="input", op="Placeholder").attr["dtype"].type = 1
        definition.node.add(name="node", op=op_type, input=inputs)
        try:
            with tf.Graph().as_default():
                tf.graph_util.import_graph_def(definition)
        except tf.errors.NotFoundError:
            return None
        except ValueError as error:
            found = _SIGNATURE.search(str(error))
            if found:
                return found.group()
    return None


def main() -> None:
    """Write the file."""
    found = filter(None, map(signature_line, mentioned_op_types()))
    # Kept: those of op types whose names are put together where they are defined.
    known = SIGNATURES.read_text(encoding="utf-8").splitlines()
    lines = sorted({line.partition(";")[0]: line for line in [*known, *found]}.values())
    SIGNATURES.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} signatures")


if __name__ == "__main__":
    main()
