"""How the report on an exercise looks, as text and as HTML.

Both say the same; the HTML brings all hints along, folded, and the text says how to ask for them.
Text has the colour of the page, so that it reads on light and dark ones, and every outcome has a
sign of its own, so that nobody needs the colours.
"""

import html
import re

_MARKS = {"holds": "✓", "fails": "✗", "raises": "!", "not attempted": "○"}
# Told apart by the colour-blind, and clear on white and on black.
_COLOURS = {"holds": "#009e73", "fails": "#d55e00", "raises": "#d55e00", "not attempted": "#888888"}
_VERDICTS = {
    "holds": "all expectations hold",
    "fails": "not there yet",
    "raises": "an error was raised while checking",
    "not attempted": "not attempted yet",
}


def _verdict(report) -> str:
    points = f"{report.points:g} of {report.possible_points:g} points"
    return f"{_VERDICTS[report.state]} ({points})"


def _rows(report):
    """Yields (state, statement, reason) of each expectation; untouched ones need no reasons."""
    untouched = report.state == "not attempted"
    for outcome in report.outcomes:
        reason = "" if untouched else outcome.message
        yield outcome.state, outcome.expectation.statement, reason


def report_text(report) -> str:
    """Returns a report as plain text: a line per expectation, with the reason below."""
    exercise = report.exercise
    lines = [f"{exercise.title}: {_verdict(report)}"]
    for state, statement, reason in _rows(report):
        lines.append(f"  {_MARKS[state]} {statement}")
        lines += [f"      {line}" for line in reason.splitlines()]
    for number, hint in enumerate(report.hints, 1):
        lines.append(f"  Hint {number} of {len(exercise.hints)}: {hint}")
    left = len(exercise.hints) - len(report.hints)
    if left and not report.passed:
        more = f"more hint{'s' * (left > 1)}" if report.hints else f"hint{'s' * (left > 1)}"
        command = f"%%tf_check {exercise.name} --hint {len(report.hints) + 1}"
        lines.append(f"  ({left} {more}: {command})")
    if report.shows_solution:
        lines += ["  A solution:", *(f"      {line}" for line in exercise.solution.splitlines())]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Escapes text for HTML; what stands between backquotes becomes code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text)).replace("\n", "<br>")


def _folded(summary: str, body: str, is_open: bool) -> str:
    return (
        f'<details style="margin-top:.3em"{" open" * is_open}>'
        f'<summary style="cursor:pointer">{summary}</summary>'
        f'<div style="padding:.2em 0 .2em 1.1em">{body}</div></details>'
    )


def _hint_ladder(hints, shown: int) -> str:
    """Returns hints of which each unfolds below the one before."""
    ladder = ""
    for number, hint in reversed([*enumerate(hints, 1)]):
        title = f"Hint {number} of {len(hints)}"
        ladder = _folded(title, _escaped(hint) + ladder, number <= shown)
    return ladder


def report_html(report) -> str:
    """Returns a report as an HTML fragment; everything that came from elsewhere is escaped."""
    exercise, colour = report.exercise, _COLOURS[report.state]
    parts = [
        f'<div style="margin-bottom:.2em"><strong>{_escaped(exercise.title)}</strong>: '
        f'<span style="color:{colour};font-weight:600">{_verdict(report)}</span></div>'
    ]
    for state, statement, reason in _rows(report):
        why = f'<div style="opacity:.8">{_escaped(reason)}</div>' if reason else ""
        # The sign hangs in the margin by padding alone: GitHub keeps no flex boxes.
        parts.append(
            f'<div style="padding:.15em 0 .15em 1.5em"><span title="{state}" style="color:'
            f"{_COLOURS[state]};font-weight:bold;display:inline-block;width:1.5em;"
            f'margin-left:-1.5em">{_MARKS[state]}</span>{_escaped(statement)}{why}</div>'
        )
    if not report.passed:
        parts.append(_hint_ladder(exercise.hints, len(report.hints)))
    if report.shows_solution:
        code = f'<pre style="margin:0">{html.escape(exercise.solution.strip())}</pre>'
        parts.append(_folded("A solution", code, True))
    return (
        f'<div style="border-left:4px solid {colour};padding:.3em 1em;margin:.3em 0;'
        f'max-width:60em;line-height:1.45">{"".join(parts)}</div>'
    )
