"""Pages of their own for pictures, which need nothing from elsewhere."""

import base64
import hashlib
import html
import pathlib

_MOVABLE = pathlib.Path(__file__).parent / "static" / "movable.js"
# What is moved is the first picture of the page; nothing in it can be selected: no kernel answers.
_START = """
const area = document.querySelector(".tfcourse-picture");
const { buttons, apply } = makeMovable(area, null);
area.before(buttons);
apply();
"""
_LOOK = """
body { font-family: sans-serif; margin: 12px; }
.tfcourse-control { display: flex; gap: 8px; margin-bottom: 8px; }
button { background: transparent; border: 1px solid; border-radius: 4px; color: inherit;
  cursor: pointer; min-width: 2em; }
.tfcourse-picture > svg, .tfcourse-picture > div > div:first-child > svg { cursor: grab; }
"""


def page_of(body: str, title: str, can_move: bool = False) -> str:
    """Returns a page around a fragment of HTML.

    The page's own rules keep it from running any script but ours, and from loading anything.

    Args:
      body: The fragment.
      title: The page's title; escaped here.
      can_move: Whether its picture can be moved and zoomed.
    """
    script = _MOVABLE.read_text(encoding="utf-8") + _START if can_move else ""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    rules = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    rules += f"script-src 'sha256-{digest}'"
    element = f'<script type="module">{script}</script>' if script else ""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
        f"<title>{html.escape(title)}</title>"
        '<meta name="color-scheme" content="light dark">'
        f'<style>{_LOOK}</style></head><body><main class="tfcourse-picture">{body}</main>'
        f"{element}</body></html>\n"
    )
