"""How the report on an exercise looks, as text and as HTML.

Both come from the same lines, so that they never say different things.
"""

import html
import re

_MARKS = {"holds": "✓", "fails": "✗", "raises": "!", "not attempted": "·"}
_COLOURS = {"holds": "#1a7f37", "fails": "#cf222e", "raises": "#9a6700", "not attempted": "#6e7781"}
_VERDICTS = {
    "holds": "all expectations hold",
    "fails": "not there yet",
    "raises": "an error was raised while checking",
    "not attempted": "not attempted yet",
}


def _number(value: float) -> str:
    return f"{value:g}"


def _heading(report) -> str:
    total = sum(item.expectation.points for item in report.outcomes)
    points = f"{_number(report.points)} of {_number(total)} points"
    return f"{report.exercise.title}: {_VERDICTS[report.state]} ({points})"


def report_text(report) -> str:
    """Returns a report as plain text, a line per expectation and one per reason."""
    lines = [_heading(report)]
    for outcome in report.outcomes:
        lines.append(f"  {_MARKS[outcome.state]} {outcome.expectation.statement}")
        lines += [f"      {line}" for line in outcome.message.splitlines()]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Escapes text for HTML; what stands between backquotes becomes code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text)).replace("\n", "<br>")


def report_html(report) -> str:
    """Returns a report as an HTML fragment; everything in it is escaped."""
    rows = []
    for outcome in report.outcomes:
        colour = _COLOURS[outcome.state]
        reason = ""
        if outcome.message:
            reason = f'<div style="opacity:.8;font-size:92%">{_escaped(outcome.message)}</div>'
        rows.append(
            '<div style="display:flex;gap:.6em;padding:.2em 0">'
            f'<span style="color:{colour};font-weight:bold;width:1em;text-align:center" '
            f'title="{outcome.state}">{_MARKS[outcome.state]}</span>'
            f"<div>{_escaped(outcome.expectation.statement)}{reason}</div></div>"
        )
    return (
        f'<div style="border-left:4px solid {_COLOURS[report.state]};padding:.3em .9em;'
        'margin:.3em 0;max-width:60em">'
        f'<div style="font-weight:bold;padding-bottom:.2em">{_escaped(_heading(report))}</div>'
        f"{''.join(rows)}</div>"
    )
