"""Folds tenure claims and changes into tenures: a person in a post, its time as bounds.

What each kind of claim says of the time (days are ISO dates; P is the article's day of publication):

- `start`, `end` of a claim, and dated changes: the first and the last day that the EDTF date can mean.
- current or acting on P: seen on P. Just elected or appointed on P: seen on P, unless it starts later.
- former on P: over by P. An undated election or appointment reported on P: begun by P; a dismissal: over by P.
- a person's death ends all tenures.
- in a single seat, a successor's first known day ends the tenure, and a tenure begins no earlier than its
  predecessor's last known day.
- somebody who starts in another seat of the same body (the deputy who becomes its head) has left the one before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

from kg.claims.days import DayBounds, find_day_bounds
from kg.claims.records import ArticleClaims, PostRef, TenureClaim
from kg.graph.bounds import agree
from kg.graph.changes import FoldedChange, tenure_id
from kg.graph.records import Tenure

STARTS = frozenset({"elected", "appointed", "transferred", "approved"})
ENDS = frozenset({"dismissed", "resigned", "retired"})


class Days(msgspec.Struct):
    """What is said of the days of one tenure, as it is gathered: bounds of its start and end, and when it was seen.

    `over` are the days of articles that only say that it is over; those count that none after them sees it held.
    """

    starts: list[DayBounds] = []
    ends: list[DayBounds] = []
    over: list[str] = []
    seen: list[str] = []


class Held(msgspec.Struct, kw_only=True):
    """A person in a post, with everything that was said of it."""

    person: str
    post: PostRef
    claims: list[tuple[TenureClaim, str | None]] = []
    changes: list[FoldedChange] = []


def fold_tenures(
    articles: Iterable[ArticleClaims], changes: Sequence[FoldedChange], person_of: Mapping[str, str]
) -> list[Tenure]:
    """All tenures, sorted by id; a post that somebody was only nominated for is none."""
    held = _gather(articles, changes, person_of)
    deaths = _find_deaths(changes)
    by_seat: defaultdict[str, list[Tenure]] = defaultdict(list)
    for item in held.values():
        if is_held(item.claims, item.changes):
            by_seat[item.post.id].append(_fold(item, deaths.get(item.person)))
    posts = {item.post.id: item.post for item in held.values()}
    tenures = [
        tenure
        for post, group in by_seat.items()
        for tenure in (_close_by_successor(group) if posts[post].single_seat else group)
    ]
    by_career: defaultdict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        post = posts[tenure.post]
        by_career[(tenure.id if post.collective or post.vague else tenure.person), post.body_id].append(tenure)
    closed = (tenure for group in by_career.values() for tenure in _close_by_promotion(group))
    return sorted(closed, key=lambda tenure: tenure.id)


def is_held(claims: Sequence[tuple[TenureClaim, str | None]], changes: Sequence[FoldedChange]) -> bool:
    """Whether the claims say more than that somebody was nominated for the post."""
    types = {change.change.type for change in changes}
    return any(claim.status != "incoming" for claim, _ in claims) or types != {"nominated"}


def _gather(
    articles: Iterable[ArticleClaims], changes: Sequence[FoldedChange], person_of: Mapping[str, str]
) -> dict[str, Held]:
    held: dict[str, Held] = {}
    for article in articles:
        for claim in article.tenures:
            person = person_of[claim.mention]
            key = tenure_id(person, claim.post, acting=claim.status == "acting")
            item = held.setdefault(key, Held(person=person, post=claim.post))
            item.claims.append((claim, article.article.published))
    for change in changes:
        post = change.claims[0].post
        if post is not None and change.change.tenure is not None:
            item = held.setdefault(change.change.tenure, Held(person=change.change.person, post=post))
            item.changes.append(change)
    return held


def _find_deaths(changes: Iterable[FoldedChange]) -> dict[str, str]:
    """The last day that each dead person's death can have been on, where it is known."""
    return {
        item.change.person: day
        for item in changes
        if item.change.type == "died" and (day := item.change.latest or min(item.reported, default=None)) is not None
    }


def _fold(item: Held, death: str | None) -> Tenure:
    days = Days()
    nominated = any(change.change.type == "nominated" for change in item.changes)
    for claim, published in item.claims:
        _add_claim(days, claim, published, nominated=nominated)
    for change in item.changes:
        _add_change(days, change)
    if death is not None:
        days.ends.append((None, death))
    acting = any(claim.status == "acting" for claim, _ in item.claims)
    ended = any(change.change.type in ENDS and _is_last(change, days) for change in item.changes)
    days.over = [day for day in days.over if day >= max(days.seen, default="")]
    _keep_latest_stint(days)
    start, end = _agree_on_bounds(days)
    return Tenure(
        id=tenure_id(item.person, item.post, acting=acting),
        person=item.person,
        post=item.post.id,
        acting=acting,
        former=ended or death is not None or bool(days.over) or _is_over_undated(item.claims),
        starts_no_earlier=start[0],
        starts_no_later=start[1],
        ends_no_earlier=end[0],
        ends_no_later=end[1],
        first_seen=min(days.seen, default=None),
        last_seen=max(days.seen, default=None),
        term=min((claim.term for claim, _ in item.claims if claim.term is not None), default=None),
    )


def _is_last(ending: FoldedChange, days: Days) -> bool:
    """Whether nobody sees the post held after the change that ended it."""
    day = ending.change.latest or min(ending.reported, default=None)
    return day is None or day >= max(days.seen, default="")


def _keep_latest_stint(days: Days) -> None:
    """Leave out what was before an end after which the person is seen in the post again: that is another stint."""
    end = agree(days.ends)[1]
    if end is None or max(days.seen, default="") <= end:
        return
    days.seen = [day for day in days.seen if day > end]
    days.starts = [bounds for bounds in days.starts if bounds[0] is not None and bounds[0] > end]
    days.ends = [bounds for bounds in days.ends if bounds[0] is not None and bounds[0] > end]


def _is_over_undated(claims: Sequence[tuple[TenureClaim, str | None]]) -> bool:
    """Whether a claim says that it is over on a day of its own, or in an article without a day."""
    seen = max((day for claim, day in claims if day is not None and claim.status != "former"), default="")
    ends = (find_day_bounds(claim.end)[1] for claim, _ in claims if claim.status == "former")
    undated = any(claim.status == "former" and day is None and claim.end is None for claim, day in claims)
    return undated or any(end is not None and end >= seen for end in ends)


def _agree_on_bounds(days: Days) -> tuple[DayBounds, DayBounds]:
    """Bounds of the start and of the end that don't contradict each other."""
    start = agree(days.starts)
    end = agree([*days.ends, *((None, day) for day in days.over)])
    if start[0] is not None and end[1] is not None and end[1] < start[0]:
        return (start, (None, None)) if len(days.starts) >= len(days.ends) else ((None, None), end)
    return start, end


def _add_claim(days: Days, claim: TenureClaim, published: str | None, *, nominated: bool) -> None:
    start, end = find_day_bounds(claim.start), find_day_bounds(claim.end)
    days.starts.append(start)
    days.ends.append(end)
    if published is None:
        return
    begun = start[0] is None or start[0] <= published
    if claim.status in ("current", "acting") or (claim.status == "incoming" and begun and not nominated):
        days.seen.append(published)
    elif claim.status == "former" and end == (None, None):
        days.over.append(published)


def _add_change(days: Days, folded: FoldedChange) -> None:
    change = folded.change
    bounds = (change.earliest, change.latest)
    if bounds == (None, None):
        bounds = (None, min(folded.reported, default=None))
    if change.type in STARTS:
        days.starts.append(bounds)
    elif change.type == "re_elected":
        days.starts.append((None, bounds[1]))
    elif change.type in ENDS:
        days.ends.append(bounds)


def known_from(tenure: Tenure) -> str | None:
    """The first day on which the tenure is known to be held."""
    return min((day for day in (tenure.starts_no_later, tenure.first_seen) if day is not None), default=None)


def known_until(tenure: Tenure) -> str | None:
    """The last day on which the tenure is known to be held."""
    days = (tenure.last_seen, tenure.ends_no_earlier, known_from(tenure))
    return max((day for day in days if day is not None), default=None)


def _close_by_successor(tenures: Sequence[Tenure]) -> list[Tenure]:
    """The tenures of one single seat, each closed by its successor; acting holders close nothing, but are closed.

    Of two that are first known on one day the one that is known to start then is the successor; where neither is, or
    both are, who follows whom is open and both stay as they are.
    """
    acting = [tenure for tenure in tenures if tenure.acting or known_from(tenure) is None]
    dated = sorted((tenure for tenure in tenures if tenure not in acting), key=_rank_in_time)
    closed = {tenure.id: tenure for tenure in (*dated, *acting)}
    for earlier in sorted((tenure for tenure in tenures if known_from(tenure) is not None), key=_rank_in_time):
        successor = next((later for later in dated if later is not earlier and _follows(later, earlier)), None)
        if successor is not None:
            closed[earlier.id] = _end_by(closed[earlier.id], known_from(successor))
    for earlier, later in pairwise(dated):
        if _follows(later, earlier):
            closed[later.id] = _start_from(closed[later.id], known_until(earlier))
    return list(closed.values())


def _rank_in_time(tenure: Tenure) -> tuple[str, bool, str]:
    return known_from(tenure) or "", _starts_then(tenure), tenure.id


def _starts_then(tenure: Tenure) -> bool:
    """Whether the tenure is known to start on the first day on which it is known to be held."""
    return tenure.starts_no_earlier is not None and tenure.starts_no_earlier == known_from(tenure)


def _follows(later: Tenure, earlier: Tenure) -> bool:
    last, first = known_until(earlier), known_from(later)
    if last is None or first is None or last > first or later.person == earlier.person:
        return False
    return known_from(earlier) != first or (_starts_then(later) and not _starts_then(earlier))


def _close_by_promotion(tenures: Sequence[Tenure]) -> list[Tenure]:
    """The seats of one person in one body, each closed by the next: a deputy who becomes the head is deputy no more."""
    dated = sorted((tenure for tenure in tenures if known_from(tenure) is not None), key=_rank_in_time)
    closed = {tenure.id: tenure for tenure in tenures}
    for earlier, later in pairwise(dated):
        last, first = known_until(earlier), known_from(later)
        if _starts_then(later) and last is not None and first is not None and last <= first:
            closed[earlier.id] = _end_by(closed[earlier.id], first)
    return list(closed.values())


def _end_by(tenure: Tenure, day: str | None) -> Tenure:
    if day is None or (tenure.ends_no_later is not None and tenure.ends_no_later <= day):
        return tenure
    return msgspec.structs.replace(tenure, ends_no_later=day)


def _start_from(tenure: Tenure, day: str | None) -> Tenure:
    if day is None or (tenure.starts_no_earlier is not None and tenure.starts_no_earlier >= day):
        return tenure
    return msgspec.structs.replace(tenure, starts_no_earlier=day)
