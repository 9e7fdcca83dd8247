"""nbgrader's settings for this course. Every nbgrader command that is run in this folder reads them."""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821, nbgrader defines it

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "hfbasics"

# A cell that trains takes half a minute here; nbgrader's own limit is 30 seconds, and machines are slower.
c.Execute.timeout = 300
# Each kernel would print a warning into the terminal, through the progress bar: it listens on this machine
# only.
c.Execute.extra_arguments = ["--IPKernelApp.log_level=ERROR"]

# What student code may read when `hfbasics grade` runs it in its cage: the local hub, and its list of files.
c.GradingRoom.readable = [".huggingface", "catalogue"]
# Four GiB are enough for the largest model of the course, its gradients and Adam's two moments.
c.GradingRoom.memory = 4096
# The third topic keeps several checkpoints of its trainings.
c.GradingRoom.disk = 2048

# A feedback page shows a student's work and what a failed check says: no hidden test, traceback or script.
c.GenerateFeedback.preprocessors = [
    "hfbasics.grading.feedback.Conceal",
    "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
c.HTMLExporter.preprocessors = ["hfbasics.grading.feedback.Sanitize"]

# nbgrader starts `alembic` by name when it makes the gradebook. It lies beside this Python, which is not
# on the PATH when the environment was not activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
