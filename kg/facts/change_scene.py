"""One article as its changes are read: its posts by place, and what is said not to have happened."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal

import msgspec

from kg.facts.change_words import (
    achieved,
    added,
    brackets,
    came_about,
    doubted,
    granting,
    joining,
    just,
    onward,
    planned,
    purpose_words,
    revoking,
    unreal,
)
from kg.lexicon.changes import Trigger, triggers_by_name
from kg.mentions.links import opening_words
from kg.mentions.normalise import lower
from kg.mentions.records import Analysis, BodyMention, Cue, PersonMention, PostMention, Sentence

Way = Literal["passive", "own", "active", "about", "carried", "list"]

_BECAUSE = re.compile(r"\bdo\b")
_BOUNDARY = re.compile(r"[,;:.()\"“”\n]|\b(?:dù|mặc dù|tuy|nhưng|song|khi(?=\s(?:ông|bà)\b))\b")
_SEPARATOR = re.compile(r"[\s,;–-]*(?:và|cùng|cùng với)?[\s,–-]*")
_OPEN = re.compile(r"\([^()]*$")
#: A further decision of one list.
_DECISION = re.compile(r";\s?(?:các\s)?quyết định\s(?:[^\W\d_]+\s){0,3}$")
#: How near "vừa" stands to what has only now happened.
_JUST = 9
_PASSIVE_WORD = len(" được ")
_CLAUSE = 70
#: How far posts stand from their holder's name at most, and how much may stand between two of them.
_REACH, _NEAR = 160, 8
#: One or two words that open a clause, and the passive right after them: the subject is yet to come.
_PASSIVE = re.compile(r"(?:\w+ ){1,3}(?:được|bị)\b")


class Change(msgspec.Struct, frozen=True):
    """One change before it is a fact: the words from `start` to `end` say it; `body` where no post is named."""

    cue: Cue
    trigger: Trigger
    person: str
    post: PostMention | None
    way: Way
    start: int
    end: int
    body: str | None = None


class Scene:
    """What reading the changes of one article shares."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.lowered = lower(analysis.text)
        self._post_starts = [post.start for post in analysis.posts]
        self._body_starts = [body.start for body in analysis.bodies]
        self._cue_starts = [cue.start for cue in analysis.cues]
        self._area_starts = [area.start for area in analysis.areas]
        self._same_posts: dict[tuple[str, str | None], list[PostMention]] = {}
        self._posts_held: dict[str, list[PostMention]] = {}
        for post in analysis.posts:
            self._same_posts.setdefault((post.role, post.body), []).append(post)
            if post.person is not None:
                self._posts_held.setdefault(post.person, []).append(post)
        self._unreal: dict[int, bool] = {}
        self._plans: set[int] = set()
        self._taken_back: dict[int, bool] = {}

    def posts(self, start: int, end: int) -> list[PostMention]:
        """The posts that start within [start, end)."""
        first = bisect_left(self._post_starts, start)
        return list(self.analysis.posts[first : bisect_left(self._post_starts, end)])

    def cues(self, start: int, end: int) -> list[Cue]:
        """The cues that start within [start, end)."""
        first = bisect_left(self._cue_starts, start)
        return list(self.analysis.cues[first : bisect_left(self._cue_starts, end)])

    def number(self, sentence: Sentence) -> int:
        """Which sentence of the article it is, from 0."""
        return bisect_left(self.analysis.sentences, sentence.start, key=lambda other: other.start)

    def bodies(self, start: int, end: int) -> list[BodyMention]:
        """The bodies that start within [start, end)."""
        first = bisect_left(self._body_starts, start)
        return list(self.analysis.bodies[first : bisect_left(self._body_starts, end)])

    def posts_like(self, post: PostMention) -> list[PostMention]:
        """All places where the article names the same post."""
        return self._same_posts.get((post.role, post.body), [])

    def posts_of(self, cue: Cue, end: int) -> list[PostMention]:
        """The posts after a cue, and a seat that the cue's own words begin ("bầu vào Ban Chấp hành")."""
        return [post for post in self.posts(cue.start, end) if post.end > cue.end]

    def is_unreal(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether words before a cue, in its clause or in one that it goes on with, say that it has not happened."""
        if cue.start not in self._unreal:
            self._unreal[cue.start] = self._is_unreal(cue, sentence)
        return self._unreal[cue.start]

    def _is_unreal(self, cue: Cue, sentence: Sentence) -> bool:
        left = max(sentence.start, cue.start - _CLAUSE)
        last = self._last_cue_end(cue)
        if _BECAUSE.search(self.lowered, last, cue.start):
            left = max(left, last)
        bounds = [left]
        bounds += [boundary.end() for boundary in _BOUNDARY.finditer(self.lowered, left, cue.start)]
        found = self._find_unreal(cue, sentence, bounds[-1])
        if found is not None:
            if planned().search(found.group()):
                self._plans.add(cue.start)
            return True
        shared = self._goes_on_planned(bounds, cue) or self._shares_plan(cue, sentence)
        if shared:
            self._plans.add(cue.start)
        return shared

    def _find_unreal(self, cue: Cue, sentence: Sentence, start: int) -> re.Match[str] | None:
        """The first words of a clause that say that a cue has not happened, those that granted or achieved it apart."""
        taken_back = revoking().search(self.lowered, start, cue.start)
        end = cue.start if taken_back is None else taken_back.start()
        if taken_back is not None and triggers_by_name()[cue.name].voice != "gain":
            return taken_back
        if just().search(self.lowered[max(start, cue.start - _JUST) : cue.start + 5]) is not None:
            return doubted().search(self.lowered, start, end)
        # A passive word that the cue begins with is seen as well: "trước khi được bầu" has come to pass.
        for found in unreal().finditer(self.lowered, start, end + _PASSIVE_WORD):
            if found.end() > end or self._names_body(found.start()) or self._is_told_of_another(found.end(), cue):
                continue
            if found.group() not in purpose_words():
                return found
            reached = achieved().search(self.lowered, sentence.start, found.start()) is not None
            allowed = granting().search(self.lowered[max(start, found.start() - 20) : found.start()]) is not None
            if not (reached or allowed or self._was_left(cue, sentence)):
                return found
        return None

    def _names_body(self, at: int) -> bool:
        """Whether a word is part of a post or a body ("Phòng Kế hoạch")."""
        post = bisect_left(self._post_starts, at + 1) - 1
        body = bisect_left(self._body_starts, at + 1) - 1
        in_post = post >= 0 and self.analysis.posts[post].end > at
        return in_post or (body >= 0 and self.analysis.bodies[body].end > at)

    def _is_told_of_another(self, at: int, cue: Cue) -> bool:
        """Whether somebody is named between whose own clause a cue is in: "dự kiến thay ông A đã nghỉ hưu"."""
        mentions = self.analysis.mentions_in(at, cue.start)
        return bool(mentions) and came_about().match(self.lowered, mentions[-1].end) is not None

    def is_taken_back(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether the clause says that the decision that a cue tells of is withdrawn ("thu hồi quyết định bổ nhiệm").

        A decision named after a semicolon goes on with the withdrawal of the one before it.
        """
        if cue.start not in self._taken_back:
            start = max(sentence.start, cue.start - 2 * _CLAUSE)
            found = revoking().search(self.lowered, start, cue.start) is not None
            index = bisect_left(self._cue_starts, cue.start)
            last = self.analysis.cues[index - 1] if index else None
            if not found and last is not None and last.start >= sentence.start and self.is_taken_back(last, sentence):
                found = _DECISION.search(self.lowered, last.end, cue.start) is not None
            self._taken_back[cue.start] = found
        return self._taken_back[cue.start]

    def _shares_plan(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether a cue only adds to one before that is planned ("sẽ miễn nhiệm …, đồng thời bổ nhiệm …")."""
        last = self._before_brackets(cue, sentence)
        if last is None or last.start not in self._plans:
            return False
        near = self.lowered[max(last.end, cue.start - 2 * _JUST) : cue.start]
        return added().search(self.lowered[last.end : cue.start]) is not None and came_about().search(near) is None

    def _was_left(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether another post was left for this one ("thôi giữ chức … để chuyển sang làm …")."""
        known = triggers_by_name()
        index = bisect_left(self._cue_starts, cue.start)
        last = self.analysis.cues[index - 1] if index else None
        return last is not None and last.start >= sentence.start and known[last.name].voice == "loss"

    def _before_brackets(self, cue: Cue, sentence: Sentence) -> Cue | None:
        """The cue before this one in its sentence, those in brackets left out."""
        index = bisect_left(self._cue_starts, cue.start) - 1
        while index >= 0 and self.analysis.cues[index].start >= sentence.start:
            last = self.analysis.cues[index]
            closed = self.lowered.find(")", last.end, cue.start)
            if closed < 0 or "(" in self.lowered[last.end : closed]:
                return last
            index -= 1
        return None

    def _goes_on_planned(self, bounds: list[int], cue: Cue) -> bool:
        """Whether the clause only goes on with a plan of the one before ("đề nghị xem xét, thi hành kỷ luật")."""
        if len(bounds) < 2 or onward().fullmatch(self.lowered, bounds[-1], cue.start) is None:
            return False
        if self.lowered[bounds[-1] - 1] != ",":
            return False
        return planned().search(self.lowered, bounds[-2], bounds[-1]) is not None

    def _last_cue_end(self, cue: Cue) -> int:
        index = bisect_left(self._cue_starts, cue.start)
        return self.analysis.cues[index - 1].end if index else 0

    def opens_clause(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether a cue's clause is one like "sau khi bị …," whose subject comes after it."""
        start = sentence.start
        for boundary in _BOUNDARY.finditer(self.lowered, max(start, cue.start - _CLAUSE), cue.start):
            start = boundary.end()
        return self.lowered[start : cue.start + 6].lstrip().startswith(opening_words()) and (
            _PASSIVE.match(self.lowered[start : cue.start + 6].lstrip()) is not None
        )

    def is_alone(self, mention: PersonMention) -> bool:
        """Whether a person's sentence names nobody else."""
        sentence = self.analysis.sentence_of(mention.start)
        return {m.person for m in self.analysis.mentions_in(sentence.start, sentence.end)} == {mention.person}

    def joined_before(self, last: PersonMention, sentence: Sentence) -> list[PersonMention]:
        """The subject of a clause and those named before it in the same list, each with posts beside the name.

        "Ông A (Chủ tịch …), ông B (…) và bà C (…) bị khiển trách."
        """
        people = [last]
        for mention in reversed(self.analysis.mentions_in(sentence.start, last.start)):
            after = people[-1]
            if mention.kind == "pronoun" or not self._only_posts(mention, after):
                break
            people.append(mention)
        return people[::-1]

    def _only_posts(self, first: PersonMention, second: PersonMention) -> bool:
        """Whether nothing stands between two names of a list but their posts, brackets and separators."""
        gap = self.without_posts(first.end, self.name_lead(second))
        return _SEPARATOR.fullmatch(gap) is not None

    def without_posts(self, start: int, end: int) -> str:
        """The words from `start` to `end` but posts and brackets."""
        pieces: list[str] = []
        at = start
        for post in self.posts(start, end):
            if post.lead >= at:
                pieces.append(self.lowered[at : post.lead])
            at = max(at, post.end)
        return brackets().sub(" ", "".join([*pieces, self.lowered[at:end]]))

    def without_places(self, start: int, end: int) -> str:
        """The same words without the territories among them."""
        gap = self.without_posts(start, end)
        first = bisect_left(self._area_starts, start)
        for area in self.analysis.areas[first : bisect_left(self._area_starts, end)]:
            if area.end <= end:
                gap = gap.replace(self.lowered[area.start : area.end], " ", 1)
        return gap

    def name_lead(self, mention: PersonMention) -> int:
        """Where a name begins with the posts right before it ("Giám đốc Sở Y tế Trần Văn A")."""
        lead = mention.lead
        sentence = self.analysis.sentence_of(mention.start)
        for post in reversed(self.posts(sentence.start, mention.lead)):
            if post.person != mention.person or post.hold not in ("before", "list") or lead - post.end > _NEAR:
                break
            lead = min(lead, post.lead)
        return lead

    def beside(self, mention: PersonMention) -> list[PostMention]:
        """The posts that stand before a name or aside of it."""
        near = self.posts(max(0, mention.lead - _REACH), mention.end + _REACH)
        held = [post for post in near if post.person == mention.person and post.hold in ("aside", "before")]
        return [post for post in held if self._touches(post, mention, held)]

    def linked_posts(self, mention: PersonMention) -> list[PostMention]:
        """The posts that the sentence of a name gives the person by words like "giữ chức"."""
        sentence = self.analysis.sentence_of(mention.start)
        inside = self.posts(sentence.start, sentence.end)
        return [post for post in inside if post.person == mention.person and post.hold in ("link", "past")]

    def joins(self, post: PostMention) -> bool:
        """Whether a post is a seat whose words give it by themselves: "tham gia Ban Chấp hành"."""
        return self.lowered.startswith(joining(), post.start)

    def is_bracketed(self, start: int, at: int) -> bool:
        """Whether a bracket is opened between two places and not closed."""
        return _OPEN.search(self.lowered, start, at) is not None

    def has_post(self, person: str) -> bool:
        """Whether the article gives a person any post."""
        return person in self._posts_held

    def only_posts_of(self, person: str) -> list[PostMention]:
        """The one post, no seat, that the article says a person has; none when it names several."""
        open_ = {
            (post.role, post.body): post
            for post in self._posts_held.get(person, ())
            if post.marker == "" and post.hold != "past" and post.body is not None
        }
        return list(open_.values()) if len(open_) == 1 else []

    def _touches(self, post: PostMention, mention: PersonMention, held: list[PostMention]) -> bool:
        start, end = (post.end, mention.lead) if post.end <= mention.lead else (mention.end, post.lead)
        between = [other for other in held if start <= other.lead < end]
        filled = sum(other.end - other.lead for other in between)
        return end - start - filled <= _NEAR * (len(between) + 1)
