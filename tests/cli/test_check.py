"""`kg check`, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.graph.build import build_graph
from kg.graph.contradictions.find import KINDS
from tests.graph.contradictions.samples import CASES, make_facts

#: an election with two dates, and two holders at once
FOUND = [case for case in CASES if case["expect"] and case["expect"][0][0] in ("dates_differ", "two_holders")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("checked")
    (holders,) = [case for case in FOUND if "two people" in case["name"]]
    (dates,) = [case for case in FOUND if "one election" in case["name"]]
    later = [{**said, "day": f"2023{said['day'][4:]}"} for said in holders["say"]]
    build_graph(made, make_facts([*dates["say"], *later]))
    return made


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def test_both_sides_are_rows_for_programs_and_kinds_are_counted(folder: Path) -> None:
    result = run("check", "--graph", folder, "--format", "jsonl")
    assert (result.exit_code, result.stderr) == (0, "2 contradictions: 1 two_holders, 1 dates_differ\n")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["kind"], row["severity"]) for row in rows] == [("two_holders", "error"), ("dates_differ", "error")]
    for row in rows:
        assert row["quote"] != row["against_quote"]
        assert row["doc"] != row["against_doc"]
        assert all(row[name] for name in ("who", "contradiction", "evidence", "article", "against", "against_article"))
        assert len(row["ids"]) == 2


@pytest.mark.parametrize("format_", ["table", "csv", "json", "jsonl"])
def test_every_format_has_both_quotes(folder: Path, format_: str) -> None:
    shown = run("check", "--graph", folder, "--kind", "dates_differ", "--format", format_).stdout
    assert ("2020-03-10" in shown, "2020-03-12" in shown, "Trịnh Công An" in shown) == (True, True, True)


def test_only_the_kinds_asked_for(folder: Path) -> None:
    result = run("check", "--graph", folder, "--kind", "dates_differ", "--kind", "two_places")
    assert result.stderr == "1 contradiction: 1 dates_differ\n"
    assert run("check", "--graph", folder, "--kind", "two_places").stderr == "0 contradictions\n"


def test_an_unknown_kind_is_wrong_use_and_told_with_those_there_are(folder: Path) -> None:
    result = run("check", "--graph", folder, "--kind", "two_holder")
    assert (result.exit_code, "two_holders" in result.output) == (2, True)


def test_strict_ends_with_1_when_there_is_any(folder: Path) -> None:
    assert run("check", "--graph", folder, "--strict").exit_code == 1
    assert run("check", "--graph", folder, "--strict", "--kind", "two_places").exit_code == 0


def test_kinds_are_listed_without_a_graph(tmp_path: Path) -> None:
    result = run("check", "--list", "--graph", tmp_path / "none", "--format", "json")
    assert [row["kind"] for row in json.loads(result.stdout)] == list(KINDS)


def test_no_graph_is_one_clear_message(tmp_path: Path) -> None:
    result = run("check", "--graph", tmp_path / "none")
    assert (result.exit_code, "kg build" in str(result.exception)) == (1, True)


def test_two_holders_are_those_of_the_question_in_the_library(folder: Path) -> None:
    asked = run("query", "doubly_held_single_seats", "--graph", folder, "--format", "json")
    found = run("check", "--graph", folder, "--kind", "two_holders", "--format", "json")
    pairs = [{row["tenure_1"], row["tenure_2"]} for row in json.loads(asked.stdout)]
    assert pairs == [set(row["ids"]) for row in json.loads(found.stdout)] != []
