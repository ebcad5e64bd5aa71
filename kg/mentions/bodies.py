"""Fourth layer, first half: names of bodies, read from their head over their field of work to their territory."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from kg.lexicon.body_words import AreaWord, Head, load_body_words
from kg.lexicon.people import load_people
from kg.mentions.body_joints import FIELDED, may_follow, takes_field
from kg.mentions.body_parse import OF_BODIES, Parse
from kg.mentions.body_runs import read_run
from kg.mentions.committees import BOARD, is_called_by_kind, name_board, name_in_place
from kg.mentions.normalise import lower
from kg.mentions.places import Place, PlaceReader, Places, load_gazetteer
from kg.mentions.sentences import UPPER
from kg.mentions.tags import Tags

_CAPITAL = re.compile(rf"[{UPPER}][^\W_]*(?:['’-][^\W_]+)*(?:\.[{UPPER}][^\W_]*)*")
_SYLLABLE = re.compile(r" ([a-zà-ỹđ]{2,6})(?!\w)")
_NUMBER = re.compile(r"(?:số )?\d{1,4}(?![\w/%]|[.,]\d)")
_GAP = re.compile(r"\s{0,2}(?:(?:(?:,\s)?(của|thuộc|trực thuộc)|(và|&|-|–|,|\())\s{0,2})?")
_OUTER = re.compile(r"\s?(?:,\s?|\(\s?)(?=tỉnh |TP|thành phố |huyện |quận )", re.IGNORECASE)

_SHORT = re.compile(rf"\s?\(([{UPPER}][{UPPER}a-z&-]{{2,14}})\)")

#: What follows a lower-case syllable that belongs to a firm's name ("Tổng công ty Xây lắp Dầu khí").
_GOES_ON = re.compile(rf" [{UPPER}]|,| -|\)| và ")
#: A firm's name with lower-case syllables inside ("Lọc hóa dầu Bình Sơn").
_FIRM = re.compile(rf"[{UPPER}][a-zà-ỹđ]+(?: [a-zà-ỹđ]{{2,6}}){{1,3}}(?: [{UPPER}][a-zà-ỹđ]+)(?! [a-zà-ỹđ]+ [{UPPER}])")
_FIRM_WORDS = re.compile(rf" ([a-zà-ỹđ]{{2,6}}(?: [a-zà-ỹđ]{{2,6}})?)(?= [{UPPER}][a-zà-ỹđ])")
_BRANCH = re.compile(rf" [Cc]hi nhánh(?: (?:tỉnh|TP|TP\.))?(?: [{UPPER}][^\W\d_]*){{1,3}}")
_ACRONYM = re.compile(rf"\b[{UPPER}]{{3,}}\b")


#: Kinds of head whose bare form ("sở", "phòng") is no body's name.
_NEEDS_FIELD = frozenset(("ministry", "unit", "field", "school", "company"))
_SINGLE = frozenset(("ban", "sở", "thanh tra", "ban chỉ đạo"))
#: Kinds of head after which words may follow that no list has, and heads of those kinds that are known whole.
_OPEN = frozenset(("unit", "field", "school"))
_CLOSED = frozenset(("Tổng cục", "Ngân hàng", "Quân khu", "Đoàn", "Mặt trận", "Vùng", "Liên minh"))
_LONGEST = 160
#: Kinds of head whose territory may stand in brackets.
_NOTED = frozenset(("field", "unit"))


class Body(msgspec.Struct):
    """A body read at [start, end): `name` is canonical with its area, None when words are left out.

    `place` is its territory, `committee` the committee that it is or belongs to, `head` its first word, `text` the
    name without its territory; `assumed` says that the words leave the territory out, `of_firm` that it is a part of
    some firm ("Phòng Kế toán công ty"), `kind_written` that a word for the kind of its territory stands there.
    """

    start: int
    end: int
    head: Head
    last: Head
    text: str
    name: str | None = None
    place: Place | None = None
    committee: str | None = None
    bare_area: bool = False
    central: bool = False
    assumed: bool = False
    of_firm: bool = False
    kind_written: bool = True


class BodyReader:
    """Reads the names of bodies of one text."""

    def __init__(self, text: str, tags: Tags, places: Places, reader: PlaceReader) -> None:
        self._text, self._tags, self._reader, self._names = text, tags, reader, reader.names
        self.places = places

    def read(self, at: int, *, limit: int, head: Head | None = None, post: bool = False) -> Body | None:
        """The body whose name starts at an offset.

        Args:
            at: where the name starts.
            limit: where the sentence ends.
            head: the head that the role before already names, which the words may leave out.
            post: whether a role stands before: then words that no list has may belong to the name.
        """
        limit = min(limit, at + _LONGEST)
        parse = Parse(at, head)
        while parse.end < limit and (self._step(parse, limit) or (post and self._read_unlisted(parse, limit))):
            self._skip_short(parse)
        return self._finish(parse, at) if parse.heads else None

    def _read_unlisted(self, parse: Parse, limit: int) -> bool:
        """Words that no list of fields has, up to what can only be the end of a name ("Ban Vệ sinh ao cá Bác Hồ")."""
        if parse.heads and parse.worded and parse.last.kind == "company":
            return self._read_firm_words(parse)
        if not parse.heads or parse.place is not None or parse.last.kind not in _OPEN or parse.last.name in _CLOSED:
            return False
        joint = _AND if self._text.startswith(f" {_AND} ", parse.end) else ""
        at = parse.end + 1 + (len(_AND) + 1 if joint else 0)
        run = (
            read_run(self._text, self._tags, self._names, at, limit) if self._text.startswith(" ", parse.end) else None
        )
        if run is None or not (run.ends or not parse.worded) or (joint and not self._may_join(parse, at, run.end)):
            return False
        parse.add_words(self._text[at : run.end], run.end, joint)
        return True

    def _read_firm_words(self, parse: Parse) -> bool:
        """A lower-case syllable or two before the proper name of a firm ("… Phát triển nhà Bến Xuân")."""
        words = _FIRM_WORDS.match(self._text, parse.end)
        at = parse.end + 1
        if (
            words is None
            or words.end() + 1 in self._names
            or any(at in hits for hits in (self._tags.role, self._tags.kind))
        ):
            return False
        if load_body_words().stops.intersection(words[1].split(" ")):
            return False
        parse.add_words(words[1], words.end(), "")
        return True

    def _may_join(self, parse: Parse, at: int, end: int) -> bool:
        """Whether words after "và" are of the name rather than somebody or something else."""
        words = lower(self._text[at:end])
        return parse.worded and at not in self._tags.head and not words.startswith(load_body_words().others)

    def names_other(self, start: int, end: int) -> bool:
        """Whether a name in capitals that nothing is known of stands between two offsets: perhaps a firm's."""
        tags = self._tags
        known = (tags.role, tags.head, tags.field, tags.kind, tags.province, tags.honorific)
        found = _ACRONYM.finditer(self._text, start, end)
        return any(all(word.start() not in hits for hits in known) for word in found)

    @property
    def people(self) -> dict[int, int]:
        """Where the names of persons start and end."""
        return self._names

    @property
    def home(self) -> Place | None:
        """The province that the text is about."""
        return self.places.home

    # ------------------------------------------------------------ one word after the other
    def _step(self, parse: Parse, limit: int) -> bool:
        gap = _GAP.match(self._text, parse.end)
        assert gap is not None  # noqa: S101 - the pattern matches nothing as well
        joint, at = gap[1] or gap[2] or "", gap.end()
        if parse.end == parse.start and not parse.pieces and gap.end() == parse.end:
            at = parse.end
        if at >= limit or at in self._names or (joint and not parse.heads):
            return False
        if joint in ("", "của", "thuộc", "trực thuộc") and self._read_place(parse, at):
            return False
        if self._read_head(parse, at, joint):
            return True
        return self._read_words(parse, at, joint)

    def _skip_short(self, parse: Parse) -> None:
        """Past the short form in brackets that a name is given at once ("Hội đồng nhân dân (HĐND) tỉnh …")."""
        short = _SHORT.match(self._text, parse.end)
        if short is None or any(short.start(1) in hits for hits in (self._tags.kind, self._tags.province)):
            return
        head = self._tags.head.get(short.start(1))
        firm = head is not None and head[1].kind == "central" and parse.last.kind == "company"
        if head is None or firm or head[1].kind == parse.last.kind:
            parse.end, parse.short = short.end(), short[1]

    def _read_place(self, parse: Parse, at: int) -> bool:
        """A territory, named or bare, that ends the body's name."""
        if not parse.heads or parse.last.kind == "central":
            return False
        word, field = self._tags.kind.get(at), self._tags.field.get(at)
        if word is not None and at in self._tags.head and self._tags.head[at][0] > word[0]:
            return False
        if parse.last.kind == "committee":
            return self._read_committee_place(parse, at)
        place = self._reader.read(at)
        if place is not None and (field is None or field[0] < place.end):
            parse.place, parse.end = place, self._skip_outer(place.end)
            parse.kind_written = place.start in self._tags.kind
            return True
        longer = word is not None and field is not None and field[0] > word[0]
        if place is None and word is not None and not longer and self._read_bare_kind(parse, at, *word):
            return True
        takes = parse.last.kind in ("govern", "local", "organ") or (parse.last.name == _OFFICE and parse.worded)
        return takes and field is None and self._read_district(parse, at)

    def _read_bare_kind(self, parse: Parse, at: int, end: int, word: AreaWord) -> bool:
        """A kind of territory without a name ("UBND tỉnh"): the one that the text is about there."""
        if word.level != "city" and lower(self._text[at:end]) != word.forms[0]:
            return False
        if word.level == "hamlet" and self.places.nearest(word.kind, at) is None:
            return False
        parse.place, parse.bare_area, parse.assumed = self._bare(word.kind, at), True, True
        parse.end = end
        return True

    def _read_committee_place(self, parse: Parse, at: int) -> bool:
        place = self._reader.read(at)
        number = _NUMBER.match(self._text, at)
        if place is None and number is not None and parse.last.area == "quận":
            place = Place(at, number.end(), "quận", number[0])
        if place is None:
            place = self._named_district(at, parse.last.area or "huyện")
        if place is None:
            return False
        kind = parse.last.area if parse.last.area and place.kind != "TP" else place.kind
        parse.place, parse.end = Place(place.start, place.end, kind or place.kind, place.name), place.end
        return True

    def _named_district(self, at: int, kind: str, *, known: bool = False) -> Place | None:
        """Capitalised words up to a person's name, as the name of a district, at most three words."""
        words: list[str] = []
        end = at
        while len(words) < 3 and end not in self._names:
            word = _CAPITAL.match(self._text, end)
            if word is None or end in self._tags.role or end in self._tags.kind:
                break
            words.append(word[0])
            end = word.end() + 1
        while words and known and lower(" ".join(words)) not in load_gazetteer().districts:
            words.pop()
        if not words:
            return None
        bare = " ".join(words)
        return Place(at, at + len(bare), load_gazetteer().districts.get(lower(bare), kind) if known else kind, bare)

    def _read_district(self, parse: Parse, at: int) -> bool:
        place = self._named_district(at, "huyện", known=True)
        if place is None:
            return False
        parse.place, parse.end = place, place.end
        return True

    def _bare(self, kind: str, at: int) -> Place | None:
        if kind in ("tỉnh", "TP"):
            return self.places.province(kind, at)
        return self.places.nearest(kind, at)

    def _skip_outer(self, end: int) -> int:
        """Past the province that a district or commune is said to be in."""
        outer = _OUTER.match(self._text, end)
        place = None if outer is None else self._reader.read(outer.end())
        if place is None:
            return end
        closed = self._text[place.end : place.end + 1] == ")"
        return self._skip_outer(place.end + closed)

    def _read_head(self, parse: Parse, at: int, joint: str) -> bool:
        hit = self._tags.head.get(at)
        if hit is None or hit[0] <= at:
            return False
        end, head = hit
        field = self._tags.field.get(at)
        if parse.heads and (not may_follow(parse, head, joint) or self._is_word(at, end, joint)):
            return False
        owned = joint in ("của", "thuộc", "trực thuộc") or (bool(parse.heads) and parse.last.name in OF_BODIES)
        if parse.heads and field is not None and field[0] >= end and parse.last.kind in FIELDED and not owned:
            return False
        parse.add_head(head, at, end, joint)
        return True

    def _is_word(self, at: int, end: int, joint: str) -> bool:
        """Whether a head inside a name is the start of a role, or a mere syllable ("Ban Thanh niên trường học")."""
        role = self._tags.role.get(at)
        if role is not None and role[0] > end:
            return True
        if not self._text[at].islower() or " " in self._text[at:end]:
            return False
        if joint == "," and self._tags.head[at][1].kind == "field":
            return True
        if joint or not _SYLLABLE.match(self._text, end):
            return False
        return all(end + 1 not in hits for hits in (self._tags.field, self._tags.kind, self._tags.head))

    def _read_words(self, parse: Parse, at: int, joint: str) -> bool:
        """Words of a field of work, capitalised words or a number."""
        if not parse.heads or joint in ("của", "thuộc", "trực thuộc", "("):
            return False
        field = self._tags.field.get(at)
        words = "" if field is None else self._text[at : field[0]]
        if not takes_field(parse, words):
            return False
        central = at in self._tags.head and self._tags.head[at][1].kind == "central"
        if joint and (central or not parse.worded or (joint != _AND and words.islower() and " " not in words)):
            return False
        if joint == "," and parse.last.kind == "ministry" and words.islower():
            return False
        if field is not None and at not in self._tags.role:
            return self._read_field(parse, words, field, joint)
        return joint != "," and self._read_capital(parse, at, joint)

    @staticmethod
    def _read_field(parse: Parse, words: str, field: tuple[int, str], joint: str) -> bool:
        """Words of the list of fields, but for a verb, or a second field after one that is whole."""
        end, whole = field
        if parse.worded and not joint and words in load_body_words().verbs:
            return False
        if parse.whole and (
            (whole and joint in (_AND, ",")) or (not joint and parse.last.kind in ("local", "ministry"))
        ):
            return False
        parse.add_words(whole or words, end, joint)
        parse.whole = bool(whole)
        return True

    def _read_capital(self, parse: Parse, at: int, joint: str) -> bool:
        if joint not in ("", "-", "–", "&") or at in self._tags.role or self._titles(at):
            return False
        number = _NUMBER.match(self._text, at)
        word = number if number is not None and not joint else _CAPITAL.match(self._text, at)
        if word is None or (joint and not parse.worded) or self._follows_country(at):
            return False
        if parse.last.kind == "ministry" and not parse.worded:
            return False
        if joint and lower(word[0]) in _credit_words():
            return False
        firm = parse.last.kind == "company"
        name = _FIRM.match(self._text, at) if firm and not joint and number is None else None
        if name is not None and not load_body_words().stops.intersection(name[0].split(" ")):
            parse.add_words(name[0], name.end(), joint)
            return True
        whole = (parse.worded and not firm) or number is not None
        end = word.end() if whole else self._second_syllable(word[0], word.end())
        if firm and end > word.end() and not _GOES_ON.match(self._text, end):
            end = word.end()
        words = self._text[at:end]
        parse.add_words(load_body_words().expanded.get(words, words), end, joint)
        return True

    def _titles(self, at: int) -> bool:
        """Whether an honorific stands at an offset; one in capitals is a name's syllable but before a person's name."""
        hit = self._tags.honorific.get(at)
        if hit is None or not self._text[at].isupper():
            return hit is not None
        return hit[0] + 1 in self._names or not self._text[hit[0] + 1 : hit[0] + 2].isupper()

    def _follows_country(self, at: int) -> bool:
        """Whether a state's name ends right before: what follows is somebody's name ("Bộ Ngoại giao Lào …")."""
        if not self._tags.foreign:
            return False
        return any(hit[0] == at - 1 for start in range(max(0, at - 16), at) if (hit := self._tags.foreign.get(start)))

    def _second_syllable(self, first: str, end: int) -> int:
        """Past a lower-case syllable that makes one word with a capitalised one ("Ban Thể chế")."""
        second = _SYLLABLE.match(self._text, end)
        if second is None or len(first) > 6 or first.isupper() or second[1] in load_body_words().stops:
            return end
        if second.start(1) in self._tags.kind:
            return end
        return second.end()

    # ------------------------------------------------------------ the whole
    def _finish(self, parse: Parse, at: int) -> Body:
        self._skip_short(parse)
        self._read_note(parse)
        of_firm = False
        if parse.complete is not None and not parse.worded and parse.last.kind in _NEEDS_FIELD:
            of_firm = parse.last.kind == "company" or parse.last.name == _BANK
            parse.heads, parse.pieces, parse.worded = *parse.complete, True
        if parse.bracket and self._text[parse.end : parse.end + 1] == ")":
            parse.end += 1
        shortened = load_body_words().shortened.get(parse.last.name)
        if shortened is not None:
            parse.pieces[-1] = shortened.get(lower(parse.pieces[-1]), parse.pieces[-1])
        branch = _BRANCH.match(self._text, parse.end) if parse.last.name in _BANKS else None
        if branch is not None:
            parse.pieces[-1:] = [self._text[parse.starts[-1] : parse.end], branch[0]]
            parse.end = branch.end()
        text = parse.text
        whole = parse.last.kind not in ("govern", "company", "vocab")
        whole = whole and (parse.worded or parse.last.kind != "field") and parse.last.name not in _EXAMS
        central = parse.last.kind == "central" or (whole and _central().search(lower(text)) is not None)
        body = Body(
            start=at,
            end=parse.end,
            head=parse.heads[0],
            last=parse.last,
            text=text,
            place=parse.place,
            bare_area=parse.bare_area,
            assumed=parse.assumed,
            central=central,
            of_firm=of_firm,
            kind_written=parse.kind_written,
        )
        self.resolve(body, worded=parse.worded)
        return body

    def _read_note(self, parse: Parse) -> None:
        """The territory of a centre or unit in brackets after its name ("Trung tâm Cấp cứu (Đà Nẵng)")."""
        if parse.place is not None or parse.last.kind not in _NOTED or not self._text.startswith(" (", parse.end):
            return
        place = self._reader.read(parse.end + 2)
        if place is not None and self._text.startswith(")", place.end):
            parse.place, parse.end, parse.kind_written = place, place.end + 1, place.start in self._tags.kind

    @staticmethod
    def is_private(body: Body) -> bool:
        """Whether the body is a firm that nothing in its name says is the state's."""
        firm = "company" in (body.head.kind, body.last.kind) or body.last.name == _BANK or body.head.name in BOARDS
        if not firm or body.text == body.head.name:
            return False
        folded = lower(body.text)
        return not any(word in folded for word in load_body_words().state_firms)

    def resolve(self, body: Body, *, worded: bool = True) -> None:
        """Give a body its canonical name, with the territory that the text is about where none is written."""
        if body.last.kind == "committee":
            self._resolve_committee(body)
        elif body.central:
            written = body.place is not None and not body.assumed and body.last.kind != "central"
            body.name = self._name_with_place(body) if written else body.text
        elif not self._is_bare(body, worded=worded):
            if body.place is None and body.last.kind == "local":
                body.place, body.assumed = self.places.home, True
            if body.place is not None or body.last.kind != "govern":
                body.name = self._name_with_place(body)

    def _name_with_place(self, body: Body) -> str:
        if body.place is None:
            return body.text
        home = self.places.home if self.places.firm else None
        return name_in_place(body.text, body.last, body.place, home, kind_written=body.kind_written)

    @staticmethod
    def is_district_office(body: Body) -> bool:
        """Whether a body is an office such as a district's UBND has, with no word that says which district's."""
        field = lower(body.text.removeprefix(f"{_OFFICE} "))
        lone = body.head is body.last and body.head.name == _OFFICE and body.place is None
        return lone and field in load_body_words().district_offices

    def _resolve_committee(self, body: Body) -> None:
        body.assumed = body.place is None or body.assumed
        place = body.place or self._bare(body.last.area or "tỉnh", body.start)
        body.place = place
        if place is None:
            body.name = body.committee = None
            return
        bare = place.full if is_called_by_kind(place) else place.name
        body.committee = f"{body.last.name} {bare}"
        body.name = name_board(place) if body.head.name == BOARD else f"{body.text} {bare}"

    @staticmethod
    def _is_bare(body: Body, *, worded: bool) -> bool:
        """Whether the words are a head alone ("sở", "phòng", "Ban Pháp chế"), which names no certain body."""
        kind = body.last.kind
        if kind == "vocab" or worded:
            return kind == "vocab"
        if kind in ("organ", "council"):
            return body.place is None
        if kind in _NEEDS_FIELD:
            return body.place is None or kind not in ("field", "school")
        return (
            kind == "local"
            and lower(body.last.name) in _SINGLE
            and not (body.last.name == _OFFICE_ITSELF and body.place)
        )


#: Boards of firms and schools, and what they are boards of.
BOARDS = frozenset(("Hội đồng quản trị", "HĐQT", "Hội đồng thành viên", "HĐTV", "Ban Kiểm soát", "Ban Giám đốc"))
_BANK = "Ngân hàng"
#: Bodies of a province for an examination of the whole country.
_EXAMS = frozenset(("Ban Chỉ đạo thi", "Ban Chấm thi", "Ban Coi thi", "Hội đồng thi"))
_BANKS = frozenset(("Ngân hàng BIDV", "Vietcombank", "VietinBank", "Agribank"))


@cache
def _central() -> re.Pattern[str]:
    """Words in a name that make a body the whole country's."""
    return re.compile("|".join(re.escape(word) for word in load_body_words().central_words))


@cache
def _credit_words() -> frozenset[str]:
    return frozenset(lower(word) for word in load_people().credits)


_OFFICE = "Phòng"
_OFFICE_ITSELF = "Thanh tra"
_AND = "và"


@cache
def find_head(name: str) -> Head:
    """The head of this canonical name, or a new one for a kind of body that has none."""
    for head in load_body_words().heads:
        if head.name == name:
            return head
    return Head(name=name, kind="unit")
