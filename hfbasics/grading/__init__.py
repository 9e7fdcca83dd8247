"""The grading room: run submissions of any nbgrader course so that no student's code decides a score.

It knows nbgrader and notebooks, and nothing of what a course teaches. Student code runs in one process (the
candidate, in a cage), test cells in another (the examiner), and only data passes between them.
"""
