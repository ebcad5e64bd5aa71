"""The second stage's entry: an article's text read layer by layer."""

from __future__ import annotations

from kg.documents.records import Document
from kg.lexicon.fold import place_tones
from kg.mentions.bodies import Body, BodyReader
from kg.mentions.breaks import mend_breaks
from kg.mentions.deputies import seat_deputies, seat_founders
from kg.mentions.elide import agree, fill_bodies
from kg.mentions.firms import give_firms
from kg.mentions.holders import HolderFinder
from kg.mentions.names import NameReader
from kg.mentions.normalise import lower, normalise
from kg.mentions.people import People
from kg.mentions.phrases import Phrase, PhraseReader
from kg.mentions.places import Place, PlaceReader, Places, find_home, find_origins, is_province
from kg.mentions.records import Analysis, AreaMention, BodyMention, Cue, Marker, PostMention
from kg.mentions.sentences import split_sentences
from kg.mentions.short_names import learn_names
from kg.mentions.tags import Tags, tag


def analyse(document: Document) -> Analysis:
    """The article read: sentences, persons, posts with their holders, bodies and territories."""
    plain, offsets = normalise(document.text)
    text = mend_breaks(plain)
    lowered = lower(text)
    tags = tag(lowered)
    tags.foreign = {at: hit for at, hit in tags.foreign.items() if text[at].isupper() and not _is_longer(tags, at)}
    sentences = split_sentences(text)
    ends = [sentence.end for sentence in sentences]
    people = People(text)
    people.resolve(NameReader(text, lowered, tags).read())
    names = {mention.start: mention.end for mention in people.mentions}
    reader = PlaceReader(text, tags, names)
    places = find_places(document, lowered, reader, tags, ends)
    _drop_states(tags, places)
    bodies = BodyReader(text, tags, places, reader)
    learn_names(text, tags, bodies, ends)
    phrases, others = PhraseReader(text, tags, reader, bodies).read(ends)
    fill_bodies(text, phrases, others, bodies, ends)
    people.add_pronouns(tags, sentences)
    HolderFinder(text, lowered, people.mentions, ends).assign(phrases)
    seat_deputies(lowered, phrases, people.mentions, tags)
    seat_founders(lowered, phrases, people.mentions, tags)
    agree(phrases, bodies)
    give_firms(text, phrases, others)
    return Analysis(
        document=document,
        text=text,
        offsets=offsets,
        sentences=sentences,
        persons=people.persons(abroad=_is_about_abroad(tags, lowered)),
        mentions=tuple(people.mentions),
        posts=tuple(post for phrase in phrases for post in _post_mentions(phrase)),
        bodies=_body_mentions(text, phrases, others),
        areas=tuple(AreaMention(start=place.start, end=place.end, name=place.full) for place in places.all),
        cues=_cues(tags),
        home=None if places.home is None else places.home.full,
    )


def find_places(document: Document, lowered: str, reader: PlaceReader, tags: Tags, ends: list[int]) -> Places:
    """All territories of the text, and the province that it is about."""
    found: list[Place] = []
    covered = 0
    committees = {at for at, hit in tags.head.items() if hit[1].kind == "committee"}
    for at in sorted({*tags.kind, *tags.province, *committees}):
        if at < covered:
            continue
        place = reader.read_committee(at) if at in committees else reader.read(at)
        if place is not None:
            found.append(place)
            covered = place.end
    publisher = _publisher_place(document.publisher)
    origins = find_origins(lowered, found) | _find_abroad(found, tags)
    meant = [place for place in found if place.start not in origins]
    home = find_home(meant, publisher, ends[0] if ends else 0)
    return Places(found, home, firm=publisher is not None, origins=origins)


def _find_abroad(places: list[Place], tags: Tags) -> frozenset[int]:
    """Where the places start beside whose name, here or elsewhere, a state stands ("huyện Xiềng Khọ (Lào)")."""
    far = {place.full for place in places if any(place.end + gap in tags.foreign for gap in _BESIDE)}
    return frozenset(place.start for place in places if place.full in far)


def _publisher_place(publisher: str | None) -> Place | None:
    """The province that a paper's name says it is of."""
    if publisher is None:
        return None
    text = place_tones(publisher)
    tags = tag(lower(text))
    reader = PlaceReader(text, tags, {})
    found = [place for at in sorted(tags.province) if (place := reader.read(at)) is not None and is_province(place)]
    return found[0] if found else None


def _is_longer(tags: Tags, at: int) -> bool:
    """Whether a state's name is only the start of a longer word there ("Lào" in "Lào Cai", "Pháp" in "Pháp chế")."""
    end = tags.foreign[at][0]
    return any(hits.get(at, (end,))[0] > end for hits in (tags.province, tags.field, tags.head))


def _drop_states(tags: Tags, places: Places) -> None:
    """Forget names of states inside those of territories here ("Mỹ" in "TP Mỹ Tho")."""
    ends = {at: place.end for place in places.all for at in range(place.start + 1, place.end)}
    tags.foreign = {at: hit for at, hit in tags.foreign.items() if hit[0] >= ends.get(at, 0)}


def _is_about_abroad(tags: Tags, lowered: str) -> bool:
    """Whether the article is about other states: it names them often, and hardly this one or a province of it."""
    abroad = len(tags.foreign)
    local = len(tags.province) + sum(hit[1].kind in ("committee", "govern") for hit in tags.head.values())
    return abroad >= _FAR and abroad > _FAR * local and lowered.count(_COUNTRY) < 2


_FAR = 6
#: How far after a territory's name the state stands that it is in, past " (" or ", ".
_BESIDE = range(1, 3)
_COUNTRY = "việt nam"


def _cues(tags: Tags) -> tuple[Cue, ...]:
    """Words that tell of changes, without those inside longer ones."""
    found: list[Cue] = []
    for at in sorted(tags.trigger):
        end, name = tags.trigger[at]
        if not found or at >= found[-1].end:
            found.append(Cue(start=at, end=end, name=name))
    return tuple(found)


def _post_mentions(phrase: Phrase) -> list[PostMention]:
    holders: tuple[str | None, ...] = phrase.holders or (None,)
    marker: Marker = phrase.marker if phrase.marker in ("former", "acting", "incoming") else ""  # type: ignore[assignment]
    return [
        PostMention(
            start=phrase.start,
            end=phrase.end,
            role=phrase.post,
            body=phrase.name,
            person=holder,
            hold=phrase.hold if holder is not None else "",
            marker=marker,
            term=phrase.term,
            lead=phrase.lead,
            foreign=phrase.foreign,
        )
        for holder in holders
    ]


def _body_mentions(text: str, phrases: list[Phrase], others: list[Body]) -> tuple[BodyMention, ...]:
    inside = [phrase.body for phrase in phrases if phrase.body is not None]
    named = [body for body in [*inside, *others] if body.name is not None]
    return tuple(
        BodyMention(start=body.start, end=body.end, name=body.name or "", raw=text[body.start : body.end])
        for body in sorted(named, key=lambda body: body.start)
    )
