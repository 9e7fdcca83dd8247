"""No specimen gets a point that it does not deserve, brings out a secret, or hurts another submission."""

import json

import nbformat
import pytest
from nbgrader.api import Gradebook

from hfbasics.grading.course import Course
from hfbasics.grading.grade import grade
from tests.grading.cheats import CHEATS
from tests.grading.faults import FAULTS
from tests.grading.small import ASSIGNMENT, SECRETS
from tests.grading.specimens import as_bytes

SPECIMENS = {specimen.name: specimen for specimen in [*CHEATS, *FAULTS]}
each = pytest.mark.parametrize("name", SPECIMENS)


@pytest.fixture(scope="module")
def graded(course, request):
    """Grade the chosen specimens in one batch, with an honest neighbour before, between and after them."""
    root, blank, perfect = course
    chosen = {item.callspec.params.get("name") for item in request.session.items if hasattr(item, "callspec")}
    for name in [name for name in SPECIMENS if name in chosen]:
        SPECIMENS[name].write(root / "submitted" / _student(name) / ASSIGNMENT, blank, perfect)
    for place in ("a", "s050-neighbour", "z"):
        folder = root / "submitted" / place / ASSIGNMENT
        folder.mkdir(parents=True)
        (folder / "small.ipynb").write_bytes(as_bytes(perfect))
    before = {
        path: path.read_bytes()
        for step in ("source", "release", "submitted")
        for path in sorted((root / step).rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
    entries = {entry.student: entry for entry in grade(Course(root), [ASSIGNMENT], jobs=2)}
    return root, entries, before


def _student(name):
    return f"s{list(SPECIMENS).index(name):03}-{name}"


@each
def test_it_earns_what_its_honest_part_deserves(graded, name):
    root, entries, _ = graded
    entry = entries[_student(name)]
    assert entry.score == SPECIMENS[name].earns, entry
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        assert gradebook.find_submission(ASSIGNMENT, _student(name)).score == SPECIMENS[name].earns


@each
def test_its_state_and_repairs_are_recorded(graded, name):
    root, entries, _ = graded
    entry = entries[_student(name)]
    # A cheat that spoils the answer to a check has no answer to it.
    spoilt = ("crashed", "timed out") if SPECIMENS[name] in CHEATS else ()
    assert entry.state in (*SPECIMENS[name].states, *spoilt), entry
    told = "\n".join([*entry.repairs, *entry.troubles])
    assert all(word in told for word in SPECIMENS[name].repairs), told
    lines = [json.loads(line) for line in (root / "grading.jsonl").read_text("utf-8").splitlines()]
    assert [line["state"] for line in lines if line["student"] == _student(name)] == [entry.state]


@each
def test_no_secret_is_in_what_its_own_cells_show(graded, name):
    root, _, _ = graded
    path = root / "autograded" / _student(name) / ASSIGNMENT / "small.ipynb"
    if not path.is_file():
        pytest.skip("nothing was graded")
    notebook = nbformat.read(path, as_version=4)
    shown = [c.get("outputs", []) for c in notebook.cells if not c.metadata.get("nbgrader", {}).get("grade")]
    assert not [secret for secret in SECRETS if secret in json.dumps(shown)]


def test_the_neighbours_have_all_their_points_and_nothing_of_the_course_has_changed(graded):
    _, entries, before = graded
    assert [entries[name].score for name in ("a", "s050-neighbour", "z")] == [12, 12, 12]
    assert [entries[name].state for name in ("a", "s050-neighbour", "z")] == ["graded"] * 3
    assert {path: path.read_bytes() for path in before} == before
