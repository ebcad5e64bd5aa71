"""Which meeting of an extractor's record is which of the annotation's."""

from __future__ import annotations

from collections.abc import Sequence

from kg.evaluation.records import Gathering

#: What a shared date and a shared organiser weigh, beside 1 for each person who is at both.
_DATE, _ORGANISER = 0.5, 0.4
_OPEN_YEAR = "XXXX"


def same_date(gold: str | None, found: str | None) -> bool:
    """Whether two dates are equal; a year that the annotation leaves open ("XXXX-07-30") fits any."""
    if gold is not None and found is not None and gold.startswith(_OPEN_YEAR):
        return gold[len(_OPEN_YEAR) :] == found[len(_OPEN_YEAR) :]
    return gold == found


def pair_meetings(gold: Sequence[Gathering], found: Sequence[Gathering]) -> list[tuple[Gathering, Gathering]]:
    """Meetings that are the same, the likest first; those that nothing but a name has in common are never."""
    likeness = {(i, j): _weigh(ours, theirs) for i, ours in enumerate(gold) for j, theirs in enumerate(found)}
    order = sorted((pair for pair, weight in likeness.items() if weight > 0), key=lambda pair: (-likeness[pair], pair))
    pairs: list[tuple[int, int]] = []
    for i, j in order:
        if all(i != taken and j != other for taken, other in pairs):
            pairs.append((i, j))
    return [(gold[i], found[j]) for i, j in pairs]


def _weigh(gold: Gathering, found: Gathering) -> float:
    shared = len(gold.who.keys() & found.who.keys())
    day = gold.said.more["date"]
    dated = day is not None and same_date(day, found.said.more["date"])
    organised = gold.organiser != "" and gold.organiser == found.organiser
    return shared + _DATE * dated + _ORGANISER * organised
