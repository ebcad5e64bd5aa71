"""Changes that a sentence tells of with no verb of its own, after one that had it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from kg.facts.change_clause import REACH
from kg.facts.change_forms import Forms
from kg.facts.change_scene import Change, Scene
from kg.facts.change_words import accordingly, given, still, unreal
from kg.facts.records import ChangeType
from kg.lexicon.changes import triggers_by_name
from kg.mentions.records import Cue, PersonMention, PostMention, Sentence

#: How long "Hai", "Các" before a list of new holders is at most.
_COUNT = 16
#: How far before a post the words that give it reach, with the space between.
_LINK = 80
_BULLETS = " -–+*•\n"


class Followed(Forms):
    """Reads what goes on from one sentence or clause to the next."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        #: The last sentence that gave somebody a post, and the verb that did.
        self._gained: tuple[int, Cue | None] = (-2, None)
        #: The verbs of that sentence by the roles that follow them.
        self._told: dict[str, Cue] = {}
        self._done: set[tuple[str, str, str | None]] = set()

    def _carry_over(self, number: int, sentence: Sentence, cues: list[Cue]) -> Iterator[tuple[Change, ChangeType]]:
        """Posts given by "giữ chức" alone, after a clause or a sentence that says that posts were given.

        "… được bầu làm Chủ tịch; ông B giữ chức Phó Chủ tịch." and "Công bố quyết định chỉ định … Theo đó, ông A giữ
        chức …".
        """
        known = triggers_by_name()
        gains = [c for c in cues if known[c.name].voice == "gain" and not self._scene.is_unreal(c, sentence)]
        gains = [c for c in gains if not self._scene.opens_clause(c, sentence)]
        opened = self._gained[0] == number - 1 and (
            self._scene.lowered.startswith(accordingly(), sentence.start)
            or (not self._free(cues) and self._goes_on(sentence))
        )
        if gains or opened:
            for post in self._scene.posts(sentence.start, sentence.end):
                earlier = [cue for cue in gains if cue.end <= post.lead]
                cue = self._last_new(earlier) or (self._told.get(post.role, self._gained[1]) if opened else None)
                if cue is None or post.person is None or not self._is_given(post, cues):
                    continue
                if (post.person, post.role, post.body) not in self._done:
                    trigger = known[cue.name]
                    change = Change(cue, trigger, post.person, post, "carried", post.lead, post.end)
                    yield change, cast(ChangeType, trigger.type)
        if gains:
            reach = [(cue, min(cue.end + REACH, sentence.end)) for cue in gains]
            self._told = {post.role: cue for cue, end in reach for post in self._scene.posts(cue.end, end)}
        typed = [cue for cue in cues if known[cue.name].type is not None]
        if typed and self._scene.is_unreal(typed[-1], sentence):
            self._gained = (-2, None)
        elif gains and self._gained[0] != number:
            self._gained = (number, gains[-1])
        elif opened and not cues:
            self._gained = (number, self._gained[1])

    @staticmethod
    def _last_new(cues: list[Cue]) -> Cue | None:
        """The verb that goes on: the last one, those apart that say of one person alone that nothing changed.

        "… bầu ông A tái cử Phó Bí thư, ông B làm Phó Bí thư": ông B is elected.
        """
        new = [cue for cue in cues if triggers_by_name()[cue.name].type != "re_elected"]
        return next(reversed(new or cues), None)

    def _goes_on(self, sentence: Sentence) -> bool:
        """Whether a sentence gives somebody new a post, and tells nothing else: "Ông B làm Phó Giám đốc."."""
        people = {mention.person for mention in self._scene.analysis.mentions_in(sentence.start, sentence.end)}
        posts = self._scene.posts(sentence.start, sentence.end)
        listed = [post for post in posts if post.hold != "aside"]
        if listed and all(post.hold in ("before", "list") for post in listed):
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
            if self._is_planned(post, sentence):
                continue
            if self._is_given(post, cues) and not self._scene.lowered[post.end : cue.start].strip(" ,"):
                yield Change(cue, trigger, post.person, post, "carried", post.lead, cue.end)

    def _is_planned(self, post: PostMention, sentence: Sentence) -> bool:
        """Whether words before the name and the link say that it is proposed ("đề nghị ông A làm …, thay ông B")."""
        mentions = self._scene.analysis.mentions_in(sentence.start, post.lead)
        lead = mentions[-1].lead if mentions else post.lead
        return unreal().search(self._scene.lowered, max(sentence.start, lead - _COUNT), lead) is not None

    def _read_list_below(self, number: int, sentence: Sentence, cues: list[Cue]) -> Iterator[Change]:
        """Reads "Giới thiệu bổ sung hai Ủy viên …, gồm:" and a line for each person below."""
        known = triggers_by_name()
        real = [c for c in cues if known[c.name].type is not None and not self._scene.is_unreal(c, sentence)]
        if not real or not self._scene.lowered[sentence.start : sentence.end].rstrip().endswith(":"):
            return
        posts = [post for post in self._scene.posts(real[-1].end, sentence.end) if post.person is None]
        for mention in self._lines_below(number) if len(posts) == 1 else ():
            yield Change(real[-1], known[real[-1].name], mention.person, posts[0], "list", real[-1].start, posts[0].end)

    def _free(self, cues: list[Cue]) -> list[Cue]:
        """The verbs that stand in no bracket about the name before it ("ông A và bà B (đều tái cử)")."""
        opened = self._scene.analysis.sentence_of
        return [cue for cue in cues if not self._scene.is_bracketed(opened(cue.start).start, cue.start)]

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
        if post.hold != "link" or not self._words_before(post).endswith(given()):
            return False
        mentions = self._scene.analysis.mentions_in(self._scene.analysis.sentence_of(post.start).start, post.lead)
        if not mentions or self._is_replaced(mentions[-1]):
            return False
        typed = [cue for cue in cues if triggers_by_name()[cue.name].type is not None and cue.end <= post.lead]
        planned = bool(typed) and self._scene.is_unreal(typed[-1], self._scene.analysis.sentence_of(post.start))
        return not planned and not any(mentions[-1].start < cue.start < post.lead for cue in cues)

    def _words_before(self, post: PostMention) -> str:
        return self._scene.lowered[max(0, post.lead - _LINK) : post.lead].rstrip()

    def _is_listed_as_given(self, post: PostMention, cues: list[Cue]) -> bool:
        """Reads "Hai Phó Chủ tịch … là ông A và bà B." where a clause with no verb of its own goes on with gains."""
        sentence = self._scene.analysis.sentence_of(post.start)
        start = max(sentence.start, self._scene.lowered.rfind(";", sentence.start, post.lead) + 1)
        after = next(iter(self._scene.analysis.mentions_in(post.end, sentence.end)), None)
        if after is None or self._scene.lowered[post.end : after.lead].strip(" :") not in ("là", "gồm"):
            return False
        last = self._company.listed(after, sentence)[-1]
        rest = self._scene.without_posts(last.end, sentence.end).strip()
        return (
            not any(start <= cue.start < last.end for cue in self._free(cues))
            and len(self._scene.lowered[start : post.lead].strip()) < _COUNT
            and rest[:1] in ("", ".", ";")
        )
