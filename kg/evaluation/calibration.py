"""Whether facts are right as often as their confidence says.

The reliability table and the expected calibration error are those of Naeini, Cooper and Hauskrecht, "Obtaining well
calibrated probabilities using Bayesian binning" (AAAI 2015): bins of equal width, the gaps weighed by the bins' counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import sqrt

import msgspec

from kg.evaluation.records import Finding

#: Bins between 0 and 1.
BINS = 20
#: Standard deviations on each side of the 95 % interval of a share.
_SPREAD = 1.96


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """Facts of about the same confidence.

    Attributes:
        low: the least confidence that is in it.
        high: where the next begins.
        count: how many facts.
        predicted: their mean confidence.
        observed: the share of them that is right.
    """

    low: float
    high: float
    count: int
    predicted: float
    observed: float

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share that is right lies in truth, with 95 % certainty (Wilson's score interval)."""
        spread = _SPREAD**2 / self.count
        middle = (self.observed + spread / 2) / (1 + spread)
        reach = (
            _SPREAD / (1 + spread) * sqrt(self.observed * (1 - self.observed) / self.count + spread / self.count / 4)
        )
        return max(0.0, middle - reach), min(1.0, middle + reach)


class Reliability(msgspec.Struct, frozen=True, kw_only=True):
    """The bins that hold any fact, in order, and the expected calibration error."""

    bins: tuple[Bin, ...]

    @property
    def count(self) -> int:
        """How many facts there are."""
        return sum(bin_.count for bin_ in self.bins)

    @property
    def error(self) -> float:
        """How far confidence is from the share that is right, on the mean over all facts; 0 if there are none."""
        gaps = sum(bin_.count * abs(bin_.observed - bin_.predicted) for bin_ in self.bins)
        return gaps / self.count if self.count else 0.0


def measure_reliability(findings: Iterable[Finding]) -> dict[str, Reliability]:
    """The reliability of tenures, changes and meetings, and of "all" of them; attendances have no confidence."""
    facts: dict[str, list[tuple[float, bool]]] = {"all": [], "tenure": [], "change": [], "meeting": []}
    for finding in findings:
        if finding.kind in facts and finding.outcome in {"right", "wrong"} and finding.found is not None:
            row = finding.found.confidence or 0.0, finding.outcome == "right"
            facts[finding.kind].append(row)
            facts["all"].append(row)
    return {kind: Reliability(bins=_fill_bins(rows)) for kind, rows in facts.items()}


def _fill_bins(rows: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    filled: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in rows:
        # 0.15 * 20 is 3.0000000000000004 one way and 0.35 * 20 is 7 less a trifle another: round before cutting
        filled[min(int(round(confidence * BINS, 9)), BINS - 1)].append((confidence, right))
    return tuple(_make_bin(number, filled[number]) for number in sorted(filled))


def _make_bin(number: int, rows: list[tuple[float, bool]]) -> Bin:
    return Bin(
        low=number / BINS,
        high=(number + 1) / BINS,
        count=len(rows),
        predicted=sum(confidence for confidence, _ in rows) / len(rows),
        observed=sum(right for _, right in rows) / len(rows),
    )
