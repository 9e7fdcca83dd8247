"""A learner alone in a notebook's kernel: checks, hints, solutions, and errors as one sentence."""

import json
import os
import random
import shutil
import time
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

from hfbasics.study.topics import find_topic
from tests.conftest import ROOT
from tests.small_topic import RIGHT, TOPIC, answer, make_course, save

LOAD = """
from pathlib import Path
from hfbasics.study.magics import load
from hfbasics.troubles import explain_errors
load(get_ipython(), Path({root!r}))
explain_errors(Path({root!r}))
"""
# After a cell that failed, a kernel throws away what comes in the next moment, unless it is told not to.
NOTHING_THROWN_AWAY = {"stop_on_error": False}


class Kernel:
    """A notebook's kernel, in which cells are run as a learner runs them."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self._manager, self._client = start_new_kernel(cwd=str(folder), env=_environment(environment))

    def run(self, source: str, seconds: float = 120) -> str:
        """Run a cell; return all that it shows, HTML after the plain text of the same output."""
        shown = []

        def keep(message: dict) -> None:
            content = message["content"]
            match message["msg_type"]:
                case "stream":
                    shown.append(content["text"])
                case "display_data" | "execute_result":
                    shown.extend(content["data"].get(kind, "") for kind in ("text/plain", "text/html"))
                    shown.append("PICTURE" if "image/png" in content["data"] else "")
                case "error":
                    shown.append("\n".join(content["traceback"]))

        self._client.execute_interactive(source, output_hook=keep, timeout=seconds, **NOTHING_THROWN_AWAY)
        return "\n".join(part for part in shown if part)

    def run_and_interrupt(self, source: str, after: float) -> float:
        """Start a cell, press the stop button; return the seconds until the cell has ended."""
        self._client.execute(source, **NOTHING_THROWN_AWAY)
        time.sleep(after)
        started = time.monotonic()
        self._manager.interrupt_kernel()
        self._client.get_shell_msg(timeout=60)
        return time.monotonic() - started

    def close(self) -> None:
        """End the kernel."""
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)


def _environment(more: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "NBGRADER_EXECUTION"}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


@pytest.fixture
def root(tmp_path) -> Path:
    make_course(tmp_path)
    (tmp_path / "work").mkdir()
    return tmp_path


@pytest.fixture
def kernel(root):
    kernel = Kernel(root)
    assert kernel.run(LOAD.format(root=str(root))) == ""
    yield kernel
    kernel.close()


def _cell(root: Path, name: str) -> str:
    notebook = nbformat.read(root / "release" / TOPIC / "small.ipynb", as_version=4)
    return next(cell.source for cell in notebook.cells if cell.id == name)


def _open(kernel: Kernel, root: Path, *names: str) -> None:
    for name in names:
        kernel.run(_cell(root, f"small_{name}"))


def test_a_right_a_wrong_and_a_blank_answer_are_told_apart_in_the_kernel(kernel, root):
    _open(kernel, root, "setup", "doubling_load", "ex01_double_answer")
    assert "○ Exercise 1 · double: not attempted, 0 of 3 points. The answer is blank" in kernel.run(
        "%check ex01"
    )
    kernel.run("def double(number):\n    return abs(number) * factor")
    wrong = kernel.run("%check ex01")
    assert "✗ Exercise 1 · double: not yet, 0 of 3 points. double(-8) should be -16, but is 16." in wrong
    assert '<th scope="row"' in wrong
    kernel.run(RIGHT["ex01"])
    assert "✓ Exercise 1 · double: right, 3 of 3 points." in kernel.run("%check ex01")
    kept = json.loads((root / "work" / "progress.json").read_text())["topics"][TOPIC]["records"]
    assert kept["ex01"]["state"] == "right"


def test_a_question_mark_that_is_left_is_no_attempt(kernel, root):
    _open(kernel, root, "setup", "words_load")
    kernel.run('letters = {"A", "?"}')
    assert 'not attempted, 0 of 2 points. A "?" is left in the answer' in kernel.run("%check q1")
    kernel.run('letters = {"?"}\nletters = {"A"}')
    assert "✗ Question 1 · letters: not yet, 0 of 2 points. letters: look at C again." in kernel.run(
        "%check q1"
    )


def test_a_cell_that_has_not_run_is_named_and_says_nothing_of_the_answer(kernel, root):
    _open(kernel, root, "setup")
    assert "not attempted, 0 of 3 points. Run the cell of your answer first." in kernel.run("%check ex01")
    kernel.run(RIGHT["ex01"])
    said = kernel.run("%check ex01")
    assert "`factor` is made in Section 1, Doubling: run that cell first" in said
    kept = json.loads((root / "work" / "progress.json").read_text())["topics"][TOPIC]["records"]
    assert kept["ex01"]["state"] == "not attempted"  # from before: the second time nothing was found out


def test_a_check_leaves_names_random_numbers_output_and_plots_as_they_were(kernel, root):
    _open(kernel, root, "setup", "doubling_load")
    kernel.run("%matplotlib inline\nimport matplotlib.pyplot as plt, sys")
    kernel.run("got = 'mine'\ncalls = 0")
    kernel.run(
        "def double(number):\n    global calls, made\n    calls += 1\n    made = plt.figure()\n"
        "    print('loud')\n    print('loud', file=sys.stderr)\n    random.random()\n    return 2 * number"
    )
    kernel.run("random.seed(3)\nbefore = set(globals())")
    shown = kernel.run("%check ex01")
    assert "right" in shown
    assert not any(word in shown for word in ("loud", "PICTURE", "seen by nobody"))
    random.seed(3)
    after = "print(got, calls, set(globals()) - before - {'before'}, plt.get_fignums(), random.random())"
    names = kernel.run(after).split()
    assert names[:2] == ["mine", "0"]
    assert "made" not in kernel.run("print([name for name in globals() if name == 'made'])")
    assert names[-2:] == ["[]", str(random.random())]


def test_an_error_in_an_answer_names_the_learners_line(kernel, root):
    _open(kernel, root, "setup", "doubling_load")
    kernel.run("def double(number):\n    pair = [number]\n    return pair[factor]")
    said = kernel.run("%check ex01")
    assert "Your line `return pair[factor]` stopped with IndexError: list index out of range" in said


def test_what_a_learner_writes_is_shown_as_text(kernel, root):
    _open(kernel, root, "setup", "doubling_load")
    kernel.run("def double(number):\n    return '<img src=x onerror=alert(1)>'")
    said = kernel.run("%check ex01")
    assert "&lt;img src=x" in said
    assert "<img" not in said.partition("<table>")[2]


def test_the_stop_button_ends_a_check_and_the_names_are_as_before(kernel, root):
    _open(kernel, root, "setup", "doubling_load")
    kernel.run("import time\ngot = 'mine'\ndef double(number):\n    time.sleep(60)")
    assert kernel.run_and_interrupt("%check ex01", after=1.5) < 10
    assert kernel.run("print(got)").strip() == "mine"


def test_without_an_exercise_all_answers_that_have_run_are_checked(kernel, root):
    assert "No cell of a course notebook has run in this kernel" in kernel.run("%check")
    _open(kernel, root, "setup", "doubling_load", "words_load")
    assert "No answer has run in this kernel yet" in kernel.run("%check")
    kernel.run(RIGHT["ex01"])
    kernel.run(RIGHT["q1"])
    said = kernel.run("%check")
    assert "1-small: 2 of 2 right, 5 of 5 points" in said
    assert "Exercise 2" not in said


def test_hints_come_one_after_another_and_the_solution_after_a_try(kernel, root):
    _open(kernel, root, "setup", "doubling_load", "ex01_double_answer")
    first, second = kernel.run("%hint ex01"), kernel.run("%hint ex01")
    assert "Hint 1 of 3: The sign for times is `*`." in first
    assert "Hint 2" not in first
    assert "Hint 2 of 3: The instructor's answer uses `abs`." in second
    assert "made = abs(number)" in kernel.run("%hint ex01")
    assert "%solution ex01" in kernel.run("%hint ex01")
    assert "is still blank: try an answer first" in kernel.run("%solution ex01")
    kernel.run("def double(number):\n    return number")
    assert "has not been checked yet" in kernel.run("%solution ex01")
    kernel.run("%check ex01")
    shown = kernel.run("%solution ex01")
    assert "return sign * made * factor" in shown
    assert "### " not in shown


def test_a_wrong_id_is_one_sentence(kernel, root):
    _open(kernel, root, "setup")
    said = kernel.run("%check ex99")
    assert said == "1-small has no exercise 'ex99': it has ex01, q1, ex02, written."
    assert kernel.run("%hint") == "Say which exercise: `%hint ex01`."


def test_the_written_answer_is_the_learners_to_judge(kernel, root):
    release = nbformat.read(root / "release" / TOPIC / "small.ipynb", as_version=4)
    _open(kernel, root, "setup")
    save(root, release)
    assert "not attempted" in kernel.run("%check written")
    save(root, answer(release, RIGHT))
    assert "? Written answer · why: yours to judge" in kernel.run("%check written")
    assert "Marking scheme" in kernel.run("%solution written")


def test_jupyterlab_names_the_notebook_before_any_cell_has_run(root):
    kernel = Kernel(root, JPY_SESSION_NAME=str(root / "work" / TOPIC / "small.new.ipynb"))
    try:
        kernel.run(LOAD.format(root=str(root)))
        assert "Hint 1 of 2: Read this part again: Section 2, Words." in kernel.run("%hint q1")
    finally:
        kernel.close()


def test_while_nbgrader_runs_the_notebook_the_magics_say_nothing_and_errors_stay(root):
    kernel = Kernel(root, NBGRADER_EXECUTION="validate")
    try:
        kernel.run(LOAD.format(root=str(root)))
        _open(kernel, root, "setup")
        assert kernel.run("%check ex01\n%hint ex01\n%solution ex01") == ""
        assert "NameError" in kernel.run("print(factor)")
    finally:
        kernel.close()


def test_the_errors_that_beginners_meet_are_one_sentence_each(kernel, root):
    _open(kernel, root, "setup", "ex01_double_answer")
    missing = kernel.run("print(factor)")
    assert missing == (
        "`factor` is made in Section 1, Doubling: run that cell first, or choose Run > Run All Above "
        "Selected Cell."
    )
    blank = kernel.run(_cell(root, "small_ex01_double_try"))
    assert blank.startswith("`double` is still blank: write the answer in place of")
    assert kernel.run(_cell(root, "small_q1_letters_answer")).startswith("This answer is still blank")
    kernel.run("count = 0\ndel count")
    assert "Exercise 2 · count: run the cell of your answer there first" in kernel.run("print(count(''))")
    for short in ("MemoryError()", 'RuntimeError("DefaultCPUAllocator: can\'t allocate memory: you tried")'):
        assert kernel.run(f"raise {short}").startswith("This machine's memory is short")


def test_a_learners_own_bug_keeps_its_traceback(kernel, root):
    _open(kernel, root, "setup")
    assert "NameError" in kernel.run("print(facto)")
    assert "NotImplementedError" in kernel.run("raise NotImplementedError('later')")
    assert "RuntimeError" in kernel.run("raise RuntimeError('mine')")
    # A name that only a later cell makes is no cell that was forgotten.
    assert "NameError" in kernel.run(_cell(root, "small_doubling_load").replace("2", "separator"))


def test_a_right_answer_in_a_real_topic_is_right_and_the_time_is_printed(tmp_path):
    """The setup and the first exercise of the first topic; `pytest -s` shows the time, and asserts none."""
    for folder in ("source", "release"):  # so that nothing is remembered in the real course's `work/`
        shutil.copytree(ROOT / folder / "1-pipeline", tmp_path / folder / "1-pipeline")
    topic = find_topic(tmp_path, "1-pipeline")
    kernel = Kernel(tmp_path)
    try:
        for cell in topic.cells:
            if cell.kind == "code":
                kernel.run(cell.source, seconds=300)
            if cell.exercise == "ex01":
                break
        kernel.run(LOAD.format(root=str(tmp_path)))
        kernel.run(topic.exercises["ex01"].solution)
        started = time.monotonic()
        shown = kernel.run("%check ex01")
        seconds = time.monotonic() - started
    finally:
        kernel.close()
    print(f"%check ex01 took {seconds:.2f} s")
    assert "✓ Exercise 1 · describe: right" in shown
