"""All faults of a facts file at once."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import msgspec

from kg.documents.faults import FaultLog
from kg.facts.records import Evidence
from kg.facts.validate import validate_facts
from tests.facts.samples import FACTS, TEXT


def validate(path: Path, *docs: Path) -> tuple[int, list[str]]:
    faults = FaultLog(io.StringIO())
    sound = validate_facts([path], docs=docs, faults=faults)
    return sound, [str(fault).removeprefix(f"{path}:") for fault in faults.faults]


def write(path: Path, *records: object) -> Path:
    lines = [record if isinstance(record, bytes) else msgspec.json.encode(record) for record in records]
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def test_a_sound_file(tmp_path: Path) -> None:
    assert validate(write(tmp_path / "a.jsonl", FACTS, {"id": "b", "further": 1})) == (2, [])
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress((tmp_path / "a.jsonl").read_bytes()))
    assert validate(tmp_path / "a.jsonl.gz") == (2, [])


def test_all_faults_of_a_record_are_told_in_the_order_of_paths(tmp_path: Path) -> None:
    record: dict[str, Any] = {
        "id": "a",
        "persons": [{"key": "p1", "scope": "mars"}, {"key": 5, "name": "X"}],
        "tenures": [{"person": "p1", "post": "", "quote": "q", "start": "13/4"}],
        "changes": {},
    }
    sound, told = validate(write(tmp_path / "a.jsonl", {"id": "b"}, record))
    assert sound == 1
    assert [line.partition(": ")[0] for line in told] == [
        "2: $.changes",
        "2: $.persons[0]",
        "2: $.persons[0].scope",
        "2: $.persons[1].key",
        "2: $.tenures[0].post",
        "2: $.tenures[0].start",
    ] or [line.split(": ")[1] for line in told] == [
        "$.changes",
        "$.persons[0]",
        "$.persons[0].scope",
        "$.persons[1].key",
        "$.tenures[0].post",
        "$.tenures[0].start",
    ]


def test_what_no_schema_says(tmp_path: Path) -> None:
    stray = {
        "id": "x",
        "tenures": [{"person": "p9", "post": "a", "quote": "q"}],
        "persons": [{"key": "p", "name": "X"}] * 2,
    }
    sound, told = validate(write(tmp_path / "a.jsonl", FACTS, FACTS, stray, b"{", b"[1]", b"\xff"))
    assert sound == 1
    assert told[0] == "2: $.id: a record with the id a came before"
    assert told[1].startswith("3: $.persons: the key p is there 2 times")
    assert told[2].startswith("3: $.tenures[0].person: no person of this record has the key p9")
    assert told[3].startswith("4: malformed JSON")
    assert told[4].startswith("5: $: [1] is not of type 'object'")
    assert told[5].startswith("6: not UTF-8")
    assert len(told) == 6


def test_long_values_are_shortened(tmp_path: Path) -> None:
    _, (told,) = validate(write(tmp_path / "a.jsonl", {"id": "a", "persons": "x" * 10_000}))
    assert len(told) < 400


def test_quotes_are_held_against_the_articles(tmp_path: Path) -> None:
    replace = msgspec.structs.replace
    docs = tmp_path / "docs.jsonl"
    docs.write_text(json.dumps({"id": "a", "text": TEXT}) + "\n" + json.dumps({"id": "b", "text": TEXT}), "utf-8")
    moved = replace(FACTS.changes[0], evidence=Evidence(start=0, end=8))
    records = [FACTS, replace(FACTS, id="b", changes=(moved,)), replace(FACTS, id="c")]
    path = write(tmp_path / "a.jsonl", *records)
    assert validate(path) == (3, [])
    sound, told = validate(path, docs)
    assert sound == 1
    assert told[0].startswith("2: $.changes[0].evidence: the article has other words")
    assert told[1] == "3: $.id: no article c is there"


def test_an_article_is_no_facts_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    sound, told = validate(tmp_path / "a.txt")
    assert sound == 0
    assert "an article where facts are wanted" in told[0]


def test_the_annotations_fit_their_articles(shared: Path) -> None:
    for name in ("dev", "provincial_dev", "seed_dev"):
        found = validate(shared / "eval" / f"{name}.jsonl", shared / "eval" / f"{name}_docs.jsonl")
        assert found[1] == []
        assert found[0] > 0
