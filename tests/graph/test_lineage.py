"""Who held a post is answered for the body that was there on the day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.facts.records import ArticleInfo, ChangeFact, Facts, NamedPerson, TenureFact, TenureStatus
from kg.graph.build import build_graph
from kg.graph.lookup import find_holders, find_lineage, find_posts, follow_posts
from kg.graph.records import Body
from kg.graph.store import Graph, open_graph

HELD: tuple[tuple[str, str, str, TenureStatus], ...] = (
    ("2021-04-13", "Phạm Hữu Khiêm", "UBND tỉnh Ninh Bình", "current"),
    ("2021-05-20", "Vũ Thế Hoan", "UBND tỉnh Hà Nam", "current"),
    ("2025-06-30", "Trần Quốc Vinh", "UBND tỉnh Ninh Bình", "incoming"),
    ("2025-08-01", "Trần Quốc Vinh", "UBND tỉnh Ninh Bình", "current"),
    ("2025-08-01", "Phạm Hữu Khiêm", "UBND tỉnh Ninh Bình", "former"),
    ("2022-02-01", "Đinh Công Lữ", "UBND tỉnh Nghệ An", "current"),
)


def make_facts(place: int, day: str, name: str, body: str, status: TenureStatus) -> Facts:
    appointed = ChangeFact(type="appointed", person="p", post="Chủ tịch", body=body, date=day, quote="bổ nhiệm")
    return Facts(
        id=f"doc{place}",
        article=ArticleInfo(published=day),
        persons=(NamedPerson(key="p", name=name),),
        tenures=(TenureFact(person="p", post="Chủ tịch", body=body, status=status, quote=f"{status} {name}"),),
        changes=(appointed,) if status == "incoming" else (),
    )


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    folder = tmp_path_factory.mktemp("reform")
    build_graph(folder, [make_facts(place, *held) for place, held in enumerate(HELD)])
    with open_graph(folder) as opened:
        yield opened


def ask(graph: Graph, post: str, day: str) -> list[tuple[str, str, str]]:
    """Post, holder and answer."""
    holders = find_holders(graph, follow_posts(graph, find_posts(graph, post), day), day)
    return [(each.post.name, each.person.name, each.verdict.answer if each.verdict else "") for each in holders]


NEW = "Chủ tịch UBND tỉnh Ninh Bình"


@pytest.mark.parametrize(
    ("post", "day", "found"),
    [
        (NEW, "2021-04-13", [(NEW, "Phạm Hữu Khiêm", "certain")]),
        (NEW, "2025-06-30", [(NEW, "Phạm Hữu Khiêm", "unknown")]),
        (NEW, "2025-07-01", [(NEW, "Trần Quốc Vinh", "certain")]),
        (NEW, "2025-08-10", [(NEW, "Trần Quốc Vinh", "likely")]),
        ("Chủ tịch UBND tỉnh Hà Nam", "2022-01-01", [("Chủ tịch UBND tỉnh Hà Nam", "Vũ Thế Hoan", "likely")]),
        ("Chủ tịch UBND tỉnh Hà Nam", "2025-08-01", [(NEW, "Trần Quốc Vinh", "certain")]),
        ("Chủ tịch UBND tỉnh Nghệ An", "2025-08-01", [("Chủ tịch UBND tỉnh Nghệ An", "Đinh Công Lữ", "likely")]),
    ],
)
def test_post_follows_its_body(graph: Graph, post: str, day: str, found: list[tuple[str, str, str]]) -> None:
    assert ask(graph, post, day) == found


def test_post_before_its_body_leads_back(graph: Graph) -> None:
    """Of the new body's post alone, a day before it leads to the posts in the bodies that it came from."""
    (new,) = [post for post in find_posts(graph, NEW) if find_lineage(graph, post.body).body.since == "2025-07-01"]
    told = follow_posts(graph, [new], "2021-06-01")
    assert [post.name for post in told] == ["Chủ tịch UBND tỉnh Hà Nam", "Chủ tịch UBND tỉnh Ninh Bình"]
    assert {holder.person.name for holder in find_holders(graph, told, "2021-06-01")} == {
        "Vũ Thế Hoan",
        "Phạm Hữu Khiêm",
    }


def test_lineage_names_both_sides(graph: Graph) -> None:
    old, new = sorted(
        graph.select(Body, "name = ?", ["UBND tỉnh Ninh Bình"]), key=lambda body: (body.since or "", body.id)
    )
    assert [body.name for body in find_lineage(graph, new.id).predecessors] == [
        "UBND tỉnh Hà Nam",
        "UBND tỉnh Nam Định",
        "UBND tỉnh Ninh Bình",
    ]
    assert find_lineage(graph, old.id).successors == (new,)
    assert find_lineage(graph, new.id).successors == ()
