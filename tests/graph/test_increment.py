"""A graph that articles were added to is the graph that is built of all of them at once."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest

from kg.documents.records import Document
from kg.facts.extract import BuiltinExtractor
from kg.facts.records import ArticleInfo, ChangeFact, ChangeType, Facts, NamedPerson, TenureFact, TenureStatus
from kg.graph.build import build_graph
from kg.graph.records import Tenure
from kg.graph.store import open_graph
from kg.resolve.decisions import Decision, Side
from tests.graph.sample import read_sample

_ADDED, _ANEW = "Working out what the new articles bear on", "Working out who is who"


def read_rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in an order that isn't that of writing, but for judgements, whose order counts."""
    with open_graph(folder) as graph:
        tables = [name for (name,) in graph.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: sorted(graph.rows(f'SELECT * FROM "{name}"'), key=repr) for name in tables if "_" not in name}  # noqa: S608
        parts = {name: sorted(graph.rows(f'SELECT * FROM "{name}"'), key=repr) for name in tables if "part_" in name}  # noqa: S608
        return rows | parts | {"judgement": list(graph.rows("SELECT * FROM judgement ORDER BY block, rowid"))}


def add_in_steps(folder: Path, facts: list[Facts], sizes: list[int]) -> list[str]:
    """Build a graph of all but some articles, then add these in steps; gives what each step did."""
    told: list[str] = []
    start = len(facts) - sum(sizes)
    build_graph(folder, facts[:start])
    for size in sizes:
        build_graph(folder, facts[start : start + size], tell=told.append)
        start += size
    return told


@pytest.fixture(scope="module")
def news(shared: Path) -> list[Facts]:
    """What kg reads in real articles; they have no days, so that some are invented for them."""
    lines = (shared / "eval" / "dev_docs.jsonl").read_bytes().splitlines()
    lines += (shared / "eval" / "provincial_dev_docs.jsonl").read_bytes().splitlines()
    documents = [msgspec.json.decode(line, type=Document) for line in lines]
    found = [BuiltinExtractor().extract(document) for document in documents]
    days = random.Random(3)  # noqa: S311 - invented days, no secret
    return [
        msgspec.structs.replace(
            record,
            article=ArticleInfo(published=f"201{days.randrange(5, 10)}-0{days.randint(1, 9)}-1{days.randrange(10)}"),
        )
        for record in found
    ]


@pytest.mark.parametrize("seed", range(4))
def test_real_articles_in_any_order(tmp_path: Path, news: list[Facts], seed: int) -> None:
    facts = random.Random(seed).sample(news, len(news))  # noqa: S311 - a shuffle, no secret
    build_graph(tmp_path / "whole", facts)
    told = add_in_steps(tmp_path / "steps", facts, [1, 1, 5, 9])
    assert told.count(_ADDED) == 4
    assert _ANEW not in told
    assert read_rows(tmp_path / "steps") == read_rows(tmp_path / "whole")


@pytest.mark.parametrize("seed", range(20))
def test_articles_about_few_people_in_few_posts(tmp_path: Path, seed: int) -> None:
    facts = invent_facts(random.Random(seed), 30)  # noqa: S311 - invented people, no secret
    build_graph(tmp_path / "whole", facts)
    add_in_steps(tmp_path / "steps", facts, [1, 1, 1, 2, 3])
    assert read_rows(tmp_path / "steps") == read_rows(tmp_path / "whole")


NAMES = ("Vũ Thị Hòa", "Vũ Thị Hoà", "Trịnh Công Thắng", "Nguyễn Văn Hùng", "Lê Quang Tám")
POSTS = (
    ("Chủ tịch", "UBND tỉnh Cà Mau"),
    ("Phó Chủ tịch", "UBND tỉnh Cà Mau"),
    ("Giám đốc", "Sở Y tế tỉnh Cà Mau"),
    ("Giám đốc", "Sở y tế Cà Mau"),
    ("Bí thư", "Tỉnh ủy Hà Giang"),
    ("Đại biểu", "Quốc hội"),
    ("Trưởng phòng", "Phòng Quản lý Nhà, Sở Xây dựng tỉnh Hà Giang"),
    ("Trưởng phòng", "Phòng Quản lý nhà Sở Xây dựng tỉnh Hà Giang"),
)
TYPES: tuple[ChangeType, ...] = ("appointed", "appointed", "appointed", "dismissed", "nominated", "died")
STATUSES: tuple[TenureStatus, ...] = ("current", "current", "former", "incoming", "acting")
DAYS = (None, "2016", "2015-03-04", "2016-05-04", "2017-08-09", "2018-02-01")


def invent_facts(chance: random.Random, count: int) -> list[Facts]:
    """Articles that say much that contradicts itself, of few people."""
    return [_invent(chance, f"doc{place:03}") for place in range(count)]


def _invent(chance: random.Random, doc: str) -> Facts:
    names = chance.sample(NAMES, chance.randint(1, 3))
    people = tuple(NamedPerson(key=f"p{place}", name=name) for place, name in enumerate(names))
    tenures, changes = [], []
    for person in people:
        role, body = chance.choice(POSTS)
        status = chance.choice(STATUSES)
        tenures.append(TenureFact(person=person.key, post=role, body=body, status=status, quote="…"))
        if chance.random() < 0.5:
            other = chance.choice(people).key
            changes.append(
                ChangeFact(
                    type=chance.choice(TYPES),
                    person=person.key,
                    post=role if chance.random() < 0.8 else None,
                    body=body,
                    date=chance.choice(DAYS),
                    replaces=other if other != person.key else None,
                    quote="…",
                )
            )
    published = None if chance.random() < 0.2 else f"201{chance.randrange(5, 9)}-0{chance.randint(1, 9)}-01"
    info = ArticleInfo(published=published)
    return Facts(id=doc, article=info, persons=people, tenures=tuple(tenures), changes=tuple(changes))


def test_decisions_reach_over_names(tmp_path: Path) -> None:
    facts = invent_facts(random.Random(5), 40)  # noqa: S311 - invented people, no secret
    named = [(record.id, person.name) for record in facts[:30] for person in record.persons]
    sides = [Side(doc=doc, name=name) for doc, name in (named[0], named[7], named[12], named[20])]
    decided = [Decision(same=True, left=sides[0], right=sides[1]), Decision(same=False, left=sides[2], right=sides[3])]
    build_graph(tmp_path / "whole", facts, decisions=decided)
    build_graph(tmp_path / "steps", facts[:36], decisions=decided)
    told: list[str] = []
    build_graph(tmp_path / "steps", facts[36:], tell=told.append)
    assert told == [_ADDED]
    assert read_rows(tmp_path / "steps") == read_rows(tmp_path / "whole")


def test_many_articles_and_replaced_ones_make_all_anew(tmp_path: Path) -> None:
    facts = read_sample()
    told: list[str] = []
    build_graph(tmp_path, facts[:3])
    build_graph(tmp_path, facts[3:5], tell=told.append)
    build_graph(tmp_path, [msgspec.structs.replace(facts[0], meetings=())], tell=told.append)
    assert told.count(_ANEW) == 2
    assert _ADDED not in told


def test_a_promotion_ends_the_post_before_it(tmp_path: Path) -> None:
    person = (NamedPerson(key="p", name=NAMES[2]),)
    before = TenureFact(person="p", post="Phó Chủ tịch", body="UBND tỉnh Cà Mau", quote="…")
    after = ChangeFact(
        type="appointed", person="p", post="Chủ tịch", body="UBND tỉnh Cà Mau", date="2016-05-04", quote="…"
    )
    told = Facts(id="a", article=ArticleInfo(published="2015-01-01"), persons=person, tenures=(before,))
    news = Facts(id="b", article=ArticleInfo(published="2016-05-05"), persons=person, changes=(after,))
    others = [Facts(id=f"other{place}") for place in range(3)]
    build_graph(tmp_path / "whole", [told, *others, news])
    assert add_in_steps(tmp_path / "steps", [told, *others, news], [1]) == [_ADDED]
    with open_graph(tmp_path / "steps") as graph:
        (deputy,) = (tenure for tenure in graph.records(Tenure) if tenure.starts_no_later is None)
    assert deputy.ends_no_later == "2016-05-04"
    assert read_rows(tmp_path / "steps") == read_rows(tmp_path / "whole")
