"""`kg validate` as a user runs it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from tests.facts.samples import FACTS, TEXT


def run(*words: str | Path, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(cli, ["validate", *map(str, words)], input=stdin)


def test_a_sound_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(msgspec.json.encode(FACTS))
    (tmp_path / "news.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}), "utf-8")
    result = run(tmp_path / "a.jsonl", "--docs", tmp_path / "news.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 sound record; 0 faults, 0 warnings\n"


def test_faults_are_the_output(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": "a"}\n{"id": "a"}\n{"id": 5}\n'))
    result = run(path)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"fault: {path}:2: $.id: a record with the id a came before",
        f"fault: {path}:3: $.id: 5 is not of type 'string'",
    ]
    assert result.stderr == "1 sound record; 2 faults, 0 warnings\n"


def test_standard_input() -> None:
    assert run("-", stdin=b'{"id": "a"}').exit_code == 0
    assert run("-", stdin=b'{"id": ""}').exit_code == 1


def test_missing_and_empty_files(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").touch()
    result = run(tmp_path / "a.jsonl", tmp_path / "none.jsonl")
    assert result.exit_code == 1
    assert ["empty file" in line or "no such file" in line for line in result.stdout.splitlines()] == [True, True]


@pytest.mark.parametrize("name", ["a.ttl", "a.nt.gz"])
def test_a_broken_dump(tmp_path: Path, name: str) -> None:
    data = b"<https://example.org/a> <https://example.org/b> ."
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    result = run(tmp_path / name)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"fault: {tmp_path / name}")


def test_wrong_use_and_help() -> None:
    assert run().exit_code == 2
    assert "Example: kg validate facts.jsonl --docs news/" in run("--help").stdout
