"""A local body is told apart from its namesakes by the province that the article is about."""

from __future__ import annotations

from kg.claims.homes import find_home, parse_body_at
from kg.lexicon.areas import find_areas

(TIEN_GIANG,) = find_areas("tỉnh Tiền Giang")
(LONG_AN,) = find_areas("tỉnh Long An", kind="province")


def test_home_is_the_province_of_most_bodies() -> None:
    bodies = ["UBND tỉnh Tiền Giang", "Tỉnh ủy Tiền Giang", "Sở Y tế tỉnh Long An", "Quốc hội", "UBND huyện Châu Thành"]
    assert find_home(bodies) == TIEN_GIANG


def test_no_home_where_none_or_two_are_as_good() -> None:
    assert find_home([]) is None
    assert find_home(["Quốc hội", "UBND huyện Châu Thành"]) is None
    assert find_home(["UBND tỉnh Tiền Giang", "Tỉnh ủy Long An"]) is None


def test_districts_of_one_name_differ_by_province() -> None:
    keys = {parse_body_at("UBND huyện Châu Thành", home).key for home in (TIEN_GIANG, LONG_AN, None)}
    assert len(keys) == 3
    at_home = parse_body_at("UBND huyện Châu Thành", TIEN_GIANG)
    assert at_home.area is not None
    assert (at_home.name, at_home.area.within) == ("UBND huyện Châu Thành, tỉnh Tiền Giang", TIEN_GIANG.key)


def test_district_that_is_nowhere_else_is_the_same_from_anywhere() -> None:
    alone = parse_body_at("UBND huyện Vũ Thư", None)
    assert parse_body_at("UBND huyện Vũ Thư", LONG_AN) == alone


def test_province_and_centre_need_no_home() -> None:
    assert parse_body_at("Sở Y tế tỉnh Long An", TIEN_GIANG).area == LONG_AN
    assert parse_body_at("Bộ Y tế", TIEN_GIANG).level == "central"
