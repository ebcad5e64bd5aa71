"""Dates found in sentences, and what always holds of them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.lexicon.dates import load_date_words
from kg.lexicon.edtf import is_edtf
from kg.mentions.dates import find_dates

CASES: list[dict[str, Any]] = msgspec.yaml.decode(Path(__file__).with_name("dates.yaml").read_bytes())


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_sentence(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_dates(text, published=case.get("published"))
    assert [(text[date.start : date.end], date.edtf) for date in found] == [
        (want["words"], want["edtf"]) for want in case["dates"]
    ]
    for date, want in zip(found, case["dates"], strict=True):
        for name in want.keys() & {"part", "relative", "approximate", "year_from"}:
            assert getattr(date, name) == want[name], name


_PIECES = [
    "ngày ",
    "sáng ",
    "tháng ",
    "năm ",
    "hôm qua",
    "cùng ngày",
    "từ ",
    " đến ",
    " và ",
    "13/4",
    "2019",
    "-",
    "/",
    "30",
]


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_spans_are_sound_and_dates_are_edtf(text: str) -> None:
    found = find_dates(text, published="2020-05-17")
    assert [(date.start, date.end) for date in found] == sorted((date.start, date.end) for date in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    for date in found:
        assert 0 <= date.start < date.end <= len(text)
        assert date.edtf is not None
        assert is_edtf(date.edtf)


def test_published_may_be_a_time() -> None:
    assert find_dates("hôm nay", published="2020-05-17T08:00:00+07:00")[0].edtf == "2020-05-17"


def test_words_are_lower_case() -> None:
    words = msgspec.to_builtins(load_date_words())
    assert all(word == word.lower() for listed in words.values() for word in listed)


def test_long_runs_of_numbers_take_linear_time() -> None:
    import time

    def seconds(text: str) -> float:
        start = time.process_time()
        find_dates(text)
        return time.process_time() - start

    part = "ngày 1-2-3-4 và 5/6 đến 7/8, " + "1" * 50 + " tháng " * 9
    short = min(seconds(part * 50) for _ in range(3))
    assert seconds(part * 800) < 16 * short * 4
