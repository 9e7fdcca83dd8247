"""Write every source notebook in its normal form: `python -m tests.normal_form`."""

from tests.conftest import ROOT
from tests.notebook_style import normal_form

if __name__ == "__main__":
    for path in sorted((ROOT / "source").glob("*/*.ipynb")):
        text = normal_form(path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8", newline="\n")
