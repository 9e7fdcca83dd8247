"""Submissions that are broken, huge, hostile to the batch, or honest but untidy."""

from tests.grading.specimens import Specimen, add_code, cell, named

__all__ = ["FAULTS"]

ALL = 12  # the points of all checks


def _empty(blank, perfect):
    return {"small.ipynb": b""}


def _exits(blank, perfect):
    cell(perfect, "words").source = "import os\nos._exit(1)"
    return named(perfect)


def _shadows_list(blank, perfect):
    return named(add_code(perfect, "list = [1, 2]\nsum = 3", 1))


FAULTS = [
    Specimen("empty_file", _empty, 0, ("rejected",), ("empty",)),
    Specimen("ends_the_process", _exits, ALL - 3, ("crashed",), ("ended the whole process",)),
    Specimen("shadows_list_and_sum", _shadows_list, ALL),
]
