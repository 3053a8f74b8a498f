"""The sliders of `%tf_gradient` and `%tf_show` in a browser."""

GRADIENT = """\
%load_ext tfcourse
def loss(x):
    return x**2 - 4 * x + 4
%tf_gradient loss --at 5 --analytic "lambda x: 2*x - 4"
"""


def test_gradient(run_notebook):
    shown = run_notebook(GRADIENT)
    view = shown.page.locator(".tfcourse-live-view")
    picture = view.locator(".tfcourse-picture svg")
    picture.wait_for()
    assert picture.get_attribute("aria-label") == "loss(5) = 9"
    assert view.get_by_text("tangent, slope 6", exact=True).count() == 1

    slider = view.get_by_label("x", exact=True)
    slider.focus()
    slider.press("Home")
    view.get_by_text("tangent, slope 2", exact=True).wait_for()

    box = slider.bounding_box()
    shown.page.mouse.click(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    view.get_by_text("tangent, slope 10", exact=True).wait_for()
    shown.keep()
    assert shown.barriers() == []
    assert shown.errors == []


SLICES = """\
%load_ext tfcourse
import tfcourse as tf
%tf_show tf.reshape(tf.range(24.0), [4, 2, 3])
"""


def test_slices(run_notebook):
    shown = run_notebook(SLICES)
    view = shown.page.locator(".tfcourse-live-view")
    view.get_by_text("[0]", exact=True).wait_for()
    assert view.get_by_text("1 of 4 slices").count() == 1
    slider = view.get_by_label("slice", exact=True)
    slider.focus()
    slider.press("ArrowRight")
    view.get_by_text("[1]", exact=True).wait_for()
    box = slider.bounding_box()
    shown.page.mouse.click(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    view.get_by_text("[3]", exact=True).wait_for()
    assert view.locator("svg").get_by_text("23", exact=True).count() == 1
    shown.keep()
    assert shown.barriers() == []
    assert shown.errors == []
