"""The lists of bodies: what they must have, and that no name stands for two."""

from __future__ import annotations

import pytest

from kg.lexicon.bodies import abbreviations, body_heads, body_units, central_bodies, departments, write_usual
from kg.lexicon.phrases import identity


@pytest.mark.parametrize(
    ("given", "usual"),
    [
        ("Ủy ban nhân dân tỉnh", "UBND tỉnh"),
        ("ủy ban Nhân dân", "UBND"),
        ("BCH T.Ư Đảng", "BCH Trung ương Đảng"),
        ("T. Ư", "Trung ương"),
        ("Ban Tuyên giáo TƯ", "Ban Tuyên giáo Trung ương"),
        ("kế hoạch đầu tư", "kế hoạch đầu tư"),
        ("Ban CHQS huyện", "Ban Chỉ huy Quân sự huyện"),
        ("TVTU", "Thường vụ Tỉnh ủy"),
        ("UVDK T.Ư Đảng", "Ủy viên dự khuyết Trung ương Đảng"),
        ("BT Đoàn", "BT Đoàn"),  # weak: Bí thư, or a person's initials
        ("Mặt trận Tổ quốc VN", "MTTQ Việt Nam"),
    ],
)
def test_write_usual(given: str, usual: str) -> None:
    assert write_usual(given) == usual


def test_lists_are_sorted_and_long_enough_to_be_whole() -> None:
    for names, least in (
        ([head.name for head in body_heads()], 40),
        ([unit.name for unit in body_units()], 90),
        ([body.name for body in central_bodies()], 150),
        ([department.name for department in departments()], 40),
        ([entry.short for entry in abbreviations()], 60),
    ):
        assert names == sorted(names)
        assert len(names) >= least


def test_no_name_stands_for_two_central_bodies() -> None:
    seen: dict[str, str] = {}
    for body in central_bodies():
        for name in (body.name, *body.aliases):
            assert seen.setdefault(identity(write_usual(name)), body.name) == body.name, name


def test_what_ended_says_by_which_law_and_what_took_its_place() -> None:
    for body in central_bodies():
        if body.until is not None:
            assert body.successors, body.name
        if body.until is not None or body.since is not None:
            assert body.source, body.name


@pytest.mark.parametrize(("day", "number"), [("2008-01-01", 18), ("2025-02-28", 18), ("2025-03-01", 14)])
def test_there_are_as_many_ministries_as_the_law_has(day: str, number: int) -> None:
    ministries = [body for body in central_bodies() if body.name.startswith("Bộ ") and body.parent == "Chính phủ"]
    assert sum((body.since or "") <= day <= (body.until or "9") for body in ministries) == number


@pytest.mark.parametrize("name", ["Sở Giáo dục và Đào tạo", "Sở Y tế", "Phòng Nội vụ", "Sở Nông nghiệp và Môi trường"])
def test_departments_name_their_ministry(name: str) -> None:
    found = next(department for department in departments() if department.name == name)
    assert found.ministry in {body.name for body in central_bodies()}
    assert found.level == ("province" if name.startswith("Sở") else "district")
