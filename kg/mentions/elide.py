"""Bodies that post phrases leave out: taken from the phrases beside them, else from what was named last before."""

from __future__ import annotations

from bisect import bisect_left

from kg.mentions.bodies import Body, BodyReader, name_board, name_committee
from kg.mentions.normalise import lower
from kg.mentions.phrases import Phrase, chains
from kg.mentions.places import Place

_ORGANS = frozenset(("organ", "council"))
_FIRMS = frozenset(("company", "field", "school"))
_RULING = frozenset(("govern", "committee"))
_GOVERNING = frozenset(("govern",))
_ORGAN_OF_PLACE = frozenset(("Đảng ủy", "Đảng bộ", "Chi bộ"))
_ORGAN_OF_BODY = frozenset(("Đảng đoàn", "Ban cán sự đảng", "Đảng ủy", "Chi bộ"))
#: How many bodies back, and how many posts to each side of a run, one that is left out is looked for.
_BACK, _ASIDE = 60, 6
_PROVINCE, _OF_PROVINCE = "tỉnh", "{province}"
_EXECUTIVE = "Ban Chấp hành"
_BOARD = frozenset(("Ban Thường vụ", "Ban Chấp hành", "Thường trực"))


def fill_bodies(text: str, phrases: list[Phrase], bodies: list[Body], reader: BodyReader, ends: list[int]) -> None:
    """Give phrases whose body the words leave out the name of the one that they mean, where that can be told."""
    runs = list(chains(text, phrases))
    for run in runs:
        _share_place(run, reader)
    _find_twins(phrases, bodies)
    for run in runs:
        _fill_run(run, reader)
    waiting = {id(phrase) for run in runs if len(run) > 1 for phrase in run if _waits(phrase)}
    filler = _Filler(phrases, bodies, reader, ends)
    filler.fill([phrase for phrase in phrases if id(phrase) not in waiting])
    for run in runs:
        _fill_run(run, reader)
    filler.fill([phrase for phrase in phrases if id(phrase) in waiting])


class _Filler:
    """Fills phrases in the order of the text from the bodies and posts named before each."""

    def __init__(self, phrases: list[Phrase], bodies: list[Body], reader: BodyReader, ends: list[int]) -> None:
        own = [phrase.body for phrase in phrases if phrase.body is not None and phrase.body.name is not None]
        free = [body for body in bodies if body.name is not None or body.last.kind == "govern"]
        self._known = sorted([*free, *own], key=lambda body: body.start)
        self._starts = [body.start for body in self._known]
        self._reader, self._ends = reader, ends
        self._last: dict[str, str] = {}
        self._party: tuple[int, str] | None = None

    def fill(self, phrases: list[Phrase]) -> None:
        """Fill the phrases that have no body yet."""
        for phrase in phrases:
            if phrase.private:
                phrase.name = None
            elif phrase.name is None and not phrase.foreign:
                phrase.name = self._find(phrase)
            if phrase.name is not None:
                self._note(phrase, phrase.name)

    def _note(self, phrase: Phrase, name: str) -> None:
        self._last[_role_key(phrase)] = name
        if phrase.role.family == "party":
            self._party = (phrase.start, name)

    def _find(self, phrase: Phrase) -> str | None:
        index = bisect_left(self._ends, phrase.start + 1)
        begin = self._ends[index - 1] if index else 0
        last = bisect_left(self._starts, phrase.start)
        before = self._known[max(0, last - _BACK) : last]
        lone = phrase.role.family == "party" and phrase.body is None
        if lone and self._party is not None and self._party[0] >= begin:
            return self._party[1]
        return _from_before(phrase, before, begin, self._last, self._reader)


def _find_twins(phrases: list[Phrase], bodies: list[Body]) -> None:
    """A body without a territory is the one of that name that the article elsewhere writes in full."""
    full: dict[str, str] = {}
    inside = [phrase.body for phrase in phrases if phrase.body is not None]
    for body in [*inside, *bodies]:
        if body.name is not None and not body.assumed and body.last.kind in ("local", "field"):
            for stem in _stems(body):
                full.setdefault(stem, body.name)
    for phrase in phrases:
        if phrase.body is not None and _is_left_out(phrase.body):
            twin = full.get(lower(phrase.body.text))
            if twin is not None:
                phrase.name = phrase.body.name = twin


def _is_left_out(body: Body) -> bool:
    """Whether no word at all says where the body is."""
    return body.assumed and not body.bare_area and body.last.kind == "local"


def _stems(body: Body) -> tuple[str, ...]:
    text = lower(body.text)
    country = text.rfind(_COUNTRY)
    return (text, text[:country].strip()) if country > 0 else (text,)


def _waits(phrase: Phrase) -> bool:
    """Whether a phrase's body is an organ of the body that a neighbour names, once that is known itself."""
    return phrase.name is None and phrase.body is not None and phrase.body.text in _ORGAN_OF_BODY


def _role_key(phrase: Phrase) -> str:
    return lower(phrase.role.role)


# ---------------------------------------------------------------- beside
def _share_place(run: list[Phrase], reader: BodyReader) -> None:
    """A territory that one phrase of a run writes is meant by those of its kind that leave it out."""
    written = [p.body for p in run if p.body is not None and p.body.place is not None and not p.body.assumed]
    for phrase in run:
        body = phrase.body
        if phrase.template:
            _fill_template(phrase, [other.place for other in written[:_ASIDE] if other.place is not None])
        if body is None or not body.assumed or body.central:
            continue
        for other in written[:_ASIDE]:
            assert other.place is not None  # noqa: S101 - by the choice above
            same = body.place is None or body.place.kind == other.place.kind
            if same and (body.last.area in (None, "any", other.place.kind)):
                body.place, body.assumed = other.place, False
                worded = body.text != body.last.name
                reader.resolve(body, worded=worded)
                phrase.name = body.name
                break


def _fill_template(phrase: Phrase, places: list[Place]) -> None:
    """A member of "the province's" committee beside a post of a province that is named."""
    province = next((place for place in places if place.kind == _PROVINCE), None)
    if province is not None and _OF_PROVINCE in phrase.template:
        phrase.name = phrase.template.replace(_OF_PROVINCE, province.full)


def agree(phrases: list[Phrase]) -> None:
    """One person's post whose territory the words leave out is the one that they elsewhere write in full."""
    written: dict[tuple[str, str, str], str] = {}
    for phrase in phrases:
        body = phrase.body
        if body is not None and body.name is not None and not body.assumed:
            for holder in phrase.holders:
                written.setdefault((holder, phrase.post, body.text), body.name)
    for phrase in phrases:
        if phrase.body is not None and phrase.body.assumed and phrase.holders:
            phrase.name = written.get((phrase.holders[0], phrase.post, phrase.body.text), phrase.name)


def _fill_run(run: list[Phrase], reader: BodyReader) -> None:
    for index in range(len(run) - 1, -1, -1):
        phrase = run[index]
        if phrase.name is not None:
            continue
        for other in [*run[index + 1 : index + _ASIDE], *reversed(run[max(0, index - _ASIDE) : index])]:
            name = _from_beside(phrase, other, reader)
            if name is not None:
                phrase.name = name
                break


def _from_beside(phrase: Phrase, other: Phrase, reader: BodyReader) -> str | None:
    """The body of a phrase whose neighbour names its own ("Bí thư, Chủ tịch HĐND TP X")."""
    neighbour = other.body
    if neighbour is None or neighbour.name is None:
        return None
    committee = neighbour.committee or (name_committee(neighbour.place) if neighbour.place is not None else None)
    if phrase.body is not None:
        return _complete(phrase.body, neighbour, committee, reader)
    if phrase.role.family == "fixed":
        return None
    if phrase.role.family == "party":
        return committee if neighbour.last.kind in _RULING else None
    alike = phrase.role.family == other.role.family or neighbour.last.kind in _FIRMS
    return neighbour.name if alike and phrase.role.family in ("chair", "free", other.role.family) else None


def _complete(body: Body, neighbour: Body, committee: str | None, reader: BodyReader) -> str | None:
    """The name of a body that is an organ of the neighbour's, or governs the same territory."""
    if body.head.name in _BOARD:
        return _board_of(body, committee, neighbour)
    if body.last.kind == "govern" and neighbour.place is not None:
        body.place = neighbour.place
        reader.resolve(body)
        return body.name
    return _organ_of(body, neighbour) if body.head.name in _ORGAN_OF_BODY else None


def _board_of(board: Body, committee: str | None, owner: Body) -> str | None:
    """The board of a committee; the executive board is called after the territory's whole organisation."""
    if board.head.name == _EXECUTIVE and owner.place is not None:
        return name_board(owner.place)
    return None if committee is None else f"{board.text} {committee}"


def _organ_of(organ: Body, neighbour: Body) -> str | None:
    """The name of "Đảng ủy" beside a ward's HĐND (the ward's), or beside "Tư lệnh Quân khu 1" (the region's)."""
    place = neighbour.place
    if organ.head.name in _ORGAN_OF_PLACE and neighbour.last.kind in _GOVERNING and place is not None:
        return f"{organ.text} {place.full}"
    return f"{organ.text} {neighbour.name}"


# ---------------------------------------------------------------- before
def _from_before(
    phrase: Phrase, before: list[Body], begin: int, last: dict[str, str], reader: BodyReader
) -> str | None:
    """The body named last before that such a role can be in: in the sentence, else where the role was named before."""
    lone = phrase.body is not None and phrase.body.text == phrase.body.head.name
    if phrase.body is not None and not (
        phrase.role.family == "chief" and lone and phrase.body.last.kind not in _ORGANS
    ):
        return _from_namesake(phrase.body, before, reader)
    family, here = phrase.role.family, [body for body in before if body.start >= begin]
    for body in reversed(here):
        if _fits(phrase, body) and family != "council":
            return _name(body, reader)
    if family == "council":
        return _council(phrase, before, reader)
    seen = last.get(_role_key(phrase))
    if seen is not None and (family != "free" or phrase.role.within):
        return seen
    if family in ("chief", "free"):
        return next(
            (body.name for body in reversed(before[-6:]) if body.name is not None and _fits(phrase, body)), None
        )
    return None


def _council(phrase: Phrase, before: list[Body], reader: BodyReader) -> str | None:
    """The council that a "đại biểu" sits in; a province's delegation sits in the National Assembly."""
    body = next((body for body in reversed(before) if _fits(phrase, body)), None)
    if body is None:
        return None
    return _ASSEMBLY if body.last.name.startswith(_DELEGATION) else _name(body, reader)


def _name(body: Body, reader: BodyReader) -> str | None:
    if body.name is None:
        reader.resolve(body)
    return body.name


def _from_namesake(bare: Body, before: list[Body], reader: BodyReader) -> str | None:
    """A bare head ("giám đốc sở", "Đảng ủy") means the body of that head that was named last."""
    for body in reversed(before):
        same = body.head.name == bare.head.name or body.head.name.startswith(bare.head.name + " ")
        if body.name is not None and same and body.text != bare.head.name and bare.head.name not in _BOARD:
            return body.name
    if bare.last.kind == "govern" and bare.place is None:
        return _in_last_place(bare, before, reader)
    return _of_owner(bare, before)


def _in_last_place(bare: Body, before: list[Body], reader: BodyReader) -> str | None:
    """A bare "UBND" is that of the territory of the last one, or of the last body with a territory."""
    alike = next((body for body in reversed(before) if body.last.name == bare.last.name and body.place), None)
    if alike is None and bare.text == _FRONT and not reader.places.firm:
        return _CENTRAL_FRONT
    near = next((body.place for body in reversed(before[-4:]) if body.place), None)
    bare.place = near if alike is None else alike.place
    bare.place = bare.place or reader.home
    reader.resolve(bare)
    return bare.name


def _of_owner(bare: Body, before: list[Body]) -> str | None:
    """An organ without its body ("Ban Pháp chế", "Ban Tuyên giáo", "Đảng ủy") is of the one that was named last."""
    if bare.last.kind in ("ministry", "local") and bare.last is not bare.head:
        meant = next((body.name for body in reversed(before) if body.head is bare.last and body.name), None)
        return None if meant is None else f"{bare.text[: -len(bare.last.name)]}{meant}"
    if bare.last.kind == "council":
        owner = next((body for body in reversed(before) if body.last.name == _COUNCIL and body.name), None)
        return None if owner is None else f"{bare.text} {owner.name}"
    if bare.last.kind == "organ" and bare.head.name not in _ORGAN_OF_PLACE | _BOARD | _ORGAN_OF_BODY:
        ruling = next((body.committee for body in reversed(before) if body.committee is not None), None)
        return None if ruling is None else f"{bare.text} {ruling}"
    if bare.head.name in _ORGAN_OF_PLACE | _BOARD:
        return _of_near_place(bare, before)
    return None


def _of_near_place(bare: Body, before: list[Body]) -> str | None:
    owner = next((body for body in reversed(before[-4:]) if body.last.kind in _RULING and body.place), None)
    if owner is None or owner.place is None:
        return None
    if bare.head.name in _BOARD:
        return _board_of(bare, owner.committee or name_committee(owner.place), owner)
    return f"{bare.text} {owner.place.full}" if owner.last.kind == "govern" else None


def _fits(phrase: Phrase, body: Body) -> bool:
    """Whether a role can be in a body, by the role's family."""
    kind = body.last.kind
    match phrase.role.family:
        case "chair":
            return body.head.kind == "govern" or body.last.name in _CHAIRED or body.head.name.startswith(_ASSOCIATION)
        case "party":
            return kind == "committee" or body.head.name in _ORGAN_OF_PLACE
        case "council":
            return lower(body.last.name) in _COUNCILS and body.head is body.last
        case "chief":
            return _fits_chief(phrase.role.head or "-", body)
        case "free":
            return body.name is not None and body.last.name in phrase.role.within and not BodyReader.is_private(body)
    return False


def _fits_chief(head: str, body: Body) -> bool:
    if head == _MINISTRY:
        return body.name is not None and body.head.kind == "ministry"
    starts = lower(body.head.name).startswith(lower(head)) and body.head.name not in _BOARD
    return starts and (head != _DELEGATION or body.head.name != _DELEGATION)


_CHAIRED = frozenset(("Quốc hội", "Liên đoàn Lao động"))
_ASSOCIATION = ("Hội", "Liên", "Hiệp hội", "Ủy ban MTTQ")
_COUNCIL = "HĐND"
_ASSEMBLY = "Quốc hội"
_FRONT, _CENTRAL_FRONT = "Ủy ban MTTQ Việt Nam", "Ủy ban Trung ương MTTQ Việt Nam"
_MINISTRY = "Bộ"
_DELEGATION = "Đoàn"
_COUNTRY = "việt nam"
_COUNCILS = frozenset(("quốc hội", "hđnd", "đoàn đại biểu quốc hội"))
