"""A notebook's first line: models by id, fixed seeds, nothing on stderr, or one clear sentence."""

import nbformat
from nbclient import NotebookClient

from hfbasics import hub
from hfbasics.catalogue import entries
from tests.conftest import ROOT, run_python


def test_setup_says_what_is_missing_and_which_command_mends_it(tmp_path):
    run = run_python("-c", "import hfbasics; hfbasics.setup()", HFBASICS_HOME=str(tmp_path))
    assert run.returncode != 0
    assert run.stderr.splitlines()[-1].endswith(
        "The local hub is not complete (hfbasics/encoder: missing): run `hfbasics hub build` in a terminal, "
        "then run this cell again."
    )


def test_setup_refuses_to_come_after_huggingface_hub():
    run = run_python("-c", "import huggingface_hub, hfbasics; hfbasics.setup()")
    assert "huggingface_hub was imported before hfbasics.setup()" in run.stderr


def test_setup_may_be_run_again():
    run = run_python("-c", "import hfbasics; hfbasics.setup(); hfbasics.setup(); print('twice')")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.endswith("twice\n")


def test_setup_fixes_the_seeds_and_keeps_warnings_and_logs_off_stderr():
    code = """
import hfbasics; hfbasics.setup()
import logging, random, warnings, numpy, torch
from transformers import AutoModelForTokenClassification, AutoTokenizer
print("seeds", random.random(), numpy.random.rand(), torch.rand(1).item())
warnings.warn("a warning")
AutoModelForTokenClassification.from_pretrained("hfbasics/encoder")  # a new head: Transformers reports it
AutoTokenizer.from_pretrained("hfbasics/encoder")("word " * 600)  # longer than the model can read
"""
    runs = [run_python("-c", code) for _ in range(2)]
    assert [run.stderr for run in runs] == ["", ""]
    seeds = [[line for line in run.stdout.splitlines() if line.startswith("seeds")] for run in runs]
    assert seeds[0] == seeds[1] != []
    assert "UserWarning: a warning" in runs[0].stdout


def test_a_hub_that_cannot_be_written_still_loads_a_dataset(tmp_path):
    # The dataset cache cannot be made below a file, as it cannot in a read-only folder.
    (tmp_path / "hub").symlink_to(hub.cache())
    (tmp_path / "datasets").write_text("in the way")
    code = """
import hfbasics; hfbasics.setup()
from datasets import load_dataset
from huggingface_hub import snapshot_download
print(load_dataset(snapshot_download("hfbasics/course-reviews", repo_type="dataset"), split="test").num_rows)
"""
    run = run_python("-c", code, HFBASICS_HOME=str(tmp_path))
    assert run.stdout.splitlines()[-1] == "288", run.stderr


def test_importing_the_package_imports_no_large_library():
    code = (
        "import hfbasics, sys; print([n for n in ('torch', 'transformers', 'datasets') if n in sys.modules])"
    )
    assert run_python("-c", code).stdout == "[]\n"


def test_in_a_notebook_a_course_error_is_one_line():
    code = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.run_cell("from hfbasics import CourseError\\nraise CourseError('Do this.')")
"""
    run = run_python("-c", code)
    assert "Do this." in run.stdout
    assert "Traceback" not in run.stdout + run.stderr


def test_in_a_notebook_an_unknown_id_is_one_sentence_with_the_ids_that_exist():
    load = [
        'pipeline("text-classification", model="hfbasics/sentimental")',
        'AutoTokenizer.from_pretrained("nobody/nothing")',
        'snapshot_download("hfbasics/review", repo_type="dataset")',
        'open("no such file")',
        "1 / 0",
    ]
    setup = """import hfbasics; hfbasics.setup()
from huggingface_hub import snapshot_download
from transformers import AutoTokenizer, pipeline"""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in [setup, *load]])
    NotebookClient(notebook, timeout=120, allow_errors=True).execute()
    said = [cell.outputs[-1] for cell in notebook.cells[1:]]
    for output in said[:3]:
        assert output.ename == "CourseError"
        assert len(output.traceback) == 1
        assert all(entry.id in output.evalue for entry in entries())
    assert [output.ename for output in said[3:]] == ["FileNotFoundError", "ZeroDivisionError"]


def test_in_a_program_an_unknown_id_is_one_sentence_and_other_errors_stay():
    start = "import hfbasics; hfbasics.setup(); from transformers import AutoModel; "
    unknown = run_python("-c", start + 'AutoModel.from_pretrained("hfbasics/nope")')
    assert unknown.returncode == 1
    assert len(unknown.stderr.splitlines()) == 1
    assert unknown.stderr.startswith("This is not in the local hub")
    other = run_python("-c", start + "1 / 0")
    assert other.stderr.endswith("ZeroDivisionError: division by zero\n")


def test_in_a_notebook_setup_brings_the_magics_and_names_the_cell_that_was_forgotten():
    source = nbformat.read(ROOT / "source" / "1-pipeline" / "pipeline.ipynb", as_version=4)
    setup = next(cell.source for cell in source.cells if cell.id == "pipeline_setup")
    forgotten = [
        "print(decoder.config)",
        "describe_model('hfbasics/encoder')",
        "%hint",
        "print(decoderr)",
        "open('no')",
    ]
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(code) for code in [setup, *forgotten]]
    )
    NotebookClient(notebook, timeout=120, allow_errors=True).execute()
    said = [cell.outputs[-1] for cell in notebook.cells[1:]]
    assert [output.ename for output in said] == [*["CourseError"] * 3, "NameError", "FileNotFoundError"]
    assert said[0].traceback == [
        "`decoder` is made in Section 6, Continue a text: run that cell first, or choose Run > Run All Above "
        "Selected Cell."
    ]
    assert said[1].evalue.startswith(
        "`describe_model` is made in Exercise 1 · describe: run the cell of your"
    )
    assert said[2].evalue == "Say which exercise: `%hint q1`."


def test_while_nbgrader_runs_a_notebook_it_sees_every_error_as_it_is(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    source = nbformat.read(ROOT / "source" / "1-pipeline" / "pipeline.ipynb", as_version=4)
    setup = next(cell.source for cell in source.cells if cell.id == "pipeline_setup")
    cells = [
        nbformat.v4.new_code_cell(code)
        for code in (setup, "print(decoder)", "raise MemoryError", "%check ex01")
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=120, allow_errors=True).execute()
    assert [cell.outputs[-1].ename for cell in cells[1:3]] == ["NameError", "MemoryError"]
    assert cells[3].outputs == []
