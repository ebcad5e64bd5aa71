"""Posts that somebody leaves by getting another one: the words beside the name tell the old one as still held."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import msgspec

from kg.facts.past import year_of
from kg.facts.records import ChangeFact, TenureFact
from kg.lexicon.holding import load_holding
from kg.mentions.normalise import lower
from kg.mentions.records import Analysis

#: How many sentences away the move may be told.
_NEAR = 1
#: The last month of a year whose changes are old in the year that follows.
_LATE = "09"
_GAINS = frozenset(("elected", "appointed", "transferred", "approved"))


def leave_posts(
    analysis: Analysis, tenures: tuple[TenureFact, ...], changes: Iterable[ChangeFact]
) -> tuple[TenureFact, ...]:
    """The tenures, those that their holders left by a move which the same sentence reports being former.

    A post is left for another in the same body; an office ("Giám đốc", "Trưởng phòng") for any other; one at the head
    of a territory or a committee for one elsewhere. Seats on boards and in assemblies are kept, and so is what somebody
    holds beside a post that is given "kiêm".
    """
    changes = tuple(changes)
    gains = [change for change in changes if change.type in _GAINS and change.post is not None and not _is_seat(change)]
    if not gains:
        return _settle_old(tenures, changes, year_of(analysis))
    starts = [analysis.offsets.span(sentence.start, sentence.end)[0] for sentence in analysis.sentences]
    moves: dict[tuple[str, int], list[ChangeFact]] = {}
    for change in gains:
        moves.setdefault((change.person, _sentence(starts, change)), []).append(change)
    published = (analysis.document.published or "")[:4]
    gained, past = {_key(change) for change in gains}, _find_past(gains)
    settled = tuple(
        msgspec.structs.replace(row, status="former")
        if (row.status == "current" and _key(row) not in gained and _is_left(row, moves, starts, published))
        or (row.status == "incoming" and _key(row) in past)
        else row
        for row in tenures
    )
    return _settle_old(settled, changes, year_of(analysis))


def _settle_old(tenures: tuple[TenureFact, ...], changes: Iterable[ChangeFact], year: int) -> tuple[TenureFact, ...]:
    """The tenures, those gained a year or more before the article being held, no longer incoming."""
    old = {_key(change) for change in changes if change.type in _GAINS and _is_old(change, year)}
    new = {_key(change) for change in changes if change.type in _GAINS and not _is_old(change, year)}
    return tuple(
        msgspec.structs.replace(row, status="current") if row.status == "incoming" and _key(row) in old - new else row
        for row in tenures
    )


def _is_old(change: ChangeFact, year: int) -> bool:
    """Whether a change came so long before the article that it is no news; the end of the year before may be."""
    if not _year(change) or not year:
        return False
    years = year - int(_year(change))
    return years > 1 or (years == 1 and (change.date or "")[5:7] <= _LATE)


def _find_past(gains: list[ChangeFact]) -> set[tuple[str, str | None, str | None]]:
    """The posts that somebody gained in an earlier year than another one."""
    latest: dict[str, str] = {}
    for change in gains:
        latest[change.person] = max(latest.get(change.person, ""), _year(change))
    return {_key(change) for change in gains if "" < _year(change) < latest[change.person]}


def _year(change: ChangeFact) -> str:
    year = (change.date or "")[:4]
    return year if year.isdigit() else ""


def _key(fact: TenureFact | ChangeFact) -> tuple[str, str | None, str | None]:
    return fact.person, fact.post, fact.body


def _is_left(
    row: TenureFact, moves: dict[tuple[str, int], list[ChangeFact]], starts: list[int], published: str
) -> bool:
    """Whether a move is told in the same sentence, or as news in one beside it."""
    if _is_kept(row):
        return False
    at = _sentence(starts, row)
    return any(
        _leads_away(row, change)
        for place in range(at - _NEAR, at + _NEAR + 1)
        for change in moves.get((row.person, place), ())
        if place == at or _year(change) in ("", published)
    )


def _leads_away(row: TenureFact, change: ChangeFact) -> bool:
    """Whether a post cannot be held beside the one that is gained."""
    if load_holding().beside in lower(change.quote or ""):
        return False
    body, other = lower(row.body or ""), lower(change.body or "")
    if body == other:
        return True
    heads = lower(row.post).startswith(tuple(lower(word) for word in load_holding().heading))
    return not heads or body.split(" ")[-1:] != other.split(" ")[-1:]


def _is_kept(row: TenureFact) -> bool:
    """Whether a post is one that people hold beside others."""
    return lower(row.post or "").startswith(tuple(lower(word) for word in load_holding().kept))


def _is_seat(change: ChangeFact) -> bool:
    """Whether what is gained is a seat, for which no post is left."""
    return lower(change.post or "").startswith(tuple(lower(word) for word in load_holding().seats))


def _sentence(starts: list[int], fact: TenureFact | ChangeFact) -> int:
    return -1 if fact.evidence is None else bisect_right(starts, fact.evidence.start)
