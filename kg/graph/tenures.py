"""Folds tenure claims and changes into tenures: a person in a post, its time as bounds.

What claims and changes say of days is in `kg.graph.signs`, and how a person's time in a post splits into tenures in
`kg.graph.stints`. Between tenures:

- a person's death ends all tenures.
- in a single seat, a successor's first known day ends the tenure, and a tenure begins no earlier than its
  predecessor's last known day.
- somebody who starts in another seat of the same body (the deputy who becomes its head) has left the one before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from kg.claims.days import DayBounds
from kg.claims.ids import make_id
from kg.claims.records import ArticleClaims
from kg.graph.bounds import agree
from kg.graph.changes import FoldedChange, tenure_id
from kg.graph.records import Tenure
from kg.graph.signs import Held, Sign, add_days, list_bounds, list_days, read_signs
from kg.graph.stints import LAG, Break, Stint, find_breaks, find_stint, split_into_stints


class FoldedTenures(msgspec.Struct, frozen=True, kw_only=True):
    """All tenures, sorted by id, and the tenure that each claim and each change is about, by their ids.

    A claim or change of a post that somebody was only nominated for is about no tenure.
    """

    tenures: tuple[Tenure, ...]
    tenure_of: Mapping[str, str]


def fold_tenures(
    articles: Iterable[ArticleClaims], changes: Sequence[FoldedChange], person_of: Mapping[str, str]
) -> FoldedTenures:
    """The tenures that claims and changes make; a post that somebody was only nominated for is none."""
    held = {key: item for key, item in _gather(articles, changes, person_of).items() if item.is_held}
    deaths = _find_deaths(changes)
    seats: defaultdict[str, list[str]] = defaultdict(list)
    for key, item in held.items():
        seats[item.post.id].append(key)
    tenures: list[Tenure] = []
    tenure_of: dict[str, str] = {}
    for keys in seats.values():
        found = _fold_post({key: held[key] for key in keys}, deaths, tenure_of)
        tenures.extend(_close_by_successor(found) if held[keys[0]].post.single_seat else found)
    posts = {item.post.id: item.post for item in held.values()}
    by_career: defaultdict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        post = posts[tenure.post]
        by_career[(tenure.id if post.collective or post.vague else tenure.person), post.body_id].append(tenure)
    closed = (tenure for group in by_career.values() for tenure in _close_by_promotion(group))
    return FoldedTenures(tenures=tuple(sorted(closed, key=lambda tenure: tenure.id)), tenure_of=tenure_of)


def _gather(
    articles: Iterable[ArticleClaims], changes: Sequence[FoldedChange], person_of: Mapping[str, str]
) -> dict[str, Held]:
    held: dict[str, Held] = {}
    for article in articles:
        for claim in article.tenures:
            person, acting = person_of[claim.mention], claim.status == "acting"
            key = tenure_id(person, claim.post, acting=acting)
            item = held.setdefault(key, Held(person=person, post=claim.post, acting=acting))
            item.claims.append((claim, article.article.published))
    for change in changes:
        first = change.claims[0]
        if first.post is not None and change.change.tenure is not None:
            new = Held(person=change.change.person, post=first.post, acting=first.acting)
            held.setdefault(change.change.tenure, new).changes.append(change)
    return held


def _find_deaths(changes: Iterable[FoldedChange]) -> dict[str, str]:
    """The last day that each dead person's death can have been on, where it is known; the latest of several."""
    deaths: dict[str, str] = {}
    for item in changes:
        day = item.change.latest or min(item.reported, default=None)
        if item.change.type == "died" and day is not None:
            deaths[item.change.person] = max(day, deaths.get(item.change.person, ""))
    return deaths


def _fold_post(held: Mapping[str, Held], deaths: Mapping[str, str], tenure_of: dict[str, str]) -> list[Tenure]:
    """The tenures of one post; notes in `tenure_of` which one each claim and change is about."""
    signs = {key: read_signs(item, deaths.get(item.person)) for key, item in held.items()}
    breaks = _find_breaks_of_seat(held, signs)
    tenures: list[Tenure] = []
    for key, item in held.items():
        stints = split_into_stints(signs[key], breaks.get(key, ()))
        ids = [key if not place else make_id("tenure", key, str(place + 1)) for place in range(len(stints))]
        for source, day in _list_sources(item):
            tenure_of[source] = ids[find_stint(stints, source, day)]
        folded = [_fold(item, stint, deaths.get(item.person)) for stint in stints]
        folded = [
            msgspec.structs.replace(tenure, id=name, term=_find_term(item, name, tenure_of))
            for tenure, name in zip(folded, ids, strict=True)
        ]
        tenures += [folded[0], *(_start_from(later, known_until(earlier)) for earlier, later in pairwise(folded))]
    return tenures


def _find_breaks_of_seat(held: Mapping[str, Held], signs: Mapping[str, Sequence[Sign]]) -> dict[str, list[Break]]:
    """The times of others between two sightings of a holder, in a post that one person holds in full at a time."""
    full = [key for key, item in held.items() if item.post.single_seat and not item.acting]
    if len(full) < 2:
        return {}
    starts = {key: {sign.low for sign in signs[key] if sign.kind == "start" and sign.low == sign.high} for key in full}
    known = {key: {day for day in days if day is not None} for key, days in starts.items()}
    return find_breaks({key: sorted({*known[key], *list_days(signs[key], "seen")}) for key in full}, known)


def _list_sources(item: Held) -> Iterator[tuple[str, str | None]]:
    """The claims and changes of a post held, with a day of each."""
    yield from ((claim.id, published) for claim, published in item.claims)
    for folded in item.changes:
        yield folded.change.id, folded.change.latest or min(folded.reported, default=None)


def _find_term(item: Held, tenure: str, tenure_of: Mapping[str, str]) -> str | None:
    terms = (claim.term for claim, _ in item.claims if tenure_of[claim.id] == tenure and claim.term is not None)
    return min(terms, default=None)


def _fold(item: Held, stint: Stint, death: str | None) -> Tenure:
    """The tenure that a stint makes; it has no id yet."""
    signs, seen = stint.signs, list_days(stint.signs, "seen")
    last = seen[-1] if seen else ""
    over = [sign for sign in signs if sign.former and (sign.high is None or sign.high >= last)]
    start, end = _agree_on_bounds(signs, over, death, stint.until)
    return Tenure(
        id="",
        person=item.person,
        post=item.post.id,
        acting=item.acting,
        former=bool(over) or death is not None or stint.until is not None,
        starts_no_earlier=start[0],
        starts_no_later=start[1],
        ends_no_earlier=end[0],
        ends_no_later=end[1],
        first_seen=seen[0] if seen else None,
        last_seen=seen[-1] if seen else None,
    )


def _agree_on_bounds(
    signs: Sequence[Sign], over: Iterable[Sign], death: str | None, until: str | None
) -> tuple[DayBounds, DayBounds]:
    """Bounds of the start and of the end that don't contradict each other; a death and a gap end whatever there is."""
    starts, ends = [_read_start(sign, signs) for sign in signs if sign.kind == "start"], list_bounds(signs, "end")
    start = agree(starts)
    end = agree([*ends, *((None, sign.high) for sign in over if sign.kind == "over")])
    last = min(filter(None, (death, until)), default=None)
    if last is not None:
        end = (end[0] if (end[0] or "") <= last else None, min(end[1] or last, last))
    if start[0] is not None and end[1] is not None and end[1] < start[0]:
        return (start, (None, last)) if len(starts) >= len(ends) else ((None, None), end)
    return start, end


def _read_start(sign: Sign, signs: Sequence[Sign]) -> DayBounds:
    """What a start says: of somebody seen in the post long before, that it had begun; news tells re-elections so."""
    first = min(list_days(signs, "seen"), default="9")
    return (None if sign.low is not None and sign.low > add_days(first, LAG) else sign.low), sign.high


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
    if day is None or day > (tenure.starts_no_later or "9") or day <= (tenure.starts_no_earlier or ""):
        return tenure
    return msgspec.structs.replace(tenure, starts_no_earlier=day)
