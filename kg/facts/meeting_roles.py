"""Who does what at a meeting, sentence by sentence."""

from __future__ import annotations

from kg.facts.meeting_anchors import Anchor
from kg.facts.meeting_reading import Reading
from kg.facts.meeting_scene import (
    Part,
    Scene,
    is_aside,
    is_away,
    is_denied,
    is_elected,
    is_negated,
    is_noun,
    is_object,
    is_of_body,
    is_passive,
    meeting_patterns,
)
from kg.facts.meeting_words import Hit
from kg.lexicon.meetings import load_meeting_words
from kg.mentions.records import PersonMention, Sentence

#: How many characters may stand before an opening: "Cũng tại hội nghị, phát biểu …".
_OPENING = 12
#: How soon a list starts after who speaks has been said: "tham luận, trong đó có ông A".
_LIST_NEAR = 40
#: How far before a name its post may start.
_POST_NEAR = 160
#: How many words may stand between a subject and its verb, how many more if they name the meeting, and how many
#: characters between its verbs.
_NEAR_WORDS, _NAMED_WORDS, _NEXT_VERB = 9, 8, 40
#: Roles that several people play together.
_TOGETHER = frozenset({"attendee", "chair", "presenter", "giver"})
#: Verbs of one subject that are looked at.
_VERBS = 3


def find_parts(reading: Reading, sentence: Sentence, anchors: list[Anchor]) -> list[Part]:
    """The parts that the people named in a sentence have in what it tells; several for one person are possible."""
    mentions = _find_mentions(reading, sentence, anchors)
    if not mentions:
        return []
    leads = tuple(_find_lead(reading, mention) for mention in mentions)
    names = tuple((anchor.start, anchor.end) for anchor in anchors if not anchor.act)
    acts = frozenset(anchor.start for anchor in anchors if anchor.act)
    kinds = reading.hits.kinds_between(sentence.start, sentence.end)
    scene = Scene(
        reading=reading, sentence=sentence, mentions=mentions, leads=leads, names=names, acts=acts, kinds=kinds
    )
    gone = {mention.person for index, mention in enumerate(mentions) if is_away(scene, index)}
    told = [*_find_front(scene), *_find_subjects(scene), *_find_reception(scene), *_find_objects(scene)]
    told += [*_find_titled(scene), *_find_visited(scene)]
    parts = [part for part in told if part.person not in gone] + _find_given(scene) + _find_asked(scene)
    if mentions[0].kind == "pronoun":
        return [part for part in parts if part.role == "attendee"]
    return parts or (_find_caption(scene, anchors) if anchors else _find_according(scene))


def _find_mentions(reading: Reading, sentence: Sentence, anchors: list[Anchor]) -> tuple[PersonMention, ...]:
    """The people of a sentence; pronouns stand for one only where a meeting is named and nobody is by name."""
    mentions = reading.people_in(sentence.start, sentence.end)
    named = tuple(mention for mention in mentions if mention.kind != "pronoun")
    return named or (mentions[:1] if anchors else ())


def _find_lead(reading: Reading, mention: PersonMention) -> int:
    """Where what is said of a person starts: before the post that stands right before the name."""
    lead = mention.lead
    verbs = [hit for kind in ("subject", "takes") for hit in reading.hits.of(kind, lead, mention.start)]
    if verbs:
        return min(verbs, key=lambda verb: verb.start).end + 1
    for post in reversed(reading.posts_in(max(0, lead - _POST_NEAR), lead)):
        if (
            post.person in (mention.person, None)
            and post.end <= lead
            and not reading.text[post.end : lead].strip(" -–")
        ):
            lead = post.start
    return lead


def _find_front(scene: Scene) -> list[Part]:
    """People after an opening: "Phát biểu tại hội nghị, ông A …", "Dự hội nghị có các đồng chí: A, B, C"."""
    text = scene.reading.text
    for index in range(len(scene.mentions)):
        start, end = scene.gap(index)
        fronts = [front for front in scene.hits("front", start, end) if not scene.reading.is_quoted(front.start)]
        if not fronts or (index > 0 and fronts[0].value("front") != "attendee"):
            continue
        front, role = fronts[0], fronts[0].value("front") or "attendee"
        soon = front.start - scene.sentence.start <= _OPENING or end - front.end <= _LIST_NEAR
        listed = (role == "attendee" or soon) and meeting_patterns().listed.search(text, front.end, end) is not None
        listed = listed or _takes_object(scene, front, index)
        if not listed and (role == "attendee" or not _opens_clause(scene, front, end)):
            continue
        first = scene.mentions[index]
        rest = range(index + 1, len(scene.mentions)) if listed else ()
        people = [first, *(scene.mentions[other] for other in rest if _is_listed(scene, other))]
        return [Part(mention.person, role, front.start, mention.end) for mention in people]
    return []


def _takes_object(scene: Scene, front: Hit, index: int) -> bool:
    """Whether an opening ends in a preposition that takes the people after it: "với sự tham dự của …"."""
    last_word = scene.reading.text[front.start : front.end].rpartition(" ")[2]
    takes = front.value("front") in ("attendee", "chair")
    return takes and last_word in load_meeting_words().objects and index == 0


def _opens_clause(scene: Scene, front: Hit, end: int) -> bool:
    """Whether an opening stands at the start of a clause and ends with a comma before whom it is about."""
    text, start = scene.reading.text, scene.sentence.start
    before = text[start : front.start].strip()
    begins = before.endswith(",") or (len(before) <= _OPENING and not before.startswith(load_meeting_words().according))
    comma = max(text.rfind(",", front.end, end), text.rfind(":", front.end, end))
    verbs = (*scene.hits("subject", max(comma, 0), end), *scene.hits("takes", max(comma, 0), end))
    return begins and comma >= 0 and not verbs


def _is_listed(scene: Scene, index: int) -> bool:
    """Whether a mention goes on a list, rather than being an object of something said of the one before."""
    verbs = [verb.value("subject") for verb in scene.hits("subject", *scene.gap(index))]
    return not is_object(scene, index) and not {"speaker", "presenter", "concluding"} & set(verbs)


def _find_subjects(scene: Scene) -> list[Part]:
    """People before a verb: "ông A chủ trì hội nghị", "ông A, Bí thư; ông B, Chủ tịch dự hội nghị"."""
    parts = []
    for index, mention in enumerate(scene.mentions):
        if is_object(scene, index) or scene.reading.is_quoted(mention.start):
            continue
        start, end = scene.tail(index)
        verbs = [
            *scene.hits("subject", start, end),
            *scene.hits("act", start, end),
            *scene.hits("inspects", start, end),
        ]
        verbs = [verb for verb in verbs if verb.value("inspects") is None or verb.start in scene.acts]
        picked = _pick_verbs(scene, sorted(verbs, key=lambda verb: verb.start), start)
        for verb in picked:
            role = _find_role(scene, verb, picked)
            people = [mention, *(_coordinated(scene, index) if role in _TOGETHER else ())]
            parts += [Part(person.person, role, person.lead, verb.end) for person in people]
        named = [verb for verb in scene.hits("named_only", start, end) if not is_aside(scene, start, verb.start)]
        named = [verb for verb in named if not is_denied(scene, verb)]
        for verb in named[:1]:
            people = [mention, *_coordinated(scene, index)]
            parts += [Part(person.person, "attendee", person.lead, verb.end, needs_name=True) for person in people]
    return parts


def _find_role(scene: Scene, verb: Hit, picked: list[Hit]) -> str:
    """What a verb makes of its subject: "động viên" after another verb is no speech, "…, ông A trình bày." is one."""
    role = verb.value("subject") or "attendee"
    if verb.value("light") is not None and verb is not picked[0]:
        return "attendee"
    ends = scene.reading.text[verb.end : verb.end + 1] in (".", ",", ":", ";")
    return "giver" if role == "presenter" and ends else role


def _pick_verbs(scene: Scene, verbs: list[Hit], start: int) -> list[Hit]:
    """The verbs that go with a subject that ends at `start`: one near it, posts aside, and those that follow soon."""
    picked: list[Hit] = []
    for verb in verbs:
        near = _count_words(scene, start, verb.start, verbs[0].start) <= _NEAR_WORDS
        follows = bool(picked) and _follows(scene, picked[-1], verb)
        doubtful = is_negated(scene, verb, start) or is_aside(scene, start, verb.start)
        if (near or follows) and not doubtful and not is_of_body(scene, start, verb.start):
            picked.append(verb)
    return picked[:_VERBS]


def _follows(scene: Scene, last: Hit, verb: Hit) -> bool:
    """Whether a verb goes on after another of the same subject; who chairs is said right after ("dự và chủ trì")."""
    between = scene.reading.text[last.end : verb.start]
    role, joins = verb.value("subject"), load_meeting_words().joins
    if role not in ("speaker", None) and last.value("subject") == "speaker":
        return between.strip() in joins
    if role in ("chair", "concluding"):
        return between.rstrip().endswith((",", *joins))
    return len(between) <= _NEXT_VERB


def _count_words(scene: Scene, start: int, end: int, first: int) -> int:
    """The words between a name and a verb, without what is set off after the name: posts, brackets, commas.

    Posts count only before the first verb; later ones are of somebody else.
    """
    reading, text = scene.reading, scene.reading.text[start:end]
    cut = 0
    if text.lstrip().startswith((",", "-", "–", "(")):
        cut = max(text.rfind(mark) + len(mark) for mark in (",", "- ", "– ", ")"))
    for post in reading.posts_in(start, min(first, end)):
        cut = max(cut, min(post.end, end) - start)
    named = scene.hits("noun", start, end)
    return len(text[cut:].split()) - (_NAMED_WORDS if named else 0)


def _coordinated(scene: Scene, index: int) -> list[PersonMention]:
    """The people named before in the same enumeration."""
    found = []
    while index > 0:
        start, end = scene.gap(index)
        patterns, text = meeting_patterns(), scene.reading.text
        passive = patterns.passive.search(text, start, end) is not None
        if passive or scene.hits("subject", start, end) or not patterns.coordinated.search(text, start, end):
            break
        index -= 1
        if is_object(scene, index):
            break
        found.append(scene.mentions[index])
    return found


def _find_reception(scene: Scene) -> list[Part]:
    """Host and guests: "ông A tiếp ông B"; "tiếp đoàn có ông A"."""
    for hit in scene.hits("host_list", *scene.gap(0)):
        return [Part(mention.person, "host", hit.start, mention.end) for mention in scene.mentions]
    receives = scene.hits("receives", *scene.gap(0))
    if receives and meeting_patterns().hosts.fullmatch(scene.reading.text, receives[0].end, scene.leads[0]):
        hosts = [
            scene.mentions[0],
            *(m for index, m in enumerate(scene.mentions) if index and _is_listed(scene, index)),
        ]
        return [Part(mention.person, "host", receives[0].start, mention.end) for mention in hosts]
    parts = []
    for index, mention in enumerate(scene.mentions[:-1]):
        start, end = scene.tail(index)
        verbs = [verb for verb in scene.hits("receives", start, end) if not is_noun(scene, verb)]
        verbs = [verb for verb in verbs if ";" not in scene.reading.text[verb.end : end]]
        if verbs and not is_object(scene, index):
            guest = scene.mentions[index + 1]
            parts.append(Part(mention.person, "host", mention.lead, verbs[0].end))
            parts.append(Part(guest.person, "guest", verbs[0].start, guest.end))
    return parts or _find_hosts(scene)


def _find_hosts(scene: Scene) -> list[Part]:
    """Who receives a delegation that is not named again: "ông A và bà B tiếp đoàn"."""
    index, (start, end) = len(scene.mentions) - 1, scene.tail(len(scene.mentions) - 1)
    verbs = [verb for verb in scene.hits("receives", start, end) if _delegates(scene, verb)]
    verbs = [verb for verb in verbs[:1] if not is_negated(scene, verb, start)]
    if not verbs or is_object(scene, index) or _count_words(scene, start, verbs[0].start, verbs[0].start) > _NEAR_WORDS:
        return []
    people = [scene.mentions[index], *_coordinated(scene, index)]
    return [Part(person.person, "host", person.lead, verbs[0].end) for person in people]


def _delegates(scene: Scene, verb: Hit) -> bool:
    """Whether the words of a verb end in the delegation that is received."""
    return scene.reading.text[verb.start : verb.end].endswith(f" {load_meeting_words().delegation[0]}")


def _find_given(scene: Scene) -> list[Part]:
    """Those who are handed something, or between whom it is: "trao quyết định cho ông B", "bàn giao giữa A và B"."""
    parts = []
    for index, mention in enumerate(scene.mentions):
        start, _ = scene.gap(index)
        received = meeting_patterns().received.match(scene.reading.text, *scene.tail(index))
        if received is not None:
            parts.append(Part(mention.person, "attendee", mention.lead, received.end()))
        elif meeting_patterns().given.search(scene.reading.text, start, mention.lead) is not None:
            parts.append(Part(mention.person, "attendee", start, mention.end))
        elif (
            parts
            and parts[-1].end == start
            and scene.reading.text[start : mention.lead].strip() in load_meeting_words().joins
        ):
            parts.append(Part(mention.person, "attendee", parts[-1].start, mention.end))
    return parts


def _find_objects(scene: Scene) -> list[Part]:
    """Those who are elected or thanked there: "bầu ông B làm Chủ tịch"."""
    parts = []
    for index, mention in enumerate(scene.mentions):
        takes = [
            verb
            for verb in scene.hits("takes", *scene.gap(index))
            if not (is_passive(scene, verb) or is_noun(scene, verb))
        ]
        if takes and (is_elected(scene, index) or not is_object(scene, index)):
            others = (
                scene.mentions[other] for other in range(index + 1, len(scene.mentions)) if _is_listed(scene, other)
            )
            parts += [Part(taken.person, "attendee", takes[0].start, taken.end) for taken in (mention, *others)]
            break
    return parts


def _find_visited(scene: Scene) -> list[Part]:
    """Those who are visited or met: "đến thăm ông A và bà B"."""
    parts: list[Part] = []
    for index, mention in enumerate(scene.mentions):
        start, end = scene.gap(index)
        if meeting_patterns().visited.search(scene.reading.text, start, end) is not None:
            parts.append(Part(mention.person, "attendee", start, mention.end))
        elif parts and scene.reading.text[start:end].strip() in load_meeting_words().joins:
            parts.append(Part(mention.person, "attendee", parts[-1].start, mention.end))
    return parts


def _find_asked(scene: Scene) -> list[Part]:
    """Those whose questions are answered: "trả lời ý kiến của đại biểu B"."""
    parts = []
    for index, mention in enumerate(scene.mentions):
        start, end = scene.gap(index)
        asked = meeting_patterns().asked.search(scene.reading.text, start, max(end, mention.lead))
        if asked is not None:
            parts.append(Part(mention.person, "speaker", asked.start(), mention.end))
    return parts


def _find_titled(scene: Scene) -> list[Part]:
    """Those whom a shared title lists: "Hai Phó Chủ tịch UBND xã là đồng chí A và đồng chí B"."""
    posts = scene.reading.posts_in(scene.sentence.start, scene.sentence.end)
    listed = {post.person: post.start for post in posts if post.hold == "list" and post.person is not None}
    named = [mention for mention in scene.mentions if mention.person in listed]
    return [Part(m.person, "attendee", min(listed[m.person], m.start), m.end, needs_name=True) for m in named]


def _find_according(scene: Scene) -> list[Part]:
    """Whose view a sentence opens with: "Còn theo ông A, …"."""
    first = scene.mentions[0]
    before = scene.reading.text[scene.sentence.start : scene.leads[0]]
    speaks_of = scene.hits("noun", first.end, scene.sentence.end)
    if speaks_of or meeting_patterns().according.fullmatch(before) is None:
        return []
    return [Part(first.person, "speaker", scene.leads[0], first.end)]


def _is_told_of(scene: Scene, start: int, end: int) -> bool:
    """Whether more than a caption stands between a person and a meeting: "ông A đã được kết luận tại kỳ họp 17"."""
    passive = meeting_patterns().passive.search(scene.reading.text, start, end) is not None
    return passive or is_aside(scene, start, end) or bool(scene.hits("away", start, end))


def _find_caption(scene: Scene, anchors: list[Anchor]) -> list[Part]:
    """People at a meeting without a verb: "Ông A trong phiên họp HĐND", "Ông A và các đại biểu tại Hội nghị"."""
    text = scene.reading.text
    for anchor in anchors[:_VERBS]:
        before = [mention for mention in scene.mentions if mention.end <= anchor.start]
        if before and text[max(scene.sentence.start, anchor.start - _OPENING) : anchor.start].rstrip().endswith(
            load_meeting_words().at
        ):
            index = len(before) - 1
            words = meeting_patterns().words_of.search(text, scene.sentence.start, before[-1].lead)
            if words is not None and before[-1].end >= anchor.start - _OPENING:
                return [Part(before[-1].person, "speaker", words.start(), anchor.end)]
            if is_object(scene, index) or _is_told_of(scene, before[-1].end, anchor.start):
                continue
            people = [before[-1], *_coordinated(scene, index)]
            return [Part(mention.person, "attendee", mention.lead, anchor.end) for mention in people]
    return []
