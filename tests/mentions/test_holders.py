"""Who holds which post, over a table of our own sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg.documents.records import Document
from kg.mentions.analyse import analyse

CASES: list[dict[str, Any]] = msgspec.yaml.decode(Path(__file__).with_name("holders.yaml").read_bytes())


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_who_holds_which_post(case: dict[str, Any]) -> None:
    analysis = analyse(Document(id="t", text=f"Bản tin\n{case['text']}"))
    names = {person.key: person.name for person in analysis.persons}
    found = [[names[post.person], post.role, post.body, post.hold] for post in analysis.posts if post.person]
    assert sorted(map(str, found)) == sorted(map(str, case["posts"]))
