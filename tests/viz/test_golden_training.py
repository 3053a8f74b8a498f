"""Pictures of training look and read as they did: see record_golden_training.py."""

import pytest

from tests.viz.record_golden_training import GOLDEN, PICTURES, forms


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture(name):
    found = forms(name)
    stored = {file: (GOLDEN / file).read_text(encoding="utf-8") for file in found}
    assert found == stored
