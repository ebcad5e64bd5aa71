from __future__ import annotations

import pytest

from kg.sinks.partial_dates import join_bounds


@pytest.mark.parametrize(
    ("no_earlier", "no_later", "joined"),
    [
        ("2020-11-19", "2020-11-19", "2020-11-19"),
        ("2020-11-19", "2020-11-20", "2020-11"),
        ("2020-11-01", "2020-12-31", "2020"),
        ("2020-10-01", "2020-11-01", "2020"),
        ("2019-12-31", "2020-01-01", None),
        (None, "2020-01-01", None),
        ("2020-01-01", None, None),
        (None, None, None),
    ],
)
def test_only_what_both_bounds_say_is_said(no_earlier: str | None, no_later: str | None, joined: str | None) -> None:
    assert join_bounds(no_earlier, no_later) == joined
