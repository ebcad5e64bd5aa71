"""Fourth layer, second half: post phrases, a role with its body, and the bodies that such phrases leave out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from kg.lexicon.body_words import load_body_words
from kg.lexicon.posts import Role, load_posts
from kg.mentions.bodies import BOARDS, Body, BodyReader, find_head
from kg.mentions.committees import name_committee
from kg.mentions.normalise import lower
from kg.mentions.places import Place, PlaceReader
from kg.mentions.records import Hold
from kg.mentions.tags import Tags

_SPACE = re.compile(r"\s{0,2}")
_TERM = re.compile(
    r"\s{0,2},?\s{0,2}\(?(?:các )?(?:khóa|khoá|nhiệm kỳ|NK)\s{1,2}(?:thứ )?[IVXL\d]{1,5}"
    r"(?:\s?[-–,]\s?(?:[IVXL]{1,6}\b|\d{4}))*(?:,?\s{0,2}\(?(?:nhiệm kỳ )?(\d{4})\s?[-–]\s?(\d{4})\)?)?\)?",
)
_MINISTRY = "Bộ"
_OF = "của "
#: What somebody is in charge of, up to the next mark or capital.
_CHARGE = re.compile(r" phụ trách (?!điều hành)(?:[a-zà-ỹđ-]+ ){1,9}(?=\S)")
_SPACES = re.compile(r" ")
_COMMAND, _DELEGATION, _FULL_TIME, _IN_CHARGE = "ban chỉ huy", "Đoàn", "chuyên trách", "phụ trách"
#: Bodies whose heads are called after them in one word: "Cục trưởng".
_LED = ("tổng cục", "chi cục", "cục", "vụ", "viện", "đội", "đồn", "hạt")
_COUNCIL = "hđnd"
_MORE = re.compile(r"\s{0,2}(?:,|và|, và)\s{0,2}")
_YEARS = re.compile(r"(\d{4})\s?[-–]\s?(\d{4})")


class Phrase(msgspec.Struct):
    """A post named at [start, end): `lead` is where words like "nguyên" before it start.

    `body` is None where the words leave the body out; `name` is the body's canonical name once it is known, and `firm`
    that of one which nothing says is the state's.
    """

    lead: int
    start: int
    end: int
    role: Role
    post: str
    body: Body | None = None
    name: str | None = None
    marker: str = ""
    term: str | None = None
    foreign: bool = False
    private: bool = False
    firm: str | None = None
    template: str = ""
    holders: tuple[str, ...] = ()
    hold: Hold = ""


class PhraseReader:
    """Reads the post phrases and the bodies of one text."""

    def __init__(self, text: str, tags: Tags, reader: PlaceReader, bodies: BodyReader) -> None:
        self._text, self._tags, self._places = text, tags, bodies.places
        self._reader, self._bodies, self._names = reader, bodies, reader.names
        self._openings = {lower(word)[:2] for word in load_posts().modifiers}
        self._covered = {at for start, end in reader.names.items() for at in range(start, end)}
        self._helpers = load_posts().helpers
        self._modifiers = {lower(word): word for word in load_posts().modifiers}

    def read(self, ends: list[int]) -> tuple[list[Phrase], list[Body]]:
        """All post phrases and all other bodies in order; `ends` are the ends of sentences, which nothing crosses."""
        phrases: list[Phrase] = []
        bodies: list[Body] = []
        covered, sentence = 0, iter(ends)
        limit = next(sentence, len(self._text))
        for at in sorted({*self._tags.role, *self._tags.head}):
            while at >= limit:
                limit = next(sentence, len(self._text))
            if at < covered or at in self._covered:
                continue
            phrase = self._read_phrase(at, limit) if at in self._tags.role else None
            if phrase is not None:
                phrases.append(phrase)
                covered = phrase.end
                if phrase.role.family == "seat":
                    covered = self._read_more_seats(phrases, limit)
            elif at in self._tags.head and not self._is_common_word(at):
                body = self._bodies.read(at, limit=limit)
                if body is not None and (body.name is not None or body.last.kind in ("govern", "organ")):
                    bodies.append(body)
                    covered = body.end
        return phrases, bodies

    def _is_common_word(self, at: int) -> bool:
        """Whether a head is a lone syllable in lower case ("cán bộ", "đội bóng"): by itself it names no body."""
        if not self._text[at].islower():
            return False
        end = self._tags.head[at][0]
        if " " not in self._text[at:end]:
            return True
        return any(hit[0] > at for start in range(max(0, at - 4), at) if (hit := self._tags.field.get(start)))

    def _read_more_seats(self, phrases: list[Phrase], limit: int) -> int:
        """Further boards after the first ("tham gia Ban Chấp hành, Ban Thường vụ …")."""
        while (joint := _MORE.match(self._text, phrases[-1].end)) is not None:
            seat = self._read_seat(phrases[-1].role, joint.end(), joint.end(), limit)
            if seat is None:
                break
            phrases.append(seat)
        return phrases[-1].end

    def _read_seat(self, role: Role, start: int, at: int, limit: int) -> Phrase | None:
        hit = self._tags.head.get(at)
        if hit is None or hit[1].name not in role.heads:
            return None
        body = self._bodies.read(at, limit=limit, post=True)
        if body is None:
            return None
        return Phrase(lead=start, start=start, end=body.end, role=role, post=role.role, body=body, name=body.name)

    # ------------------------------------------------------------ one phrase
    def _read_phrase(self, at: int, limit: int) -> Phrase | None:
        hit = self._tags.role.get(at)
        if hit is None:
            return None
        end, role = hit
        if self._is_no_role(at, end, role):
            return None
        if role.family == "seat":
            return self._read_seat(role, at, self._skip(end), limit)
        phrase = Phrase(lead=at, start=at, end=end, role=role, post=role.acting or role.role)
        if role.acting is not None:
            phrase.marker = "acting"
        self._read_modifier(phrase)
        if not self._read_body(phrase, limit):
            return None
        sent = bool(role.mission) and phrase.name is not None
        if not sent and self._is_of_others(phrase):
            phrase.foreign = True
        self._read_marker(phrase)
        self._read_term(phrase)
        self._read_late_words(phrase)
        return phrase

    def _is_no_role(self, at: int, end: int, role: Role) -> bool:
        """Whether the words beside a role show that it is none there, or that of somebody's helper."""
        before = lower(self._text[max(0, at - 16) : at]).rstrip()
        if before.endswith(role.not_after) or before.endswith(self._helpers):  # noqa: PIE810 - joining costs more
            return True
        return bool(role.not_before) and lower(self._text[end + 1 : end + 20]).startswith(role.not_before)

    def _is_of_others(self, phrase: Phrase) -> bool:
        foreign = self._tags.foreign
        if foreign and any(start in foreign for start in range(phrase.start, phrase.end)):
            return True
        return phrase.body is not None and self._is_abroad(phrase.end)

    def _is_abroad(self, end: int) -> bool:
        """Whether a state, or a body that only others have, stands right after a phrase ("… Đảng Cộng sản Cuba")."""
        after = end + 1
        named = after in self._tags.foreign or lower(self._text[after : after + 30]).startswith(
            load_body_words().abroad
        )
        return named and self._text.startswith(" ", end)

    def _read_late_words(self, phrase: Phrase) -> None:
        """A territory after the term ("… khóa XIV tỉnh X"), and words of the role after its body ("… chuyên trách")."""
        body = phrase.body
        if body is not None and body.assumed and body.last.kind == "local" and phrase.end > body.end:
            place = self._reader.read(phrase.end + 1) if phrase.end + 1 in self._tags.kind else None
            if place is not None and place.start not in self._names:
                body.place, body.assumed, phrase.end = place, False, place.end
                self._bodies.resolve(body)
                phrase.name = body.name
        if phrase.role.head == _DELEGATION and self._text.startswith(f" {_FULL_TIME}", phrase.end):
            phrase.end += len(_FULL_TIME) + 1
            phrase.post = phrase.post if _FULL_TIME in phrase.post else f"{phrase.post} {_FULL_TIME}"

    def _read_modifier(self, phrase: Phrase) -> None:
        if lower(self._text[phrase.end + 1 : phrase.end + 3]) not in self._openings:
            return
        for word, shown in self._modifiers.items():
            stop = phrase.end + 1 + len(word)
            if lower(self._text[phrase.end + 1 : stop]) == word and not self._text[stop : stop + 1].isalnum():
                if word == _IN_CHARGE and self._is_field_of_work(stop + 1):
                    return
                if word not in lower(phrase.post):
                    phrase.post += f" {shown[:1].upper() + shown[1:] if word == 'thường trực' else shown}"
                phrase.end = stop
                return

    def _is_field_of_work(self, at: int) -> bool:
        """Whether what somebody is in charge of follows, rather than a body, a name or the end."""
        if self._text[at - 1 : at] != " " or not self._text[at : at + 1].islower() or at in self._names:
            return False
        word = lower(self._text[at : at + 12]).split(" ")[0]
        return at not in self._tags.head and at not in self._tags.kind and word not in load_body_words().stops

    def _read_body(self, phrase: Phrase, limit: int) -> bool:
        """Read the body of a phrase's role; false if the words make no post after all."""
        family = phrase.role.family
        if family == "fixed":
            return self._read_fixed(phrase)
        if family == "member":
            return self._read_member(phrase, limit)
        if family == "chief":
            return self._read_chief(phrase, limit)
        if family == "lead":
            return self._read_lead(phrase, limit)
        return self._read_free(phrase, limit)

    def _read_free(self, phrase: Phrase, limit: int) -> bool:
        """The body after a role that any body may follow, or that a territory may follow alone."""
        family = phrase.role.family
        at = self._skip_via(phrase)
        body = self._bodies.read(at, limit=limit, post=True) if at in self._tags.head else None
        if family == "council" and body is not None and lower(body.text) != _COUNCIL:
            return False
        if family in ("task", "staff") and (body is None or body.name is None):
            return False
        if body is None:
            self._read_without_body(phrase, at)
            return True
        phrase.body, phrase.name, phrase.end = body, body.name, body.end
        phrase.marker = "acting" if family == "task" else ""
        if body.text == body.head.name and body.name is None and body.head.kind == "field":
            phrase.private = self._is_firm(self._skip(body.end))
        self._check_firm(phrase, body)
        return True

    def _skip_via(self, phrase: Phrase) -> int:
        """Past a note in brackets and the words that lead from the role to its body ("… (51%) tại Công ty …")."""
        for words in phrase.role.via:
            via = re.compile(rf"(?: \([^()\n]{{1,40}}\))? {words} ").match(self._text, phrase.end)
            if via is not None and via.end() in self._tags.head:
                return via.end()
        at = self._skip_charge(phrase)
        after = at + len(_OF)
        return after if self._text.startswith(_OF, at) and after in self._tags.head else at

    def _skip_charge(self, phrase: Phrase) -> int:
        """Past what the holder is in charge of, up to the body or the name ("… phụ trách đất đai của quận 2 A")."""
        charge = _CHARGE.match(self._text, phrase.end)
        starts = [] if charge is None else [word.end() for word in _SPACES.finditer(self._text, *charge.span())]
        for at in starts[3:]:
            owner = at + len(_OF) if self._text.startswith(_OF, at) else -1
            if owner in self._tags.kind or owner in self._tags.head:
                phrase.end = at - 1
                return owner
            if at in self._names:
                phrase.end = at - 1
                return at
        return self._skip(phrase.end)

    def _check_firm(self, phrase: Phrase, body: Body) -> None:
        phrase.private = self._bodies.is_private(body) or self._is_board_of_firm(body)
        if phrase.private:
            phrase.firm = None if body.head.kind == "field" else body.name
            phrase.name = body.name = None

    def _is_board_of_firm(self, body: Body) -> bool:
        """Whether a board without its owner stands before a name that nothing is known of ("HĐQT Sao Mai")."""
        if body.head.name not in BOARDS or body.text != body.head.name:
            return False
        at = self._skip(body.end)
        return self._is_firm(at) or self._is_indefinite(at)

    def _read_without_body(self, phrase: Phrase, at: int) -> None:
        """What follows a role where no head of a body does: a territory, some firm, or nothing."""
        family = phrase.role.family
        phrase.foreign = at in self._tags.foreign and family != "free"
        if self._is_indefinite(at):
            phrase.private = True
        elif family in ("party", "chair"):
            self._read_territory(phrase, at)
        if family in ("chair", "free") and phrase.body is None:
            phrase.private = phrase.private or self._is_firm(at)

    def _is_indefinite(self, at: int) -> bool:
        """Whether "một", "các" and the like follow: no certain body is meant."""
        return self._text.startswith(_indefinite(), at)

    def _is_firm(self, at: int) -> bool:
        """Whether a capitalised word that is neither name nor territory nor role follows: some firm."""
        if at in self._names or at >= len(self._text) or not self._text[at].isupper() or self._text[at - 1] != " ":
            return False
        return all(at not in hits for hits in (self._tags.role, self._tags.honorific, self._tags.marker))

    def _read_fixed(self, phrase: Phrase) -> bool:
        at = self._skip(phrase.end)
        for tail in phrase.role.tail:
            stop = at + len(tail)
            if lower(self._text[at:stop]) == tail and not self._text[stop : stop + 1].isalnum():
                phrase.end = stop
                break
        phrase.foreign = self._skip(phrase.end) in self._tags.foreign
        template = phrase.role.body or ""
        if "{" not in template:
            phrase.name = template
            return True
        if phrase.role.mission:
            phrase.name = self._read_country(phrase, template)
            return True
        place = self._reader.read(self._skip(phrase.end))
        if place is not None and place.start not in self._names:
            phrase.end = place.end
        phrase.name = self._fill(template, place, phrase.start)
        phrase.template = template if place is None else ""
        return True

    def _read_country(self, phrase: Phrase, template: str) -> str | None:
        """Reads "Việt Nam tại Lào" after the role of one sent abroad."""
        at = self._skip(phrase.end)
        for words in phrase.role.mission:
            start = at + len(words) + 1
            hit = self._tags.foreign.get(start)
            if hit is not None and lower(self._text[at : start - 1]) == words:
                phrase.end = hit[0]
                return template[: template.index("{")] + self._text[start : hit[0]]
        return None

    def _fill(self, template: str, place: Place | None, at: int) -> str | None:
        wanted = template[template.index("{") + 1 : template.index("}")]
        place = place or self._place_for(wanted, at)
        if place is None:
            return None
        named = name_committee(place) if wanted.endswith("committee") else place.full
        return None if named is None else template.replace("{" + wanted + "}", named)

    def _place_for(self, wanted: str, at: int) -> Place | None:
        if wanted in ("province", "committee"):
            return self._places.province("tỉnh", at)
        if wanted in ("city", "city_committee"):
            return self._places.province("TP", at)
        kinds = (
            ("huyện", "quận", "thị xã") if wanted.startswith("district") else ("xã", "phường", "đặc khu", "thị trấn")
        )
        found = [place for kind in kinds if (place := self._places.nearest(kind, at)) is not None]
        before = [place for place in found if place.start <= at]
        return max(before, key=lambda place: place.start) if before else (found[0] if found else None)

    def _read_member(self, phrase: Phrase, limit: int) -> bool:
        at = self._skip(phrase.end)
        head = find_head(phrase.role.body or "")
        phrase.body = self._bodies.read(phrase.end, limit=limit, head=head, post=True)
        if phrase.body is not None:
            phrase.name, phrase.end = phrase.body.name, max(phrase.end, phrase.body.end)
        return at >= 0

    def _read_chief(self, phrase: Phrase, limit: int) -> bool:
        role = phrase.role
        head = role.head or ""
        at = self._skip(phrase.end)
        explicit = None if self._is_longer_field(at) else self._tags.head.get(at)
        phrase.foreign = at in self._tags.foreign
        inner = phrase.end - len(head)
        inside = lower(self._text[inner : phrase.end]) == lower(head) and inner in self._tags.head
        if explicit is not None and role.head == _MINISTRY and explicit[1].kind != "ministry":
            explicit = None
        if explicit is not None and (not inside or lower(explicit[1].name).startswith(lower(head))):
            body = self._bodies.read(at, limit=limit, post=True)
        elif inside:
            body = self._bodies.read(inner, limit=limit, post=True)
        else:
            body = self._bodies.read(phrase.end, limit=limit, head=find_head(head), post=True)
        if body is not None:
            phrase.body, phrase.name, phrase.end = body, body.name, max(phrase.end, body.end)
            if lower(body.head.name).startswith(_COMMAND):
                phrase.post = _name_lead(phrase.post, lower(body.head.name))
        return body is None or not lower(body.text).startswith(load_body_words().passing)

    def _read_lead(self, phrase: Phrase, limit: int) -> bool:
        at = self._skip(phrase.end)
        hit = self._tags.head.get(at)
        starts = any(lower(self._text[at : at + len(word)]) == word for word in phrase.role.heads)
        if hit is None or not starts or self._is_longer_field(at):
            return False
        phrase.body = self._bodies.read(at, limit=limit, post=True)
        if phrase.body is None:
            return False
        phrase.name, phrase.end = phrase.body.name, phrase.body.end
        self._check_firm(phrase, phrase.body)
        if lower(phrase.body.text).startswith(load_body_words().passing):
            return False
        phrase.post = _name_lead(phrase.post, lower(phrase.body.head.name))
        return True

    def _is_longer_field(self, at: int) -> bool:
        """Whether a head is but the start of words of a field ("Khoa học", "Tổ chức cán bộ")."""
        head, field = self._tags.head.get(at), self._tags.field.get(at)
        return head is not None and field is not None and field[0] > head[0]

    def _read_territory(self, phrase: Phrase, at: int) -> None:
        """A territory right after "Chủ tịch" or "Bí thư" means its UBND or its party committee."""
        if at in self._names:
            return
        place = self._reader.read(at)
        word = self._tags.kind.get(at)
        end = at if place is None else place.end
        if place is None and word is not None and word[1].level != "hamlet":
            kind = word[1].kind
            place = self._places.province(kind, at) if kind in ("tỉnh", "TP") else self._places.nearest(kind, at)
            end = word[0]
        if place is None:
            return
        phrase.end = end
        phrase.name = name_committee(place) if phrase.role.family == "party" else f"UBND {place.full}"
        head = find_head("UBND")
        phrase.body = Body(start=at, end=end, head=head, last=head, text="UBND", name=phrase.name, place=place)

    # ------------------------------------------------------------ around it
    def _read_marker(self, phrase: Phrase) -> None:
        for start in range(max(0, phrase.start - 14), phrase.start):
            hit = self._tags.marker.get(start)
            if hit is not None and hit[0] < phrase.start and not self._text[hit[0] : phrase.start].strip():
                phrase.lead, phrase.marker = start, hit[1]
                return

    def _read_term(self, phrase: Phrase) -> None:
        term = _TERM.match(self._text, phrase.end)
        if term is None or term.end() == phrase.end:
            return
        years = _YEARS.search(term[0])
        if years is not None:
            phrase.term = f"{years[1]}-{years[2]}"
        phrase.end = term.end() - (len(term[0]) - len(term[0].rstrip(" ,(")))

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self._text, at)
        return at if match is None else match.end()


@cache
def _indefinite() -> tuple[str, ...]:
    return tuple(f"{word} " for word in load_body_words().indefinite)


def _name_lead(post: str, body: str) -> str:
    """The usual title of who leads a body: "Phó Trưởng ban", "Phó Cục trưởng"."""
    deputy = post.startswith("Phó")
    if body.startswith(_COMMAND):
        return "Phó Chỉ huy trưởng" if deputy else "Chỉ huy trưởng"
    noun = next((noun for noun in _LED if body.startswith(noun)), None)
    if noun is not None:
        return f"Phó {noun.capitalize()} trưởng" if deputy else f"{noun.capitalize()} trưởng"
    noun = body.split(" ", maxsplit=1)[0]
    if noun in ("ban", "phòng", "đoàn", "khoa"):
        return f"{'Phó Trưởng' if deputy else 'Trưởng'} {noun}"
    return post


def chains(text: str, phrases: list[Phrase]) -> Iterator[list[Phrase]]:
    """Runs of phrases that only commas, semicolons, dashes or words like "kiêm" part."""
    run: list[Phrase] = []
    for phrase in phrases:
        joint = _SEAT_JOINT if run and run[-1].role.family == "seat" else _JOINT
        if run and not joint.fullmatch(text, run[-1].end, phrase.lead):
            yield run
            run = []
        run.append(phrase)
    if run:
        yield run


_JOINT = re.compile(
    r"\s{0,2}(?:[,;–-]|(?:,\s|;\s)?(?:và|kiêm|kiêm nhiệm|đồng thời là|rồi|rồi là|hiện là|sau đó là))?\s{0,2}"
)
_SEAT_JOINT = re.compile(r"\s{0,2}(?:,|,? ?và|,? (?:và )?giữ chức(?: vụ)?)\s{0,2}")
