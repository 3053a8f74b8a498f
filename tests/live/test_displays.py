"""Curves in a notebook's kernel: a widget, or an output that is updated; the last picture stays."""

import nbclient
import nbformat
import pytest

TRAINING = """\
import tfcourse as tf
with tf.live.Curves("a <net>") as live:
    for n in live.track(range(5)):
        live(loss=1 / (n + 1))
"""
NO_WIDGETS = """\
import sys
sys.modules["anywidget"] = None
"""


def outputs_of(source):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    nbclient.NotebookClient(notebook, timeout=120).execute()
    return notebook.cells[0].outputs


@pytest.mark.parametrize("source", [TRAINING, NO_WIDGETS + TRAINING], ids=["widget", "html"])
def test_the_last_picture_stays_in_the_file(source):
    (output,) = outputs_of(source)
    assert output.output_type == "display_data"
    data = output.data
    is_widget = source == TRAINING
    assert ("application/vnd.jupyter.widget-view+json" in data) == is_widget
    assert {"image/png", "text/html", "text/plain"} <= set(data)
    assert data["text/plain"].startswith("a <net>, 5 steps\nstep 5 of 5")
    assert "<svg" in data["text/html"] and "a &lt;net&gt;" in data["text/html"]
