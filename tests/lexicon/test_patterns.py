"""Patterns of word lists: the longest word first, as it is given or folded, whole words where asked for."""

from __future__ import annotations

import re

from kg.lexicon.patterns import any_folded, any_of, any_word


def test_the_longest_word_is_found() -> None:
    pattern = re.compile(any_of(["họp", "họp báo", "a.b"]))
    assert [pattern.match(text) is not None for text in ("họp báo", "a.b", "axb", "Họp")] == [True, True, False, False]
    found = pattern.match("họp báo")
    assert found is not None
    assert found[0] == "họp báo"


def test_words_are_folded_where_asked_for() -> None:
    assert re.fullmatch(any_folded(["Uỷ viên"]), "ủy viên") is not None
    assert re.fullmatch(any_of(["Uỷ viên"]), "ủy viên") is None


def test_whole_words_alone_are_found() -> None:
    assert any_word(["vụ"]).search("trong vụ này") is not None
    assert any_word(["vụ"]).search("chức vụn") is None
