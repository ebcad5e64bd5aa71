"""How long a body was there, what it came from and what took its place, as far as its name and the lists tell.

All of it depends on the body alone, never on what articles say of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import msgspec

from kg.claims.bodies import ParsedBody, make_inside, parse_body
from kg.claims.body_lists import central_index, unit_index
from kg.lexicon.areas import Area, area_of
from kg.lexicon.bodies import CentralBody, body_heads, central_bodies
from kg.lexicon.lineage import (
    Succession,
    act_of_beginning,
    act_of_end,
    cite_acts,
    find_common_head,
    find_head_succession,
    find_unit_succession,
    find_usual_head,
    follows_territory,
    list_preceding,
    predecessors_of,
    was_begun,
)
from kg.lexicon.phrases import Words
from kg.lexicon.records import BodyKind, Level


class Life(msgspec.Struct, frozen=True, kw_only=True):
    """A body's time and its place in its lineage; days are ISO, the last one included.

    Attributes:
        since: first day, where known.
        until: last day, where it has ceased to be.
        source: the acts that the two come from.
        wikidata: the item of a central body, where known.
        predecessors: the bodies whose place it took, wholly or in part, sorted by key.
        successors: the bodies that took its place, sorted by key.
    """

    since: str | None = None
    until: str | None = None
    source: str | None = None
    wikidata: str | None = None
    predecessors: tuple[ParsedBody, ...] = ()
    successors: tuple[ParsedBody, ...] = ()


def find_day_in(area: Area | None) -> str | None:
    """An ISO day on which a territory was there, its last or else its first; None when neither is known."""
    return None if area is None else area.until or area.since


@lru_cache(maxsize=100_000)
def find_life(body: ParsedBody) -> Life:
    """The time and the lineage of a body; nothing is known of one whose name the lists don't explain."""
    central = _find_central(body)
    if central is not None:
        return _live_centrally(central)
    if body.inside is not None:
        return _live_inside(body, body.inside)
    if body.head is None or body.area is None or not follows_territory(body.head):
        return Life()
    return _live_locally(body.head, body.area)


def find_next_namesake(body: ParsedBody, day: str) -> ParsedBody | None:
    """The body of the same name that takes a body's place, once an act of that has been decided and it is there yet."""
    act = act_of_end(body.area) if body.area is not None else None
    if act is None or not act.decided <= day < act.effective:
        return None
    return _find_namesake(body, find_life(body).successors)


def find_last_namesake(body: ParsedBody) -> ParsedBody | None:
    """The body of the same name whose place a body took."""
    return _find_namesake(body, find_life(body).predecessors)


def _find_namesake(body: ParsedBody, bodies: Iterable[ParsedBody]) -> ParsedBody | None:
    return next((each for each in bodies if each.name == body.name and each.key != body.key), None)


# --- bodies of the whole country


def _find_central(body: ParsedBody) -> CentralBody | None:
    return central_index().exact(Words(body.name).words) if body.level == "central" and body.inside is None else None


def _live_centrally(body: CentralBody) -> Life:
    before = [each.name for each in central_bodies() if body.name in each.successors]
    return Life(
        since=body.since,
        until=body.until,
        source=body.source,
        wikidata=body.wikidata,
        predecessors=_sort(map(parse_body, before)),
        successors=_sort(map(parse_body, body.successors)),
    )


# --- local bodies


def _live_locally(head: str, area: Area) -> Life:
    succession = _find_relevant(find_head_succession(head, _level(area)), area)
    return Life(
        since=area.since,
        until=_find_end(area, succession),
        source=_cite(area, succession),
        predecessors=_sort(_list_predecessors(head, area)),
        successors=_sort(_list_successors(head, area)),
    )


def _list_successors(head: str, area: Area) -> Iterator[ParsedBody]:
    succession = _find_relevant(find_head_succession(head, _level(area)), area)
    if succession is not None:
        yield from _make_all(succession.successors, area)
        return
    common = find_common_head(head)
    if _fit_head(common, area) != head or not was_begun(head, area):  # no body was called so there
        return
    for key in area.successors:
        after = area_of(key)
        yield from _make_all([_fit_head(common, after)], after)


def _list_predecessors(head: str, area: Area) -> Iterator[ParsedBody]:
    """The bodies that have this one among their successors."""
    candidates = [(each.name, area) for each in list_preceding(head)]
    candidates += [(_fit_head(find_common_head(head), before), before) for before in predecessors_of(area)]
    for name, place in candidates:
        if any((each.head, each.area) == (head, area) for each in _list_successors(name, place)):
            yield from _make_all([name], place)


def _find_relevant(succession: Succession | None, area: Area) -> Succession | None:
    """The succession, if it came while the territory was there."""
    over = succession is None or (area.until or "9") < succession.until or (area.since or "") > succession.until
    return None if over else succession


def _find_end(area: Area, succession: Succession | None) -> str | None:
    return succession.until if succession is not None else area.until


def _cite(area: Area, succession: Succession | None) -> str | None:
    """The acts behind the first and the last day."""
    if succession is None:
        return cite_acts(area)
    began = act_of_beginning(area)
    return succession.source if began is None else f"{began.name}; {succession.source}"


def _level(area: Area) -> Level | None:
    return None if area.kind == "country" else area.kind


def _make_all(heads: Iterable[str], area: Area) -> Iterator[ParsedBody]:
    """The bodies of a territory whose names begin with these words; those that there are none of are left out."""
    yield from (body for head in heads if was_begun(head, area) and (body := make_local(head, area)) is not None)


@lru_cache(maxsize=50_000)
def make_local(head: str, area: Area) -> ParsedBody | None:
    """The body of a territory whose name begins with canonical words; None where there is no such body."""
    outer = f", {area_of(area.within).name}" if area.within is not None and area.kind != "province" else ""
    for place in (area.name, area.bare, f"{area.name}{outer}", f"{area.bare}{outer}"):
        body = parse_body(f"{head} {place}", on=find_day_in(area))
        if (body.head, body.area) == (head, area):
            return body
    return None


@cache
def _heads_by_form() -> dict[tuple[BodyKind, str], str]:
    """Heads whose words are about one kind of territory, by the body's kind and that: party, TP → Thành ủy."""
    return {(head.kind, form): head.name for head in body_heads() for form in head.forms}


@cache
def _kinds_with_forms() -> dict[str, BodyKind]:
    return {head.name: head.kind for head in body_heads() if head.forms}


def _fit_head(head: str, area: Area) -> str:
    """The words that the name of such a body begins with in a territory: Thành ủy for Tỉnh ủy in a city."""
    kind = _kinds_with_forms().get(head)
    return find_usual_head(head, area) if kind is None else _heads_by_form().get((kind, area.form), head)


# --- bodies inside others


def _live_inside(body: ParsedBody, outer: ParsedBody) -> Life:
    """The time of the body around it, whose territory it follows too; of a body elsewhere nothing more is known."""
    around, lead = find_life(outer), body.lead or ""
    succession = _find_unit(lead, outer)
    until = around.until if succession is None else succession.until
    sources = [around.source] if succession is None else [succession.source]
    return Life(
        since=around.since,
        until=until,
        source="; ".join(filter(None, sources)) or None,
        predecessors=_sort(_list_inside_before(lead, outer)),
        successors=_sort(_list_inside_after(lead, outer)),
    )


def _find_unit(lead: str, outer: ParsedBody) -> Succession | None:
    """What became of the unit, while the committee around it went on."""
    if outer.kind != "party" or outer.area is None:
        return None
    return _find_relevant(find_unit_succession(_strip(lead)), outer.area)


def _list_inside_after(lead: str, outer: ParsedBody) -> Iterator[ParsedBody]:
    succession = _find_unit(lead, outer)
    if succession is not None:
        yield from (_make_unit(name, outer) for name in succession.successors)
    elif outer.area is not None:
        yield from (_make_unit(lead, each) for each in find_life(outer).successors if each.area != outer.area)


def _list_inside_before(lead: str, outer: ParsedBody) -> Iterator[ParsedBody]:
    before = find_life(outer).predecessors if outer.area is not None else ()
    candidates = [(each.name, outer) for each in list_preceding(_strip(lead))]
    candidates += [(lead, each) for each in before if _had_inside(each, lead) and each.area != outer.area]
    wanted = _make_unit(lead, outer).key
    for name, around in candidates:
        if any(each.key == wanted for each in _list_inside_after(name, around)):
            yield _make_unit(name, around)


def _had_inside(outer: ParsedBody, lead: str) -> bool:
    return outer.area is not None and was_begun(_strip(lead), outer.area)


def _make_unit(lead: str, outer: ParsedBody) -> ParsedBody:
    found = unit_index().longest(Words(lead).words)
    return make_inside(f"{lead.rstrip()} ", found[0] if found is not None else None, outer)


def _strip(lead: str) -> str:
    return lead.strip(" ,(")


def _sort(bodies: Iterable[ParsedBody]) -> tuple[ParsedBody, ...]:
    return tuple(sorted({body.key: body for body in bodies}.values(), key=lambda body: body.key))
