"""Normalised text leads back to the text as given."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon.fold import place_tones
from kg.mentions.normalise import lower, normalise

TEXT = "Tỉnh uỷ Hoà Bình: ông Nguyễn Thuý Quỳnh, huỷ bỏ, quý mến, khoẻ"


def test_tone_marks_stand_in_one_place() -> None:
    assert normalise(TEXT)[0] == "Tỉnh ủy Hòa Bình: ông Nguyễn Thúy Quỳnh, hủy bỏ, quý mến, khỏe"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_lead_back(form: str) -> None:
    source = unicodedata.normalize(form, TEXT)  # type: ignore[arg-type]
    text, offsets = normalise(source)
    for word in ("Bình", "Nguyễn", "Quỳnh", "quý"):
        at = text.index(word)
        start, end = offsets.span(at, at + len(word))
        assert unicodedata.normalize("NFC", source[start:end]) == word


@given(
    st.text(
        alphabet="aeoăâêôơưđ nhyuiAOUĐ\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b\u1ea1\u1ee7\u200b\n.",
        max_size=60,
    )
)
def test_normal_form_and_spans(source: str) -> None:
    text, offsets = normalise(source)
    assert unicodedata.is_normalized("NFC", text)
    assert len(text) == len(offsets.text)
    spans = [offsets.span(at, at + 1) for at in range(len(text))]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(source) for start, end in spans)


@given(st.lists(st.sampled_from(["hoà", "uỷ", "thuý", "quý", "hoàn", "giá", "khoẻ", "UỶ", "Hoà", "toán"]), max_size=8))
def test_tones_as_the_lexicon_places_them(words: list[str]) -> None:
    text = " ".join(words)
    assert normalise(text)[0] == place_tones(text)


@given(st.text(max_size=60))
def test_lower_keeps_the_length(text: str) -> None:
    assert len(lower(text)) == len(text)
