"""Facts whose words aren't in the article are dropped."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from kg.facts.anchor import anchor_facts
from kg.facts.records import AttendeeFact, Evidence, Facts
from tests.facts.samples import FACTS, TEXT

replace = msgspec.structs.replace


def test_sound_facts_stay() -> None:
    assert anchor_facts(FACTS, TEXT) == (FACTS, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"evidence": Evidence(start=0, end=8)},
        {"evidence": Evidence(start=-8, end=0)},
        {"evidence": Evidence(start=5, end=5), "quote": ""},
        {"evidence": Evidence(start=10_000, end=10_008)},
        {"quote": "không có trong bài", "evidence": None},
        {"quote": "", "evidence": None},
        {"person": "p9"},
        {"replaces": "p9"},
    ],
    ids=str,
)
def test_an_unsound_change_is_dropped(wrong: dict[str, Any]) -> None:
    facts, dropped = anchor_facts(replace(FACTS, changes=(*FACTS.changes, replace(FACTS.changes[0], **wrong))), TEXT)
    assert (facts, dropped) == (FACTS, 1)


def test_missing_evidence_is_found() -> None:
    bare = replace(FACTS, tenures=(replace(FACTS.tenures[0], evidence=None),))
    assert anchor_facts(bare, TEXT) == (FACTS, 0)


def test_attendees_are_dropped_one_by_one_and_with_their_meeting() -> None:
    stranger = AttendeeFact(person="p9")
    misquoted = AttendeeFact(person="p1", quote="vắng mặt")
    silent = AttendeeFact(person="p1")
    meeting = replace(FACTS.meetings[0], attendees=(stranger, misquoted, silent))
    facts, dropped = anchor_facts(replace(FACTS, meetings=(meeting,)), TEXT)
    assert dropped == 2
    assert facts.meetings[0].attendees == (silent,)
    facts, dropped = anchor_facts(replace(FACTS, meetings=(replace(meeting, quote="hội nghị", evidence=None),)), TEXT)
    assert (facts.meetings, dropped) == ((), 4)


def test_nothing_to_drop() -> None:
    assert anchor_facts(Facts(id="a"), "") == (Facts(id="a"), 0)
