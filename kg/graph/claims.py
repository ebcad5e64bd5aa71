"""Makes the graph's claims: each joins an article, its words, and what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from kg.claims.ids import make_id
from kg.claims.records import ArticleClaims, ChangeClaim, MeetingClaim, PostRef, TenureClaim, Words
from kg.graph.changes import FoldedChange
from kg.graph.records import Claim


def make_claims(
    articles: Iterable[ArticleClaims],
    *,
    person_of: Mapping[str, str],
    meeting_of: Mapping[str, str],
    changes: Sequence[FoldedChange],
    tenure_of: Mapping[str, str],
) -> list[Claim]:
    """Every claim, sorted by id; `tenure_of` tells which tenure a claim is about, if any."""
    change_of = {claim.id: folded.change.id for folded in changes for claim in folded.claims}
    nominations = {
        (folded.change.person, folded.change.post): folded.change.id
        for folded in changes
        if folded.change.type == "nominated"
    }
    made: dict[str, Claim] = {}
    for article in articles:
        for tenure in article.tenures:
            key = tenure_of.get(tenure.id)
            if key is not None:
                claim = _make(article, tenure, _say_tenure(tenure), tenure=key)
            else:
                nominated = nominations[person_of[tenure.mention], tenure.post.id]
                claim = _make(article, tenure, _say_tenure(tenure), change=nominated)
            made[claim.id] = claim
        for change in article.changes:
            made[change.id] = _make(article, change, _say_change(change), change=change_of[change.id])
        for meeting in article.meetings:
            made.update((claim.id, claim) for claim in _make_meeting_claims(article, meeting, person_of, meeting_of))
    return [claim for _, claim in sorted(made.items())]


def _make_meeting_claims(
    article: ArticleClaims, meeting: MeetingClaim, person_of: Mapping[str, str], meeting_of: Mapping[str, str]
) -> Iterator[Claim]:
    key = make_id("meeting", meeting_of[meeting.id])
    names = {mention.id: mention.name for mention in article.mentions}
    yield _make(article, meeting, f"meeting: {meeting.name}", meeting=key)
    for attendance in meeting.attendances:
        says = f"{attendance.role}: {names[attendance.mention]}, {meeting.name}"
        held = make_id("attendance", person_of[attendance.mention], key)
        yield _make(article, attendance, says, attendance=held)


class _Claimed(Protocol):
    """What every kind of claim has."""

    @property
    def id(self) -> str: ...

    @property
    def words(self) -> Words: ...


def _make(
    article: ArticleClaims,
    claim: _Claimed,
    says: str,
    *,
    tenure: str | None = None,
    change: str | None = None,
    meeting: str | None = None,
    attendance: str | None = None,
) -> Claim:
    words = claim.words
    return Claim(
        id=claim.id,
        article=article.id,
        tenure=tenure,
        change=change,
        meeting=meeting,
        attendance=attendance,
        says=says,
        quote=words.quote,
        prefix=words.prefix,
        suffix=words.suffix,
        start=words.start,
        end=words.end,
        rule=words.rule,
        confidence=words.confidence,
    )


def _say_tenure(claim: TenureClaim) -> str:
    return f"{claim.status}: {_say_post(claim.post)}"


def _say_change(claim: ChangeClaim) -> str:
    return f"{claim.type}: {_say_post(claim.post)}" if claim.post is not None else claim.type


def _say_post(post: PostRef) -> str:
    return post.name
