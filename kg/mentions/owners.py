"""Whose organ, board or office a body is, when the words leave its owner out."""

from __future__ import annotations

from kg.mentions.bodies import BOARDS, Body, BodyReader
from kg.mentions.committees import name_board, name_committee

#: Organs of a territory's Party, and of any body's.
ORGAN_OF_PLACE = frozenset(("Đảng ủy", "Đảng bộ", "Chi bộ"))
ORGAN_OF_BODY = frozenset(("Đảng đoàn", "Ban cán sự đảng", "Đảng ủy", "Chi bộ", "Ban Tổ chức cán bộ")) | BOARDS
#: Boards of a party committee.
BOARD = frozenset(("Ban Thường vụ", "Ban Chấp hành", "Thường trực"))
PARTY = "Đảng ủy"
COUNCIL = "HĐND"
RULING = frozenset(("govern", "committee"))
_EXECUTIVE, _WHOLE = "Ban Chấp hành", "Đảng bộ"
_GOVERNING = "govern"
_OFFICE, _UBND, _STEERING = "Văn phòng", "UBND", "Ban Chỉ đạo"
#: Kinds of bodies that have an office of this name.
_OFFICED = frozenset(("ministry", "committee", "govern"))
_BOARD = "Hội đồng"
_INVESTIGATORS = ("Cơ quan Cảnh sát điều tra", "Cơ quan An ninh điều tra")
_POLICE, _POLICE_MINISTRY = "Công an", "Bộ Công an"
#: By itself as often the organisers of some event.
_ORGANISERS = "Ban Tổ chức"
COMMUNES = frozenset(("xã", "phường", "thị trấn", "đặc khu"))
#: What the names of the state's firms and banks that are known by name begin with.
_STATE_FIRMS = ("Tập đoàn", "Tổng công ty", "Ngân hàng BIDV", "Vietcombank", "VietinBank", "Agribank")
#: How many bodies back a territory may be named, and how far before its board a firm.
_FEW, _NEAR = 4, 400


def is_firm(body: Body) -> bool:
    """Whether a body is a firm, and no board or office of one."""
    return body.head is body.last and (body.last.kind == "company" or body.last.name.startswith(_STATE_FIRMS))


def board_of(board: Body, committee: str | None, owner: Body) -> str | None:
    """The board of a committee; the executive board is called after the territory's whole organisation."""
    if board.head.name == _EXECUTIVE and owner.head.kind == "local" and (owner.name or "").startswith(PARTY):
        return f"{_EXECUTIVE} {_WHOLE}{(owner.name or '')[len(PARTY) :]}"
    if board.head.name == _EXECUTIVE and owner.place is not None:
        return name_board(owner.place)
    committee = _party_in(owner.name) or committee
    return None if committee is None else f"{board.head.name} {committee}"


def is_board_of_party(body: Body) -> bool:
    """Whether a body is a board of a party committee whose own body is left out ("Ban Thường vụ Đảng ủy")."""
    return body.name is None and body.head.name in BOARD and body.last.name == PARTY


def board_of_party(board: Body, neighbour: Body) -> str | None:
    """The board of the party committee of the body that a post beside is in, or that a post beside names."""
    place, owner = neighbour.place, neighbour.name
    if neighbour.head.name in BOARDS and owner is not None:
        owner = owner[len(neighbour.head.name) + 1 :]
    if neighbour.last.kind in RULING or (place is not None and place.kind in COMMUNES):
        owner = place.full if place is not None and place.kind in COMMUNES else None
    party = _party_in(neighbour.name) or (f"{PARTY} {owner}" if owner else None)
    return None if party is None else f"{board.text[: -len(PARTY)]}{party}"


def organ_of(organ: Body, neighbour: Body) -> str | None:
    """The name of "Đảng ủy" beside a ward's HĐND (the ward's), or beside "Tư lệnh Quân khu 1" (the region's)."""
    place, name = neighbour.place, neighbour.name or ""
    place = place if place is not None and place.kind in COMMUNES else None
    if neighbour.head is organ.head:
        return name
    if neighbour.head.name.startswith(_BOARD) and neighbour.head.name not in BOARDS:
        return None
    if neighbour.head.kind == "organ" and neighbour.head.name not in BOARDS:
        return None
    if neighbour.head.name in BOARDS:
        return f"{organ.text}{name[len(neighbour.head.name) :]}"
    if organ.head.name in ORGAN_OF_PLACE and neighbour.last.kind == _GOVERNING and place is not None:
        return f"{organ.text} {place.full}"
    return f"{organ.text} {name}"


def of_owner(bare: Body, before: list[Body], reader: BodyReader) -> str | None:
    """An organ without its body ("Ban Pháp chế", "Ban Tuyên giáo", "Đảng ủy") is of the one that was named last."""
    if bare.last.kind in ("ministry", "local", "school") and bare.last is not bare.head:
        meant = next((body.name for body in reversed(before) if body.head is bare.last and body.name), None)
        return None if meant is None else f"{bare.text[: -len(bare.last.name)]}{meant}"
    if bare.head is bare.last and bare.last.name.startswith(_INVESTIGATORS):
        return _of_police(bare, before)
    if bare.last.name == PARTY:
        party = _last_party(before)
        return None if party is None else f"{bare.text[: -len(PARTY)]}{party}"
    if bare.head.name in BOARDS:
        return _of_firm(bare, before, reader)
    if bare.head.name in ORGAN_OF_PLACE | BOARD:
        return _of_near_place(bare, before)
    office = office_of(before[-_FEW:]) if bare.head.name == _OFFICE and bare.text == _OFFICE else None
    return office or _of_ruling(bare, before)


def _of_police(bare: Body, before: list[Body]) -> str | None:
    """Investigators ("Cơ quan Cảnh sát điều tra") are of the police that was named last."""
    for body in reversed(before):
        if body.last.name == _POLICE and body.name is not None:
            return f"{bare.text} {body.name[body.name.find(_POLICE) :]}"
        if (body.name or "").endswith(_POLICE_MINISTRY):
            return f"{bare.text}, {_POLICE_MINISTRY}"
    return None


def last_firm(bare: Body, before: list[Body]) -> str | None:
    """The firm that a bare "công ty" or "tập đoàn" is; none if nothing says that it is the state's."""
    named = bare.head.name if bare.head.name in ("Tập đoàn", "Tổng công ty") else ""
    firms = (body for body in reversed(before) if body.last.kind == "company" or is_firm(body))
    firm = next((body for body in firms if body.last.name.startswith(named)), None)
    if firm is None or firm.name is None or BodyReader.is_private(firm):
        return None
    return firm.name[max(0, firm.name.find(firm.last.name)) :]


def _of_firm(board: Body, before: list[Body], reader: BodyReader) -> str | None:
    named = board.last.name if board.last is not board.head else ""
    near = [body for body in before if body.end + _NEAR > board.start and body.last.name.startswith(named)]
    firm = next((body for body in reversed(near) if body.last.kind == "company" or is_firm(body)), None)
    if firm is None or firm.name is None or BodyReader.is_private(firm) or reader.names_other(firm.end, board.start):
        return None
    return f"{board.head.name} {firm.name[max(0, firm.name.find(firm.last.name)) :]}"


def _party_in(name: str | None) -> str | None:
    """The party committee that a name ends in ("Ban Thường vụ Đảng ủy xã …")."""
    at = (name or "").find(f"{PARTY} ")
    return None if name is None or at < 0 else name[at:]


def _last_party(before: list[Body]) -> str | None:
    """The party committee that was named last, or that of the commune whose UBND or HĐND was."""
    for back, body in enumerate(reversed(before)):
        party = _party_in(body.name)
        if party is not None:
            return party
        if back < _FEW and body.last.kind == _GOVERNING and body.place and body.place.kind in COMMUNES:
            return f"{PARTY} {body.place.full}"
    return None


def _of_near_place(bare: Body, before: list[Body]) -> str | None:
    owner = next((body for body in reversed(before[-_FEW:]) if body.last.kind in RULING and body.place), None)
    if owner is None or owner.place is None:
        return None
    if bare.head.name in BOARD:
        return board_of(bare, owner.committee or name_committee(owner.place), owner)
    commune = owner.last.kind == _GOVERNING and owner.place.kind in COMMUNES
    return f"{bare.text} {owner.place.full}" if commune else None


def _of_ruling(bare: Body, before: list[Body]) -> str | None:
    """A committee of the people's council that was named last, or an organ of the Party's committee that was."""
    if bare.last.kind == "council":
        owner = next((body for body in reversed(before) if body.last.name == COUNCIL and body.place), None)
        return None if owner is None or owner.place is None else f"{bare.text} {COUNCIL} {owner.place.full}"
    if bare.last.kind != "organ" or bare.head.name in ORGAN_OF_BODY or bare.head.name == _ORGANISERS:
        return None
    ruling = next((body.committee for body in reversed(before) if body.committee is not None), None)
    return None if ruling is None else f"{bare.text} {ruling}"


def office_of(here: list[Body]) -> str | None:
    """The office of the body that the sentence names before ("… trong Bộ Tư pháp như Chánh Văn phòng")."""
    owner = here[-1] if here else None
    if owner is None or owner.name is None:
        return None
    if owner.head.kind not in _OFFICED and not owner.head.name.startswith(_STEERING):
        return None
    return f"{_OFFICE} {owner.name}"


def seat_in_place(start: int, end: int, here: list[Body], begin: int, reader: BodyReader) -> str | None:
    """The UBND of the article's province, where the sentence names that before "Chủ tịch" and somebody's name.

    Args:
        start: where the title starts.
        end: where it ends.
        here: the bodies that its sentence names before it.
        begin: where its sentence starts.
        reader: the reader of the text's bodies.
    """
    if end + 1 not in reader.people or any(body.last.kind not in RULING for body in here):
        return None
    place = next((place for place in reversed(reader.places.all) if place.start < start), None)
    if place is None or place.start < begin or reader.home is None or place.full != reader.home.full:
        return None
    return f"{_UBND} {place.full}"
