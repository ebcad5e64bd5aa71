"""Changes: elections, appointments, dismissals and the like that an article reports as done or decided."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from kg.facts.change_dates import ChangeDates
from kg.facts.change_posts import is_seat
from kg.facts.change_reader import ChangeReader
from kg.facts.change_scene import Change, Scene
from kg.facts.change_tenures import ChangedTenures
from kg.facts.change_unsaid import read_unsaid
from kg.facts.change_words import stand_in
from kg.facts.evidence import make_evidence
from kg.facts.records import ChangeFact, ChangeType, TenureFact
from kg.lexicon.changes import triggers_by_name
from kg.lexicon.posts import load_posts
from kg.mentions.dates import DateMention
from kg.mentions.records import Analysis, Cue, PersonMention, PostMention, Sentence

#: How far after "thay" the name of the one who is replaced stands.
_PREDECESSOR = 120
#: What follows the name of somebody who is replaced, and of nobody in whose place one merely acts.
_ENDS = re.compile(r"\s*(?:[.,;()–-]|$|\n|(?:đã|vừa|mới|nghỉ|được|bị|chuyển|về|từ|là|làm|giữ|ở|hồi|vào)\b)")
_ACTING = "acting"
#: Between a post with its holder and "thay".
_FOLLOWS = re.compile(r"\s?,?\s(?:(?:để|lên|và)\s)?")
#: Gains of which a post has one: the first of them that an article tells.
_GAINED_ONCE = ("transferred", "elected", "appointed")
_GAINED = (*_GAINED_ONCE, "re_elected", "approved")
_MONTH = len("2018-07")
_LOST = ("dismissed", "resigned", "retired", "died")
_HELD = ("aside", "link", "past", "about")


def find_changes(
    analysis: Analysis, tenures: tuple[TenureFact, ...], dates: tuple[DateMention, ...] = ()
) -> tuple[tuple[TenureFact, ...], tuple[ChangeFact, ...]]:
    """The changes that an article reports, and its tenures as the changes leave them.

    Args:
        analysis: the article read.
        tenures: what its post phrases say.
        dates: its dates, in order.
    """
    return _Facts(Scene(analysis), dates).make(tenures)


class _Facts:
    """Makes the facts of one article's changes."""

    def __init__(self, scene: Scene, dates: tuple[DateMention, ...]) -> None:
        self._scene = scene
        self._dates = ChangeDates(scene, dates)
        self._changes: dict[tuple[str, str, str | None, str | None], ChangeFact] = {}
        self._tenures = ChangedTenures(scene)
        self._posts: dict[tuple[str, str, str | None, str | None], PostMention] = {}
        self._places: dict[tuple[str, str, str | None, str | None], int] = {}

    def make(self, tenures: tuple[TenureFact, ...]) -> tuple[tuple[TenureFact, ...], tuple[ChangeFact, ...]]:
        """The tenures with the status that the changes give them, and the changes."""
        for change, sentence, kind in ChangeReader(self._scene).read():
            self._add(change, sentence, kind)
        for change, sentence, kind in read_unsaid(self._scene, tuple(self._changes.values())):
            self._add(change, sentence, kind)
        for cue in self._scene.analysis.cues:
            if cue.name == "replace":
                self._join_successor(cue)
                self._seat_predecessor(cue)
            elif cue.name == "predecessor":
                self._join_predecessor(cue)
        self._name_left_posts({tenure.person for tenure in tenures} | self._tenures.people())
        self._tell_once()
        self._infer_predecessors()
        return self._tenures.settle(tenures), tuple(self._changes.values())

    def _add(self, change: Change, sentence: Sentence, kind: ChangeType) -> None:
        post = change.post
        if post is not None and post.body is None:
            return
        role, body = (None, change.body) if post is None else (post.role, post.body)
        key = (change.person, "elected" if kind == "re_elected" else kind, role, body)
        replaced = self._replaced(change, sentence)
        if post is not None:
            self._posts[key] = post
            self._places[key] = change.start
        date = self._dates.find(change.cue, sentence)
        if key in self._changes:
            told = self._changes[key]
            replaced_ = told.replaces or replaced
            self._changes[key] = msgspec.structs.replace(told, replaces=replaced_, date=told.date or date)
        else:
            quote, evidence = make_evidence(self._scene.analysis, change.start, max(change.end, change.cue.end))
            self._changes[key] = ChangeFact(
                type=kind,
                person=change.person,
                post=role,
                body=body,
                date=date,
                by=self._by(change.cue, sentence, post),
                replaces=replaced,
                quote=quote,
                evidence=evidence,
                rule=f"{change.trigger.name}-{change.way}",
            )
        if post is not None:
            self._tenures.touch(change, post, replaced, self._changes[key].date)

    def _replaced(self, change: Change, sentence: Sentence) -> str | None:
        """Whom the person of a gain replaces, as words after it in its clause say."""
        if change.trigger.voice != "gain" or is_seat(change.post):
            return None
        end = max(change.end, change.cue.end)
        for cue in self._scene.cues(max(change.cue.start, sentence.start), sentence.end):
            if cue.name == "replace":
                mention = self._predecessor(cue)
                apart = ";" in self._scene.lowered[end : cue.start]
                if mention is not None and mention.person != change.person and not apart:
                    return mention.person
        return None

    def _predecessor(self, cue: Cue) -> PersonMention | None:
        """Who is named right after "thay", a post or "vị trí của" between."""
        mention = next(iter(self._scene.analysis.mentions_in(cue.end, cue.end + _PREDECESSOR)), None)
        if mention is None:
            return None
        lead = self._scene.name_lead(mention)
        return None if stand_in().fullmatch(self._scene.lowered, cue.end, lead) is None else mention

    def _join_successor(self, cue: Cue) -> None:
        """Reads "Ông A thay ông B đã nghỉ hưu." where another sentence says which post A was given."""
        old = self._predecessor(cue)
        sentence = self._scene.analysis.sentence_of(cue.start)
        if old is None or _ENDS.match(self._scene.lowered, old.end) is None or self._tells_of_gain(sentence.start, cue):
            return
        before = self._scene.analysis.mentions_in(sentence.start, cue.start)
        after = self._scene.analysis.mentions_in(old.end, sentence.end)
        new = before[-1] if before else next(iter(after), None)
        if new is not None and new.person != old.person:
            self._join(old, new, cue)

    def _seat_predecessor(self, cue: Cue) -> None:
        """Reads "… ông A làm Bộ trưởng …, thay ông B.", whether or not a change gave A the post."""
        old = self._predecessor(cue)
        if old is None or _ENDS.match(self._scene.lowered, old.end) is None:
            return
        start = self._scene.analysis.sentence_of(cue.start).start
        before = [post for post in self._scene.analysis.posts if start <= post.start and post.end <= cue.start]
        named = self._scene.analysis.mentions_in(start, cue.start)
        if not before or not named or before[-1].body is None or is_seat(before[-1]):
            return
        if before[-1].foreign or before[-1].marker == _ACTING:
            return
        gap = self._scene.lowered[max(before[-1].end, named[-1].end) : cue.start]
        if _FOLLOWS.fullmatch(gap) is not None and before[-1].person in (None, named[-1].person):
            self._tenures.add(before[-1], old.person, "former")

    def _join_predecessor(self, cue: Cue) -> None:
        """Reads "Tiền nhiệm của ông A là ông B.", where another sentence says which post A was given."""
        sentence = self._scene.analysis.sentence_of(cue.start)
        named = self._scene.analysis.mentions_in(cue.end, sentence.end)[:2]
        if len(named) == 2 and named[0].person != named[1].person:
            lead = self._scene.name_lead(named[1])
            if stand_in().fullmatch(self._scene.lowered, named[0].end, lead) is not None:
                self._join(named[1], named[0], cue)

    def _join(self, old: PersonMention, new: PersonMention, cue: Cue) -> None:
        """Write who is replaced into the gain that was told last of the one who follows."""
        gained = [key for key, change in self._changes.items() if self._may_replace(change, new)]
        gained = sorted((key for key in gained if self._places[key] < cue.start), key=self._places.__getitem__)[::-1]
        if not gained:
            return
        role, body = gained[0][2], gained[0][3]
        for key in gained:
            if key[2:] == (role, body):
                self._changes[key] = msgspec.structs.replace(self._changes[key], replaces=old.person)
        self._tenures.add(self._posts[gained[0]], old.person, "former")

    def _tells_of_gain(self, start: int, cue: Cue) -> bool:
        """Whether words before a cue say themselves which post was given."""
        known = triggers_by_name()
        before = self._scene.cues(start, cue.start)
        return any(known[other.name].voice == "gain" for other in before)

    @staticmethod
    def _may_replace(change: ChangeFact, person: PersonMention) -> bool:
        gains = change.type in ("elected", "re_elected", "appointed", "transferred", "approved")
        return gains and change.person == person.person and change.post is not None and change.replaces is None

    def _name_left_posts(self, officials: set[str]) -> None:
        """Give the posts of those who retired, where it is only said who got them: "thay ông B đã nghỉ hưu".

        Nothing is said of people who hold no post in the article.
        """
        for key, change in list(self._changes.items()):
            if change.type != "retired" or change.post is not None:
                continue
            followed = [other for other in self._changes.values() if other.replaces == change.person]
            if change.person not in officials:
                del self._changes[key]
            elif followed and (change.person, change.type, followed[0].post, followed[0].body) not in self._changes:
                self._changes[key] = msgspec.structs.replace(change, post=followed[0].post, body=followed[0].body)

    def _infer_predecessors(self) -> None:
        """Let the one who gains a post that only one can have replace the one person who lost it."""
        left: dict[tuple[str | None, str | None], dict[str, ChangeFact]] = {}
        for change in self._changes.values():
            if change.type in _LOST:
                left.setdefault((change.post, change.body), {})[change.person] = change
        for key, change in self._changes.items():
            lost = left.get((change.post, change.body), {})
            others = [other for person, other in lost.items() if person != change.person]
            open_ = change.type in _GAINED and change.replaces is None and change.post in _single_roles()
            if open_ and len(others) == 1 and not _is_before(change.date, others[0].date):
                self._changes[key] = msgspec.structs.replace(change, replaces=others[0].person)

    def _tell_once(self) -> None:
        """Keep one gain of a post at a time by a person, told in several words, and no bare discipline beside a loss.

        On annotated articles nobody is both appointed to a post and transferred or elected to it.
        """
        rows = self._changes
        placed = {change.person for change in rows.values() if change.type in _GAINED_ONCE and change.post is not None}
        lost = {change.person for change in rows.values() if change.type == "dismissed"}
        itemised = {c.person for c in rows.values() if c.rule.startswith("strip-") and c.post is not None}
        for key, change in list(rows.items()):
            better = _GAINED_ONCE[: _GAINED_ONCE.index(key[1])] if key[1] in _GAINED_ONCE else ()
            moved = change.type == "transferred" and change.post is None and key[0] in placed
            same = [rows[(key[0], kind, *key[2:])] for kind in better if (key[0], kind, *key[2:]) in rows]
            told = moved or any(_is_same_time(change.date, other.date) for other in same)
            bare = change.rule.startswith("blame-") and change.post is None
            bare = bare or (change.rule.startswith("strip-") and change.post is None and change.person in itemised)
            if told or (bare and change.person in lost):
                del rows[key]

    def _by(self, cue: Cue, sentence: Sentence, post: PostMention | None) -> str | None:
        """The body named last before the cue in its sentence, unless it is the post's own."""
        own = None if post is None else post.start
        before = [
            body
            for body in self._scene.bodies(sentence.start, cue.start)
            if body.end <= cue.start and body.start != own
        ]
        inside = [p for p in self._scene.posts(sentence.start, cue.start) if p.hold in _HELD]
        free = [b for b in before if not any(p.start <= b.start < p.end for p in inside)]
        return free[-1].name if free else None


def _is_same_time(first: str | None, second: str | None) -> bool:
    """Whether two dates may be of one time: they agree as far as both say, or one is open."""
    if first is None or second is None or not (first[:4] + second[:4]).isdigit():
        return True
    size = min(len(first), len(second), _MONTH)
    return first[:size] == second[:size]


def _is_before(first: str | None, second: str | None) -> bool:
    """Whether one date is of a month before another's; not where either lacks a year."""
    if first is None or second is None or not (first[:4] + second[:4]).isdigit():
        return False
    size = min(len(first), len(second), _MONTH)
    return first[:size] < second[:size]


@cache
def _single_roles() -> frozenset[str]:
    """Roles that one person at a time has."""
    return frozenset(role.role for role in load_posts().roles if role.single)
