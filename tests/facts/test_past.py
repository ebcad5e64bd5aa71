"""Which posts are over, over a table of our own sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg.documents.records import Document
from kg.facts.tenures import find_tenures
from kg.mentions.analyse import analyse

CASES: list[dict[str, Any]] = msgspec.yaml.decode(Path(__file__).with_name("past.yaml").read_bytes())


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_whether_a_post_is_over(case: dict[str, Any]) -> None:
    analysis = analyse(Document(id="t", text=f"Bản tin\n{case['text']}"))
    names = {person.key: person.name for person in analysis.persons}
    found = [[names[row.person], row.post, row.status] for row in find_tenures(analysis)]
    assert sorted(found) == sorted(case["tenures"])
