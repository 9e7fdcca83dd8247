"""Submissions that try to get points that no answer has earned, or to bring a secret out."""

from tests.grading.specimens import Specimen, add_code, cell, named

__all__ = ["CHEATS"]


def _skip_tests(blank, perfect):
    for one in blank.cells:
        if one.metadata.get("nbgrader", {}).get("grade"):
            one.metadata["tags"] = ["skip-execution"]
    return named(blank)


def _equal_to_all(blank, perfect):
    cell(
        blank, "answer"
    ).source = "class Equal:\n    def __eq__(self, other):\n        return True\n    __hash__ = None\nanswer = Equal()"
    return named(blank)


def _strip_asserts(blank, perfect):
    return named(
        add_code(
            blank,
            "import ast\nclass Strip(ast.NodeTransformer):\n    def visit_Assert(self, node):\n"
            "        return ast.Pass()\nget_ipython().ast_transformers.append(Strip())",
        )
    )


CHEATS = [
    Specimen("skip_tag_on_every_test", _skip_tests, 0),
    Specimen("equal_to_everything", _equal_to_all, 0),
    Specimen("an_ast_transformer_without_asserts", _strip_asserts, 0),
]
