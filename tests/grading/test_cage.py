"""Each guard of the cage holds on this machine, and its trial says so when it does not."""

from pathlib import Path

import pytest

from hfbasics.grading import cage


def test_every_guard_holds():
    assert cage.guards() == dict.fromkeys(cage._TRIED)
    assert cage.missing() == ""


@pytest.mark.parametrize(
    ("options", "guard", "told"),
    [
        (["--share-net"], "network", "a server outside can be reached"),
        (["--ro-bind", str(Path.home()), str(Path.home())], "files", "the home folder can be seen"),
    ],
)
def test_a_wall_with_a_hole_is_seen(monkeypatch, options, guard, told):
    whole = cage.command

    def holed(*arguments):
        bubblewrap, everything, *rest = whole(*arguments)
        return [bubblewrap, everything, *options, *rest]

    monkeypatch.setattr(cage, "command", holed)
    assert cage.guards() == {**dict.fromkeys(cage._TRIED), guard: told}
    assert cage.missing() == f"{guard}: {told}"


@pytest.mark.parametrize(
    ("line", "instead", "guards"),
    [
        ("        cage.limit(limits)\n", "", {"memory": "no limit holds"}),
        ("bytes(2 << 20)", "bytes(2 << 9)", {"disk": "no limit holds"}),
        ('"caged": True', '"caged": False', {"processes": "other processes can be seen"}),
        (
            "cage.fork_inside(limits)",
            "1 / 0",
            dict.fromkeys(["processes", "disk", "memory"], "its trial ended without an answer"),
        ),
    ],
)
def test_a_guard_that_does_not_hold_inside_is_seen(monkeypatch, line, instead, guards):
    assert line in cage._PROBE
    monkeypatch.setattr(cage, "_PROBE", cage._PROBE.replace(line, instead))
    found = cage.guards()
    assert {name: found[name] for name in guards} == guards


def test_a_course_in_the_folder_that_each_submission_gets_anew_is_seen(monkeypatch):
    monkeypatch.setattr(cage, "_packages", lambda: ["/tmp/course/hfbasics"])
    told = "/tmp/course/hfbasics lies in /tmp, which each submission gets anew: put the course elsewhere"
    assert cage.guards() == {"files": told}
    assert cage.missing() == f"files: {told}"
