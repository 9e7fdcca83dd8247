"""nbgrader's settings for this course. Every nbgrader command that is run in this folder reads them."""

import os
import sys
from pathlib import Path

from hfbasics.catalogue import CATALOGUE
from hfbasics.hub import home

c = get_config()  # noqa: F821, nbgrader defines it

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "hfbasics"

# A cell that trains takes half a minute here; nbgrader's own limit is 30 seconds, and machines are slower.
c.Execute.timeout = 300
# Each kernel would print a warning into the terminal, through the progress bar: it listens on this machine
# only.
c.Execute.extra_arguments = ["--IPKernelApp.log_level=ERROR"]

# `nbgrader autograde` and Formgrader's button keep student code and hidden tests in two processes, as
# `hfbasics grade` does (docs/grading.md). These are nbgrader's own lists with two steps replaced.
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "hfbasics.grading.preprocessors.Rebuild",  # in place of DeduplicateIds and OverwriteCells
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "hfbasics.grading.preprocessors.Examine",  # in place of Execute
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# What student code may read in its cage: the local hub, and its list of files.
c.GradingRoom.readable = [str(home()), str(CATALOGUE)]
c.GradingRoom.environment = {"HFBASICS_HOME": str(home())}
# Four GiB are enough for the largest model of the course, its gradients and Adam's two moments.
c.GradingRoom.memory = 4096
# The third topic keeps several checkpoints of its trainings.
c.GradingRoom.disk = 2048

# A feedback page shows a student's work and what a failed check says: no hidden test, traceback or script.
c.GenerateFeedback.exporter_class = "hfbasics.grading.pages.ReadableHTML"
c.GenerateFeedback.preprocessors = [
    "hfbasics.grading.feedback.Conceal",
    "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
# Formgrader's page of a submission shows the marking scheme below each written answer; feedback does not.
c.HTMLExporter.preprocessors = [
    "hfbasics.grading.feedback.Sanitize",
    "hfbasics.grading.scheme.MarkingScheme",
]

# `nbgrader export` quotes ids and names that hold a comma or a line end. For other systems: docs/teaching.md.
c.ExportApp.plugin_class = "hfbasics.exports.Csv"

# `nbgrader zip_collect` takes the files of "download all submissions" as these systems name them, and refuses
# hostile zips. The first pattern that matches a file's path counts.
c.ZipCollectApp.extractor_plugin = "hfbasics.collecting.Extractor"
c.ZipCollectApp.collector_plugin = "hfbasics.collecting.Collector"
c.Collector.patterns = [
    # Moodle: First Last_123456_assignsubmission_file_/pipeline.ipynb, or all in one folder
    r"(?:^|/)(?P<name>[^/]+?)_(?P<participant>\d+)_assignsubmission_file_?/?(?:[^/]+/)*(?P<file>[^/]+)$",
    # Canvas: lastfirst_late_12345_67890_pipeline-2.ipynb
    r"(?:^|/)(?P<name>[^/_]+)_(?:(?:late|LATE)_)?(?P<number>\d+)_(?P<upload>\d+)_(?P<file>[^/]+)$",
    # Brightspace: 12345-67890 - First Last - Nov 25, 2026 1017 PM - pipeline.ipynb
    r"(?:^|/)(?P<number>\d+)-\d+ - (?P<name>[^/]+?) - "
    r"(?P<time>\w+ \d+, \d{4} \d+ [AP]M)(?: - |/)(?P<file>[^/]+)$",
]
# Brightspace writes times of the school's own clock.
c.Collector.timezone = "UTC"

# nbgrader starts `alembic` by name when it makes the gradebook. It lies beside this Python, which is not
# on the PATH when the environment was not activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
