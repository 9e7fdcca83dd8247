"""The course as people see it: JupyterLab, Formgrader and the pages, in a real browser."""
