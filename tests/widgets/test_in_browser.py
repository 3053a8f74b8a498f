"""Live pictures in the real JupyterLab and Notebook 7: they appear, move, and stay quiet."""

DESCENT = """\
%load_ext tfcourse
def loss(x):
    return x**2 - 4 * x + 4
%tf_descent loss --start 10 --lr 0.1
"""


def test_descent(run_notebook):
    shown = run_notebook(DESCENT)
    view = shown.page.locator(".tfcourse-live-view")
    picture = view.locator(".tfcourse-picture svg")
    picture.wait_for()
    assert "on loss from (10), 50 steps" in picture.get_attribute("aria-label")
    assert view.get_by_text("good", exact=True).count() == 1

    slider = view.get_by_label("learning rate", exact=True)
    slider.focus()
    for _ in range(5):
        slider.press("PageUp")
    view.get_by_text("diverging", exact=True).wait_for()
    assert float(slider.get_attribute("aria-valuetext")) > 1

    box = view.get_by_label("steps", exact=True).bounding_box()
    shown.page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)
    moved = shown.page.locator("""[aria-label$=" steps"]:not([aria-label$=" 50 steps"])""")
    picture.and_(moved).wait_for()

    view.get_by_label("optimizer").select_option("adam")
    picture.and_(shown.page.locator("[aria-label*='(adam)']")).wait_for()
    shown.keep()
    assert shown.barriers() == []
    assert shown.errors == []
