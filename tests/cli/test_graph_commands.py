"""The commands on the graph, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from tests.graph.sample import read_sample


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("built")
    facts = made / "facts.jsonl"
    facts.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in read_sample()))
    result = run("build", facts, "--graph", made / "graph")
    assert (result.exit_code, "6 added" in result.stderr) == (0, True), result.output
    assert "6 unchanged" in run("build", facts, "--graph", made / "graph").stderr
    return made / "graph"


def ask(*words: str | Path) -> list[dict[str, object]]:
    result = run(*words, "--format", "jsonl")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_who_names_the_holder_with_the_sentence(folder: Path) -> None:
    (row,) = ask("who", "truong ban tuyen giao", "--body", "ninh binh", "--on", "2020-10-05", "--graph", folder)
    assert (row["holder"], row["answer"]) == ("Vũ Thị Thanh Hòa", "certain")
    assert row["evidence"] == "bà Vũ Thị Thanh Hòa, Trưởng ban Tuyên giáo"
    assert row["article"] == "Hội nghị tổng kết, Báo Ninh Bình, 2020-10-05 [nb/2020-10]"


def test_who_without_a_day_lists_all_holders(folder: Path) -> None:
    rows = ask("who", "CT UBND tỉnh Ninh Bình", "--graph", folder)
    assert [row["holder"] for row in rows] == ["Đinh Quang Khải", "Trịnh Công Thắng"]


def test_who_says_when_nobody_is_known(folder: Path) -> None:
    result = run("who", "Thứ trưởng Bộ Nội vụ", "--on", "2000-01-01", "--graph", folder)
    assert (result.exit_code, "Nobody is known to have held" in result.stderr) == (0, True)
    (row,) = ask("who", "Thứ trưởng Bộ Nội vụ", "--on", "2000-01-01", "--graph", folder)
    assert (row["answer"], row["why"]) == ("unknown", "first known to hold it on 2021-07-02")


def test_who_tells_the_body_of_the_day_with_its_lineage(folder: Path) -> None:
    (row,) = ask("who", "CT UBND tỉnh Ninh Bình", "--on", "2020-12-01", "--graph", folder)
    assert (row["body_since"], row["body_until"]) == (None, "2025-06-30")
    assert row["body_source"] == "Resolution 202/2025/QH15"
    assert [str(each).partition(" [")[0] for each in row["body_successors"]] == ["UBND tỉnh Ninh Bình"]  # type: ignore[attr-defined]
    assert row["body_predecessors"] == []
    assert "became UBND tỉnh Ninh Bình (from 2025-07-01)" in str(row["body"])


def test_who_says_when_a_body_was_not_there(folder: Path) -> None:
    result = run("who", "CT UBND tỉnh Ninh Bình", "--on", "2025-08-01", "--graph", folder)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "UBND tỉnh Ninh Bình was there until 2025-06-30 (Resolution 202/2025/QH15); became" in result.stderr
    assert "Nobody is known to have held Chủ tịch UBND tỉnh Ninh Bình then." in result.stderr


def test_person_lists_posts_changes_and_meetings(folder: Path) -> None:
    rows = ask("person", "dinh quang khai", "--graph", folder)
    assert [row["what"] for row in rows] == ["post", "post", "meeting"]


def test_together_gives_roles(folder: Path) -> None:
    rows = ask("together", "lo van minh", "--graph", folder)
    assert {(row["person"], row["role"], row["their role"]) for row in rows} == {
        ("Vũ Thị Thanh Hòa", "concluding", "chair"),
        ("Đinh Quang Khải", "concluding", "speaker"),
    }
    assert len(ask("together", "lo van minh", "Đinh Quang Khải", "--graph", folder)) == 1


def test_together_of_two_who_never_met(folder: Path) -> None:
    result = run("together", "lo van minh", "Phan Bảo An", "--graph", folder)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Never seen at one meeting" in result.stderr


def test_links_name_every_official_of_every_article(folder: Path) -> None:
    rows = [json.loads(line) for line in run("links", "--graph", folder).stdout.splitlines()]
    assert len(rows) == 10
    assert set(rows[0]) == {"doc", "name", "person"}
    assert "Lê Dân" not in {row["name"] for row in rows}


def test_withdraw_refuses_an_unknown_article(folder: Path) -> None:
    result = run("withdraw", "nothing", "--graph", folder)
    assert result.exit_code != 0


def test_withdraw_takes_an_article_out(folder: Path, tmp_path: Path) -> None:
    copied = tmp_path / "graph"
    copied.mkdir()
    (copied / "graph.sqlite").write_bytes((folder / "graph.sqlite").read_bytes())
    assert "1 withdrawn" in run("withdraw", "cm/2020-12", "--graph", copied).stderr
    assert [row["what"] for row in ask("person", "trinh cong thang", "--graph", copied)][:1] == ["post"]


@pytest.mark.parametrize("words", [["who", "x"], ["person", "x"], ["together", "x"], ["links"], ["withdraw", "x"]])
def test_no_graph_is_one_clear_message(words: list[str], tmp_path: Path) -> None:
    result = run(*words, "--graph", tmp_path)
    assert result.exit_code == 1
    assert "kg build" in str(result.exception)
