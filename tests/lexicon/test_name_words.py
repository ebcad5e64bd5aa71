"""Names are as common as the words they are made of."""

from __future__ import annotations

from kg.lexicon.name_words import estimate_bearers


def test_common_and_rare_names() -> None:
    names = ["nguyễn văn hùng", "nguyễn thị thủy", "trần quốc khánh", "lưu bình nhưỡng"]
    bearers = [estimate_bearers(name) for name in names]
    assert bearers == sorted(bearers, reverse=True)
    assert bearers[0] > 10
    assert bearers[-1] < 0.1


def test_one_word_is_everybodys_name() -> None:
    assert estimate_bearers("hùng") == 100_000


def test_no_middle_name_is_one_more_way_to_be_called() -> None:
    assert 0 < estimate_bearers("trần hùng") < 100
