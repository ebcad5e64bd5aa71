"""The words of dates, from `data/dates.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from kg.lexicon.loader import load_yaml

PartOfDay = Literal["morning", "noon", "afternoon", "evening", "night"]


class DateWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words by which dates are recognised; the file says what each list is for."""

    parts: dict[str, PartOfDay]
    cues: tuple[str, ...]
    weak_cues: tuple[str, ...]
    days: dict[str, int]
    part_days: dict[str, int]
    same_day: tuple[str, ...]
    same_year: tuple[str, ...]
    weeks: dict[str, int]
    months: dict[str, int]
    years: dict[str, int]
    weekdays: dict[str, int]
    weekday_cues: tuple[str, ...]
    month_words: dict[str, int]
    about: tuple[str, ...]
    future: tuple[str, ...]
    future_after: tuple[str, ...]
    ahead: tuple[str, ...]
    against: tuple[str, ...]
    plans: tuple[str, ...]
    laws: tuple[str, ...]
    reports: tuple[str, ...]
    bounds: tuple[str, ...]
    congress: tuple[str, ...]
    counted: str
    quarter: str
    term: str
    units: tuple[str, ...]


@cache
def load_date_words() -> DateWords:
    """The words of dates, read once.

    Raises:
        LexiconError: the file has an unknown key, a value of the wrong type, or text that is not NFC.
    """
    return load_yaml("dates.yaml", DateWords)
