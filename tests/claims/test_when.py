"""Each claim is of the body that bore the name on the day that the claim is about."""

from __future__ import annotations

import pytest

from kg.claims.map import map_facts
from kg.facts.records import (
    ArticleInfo,
    ChangeFact,
    ChangeType,
    Facts,
    MeetingFact,
    NamedPerson,
    TenureFact,
    TenureStatus,
)

OLD, NEW = "p37", "p37-2025"
PEOPLE = (NamedPerson(key="p1", name="Phạm Hữu Khiêm"),)


@pytest.mark.parametrize(
    ("status", "published", "start", "end", "area"),
    [
        ("current", "2021-04-13", None, None, OLD),
        ("current", "2025-06-30", None, None, OLD),
        ("current", "2025-07-01", None, None, NEW),
        ("current", "2025-08-01", "2021", None, NEW),  # since 2021, and still: of the body that there is
        ("current", None, None, None, OLD),  # no day: what the name meant just before the reform
        ("current", None, "2025-07-01", None, NEW),
        ("former", "2026-03-01", "2016", "2020", OLD),
        ("former", "2026-03-01", None, "2025-05-31", OLD),
        ("former", "2026-03-01", None, "2025-12", NEW),
        ("former", "2025-08-01", None, None, OLD),  # in the first year, a former holder is the last body's
        ("former", "2026-06-30", None, None, OLD),
        ("former", "2026-07-01", None, None, NEW),
        ("incoming", "2025-06-30", None, None, NEW),  # decided, not in force yet
        ("incoming", "2025-06-11", None, None, OLD),
        ("incoming", "2025-05-01", "2025-07-01", None, NEW),
    ],
)
def test_post_is_in_the_body_of_the_day(
    status: TenureStatus, published: str | None, start: str | None, end: str | None, area: str
) -> None:
    fact = TenureFact(
        person="p1", post="Chủ tịch", body="UBND tỉnh Ninh Bình", status=status, start=start, end=end, quote="…"
    )
    (claim,) = map_facts(
        Facts(id="a", article=ArticleInfo(published=published), persons=PEOPLE, tenures=(fact,))
    ).tenures
    assert claim.post.body.area is not None
    assert claim.post.body.area.key == area
    assert (claim.post.since, claim.post.until) == ((None, "2025-06-30") if area == OLD else ("2025-07-01", None))


@pytest.mark.parametrize(
    ("type_", "published", "date", "area"),
    [
        ("elected", "2021-07-02", "2021-07-01", OLD),
        ("appointed", "2025-06-30", "2025-06-30", NEW),
        ("dismissed", "2025-06-30", "2025-06-30", OLD),
        ("dismissed", "2025-07-03", "2025-06-30", OLD),
        ("dismissed", "2025-07-03", None, NEW),
        ("elected", "2026-01-05", "2016-06", OLD),
        ("elected", "2026-01-05", "XXXX-06-01", NEW),  # an unknown year bounds nothing
        ("elected", None, None, OLD),
    ],
)
def test_change_is_of_the_body_of_its_own_day(
    type_: ChangeType, published: str | None, date: str | None, area: str
) -> None:
    fact = ChangeFact(type=type_, person="p1", post="Chủ tịch", body="UBND tỉnh Ninh Bình", date=date, quote="…")
    (claim,) = map_facts(
        Facts(id="a", article=ArticleInfo(published=published), persons=PEOPLE, changes=(fact,))
    ).changes
    assert claim.post is not None
    assert claim.post.body.area is not None
    assert claim.post.body.area.key == area


def test_who_decides_and_who_organises_are_of_the_day_too() -> None:
    change = ChangeFact(type="elected", person="p1", date="2021-07-01", by="HĐND tỉnh Ninh Bình", quote="…")
    meeting = MeetingFact(key="m", name="họp", date="2025-07-02", organiser="Tỉnh ủy Ninh Bình", quote="…")
    article = ArticleInfo(published="2025-07-02")
    claims = map_facts(Facts(id="a", article=article, persons=PEOPLE, changes=(change,), meetings=(meeting,)))
    by, organiser = claims.changes[0].by, claims.meetings[0].organiser
    assert by is not None
    assert organiser is not None
    assert (by.area and by.area.key, organiser.area and organiser.area.key) == (OLD, NEW)


def test_bodies_that_no_reform_touched_keep_one_id() -> None:
    def refer(body: str, day: str) -> str:
        fact = TenureFact(person="p1", post="Chủ tịch", body=body, quote="…")
        facts = Facts(id="a", article=ArticleInfo(published=day), persons=PEOPLE, tenures=(fact,))
        return map_facts(facts).tenures[0].post.body_id

    for body in ("UBND tỉnh Nghệ An", "Bộ Tài chính", "UBND TP Hà Nội", "Sở Y tế tỉnh Lạng Sơn", "UBND tỉnh Hà Nam"):
        assert len({refer(body, day) for day in ("2015-01-01", "2025-06-20", "2025-08-01")}) == 1, body
    assert len({refer("UBND tỉnh Ninh Bình", day) for day in ("2015-01-01", "2025-06-20", "2025-08-01")}) == 2


@pytest.mark.parametrize(
    ("body", "day", "id_"),
    [
        ("UBND tỉnh Ninh Bình", "2021-04-13", "body-c349579a0ebb8cf0"),
        ("UBND tỉnh Ninh Bình", "2025-08-01", "body-c6ca72a370973498"),
        ("Tỉnh ủy Hà Nam", "2021-01-01", "body-eee49a9025d3c141"),
        ("UBND TP.HCM", "2021-01-01", "body-3a3c8ad1a9389721"),
        ("Bộ Y tế", "2025-08-01", "body-87350cc2b07c67a9"),
        ("UBND huyện Vũ Thư", "2021-01-01", "body-8e8f940aeec44ebf"),
    ],
)
def test_ids_of_bodies_are_public_and_never_change(body: str, day: str, id_: str) -> None:
    fact = TenureFact(person="p1", post="Chủ tịch", body=body, quote="…")
    facts = Facts(id="a", article=ArticleInfo(published=day), persons=PEOPLE, tenures=(fact,))
    assert map_facts(facts).tenures[0].post.body_id == id_
