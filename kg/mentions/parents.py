"""Parts of bigger bodies ("Phòng …", "Cục …") whose bigger body the words leave out: the one that was named last."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from kg.lexicon.body_words import load_body_words
from kg.lexicon.holding import load_holding
from kg.mentions.bodies import Body, BodyReader
from kg.mentions.committees import has_offices
from kg.mentions.normalise import lower
from kg.mentions.owners import is_firm
from kg.mentions.phrases import Phrase

_PART_OF = ", "
_BOARD, _COMPANY = "Ban", "company"
_GOVERN, _COMMITTEE, _MINISTRY = "govern", "committee", "ministry"
#: How many bodies back one is looked for.
_BACK = 12
#: How far apart two rooms of one institution may stand.
_NEAR = 60


def join_parts(phrases: list[Phrase], bodies: list[Body], reader: BodyReader) -> None:
    """Write the bigger body into the names of parts that stand alone.

    A room ("Phòng …", "Khoa …") is the institution's that was named last, or the district's if a district has such; a
    bureau ("Cục …", "Vụ …") is the ministry's.
    """
    inside = [phrase.body for phrase in phrases if phrase.body is not None]
    known = sorted((body for body in (*inside, *bodies) if body.name is not None), key=lambda body: body.start)
    starts = [body.start for body in known]
    found: dict[str, str | None] = {}
    last: Phrase | None = None
    for phrase in phrases:
        body = phrase.body
        if body is None or phrase.private or phrase.name is None or phrase.name != body.text or not _is_part(body):
            continue
        at = bisect_left(starts, body.start)
        if last is not None and last.body is not None and _goes_on(last, phrase):
            found[body.text] = found[last.body.text]
        elif body.text not in found:
            found[body.text] = _find_parent(body, known[max(0, at - _BACK) : at][::-1], known[at : at + _BACK], reader)
        parent = found[body.text]
        if parent is None and body.head.name == _BOARD:
            phrase.private, phrase.name = True, None
        if parent is not None:
            phrase.name = body.name = f"{body.text}{parent}"
        last = phrase if body.head.name in load_holding().rooms else None
    for body in bodies:
        if body.name == body.text and body.head.name in load_holding().bureaus and _is_part(body):
            at = bisect_left(starts, body.start)
            parent = _find_parent(body, known[max(0, at - _BACK) : at][::-1], known[at : at + _BACK], reader)
            body.name = f"{body.text}{parent or ''}"


def _goes_on(before: Phrase, phrase: Phrase) -> bool:
    """Whether a room stands soon after another, of the same institution then."""
    rooms = load_holding().rooms
    return phrase.body is not None and phrase.body.head.name in rooms and phrase.lead - before.end < _NEAR


def _is_part(body: Body) -> bool:
    words = load_holding()
    lone = body.head is body.last and body.place is None and not body.central and not body.of_firm
    parts = (*words.rooms, *words.bureaus, *words.of_province)
    if body.head.name in words.of_province_if_common:
        field = body.text.removeprefix(body.head.name).strip()
        return lone and field[1:].islower() and not any(sign.isdigit() for sign in field)
    if body.head.name == _BOARD:
        return lone and lower(body.text.removeprefix(f"{_BOARD} ")) in words.boards_of_firms
    return lone and body.head.name in parts and body.text != body.head.name


def _find_parent(body: Body, before: list[Body], after: list[Body], reader: BodyReader) -> str | None:
    """What to add to a part's name: a territory, or the bigger body after a comma."""
    words = load_holding()
    if body.head.name in (*words.of_province, *words.of_province_if_common):
        return None if reader.home is None else f" {reader.home.full}"
    if body.head.name == _BOARD:
        firm = next((other for other in before if other.last.kind == _COMPANY or is_firm(other)), None)
        private = firm is None or firm.name is None or BodyReader.is_private(firm)
        return None if private or firm is None else f"{_PART_OF}{firm.name}"
    if body.head.name in words.bureaus:
        ministry = _find_ministry(body, before, after)
        return None if ministry is None else _PART_OF + ministry
    near = [other for other in (*before, *after) if other is not body]
    if reader.is_district_office(body):
        return next((f" {other.place.full}" for other in near if _is_district(other) and other.place is not None), None)
    police = lower(body.text.removeprefix(body.head.name)).strip().startswith(words.of_police)
    houses = _POLICE if police else words.houses.get(body.head.name, words.institutions)
    found = [other for other in near if _is_whole(other) and other.head.name in houses]
    found.sort(key=lambda other: not body.end < other.start < body.end + _NEAR)
    alike = next((other for other in found if _share_words(body, other)), None)
    return f"{_PART_OF}{(alike or found[0]).name}" if found else None


def _is_whole(body: Body) -> bool:
    """Whether a body's name says all that there is to say: its field or its territory, and no bigger body."""
    whole = body.place is not None or (body.last is body.head and body.text != body.head.name)
    return whole and body.name is not None and _PART_OF not in body.name


def _share_words(part: Body, body: Body) -> bool:
    """Whether two names have two syllables running in common: "Phòng Giáo dục trung học", "Sở Giáo dục và Đào tạo"."""
    words = lower(part.text).replace(",", "").split()
    return any(f" {first} {second} " in f" {lower(body.text)} " for first, second in pairwise(words))


def _find_ministry(bureau: Body, before: list[Body], after: list[Body]) -> str | None:
    """The ministry that such bureaus are known to be of, if it is named; else the last one, or the only one after."""
    names = [[name for other in side if (name := ministry_of(other)) is not None] for side in (before, after)]
    text = lower(bureau.text)
    for ministry, words in load_body_words().bureaus.items():
        if any(word in text for word in words):
            if ministry == _POLICE_MINISTRY:
                return ministry
            return ministry if ministry in (*names[0], *names[1]) else None
    if names[0]:
        return names[0][0]
    return names[1][0] if len(set(names[1])) == 1 else None


def ministry_of(body: Body) -> str | None:
    """A ministry, or the one that a part names as its own ("Cơ quan …, Bộ Công an")."""
    if body.head.kind == _MINISTRY and body.head is body.last:
        return body.name
    if body.last.kind == _MINISTRY and body.place is None:
        return (body.name or "")[(body.name or "").rfind(f"{body.last.name} ") :] or None
    owner = (body.name or "").rpartition(_PART_OF)[2]
    return owner if owner.startswith("Bộ ") and owner != body.name else None


def _is_district(body: Body) -> bool:
    return body.last.kind in (_GOVERN, _COMMITTEE) and body.place is not None and has_offices(body.place)


_POLICE, _POLICE_MINISTRY = ("Công an",), "Bộ Công an"
