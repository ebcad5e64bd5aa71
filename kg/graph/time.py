"""What a tenure's bounds say about a day."""

from __future__ import annotations

from typing import Literal

import msgspec

from kg.graph.records import Body, Tenure
from kg.graph.tenures import known_from, known_until

Answer = Literal["certain", "likely", "unknown", "no"]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a tenure was held on a day, and why."""

    answer: Answer
    why: str


def judge_day(tenure: Tenure, day: str, body: Body | None = None) -> Verdict:
    """Whether the tenure was held on an ISO day.

    Certain between the first and the last day on which it is known to be held; likely after that, while neither an
    end nor a successor is known; no outside its outer bounds, and when its body wasn't there; else unknown.

    Args:
        tenure: what is known of a person in a post.
        day: the day asked about.
        body: the body of the post, where its time counts too.
    """
    start, end = known_from(tenure), known_until(tenure)
    outside = _say_outside(tenure, day) or (say_absence(body, day) if body is not None else None)
    if outside is not None:
        return Verdict(answer="no", why=outside)
    if start is None or end is None:
        return Verdict(answer="unknown", why="no article that says so has a date")
    if day < start:
        return Verdict(answer="unknown", why=f"first known to hold it on {start}")
    if day <= end:
        return Verdict(answer="certain", why=_say_known(tenure, start, end))
    if tenure.former or tenure.ends_no_later is not None:
        return Verdict(answer="unknown", why=f"last known to hold it on {end}; {_say_end(tenure)}")
    return Verdict(answer="likely", why=f"last seen on {end}, no successor known")


def say_absence(body: Body, day: str) -> str | None:
    """Why a body can't have been there on an ISO day, and by which act; None when it can."""
    acts = (body.source or "").split("; ")
    if body.until is not None and day > body.until:
        return f"{body.name} was there until {body.until}" + (f" ({acts[-1]})" if acts[-1] else "")
    if body.since is not None and day < body.since:
        return f"{body.name} was not there before {body.since}" + (f" ({acts[0]})" if acts[0] else "")
    return None


def _say_outside(tenure: Tenure, day: str) -> str | None:
    """Why a day can't be in the tenure; None when it can."""
    if tenure.ends_no_later is not None and day > tenure.ends_no_later:
        return f"over by {tenure.ends_no_later}"
    if tenure.starts_no_earlier is not None and day < tenure.starts_no_earlier:
        return f"not begun before {tenure.starts_no_earlier}"
    return None


def describe_time(tenure: Tenure) -> str:
    """The bounds in words for a table: "2020-09-25 – 2022-06-07", "by 2021-04-13 –", "" when nothing is known."""
    start = _describe(tenure.starts_no_earlier, tenure.starts_no_later or tenure.first_seen)
    end = _describe(tenure.ends_no_earlier, tenure.ends_no_later)
    if not end and not tenure.former and (tenure.last_seen or tenure.first_seen):
        end = f"seen {tenure.last_seen or tenure.first_seen}"
    return f"{start} – {end}".strip() if start or end else "former" if tenure.former else ""


def _describe(low: str | None, high: str | None) -> str:
    if low is not None and low == high:
        return low
    if low is not None and high is not None:
        return f"{low} … {high}"
    if high is not None:
        return f"by {high}"
    return f"after {low}" if low is not None else ""


def _say_known(tenure: Tenure, start: str, end: str) -> str:
    if tenure.last_seen is not None and start == end:
        return f"seen in the post on {start}"
    return f"known to hold it from {start} to {end}"


def _say_end(tenure: Tenure) -> str:
    return f"over by {tenure.ends_no_later}" if tenure.ends_no_later is not None else "over since, on an unknown day"
