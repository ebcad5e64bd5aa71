"""`kg extract` as a user runs it."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from kg.facts.records import Facts
from tests.conftest import ROOT
from tests.toy_extractors import write_plugins


@pytest.fixture
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("plugins")
    write_plugins(folder)
    return {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "KG_TEST_STARTED": str(folder / "started")}


def run(environment: dict[str, str], *words: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "extract", *map(str, words)]
    return subprocess.run(command, env=environment, input=stdin, capture_output=True, timeout=60, check=False)


def write_articles(folder: Path, count: int) -> None:
    folder.mkdir(exist_ok=True)
    rows = [{"id": f"a{number}", "text": f"Tin {number}\nÔng Số {number} là Giám đốc."} for number in range(count)]
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def test_the_bytes_are_the_same_whatever_the_way(environment: dict[str, str], tmp_path: Path) -> None:
    write_articles(tmp_path / "news", 100)
    out = tmp_path / "facts.jsonl"
    alone = run(environment, tmp_path / "news", "--extractor", "toy", "--jobs", "1")
    assert alone.returncode == 0
    assert alone.stderr == b""
    records = [msgspec.json.decode(line, type=Facts) for line in alone.stdout.splitlines()]
    assert [record.id for record in records] == [f"a{number}" for number in range(100)]
    assert all(len(record.tenures) == 1 for record in records)
    several = run(environment, tmp_path / "news", "--extractor", "toy", "--jobs", "2", "-o", out)
    assert several.returncode == 0
    assert out.read_bytes() == alone.stdout
    packed = tmp_path / "facts.jsonl.gz"
    piped = run(environment, "-", "--extractor", "toy", "-o", packed, stdin=(tmp_path / "news/a.jsonl").read_bytes())
    assert piped.stderr.decode() == f"{packed}: 100 records\n"
    assert gzip.decompress(packed.read_bytes()) == alone.stdout


def test_the_output_may_stand_among_the_sources(environment: dict[str, str], tmp_path: Path) -> None:
    write_articles(tmp_path, 3)
    for _ in range(2):
        done = run(environment, tmp_path, "--extractor", "toy", "-o", tmp_path / "facts.jsonl")
        assert done.returncode == 0
        assert len((tmp_path / "facts.jsonl").read_bytes().splitlines()) == 3


def test_what_cant_be_read_is_told_and_the_rest_written(environment: dict[str, str], tmp_path: Path) -> None:
    write_articles(tmp_path, 3)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_text("Một bài hỏng", "utf-8")
    done = run(environment, tmp_path, tmp_path / "none", "--extractor", "failing")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 3
    *told, last = done.stderr.decode().splitlines()
    assert sorted(told) == [
        f"fault: {tmp_path / 'b.txt'}: empty file; fetch it again, or leave it out",
        f"fault: {tmp_path / 'none'}: no such file or folder (No such file or directory); check the path",
        "fault: article c: the extractor failing failed on it: ValueError('this one is too hard'); "
        "report it with the article",
    ]
    assert last == "kg: 3 faults, 0 warnings; everything else was extracted"


def test_one_message_for_what_stops_it(environment: dict[str, str], tmp_path: Path) -> None:
    write_articles(tmp_path, 1)
    nobody = run(environment, tmp_path, "--extractor", "nobody")
    nowhere = run(environment, tmp_path, "--extractor", "toy", "-o", tmp_path / "none" / "facts.jsonl")
    for done, said in ((nobody, "no extractor is called nobody"), (nowhere, "can't be written")):
        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr.decode().startswith("kg: ")
        assert said in done.stderr.decode()
        assert done.stderr.count(b"\n") == 1
    assert run(environment).returncode == 2


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_is_clean(environment: dict[str, str], tmp_path: Path, jobs: str) -> None:
    write_articles(tmp_path / "news", 200)
    out = tmp_path / "facts.jsonl"
    out.write_text("old")
    command = [sys.executable, "-c", "from kg.cli import main; main()", "extract", str(tmp_path / "news")]
    options = ["--extractor", "slow", "--jobs", jobs, "-o", str(out)]
    with subprocess.Popen(
        command + options, env=environment, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        _wait_for(Path(environment["KG_TEST_STARTED"]))
        os.killpg(process.pid, signal.SIGINT)  # what a terminal does
        _, told = process.communicate(timeout=30)
    assert process.returncode == 1
    assert told.decode().strip() == "Aborted!"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["facts.jsonl"]
    assert out.read_text() == "old"
    _wait_for_end(process.pid)


def test_no_process_outlives_a_kill(environment: dict[str, str], tmp_path: Path) -> None:
    write_articles(tmp_path / "news", 200)
    command = [sys.executable, "-c", "from kg.cli import main; main()", "extract", str(tmp_path / "news")]
    options = ["--extractor", "slow", "--jobs", "2"]
    with subprocess.Popen(
        command + options, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        _wait_for(Path(environment["KG_TEST_STARTED"]))
        process.kill()
    _wait_for_end(process.pid)


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _wait_for_end(group: int) -> None:
    """Until no process of the group is left."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("a process is still there")


def test_help_has_an_example(environment: dict[str, str]) -> None:
    assert b"Example: kg extract news/ -o facts.jsonl" in run(environment, "--help").stdout


def test_the_builtin_extractor_reads_the_seed(environment: dict[str, str], shared: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts.jsonl"
    assert run(environment, shared / "eval" / "seed_dev_docs.jsonl", "-o", out).returncode == 0
    record = msgspec.json.decode(out.read_bytes(), type=Facts)
    assert record.id == "seed/000"
    assert record.article.published == "2021-04-13"
    assert len(record.persons) > 0
