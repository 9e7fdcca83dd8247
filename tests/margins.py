"""Show that the checks of trained models have margins: the same answers with other random numbers.

    python -m tests.margins [--seeds 20] [EXERCISE ...]

For the third topic's exercises that train something, the instructor's answer and each named mistake are run
again with every seed, by nbgrader's own rules. The table says how often each got its points and, where a
check compares a measured number with a bar, between which numbers it lay. Takes an hour for 20 seeds.
"""

import argparse
import copy
import re
import sys

import nbformat
from nbgrader.utils import determine_grade
from rich.console import Console
from rich.progress import Progress

from tests.conftest import ROOT
from tests.corpus import answers, instructor_answers
from tests.desk import Desk, open_desk

ASSIGNMENT = "3-fine-tuning"
LINE = "{:<15} {:<40} {:<9} {:<16} {}"
NOTEBOOK = ROOT / "source" / ASSIGNMENT / "fine-tuning.ipynb"

# What is measured (an expression in the notebook), the bar that its check sets, and the mistakes.
EXERCISES = {
    "ex05_probe": (
        "(head(vectors['test']).argmax(dim=-1) == answers['test']).float().mean().item()",
        "more than 0.58",
        ("counts_padding_as_tokens", "body_trained_along", "dropout_left_on", "majority_class"),
    ),
    "ex06_step": ("float('nan')", "equal to 1e-5", ("zero_grad_missing", "eval_missing")),
    "ex07_trainer": (
        "right_share(trainer.model, tokenizer, test_rows)",
        "more than 0.62",
        (
            "learning_rate_a_hundred_times_too_high",
            "chooses_the_epoch_on_the_test_split",
            "trains_on_the_test_split_as_well",
        ),
    ),
    "ex10_search": ("result['validation']", "equal", ("chooses_on_the_test_split",)),
    "ex12_generator": (
        "token_perplexity(writer, new) / token_perplexity(decoder, new)",
        "less than 0.90 (new texts)",
        ("counts_padding_as_tokens", "zero_grad_missing", "eval_missing"),
    ),
}


def _with_seed(source: str, seed: int) -> str:
    """Return a try-it cell that begins with another seed."""
    return f"set_seed({seed})\n" + re.sub(r"set_seed\(\d+\)", f"set_seed({seed})", source)


def grade(desk: Desk, exercise: str, source: str, seed: int, measured: str) -> tuple[float, float | None]:
    """Return the score of an answer with one seed, and the number that its check compares with a bar."""
    cells = {cell.id.partition("_")[2]: cell for cell in desk.blank.cells}
    for part in ("answer", "try"):
        cell = copy.deepcopy(cells[f"{exercise}_{part}"])
        cell.source = source if part == "answer" else _with_seed(cell.source, seed)
        desk.run(cell)
    score, _ = determine_grade(desk.run(cells[f"{exercise}_hidden"]))
    shown = desk.run(nbformat.v4.new_code_cell(f"print(float({measured}))"))
    printed = [output.text for output in shown.outputs if output.get("name") == "stdout"]
    return score, float(printed[-1]) if printed else None


def main() -> int:
    """Run all seeds, print the table; return 1 where the instructor failed or a mistake passed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("exercises", nargs="*", metavar="EXERCISE", help=f"of {', '.join(EXERCISES)}")
    parser.add_argument("--seeds", type=int, default=20)
    options = parser.parse_args()
    unknown = set(options.exercises) - set(EXERCISES)
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))}: choose from {', '.join(EXERCISES)}")
    own = instructor_answers(nbformat.read(NOTEBOOK, as_version=4))
    named = {(answer.exercise, answer.name): answer.source for answer in answers(ASSIGNMENT)}
    console, wrong = Console(width=120, highlight=False), 0
    console.print(LINE.format("exercise", "answer", "passed", "measured", "bar"))
    with open_desk(NOTEBOOK) as desk, Progress(console=console, disable=not sys.stdout.isatty()) as bar:
        for exercise in options.exercises or EXERCISES:
            measured, limit, mistakes = EXERCISES[exercise]
            for name in ("instructor", *mistakes):
                source = own[exercise] if name == "instructor" else named[exercise, name]
                runs = bar.track(range(options.seeds), description=f"{exercise}: {name}")
                results = [grade(desk, exercise, source, seed, measured) for seed in runs]
                passed = sum(score > 0 for score, _ in results)
                numbers = [number for _, number in results if number is not None and number == number]
                spread = f"{min(numbers):.3f} to {max(numbers):.3f}" if numbers else "–"
                console.print(LINE.format(exercise, name, f"{passed} of {len(results)}", spread, limit))
                wrong += len(results) - passed if name == "instructor" else passed
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
