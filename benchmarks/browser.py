"""How long pictures take in JupyterLab, from a key or a slider to what is painted.

    python benchmarks/browser.py

runs a notebook in JupyterLab and headless Chromium (Debian's package `chromium`), and prints
medians with quartiles: the graph of 1,000 and of 10,000 nodes, from the key that runs its cell to
the painted picture; a scope opened in it; and a slider of `%tf_descent`, from its input event to
the new picture. It needs `pip install tfcourse[test]`.

The first graph of a notebook also loads the front end, and what it needs in the kernel as far as it
has not been imported between the cells (tfcourse/magics/idle_imports.py): its cell is run two
seconds after the one above has ended, as by somebody who types it, and not by "Run All".

Beside what one waits for stands the CPU time of all processes together (kernel, server, browser)
for each act: on a machine that does something else as well, it says more.
"""

import argparse
import contextlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import psutil

ROOT = Path(__file__).resolve().parents[1]
_SECONDS = 120
_TYPING = 2.0  # seconds between two cells
SETUP = """\
%load_ext tfcourse
import json, time
import tfcourse as tf
from tfcourse.viz.graph_picture import GraphPicture
from tfcourse.viz.traced_call import traced_call
x = tf.constant(1.0)

@tf.function(autograph=False)
def scopes(x):
    for layer in range(200):
        with tf.name_scope(f"layer{layer}"):
            x = tf.tanh(x * 2.0 + 1.0)
    return x

@tf.function(autograph=False)
def flat(x):
    for _ in range(1000):
        x = tf.sin(x)
    return x

@tf.function(autograph=False)
def nested(x):
    for block in range(20):
        with tf.name_scope(f"block{block}"):
            for layer in range(100):
                with tf.name_scope(f"layer{layer}"):
                    x = tf.tanh(x * 2.0 + 1.0)
    return x

def loss(x):
    return x**2 - 4 * x + 4

told = {}
for function in (scopes, flat, nested):
    call = traced_call(function, x)
    begin = time.perf_counter()
    page = GraphPicture(call).html()
    seconds = time.perf_counter() - begin
    told[function.__name__] = (len(call.model.nodes), seconds, len(page))
json.dump(told, open("told.json", "w"))
"""
GRAPHS = {
    "scopes": "1,000 nodes in 200 scopes",
    "flat": "1,000 nodes in no scope",
    "nested": "10,000 nodes in scopes within scopes",
}
CELLS = [SETUP, *(f"%tf_graph {name}(x)" for name in GRAPHS), "%tf_descent loss --start 10"]
# Times what happens between an act and the frame that shows its picture.
SCRIPT = """
window.painted = (part, happens) => new Promise((resolve) => {
  let begin = null;
  const isPicture = (node) => node instanceof Element
    && (node.matches(part) || node.querySelector(part) !== null);
  const observer = new MutationObserver((changes) => {
    if (begin === null || !changes.some((change) => [...change.addedNodes].some(isPicture))) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begin)));
  });
  observer.observe(document.body, { childList: true, subtree: true });
  happens(() => { begin = performance.now(); });
});
window.onKey = (start) =>
  document.addEventListener("keydown", start, { capture: true, once: true });
"""
PICTURE = ".tfcourse-picture svg"


@contextlib.contextmanager
def laboratory(folder):
    """Yields the address of a JupyterLab server of a folder."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root"]
    command += ["--ip=127.0.0.1", f"--port={port}", f"--notebook-dir={folder}"]
    command += ["--IdentityProvider.token=", "--LabApp.news_url="]
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": paths}, **quiet)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(_SECONDS * 5):
            with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                urllib.request.urlopen(f"{address}/api", timeout=5).close()
                break
            time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def run_cell(tab, number, keys="Control+Enter"):
    """Runs a cell."""
    tab.locator(".jp-Notebook .jp-CodeCell").nth(number).locator(".cm-content").click()
    tab.keyboard.press(keys)


def time_cell(tab, number) -> float:
    """Returns the milliseconds from the key that runs a cell to its painted picture."""
    tab.locator(".jp-Notebook .jp-CodeCell").nth(number).locator(".cm-content").click()
    tab.evaluate(f"void (window.result = painted({PICTURE!r}, onKey))")
    tab.keyboard.press("Control+Enter")
    return tab.evaluate("window.result")


def time_click(tab, view, key) -> float:
    """Returns the milliseconds from a key on a part of a picture to the picture after it."""
    view.locator(f'[data-key="{key}"]').focus()
    tab.evaluate(f"void (window.result = painted({PICTURE!r}, onKey))")
    tab.keyboard.press("Enter")
    return tab.evaluate("window.result")


def time_slider(view, position) -> float:
    """Returns the milliseconds from a slider's input event to the painted picture."""
    return view.get_by_label("learning rate", exact=True).evaluate(
        """(slider, [part, position]) => painted(part, (start) => {
            const low = Number(slider.min);
            slider.value = String(low + (Number(slider.max) - low) * position);
            start();
            slider.dispatchEvent(new Event("input", { bubbles: true }));
        })""",
        [PICTURE, position],
    )


def cpu_seconds() -> float:
    """Returns the CPU time so far of all processes that this one started."""
    total = 0.0
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def repeated(act, rounds) -> str:
    """Does something so many times; returns the median, the quartiles and the CPU time of it."""
    before, times = cpu_seconds(), []
    for number in range(rounds):
        times.append(act(number))
    low, middle, high = statistics.quantiles(times, n=4)
    cpu = (cpu_seconds() - before) / rounds * 1e3
    return f"{middle:5.0f} ms ({low:.0f} to {high:.0f}, n={rounds}), {cpu:.0f} ms of CPU"


def measure(tab, folder, rounds):
    """Runs the notebook and prints what it takes."""
    tab.add_script_tag(content=SCRIPT)
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    run_cell(tab, 0)
    told = folder / "told.json"
    for _ in range(_SECONDS * 5):
        if told.exists() and told.read_text().endswith("}"):
            break
        time.sleep(0.2)
    time.sleep(_TYPING)
    cells = tab.locator(".jp-Notebook .jp-CodeCell")
    for number, (name, words) in enumerate(GRAPHS.items(), 1):
        count, seconds, size = json.loads(told.read_text())[name]
        # The first one loads the front end, as the first picture of any notebook does.
        first = time_cell(tab, number)
        times = repeated(lambda _, number=number: time_cell(tab, number), rounds)
        told_of = f"the first {first:.0f} ms; {seconds * 1e3:.0f} ms in Python; {size:,} bytes"
        print(f"%tf_graph, {words} ({count}): {times}; {told_of}", flush=True)
        if name != "flat":
            scope = "scope:layer7" if name == "scopes" else "scope:block7"
            view = cells.nth(number).locator(".tfcourse-live-view")
            times = repeated(lambda _, view=view, scope=scope: time_click(tab, view, scope), rounds)
            print(f"  a scope opened or closed: {times}", flush=True)
    number = len(CELLS) - 1
    time_cell(tab, number)
    view = cells.nth(number).locator(".tfcourse-live-view")
    times = repeated(lambda at: time_slider(view, (at * 7 + 1) % 20 / 20), 4 * rounds)
    print(f"%tf_descent, a slider moved: {times}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, help="how often each is measured")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit(
            "There is no chromium on this machine: Debian's package of that name has it."
        )
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, laboratory(name) as address:
        folder = Path(name)
        cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
        nbformat.write(notebook, folder / "pictures.ipynb")
        with sync_playwright() as playwright:
            flags = ["--no-sandbox", "--disable-gpu"]
            browser = playwright.chromium.launch(executable_path=chromium, args=flags)
            tab = browser.new_page(viewport={"width": 1280, "height": 1400})
            tab.set_default_timeout(_SECONDS * 1000)
            tab.goto(f"{address}/doc/tree/pictures.ipynb")
            tab.locator(".jp-StatusBar-TextItem", has_text="| Idle").wait_for()
            measure(tab, folder, options.rounds)
            browser.close()


if __name__ == "__main__":
    main()
