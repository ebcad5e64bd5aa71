"""The first half of reading dates: the numbers and words of the text that make dates, before years are settled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Literal

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from kg.lexicon.dates import DateWords, PartOfDay, load_date_words

Unit = Literal["day", "week", "month", "year"]


class DateMark(msgspec.Struct, frozen=True, kw_only=True):
    """A date as written, in offsets of the text; what it leaves out is None.

    Attributes:
        start: where the expression starts, words such as "sáng ngày" included.
        end: where it ends.
        unit: how precise it is.
        year: the year written.
        month: the month written.
        day: the day of the month, the first one of a range ("29 và 30/7").
        last_day: the last day of such a range.
        shift: for relative dates, how many units from the reference ("hôm qua": -1).
        weekday: the weekday written, Monday 0.
        same: whether it is the day, or in the year, that the text named before ("cùng ngày", "cùng năm").
        part: part of the day.
        about: whether words before make it approximate ("cuối năm").
        joined: whether a range goes on from the mark before ("28/11 đến 2/12").
    """

    start: int
    end: int
    unit: Unit
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    shift: int | None = None
    weekday: int | None = None
    same: bool = False
    part: PartOfDay | None = None
    about: bool = False
    joined: bool = False


class _Patterns(msgspec.Struct, frozen=True, kw_only=True):
    left: re.Pattern[str]
    day: re.Pattern[str]
    month_year: re.Pattern[str]
    month: re.Pattern[str]
    year: re.Pattern[str]
    month_left: re.Pattern[str]
    about: re.Pattern[str]
    unit: re.Pattern[str]


_NUMBER = "[0-9][0-9]?"
_LOOK_BACK = 34
_JOINT = re.compile(r" ?[-–] ?| (?:đến|tới)(?: hết)? ")


def find_marks(text: str) -> list[DateMark]:
    """All dates of a text in lower case, in its order and without overlap."""
    patterns = _make_patterns()
    marks = [*_find_days(text, patterns), *_find_month_years(text, patterns), *_find_months(text, patterns)]
    marks += [*_find_years(text, patterns), *_find_relatives(text)]
    return _join_ranges(text, _drop_overlaps(marks))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _make_patterns() -> _Patterns:
    words = load_date_words()
    parts = _any(words.parts)
    weekdays = _any(words.weekdays)
    month = f"{_NUMBER}|{_any(words.month_words)}"
    return _Patterns(
        left=re.compile(
            rf"(?<!\w)(?:(?P<part>{parts}) )?"
            rf"(?:(?P<rel>{_any({**words.days, **words.part_days})})[ ,(]{{1,3}})?"
            rf"(?:(?:hôm |ngày |vào )?(?P<weekday>{weekdays})[ ,(]{{1,3}}(?:(?P<part2>{parts}) )?)?"
            rf"(?:(?P<cue>(?:{_any(words.cues)}|{_NUMBER}h(?:{_NUMBER})?)(?: (?:ngày|mùng|mồng))?)[ ,(]{{1,3}})?$"
        ),
        day=re.compile(
            rf"(?P<d1>{_NUMBER})(?: ?[-–] ?(?P<d2>{_NUMBER})(?= ?/| tháng )"
            rf"|(?: và | đến | tới | hoặc )(?:ngày )?(?P<d3>{_NUMBER}))?"
            rf"(?P<sep> ?/ ?| ?- ?|\.| tháng )(?P<month>{_NUMBER})(?![0-9])"
            rf"(?:(?: ?[/.-] ?|,? năm )(?P<year>[0-9]{{4}})(?![0-9]))?"
        ),
        month_year=re.compile(r"(?P<month>[0-9][0-9]?) ?[/-] ?(?P<year>(?:19|20)[0-9]{2})(?![0-9/-])"),
        month=re.compile(
            rf"tháng (?P<month>{month})(?!\w)(?:(?: ?[/.-] ?|,? năm )(?P<year>(?:19|20)[0-9]{{2}})(?![0-9/])"
            rf"| (?:(?P<rel>{_any(words.years)})|(?P<same>{_any(words.same_year)}))(?!\w))?"
        ),
        year=re.compile(r"năm (?P<year>(?:19|20)[0-9]{2})(?!\w| ?[-–] ?(?:19|20)?[0-9]{2}(?!\w))"),
        month_left=re.compile(r"(?<!\w)(?:từ|đến|tới|vào|hồi|đầu|giữa|cuối|trước|sau|khoảng|\() ?$"),
        about=re.compile(rf"(?<!\w)(?<!tháng )(?:{_any(words.about)}) (?:ngày )?$"),
        unit=re.compile(rf" (?:{_any(words.units)})(?!\w)"),
    )


def _find_days(text: str, patterns: _Patterns) -> Iterator[DateMark]:
    words = load_date_words()
    for match in patterns.day.finditer(text):
        left = patterns.left.search(text, max(0, match.start() - _LOOK_BACK), match.start())
        if left is None or not _is_day(text, match, left, patterns):
            continue
        part = left["part2"] or left["part"]
        relative = left["rel"]
        yield DateMark(
            start=left.start(),
            end=match.end(),
            unit="day",
            year=int(match["year"]) if match["year"] else None,
            month=int(match["month"]),
            day=int(match["d1"]),
            last_day=int(match["d2"] or match["d3"]) if match["d2"] or match["d3"] else None,
            shift=None if relative is None else {**words.days, **words.part_days}[relative],
            weekday=None if left["weekday"] is None else words.weekdays[left["weekday"]],
            part=None if part is None else words.parts[part],
        )


def _is_day(text: str, match: re.Match[str], left: re.Match[str], patterns: _Patterns) -> bool:
    """Whether the numbers are a date: valid, on their own, and with a year or a word before that says so."""
    days = [int(match[name]) for name in ("d1", "d2", "d3") if match[name]]
    if not 1 <= int(match["month"]) <= 12 or not all(1 <= day <= 31 for day in days):
        return False
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if before.isalnum() or (before and before in "/.,-–") or after.isalnum() or (after and after in "/%"):
        return False
    if after in ("-", ".", ",") and text[match.end() + 1 : match.end() + 2].isdigit():
        return False
    if match["year"]:
        return match["sep"] != " tháng " or left.start() < match.start() or len(match["d1"]) == 2
    if left.start() < match.start():
        return "/" in match["sep"] or patterns.unit.match(text, match.end()) is None
    return _has_weak_cue(text, match)


def _has_weak_cue(text: str, match: re.Match[str]) -> bool:
    if match["sep"].strip() not in ("/", "-"):
        return False
    sure = int(match["d1"]) > 12 or match["d1"].startswith("0") or match["d3"] is not None
    before = text[max(0, match.start() - 12) : match.start()]
    if before.endswith("("):
        return match["d3"] is not None or match["d2"] is not None
    return sure and before.endswith(tuple(f"{cue} " for cue in load_date_words().weak_cues))


def _find_month_years(text: str, patterns: _Patterns) -> Iterator[DateMark]:
    for match in patterns.month_year.finditer(text):
        left = patterns.month_left.search(text, max(0, match.start() - 12), match.start())
        if left is None or not 1 <= int(match["month"]) <= 12 or text[match.end() : match.end() + 1].isalnum():
            continue
        yield DateMark(
            start=match.start(),
            end=match.end(),
            unit="month",
            year=int(match["year"]),
            month=int(match["month"]),
            about=patterns.about.search(text, max(0, match.start() - 18), match.start()) is not None,
        )


def _find_months(text: str, patterns: _Patterns) -> Iterator[DateMark]:
    words = load_date_words()
    for match in patterns.month.finditer(text):
        number = match["month"]
        month = int(number) if number.isdigit() else words.month_words[number]
        if not 1 <= month <= 12 or _follows_number(text, match.start()):
            continue
        yield DateMark(
            start=match.start(),
            end=match.end(),
            unit="month",
            year=int(match["year"]) if match["year"] else None,
            month=month,
            shift=words.years[match["rel"]] if match["rel"] else None,
            same=match["same"] is not None,
            about=_is_about(text, match.start(), patterns),
        )


def _follows_number(text: str, start: int) -> bool:
    """Whether a number or the rest of a word stands right before: "6 tháng" is a length of time."""
    before = text[max(0, start - 2) : start]
    return before[:1].isdigit() or before[-1:].isalnum()


def _is_about(text: str, start: int, patterns: _Patterns) -> bool:
    return patterns.about.search(text, max(0, start - 18), start) is not None


def _find_years(text: str, patterns: _Patterns) -> Iterator[DateMark]:
    for match in patterns.year.finditer(text):
        before = text[max(0, match.start() - 6) : match.start()]
        if before[-1:].isalnum() or before.endswith(("những ", "niên ")):
            continue
        about = _is_about(text, match.start(), patterns)
        yield DateMark(start=match.start(), end=match.end(), unit="year", year=int(match["year"]), about=about)


def _find_relatives(text: str) -> Iterator[DateMark]:
    automaton, marks = _make_phrases()
    for index, start, end in automaton.find_matches_as_indexes(text):
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            yield msgspec.structs.replace(marks[index], start=start, end=end)


@cache
def _make_phrases() -> tuple[AhoCorasick, tuple[DateMark, ...]]:
    """All relative phrases, and the mark that each one makes, its place aside."""
    words = load_date_words()
    phrases: dict[str, DateMark] = {}
    units: dict[Unit, dict[str, int]] = {"day": words.days, "week": words.weeks, "month": words.months}
    for unit, listed in {**units, "year": words.years}.items():
        phrases |= {word: DateMark(start=0, end=0, unit=unit, shift=shift) for word, shift in listed.items()}
    same = DateMark(start=0, end=0, unit="day", same=True)
    phrases |= dict.fromkeys(words.same_day, same)
    for part, name in words.parts.items():
        for word, shift in words.part_days.items():
            phrases[f"{part} {word}"] = DateMark(start=0, end=0, unit="day", shift=shift, part=name)
        phrases |= {f"{part} {word}": msgspec.structs.replace(same, part=name) for word in words.same_day}
    phrases |= dict(_make_weekdays(words))
    return AhoCorasick(list(phrases), matchkind=MatchKind.LeftmostLongest), tuple(phrases.values())


def _make_weekdays(words: DateWords) -> Iterator[tuple[str, DateMark]]:
    """Weekdays after a word that makes them days, alone and of a week: "hôm thứ ba", "sáng thứ ba tuần trước"."""
    for before in (*words.weekday_cues, *words.parts):
        for weekday, number in words.weekdays.items():
            mark = DateMark(start=0, end=0, unit="day", weekday=number, part=words.parts.get(before))
            yield f"{before} {weekday}", mark
            for week, shift in words.weeks.items():
                yield f"{before} {weekday} {week}", msgspec.structs.replace(mark, shift=shift)


def _drop_overlaps(marks: list[DateMark]) -> list[DateMark]:
    """Longer marks win over those inside them."""
    kept: list[DateMark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if kept and mark.start < kept[-1].end:
            if mark.end - mark.start > kept[-1].end - kept[-1].start:
                kept[-1] = mark
            continue
        kept.append(mark)
    return kept


def _join_ranges(text: str, marks: list[DateMark]) -> list[DateMark]:
    """The marks, those told that a dash or "đến" joins to the day before them; that day shares a year named after."""
    joined = marks[:1]
    for before, mark in pairwise(marks):
        both_days = before.day is not None and mark.day is not None and before.last_day is None
        if both_days and _JOINT.fullmatch(text, before.end, mark.start):
            joined[-1] = msgspec.structs.replace(joined[-1], year=before.year or mark.year)
            joined.append(msgspec.structs.replace(mark, joined=True))
        else:
            joined.append(mark)
    return joined
