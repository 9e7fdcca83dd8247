"""The project's own promises: locked versions, one environment in every description, and a true README."""

import re
import tomllib
from importlib.metadata import version

import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement

from tests.conftest import ROOT

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


def _commands() -> list[str]:
    blocks = re.findall(r"```(?:sh|bat)\n(.*?)```", README, re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


# Commands of the README that other test files run, beside the ones in the Makefile.
RUN_ELSEWHERE = {
    "hfbasics hub list": "test_hub.py",
    "hfbasics hub check": "test_hub.py",
    "nbgrader autograde 1-pipeline": "test_nbgrader.py",
    "nbgrader generate_feedback 1-pipeline": "test_nbgrader.py",
    "nbgrader export": "test_nbgrader.py",
}


def test_every_make_target_in_the_readme_exists():
    targets = [command.split()[1] for command in _commands() if command.startswith("make ")]
    assert {"demo", "test", "lab"} <= set(targets)
    assert [target for target in targets if not re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)] == []


def test_the_readmes_plain_commands_are_the_ones_that_make_runs():
    # A command for every topic stands in a loop; the README shows it for the first one.
    loop = re.compile(r"for topic in \$\(TOPICS\); do (.*)\$\$topic \|\| exit; done")
    recipes = [
        loop.sub(r"\g<1>1-pipeline", line.strip()).replace("$(BIN)/", "")
        for line in MAKEFILE.splitlines()
        if line.startswith("\t")
    ]
    plain = [command for command in _commands() if command.startswith(("pip ", "hfbasics ", "nbgrader "))]
    assert len(plain) >= 6
    assert [command for command in plain if command not in recipes and command not in RUN_ELSEWHERE] == []


def test_ci_runs_both_test_commands_and_nothing_else():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith(("#", "set "))] == [
        "make test",
        "exec make test-browser",
    ]


def test_what_a_class_writes_is_ignored_by_git():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/submitted/", "/autograded/*", "!/autograded/.gitkeep", "/feedback/", "/gradebook.db*"} <= set(
        ignored
    )
