"""Every line, in the order of the table."""

from benchmarks.lines.datasets import LINES as DATASET_LINES
from benchmarks.lines.firsts import FirstGradient, FirstNetworkStep, FirstOperation
from benchmarks.lines.functions import CallWithOptions, TracedCall, VariablesCall, WhileLoop
from benchmarks.lines.gradients import Descent, DescentFunction, Gradient, TapeLength
from benchmarks.lines.keras_training import LINES as KERAS_LINES
from benchmarks.lines.lectures import LINES as LECTURE_LINES
from benchmarks.lines.network import NetworkFunction, NetworkStep
from benchmarks.lines.operations import (
    Add,
    AddNumber,
    AssignAdd,
    Constant,
    MatrixProduct,
    MultiplyVariable,
    ReduceSum,
    Slice,
)
from benchmarks.lines.regression import RegressionFunction, RegressionStep
from benchmarks.lines.start import Start

LINES = {
    line.name: line
    for line in (
        Start(),
        Add(),
        AddNumber(),
        Constant(),
        MatrixProduct(),
        ReduceSum(),
        Slice(),
        AssignAdd(),
        MultiplyVariable(),
        Gradient(),
        Descent(),
        DescentFunction(),
        RegressionStep(),
        RegressionFunction(),
        NetworkStep(),
        NetworkFunction(),
        TracedCall(),
        CallWithOptions(),
        VariablesCall(10),
        VariablesCall(100),
        VariablesCall(1_000),
        WhileLoop(),
        *DATASET_LINES,
        *KERAS_LINES,
        FirstOperation(),
        FirstGradient(),
        FirstNetworkStep(),
        *LECTURE_LINES,
        TapeLength(10),
        TapeLength(100),
        TapeLength(1_000),
        TapeLength(10_000),
    )
}
