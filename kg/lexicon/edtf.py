"""Dates as EDTF (ISO 8601-2:2019) strings, as far as news needs them.

Read: "2018", "2018-07", "2018-07-30", an unknown year ("XXXX-07-30", "XXXX-07"), and intervals of two of these
("2018-12-07/2018-12-09"), either end of which may be open ("2018-04/..") or unknown ("/2018-04").
"""

from __future__ import annotations

import re
from calendar import monthrange

_DATE = re.compile(r"(?P<year>[0-9]{4}|XXXX)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
#: A leap year stands in for a year that is unknown, so that 29 February may be a day.
_LEAP_YEAR = 2000


def is_edtf(text: str) -> bool:
    """Whether the text is a date or interval of the forms that this module reads."""
    first, slash, last = text.partition("/")
    if not slash:
        return _is_date(text)
    ends = [end for end in (first, last) if end not in ("", "..")]
    return bool(ends) and all(_is_date(end) for end in ends)


def edtf_bounds(edtf: str) -> tuple[str | None, str | None]:
    """The earliest and the latest ISO day that an EDTF string can mean; None for a bound that is open or unknown.

    Args:
        edtf: a date or interval as above.

    Raises:
        ValueError: the string is neither.
    """
    if not is_edtf(edtf):
        raise ValueError(f"not an EDTF date or interval: {edtf!r}")
    first, slash, last = edtf.partition("/")
    return _bound(first, latest=False), _bound(last if slash else first, latest=True)


def make_date(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """The EDTF string of a date as precise as given; None if there is no such day, or neither year nor month."""
    if year is None and month is None:
        return None
    text = "XXXX" if year is None else f"{year:04d}"
    if month is not None:
        text += f"-{month:02d}" + ("" if day is None else f"-{day:02d}")
    return text if _is_date(text) else None


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None or text == "XXXX":
        return False
    month, day = match["month"], match["day"]
    if month is not None and not 1 <= int(month) <= 12:
        return False
    return day is None or 1 <= int(day) <= monthrange(_year(match), int(month))[1]


def _year(match: re.Match[str]) -> int:
    return _LEAP_YEAR if match["year"] in ("XXXX", "0000") else int(match["year"])


def _bound(text: str, *, latest: bool) -> str | None:
    match = _DATE.fullmatch(text)
    if match is None or match["year"] == "XXXX":
        return None
    month = match["month"] or ("12" if latest else "01")
    day = match["day"] or (f"{monthrange(_year(match), int(month))[1]:02d}" if latest else "01")
    return f"{match['year']}-{month}-{day}"
