"""Claims about one day agree on bounds that are in order and in which as many claims as can be are heard."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kg.graph.bounds import agree

DAY = st.sampled_from([None, "2016-01-01", "2016-06-30", "2017-01-01", "2018-01-01"])
CLAIM = st.tuples(DAY, DAY).filter(lambda claim: claim[0] is None or claim[1] is None or claim[0] <= claim[1])


@given(st.lists(CLAIM, max_size=5))
def test_bounds_are_in_order_and_lie_in_some_claim(claims: list[tuple[str | None, str | None]]) -> None:
    low, high = agree(claims)
    assert low is None or high is None or low <= high
    assert low is None or low in {claim[0] for claim in claims}
    assert high is None or high in {claim[1] for claim in claims}


@given(st.lists(CLAIM, max_size=4))
def test_order_of_claims_does_not_matter(claims: list[tuple[str | None, str | None]]) -> None:
    assert len({agree(order) for order in permutations(claims)}) == 1


@given(st.lists(CLAIM, min_size=1, max_size=5))
def test_claims_that_agree_are_all_heard(claims: list[tuple[str | None, str | None]]) -> None:
    lows, highs = [c[0] for c in claims if c[0] is not None], [c[1] for c in claims if c[1] is not None]
    if not lows or not highs or max(lows) <= min(highs):
        assert agree(claims) == (max(lows, default=None), min(highs, default=None))
