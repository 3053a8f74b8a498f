"""Run something with a tier forced."""

import warnings

from tfcourse.core import tiers


def run_in_tier(tier: str, run, *arguments):
    """Calls a function with one tier forced."""
    before, tiers.mode = tiers.mode, tier
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return run(*arguments)
    finally:
        tiers.mode = before
