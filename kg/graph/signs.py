"""What claims and changes say of the days of one person in one post.

Days are ISO dates; P is the article's day of publication.

- `start`, `end` of a claim, and dated changes: the first and the last day that the EDTF date can mean.
- current or acting on P: seen on P. Just elected or appointed on P: seen on P, unless it starts later.
- former on P: over by P. An undated election or appointment reported on P: begun by P; a dismissal: over by P.
- Nothing is held before its body was there or after it was: an appointment decided shortly before a body's first day
  takes effect on that day, and what is said of other days outside the body's time is set aside.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from kg.claims.days import DayBounds, find_day_bounds
from kg.claims.records import PostRef, TenureClaim
from kg.facts.records import ChangeType
from kg.graph.changes import FoldedChange

STARTS: frozenset[ChangeType] = frozenset({"elected", "appointed", "transferred", "approved"})
ENDS: frozenset[ChangeType] = frozenset({"dismissed", "resigned", "retired"})
#: Days between the decision and the first day of a body, at most, for which an appointment to it is decided before.
_AHEAD = 31


class Sign(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is said of the days of a tenure.

    Attributes:
        kind: seen held; when it starts; when it ends; or only that it is over.
        low: the first ISO day that it can mean, where known.
        high: the last one.
        source: id of the claim or change that says so.
        former: whether it says that the tenure is over; an end may also be one still to come.
    """

    kind: Literal["seen", "start", "end", "over"]
    low: str | None = None
    high: str | None = None
    source: str
    former: bool = False


class Held(msgspec.Struct, kw_only=True):
    """A person in a post, in full or as acting, with everything that is said of it."""

    person: str
    post: PostRef
    acting: bool
    claims: list[tuple[TenureClaim, str | None]] = []
    changes: list[FoldedChange] = []

    @property
    def is_held(self) -> bool:
        """Whether more is said than that the person was nominated for the post."""
        types = {change.change.type for change in self.changes}
        return any(claim.status != "incoming" for claim, _ in self.claims) or types != {"nominated"}


def read_signs(item: Held, death: str | None = None) -> list[Sign]:
    """All that is said of a person in a post; nobody holds a post or starts in one after the day of death."""
    nominated = any(change.change.type == "nominated" for change in item.changes)
    told = [sign for claim, day in item.claims for sign in _read_claim(claim, day, nominated=nominated)]
    told += [sign for change in item.changes for sign in _read_change(change)]
    signs = [fitted for sign in told if (fitted := _fit_to_body(sign, item.post)) is not None]
    return [sign for sign in signs if death is None or not _is_of_life(sign) or (sign.low or sign.high or "") <= death]


def _is_of_life(sign: Sign) -> bool:
    """Whether only the living can do it: hold a post, or start in one."""
    return sign.kind in ("seen", "start")


def add_days(day: str, count: int) -> str:
    """The ISO day so many days later; the first or the last one that there is, where that is none."""
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=count)).isoformat()
    except (ValueError, OverflowError):
        return day


def list_days(signs: Iterable[Sign], kind: str) -> list[str]:
    """The last days of the signs of one kind, sorted; those without are left out."""
    return sorted(sign.high for sign in signs if sign.kind == kind and sign.high is not None)


def list_bounds(signs: Sequence[Sign], kind: str) -> list[DayBounds]:
    """The bounds of the signs of one kind."""
    return [(sign.low, sign.high) for sign in signs if sign.kind == kind]


def _read_claim(claim: TenureClaim, published: str | None, *, nominated: bool) -> Iterator[Sign]:
    start, end = find_day_bounds(claim.start), find_day_bounds(claim.end)
    if start[0] is not None and end[1] is not None and end[1] < start[0]:
        end = (None, None)  # a slip of the article or of whoever read it
    over = claim.status == "former"
    if start != (None, None):
        yield Sign(kind="start", low=start[0], high=start[1], source=claim.id)
    if end != (None, None):
        past = over or (published is not None and end[1] is not None and end[1] < published)
        yield Sign(kind="end", low=end[0], high=end[1], source=claim.id, former=past)
    elif over:
        yield Sign(kind="over", high=published, source=claim.id, former=True)
    begun = start[0] is None or (published is not None and start[0] <= published)
    held = claim.status in ("current", "acting") or (claim.status == "incoming" and begun and not nominated)
    if held and published is not None:
        yield Sign(kind="seen", low=published, high=published, source=claim.id)


def _read_change(folded: FoldedChange) -> Iterator[Sign]:
    change = folded.change
    low, high = change.earliest, change.latest
    if (low, high) == (None, None):
        high = min(folded.reported, default=None)
    if change.type in STARTS:
        yield Sign(kind="start", low=low, high=high, source=change.id)
    elif change.type == "re_elected":
        yield Sign(kind="start", high=high, source=change.id)
    elif change.type in ENDS:
        yield Sign(kind="end", low=low, high=high, source=change.id, former=True)


def _fit_to_body(sign: Sign, post: PostRef) -> Sign | None:
    """What the sign says of the time in which the body was there; None where that is nothing."""
    since, until = post.since, post.until
    low, high = sign.low, sign.high
    if until is not None and sign.kind != "over" and (low or high or "") > until:
        return msgspec.structs.replace(sign, low=until, high=until) if _ends_after(sign, until) else None
    if since is not None and high is not None and high < since:
        return msgspec.structs.replace(sign, low=since, high=since) if _starts_before(sign, since) else None
    low = since if since is not None and low is not None and low < since else low
    high = until if until is not None and high is not None and high > until else high
    return msgspec.structs.replace(sign, low=low, high=high)


def _starts_before(sign: Sign, since: str) -> bool:
    return sign.kind == "start" and sign.high is not None and add_days(sign.high, _AHEAD) >= since


def _ends_after(sign: Sign, until: str) -> bool:
    return sign.kind == "end" and add_days(until, _AHEAD) >= (sign.low or sign.high or "9")
