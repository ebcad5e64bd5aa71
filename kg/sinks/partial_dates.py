"""Bounds of a day as the one date that most exchange formats have room for: a day, a month or a year, never a guess."""

from __future__ import annotations

_LENGTHS = (10, 7, 4)


def join_bounds(no_earlier: str | None, no_later: str | None) -> str | None:
    """The most exact of day, month and year that both bounds lie in.

    Returns:
        `2020-11-19`, `2020-11` or `2020`; None where a bound is missing or they lie in different years, because the
        formats can't say "by then at the latest" and a bound written as the date would be a false one.
    """
    if no_earlier is None or no_later is None:
        return None
    length = next((length for length in _LENGTHS if no_earlier[:length] == no_later[:length]), 0)
    return no_earlier[:length] or None
