"""A person's time in a post splits where there is a gap; each sign belongs to one stint, in any order."""

from __future__ import annotations

import datetime as dt
import random
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.signs import Sign, add_days
from kg.graph.stints import Break, find_breaks, find_stint, split_into_stints

Kind = Literal["seen", "start", "end", "over"]
KINDS: list[Kind] = ["seen", "seen", "start", "end", "over"]
FIRST, LAST = dt.date(2000, 1, 1), dt.date(2025, 12, 31)
days = st.dates(min_value=FIRST, max_value=LAST).map(dt.date.isoformat)


@st.composite
def drawn_signs(draw: st.DrawFn) -> list[Sign]:
    """Signs of any kind; an end or a start may have open or wide bounds."""
    found = []
    for number in range(draw(st.integers(0, 12))):
        kind: Kind = draw(st.sampled_from(KINDS))
        first, high = sorted((draw(days), draw(days)))
        low = high if kind in ("seen", "over") else draw(st.sampled_from([first, high, None]))
        former = kind == "over" or (kind == "end" and draw(st.booleans()))
        found.append(Sign(kind=kind, low=low, high=high, source=f"claim-{number:02}", former=former))
    return found


@given(drawn_signs())
def test_every_sign_is_in_one_stint_and_no_stint_but_a_single_one_is_empty(signs: list[Sign]) -> None:
    stints = split_into_stints(signs)
    placed = [sign for stint in stints for sign in (*stint.signs, *stint.aside)]
    assert sorted(placed, key=str) == sorted(signs, key=str)
    assert len(stints) == 1 or all(stint.signs for stint in stints)


@given(drawn_signs(), st.randoms(use_true_random=False))
def test_order_does_not_matter(signs: list[Sign], shuffler: random.Random) -> None:
    shuffled = list(signs)
    shuffler.shuffle(shuffled)

    def sort(stints: list[Sign]) -> list[Sign]:
        return sorted(stints, key=str)

    one, other = split_into_stints(signs), split_into_stints(shuffled)
    assert [(sort(each.signs), sort(each.aside), each.until) for each in one] == [
        (sort(each.signs), sort(each.aside), each.until) for each in other
    ]


@given(drawn_signs())
def test_stints_follow_each_other_and_are_seen_in_turn(signs: list[Sign]) -> None:
    stints = split_into_stints(signs)
    ends = [stint.until for stint in stints]
    assert ends[-1] is None
    assert [end for end in ends if end is not None] == sorted(end for end in ends if end is not None)
    seen = [[sign.high or "" for sign in stint.signs if sign.kind == "seen"] for stint in stints]
    for place, earlier in enumerate(seen):
        for later in seen[place + 1 :]:
            assert max(earlier, default="") < min(later, default="9")


@given(drawn_signs())
def test_without_an_end_there_is_one_stint(signs: list[Sign]) -> None:
    assert len(split_into_stints([sign for sign in signs if sign.kind != "end"])) == 1


@given(st.lists(days, min_size=1, max_size=30))
def test_sightings_alone_are_one_stint_whatever_the_pauses(seen: list[str]) -> None:
    signs = [Sign(kind="seen", low=day, high=day, source=f"claim-{place}") for place, day in enumerate(seen)]
    (stint,) = split_into_stints(signs)
    assert (stint.signs, stint.aside) == (signs, [])


@given(st.integers(1, 2000), st.integers(1, 2000))
def test_end_and_later_start_make_two_stints_but_for_the_next_day(held: int, pause: int) -> None:
    end = add_days("2005-01-01", held)
    again = add_days(end, pause)
    signs = [
        Sign(kind="start", low="2005-01-01", high="2005-01-01", source="a"),
        Sign(kind="end", low=end, high=end, source="b", former=True),
        Sign(kind="start", low=again, high=again, source="c"),
    ]
    assert len(split_into_stints(signs)) == (1 if pause == 1 else 2)


def test_claims_without_signs_are_of_the_stint_of_their_day() -> None:
    stints = split_into_stints(
        [
            Sign(kind="seen", low="2010-01-01", high="2010-01-01", source="a"),
            Sign(kind="end", low="2011-05-05", high="2011-05-05", source="b", former=True),
            Sign(kind="seen", low="2020-01-01", high="2020-01-01", source="c"),
        ]
    )
    assert [find_stint(stints, source, None) for source in ("a", "b", "c")] == [0, 0, 1]
    assert [find_stint(stints, "unknown", day) for day in ("2009-01-01", "2011-05-05", "2011-05-06", None)] == [
        0,
        0,
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("held", "starts", "breaks"),
    [
        ({"a": ["2010-01-01", "2020-01-01"], "b": ["2014-01-01", "2015-01-01"]}, {}, {"a": "2014-01-01"}),
        ({"a": ["2010-01-01", "2020-01-01"], "b": ["2014-01-01"]}, {}, {}),
        ({"a": ["2010-01-01", "2020-01-01"], "b": ["2014-01-01"]}, {"b": ["2014-01-01"]}, {"a": "2014-01-01"}),
        ({"a": ["2010-01-01", "2020-01-01"], "b": ["2014-01-01"], "c": ["2015-01-01"]}, {}, {}),
        ({"a": ["2010-01-01", "2010-06-01"], "b": ["2010-02-01", "2010-03-01"]}, {}, {}),
        ({"a": ["2010-01-01"], "b": ["2010-02-01", "2012-03-01"]}, {}, {}),
        ({}, {}, {}),
    ],
)
def test_others_in_a_single_seat_make_a_gap(
    held: dict[str, list[str]], starts: dict[str, list[str]], breaks: dict[str, str]
) -> None:
    assert {key: each[0].day for key, each in find_breaks(held, starts).items()} == breaks


def test_another_is_no_second_gap_beside_an_end() -> None:
    signs = [
        Sign(kind="seen", low="2010-01-01", high="2010-01-01", source="a"),
        Sign(kind="end", low="2013-05-05", high="2013-05-05", source="b", former=True),
        Sign(kind="seen", low="2020-01-01", high="2020-01-01", source="c"),
    ]
    other = Break(before="2010-01-01", day="2014-01-01", after="2020-01-01")
    assert [stint.until for stint in split_into_stints(signs, [other])] == ["2013-05-05", None]
    del signs[1]
    assert [stint.until for stint in split_into_stints(signs, [other])] == ["2014-01-01", None]
