"""Datelines by a table of lines, with lines that are none."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.dateline import find_dateline, read_day

LINES: list[dict[str, Any]] = msgspec.yaml.decode((Path(__file__).parent / "datelines.yaml").read_bytes())


@pytest.mark.parametrize("row", LINES, ids=lambda row: row["line"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_lines(row: dict[str, Any], form: Any) -> None:
    found = find_dateline(unicodedata.normalize(form, row["line"]))
    if row["day"] is None:
        assert found is None
        return
    assert found is not None
    assert found.published == row["day"]
    assert found.publisher == row.get("publisher")
    assert found.updated == row.get("updated", False)
    assert found.weekday_fits == row.get("weekday_fits")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-04-13", "2021-04-13"),
        ("2021-04-13T11:42:00", "2021-04-13"),
        ("2021-04-13T18:42:00Z", "2021-04-14"),  # past midnight in Vietnam
        ("2021-04-13 18:42:00+07:00", "2021-04-13"),
        ("13/04/2021", "2021-04-13"),
        ("Thứ Ba, 13/04/2021, 11:42", "2021-04-13"),
        ("0021-04-13", None),
        ("2021-02-30", None),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_metadata_days(text: str, day: str | None) -> None:
    assert read_day(text) == day


@given(st.text(max_size=200))
def test_no_line_breaks_it(line: str) -> None:
    find_dateline(line)


@given(st.dates(min_value=date(1945, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_is_read(day: date) -> None:
    found = find_dateline(f"{day.day:02d}/{day.month:02d}/{day.year}, 07:05")
    assert found is not None
    assert found.published == day.isoformat()
