"""Meetings told by several articles are one where day and two of organiser, name and people agree."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.map import map_facts
from kg.claims.records import ArticleClaims
from kg.facts.records import AttendeeFact, Facts, MeetingFact, NamedPerson
from kg.resolve.meetings import resolve_meetings
from kg.resolve.people import resolve_people

PEOPLE = tuple(NamedPerson(key=key, name=f"Trịnh Công {key}") for key in ("A", "B", "C"))
DAY, NINH_BINH, CA_MAU = "2020-10-05", "Tỉnh ủy Ninh Bình", "Tỉnh ủy Cà Mau"


Told = tuple[str | None, str, str | None, str]


def make_article(place: int, told: Told) -> ArticleClaims:
    day, name, organiser, who = told
    return map_facts(
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


def count_meetings(*meetings: Told) -> int:
    articles = [make_article(place, told) for place, told in enumerate(meetings)]
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
        # one meeting told by three, in words of their own
        (
            [
                (DAY, "Hội nghị toàn quốc bàn cách gìn giữ lễ hội làng nghề gốm", NINH_BINH, "ABC"),
                (DAY, "hội nghị bàn việc gìn giữ các lễ hội của làng nghề", None, "B"),
                (DAY, "hội nghị trực tuyến bàn cách gìn giữ lễ hội làng nghề", None, "BC"),
            ],
            1,
        ),
        ([(DAY, "kỳ họp thứ 9 HĐND tỉnh", NINH_BINH, "AB"), (DAY, "kỳ họp thứ chín", NINH_BINH, "A")], 1),
        ([(DAY, "buổi làm việc về dự án cầu", None, "AB"), (DAY, "cuộc làm việc", None, "ABC")], 1),
        ([(DAY, "trao quyết định điều động", None, "AB"), (DAY, "lễ trao quyết định điều động", None, "AB")], 1),
        # one day, one body, the same people: two subjects, two sessions, two sorts of meetings
        (
            [
                (DAY, "hội nghị tổng kết công tác dân vận khéo", NINH_BINH, "ABC"),
                (DAY, "hội nghị xúc tiến đầu tư du lịch biển", NINH_BINH, "ABC"),
            ],
            2,
        ),
        ([(DAY, "kỳ họp thứ 9 HĐND tỉnh", NINH_BINH, "AB"), (DAY, "kỳ họp thứ 10 HĐND tỉnh", NINH_BINH, "AB")], 2),
        ([(DAY, "thị sát bãi rác", NINH_BINH, "AB"), (DAY, "phiên họp bất thường", NINH_BINH, "AB")], 2),
        ([(DAY, "họp báo về Đại hội Đảng bộ tỉnh", None, "AB"), (DAY, "Đại hội Đảng bộ tỉnh", None, "AB")], 2),
        # one person in common and nothing said of the subject
        ([(DAY, "buổi làm việc", None, "A"), (DAY, "cuộc họp", None, "A")], 2),
        ([(DAY, "buổi tiếp", None, "A"), (DAY, "buổi tiếp", None, "A")], 2),
        # a short name leads nowhere between two that are apart
        (
            [
                (DAY, "hội nghị tổng kết công tác dân vận khéo", NINH_BINH, "ABC"),
                (DAY, "hội nghị", NINH_BINH, "ABC"),
                (DAY, "hội nghị xúc tiến đầu tư du lịch biển", NINH_BINH, "ABC"),
            ],
            2,
        ),
    ],
)
def test_meetings_are_joined(meetings: list[tuple[str | None, str, str | None, str]], count: int) -> None:
    assert count_meetings(*meetings) == count


NAMES = (
    "hội nghị",
    "hội nghị tổng kết công tác dân vận khéo",
    "hội nghị công tác dân vận",
    "kỳ họp thứ 9",
    "lễ trao giải",
)
WORLDS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from((None, NINH_BINH, CA_MAU)), st.sampled_from(("A", "AB", "BC")))
)


@given(WORLDS, st.randoms(use_true_random=False))
def test_order_of_articles_means_nothing(world: list[tuple[str, str | None, str]], chance: random.Random) -> None:
    articles = [make_article(place, (DAY, *told)) for place, told in enumerate(world)]
    people = {mention.id: mention.name for article in articles for mention in article.mentions}
    expected = resolve_meetings(articles, people)
    chance.shuffle(articles)
    assert resolve_meetings(articles, people) == expected
    assert all(expected[first] == first for first in expected.values())


def test_two_meetings_of_one_article_are_two_even_by_way_of_a_third() -> None:
    told = [(DAY, "hội nghị công tác dân vận", NINH_BINH, "AB")] * 3
    first, second, third = (make_article(place, each) for place, each in enumerate(told))
    both = msgspec.structs.replace(first, meetings=(*first.meetings, *second.meetings))
    both = msgspec.structs.replace(
        both, meetings=tuple(msgspec.structs.replace(meeting, doc=first.doc) for meeting in both.meetings)
    )
    articles = [both, third]
    people = {mention.id: mention.name for article in [both, second, third] for mention in article.mentions}
    assert len(set(resolve_meetings(articles, people).values())) == 2
