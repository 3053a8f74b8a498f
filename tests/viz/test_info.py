"""What `%tf_info` shows."""

from importlib import metadata

import pytest

from tfcourse.core import tiers
from tfcourse.viz.info import Info


def test_text_and_html_have_the_same_rows():
    info = Info()
    for name, value in info.rows():
        assert name in repr(info) and name in info._repr_html_()
        assert value in repr(info) and value in info._repr_html_()


def test_a_source_folder_that_is_not_installed_says_so(monkeypatch):
    def version(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", version)
    assert dict(Info().rows())["tfcourse"] == "run from its source folder, not installed"


@pytest.mark.parametrize("name", ["TensorFlow", "devices", "tiers"])
def test_rows_are_told_apart_by_name(name):
    assert sum(row.startswith(name) for row, _ in Info().rows()) == 1


@pytest.mark.parametrize("mode", tiers.MODES)
def test_the_tier_that_was_asked_for_is_named(monkeypatch, mode):
    monkeypatch.setattr(tiers, "mode", mode)
    assert dict(Info().rows())["tiers"].endswith(f"(TFCOURSE_TIER={mode})")
