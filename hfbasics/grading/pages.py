"""Turn a notebook into a page that everybody can read, also with a screen reader or with weak eyes."""

from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

__all__ = ["ReadableHTML"]

# Code on white instead of light grey: the colours of comments, operators and numbers then stand out enough.
# Links differ from the text around them by more than their colour. Long lines are wrapped, because a box that
# scrolls cannot be reached by keyboard.
_STYLE = """
<style>
body { --jp-cell-editor-background: white; --jp-cell-prompt-not-active-opacity: 1; }
body .jp-InputPrompt, body .jp-OutputPrompt { color: #555; opacity: 1; }
body[data-jp-theme-light="false"] {
  --jp-cell-editor-background: black; --jp-mirror-editor-operator-color: #c7f;
}
body[data-jp-theme-light="false"] .jp-InputPrompt, body[data-jp-theme-light="false"] .jp-OutputPrompt {
  color: #bbb;
}
pre, body .highlight pre { white-space: pre-wrap; overflow-wrap: anywhere; overflow: visible; }
div.input_area pre, .panel-default > .panel-heading { background: white; }
.nbgrader_cell.panel-primary .panel-heading.panel-heading a { color: white; }
.panel a { text-decoration: underline; }
</style>
</head>"""
# What nbgrader's page of feedback lacks: the language, and a landmark around the list of scores at its top.
_MENDED = {
    "</head>": _STYLE,
    "<html>": '<html lang="en">',
    '<div class="panel-heading">': '<div class="panel-heading" role="navigation" aria-label="Scores">',
}


class ReadableHTML(HTMLExporter):
    """nbconvert's page with enough contrast, for `c.GenerateFeedback.exporter_class` and for notebooks.

    `jupyter nbconvert --to hfbasics.grading.pages.ReadableHTML NOTEBOOK` writes a notebook as such a page.
    """

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert a notebook; return the page and nbconvert's resources."""
        page, resources = super().from_notebook_node(nb, resources, **kw)
        for old, new in _MENDED.items():
            page = page.replace(old, new, 1)
        return page, resources
