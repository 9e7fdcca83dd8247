"""Hugging Face Basics: a local model hub and the checks of the course's notebooks.

A notebook begins with `hfbasics.setup()`. Importing the package is cheap: libraries are imported when used.
"""

from hfbasics.errors import CourseError
from hfbasics.session import setup

__all__ = ["CourseError", "setup"]
