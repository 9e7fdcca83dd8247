"""A notebook in JupyterLab, as a person uses it: by its menus, its cells and its keys."""

import re

from playwright.sync_api import Locator, Page, expect

__all__ = ["Notebook", "choose"]

# Milliseconds for cells to run: a set-up imports PyTorch, and a topic's cells take a minute or two.
_RUNNING = 600_000


def choose(page: Page, menu: str, item: str) -> None:
    """Click an item of JupyterLab's menu bar."""
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.locator(".lm-Menu-item").filter(has_text=re.compile(rf"^{item}")).first.click()


class Notebook:
    """The notebook that is open in front."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self._panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        page.get_by_role("tab", name=name).first.wait_for()
        self.wait_until_idle()

    def wait_until_idle(self) -> None:
        """Wait for the kernel to have nothing to do."""
        indicator = self._panel.locator(".jp-Notebook-ExecutionIndicator")
        expect(indicator).to_have_attribute("data-status", "idle", timeout=_RUNNING)

    def cell(self, text: str) -> Locator:
        """Return the cell with this text, scrolled into view."""
        cell = self._panel.locator(".jp-Notebook-cell").filter(has_text=text).first
        cell.scroll_into_view_if_needed()
        return cell

    def run(self, text: str) -> Locator:
        """Click into the code cell with this text, press Shift+Enter, and wait; return the cell."""
        cell = self.cell(text)
        cell.locator(".cm-content").click()
        return self._run(cell)

    def write(self, text: str, answer: str) -> Locator:
        """Replace what is in the code cell with this text by an answer, run it, and return the cell."""
        cell = self.cell(text).element_handle()
        self.cell(text).locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(answer)
        assert cell
        return self._run(self.cell(answer.splitlines()[0]))

    def _run(self, cell: Locator) -> Locator:
        self.page.keyboard.press("Shift+Enter")
        expect(cell.locator(".jp-InputPrompt").first).to_have_text(re.compile(r"\[\d+\]"), timeout=_RUNNING)
        return cell
