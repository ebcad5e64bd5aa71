"""Changes: elections, appointments, dismissals and the like that an article reports as done or decided."""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from kg.facts.change_reader import ChangeReader, is_seat
from kg.facts.change_scene import Change, Scene
from kg.facts.change_words import birth, earlier
from kg.facts.evidence import make_evidence
from kg.facts.records import ChangeFact, ChangeType, TenureFact, TenureStatus
from kg.facts.tenures import make_tenure
from kg.mentions.dates import DateMention
from kg.mentions.records import Analysis, Cue, PostMention, Sentence

#: How likely a change is right, by how the sentence puts it; measured on annotated articles.
PRIORS: dict[str, float] = {"passive": 0.85, "own": 0.8, "active": 0.85, "about": 0.8, "carried": 0.75}
#: Sentences that may say which day the article tells of, and how long one is that is no dateline.
_LEAD, _LEAD_LENGTH = 4, 45


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
        self._dates = dates
        self._date_starts = [date.start for date in dates]
        self._first_date = self._find_first_date()
        self._changes: dict[tuple[str, str, str | None, str | None], ChangeFact] = {}
        self._statuses: dict[tuple[str, str, str], TenureStatus] = {}
        self._added: list[TenureFact] = []

    def make(self, tenures: tuple[TenureFact, ...]) -> tuple[tuple[TenureFact, ...], tuple[ChangeFact, ...]]:
        """The tenures with the status that the changes give them, and the changes."""
        for change, sentence, kind in ChangeReader(self._scene).read():
            self._add(change, sentence, kind)
        return self._settle(tenures), tuple(self._changes.values())

    def _add(self, change: Change, sentence: Sentence, kind: ChangeType) -> None:
        post = change.post
        if post is not None and post.body is None:
            return
        role, body = (None, None) if post is None else (post.role, post.body)
        key = (change.person, "elected" if kind == "re_elected" else kind, role, body)
        replaced = self._replaced(change, sentence)
        if key not in self._changes:
            quote, evidence = make_evidence(self._scene.analysis, change.start, max(change.end, change.cue.end))
            self._changes[key] = ChangeFact(
                type=kind,
                person=change.person,
                post=role,
                body=body,
                date=self._date(change.cue, sentence),
                by=self._by(change.cue, sentence, post),
                replaces=replaced,
                quote=quote,
                evidence=evidence,
                rule=f"{change.trigger.name}-{change.way}",
                confidence=PRIORS[change.way],
            )
        if post is not None:
            self._touch(change, post, replaced)

    def _touch(self, change: Change, post: PostMention, replaced: str | None) -> None:
        """What the change does to the tenure of its post, and to that of whom it replaces."""
        voice = change.trigger.voice
        status: TenureStatus = "former" if voice == "loss" else "acting" if post.marker == "acting" else "incoming"
        if change.trigger.name == "suspend" or voice == "event":
            status = "current"
        self._add_tenure(post, change.person, status)
        if replaced is not None and replaced != change.person and voice == "gain" and not is_seat(post):
            self._add_tenure(post, replaced, "former")

    def _add_tenure(self, post: PostMention, person: str, status: TenureStatus) -> None:
        self._added.append(make_tenure(self._scene.analysis, post, person, status=status, rule="change"))
        self._statuses[(person, post.role, post.body or "")] = status

    def _replaced(self, change: Change, sentence: Sentence) -> str | None:
        for cue in self._scene.analysis.cues:
            if cue.name == "replace" and change.cue.start < cue.start < sentence.end:
                mention = next(iter(self._scene.analysis.mentions_in(cue.end, cue.end + 40)), None)
                if mention is not None and mention.lead - cue.end <= 2 and mention.person != change.person:
                    return mention.person
        return None

    def _by(self, cue: Cue, sentence: Sentence, post: PostMention | None) -> str | None:
        """The body named last before the cue in its sentence, unless it is the post's own."""
        own = None if post is None else post.start
        before = [
            body
            for body in self._scene.analysis.bodies
            if sentence.start <= body.start and body.end <= cue.start and body.start != own
        ]
        inside = [p for p in self._scene.posts(sentence.start, cue.start) if p.hold in ("aside", "link", "past")]
        free = [b for b in before if not any(p.start <= b.start < p.end for p in inside)]
        return free[-1].name if free else None

    def _date(self, cue: Cue, sentence: Sentence) -> str | None:
        """The date nearest before the cue in its sentence, else after it, else the article's first."""
        first = bisect_left(self._date_starts, sentence.start)
        inside = [date for date in self._dates[first:] if date.start < sentence.end and self._is_of_event(date)]
        before = [date for date in inside if date.start < cue.start]
        chosen = before[-1] if before else (inside[0] if inside else None)
        if chosen is None and earlier().search(self._scene.lowered, sentence.start, cue.end) is None:
            chosen = self._first_date
        return None if chosen is None or chosen.edtf is None or "/" in chosen.edtf else chosen.edtf

    def _is_of_event(self, date: DateMention) -> bool:
        left = self._scene.lowered[max(0, date.start - 10) : date.start].rstrip()
        return date.edtf is not None and not left.endswith(birth())

    def _find_first_date(self) -> DateMention | None:
        """The day that the article's lead tells of: the first date in one of its first whole sentences."""
        whole = [s for s in self._scene.analysis.sentences if not s.title and s.end - s.start > _LEAD_LENGTH][:_LEAD]
        for date in self._dates:
            if date.edtf is not None and any(s.start <= date.start < s.end for s in whole):
                return date
        return None

    def _settle(self, tenures: tuple[TenureFact, ...]) -> tuple[TenureFact, ...]:
        """The tenures, each post of a person once, with the status that a change gives it."""
        rows: dict[tuple[str, str, str | None, str], TenureFact] = {}
        for tenure in (*tenures, *self._added):
            changed = self._statuses.get((tenure.person, tenure.post, tenure.body or ""))
            if changed is not None and (tenure.status in ("current", "incoming") or tenure.rule == "change"):
                tenure = msgspec.structs.replace(tenure, status=changed)  # noqa: PLW2901 - the row as it is kept
            rows.setdefault((tenure.person, tenure.post, tenure.body, tenure.status), tenure)
        return tuple(rows.values())
