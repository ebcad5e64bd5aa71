"""Dates in an article, as EDTF as precise as they are written; years and relative days from what fixes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

import msgspec

from kg.lexicon.dates import PartOfDay, load_date_words
from kg.lexicon.edtf import make_date
from kg.mentions.date_marks import DateMark, find_marks
from kg.mentions.date_years import ContextYear, find_context_year, year_patterns

YearSource = Literal["text", "published", "context"]


class DateMention(msgspec.Struct, frozen=True, kw_only=True):
    """A date in a text.

    Attributes:
        start: where its words start, such as "Sáng" of "Sáng 13/4".
        end: where they end.
        edtf: the date or, for ranges and weeks, the interval; "XXXX-04-13" without a year; None where nothing fixes it
            ("hôm qua" in an article of unknown date).
        part: part of the day.
        relative: whether the words count from the day of publication or from a date before.
        approximate: whether the words say only about then ("cuối năm 2015").
        year_from: what gave the year: the words themselves, the day of publication, or other dates of the article.
    """

    start: int
    end: int
    edtf: str | None
    part: PartOfDay | None = None
    relative: bool = False
    approximate: bool = False
    year_from: YearSource | None = None


class _Anchor(msgspec.Struct, frozen=True):
    """What the article as a whole says of time: the day of writing where known, else at most a year."""

    day: date | None = None
    context: ContextYear = ContextYear()
    day_year_known: bool = True


#: How far after the day of publication a day without a year and without a word of the future may lie.
_AHEAD = timedelta(days=31)
#: A year that has 29 February and is not named; days are counted in it where the year is unknown.
_NO_YEAR = 2000
_CLOCK = re.compile(r"(?<![0-9])[0-2]?[0-9][:h][0-5][0-9](?![0-9])")
_HEAD_LINES, _DATELINE = 6, 80


def find_dates(text: str, *, published: str | None = None) -> tuple[DateMention, ...]:
    """All dates of a text in its order.

    Args:
        text: the article's text in NFC.
        published: ISO day on which it was published, where known; else a dateline in the text serves.

    Returns:
        Dates with offsets of `text`. A day or month without a year is put in the year that makes it the nearest at or
        before publication, after it only within a month or where words say so ("sẽ", "dự kiến"); without a day of
        publication, in the year that the article's other dates give; else its year is "XXXX".
    """
    folded = _lower(text)
    marks = find_marks(folded)
    anchor = _find_anchor(folded, marks, published)
    reader = _Reader(folded, anchor)
    return reader.read_all(marks)


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _find_anchor(text: str, marks: list[DateMark], published: str | None) -> _Anchor:
    day = _parse_day(published) or _find_dateline(text, marks)
    if day is not None:
        return _Anchor(day)
    context = find_context_year(text, marks)
    for mark in marks:
        if mark.shift is not None and mark.unit == "day" and mark.month is not None and mark.day is not None:
            year = mark.year or context.at(mark.month)
            written = _make_day(year or _NO_YEAR, mark.month, mark.day)
            if written is not None:
                return _Anchor(written - timedelta(days=mark.shift), context, year is not None)
    return _Anchor(None, context)


def _parse_day(published: str | None) -> date | None:
    try:
        return None if published is None else date.fromisoformat(published[:10])
    except ValueError:
        return None


def _make_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _find_dateline(text: str, marks: Iterable[DateMark]) -> date | None:
    """The day of a line of its own near the top that has a clock time or a weekday beside a full date."""
    for mark in marks:
        if mark.day is None or mark.month is None or mark.year is None:
            continue
        if text.count("\n", 0, mark.start) >= _HEAD_LINES:
            return None
        first, last = text.rfind("\n", 0, mark.start) + 1, text.find("\n", mark.end)
        line = text[first : last if last >= 0 else len(text)]
        if len(line) <= _DATELINE and (_CLOCK.search(line) or mark.weekday is not None):
            return _make_day(mark.year, mark.month, mark.day)
    return None


class _Reader:
    """Turns marks into mentions, in the order of the text, remembering what was named last."""

    def __init__(self, text: str, anchor: _Anchor) -> None:
        self._text, self._anchor = text, anchor
        self._last_day: DateMention | None = None
        self._last_year: int | None = None

    def read_all(self, marks: Iterable[DateMark]) -> tuple[DateMention, ...]:
        """All mentions that the marks make, two that are joined as one interval."""
        mentions: list[DateMention] = []
        for mark in marks:
            mention = self._read(mark)
            if mention is None:
                continue
            if mark.joined and mentions and (whole := _join(mentions[-1], mention)) is not None:
                mentions[-1] = whole
            else:
                mentions.append(mention)
        return tuple(mentions)

    def _read(self, mark: DateMark) -> DateMention | None:
        """The mention that the mark makes; None for what is no date after all."""
        edtf, source = self._resolve(mark)
        written = mark.month is not None or mark.year is not None
        if edtf is None and (written or mark.same):
            return None
        mention = DateMention(
            start=mark.start,
            end=mark.end,
            edtf=edtf,
            part=mark.part,
            relative=not written,
            approximate=mark.about or mark.unit == "week",
            year_from=source,
        )
        if edtf is not None and mark.unit == "day" and not self._is_aside(mark) and not self._is_bound(mark):
            self._last_day = mention
        if edtf is not None and edtf[:4].isdigit():
            self._last_year = int(edtf[:4])
        return mention

    def _is_bound(self, mark: DateMark) -> bool:
        """Whether something is to be done by a day, or is so since then; "cùng ngày" means another one."""
        before = self._text[max(0, mark.start - 16) : mark.start].rstrip()
        return before.endswith(load_date_words().bounds)

    def _is_aside(self, mark: DateMark) -> bool:
        """Whether a date in brackets has more words before it, or a year: "(được chỉ định ngày 30-6)", "(3-2-1930)"."""
        opened = self._text.rfind("(", max(0, mark.start - 120), mark.start)
        more = 0 <= opened < mark.start - (mark.year is None)
        return more and self._text.find(")", opened, mark.start) < 0

    def _resolve(self, mark: DateMark) -> tuple[str | None, YearSource | None]:
        if mark.same and mark.month is None:
            return (None, None) if self._last_day is None else (self._last_day.edtf, self._last_day.year_from)
        if mark.month is not None or mark.year is not None:
            year, source = self._year_of(mark)
            return _make_written(mark, year), source
        return self._make_relative(mark)

    def _year_of(self, mark: DateMark) -> tuple[int | None, YearSource | None]:
        """The year of a date with a month, and what gave it."""
        anchor = self._anchor
        if mark.year is not None:
            return mark.year, "text"
        if mark.same:
            return self._last_year, "text"
        if mark.unit == "month" and mark.shift is not None:
            today = anchor.day.year if anchor.day is not None and anchor.day_year_known else anchor.context.at(None)
            return (None, None) if today is None else (today + mark.shift, _source(anchor))
        if anchor.day is not None and anchor.day_year_known:
            return self._nearest_year(mark, anchor.day), _source(anchor)
        own = anchor.context.day
        year = anchor.context.at(mark.month) if own is None else self._nearest_year(mark, own)
        return year, None if year is None else "context"

    def _nearest_year(self, mark: DateMark, today: date) -> int:
        """The year that makes the date the nearest at or before today, or after it where words say so."""
        month, day = mark.month or 1, mark.day or 1
        if mark.weekday is not None:
            for year in (today.year, today.year - 1, today.year + 1):
                written = _make_day(year, month, day)
                if written is not None and written.weekday() == mark.weekday:
                    return year
        this_year = _make_day(today.year, month, day)
        if this_year is None or this_year == today:
            return today.year
        if this_year < today:
            ahead = self._is_future(mark) and today - this_year > timedelta(days=180)
            return today.year + ahead
        return today.year if this_year - today <= _AHEAD or self._is_future(mark) else today.year - 1

    def _is_future(self, mark: DateMark) -> bool:
        left = max(self._text.rfind("\n", 0, mark.start), self._text.rfind(". ", 0, mark.start), mark.start - 60, 0)
        words_after = load_date_words().future_after
        after = self._text[mark.end + 1 : mark.end + 12]
        return after.startswith(words_after) or year_patterns().future.search(self._text, left, mark.end) is not None

    def _make_relative(self, mark: DateMark) -> tuple[str | None, YearSource | None]:
        today = self._anchor.day
        if today is None:
            return None, None
        edtf = _make_shifted(mark, today)
        if not self._anchor.day_year_known:
            return "/".join("XXXX" + day[4:] for day in edtf.split("/")) if mark.unit != "year" else None, None
        return edtf, _source(self._anchor)


def _join(first: DateMention, last: DateMention) -> DateMention | None:
    """Both as one interval; None where they can't be the ends of one."""
    if first.edtf is None or last.edtf is None or "/" in first.edtf + last.edtf or last.edtf <= first.edtf:
        return None
    return msgspec.structs.replace(first, end=last.end, edtf=f"{first.edtf}/{last.edtf}")


def _source(anchor: _Anchor) -> YearSource:
    return "published" if anchor.day is not None else "context"


def _make_written(mark: DateMark, year: int | None) -> str | None:
    first = make_date(year, mark.month, mark.day)
    last = None if mark.last_day is None else make_date(year, mark.month, mark.last_day)
    return first if first is None or last is None or last <= first else f"{first}/{last}"


def _make_shifted(mark: DateMark, today: date) -> str:
    """The day, week, month or year that is so many units from today."""
    shift = mark.shift or 0
    monday = today - timedelta(days=today.weekday())
    if mark.weekday is not None:
        if mark.shift is not None:
            return (monday + timedelta(days=7 * shift + mark.weekday)).isoformat()
        return (today - timedelta(days=(today.weekday() - mark.weekday) % 7)).isoformat()
    if mark.unit == "week":
        first = monday + timedelta(days=7 * shift)
        return f"{first.isoformat()}/{(first + timedelta(days=6)).isoformat()}"
    if mark.unit == "month":
        months = today.year * 12 + today.month - 1 + shift
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    if mark.unit == "year":
        return f"{today.year + shift:04d}"
    return (today + timedelta(days=shift)).isoformat()
