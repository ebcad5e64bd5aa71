"""Papers by name, mark and site."""

from __future__ import annotations

import unicodedata

import pytest

from kg.lexicon.page_lines import is_furniture
from kg.lexicon.publishers import find_publisher, load_publishers


@pytest.mark.parametrize(
    ("text", "name", "area"),
    [
        ("Báo Gia Lai", "Báo Gia Lai", "Gia Lai"),
        ("bao gia lai dien tu", "Báo Gia Lai", "Gia Lai"),
        ("GLO", "Báo Gia Lai", "Gia Lai"),
        ("baogialai.com.vn", "Báo Gia Lai", "Gia Lai"),
        ("https://www.baogialai.com.vn/thoi-su/a-1.html?x=1#y", "Báo Gia Lai", "Gia Lai"),
        ("//m.baoninhbinh.org.vn", "Báo Ninh Bình", "Ninh Bình"),
        ("Báo Hoà Bình", "Báo Hòa Bình", "Hòa Bình"),
        (unicodedata.normalize("NFD", "Báo Hòa Bình"), "Báo Hòa Bình", "Hòa Bình"),
        ("Báo Đồng Khởi", "Báo Đồng Khởi", "Bến Tre"),
        ("Báo Điện Biên Phủ", "Báo Điện Biên Phủ", "Điện Biên"),
        ("Đài Phát thanh - Truyền hình Thái Bình", "Đài Phát thanh - Truyền hình Thái Bình", "Thái Bình"),
        ("TTXVN", "Thông tấn xã Việt Nam", None),
        ("Báo Nhân Dân", "Báo Nhân Dân", None),
    ],
)
def test_known(text: str, name: str, area: str | None) -> None:
    found = find_publisher(text)
    assert found is not None
    assert (found.name, found.area) == (name, area)


@pytest.mark.parametrize(
    "text", ["", "Hà Nội", "glo", "evilbaogialai.com.vn", "baogialai.com.vn.evil.example", "http://[bad", "Báo", "a.b"]
)
def test_unknown(text: str) -> None:
    assert find_publisher(text) is None


def test_every_mark_and_site_finds_its_paper() -> None:
    for publisher in load_publishers().publishers:
        for text in (publisher.name, *publisher.names, *publisher.marks, *publisher.sites):
            assert find_publisher(text) == publisher, text


def test_all_63_provinces_of_before_2025_have_a_paper() -> None:
    areas = {publisher.area for publisher in load_publishers().publishers if publisher.area}
    assert len(areas) == 64  # Huế beside Thừa Thiên Huế


@pytest.mark.parametrize("line", ["Zalo", "FACEBOOK", "Chia sẻ", "  Trang chủ ", "123", "---", "A+"])
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", ["Chia sẻ khó khăn với dân", "Khánh thành cầu", "In sách cho trẻ em"])
def test_no_furniture(line: str) -> None:
    assert not is_furniture(line)
