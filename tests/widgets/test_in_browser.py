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


GRAPH = """\
%load_ext tfcourse
import tfcourse as tf
w = tf.Variable(tf.ones([3, 2]), name="w")
@tf.function
def step(x, y):
    with tf.name_scope("layer"):
        h = tf.nn.relu(x @ w)
    with tf.name_scope("loss"):
        return tf.reduce_mean((h - y) ** 2)
%tf_graph step(tf.ones([4, 3]), tf.zeros([4, 2]))
"""


def test_graph(run_notebook):
    shown = run_notebook(GRAPH)
    view = shown.page.locator(".tfcourse-live-view")
    picture = view.locator(".tfcourse-picture svg").first
    picture.wait_for()
    assert "graph of step" in picture.get_attribute("aria-label")

    view.get_by_role("button", name="loss/Mean").click()
    table = view.get_by_role("table", name="loss/Mean")
    table.wait_for()
    assert "return tf.reduce_mean((h - y) ** 2)" in table.inner_text()
    assert "float32[]: 9" in table.locator("svg").text_content()
    shown.keep()

    view.get_by_role("button", name="scope:layer").focus()
    shown.page.keyboard.press("Enter")
    view.get_by_text("layer  +2").wait_for()
    view.get_by_role("button", name="scope:layer").press("Enter")
    view.get_by_text("MatMul", exact=True).wait_for()

    view.get_by_label("find").fill("relu")
    view.get_by_role("table", name="layer/Relu").wait_for()

    before = picture.get_attribute("viewBox")
    view.get_by_role("button", name="zoom in").click()
    zoomed = picture.get_attribute("viewBox")
    assert float(zoomed.split()[2]) < float(before.split()[2])
    box = picture.bounding_box()
    shown.page.mouse.move(box["x"] + 5, box["y"] + 80)
    shown.page.mouse.down()
    shown.page.mouse.move(box["x"] + 60, box["y"] + 120, steps=4)
    shown.page.mouse.up()
    assert picture.get_attribute("viewBox") != zoomed
    view.get_by_role("button", name="show all of it").click()
    assert picture.get_attribute("viewBox") == before
    shown.keep("_found")
    assert shown.barriers() == []
    assert shown.errors == []
