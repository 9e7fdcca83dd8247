"""Let axe-core look at a page for what keeps people with disabilities from reading it."""

from pathlib import Path

from playwright.sync_api import Page

__all__ = ["barriers"]

_AXE = Path(__file__).with_name("node_modules") / "axe-core" / "axe.min.js"
# Zooming to 200 % halves a page's size in CSS pixels.
_WINDOW, _ZOOM = {"width": 1280, "height": 800}, 2


def barriers(page: Page) -> list[str]:
    """Return what axe-core finds on the page at 200 % zoom, in both colour schemes."""
    assert _AXE.is_file(), "axe-core is missing: run `make test-browser`, which installs it."
    page.set_viewport_size({name: size // _ZOOM for name, size in _WINDOW.items()})
    page.add_script_tag(path=_AXE)
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        # All of axe-core's own rules; what has passed is not described, which takes two thirds of the time.
        violations = page.evaluate("() => axe.run({resultTypes: ['violations']})")["violations"]
        found += [f"{scheme}: {_described(violation)}" for violation in violations]
    return found


def _described(violation: dict) -> str:
    nodes = violation["nodes"]
    example = f"{nodes[0]['html'][:200]} ({nodes[0]['failureSummary']})"
    return f"{violation['id']}, {violation['help']}: {len(nodes)} times, such as {example}"
