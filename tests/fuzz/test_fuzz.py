"""A short run of the fuzzer, the same programs every time, without TensorFlow."""

import tfcourse as tf
from hypothesis import HealthCheck, given, settings

from check import check
from strategies import programs


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(programs(tf))
def test_ways_to_run_a_program_agree(drawn):
    program, results = drawn
    check(program, results, tf)
