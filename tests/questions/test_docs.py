"""docs/queries.md and docs/neo4j.md, in step with the library and with a real server."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from kg.graph.reader import MemoryGraph
from kg.questions.connection import Connection
from kg.questions.library import Question, read_library
from kg.questions.run import ask_neo4j
from kg.sinks.neo4j import load_graph
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "queries.md"
BEGIN = "<!-- made by `pytest tests/questions/test_docs.py --regenerate`: begin -->\n"
END = "<!-- end -->\n"
CYPHER = re.findall(r"```cypher\n(.*?)```", (ROOT / "docs" / "neo4j.md").read_text("utf-8"), re.DOTALL)


def make_library() -> str:
    """The part of docs/queries.md between the markers."""
    return "\n" + "\n".join("\n".join(make_section(name, question)) for name, question in read_library().items())


def make_section(name: str, question: Question) -> Iterator[str]:
    """What the page says of one question."""
    header = question.header
    assert header is not None
    yield f"### `{name}`\n\n{header.question} [SPARQL](../queries/{name}.rq), [Cypher](../queries/{name}.cypher)\n"
    if header.note:
        yield f"{header.note}\n"
    if header.parameters:
        yield "| parameter | type | without it | example | |\n| --- | --- | --- | --- | --- |"
        for key, parameter in header.parameters.items():
            default = "must be given" if parameter.default is None else f"`{parameter.default}`".replace("``", "all")
            yield f"| `{key}` | {parameter.type} | {default} | {parameter.example} | {parameter.doc} |"
        yield ""
    yield "| column | type | |\n| --- | --- | --- |"
    for key, column in header.columns.items():
        yield f"| `{key}` | {column.type} | {column.doc} |"
    yield ""


def test_queries_page_is_in_step(regenerate: bool) -> None:  # noqa: FBT001 - a fixture
    page = PAGE.read_text("utf-8")
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    assert (begin, end) == (BEGIN, END)
    made = f"{before}{BEGIN}{make_library()}\n{END}{after}"
    if regenerate:
        PAGE.write_text(made, encoding="utf-8", newline="\n")
    else:
        assert page == made, "docs/queries.md is behind: run pytest tests/questions/test_docs.py --regenerate"


@pytest.mark.neo4j
def test_cypher_of_the_docs_runs(empty_neo4j: Connection, small_graph: MemoryGraph) -> None:
    load_graph(small_graph, empty_neo4j)
    assert len(CYPHER) >= 5
    for query in CYPHER:
        assert ask_neo4j(empty_neo4j, query).columns


@pytest.mark.neo4j
def test_names_are_found_without_tone_marks_as_the_docs_say(empty_neo4j: Connection, small_graph: MemoryGraph) -> None:
    load_graph(small_graph, empty_neo4j)
    (row, *_) = ask_neo4j(empty_neo4j, CYPHER[0].replace("bui mai hoa", "dinh binh")).rows
    assert (row["class"], row["name"]) == ("Person", "Đinh Văn Bình")
