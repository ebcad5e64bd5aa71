"""Changes: elections, appointments, dismissals and the like that an article reports as done or decided."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Literal, cast

import msgspec

from kg.facts.evidence import make_evidence
from kg.facts.records import ChangeFact, ChangeType, TenureFact, TenureStatus
from kg.facts.tenures import make_tenure
from kg.lexicon.changes import Trigger, load_changes, triggers_by_name
from kg.lexicon.fold import fold
from kg.mentions.dates import DateMention
from kg.mentions.normalise import lower
from kg.mentions.records import Analysis, Cue, PersonMention, PostMention, Sentence

Way = Literal["passive", "own", "active", "about", "carried"]

#: How likely a change is right, by how the sentence puts it; measured on annotated articles.
PRIORS: dict[str, float] = {"passive": 0.85, "own": 0.8, "active": 0.85, "about": 0.8, "carried": 0.75}
_LONGEST_GAP = 160
#: Sentences that may say which day the article tells of, and how long one is that is no dateline.
_LEAD, _LEAD_LENGTH = 4, 45
_PASSIVE = re.compile(r"\b(?:được|bị)\b")
_MOVED_ON = re.compile(r",?\s(?:người|được|bị|vừa|đã|chuyển|nghỉ|về|nhận)\b")
_BECAUSE = re.compile(r"\bdo\b")
_BOUNDARY = re.compile(r"[,;:.()\"“”\n]")


class _Change(msgspec.Struct, frozen=True):
    """One change before it is a fact: the words from `start` to `end` say it."""

    cue: Cue
    trigger: Trigger
    person: str
    post: PostMention | None
    way: Way
    start: int
    end: int


def find_changes(
    analysis: Analysis, tenures: tuple[TenureFact, ...], dates: tuple[DateMention, ...] = ()
) -> tuple[tuple[TenureFact, ...], tuple[ChangeFact, ...]]:
    """The changes that an article reports, and its tenures as the changes leave them.

    Args:
        analysis: the article read.
        tenures: what its post phrases say.
        dates: its dates, in order.
    """
    reader = _Reader(analysis, dates)
    return reader.read(tenures)


class _Reader:
    """Reads the changes of one article, a sentence at a time."""

    def __init__(self, analysis: Analysis, dates: tuple[DateMention, ...]) -> None:
        self._analysis = analysis
        self._lowered = lower(analysis.text)
        self._dates = dates
        self._post_starts = [post.start for post in analysis.posts]
        self._first_date = self._find_first_date()
        self._gained: tuple[int, Cue | None] = (-2, None)
        self._cue_starts = [cue.start for cue in analysis.cues]
        self._date_starts = [date.start for date in dates]
        self._changes: dict[tuple[str, str, str | None, str | None], ChangeFact] = {}
        self._statuses: dict[tuple[str, str, str], TenureStatus] = {}
        self._added: list[TenureFact] = []

    def read(self, tenures: tuple[TenureFact, ...]) -> tuple[tuple[TenureFact, ...], tuple[ChangeFact, ...]]:
        """The tenures with the status that the changes give them, and the changes."""
        cues: dict[int, list[Cue]] = {}
        for cue in self._analysis.cues:
            cues.setdefault(self._analysis.sentence_of(cue.start).start, []).append(cue)
        for number, sentence in enumerate(self._analysis.sentences):
            found = cues.get(sentence.start, [])
            if found:
                self._read_sentence(sentence, found)
            self._carry_over(number, sentence, found)
        return self._settle(tenures), tuple(self._changes.values())

    def _read_sentence(self, sentence: Sentence, cues: list[Cue]) -> None:
        known = triggers_by_name()
        real = [cue for cue in cues if known[cue.name].type is not None]
        moved: dict[str, Cue] = {}
        for index, cue in enumerate(real):
            stop = real[index + 1].start if index + 1 < len(real) else sentence.end
            trigger = known[cue.name]
            if self._is_unreal(cue, sentence):
                continue
            if trigger.name == "transfer":
                self._note_moved(cue, sentence, moved)
            if index and self._continues(real[index - 1], cue):
                trigger = known[real[index - 1].name]
            changes = list(self._read_cue(cue, trigger, sentence, stop))
            for change in changes:
                self._add(change, sentence, self._type(change, cues, moved))

    def _carry_over(self, number: int, sentence: Sentence, cues: list[Cue]) -> None:
        """Posts given by "giữ chức" alone, after a clause or a sentence that says that posts were given.

        "… được bầu làm Chủ tịch; ông B giữ chức Phó Chủ tịch." and "Công bố quyết định chỉ định … Theo đó, ông A giữ
        chức …".
        """
        known = triggers_by_name()
        gains = [cue for cue in cues if known[cue.name].voice == "gain" and not self._is_unreal(cue, sentence)]
        opened = self._lowered.startswith(_accordingly(), sentence.start) and self._gained[0] == number - 1
        for post in self._posts(sentence.start, sentence.end):
            earlier = [cue for cue in gains if cue.end <= post.lead]
            cue = earlier[-1] if earlier else (self._gained[1] if opened else None)
            if cue is None or post.person is None or not self._is_given(post, cues):
                continue
            if any(key[0] == post.person and key[2:] == (post.role, post.body) for key in self._changes):
                continue
            change = _Change(cue, known[cue.name], post.person, post, "carried", post.lead, post.end)
            self._add(change, sentence, cast(ChangeType, known[cue.name].type))
        if gains:
            self._gained = (number, gains[-1])

    def _is_given(self, post: PostMention, cues: list[Cue]) -> bool:
        """Whether "giữ chức" alone, with no cue of its own, gives a post to the person named before."""
        if post.hold != "link" or not self._lowered[: post.lead].rstrip().endswith(_given()):
            return False
        mentions = self._analysis.mentions_in(self._analysis.sentence_of(post.start).start, post.lead)
        if not mentions:
            return False
        return not any(mentions[-1].start < cue.start < post.lead for cue in cues)

    # ------------------------------------------------------------ whether it happened
    def _is_unreal(self, cue: Cue, sentence: Sentence) -> bool:
        left = max(sentence.start, cue.start - 70)
        last = self._last_cue_end(cue)
        if _BECAUSE.search(self._lowered, last, cue.start):
            left = max(left, last)
        for boundary in _BOUNDARY.finditer(self._lowered, left, cue.start):
            left = boundary.end()
        return _unreal().search(self._lowered, left, cue.start) is not None

    def _last_cue_end(self, cue: Cue) -> int:
        index = self._cue_starts.index(cue.start)
        return self._analysis.cues[index - 1].end if index else 0

    def _continues(self, last: Cue, cue: Cue) -> bool:
        """Whether a cue only goes on from the one before ("phân công về làm …")."""
        known = triggers_by_name()
        return (
            cue.start - last.end <= 12
            and cue.name == "transfer"
            and known[last.name].voice == "gain"
            and self._lowered[cue.start : cue.end] in known[cue.name].own
        )

    def _note_moved(self, cue: Cue, sentence: Sentence, moved: dict[str, Cue]) -> None:
        """Whom a move is about: its subject, its object, or the object of the appointment that it is joined to."""
        mentions = self._analysis.mentions_in(sentence.start, sentence.end)
        following = next((c for c in self._analysis.cues if c.start >= cue.end), None)
        joined = following is not None and following.start - cue.end <= 6
        for mention in mentions:
            passive = mention.end <= cue.start and _PASSIVE.search(self._lowered, mention.end, cue.start + 5)
            reach = following.end if joined and following is not None else cue.end
            if passive or cue.end <= mention.start and mention.lead - reach <= 16:
                moved.setdefault(mention.person, cue)

    def _type(self, change: _Change, cues: list[Cue], moved: dict[str, Cue]) -> ChangeType:
        """The change's type; a move that ends in an appointment is one transfer, an approved election an approval."""
        kind = cast(ChangeType, change.trigger.type)
        if change.trigger.name in ("appoint", "elect"):
            before = [cue for cue in cues if cue.end <= change.cue.start]
            if any(cue.name == "approve" and change.cue.start - cue.end < 40 for cue in before):
                return "approved"
            earlier = None if _is_seat(change.post) else moved.get(change.person)
            if change.trigger.name == "appoint" and earlier is not None and earlier.start < change.cue.start:
                return "transferred"
        return kind

    # ------------------------------------------------------------ who and which post
    def _read_cue(self, cue: Cue, trigger: Trigger, sentence: Sentence, stop: int) -> Iterator[_Change]:
        mentions = self._analysis.mentions_in(sentence.start, sentence.end)
        posts = self._posts_of(cue, stop)
        subject = self._subject(cue, mentions)
        object_ = next((mention for mention in mentions if mention.lead >= cue.end), None)
        own = self._lowered[cue.start : cue.end] in trigger.own
        passive = subject is not None and _PASSIVE.search(self._lowered, subject.end, cue.start + 5) is not None
        if object_ is not None and not passive and (not own or subject is None):
            between = [post for post in posts if post.end <= object_.lead]
            if between and object_.lead - between[-1].end < 14 and self._ends_in_about(between[-1].end, object_.lead):
                yield from self._about(cue, trigger, sentence, object_, between)
                return
            gap = self._lowered[cue.end : object_.lead]
            near = len(gap) <= 30 or (trigger.voice == "event" and len(gap) <= 80 and self._ends_in_about_word(gap))
            if near and not between and ";" not in gap:
                yield from self._active(cue, trigger, sentence, object_, stop)
                return
        if subject is not None and (own or passive):
            yield from self._passive(cue, trigger, subject, posts, "own" if own else "passive")
        elif subject is None and _PASSIVE.search(self._lowered, sentence.start, cue.start + 5):
            yield from self._opened(cue, trigger, mentions, posts)
        elif object_ is None and trigger.voice == "gain":
            yield from self._of_last_object(cue, trigger, sentence, posts)

    def _opened(
        self, cue: Cue, trigger: Trigger, mentions: tuple[PersonMention, ...], posts: list[PostMention]
    ) -> Iterator[_Change]:
        """ "Sau khi được bổ nhiệm làm …, ông A …": the person comes after."""
        people = {mention.person for mention in mentions if mention.lead >= cue.end}
        for post in posts:
            if post.hold == "link" and post.person in people:
                yield _Change(cue, trigger, post.person or "", post, "passive", cue.start, post.end)

    def _of_last_object(
        self, cue: Cue, trigger: Trigger, sentence: Sentence, posts: list[PostMention]
    ) -> Iterator[_Change]:
        """ "Điều động ông A về … và bổ nhiệm giữ chức …": the second verb goes on about the first one's object."""
        known = triggers_by_name()
        earlier = [c for c in self._analysis.cues if sentence.start <= c.start < cue.start]
        gains = [c for c in earlier if known[c.name].voice == "gain"]
        object_ = None if not gains else next(iter(self._analysis.mentions_in(gains[-1].end, cue.start)), None)
        if object_ is None or object_.lead - gains[-1].end > 16:
            return
        for post in posts:
            if post.person == object_.person and post.hold == "link":
                yield _Change(cue, trigger, object_.person, post, "active", cue.start, post.end)

    def _is_alone(self, mention: PersonMention) -> bool:
        sentence = self._analysis.sentence_of(mention.start)
        return {m.person for m in self._analysis.mentions_in(sentence.start, sentence.end)} == {mention.person}

    def _posts(self, start: int, end: int) -> list[PostMention]:
        first = bisect_left(self._post_starts, start)
        return list(self._analysis.posts[first : bisect_left(self._post_starts, end)])

    def _posts_of(self, cue: Cue, end: int) -> list[PostMention]:
        """The posts after a cue, and a seat that the cue's own words begin ("bầu vào Ban Chấp hành")."""
        return [post for post in self._posts(cue.start, end) if post.end > cue.end]

    def _subject(self, cue: Cue, mentions: tuple[PersonMention, ...]) -> PersonMention | None:
        """Who the clause is about: the person named last before the cue, agents and predecessors left out."""
        for mention in reversed([mention for mention in mentions if mention.end <= cue.start]):
            gap = self._lowered[mention.end : cue.start]
            alone = len({other.person for other in mentions}) == 1
            if len(gap) > (3 * _LONGEST_GAP if alone else _LONGEST_GAP) or (";" in gap and not alone):
                return None
            if not self._acts(mention):
                return mention
        return None

    def _acts(self, mention: PersonMention) -> bool:
        """Whether the person only acts: "được Thủ tướng A bổ nhiệm", or is replaced: "thay ông A"."""
        if _MOVED_ON.match(self._lowered, mention.end):
            return False
        lead = mention.lead
        for post in self._posts(max(0, lead - 80), lead):
            if post.person == mention.person and post.hold == "before":
                lead = min(lead, post.lead)
        return _agent().search(self._lowered[max(0, lead - 25) : lead]) is not None

    def _ends_in_about(self, start: int, end: int) -> bool:
        return self._lowered[start:end].strip(" ,") in _about_words()

    @staticmethod
    def _ends_in_about_word(gap: str) -> bool:
        return any(gap.rstrip().endswith((f" {word}", word)) for word in _about_words())

    def _passive(
        self, cue: Cue, trigger: Trigger, subject: PersonMention, posts: list[PostMention], way: Way
    ) -> Iterator[_Change]:
        """ "Ông A được bầu làm …", "ông A thôi giữ chức …"."""
        taken = [post for post in posts if post.hold in ("link", "past") or self._follows(cue, post)]
        if trigger.voice == "loss":
            taken = self._first_run(cue, taken)
        for post in taken:
            person = post.person if post.person is not None and post.hold in ("link", "past") else subject.person
            yield _Change(cue, trigger, person, post, way, min(subject.lead, cue.start), post.end)
        if not taken and trigger.voice == "gain" and cue.start - subject.end < 26 and self._has_just(cue):
            for held in self._just_given(subject):
                yield _Change(cue, trigger, held.person or "", held, way, held.lead, cue.end)
        if not taken and trigger.voice != "gain":
            beside = self._beside(subject, trigger) if trigger.name in ("retire", "die") else None
            if trigger.name in ("discipline", "die") or beside is not None:
                if trigger.name == "die" and cue.start - subject.end > 60 and not self._is_alone(subject):
                    return
                yield _Change(cue, trigger, subject.person, beside, way, subject.lead, cue.end)

    def _has_just(self, cue: Cue) -> bool:
        left = self._lowered[max(0, cue.start - 12) : cue.start + 6]
        return _just().search(left) is not None

    def _just_given(self, subject: PersonMention) -> list[PostMention]:
        """The posts right before the names of a subject: "Bộ trưởng A và Chủ tịch B vừa được bổ nhiệm"."""
        sentence = self._analysis.sentence_of(subject.start)
        before = self._posts(sentence.start, subject.end)
        return [post for post in before if post.hold == "before" and post.marker == "" and post.person is not None]

    def _first_run(self, cue: Cue, posts: list[PostMention]) -> list[PostMention]:
        """The posts that follow a cue one right after the other: what is lost, not what comes after it."""
        run: list[PostMention] = []
        end = cue.end
        for post in posts:
            if post.lead - end > (40 if not run else 6):
                break
            run.append(post)
            end = post.end
        return run

    def _follows(self, cue: Cue, post: PostMention) -> bool:
        gap = self._lowered[cue.end : post.lead].strip()
        return gap in _hollow()

    def _beside(self, subject: PersonMention, trigger: Trigger) -> PostMention | None:
        """The post that stands beside a person's name, where it is not said to be over."""
        holds = ("before",) if trigger.name == "die" else ("aside", "before")
        near = self._posts(max(0, subject.lead - 120), subject.end + 120)
        held = [p for p in near if p.person == subject.person and p.hold in holds and p.marker == ""]
        return held[0] if held else None

    def _about(
        self, cue: Cue, trigger: Trigger, sentence: Sentence, object_: PersonMention, posts: list[PostMention]
    ) -> Iterator[_Change]:
        """ "Miễn nhiệm chức danh … đối với ông A và ông B"."""
        for mention in self._joined(object_, sentence):
            for post in posts:
                yield _Change(cue, trigger, mention.person, post, "about", cue.start, mention.end)

    def _joined(self, first: PersonMention, sentence: Sentence) -> list[PersonMention]:
        """The person and those that "và" or a comma adds, their own posts standing between."""
        people = [first]
        for mention in self._analysis.mentions_in(first.end, sentence.end):
            left = self._lowered[max(first.end, mention.lead - 5) : mention.lead].rstrip()
            if mention.kind == "pronoun" or not left.endswith((" và", ",", ";")):
                break
            people.append(mention)
        return people

    def _active(
        self, cue: Cue, trigger: Trigger, sentence: Sentence, object_: PersonMention, stop: int
    ) -> Iterator[_Change]:
        """ "Bổ nhiệm ông A giữ chức …", "cảnh cáo ông A"."""
        linked = [
            p for p in self._posts_of(cue, stop) if p.start >= object_.end and p.hold == "link" and p.person is not None
        ]
        if trigger.voice == "gain":
            for post in linked:
                for person in self._all_given(object_, post, sentence):
                    yield _Change(cue, trigger, person, post, "active", cue.start, post.end)
            return
        if trigger.voice == "event":
            for mention in self._joined(object_, sentence):
                yield _Change(cue, trigger, mention.person, None, "active", cue.start, mention.end)
            return
        for post in linked:
            yield _Change(cue, trigger, object_.person, post, "active", cue.start, post.end)

    def _all_given(self, object_: PersonMention, post: PostMention, sentence: Sentence) -> list[str]:
        """The post's holder, and those named with it before ("bầu ông A, Trưởng …, và ông B, … làm Ủy viên")."""
        named = [m.person for m in self._joined(object_, sentence) if m.end <= post.lead]
        people = named if post.person in named else [post.person or ""]
        return list(dict.fromkeys(people))

    # ------------------------------------------------------------ facts
    def _add(self, change: _Change, sentence: Sentence, kind: ChangeType) -> None:
        post = change.post
        if post is not None and post.body is None:
            return
        role, body = (None, None) if post is None else (post.role, post.body)
        key = (change.person, "elected" if kind == "re_elected" else kind, role, body)
        replaced = self._replaced(change, sentence)
        if key not in self._changes:
            quote, evidence = make_evidence(self._analysis, change.start, max(change.end, change.cue.end))
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

    def _touch(self, change: _Change, post: PostMention, replaced: str | None) -> None:
        """What the change does to the tenure of its post, and to that of whom it replaces."""
        voice = change.trigger.voice
        status: TenureStatus = "former" if voice == "loss" else "acting" if post.marker == "acting" else "incoming"
        if change.trigger.name == "suspend" or voice == "event":
            status = "current"
        self._add_tenure(post, change.person, status)
        if replaced is not None and replaced != change.person and voice == "gain" and not _is_seat(post):
            self._add_tenure(post, replaced, "former")

    def _add_tenure(self, post: PostMention, person: str, status: TenureStatus) -> None:
        self._added.append(make_tenure(self._analysis, post, person, status=status, rule="change"))
        self._statuses[(person, post.role, post.body or "")] = status

    def _replaced(self, change: _Change, sentence: Sentence) -> str | None:
        for cue in self._analysis.cues:
            if cue.name == "replace" and change.cue.start < cue.start < sentence.end:
                mention = next(iter(self._analysis.mentions_in(cue.end, cue.end + 40)), None)
                if mention is not None and mention.lead - cue.end <= 2 and mention.person != change.person:
                    return mention.person
        return None

    def _by(self, cue: Cue, sentence: Sentence, post: PostMention | None) -> str | None:
        """The body named last before the cue in its sentence, unless it is the post's own."""
        own = None if post is None else post.start
        before = [
            body
            for body in self._analysis.bodies
            if sentence.start <= body.start and body.end <= cue.start and body.start != own
        ]
        inside = [p for p in self._posts(sentence.start, cue.start) if p.hold in ("aside", "link", "past")]
        free = [b for b in before if not any(p.start <= b.start < p.end for p in inside)]
        return free[-1].name if free else None

    def _date(self, cue: Cue, sentence: Sentence) -> str | None:
        """The date nearest before the cue in its sentence, else after it, else the article's first."""
        first = bisect_left(self._date_starts, sentence.start)
        inside = [date for date in self._dates[first:] if date.start < sentence.end and date.edtf is not None]
        before = [date for date in inside if date.start < cue.start]
        chosen = before[-1] if before else (inside[0] if inside else None)
        if chosen is None and _earlier().search(self._lowered, sentence.start, cue.end) is None:
            chosen = self._first_date
        return None if chosen is None or chosen.edtf is None or "/" in chosen.edtf else chosen.edtf

    def _find_first_date(self) -> DateMention | None:
        """The day that the article's lead tells of: the first date in one of its first whole sentences."""
        whole = [s for s in self._analysis.sentences if not s.title and s.end - s.start > _LEAD_LENGTH][:_LEAD]
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


def _is_seat(post: PostMention | None) -> bool:
    return post is not None and post.role == _SEAT


_SEAT = "Ủy viên"


@cache
def _hollow() -> frozenset[str]:
    return frozenset(("", *(fold(word) for word in load_changes().hollow)))


@cache
def _just() -> re.Pattern[str]:
    words = "|".join(re.escape(fold(word)) for word in load_changes().just)
    return re.compile(rf"\b(?:{words})\b")


@cache
def _earlier() -> re.Pattern[str]:
    words = "|".join(re.escape(fold(word)) for word in load_changes().earlier)
    return re.compile(rf"\b(?:{words})\b")


@cache
def _accordingly() -> tuple[str, ...]:
    return tuple(fold(word) for word in load_changes().accordingly)


@cache
def _given() -> tuple[str, ...]:
    return tuple(fold(word) for word in load_changes().given)


@cache
def _unreal() -> re.Pattern[str]:
    words = "|".join(re.escape(fold(word)) for word in load_changes().unreal)
    return re.compile(rf"\b(?:{words})\b")


@cache
def _agent() -> re.Pattern[str]:
    words = "|".join(re.escape(fold(word)) for word in load_changes().agents)
    return re.compile(rf"\b(?:{words})\s$")


@cache
def _about_words() -> frozenset[str]:
    return frozenset(fold(word) for word in load_changes().about)
