"""Posts from a role and a body: a table of them, and what must hold for any role."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.bodies import parse_body
from kg.claims.posts import join_role, parse_post
from kg.lexicon.seats import load_seats

CASES: list[dict[str, Any]] = msgspec.yaml.decode((Path(__file__).parent / "posts.yaml").read_bytes())
HOLDERS: dict[str | None, tuple[bool, bool]] = {
    "one": (True, False),
    "few": (False, False),
    "many": (False, True),
    None: (False, False),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['given']}, {case['body']}")
def test_parse_post(case: dict[str, Any]) -> None:
    post = parse_post(case["given"], parse_body(case["body"]))
    assert (post.single_seat, post.collective) == HOLDERS[case["holders"]]
    assert post.role == case.get("role", post.role)
    assert post.name == case.get("name", post.name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["given"])
def test_a_canonical_role_is_its_own(case: dict[str, Any]) -> None:
    post = parse_post(case["given"], parse_body(case["body"]))
    assert parse_post(post.role, post.body) == post


def test_every_role_of_the_lists_is_held_as_they_say_and_its_deputy_by_few() -> None:
    body, seats = parse_body("UBND tỉnh Ninh Bình"), load_seats()
    for roles, holders in ((seats.one, "one"), (seats.many, "many"), (seats.deputies, "few")):
        for role in roles:
            for name in (role.name, *role.aliases):
                post = parse_post(name, body)
                assert (post.role, post.single_seat, post.collective) == (role.name, *HOLDERS[holders])
    for role in seats.one:
        deputy = parse_post(f"{seats.deputy} {role.name}", body)
        assert (deputy.single_seat, deputy.collective) == HOLDERS["few"]


def test_posts_of_one_role_differ_by_body_and_of_one_body_by_role() -> None:
    bodies = [parse_body(name) for name in ("UBND tỉnh Hà Nam", "HĐND tỉnh Hà Nam", "UBND tỉnh Nam Định")]
    keys = {parse_post(role, body).key for role in ("Chủ tịch", "Phó Chủ tịch") for body in bodies}
    assert len(keys) == 6
    assert parse_post("chủ tịch", bodies[0]).key == parse_post("Chủ Tịch", bodies[0]).key


@pytest.mark.parametrize(
    ("role", "body", "name"),
    [
        ("Trưởng ban", "Ban Dân vận", "Trưởng ban Dân vận"),
        ("Bí thư", "Thành ủy Hà Nội", "Bí thư Thành ủy Hà Nội"),
        ("Chánh Thanh tra", "Thanh tra TP.HCM", "Chánh Thanh tra TP.HCM"),
    ],
)
def test_join_role_says_shared_words_once(role: str, body: str, name: str) -> None:
    assert join_role(role, body) == name


@given(st.text(max_size=40))
def test_any_text_is_some_role(text: str) -> None:
    post = parse_post(text, parse_body("Quốc hội"))
    assert post.role
    assert not (post.single_seat and post.collective)
