"""Decides which meetings told by different articles are one meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from kg.claims.days import find_day_bounds
from kg.claims.records import ArticleClaims, MeetingClaim
from kg.lexicon.fold import squash
from kg.resolve.clusters import Clusters
from kg.resolve.order import rank_article

#: This many people at two meetings of one day and one organiser make them one meeting.
SHARED_PEOPLE = 2


def resolve_meetings(articles: Iterable[ArticleClaims], person_of: Mapping[str, str]) -> dict[str, str]:
    """Meeting claim id → id of the claim that names the meeting, the first by publication.

    Two claims are one meeting when both give the same full day and two of these hold: the same organiser, the same
    name, at least `SHARED_PEOPLE` of the same people. Different organisers keep meetings apart, and so does no day.
    """
    ranked = [(rank_article(article), meeting) for article in articles for meeting in article.meetings]
    ranks = {meeting.id: (rank, meeting.id) for rank, meeting in ranked}
    clusters = Clusters(ranks)
    for day_meetings in _by_day(meeting for _, meeting in ranked).values():
        for left, right in combinations(day_meetings, 2):
            if left.doc != right.doc and _is_same(left, right, person_of):
                clusters.join(left.id, right.id)
    first = {}
    for group in clusters.groups():
        first.update(dict.fromkeys(group, min(group, key=ranks.__getitem__)))
    return first


def _by_day(meetings: Iterable[MeetingClaim]) -> dict[str, Sequence[MeetingClaim]]:
    days: defaultdict[str, list[MeetingClaim]] = defaultdict(list)
    for meeting in meetings:
        earliest, latest = find_day_bounds(meeting.date)
        if earliest is not None and earliest == latest:
            days[earliest].append(meeting)
    return dict(days)


def _is_same(left: MeetingClaim, right: MeetingClaim, person_of: Mapping[str, str]) -> bool:
    same_organiser = left.organiser_id is not None and left.organiser_id == right.organiser_id
    if same_organiser and squash(left.name) == squash(right.name):
        return True
    shared = {person_of[a.mention] for a in left.attendances} & {person_of[a.mention] for a in right.attendances}
    unknown = None in (left.organiser_id, right.organiser_id) and squash(left.name) == squash(right.name)
    return (same_organiser or unknown) and len(shared) >= SHARED_PEOPLE
