"""Training curves in the real JupyterLab and Notebook 7: they grow while the loop runs."""

import re

TRAINING = """\
import time
import tfcourse as tf
from tfcourse.live import pace
# This machine may be busy, and the test is in a hurry.
pace.SHARE = 1.0
weights = [tf.Variable(tf.fill([3, 3], 0.3), name=f"layer_{n}/kernel") for n in range(8)]
x = tf.ones([2, 3])
def step():
    with tf.GradientTape() as tape:
        h = x
        for w in weights:
            h = tf.sigmoid(h @ w)
        loss = tf.reduce_mean((h - 1.0) ** 2)
    gradients = tape.gradient(loss, weights)
    for w, g in zip(weights, gradients):
        w.assign_sub(0.1 * g)
    return loss, gradients
with tf.live.Curves("a deep <net>") as live:
    for n in live.track(range(400)):
        loss, gradients = step()
        live(loss=loss, accuracy=n / 400)
        live.gradients(gradients, weights)
        time.sleep(0.02)
"""
STEPS = re.compile(r", (\d+) steps")


def steps_of(picture):
    found = STEPS.search(picture.get_attribute("aria-label"))
    return int(found[1]) if found else 0


def test_curves_grow(run_notebook):
    shown = run_notebook(TRAINING)
    view = shown.page.locator(".tfcourse-live-view")
    picture = view.locator(".tfcourse-picture svg")
    picture.wait_for()
    prompt = shown.page.locator(".jp-InputPrompt").first
    seen = set()
    while "*" in prompt.text_content() and len(seen) < 4:
        seen.add(steps_of(picture))
        if len(seen) == 3:
            shown.keep("_running")
        shown.page.wait_for_timeout(100)
    assert len(seen) == 4, "The picture was not drawn again while the cell ran."
    done = shown.page.locator("[aria-label='a deep <net>, 400 steps']")
    view.locator(".tfcourse-picture svg").and_(done).wait_for()
    # What the notebook keeps is made last.
    shown.page.locator(".jp-InputPrompt", has_text="[1]").wait_for()
    assert view.get_by_text("vanishing", exact=True).count() == 1

    # The kernel listens again.
    view.get_by_label("scale").select_option("linear")
    shown.page.wait_for_function(
        "document.querySelector('.tfcourse-picture').textContent.includes('log') === false"
    )
    slider = view.get_by_label("smoothing", exact=True)
    slider.focus()
    slider.press("End")
    shown.page.wait_for_timeout(300)
    assert slider.get_attribute("aria-valuetext") == "0.5"
    shown.keep()
    assert shown.barriers() == []
    assert shown.errors == []


FIT = """\
import tfcourse as tf
model = tf.keras.Sequential([tf.keras.layers.Dense(8, activation="relu"), tf.keras.layers.Dense(1)])
model.compile("adam", "mse", metrics=["mae"])
x = tf.random.normal([640, 4])
y = tf.reduce_sum(x, 1, keepdims=True)
_ = model.fit(
    x, y, epochs=3, verbose=0, validation_split=0.2,
    callbacks=[tf.live.Callback(gradients=(x[:32], y[:32]))],
)
"""


def test_curves_of_fit(run_notebook):
    shown = run_notebook(FIT)
    picture = shown.page.locator(".tfcourse-live-view .tfcourse-picture svg")
    picture.and_(shown.page.locator("[aria-label='training, 48 steps']")).wait_for()
    assert "val_mae" in picture.text_content()
    shown.keep()
    assert shown.errors == []
