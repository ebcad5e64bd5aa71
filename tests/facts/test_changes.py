"""Changes on sentences of our own: who, what, which post, whom they replace and when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg.documents.records import Document
from kg.facts.extract import BuiltinExtractor

CASES: list[dict[str, Any]] = msgspec.yaml.decode(Path(__file__).with_name("changes.yaml").read_bytes())


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_changes(case: dict[str, Any]) -> None:
    facts = BuiltinExtractor().extract(Document(id="d", text=f"Bản tin trong ngày\n{case['text']}"))
    name = {person.key: person.name for person in facts.persons}
    changes = [[c.type, name[c.person], c.post, c.body, name.get(c.replaces or "")] for c in facts.changes]
    assert sorted(map(str, changes)) == sorted(map(str, case["changes"]))
    if "dates" in case:
        assert [change.date for change in facts.changes] == case["dates"]
    if "tenures" in case:
        tenures = [[name[t.person], t.post, t.body, t.status] for t in facts.tenures]
        assert sorted(map(str, tenures)) == sorted(map(str, case["tenures"]))
