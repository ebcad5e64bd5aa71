"""Claims fold into tenures by the rules of `kg.graph.tenures`, each shown by a line of tenures.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg.claims.bodies import ParsedBody
from kg.claims.records import ArticleClaims, ChangeClaim, Mention, PostRef, TenureClaim, Words
from kg.facts.records import ArticleInfo
from kg.graph.changes import fold_changes
from kg.graph.tenures import fold_tenures, known_from

NOT_COMPARED = ("id", "person", "post")
CASES: list[dict[str, Any]] = msgspec.yaml.decode(Path(__file__).with_name("tenures.yaml").read_bytes())


def make_article(
    place: int, row: dict[str, Any], *, single: bool = True, body: dict[str, str] | None = None
) -> ArticleClaims:
    doc = f"doc{place:02}"
    post = PostRef(
        id="post-x",
        name="Chủ tịch UBND xã Thử",
        role="Chủ tịch",
        single_seat=single,
        collective=not single,
        vague=False,
        body=ParsedBody(name="UBND xã Thử", kind="government", key="thu"),
        body_id="body-x",
        **(body or {}),
    )
    words = Words(quote="…")
    mention = Mention(id=f"{row['who']}-{doc}", doc=doc, name=row["who"], scope="vn")
    claim: dict[str, Any] = {"id": f"claim-{doc}", "doc": doc, "mention": mention.id, "post": post, "words": words}
    return ArticleClaims(
        id=f"article-{doc}",
        doc=doc,
        article=ArticleInfo(published=row.get("day")),
        mentions=(mention,),
        tenures=(TenureClaim(**claim, status=row["said"], start=row.get("start"), end=row.get("end")),)
        if "said" in row
        else (),
        changes=(ChangeClaim(**claim, type=row["type"], date=row.get("date")),) if "type" in row else (),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_claims_fold_into_tenures(case: dict[str, Any]) -> None:
    rows = [*case.get("claims", ()), *case.get("changes", ())]
    many, body = case.get("seat") == "many", case.get("body")
    articles = [make_article(place, row, single=not many, body=body) for place, row in enumerate(rows)]
    person_of = {mention.id: mention.name for article in articles for mention in article.mentions}
    tenures = fold_tenures(articles, fold_changes(articles, person_of), person_of).tenures
    kept: dict[str, list[dict[str, Any]]] = {}
    for tenure in sorted(tenures, key=lambda tenure: known_from(tenure) or tenure.ends_no_later or "9"):
        told = {name: value for name, value in msgspec.to_builtins(tenure).items() if name not in NOT_COMPARED}
        kept.setdefault(tenure.person, []).append({name: value for name, value in told.items() if value})
    assert kept == {who: told if isinstance(told, list) else [told] for who, told in case["expect"].items()}
