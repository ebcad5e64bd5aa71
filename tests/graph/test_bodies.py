"""Bodies come with their parents, time and lineage; every reference leads to a record."""

from __future__ import annotations

import random

import pytest

from kg.facts.records import ArticleInfo, Facts, NamedPerson, TenureFact
from kg.graph.derive import derive_graph
from kg.graph.reader import MemoryGraph
from kg.graph.records import Area, Body, Post

NAMED = (
    ("UBND tỉnh Ninh Bình", "2021-04-13"),
    ("UBND tỉnh Ninh Bình", "2025-08-01"),
    ("Văn phòng Tỉnh ủy Hà Nam", "2020-01-01"),
    ("Sở KH-ĐT tỉnh Ninh Bình", "2020-01-01"),
    ("UBND TP Hà Nội", "2020-01-01"),
    ("Bộ GTVT", "2020-01-01"),
    ("Công an huyện Vũ Thư", "2020-01-01"),
    ("Ban Tổ chức Tỉnh ủy Ninh Bình", "2025-08-01"),
)


def derive(named: tuple[tuple[str, str], ...] = NAMED) -> MemoryGraph:
    facts = [
        Facts(
            id=f"doc{place}",
            article=ArticleInfo(published=day),
            persons=(NamedPerson(key="p", name="Phạm Hữu Khiêm"),),
            tenures=(TenureFact(person="p", post="Chủ tịch", body=body, quote="…"),),
        )
        for place, (body, day) in enumerate(named)
    ]
    return derive_graph(facts).graph


@pytest.fixture(scope="module")
def graph() -> MemoryGraph:
    return derive()


def find(graph: MemoryGraph, name: str) -> list[Body]:
    return sorted((body for body in graph.records(Body) if body.name == name), key=lambda body: body.since or "")


def test_every_reference_leads_to_a_record(graph: MemoryGraph) -> None:
    bodies, areas = {body.id for body in graph.records(Body)}, {area.id for area in graph.records(Area)}
    for body in graph.records(Body):
        assert {*body.successors, *filter(None, [body.parent])} <= bodies, body
        assert body.area is None or body.area in areas
    assert all(set(area.successors) <= areas for area in graph.records(Area))


def test_two_bodies_of_one_name_in_one_lineage(graph: MemoryGraph) -> None:
    old, new = find(graph, "UBND tỉnh Ninh Bình")
    assert (old.since, old.until, new.since, new.until) == (None, "2025-06-30", "2025-07-01", None)
    assert old.source == new.source == "Resolution 202/2025/QH15"
    assert old.successors == (new.id,)
    before = {body.name for body in graph.records(Body) if new.id in body.successors}
    assert before == {"UBND tỉnh Ninh Bình", "UBND tỉnh Hà Nam", "UBND tỉnh Nam Định"}
    posts = {post.body: post for post in graph.records(Post) if post.name == "Chủ tịch UBND tỉnh Ninh Bình"}
    assert set(posts) == {old.id, new.id}


def test_parents_are_of_the_time_of_the_body(graph: MemoryGraph) -> None:
    old, new = find(graph, "Tỉnh ủy Ninh Bình")
    boards = find(graph, "Ban Tổ chức Tỉnh ủy Ninh Bình")
    assert [board.parent for board in boards] == [old.id, new.id]


def test_what_took_a_place_is_there_and_what_was_long_gone_is_not(graph: MemoryGraph) -> None:
    names = {body.name for body in graph.records(Body)}
    assert {"Bộ Xây dựng", "Văn phòng Tỉnh ủy Ninh Bình", "Sở Tài chính tỉnh Ninh Bình", "UBND tỉnh Hà Tây"} <= names
    assert "UBND tỉnh Hà Nam Ninh" not in names  # gone in 1991, and no article names it
    assert "UBND tỉnh Hà Nam Ninh" in {
        body.name for body in derive((("UBND tỉnh Hà Nam Ninh", "1990-01-01"),)).records(Body)
    }


def test_lineage_depends_on_no_order_and_on_no_other_article() -> None:
    shuffled = list(NAMED)
    random.Random(1).shuffle(shuffled)  # noqa: S311 - a shuffle, no secret
    assert list(derive(tuple(shuffled)).records(Body)) == list(derive().records(Body))
    alone = {body.id: body for named in NAMED for body in derive((named,)).records(Body)}
    assert alone == {body.id: body for body in derive().records(Body)}


def test_body_without_a_reform_is_one_through_it() -> None:
    graph = derive((("UBND tỉnh Nghệ An", "2021-01-01"), ("UBND tỉnh Nghệ An", "2025-08-01")))
    (body,) = find(graph, "UBND tỉnh Nghệ An")
    assert (body.since, body.until, body.successors) == (None, None, ())


def test_wikidata_items_are_those_of_the_lists() -> None:
    graph = derive((("UBND tỉnh Ninh Bình", "2025-08-01"), ("Bộ Y tế", "2020-01-01"), ("Bộ Tài chính", "2020-01-01")))
    areas = {(area.name, area.since): area.wikidata for area in graph.records(Area)}
    assert (areas["tỉnh Ninh Bình", None], areas["tỉnh Ninh Bình", "2025-07-01"]) == ("Q36900", "Q36900")
    assert [find(graph, name)[0].wikidata for name in ("Bộ Y tế", "Bộ Tài chính")] == ["Q6867111", None]
