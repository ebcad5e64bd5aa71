"""Changes: elections, appointments, dismissals and the like that an article reports."""

from __future__ import annotations

from kg.facts.records import ChangeFact, TenureFact
from kg.mentions.records import Analysis


def find_changes(
    analysis: Analysis, tenures: tuple[TenureFact, ...]
) -> tuple[tuple[TenureFact, ...], tuple[ChangeFact, ...]]:
    """The changes, and the tenures as the changes leave them."""
    return tenures, ()
