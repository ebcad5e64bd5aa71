"""Facts records in the form in which they are compared."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from kg.evaluation.forms import make_body_form, make_name_form, make_post_form
from kg.evaluation.records import Comparable, Gathering, Said
from kg.facts.records import AttendeeFact, ChangeFact, Facts, MeetingFact, NamedPerson, TenureFact

#: Types of change that count as one.
_SAME_TYPE = {"re_elected": "elected"}


def make_comparable(facts: Facts, *, foreign: AbstractSet[str] = frozenset()) -> Comparable:
    """The record in comparable form.

    Args:
        facts: what an annotator or an extractor says of an article.
        foreign: normal forms of further names to leave out, such as those that the annotation calls foreign.
    """
    left_out = foreign | {make_name_form(person.name) for person in facts.persons if person.scope == "foreign"}
    kept = {
        person.key: person for person in facts.persons if (name := make_name_form(person.name)) and name not in left_out
    }
    tenures = [_compare_tenure(fact, kept[fact.person]) for fact in facts.tenures if fact.person in kept]
    names = {person.key: make_name_form(person.name) for person in facts.persons}
    changes = [_compare_change(fact, kept[fact.person], names) for fact in facts.changes if fact.person in kept]
    officials = [_compare_person(person) for person in kept.values() if person.official]
    return Comparable(
        named=frozenset(make_name_form(person.name) for person in kept.values()),
        foreign=frozenset(left_out),
        persons={said.key: said for said in officials},
        tenures={said.key: said for said in tenures},
        changes={said.key: said for said in changes},
        meetings=tuple(_compare_meeting(fact, kept) for fact in facts.meetings),
    )


def _compare_person(person: NamedPerson) -> Said:
    return Said(key=(make_name_form(person.name),), label=person.name, quote=person.name)


def _compare_tenure(fact: TenureFact, person: NamedPerson) -> Said:
    return Said(
        key=(make_name_form(person.name), make_post_form(fact.post, fact.body), make_body_form(fact.body)),
        label=_join(person.name, fact.post, fact.body),
        more={"status": "former" if fact.status == "former" else "held"},
        rule=fact.rule,
        confidence=fact.confidence,
        quote=fact.quote,
        evidence=fact.evidence,
    )


def _compare_change(fact: ChangeFact, person: NamedPerson, names: dict[str, str]) -> Said:
    kind = _SAME_TYPE.get(fact.type, fact.type)
    return Said(
        key=(make_name_form(person.name), kind, make_post_form(fact.post, fact.body), make_body_form(fact.body)),
        label=_join(person.name, fact.type, fact.post, fact.body),
        more={"date": fact.date, "replaces": names.get(fact.replaces or "")},
        rule=fact.rule,
        confidence=fact.confidence,
        quote=fact.quote,
        evidence=fact.evidence,
    )


def _compare_meeting(fact: MeetingFact, people: dict[str, NamedPerson]) -> Gathering:
    said = Said(
        key=(make_name_form(fact.name),),
        label=_join(fact.name, fact.date, fact.organiser),
        more={"date": fact.date},
        rule=fact.rule,
        confidence=fact.confidence,
        quote=fact.quote,
        evidence=fact.evidence,
    )
    there = [_compare_attendee(attendee, people[attendee.person], fact) for attendee in _listed(fact, people)]
    return Gathering(said=said, organiser=make_body_form(fact.organiser), who={said.key[0]: said for said in there})


def _listed(fact: MeetingFact, people: dict[str, NamedPerson]) -> list[AttendeeFact]:
    return [attendee for attendee in fact.attendees if attendee.person in people]


def _compare_attendee(attendee: AttendeeFact, person: NamedPerson, meeting: MeetingFact) -> Said:
    own = attendee.quote is not None
    return Said(
        key=(make_name_form(person.name),),
        label=_join(person.name, attendee.role, meeting.name),
        more={"role": attendee.role},
        rule=meeting.rule,
        quote=attendee.quote or meeting.quote,
        evidence=attendee.evidence if own else meeting.evidence,
    )


def _join(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
