"""A check is a promise: every right answer gets its points, every wrong one none, and no other is touched."""

import ast
from pathlib import Path

import nbformat
import pytest

from tests.conftest import ROOT
from tests.corpus import Answer, answers, instructor_answers, other_choices
from tests.desk import errors, open_desk

ASSIGNMENTS = sorted(path.name for path in (ROOT / "source").iterdir())


def _notebook(assignment: str) -> Path:
    (path,) = (ROOT / "source" / assignment).glob("*.ipynb")
    return path


def _all_answers() -> list:
    found = []
    for assignment in ASSIGNMENTS:
        own = instructor_answers(nbformat.read(_notebook(assignment), as_version=4))
        listed = [Answer(exercise, "instructor", True, source) for exercise, source in own.items()]
        listed += answers(assignment)
        found += [
            pytest.param(assignment, answer, id=f"{assignment}-{answer.exercise}-{answer.name}")
            for answer in sorted(listed, key=lambda answer: answer.exercise)
        ]
    return found


def _questions() -> list:
    found = []
    for assignment in ASSIGNMENTS:
        own = instructor_answers(nbformat.read(_notebook(assignment), as_version=4))
        found += [
            pytest.param(assignment, exercise, source, id=f"{assignment}-{exercise}")
            for exercise, source in own.items()
            if exercise.startswith("q")
        ]
    return found


@pytest.fixture(scope="module")
def desks():
    """Start one kernel for each assignment, when it is first asked for."""
    opened = {}

    def desk(assignment):
        if assignment not in opened:
            context = open_desk(_notebook(assignment))
            opened[assignment] = context.__enter__(), context
        return opened[assignment][0]

    yield desk
    for _, context in opened.values():
        context.__exit__(None, None, None)


def _expected(desk, exercise: str, right: bool) -> dict[str, float]:
    """Return every code grade cell's score: the exercise's points where they are deserved, else 0."""
    scores = {}
    for cell in desk.blank.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        if nbgrader.get("grade") and cell.cell_type == "code":
            own = f"_{exercise}_" in nbgrader.grade_id
            scores[nbgrader.grade_id] = float(nbgrader.points) if own and right else 0.0
    return scores


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_blank_notebook_raises_only_not_implemented_and_scores_zero(desks, assignment):
    raised = {error for cell in desks(assignment).blank.cells for error in errors(cell)}
    assert raised == {"NotImplementedError"}


@pytest.mark.parametrize(("assignment", "answer"), _all_answers())
def test_an_answer_gets_exactly_what_it_deserves(desks, record_property, assignment, answer):
    desk = desks(assignment)
    # Whether another exercise's check is touched is asked with the instructor's answer.
    scores, failed = desk.grade(answer.exercise, answer.source, alone=answer.name != "instructor")
    expected = _expected(desk, answer.exercise, answer.right)
    expected = {name: points for name, points in expected.items() if name in scores}
    own = [name for name, points in _expected(desk, answer.exercise, True).items() if points]
    got = any(scores[name] for name in own)
    record_property("verdict", [assignment, answer.exercise, answer.right, got])
    assert scores == expected
    # The visible check is worth no points, but it must not mislead either.
    if answer.right:
        assert not [name for name in failed if f"_{answer.exercise}_" in name]


@pytest.mark.parametrize(("assignment", "exercise", "source"), _questions())
def test_every_other_choice_of_a_question_gets_nothing(desks, record_property, assignment, exercise, source):
    desk = desks(assignment)
    statement = ast.parse(source).body[-1]
    name, right = ast.unparse(statement.targets[0]), ast.literal_eval(statement.value)
    paid, tried = [], 0
    for choice in other_choices(right):
        scores, _ = desk.grade(exercise, f"{name} = {choice!r}", alone=True)
        record_property("verdict", [assignment, exercise, False, any(scores.values())])
        paid += [choice] if any(scores.values()) else []
        tried += 1
    assert tried >= 10
    assert paid == []


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_exercise_has_two_other_right_answers_and_three_misconceptions(assignment):
    found = answers(assignment)
    for exercise in instructor_answers(nbformat.read(_notebook(assignment), as_version=4)):
        own = [answer for answer in found if answer.exercise == exercise]
        assert sum(answer.right for answer in own) >= 2, exercise
        # A question's wrong choices are made by the corpus itself: each of them is tried above.
        assert exercise.startswith("q") or sum(not answer.right for answer in own) >= 3, exercise


def test_a_check_that_always_passes_is_seen(desks):
    desk = desks("1-pipeline")
    (hidden,) = [cell for cell in desk.blank.cells if cell.id == "pipeline_ex01_describe_hidden"]
    kept, hidden.source = hidden.source, "assert True, 'this check cannot fail'"
    try:
        scores, _ = desk.grade("ex01_describe", "def describe_model(repo_id):\n    return None")
    finally:
        hidden.source = kept
    assert scores != _expected(desk, "ex01_describe", right=False)
