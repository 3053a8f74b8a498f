"""The signatures that errors print belong to the ops that tfcourse defines."""

import pytest

from record_signatures import SIGNATURES, defined_op_types

LINES = SIGNATURES.read_text(encoding="utf-8").splitlines()


def test_every_op_type_has_its_signature():
    known = {line.removeprefix("Op<name=").partition(";")[0] for line in LINES}
    missing = {
        op_type
        for op_type, states_operands in defined_op_types()
        if not states_operands and op_type not in known
    }
    assert missing == set(), (
        "where TensorFlow 2.21 is installed, run: python tests/parity/record_signatures.py; an op "
        "type that TensorFlow does not know needs operands=..."
    )


@pytest.mark.parametrize(
    "line",
    [
        "Op<name=Sqrt; signature=x:T -> y:T; attr=T:type,allowed=[DT_BFLOAT16, DT_HALF, DT_FLOAT, "
        "DT_DOUBLE, DT_COMPLEX64, DT_COMPLEX128]>",
        "Op<name=LogicalNot; signature=x:bool -> y:bool>",
    ],
    ids=["Sqrt", "LogicalNot"],
)
def test_signatures_read_as_in_messages(line):
    assert line in LINES
