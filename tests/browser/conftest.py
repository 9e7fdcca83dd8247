"""The browser, copies of the course to work in, and pictures of what was seen."""

import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser.chromium import find
from tests.conftest import ROOT

# Milliseconds for one thing to appear. A quiet machine needs a fifth of it; a busy one must not fail.
PATIENCE = 120_000
_SIZE = {"width": 1000, "height": 700}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    program = find()
    assert program, "No Chromium was found: run `make test-browser`, which says what to do."
    # Chromium's own cage does not start for root, as in a container.
    arguments = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """A fresh page of a browser that nobody has used."""
    context = browser.new_context(viewport=_SIZE, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def learners_course(tmp_path) -> Path:
    """A copy of the project as a learner gets it. The package in it keeps its own `work/` beside it."""
    return _copy(tmp_path / "course", "hfbasics", "catalogue", "source", "release")


@pytest.fixture
def teachers_course(tmp_path) -> Path:
    """A course folder as an instructor has it before the term."""
    return _copy(tmp_path / "course", "source")


@pytest.fixture
def picture() -> Callable[[str, Page | Locator], None]:
    """Take a picture for the documentation, into the folder that the variable PICTURES names."""
    folder = os.environ.get("PICTURES")

    def take(name: str, seen: Page | Locator) -> None:
        if folder:
            (ROOT / folder).mkdir(exist_ok=True)
            _write_small(seen.screenshot(animations="disabled", caret="hide"), ROOT / folder / f"{name}.png")

    return take


def _copy(course: Path, *folders: str) -> Path:
    for folder in folders:
        shutil.copytree(
            ROOT / folder, course / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
        )
    shutil.copy(ROOT / "nbgrader_config.py", course)
    return course


def _write_small(png: bytes, path: Path) -> None:
    """Write a picture of a page with 64 colours, which are enough for text and take a third of the space."""
    from PIL import Image

    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Keep what the browser showed when a test failed, and say where."""
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if report.when == "call" and report.failed and page:
        path = item.config.cache.mkdir("browser") / f"{item.name}.png"
        page.screenshot(path=path)
        report.sections.append(("what the browser showed", str(path)))
    return report
