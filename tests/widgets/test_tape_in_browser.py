"""The tape in a browser: stepped by mouse and by keyboard, and played."""

CELL = """\
%load_ext tfcourse
import tfcourse as tf
x, c = tf.Variable(3.0), tf.constant(-2.0)
"""
TAPE = """\
%%tf_tape
h = x**2
y = tf.tanh(h / 10.0) + c * x
y
"""


def test_tape(run_notebook):
    shown = run_notebook(CELL, TAPE)
    view = shown.page.locator(".tfcourse-live-view")
    picture = view.locator(".tfcourse-picture svg")
    picture.wait_for()
    # The whole is there at first: operations, gradients, and why one is None.
    for said in ("The gradients of y", "tanh(v2)", "line 3   y = tf.tanh(h / 10.0) + c * x"):
        assert view.get_by_text(said, exact=True).count() == 1
    assert view.get_by_text("c is a tensor; by itself a tape watches Variables only").count() >= 1
    shown.keep()

    slider = view.get_by_label("step", exact=True)
    assert slider.get_attribute("aria-valuetext") == "12 of 12"
    slider.focus()
    slider.press("Home")
    view.get_by_text("Before the first operation", exact=True).wait_for()
    slider.press("ArrowRight")
    view.get_by_text("Forward 1 of 5", exact=True).wait_for()
    view.get_by_text("h = x ** 2 = 3 ** 2 = 9", exact=True).wait_for()
    assert shown.page.locator(".jp-Notebook .jp-CodeCell").count() >= 2

    box = slider.bounding_box()
    shown.page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2)
    view.get_by_text("Backward 4 of 5", exact=True).or_(
        view.get_by_text("Backward 3 of 5", exact=True)
    ).wait_for()
    shown.keep("_backward")
    slider.press("End")
    view.get_by_role("button", name="one step back").press("Enter")
    view.get_by_text("Backward 5 of 5", exact=True).wait_for()
    picture.get_by_text("accumulated: d y/d x = -2 + 0.29215 = -1.70785").wait_for()
    view.get_by_role("button", name="one step forward").click()
    view.get_by_text("The gradients of y", exact=True).wait_for()

    # At the end, playing begins anew; it goes on by itself until it is paused.
    play = view.get_by_role("button", name="play")
    play.focus()
    play.press("Space")
    for number in (1, 2):
        view.get_by_text(f"Forward {number} of 5", exact=True).wait_for()
    view.get_by_role("button", name="pause").click()
    assert view.get_by_role("button", name="play").count() == 1
    assert shown.barriers() == []
    assert shown.errors == []


def test_who_wants_less_motion_steps_by_hand(run_notebook):
    shown = run_notebook(CELL)
    shown.page.emulate_media(reduced_motion="reduce")
    cell = shown.page.locator(".jp-Notebook .jp-CodeCell").first
    cell.locator(".cm-content").fill(
        CELL + "\nget_ipython().run_cell_magic('tf_tape', '', 'x * x')"
    )
    shown.page.keyboard.press("Shift+Enter")
    view = shown.page.locator(".tfcourse-live-view")
    view.get_by_role("button", name="one step back").wait_for()
    assert view.get_by_role("button", name="play").count() == 0
