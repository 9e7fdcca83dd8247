"""Show verdicts, hints and solutions in a notebook, and as plain text beside it."""

import html
import re
from collections.abc import Sequence

from hfbasics.study.verdicts import State, Verdict

__all__ = ["Shown", "hints_shown", "solution_shown", "verdicts_shown"]

_CODE = re.compile(r"`([^`\n]+)`")
# Colours are left to JupyterLab's theme; states are told by a sign and a word.
_LEFT = 'style="text-align: left; white-space: normal"'
_BLOCK = 'style="margin: 0.3em 0; padding: 0.5em; border-left: 3px solid currentColor; white-space: pre-wrap"'


class Shown:
    """A result that Jupyter shows as HTML and a terminal as text."""

    def __init__(self, page: str, text: str) -> None:
        self._page, self._text = page, text

    def _repr_html_(self) -> str:
        return self._page

    def __repr__(self) -> str:
        return self._text


def _marked(text: str) -> str:
    """Return text for HTML: everything escaped, and code between backticks set as code."""
    return _CODE.sub(r"<code>\1</code>", html.escape(text))


def verdicts_shown(title: str, verdicts: Sequence[Verdict]) -> Shown:
    """Show a table with one row per exercise."""
    head = "".join(
        f'<th scope="col" {_LEFT}>{name}</th>' for name in ("exercise", "state", "points", "what to do")
    )
    rows = "".join(
        f'<tr><th scope="row" {_LEFT}>{html.escape(one.heading)}</th>'
        f'<td {_LEFT}><span aria-hidden="true">{one.state.sign}</span> {one.state}</td>'
        f"<td {_LEFT}>{_points(one)}</td><td {_LEFT}>{_marked(one.why)}</td></tr>"
        for one in verdicts
    )
    caption = f"<caption {_LEFT}>{html.escape(title)}</caption>"
    page = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    lines = [
        f"{one.state.sign} {one.heading}: {one.state}, {_points(one)} points. {one.why}".strip()
        for one in verdicts
    ]
    return Shown(page, "\n".join([title, *lines]))


def _points(verdict: Verdict) -> str:
    if verdict.state is State.YOURS:
        return f"– of {verdict.most:g}"
    return f"{verdict.points:g} of {verdict.most:g}"


def hints_shown(heading: str, given: Sequence[str], all_of: int, after: str) -> Shown:
    """Show the hints that were asked for, the newest last, and what comes after."""
    items = "".join(f"<li>{_paragraphs(hint)}</li>" for hint in given)
    page = f"<p><strong>{html.escape(heading)}</strong></p><ol>{items}</ol><p>{_marked(after)}</p>"
    lines = [f"Hint {number} of {all_of}: {hint}" for number, hint in enumerate(given, start=1)]
    return Shown(page, "\n".join([heading, *lines, after]))


def _paragraphs(hint: str) -> str:
    """Return a hint's first line as text, and lines below it as code."""
    first, _, code = hint.partition("\n")
    return _marked(first) + (f"<pre {_BLOCK}>{html.escape(code)}</pre>" if code else "")


def solution_shown(heading: str, solution: str) -> Shown:
    """Show the instructor's answer."""
    title = f"{heading}: the instructor's answer"
    return Shown(
        f"<p><strong>{html.escape(title)}</strong></p><pre {_BLOCK}>{html.escape(solution)}</pre>",
        f"{title}\n{solution}",
    )
