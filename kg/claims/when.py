"""Which day a fact is about, so that a body's name means the body that bore it then.

The day is the article's own, brought into the fact's dates where it has any: "chairman from 2016 to 2020" in an article
of August 2025 is about 2020. A fact without dates in an article without a day is about no day; its names mean what
they did before the reform of 2025 (`kg.claims.places.USUAL_DAY`). Two more rules tell bodies of one name apart around
the day on which one takes another's place:

- Whoever is elected, appointed or introduced once the act is decided, but not in force yet, is so for the body to come.
- A former holder, no end given, in the first year of the new body held the post in the old one.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from kg.claims.bodies import ParsedBody
from kg.claims.days import DayBounds, find_day_bounds
from kg.claims.lineage import find_last_namesake, find_life, find_next_namesake
from kg.facts.records import ChangeFact, ChangeType, TenureFact

#: Changes by which somebody enters a post, or is to.
_BEGINNINGS: frozenset[ChangeType] = frozenset({"elected", "appointed", "transferred", "approved", "nominated"})
#: For so many days after a body's first one its former holders are taken for those of the body before it.
_FIRST_YEAR = 365


class When(msgspec.Struct, frozen=True, kw_only=True):
    """The ISO day that a fact is about, and whether it says that something begins then or is over by then."""

    day: str | None
    begins: bool = False
    over: bool = False


def when_held(fact: TenureFact, published: str | None) -> When:
    """The day that a tenure is about."""
    start, end = find_day_bounds(fact.start), find_day_bounds(fact.end)
    day = _bring_into((start[0], end[1]), published)
    return When(day=day, begins=fact.status == "incoming", over=fact.status == "former" and end == (None, None))


def when_changed(fact: ChangeFact, published: str | None) -> When:
    """The day that a change is about."""
    return When(day=find_day(fact.date, published), begins=fact.type in _BEGINNINGS)


def find_day(date: str | None, published: str | None) -> str | None:
    """The day of the article, brought into an EDTF date."""
    return _bring_into(find_day_bounds(date), published)


def choose_in_time(body: ParsedBody, when: When) -> ParsedBody:
    """The body, or the one of its name before or after it that the fact must mean."""
    if when.day is None:
        return body
    if when.begins:
        return find_next_namesake(body, when.day) or body
    since = find_life(body).since
    if when.over and since is not None and when.day < _add_days(since, _FIRST_YEAR):
        return find_last_namesake(body) or body
    return body


def _bring_into(bounds: DayBounds, published: str | None) -> str | None:
    low, high = bounds
    if published is None:
        return high or low
    if high is not None and published > high:
        return high
    return low if low is not None and published < low else published


def _add_days(day: str, count: int) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=count)).isoformat()
