"""A notebook in JupyterLab, as a person uses it: by its menus, its cells and its keys."""

import re

from playwright.sync_api import Locator, Page, expect

__all__ = ["RUNNING", "Notebook", "choose"]

# Milliseconds for cells to run: a set-up imports PyTorch, and validating runs a whole topic.
RUNNING = 600_000


def choose(page: Page, menu: str, item: str) -> None:
    """Click an item of JupyterLab's menu bar."""
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()


class Notebook:
    """The notebook that is open in front.

    A cell is found by a text that stands in it, and from then on by its place: JupyterLab gives it no other
    name that stays.
    """

    def __init__(self, page: Page, name: str) -> None:
        self._page = page
        self._panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        page.get_by_role("tab", name=name).first.wait_for()
        self._panel.locator(".jp-Notebook-cell").first.wait_for()
        self.wait_until_idle()

    def wait_until_idle(self) -> None:
        """Wait for the kernel to have started, and to have nothing to do."""
        status = self._page.locator(".jp-StatusBar-TextItem").filter(has_text="Python 3 (ipykernel) |")
        expect(status).to_have_text(re.compile(r"\| Idle"), timeout=RUNNING)

    def run_all(self, until: str) -> Locator:
        """Run all cells, of which the one with this text fails; return it when its error is shown.

        The kernel then throws away the cells that wait, and what is run meanwhile. It is idle between them,
        so only one that is idle for a while has come to the end.
        """
        choose(self._page, "Run", "Run All Cells")
        cell = self.cell(until)
        expect(cell.locator(".jp-OutputArea-output")).to_have_count(1, timeout=RUNNING)
        for _ in range(3):
            self._page.wait_for_timeout(500)
            self.wait_until_idle()
        return cell

    def cell(self, text: str) -> Locator:
        """Return the first cell with this text, scrolled into view."""
        return self._at_its_place(self._panel.locator(".jp-Notebook-cell").filter(has_text=text).first)

    def run(self, text: str, answer: str | None = None) -> Locator:
        """Run the code cell with this text, perhaps after writing an answer in its place; return the cell."""
        cell = self.cell(text)
        cell.locator(".cm-content").click()
        if answer is not None:
            self._page.keyboard.press("ControlOrMeta+a")
            self._page.keyboard.insert_text(answer)
        return self._run(cell)

    def run_below(self, cell: Locator, source: str) -> Locator:
        """Make a new code cell below this one, run it, and return it."""
        cell.locator(".jp-InputPrompt").click()
        self._page.keyboard.press("Escape")
        self._page.keyboard.press("b")
        # The new cell is the active one, and the only one that can be without any text.
        fresh = self._panel.locator(".jp-Notebook-cell.jp-mod-active").filter(has_not_text=re.compile(r"\w"))
        new = self._at_its_place(fresh)
        new.locator(".cm-content").click()
        self._page.keyboard.insert_text(source)
        return self._run(new)

    def run_again(self, cell: Locator) -> Locator:
        """Run a code cell that is at hand, and return it."""
        cell.locator(".cm-content").click()
        return self._run(cell)

    def _run(self, cell: Locator) -> Locator:
        self.wait_until_idle()  # after an error, a kernel that is not idle again throws away what comes
        prompt = cell.locator(".jp-InputPrompt")
        before = re.escape(prompt.inner_text())
        self._page.keyboard.press("Shift+Enter")
        expect(prompt).to_have_text(re.compile(rf"^(?!{before})\[\d+\]:$"), timeout=RUNNING)
        return cell

    def _at_its_place(self, cell: Locator) -> Locator:
        cell.scroll_into_view_if_needed()
        place = cell.get_attribute("data-windowed-list-index")
        return self._panel.locator(f'.jp-Notebook-cell[data-windowed-list-index="{place}"]')
