"""An evaluation as rows that can be printed."""

from __future__ import annotations

from collections.abc import Iterator

from kg.evaluation.calibration import measure_reliability
from kg.evaluation.evaluate import Evaluation
from kg.evaluation.figures import Figures, count_misses, measure, measure_attributes, measure_rules, pick_examples
from kg.evaluation.records import Finding

Row = dict[str, object]

#: part of the report → what is in it, and its columns
PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "figures": (
        "How much is right",
        ("kind", "name", "right", "wrong", "missed", "precision", "recall", "f1"),
    ),
    "misses": ("What is wrong, by kind of miss", ("kind", "name", "wrong", "missed")),
    "rules": ("What each rule finds", ("kind", "name", "right", "wrong", "precision", "as")),
    "calibration": (
        "Confidence beside the share that is right",
        ("kind", "name", "count", "predicted", "observed", "error"),
    ),
    "errors": (
        "The first of each kind of miss",
        ("kind", "name", "outcome", "doc", "gold", "found", "rule", "sentence"),
    ),
}
#: All columns of all parts.
COLUMNS = tuple(dict.fromkeys(["part", *(column for _, columns in PARTS.values() for column in columns)]))


def report(evaluation: Evaluation, *, errors: int = 0, calibration: bool = False) -> Iterator[Row]:
    """The rows of the report, each with its `part`; figures are rounded to four places.

    Args:
        evaluation: what was found.
        errors: how many examples of each kind of miss.
        calibration: whether to say how far confidence can be believed.
    """
    for row in _iter_figures(evaluation):
        yield {"part": "figures", **row}
    for (kind, how), figures in count_misses(evaluation.findings).items():
        yield {"part": "misses", "kind": kind, "name": how, "wrong": figures.wrong, "missed": figures.missed}
    for row in _iter_rules(evaluation):
        yield {"part": "rules", **row}
    for row in _iter_reliability(evaluation) if calibration else ():
        yield {"part": "calibration", **row}
    for finding in pick_examples(evaluation.findings, limit=errors):
        yield {"part": "errors", **_show_finding(finding, evaluation)}


def _iter_figures(evaluation: Evaluation) -> Iterator[Row]:
    for kind, figures in measure(evaluation.findings).items():
        recall = {"missed": figures.missed, "recall": _round(figures.recall), "f1": _round(figures.f1)}
        yield {"kind": kind, **_precision(figures), **recall}
    for (kind, attribute), figures in measure_attributes(evaluation.findings).items():
        yield {"kind": kind, "name": attribute, **_precision(figures)}
    if evaluation.evidence is not None:
        yield {"kind": "evidence", "name": "sound", **_precision(evaluation.evidence)}


def _precision(figures: Figures) -> Row:
    return {"right": figures.right, "wrong": figures.wrong, "precision": _round(figures.precision)}


def _iter_rules(evaluation: Evaluation) -> Iterator[Row]:
    for row in measure_rules(evaluation.findings):
        wrong = sum(row.wrong.values())
        yield {
            "kind": row.kind,
            "name": row.rule or "(no rule)",
            **_precision(Figures(right=row.right, wrong=wrong)),
            "as": [f"{how} {count}" for how, count in row.wrong.items()],
        }


def _iter_reliability(evaluation: Evaluation) -> Iterator[Row]:
    for kind, reliability in measure_reliability(evaluation.findings).items():
        for bin_ in reliability.bins:
            yield {
                "kind": kind,
                "name": f"{bin_.low:.2f}-{bin_.high:.2f}",
                "count": bin_.count,
                "predicted": _round(bin_.predicted),
                "observed": _round(bin_.observed),
            }
        yield {"kind": kind, "name": "expected error", "count": reliability.count, "error": _round(reliability.error)}


def _show_finding(finding: Finding, evaluation: Evaluation) -> Row:
    return {
        "kind": finding.kind,
        "name": finding.how,
        "outcome": finding.outcome,
        "doc": finding.doc,
        "gold": _show_said(finding, "gold"),
        "found": _show_said(finding, "found"),
        "rule": None if finding.found is None else finding.found.rule or None,
        "sentence": evaluation.find_sentence(finding),
    }


def _show_said(finding: Finding, side: str) -> str | None:
    said = finding.gold if side == "gold" else finding.found
    if said is None:
        return None
    attribute = said.more.get(finding.how) if finding.outcome == "differs" else None
    return f"{said.label} · {finding.how} {attribute or 'none'}" if finding.outcome == "differs" else said.label


def _round(share: float) -> float:
    return round(share, 4)
