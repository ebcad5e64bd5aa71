"""`kg query`, as a user runs it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.cli.query import PAGE, cut_answer
from kg.errors import InputError, NotFoundError, SinkError
from kg.graph.build import build_graph
from kg.questions.answers import Answer
from kg.questions.library import read_library
from tests.graph.sample import read_sample

POST = "post=Trưởng ban Tuyên giáo Tỉnh ủy Ninh Bình"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("graph")
    build_graph(made, read_sample())
    return made


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["query", *map(str, words)])


def ask(*words: str | Path) -> list[dict[str, object]]:
    result = run(*words, "--format", "jsonl")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("words", [(), ("--list",), ("who_met_whom", "--list")])
def test_library_is_listed(words: tuple[str, ...]) -> None:
    rows = ask(*words)
    assert [row["name"] for row in rows] == list(read_library())
    (met,) = (row for row in rows if row["name"] == "who_met_whom")
    assert met["parameters"] == "[person] [at_least]"
    assert met["types"] == "string integer"
    assert met["columns"] == ["person_1", "person_2", "meetings", "person_1_id", "person_2_id"]


def test_question_is_answered(folder: Path) -> None:
    posts = ask("posts_of_person", "-p", "person=Vũ Thị Thanh Hòa", "--graph", folder)
    assert posts
    (row,) = ask("holder_of_post_on_date", "-p", f"post={posts[0]['post']}", "-p", "on=2020-10-05", "--graph", folder)
    assert (row["person"], row["certainty"]) == ("Vũ Thị Thanh Hòa", "certain")
    evidence = ask("evidence_of_fact", "-p", f"fact={row['tenure']}", "--graph", folder)
    assert "bà Vũ Thị Thanh Hòa, Trưởng ban Tuyên giáo" in [item["quote"] for item in evidence]


def test_lines_are_plain_in_a_pipe(folder: Path) -> None:
    result = run("posts_of_person", "-p", "person=Vũ Thị Thanh Hòa", "--graph", folder)
    assert result.stdout.count("\t") == 8 * len(result.stdout.splitlines()) > 0


def test_pages_together_are_the_whole_answer(folder: Path) -> None:
    words: list[str | Path] = ["thinly_sourced_tenures", "-p", "at_most=9", "--format", "jsonl", "--graph", folder]
    whole = run(*words)
    assert whole.stderr == ""
    lines = whole.stdout.splitlines()
    pages = [run(*words, "--limit", "2", "--skip", str(skip)) for skip in range(0, len(lines), 2)]
    assert len(pages) > 2
    assert [line for page in pages for line in page.stdout.splitlines()] == lines
    assert pages[0].stderr == f"Rows 1 to 2 of {len(lines)}; the next: --skip 2\n"
    assert pages[-1].stderr == f"Rows {2 * len(pages) - 1} to {len(lines)} of {len(lines)}\n"


def test_page_behind_the_end_is_told(folder: Path) -> None:
    result = run("thinly_sourced_tenures", "--skip", "1000000", "--graph", folder)
    assert (result.exit_code, result.stdout) == (0, "")
    assert re.fullmatch(r"No rows: there are \d+ in all\n", result.stderr)


def test_lines_are_paged_too(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.rq"
    own.write_text("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }", encoding="utf-8")
    every = run(own, "--graph", folder).stdout.splitlines()
    assert run(own, "--graph", folder, "--limit", "3", "--skip", "2").stdout.splitlines() == every[2:5]


def test_terminal_shows_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Answer(columns=("n",), rows=tuple({"n": n} for n in range(PAGE + 1)))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert len(cut_answer(answer, 0, None, None)[0].rows) == PAGE
    assert len(cut_answer(answer, PAGE, None, "table")[0].rows) == 1
    assert cut_answer(answer, 0, None, "jsonl")[0] is answer
    monkeypatch.setattr("sys.stdout.isatty", lambda: False, raising=False)
    assert cut_answer(answer, 0, None, "table")[0] is answer


def test_plan_and_time_are_shown(folder: Path) -> None:
    result = run("posts_of_person", "-p", "person=Vũ Thị Thanh Hòa", "--explain", "--graph", folder)
    lines = result.stdout.splitlines()
    assert lines[0] == "person = 'Vũ Thị Thanh Hòa' (string)"
    assert lines[1].startswith("Project ?person ?post ?body")
    assert any(line.strip() == "?tenure org:member ?person_id" for line in lines)
    assert [line.partition(":")[0] for line in lines[-3:]] == ["load the graph", "ask", "rows"]
    assert re.fullmatch(r"ask: \d+\.\d ms", lines[-2])
    assert lines[-1] != "rows: 0"


def test_own_files_are_answered(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.rq"
    own.write_text("SELECT ?name ?p { ?p <http://xmlns.com/foaf/0.1/name> ?name }", encoding="utf-8")
    (row,) = ask(own, "-p", "name=Vũ Thị Thanh Hòa", "--graph", folder)
    assert str(row["p"]).startswith("https://w3id.org/kg-vn/id/person-")
    own.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    assert run(own, "--graph", folder).stdout == "true\n"
    own.write_text("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3", encoding="utf-8")
    lines = run(own, "--graph", folder).stdout.splitlines()
    assert [line[-2:] for line in lines] == [" ."] * 3


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["nope"], NotFoundError),
        (["holder_of_post_on_date"], InputError),
        (["who_met_whom", "-p", "x=1"], InputError),
    ],
)
def test_faults_are_kg_errors(folder: Path, words: list[str], fault: type[Exception]) -> None:
    assert isinstance(run(*words, "--graph", folder).exception, fault)


@pytest.mark.parametrize("words", [["-p", "post"], ["-p", "=x"], ["-p", POST, "-p", POST], ["--on", "nowhere"]])
def test_wrong_use_is_told(words: list[str]) -> None:
    assert run("holder_of_post_on_date", *words).exit_code == 2


def test_cypher_without_a_server_is_told(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.cypher"
    own.write_text("RETURN 1", encoding="utf-8")
    error = run(own, "--graph", folder).exception
    assert isinstance(error, InputError)
    assert "--on neo4j" in str(error)


def test_no_password_is_wrong_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    result = run("who_met_whom", "--on", "neo4j")
    assert (result.exit_code, "set NEO4J_PASSWORD in the environment" in result.stderr) == (2, True)


def test_no_server_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "x")
    error = run("who_met_whom", "--on", "neo4j", "--uri", "bolt://127.0.0.1:1").exception
    assert isinstance(error, SinkError)


def test_time_limit_ends_the_command(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.rq"
    own.write_text("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", encoding="utf-8")
    start = time.monotonic()
    words = [
        sys.executable,
        "-c",
        "from kg.cli import main; main()",
        "query",
        str(own),
        "--graph",
        str(folder),
        "--timeout",
        "0.5",
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "kg: the query took more than 0.5 s; ask for less, or give it longer with --timeout\n"
    assert time.monotonic() - start < 20


def test_library_is_listed_without_the_driver() -> None:
    code = (
        "import sys; from kg.cli import cli; cli(['query'], standalone_mode=False); assert 'neo4j' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
