"""Hints, one after another, from what the course already holds: the statement, the section, the answer."""

import ast
import html
import re

from hfbasics.study.topics import Exercise

__all__ = ["hints", "plain"]

_HINT = re.compile(r"<details><summary>Hint</summary>(.*?)</details>", re.DOTALL)
_TAG = re.compile(r"</?(\w+)[^>]*>")


def hints(exercise: Exercise) -> list[str]:
    """Return the exercise's hints, the gentlest first, as plain text with code between backticks."""
    folded = _HINT.findall(exercise.statement)
    found = [plain(text) for text in folded]
    if not folded:
        found.append(f"Read this part again: {exercise.section}.")
    if exercise.written:
        found.append("The question names the points: write at least one sentence for each of them.")
        return found
    try:
        tree = ast.parse(exercise.solution)
    except SyntaxError:  # an answer with a magic in it
        return found
    value = _value(tree)
    if value is not None:
        found += _of_data(value)
        return found
    if used := _calls(tree):
        found.append(f"The instructor's answer uses {', '.join(f'`{name}`' for name in used)}.")
    if beginning := _first_lines(exercise):
        found.append(f"The instructor's answer begins:\n{beginning}")
    return found


def plain(text: str) -> str:
    """Return a hint's HTML as text: code between backticks, no other tag."""
    marked = _TAG.sub(lambda tag: "`" if tag[1] == "code" else "", text)
    return html.unescape(marked).strip()


def _value(tree: ast.Module) -> object:
    """Return the data that an answer assigns, when that is all that it does."""
    if not all(isinstance(node, ast.Assign) for node in tree.body) or not tree.body:
        return None
    try:
        return ast.literal_eval(tree.body[-1].value)
    except ValueError:
        return None


def _of_data(value: object) -> list[str]:
    match value:
        case set():
            return [f"{len(value)} of the letters are right, and no other."]
        case dict() if value:
            key, item = next(iter(value.items()))
            return [f"One of them: {key!r} goes with {item!r}."]
        case list() | tuple() if value:
            return [f"It begins with {value[0]!r}."]
    return []


def _calls(tree: ast.Module) -> list[str]:
    """Return the functions and methods that are called, in their order, without those defined there."""
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    own |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    own |= {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    calls = sorted(
        (node for node in ast.walk(tree) if isinstance(node, ast.Call)),
        key=lambda node: (node.func.end_lineno, node.func.end_col_offset),
    )
    names = []
    for call in calls:
        match call.func:
            case ast.Name(id=name) if name not in own:
                names.append(name)
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner not in own:
                names.append(f"{owner}.{name}")
            case ast.Attribute(attr=name):
                names.append(f".{name}")
    return list(dict.fromkeys(names))


def _first_lines(exercise: Exercise) -> str:
    """Return the first third of the lines that the answer adds to the blank one, at least one of three."""
    start = {line.strip() for line in exercise.blank.splitlines()}
    lines = exercise.solution.splitlines()
    added = [number for number, line in enumerate(lines) if line.strip() and line.strip() not in start]
    if len(added) < 2:
        return ""
    last = added[max(1, len(added) // 3) - 1]
    return "\n".join(lines[: last + 1])
