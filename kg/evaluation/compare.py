"""What an extractor's record of an article gets right, wrong and misses, beside the annotation's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from kg.evaluation.comparable import make_comparable
from kg.evaluation.meetings import pair_meetings, same_date
from kg.evaluation.misses import tell_attendance, tell_persons, tell_rows
from kg.evaluation.records import Comparable, Finding, Kind, Outcome, Said
from kg.facts.records import Facts

KeyT = TypeVar("KeyT")
Rows = Mapping[tuple[str, ...], Said]


def compare_records(gold: Facts, system: Facts | None) -> list[Finding]:
    """Every fact of both records, and every attribute that the annotation gives of the right ones.

    Args:
        gold: the annotation of an article; people whom it calls foreign count neither for nor against.
        system: an extractor's record of it; None when there is none, which misses everything.
    """
    wanted = make_comparable(gold)
    found = make_comparable(system or Facts(id=gold.id), foreign=wanted.foreign)
    return [
        *_match("person", gold.id, wanted.persons, found.persons),
        *tell_persons(gold.id, wanted, found),
        *_compare_tenures(gold.id, wanted, found),
        *_compare_changes(gold.id, wanted, found),
        *_compare_meetings(gold.id, wanted, found),
    ]


def _compare_tenures(doc: str, gold: Comparable, found: Comparable) -> Iterator[Finding]:
    yield from _match("tenure", doc, gold.tenures, found.tenures)
    yield from tell_rows("tenure", doc, (gold.tenures, found.tenures), (gold.named, found.named))
    for ours, theirs in _both(gold.tenures, found.tenures):
        yield _tell(doc, "tenure", "status", ours, theirs, agrees=ours.more == theirs.more)
    held, holds = _without_bodies(gold.tenures), _without_bodies(found.tenures)
    yield from _match("holding", doc, held, holds)
    yield from (Finding(doc=doc, kind="holding", outcome="missed", gold=held[key]) for key in held if key not in holds)
    yield from (Finding(doc=doc, kind="holding", outcome="wrong", found=holds[key]) for key in holds if key not in held)


def _compare_changes(doc: str, gold: Comparable, found: Comparable) -> Iterator[Finding]:
    yield from _match("change", doc, gold.changes, found.changes)
    yield from tell_rows("change", doc, (gold.changes, found.changes), (gold.named, found.named))
    for ours, theirs in _both(gold.changes, found.changes):
        if ours.more["date"] is not None:
            agrees = same_date(ours.more["date"], theirs.more["date"])
            yield _tell(doc, "change", "date", ours, theirs, agrees=agrees)
        if ours.more["replaces"] is not None:
            agrees = ours.more["replaces"] == theirs.more["replaces"]
            yield _tell(doc, "change", "replaces", ours, theirs, agrees=agrees)


def _compare_meetings(doc: str, gold: Comparable, found: Comparable) -> Iterator[Finding]:
    pairs = pair_meetings(gold.meetings, found.meetings)
    for ours, theirs in pairs:
        yield Finding(doc=doc, kind="meeting", outcome="right", gold=ours.said, found=theirs.said)
        if ours.said.more["date"] is not None:
            agrees = same_date(ours.said.more["date"], theirs.said.more["date"])
            yield _tell(doc, "meeting", "date", ours.said, theirs.said, agrees=agrees)
        for one, other in _both(ours.who, theirs.who):
            yield Finding(doc=doc, kind="attendance", outcome="right", gold=one, found=other)
            yield _tell(doc, "attendance", "role", one, other, agrees=one.more == other.more)
    yield from tell_attendance(doc, gold, found, pairs)


def _match(kind: Kind, doc: str, gold: Rows, found: Rows) -> Iterator[Finding]:
    for ours, theirs in _both(gold, found):
        yield Finding(doc=doc, kind=kind, outcome="right", gold=ours, found=theirs)


def _both(gold: Mapping[KeyT, Said], found: Mapping[KeyT, Said]) -> list[tuple[Said, Said]]:
    return [(said, found[key]) for key, said in gold.items() if key in found]


def _without_bodies(tenures: Rows) -> dict[tuple[str, ...], Said]:
    return {key[:2]: said for key, said in tenures.items()}


def _tell(doc: str, kind: Kind, attribute: str, gold: Said, found: Said, *, agrees: bool) -> Finding:
    outcome: Outcome = "agrees" if agrees else "differs"
    return Finding(doc=doc, kind=kind, outcome=outcome, how=attribute, gold=gold, found=found)
