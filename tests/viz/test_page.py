"""Pages of their own: what they may run, and nothing else."""

import base64
import hashlib
import re

from tfcourse.viz.page import page_of


def test_a_page_runs_its_own_script_alone():
    page = page_of("<svg></svg>", "a <title>", can_move=True)
    (script,) = re.findall(r'<script type="module">(.*)</script>', page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    (rules,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert "default-src 'none'" in rules and f"'sha256-{digest}'" in rules
    assert "unsafe-eval" not in rules and "function makeMovable" in script
    assert not re.search(r"https?://|\bimport\b.*\bfrom\b|\beval\(", script)
    assert "<title>a &lt;title&gt;</title>" in page


def test_a_picture_that_does_not_move_has_no_script():
    assert "<script" not in page_of("<p>text</p>", "")
