"""The whole street on the provincial paper's page: from its text to the same answers on every engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.graph.store import Graph, open_graph
from kg.questions.answers import Answer
from kg.questions.connection import Connection
from kg.questions.library import find_question
from kg.questions.run import ask_embedded, ask_neo4j
from kg.sinks.neo4j import load_graph

POST, DAY, HOLDER = "Trưởng ban Tuyên giáo Tỉnh ủy Ninh Bình", "2021-04-13", "Bùi Mai Hoa"
OTHERS = {"Lê Hải Bình": "presenter", "Trần Hồng Quảng": "attendee"}


@pytest.fixture(scope="module")
def folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("seed")
    result = CliRunner().invoke(cli, ["build", str(shared / "seed"), "--graph", str(made)])
    assert result.exit_code == 0, result.output
    return made


def ask(*words: str | Path) -> list[dict[str, object]]:
    result = CliRunner().invoke(cli, [*map(str, words), "--format", "jsonl"])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_who_names_the_holder_with_her_sentence(folder: Path) -> None:
    words = ["Trưởng ban Tuyên giáo Tỉnh ủy", "--body", "Ninh Bình", "--on", DAY]
    (row,) = ask("who", *words, "--graph", folder)
    assert (row["post"], row["holder"], row["answer"]) == (POST, HOLDER, "certain")
    assert "đồng chí Bùi Mai Hoa, TVTU, Trưởng ban Tuyên giáo Tỉnh ủy" in str(row["evidence"])


def test_together_names_the_two_others_with_their_roles(folder: Path) -> None:
    rows = ask("together", HOLDER, "--graph", folder)
    assert {row["person"]: row["their role"] for row in rows} == OTHERS
    assert {row["role"] for row in rows} == {"concluding"}


def check_answers(held: Answer, met: Answer) -> None:
    assert [(row["person"], row["certainty"]) for row in held.rows] == [(HOLDER, "certain")]
    assert {row["person"]: row["role"] for row in met.rows} == {**OTHERS, HOLDER: "concluding"}


def ask_everything(graph: Graph, connection: Connection | None) -> tuple[Answer, Answer]:
    asked = (
        (find_question("holder_of_post_on_date"), {"post": POST, "on": DAY}),
        (find_question("attendees_of_meeting"), {"name": "bồi dưỡng"}),
    )
    if connection is None:
        answers = [ask_embedded(graph, question, given) for question, given in asked]
    else:
        answers = [ask_neo4j(connection, question, given) for question, given in asked]
    return answers[0], answers[1]


def test_sparql_says_the_same(folder: Path) -> None:
    with open_graph(folder) as graph:
        check_answers(*ask_everything(graph, None))


@pytest.mark.neo4j
def test_neo4j_says_the_same(folder: Path, empty_neo4j: Connection) -> None:
    with open_graph(folder) as graph:
        load_graph(graph, empty_neo4j)
        answers = ask_everything(graph, empty_neo4j)
        check_answers(*answers)
        assert answers == ask_everything(graph, None)
