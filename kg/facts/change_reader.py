"""Which changes the sentences of an article tell of: cue by cue, whom each is about and which posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from kg.facts.change_clause import APART, LONGEST_ABOUT, PASSIVE, REACH
from kg.facts.change_people import Company
from kg.facts.change_posts import Offices
from kg.facts.change_scene import Change, Scene, Way
from kg.facts.change_words import (
    again_words,
    accordingly,
    deciders,
    filed,
    first,
    given,
    hollow,
    link_end,
    moving,
    fronting,
    purpose,
    state,
    still,
)
from kg.facts.records import ChangeType
from kg.lexicon.changes import Trigger, triggers_by_name
from kg.mentions.records import Cue, PersonMention, PostMention, Sentence

#: A bracket opened between a name and a cue: what it holds is about that name alone.
_OPENED = re.compile(r"\([^()]*$")
#: Between what is said and the one who says it.
_SPOKEN = re.compile(r"[\"“”:]|\s[-–—]\s*$")
#: How far apart two verbs stand that are one: "luân chuyển và chỉ định".
_JOINED = 6
#: How long "Hai", "Các" before a list of new holders is at most.
_COUNT = 16
#: How near those who discipline stand to the verb.
_BY = 100
_BULLETS = " -–+*•\n"
_SEAT = "Ủy viên"

#: A change, the sentence that tells it, and its type.
Found = tuple[Change, Sentence, ChangeType]


def is_seat(post: PostMention | None) -> bool:
    """Whether a post is a seat on a board, which comes along with another post."""
    return post is not None and post.role == _SEAT


class ChangeReader(Offices):
    """Reads the changes of one article, a sentence at a time."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self._company = Company(scene)
        self._gained: tuple[int, Cue | None] = (-2, None)
        self._done: set[tuple[str, str, str | None]] = set()

    def read(self) -> Iterator[Found]:
        """All changes, in the order of the text."""
        analysis = self._scene.analysis
        cues: dict[int, list[Cue]] = {}
        for cue in analysis.cues:
            cues.setdefault(analysis.sentence_of(cue.start).start, []).append(cue)
        for number, sentence in enumerate(analysis.sentences):
            found = cues.get(sentence.start, [])
            for change, kind in self._read_all(number, sentence, found):
                if change.post is not None:
                    self._done.add((change.person, change.post.role, change.post.body))
                    if change.trigger.voice == "gain":
                        self._gained = (number, change.cue)
                yield change, sentence, kind

    def _read_all(self, number: int, sentence: Sentence, cues: list[Cue]) -> Iterator[tuple[Change, ChangeType]]:
        yield from self._read_sentence(sentence, cues)
        yield from self._carry_over(number, sentence, cues)
        for change in (*self._read_followed(sentence, cues), *self._read_list_below(number, sentence, cues)):
            yield change, cast(ChangeType, change.trigger.type)

    def _read_sentence(self, sentence: Sentence, cues: list[Cue]) -> Iterator[tuple[Change, ChangeType]]:
        known = triggers_by_name()
        real = [c for c in cues if known[c.name].type is not None and not self._scene.is_unreal(c, sentence)]
        real = [c for c in real if not self._is_said_later(c, real)]
        moved: dict[str, Cue] = {}
        for index, cue in enumerate(real):
            stop = self._stop(cue, cues, sentence)
            trigger = known[cue.name]
            if trigger.name == "transfer" and self._scene.lowered[cue.start : cue.end] not in trigger.own:
                self._note_moved(cue, sentence, moved)
            if index and self._continues(real[index - 1], cue):
                trigger = known[real[index - 1].name]
            if index and known[real[index - 1].name].name == "resign" and self._is_chained(real[index - 1], cue):
                trigger = known["resign"]
            if trigger.voice == "gain" and self._scene.is_taken_back(cue, sentence):
                trigger = known["dismiss"]
            if cue.name == "hand" and any(0 <= c.start - cue.end < REACH for c in cues):
                continue
            for change in self._read_cue(cue, trigger, sentence, stop):
                yield change, self._type(change, cues, moved)

    def _stop(self, cue: Cue, cues: list[Cue], sentence: Sentence) -> int:
        """Where the words about a cue end: at the next cue, unless that only says what the first is for.

        "Giới thiệu ông A để Quốc hội bầu làm …".
        """
        known = triggers_by_name()
        for later in cues:
            if later.start < cue.end or known[later.name].type is None:
                continue
            left = self._scene.lowered[max(cue.end, later.start - REACH) : later.start]
            both = known[cue.name].voice == known[later.name].voice == "gain"
            if not (both and self._scene.is_unreal(later, sentence) and purpose().search(left)):
                return later.start
        return sentence.end

    def _is_said_later(self, cue: Cue, real: list[Cue]) -> bool:
        """Whether a loss after a bare "kỷ luật" says which one: "kỷ luật ông A bằng hình thức cách chức …"."""
        known = triggers_by_name()
        if cue.name != "blame":
            return False
        later = next((other for other in real if other.start >= cue.end), None)
        return later is not None and known[later.name].type == "dismissed" and self._is_manner(later, cue.end)

    def _carry_over(self, number: int, sentence: Sentence, cues: list[Cue]) -> Iterator[tuple[Change, ChangeType]]:
        """Posts given by "giữ chức" alone, after a clause or a sentence that says that posts were given.

        "… được bầu làm Chủ tịch; ông B giữ chức Phó Chủ tịch." and "Công bố quyết định chỉ định … Theo đó, ông A giữ
        chức …".
        """
        known = triggers_by_name()
        gains = [c for c in cues if known[c.name].voice == "gain" and not self._scene.is_unreal(c, sentence)]
        gains = [c for c in gains if not self._scene.opens_clause(c, sentence)]
        opened = self._gained[0] == number - 1 and (
            self._scene.lowered.startswith(accordingly(), sentence.start) or (not cues and self._goes_on(sentence))
        )
        if gains or opened:
            for post in self._scene.posts(sentence.start, sentence.end):
                earlier = [cue for cue in gains if cue.end <= post.lead]
                cue = earlier[-1] if earlier else (self._gained[1] if opened else None)
                if cue is None or post.person is None or not self._is_given(post, cues):
                    continue
                if (post.person, post.role, post.body) not in self._done:
                    trigger = known[cue.name]
                    change = Change(cue, trigger, post.person, post, "carried", post.lead, post.end)
                    yield change, cast(ChangeType, trigger.type)
        if gains and self._gained[0] != number:
            self._gained = (number, gains[-1])
        elif opened and not cues:
            self._gained = (number, self._gained[1])

    def _goes_on(self, sentence: Sentence) -> bool:
        """Whether a sentence gives somebody new a post, and tells nothing else: "Ông B làm Phó Giám đốc."."""
        people = {mention.person for mention in self._scene.analysis.mentions_in(sentence.start, sentence.end)}
        posts = self._scene.posts(sentence.start, sentence.end)
        if posts and all(post.hold in ("before", "list") for post in posts):
            return any(self._is_listed_as_given(post, []) for post in posts)
        linked = [post for post in posts if post.hold == "link"]
        known = {person for person, _, _ in self._done}
        rest = self._scene.lowered[linked[-1].end : sentence.end].strip(" .\n") if linked else "?"
        if still().search(self._scene.lowered, sentence.start, sentence.end) is not None:
            return False
        return len(people) == 1 and not people & known and not rest

    def _read_followed(self, sentence: Sentence, cues: list[Cue]) -> Iterator[Change]:
        """Reads "Ông A giữ chức Bí thư … thay ông B …": a post that somebody else held before is given."""
        trigger = triggers_by_name()["appoint"]
        for cue in cues:
            before = self._scene.posts(sentence.start, cue.start) if cue.name == "replace" else []
            post = next((post for post in reversed(before) if post.end <= cue.start), None)
            if post is None or post.person is None or (post.person, post.role, post.body) in self._done:
                continue
            if self._is_given(post, cues) and not self._scene.lowered[post.end : cue.start].strip(" ,"):
                yield Change(cue, trigger, post.person, post, "carried", post.lead, cue.end)

    def _read_list_below(self, number: int, sentence: Sentence, cues: list[Cue]) -> Iterator[Change]:
        """Reads "Giới thiệu bổ sung hai Ủy viên …, gồm:" and a line for each person below."""
        known = triggers_by_name()
        real = [c for c in cues if known[c.name].type is not None and not self._scene.is_unreal(c, sentence)]
        if not real or not self._scene.lowered[sentence.start : sentence.end].rstrip().endswith(":"):
            return
        posts = [post for post in self._scene.posts(real[-1].end, sentence.end) if post.person is None]
        for mention in self._lines_below(number) if len(posts) == 1 else ():
            yield Change(real[-1], known[real[-1].name], mention.person, posts[0], "list", real[-1].start, posts[0].end)

    def _lines_below(self, number: int) -> Iterator[PersonMention]:
        """Those whose names open the sentences after one."""
        for sentence in self._scene.analysis.sentences[number + 1 :]:
            first = next(iter(self._scene.analysis.mentions_in(sentence.start, sentence.end)), None)
            opening = "" if first is None else self._scene.lowered[sentence.start : self._scene.name_lead(first)]
            if first is None or first.kind == "pronoun" or opening.strip(_BULLETS):
                return
            yield first

    def _is_given(self, post: PostMention, cues: list[Cue]) -> bool:
        """Whether "giữ chức" alone, with no cue of its own, gives a post to the person named before."""
        if post.hold in ("before", "list"):
            return self._is_listed_as_given(post, cues)
        if post.hold != "link" or not self._scene.lowered[: post.lead].rstrip().endswith(given()):
            return False
        mentions = self._scene.analysis.mentions_in(self._scene.analysis.sentence_of(post.start).start, post.lead)
        if not mentions:
            return False
        typed = [cue for cue in cues if triggers_by_name()[cue.name].type is not None and cue.end <= post.lead]
        planned = bool(typed) and self._scene.is_unreal(typed[-1], self._scene.analysis.sentence_of(post.start))
        return not planned and not any(mentions[-1].start < cue.start < post.lead for cue in cues)

    def _is_listed_as_given(self, post: PostMention, cues: list[Cue]) -> bool:
        """Reads "Hai Phó Chủ tịch … là ông A và bà B." where a sentence with no verb of its own goes on with gains."""
        sentence = self._scene.analysis.sentence_of(post.start)
        after = next(iter(self._scene.analysis.mentions_in(post.end, sentence.end)), None)
        opening = self._scene.lowered[sentence.start : post.lead].strip()
        return (
            not cues
            and after is not None
            and len(opening) < _COUNT
            and self._scene.lowered[post.end : after.lead].strip(" :") in ("là", "gồm")
            and not self._scene.without_posts(self._company.listed(after, sentence)[-1].end, sentence.end).strip(
                " .,\n"
            )
        )

    def _continues(self, last: Cue, cue: Cue) -> bool:
        """Whether a cue only goes on from the one before ("phân công về làm …")."""
        known = triggers_by_name()
        return (
            self._scene.lowered[last.end : cue.start].strip() in hollow()
            and cue.name == "transfer"
            and known[last.name].voice == "gain"
            and self._scene.lowered[cue.start : cue.end] in known[cue.name].own
        )

    def _is_chained(self, last: Cue, cue: Cue) -> bool:
        """Whether a loss only goes on with a resignation ("xin từ chức …, thôi làm đại biểu …")."""
        own = self._scene.lowered[cue.start : cue.end] in triggers_by_name()[cue.name].own
        return own and cue.name == "dismiss" and not self._scene.analysis.mentions_in(last.end, cue.start)

    def _note_moved(self, cue: Cue, sentence: Sentence, moved: dict[str, Cue]) -> None:
        """Whom a move is about: its subject, its object, or the object of the appointment that it is joined to."""
        mentions = self._scene.analysis.mentions_in(sentence.start, sentence.end)
        following = next((c for c in self._scene.analysis.cues if c.start >= cue.end), None)
        joined = following is not None and following.start - cue.end <= 6
        for mention in mentions:
            passive = mention.end <= cue.start and PASSIVE.search(self._scene.lowered, mention.end, cue.start + 5)
            reach = following.end if joined and following is not None else cue.end
            if passive or (cue.end <= mention.start and mention.lead - reach <= 16):
                moved.setdefault(mention.person, cue)

    def _type(self, change: Change, cues: list[Cue], moved: dict[str, Cue]) -> ChangeType:
        """The change's type; a move that ends in an appointment is one transfer, an approved election an approval."""
        kind = cast(ChangeType, change.trigger.type)
        if change.trigger.name in ("appoint", "elect"):
            before = [cue for cue in cues if cue.end <= change.cue.start]
            if any(cue.name == "approve" and change.cue.start - cue.end < 40 for cue in before):
                return "approved"
            earlier = moved.get(change.person)
            if earlier is not None and is_seat(change.post) and change.cue.start - earlier.end > _JOINED:
                earlier = None
            if change.trigger.name == "appoint" and earlier is not None and earlier.start < change.cue.start:
                return "transferred"
            if before and before[-1].name == "transfer" and change.cue.start - before[-1].end <= _JOINED:
                return "transferred"
        return kind

    def _read_cue(self, cue: Cue, trigger: Trigger, sentence: Sentence, stop: int) -> Iterator[Change]:
        if cue.name == "votes":
            yield from self._voted(cue, trigger, sentence)
            return
        mentions = self._scene.analysis.mentions_in(sentence.start, sentence.end)
        posts = self._scene.posts_of(cue, stop)
        subject = self._subject(cue, mentions)
        if subject is not None and self._scene.opens_clause(cue, sentence) and not self._moves_on(subject):
            subject = None
        after = [mention for mention in mentions if cue.end <= mention.start < stop]
        object_ = next((mention for mention in after if not self._is_replaced(mention)), None)
        own = self._scene.lowered[cue.start : cue.end] in trigger.own
        passive = subject is not None and self._is_passive(cue, subject)
        if object_ is not None and not passive and (not own or subject is None):
            changes = self._of_object(cue, trigger, sentence, object_, stop)
            if changes is not None:
                yield from changes
                return
        own = own or (subject is not None and self._is_manner(cue, subject.end))
        if subject is not None and (own or passive):
            yield from self._passive(cue, trigger, subject, posts, "own" if own else "passive")
            return
        yield from self._of_nobody_near(cue, trigger, sentence, posts)

    def _voted(self, cue: Cue, trigger: Trigger, sentence: Sentence) -> Iterator[Change]:
        """Reads "Hai Ủy viên … có số phiếu như sau: ông A 450 phiếu (91%), bà B …"."""
        posts = [post for post in self._scene.posts(sentence.start, cue.start) if post.end <= cue.start]
        first_ = next(iter(self._scene.analysis.mentions_in(cue.end, sentence.end)), None)
        if not posts or first_ is None or self._scene.lowered[cue.end : self._scene.name_lead(first_)].strip(" :"):
            return
        for mention in self._company.listed(first_, sentence):
            yield Change(cue, trigger, mention.person, posts[-1], "list", mention.lead, mention.end)

    def _of_nobody_near(
        self, cue: Cue, trigger: Trigger, sentence: Sentence, posts: list[PostMention]
    ) -> Iterator[Change]:
        """The changes of a cue whose clause names nobody: the person is named after it, before it, or by an office."""
        own = self._scene.lowered[cue.start : cue.end] in trigger.own
        passive = PASSIVE.search(self._scene.lowered, sentence.start, cue.start + 5) is not None
        mentions = self._scene.analysis.mentions_in(sentence.start, sentence.end)
        found = list(self._opened(cue, trigger, mentions, posts)) if passive else []
        meant = None if found else self._meant(cue, sentence, own=own)
        if meant is not None and (own or self._is_passive(cue, meant)):
            found = list(self._passive(cue, trigger, meant, posts, "own" if own else "passive"))
        elif not found and trigger.voice == "gain":
            found = list(self._of_last_object(cue, trigger, sentence, posts))
            found = found or list(self._of_office(cue, trigger, posts))
        yield from (
            found
            or self._of_fronted(cue, trigger, sentence, posts)
            or self._of_next_object(cue, trigger, sentence, posts)
        )

    def _of_fronted(self, cue: Cue, trigger: Trigger, sentence: Sentence, posts: list[PostMention]) -> list[Change]:
        """Reads "Đối với ông A, Ban Bí thư cách chức …": who is named ahead of the sentence is its object."""
        first_ = next(iter(self._scene.analysis.mentions_in(sentence.start, cue.start)), None)
        if (
            first_ is None
            or fronting().fullmatch(self._scene.lowered, sentence.start, self._scene.name_lead(first_)) is None
        ):
            return []
        return list(self._passive(cue, trigger, first_, posts, "own"))

    def _of_next_object(
        self, cue: Cue, trigger: Trigger, sentence: Sentence, posts: list[PostMention]
    ) -> Iterator[Change]:
        """Reads "miễn nhiệm chức vụ X và đề nghị … miễn nhiệm chức vụ Y đối với ông A": X is of ông A as well."""
        known = triggers_by_name()
        next_ = next((c for c in self._scene.analysis.cues if cue.end <= c.start < sentence.end), None)
        object_ = None if next_ is None else next(iter(self._scene.analysis.mentions_in(next_.end, sentence.end)), None)
        if next_ is None or object_ is None or known[next_.name].voice != trigger.voice or trigger.voice == "event":
            return
        run = self._given(cue.end, next_.start, at_once=True)
        beyond = [p for p in self._scene.posts_of(next_, sentence.end) if p.end <= self._scene.name_lead(object_)]
        apart = re.search(r"[;.]", self._scene.lowered[run[-1].end : next_.start]) if run else None
        if beyond and apart is None and self._ends_in_about(beyond[-1].end, self._scene.name_lead(object_)):
            for post in run:
                yield Change(cue, trigger, object_.person, post, "about", cue.start, post.end)

    def _meant(self, cue: Cue, sentence: Sentence, *, own: bool) -> PersonMention | None:
        """Whom a clause is about that names no subject: an office's holder, who speaks, or the sentence's person."""
        offices = [p for p in self._scene.posts(sentence.start, cue.start) if p.person is None and p.end <= cue.start]
        if offices and self._is_of_office(offices[-1], cue):
            return self._company.of_office(offices[-1])
        spoken = self._company.speaker(cue, sentence) if own else None
        return spoken or self._company.unsaid(cue, sentence)

    def _of_office(self, cue: Cue, trigger: Trigger, posts: list[PostMention]) -> Iterator[Change]:
        """Reads "bầu Tổng Bí thư làm Chủ tịch nước": an office stands for its holder."""
        if not posts or posts[0].person is not None or not self._follows(cue, posts[0]):
            return
        person = self._company.holder(posts[0])
        for post in self._given(posts[0].end, posts[-1].end, at_once=False) if person is not None else ():
            yield Change(cue, trigger, person or "", post, "active", cue.start, post.end)

    def _of_object(
        self, cue: Cue, trigger: Trigger, sentence: Sentence, object_: PersonMention, stop: int
    ) -> Iterator[Change] | None:
        """The changes of a cue whose object the person named next is; none when that person is no object of it."""
        lead = self._scene.name_lead(object_)
        between = [post for post in self._scene.posts_of(cue, stop) if post.end <= lead]
        between = [post for post in between if not self._scene.lowered[: post.lead].endswith(deciders())]
        if between and self._ends_in_about(between[-1].end, lead):
            return self._about(cue, trigger, sentence, object_, between)
        titles = [post for post in self._scene.posts_of(cue, stop) if post.end <= object_.lead]
        apart = self._scene.lowered[cue.end : lead].rstrip().endswith(",") and self._company.speaks_after(object_)
        if self._is_titled(cue, object_, titles) and not apart:
            gains = trigger.voice == "gain"
            return self._active(cue, trigger, sentence, object_, stop) if gains else self._lost(cue, trigger, titles)
        gap = self._scene.lowered[cue.end : lead]
        near = len(gap) <= 30 or (len(gap) <= 80 and self._ends_in_about_word(gap))
        if near and not between and APART.search(gap) is None and _SPOKEN.search(gap) is None:
            return self._active(cue, trigger, sentence, object_, stop)
        return None

    @staticmethod
    def _lost(cue: Cue, trigger: Trigger, titles: list[PostMention]) -> Iterator[Change]:
        """What a loss right before a title and a name takes: the title."""
        for post in titles:
            if trigger.voice == "loss" and post.person is not None:
                yield Change(cue, trigger, post.person, post, "about", cue.start, post.end)

    def _opened(
        self, cue: Cue, trigger: Trigger, mentions: tuple[PersonMention, ...], posts: list[PostMention]
    ) -> Iterator[Change]:
        """Reads "Sau khi được bổ nhiệm làm …, ông A …": the person comes after."""
        after = [mention for mention in mentions if mention.lead >= cue.end]
        people = {mention.person for mention in after}
        if trigger.voice == "event" and after and self._is_subject_to_come(cue, after[0]):
            yield Change(cue, trigger, after[0].person, None, "passive", cue.start, after[0].end)
        inside = [post for post in posts if after and post.end <= after[0].lead]
        for post in inside:
            if post.hold == "link" and post.person in people:
                yield Change(cue, trigger, post.person or "", post, "passive", cue.start, post.end)
        free = trigger.voice == "gain" and bool(inside) and all(post.person is None for post in inside)
        if free and self._scene.lowered[inside[-1].end : after[0].lead].strip() == ",":
            for post in inside if is_seat(inside[0]) or self._is_handed(cue, inside[0]) else ():
                yield Change(cue, trigger, after[0].person, post, "passive", cue.start, post.end)

    def _is_subject_to_come(self, cue: Cue, mention: PersonMention) -> bool:
        """Whether a name after a clause is its subject ("Bị kỷ luật khiển trách, ông A …"), not who speaks it."""
        gap = self._scene.lowered[cue.end : mention.lead]
        return len(gap) <= LONGEST_ABOUT and _SPOKEN.search(gap) is None

    def _of_last_object(
        self, cue: Cue, trigger: Trigger, sentence: Sentence, posts: list[PostMention]
    ) -> Iterator[Change]:
        """Reads "Điều động ông A về … và bổ nhiệm giữ chức …": the second verb goes on about the first one's object."""
        known = triggers_by_name()
        earlier = [c for c in self._scene.analysis.cues if sentence.start <= c.start < cue.start]
        gains = [c for c in earlier if known[c.name].voice == "gain"]
        object_ = None if not gains else next(iter(self._scene.analysis.mentions_in(gains[-1].end, cue.start)), None)
        if object_ is None or self._scene.name_lead(object_) - gains[-1].end > 16:
            return
        for post in posts:
            if post.person == object_.person and post.hold == "link":
                yield Change(cue, trigger, object_.person, post, "active", cue.start, post.end)

    def _passive(
        self, cue: Cue, trigger: Trigger, subject: PersonMention, posts: list[PostMention], way: Way
    ) -> Iterator[Change]:
        """Reads "Ông A được bầu làm …", "ông A thôi giữ chức …"."""
        taken = [p for p in posts if p.hold in ("link", "past") or self._follows(cue, p) or self._is_handed(cue, p)]
        if trigger.voice == "gain":
            taken = taken or self._given(cue.end, posts[-1].end if posts else cue.end, at_once=True)
        if not taken and trigger.voice != "event":
            taken = self._pointed(cue, subject.person)
        if trigger.voice == "event":
            taken = [post for post in taken if self._follows(cue, post)]
        if trigger.name == "strip":
            taken = self._itemised(cue.end, self._scene.analysis.sentence_of(cue.start).end)
        if trigger.voice == "loss":
            lost = self._first_run(cue, taken)
            yield from self._exchanged(cue, subject, taken[len(lost) :])
            taken = lost or [post for post in taken if post.end <= cue.start]
        for post in taken:
            person = post.person if post.person is not None and post.hold in ("link", "past") else subject.person
            yield Change(cue, trigger, person, post, way, min(subject.lead, cue.start), max(post.end, cue.end))
        if not taken and trigger.voice == "gain":
            for held in self._given_before(cue, subject):
                yield Change(cue, trigger, held.person or "", held, way, min(subject.lead, held.lead), cue.end)
        if not taken and trigger.voice != "gain":
            yield from self._of_subjects(cue, trigger, subject, way)

    def _of_subjects(self, cue: Cue, trigger: Trigger, subject: PersonMention, way: Way) -> Iterator[Change]:
        """What a clause that names no post says of its subjects: "Ông A (…) và ông B (…) bị khiển trách"."""
        if self._scene.lowered[cue.start : cue.end] in trigger.own and not self._is_plain(cue, subject):
            return
        sentence = self._scene.analysis.sentence_of(cue.start)
        inside = _OPENED.search(self._scene.lowered, subject.end, cue.start) is not None
        for mention in [subject] if inside else self._scene.joined_before(subject, sentence):
            yield from self._of_beside(cue, trigger, mention, way)

    def _of_beside(self, cue: Cue, trigger: Trigger, mention: PersonMention, way: Way) -> Iterator[Change]:
        """What is said of a person and no named post: it is about the posts beside the name, or about none."""
        if trigger.name == "retire" and filed().search(self._scene.lowered[max(0, cue.start - 12) : cue.start]):
            return
        start, end = min(mention.lead, cue.start), max(mention.end, cue.end)
        held = self._scene.beside(mention)
        if not held and trigger.name != "retire":
            held = self._scene.only_posts_of(mention.person)
        if trigger.name == "die":
            held = [post for post in held if not self._scene.lowered.startswith(first(), post.end)]
            if not self._scene.has_post(mention.person):
                return
        if trigger.name != "retire":
            held = [post for post in held if post.marker == ""]
        held = [post for post in held if not is_seat(post)] or held
        if trigger.voice == "event" and trigger.name != "die":
            held = held if trigger.type == "disciplined" and self._is_of_state(cue) else []
        elif trigger.voice == "loss" and trigger.name != "retire" and not self._is_bare(cue):
            return
        for post in held:
            yield Change(cue, trigger, mention.person, post, way, min(start, post.lead), max(end, post.end))
        retires = trigger.name == "retire" and not self._is_left(cue)
        if not held and (trigger.voice == "event" or retires):
            yield Change(cue, trigger, mention.person, None, way, start, end)

    def _is_of_state(self, cue: Cue) -> bool:
        """Whether it is the State that disciplines: the post, then, not the member of the Party."""
        sentence = self._scene.analysis.sentence_of(cue.start)
        start, end = max(sentence.start, cue.start - _BY), min(sentence.end, cue.end + _BY // 2)
        found = [match.start() for match in state().finditer(self._scene.lowered, start, end)]
        return any(not self._scene.analysis.mentions_in(at, cue.start)[1:] for at in found)

    def _exchanged(self, cue: Cue, subject: PersonMention, later: list[PostMention]) -> Iterator[Change]:
        """Reads "thôi giữ chức … để giữ chức …": the post that somebody leaves another one for."""
        opened = False
        for post in later:
            before = self._scene.lowered[max(cue.end, post.lead - REACH) : post.lead]
            opened = opened or purpose().search(before) is not None
            handed = post.person is None and link_end().search(before) is not None
            if opened and (handed or (post.person == subject.person and post.hold == "link")):
                moved = moving().search(before) is not None
                trigger = triggers_by_name()["transfer" if moved else "appoint"]
                yield Change(cue, trigger, subject.person, post, "carried", cue.start, post.end)

    def _about(
        self, cue: Cue, trigger: Trigger, sentence: Sentence, object_: PersonMention, posts: list[PostMention]
    ) -> Iterator[Change]:
        """Reads "Miễn nhiệm chức danh X đối với ông A và ông B, chức danh Y đối với ông C"."""
        listed = self._company.listed(object_, sentence)
        for mention in listed:
            for post in posts:
                yield Change(cue, trigger, mention.person, post, "about", cue.start, mention.end)
        end = listed[-1].end
        if trigger.voice == "loss":
            yield from self._exchanged(cue, object_, self._scene.posts(end, sentence.end))
        more = self._given(end, sentence.end, at_once=True)
        next_ = next(iter(self._scene.analysis.mentions_in(more[-1].end, sentence.end)), None) if more else None
        if next_ is not None and self._ends_in_about(more[-1].end, self._scene.name_lead(next_)):
            yield from self._about(cue, trigger, sentence, next_, more)

    def _active(
        self, cue: Cue, trigger: Trigger, sentence: Sentence, object_: PersonMention, stop: int
    ) -> Iterator[Change]:
        """Reads "Bổ nhiệm ông A giữ chức …", "cảnh cáo ông A"."""
        after = [p for p in self._scene.posts_of(cue, stop) if p.start >= object_.end]
        linked = [p for p in after if p.hold == "link" and p.person is not None]
        linked = linked or self._given(object_.end, stop, at_once=False)
        if trigger.voice == "gain":
            yield from self._active_gain(cue, trigger, sentence, object_, stop)
        elif trigger.voice == "loss" and linked:
            for post in linked:
                yield Change(cue, trigger, object_.person, post, "active", cue.start, post.end)
        else:
            listed = self._company.listed(object_, sentence)
            items = self._itemised(listed[-1].end, sentence.end) if trigger.type == "dismissed" else []
            for post in items:
                yield Change(cue, trigger, object_.person, post, "active", cue.start, post.end)
            for mention in () if items and trigger.name == "strip" else listed:
                yield from self._of_beside(cue, trigger, mention, "active")

    def _active_gain(
        self, cue: Cue, trigger: Trigger, sentence: Sentence, object_: PersonMention, stop: int
    ) -> Iterator[Change]:
        """Reads "bầu ông A, Trưởng …, và ông B làm Ủy viên; ông C làm …"."""
        listed = [m for m in self._company.listed(object_, sentence) if m.start < stop]
        given = self._given(listed[-1].end, stop, at_once=False)
        spans = {(post.start, post.end) for post in given}
        after = [p for p in self._scene.posts_of(cue, stop) if p.start >= object_.end]
        linked = [p for p in after if p.hold == "link" and p.person is not None and (p.start, p.end) not in spans]
        for post in given:
            for mention in listed:
                yield Change(cue, trigger, mention.person, post, "active", cue.start, post.end)
        for post in linked:
            yield Change(cue, trigger, post.person or "", post, "active", cue.start, post.end)
        if not given and not linked:
            again = self._scene.lowered[cue.start : cue.end].endswith(again_words())
            for post in self._scene.beside(object_) if again else self._pointed(cue, object_.person):
                yield Change(cue, trigger, object_.person, post, "active", cue.start, max(post.end, object_.end))
