"""Who a change is about, where more than a name beside the verb says it: lists, offices, and subjects left unsaid."""

from __future__ import annotations

import re

from kg.facts.change_scene import Scene
from kg.facts.change_words import group_end, plain, said, selves, times
from kg.lexicon.changes import triggers_by_name
from kg.mentions.records import Cue, PersonMention, PostMention, Sentence

#: Between two names of a list, posts and brackets left out: votes, words aside of the first name, a separator.
_JOINT = re.compile(
    r"\s*(?:(?:với|đạt|được|có|nhận)?\s*\d[\d/.,]*\s?(?:%|phiếu|số phiếu|đồng ý|tán thành|tín nhiệm|\s)*)?"
    r"(?:\s?[,–-]\s?[^,;:.()\"“”\n]{2,90})?(?:,?\s(?:do|vì|để)\s[^,;:.]{2,40}?)?[\s,–-]*(?:[,;]\s*và|,|;|và|cùng|–)\s*(?:với\s)?(?:các\s|hai\s)?"
)
#: Between the items of a list, and after an item that says nothing of its own.
_ITEM = re.compile(r"[\s,–-]*;\s*")
_DONE = re.compile(r"[\s,–-]*(?:[;.]|$)")
_TENSE = re.compile(r"\s(?:(?:đã|vừa|sẽ|cũng|tiếp tục)\s)*")
_PASSIVE = re.compile(r"(?:được|bị)\b")
_SPEAKS = 40
#: The most characters that only say when, with a word or two on what was done before.
_TIMED = 60
#: Somebody else than the person named before: "người được bầu là …".
_ONE = re.compile(r"\bngười\b(?!\snày)")
#: How many sentences before one without a subject the person is named that it goes on about.
_BACK = 2
_STARTS = re.compile(r"[,;:.()\"“”\n]|\b(?:và|rồi)\b")


class Company:
    """Finds the people of one article who stand together, or who are meant without their names."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def listed(self, first: PersonMention, sentence: Sentence) -> list[PersonMention]:
        """The person and those who follow in the same list, each with posts, brackets and votes beside the name."""
        scene, people = self._scene, [first]
        lead = scene.name_lead(first)
        many = group_end().search(scene.lowered[max(sentence.start, lead - 40) : lead]) is not None
        for mention in scene.analysis.mentions_in(first.end, sentence.end):
            last = people[-1]
            if scene.is_bracketed(last.end, mention.lead):
                continue
            gap = scene.without_posts(last.end, scene.name_lead(mention))
            joined = _JOINT.fullmatch(gap) is not None and (many or ";" not in gap)
            joined = joined or (_ITEM.fullmatch(gap) is not None and self._is_item(mention, sentence))
            if mention.kind == "pronoun" or not joined or self.speaks_after(mention) or self._acts_next(mention):
                break
            people.append(mention)
        return people

    def _is_item(self, mention: PersonMention, sentence: Sentence) -> bool:
        """Whether nothing is said of a name between semicolons but its posts: it goes on with the list."""
        return _DONE.match(self._scene.without_posts(mention.end, sentence.end)) is not None

    def _acts_next(self, mention: PersonMention) -> bool:
        """Whether a name is the subject of a verb about others ("sau khi miễn nhiệm ông A, Thủ tướng B giới thiệu")."""
        done = _TENSE.match(self._scene.lowered, mention.end)
        at = mention.end if done is None else done.end()
        known = triggers_by_name()
        next_ = next((cue for cue in self._scene.cues(at, at + 1) if known[cue.name].type is not None), None)
        if next_ is None:
            return False
        words = self._scene.lowered[next_.start : next_.end]
        return words not in known[next_.name].own and _PASSIVE.match(words) is None

    def speaks_after(self, mention: PersonMention) -> bool:
        """Whether words right after a name and the posts aside of it say that the person speaks ("…, cho biết")."""
        sentence = self._scene.analysis.sentence_of(mention.start)
        after = self._scene.without_posts(mention.end, min(sentence.end, mention.end + 4 * _SPEAKS))
        found = said().search(after[:_SPEAKS])
        return found is not None and plain().fullmatch(after, 0, found.start()) is not None

    def holder(self, post: PostMention) -> str | None:
        """Who alone has this post in the article, as far as it is told of the time of the news."""
        if post.body is None:
            return None
        held = self._scene.posts_like(post)
        held = [post for post in held if post.hold in ("before", "aside", "list") and post.marker in ("", "acting")]
        people = {post.person for post in held if post.person is not None}
        return people.pop() if len(people) == 1 else None

    def of_office(self, post: PostMention) -> PersonMention | None:
        """The one who has an office that is named alone, as if named there."""
        person = self.holder(post)
        return None if person is None else _stand_in(person, post.start, post.end)

    def unsaid(self, cue: Cue, sentence: Sentence) -> PersonMention | None:
        """The person whom a clause without a subject goes on about ("Tháng 7/2010, được bầu làm …")."""
        scene = self._scene
        number = scene.number(sentence)
        start = self._clause(cue, sentence)
        opening = selves().match(scene.lowered, start, cue.start)
        at = start if opening is None else opening.end()
        if self._is_told_alone(cue, sentence):
            person = self._topic(sentence, sentence.start, number)
            return None if person is None else _stand_in(person, sentence.start, sentence.start)
        if plain().fullmatch(scene.lowered, at, cue.start) is None or _ONE.search(scene.lowered, at, cue.start):
            return None
        gains = triggers_by_name()[cue.name].voice == "gain"
        passive = re.search(r"\b(?:được|bị)\b", scene.lowered[start : cue.start + 5]) is not None
        person = self._topic(sentence, start, number) if passive or opening is not None or gains else None
        return None if person is None else _stand_in(person, start, start)

    def _is_told_alone(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether a sentence opens with a time and names nobody and nothing before a gain ("Năm 2015 ra quân, …")."""
        scene = self._scene
        named = scene.posts(sentence.start, cue.start) or scene.bodies(sentence.start, cue.start)
        said_before = scene.lowered[sentence.start : cue.start].strip()
        timed = said_before.split(" ")[0] in times() and any(letter.isdigit() for letter in said_before)
        gains = triggers_by_name()[cue.name].voice == "gain" and len(said_before) <= _TIMED
        return gains and timed and not named and _ONE.search(said_before) is None

    def _clause(self, cue: Cue, sentence: Sentence) -> int:
        """Where the words about a cue start that only say when and how."""
        start = sentence.start
        for boundary in _STARTS.finditer(self._scene.lowered, sentence.start, cue.start):
            opening = selves().match(self._scene.lowered, start, boundary.start())
            at = start if opening is None else opening.end()
            if plain().fullmatch(self._scene.lowered, at, boundary.start()) is None:
                start = boundary.end()
        return start

    def _topic(self, sentence: Sentence, start: int, number: int) -> str | None:
        """Who is named first in the sentence, or in the one before it that names somebody in the same paragraph."""
        for back in range(_BACK + 1):
            if number < back:
                break
            earlier = self._scene.analysis.sentences[number - back]
            end = start if back == 0 else earlier.end
            mentions = self._scene.analysis.mentions_in(earlier.start, end)
            if earlier.title or sentence.paragraph - earlier.paragraph > 1:
                return None
            if mentions:
                alone = len({mention.person for mention in mentions}) == 1
                return mentions[0].person if alone else None
        return None

    def speaker(self, cue: Cue, sentence: Sentence) -> PersonMention | None:
        """Who says the words in the first person that a cue stands in, named after them ("…", ông A viết)."""
        lowered = self._scene.lowered
        opened = max(lowered.rfind(mark, sentence.start, cue.start) for mark in '"“')
        if opened < 0 or re.search(r"\b(?:tôi|em)\b", lowered[opened : cue.start]) is None:
            return None
        closed = re.compile(r"[\"”]").search(lowered, cue.end, sentence.end)
        after = () if closed is None else self._scene.analysis.mentions_in(closed.end(), sentence.end)
        if closed is None or not after or lowered[closed.end() : self._scene.name_lead(after[0])].strip(" ,–-"):
            return None
        return _stand_in(after[0].person, cue.start, cue.start)


def _stand_in(person: str, start: int, end: int) -> PersonMention:
    return PersonMention(person=person, start=start, end=end, text="", kind="title", lead=start)
