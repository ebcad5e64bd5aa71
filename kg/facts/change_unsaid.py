"""Changes told without a verb of their own: headlines ("Ông A làm Bí thư …") and new holders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import cast

from kg.facts.change_reader import Found
from kg.facts.change_scene import Change, Scene
from kg.facts.change_words import fresh, given, still, unreal
from kg.facts.records import ChangeFact, ChangeType
from kg.lexicon.changes import triggers_by_name
from kg.mentions.records import Cue, PostMention, Sentence

#: Triggers whose type a headline may have taken from the article, the first where several are told as often.
_GAINS = ("appoint", "elect", "transfer")
_REST = re.compile(r"\W*(?:nhiệm kỳ|khóa|thay)?")


def read_unsaid(scene: Scene, told: tuple[ChangeFact, ...]) -> Iterator[Found]:
    """The posts that a headline gives, or that "mới là" calls new, where no sentence has told of them.

    Args:
        scene: the article.
        told: the changes that its sentences tell of, which also say of which type the headline's are.
    """
    known = {(change.person, change.post, change.body) for change in told}
    for post in scene.analysis.posts:
        sentence = scene.analysis.sentence_of(post.start)
        if post.person is None or post.body is None or (post.person, post.role, post.body) in known:
            continue
        if _is_new(scene, post) or (sentence.title and _is_given(scene, post, sentence)):
            known.add((post.person, post.role, post.body))
            trigger = triggers_by_name()[_find_kind(scene, post, told)]
            cue = Cue(start=post.lead, end=post.lead, name=trigger.name)
            change = Change(cue, trigger, post.person, post, "carried", post.lead, post.end)
            yield change, sentence, cast(ChangeType, trigger.type)


def _is_new(scene: Scene, post: PostMention) -> bool:
    """Whether words between a post and a name say that it has just been given ("thứ trưởng mới là ông A").

    A mere title ("tân Bộ trưởng A") tells of no change: on annotated articles it did in 1 of 3.
    """
    return post.hold in ("before", "list") and scene.lowered.startswith(fresh(), post.end)


def _is_given(scene: Scene, post: PostMention, sentence: Sentence) -> bool:
    """Whether nothing but a name stands before "làm" and a post, and nothing but a term of office after it."""
    before = scene.lowered[sentence.start : post.lead].rstrip()
    if (
        scene.cues(sentence.start, sentence.end)
        or post.hold != "link"
        or post.person is None
        or not before.endswith(given())
    ):
        return False
    mentions = scene.analysis.mentions_in(sentence.start, post.lead)
    opens = not scene.lowered[sentence.start : scene.name_lead(mentions[0])].strip(" \"“'") if mentions else False
    doubtful = unreal().search(before) is not None or still().search(before) is not None
    return opens and not doubtful and _REST.match(scene.lowered, post.end, sentence.end) is not None


def _find_kind(scene: Scene, post: PostMention, told: tuple[ChangeFact, ...]) -> str:
    """The trigger that the article tells of this post with, or else most often."""
    types = Counter(change.type for change in told if (change.post, change.body) == (post.role, post.body))
    names = Counter(cue.name for cue in scene.analysis.cues if cue.name in _GAINS)
    known = triggers_by_name()
    same = [name for name in _GAINS if types[cast(ChangeType, known[name].type)]]
    return same[0] if same else max(_GAINS, key=lambda name: names[name])
