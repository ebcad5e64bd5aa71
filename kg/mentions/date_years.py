"""Which year an article of unknown date seems to be written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Literal

import msgspec

from kg.lexicon.dates import load_date_words
from kg.mentions.date_marks import DateMark

#: The first month of the season of plans for the next year.
_PLANNING = 9
#: So many months before the latest one that it names as past, an article's day is of the next year.
_HALF_YEAR = 6
#: How far from the top of an article its own day may stand, and how far around a date its brackets and words of plans.
_TOP, _NEAR = 900, 60
#: The year in which Vietnam's first newspapers went online (Quê Hương, 1997); none here is older.
_FIRST_YEAR = 1997


class ContextYear(msgspec.Struct, frozen=True):
    """The latest year that an article names as past or present, the latest one that it plans for, and its own day.

    Its own day is the first one that it names without a year, in the first year in which that is not before the latest
    month of the past that it names.
    """

    past: int | None = None
    planned: int | None = None
    day: date | None = None

    def at(self, month: int | None) -> int | None:
        """The year of a date in that month; plans for the next year are made from September on."""
        if self.planned is None:
            return self.past
        if self.past is not None and self.past > self.planned:
            return self.past
        return self.planned - (month is not None and month >= _PLANNING)


class YearPatterns(msgspec.Struct, frozen=True, kw_only=True):
    """What words before a year make of it."""

    ahead: re.Pattern[str]
    against: re.Pattern[str]
    reports: re.Pattern[str]
    plans: re.Pattern[str]
    laws: re.Pattern[str]
    future: re.Pattern[str]
    congress: re.Pattern[str]
    term: re.Pattern[str]
    quarter: re.Pattern[str]


@cache
def year_patterns() -> YearPatterns:
    """The patterns of `data/dates.yaml`, made once."""
    words = load_date_words()
    ahead, against, congress = _any(words.ahead), _any(words.against), _any(words.congress)
    return YearPatterns(
        ahead=re.compile(rf"(?<!\w)(?<!{words.counted} )(?:{ahead}) (?:hết |cuối |đầu |giữa )?(?:ngày )?$"),
        against=re.compile(rf"(?:{against}) ?(?:cuối |cả )?$"),
        reports=_find_any(words.reports),
        plans=_find_any(words.plans),
        laws=_find_any(words.laws),
        future=_find_any(words.future),
        congress=_find_any(words.congress),
        term=re.compile(rf"(?<!\w)(?:{congress})[^.;\n]{{0,100}}? {words.term} (?P<year>20[0-9]{{2}}) ?[-–]"),
        quarter=re.compile(rf"(?<!\w){words.quarter} (?:[1-4]|i{{1,3}}|iv) ?[/-] ?(?P<year>20[0-9]{{2}})(?![0-9])"),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def _find_any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(words)})(?!\w)")


def find_context_year(text: str, marks: Sequence[DateMark]) -> ContextYear:
    """The year that an article of unknown date seems to be written in, from the other years that it names.

    Years that stories, births, terms and far plans name don't count; a year that is compared against gives the one
    after it; the year of a plan counts apart.
    """
    past: list[int] = []
    planned: list[int] = []
    latest: tuple[int, int] = (0, 0)
    for mark in marks:
        if mark.year is None or mark.year < _FIRST_YEAR:
            continue
        kind = _kind_of_year(text, mark)
        if kind == "plan":
            planned.append(mark.year)
        elif kind != "story":
            past.append(mark.year + (kind == "against"))
            if mark.month is not None and not _is_aside(text, mark):
                latest = max(latest, (mark.year, mark.month))
    past += _list_terms(text) or ([] if past or planned else _list_quarters(text))
    context = ContextYear(max(past, default=None), max(planned, default=None))
    return msgspec.structs.replace(context, day=_find_own_day(marks, context, latest))


def _list_terms(text: str) -> list[int]:
    """The years in which the terms begin of congresses that the top of an article tells of."""
    patterns = year_patterns()
    found = patterns.term.finditer(text, 0, _TOP // 2)
    return [
        int(term["year"])
        for term in found
        if patterns.future.search(text, max(0, term.start() - _NEAR), term.end() + _NEAR) is None
    ]


def _list_quarters(text: str) -> list[int]:
    """The years of quarters that words don't put ahead."""
    patterns = year_patterns()
    found = patterns.quarter.finditer(text)
    return [
        int(quarter["year"])
        for quarter in found
        if patterns.ahead.search(text, max(0, quarter.start() - _NEAR), quarter.start()) is None
    ]


def _is_aside(text: str, mark: DateMark) -> bool:
    """Whether a date stands in brackets."""
    left = max(0, mark.start - _NEAR)
    return text.rfind("(", left, mark.start) > text.rfind(")", left, mark.start)


def _find_own_day(marks: Iterable[DateMark], context: ContextYear, latest: tuple[int, int]) -> date | None:
    """The day of an article: the first that it names near its top, where that is without a year.

    Args:
        marks: the dates of the article.
        context: the years that it names; plans settle the year by themselves.
        latest: the latest month of the past that it names with its year.
    """
    first = next((mark for mark in marks if mark.day is not None and mark.month is not None), None)
    if first is None or first.year is not None or first.start > _TOP:
        return None
    if context.past is None or latest[0] != context.past or (context.planned or 0) > context.past:
        return None
    month, day = first.month or 1, first.day or 1
    try:
        return date(context.past + (latest[1] - month >= _HALF_YEAR), month, day)
    except ValueError:
        return None


def _kind_of_year(text: str, mark: DateMark) -> Literal["against", "report", "plan", "story", "other"]:
    """What the words before a year make of it."""
    patterns, line = year_patterns(), text.rfind("\n", 0, mark.start) + 1
    near, far = max(line, mark.start - 24), max(line, mark.start - 60)
    if patterns.against.search(text, near, mark.start):
        return "against"
    aside = text.rfind("(", far, mark.start) > text.rfind(")", far, mark.start)
    law = patterns.laws.search(text, max(line, mark.start - 30), mark.start) is not None
    opens = mark.unit == "year" and (mark.start == line or mark.about or aside or law)
    if opens or (mark.unit != "month" and patterns.ahead.search(text, near, mark.start)):
        return "story"
    if mark.unit == "year" and patterns.congress.search(text, near, mark.start):
        return "story"
    if mark.unit == "year" and patterns.reports.search(text, far, mark.start):
        return "report"
    if mark.unit == "year" and patterns.plans.search(text, far, mark.start):
        return "plan"
    return "story" if patterns.future.search(text, far, mark.start) else "other"
