"""`kg eval` as a user runs it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from tests.evaluation.samples import GOLD, SYSTEM, TEXT


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    gold, facts = tmp_path / "gold.jsonl", tmp_path / "facts.jsonl"
    gold.write_bytes(msgspec.json.encode(GOLD))
    facts.write_bytes(msgspec.json.encode(SYSTEM))
    (tmp_path / "news.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}), "utf-8")
    return gold, facts


def run(*words: str | Path, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(cli, ["eval", *map(str, words)], input=stdin)


def test_a_pipe_gets_lines(files: tuple[Path, Path]) -> None:
    result = run(*files)
    assert (result.exit_code, result.stderr) == (0, "")
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert ["figures", "overall", "", "8", "8", "8", "0.5", "0.5", "0.5"] in rows
    assert ["rules", "tenure", "link", "0", "2", "0.0", "body wrong 1; no such person 1"] in rows
    assert {row[0] for row in rows} == {"figures", "misses", "rules"}


def test_a_terminal_gets_tables_and_errors_in_full(files: tuple[Path, Path]) -> None:
    news = files[0].with_name("news.jsonl")
    result = run(*files, "--errors", "1", "--docs", news, "--calibration", "--format", "table")
    assert result.exit_code == 0
    for title in ("How much is right", "What each rule finds", "Confidence beside", "The first of each kind of miss"):
        assert title in result.stdout
    assert (
        "change: type wrong (missed)  a\n"
        "  gold     Vàng A Mận · elected · Chủ tịch · UBND huyện Sông Mây\n"
        "  found    Vàng A Mận · appointed · Chủ tịch · UBND huyện Sông Mây\n"
        "  rule     appoint\n"
        "  sentence Ông Vàng A Mận, Phó Chủ tịch UBND huyện, được bầu làm Chủ tịch UBND huyện thay ông Hồ Văn Quýt.\n"
    ) in result.stdout


@pytest.mark.parametrize("format_", ["csv", "json", "jsonl"])
def test_programs_get_one_table(files: tuple[Path, Path], format_: str) -> None:
    printed = run(*files, "--format", format_, "--errors", "1").stdout
    if format_ == "csv":
        rows = list(csv.DictReader(io.StringIO(printed)))
    else:
        rows = json.loads(printed) if format_ == "json" else list(map(json.loads, printed.splitlines()))
    (overall,) = [row for row in rows if row["kind"] == "overall"]
    assert float(overall["f1"]) == 0.5
    assert {row["part"] for row in rows} == {"figures", "misses", "rules", "errors"}


def test_the_plot_is_written(files: tuple[Path, Path], tmp_path: Path) -> None:
    result = run(*files, "--plot", tmp_path / "plot.svg")
    assert (result.exit_code, result.stderr) == (0, f"{tmp_path / 'plot.svg'}: written\n")
    assert (tmp_path / "plot.svg").read_text("utf-8").startswith("<svg")
    missing = run(*files, "--plot", tmp_path / "none" / "plot.svg")
    assert missing.exit_code == 1


def test_standard_input(files: tuple[Path, Path]) -> None:
    assert run(files[0], "-", stdin=files[1].read_bytes()).stdout == run(*files).stdout


def test_what_cannot_be_read_is_told(files: tuple[Path, Path]) -> None:
    files[1].write_text('{"id": "a", "persons": 5}\n')
    result = run(*files)
    assert result.exit_code == 1
    assert "facts.jsonl:1: not a facts record" in result.stderr
    assert "1 of 1 annotated articles have no record" in result.stderr
    assert "the figures are of the rest" in result.stderr


def test_wrong_use_and_help() -> None:
    assert run().exit_code == 2
    assert "Example: kg eval gold.jsonl facts.jsonl" in run("--help").stdout
