"""What a clause says of a change, form by form: passive, active, with the post first, by an office."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.change_clause import APART, LONGEST_ABOUT, PASSIVE, REACH
from kg.facts.change_people import Company
from kg.facts.change_posts import Offices, is_charge, is_seat
from kg.facts.change_scene import Change, Scene, Way
from kg.facts.change_words import (
    again_words,
    deciders,
    filed,
    first,
    fronting,
    link_end,
    moving,
    party,
    plain,
    purpose,
    related,
    state,
)
from kg.lexicon.changes import Trigger, triggers_by_name
from kg.mentions.links import opening_words
from kg.mentions.normalise import lower
from kg.mentions.records import Cue, PersonMention, PostMention, Sentence

#: All of a sentence but its last clause.
_LAST_COMMA = re.compile(r"^.*[,;:]", re.DOTALL)
#: Between what is said and the one who says it.
_SPOKEN = re.compile(r"[\"“”:]|\s[-–—]\s*$")
#: Between a gain and the title that was gained.
_NAMED = re.compile(r"\s+là\s*:?\s*")
#: How near those who discipline stand to the verb.
_BY = 100


class Forms(Offices):
    """Reads the forms that a clause may have."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self._company = Company(scene)

    def _read_cue(self, cue: Cue, trigger: Trigger, sentence: Sentence, stop: int) -> Iterator[Change]:
        if cue.name == "votes":
            yield from self._voted(cue, trigger, sentence)
            return
        mentions = self._scene.analysis.mentions_in(sentence.start, sentence.end)
        posts = self._scene.posts_of(cue, stop)
        subject = self._subject(cue, mentions)
        if subject is not None and self._scene.opens_clause(cue, sentence) and not self._moves_on(subject):
            subject = None
        after = [m for m in mentions if cue.end <= m.start < stop or cue.start < m.start < m.end == cue.end]
        object_ = next((mention for mention in after if not self._is_replaced(mention)), None)
        own = self._is_own(cue)
        passive = subject is not None and self._is_passive(cue, subject)
        if passive and object_ is not None and self._has_object(cue, object_):
            passive = False
        if object_ is not None and not passive and (not own or subject is None):
            changes = self._of_object(cue, trigger, sentence, object_, stop)
            if changes is not None:
                yield from changes
                return
        own = own or (subject is not None and self._is_manner(cue, subject.end))
        if subject is not None and (own or passive):
            yield from self._passive(cue, trigger, subject, posts, "own" if own else "passive")
            return
        if subject is not None and trigger.voice == "loss" and self._scene.is_bracketed(subject.end, cue.start):
            for post in self._itemised(cue.start, stop):
                yield Change(cue, trigger, subject.person, post, "own", cue.start, post.end)
            return
        yield from self._of_nobody_near(cue, trigger, sentence, posts)

    def _has_object(self, cue: Cue, object_: PersonMention) -> bool:
        """Whether a name stands right after a verb whose own clause is not passive ("được …, bổ nhiệm ông A")."""
        if self._scene.lowered[cue.end : self._scene.name_lead(object_)].strip():
            return False
        sentence = self._scene.analysis.sentence_of(cue.start)
        clause = _LAST_COMMA.sub("", self._scene.lowered[sentence.start : cue.start + 5])
        return PASSIVE.search(clause) is None

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
        own = self._is_own(cue)
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
            found or self._of_fronted(cue, trigger, sentence, posts) or self._of_next_object(cue, trigger, sentence)
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

    def _of_next_object(self, cue: Cue, trigger: Trigger, sentence: Sentence) -> Iterator[Change]:
        """Reads "miễn nhiệm chức vụ X và đề nghị … miễn nhiệm chức vụ Y đối với ông A": X is of ông A as well."""
        known = triggers_by_name()
        next_ = next(iter(self._scene.cues(cue.end, sentence.end)), None)
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
        if self._company.speaks_after(object_):
            return None
        titles = [post for post in self._scene.posts_of(cue, stop) if post.end <= object_.lead]
        if self._is_titled(cue, object_, titles):
            if trigger.voice == "gain" and trigger.name != "nominate" and self._is_named(cue, titles[0]):
                return self._titled(cue, trigger, sentence, object_)
            losing = trigger.voice == "loss"
            return self._lost(cue, trigger, titles) if losing else self._active(cue, trigger, sentence, object_, stop)
        gap = self._scene.lowered[cue.end : lead]
        near = len(gap) <= 30 or (len(gap) <= 80 and self._ends_in_about_word(gap))
        apart = any(words.search(gap) is not None for words in (APART, _SPOKEN)) or gap.endswith((" được ", " bị "))
        listed = gap.rstrip().endswith(":") and self._ends_in_about(cue.end, lead)
        found = near and not between and (listed or not apart)
        return self._active(cue, trigger, sentence, object_, stop) if found else None

    def _is_named(self, cue: Cue, title: PostMention) -> bool:
        """Whether a cue and a title are one: "được bầu là Chủ tịch nước A"."""
        return _NAMED.fullmatch(self._scene.lowered, cue.end, title.lead) is not None

    def _titled(self, cue: Cue, trigger: Trigger, sentence: Sentence, object_: PersonMention) -> Iterator[Change]:
        """Reads "vừa được bầu là Chủ tịch nước A và Bộ trưởng Y tế B": what each got is the title."""
        for mention in self._company.listed(object_, sentence):
            for post in self._scene.posts(self._scene.name_lead(mention), mention.lead):
                if post.person == mention.person and post.hold == "before":
                    yield Change(cue, trigger, mention.person, post, "active", cue.start, mention.end)

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
        apart = self._scene.lowered[inside[-1].end : after[0].lead].rstrip() if free else ""
        if apart.endswith(",") and plain().fullmatch(apart) is not None:
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
        earlier = self._scene.cues(sentence.start, cue.start)
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
        taken = [p for p in posts if self._is_taken(cue, p, subject)]
        run = self._given(cue.end, posts[-1].end if posts else cue.end, at_once=True)
        if trigger.voice != "event" and (not taken or (run and run[0] == taken[0])):
            spans = {(post.start, post.end) for post in run}
            run = [post for post in posts if (post.start, post.end) in spans]
            taken = [*run, *(post for post in taken if not run or post.lead >= run[-1].end)]
        if not taken and trigger.voice != "event":
            taken = self._pointed(cue, subject.person)
        if trigger.voice == "event":
            taken = [post for post in taken if self._follows(cue, post)]
        if trigger.name == "strip":
            taken = self._itemised(cue.end, self._scene.analysis.sentence_of(cue.start).end)
        if trigger.voice == "loss":
            lost = self._first_run(cue, taken)
            beyond = lost[-1].end if lost else cue.end
            yield from self._exchanged(cue, subject, [post for post in posts if post.lead >= beyond])
            taken = lost or [post for post in taken if post.end <= cue.start]
        for post in taken:
            person = post.person if post.person is not None and post.hold in ("link", "past") else subject.person
            yield Change(cue, trigger, person, post, way, min(subject.lead, cue.start), max(post.end, cue.end))
        if not taken and trigger.voice == "gain":
            yield from self._given_unnamed(cue, trigger, subject, way)
        if not taken and trigger.voice != "gain":
            yield from self._of_subjects(cue, trigger, subject, way)

    def _is_taken(self, cue: Cue, post: PostMention, subject: PersonMention) -> bool:
        """Whether a post after a cue is the subject's, not that of somebody named between."""
        others = [m for m in self._scene.analysis.mentions_in(cue.end, post.lead) if m.person != subject.person]
        if others and post.person == others[-1].person:
            return False
        held = ("link",) if triggers_by_name()[cue.name].voice == "gain" else ("link", "past")
        return post.hold in held or self._follows(cue, post) or self._is_handed(cue, post)

    def _given_unnamed(self, cue: Cue, trigger: Trigger, subject: PersonMention, way: Way) -> Iterator[Change]:
        """A gain that names no post after it: the one beside the subject, that of whom it follows, or a body alone."""
        held = self._given_before(cue, subject) or self._of_predecessor(cue, subject.person)
        held = held or (self._kept(cue, subject) if trigger.type == "re_elected" else [])
        for post in held:
            yield Change(cue, trigger, post.person or "", post, way, min(subject.lead, cue.start), cue.end)
        body = None if held or way == "own" else self._reached(cue)
        if trigger.type == "transferred" and body is not None:
            yield Change(cue, trigger, subject.person, None, way, min(subject.lead, cue.start), body.end, body.name)

    def _of_subjects(self, cue: Cue, trigger: Trigger, subject: PersonMention, way: Way) -> Iterator[Change]:
        """What a clause that names no post says of its subjects: "Ông A (…) và ông B (…) bị khiển trách"."""
        before = self._scene.lowered[subject.end : cue.start]
        since = trigger.name == "discipline" and before.endswith(opening_words())
        if self._is_own(cue) and not (since or self._is_plain(cue, subject)):
            return
        sentence = self._scene.analysis.sentence_of(cue.start)
        # What brackets hold is about the name before them alone.
        inside = self._scene.is_bracketed(subject.end, cue.start)
        for mention in [subject] if inside else self._scene.joined_before(subject, sentence):
            yield from self._of_beside(cue, trigger, mention, way)

    def _of_beside(self, cue: Cue, trigger: Trigger, mention: PersonMention, way: Way) -> Iterator[Change]:
        """What is said of a person and no named post: it is about the posts beside the name, or about none."""
        if trigger.name == "retire" and filed().search(self._scene.lowered[max(0, cue.start - 12) : cue.start]):
            return
        if trigger.name == "die" and not (self._scene.has_post(mention.person) or self._is_replaced(mention)):
            return
        start, end = min(mention.lead, cue.start), max(mention.end, cue.end)
        bare = trigger.voice == "event" or trigger.name == "retire" or self._is_bare(cue)
        held = self._held(cue, trigger, mention) if bare else []
        for post in held:
            yield Change(cue, trigger, mention.person, post, way, min(start, post.lead), max(end, post.end))
        retires = trigger.name == "retire" and not self._is_left(cue)
        if not held and (trigger.voice == "event" or retires):
            yield Change(cue, trigger, mention.person, None, way, start, end)

    def _held(self, cue: Cue, trigger: Trigger, mention: PersonMention) -> list[PostMention]:
        """The posts that what is said of a person takes, seats apart: those beside the name, else the only one."""
        if trigger.voice == "event" and trigger.name != "die" and not self._is_of_state(cue):
            return []
        held = self._scene.beside(mention)
        if not held and trigger.voice == "loss":
            held = self._scene.linked_posts(mention)
        if not held and trigger.name != "retire" and (trigger.voice == "loss" or trigger.name == "die"):
            held = self._scene.only_posts_of(mention.person)
        if trigger.name == "die":
            held = [post for post in held if not self._scene.lowered.startswith(first(), post.end)]
        elif trigger.voice == "event":
            held = [post for post in held if party().search(lower(post.body or "")) is None]
        if trigger.name != "retire":
            held = [post for post in held if post.marker == ""]
        return [post for post in held if not is_seat(post)] or held

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
            for post in self._own_titles(trigger, listed[0], mention) or posts:
                yield Change(cue, trigger, mention.person, post, "about", cue.start, mention.end)
        end = listed[-1].end
        if trigger.voice == "loss":
            yield from self._exchanged(cue, object_, self._scene.posts(end, sentence.end))
        more = self._given(self._past_separator(end), sentence.end, at_once=True)
        next_ = next(iter(self._scene.analysis.mentions_in(more[-1].end, sentence.end)), None) if more else None
        if next_ is not None and self._ends_in_about(more[-1].end, self._scene.name_lead(next_)):
            yield from self._about(cue, trigger, sentence, next_, more)

    def _own_titles(self, trigger: Trigger, first_: PersonMention, mention: PersonMention) -> list[PostMention]:
        """What one of a list loses who alone has a title before the name: "… đối với ông A và Bộ trưởng Y tế B"."""
        if trigger.voice != "loss" or mention is first_ or self._scene.name_lead(first_) < first_.lead:
            return []
        lead = self._scene.name_lead(mention)
        titles = [post for post in self._scene.posts(lead, mention.lead) if post.person == mention.person]
        return titles if mention.lead == mention.start else []

    def _active(
        self, cue: Cue, trigger: Trigger, sentence: Sentence, object_: PersonMention, stop: int
    ) -> Iterator[Change]:
        """Reads "Bổ nhiệm ông A giữ chức …", "cảnh cáo ông A"."""
        after = [p for p in self._scene.posts_of(cue, stop) if p.start >= object_.end]
        linked = [p for p in after if p.hold == "link" and p.person is not None]
        linked = linked or self._given(object_.end, stop, at_once=False)
        if trigger.voice == "gain":
            yield from self._active_gain(cue, trigger, sentence, object_, stop)
        elif related().search(self._scene.lowered, cue.end, object_.lead) is not None:
            return
        elif trigger.voice == "loss" and linked:
            for post in linked:
                person = post.person if post.hold == "link" and post.person is not None else object_.person
                yield Change(cue, trigger, person, post, "active", cue.start, post.end)
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
        for post in () if given or linked else self._charged(object_, after):
            yield Change(cue, trigger, object_.person, post, "active", cue.start, post.end)
        if not given and not linked:
            again = self._scene.lowered[cue.start : cue.end].endswith(again_words())
            meant = self._scene.beside(object_) if again else self._pointed(cue, object_.person)
            for post in meant:
                yield Change(cue, trigger, object_.person, post, "active", cue.start, max(post.end, object_.end))
            for post in () if meant else self._of_predecessor(cue, object_.person):
                yield Change(cue, trigger, object_.person, post, "active", cue.start, object_.end)

    def _charged(self, object_: PersonMention, after: list[PostMention]) -> list[PostMention]:
        """Reads "phân công bà B, Phó Giám đốc, phụ trách Sở Y tế": what a person is put in charge of."""
        held = [post for post in after if post.person == object_.person and post.hold == "aside"]
        return [post for post in held[-1:] if is_charge(post)]
