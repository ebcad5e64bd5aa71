"""Every fact opens its words: what an extractor made is held against the article before it goes on."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from kg.facts.records import AttendeeFact, ChangeFact, Evidence, Facts, MeetingFact, TenureFact

FactT = TypeVar("FactT", TenureFact, ChangeFact, MeetingFact, AttendeeFact)


def anchor_facts(facts: Facts, text: str) -> tuple[Facts, int]:
    """The record with only those facts whose quote stands in the article and whose people it lists.

    A fact whose evidence is missing gets that of the first place where its quote stands.

    Args:
        facts: what an extractor made of the article.
        text: the article's text.

    Returns:
        The record, and how many facts were dropped.
    """
    keys = {person.key for person in facts.persons}
    tenures = _anchor_all(facts.tenures, text, keys)
    changes = _anchor_all(facts.changes, text, keys)
    meetings = tuple(anchored for fact in facts.meetings if (anchored := _anchor_meeting(fact, text, keys)) is not None)
    kept = msgspec.structs.replace(facts, tenures=tenures, changes=changes, meetings=meetings)
    return kept, _count(facts) - _count(kept)


def _anchor_all(facts: tuple[FactT, ...], text: str, keys: set[str]) -> tuple[FactT, ...]:
    return tuple(anchored for fact in facts if (anchored := _anchor_one(fact, text, keys)) is not None)


def _anchor_one(fact: FactT, text: str, keys: set[str]) -> FactT | None:
    people = {getattr(fact, "person", None), getattr(fact, "replaces", None)} - {None}
    if not people <= keys:
        return None
    quote, evidence = fact.quote, fact.evidence
    if quote is None:
        return None if evidence is not None else fact
    if evidence is None:
        start = text.find(quote) if quote else -1
        return None if start < 0 else msgspec.structs.replace(fact, evidence=_span(start, quote))
    fits = 0 <= evidence.start < evidence.end and text[evidence.start : evidence.end] == quote
    return fact if fits else None


def _anchor_meeting(meeting: MeetingFact, text: str, keys: set[str]) -> MeetingFact | None:
    anchored = _anchor_one(meeting, text, keys)
    if anchored is None:
        return None
    kept = _anchor_all(anchored.attendees, text, keys)
    return anchored if kept == anchored.attendees else msgspec.structs.replace(anchored, attendees=kept)


def _span(start: int, quote: str) -> Evidence:
    return Evidence(start=start, end=start + len(quote))


def _count(facts: Facts) -> int:
    attendees = sum(len(meeting.attendees) for meeting in facts.meetings)
    return len(facts.tenures) + len(facts.changes) + len(facts.meetings) + attendees
