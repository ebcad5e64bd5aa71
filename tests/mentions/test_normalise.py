"""Normalised text leads back to the text as given."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.normalise import lower, normalise

TEXT = "Tỉnh uỷ Hoà Bình: ông Nguyễn Thuý Quỳnh, huỷ bỏ, quý mến"


def test_tone_marks_stand_in_one_place() -> None:
    assert normalise(TEXT)[0] == "Tỉnh ủy Hòa Bình: ông Nguyễn Thúy Quỳnh, hủy bỏ, quý mến"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_lead_back(form: str) -> None:
    source = unicodedata.normalize(form, TEXT)  # type: ignore[arg-type]
    text, offsets = normalise(source)
    for word in ("Bình", "Nguyễn", "Quỳnh", "quý"):
        at = text.index(word)
        start, end = offsets.to_source(at, at + len(word))
        assert unicodedata.normalize("NFC", source[start:end]) == word


@given(
    st.text(alphabet="aeoăâêôơưđ nhyuiAOUĐ\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b\u1ea1\u1ee7\n.", max_size=60)
)
def test_spans_cover_the_source(source: str) -> None:
    text, offsets = normalise(source)
    assert unicodedata.is_normalized("NFC", text)
    starts = [offsets.to_source(at, at)[0] for at in range(len(text) + 1)]
    assert starts == sorted(starts)
    assert starts[0] == 0
    assert starts[-1] == len(source)


@given(st.text(max_size=60))
def test_lower_keeps_the_length(text: str) -> None:
    assert len(lower(text)) == len(text)
