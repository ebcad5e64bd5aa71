"""What several claims about one day agree on."""

from __future__ import annotations

from collections.abc import Sequence

from kg.claims.days import DayBounds

_FIRST, _LAST = "0000-00-00", "9999-99-99"


def agree(claims: Sequence[DayBounds]) -> DayBounds:
    """The bounds that most claims agree on; claims that contradict them are set aside, here, not in the graph.

    Each claim is taken as the one to believe, and the others that fit are narrowed into it, the most exact first. Of
    these readings the one with the most claims wins, then the most exact, then the earliest.

    Args:
        claims: first and last day that each claim allows; None is an open end.
    """
    known = sorted({claim for claim in claims if claim != (None, None)}, key=_rank)
    support = {claim: sum(claim == other for other in claims) for claim in known}
    readings = [_read(claim, known, support) for claim in known]
    return min(readings, key=lambda reading: (-reading[0], _rank(reading[1])), default=(0, (None, None)))[1]


def _read(believed: DayBounds, claims: Sequence[DayBounds], support: dict[DayBounds, int]) -> tuple[int, DayBounds]:
    """How many claims fit the one that is believed, and what they narrow it to."""
    count, bounds = 0, believed
    for claim in claims:
        narrowed = _narrow(bounds, claim)
        if narrowed is not None:
            count, bounds = count + support[claim], narrowed
    return count, bounds


def _narrow(left: DayBounds, right: DayBounds) -> DayBounds | None:
    low = max((day for day in (left[0], right[0]) if day is not None), default=None)
    high = min((day for day in (left[1], right[1]) if day is not None), default=None)
    return None if low is not None and high is not None and low > high else (low, high)


def _rank(bounds: DayBounds) -> tuple[bool, str, str]:
    """Exact before open, then early before late."""
    return None in bounds, bounds[0] or _FIRST, bounds[1] or _LAST
