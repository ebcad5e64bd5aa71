"""Learn what makes a fact likely to be right, from annotated articles: writes kg/lexicon/data/confidence.yaml.

Without arguments it learns from the annotated articles of ../shared; further sets are given as pairs of files.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np

from kg.documents.records import Document
from kg.evaluation.compare import compare_records
from kg.facts.confidence import Fact, Features, Model, read_features
from kg.facts.extract import BuiltinExtractor
from kg.facts.records import Facts

EVAL = Path(__file__).parents[2] / "shared" / "eval"
SETS = [(EVAL / f"{stem}_docs.jsonl", EVAL / f"{stem}.jsonl") for stem in ("dev", "provincial_dev", "seed_dev")]
OUT = Path(__file__).parents[1] / "kg" / "lexicon" / "data" / "confidence.yaml"
HEAD = """\
# What each feature of a fact adds to the log-odds that it is right (kg/facts/confidence.py reads this).
# Made by `python tools/train_confidence.py`; don't edit. Learned from {facts} facts of {articles} annotated articles,
# of which {share:.1%} are right.
"""
#: A feature that fewer facts have tells nothing.
_FEWEST = 8
#: How strongly weights are drawn to nothing, and how often they are corrected.
_RIDGE, _ROUNDS = 2.0, 50

Row = tuple[Features, bool]


def main() -> None:
    """Extract, compare, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--more", nargs=2, action="append", default=[], metavar=("DOCS", "GOLD"), type=Path)
    parser.add_argument("-o", "--output", type=Path, default=OUT)
    options = parser.parse_args()
    rows: list[Row] = []
    articles = 0
    for docs, gold in [*SETS, *map(tuple, options.more)]:
        for found, wanted in extract_set(docs, gold):
            articles += 1
            rows += judge_facts(found, wanted)
    head = HEAD.format(facts=len(rows), articles=articles, share=sum(right for _, right in rows) / len(rows))
    options.output.write_text(head + show_model(fit(rows)), encoding="utf-8")


def extract_set(docs: Path, gold: Path) -> Iterator[tuple[Facts, Facts]]:
    """What the extractor finds in each annotated article, and what people did."""
    wanted = {record.id: record for line in gold.read_bytes().splitlines() if (record := _decode(line))}
    extractor = BuiltinExtractor()
    for line in docs.read_bytes().splitlines():
        document = msgspec.json.decode(line, type=Document)
        yield extractor.extract(document), wanted[document.id]


def _decode(line: bytes) -> Facts:
    return msgspec.json.decode(line, type=Facts)


def judge_facts(found: Facts, gold: Facts) -> Iterator[Row]:
    """The features of each fact found, and whether it is right; facts of foreigners count neither way."""
    names = {person.key: person.name.lower() for person in found.persons}
    for fact in (*found.tenures, *found.changes, *found.meetings):
        outcomes = {(finding.kind, finding.outcome) for finding in compare_records(gold, _only(found, fact))}
        kind = type(fact).__name__.removesuffix("Fact").lower()
        if (kind, "right") in outcomes or (kind, "wrong") in outcomes:
            yield read_features(fact, names), (kind, "right") in outcomes


def _only(found: Facts, fact: Fact) -> Facts:
    """The record with this fact alone."""
    field = f"{type(fact).__name__.removesuffix('Fact').lower()}s"
    return msgspec.structs.replace(found, **{"tenures": (), "changes": (), "meetings": (), field: (fact,)})


def fit(rows: list[Row]) -> Model:
    """The weights that make the outcomes likeliest: logistic regression with a ridge, by Newton's method."""
    counts: dict[str, int] = {}
    for features, _ in rows:
        for name, value in features.items():
            counts[name] = counts.get(name, 0) + (value > 0)
    names = sorted(name for name, count in counts.items() if count >= _FEWEST)
    table = np.array([[1.0, *(features.get(name, 0.0) for name in names)] for features, _ in rows])
    right = np.array([float(outcome) for _, outcome in rows])
    ridge = np.diag([0.0, *(_RIDGE for _ in names)])
    weights = np.zeros(len(names) + 1)
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (right - likely) - ridge @ weights
        curve = (table.T * (likely * (1 - likely))) @ table + ridge
        weights += np.linalg.solve(curve, slope)
    return Model(bias=round(float(weights[0]), 3), weights=dict(zip(names, map(_round, weights[1:]), strict=True)))


def _round(weight: float) -> float:
    return round(float(weight), 3) + 0.0


def show_model(model: Model) -> str:
    """The model as YAML."""
    lines = [f'  "{name}": {weight}' for name, weight in model.weights.items() if weight]
    return "\n".join([f"bias: {model.bias}", "weights:", *lines]) + "\n"


if __name__ == "__main__":
    main()
