"""What no schema can say of a record."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from kg.facts.check import find_faults, find_text_faults
from kg.facts.records import Evidence, Facts
from tests.facts.samples import FACTS, TEXT, find

replace = msgspec.structs.replace
TENURE, CHANGE, MEETING, PERSON = FACTS.tenures[0], FACTS.changes[0], FACTS.meetings[0], FACTS.persons[0]


def test_a_sound_record_has_no_faults() -> None:
    assert list(find_faults(FACTS)) == []
    assert list(find_text_faults(FACTS, TEXT)) == []


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"id": ""}, "$.id: must not be empty"),
    ({"persons": (PERSON, PERSON)}, "$.persons: the key p1 is there 2 times"),
    ({"meetings": (MEETING, MEETING)}, "$.meetings: the key m1 is there 2 times"),
    ({"tenures": (replace(TENURE, person="p2"),)}, "$.tenures[0].person: no person of this record has the key p2"),
    ({"tenures": (replace(TENURE, start="hôm qua"),)}, "$.tenures[0].start: 'hôm qua' is no EDTF date"),
    ({"tenures": (replace(TENURE, end="2021-02-30"),)}, "$.tenures[0].end: '2021-02-30' is no EDTF date"),
    ({"tenures": (replace(TENURE, confidence=1.5),)}, "$.tenures[0].confidence: 1.5 is not between"),
    ({"tenures": (TENURE, replace(TENURE, quote="a"))}, "$.tenures[1].evidence: its span is not as long as the quote"),
    ({"changes": (replace(CHANGE, replaces="p2"),)}, "$.changes[0].replaces: no person"),
    ({"changes": (replace(CHANGE, evidence=Evidence(start=-8, end=0)),)}, "$.changes[0].evidence: from -8 to 0"),
    ({"meetings": (replace(MEETING, date="XXXX"),)}, "$.meetings[0].date: 'XXXX' is no EDTF date"),
    (
        {"meetings": (replace(MEETING, attendees=(replace(MEETING.attendees[0], person="p2"),)),)},
        "$.meetings[0].attendees[0].person: no person",
    ),
    ({"article": replace(FACTS.article, published="13/4/2021")}, "$.article.published: '13/4/2021' is no ISO day"),
]


@pytest.mark.parametrize(("change", "said"), FAULTS, ids=[said for _, said in FAULTS])
def test_each_fault_is_told_with_its_path(change: dict[str, Any], said: str) -> None:
    (told,) = find_faults(replace(FACTS, **change))
    assert told.startswith(said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"evidence": Evidence(start=0, end=8)}, "$.changes[0].evidence: the article has other words at 0:8"),
        ({"evidence": Evidence(start=9_000, end=9_008)}, "$.changes[0].evidence: the article has other words"),
        ({"quote": "được chọn", "evidence": None}, "$.changes[0].quote: these words aren't in the article"),
        ({"evidence": replace(find("được bầu"), prefix="khác ")}, "$.changes[0].evidence: prefix or suffix"),
        ({"evidence": replace(find("được bầu"), suffix=" khác")}, "$.changes[0].evidence: prefix or suffix"),
    ],
)
def test_quotes_are_held_against_the_text(change: dict[str, Any], said: str) -> None:
    (told,) = find_text_faults(replace(FACTS, changes=(replace(CHANGE, **change),)), TEXT)
    assert told.startswith(said)


def test_quotes_without_evidence_are_looked_for() -> None:
    facts = replace(FACTS, changes=(replace(CHANGE, evidence=None),))
    assert list(find_text_faults(facts, TEXT)) == []


def test_an_empty_record_is_sound() -> None:
    assert list(find_faults(Facts(id="a"))) == []
