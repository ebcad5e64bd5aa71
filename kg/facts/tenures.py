"""Tenures: who holds, held or will hold which post, as an article says it."""

from __future__ import annotations

from collections.abc import Iterable

from kg.facts.evidence import QUOTE_LIMIT, make_evidence
from kg.facts.past import is_over
from kg.facts.records import TenureFact, TenureStatus
from kg.mentions.normalise import lower
from kg.mentions.records import Analysis, PersonMention, PostMention

_FORMER = frozenset(("former",))


def find_tenures(analysis: Analysis) -> tuple[TenureFact, ...]:
    """All tenures that post phrases with a holder and a body say, each once."""
    found: dict[tuple[str, str, str | None, TenureStatus], TenureFact] = {}
    for post in analysis.posts:
        if post.person is None or post.body is None:
            continue
        tenure = make_tenure(analysis, post, post.person)
        key = (tenure.person, tenure.post, lower(tenure.body or ""), tenure.status)
        found.setdefault(key, tenure)
    return tuple(_drop_echoes(found.values()))


def make_tenure(
    analysis: Analysis, post: PostMention, person: str, *, status: TenureStatus | None = None, rule: str | None = None
) -> TenureFact:
    """The tenure that one post phrase says, quoted with its holder's name where that is near."""
    start, end = _span(analysis, post, person)
    quote, evidence = make_evidence(analysis, start, end)
    return TenureFact(
        person=person,
        post=post.role,
        body=post.body,
        status=status or _status(analysis, post),
        term=post.term,
        quote=quote,
        evidence=evidence,
        rule=rule or f"post-{post.hold or 'named'}",
    )


def _status(analysis: Analysis, post: PostMention) -> TenureStatus:
    if post.marker == "former" or post.hold == "past":
        return "former"
    if post.marker == "acting":
        return "acting"
    if post.marker == "" and is_over(analysis, post):
        return "former"
    return "incoming" if post.marker == "incoming" else "current"


def _span(analysis: Analysis, post: PostMention, person: str) -> tuple[int, int]:
    """The phrase with the nearest mention of its holder in the same sentence, or alone where that is far."""
    sentence = analysis.sentence_of(post.start)
    left, right = max(sentence.start, post.lead - QUOTE_LIMIT), min(sentence.end, post.end + QUOTE_LIMIT)
    mentions = [m for m in analysis.mentions_in(left, right) if m.person == person]
    if not mentions:
        return post.lead, post.end
    nearest = min(mentions, key=lambda mention: _distance(mention, post))
    start, end = min(post.lead, nearest.lead), max(post.end, nearest.end)
    return (start, end) if end - start <= QUOTE_LIMIT else (post.lead, post.end)


def _distance(mention: PersonMention, post: PostMention) -> int:
    return max(mention.start - post.end, post.lead - mention.end)


def _drop_echoes(tenures: Iterable[TenureFact]) -> list[TenureFact]:
    """Without a plain "current" that another row of the same post says more about (former, incoming, acting)."""
    rows = list(tenures)
    said = {(row.person, row.post, row.body) for row in rows if row.status != "current"}
    return [row for row in rows if row.status != "current" or (row.person, row.post, row.body) not in said]
