"""Precision, recall and F1 out of findings, for each kind of fact, each rule and each kind of miss."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from kg.evaluation.records import COUNTED, KINDS, Finding


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """How many facts are right, wrong and missed, and what follows; a figure of nothing is 0."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of the system's facts that the annotation has too."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of the annotation's facts that the system has too."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


class RuleFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule gets right, and what it gets wrong by kind of miss."""

    kind: str
    rule: str
    right: int
    wrong: dict[str, int]


def measure(findings: Iterable[Finding]) -> dict[str, Figures]:
    """The figures of each kind of fact, and "overall": those of persons, tenures, changes and attendances together."""
    counts = Counter((finding.kind, finding.outcome) for finding in findings)
    rows: dict[str, Figures] = {
        kind: Figures(right=counts[kind, "right"], wrong=counts[kind, "wrong"], missed=counts[kind, "missed"])
        for kind in KINDS
    }
    counted = [rows[kind] for kind in COUNTED]
    overall = Figures(
        right=sum(row.right for row in counted),
        wrong=sum(row.wrong for row in counted),
        missed=sum(row.missed for row in counted),
    )
    return {**rows, "overall": overall}


def measure_attributes(findings: Iterable[Finding]) -> dict[tuple[str, str], Figures]:
    """For (kind, attribute), such as ("tenure", "status"), how often it agrees where the fact itself is right."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for finding in findings:
        if finding.outcome in {"agrees", "differs"}:
            counts[finding.kind, finding.how][finding.outcome] += 1
    return {key: Figures(right=found["agrees"], wrong=found["differs"]) for key, found in _sort(counts)}


def measure_rules(findings: Iterable[Finding]) -> list[RuleFigures]:
    """What each rule gets right and wrong, in the order of the kinds, the one with the most wrong first."""
    right: Counter[tuple[str, str]] = Counter()
    wrong: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for finding in findings:
        if finding.found is None or finding.kind in {"person", "holding"}:
            continue
        key = finding.kind, finding.found.rule
        right[key] += finding.outcome == "right"
        if finding.outcome == "wrong":
            wrong[key][finding.how] += 1
    rows = [RuleFigures(kind=key[0], rule=key[1], right=right[key], wrong=_order(wrong[key])) for key in right]
    return sorted(rows, key=lambda row: (_place(row.kind), -sum(row.wrong.values()), -row.right, row.rule))


def count_misses(findings: Iterable[Finding]) -> dict[tuple[str, str], Figures]:
    """For (kind, kind of miss) how many facts are wrong and missed in this way, the most frequent first."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for finding in findings:
        if finding.kind != "holding" and finding.outcome in {"wrong", "missed", "differs"}:
            how = f"{finding.how} differs" if finding.outcome == "differs" else finding.how
            counts[finding.kind, how][finding.outcome] += 1
    order = sorted(counts.items(), key=lambda item: (_place(item[0][0]), -sum(item[1].values()), item[0]))
    return {key: Figures(wrong=found["wrong"] + found["differs"], missed=found["missed"]) for key, found in order}


def pick_examples(findings: Sequence[Finding], *, limit: int) -> list[Finding]:
    """The first findings of each kind of miss, at most `limit` of each; a pair that nearly fits is told once."""
    told: Counter[tuple[str, str, str]] = Counter()
    picked = []
    for finding in findings:
        again = finding.outcome == "wrong" and finding.gold is not None
        if finding.kind == "holding" or finding.outcome in {"right", "agrees"} or again:
            continue
        key = finding.kind, finding.outcome, finding.how
        told[key] += 1
        if told[key] <= limit:
            picked.append(finding)
    return sorted(picked, key=lambda finding: (_place(finding.kind), finding.outcome, finding.how))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _place(kind: str) -> int:
    return [*KINDS].index(kind)  # type: ignore[arg-type]


def _order(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _sort(counts: dict[tuple[str, str], Counter[str]]) -> list[tuple[tuple[str, str], Counter[str]]]:
    return sorted(counts.items(), key=lambda item: (_place(item[0][0]), item[0][1]))
