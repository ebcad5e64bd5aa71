"""Meetings and who attended them, over all articles that tell of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.claims.days import find_day_bounds
from kg.claims.ids import make_id
from kg.claims.records import ArticleClaims, MeetingClaim
from kg.facts.records import Role
from kg.graph.records import Attendance, Meeting

#: Roles at a meeting, the most telling first: one person keeps one role.
ROLES: tuple[Role, ...] = ("chair", "concluding", "host", "guest", "presenter", "speaker", "attendee")


def make_meetings(articles: Iterable[ArticleClaims], meeting_of: Mapping[str, str]) -> list[Meeting]:
    """Every meeting, sorted by id; `meeting_of` tells which claim was the first to tell of it."""
    told: defaultdict[str, list[MeetingClaim]] = defaultdict(list)
    for article in articles:
        for meeting in article.meetings:
            told[meeting_of[meeting.id]].append(meeting)
    made = (_make_meeting(first, claims) for first, claims in told.items())
    return sorted(made, key=lambda meeting: meeting.id)


def _make_meeting(first: str, claims: Sequence[MeetingClaim]) -> Meeting:
    """One meeting of all the claims that tell of it; where they differ the first that says something counts."""
    date = next((claim.date for claim in claims if claim.date is not None), None)
    earliest, latest = find_day_bounds(date)
    return Meeting(
        id=meeting_id(first),
        name=claims[0].name,
        date=date,
        earliest=earliest,
        latest=latest,
        place=next((claim.place for claim in claims if claim.place is not None), None),
        organiser=next((claim.organiser_id for claim in claims if claim.organiser_id is not None), None),
        collective=tuple(sorted({group for claim in claims for group in claim.collective})),
    )


def meeting_id(first_claim: str) -> str:
    """The id of the meeting that a claim was the first to tell of."""
    return make_id("meeting", first_claim)


def make_attendances(
    articles: Iterable[ArticleClaims], person_of: Mapping[str, str], meeting_of: Mapping[str, str]
) -> list[Attendance]:
    """Who was at which meeting, in the most telling role that any article gives; sorted by id."""
    roles: defaultdict[tuple[str, str], set[Role]] = defaultdict(set)
    for article in articles:
        for meeting in article.meetings:
            for claim in meeting.attendances:
                roles[person_of[claim.mention], meeting_id(meeting_of[meeting.id])].add(claim.role)
    made = (
        Attendance(
            id=make_id("attendance", person, meeting),
            person=person,
            meeting=meeting,
            role=next(role for role in ROLES if role in said),
        )
        for (person, meeting), said in roles.items()
    )
    return sorted(made, key=lambda attendance: attendance.id)
