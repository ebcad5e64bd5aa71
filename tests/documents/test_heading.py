"""What the lines around the body say, by a table of texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.heading import read_heading

TEXTS: list[dict[str, Any]] = msgspec.yaml.decode((Path(__file__).parent / "headings.yaml").read_bytes())


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row["text"][:30])
def test_texts(row: dict[str, Any]) -> None:
    heading = read_heading(row["text"])
    assert heading.title == row.get("title")
    assert heading.publisher == row.get("publisher")
    assert (heading.dateline.published if heading.dateline else None) == row.get("published")


def test_a_paragraph_is_no_title() -> None:
    assert read_heading("từ " * 200).title is None


@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    heading = read_heading(text)
    assert heading.title is None or heading.title.strip() == heading.title


def test_real_articles_keep_their_titles(shared: Path) -> None:
    lines = (shared / "eval" / "provincial_dev_docs.jsonl").read_bytes().splitlines()
    rows = [msgspec.json.decode(line) for line in lines]
    assert [read_heading(row["text"]).title for row in rows] == [row["title"] for row in rows]
    wrong = [row["id"] for row in rows if row.get("published") and _day(row["text"]) not in (row["published"], None)]
    assert wrong == []


def _day(text: str) -> str | None:
    dateline = read_heading(text).dateline
    return None if dateline is None else dateline.published
