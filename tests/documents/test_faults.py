"""Faults are told once, as they happen."""

from __future__ import annotations

import io

import pytest

from kg.documents.faults import FaultLog


def test_faults_and_warnings_are_counted_and_printed_once() -> None:
    log = FaultLog(out := io.StringIO())
    failed = [log.failed]
    log.warn("odd", path="a.txt")
    failed.append(log.failed)
    log.fault("broken; mend it", path="a.jsonl", line=3)
    log.fault("broken; mend it", path="a.jsonl", line=3)
    log.note("by the way")
    assert [*failed, log.failed] == [False, False, True]
    assert log.summary() == "2 faults, 1 warning"
    assert out.getvalue().splitlines() == [
        "warning: a.txt: odd",
        "fault: a.jsonl:3: broken; mend it",
        "note: by the way",
    ]


def test_standard_error_is_the_place(capsys: pytest.CaptureFixture[str]) -> None:
    FaultLog().fault("broken")
    assert capsys.readouterr() == ("", "fault: broken\n")


def test_a_hostile_name_makes_no_lines_or_escapes() -> None:
    log = FaultLog(out := io.StringIO())
    log.fault("broken", path="a\x1b[31m\nfault: b\udcff")
    assert out.getvalue() == "fault: a [31m fault: b : broken\n"


def test_memory_is_bounded() -> None:
    log = FaultLog(io.StringIO())
    for number in range(5_000):
        log.fault("broken", path="a.jsonl", line=number)
    assert (log.fault_count, len(log.faults)) == (5_000, 1_000)
