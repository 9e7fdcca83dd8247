"""Measure the models and datasets of the local hub against their bars, and write the figures on their cards.

    python -m training.evaluate [MODEL ...] [--write]

Ends with 1 when a bar is missed. Needs the extra `train` and a complete local hub.
"""

import argparse
import contextlib
import importlib
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from string import Template

from rich import box
from rich.console import Console
from rich.table import Table

import hfbasics
from hfbasics import hub
from hfbasics.catalogue import CATALOGUE
from hfbasics.errors import CourseError
from training.bias import BIAS
from training.measured import Measured, json_lines
from training.measures import MEASURES

__all__ = ["MEASURES", "card", "main", "table"]

CARDS = Path(__file__).parent / "cards"
FROM_HERE = ("bias-pairs",)  # read from the catalogue, so that it is measured before it is in the hub


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and write cards on demand; return 0 when every bar is reached."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__.split("\n")[0])
    parser.add_argument(
        "models", nargs="*", metavar="MODEL", help="such as ner; all of them when none is named"
    )
    parser.add_argument("--write", action="store_true", help="write the cards, too")
    options = parser.parse_args(arguments)
    names = [name.removeprefix("hfbasics/") for name in options.models] or list(MEASURES)
    unknown = sorted(set(names) - set(MEASURES))
    if unknown:
        print(
            f"No measurement is called {' or '.join(unknown)}: there are {', '.join(MEASURES)}.",
            file=sys.stderr,
        )
        return 2
    try:
        return _run(list(dict.fromkeys(names)), options.write)
    except CourseError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped: no more cards are written.", file=sys.stderr)
    return 1


def _run(names: list[str], write: bool) -> int:
    _require(names)
    # What shows progress goes to stderr, the table to stdout.
    with contextlib.redirect_stdout(sys.stderr):
        hfbasics.setup()
        measured = {name: MEASURES[name]() for name in names}
        bias = {name: BIAS[name]() for name in names if name in BIAS}
    # A file has no width of its own, and 80 columns would break most lines.
    Console(width=None if sys.stdout.isatty() else 140).print(table(measured, bias))
    for name in names if write else ():
        target = _target(name)
        if (CARDS / f"{name}.md").is_file():
            target.write_text(card(name, measured[name], bias.get(name, [])), encoding="utf-8", newline="\n")
            print(f"Wrote {target.relative_to(CATALOGUE.parent)}.", file=sys.stderr)
    return 0 if all(figure.reached for figures in measured.values() for figure in figures) else 1


def _require(names: list[str]) -> None:
    folders = {path.name.rpartition("--")[2] for path in hub.cache().glob("*--hfbasics--*")}
    missing = [name for name in names if name not in folders and name not in FROM_HERE]
    if missing:
        raise CourseError(
            f"Not in the local hub: {', '.join(missing)}. Train it with `make train MODEL=…`, run "
            "`make catalogue` and `hfbasics hub build`, or name other models."
        )


def table(measured: dict[str, list[Measured]], bias: dict[str, list[Measured]]) -> Table:
    """Return one table of all figures; a model's measurement of bias stands below its others."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("model", "what is measured"):
        made.add_column(title)
    for title in ("size of the set", "measured", "bar"):
        made.add_column(title, justify="right")
    made.add_column("reached")
    for name, figures in measured.items():
        rows = [(figure.what, figure) for figure in figures]
        rows += [(f"bias: {figure.what}", figure) for figure in bias.get(name, [])]
        for what, figure in rows:
            shown = f"{figure.number:,}", figure.text(figure.value), *_verdict(figure)
            made.add_row(name if figure is figures[0] else "", what, *shown)
        made.add_section()
    return made


def _verdict(figure: Measured) -> tuple[str, str]:
    if figure.bar is None:
        return "–", "–"
    # A bar that is the largest possible value is written without a sign.
    sign = "≤ " if figure.at_most else "" if figure.bar == 1 else "≥ "
    return sign + figure.text(figure.bar), "yes" if figure.reached else "NO"


def _rows(title: str, figures: Sequence[Measured]) -> str:
    rows = [f"| {figure.what} | {figure.number} | {figure.text(figure.value)} |" for figure in figures]
    return "\n".join([title, "|---|---|---|", *rows])


def card(name: str, measured: Sequence[Measured], bias: Sequence[Measured]) -> str:
    """Return a card: its template with the figures, and with what the training used."""
    template = Template((CARDS / f"{name}.md").read_text(encoding="utf-8"))
    known = {
        "measured": _rows("| set | size | result |", measured),
        "bias": _rows("| what | cases | result |", bias),
        **_settings(name),
        **(_size(name) if name in BIAS else {}),
        **{key: _number(value) for key, value in COUNTS.get(name, dict)().items()},
    }
    return template.substitute(known)


def _number(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:,}"


def _target(name: str) -> Path:
    kind = "datasets" if (CATALOGUE / "datasets" / name).is_dir() else "models"
    return CATALOGUE / kind / name / "README.md"


def _settings(name: str) -> dict[str, str]:
    """Return the constants of a training: EPOCHS as `epochs`, and so on."""
    if not (Path(__file__).parent / f"{name.replace('-', '_')}.py").is_file():
        return {}
    module = importlib.import_module(f"training.{name.replace('-', '_')}")
    return {
        key.lower(): _number(value)
        for key, value in vars(module).items()
        if key.isupper() and isinstance(value, int | float)
    }


def _size(name: str) -> dict[str, str]:
    from huggingface_hub import snapshot_download
    from transformers import AutoConfig

    from training.catalogue import count_parameters

    config = AutoConfig.from_pretrained(f"hfbasics/{name}")
    parameters = count_parameters(Path(snapshot_download(f"hfbasics/{name}"), "model.safetensors"))
    return {
        "parameters": f"{parameters:,}",
        "millions": f"{parameters / 1e6:.1f}",
        "layers": str(config.num_hidden_layers),
        "width": str(config.hidden_size),
    }


def _lines(*names: str) -> int:
    """Return how many lines some files in `data/` have together."""
    from training.common import DATA

    return sum(len((DATA / name).read_text(encoding="utf-8").splitlines()) for name in names)


def _sentiment() -> dict[str, float]:
    from training.sentiment import film_reviews

    return {"reviews": len(film_reviews()[0]), "everyday": _lines("sentiment/everyday.tsv")}


def _zero_shot() -> dict[str, float]:
    from training.zero_shot import written

    rows, kept_out = written()
    unused = sum(map(len, kept_out.values()))
    own = (
        _lines("zero-shot/subjects.tsv", "zero-shot/purposes.tsv") - 2 - unused
    )  # each begins with its titles
    return {"own": own, "feelings": len(rows) - own, "kept_out": unused, "kept_out_groups": len(kept_out)}


def _fill_mask() -> dict[str, float]:
    from training.sentiment import film_reviews

    return {
        "own": _lines("fill-mask/facts.txt", "fill-mask/everyday.txt"),
        "others": _lines("sentiment/everyday.tsv", "zero-shot/subjects.tsv", "zero-shot/purposes.tsv") - 2,
        "reviews": len(film_reviews()[0]),
    }


def _ner() -> dict[str, float]:
    from training.names import LOCALES
    from training.ner import SLOT, templates

    lines = templates()
    slotted = sum(bool(SLOT.search(line)) for line in lines)
    return {"own": slotted, "plain": len(lines) - slotted, "locales": len(LOCALES)}


def _translator() -> dict[str, str | float]:
    from training.phrasebook import words

    classes = words()
    listed = [f"- {name} ({len(listed)}): {', '.join(listed)}" for name, listed in classes.items()]
    return {
        "words": "\n".join(listed),
        "word_count": len({word for listed in classes.values() for text in listed for word in text.split()}),
    }


def _bias_pairs() -> dict[str, str | float]:
    folder = CATALOGUE / "datasets" / "bias-pairs" / "data"
    pairs, templates = json_lines(folder / "pairs.jsonl"), json_lines(folder / "templates.jsonl")
    rows = [
        f"| {file} | {kind} | {number} |"
        for file, listed in (("pairs", pairs), ("templates", templates))
        for kind, number in Counter(item["kind"] for item in listed).items()
    ]
    return {"pairs": len(pairs), "templates": len(templates), "kinds": "\n".join(rows)}


def _course_reviews() -> dict[str, str | float]:
    folder = CATALOGUE / "datasets" / "course-reviews" / "data"
    splits = {name: json_lines(folder / f"{name}.jsonl") for name in ("train", "validation", "test")}
    lengths = [len(row["text"].split()) for rows in splits.values() for row in rows]
    labels = {name: Counter(row["label"] for row in rows) for name, rows in splits.items()}
    rows = [
        f"| {name} | {count.total()} | {count['positive']} | {count['negative']} |"
        for name, count in labels.items()
    ]
    return {
        "texts": len(lengths),
        "splits": "\n".join(rows),
        "shortest": min(lengths),
        "longest": max(lengths),
    }


COUNTS: dict[str, Callable[[], dict]] = {
    "course-reviews": _course_reviews,
    "sentiment": _sentiment,
    "zero-shot": _zero_shot,
    "fill-mask": _fill_mask,
    "ner": _ner,
    "translator": _translator,
    "bias-pairs": _bias_pairs,
}


if __name__ == "__main__":
    sys.exit(main())
