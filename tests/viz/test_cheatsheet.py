"""Every line of the cheat sheet runs, and gives what it says."""

import html
import re
import warnings

import pytest
from IPython.utils.capture import capture_output

from tfcourse.viz.cheatsheet import TOPICS, Cheatsheet
from tfcourse.viz.drawing import Label
from tfcourse.viz.picture import CannotDraw


@pytest.mark.parametrize("topic", TOPICS)
def test_every_line_runs(shell, topic, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with capture_output():
        shell.run_cell("%load_ext tfcourse\nimport tfcourse as tf").raise_error()
    for line in TOPICS[topic]:
        with capture_output() as captured, warnings.catch_warnings():
            # Of threads that Keras or a kernel of IPython's leaves behind.
            warnings.simplefilter("ignore", ResourceWarning)
            result = shell.run_cell(line.code)
        result.raise_error()
        assert "UsageError" not in captured.stderr, line.code
        if line.prints:
            assert repr(result.result) == line.prints, line.code
        if line.code.startswith("%"):
            assert result.result is not None, line.code


def test_all_forms_say_the_same():
    sheet = Cheatsheet()
    assert sheet.label == f"cheat sheet: {', '.join(TOPICS)}"
    drawn = [mark.text for mark in sheet.drawing().marks if isinstance(mark, Label)]
    page = html.unescape(re.sub("<[^>]*>", "", sheet.html()))
    for name, lines in sheet.data().items():
        assert name in drawn and name in page
        for line in lines:
            assert line["code"] in sheet.text() and line["code"] in page
            assert line["gives"] in sheet.text() and line["gives"] in page
            assert line["prints"] in page


def test_one_topic():
    sheet = Cheatsheet("shapes")
    assert set(sheet.data()) == {"shapes"}
    assert sheet.text().splitlines()[:2] == [
        "shapes",
        "  x = tf.reshape(tf.range(6), [2, 3])    # the same elements in another shape",
    ]


def test_lines_fit_and_nothing_is_markup():
    texts = [mark.text for mark in Cheatsheet().drawing().marks if isinstance(mark, Label)]
    assert [text for text in texts if text.endswith("…")] == []
    assert "i &lt; 5" in Cheatsheet("function").html()


def test_a_topic_that_is_not_there():
    with pytest.raises(CannotDraw, match=r"The topics are tensors, shapes, .*; 'x' is none"):
        Cheatsheet("x")
