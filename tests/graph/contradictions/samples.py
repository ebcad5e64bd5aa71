"""Facts of invented articles from the short form of `cases.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.facts.records import ArticleInfo, AttendeeFact, ChangeFact, Facts, MeetingFact, NamedPerson, TenureFact
from kg.lexicon.loader import load_yaml

CASES = load_yaml("cases.yaml", list[dict[str, Any]], root=Path(__file__).parent)


def make_facts(articles: Sequence[dict[str, Any]]) -> list[Facts]:
    return [_make_article(number, said) for number, said in enumerate(articles)]


def _make_article(number: int, said: dict[str, Any]) -> Facts:
    tenures, changes, meetings = (said.get(key, []) for key in ("tenures", "changes", "meetings"))
    names = sorted({*(row[0] for row in tenures), *(row[1] for row in changes), *(row[3] for row in meetings)})
    keys = {name: f"p{place}" for place, name in enumerate(names)}
    return Facts(
        id=f"doc{number}",
        article=ArticleInfo(published=said["day"], title=f"Bài {number}"),
        persons=tuple(NamedPerson(key=key, name=name) for name, key in keys.items()),
        tenures=tuple(_make_tenure(keys, *row) for row in tenures),
        changes=tuple(_make_change(keys, row) for row in changes),
        meetings=tuple(
            MeetingFact(
                key=f"m{place}",
                name=name,
                date=day,
                place=where,
                attendees=(AttendeeFact(person=keys[who], quote=f"có {who}"),),
                quote=f"{name} tại {where}",
            )
            for place, (name, day, where, who) in enumerate(meetings)
        ),
    )


def _make_tenure(
    keys: dict[str, str], who: str, post: str, body: str, status: Any = "current", *days: str
) -> TenureFact:
    start, end = days or (None, None)
    quote = f"{post} {body} {who}"
    return TenureFact(person=keys[who], post=post, body=body, status=status, start=start, end=end, quote=quote)


def _make_change(keys: dict[str, str], row: Sequence[Any]) -> ChangeFact:
    kind, who, post, body, day, *replaced = row
    quote = f"{who}: {kind}, {post} {body}, {day}"
    before = keys[replaced[0]] if replaced else None
    return ChangeFact(type=kind, person=keys[who], post=post, body=body, date=day, replaces=before, quote=quote)
