"""Bodies that post phrases leave out: taken from the phrases beside them, else from what was named last before."""

from __future__ import annotations

from bisect import bisect_left

from kg.lexicon.holding import load_holding
from kg.mentions.bodies import BOARDS, Body, BodyReader
from kg.mentions.committees import DISTRICTS, name_committee
from kg.mentions.normalise import lower
from kg.mentions.owners import (
    BOARD,
    COMMUNES,
    ORGAN_OF_BODY,
    ORGAN_OF_PLACE,
    PARTY,
    RULING,
    board_of,
    board_of_party,
    is_board_of_party,
    is_firm,
    last_firm,
    of_owner,
    office_of,
    organ_of,
    seat_in_place,
)
from kg.mentions.parents import join_parts, ministry_of
from kg.mentions.phrases import Phrase, chains
from kg.mentions.places import Place
from kg.mentions.twins import find_twins

_ORGANS = frozenset(("organ", "council"))
_FIRMS = frozenset(("company", "field", "school"))
#: How many bodies back, and how many posts to each side of a run, one that is left out is looked for.
_BACK, _ASIDE = 60, 6
_FORMER = "former"
#: How a post stands to its holder that has just been left: a later one of the same name may be elsewhere.
_LEFT = frozenset(("about", "past"))
_PROVINCES = frozenset(("tỉnh", "TP"))
_PROVINCE, _OF_PROVINCE = "tỉnh", "{province}"
_OF_COMMUNE = "{commune}"


def fill_bodies(text: str, phrases: list[Phrase], bodies: list[Body], reader: BodyReader, ends: list[int]) -> None:
    """Give phrases whose body the words leave out the name of the one that they mean, where that can be told."""
    runs = list(chains(text, phrases))
    _set_private(phrases)
    for run in runs:
        _share_place(run, reader)
    find_twins(phrases, bodies)
    join_parts(phrases, bodies, reader)
    for run in runs:
        _fill_run(run, reader, early=True)
    waiting = {id(phrase) for run in runs if len(run) > 1 for phrase in run if _waits(phrase, run)}
    filler = _Filler(phrases, bodies, reader, ends)
    filler.fill([phrase for phrase in phrases if id(phrase) not in waiting])
    for run in runs:
        _fill_run(run, reader)
    filler.fill([phrase for phrase in phrases if id(phrase) in waiting])
    join_parts(phrases, bodies, reader)
    for run in runs:
        _name_members(run)


def _set_private(phrases: list[Phrase]) -> None:
    """Associations of trades and sports, and churches, are nobody's office, but for those that the State keeps up."""
    words = load_holding()
    for phrase in phrases:
        body = phrase.body
        if body is None:
            continue
        folded = lower(body.text)
        if any(word in folded for word in words.religious):
            phrase.private, phrase.name = True, None
        if body.last is not body.head or body.head.name not in words.associations:
            continue
        if body.text != body.head.name and not any(word in folded for word in words.kept_up):
            phrase.private, phrase.name = True, None


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
            if phrase.body is not None and phrase.body.of_firm:
                firm = last_firm(phrase.body, self._before(phrase))
                phrase.name = None if firm is None else f"{phrase.body.text}{_PART_OF}{firm}"
                phrase.private = firm is None
            if phrase.private or phrase.role.family == "fixed":
                phrase.name = None if phrase.private else phrase.name
            elif phrase.name is None and not phrase.foreign:
                phrase.name = self._find(phrase)
            if phrase.name is not None:
                self._note(phrase, phrase.name)

    def _note(self, phrase: Phrase, name: str) -> None:
        self._last[_role_key(phrase)] = name
        if phrase.role.family == "party":
            self._party = (phrase.start, name)

    def _before(self, phrase: Phrase) -> list[Body]:
        last = bisect_left(self._starts, phrase.start)
        return self._known[max(0, last - _BACK) : last]

    def _find(self, phrase: Phrase) -> str | None:
        index = bisect_left(self._ends, phrase.start + 1)
        begin = self._ends[index - 1] if index else 0
        before = self._before(phrase)
        lone = phrase.role.family == "party" and phrase.body is None
        if lone and self._party is not None and self._party[0] >= begin:
            return self._party[1]
        return _from_before(phrase, before, begin, self._last, self._reader)


def _waits(phrase: Phrase, run: list[Phrase]) -> bool:
    """Whether a phrase's body is an organ of the body that a neighbour names, once that is known itself."""
    if phrase.name is not None or phrase.body is None:
        return False
    if is_board_of_party(phrase.body):
        return any(_names_owner(other) for other in run if other is not phrase)
    if phrase.body.text in BOARD:
        return any(other.body is not None and other.body.last.name == PARTY for other in run if other is not phrase)
    return phrase.body.text in ORGAN_OF_BODY and any(_names_owner(other) for other in run if other is not phrase)


def _names_owner(phrase: Phrase) -> bool:
    """Whether a phrase's body is known, or can be told from the words before it."""
    return phrase.name is not None or phrase.body is None or phrase.body.text not in ORGAN_OF_BODY


def _name_members(run: list[Phrase]) -> None:
    """Seat "Đảng ủy viên" in the committee of the firm or department that a post beside it is in."""
    for index, phrase in enumerate(run):
        if _OF_COMMUNE not in phrase.template:
            continue
        for other in [*run[index + 1 : index + 3], *run[max(0, index - 1) : index]]:
            body = other.body
            if body is None or other.name is None or body.last.kind in RULING or body.head.name in ORGAN_OF_BODY:
                continue
            if body.place is None or body.place.kind not in COMMUNES:
                owner = other.name.rpartition(_PART_OF)[2] if body.head.name in _ROOMS else other.name
                phrase.name = f"{PARTY} {owner.removeprefix(f'{_OFFICE} ')}"
                break


def _role_key(phrase: Phrase) -> str:
    return lower(phrase.role.role)


# ---------------------------------------------------------------- beside
def _share_place(run: list[Phrase], reader: BodyReader) -> None:
    """A territory that one phrase of a run writes is meant by those of its kind that leave it out."""
    written = [p.body for p in run if p.body is not None and p.body.place is not None and not p.body.assumed]
    for phrase in run:
        body = phrase.body
        if body is not None and reader.is_district_office(body):
            _share_district(phrase, body, written)
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


def _share_district(phrase: Phrase, office: Body, written: list[Body]) -> None:
    """An office of a district's UBND ("Phòng Nội vụ") beside a post in a district that is named."""
    place = next((b.place for b in written if b.place is not None and b.place.kind in DISTRICTS), None)
    if place is not None:
        office.place = place
        phrase.name = office.name = f"{office.text} {place.full}"


def _fill_template(phrase: Phrase, places: list[Place]) -> None:
    """A member of "the province's" committee beside a post of a province that is named."""
    province = next((place for place in places if place.kind == _PROVINCE), None)
    if province is not None and _OF_PROVINCE in phrase.template:
        phrase.name = phrase.template.replace(_OF_PROVINCE, province.full)


def agree(phrases: list[Phrase], reader: BodyReader) -> None:
    """One person's post whose territory the words leave out is the one that they elsewhere write in full."""
    written: dict[tuple[str, str, str], str] = {}
    for phrase in phrases:
        body = phrase.body
        if body is not None and body.name is not None and not body.assumed:
            for holder in phrase.holders:
                written.setdefault((holder, phrase.post, body.text), body.name)
    if not reader.places.firm:
        _agree_on_province(phrases, reader)
    for phrase in phrases:
        if phrase.body is not None and phrase.body.assumed and phrase.holders and phrase.hold not in _LEFT:
            phrase.name = written.get((phrase.holders[0], phrase.post, phrase.body.text), phrase.name)
    _agree_on_role(phrases)


def _agree_on_province(phrases: list[Phrase], reader: BodyReader) -> None:
    """A department that names no province ("Giám đốc Sở Y tế") is of the one that its holder's other posts name."""
    provinces: dict[str, set[str]] = {}
    places: dict[str, Place] = {}
    for phrase in phrases:
        place = None if phrase.body is None or phrase.body.assumed else phrase.body.place
        if place is not None and place.kind == _PROVINCE:
            places[place.full] = place
            for holder in phrase.holders:
                provinces.setdefault(holder, set()).add(place.full)
    for phrase in phrases:
        body = phrase.body
        named = provinces.get(phrase.holders[0], set()) if phrase.holders else set()
        if body is None or len(named) != 1 or not body.assumed or body.bare_area or phrase.name != body.name:
            continue
        if body.place is not None and body.place.kind in _PROVINCES:
            body.place = places[min(named)]
            reader.resolve(body, worded=body.text != body.last.name)
            phrase.name = body.name


def _agree_on_role(phrases: list[Phrase]) -> None:
    """A title without its body before a name ("Phó Chủ tịch An") is the post that the article gives that person."""
    given: dict[tuple[str, str, bool], Phrase] = {}
    for phrase in phrases:
        if phrase.body is not None and phrase.name is not None:
            for holder in phrase.holders:
                key = (holder, phrase.post, phrase.marker == _FORMER)
                first = given.setdefault(key, phrase)
                if first.body is not None and is_firm(first.body) and phrase.name.endswith(first.name or "-"):
                    given[key] = phrase
    for phrase in phrases:
        former = phrase.marker == _FORMER
        known = given.get((phrase.holders[0], phrase.post, former)) if phrase.holders else None
        if known is None or known.body is None or (former and phrase.name is not None):
            continue
        lone = phrase.role.family != "fixed" and phrase.hold == "before"
        lone = lone and (phrase.body is None or phrase.body.text == phrase.body.head.name)
        board = phrase.body is not None and is_firm(phrase.body) and known.body.head.name in BOARDS
        if (lone or board) and not phrase.private and not phrase.foreign:
            phrase.name = known.name


def _waits_for_next(run: list[Phrase], index: int) -> bool:
    """Whether a party committee stands before a body still to be told ("Bí thư Đảng ủy, Tư lệnh Quân khu")."""
    body = run[index].body
    following = run[index + 1].body if index + 1 < len(run) else None
    if body is None or body.text not in ORGAN_OF_BODY or following is None:
        return False
    return following.name is None and following.head.kind == "field" and following.text == following.head.name


def _fill_run(run: list[Phrase], reader: BodyReader, *, early: bool = False) -> None:
    for index in range(len(run) - 1, -1, -1):
        phrase = run[index]
        if phrase.name is not None or phrase.private or (early and _waits_for_next(run, index)):
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
        return _from_party(phrase, other)
    lone = phrase.body is None or phrase.body.text == phrase.body.head.name
    chief = _from_chief(phrase, other, neighbour) if lone and phrase.role.head is not None else None
    if chief is not None:
        return chief
    committee = neighbour.committee or (name_committee(neighbour.place) if neighbour.place is not None else None)
    if phrase.body is not None:
        return _complete(phrase.body, neighbour, committee, reader) or _from_party(phrase, other)
    if phrase.role.family == "party":
        alike = other.role.family == phrase.role.family
        return committee if neighbour.last.kind in RULING else (neighbour.name if alike else None)
    return None if phrase.role.family == "fixed" else _shared(phrase, other, neighbour)


def _from_chief(phrase: Phrase, other: Phrase, neighbour: Body) -> str | None:
    """The body of a chief without one ("Bộ trưởng, Chủ nhiệm Văn phòng …", "Vụ trưởng, Chánh Văn phòng Bộ …")."""
    head = phrase.role.head
    if head == _MINISTRY and other.role.role == _CHAIR_OF_OFFICE:
        return neighbour.name
    if head != other.role.head:
        ministry = ministry_of(neighbour)
        if head == _OFFICE and other.role.role == _SPOKESMAN:
            return f"{_OFFICE} {neighbour.name}"
        if head == _OFFICE and ministry is not None:
            return f"{_OFFICE} {ministry}"
        return ministry if head in _BUREAUS else None
    alike = phrase.body is not None and phrase.body.head.name in (head, neighbour.head.name)
    return neighbour.name if alike else None


def _shared(phrase: Phrase, other: Phrase, neighbour: Body) -> str | None:
    """The neighbour's body, where a role of this kind can be in it as well ("Giám đốc, Tổng Biên tập …")."""
    alike = phrase.role.family == other.role.family or neighbour.last.kind in _FIRMS
    if neighbour.head.name in _ROOMS and phrase.role.within:
        return None
    if phrase.role.family == "chair" and other.role.family == "chief":
        return None
    if neighbour.head.name in ORGAN_OF_BODY and phrase.role.within:
        return (neighbour.name or "").removeprefix(f"{neighbour.head.name} ")
    if neighbour.head.name.startswith((_OFFICE, _BOARD_OF)) and phrase.role.family == "free":
        return None
    alike = alike or (phrase.role.family == "chair" and _fits(phrase, neighbour))
    return neighbour.name if alike and phrase.role.family in ("chair", "free", other.role.family) else None


def _from_party(phrase: Phrase, other: Phrase) -> str | None:
    """The board of a party committee or firm that the neighbour's post tells of ("Ban Tổ chức Đảng ủy …")."""
    at = (other.name or "").find(f"{PARTY} ")
    if phrase.body is None or other.name is None or at < 0:
        return None
    if phrase.body.head.name == _STANDING:
        return f"{phrase.body.head.name} {other.name[at:]}"
    firm = phrase.body.text in BOARDS and _names_firm(other.name[at:])
    return f"{phrase.body.text} {other.name[at + len(PARTY) + 1 :]}" if firm else None


def _names_firm(name: str) -> bool:
    return name.startswith((f"{PARTY} Công ty", f"{PARTY} Tổng công ty", f"{PARTY} Tập đoàn"))


def _complete(body: Body, neighbour: Body, committee: str | None, reader: BodyReader) -> str | None:
    """The name of a body that is an organ of the neighbour's, or governs the same territory."""
    if body.head.name in BOARDS and (
        body.last is not body.head or not is_firm(neighbour) or BodyReader.is_private(neighbour)
    ):
        return None
    if is_board_of_party(body):
        return board_of_party(body, neighbour)
    if body.head.name in BOARD:
        return board_of(body, committee, neighbour)
    if body.last.kind == "govern" and neighbour.place is not None:
        body.place = neighbour.place
        reader.resolve(body)
        return body.name
    return organ_of(body, neighbour) if body.head.name in ORGAN_OF_BODY else None


# ---------------------------------------------------------------- before
def _from_before(
    phrase: Phrase, before: list[Body], begin: int, last: dict[str, str], reader: BodyReader
) -> str | None:
    """The body named last before that such a role can be in: in the sentence, else where the role was named before."""
    lone = phrase.body is not None and phrase.body.text == phrase.body.head.name
    here = [body for body in before if body.start >= begin]
    if phrase.body is not None and not (
        phrase.role.family == "chief" and lone and phrase.body.last.kind not in _ORGANS
    ):
        office = office_of(here) if lone and phrase.role.head == _OFFICE else None
        return office or _from_namesake(phrase.body, before, reader)
    family = phrase.role.family
    for body in reversed(here):
        if _fits(phrase, body) and family != "council":
            return _meant(phrase, body, reader)
    if family == "council":
        return _council(phrase, before, reader)
    seen = last.get(_role_key(phrase))
    if seen is not None and (family != "free" or phrase.role.within):
        return seen
    if family in ("chief", "free"):
        return next(
            (body.name for body in reversed(before[-6:]) if body.name is not None and _fits(phrase, body)), None
        )
    return seat_in_place(phrase.start, phrase.end, here, begin, reader) if family == "chair" else None


def _meant(phrase: Phrase, body: Body, reader: BodyReader) -> str | None:
    """The body that a phrase without one means by a body named before: its committee, the ministry that it is of."""
    if phrase.role.head == _MINISTRY and body.name is not None:
        return body.name[max(0, body.name.find(f"{_MINISTRY} ")) :]
    return body.committee if phrase.role.family == "party" and body.committee is not None else _name(body, reader)


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
    if bare.last is bare.head and bare.last.kind == "company" and bare.text == bare.head.name:
        return last_firm(bare, before)
    for body in reversed(before if bare.text == bare.head.name else []):
        inner = _inner_name(body, bare.head.name)
        if inner is not None:
            return inner
        if body.head is bare.head and BodyReader.is_private(body):
            return None
        same = body.head.name == bare.head.name or body.head.name.startswith(bare.head.name + " ")
        same = same and not (bare.head.name == _SOCIETY and body.head.name.startswith(_BOARD_OF))
        if body.name is not None and same and body.text != bare.head.name and bare.head.name not in BOARD:
            return body.name
    if bare.last.kind == "govern" and bare.place is None:
        return _in_last_place(bare, before, reader)
    return of_owner(bare, before, reader)


def _inner_name(body: Body, head: str) -> str | None:
    """The body of this head that a name ends in ("Phòng …, Trung tâm …", "Thường trực Ban Chỉ đạo …")."""
    if body.name is None:
        return None
    at = body.name.find(f"{_PART_OF}{head} ") + len(_PART_OF)
    if at < len(_PART_OF) and body.head.kind in _HOLDING and body.last.name == head:
        at = body.name.find(f" {head} ") + 1
    return body.name[at:] if at > 0 and body.name[:at].endswith(" ") else None


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


def _fits(phrase: Phrase, body: Body) -> bool:
    """Whether a role can be in a body, by the role's family."""
    kind = body.last.kind
    match phrase.role.family:
        case "chair":
            return body.head.kind == "govern" or body.last.name in _CHAIRED or body.head.name.startswith(_ASSOCIATION)
        case "party":
            return kind == "committee" or body.head.name in ORGAN_OF_PLACE
        case "council":
            return lower(body.last.name) in _COUNCILS and body.head is body.last
        case "chief":
            return _fits_chief(phrase.role.head or "-", body)
        case "free":
            whole = body.head.name not in _ROOMS or body.head is body.last
            known = (whole and body.last.name in phrase.role.within) or (is_firm(body) and _FIRM in phrase.role.within)
            organ = body.head.kind == "organ" and body.head.name not in BOARDS
            return body.name is not None and known and not organ and not BodyReader.is_private(body)
    return False


def _fits_chief(head: str, body: Body) -> bool:
    if head == _MINISTRY:
        return body.name is not None and "ministry" in (body.head.kind, body.last.kind)
    starts = lower(body.head.name).startswith(lower(head)) and body.head.name not in BOARD
    return starts and (head != _DELEGATION or body.head.name != _DELEGATION)


#: Kinds of head before the body that they are of ("Thường trực Ban Chỉ đạo …", "Đoàn Quân khu 5").
_HOLDING = frozenset(("organ", "field"))
_FIRM = "Tập đoàn"
_STANDING = "Ban Thường vụ"
_CHAIR_OF_OFFICE = "Chủ nhiệm"
_PART_OF = ", "
_OFFICE, _SPOKESMAN = "Văn phòng", "Người phát ngôn"
_SOCIETY, _BOARD_OF = "Hội", "Hội đồng"
_BUREAUS = frozenset(("Vụ", "Cục"))
_ROOMS = frozenset(("Phòng", "Khoa", "Đội"))
_CHAIRED = frozenset(("Quốc hội", "Liên đoàn Lao động"))
_ASSOCIATION = ("Hội", "Liên", "Hiệp hội", "Ủy ban MTTQ", "Ủy ban Trung ương MTTQ")
_COUNCIL = "HĐND"
_ASSEMBLY = "Quốc hội"
_FRONT, _CENTRAL_FRONT = "Ủy ban MTTQ Việt Nam", "Ủy ban Trung ương MTTQ Việt Nam"
_MINISTRY = "Bộ"
_DELEGATION = "Đoàn"
_COUNCILS = frozenset(("quốc hội", "hđnd", "đoàn đại biểu quốc hội"))
