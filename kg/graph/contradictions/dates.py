"""Days that can't both be right: of one change, of an end and a start, of a death and what came after it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from kg.graph.contradictions.evidence import cite_best, cite_claim
from kg.graph.contradictions.records import Contradiction
from kg.graph.store import Graph

#: What starts and what ends a tenure (`kg.graph.tenures`).
STARTS = ("elected", "appointed", "transferred", "approved")
ENDS = ("dismissed", "resigned", "retired")
#: Nobody gets or loses one post twice within so many days.
_TWICE = 365
#: Papers still use somebody's title for so many days after it is over.
_HABIT = 30
#: The dead are named at meetings for so many days: at lyings in state and funerals.
_FUNERAL = 15


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """A change of somebody's post with a date, and how many claims say so; `post` is empty where none is named."""

    id: str
    type: str
    person: str
    name: str
    post: str
    post_name: str
    date: str
    earliest: str
    latest: str
    claims: int


_CHANGES = """
SELECT c.id, c.type, c.person, pe.name, coalesce(c.post, ''), coalesce(po.name, ''), c.date, c.earliest, c.latest,
       (SELECT count(*) FROM Claim cl WHERE cl.change = c.id)
FROM Change c JOIN Person pe ON pe.id = c.person LEFT JOIN Post po ON po.id = c.post
LEFT JOIN Tenure t ON t.id = c.tenure
WHERE c.earliest IS NOT NULL AND c.latest IS NOT NULL AND NOT coalesce(t.acting, 0)
ORDER BY c.person, c.earliest, c.id
"""


def list_dated(graph: Graph) -> list[Dated]:
    """All changes with a date, but those of acting holders, by person and day."""
    names = Dated.__struct_fields__
    return [Dated(**dict(zip(names, row, strict=True))) for row in graph.rows(_CHANGES)]


def find_dates_differ(graph: Graph) -> Iterator[Contradiction]:
    """One change with two dates: of a death, of a post got or lost twice within a year or on one day of two years.

    The date that most claims give (then the most exact, then the last) is held against each of the others. What two
    articles say of several posts of one person is one contradiction.
    """
    reports: defaultdict[tuple[str, ...], list[Contradiction]] = defaultdict(list)
    for best, other in _pair_dates(graph):
        what = f"{best.type}: {best.post_name}" if best.type != "died" else "died"
        said = f"{what}: {best.date} ({_count(best.claims)}), {other.date} ({_count(other.claims)})"
        for found in _report(graph, best, other, said):
            articles = found.left.article.id, found.right.article.id
            reports[best.person, best.type, best.date, other.date, *articles].append(found)
    for first, *rest in reports.values():
        more = f", and so for {len(rest)} more posts" if len(rest) > 1 else ", and so for another post" if rest else ""
        ids = tuple(key for found in (first, *rest) for key in found.ids)
        yield msgspec.structs.replace(first, says=first.says + more, ids=ids)


def _pair_dates(graph: Graph) -> Iterator[tuple[Dated, Dated]]:
    """The best date of each change with each that differs from it."""
    groups: defaultdict[tuple[str, str, str], list[Dated]] = defaultdict(list)
    for change in list_dated(graph):
        if change.type == "died" or (change.post and change.type in (*STARTS, *ENDS)):
            groups[change.person, "" if change.type == "died" else change.post, change.type].append(change)
    for _, group in sorted(groups.items()):
        best = max(group, key=_rank)
        for other in group:
            if _differ(best, other):
                yield best, other


def _rank(change: Dated) -> tuple[int, bool, str, str]:
    """What speaks for a date: claims, then exactness; of equals the last wins."""
    return change.claims, change.earliest == change.latest, change.earliest, change.id


def _count(claims: int) -> str:
    return "1 claim" if claims == 1 else f"{claims} claims"


def _differ(left: Dated, right: Dated) -> bool:
    gap = max(_count_days(left.latest, right.earliest), _count_days(right.latest, left.earliest))
    if gap <= 0:
        return False
    exact = left.earliest == left.latest and right.earliest == right.latest
    return left.type == "died" or gap < _TWICE or (exact and left.earliest[4:] == right.earliest[4:])


def _count_days(start: str, end: str) -> int:
    return (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days


def _report(graph: Graph, left: Dated, right: Dated, says: str) -> Iterator[Contradiction]:
    ours, theirs = cite_best(graph, "change", left.id), cite_best(graph, "change", right.id)
    if ours is not None and theirs is not None:
        yield Contradiction(who=left.name, says=says, left=ours, right=theirs, ids=(left.id, right.id))


_FIRST_SEEN = """
SELECT t.person, t.post, min(a.published)
FROM Tenure t JOIN Claim cl ON cl.tenure = t.id JOIN Article a ON a.id = cl.article
WHERE a.published IS NOT NULL AND cl.says LIKE 'current:%' GROUP BY t.person, t.post
"""


def find_ends_before_start(graph: Graph) -> Iterator[Contradiction]:
    """Somebody who loses a post before any start in it, and isn't seen in it before either."""
    first_seen = {(person, post): day for person, post, day in graph.rows(_FIRST_SEEN)}
    starts: defaultdict[tuple[str, str], list[Dated]] = defaultdict(list)
    ends: defaultdict[tuple[str, str], list[Dated]] = defaultdict(list)
    for change in list_dated(graph):
        if change.post and change.type in (*STARTS, *ENDS):
            (starts if change.type in STARTS else ends)[change.person, change.post].append(change)
    for key, lost in sorted(ends.items()):
        end = max(lost, key=lambda change: (change.latest, change.id))
        start = min(starts[key], key=lambda change: (change.earliest, change.id), default=None)
        if start is not None and end.latest < start.earliest and first_seen.get(key, "9") > end.latest:
            said = f"{end.post_name}: {end.type} on {end.date}, {start.type} only on {start.date}"
            yield from _report(graph, end, start, said)


_SEEN = """
SELECT t.id, cl.id, a.published
FROM Tenure t CROSS JOIN Claim cl ON cl.tenure = t.id CROSS JOIN Article a ON a.id = cl.article
WHERE t.person = ? AND t.post = ? AND NOT t.acting AND cl.says LIKE 'current:%' AND a.published > ?
ORDER BY a.published, cl.id
"""


def find_held_after_end(graph: Graph) -> Iterator[Contradiction]:
    """Somebody whom an article sees in a post more than `_HABIT` days after its end, with no new start in between."""
    changes = list_dated(graph)
    starts: defaultdict[tuple[str, str], list[Dated]] = defaultdict(list)
    for change in changes:
        if change.type in STARTS:
            starts[change.person, change.post].append(change)
    for end in changes:
        if not end.post or end.type not in ENDS:
            continue
        later = _add_days(end.latest, _HABIT)
        tenure, claim, day = next(graph.rows(_SEEN, (end.person, end.post, later)), ("", "", ""))
        again = any(end.latest < start.latest <= day for start in starts[end.person, end.post])
        ours, theirs = cite_best(graph, "change", end.id), cite_claim(graph, tenure, claim) if tenure else None
        if not again and ours is not None and theirs is not None:
            said = f"{end.post_name}: {end.type} on {end.date}, seen in it on {day}"
            yield Contradiction(who=end.name, says=said, left=ours, right=theirs, ids=(end.id, tenure))


def _add_days(day: str, days: int) -> str:
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()
    except OverflowError:
        return day


_AFTER = """
SELECT m.earliest, 'attendance', at.id, 'at ' || m.name, m.id FROM Attendance at JOIN Meeting m ON m.id = at.meeting
WHERE at.person = ?1 AND m.earliest > ?3
UNION ALL
SELECT c.earliest, 'change', c.id, c.type || coalesce(': ' || po.name, ''), c.id FROM Change c
LEFT JOIN Post po ON po.id = c.post WHERE c.person = ?1 AND c.earliest > ?2 AND c.type NOT IN ('died', 'disciplined')
ORDER BY 1, 3
"""


def find_acts_after_death(graph: Graph) -> Iterator[Contradiction]:
    """Somebody who is at a meeting, gets or loses a post after the day of death (the one that most claims give)."""
    deaths: defaultdict[str, list[Dated]] = defaultdict(list)
    for change in list_dated(graph):
        if change.type == "died":
            deaths[change.person].append(change)
    for person, told in sorted(deaths.items()):
        death = max(told, key=_rank)
        acts = list(graph.rows(_AFTER, (person, death.latest, _add_days(death.latest, _FUNERAL))))
        if not acts:
            continue
        day, about, key, what, record = acts[0]
        ours, theirs = cite_best(graph, "change", death.id), cite_best(graph, about, key)
        if ours is not None and theirs is not None:
            more = _say_more(acts)
            said = f"died on {death.date}, but on {day} {what}{more}"
            yield Contradiction(who=death.name, says=said, left=ours, right=theirs, ids=(death.id, record))


def _say_more(acts: Sequence[object]) -> str:
    return f" (and {len(acts) - 1} more)" if len(acts) > 1 else ""
