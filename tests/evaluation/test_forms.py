"""Names, posts and bodies that count as one, and those that don't."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.forms import make_body_form, make_name_form, make_post_form

SAME_BODIES = [
    ("UBND tỉnh Ninh Bình", "Ủy ban nhân dân Ninh Bình"),
    ("Uỷ ban Nhân dân tỉnh Ninh Bình", "UBND tỉnh Ninh Bình"),
    ("UBND TP.HCM", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
    ("UBND TP.HCM", "UBND TPHCM"),
    ("Sở KH-ĐT Hà Nội", "Sở KH & ĐT TP Hà Nội"),
    ("Bộ Giao thông và Vận tải", "Bộ GTVT"),
    ("Sở VH-TT&DL Lào Cai", "Sở Văn hóa, Thể thao và Du lịch tỉnh Lào Cai"),
    ("Ban Chấp hành Đảng bộ tỉnh Lào Cai", "Tỉnh ủy Lào Cai"),
    ("Ban Chấp hành T.Ư Đảng", "Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam"),
    ("Quốc hội khóa XIV", "Quốc hội"),
    ("HĐND thành phố Hà Nội nhiệm kỳ 2016-2021", "HĐND Hà Nội"),
    ("Hội Luật gia Việt Nam", "Hội Luật gia"),
    ("Đoàn TNCS Hồ Chí Minh", "Đoàn Thanh niên Cộng sản Hồ Chí Minh"),
    ("Văn phòng Tỉnh ủy Lào Cai", "Văn phòng Lào Cai Tỉnh ủy"),
]
OTHER_BODIES = [
    ("UBND tỉnh Ninh Bình", "UBND huyện Ninh Bình"),
    ("UBND thành phố Ninh Bình", "UBND tỉnh Ninh Bình"),
    ("Tỉnh ủy Lào Cai", "Ủy Lào Cai"),
    ("Tỉnh đoàn Lào Cai", "Đoàn Lào Cai"),
    ("UBND tỉnh", "UBND"),
    ("Nước CHXHCN Việt Nam", "Nước CHXHCN"),
    ("Sở Y tế Lào Cai", "Bộ Y tế Lào Cai"),
    ("", "UBND"),
]


@pytest.mark.parametrize(("name", "other"), SAME_BODIES)
def test_bodies_that_are_one(name: str, other: str) -> None:
    assert make_body_form(name) == make_body_form(other)


@pytest.mark.parametrize(("name", "other"), OTHER_BODIES)
def test_bodies_that_are_two(name: str, other: str) -> None:
    assert make_body_form(name) != make_body_form(other)


def test_no_body() -> None:
    assert make_body_form(None) == make_body_form("") == make_body_form("…") == ""


@pytest.mark.parametrize(
    ("post", "body", "other"),
    [
        ("Trưởng ban", "Ban Tổ chức Tỉnh ủy Lào Cai", "Trưởng"),
        ("Phó ban", "Ban Tổ chức Tỉnh ủy Lào Cai", "Phó Trưởng ban"),
        ("Phó Trưởng Đoàn", "Đoàn ĐBQH tỉnh Lào Cai", "Phó trưởng"),
        ("PCT Thường trực", "UBND tỉnh Lào Cai", "Phó Chủ tịch thường trực"),
        ("Uỷ viên", None, "Ủy viên"),
    ],
)
def test_posts_that_are_one(post: str, body: str | None, other: str) -> None:
    assert make_post_form(post, body) == make_post_form(other, body)


@pytest.mark.parametrize(
    ("post", "body", "other"),
    [
        ("Trưởng ban", "Sở Y tế", "Trưởng"),
        ("Phó Trưởng ban", "Ban Tổ chức", "Trưởng ban"),
        ("Chủ tịch", "UBND huyện", "Phó Chủ tịch"),
        (None, "UBND huyện", "Chủ tịch"),
    ],
)
def test_posts_that_are_two(post: str | None, body: str, other: str) -> None:
    assert make_post_form(post, body) != make_post_form(other, body)


def test_names() -> None:
    assert make_name_form("NGUYỄN THUÝ HOÀ") == make_name_form("Nguyễn  Thúy Hòa")
    assert make_name_form("Y Hoà") != make_name_form("Y Hoa")


@given(st.text(max_size=40))
def test_unicode_form_does_not_matter(name: str) -> None:
    apart = unicodedata.normalize("NFD", name)
    assert make_name_form(apart) == make_name_form(unicodedata.normalize("NFC", name))
    assert make_body_form(apart) == make_body_form(unicodedata.normalize("NFC", name))
