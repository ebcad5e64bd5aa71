"""Folding: known words, an independent package as oracle, and properties over any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from viet_text_tools import normalize_diacritics

from kg.lexicon.fold import fold, place_tones, squash, strip_diacritics, to_nfc

PLACED = {
    "uỷ": "ủy",
    "hoà": "hòa",
    "thuý": "thúy",
    "Thuỷ": "Thủy",
    "HOÀ": "HÒA",
    "khoẻ": "khỏe",
    "quý": "quý",
    "qúy": "quý",
    "giá": "giá",
    "gía": "giá",
    "gì": "gì",
    "gìn": "gìn",
    "hòan": "hoàn",
    "hoàn": "hoàn",
    "huỳnh": "huỳnh",
    "Hùynh": "Huỳnh",
    "khuỷu": "khuỷu",
    "ngoài": "ngoài",
    "nguyễn": "nguyễn",
    "của": "của",
    "cuả": "của",
    "nghĩa": "nghĩa",
    "được": "được",
    "Đoàn": "Đoàn",
    "quốc": "quốc",
    "quả": "quả",
    "Chloé": "Chloé",
    "café": "café",
    "UBND": "UBND",
}


@pytest.mark.parametrize(("given", "placed"), PLACED.items())
def test_place_tones_puts_each_tone_where_the_lists_have_it(given: str, placed: str) -> None:
    assert place_tones(given) == placed


ONSETS = ["", "b", "ch", "đ", "g", "h", "kh", "ngh", "th", "tr", "t", "x", "qu", "gi"]
VOWELS = ["a", "oa", "oe", "uy", "oai", "oay", "uô", "ươ", "iê", "yê", "uyê", "ai", "ao", "ia", "ua", "ưa", "ây"]
CODAS = ["", "n", "nh", "ng", "t", "c", "m", "p", "ch"]
TONES = "\u0300\u0301\u0303\u0309\u0323"


@given(
    st.sampled_from(ONSETS), st.sampled_from(VOWELS), st.sampled_from(CODAS), st.sampled_from(TONES), st.integers(0, 2)
)
def test_place_tones_agrees_with_viet_text_tools(onset: str, vowels: str, coda: str, tone: str, at: int) -> None:
    open_only = vowels in {"oai", "oay", "ai", "ao", "ia", "ua", "ưa", "ây"}
    if (open_only and coda) or (onset == "qu" and vowels[0] in "uươ") or (onset == "gi" and vowels[0] in "iy"):
        return
    at = min(at, len(vowels) - 1)
    word = unicodedata.normalize("NFC", onset + vowels[: at + 1] + tone + vowels[at + 1 :] + coda)
    expected = normalize_diacritics(word)
    if normalize_diacritics(expected) == expected:
        assert place_tones(word) == expected


@given(st.text())
def test_place_tones_keeps_length(text: str) -> None:
    text = to_nfc(text).text
    placed = place_tones(text)
    assert len(placed) == len(text) == len(fold(text))
    assert place_tones(placed) == placed


vietnamese = st.text(
    alphabet="aăâeêoôơuưyiđĐQgnh UỶỷýẽ\u0300\u0301\u0309\u0323\u0302\u0306\u031b\u200b\ufeff\u00a0Ð", max_size=40
)


@given(st.one_of(st.text(), vietnamese))
def test_normalised_code_points_lead_back_to_what_they_came_from(text: str) -> None:
    normalised = to_nfc(text)
    invisible = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"))
    odd = str.maketrans({**dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " "), "Ð": "Đ", "ð": "đ"})
    assert normalised.text == unicodedata.normalize("NFC", text.translate(invisible).translate(odd))
    offsets = [normalised.offset(index) for index in range(len(normalised.text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    start, end = normalised.span(0, len(normalised.text))
    assert to_nfc(text[start:end]).text == normalised.text


@given(vietnamese, st.data())
def test_spans_give_back_the_same_characters(text: str, data: st.DataObject) -> None:
    normalised = to_nfc(text)
    start = data.draw(st.integers(0, len(normalised.text)))
    end = data.draw(st.integers(start, len(normalised.text)))
    wanted = normalised.text[start:end]
    if unicodedata.is_normalized("NFC", wanted) and not any(unicodedata.combining(char) for char in normalised.text):
        first, last = normalised.span(start, end)
        assert to_nfc(text[first:last]).text == wanted


def test_nfd_spans_take_all_marks_and_no_invisible_neighbours() -> None:
    text = "\ufeffTỉnh\u00a0ủ\u200by " + unicodedata.normalize("NFD", "Thừa Thiên")
    normalised = to_nfc(text)
    assert normalised.text == "Tỉnh ủy Thừa Thiên"
    first, last = normalised.span(0, 7)
    assert text[first:last] == "Tỉnh\u00a0ủ\u200by"
    first, last = normalised.span(8, 12)
    assert unicodedata.normalize("NFC", text[first:last]) == "Thừa"


def test_text_that_needs_nothing_is_handed_back_as_it_is() -> None:
    text = "Chủ tịch UBND tỉnh Ninh Bình"
    assert to_nfc(text).text is text
    assert to_nfc(text).span(3, 8) == (3, 8)


@pytest.mark.parametrize(
    ("text", "key"),
    [("Uỷ ban NHÂN DÂN  T.P Hồ Chí Minh", "ủy ban nhân dân t p hồ chí minh"), ("LĐ-TB&XH", "lđ tb xh"), ("…", "")],
)
def test_squash_leaves_words(text: str, key: str) -> None:
    assert squash(text) == key


def test_strip_diacritics_gives_what_people_type() -> None:
    assert strip_diacritics("Bí thư Đắk Lắk") == "Bi thu Dak Lak"
