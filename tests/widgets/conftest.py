"""Notebooks in a real browser, in JupyterLab and in Notebook 7: one server for this folder."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
_SECONDS = 120


def _free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_for(address, server):
    for _ in range(_SECONDS * 5):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            assert server.poll() is None, "JupyterLab ended before it answered."
            time.sleep(0.2)
    raise AssertionError(f"JupyterLab did not answer within {_SECONDS} s.")


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The address of a server of JupyterLab and Notebook 7, and the folder that it serves."""
    folder = tmp_path_factory.mktemp("lab")
    port = _free_port()
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root"]
    command += ["--ip=127.0.0.1", f"--port={port}", f"--notebook-dir={folder}"]
    command += [
        "--IdentityProvider.token=",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=",
    ]
    command[-1] += "jupyterlab.NeverCheckForUpdate"
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    server = subprocess.Popen(
        command,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/api", server)
        yield f"http://127.0.0.1:{port}", folder
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="session")
def chromium():
    """A headless browser."""
    if CHROMIUM is None:
        pytest.skip("There is no chromium on this machine: Debian's package of that name has it.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_OPTIONS))
        yield browser
        browser.close()


class Page:
    """A notebook that was run in a front end of Jupyter.

    Attributes:
      page: Playwright's page.
      errors: What the console said of errors since the first cell ran.
    """

    def __init__(self, page, name):
        self.page = page
        self.errors = []
        self._name = name
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note)

    def _note(self, message):
        # Jupyter asks for settings that are not there: no business of ours.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)

    def keep(self, suffix=""):
        """Keeps a screenshot in build/screenshots, to be looked at."""
        folder = ROOT / "build" / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{self._name}{suffix}.png")

    def barriers(self):
        """Returns what axe finds to be serious in our outputs, as lines."""
        violations = Axe().run(self.page, ".tfcourse-live-view").response["violations"]
        return [
            f"{found['id']}: {node['html']:.200}"
            for found in violations
            if found["impact"] in ("serious", "critical")
            for node in found["nodes"]
        ]


def _run_cell(cell):
    """Runs a cell, and sees to it that it was: a kernel that says it is idle may not listen yet."""
    prompt = cell.locator(".jp-InputPrompt")
    # Notebook 7 asks for a kernel if its page is faster than the session.
    select = cell.page.locator("dialog.jp-Dialog .jp-mod-accept")
    for _ in range(_SECONDS // 5):
        if select.count():
            select.click()
        cell.locator(".cm-content").click()
        cell.page.keyboard.press("Shift+Enter")
        for _ in range(50):
            if "[ ]" not in prompt.text_content():
                return
            time.sleep(0.1)
    raise AssertionError("Jupyter did not run the cell.")


# Where a front end shows a notebook.
_FRONT_ENDS = {"lab": "doc/tree", "notebook": "notebooks"}


def _wait_for_kernel(address, name):
    """Waits until the notebook has a kernel and that listens."""
    for _ in range(_SECONDS * 5):
        with urllib.request.urlopen(f"{address}/api/sessions", timeout=5) as answer:
            sessions = json.load(answer)
        states = [each["kernel"]["execution_state"] for each in sessions if each["path"] == name]
        if states == ["idle"]:
            return
        time.sleep(0.2)
    raise AssertionError(f"The kernel of {name} did not start within {_SECONDS} s.")


@pytest.fixture(params=list(_FRONT_ENDS))
def run_notebook(server, chromium, request):
    """Runs cells in JupyterLab or Notebook 7: called with their sources, returns the `Page`."""
    address, folder = server
    tree = _FRONT_ENDS[request.param]
    pages = []

    def run(*sources):
        name = request.node.name.removeprefix("test_").replace("[", "_in_").rstrip("]")
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(source) for source in sources],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        )
        nbformat.write(notebook, folder / f"{name}.ipynb")
        tab = chromium.new_page(viewport={"width": 1280, "height": 1400})
        page = Page(tab, name)
        pages.append(page)
        tab.set_default_timeout(_SECONDS * 1000)
        tab.goto(f"{address}/{tree}/{name}.ipynb")
        # Before the kernel is there, keys would run nothing.
        tab.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
        _wait_for_kernel(address, f"{name}.ipynb")
        # Nothing of ours has run yet: what was said is the front end's own.
        page.errors.clear()
        for cell in range(len(sources)):
            _run_cell(tab.locator(".jp-Notebook .jp-CodeCell").nth(cell))
        return page

    yield run
    for page in pages:
        page.keep("_end")
        page.page.close()
