"""Which posts people leave by a move, over a table of our own sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg.documents.records import Document
from kg.facts.extract import BuiltinExtractor

CASES: list[dict[str, Any]] = msgspec.yaml.decode(Path(__file__).with_name("moves.yaml").read_bytes())


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_what_is_left(case: dict[str, Any]) -> None:
    facts = BuiltinExtractor().extract(Document(id="t", text=f"Bản tin\n{case['text']}"))
    names = {person.key: person.name for person in facts.persons}
    found = [[names[row.person], row.post, row.status] for row in facts.tenures]
    assert sorted(found) == sorted(case["tenures"])
