"""The instructor's report on an assignment: one page from the gradebook, the record and the notebooks."""
