"""Facts records are read, and unsound ones refused."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.faults import FaultLog
from kg.errors import InputError
from kg.facts.read import is_facts_line, parse_facts, read_facts
from kg.facts.records import Facts
from kg.facts.write import write_facts
from tests.facts.samples import FACTS

TWO = [FACTS, Facts(id="b")]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl.gz"):
        assert write_facts(TWO, tmp_path / name) == 2
        faults = FaultLog(io.StringIO())
        assert list(read_facts([tmp_path / name], faults=faults)) == TWO
        assert not faults.failed


def test_broken_lines_are_faults_and_the_rest_carries_on(tmp_path: Path) -> None:
    good = msgspec.json.encode(FACTS)
    lines = [
        good,
        b"{",
        b'{"id": "x", "persons": 5}',
        b'{"id": "x", "tenures": [{"person": "p", "post": "x", "quote": "q"}]}',
    ]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    (tmp_path / "b.txt").write_text("Một bài báo", "utf-8")
    faults = FaultLog(io.StringIO())
    assert list(read_facts([tmp_path], faults=faults)) == [FACTS]
    told = [str(fault) for fault in faults.faults]
    assert len(told) == 4
    assert "a.jsonl:2: malformed JSON" in told[0]
    assert "a.jsonl:3: not a facts record" in told[1]
    assert "$.persons" in told[1]
    assert "a.jsonl:4: unsound facts record: $.tenures[0].person: no person of this record has the key p" in told[2]
    assert "article b: an article where facts are wanted" in told[3]


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (b'{"id": "a", "persons": []}', True),
        (b'{"tenures": 5}', True),
        (b'{"id": "a", "meetings" : []}', True),
        (b'{"id": "a", "text": "persons"}', False),
        (b'{"id": "a", "text": "\\"persons\\": []"}', False),
        (b'{"id": "persons", "text": "a"}', False),
        (b'["persons"]', False),
        (b'{"persons"', False),
        (b"", False),
    ],
)
def test_which_lines_are_facts(line: bytes, verdict: bool) -> None:  # noqa: FBT001
    assert is_facts_line(line) is verdict


@given(st.binary(max_size=80))
def test_no_line_breaks_it(line: bytes) -> None:
    is_facts_line(line)
    with suppress(InputError):
        parse_facts(line)


def test_the_annotations_are_read(shared: Path) -> None:
    faults = FaultLog(io.StringIO())
    names = ["dev.jsonl", "provincial_dev.jsonl", "seed_dev.jsonl"]
    records = list(read_facts([shared / "eval" / name for name in names], faults=faults))
    assert len(records) == 66
    assert not faults.failed
