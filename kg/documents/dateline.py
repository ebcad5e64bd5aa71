"""Datelines: lines such as "Thứ Ba, 13/04/2021, 11:42" that say when an article was published."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from functools import cache

import msgspec

from kg.lexicon.fold import fold, strip_diacritics, to_nfc
from kg.lexicon.page_lines import load_page_lines
from kg.lexicon.publishers import find_publisher

_LIMIT = 120
_YEARS = range(1945, 2101)
#: What a line must have before a closer look pays.
_HINT = re.compile(r"\d ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}|\d{4}-\d{1,2}-\d|\d th\S{1,4}ng \d")
_VIETNAM = timezone(timedelta(hours=7))

#: Days as folded datelines write them; each has the groups day, month, year.
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\d/.-])(?P<day>\d{1,2}) ?(?P<sep>[/.-]) ?(?P<month>\d{1,2}) ?(?P=sep) ?(?P<year>\d{4})(?![\d/-])",
        r"(?<![\d/.-])(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\d/-])",
        r"(?<![\d/.-])(?P<day>\d{1,2}) thang (?P<month>\d{1,2}),? (?:nam )?(?P<year>\d{4})(?!\d)",
    )
)
_TIME = re.compile(
    r"(?<!\d)t?\d{1,2} ?(?::|h|g|gio) ?\d{2}(?: ?phut)?(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?(?!\d)"
)
_PUNCTUATION = re.compile(r"[\W_]+")


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """What a dateline says.

    Attributes:
        published: ISO day.
        weekday_fits: whether the weekday beside it is that day's; None without one.
        publisher: the paper that the line names.
        updated: whether it is only said to be the day of a later change.
        bare: whether nothing but the day stands there, so that it may be a letter's or a caption's.
    """

    published: str
    weekday_fits: bool | None = None
    publisher: str | None = None
    updated: bool = False
    bare: bool = False


def find_dateline(line: str) -> Dateline | None:
    """What the line says if it holds nothing but days, times, weekdays, the paper or a byline; None otherwise."""
    if not 8 <= len(line) <= 2 * _LIMIT or not ("20" in line or "19" in line) or _HINT.search(line) is None:
        return None  # most lines: a quick look spares them the slow one
    shown = to_nfc(line).text.strip()
    folded = strip_diacritics(fold(shown))
    if len(shown) > _LIMIT or len(folded) != len(shown):
        return None
    days = [(match.start(), day) for match in _find_dates(folded) if (day := _make_day(match)) is not None]
    if not days:
        return None
    rest = _find_rest(shown, folded)
    publisher = find_publisher(rest)
    if rest and publisher is None and not _is_byline(rest, folded):
        return None
    updated, day = min(((_is_update(folded[:start]), day) for start, day in days), key=lambda pair: pair[0])
    weekday = _find_weekday(folded)
    return Dateline(
        published=day.isoformat(),
        weekday_fits=None if weekday is None else weekday == day.weekday(),
        publisher=None if publisher is None else publisher.name,
        updated=updated,
        bare=weekday is None and publisher is None and _TIME.search(folded) is None,
    )


def read_day(text: str) -> str | None:
    """The ISO day of an ISO date, a date-time (told in Vietnam's time zone) or a dateline; None for anything else."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        dateline = find_dateline(text)
        return None if dateline is None else dateline.published
    if moment.year not in _YEARS:
        return None
    return (moment if moment.tzinfo is None else moment.astimezone(_VIETNAM)).date().isoformat()


def _find_dates(folded: str) -> list[re.Match[str]]:
    matches = [match for pattern in _DATES for match in pattern.finditer(folded)]
    return sorted(matches, key=lambda match: match.start())


def _make_day(match: re.Match[str]) -> date | None:
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _find_rest(shown: str, folded: str) -> str:
    """What is left of the line without days, times and a dateline's own words."""
    masked = folded
    for pattern in (*_DATES, _TIME, _words()):
        masked = pattern.sub(lambda match: "\0" * len(match[0]), masked)
    kept = "".join(" " if hidden == "\0" else char for char, hidden in zip(shown, masked, strict=True))
    return " ".join(_trim(word) for word in kept.split() if _trim(word))


def _trim(word: str) -> str:
    return word.strip("()[]|,;:.-–—•·*")


def _is_byline(rest: str, folded: str) -> bool:
    """Whether what is left is two to six capitalised words, beside a time: the name of who wrote it."""
    words = rest.split()
    return 2 <= len(words) <= 6 and _TIME.search(folded) is not None and all(word[0].isupper() for word in words)


def _is_update(before: str) -> bool:
    found = [(match.start(), match.lastgroup) for match in _words().finditer(before) if match.lastgroup != "other"]
    return bool(found) and max(found)[1] == "updated"


def _find_weekday(folded: str) -> int | None:
    names = {strip_diacritics(name): number for name, number in load_page_lines().weekdays.items()}
    match = re.search(rf"\b(?:{_join(names)})\b", folded)
    return None if match is None else names[match[0]]


@cache
def _words() -> re.Pattern[str]:
    lines = load_page_lines()
    other = _join([*lines.weekdays, *lines.after])
    return re.compile(
        rf"(?<!\w)(?:(?P<updated>{_join(lines.updated)})|(?P<posted>{_join(lines.posted)})|(?P<other>{other}))(?!\w)"
    )


def _join(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(map(strip_diacritics, words), key=len, reverse=True))
