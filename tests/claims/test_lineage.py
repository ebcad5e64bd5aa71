"""What bodies came from and became: a table, and what must hold for all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.bodies import ParsedBody, parse_body
from kg.claims.lineage import find_last_namesake, find_life, find_next_namesake, make_local
from kg.lexicon.areas import Area, load_areas
from kg.lexicon.bodies import body_heads, central_bodies, departments
from kg.lexicon.lineage import follows_territory

CASES: list[dict[str, Any]] = msgspec.yaml.decode((Path(__file__).parent / "lineage.yaml").read_bytes())
PROVINCES = [area for area in load_areas() if area.kind == "province"]
HEADS = sorted(
    {head.name for head in body_heads() if "province" in head.levels}
    | {department.name for department in departments() if department.level == "province"}
)


def name(body: ParsedBody) -> str:
    return body.name if body.area is None else f"{body.name} @ {body.area.key}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['given']} {case.get('day', '')}")
def test_life_of_a_body(case: dict[str, Any]) -> None:
    life = find_life(parse_body(case["given"], on=case.get("day")))
    told = {
        "since": life.since,
        "until": life.until,
        "source": life.source,
        "before": sorted(map(name, life.predecessors)),
        "after": sorted(map(name, life.successors)),
    }
    expected = {field: sorted(value) if isinstance(value, list) else value for field, value in case.items()}
    assert told == {**told, **{field: value for field, value in expected.items() if field in told}}


def list_bodies() -> list[ParsedBody]:
    """Every central body, and every kind of local one in provinces of all times."""
    local = [body for head in HEADS for area in PROVINCES if (body := make_local(head, area)) is not None]
    return [*local, *(parse_body(body.name) for body in central_bodies())]


def test_before_and_after_are_two_sides_of_one() -> None:
    for body in list_bodies():
        for later in find_life(body).successors:
            assert body in find_life(later).predecessors, (name(body), name(later))
        for earlier in find_life(body).predecessors:
            assert body in find_life(earlier).successors, (name(earlier), name(body))


def test_nobody_takes_the_place_of_what_comes_later_and_lineage_ends() -> None:
    for body in list_bodies():
        life, seen = find_life(body), {body.key}
        assert life.since is None or life.until is None or life.since <= life.until
        todo = list(life.successors)
        while todo:
            later = todo.pop()
            assert later.key != body.key
            assert (find_life(later).until or "9") >= (life.until or ""), (name(body), name(later))
            if later.key not in seen:
                seen.add(later.key)
                todo.extend(find_life(later).successors)


def test_bodies_of_one_name_and_two_times_have_two_keys_and_share_no_day() -> None:
    by_name: dict[str, list[ParsedBody]] = {}
    for body in {body.key: body for body in list_bodies()}.values():
        by_name.setdefault(body.name, []).append(body)
    several = {each: bodies for each, bodies in by_name.items() if len(bodies) > 1}
    assert {"UBND tỉnh Ninh Bình", "Thành ủy TP.HCM", "UBND tỉnh Lai Châu", "UBND tỉnh Hậu Giang"} <= set(several)
    for bodies in several.values():
        for body in bodies:
            assert body.head is not None
            assert follows_territory(body.head)
            for other in bodies:
                lives = find_life(body), find_life(other)
                apart = (lives[0].until or "9") < (lives[1].since or "0") or (lives[1].until or "9") < (
                    lives[0].since or "0"
                )
                assert body is other or apart, (name(body), name(other))


@given(st.sampled_from(HEADS), st.sampled_from(PROVINCES), st.dates())
def test_a_name_means_the_body_that_was_there(head: str, area: Area, day: object) -> None:
    """Unless its territory was not there at all, or no such body was any more."""
    body = parse_body(f"{head} {area.name}", on=f"{day:%Y-%m-%d}")
    namesakes = [other for other in PROVINCES if other.name == area.name and other.was_there(f"{day:%Y-%m-%d}")]
    ended = find_life(body).until
    if body.head == head and len(namesakes) == 1 and follows_territory(head) and (ended or "9") >= f"{day:%Y-%m-%d}":
        assert body.area == namesakes[0]


@pytest.mark.parametrize(
    ("given_", "day", "key"),
    [
        ("UBND tỉnh Ninh Bình", "2025-06-11", None),
        ("UBND tỉnh Ninh Bình", "2025-06-12", "p37-2025"),
        ("UBND tỉnh Ninh Bình", "2025-06-30", "p37-2025"),
        ("UBND tỉnh Hà Nam", "2025-06-20", None),  # what comes has another name
        ("UBND tỉnh Nghệ An", "2025-06-20", None),
        ("Bộ Y tế", "2025-06-20", None),
    ],
)
def test_body_to_come_is_known_once_it_is_decided(given_: str, day: str, key: str | None) -> None:
    found = find_next_namesake(parse_body(given_, on=day), day)
    assert (found.area.key if found is not None and found.area is not None else None) == key


def test_body_before_is_the_one_of_the_same_name() -> None:
    found = find_last_namesake(parse_body("UBND tỉnh Ninh Bình", on="2025-08-01"))
    assert found == parse_body("UBND tỉnh Ninh Bình", on="2021-01-01")
    assert find_last_namesake(parse_body("UBND tỉnh Ninh Bình", on="2021-01-01")) is None
