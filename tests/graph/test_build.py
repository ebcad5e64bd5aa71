"""Building is idempotent, atomic, exact on replacement and withdrawal, and the same facts make the same bytes."""

from __future__ import annotations

import fcntl
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from kg.errors import NotFoundError, SinkError
from kg.facts.records import ChangeFact, Facts, MeetingFact, TenureFact
from kg.graph.build import build_graph
from kg.graph.reader import write_graph_jsonl
from kg.graph.records import Claim, Person
from kg.graph.store import FILE_NAME, open_graph
from tests.graph.sample import read_sample


def dump(folder: Path) -> bytes:
    path = folder / "dump.jsonl"
    with open_graph(folder) as graph:
        write_graph_jsonl(graph, path)
        links = [msgspec.json.encode(link) for link in (*graph.links(), *graph.judgements())]
    return path.read_bytes() + b"\n".join(links)


def test_same_facts_again_change_nothing(tmp_path: Path) -> None:
    assert build_graph(tmp_path, read_sample()).added == 6
    before = (tmp_path / FILE_NAME).stat()
    report = build_graph(tmp_path, read_sample())
    assert (report.added, report.replaced, report.unchanged) == (0, 0, 6)
    assert (tmp_path / FILE_NAME).stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize("seed", range(5))
def test_order_and_steps_do_not_matter(tmp_path: Path, seed: int) -> None:
    facts = read_sample()
    build_graph(tmp_path / "whole", facts)
    random.Random(seed).shuffle(facts)  # noqa: S311 - a shuffle, no secret
    for record in facts:
        build_graph(tmp_path / "steps", [record])
    assert dump(tmp_path / "steps") == dump(tmp_path / "whole")


def test_same_facts_make_the_same_bytes(tmp_path: Path) -> None:
    facts = read_sample()
    build_graph(tmp_path / "whole", facts)
    build_graph(tmp_path / "again", reversed(facts))
    assert (tmp_path / "again" / FILE_NAME).read_bytes() == (tmp_path / "whole" / FILE_NAME).read_bytes()


def test_withdrawn_article_takes_its_claims_with_it(tmp_path: Path) -> None:
    facts = read_sample()
    build_graph(tmp_path / "fewer", facts[1:])
    build_graph(tmp_path / "all", facts)
    assert build_graph(tmp_path / "all", withdraw=[facts[0].id, "unknown"]).withdrawn == 1
    assert dump(tmp_path / "all") == dump(tmp_path / "fewer")


def test_replaced_article_takes_its_claims_with_it(tmp_path: Path) -> None:
    facts = read_sample()
    changed = msgspec.structs.replace(facts[0], tenures=facts[0].tenures[:1], meetings=())
    build_graph(tmp_path / "new", [changed, *facts[1:]])
    build_graph(tmp_path / "old", facts)
    assert build_graph(tmp_path / "old", [changed]).replaced == 1
    assert dump(tmp_path / "old") == dump(tmp_path / "new")


def test_empty_input_makes_an_empty_graph(tmp_path: Path) -> None:
    build_graph(tmp_path, [])
    with open_graph(tmp_path) as graph:
        assert list(graph.records(Person)) == []


def test_two_builds_of_one_folder_are_kept_apart(tmp_path: Path) -> None:
    with (tmp_path / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(SinkError, match="another kg build is at work"):
            build_graph(tmp_path, read_sample())


def test_failure_while_reading_leaves_the_old_graph(tmp_path: Path) -> None:
    facts = read_sample()
    build_graph(tmp_path, facts[:2])
    before = dump(tmp_path)

    def break_off() -> object:
        yield facts[2]
        raise RuntimeError("reader broke")

    with pytest.raises(RuntimeError):
        build_graph(tmp_path, break_off())  # type: ignore[arg-type]
    assert dump(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "dump.jsonl", FILE_NAME]


SLOW_BUILD = """
import sys, time
from pathlib import Path
from kg.graph import build
from tests.graph.sample import read_sample
folder, moment = Path(sys.argv[1]), sys.argv[2]
def stop(*_):
    print("here", flush=True)
    time.sleep(60)
def slow(facts):
    for place, record in enumerate(facts):
        yield record
        if moment == "reading" and place == 3:
            stop()
if moment == "writing":
    build.write_records = stop
if moment == "adding":
    build.add_articles = stop
if moment == "swapping":
    build.sync = stop
facts = read_sample()
print("ready", flush=True)
build.build_graph(folder, slow(facts))
"""


@pytest.mark.parametrize(
    ("moment", "before"),
    [
        *((moment, before) for moment in ("reading", "writing", "swapping") for before in (0, 2)),
        *((moment, 5) for moment in ("reading", "adding", "swapping")),
    ],
)
def test_killed_build_leaves_the_old_graph_and_can_be_run_again(tmp_path: Path, moment: str, before: int) -> None:
    facts = read_sample()
    build_graph(tmp_path / "calm", facts)
    if before:
        build_graph(tmp_path / "killed", facts[:before])
        old = dump(tmp_path / "killed")
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_BUILD, str(tmp_path / "killed"), moment],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert [process.stdout.readline() for _ in range(2)] == [b"ready\n", b"here\n"]
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    if before:
        assert dump(tmp_path / "killed") == old
    build_graph(tmp_path / "killed", facts)
    assert dump(tmp_path / "killed") == dump(tmp_path / "calm")


@pytest.mark.parametrize("seed", range(6))
def test_kill_at_any_moment_leaves_one_graph_or_the_other(tmp_path: Path, seed: int) -> None:
    facts = read_sample()
    build_graph(tmp_path / "killed", facts[:2])
    build_graph(tmp_path / "calm", facts)
    old, new = dump(tmp_path / "killed"), dump(tmp_path / "calm")
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_BUILD, str(tmp_path / "killed"), "never"],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(random.Random(seed).uniform(0, 0.1))  # noqa: S311 - a moment of the build, no secret
    process.kill()
    process.communicate()
    assert dump(tmp_path / "killed") in (old, new)
    build_graph(tmp_path / "killed", facts)
    assert dump(tmp_path / "killed") == new


def test_no_graph_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="kg build"):
        open_graph(tmp_path)


def test_file_that_is_no_graph_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a database, but long enough to be read as one" * 40)
    with pytest.raises(SinkError, match="not a graph"):
        open_graph(tmp_path)


def test_every_claim_keeps_its_words(tmp_path: Path) -> None:
    facts = read_sample()
    build_graph(tmp_path, facts)
    with open_graph(tmp_path) as graph:
        quotes = {claim.quote for claim in graph.records(Claim)}
    assert quotes == {fact.quote for record in facts for fact in list_facts(record)}


def list_facts(record: Facts) -> list[TenureFact | ChangeFact | MeetingFact]:
    return [*record.tenures, *record.changes, *record.meetings]
