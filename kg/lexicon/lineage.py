"""What became of territories and local bodies, and by which act, as the word lists have it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from functools import cache

import msgspec

from kg.errors import LexiconError
from kg.lexicon.areas import Area, load_areas
from kg.lexicon.loader import load_yaml
from kg.lexicon.records import AreaKind, Level


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all entries share: an unknown key is an error."""


class Act(_Entry, frozen=True, kw_only=True):
    """A law or resolution that made or ended territories of some levels; days are ISO.

    Attributes:
        name: with its number.
        decided: its own day, from which it is known what will be.
        effective: the first day of what it made.
        levels: the levels that it is about.
    """

    name: str
    decided: str
    effective: str
    levels: tuple[AreaKind, ...]


class Succession(_Entry, frozen=True, kw_only=True):
    """What became of local bodies whose names begin with some words, while their territories went on.

    Attributes:
        name: the words: "Sở Giao thông Vận tải".
        until: ISO day by which all of them had ended.
        successors: the words of the bodies that took their place.
        level: only bodies of this level; None: of any.
        source: the act behind it.
    """

    name: str
    until: str
    successors: tuple[str, ...] = ()
    level: Level | None = None
    source: str


class _Instead(_Entry, frozen=True, kw_only=True):
    head: str
    area: str
    name: str


class _Lineage(_Entry, frozen=True, kw_only=True):
    acts: tuple[Act, ...]
    heads: tuple[Succession, ...]
    units: tuple[Succession, ...]
    begun: dict[str, str]
    apart: frozenset[str]
    instead: tuple[_Instead, ...]


def act_of_beginning(area: Area) -> Act | None:
    """The act that made a territory, where its first day is known and the act is in the lists."""
    return None if area.since is None else _acts().get((area.kind, area.since))


def act_of_end(area: Area) -> Act | None:
    """The act that ended a territory, where its last day is known and the act is in the lists."""
    if area.until is None:
        return None
    return _acts().get((area.kind, _next_day(area.until)))


def cite_acts(area: Area) -> str | None:
    """The names of the acts that a territory's first and last day come from, in this order."""
    acts = (act_of_beginning(area), act_of_end(area))
    return "; ".join(dict.fromkeys(act.name for act in acts if act is not None)) or None


def predecessors_of(area: Area) -> tuple[Area, ...]:
    """The territories whose place a territory took, wholly or in part, sorted by key."""
    return _predecessors(area.kind == "commune").get(area.key, ())


def find_head_succession(head: str, level: Level | None) -> Succession | None:
    """What became of the local bodies whose names begin with these words, in territories of a level."""
    return _find(_load().heads, head, level)


def find_unit_succession(unit: str) -> Succession | None:
    """What became of the bodies inside others whose names begin with exactly these words."""
    return _find(_load().units, unit, None)


def list_preceding(name: str) -> tuple[Succession, ...]:
    """The successions, of heads and of units, that led to bodies whose names begin with these words."""
    lists = _load()
    return tuple(each for each in (*lists.heads, *lists.units) if name in each.successors)


def follows_territory(head: str) -> bool:
    """Whether bodies whose names begin with these words end, merge and begin with their territories."""
    return head not in _load().apart


def find_usual_head(head: str, area: Area) -> str:
    """The words that the name of such a body begins with in a territory: Bộ Tư lệnh, not Bộ Chỉ huy Quân sự."""
    return next((each.name for each in _load().instead if (each.head, each.area) == (head, area.name)), head)


def find_common_head(name: str) -> str:
    """The usual words for those that the name of such a body begins with in some territory only."""
    return next((each.head for each in _load().instead if each.name == name), name)


def was_begun(name: str, area: Area) -> bool:
    """Whether a territory was there late enough for its bodies' names to begin with these words."""
    return area.until is None or _load().begun.get(name, "") <= area.until


def find_epoch(day: str) -> str:
    """The first day of the time around an ISO day in which no territory and no body of the lists began or ended."""
    days = _boundaries()
    place = bisect_right(days, day)
    return days[place - 1] if place else "0001-01-01"


@cache
def _boundaries() -> tuple[str, ...]:
    """The first days of territories, and those after the last ones of territories and bodies, sorted.

    Communes, which are many, began and ended with acts alone.
    """
    lists = _load()
    first = {area.since for area in load_areas() if area.since} | {act.effective for act in lists.acts}
    ends = {area.until for area in load_areas() if area.until} | {each.until for each in (*lists.heads, *lists.units)}
    return tuple(sorted(first | set(map(_next_day, ends))))


def _find(entries: tuple[Succession, ...], name: str, level: Level | None) -> Succession | None:
    return next((each for each in entries if each.name == name and each.level in (None, level)), None)


def _next_day(day: str) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


@cache
def _load() -> _Lineage:
    return load_yaml("lineage.yaml", _Lineage)


@cache
def _acts() -> dict[tuple[AreaKind, str], Act]:
    """Acts by level and first day.

    Raises:
        LexiconError: two acts claim one level and day.
    """
    acts: dict[tuple[AreaKind, str], Act] = {}
    for act in _load().acts:
        for level in act.levels:
            if (level, act.effective) in acts:
                raise LexiconError(f"lineage.yaml: two acts made territories of level {level} on {act.effective}")
            acts[level, act.effective] = act
    return acts


@cache
def _predecessors(communes: bool) -> dict[str, tuple[Area, ...]]:  # noqa: FBT001 - a cache key
    found: defaultdict[str, list[Area]] = defaultdict(list)
    for area in load_areas(communes=communes):
        for successor in area.successors:
            found[successor].append(area)
    return {key: tuple(areas) for key, areas in found.items()}
