"""Meetings found in short articles, and what always holds of them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg.documents.records import Document
from kg.facts.extract import BuiltinExtractor
from kg.facts.meeting_words import find_hits
from kg.facts.meetings import find_meetings
from kg.facts.records import AttendeeFact, MeetingFact
from kg.lexicon.edtf import is_edtf
from kg.lexicon.meetings import load_meeting_words
from kg.mentions.analyse import analyse

CASES: list[dict[str, Any]] = msgspec.yaml.decode(Path(__file__).with_name("meetings.yaml").read_bytes())


def read(text: str, published: str | None = None) -> tuple[tuple[MeetingFact, ...], dict[str, str]]:
    facts = BuiltinExtractor().extract(Document(id="test", text=text, published=published))
    return facts.meetings, {person.key: person.name for person in facts.persons}


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_article(case: dict[str, Any]) -> None:
    meetings, names = read(case["text"], case.get("published"))
    found = [{names[who.person]: who.role for who in meeting.attendees} for meeting in meetings]
    assert found == [want["people"] for want in case["meetings"]]
    for meeting, want in zip(meetings, case["meetings"], strict=True):
        for field in want.keys() & {"name", "date", "organiser", "place"}:
            assert getattr(meeting, field) == want[field], field
        assert set(want.get("collective", ())) <= set(meeting.collective)


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_evidence_is_sound(case: dict[str, Any]) -> None:
    meetings, names = read(case["text"], case.get("published"))
    for meeting in meetings:
        assert meeting.date is None or is_edtf(meeting.date)
        assert meeting.rule
        assert 0 < meeting.confidence <= 1
        facts: list[MeetingFact | AttendeeFact] = [meeting, *meeting.attendees]
        for fact in facts:
            assert fact.evidence is not None
            assert case["text"][fact.evidence.start : fact.evidence.end] == fact.quote
        for attendee in meeting.attendees:
            assert attendee.person in names


def test_decomposed_text_keeps_its_own_offsets() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", CASES[0]["text"])
    meetings, _ = read(text, "2021-05-20")
    assert len(meetings[0].attendees) == 2
    for attendee in meetings[0].attendees:
        assert attendee.evidence is not None
        assert text[attendee.evidence.start : attendee.evidence.end] == attendee.quote


def test_words_in_posts_and_bodies_are_left_out() -> None:
    text = "phó trưởng ban chỉ đạo nói"
    assert [hit.start for hit in find_hits(text, [(0, 22)]).between(0, 99)] == [23]


def test_word_lists_have_no_word_twice() -> None:
    words = msgspec.to_builtins(load_meeting_words())
    lists = [listed for value in words.values() for listed in (value.values() if isinstance(value, dict) else [value])]
    flat = [item for listed in lists if not isinstance(listed, (str, dict)) for item in [listed]]
    for listed in flat:
        assert len(listed) == len(set(listed)), listed


def test_a_longer_article_takes_linear_time() -> None:
    body = CASES[0]["text"] + "\n"

    def seconds(times: int) -> float:
        analysis = analyse(Document(id="test", text=body * times, published="2021-05-20"))
        start = time.process_time()
        find_meetings(analysis, dates=())
        return time.process_time() - start

    short = min(seconds(10) for _ in range(3))
    assert seconds(160) < 16 * short * 4


def test_a_word_names_meetings_of_one_family() -> None:
    words = load_meeting_words()
    listed = [word for lists in (words.nouns, words.pointers) for family in lists.values() for word in family]
    assert len(listed) == len(set(listed))
