#!/usr/bin/env python3
"""Markdown tables of what evaluate --json wrote.

score-table.py head LABEL...         the two lines at the top: labels, then the measures
score-table.py row SCORES CELL...    cells of one's own, then the samples' measures
score-table.py floor SCORES CELL...  the same with what real images score in the samples' place
score-table.py classes SCORES...     a column for each class, for samples that were told one
"""
import json
import sys

MEASURES = {
    "frechet": "Fréchet",
    "kid": "KID",
    "precision": "precision",
    "recall": "recall",
    "density": "density",
    "coverage": "coverage",
    "coverage share": "of the floor's",
    "confidence": "confidence",
    "readAsTold": "conditional accuracy",
    "class shares": "class shares",
}


def line(cells):
    return "| " + " | ".join(cells) + " |"


def number(value):
    if value is None:
        return ""
    return f"{value:.4f}" if abs(value) < 0.1 else f"{value:.3f}"


def over_real(scores):
    """Each class's share of the samples over its share of the data; None where these have none."""
    pairs = zip(scores["classShares"], scores["classSharesReal"])
    return [share / real if real else None for share, real in pairs]


def sample_cell(scores, measure):
    if measure == "coverage share":
        return f"{scores['coverage'] / scores['coverageFloor']:.2f}"
    if measure == "class shares":
        shares = [share for share in over_real(scores) if share is not None]
        return f"{min(shares):.2f} to {max(shares):.2f}"
    return number(scores.get(measure))


def floor_cell(scores, measure):
    value = scores.get(measure + "Floor")
    return "" if value is None else f"*{number(value)}*"


def class_table(files):
    tables = {file: read(file) for file in files}
    names = next(iter(tables.values()))["classNames"]
    yield line(["", *names])
    yield "|---" * (1 + len(names)) + "|"
    for file, scores in tables.items():
        stem = file.rsplit("/", 1)[-1].removesuffix(".json")
        yield line([f"{stem}: conditional accuracy", *map(number, scores["classReadAsTold"])])
        shares = ["" if share is None else f"{share:.2f}" for share in over_real(scores)]
        yield line([f"{stem}: share over the data's", *shares])


def read(file):
    with open(file, encoding="utf-8") as scores:
        return json.load(scores)


def main(command, *arguments):
    if command == "head":
        cells = [*arguments, *MEASURES.values()]
        print(line(cells), "|---" * len(cells) + "|", sep="\n")
    elif command in ("row", "floor"):
        scores = read(arguments[0])
        cell = sample_cell if command == "row" else floor_cell
        print(line([*arguments[1:], *(cell(scores, measure) for measure in MEASURES)]))
    elif command == "classes":
        print(*class_table(arguments), sep="\n")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["help"]))
