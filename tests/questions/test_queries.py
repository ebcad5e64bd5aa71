"""The library: each question gives the expected rows, the same from the embedded graph and from a real Neo4j."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
import yaml

from kg.graph.reader import MemoryGraph
from kg.graph.records import CLASSES, Area, Article, Body, Person, Post, Tenure
from kg.graph.time import judge_day
from kg.questions.connection import Connection
from kg.questions.embedded import SECONDS, ask_store, load_store
from kg.questions.library import Question, read_library
from kg.questions.neo4j import ask_server, open_driver
from kg.questions.parameters import read_arguments
from kg.sinks.neo4j import load_graph
from tests.neo4j_server import Server, connect, wipe
from tests.questions.random_graph import DAYS, make_random_graph

FOLDER = Path(__file__).parent
LIBRARY = read_library()
TYPES = {"string": str, "date": str, "integer": int, "boolean": bool, "id": str}
SEEDS = range(4)


class Case(NamedTuple):
    """A question, what it is asked with, and the rows that it is to give."""

    stem: str
    parameters: dict[str, str]
    rows: list[list[Any]]


def read_cases() -> list[Case]:
    """The cases of all files, in the order of questions."""
    return [
        Case(stem, case["parameters"], case["rows"])
        for stem in LIBRARY
        for case in yaml.safe_load((FOLDER / f"{stem}.yaml").read_text("utf-8"))
    ]


CASES = read_cases()
IDS = [f"{case.stem}-{number}" for number, case in enumerate(CASES)]


def ask_both(
    graph: MemoryGraph, connection: Connection, questions: list[tuple[Question, dict[str, str]]]
) -> list[tuple[list[list[Any]], list[list[Any]]]]:
    """For each question, the rows from the embedded graph and those from the server."""
    store = load_store(graph)
    pairs = []
    with open_driver(connection) as driver:
        for question, parameters in questions:
            arguments = read_arguments(question, parameters)
            answers = (
                ask_store(store, question, arguments),
                ask_server(driver, question, arguments, database=connection.database, seconds=SECONDS),
            )
            assert answers[0].columns == answers[1].columns
            pairs.append(
                ([list(row.values()) for row in answers[0].rows], [list(row.values()) for row in answers[1].rows])
            )
    return pairs


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_embedded_rows_are_those_expected(case: Case, small_graph: MemoryGraph) -> None:
    question = LIBRARY[case.stem]
    answer = ask_store(load_store(small_graph), question, read_arguments(question, case.parameters))
    assert [list(row.values()) for row in answer.rows] == case.rows
    header = question.header
    assert header is not None
    for row in answer.rows:
        for name, column in header.columns.items():
            assert row[name] is None or type(row[name]) is TYPES[column.type]


@pytest.mark.neo4j
def test_neo4j_rows_are_those_expected(small_graph: MemoryGraph, empty_neo4j: Connection) -> None:
    load_graph(small_graph, empty_neo4j)
    pairs = ask_both(small_graph, empty_neo4j, [(LIBRARY[case.stem], case.parameters) for case in CASES])
    for case, (embedded, server) in zip(CASES, pairs, strict=True):
        assert server == embedded == case.rows, case


def test_every_question_has_a_case_with_rows_and_one_for_each_parameter() -> None:
    for stem, question in LIBRARY.items():
        cases = [case for case in CASES if case.stem == stem]
        assert any(case.rows for case in cases), stem
        header = question.header
        assert header is not None
        assert {name for case in cases for name in case.parameters} == set(header.parameters), stem


def list_questions(graph: MemoryGraph, random: Random) -> list[tuple[Question, dict[str, str]]]:
    """Every question with parameters drawn from the graph."""
    values: dict[str, list[str]] = {
        "post": [post.name for post in graph.records(Post)] + [post.id for post in graph.records(Post)],
        "person": [person.name for person in graph.records(Person)] + [""],
        "body": [record.name for record in graph.records(CLASSES["Body"])],  # type: ignore[attr-defined]
        "name": ["hội", "MEETING", "nghị 1"],
        "role": ["Chủ tịch", "Phó Chủ tịch"],
        "level": ["", "province", "central"],
        "only": ["", "elected", "retired"],
        "at_least": ["1", "2"],
        "at_most": ["1", "2"],
        "area": [record.name for record in graph.records(Area)],
        "article": [record.doc for record in graph.records(Article)] + [record.id for record in graph.records(Article)],
        "from_level": ["province", "central"],
        "to_level": ["province", "central"],
        "to_kind": ["government", "party"],
        "fact": [record.id for name in ("Tenure", "Change", "Meeting") for record in graph.records(CLASSES[name])],
    }
    asked = []
    for question in LIBRARY.values():
        header = question.header
        assert header is not None
        for _ in range(3):
            given = {
                name: random.choice(DAYS if parameter.type == "date" else values[name])
                for name, parameter in header.parameters.items()
            }
            if "since" in given:
                given["since"], given["until"] = sorted((given["since"], given["until"]))
            asked.append((question, given))
    return asked


@pytest.mark.neo4j
@pytest.mark.parametrize("seed", SEEDS)
def test_random_graphs_give_the_same_rows(seed: int, neo4j_server: Server) -> None:
    wipe(neo4j_server)
    random = Random(seed)  # noqa: S311 - a test
    graph = make_random_graph(random)
    load_graph(graph, connect(neo4j_server))
    questions = list_questions(graph, random)
    pairs = ask_both(graph, connect(neo4j_server), questions)
    for (question, parameters), (embedded, server) in zip(questions, pairs, strict=True):
        assert embedded == server, (question.name, parameters)
    answered = {question.name for (question, _), (embedded, _) in zip(questions, pairs, strict=True) if embedded}
    assert len(answered) >= len(LIBRARY) // 2, sorted(set(LIBRARY) - answered)


def test_no_question_tries_everything_with_everything() -> None:
    """SPARQL that joins before it filters takes minutes on this graph; the questions take milliseconds."""
    random = Random(0)  # noqa: S311 - a test
    graph = make_random_graph(random, scale=100)
    store = load_store(graph)
    for question, parameters in list_questions(graph, random):
        ask_store(store, question, read_arguments(question, parameters), seconds=10)


@pytest.mark.parametrize("seed", SEEDS)
def test_holders_are_those_that_the_tenures_say(seed: int) -> None:
    """The question agrees with `judge_day`, which `kg who` uses."""
    graph = make_random_graph(Random(seed))  # noqa: S311 - a test
    store, question = load_store(graph), LIBRARY["holder_of_post_on_date"]
    seen = set()
    for post in graph.records(Post):
        for day in DAYS[::3]:
            answer = ask_store(store, question, read_arguments(question, {"post": post.id, "on": day}))
            found = {row["tenure"]: row["certainty"] for row in answer.rows}
            assert found == judge_all(graph, post, day), (post.id, day)
            seen |= set(found.values())
    assert len(seen) >= 2


def judge_all(graph: MemoryGraph, post: Post, day: str) -> dict[str, str]:
    """What `judge_day` says of each tenure in a post, where it has begun and the last day that it can have is known."""
    bodies = {body.id: body for body in graph.records(Body)}
    tenures = [tenure for tenure in graph.records(Tenure) if tenure.post == post.id]
    verdicts = {tenure: judge_day(tenure, day, bodies[post.body]) for tenure in tenures}
    return {
        tenure.id: verdict.answer
        for tenure, verdict in verdicts.items()
        if verdict.answer in ("certain", "likely")
        or (verdict.answer == "unknown" and has_begun(tenure, day) and tenure.ends_no_later is not None)
    }


def has_begun(tenure: Tenure, day: str) -> bool:
    """Whether the tenure is known to have begun by a day."""
    return any(start is not None and start <= day for start in (tenure.starts_no_later, tenure.first_seen))
