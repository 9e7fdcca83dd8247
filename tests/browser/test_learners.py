"""A student and somebody who studies alone, each with the first topic in JupyterLab."""

import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.jupyter import RUNNING, Notebook
from tests.browser.server import learners_jupyter

WRONG = """\
def describe_model(repo_id):
    card = ModelCard.load(repo_id).data
    config = AutoConfig.from_pretrained(repo_id)
    size = (config.num_hidden_layers, config.hidden_size)
    return {"licence": card.license, "task": "text", "family": "encoder-only", "size": size}
"""
RIGHT = """\
def describe_model(repo_id):
    card = ModelCard.load(repo_id).data
    config = AutoConfig.from_pretrained(repo_id)
    family = "decoder-only" if config.architectures[0].endswith("ForCausalLM") else "encoder-only"
    family = "encoder-decoder" if config.is_encoder_decoder else family
    size = (config.num_hidden_layers, config.hidden_size)
    return {"licence": card.license, "task": card.pipeline_tag, "family": family, "size": size}
"""
ANSWER = "def describe_model(repo_id):"
CHECK = "# describe_model: the four facts about hfbasics/sentiment."


@pytest.fixture
def address(learners_course):
    with learners_jupyter(learners_course) as address:
        yield address


def _open(page: Page, address: str) -> tuple[Notebook, float]:
    """Click on the first topic in the file browser; return it, and the time of the click."""
    page.goto(address.format("lab/tree/1-pipeline"))
    file = page.locator(".jp-DirListing-item").filter(has_text="pipeline.ipynb")
    file.wait_for()
    start = time.perf_counter()
    file.dblclick()
    return Notebook(page, "pipeline.ipynb"), start


def _shown(cell: Locator) -> Locator:
    return cell.locator(".jp-OutputArea-output")


def test_a_student_sees_a_model_answer_solves_exercises_and_validates(page, address, picture, capsys):
    notebook, start = _open(page, address)
    notebook.run("hfbasics.setup()")
    notebook.run('classifier = pipeline("text-classification", model="hfbasics/sentiment")')
    result = notebook.run('classifier(["The soup was wonderful.", "The soup was cold."])')
    expect(_shown(result)).to_contain_text("'label': 'positive'")
    with capsys.disabled():
        print(f"\nfrom the click to the first result of a model: {time.perf_counter() - start:.1f} s")

    blank = notebook.run_all(until='huggingface = {"?"}')
    expect(_shown(blank)).to_have_text(
        "This answer is still blank: write the answer in place of `# YOUR CODE HERE` and "
        "`raise NotImplementedError()`, then run its cell again."
    )

    notebook.run('huggingface = {"?"}', 'huggingface = {"A", "B", "D"}')
    check = notebook.run("# huggingface: a set of letters from A to E.")
    expect(_shown(check)).to_have_count(0)

    notebook.run(ANSWER, WRONG)
    check = notebook.run(CHECK)
    expect(_shown(check)).to_contain_text("should give 'text-classification' at key 'task', but gave 'text'")
    page.set_viewport_size({"width": 1000, "height": 1000})
    notebook.cell("Exercise 1 · describe").evaluate("cell => cell.scrollIntoView()")
    picture("exercise", page)
    notebook.run(ANSWER, RIGHT)
    expect(_shown(notebook.run(CHECK))).to_have_count(0)

    page.get_by_role("button", name="Validate").click()
    verdict = page.locator("#validation-message")
    # It lists the checks of all that is still blank, and none of the two exercises that are solved.
    expect(verdict).to_contain_text("The following cell failed:", timeout=RUNNING)
    expect(verdict).to_contain_text("services is not answered yet")
    expect(verdict).not_to_contain_text("# huggingface:")
    expect(verdict).not_to_contain_text(CHECK)
    page.get_by_role("button", name="Ok", exact=True).click()


def test_somebody_who_studies_alone_checks_an_answer_and_gets_a_hint(page, address, picture, capsys):
    notebook, _ = _open(page, address)
    notebook.run("hfbasics.setup()")
    answer = notebook.run(ANSWER, WRONG)

    start = time.perf_counter()
    checked = notebook.run_below(answer, "%check ex01")
    row = _shown(checked).get_by_role("row").filter(has_text="Exercise 1 · describe")
    expect(row).to_contain_text("not yet")
    with capsys.disabled():
        print(f"\nfrom typing %check to its table: {time.perf_counter() - start:.1f} s")
    expect(row).to_contain_text("should give 'text-classification' at key 'task', but gave 'text'")
    expect(row).to_contain_text("0 of 4")

    hinted = notebook.run_below(checked, "%hint ex01")
    expect(_shown(hinted)).to_contain_text("The cells that print the card and the config read everything")
    expect(_shown(hinted).locator("code").first).to_be_visible()
    picture("check", page)

    notebook.run(ANSWER, RIGHT)
    checked = notebook.run_again(checked)
    row = _shown(checked).get_by_role("row").filter(has_text="Exercise 1 · describe")
    expect(row).to_contain_text("right")
    expect(row).to_contain_text("4 of 4")
