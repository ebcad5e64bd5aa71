"""Decides which meetings told by different articles are one meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

import msgspec

from kg.claims.days import find_day_bounds
from kg.claims.records import ArticleClaims, MeetingClaim
from kg.lexicon.meeting_names import MeetingName, read_meeting_name
from kg.resolve.clusters import Clusters
from kg.resolve.order import rank_article

#: This many people at two meetings of one day and one organiser make them one meeting.
SHARED_PEOPLE = 2


class _Told(msgspec.Struct, frozen=True, eq=False):
    """A meeting as one article tells it, as far as it helps to say which it is."""

    id: str
    doc: str
    name: MeetingName
    organiser: str | None
    people: frozenset[str]


def resolve_meetings(articles: Iterable[ArticleClaims], person_of: Mapping[str, str]) -> dict[str, str]:
    """Meeting claim id → id of the claim that names the meeting, the first by publication.

    Two claims of one full day are one meeting when they have a name and an organiser, people, or a subject and somebody
    in common (`_weigh`). Nothing joins those that have different organisers, sessions or subjects, nor two meetings of
    one article, not even by way of a third.
    """
    ranked = [(rank_article(article), meeting) for article in articles for meeting in article.meetings]
    ranks = {meeting.id: (rank, meeting.id) for rank, meeting in ranked}
    clusters = Clusters(ranks)
    for told in _by_day((meeting for _, meeting in ranked), person_of).values():
        _join_day(told, clusters)
    first = {}
    for group in clusters.groups():
        first.update(dict.fromkeys(group, min(group, key=ranks.__getitem__)))
    return first


def _by_day(meetings: Iterable[MeetingClaim], person_of: Mapping[str, str]) -> dict[str, list[_Told]]:
    days: defaultdict[str, list[_Told]] = defaultdict(list)
    for meeting in meetings:
        earliest, latest = find_day_bounds(meeting.date)
        if earliest is not None and earliest == latest:
            organiser = meeting.organiser.name if meeting.organiser is not None else None
            name = read_meeting_name(meeting.name, organiser)
            people = frozenset(person_of[attendance.mention] for attendance in meeting.attendances)
            days[earliest].append(_Told(meeting.id, meeting.doc, name, meeting.organiser_id, people))
    return dict(days)


def _join_day(told: list[_Told], clusters: Clusters) -> None:
    """Join the meetings of a day, those with the most in common first."""
    members = {each.id: [each] for each in told}
    weighed = [(_weigh(left, right), left.id, right.id) for left, right in _list_pairs(told)]
    for _, one, other in sorted((-weight, one, other) for weight, one, other in weighed if weight > 0):
        left, right = clusters.find(one), clusters.find(other)
        if left == right or any(_are_apart(a, b) for a in members[left] for b in members[right]):
            continue
        clusters.join(left, right)
        members[clusters.find(left)] = [*members[left], *members[right]]


def _list_pairs(told: Iterable[_Told]) -> Iterator[tuple[_Told, _Told]]:
    """The pairs that have an organiser or somebody in common, each once."""
    sharing: defaultdict[str, list[_Told]] = defaultdict(list)
    for each in sorted(told, key=lambda each: each.id):
        for key in (*each.people, *([each.organiser] if each.organiser is not None else [])):
            sharing[key].append(each)
    pairs = {(left.id, right.id): (left, right) for group in sharing.values() for left, right in combinations(group, 2)}
    yield from pairs.values()


def _are_apart(left: _Told, right: _Told) -> bool:
    """Whether two claims can't be of one meeting."""
    if left.doc == right.doc or left.name.tell_apart(right.name):
        return True
    return None not in (left.organiser, right.organiser) and left.organiser != right.organiser


def _weigh(left: _Told, right: _Told) -> int:
    """How much speaks for one meeting; 0 when it isn't enough."""
    if _are_apart(left, right):
        return 0
    shared = len(left.people & right.people)
    same_organiser = left.organiser is not None and left.organiser == right.organiser
    same_name = left.name.words == right.name.words
    bare = left.name.is_bare() or right.name.is_bare()
    enough = left.name.may_be_of(right.name) and (
        (same_organiser and same_name)
        or (shared >= SHARED_PEOPLE and (same_organiser or same_name or bare))
        or (shared >= 1 and left.name.has_subject_of(right.name, fewest=2 if shared == 1 else 1))
        or (shared >= 1 and same_organiser and bare)
    )
    return 1 + shared + 2 * same_organiser + 2 * same_name if enough else 0
