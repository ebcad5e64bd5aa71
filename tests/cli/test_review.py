"""A review, as people do it in a terminal and scripts in a pipe, and what builds make of it."""

from __future__ import annotations

import json
import os
import pty
import select
import sqlite3
import subprocess
import sys
import termios
import time
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.graph.store import FILE_NAME
from kg.resolve.decisions import Decision, read_decisions
from tests.graph.contradictions.samples import make_facts

#: Seconds that a program may take to answer.
PATIENCE = 20
NAME, HEALTH = "Vũ Thị Hòa", "Sở Y tế tỉnh Cà Mau"
#: The first and the second are taken for one person, as they work in one body, the third and the last for two; the one
#: with another name is compared with nobody.
ARTICLES = [
    {"day": "2020-01-10", "tenures": [[NAME, "Giám đốc", HEALTH]]},
    {"day": "2020-02-10", "tenures": [[NAME, "Phó Giám đốc", HEALTH]]},
    {"day": "2020-03-10", "tenures": [[NAME, "Thứ trưởng", "Bộ Nội vụ"]]},
    {"day": "2020-04-10", "tenures": [["Thị Hòa", "Bí thư", "Tỉnh ủy Sơn La"]]},
    {"day": "2020-05-10", "tenures": [[NAME, "Vụ trưởng", "Vụ Pháp chế Bộ Y tế"]]},
]


def run(*words: str | Path, answers: str | None = None) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], input=answers)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in make_facts(ARTICLES)))
    return path


@pytest.fixture
def folder(facts: Path) -> Path:
    made = facts.parent / "graph"
    assert run("build", facts, "--graph", made).exit_code == 0
    return made


def review(folder: Path, answers: str, *words: str | Path) -> Result:
    result = run("review", "--graph", folder, "--within", "9", "--who", "An", *words, answers=answers)
    assert result.exit_code == 0, result.output
    return result


def list_doubts(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in review(folder, "", "--list", "--format", "jsonl").stdout.splitlines()]


def list_people(folder: Path) -> dict[str, str]:
    """Document → person."""
    rows = map(json.loads, run("links", "--graph", folder).stdout.splitlines())
    return {row["doc"]: row["person"] for row in rows}


def find_id(folder: Path, key: str) -> str:
    """The person whom an id leads to."""
    result = run("person", key, "--graph", folder)
    assert result.exit_code == 0, result.output
    return result.stderr.split()[-1]


def turn_round(folder: Path) -> str:
    """Answers that are the opposite of every judgement."""
    return "".join("n\n" if row["judged"] == "one person" else "y a note\n" for row in list_doubts(folder))


def test_both_sides_are_shown_with_words_and_reasons(folder: Path) -> None:
    shown = review(folder, "s\nq\n").stdout
    assert "1 of 2" in shown
    assert "“Giám đốc Sở Y tế tỉnh Cà Mau Vũ Thị Hòa”" in shown
    assert "Bài 0, 2020-01-10 [doc0]" in shown
    assert "same_body: both have a seat in" in shown
    assert not (folder / "decisions.jsonl").exists()


def test_answers_are_written_at_once_and_the_next_build_follows_them(folder: Path) -> None:
    before = list_people(folder)
    assert [before[f"doc{n}"] == before["doc0"] for n in range(5)] == [True, True, False, False, False]
    assert before["doc2"] != before["doc4"]
    ended = review(folder, turn_round(folder))
    assert "2 decided; now: kg build" in ended.stderr
    decided = read_decisions(folder / "decisions.jsonl")
    assert [(each.who, each.same, each.note) for each in decided] == [
        ("An", each.same, "a note" if each.same else None) for each in decided
    ]
    assert list_people(folder) == before
    assert "derived again with other decisions" in run("build", "--graph", folder).stderr
    after = list_people(folder)
    assert (after["doc0"] != after["doc1"], after["doc2"] == after["doc4"]) == (True, True)
    assert [find_id(folder, before[doc]) for doc in ("doc2", "doc4")] == [after["doc2"]] * 2, "an id leads nowhere"
    assert find_id(folder, before["doc0"]) == after["doc0"]
    assert list_doubts(folder) == []


def test_replaying_changes_nothing_and_the_order_of_lines_means_nothing(folder: Path, facts: Path) -> None:
    review(folder, turn_round(folder))
    run("build", "--graph", folder)
    built = (folder / FILE_NAME).read_bytes()
    assert "derived again" not in run("build", "--graph", folder).stderr
    assert "5 unchanged" in run("build", facts, "--graph", folder).stderr
    lines = (folder / "decisions.jsonl").read_bytes().splitlines(keepends=True)
    shared = folder.parent / "shared.jsonl"
    shared.write_bytes(b"".join([*reversed(lines), lines[0]]))
    other = folder.parent / "other"
    assert run("build", facts, "--graph", other, "--decisions", shared).exit_code == 0
    assert (other / FILE_NAME).read_bytes() == built
    assert (other / "decisions.jsonl").exists(), "a later build knows the decisions too"
    assert "5 unchanged" in run("build", facts, "--graph", other).stderr


def test_articles_added_one_by_one_under_decisions_make_the_same_graph(folder: Path, tmp_path: Path) -> None:
    review(folder, turn_round(folder))
    people = list_people(folder)
    review(folder, "y\n", people["doc3"], people["doc2"])
    # So many others that one more is few beside them, and only what it bears on is worked out anew.
    others = [
        {"day": "2019-01-01", "tenures": [[f"Phan Bảo {chr(65 + n)}", "Bộ trưởng", "Bộ Y tế"]]} for n in range(25)
    ]
    records = make_facts([*ARTICLES, *others * 4])
    graphs = {"whole": [records], "grown": [records[5:], *([record] for record in records[:5])]}
    for name, parts in graphs.items():
        for place, part in enumerate(parts):
            path = tmp_path / f"{name}-{place}.jsonl"
            path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in part))
            added = run("build", path, "--graph", tmp_path / name, "--decisions", folder / "decisions.jsonl")
            assert added.exit_code == 0, added.output
    assert list_rows(tmp_path / "grown") == list_rows(tmp_path / "whole")
    people = list_people(tmp_path / "grown")
    assert people["doc2"] == people["doc3"] == people["doc4"] != people["doc0"] != people["doc1"]


def list_rows(folder: Path) -> list[str]:
    """All that a graph holds, in a fixed order."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as store:
        return sorted(line for line in store.iterdump() if line.startswith("INSERT") and '"search' not in line)


def test_a_decision_is_taken_back_by_deleting_its_line(folder: Path) -> None:
    before, built = list_people(folder), (folder / FILE_NAME).read_bytes()
    review(folder, turn_round(folder))
    run("build", "--graph", folder)
    assert list_people(folder) != before
    (folder / "decisions.jsonl").write_bytes(b"")
    run("build", "--graph", folder)
    assert (folder / FILE_NAME).read_bytes() == built


def test_an_earlier_article_moves_the_public_id_and_both_lead_on(folder: Path, facts: Path) -> None:
    old = list_people(folder)["doc0"]
    earlier = msgspec.structs.replace(make_facts([{**ARTICLES[0], "day": "2019-01-10"}])[0], id="earlier")
    more = facts.parent / "more.jsonl"
    more.write_bytes(msgspec.json.encode(earlier))
    run("build", more, "--graph", folder)
    assert find_id(folder, old) == list_people(folder)["earlier"] == list_people(folder)["doc0"]


def test_two_names_are_made_one_person_by_naming_both(folder: Path) -> None:
    old = list_people(folder)["doc3"]
    shown = review(folder, "y short form\n", "Thị Hòa", list_people(folder)["doc2"]).stdout
    assert "1 of 1" in shown
    run("build", "--graph", folder)
    people = list_people(folder)
    assert people["doc3"] == people["doc2"] == find_id(folder, old)
    again = run("review", old, people["doc2"], "--graph", folder)
    assert (again.exit_code, "are one person in the graph" in str(again.exception)) == (1, True)


def test_what_decisions_imply_is_not_asked(folder: Path) -> None:
    people = list_people(folder)
    review(folder, "y\n", people["doc2"], people["doc4"])
    asked = [row["judged"] for row in list_doubts(folder)]
    assert asked == ["one person"]


def test_contradicting_decisions_are_one_clear_line(folder: Path, facts: Path) -> None:
    review(folder, turn_round(folder))
    first = read_decisions(folder / "decisions.jsonl")[0]
    opposite = Decision(same=not first.same, left=first.right, right=first.left, who="Bình")
    shared = facts.parent / "shared.jsonl"
    shared.write_bytes(msgspec.json.encode(opposite))
    kept = (folder / "decisions.jsonl").read_bytes()
    result = run("build", "--graph", folder, "--decisions", shared)
    message = str(result.exception)
    assert result.exit_code == 1
    assert ("says An" in message, "says Bình" in message, "\n" in message) == (True, True, False)
    assert (folder / "decisions.jsonl").read_bytes() == kept


def test_stale_decisions_are_told_and_kept(folder: Path) -> None:
    review(folder, turn_round(folder))
    kept = (folder / "decisions.jsonl").read_bytes()
    told = run("withdraw", "doc2", "--graph", folder).stderr
    assert told.count("kept for later") == 1
    assert "in doc2" in told
    assert (folder / "decisions.jsonl").read_bytes() == kept


def test_a_build_needs_sources_or_a_graph(tmp_path: Path) -> None:
    result = run("build", "--graph", tmp_path / "none")
    assert (result.exit_code, "Missing argument" in result.output) == (2, True)


@pytest.mark.parametrize("words", [["one name only"], ["a", "b", "c"]])
def test_wrong_use_is_told(folder: Path, words: list[str]) -> None:
    assert run("review", *words, "--graph", folder).exit_code == 2


def test_a_terminal_takes_single_keys(folder: Path) -> None:
    """In a real terminal: a key that means nothing, N with a note, then Ctrl-C."""
    master, slave = pty.openpty()
    words = [sys.executable, "-c", "from kg.cli import main; main()", "review", "--graph", str(folder), "--within", "9"]
    terminal = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen(
        words, stdin=slave, stdout=slave, stderr=slave, env=terminal, start_new_session=True
    ) as child:
        try:
            read_until(master, b"q quit")
            press(master, b"?")
            read_until(master, b"please")
            read_until(master, b"q quit")
            press(master, b"N")
            read_until(master, b"note")
            os.write(master, b"not her\r")
            read_until(master, b"2 of 2")
            read_until(master, b"q quit")
            press(master, b"\x03")
            read_until(master, b"1 decided")
        finally:
            child.kill()
            os.close(master)
            os.close(slave)
    (decision,) = read_decisions(folder / "decisions.jsonl")
    assert (decision.same, decision.note) == (False, "not her")


def read_until(terminal: int, words: bytes) -> None:
    """Read what the terminal shows, up to some words."""
    shown = b""
    while not shown.endswith(words):
        ready, _, _ = select.select([terminal], [], [], PATIENCE)
        assert ready, shown.decode()
        shown += os.read(terminal, 1)


def press(terminal: int, key: bytes) -> None:
    """Press a key once the program waits for one: what is typed before is thrown away."""
    end = time.monotonic() + PATIENCE
    while termios.tcgetattr(terminal)[3] & termios.ICANON:
        assert time.monotonic() < end, "the program waits for no key"
        time.sleep(0.01)
    os.write(terminal, key)
