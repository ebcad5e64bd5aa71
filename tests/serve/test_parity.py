"""The library's questions give the same rows over HTTP as from the embedded graph.

`tests/questions/test_queries.py` holds the embedded rows to a real Neo4j's and to those written down, on the same
cases.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pyoxigraph as ox
import pytest

from kg.graph.reader import MemoryGraph
from kg.ontology import load_ontology
from kg.questions.embedded import ask_store, load_store, make_term, read_term
from kg.questions.library import Question
from kg.questions.parameters import read_arguments
from tests.questions.random_graph import make_random_graph
from tests.questions.test_queries import CASES, IDS, LIBRARY, Case, list_questions
from tests.serve.running import Server, run_server, write_graph

ROOT_IRI = load_ontology().base


def ask_over_http(server: Server, question: Question, parameters: dict[str, str]) -> list[list[Any]]:
    """The rows that the server gives, as plain values."""
    header = question.header
    assert header is not None
    arguments = read_arguments(question, parameters)
    bindings = {f"${name}": str(make_term(argument, ROOT_IRI)) for name, argument in arguments.items()}
    answer = server.ask(question.texts["sparql"], "application/sparql-results+json", **bindings)
    assert answer.status == 200, answer.text
    assert json.loads(answer.body)["head"]["vars"]
    solutions = ox.parse_query_results(answer.body, ox.QueryResultsFormat.JSON)
    assert isinstance(solutions, ox.QuerySolutions)
    return [
        [read_term(row[name], ROOT_IRI if column.type == "id" else None) for name, column in header.columns.items()]
        for row in solutions
    ]


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_rows_are_those_expected(case: Case, server: Server) -> None:
    assert ask_over_http(server, LIBRARY[case.stem], case.parameters) == case.rows


def test_random_graphs_give_the_same_rows(tmp_path: Path) -> None:
    random = Random(7)  # noqa: S311 - a test
    graph: MemoryGraph = make_random_graph(random)
    write_graph(tmp_path, graph)
    store, answered = load_store(graph), set()
    with run_server(tmp_path) as server:
        for question, parameters in list_questions(graph, random):
            embedded = ask_store(store, question, read_arguments(question, parameters))
            rows = [list(row.values()) for row in embedded.rows]
            assert ask_over_http(server, question, parameters) == rows, (question.name, parameters)
            answered |= {question.name} if rows else set()
    assert len(answered) >= len(LIBRARY) // 2
