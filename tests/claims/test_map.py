"""Facts become claims in the ontology's terms; officials of other states hold no posts in Vietnam's bodies."""

from __future__ import annotations

from kg.claims.map import FOREIGN_BODY, UNNAMED_BODY, map_facts
from kg.facts.records import (
    ArticleInfo,
    AttendeeFact,
    ChangeFact,
    Evidence,
    Facts,
    MeetingFact,
    NamedPerson,
    TenureFact,
)

PEOPLE = (
    NamedPerson(key="p1", name="Đinh Quang Khải"),
    NamedPerson(key="p2", name="Lê Dân", official=False),
    NamedPerson(key="p3", name="John Sample", scope="foreign"),
)


def hold(person: str, post: str, body: str | None) -> TenureFact:
    return TenureFact(person=person, post=post, body=body, quote="…", evidence=Evidence(start=1, end=2, prefix="a"))


def test_people_without_posts_are_left_out_with_all_that_is_said_of_them() -> None:
    meeting = MeetingFact(key="m1", name="họp", attendees=(AttendeeFact(person="p2"),), quote="…")
    facts = Facts(id="a", persons=PEOPLE, tenures=(hold("p2", "Tổ trưởng", "Tổ dân phố"),), meetings=(meeting,))
    claims = map_facts(facts)
    assert [mention.name for mention in claims.mentions] == ["Đinh Quang Khải", "John Sample"]
    assert (claims.tenures, claims.meetings[0].attendances) == ((), ())


def test_post_without_a_body_is_kept_and_tells_nothing() -> None:
    (claim,) = map_facts(Facts(id="a", persons=PEOPLE, tenures=(hold("p1", "Bí thư", None),))).tenures
    assert (claim.post.body.name, claim.post.single_seat, claim.post.vague) == (UNNAMED_BODY, False, True)


def test_foreign_official_has_no_post_in_a_body_of_ours() -> None:
    held = (hold("p3", "Thủ tướng", "Chính phủ"), hold("p3", "Thủ tướng", "Chính phủ Singapore"))
    ours, theirs = map_facts(Facts(id="a", persons=PEOPLE, tenures=held)).tenures
    assert (ours.post.body.name, ours.post.single_seat) == (FOREIGN_BODY, False)
    assert theirs.post.body.name == "Chính phủ Singapore"


def test_claims_of_one_article_refer_to_each_other() -> None:
    change = ChangeFact(
        type="elected", person="p1", post="Chủ tịch", body="UBND tỉnh Ninh Bình", replaces="p3", quote="…"
    )
    claims = map_facts(Facts(id="a", article=ArticleInfo(published="2021-01-01"), persons=PEOPLE, changes=(change,)))
    assert claims.changes[0].replaces == claims.mentions[1].id
    assert claims.changes[0].mention == claims.mentions[0].id


def test_body_that_nobody_can_place_is_each_articles_own() -> None:
    held = (
        hold("p1", "Chủ tịch", "UBND huyện Châu Thành"),
        hold("p1", "Bí thư", None),
        hold("p1", "Bộ trưởng", "Bộ Y tế"),
    )
    first, second = (map_facts(Facts(id=doc, persons=PEOPLE, tenures=held)).tenures for doc in ("a", "b"))
    assert [one.post.body_id == other.post.body_id for one, other in zip(first, second, strict=True)] == [
        False,
        False,
        True,
    ]
