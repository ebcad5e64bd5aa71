"""EDTF strings, against the reference parser where that is installed."""

from __future__ import annotations

import importlib

import pytest

from kg.lexicon.edtf import edtf_bounds, is_edtf, make_date

VALID = [
    ("2018", "2018-01-01", "2018-12-31"),
    ("2018-02", "2018-02-01", "2018-02-28"),
    ("2020-02", "2020-02-01", "2020-02-29"),
    ("2018-07-30", "2018-07-30", "2018-07-30"),
    ("2018-12-07/2018-12-09", "2018-12-07", "2018-12-09"),
    ("2018-04/2019", "2018-04-01", "2019-12-31"),
]
UNKNOWN = ["XXXX-07-30", "XXXX-07", "XXXX-02-29", "XXXX-12-07/XXXX-12-09"]
INVALID = [
    "",
    "/",
    "XXXX",
    "18",
    "2018-7",
    "2018-13",
    "2018-02-29",
    "XXXX-02-30",
    "30/7/2018",
    "2018-07-30T10:00",
    "../..",
]


@pytest.mark.parametrize(("edtf", "earliest", "latest"), VALID)
def test_bounds(edtf: str, earliest: str, latest: str) -> None:
    assert edtf_bounds(edtf) == (earliest, latest)


@pytest.mark.parametrize("edtf", UNKNOWN)
def test_unknown_year_has_no_bounds(edtf: str) -> None:
    assert is_edtf(edtf)
    assert edtf_bounds(edtf) == (None, None)


@pytest.mark.parametrize("edtf", INVALID)
def test_invalid(edtf: str) -> None:
    assert not is_edtf(edtf)
    with pytest.raises(ValueError, match="not an EDTF"):
        edtf_bounds(edtf)


def test_open_intervals() -> None:
    assert edtf_bounds("2018-04/..") == ("2018-04-01", None)
    assert edtf_bounds("/2018-04") == (None, "2018-04-30")


def test_make_date() -> None:
    assert make_date(2018, 7, 30) == "2018-07-30"
    assert make_date(None, 7) == "XXXX-07"
    assert make_date(2019, 2, 29) is None
    assert make_date(None) is None


@pytest.mark.parametrize(("edtf", "earliest", "latest"), VALID)
def test_reference_parser_agrees(edtf: str, earliest: str, latest: str) -> None:
    parsed = importlib.import_module("edtf").parse_edtf(edtf)
    strict = [parsed.lower_strict(), parsed.upper_strict()]
    assert [f"{day.tm_year:04d}-{day.tm_mon:02d}-{day.tm_mday:02d}" for day in strict] == [earliest, latest]


@pytest.mark.parametrize("edtf", UNKNOWN[:3])
def test_reference_parser_takes_unknown_years(edtf: str) -> None:
    assert str(importlib.import_module("edtf").parse_edtf(edtf)) == edtf
