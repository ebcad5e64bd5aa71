"""Confidence: learned weights over what a fact shows of itself."""

from __future__ import annotations

import pytest

from kg.facts.confidence import Fact, Model, load_model, rate_facts, read_features
from kg.facts.records import AttendeeFact, ChangeFact, Facts, MeetingFact, NamedPerson, TenureFact

NAMES = {"p1": "hoàng mẫu đơn"}
HELD = TenureFact(
    person="p1",
    post="Giám đốc",
    body="Sở Y tế tỉnh Ninh Bình",
    quote="bà Hoàng Mẫu Đơn, Giám đốc Sở Y tế",
    rule="post-aside",
)
NAMED = ChangeFact(type="appointed", person="p1", quote="bổ nhiệm bà Đơn", rule="appoint-active")
MET = MeetingFact(
    key="m1", name="hội nghị", quote="hội nghị", rule="meeting-noun", attendees=(AttendeeFact(person="p1"),)
)


@pytest.mark.parametrize(
    ("fact", "feature", "value"),
    [
        (HELD, "rule post-aside", 1.0),
        (HELD, "tenure current", 1.0),
        (HELD, "body sở", 1.0),
        (HELD, "tenure: quote has the name", 1.0),
        (HELD, "tenure: quote has the body", 0.5),
        (HELD, "tenure: quote has the body's end", 0.0),
        (NAMED, "change appointed", 1.0),
        (NAMED, "no body", 1.0),
        (NAMED, "change: quote has the name", 0.0),
        (MET, "meeting dated", 0.0),
        (MET, "meeting with somebody", 1.0),
    ],
)
def test_a_fact_shows_features_of_itself(fact: Fact, feature: str, value: float) -> None:
    assert read_features(fact, NAMES)[feature] == value


def test_a_model_adds_up_its_weights() -> None:
    model = Model(bias=0.0, weights={"a": 1.0, "b": -2.0})
    assert model.rate({}) == 0.5
    assert model.rate({"a": 1.0, "other": 9.0}) == 0.73
    assert model.rate({"b": 0.5}) == 0.27


@pytest.mark.parametrize("bias", [50.0, -50.0])
def test_nothing_is_certain_or_hopeless(bias: float) -> None:
    assert 0.0 < Model(bias=bias, weights={}).rate({}) < 1.0


def test_every_fact_of_a_record_gets_its_confidence_and_nothing_else_changes() -> None:
    facts = Facts(
        id="a",
        persons=(NamedPerson(key="p1", name="Hoàng Mẫu Đơn"),),
        tenures=(HELD,),
        changes=(NAMED,),
        meetings=(MET,),
    )
    rated = rate_facts(facts, model=Model(bias=0.0, weights={"tenure": 1.0, "change": -1.0}))
    found: list[Fact] = [*rated.tenures, *rated.changes, *rated.meetings]
    assert [fact.confidence for fact in found] == [0.73, 0.27, 0.5]
    assert rated.tenures[0].quote == HELD.quote


def test_the_model_in_use_trusts_a_fact_more_whose_quote_names_the_person() -> None:
    said = ChangeFact(type="elected", person="p1", post="Bí thư", quote="bầu bà Hoàng Mẫu Đơn", rule="elect-active")
    unsaid = ChangeFact(type="elected", person="p1", post="Bí thư", quote="được bầu", rule="elect-active")
    assert load_model().rate(read_features(said, NAMES)) > load_model().rate(read_features(unsaid, NAMES))
