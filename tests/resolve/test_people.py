"""Who is who is decided from posts, bodies and areas, never from a name alone."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg.claims.map import map_facts
from kg.claims.records import ArticleClaims
from kg.facts.records import ArticleInfo, Facts, NamedPerson, TenureFact
from kg.resolve.people import resolve_people

CASES: list[dict[str, Any]] = msgspec.yaml.decode(Path(__file__).with_name("people.yaml").read_bytes())
NAME = "Trịnh Công Thắng"


def make_articles(
    mentions: list[list[tuple[str, str]]], days: list[str] | None = None, name: str = NAME
) -> list[ArticleClaims]:
    return [
        map_facts(
            Facts(
                id=f"doc{place}",
                article=ArticleInfo(published=days[place] if days is not None else None),
                persons=(NamedPerson(key="p1", name=name),),
                tenures=tuple(TenureFact(person="p1", post=role, body=body, quote="…") for role, body in posts),
            )
        )
        for place, posts in enumerate(mentions)
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
@pytest.mark.parametrize("seed", range(3))
def test_mentions_are_grouped(case: dict[str, Any], seed: int) -> None:
    articles = make_articles(case["mentions"], case.get("days"), case.get("bearing", NAME))
    place_of = {article.mentions[0].id: place for place, article in enumerate(articles)}
    random.Random(seed).shuffle(articles)  # noqa: S311 - a shuffle, no secret
    resolution = resolve_people(articles)
    groups = defaultdict(list)
    for mention, person in resolution.person_of.items():
        groups[person].append(place_of[mention])
    assert sorted(sorted(group) for group in groups.values()) == case["expect"]


def test_judgements_give_their_reasons() -> None:
    articles = make_articles([[("Phó Chủ tịch", "UBND tỉnh Cà Mau")], [("Chủ tịch", "UBND tỉnh Cà Mau")]])
    (judgement,) = resolve_people(articles).judgements
    assert judgement.same
    assert {feature.name for feature in judgement.features} == {"same_body", "same_province", "name_alone", "rare_name"}
    assert judgement.score == sum(feature.score for feature in judgement.features)
    assert all(feature.reason for feature in judgement.features)


def test_names_are_compared_with_tone_marks_but_not_their_place() -> None:
    posts = (TenureFact(person="p1", post="Giám đốc", body="Sở Y tế tỉnh Cà Mau", quote="…"),)
    names = ["Vũ Thị Hòa", "Vũ Thị Hoà", "Vũ Thị Hoa"]
    articles = [map_facts(Facts(id=name, persons=(NamedPerson(key="p1", name=name),), tenures=posts)) for name in names]
    assert len(set(resolve_people(articles).person_of.values())) == 2


def test_those_who_hold_one_seat_are_joined_by_a_judgement_each() -> None:
    articles = make_articles([[("Giám đốc", "Sở Y tế tỉnh Cà Mau")]] * 3)
    judgements = resolve_people(articles).judgements
    assert [[feature.name for feature in judgement.features] for judgement in judgements] == [["same_seat"]] * 2


@pytest.mark.parametrize("role", ["Giám đốc", "Phó Giám đốc", "Đại biểu"])
def test_two_of_one_name_in_one_article_are_two_people(role: str) -> None:
    posts = tuple(TenureFact(person=key, post=role, body="Sở Y tế tỉnh Cà Mau", quote="…") for key in ("p1", "p2"))
    people = (NamedPerson(key="p1", name=NAME), NamedPerson(key="p2", name=NAME))
    resolution = resolve_people([map_facts(Facts(id="a", persons=people, tenures=posts))])
    assert len(set(resolution.person_of.values())) == 2


def test_a_common_name_needs_more_than_a_rare_one() -> None:
    provinces = ["Hà Giang", "Lào Cai", "Yên Bái", "Sơn La", "Lai Châu", "Phú Thọ", "Nghệ An", "Hà Tĩnh", "Long An"]
    elsewhere = [[("Giám đốc", f"Sở Tư pháp tỉnh {province}")] for province in provinces]
    here = [[("Giám đốc", "Sở Y tế tỉnh Cà Mau")], [("Phó Giám đốc", "Sở Tài chính tỉnh Cà Mau")]]
    for bearing, people in (("Nguyễn Văn Hùng", 11), (NAME, 10)):
        articles = make_articles([*here, *elsewhere], name=bearing)
        assert len(set(resolve_people(articles).person_of.values())) == people


def test_work_grows_with_mentions_and_not_with_their_square() -> None:
    offices = [f"Phòng {number} Sở Y tế tỉnh Cà Mau" for number in range(400)]
    articles = make_articles([[("Trưởng phòng", office)] for office in offices])
    assert len(resolve_people(articles).judgements) < 20 * len(offices)
