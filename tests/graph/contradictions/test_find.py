"""Contradictions are found, each with the words of both sides, and what only looks like one is not."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from kg.graph.build import build_graph
from kg.graph.contradictions.find import KINDS, find_contradictions
from kg.graph.store import open_graph
from tests.conftest import ROOT
from tests.graph.contradictions.samples import CASES, make_facts

PAGE = (ROOT / "docs" / "check.md").read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_is_found(case: dict[str, Any], tmp_path: Path) -> None:
    build_graph(tmp_path, make_facts(case["say"]))
    with open_graph(tmp_path) as graph:
        found = list(find_contradictions(graph))
    assert [kind.name for kind, _ in found] == [kind for kind, _ in case["expect"]], found
    for (_, contradiction), (_, says) in zip(found, case["expect"], strict=True):
        assert says in contradiction.says
        assert contradiction.who
        assert contradiction.ids


def test_every_kind_is_found_and_every_case_that_looks_like_it_has_its_opposite() -> None:
    found = {kind for case in CASES for kind, _ in case["expect"]}
    assert found == set(KINDS)
    assert sum(not case["expect"] for case in CASES) >= 8


def test_both_sides_are_quoted_from_articles_that_differ(tmp_path: Path) -> None:
    build_graph(tmp_path, make_facts(CASES[0]["say"]))
    with open_graph(tmp_path) as graph:
        ((_, found),) = find_contradictions(graph)
    assert found.who == "Trịnh Công An; Lò Văn Bình"
    assert (found.left.claim.quote, found.left.article.published) == (
        "Chủ tịch UBND tỉnh Cà Mau Trịnh Công An",
        "2020-05-10",
    )
    assert (found.right.claim.quote, found.right.article.published) == (
        "Chủ tịch UBND tỉnh Cà Mau Lò Văn Bình",
        "2020-03-10",
    )


def test_order_of_articles_means_nothing(tmp_path: Path) -> None:
    facts = [
        fact
        for place, case in enumerate(CASES)
        for fact in make_facts([{**said, "day": f"{2000 + place}{said['day'][4:]}"} for said in case["say"]])
    ]
    facts = [type(fact)(**{**_fields(fact), "id": f"{place}"}) for place, fact in enumerate(facts)]
    answers = []
    for seed in range(2):
        random.Random(seed).shuffle(facts)  # noqa: S311 - a shuffle, no secret
        build_graph(tmp_path / str(seed), facts)
        with open_graph(tmp_path / str(seed)) as graph:
            answers.append([(kind.name, found) for kind, found in find_contradictions(graph)])
    assert answers[0] == answers[1]
    assert answers[0]


def _fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def test_every_kind_is_on_the_page_with_what_it_means() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (\w+ \| [^|]+) \|", PAGE, re.MULTILINE))
    assert rows == {kind.name: f"{kind.severity} | {kind.meaning}" for kind in KINDS.values()}
