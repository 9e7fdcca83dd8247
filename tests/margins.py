"""Show that the checks of trained models have margins: the same answers with other random numbers.

    python -m tests.margins [--seeds 20] [--answer NAME] [EXERCISE ...]

For each exercise that trains something, the instructor's answer and each named mistake are run again with
every seed, by nbgrader's own rules. The table says how often each got its points and, where a check compares
measured numbers with bars, between which numbers they lay. Takes more than an hour for 20 seeds, of which
the fourth topic's share is about ten minutes.
"""

import argparse
import copy
import math
import re
import sys
from typing import NamedTuple

import nbformat
from nbgrader.utils import determine_grade
from rich.console import Console
from rich.progress import Progress

from tests.conftest import ROOT
from tests.corpus import answers, instructor_answers
from tests.desk import Desk, open_desk

LINE = "{:<15} {:<40} {:<9} {:<34} {}"
SEED = re.compile(r'(set_seed\(|Random\(|"seed": )\d+')


class Trained(NamedTuple):
    """An exercise that trains: what its check measures, the bars that it sets, and what goes wrong."""

    measured: str  # expressions in the notebook, with commas between them
    bars: str
    mistakes: tuple[str, ...]
    before: tuple[str, ...] = ()  # cells above the exercise that draw random numbers, too


EXERCISES = {
    "3-fine-tuning": {
        "ex05_probe": Trained(
            "(head(vectors['test']).argmax(dim=-1) == answers['test']).float().mean().item()",
            "more than 0.58",
            ("counts_padding_as_tokens", "body_trained_along", "dropout_left_on", "majority_class"),
        ),
        "ex06_step": Trained("float('nan')", "equal to 1e-5", ("zero_grad_missing", "eval_missing")),
        "ex07_trainer": Trained(
            "right_share(trainer.model, tokenizer, test_rows.select(range(0, 288, 2)))",
            "more than 0.62",
            (
                "learning_rate_a_hundred_times_too_high",
                "chooses_the_epoch_on_the_test_split",
                "trains_on_the_test_split_as_well",
            ),
        ),
        "ex10_search": Trained("result['validation']", "equal", ("chooses_on_the_test_split",)),
        "ex12_generator": Trained(
            "token_perplexity(writer, new) / token_perplexity(decoder, new)",
            "less than 0.90 (new texts)",
            ("counts_padding_as_tokens", "zero_grad_missing", "eval_missing"),
        ),
    },
    "4-bias": {
        # The check looks at the rows first; the numbers say whether it would reject the models, too.
        "ex11_mitigation": Trained(
            "abs(np.mean([*gaps_of.values()][2]) / np.mean(after)), right_after - [*accuracy_of.values()][2]",
            "less than 0.8 (gap); 0.15 (accuracy)",
            ("no_copies_added",),
            ("persistence_train", "persistence_run"),
        ),
    },
}


def _with_seed(source: str, seed: int) -> str:
    """Return a cell that begins with another seed, and gives it to all that draws random numbers there."""
    return f"import transformers\ntransformers.set_seed({seed})\n" + SEED.sub(rf"\g<1>{seed}", source)


def grade(desk: Desk, exercise: str, trained: Trained, source: str, seed: int) -> tuple[float, list[float]]:
    """Return the score of an answer with one seed, and the numbers that its check compares with bars."""
    cells = {cell.id.partition("_")[2]: cell for cell in desk.blank.cells}
    answer = copy.deepcopy(cells[f"{exercise}_answer"])
    answer.source = source
    for part in (*trained.before, "answer", f"{exercise}_try"):
        cell = copy.deepcopy(answer if part == "answer" else cells[part])
        if part != "answer":
            cell.source = _with_seed(cell.source, seed)
        desk.run(cell)
    score, _ = determine_grade(desk.run(cells[f"{exercise}_hidden"]))
    shown = desk.run(nbformat.v4.new_code_cell(f"print(*map(float, ({trained.measured},)))"))
    printed = [output.text for output in shown.outputs if output.get("name") == "stdout"]
    return score, [float(number) for number in printed[-1].split()] if printed else []


def _spread(results: list[tuple[float, list[float]]]) -> str:
    """Return between which numbers each measure lay, such as "0.283 to 0.527; -0.039 to 0.010"."""
    measures = zip(*(numbers for _, numbers in results if numbers), strict=True)
    known = [[number for number in measure if not math.isnan(number)] for measure in measures]
    return "; ".join(f"{min(one):.3f} to {max(one):.3f}" for one in known if one) or "–"


def main() -> int:
    """Run all seeds, print the table; return 1 where the instructor failed or a mistake passed."""
    every = [name for some in EXERCISES.values() for name in some]
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("exercises", nargs="*", metavar="EXERCISE", help=f"of {', '.join(every)}")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--answer", action="append", help="only this one; may be repeated")
    options = parser.parse_args()
    unknown = set(options.exercises) - set(every)
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))}: choose from {', '.join(every)}")
    chosen, wrong = options.exercises or every, 0
    console = Console(width=140, highlight=False)
    console.print(LINE.format("exercise", "answer", "passed", "measured", "bars"))
    for assignment, some in EXERCISES.items():
        asked = {name: trained for name, trained in some.items() if name in chosen}
        wrong += _table(assignment, asked, options, console) if asked else 0
    return int(wrong > 0)


def _table(assignment: str, asked: dict[str, Trained], options: argparse.Namespace, console: Console) -> int:
    """Print the lines of one assignment; return how often an answer did not get what it deserves."""
    (path,) = (ROOT / "source" / assignment).glob("*.ipynb")
    own = instructor_answers(nbformat.read(path, as_version=4))
    named = {(answer.exercise, answer.name): answer.source for answer in answers(assignment)}
    wrong = 0
    with open_desk(path) as desk, Progress(console=console, disable=not sys.stdout.isatty()) as bar:
        for exercise, trained in asked.items():
            every = ("instructor", *trained.mistakes)
            for name in [name for name in every if not options.answer or name in options.answer]:
                source = own[exercise] if name == "instructor" else named[exercise, name]
                runs = bar.track(range(options.seeds), description=f"{exercise}: {name}")
                results = [grade(desk, exercise, trained, source, seed) for seed in runs]
                passed = sum(score > 0 for score, _ in results)
                share = f"{passed} of {len(results)}"
                console.print(LINE.format(exercise, name, share, _spread(results), trained.bars))
                wrong += len(results) - passed if name == "instructor" else passed
    return wrong


if __name__ == "__main__":
    sys.exit(main())
