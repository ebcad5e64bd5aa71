"""Two records side by side: what is right, wrong and missed, and how."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.evaluation.compare import compare_records
from kg.evaluation.records import Finding
from kg.facts.records import Facts
from tests.evaluation.samples import GOLD, SYSTEM, change, make_facts, person, tenure

FINDINGS = compare_records(GOLD, SYSTEM)


def tell(kind: str, findings: list[Finding] | None = None) -> Counter[str]:
    """How often each outcome and kind of miss is found of a kind of fact."""
    chosen = FINDINGS if findings is None else findings
    return Counter(f"{finding.outcome} {finding.how}".strip() for finding in chosen if finding.kind == kind)


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("person", {"right": 3, "missed not found": 1, "wrong no official": 1, "wrong no such person": 1}),
        (
            "tenure",
            {
                "right": 3,
                "agrees status": 2,
                "differs status": 1,
                "missed body wrong": 1,
                "wrong body wrong": 1,
                "missed person missing": 1,
                "wrong too much": 1,
                "wrong no such person": 1,
            },
        ),
        ("holding", {"right": 4, "missed": 1, "wrong": 2}),
        ("change", {"missed type wrong": 1, "wrong type wrong": 1, "missed person missing": 1}),
        ("meeting", {"right": 1, "agrees date": 1, "missed meeting unmatched": 1, "wrong meeting unmatched": 1}),
        (
            "attendance",
            {
                "right": 2,
                "agrees role": 1,
                "differs role": 1,
                "missed person missing": 1,
                "missed not found": 1,
                "wrong too much": 1,
                "missed meeting unmatched": 1,
                "wrong meeting unmatched": 1,
            },
        ),
    ],
)
def test_every_kind_of_miss_is_told(kind: str, found: dict[str, int]) -> None:
    assert tell(kind) == found


def test_a_miss_and_what_comes_near_it_tell_of_each_other() -> None:
    missed, wrong = [finding for finding in FINDINGS if finding.kind == "tenure" and finding.how == "body wrong"]
    assert missed.gold is not None
    assert missed.found is not None
    assert (missed.gold.label, missed.found.rule) == ("Vàng A Mận · Chủ tịch · UBND huyện Sông Mây", "link")
    assert (wrong.gold, wrong.found) == (missed.gold, missed.found)


def test_nothing_is_said_of_foreigners() -> None:
    labels = [said.label for finding in FINDINGS for said in (finding.gold, finding.found) if said is not None]
    assert labels
    assert not [label for label in labels if "Ban Ki-moon" in label]


def test_a_record_fits_itself() -> None:
    for record in (GOLD, SYSTEM):
        assert {finding.outcome for finding in compare_records(record, record)} == {"right", "agrees"}


def test_without_a_record_all_is_missed() -> None:
    assert {finding.outcome for finding in compare_records(GOLD, None)} == {"missed"}
    assert tell("tenure", compare_records(GOLD, None)) == {"missed person missing": 5}


@pytest.mark.parametrize(
    ("found", "how"),
    [
        (change("elected", "p1", "Chủ tịch", "HĐND huyện Sông Mây"), "body wrong"),
        (change("elected", "p1", "Phó Chủ tịch", "UBND huyện Sông Mây"), "post wrong"),
        (change("elected", "p1", "Bí thư", "Huyện ủy Sông Mây"), "post and body wrong"),
        (change("approved", "p1", "Chủ tịch", "UBND huyện Sông Mây"), "type wrong"),
        (change("approved", "p1", "Bí thư", "UBND huyện Sông Mây"), "not found"),
    ],
)
def test_kinds_of_changes(found: dict[str, object], how: str) -> None:
    persons = [person("p1", "Lò Thị Chanh")]
    gold = make_facts(persons=persons, changes=[change("elected", "p1", "Chủ tịch", "UBND huyện Sông Mây")])
    findings = compare_records(gold, make_facts(persons=persons, changes=[found]))
    assert tell("change", findings)[f"missed {how}"] == 1


def test_reelection_is_election() -> None:
    persons = [person("p1", "Lò Thị Chanh")]
    again, once = (
        make_facts(persons=persons, changes=[change(type_, "p1", "Chủ tịch", "UBND huyện")])
        for type_ in ("re_elected", "elected")
    )
    assert tell("change", compare_records(again, once)) == {"right": 1}


def test_a_wrong_fact_answers_for_one_miss_only() -> None:
    persons = [person("p1", "Lò Thị Chanh")]
    gold = make_facts(persons=persons, tenures=[tenure("p1", "Chủ tịch", body) for body in ("UBND A", "UBND B")])
    found = make_facts(persons=persons, tenures=[tenure("p1", "Chủ tịch", "UBND C")])
    assert tell("tenure", compare_records(gold, found)) == {
        "missed body wrong": 1,
        "missed not found": 1,
        "wrong body wrong": 1,
    }


def test_a_longer_name_is_told_apart_from_no_name() -> None:
    gold = make_facts(persons=[person("p1", "Lò Thị Chanh"), person("p2", "Vàng A Mận", official=False)])
    found = make_facts(persons=[person("p1", "Lò Chanh"), person("p2", "Vàng A Mận")])
    counts = tell("person", compare_records(gold, found))
    assert counts == {"missed name differs": 1, "wrong name differs": 1, "wrong no official": 1}
    hidden = make_facts(persons=[person("p1", "Lò Thị Chanh", official=False)])
    assert tell("person", compare_records(gold, hidden)) == {"missed not official": 1}


def test_one_meeting_goes_with_the_likest() -> None:
    def meet(*people: str, date: str | None = None) -> dict[str, object]:
        return {"key": f"{people}{date}", "name": "họp", "date": date, "quote": "họp", "attendees": [
            {"person": key} for key in people]}  # fmt: skip

    persons = [person(key, f"Lò Thị {key}") for key in "xyz"]
    gold = make_facts(persons=persons, meetings=[meet("x", date="2021-03-02"), meet("x", "y")])
    found = make_facts(persons=persons, meetings=[meet("x", "y", "z"), meet("x", date="2021-03-03")])
    assert tell("attendance", compare_records(gold, found))["right"] == 3
    assert tell("meeting", compare_records(gold, found)) == {"right": 2, "differs date": 1}


def test_dates_whose_year_is_open() -> None:
    persons = [person("p1", "Lò Thị Chanh")]

    def say(date: str | None) -> Facts:
        return make_facts(persons=persons, changes=[change("elected", "p1", "Chủ tịch", "UBND A", date=date)])

    for gold, found, outcome in [
        ("XXXX-03-02", "2021-03-02", "agrees date"),
        ("XXXX-03-02", "2021-03-03", "differs date"),
        ("2021-03-02", "XXXX-03-02", "differs date"),
        ("2021-03", None, "differs date"),
    ]:
        assert tell("change", compare_records(say(gold), say(found)))[outcome] == 1
    assert tell("change", compare_records(say(None), say("2021"))) == {"right": 1}
