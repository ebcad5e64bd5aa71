"""Posts that somebody leaves by getting another one: the words beside the name tell the old one as still held."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import msgspec

from kg.facts.records import ChangeFact, TenureFact
from kg.lexicon.holding import load_holding
from kg.mentions.normalise import lower
from kg.mentions.records import Analysis

_GAINS = frozenset(("elected", "appointed", "transferred", "approved"))


def leave_posts(
    analysis: Analysis, tenures: tuple[TenureFact, ...], changes: Iterable[ChangeFact]
) -> tuple[TenureFact, ...]:
    """The tenures, those that their holders left by a move which the same sentence reports being former.

    A post is left for another in the same body; an office ("Giám đốc", "Trưởng phòng") for any other; one at the head
    of a territory or a committee for one elsewhere. Seats on boards and in assemblies are kept, and so is what somebody
    holds beside a post that is given "kiêm".
    """
    gains = [change for change in changes if change.type in _GAINS and change.post is not None and not _is_kept(change)]
    if not gains:
        return tenures
    starts = [analysis.offsets.span(sentence.start, sentence.end)[0] for sentence in analysis.sentences]
    gained = {(change.person, change.post, change.body) for change in gains}
    moves: dict[tuple[str, int], list[ChangeFact]] = {}
    for change in gains:
        moves.setdefault((change.person, _sentence(starts, change)), []).append(change)
    return tuple(
        msgspec.structs.replace(row, status="former") if _is_left(row, moves, gained, starts) else row
        for row in tenures
    )


def _is_left(
    row: TenureFact,
    moves: dict[tuple[str, int], list[ChangeFact]],
    gained: set[tuple[str, str | None, str | None]],
    starts: list[int],
) -> bool:
    if row.status != "current" or _is_kept(row) or (row.person, row.post, row.body) in gained:
        return False
    return any(_leads_away(row, change) for change in moves.get((row.person, _sentence(starts, row)), ()))


def _leads_away(row: TenureFact, change: ChangeFact) -> bool:
    """Whether a post cannot be held beside the one that is gained."""
    if load_holding().beside in lower(change.quote or ""):
        return False
    body, other = lower(row.body or ""), lower(change.body or "")
    if body == other:
        return True
    heads = lower(row.post).startswith(tuple(lower(word) for word in load_holding().heading))
    return not heads or body.split(" ")[-1:] != other.split(" ")[-1:]


def _is_kept(fact: TenureFact | ChangeFact) -> bool:
    """Whether a post is one that people hold beside others."""
    return lower(fact.post or "").startswith(tuple(lower(word) for word in load_holding().kept))


def _sentence(starts: list[int], fact: TenureFact | ChangeFact) -> int:
    return -1 if fact.evidence is None else bisect_right(starts, fact.evidence.start)
