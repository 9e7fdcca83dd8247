"""Learning alone: a learner's own copy is checked, hinted at and counted, on this machine only.

The instructor's notebooks in `source/` and the blank ones in `release/` are read here; nothing is sent.
"""

__all__: list[str] = []
