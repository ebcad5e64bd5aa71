"""Claims fold into tenures by the rules of `kg.graph.tenures`, each shown by a line of tenures.yaml."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.bodies import ParsedBody
from kg.claims.records import ArticleClaims, ChangeClaim, Mention, PostRef, TenureClaim, Words
from kg.facts.records import ArticleInfo
from kg.graph.changes import fold_changes
from kg.graph.signs import add_days
from kg.graph.tenures import FoldedTenures, fold_tenures, known_from

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


DAYS = [f"20{year:02}-{month:02}-15" for year in range(10, 22) for month in (1, 6)]
ROWS = st.fixed_dictionaries(
    {"who": st.sampled_from("abc"), "day": st.sampled_from([*DAYS, None])},
    optional={"date": st.sampled_from([*DAYS, "2015", "2018-06", "XXXX-06-15"])},
)
CLAIMS = st.builds(
    lambda row, said, end: {**row, "said": said, "start": row.get("date"), "end": end},
    ROWS,
    st.sampled_from(["current", "current", "former", "incoming", "acting"]),
    st.sampled_from([None, None, *DAYS, "2016"]),
)
TYPES = ["elected", "appointed", "re_elected", "dismissed", "resigned", "retired", "suspended", "nominated", "died"]
CHANGES = st.builds(lambda row, type_: {**row, "type": type_}, ROWS, st.sampled_from(TYPES))


def fold(articles: list[ArticleClaims]) -> FoldedTenures:
    person_of = {mention.id: mention.name for article in articles for mention in article.mentions}
    return fold_tenures(articles, fold_changes(articles, person_of), person_of)


@given(st.lists(st.one_of(CLAIMS, CHANGES), max_size=12), st.booleans(), st.randoms(use_true_random=False))
def test_order_of_articles_does_not_matter(rows: list[dict[str, Any]], single: bool, shuffler: random.Random) -> None:  # noqa: FBT001
    articles = [make_article(place, row, single=single) for place, row in enumerate(rows)]
    folded = fold(articles)
    shuffled = list(articles)
    shuffler.shuffle(shuffled)
    assert fold(shuffled) == folded


@given(st.lists(st.one_of(CLAIMS, CHANGES), max_size=12), st.booleans())
def test_tenures_are_sound(rows: list[dict[str, Any]], single: bool) -> None:  # noqa: FBT001
    """Every tenure has an id of its own; its bounds are in order; death ends it; claims are about tenures there are."""
    folded = fold([make_article(place, row, single=single) for place, row in enumerate(rows)])
    ids = [tenure.id for tenure in folded.tenures]
    assert len(set(ids)) == len(ids)
    assert set(folded.tenure_of.values()) <= set(ids)
    deaths = {
        row["who"] for row in rows if row.get("type") == "died" and (row["day"] or row.get("date", "X")[0] != "X")
    }
    for tenure in folded.tenures:
        for low, high in (
            (tenure.starts_no_earlier, tenure.starts_no_later),
            (tenure.ends_no_earlier, tenure.ends_no_later),
            (tenure.first_seen, tenure.last_seen),
        ):
            assert low is None or high is None or low <= high, tenure
        assert tenure.person not in deaths or (tenure.former and tenure.ends_no_later is not None), tenure


@given(st.lists(CLAIMS, max_size=12), st.dates(min_value=dt.date(2009, 1, 1), max_value=dt.date(2023, 1, 1)))
def test_nothing_is_held_outside_the_time_of_the_body(rows: list[dict[str, Any]], day: dt.date) -> None:
    since, until = day.isoformat(), add_days(day.isoformat(), 1500)
    body = {"since": since, "until": until}
    for tenure in fold([make_article(place, row, body=body) for place, row in enumerate(rows)]).tenures:
        told = (
            tenure.starts_no_earlier,
            tenure.starts_no_later,
            tenure.ends_no_earlier,
            tenure.ends_no_later,
            tenure.first_seen,
            tenure.last_seen,
        )
        assert all(since <= each <= until for each in told if each is not None), (tenure, since, until)
