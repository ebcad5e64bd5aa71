"""Phrases are found by their words, whatever stands between, and longest first."""

from __future__ import annotations

import pytest

from kg.errors import LexiconError
from kg.lexicon.phrases import PhraseIndex, Words, identity, replace_phrases


def test_words_leave_out_linking_words_and_keep_their_places() -> None:
    words = Words("Sở Giáo dục và Đào tạo")
    assert words.words == ("sở", "giáo", "dục", "đào", "tạo")
    assert words.after(3) == "Đào tạo"
    assert words.after(5) == ""


@pytest.mark.parametrize(
    ("one", "other"), [("Giao thông - Vận tải", "GIAO THÔNG và vận tải"), ("Uỷ ban  Dân tộc", "Ủy ban Dân tộc")]
)
def test_identity_is_shared_by_spellings(one: str, other: str) -> None:
    assert identity(one) == identity(other)


def test_identity_keeps_tones_apart() -> None:
    assert identity("Hà Nam") != identity("Hạ Nam")


def test_the_longest_phrase_wins_and_word_borders_count() -> None:
    index = PhraseIndex([("Ban Tổ chức", 1), ("Ban", 2)], source="test")
    assert index.longest(Words("ban tổ chức Tỉnh ủy").words) == (1, 3)
    assert index.longest(Words("Ban Tổ").words) == (2, 1)
    assert index.longest(Words("Bando").words) is None
    assert index.exact(Words("Ban Tổ chức Tỉnh ủy").words) is None


def test_a_phrase_with_two_values_is_refused() -> None:
    with pytest.raises(LexiconError, match="stands for two entries"):
        PhraseIndex([("Sở VH-TT", 1), ("Sở VHTT", 2), ("sở vh tt", 3)], source="test")


def test_replace_phrases_keeps_what_is_between() -> None:
    index = PhraseIndex([("UB", "Ủy ban"), ("UB ND", "UBND")], source="test")
    assert (
        replace_phrases("(UB-ND), ub; UB.", index, applies=lambda found, _: found.upper() == found)
        == "(UBND), ub; Ủy ban."
    )
