"""The project's own promises: locked versions, one environment in every description, and a true README."""

import ast
import re
import tomllib
from importlib.metadata import version

import nbformat
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement

from tests.conftest import ROOT
from tests.corpus import answers, instructor_answers, other_choices
from tests.grading.cheats import CHEATS
from tests.grading.faults import FAULTS

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _locked() -> dict[str, str]:
    """Return the version of each package that the lock gives to this Python on this system."""
    found = {}
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        pin, _, marker = line.partition(" ; ")
        if not marker or Marker(marker).evaluate():
            name, number = pin.split("==")
            found[name.lower()] = number
    return found


def _declared() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"].values()
    return [
        Requirement(text) for text in [*PROJECT["dependencies"], *(text for some in extras for text in some)]
    ]


def test_the_tests_run_with_the_locked_versions():
    locked = _locked()
    wrong = []
    for requirement in _declared():
        pinned = locked[requirement.name.replace("_", "-").lower()]
        assert requirement.specifier.contains(pinned), requirement
        # A build such as 2.13.0+cpu is the locked version without CUDA.
        if version(requirement.name).split("+")[0] != pinned:
            wrong.append((requirement.name, version(requirement.name), pinned))
    assert wrong == []


def test_the_versions_that_the_course_promises_are_pinned():
    locked = _locked()
    promised = {"nbgrader": "0.9.6", "jupyterlab": "4.6.", "transformers": "5.23.", "torch": "2.13.0"}
    for name, start in (promised | {"datasets": "5.2.", "matplotlib": "3.11."}).items():
        assert locked[name].startswith(start), name


def test_every_dependency_has_its_reason_beside_it():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = re.findall(r'^    "[A-Za-z0-9_-]+(?:\[\w+\])?[=><].*$', text, re.MULTILINE)
    assert len(lines) == len(_declared())
    assert [line for line in lines if not re.search(r'",\s+# .{10,}', line)] == []


def test_environment_yml_installs_the_lock_and_this_project():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    (pip,) = [item["pip"] for item in environment["dependencies"] if isinstance(item, dict)]
    assert "-c requirements.lock" in pip
    assert "-e ." in pip
    (python,) = [item for item in environment["dependencies"] if str(item).startswith("python=")]
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(
        python.removeprefix("python=")
    )
    # Nothing in it may have a version of its own: the lock has them all.
    assert not any("==" in str(item) for item in [*environment["dependencies"], *pip])


def _commands(text: str) -> list[str]:
    blocks = re.findall(r"```(?:sh|bat)\n(.*?)```", text, re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


PAGES = [README, *(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))]
DOORS = dict(re.findall(r"^## (Learn|Teach|Contribute)\n(.*?)(?=^## )", README, re.MULTILINE | re.DOTALL))
# Where each command behind the README's doors is run, and the words there that run it or its own step of it.
RUN_BY = {
    "make lab": ("tests/browser/server.py", '"hfbasics.cli", "lab"'),
    "hfbasics check": ("tests/test_study_terminal.py", "commands.check(root"),
    "hfbasics progress": ("tests/test_study_terminal.py", "commands.show_progress(root"),
    "make demo": ("tests/test_nbgrader.py", "classroom.grade("),
    "hfbasics grade": ("tests/grading/test_batch.py", '"hfbasics.cli", "grade"'),
    "hfbasics report": ("tests/test_report.py", 'main(["report"'),
    "make test": (".ci/run", "make test\n"),
    "make test-browser": (".ci/run", "make test-browser\n"),
    "make format": ("tests/test_notebooks.py", "normal_form"),
}


def test_behind_each_door_of_the_readme_are_at_most_four_commands_that_are_run():
    assert list(DOORS) == ["Learn", "Teach", "Contribute"]
    for door in DOORS.values():
        commands = _commands(door)
        assert 1 <= len(commands) <= 4
        for command in commands:
            if command != ". .venv/bin/activate":  # only says where the next commands are
                place, words = RUN_BY[command]
                assert words in (ROOT / place).read_text(encoding="utf-8"), command


def test_the_readmes_counts_are_those_of_the_corpora():
    right = wrong = 0
    for folder in (ROOT / "source").iterdir():
        own = instructor_answers(nbformat.read(next(folder.glob("*.ipynb")), as_version=4))
        verdicts = [True] * len(own) + [answer.right for answer in answers(folder.name)]
        right += sum(verdicts)
        wrong += verdicts.count(False)
        for source in (source for exercise, source in own.items() if exercise.startswith("q")):
            wrong += len(list(other_choices(ast.literal_eval(ast.parse(source).body[-1].value))))
    for number in (
        f"{right:,} of {right:,}",
        f"{wrong:,} of {wrong:,}",
        f"{len(CHEATS)}:",
        f"{len(FAULTS)}:",
    ):
        assert f"| {number}" in README, number


def test_every_file_that_a_page_points_to_exists():
    for folder, text in ((ROOT, README), *((ROOT / "docs", page) for page in PAGES[1:])):
        links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
        assert [link for link in links if not (folder / link).exists()] == []


def test_every_make_target_of_the_pages_exists():
    targets = [c.split()[1] for page in PAGES for c in _commands(page) if c.startswith("make ")]
    assert {"demo", "test", "lab", "train", "release"} <= set(targets)
    assert [target for target in targets if not re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)] == []


def test_the_commands_without_make_are_the_ones_that_make_runs():
    recipes = [line.strip().replace("$(BIN)/", "") for line in MAKEFILE.splitlines() if line.startswith("\t")]
    page = (ROOT / "docs" / "installing.md").read_text(encoding="utf-8")
    plain = [command for command in _commands(page) if command.startswith(("pip ", "hfbasics "))]
    assert len(plain) >= 6
    run_elsewhere = {"hfbasics hub list", "hfbasics hub check"}  # test_hub.py
    assert [command for command in plain if command not in {*recipes, *run_elsewhere}] == []


def test_ci_runs_both_commands_that_test():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith(("#", "set "))] == [
        "make test",
        "make test-browser",
    ]


def test_what_a_class_writes_is_ignored_by_git():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/submitted/", "/autograded/*", "!/autograded/.gitkeep", "/feedback/", "/gradebook.db*"} <= set(
        ignored
    )
