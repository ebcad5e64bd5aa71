"""Bodies that an article names in full once and shortly elsewhere."""

from __future__ import annotations

from kg.lexicon.bodies import departments
from kg.mentions.bodies import Body
from kg.mentions.normalise import lower
from kg.mentions.phrases import Phrase

_PART_OF = ", "
_COUNTRY, _CENTRE = "việt nam", "trung ương"
_SCHOOL = "Trường"
#: Heads of bodies whose names news cuts short.
_SHORTENED = ("Sở", "Ban Chỉ đạo", "Hội đồng thi", "Ban Chấm thi")


def find_twins(phrases: list[Phrase], bodies: list[Body]) -> None:
    """A body without a territory is the one of that name that the article elsewhere writes in full."""
    full: dict[str, str] = {}
    inside = [phrase.body for phrase in phrases if phrase.body is not None]
    for body in [*inside, *bodies]:
        part = body.head.kind in ("unit", "company") or _PART_OF in body.head.name
        if (
            body.name is not None
            and not body.assumed
            and not _is_left_out(body)
            and (part or body.last.kind in ("local", "field"))
        ):
            for stem in _stems(body):
                full.setdefault(stem, body.name)
    for phrase in phrases:
        if phrase.body is not None and _is_left_out(phrase.body):
            twin = full.get(lower(phrase.body.text))
            if twin is not None:
                phrase.name = phrase.body.name = twin
    _name_schools(phrases, [*inside, *bodies])
    _lengthen(phrases, [*inside, *bodies])


def _lengthen(phrases: list[Phrase], bodies: list[Body]) -> None:
    """A department or board is the only one of a longer name that begins like it ("Sở Văn hóa" for "…, Thể thao …")."""
    named = [body for body in bodies if body.name is not None and body.last is body.head]
    texts = {body.text for body in named if not body.central and _CENTRE not in lower(body.text)}
    whole = {department.name for department in departments()}
    for phrase in phrases:
        body = phrase.body
        if body is None or phrase.name is None or body.last is not body.head or body.text in whole:
            continue
        if not body.head.name.startswith(_SHORTENED):
            continue
        longer = {text for text in texts if text.startswith(body.text) and text[len(body.text) :][:1] in (" ", ",")}
        if len(longer) == 1:
            phrase.name = body.name = phrase.name.replace(body.text, longer.pop(), 1)


def _name_schools(phrases: list[Phrase], bodies: list[Body]) -> None:
    """A university is a "Trường Đại học" if the article elsewhere says so."""
    whole = {lower(body.name): body.name for body in bodies if body.name is not None and body.head.name == _SCHOOL}
    for phrase in phrases:
        name = None if phrase.name is None else whole.get(f"{_SCHOOL} {phrase.name}".lower())
        if name is not None and phrase.body is not None:
            phrase.name = phrase.body.name = name


def _is_left_out(body: Body) -> bool:
    """Whether no word at all says where the body is, or which bigger body it is a part of."""
    if body.last.kind in ("unit", "company"):
        return body.place is None and _PART_OF not in body.text
    return body.assumed and not body.bare_area and body.last.kind == "local"


def _stems(body: Body) -> tuple[str, ...]:
    text = lower(body.text)
    country, part = text.rfind(_COUNTRY), text.find(_PART_OF)
    inner = text.find(f" {lower(body.last.name)}") if body.head.kind == "unit" and body.last is not body.head else 0
    if inner > 0 and not 0 < part < inner:
        return (text[:inner],)
    if body.last.kind != "local" and part > 0:
        return (text[:part],)
    return (text, text[:country].strip()) if country > 0 else (text,)
