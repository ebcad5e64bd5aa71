"""The figures, on our own samples and beside the scorer of the annotation scheme, which shares no code with them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kg.documents.faults import FaultLog
from kg.documents.read import read_documents
from kg.evaluation.compare import compare_records
from kg.evaluation.evaluate import evaluate
from kg.evaluation.figures import Figures, count_misses, measure, measure_attributes, measure_rules, pick_examples
from kg.facts.extract import BuiltinExtractor
from kg.facts.read import read_facts
from kg.facts.records import Facts
from kg.facts.write import write_facts
from tests.evaluation.samples import GOLD, SYSTEM

FINDINGS = compare_records(GOLD, SYSTEM)
NO_FACTS = Facts(id="a")


def test_figures_of_the_samples() -> None:
    figures = measure(FINDINGS)
    assert {kind: (row.right, row.wrong, row.missed) for kind, row in figures.items()} == {
        "person": (3, 2, 1),
        "tenure": (3, 3, 2),
        "holding": (4, 2, 1),
        "change": (0, 1, 2),
        "meeting": (1, 1, 1),
        "attendance": (2, 2, 3),
        "overall": (8, 8, 8),
    }
    assert figures["person"].precision == pytest.approx(3 / 5)
    assert figures["person"].recall == pytest.approx(3 / 4)
    assert figures["person"].f1 == pytest.approx(2 * 3 / 5 * 3 / 4 / (3 / 5 + 3 / 4))
    assert measure_attributes(FINDINGS)["tenure", "status"] == Figures(right=2, wrong=1)


def test_figures_of_nothing_are_zero() -> None:
    nothing = measure(compare_records(NO_FACTS, NO_FACTS))["overall"]
    assert (nothing.precision, nothing.recall, nothing.f1) == (0, 0, 0)


def test_rules_answer_for_what_they_found() -> None:
    rows = {(row.kind, row.rule): (row.right, row.wrong) for row in measure_rules(FINDINGS)}
    assert rows == {
        ("tenure", "link"): (0, {"body wrong": 1, "no such person": 1}),
        ("tenure", "aside"): (3, {"too much": 1}),
        ("change", "appoint"): (0, {"type wrong": 1}),
        ("meeting", "noun"): (0, {"meeting unmatched": 1}),
        ("meeting", "verb"): (1, {}),
        ("attendance", "noun"): (0, {"meeting unmatched": 1}),
        ("attendance", "verb"): (2, {"too much": 1}),
    }
    assert [row.rule for row in measure_rules(FINDINGS)][:2] == ["link", "aside"]


def test_misses_add_up_to_the_figures() -> None:
    misses = count_misses(FINDINGS)
    for kind in ("person", "tenure", "change", "meeting", "attendance"):
        rows = [row for (of, how), row in misses.items() if of == kind and not how.endswith(" differs")]
        figures = measure(FINDINGS)[kind]
        assert sum(row.wrong for row in rows) == figures.wrong
        assert sum(row.missed for row in rows) == figures.missed


def test_examples_are_limited_and_pairs_told_once() -> None:
    assert pick_examples(FINDINGS, limit=0) == []
    picked = pick_examples(FINDINGS, limit=1)
    kinds = [(finding.kind, finding.outcome, finding.how) for finding in picked]
    assert len(set(kinds)) == len(kinds)
    assert ("tenure", "missed", "body wrong") in kinds
    assert ("tenure", "wrong", "body wrong") not in kinds
    assert len(pick_examples(FINDINGS * 3, limit=2)) > len(picked)


SETS = ("seed_dev", "dev", "provincial_dev")


def spoil(gold: Facts) -> Facts:
    """A record of which every third fact is left out, every fourth is another's and every fifth is spelt otherwise."""
    people = [person.key for person in gold.persons]
    tenures = tuple(
        msgspec.structs.replace(
            fact,
            person=people[0] if number % 4 == 0 else fact.person,
            body=fact.body.upper() if number % 5 == 0 and fact.body is not None else fact.body,
            status="current",
        )
        for number, fact in enumerate(gold.tenures)
        if number % 3
    )
    changes = tuple(msgspec.structs.replace(fact, date="2019", replaces=people[-1]) for fact in gold.changes[1:])
    meetings = tuple(
        msgspec.structs.replace(fact, date=None, attendees=fact.attendees[number:])
        for number, fact in enumerate(gold.meetings)
    )
    persons = tuple(
        msgspec.structs.replace(fact, official=not fact.official if number % 7 == 0 else fact.official, scope="vn")
        for number, fact in enumerate(gold.persons)
    )
    return msgspec.structs.replace(gold, persons=persons, tenures=tenures, changes=changes, meetings=meetings)


def extract(docs: Path) -> Iterator[Facts]:
    return map(BuiltinExtractor().extract, read_documents([docs], faults=FaultLog()))


@pytest.mark.parametrize("stem", SETS)
@pytest.mark.parametrize("how", ["spoilt", "extracted"])
def test_figures_are_those_of_the_other_scorer(stem: str, how: str, shared: Path, tmp_path: Path) -> None:
    gold, docs = shared / "eval" / f"{stem}.jsonl", shared / "eval" / f"{stem}_docs.jsonl"
    records = list(map(spoil, read_facts([gold], faults=FaultLog())))[1:] if how == "spoilt" else extract(docs)
    write_facts(records, tmp_path / "facts.jsonl")
    command = [sys.executable, shared / "eval" / "score.py", gold, tmp_path / "facts.jsonl", "--json", "--docs", docs]
    said = json.loads(subprocess.run(list(map(str, command)), check=True, capture_output=True).stdout)
    evaluation = evaluate(gold, [tmp_path / "facts.jsonl"], docs=[docs], faults=FaultLog())
    for kind, row in measure(evaluation.findings).items():
        ours = {"precision": row.precision, "recall": row.recall, "f1": row.f1, "gold": row.right + row.missed}
        assert ours == pytest.approx({name: said[kind][name] for name in ours}), kind
    attributes = {
        f"{kind} {name}_agree": row.precision for (kind, name), row in measure_attributes(evaluation.findings).items()
    }
    theirs = {f"{kind} {name}": said[kind][name] for kind in said for name in said[kind] if name.endswith("_agree")}
    assert attributes == pytest.approx(theirs)
    assert evaluation.evidence is not None
    assert evaluation.evidence.precision == pytest.approx(said["evidence"]["sound"])
    assert evaluation.evidence.right + evaluation.evidence.wrong == said["evidence"]["spans"]
