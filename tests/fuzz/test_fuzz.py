"""A short run of the fuzzer, the same programs every time, without TensorFlow."""

import tfcourse as tf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from check import check
from structures import draft_program


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.randoms(use_true_random=False))
def test_ways_to_run_a_program_agree(random):
    draft = draft_program(random, tf)
    check(draft.program, draft.results, tf)
