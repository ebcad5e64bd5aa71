"""Which persons are officials, and of which country, over a table of our own sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg.documents.records import Document
from kg.facts.extract import BuiltinExtractor

CASES: list[dict[str, Any]] = msgspec.yaml.decode(Path(__file__).with_name("persons.yaml").read_bytes())


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_who_is_an_official(case: dict[str, Any]) -> None:
    facts = BuiltinExtractor().extract(Document(id="t", text=f"Bản tin\n{case['text']}"))
    found = [[person.name, person.official, person.scope] for person in facts.persons]
    assert sorted(found) == sorted(case["persons"])
