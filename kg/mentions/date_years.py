"""Which year an article of unknown date seems to be written in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from kg.lexicon.dates import load_date_words
from kg.mentions.date_marks import DateMark

#: The first month of the season of plans for the next year.
_PLANNING = 9
#: The year in which Vietnam's first newspapers went online (Quê Hương, 1997); none here is older.
_FIRST_YEAR = 1997


class ContextYear(msgspec.Struct, frozen=True):
    """The latest year that an article names as past or present, and the latest one that it plans for."""

    past: int | None = None
    planned: int | None = None

    def at(self, month: int | None) -> int | None:
        """The year of a date in that month; plans for the next year are made from September on."""
        if self.planned is None:
            return self.past
        if self.past is not None and self.past > self.planned:
            return self.past
        return self.planned - (month is not None and month >= _PLANNING)


class YearPatterns(msgspec.Struct, frozen=True):
    """What words before a year make of it."""

    ahead: re.Pattern[str]
    against: re.Pattern[str]
    reports: re.Pattern[str]
    plans: re.Pattern[str]
    laws: re.Pattern[str]
    future: re.Pattern[str]


@cache
def year_patterns() -> YearPatterns:
    """The patterns of `data/dates.yaml`, made once."""
    words = load_date_words()
    lists = (words.ahead, words.against, words.reports, words.plans, words.laws, words.future)
    ahead, against, reports, plans, laws, future = ("|".join(map(re.escape, listed)) for listed in lists)
    return YearPatterns(
        re.compile(rf"(?<!\w)(?:{ahead}) (?:hết |cuối |đầu |giữa )?(?:ngày )?$"),
        re.compile(rf"(?:{against}) ?(?:cuối |cả )?$"),
        *(re.compile(rf"(?<!\w)(?:{words})(?!\w)") for words in (reports, plans, laws, future)),
    )


def find_context_year(text: str, marks: Iterable[DateMark]) -> ContextYear:
    """The year that an article of unknown date seems to be written in, from the other years that it names.

    Years that stories, births, terms and far plans name don't count; a year that is compared against gives the one
    after it; the year of a plan counts apart.
    """
    past: list[int] = []
    planned: list[int] = []
    for mark in marks:
        if mark.year is None or mark.year < _FIRST_YEAR:
            continue
        kind = _kind_of_year(text, mark)
        if kind == "plan":
            planned.append(mark.year)
        elif kind != "story":
            past.append(mark.year + (kind == "against"))
    return ContextYear(max(past, default=None), max(planned, default=None))


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
    if mark.unit == "year" and patterns.reports.search(text, far, mark.start):
        return "report"
    if mark.unit == "year" and patterns.plans.search(text, far, mark.start):
        return "plan"
    return "story" if patterns.future.search(text, far, mark.start) else "other"
