"""The front end by itself, in a browser: its functions, and what it asks a kernel that is slow."""

import base64

import pytest

from tfcourse.widgets.controls import Choice, Field, Slider
from tfcourse.widgets.live_view import LiveView

_SLIDER = Slider("rate", "rate", 0.001, 10.0, 0.1, 0.01, is_log=True)

# A model as Jupyter gives one, that keeps what is sent and answers when the test says so.
_MODEL = """(given) => {
  const heard = {}, sent = [], callbacks = [];
  const model = {
    get: (name) => given[name],
    set: (name, value) => { given[name] = value; },
    save_changes: () => sent.push({values: given.values}),
    send: (content, callback) => {
      sent.push(content);
      if (callback) callbacks.push(callback);
    },
    on: (event, listener) => { (heard[event] ??= []).push(listener); },
    off: (event, listener) => {
      heard[event] = heard[event].filter((other) => other !== listener);
    },
  };
  const tell = (event, content) => (heard[event] ?? []).forEach((listener) => listener(content));
  return {model, sent, callbacks, heard, tell};
}"""


@pytest.fixture
def page(chromium):
    """A page with the front end as `front` and a model as `made`."""
    source = base64.b64encode(LiveView._esm.encode()).decode()
    page = chromium.new_page()
    controls = [_SLIDER, Choice("way", "way", ("a", "b"), "a"), Field("find", "find")]
    given = {
        "controls": [control.data() for control in controls],
        "values": {"rate": 0.1, "way": "a", "find": ""},
        "html": '<svg viewBox="0 0 9 9"><g data-key="one"><rect width="9" height="9"/></g></svg>',
        "can_select": True,
        "text": "what is <said>",
        "error": "",
    }
    page.evaluate(
        f"""async (given) => {{
          window.front = await import("data:text/javascript;base64,{source}");
          window.made = ({_MODEL})(given);
          window.end = front.default.render({{model: made.model, el: document.body}});
        }}""",
        given,
    )
    yield page
    page.close()


def test_numbers_have_three_digits(page):
    assert page.evaluate("[0.1, 1234.5, 1e-7, 2 / 3, 5].map(front.written)") == [
        "0.1",
        "1230",
        "1e-7",
        "0.667",
        "5",
    ]


def test_a_logarithmic_slider_stands_where_its_value_is(page):
    slider = _SLIDER.data()
    there_and_back = "(slider) => front.valueAt(slider, front.positionOf(slider, 0.02))"
    assert page.evaluate(there_and_back, slider) == pytest.approx(0.02)
    assert page.evaluate("(slider) => front.positionOf(slider, 0.01)", slider) == pytest.approx(-2)


def test_what_is_zoomed_at_stays_where_it_is(page):
    view = {"x": 10, "y": 20, "width": 100, "height": 50}
    zoomed = page.evaluate("(view) => front.zoomed(view, 0.5, 60, 45)", view)
    assert zoomed == {"x": 35, "y": 32.5, "width": 50, "height": 25}


def test_what_is_said_is_text(page):
    assert page.locator(".tfcourse-said").text_content() == "what is <said>"
    assert page.locator(".tfcourse-error").is_hidden()


def asked(page):
    """Returns the values in each message to the kernel."""
    sent = page.evaluate("made.sent")
    return [found for found in (one.get("values") for one in sent) if found]


def test_one_question_at_a_time_and_the_last_is_asked(page):
    field = page.get_by_label("find")
    for text in ("x", "xy", "xyz"):
        field.fill(text)
    assert [values["find"] for values in asked(page)] == ["x"]
    page.evaluate("made.tell('change:html')")
    assert [values["find"] for values in asked(page)] == ["x", "xyz"]


def test_that_the_kernel_is_busy_is_acknowledged_while_an_answer_is_due(page):
    page.get_by_label("find").fill("x")
    busy = "made.callbacks[0].iopub.status()"
    page.evaluate(busy)
    assert page.evaluate("made.sent.slice(1)") == [{}]
    page.evaluate("made.tell('change:html')")
    page.evaluate(busy)
    assert page.evaluate("made.sent.length") == 2


def test_a_part_is_selected_by_mouse_and_by_keyboard(page):
    part = page.get_by_role("button", name="one", exact=True)
    part.click()
    part.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("made.sent.filter((one) => one.selected)") == [{"selected": "one"}] * 2


def test_what_ends_hears_no_more(page):
    page.evaluate("end()")
    assert page.evaluate("Object.values(made.heard).flat().length") == 0
