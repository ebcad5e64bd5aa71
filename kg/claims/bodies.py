"""What the name of a body tells: its canonical form, kind, level, area, parent and identity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from kg.claims.body_lists import central_index, committees, first_words, head_index, unit_index
from kg.claims.places import Place, form_pattern, read_place
from kg.lexicon.areas import Area, area_of, find_areas, load_areas
from kg.lexicon.bodies import BodyHead, BodyUnit, CentralBody, write_usual
from kg.lexicon.fold import place_tones, to_nfc
from kg.lexicon.lineage import (
    Succession,
    find_epoch,
    find_head_succession,
    find_unit_succession,
    follows_territory,
)
from kg.lexicon.phrases import Words, identity, linking_words
from kg.lexicon.records import BodyKind, Level

#: What a body is called that has no letters in its name.
_NAMELESS = "?"


class ParsedBody(msgspec.Struct, frozen=True, kw_only=True):
    """A body as its name tells.

    Attributes:
        name: canonical name: "UBND tỉnh Ninh Bình".
        kind: what sort of body it is.
        key: the same for every spelling of one body's name, and for no other body's.
        level: the level at which it works, where the name tells.
        area: the territory that it works in, where the name tells one without doubt; none for central bodies.
        parent: canonical name of the body that it belongs to.
        vague: whether the name fits several bodies ("UBND tỉnh", "UBND huyện Châu Thành"): bodies of this key may be
            different ones.
        head: canonical words that the name begins with, where a known territory's name follows: "UBND".
        lead: what the name has before the body that this one is inside of: "Văn phòng", "Vụ Pháp chế,".
        inside: the body that it is inside of.
    """

    name: str
    kind: BodyKind
    key: str
    level: Level | None = None
    area: Area | None = None
    parent: str | None = None
    vague: bool = False
    head: str | None = None
    lead: str | None = None
    inside: ParsedBody | None = None


def parse_body(name: str, *, on: str | None = None) -> ParsedBody:
    """The body that a name means; a name that fits nothing known is of kind "other".

    Args:
        name: the name as an article or extractor has it, abbreviated or not.
        on: ISO day on which it was written, for territories that have changed; without it, an ambiguous name of a
            territory means what it did just before the reform of 2025.
    """
    return _parse_body(name, None if on is None else find_epoch(on))


@lru_cache(maxsize=200_000)
def _parse_body(name: str, on: str | None) -> ParsedBody:
    text = write_usual(place_tones(" ".join(to_nfc(name).text.split())))
    text = _without_own_short_form(text.strip(" ,;:.-–\"'“”"))
    return _parse_known(text, on) or _parse_listed(Words(text), on) or _parse_unknown(text, on)


_SHORT_FORM = re.compile(r"(?P<name>.+?)\s*\((?P<short>[^\s()]+)\)?")


def _without_own_short_form(text: str) -> str:
    """The name without its own short form in brackets: "… Việt Nam (EVN)"; a territory's name stays."""
    match = _SHORT_FORM.fullmatch(text)
    return text if match is None or find_areas(match["short"]) else match["name"]


def _parse_known(text: str, on: str | None) -> ParsedBody | None:
    """The body of a name that the word lists explain wholly."""
    words = Words(text)
    return _parse_whole(words, on) or _parse_inside(words, on)


def _parse_whole(words: Words, on: str | None) -> ParsedBody | None:
    """A central body, or one of a territory."""
    central = central_index().exact(words.words) or central_index().exact(_without_country(words.words))
    return _parse_head(words, on) if central is None else _make_central(central)


def _without_country(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without the country's name at the end: "Bộ Quốc phòng Việt Nam"."""
    country = _country()
    return words[: -len(country)] if words[-len(country) :] == country else ()


@cache
def _country() -> tuple[str, ...]:
    return next(Words(area.name).words for area in load_areas() if area.kind == "country")


def _make_central(body: CentralBody) -> ParsedBody:
    key = f"={identity(body.name)}"
    return ParsedBody(name=body.name, kind=body.kind, key=key, level="central", parent=body.parent)


def _parse_head(words: Words, on: str | None) -> ParsedBody | None:
    """A head and a territory: "UBND | tỉnh Ninh Bình"; a head alone is a body whose territory isn't said."""
    found = head_index().longest(words.words)
    if found is None:
        return None
    head, after = found
    rest, on = words.after(after), _clip(on, find_head_succession(head.name, None))
    if not rest:
        level = head.levels[0] if len(head.levels) == 1 else None
        return ParsedBody(name=head.name, kind=head.kind, key=f"{identity(head.name)}|", level=level, vague=True)
    place = read_place(rest, levels=head.levels, forms=head.forms, on=on)
    return None if place is None else _make_local(head, place)


def _clip(on: str | None, succession: Succession | None) -> str | None:
    """The day, or the last one of such bodies: what is told of them later is told of the ones that there were."""
    return on if on is None or succession is None else min(on, succession.until)


def _make_local(head: BodyHead, place: Place) -> ParsedBody:
    name = f"{head.name} {place.bare if head.area == 'bare' else place.name}".strip()
    if head.outer and place.outer is not None and "@" not in place.key:
        name += f", {place.outer.name}"
    return ParsedBody(
        name=name,
        kind=head.kind,
        key=f"{identity(head.name)}|{place.key}{place.version if follows_territory(head.name) else ''}",
        level=place.level or (head.levels[0] if len(head.levels) == 1 else None),
        area=place.area,
        parent=_find_parent(head, place),
        vague=place.vague,
        head=head.name,
    )


def _find_parent(head: BodyHead, place: Place) -> str | None:
    if head.outer and place.level != "province":
        outer = area_of(place.area.within) if place.area is not None and place.area.within is not None else None
        return None if outer is None else f"{head.name} {outer.name}"
    if head.parent is None or "{" in head.parent:
        return _fill_parent(head.parent, place)
    return head.parent if place.level == "province" else None


def _fill_parent(pattern: str | None, place: Place) -> str | None:
    """The parent that a pattern means in a territory."""
    if pattern == "{government}":
        return f"UBND {place.name}"
    if pattern == "{council}":
        return f"HĐND {place.name}"
    if pattern == "{committee}":
        head = committees().get(place.form or "")
        if head is not None:
            return f"{head.name} {place.bare}".strip()
        return f"Đảng ủy {place.name}" if place.level == "commune" else None
    return None


def _parse_inside(words: Words, on: str | None) -> ParsedBody | None:
    """A unit of another body: "Văn phòng | Tỉnh ủy Ninh Bình", "Vụ Pháp chế | Bộ Y tế"."""
    unit = unit_index().longest(words.words)
    if unit is None or _is_joint(words):
        return None
    on = _clip(on, find_unit_succession(unit[0].name))
    for index in range(unit[1], len(words.words)):
        start = words.spans[index][0]
        if words.words[index] in first_words() and words.text[start].isupper():
            rest = Words(words.text[start:])
            parent = _parse_whole(rest, on) or (_parse_inside(rest, on) if _is_unit(words, index) else None)
            if parent is not None:
                return make_inside(words.text[:start], unit[0], parent)
    return None


def _is_unit(words: Words, index: int) -> bool:
    """Whether a unit plainly begins at a word: one of a single word (Báo, Bộ) could be part of a field's name."""
    found = unit_index().longest(words.words, index)
    start = words.spans[index][0]
    return found is not None and (found[1] - index > 1 or _belonging_at_end().search(words.text[:start]) is not None)


def _parse_listed(words: Words, on: str | None) -> ParsedBody | None:
    """A body said to be another's by comma, bracket or word, where one of them is not in the lists."""
    if _is_joint(words):
        return None
    found = unit_index().longest(words.words)
    for match in _belonging().finditer(words.text):
        outer = words.text[match.end() :].rstrip(" )")
        if match.start() == 0 or not outer[:1].isupper():
            continue
        known = _parse_known(outer, on)
        if known is None and unit_index().longest(Words(outer).words) is not None:
            known = _parse_unknown(outer, on)
        if known is not None:
            return make_inside(words.text[: match.end()], found[0] if found is not None else None, known)
    return None


def _is_joint(words: Words) -> bool:
    """Whether several bodies are named at once: "Tỉnh ủy, HĐND, UBND tỉnh Điện Biên"."""
    first = words.text.split(",", 1)[0]
    return "," in words.text and head_index().exact(Words(first).words) is not None


def make_inside(lead: str, unit: BodyUnit | None, parent: ParsedBody) -> ParsedBody:
    """A body inside its parent; `lead` is what its name has before the parent's.

    An office (Phòng, Cục, Văn phòng) is of its parent's kind; a party cell or an institute is not.
    """
    inner = _belonging_at_end().sub("", f"{lead.rstrip()} ").strip()
    apart = ", " if inner != lead.strip() else " "
    return ParsedBody(
        name=f"{inner}{apart}{parent.name}",
        kind=unit.kind if unit is not None and unit.kind not in {None, "government"} else parent.kind,
        key=f"{identity(inner)}<{parent.key}",
        level=parent.level,
        area=parent.area,
        parent=parent.name,
        vague=parent.vague,
        lead=lead,
        inside=parent,
    )


@cache
def _belonging_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{_belonging().pattern})$")


@cache
def _belonging() -> re.Pattern[str]:
    """What stands between a body and the one it is part of: a comma, a bracket, "thuộc"."""
    words = "|".join(map(re.escape, linking_words().belonging))
    return re.compile(rf"\s*[,(]\s*|\s+(?:{words})\s+")


def _parse_unknown(text: str, on: str | None) -> ParsedBody:
    """A body that only its first words and a territory at the end explain, or nothing."""
    words = Words(text)
    found, head = unit_index().longest(words.words), head_index().longest(words.words)
    unit = found[0] if found is not None else BodyUnit(name="", kind=None)
    kind = unit.kind or (head[0].kind if head is not None else "other")
    for lead, place in _places_at_end(words, on):
        parent = _fill_parent(unit.parent, place)
        if unit.named_by_parent and parent is not None:
            return parse_body(f"{lead} {parent}", on=on)
        return ParsedBody(
            name=f"{lead} {place.name}",
            kind=kind,
            key=f"{identity(lead)}|{place.key}",
            level=place.level or unit.level,
            area=place.area,
            parent=parent,
            vague=place.vague,
        )
    inside = found is not None and (unit.kind is None or unit.parent is not None)  # of a body that isn't named
    return ParsedBody(name=text or _NAMELESS, kind=kind, key=f"={identity(text)}", vague=inside)


def _places_at_end(words: Words, on: str | None) -> Iterator[tuple[str, Place]]:
    """What stands before, and the territory, for each place at which one with its kind may begin."""
    for match in _form_word().finditer(words.text):
        place = read_place(words.text[match.end() :], on=on)
        if place is not None and (place.area is not None or place.level is not None):
            yield words.text[: match.start()].rstrip(" ,-–("), place


@cache
def _form_word() -> re.Pattern[str]:
    return re.compile(rf"\s(?=(?:{form_pattern()})\b)", re.IGNORECASE)
