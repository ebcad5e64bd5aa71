"""What the bounds of a tenure say about a day."""

from __future__ import annotations

import pytest

from kg.graph.records import Body, Tenure
from kg.graph.time import describe_time, judge_day


def hold(**bounds: str | bool) -> Tenure:
    return Tenure(id="tenure-1", person="person-1", post="post-1", **bounds)  # type: ignore[arg-type]


SEEN = hold(first_seen="2020-03-01", last_seen="2020-09-01")
CLOSED = hold(
    starts_no_earlier="2016-01-01",
    starts_no_later="2016-12-31",
    ends_no_earlier="2020-01-01",
    ends_no_later="2020-06-30",
)


@pytest.mark.parametrize(
    ("tenure", "day", "answer"),
    [
        (SEEN, "2020-02-29", "unknown"),
        (SEEN, "2020-03-01", "certain"),
        (SEEN, "2020-05-01", "certain"),
        (SEEN, "2020-09-01", "certain"),
        (SEEN, "2020-09-02", "likely"),
        (CLOSED, "2015-12-31", "no"),
        (CLOSED, "2016-06-01", "unknown"),
        (CLOSED, "2016-12-31", "certain"),
        (CLOSED, "2020-01-01", "certain"),
        (CLOSED, "2020-03-01", "unknown"),
        (CLOSED, "2020-07-01", "no"),
        (hold(), "2020-01-01", "unknown"),
        (hold(former=True, last_seen="2020-01-01", first_seen="2020-01-01"), "2021-01-01", "unknown"),
        (hold(starts_no_later="2020-01-01"), "2021-01-01", "likely"),
        (hold(ends_no_later="2020-01-01", former=True), "2019-01-01", "unknown"),
        (hold(ends_no_later="2020-01-01", former=True), "2020-01-02", "no"),
    ],
)
def test_day_is_judged_by_the_bounds(tenure: Tenure, day: str, answer: str) -> None:
    verdict = judge_day(tenure, day)
    assert verdict.answer == answer
    assert verdict.why


@pytest.mark.parametrize(
    ("tenure", "text"),
    [
        (hold(), ""),
        (hold(former=True), "former"),
        (hold(starts_no_earlier="2016-05-01", starts_no_later="2016-05-01"), "2016-05-01 –"),
        (hold(first_seen="2020-03-01", last_seen="2020-09-01"), "by 2020-03-01 – seen 2020-09-01"),
        (CLOSED, "2016-01-01 … 2016-12-31 – 2020-01-01 … 2020-06-30"),
        (hold(former=True, ends_no_later="2020-01-01"), "– by 2020-01-01"),
    ],
)
def test_bounds_read_well(tenure: Tenure, text: str) -> None:
    assert describe_time(tenure) == text


OLD = Body(
    id="body-1", name="UBND tỉnh Thử", kind="government", until="2025-06-30", source="Resolution 1; Resolution 2"
)
NEW = Body(id="body-2", name="UBND tỉnh Thử", kind="government", since="2025-07-01", source="Resolution 2")


@pytest.mark.parametrize(
    ("body", "day", "answer", "why"),
    [
        (OLD, "2025-06-30", "likely", "last seen on 2020-09-01, no successor known"),
        (OLD, "2025-07-01", "no", "UBND tỉnh Thử was there until 2025-06-30 (Resolution 2)"),
        (NEW, "2020-09-01", "no", "UBND tỉnh Thử was not there before 2025-07-01 (Resolution 2)"),
        (NEW, "2025-07-01", "likely", "last seen on 2020-09-01, no successor known"),
        (None, "2025-07-01", "likely", "last seen on 2020-09-01, no successor known"),
    ],
)
def test_nobody_holds_a_post_of_a_body_that_is_not_there(body: Body | None, day: str, answer: str, why: str) -> None:
    verdict = judge_day(SEEN, day, body)
    assert (verdict.answer, verdict.why) == (answer, why)
