"""Confidence beside the share that is right, as figures and as a picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from kg.evaluation.calibration import Bin, Reliability, measure_reliability
from kg.evaluation.compare import compare_records
from kg.evaluation.plot import draw_reliability
from kg.evaluation.records import Finding, Said
from tests.evaluation.samples import GOLD, SYSTEM


def make_findings(confidence: float, right: int, wrong: int) -> list[Finding]:
    said = Said(key=("a",), label="a", confidence=confidence)
    return [
        *(Finding(doc="a", kind="tenure", outcome="right", found=said) for _ in range(right)),
        *(Finding(doc="a", kind="tenure", outcome="wrong", found=said) for _ in range(wrong)),
    ]


def test_bins_and_error() -> None:
    found = measure_reliability([*make_findings(0.9, 6, 2), *make_findings(0.92, 2, 0), *make_findings(0.5, 5, 5)])
    low, high = found["tenure"].bins
    assert (low.low, low.high, low.count, low.predicted, low.observed) == (0.5, 0.55, 10, 0.5, 0.5)
    assert (high.low, high.count, high.observed) == (0.9, 10, 0.8)
    assert high.predicted == pytest.approx((8 * 0.9 + 2 * 0.92) / 10)
    assert found["tenure"].error == pytest.approx(0.5 * (high.predicted - 0.8))
    assert found["all"] == found["tenure"]
    assert found["change"] == Reliability(bins=())
    assert found["change"].error == 0


@pytest.mark.parametrize(
    ("confidence", "low"),
    [
        (0.0, 0.0),
        (0.05, 0.05),
        (0.15, 0.15),
        (0.29, 0.25),
        (0.35, 0.35),
        (0.7, 0.7),
        (0.7 + 0.1, 0.8),
        (0.999, 0.95),
        (1.0, 0.95),
    ],
)
def test_edges_belong_to_the_bin_that_they_begin(confidence: float, low: float) -> None:
    (bin_,) = measure_reliability(make_findings(confidence, 1, 0))["all"].bins
    assert bin_.low == pytest.approx(low)


def test_only_facts_with_a_confidence_count() -> None:
    found = measure_reliability(compare_records(GOLD, SYSTEM))
    assert {kind: row.count for kind, row in found.items()} == {"all": 9, "tenure": 6, "change": 1, "meeting": 2}


def test_the_interval_is_wilsons() -> None:
    # E. B. Wilson (1927); the example of 8 of 10 is worked out in many textbooks: 0.490 to 0.943
    interval = Bin(low=0.9, high=0.95, count=10, predicted=0.9, observed=0.8).interval
    assert interval == pytest.approx((0.490, 0.943), abs=1e-3)


def test_the_picture_says_what_the_table_says() -> None:
    reliability = measure_reliability(make_findings(0.9, 6, 2))["all"]
    picture = draw_reliability(reliability)
    root = ET.fromstring(picture)  # noqa: S314 - our own
    space = {"s": "http://www.w3.org/2000/svg"}
    (circle,) = root.findall(".//s:circle", space)
    assert (circle.get("cx"), circle.get("cy")) == (f"{64 + 0.9 * 360:.1f}", f"{48 + 0.25 * 360:.1f}")
    assert "8 facts, expected calibration error 0.150" in picture
    assert draw_reliability(reliability) == picture


def test_the_picture_of_nothing() -> None:
    picture = draw_reliability(Reliability(bins=()))
    assert "0 facts" in picture
    assert "<circle" not in picture
