"""Which territory the end of a body's name tells: "UBND | huyện Vũ Thư, tỉnh Thái Bình"."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import msgspec

from kg.lexicon.areas import Area, area_forms, find_areas, form_words, load_areas, read_form
from kg.lexicon.fold import squash
from kg.lexicon.phrases import identity
from kg.lexicon.records import AreaKind, Level

#: A name without a date means what it did on this day, where it has meant several things: the last days of the 63
#: provinces, whose names most news has.
USUAL_DAY = "2024-12-31"

_LEVELS: tuple[Level, ...] = ("province", "district", "commune")


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A territory as the end of a body's name tells it.

    Attributes:
        name: canonical name with its kind; as given where the territory isn't known; with the territory around it
            where several share the name and that one is said.
        bare: the name without its kind; empty where only a kind is said ("UBND tỉnh").
        form: its kind as the name has it: "huyện"; None where the name doesn't tell.
        level: its level; None where the name doesn't tell.
        area: the territory, where there is one without doubt.
        outer: the territory that the name puts it into: "tỉnh Thái Bình".
        key: the same for every spelling of one territory's name.
        version: what tells the territory from others that had the same name before or after it; empty for the one that
            had it on `USUAL_DAY`.
        vague: whether several territories fit, so that nobody knows which is meant.
    """

    name: str
    bare: str
    form: str | None
    level: Level | None
    area: Area | None
    outer: Area | None
    key: str
    version: str = ""
    vague: bool = False


def read_place(
    text: str, *, levels: tuple[Level, ...] = _LEVELS, forms: tuple[str, ...] = (), on: str | None = None
) -> Place | None:
    """The territory that a text names; None when it names none.

    Args:
        text: "huyện Vũ Thư, tỉnh Thái Bình", "TP.HCM", "Ninh Bình".
        levels: the levels that the territory may be of.
        forms: its possible kinds, where the words before tell them: "TP" after "Thành ủy".
        on: ISO day on which the name was written.
    """
    if squash(text) in form_words():
        return _make_vague(form_words()[squash(text)])
    whole = _read_one(text, None, levels, forms, on)
    if whole is not None and whole.area is not None:
        return whole
    first, *rest = [part for part in _apart().split(text) if part] or [""]
    outer = _read_outer(rest, on)
    if rest and outer is None:
        return whole
    return _read_one(first, outer, levels, forms, on)


def _make_vague(form: str) -> Place:
    """A kind of territory without a name."""
    level = _level(set(), form)
    return Place(name=form, bare="", form=form, level=level, area=None, outer=None, key=f"{level or form}:", vague=True)


def _read_outer(parts: list[str], on: str | None) -> Area | None:
    """The innermost of the territories after the first one; None when one of them is none."""
    outer: Area | None = None
    for part in reversed(parts):
        found = find_areas(part, within=outer) if read_form(part)[0] else find_areas(part, kind="province")
        area = pick_area(found, on=on)
        if area is None:
            return None
        outer = area
    return outer


def _read_one(
    text: str, outer: Area | None, levels: tuple[Level, ...], forms: tuple[str, ...], on: str | None
) -> Place | None:
    form, bare = read_form(text)
    if forms:
        form, bare = (form, bare) if form in forms else (forms[0], squash(text))
    if form is None:
        found = _find_bare(text, levels)
        return _make_place(found, None, text, outer=outer, on=on) if found else None
    found = tuple(area for area in find_areas(f"{form} {bare}") if area.kind in levels)
    shown = _strip_form(text, bare)
    if found or _can_be_unlisted(shown, form, levels):
        return _make_place(found, form, shown, outer=outer, on=on)
    return None


def _find_bare(text: str, levels: tuple[Level, ...]) -> tuple[Area, ...]:
    """Provinces of the name, else districts: a bare name in news means the larger one."""
    kinds: tuple[AreaKind, ...] = ("province", "district")
    for kind in kinds:
        found = find_areas(text, kind=kind) if kind in levels else ()
        if found:
            return found
    return ()


def _can_be_unlisted(name: str, form: str, levels: tuple[Level, ...]) -> bool:
    """Whether a name can be that of a territory which isn't in the lists: up to four words or a number."""
    kind, words = area_forms()[form], name.split()
    fits = not kind.listed and any(level in levels for level in kind.levels) and 1 <= len(words) <= 4
    return fits and all(word[0].isupper() or word[0].isdigit() for word in words) and "," not in name


_WORD = re.compile(r"[^\W_]+")


def _strip_form(text: str, bare: str) -> str:
    """The last words of the text, as many as `bare` has: the name without the word for its kind, in its own letters."""
    if bare.isdigit():
        return bare
    words = list(_WORD.finditer(text))
    count = min(len(words), len(bare.split()))
    return text[words[-count].start() :].strip(" .,;()") if count else text.strip()


def _make_place(found: tuple[Area, ...], form: str | None, text: str, *, outer: Area | None, on: str | None) -> Place:
    inside = tuple(area for area in found if outer is None or area in find_areas(area.name, within=outer))
    area = pick_area(inside, on=on)
    known = area or next(iter(inside), None)
    levels = {each.kind for each in inside if area is None or each == area}
    level = _level(levels, form)
    bare = known.bare if known is not None else text
    key = _key(found, area, form or (known.form if known else None), bare=bare, level=level, outer=outer)
    around = f", {outer.name}" if outer is not None and "@" in key else ""
    return Place(
        name=_full_name(known, form, text) + around,
        bare=bare + around,
        form=form if form is not None or known is None else known.form,
        level=level,
        area=area,
        outer=outer,
        key=key,
        version=_find_version(area, inside),
        vague=area is None and len(inside) > 1,
    )


def _find_version(area: Area | None, namesakes: tuple[Area, ...]) -> str:
    """The territory's key where another one of the same level and name is meant by the name on `USUAL_DAY`."""
    if area is None:
        return ""
    usual = pick_area(tuple(each for each in namesakes if each.kind == area.kind), on=None)
    return "" if usual is None or usual == area else f"~{area.key}"


def _level(kinds: set[AreaKind], form: str | None) -> Level | None:
    """The one level of the territories that are meant; where none is known, the one level of the form."""
    if not kinds and form is not None:
        kinds = set(area_forms()[form].levels)
    if len(kinds) != 1:
        return None
    (kind,) = kinds
    return None if kind == "country" else kind


def _full_name(known: Area | None, form: str | None, text: str) -> str:
    """The territory's own name; below provinces with the kind that the text has, for that changes over time."""
    if known is None:
        return f"{form} {text}" if form else text
    if known.kind == "province" or form in (None, known.form):
        return known.name
    return f"{form} {known.bare}"


def pick_area(areas: tuple[Area, ...], *, on: str | None) -> Area | None:
    """The one territory of several that was there on a day; None when that leaves several.

    None of them there (a former province in later news), or no day given: the one there on `USUAL_DAY`.
    """
    there = areas if on is None else tuple(area for area in areas if area.was_there(on))
    there = there or areas
    if len(there) > 1:
        there = tuple(area for area in there if area.was_there(USUAL_DAY))
    return there[0] if len(there) == 1 else None


def _key(
    found: tuple[Area, ...], area: Area | None, form: str | None, *, bare: str, level: Level | None, outer: Area | None
) -> str:
    """Level and bare name, with the form where other territories of the level share the name but not the form.

    Where even name and form are shared, the territory itself counts, if the name says which it is.
    """
    key = f"{level or ''}:{identity(bare)}"
    if level == "commune" or len(_forms().get((level, squash(bare)), ())) > 1:
        key += f":{form}"
    same = {each.within for each in found if area is not None and each.kind == area.kind}
    return f"{key}@{area.key}" if area is not None and outer is not None and len(same) > 1 else key


@cache
def form_pattern() -> str:
    """A pattern for the words that say a kind of territory in full: tỉnh, TP, thành phố."""
    words = {word for each in area_forms().values() for word in (each.form, *each.words)}
    return "|".join(
        sorted((re.escape(word) for word in words if len(word.replace(" ", "")) > 2 or word == "TP"), key=len)
    )


@cache
def _apart() -> re.Pattern[str]:
    """What stands between a territory and the one it is in: a comma, a bracket, a dash, the next one's kind."""
    return re.compile(rf"\s*[,;()]\s*|\s+[-–]\s+|\s+(?=(?:{form_pattern()})\b)")


@cache
def _forms() -> dict[tuple[str | None, str], set[str]]:
    """The forms that provinces and districts of a name have."""
    forms: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for area in load_areas():
        forms[(area.kind, squash(area.bare))].add(area.form)
    return dict(forms)
