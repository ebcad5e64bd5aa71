"""Splits what is said of a person in a post into stints: a re-appointment after a gap is a tenure of its own.

There is a gap

- after an end (a dismissal, a resignation, an end said of a former holder) when the person starts in the post again on
  a later day, or is seen in it again after a pause of more than `LAG` days. For those days news goes on calling
  somebody by a post just left: what is seen in them is set aside, unless it goes on being seen without such a pause.
  Then the end is none, and neither is one on whose day, or the next, the person starts anew, nor one before which
  nothing tells that the post was held, nor one that was still to come when it was told, as that of a term, and is
  followed by a sighting.
- while somebody else holds a single seat: the other starts in it on a known day, or articles of two days see the other
  there, between two sightings that are at least `APART` days from each other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest

import msgspec

from kg.graph.bounds import agree
from kg.graph.signs import Sign, add_days, list_days

#: For so many days after an end, news goes on calling the person by the post.
LAG = 90
#: Another holder between two sightings that are fewer days from each other is a contradiction, not a gap.
APART = 180


class Break(msgspec.Struct, frozen=True, kw_only=True):
    """Another's time in a single seat: the last sighting before it, its first day, the first sighting after it."""

    before: str
    day: str
    after: str


class Stint(msgspec.Struct, kw_only=True):
    """The signs of one stint, those of it that are set aside, and its last possible day where a gap follows."""

    signs: list[Sign] = []
    aside: list[Sign] = []
    until: str | None = None


class _End(msgspec.Struct, frozen=True, kw_only=True):
    """An end as its signs agree on it: its last possible day, and the first on which the post is held again."""

    day: str
    signs: frozenset[Sign] = frozenset()
    again: str | None = None
    void: bool = False


def split_into_stints(signs: Sequence[Sign], breaks: Iterable[Break] = ()) -> list[Stint]:
    """The stints that the signs make, in time's order; one where there is no gap.

    Args:
        signs: all that is said of a person in a post.
        breaks: the times of others in a single seat between sightings of that person.
    """
    ends = list(_list_ends([sign for sign in signs if not _is_overtaken(sign, signs)]))
    gaps = [end for end in ends if end.again is not None]
    for each in breaks:
        if not any(each.before <= gap.day <= each.after for gap in gaps):
            gaps.append(_End(day=each.day, again=each.after))
    gaps.sort(key=lambda gap: gap.day)
    stints = [Stint(until=gap.day) for gap in gaps] + [Stint()]
    for sign in signs:
        stint = stints[_place(sign, gaps)]
        (stint.aside if _is_set_aside(sign, signs, ends) else stint.signs).append(sign)
    return stints


def find_stint(stints: Sequence[Stint], source: str, day: str | None) -> int:
    """Which stint a claim or change speaks of: where it is seen, or over, ended or started; else by its day."""
    if len(stints) == 1:
        return 0
    for kind in ("seen", "over", "end", "start"):
        for place, stint in enumerate(stints):
            if any(sign.source == source and sign.kind == kind for sign in (*stint.signs, *stint.aside)):
                return place
    if day is None:
        return len(stints) - 1
    return bisect_left([stint.until or "9" for stint in stints[:-1]], day)


def find_breaks(held: Mapping[str, Sequence[str]], starts: Mapping[str, Iterable[str]]) -> dict[str, list[Break]]:
    """For each holder of a single seat, the times of others between two sightings of that holder.

    Args:
        held: holder → the days on which the holder is known to be in the seat, sorted.
        starts: holder → those of them on which the holder is known to start.
    """
    found: dict[str, list[Break]] = {}
    for holder, days in held.items():
        for before, after in pairwise(days):
            if after >= add_days(before, APART):
                inside = [_list_inside(held[other], before, after) for other in held if other != holder]
                known = [days for days in inside if len(days) > 1]
                known += [
                    [day]
                    for other in held
                    if other != holder
                    for day in _list_inside(sorted(starts.get(other, ())), before, after)
                ]
                if known:
                    found.setdefault(holder, []).append(Break(before=before, day=min(map(min, known)), after=after))
    return found


def _list_inside(days: Sequence[str], before: str, after: str) -> list[str]:
    return [day for day in days if before < day < after]


def _list_ends(signs: Sequence[Sign]) -> Iterator[_End]:
    """The ends, in time's order; those between which nothing is held are told of one."""
    waiting: list[Sign] = []
    groups, before = _group_ends(signs), ""
    for group, following in zip_longest(groups, groups[1:]):
        waiting += group
        day = agree([(sign.low, sign.high) for sign in waiting])[1]
        if day is None:
            continue
        void = _goes_on(day, signs)
        again = None if void else _find_restart(day, following, signs)
        if again is not None and not _is_held(before, day, signs):
            void, again = True, None
        before = again or before
        if void or again is not None or following is None:
            yield _End(day=day, signs=frozenset(waiting), again=again, void=void)
            waiting = []


def _group_ends(signs: Sequence[Sign]) -> list[list[Sign]]:
    """Ends that can be one, in time's order."""
    ends = sorted((sign for sign in signs if sign.kind == "end" and sign.high is not None), key=_rank)
    groups: list[list[Sign]] = []
    for sign in ends:
        last = groups[-1][-1].high if groups else None
        if last is not None and (sign.low or sign.high or "") <= last:
            groups[-1].append(sign)
        else:
            groups.append([sign])
    return groups


def _rank(sign: Sign) -> tuple[str, str, str]:
    return sign.high or "", sign.low or "", sign.source


def _goes_on(day: str, signs: Sequence[Sign]) -> bool:
    """Whether the person starts anew at an end, or goes on being seen in the post after it without a pause."""
    starts = [sign.low for sign in signs if sign.kind == "start" and sign.low is not None and sign.low >= day]
    if starts:
        return min(starts) <= add_days(day, 1)
    last = day
    for seen in list_days(signs, "seen"):
        if seen > day:
            if seen > add_days(last, LAG):
                return False
            if seen > add_days(day, LAG):
                return True
            last = seen
    return False


def _is_held(since: str, until: str, signs: Sequence[Sign]) -> bool:
    """Whether the post is seen held, or starts, between two days."""
    days = (sign.low or sign.high for sign in signs if sign.kind in ("seen", "start"))
    return any(day is not None and since <= day <= until for day in days)


def _find_restart(day: str, following: Sequence[Sign] | None, signs: Sequence[Sign]) -> str | None:
    """The first day after an end on which the post is held again, before the ends that follow."""
    limit = "9" if following is None else max(sign.high or "" for sign in following)
    starts = [sign.low for sign in signs if sign.kind == "start" and sign.low is not None and sign.low > day]
    seen = [each for each in list_days(signs, "seen") if each > add_days(day, LAG)]
    return min((each for each in (*starts, *seen) if each <= limit), default=None)


def _place(sign: Sign, gaps: Sequence[_End]) -> int:
    """The stint that a sign speaks of; one without a day speaks of the last."""
    for place, gap in enumerate(gaps):
        if sign in gap.signs:
            return place
    day = sign.low if sign.kind == "start" and sign.low is not None else sign.high
    return len(gaps) if day is None else sum((gap.again or "") <= day for gap in gaps)


def _is_set_aside(sign: Sign, signs: Sequence[Sign], ends: Sequence[_End]) -> bool:
    """Whether a sign counts for nothing: an end that is none, or a sighting so soon after an end that it only lags."""
    if sign.kind == "end":
        return _is_overtaken(sign, signs) or any(end.void and sign in end.signs for end in ends)
    if sign.kind != "seen" or sign.high is None:
        return False
    return any(
        not end.void and end.day < sign.high <= add_days(end.day, LAG) and sign.high < (end.again or "9")
        for end in ends
    )


def _is_overtaken(sign: Sign, signs: Sequence[Sign]) -> bool:
    """Whether an end was still to come when it was told, and the person is seen in the post after it."""
    seen = max(list_days(signs, "seen"), default="")
    return sign.kind == "end" and not sign.former and sign.high is not None and seen > sign.high
