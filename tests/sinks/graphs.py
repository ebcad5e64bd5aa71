"""Graphs for the tests of sinks: the project's tiny one, and hostile ones made up by hypothesis."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from kg.graph.reader import MemoryGraph, read_graph_jsonl
from kg.graph.records import Area, Article, Body, Claim, Person, Post, Tenure

TINY = Path(__file__).parents[1] / "data" / "tiny_graph.jsonl"

#: any text that a graph can hold; separators, quotes, formulas and control characters come often
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.text("|\\\"',;=+-@\r\n\t \x00\x0b\x1f\u2028\ufeff\ufffeaĐ", min_size=1),
)
optional_texts = st.one_of(st.none(), texts)


def tiny_graph() -> MemoryGraph:
    """The graph that all sinks are tested on."""
    return read_graph_jsonl(TINY)


def name_id(prefix: str, number: int) -> str:
    """An id in the graph's form."""
    return f"{prefix}-{number:016x}"


@st.composite
def hostile_graphs(draw: st.DrawFn) -> MemoryGraph:
    """Small graphs that are sound in form and full of texts that break careless writers."""
    area = Area(id=name_id("area", 1), name=draw(texts), kind="country", successors=())
    old = Area(id=name_id("area", 2), name=draw(texts), kind="province", successors=(area.id,), within=area.id)
    body = Body(id=name_id("body", 1), name=draw(texts), kind="party", area=old.id)
    post = Post(
        id=name_id("post", 1), name=draw(texts), role=draw(texts), single_seat=draw(st.booleans()), body=body.id
    )
    names = tuple(sorted(draw(st.sets(texts, max_size=4))))
    person = Person(id=name_id("person", 1), name=draw(texts), names=names)
    tenure = Tenure(id=name_id("tenure", 1), person=person.id, post=post.id, term=draw(optional_texts))
    article = Article(id=name_id("article", 1), doc=draw(texts), title=draw(optional_texts))
    claim = Claim(
        id=name_id("claim", 1),
        article=article.id,
        tenure=tenure.id,
        says=draw(texts),
        quote=draw(texts),
        start=draw(st.one_of(st.none(), st.integers(0, 10**6))),
        confidence=draw(st.one_of(st.none(), st.floats(0, 1))),
    )
    return MemoryGraph([area, old, body, post, person, tenure, article, claim])
