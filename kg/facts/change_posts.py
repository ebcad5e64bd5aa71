"""Which posts a change is about: what follows its verb, what stands beside a name, what was named before."""

from __future__ import annotations

import re

from msgspec.structs import replace

from kg.facts.change_clause import APART, REACH, Clause
from kg.facts.change_words import bare, brackets, hollow, itemising, just, link_end, pointed, purpose, reaching
from kg.lexicon.changes import triggers_by_name
from kg.mentions.records import BodyMention, Cue, PersonMention, PostMention

#: How far back "chức vụ này" may point.
_FAR_BACK = 400
#: Holds of a post that a sentence is about, not of one only beside a name.
_TOLD = ("about", "link", "past")
#: How far before its sentence the post may be named without a holder.
_NEAR_BACK = 120
#: How much may stand between a name and "vừa được bầu".
_JUST = 26
#: Between two posts that one verb gives.
_AND = re.compile(r"\s*(?:,|;|và|, và|kiêm|đồng thời|, đồng thời|–|-)*\s*")


_SEAT, _CHARGE = "Ủy viên", "Phụ trách"


def is_seat(post: PostMention | None) -> bool:
    """Whether a post is a seat on a board, which comes along with another post."""
    return post is not None and post.role == _SEAT


def is_charge(post: PostMention) -> bool:
    """Whether a post is that of who is only in charge of a body."""
    return post.role == _CHARGE


class Offices(Clause):
    """Reads the posts of a clause."""

    def _given(self, at: int, stop: int, *, at_once: bool) -> list[PostMention]:
        """The posts that a gain gives, one after the other, whoever they seem to belong to.

        Args:
            at: where the verb, or the name of the one who gets them, ends.
            stop: where the words about the verb end.
            at_once: whether the first post may follow with no word like "giữ chức"; else titles aside of the name do.
        """
        run: list[PostMention] = []
        end = at
        for post in self._scene.posts(at, stop):
            if post.lead < end:
                continue
            gap = brackets().sub(" ", self._scene.lowered[end : post.lead])
            linked = link_end().search(gap) is not None or self._scene.joins(post)
            if run and (post.hold == "before" or not self._adds(gap, linked=linked)):
                break
            if run or (linked and len(gap) <= REACH) or (at_once and gap.strip() in hollow()):
                run.append(post)
            elif at_once:
                break
            end = post.end
        return run

    def _past_separator(self, at: int) -> int:
        """Where the words go on after a comma, "và" and the like."""
        match = _AND.match(self._scene.lowered, at)
        return at if match is None else match.end()

    def _adds(self, gap: str, *, linked: bool) -> bool:
        """Whether nothing stands between two posts but separators and a word like "giữ chức"."""
        rest = link_end().sub("", gap) if linked else gap
        return _AND.fullmatch(rest) is not None

    def _pointed(self, cue: Cue, person: str) -> list[PostMention]:
        """The post that "chức vụ này" after a cue means: the one named last, of this person or of nobody."""
        if pointed().match(self._scene.lowered, cue.start) is None:
            return []
        before = self._scene.posts(max(0, cue.start - _FAR_BACK), cue.start)
        meant = [post for post in before if post.body is not None and post.person == person]
        meant = [post for post in meant if post.hold in _TOLD] or meant
        near = self._scene.analysis.sentence_of(cue.start).start - _NEAR_BACK
        meant = meant or [p for p in before if p.body is not None and p.person is None and p.start >= near]
        return [replace(post, person=person, marker="") for post in meant[-1:]]

    def _is_handed(self, cue: Cue, post: PostMention) -> bool:
        """Whether a post that nobody was found for is what a gain gives: "giới thiệu để Quốc hội bầu làm …"."""
        if post.person is not None or triggers_by_name()[cue.name].voice != "gain":
            return False
        gap = self._scene.lowered[cue.end : post.lead]
        if len(gap) > REACH or APART.search(gap) or self._scene.analysis.mentions_in(cue.end, post.lead):
            return False
        return link_end().search(self._scene.lowered[cue.start : post.lead]) is not None

    def _first_run(self, cue: Cue, posts: list[PostMention]) -> list[PostMention]:
        """The posts that follow a cue one right after the other: what is lost, not what comes after it."""
        run: list[PostMention] = []
        end = cue.end
        for post in posts:
            gap = self._scene.lowered[end : post.lead]
            if len(gap) > (40 if not run else 6) or purpose().search(gap) is not None:
                break
            run.append(post)
            end = post.end
        return run

    def _follows(self, cue: Cue, post: PostMention) -> bool:
        gap = self._scene.lowered[cue.end : post.lead].strip()
        return gap in hollow()

    def _is_bare(self, cue: Cue) -> bool:
        """Whether a loss names no post after it: "bị cách chức", "đình chỉ công tác ông A"."""
        return self._scene.lowered[cue.start : cue.end].endswith(bare())

    def _is_left(self, cue: Cue) -> bool:
        """Whether the sentence already says which post is left ("thôi giữ chức … để nghỉ hưu")."""
        known = triggers_by_name()
        start = self._scene.analysis.sentence_of(cue.start).start
        return any(known[earlier.name].voice == "loss" for earlier in self._scene.cues(start, cue.start))

    def _given_before(self, cue: Cue, subject: PersonMention) -> list[PostMention]:
        """The posts beside a subject that was just given them: "Ông A (Chủ tịch …) vừa được bầu tại kỳ họp".

        With several people before the verb, each has the post right before the name.
        """
        known = triggers_by_name()
        if self._scene.posts(cue.end, cue.end + REACH) and not self._scene.is_bracketed(subject.end, cue.start):
            return []
        if any(known[later.name].voice == "gain" for later in self._scene.cues(cue.end, cue.end + REACH)):
            return []
        inside = self._scene.is_bracketed(subject.end, cue.start)
        opened = self._scene.lowered.rfind("(", subject.end, cue.start)
        noted = [p for p in self._scene.posts(subject.end, max(opened, subject.end)) if 0 <= opened - p.end <= 1]
        if inside and noted:
            return [replace(post, person=subject.person) for post in noted[-1:]]
        gap = self._scene.without_posts(subject.end, cue.start)
        if not (inside or self._has_just(cue)) or len(gap) > _JUST:
            return []
        sentence = self._scene.analysis.sentence_of(subject.start)
        before = self._scene.posts(sentence.start, subject.end)
        named = [p for p in before if p.hold == "before" and p.marker == "" and p.person is not None]
        held = [post for post in self._scene.beside(subject) if post.marker == "" and post.end <= cue.start]
        return named if len(named) > 1 and not inside else held[-1:]

    def _kept(self, cue: Cue, subject: PersonMention) -> list[PostMention]:
        """The posts before a name that somebody is elected to again: "bầu Bí thư Huyện ủy: ông A tái cử"."""
        if self._scene.posts(cue.end, cue.end + REACH) or self._scene.bodies(cue.end, cue.end + REACH):
            return []
        held = [post for post in self._scene.beside(subject) if post.hold == "before" and post.marker == ""]
        return [] if self._scene.lowered[subject.end : cue.start].strip() else held

    def _of_predecessor(self, cue: Cue, person: str) -> list[PostMention]:
        """The post of the one who is replaced, for whom replaces them ("được giới thiệu thay ông B")."""
        analysis = self._scene.analysis
        sentence = analysis.sentence_of(cue.start)
        replaced = [c for c in self._scene.cues(cue.end, sentence.end) if c.name == "replace"]
        if not replaced or self._scene.posts(cue.end, replaced[0].start):
            return []
        other = next(iter(analysis.mentions_in(replaced[0].end, sentence.end)), None)
        if (
            other is None
            or other.kind == "pronoun"
            or other.person == person
            or self._scene.name_lead(other) - replaced[0].end > REACH
        ):
            return []
        beside = [post for post in self._scene.beside(other) if not is_seat(post)]
        held = beside[:1] or self._scene.only_posts_of(other.person)
        return [replace(post, person=person, marker="") for post in held]

    def _reached(self, cue: Cue) -> BodyMention | None:
        """The body that words right after a move name as its end."""
        body = next(iter(self._scene.bodies(cue.end, cue.end + REACH)), None)
        if body is None or self._scene.posts(cue.end, body.end):
            return None
        return body if reaching().fullmatch(self._scene.lowered, cue.end, body.start) is not None else None

    def _itemised(self, at: int, stop: int) -> list[PostMention]:
        """The posts that a list names after "gồm", "như", a colon: those of which all were said to be lost."""
        first = next(iter(self._scene.posts(at, stop)), None)
        while first is not None and itemising().search(self._scene.lowered[at : first.lead]) is None:
            at = first.end
            first = next(iter(self._scene.posts(at, stop)), None)
        return [] if first is None else self._given(first.lead, stop, at_once=True)

    def _has_just(self, cue: Cue) -> bool:
        left = self._scene.lowered[max(0, cue.start - 12) : cue.start + 6]
        return just().search(left) is not None
