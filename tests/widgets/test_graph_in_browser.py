"""Graphs in a browser: looked around in by mouse and keyboard, and in saved pages."""

import tfcourse as tf
from tfcourse.viz.graph_picture import GraphPicture
from tfcourse.viz.traced_call import traced_call

GRAPH = """\
%load_ext tfcourse
import tfcourse as tf
w = tf.Variable(tf.ones([3, 2]), name="w")
@tf.function
def step(x, y):
    with tf.name_scope("layer"):
        h = tf.nn.relu(x @ w)
    with tf.name_scope("loss"):
        loss = tf.reduce_mean((h - y) ** 2)
    if loss > 100.0:
        loss = loss / 2.0
    return loss
%tf_graph step(tf.ones([4, 3]), tf.zeros([4, 2]))
"""


def test_graph(run_notebook):
    shown = run_notebook(GRAPH)
    view = shown.page.locator(".tfcourse-live-view")
    picture = view.locator(".tfcourse-picture svg").first
    picture.wait_for()
    assert "graph of step" in picture.get_attribute("aria-label")

    view.get_by_role("button", name="loss/Mean", exact=True).click()
    table = view.get_by_role("table", name="loss/Mean")
    table.wait_for()
    assert "float32[]: 9" in table.locator("svg").text_content()
    assert "loss = tf.reduce_mean((h - y) ** 2)" in view.locator("[aria-current]").inner_text()
    shown.keep()

    view.get_by_role("button", name="scope:layer").focus()
    shown.page.keyboard.press("Enter")
    view.get_by_text("layer  +2").wait_for()
    view.get_by_role("button", name="scope:layer").press("Enter")
    view.get_by_text("MatMul", exact=True).wait_for()

    view.get_by_label("find").fill("relu")
    view.get_by_role("table", name="layer/Relu").wait_for()
    view.get_by_label("find").fill("")

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


def test_graph_with_gradients_lines_and_fusions(run_notebook):
    shown = run_notebook(GRAPH)
    view = shown.page.locator(".tfcourse-live-view")
    picture = view.locator(".tfcourse-picture svg").first
    picture.wait_for()
    assert picture.get_by_text("RealDiv").count() == 1
    view.get_by_role("button", name="scope:cond", exact=True).press("Enter")
    picture.get_by_text("cond  +3").wait_for()
    assert picture.get_by_text("RealDiv").count() == 0

    line = view.get_by_role("button", name="line 7: h = tf.nn.relu(x @ w)")
    line.click()
    view.get_by_role("table", name="line 7").wait_for()
    assert "layer/matmul" in view.get_by_role("table").inner_text()
    outlines = {
        key: picture.locator(f'[data-key="{key}"]').get_attribute("stroke-width")
        for key in ("layer/matmul", "layer/Relu", "loss/sub")
    }
    assert outlines == {"layer/matmul": "3", "layer/Relu": "3", "loss/sub": "1.2"}
    shown.keep("_line")

    choice = view.get_by_label("show", exact=True)
    choice.select_option("gradient")
    picture.get_by_text("∇ 1", exact=True).first.wait_for()
    view.get_by_role("button", name="go to layer/matmul", exact=True).press("Enter")
    view.get_by_role("table", name="layer/matmul").wait_for()
    assert view.get_by_role("rowheader", name="gradient").count() == 1
    shown.keep("_gradient")

    choice.focus()
    shown.page.keyboard.press("End")
    picture.locator("text", has_text="layer/Relu").wait_for()
    assert "step as XLA compiled it" in picture.get_attribute("aria-label")
    shown.keep("_compiled")
    assert shown.barriers() == []
    assert shown.errors == []


def test_a_saved_graph_pans_and_zooms_with_no_kernel(chromium, tmp_path):
    hostile = "</script><script>document.title = 'broken'</script>"
    variable = tf.Variable(tf.ones([2]), name=hostile)
    call = traced_call(lambda x: tf.reduce_sum(tf.nn.relu(x * variable)), tf.ones([2]))
    GraphPicture(call, show="gradient").save(tmp_path / "graph.html")

    page = chromium.new_page(viewport={"width": 900, "height": 900})
    errors, asked = [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "graph.html").as_uri())
    picture = page.locator("svg").first
    detail = page.locator("[data-detail]").first
    assert detail.get_attribute("visibility") == "hidden"
    before = picture.get_attribute("viewBox")
    page.get_by_role("button", name="zoom in").press("Enter")
    zoomed = picture.get_attribute("viewBox")
    assert float(zoomed.split()[2]) < float(before.split()[2])
    for _ in range(3):
        page.get_by_role("button", name="zoom in").click()
    assert detail.get_attribute("visibility") == "visible"
    zoomed = picture.get_attribute("viewBox")
    box = picture.bounding_box()
    page.mouse.move(box["x"] + 100, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 140, steps=4)
    page.mouse.up()
    moved = picture.get_attribute("viewBox")
    assert moved.split()[2:] == zoomed.split()[2:] and moved != zoomed
    page.get_by_role("button", name="show all of it").click()
    assert picture.get_attribute("viewBox") == before
    assert page.title() != "broken" and hostile in page.locator("main").text_content()
    assert len(asked) == 1 and errors == []
    page.close()
