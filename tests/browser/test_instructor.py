"""An instructor generates, grades by machine and by hand, hands back and reads the report, in Formgrader."""

import re
from pathlib import Path

import nbformat
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.axe import barriers
from tests.browser.jupyter import RUNNING, choose
from tests.browser.server import teachers_jupyter
from tests.conftest import run_python

TOPIC, NOTEBOOK = "1-pipeline", "pipeline"
WRITTEN = "pipeline_written_choose_answer"
ANSWERS = {
    "pipeline_q1_huggingface_answer": 'huggingface = {"A", "B", "D"}',
    "pipeline_q2_services_answer": (
        'services = {"Models": "E", "Datasets": "A", "Spaces": "B", "Inference API": "C", "AutoTrain": "D"}'
    ),
    WRITTEN: (
        "I would take `hfbasics/sentiment`, because praise and complaint are its two labels. It is small "
        "enough for a computer without a graphics card, and no text leaves the house. "
        "It cannot understand irony. I would try it on some mails before use."
    ),
}
COMMENT = "Say which mails you would try it on, and what you would look at."


def _hand_in(course: Path, student: str) -> None:
    """Put a notebook into `submitted/`, in which a student has answered two questions and the written one."""
    notebook = nbformat.read(course / "release" / TOPIC / f"{NOTEBOOK}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = ANSWERS.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    folder = course / "submitted" / student / TOPIC
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{NOTEBOOK}.ipynb")


def _press(frame: FrameLocator, row: str, button: str, answer: str) -> None:
    """Press a button in a row of Formgrader's table, and wait for what it says."""
    frame.get_by_role("row").filter(has_text=row).locator(f".{button} a").click()
    said = frame.locator(".modal-dialog")
    said.wait_for(timeout=RUNNING)
    expect(said).to_contain_text(answer)
    said.get_by_role("button", name="OK").click()
    expect(said).to_have_count(0)


def test_an_instructor_generates_grades_by_machine_and_by_hand_and_hands_back(page, teachers_course, picture):
    page.set_viewport_size({"width": 1280, "height": 800})
    with teachers_jupyter(teachers_course) as address:
        page.goto(address.format("lab"))
        choose(page, "Nbgrader", "Formgrader")
        page.get_by_role("tab", name="File Browser").first.click()  # closes it, which makes room
        frame = page.frame_locator("iframe")
        _press(frame, TOPIC, "assign", "Successfully created the student version")

        _hand_in(teachers_course, "ada")
        frame.get_by_role("link", name="Manage Assignments").click()
        frame.get_by_role("row").filter(has_text=TOPIC).locator(".num-submissions a").click()
        _press(frame, "ada", "autograde", "Successfully autograded")
        expect(frame.get_by_role("row").filter(has_text="ada")).to_contain_text("needs manual grading")

        frame.get_by_role("link", name="Manual Grading").click()
        frame.get_by_role("link", name=TOPIC, exact=True).click()
        frame.get_by_role("link", name=NOTEBOOK, exact=True).click()
        frame.get_by_role("link", name="Submission #1").click()
        _grade_by_hand(page, frame)
        picture("formgrader", page)

        frame.get_by_role("link", name="Manual Grading").click()
        frame.get_by_role("link", name="Manage Assignments").click()
        _press(frame, TOPIC, "generate-feedback", "Successfully generated feedback")

    page.goto((teachers_course / "feedback" / "ada" / TOPIC / f"{NOTEBOOK}.html").as_uri())
    expect(page.get_by_text("pipeline (Score: 10.0 / 100.0)")).to_be_visible()
    expect(page.locator("body")).to_contain_text("Score: 6.0 / 8.0")
    expect(page.locator("body")).to_contain_text(COMMENT)
    expect(page.locator("body")).not_to_contain_text("Marking scheme")
    assert barriers(page) == []

    reported = run_python("-m", "hfbasics.cli", "report", TOPIC, cwd=teachers_course)
    assert reported.returncode == 0, reported.stderr
    page.goto(Path(reported.stdout.strip()).as_uri())
    expect(page.get_by_role("table", name="Success for each exercise")).to_contain_text(
        "services, Spaces: it is made for people with a browser, not for programs."
    )
    page.get_by_role("link", name="feedback pipeline of ada").click()
    expect(page.locator("body")).to_contain_text(COMMENT)


def _grade_by_hand(page: Page, frame: FrameLocator) -> None:
    """Give points and a comment to the written answer, with the marking scheme in sight."""
    answer = frame.locator(".nbgrader_cell").filter(has=page.locator(f"[id={WRITTEN}]"))
    expect(answer).to_contain_text("It cannot understand irony.")
    answer.evaluate("cell => { cell.scrollIntoView(); cell.ownerDocument.defaultView.scrollBy(0, -160); }")
    # Formgrader fetches grades and comments after its page, and then writes these into the fields.
    expect(answer.locator(".score.needs_manual_grade")).to_be_visible()
    expect(answer.locator(".comment")).to_have_attribute("placeholder", re.compile("Type any comments here"))
    for field, text in ((".score", "6"), (".comment", COMMENT)):
        # Formgrader saves a field when it is left.
        with page.expect_response(lambda response: response.request.method == "PUT") as saved:
            answer.locator(field).fill(text)
            answer.locator(field).blur()
        assert saved.value.ok
    scheme = frame.get_by_role("blockquote").filter(has_text="Marking scheme (8 points).")
    expect(scheme).to_be_in_viewport(ratio=0.9)
