"""The days that a claim's date can mean."""

from __future__ import annotations

from kg.lexicon.edtf import edtf_bounds, is_edtf

DayBounds = tuple[str | None, str | None]


def find_day_bounds(edtf: str | None) -> DayBounds:
    """The first and the last ISO day that an EDTF date can mean; (None, None) where there is no date, or no year."""
    return edtf_bounds(edtf) if edtf is not None and is_edtf(edtf) else (None, None)
