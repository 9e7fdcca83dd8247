"""A learner's own model in the local hub: loadable by id, replaced as a whole, and never the course's."""

import shutil
from pathlib import Path

import pytest
from huggingface_hub import constants, scan_cache_dir

from hfbasics import CourseError, hub
from hfbasics.catalogue import entries
from hfbasics.sharing import publish
from tests.conftest import run_python

CARD = "---\nlicense: apache-2.0\n---\n\n# A model\n"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """Give the test a cache of its own."""
    folder = tmp_path / "hub"
    folder.mkdir()
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(folder))
    return folder


@pytest.fixture
def saved(tmp_path):
    """Return a folder with what a saved model has; nothing here loads it."""
    folder = tmp_path / "saved"
    folder.mkdir()
    for name, text in {"config.json": "{}", "model.safetensors": "weights", "README.md": CARD}.items():
        (folder / name).write_text(text)
    return folder


def _files(cache, name):
    (snapshot,) = (cache / name / "snapshots").iterdir()
    return snapshot.name, {path.name: path.read_text() for path in snapshot.iterdir()}


def test_a_published_model_stands_in_the_layout_of_the_cache(cache, saved):
    revision = publish(saved, "ana/course-reviewer")
    name, files = _files(cache, "models--ana--course-reviewer")
    assert name == revision == (cache / "models--ana--course-reviewer/refs/main").read_text()
    assert files == {path.name: path.read_text() for path in saved.iterdir()}
    scanned = scan_cache_dir(cache)
    (repository,) = scanned.repos
    assert not scanned.warnings
    assert repository.repo_id == "ana/course-reviewer"
    assert hub.own(cache) == {"ana/course-reviewer": sum(map(len, files.values()))}


def test_the_second_time_replaces_the_first_and_leaves_nothing_behind(cache, saved):
    first = publish(saved, "ana/course-reviewer")
    (saved / "vocab.txt").write_text("old")
    publish(saved, "ana/course-reviewer")
    (saved / "vocab.txt").unlink()
    (saved / "model.safetensors").write_text("other weights")
    second = publish(saved, "ana/course-reviewer")
    assert first != second
    assert _files(cache, "models--ana--course-reviewer")[1].keys() == {
        "config.json",
        "model.safetensors",
        "README.md",
    }
    assert {path.name for path in cache.iterdir()} == {"models--ana--course-reviewer", ".locks"}
    assert [path.name for path in (cache / ".locks").iterdir()] == ["hfbasics.lock"]


@pytest.mark.parametrize("repo_id", ["hfbasics/encoder", "HFBasics/mine"])
def test_the_namespace_of_the_course_is_refused(cache, saved, repo_id):
    with pytest.raises(CourseError, match="belongs to the course"):
        publish(saved, repo_id)
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize(
    "repo_id", ["reviewer", "a/b/c", "Ana Maria/b", "", None, "ana/", "../x/y", "ana/--x"]
)
def test_what_is_no_id_is_refused_with_an_example(cache, saved, repo_id):
    with pytest.raises(CourseError, match="such as 'ana/course-reviewer'"):
        publish(saved, repo_id)
    assert list(cache.iterdir()) == []


def test_a_folder_that_is_not_whole_is_refused(cache, saved):
    (saved / "README.md").unlink()
    with pytest.raises(CourseError, match=r"lacks README\.md: save model, tokenizer and model card"):
        publish(saved, "ana/course-reviewer")
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize(
    ("card", "sentence"), [("# No data\n", "names no license"), ("---\nlicense: [\n---\n", "cannot be read")]
)
def test_a_card_without_a_licence_is_refused(cache, saved, card, sentence):
    (saved / "README.md").write_text(card)
    with pytest.raises(CourseError, match=sentence):
        publish(saved, "ana/course-reviewer")


def test_a_failed_copy_leaves_the_model_that_was_there(cache, saved, monkeypatch):
    publish(saved, "ana/course-reviewer")
    before = _files(cache, "models--ana--course-reviewer")
    (saved / "model.safetensors").write_text("other weights")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(CourseError, match="No space left on device"):
        publish(saved, "ana/course-reviewer")
    assert _files(cache, "models--ana--course-reviewer") == before


SHARE = """
import hfbasics; hfbasics.setup()
from pathlib import Path
from huggingface_hub import constants
from hfbasics.references import tiny_classifier
from hfbasics.sharing import publish
import tempfile
with tempfile.TemporaryDirectory() as folder:
    tiny_classifier(0).save_pretrained(folder)
    Path(folder, "README.md").write_text("---\\nlicense: mit\\n---\\n# x\\n")
    publish(folder, "test-suite/own-model")
from transformers import AutoConfig
print(AutoConfig.from_pretrained("test-suite/own-model").num_labels)
print(AutoConfig.from_pretrained("hfbasics/encoder").hidden_size)
print(constants.HF_HUB_CACHE)
AutoConfig.from_pretrained("test-suite/no-model")
"""


def test_what_is_shared_while_a_notebook_is_graded_leaves_no_trace():
    run = run_python("-c", SHARE, NBGRADER_EXECUTION="autograde")
    *_, labels, width, cache = run.stdout.split()
    assert (labels, width) == ("3", "384"), run.stderr
    assert cache != str(hub.cache())
    assert not Path(cache).exists()
    assert not list(hub.cache().glob("*test-suite*"))
    assert run.stderr.strip().endswith("hfbasics/bias-pairs, test-suite/own-model.")
    assert not [entry.id for entry in entries() if hub.problem(entry)]
