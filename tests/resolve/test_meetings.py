"""Meetings told by several articles are one where day and two of organiser, name and people agree."""

from __future__ import annotations

import pytest

from kg.claims.map import map_facts
from kg.facts.records import AttendeeFact, Facts, MeetingFact, NamedPerson
from kg.resolve.meetings import resolve_meetings
from kg.resolve.people import resolve_people

PEOPLE = tuple(NamedPerson(key=key, name=f"Trịnh Công {key}") for key in ("A", "B", "C"))
DAY, NINH_BINH, CA_MAU = "2020-10-05", "Tỉnh ủy Ninh Bình", "Tỉnh ủy Cà Mau"


def count_meetings(*meetings: tuple[str | None, str, str | None, str]) -> int:
    articles = [
        map_facts(
            Facts(
                id=f"doc{place}",
                persons=PEOPLE,
                meetings=(
                    MeetingFact(
                        key="m1",
                        name=name,
                        date=day,
                        organiser=organiser,
                        attendees=tuple(AttendeeFact(person=key) for key in who),
                        quote="…",
                    ),
                ),
            )
        )
        for place, (day, name, organiser, who) in enumerate(meetings)
    ]
    names = {mention.id: mention.name for article in articles for mention in article.mentions}
    assert resolve_people(articles).person_of.keys() == names.keys()
    return len(set(resolve_meetings(articles, names).values()))


@pytest.mark.parametrize(
    ("meetings", "count"),
    [
        ([(DAY, "hội nghị", NINH_BINH, "AB"), (DAY, "Hội nghị", NINH_BINH, "C")], 1),
        ([(DAY, "hội nghị tổng kết", NINH_BINH, "AB"), (DAY, "hội nghị cuối năm", NINH_BINH, "ABC")], 1),
        ([(DAY, "hội nghị tổng kết", NINH_BINH, "AB"), (DAY, "lễ trao thưởng", NINH_BINH, "BC")], 2),
        ([(DAY, "hội nghị", NINH_BINH, "AB"), (DAY, "hội nghị", CA_MAU, "AB")], 2),
        ([(DAY, "hội nghị", None, "A"), (DAY, "hội nghị", CA_MAU, "B"), (DAY, "hội nghị", NINH_BINH, "C")], 3),
        ([(DAY, "hội nghị", None, "AB"), (DAY, "hội nghị", CA_MAU, "AB")], 1),
        ([("2020-10", "hội nghị", NINH_BINH, "AB"), ("2020-10", "hội nghị", NINH_BINH, "AB")], 2),
        ([(None, "hội nghị", NINH_BINH, "AB"), (None, "hội nghị", NINH_BINH, "AB")], 2),
        ([(DAY, "hội nghị", NINH_BINH, "AB"), ("2020-10-06", "hội nghị", NINH_BINH, "AB")], 2),
    ],
)
def test_meetings_are_joined(meetings: list[tuple[str | None, str, str | None, str]], count: int) -> None:
    assert count_meetings(*meetings) == count
