"""Sixth layer: who holds a post that is named, from how the name and the phrase stand to each other in a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from kg.lexicon.changes import load_changes
from kg.lexicon.fold import fold
from kg.lexicon.holding import load_holding
from kg.lexicon.people import load_people
from kg.mentions.links import (
    LONGEST_GAP,
    about_words,
    agent,
    apart_words,
    aside,
    candidate_words,
    capacity,
    carried,
    direct,
    founders,
    given_words,
    kin,
    kin_holds,
    life_words,
    office_words,
    opening_words,
    own_kin,
    parting,
    pointed,
    read_link,
    several,
    speaks,
    topic_words,
    unreal,
    upcoming,
)
from kg.mentions.lists import ListReader
from kg.mentions.neighbours import Neighbours
from kg.mentions.phrases import Phrase, chains
from kg.mentions.records import Hold, PersonMention

_COMMA = re.compile(r"\s{0,2},\s{0,2}")
_AND = re.compile(r"\s{0,2}(?:,|và|, và|cùng)\s{0,2}(?:các đồng chí:?\s|các ông:?\s|các bà:?\s)?")
#: After a predecessor's name, words that say what became of that person: the post is then theirs after all.
_MOVED_ON = re.compile(r"\s?[,–-]?\s?(?:người|được|bị|vừa|mới|đã|chuyển|nghỉ|về|nhận)\b")
#: The same, past what stands beside that name: "thay ông A, nguyên Chủ tịch …, người vừa được …".
RELATIVE = re.compile(r"[^;\n]{0,140}?[,–-]\s?người\s(?:\w+\s){0,4}?(?:được|bị)\b")
#: How many mentions back tell whether a sentence names more than one person.
_FEW = 12
_AND_WORD = "và"
_BRACKETS = re.compile(r"\([^()\n]{0,120}\)")
_QUOTES = " \n\"“'‘-–"
_WHAT_OPENS = frozenset(("là", "đang là", "hiện là", "vốn là"))
_IS, _MANY = "là", " các "
_SEVERAL, _STANDING = 2, 20
#: How long the words are that may open a sentence before a title, and how those end that lead to somebody.
_OPENING = 26
_BRACKET = "("
_INTRODUCING = (",", ":", " có", " gồm", " và", " cùng")
_JOINTS = (",", "và", "kiêm")
#: A clause after a semicolon that leaves its subject out: a date at most stands before the words that give the post.
_STARTS = re.compile(r"(?:\W|\d|tháng|năm|ngày|từ|đến|sau đó|rồi|và|đầu|cuối|giữa)*(?:\w+\s){0,5}\w*\W*$")
#: One more word of who somebody is, between a name and a post aside of it ("A, TUV, Giám đốc …").
_ITEM = re.compile(r",\s(?:[^\s,.;:()]+\s?){1,4},\s")
#: What somebody is besides a post that follows.
_WHAT = re.compile(r"(?:,[^.;:()]{2,70},)?\s(?:hiện |đang |cũng |còn |vừa )*là\s[^.;:()]{1,90},\s(?:và\s)?")
_GOING_ON = ("aside", "link", "past")


class HolderFinder:
    """Finds the holders of one text's posts."""

    def __init__(self, text: str, lowered: str, mentions: list[PersonMention], ends: list[int]) -> None:
        self._text, self._lowered, self._mentions, self._ends = text, lowered, mentions, ends
        self._leads: dict[int, int] = {}

    def assign(self, phrases: list[Phrase]) -> None:
        """Write into each phrase who holds the post and how the words say so."""
        self._near = Neighbours(self._text, self._lowered, self._mentions, self._ends, phrases)
        self._lists = ListReader(self._near)
        previous: Phrase | None = None
        for run in chains(self._text, phrases):
            for part in self._split_at_sentences(run):
                self._assign_run(part, previous)
                previous = part[-1]

    def _split_at_sentences(self, run: list[Phrase]) -> list[list[Phrase]]:
        parts: dict[int, list[Phrase]] = {}
        for phrase in run:
            parts.setdefault(self._near.sentence(phrase.start)[0], []).append(phrase)
        return list(parts.values())

    def _assign_run(self, run: list[Phrase], previous: Phrase | None) -> None:
        begin, end = self._near.sentence(run[0].start)
        after = self._near.next(run[-1].end, end)
        before = self._near.previous(run[0].lead, begin)
        aside = before is not None and before.kind != "pronoun" and self._is_aside(before, run[0])
        aside = aside and not (before is not None and self._opens_main(run[-1], before, begin))
        if after is not None and self._is_about(run, after):
            self._give(run, self._lists.holders(run[-1], after, end), "about")
        elif after is not None and self._is_direct(run[-1], after):
            self._give_direct(run, after, before if aside else None, end)
        elif aside and before is not None:
            hold: Hold = "past" if read_link(self._lowered[before.end : run[0].lead]) == "past" else "aside"
            if not self._share_out(run, before, begin, hold):
                self._give(self._without_group(run), (before.person,), hold)
        elif not self._give_linked(run, before, previous, begin) and not (
            before is None and self._give_opened(run, end)
        ):
            self._give_following(run, after)
        if run[0].hold == "" and not self._give_on(run, begin, previous) and not self._give_headed(run, begin):
            self._give_lone(run, begin, end, previous)

    def _share_out(self, run: list[Phrase], before: PersonMention, begin: int, hold: Hold) -> bool:
        """Reads "các ông A và B (Bí thư, Phó Bí thư …)": as many posts in brackets as names, shared out in order."""
        if len(run) < _SEVERAL or self._lowered[before.end : run[0].lead].strip() != _BRACKET:
            return False
        people = self._coordinated(before, begin)
        first = next(m for m in self._mentions if m.person == people[0] and m.start >= begin)
        left = self._lowered[max(begin, first.lead - _STANDING) : first.start].rstrip()
        if len(people) != len(run) or several().search(f" {left}") is None:
            return False
        for phrase, person in zip(run, people, strict=True):
            self._give([phrase], (person,), hold)
        return True

    def _without_group(self, run: list[Phrase]) -> list[Phrase]:
        """The run without a last part that means a group ("; nguyên Giám đốc các thời kỳ")."""
        if not self._lowered.startswith(" các ", run[-1].end):
            return run
        for index in range(len(run) - 1, 0, -1):
            if ";" in self._text[run[index - 1].end : run[index].lead]:
                return run[:index]
        return run

    # ------------------------------------------------------------ before the name
    def _is_direct(self, last: Phrase, after: PersonMention) -> bool:
        founder = last.body is None and last.role.family == "chair" and fold(after.text) in founders()
        if founder or self._lowered[max(0, last.lead - _STANDING) : last.lead].rstrip().endswith(candidate_words()):
            return False
        if self._lists.opens(last, after):
            return True
        if after.kind == "pronoun":
            return False
        gap = self._lowered[last.end : after.lead]
        if gap.strip() == _BRACKET and after.kind == "full" and after.lead < after.start:
            return self._text.startswith((")", ","), after.end)
        abroad = last.foreign and gap.strip() in _states()
        return abroad or direct().fullmatch(pointed().sub("", gap)) is not None or self._is_titled(last, after)

    def _is_titled(self, last: Phrase, after: PersonMention) -> bool:
        """Reads "Trưởng ban cũ là Phó Giám đốc A": who has the post stands after a title of their own."""
        gap = self._near.without_posts(last.end, after.lead)
        linked = gap.strip().endswith(_IS) and direct().fullmatch(gap) is not None
        return linked and after.lead - last.end > len(gap)

    def _is_about(self, run: list[Phrase], after: PersonMention) -> bool:
        """Reads "Chức vụ … đối với ông A", "miễn nhiệm … của ông A"."""
        gap = self._lowered[run[-1].end : after.lead].strip()
        if several().sub("", gap) not in about_words():
            return False
        left = self._lowered[max(0, run[0].lead - 30) : run[0].lead].rstrip()
        given = left.endswith(given_words()) and several().sub("", gap) in load_holding().bestowed
        return left.endswith(office_words()) or given

    def _give_direct(self, run: list[Phrase], after: PersonMention, before: PersonMention | None, end: int) -> None:
        """The name right after has the posts; those of a mixed run belong to the name that they stand aside of."""
        split = 0
        for index in range(1, len(run)):
            if self._lowered[run[index - 1].end : run[index].lead].strip() == _AND_WORD:
                split = index
        if before is None and len(run) > 1 and not split:
            split = self._give_linked_part(run) or self._skip_given_part(run)
        if before is not None and before.start in self._leads and ";" not in self._text[before.end : run[0].lead]:
            before, split = None, 0
        if before is not None:
            split = len(run) - 1
            for index in range(1, len(run)):
                if ";" in self._text[run[index - 1].end : run[index].lead]:
                    split = index
                    break
            if len(run) == 1 and ";" not in self._text[before.end : run[0].lead]:
                split = 0
        if split and before is not None:
            self._give(run[:split], (before.person,), "aside")
        people = self._lists.holders(run[-1], after, end)
        self._leads[after.start] = run[split].lead
        self._give(run[split:], people, "before" if len(people) == 1 else "list")

    def _give_linked_part(self, run: list[Phrase]) -> int:
        """Reads "Ông A giữ chức X, Y Nguyễn Văn B nói": all but the last belong to the one whom a link gives them."""
        begin, _ = self._near.sentence(run[0].start)
        before = self._near.previous(run[0].lead, begin)
        return len(run) - 1 if before is not None and self._give_linked(run[:-1], before, None, begin) else 0

    def _skip_given_part(self, run: list[Phrase]) -> int:
        """Reads "… bầu B làm X, Y Nguyễn Văn A nói": what is given is not for the one named next."""
        begin, _ = self._near.sentence(run[0].start)
        left = self._lowered[max(begin, run[0].lead - 60) : run[0].lead].rstrip()
        given = left.endswith(given_words()) or (read_link(left) == "link" and capacity().search(left + " ") is None)
        return len(run) - 1 if given else 0

    # ------------------------------------------------------------ after the name
    def _is_aside(self, before: PersonMention, first: Phrase) -> bool:
        """Whether a post stands aside of a name: past a comma or bracket, another word of who it is, or nothing."""
        start, end = before.end, first.lead
        if end - start > LONGEST_GAP:
            return False
        if aside().fullmatch(self._lowered, start, end) is not None:
            return True
        if before.kind != "full" or (first.name is None and first.marker != "former"):
            return False
        gap = _BRACKETS.sub("", self._lowered[start:end])
        return gap.strip() == "" or (_ITEM.fullmatch(gap) is not None and parting().search(gap) is None)

    def _opens_main(self, last: Phrase, before: PersonMention, begin: int) -> bool:
        """Reads "Ngoài ông A, Bộ trưởng … còn …": the title after the clause that opens a sentence is its subject.

        So is that of one who is called by it alone ("Theo ông A, Thủ tướng đã …"), and a second title that a verb
        follows ("trường hợp Phó Chủ tịch A, Bí thư … cho biết").
        """
        if (
            self._text[before.end : before.end + 1] not in (",", ":")
            or not self._text[last.end : last.end + 2].strip().isalpha()
        ):
            return False
        clause = f"{self._lowered[begin : before.lead].strip(_QUOTES)} "
        if clause.rpartition(",")[2].lstrip().startswith(apart_words()):
            return True
        topic = last.role.family == "fixed" and clause.startswith(topic_words())
        return self._is_object(before, begin) or topic or last.role.role in load_holding().alone

    def _is_object(self, mention: PersonMention, begin: int) -> bool:
        """Whether one with a title before the name is no subject: other words than an adverbial stand before it."""
        if mention.start not in self._leads:
            return False
        left = self._lowered[begin : self._leads[mention.start]].strip(_QUOTES)
        return not (left == "" or left.endswith(","))

    def _give_linked(
        self, run: list[Phrase], before: PersonMention | None, previous: Phrase | None, begin: int
    ) -> bool:
        start = before.end if before is not None else begin
        gap = self._lowered[start : run[0].lead]
        hold = read_link(gap)
        if hold == "" and (run[0].role.family == "seat" or self._is_charge(run[0], gap) or self._lists_what(gap)):
            hold = "link"
        reach = run[0].lead - self._last_end(previous, before, start)
        if before is None or hold == "" or reach > self._longest_gap(begin, run[0].lead):
            return False
        if kin_holds().search(gap) is not None:
            return False
        subject = self._skip_agents(before, begin)
        clause = gap[gap.rfind(",") + 1 :]
        acting = not self._near.between(start, run[0].lead) and self._is_capacity(run[0], start)
        spoken = not acting and speaks(self._near.without_posts(start, run[0].lead))
        if subject is None or spoken or unreal().search(clause) is not None:
            return False
        if ";" in gap and not (
            self._is_alone(begin, run[0].lead) and _STARTS.match(gap[gap.rfind(";") + 1 :][:LONGEST_GAP])
        ):
            return False
        if previous is not None and self._is_strange(previous, subject, start, run[0].lead):
            return False
        self._give(run, self._coordinated(subject, begin), hold)
        return True

    def _is_strange(self, previous: Phrase, subject: PersonMention, start: int, end: int) -> bool:
        """Whether a post between subject and link is somebody else's, who may be meant, and not only in brackets."""
        if previous.start < start or subject.person in previous.holders:
            return False
        between = self._lowered[previous.end : end]
        acts = not previous.holders and agent().search(self._lowered, start, previous.lead) is not None
        return not acts and between.count(")") <= between.count("(")

    @staticmethod
    def _lists_what(gap: str) -> bool:
        """Reads "Ông là tiến sĩ Luật, đại biểu …": a post after other things that somebody is."""
        return _WHAT.fullmatch(gap) is not None and parting().search(gap) is None

    @staticmethod
    def _last_end(previous: Phrase | None, before: PersonMention | None, start: int) -> int:
        """From where the words run that lead to a post: its subject, or the last post that this subject was given."""
        if previous is None or before is None or previous.start < start or before.person not in previous.holders:
            return start
        return previous.end

    @staticmethod
    def _is_charge(phrase: Phrase, gap: str) -> bool:
        return phrase.role.family == "task" and gap.strip() in load_changes().charged

    def _is_alone(self, begin: int, end: int) -> bool:
        """Whether a sentence has named nobody but one person up to an offset."""
        last = bisect_left(self._near.starts, end)
        named = self._mentions[max(bisect_left(self._near.starts, begin), last - _FEW) : last]
        return len({mention.person for mention in named}) == 1

    def _longest_gap(self, begin: int, end: int) -> int:
        """How far a link may stand from the name: farther where the sentence has named nobody else."""
        return 3 * LONGEST_GAP if self._is_alone(begin, end) else LONGEST_GAP

    def _skip_agents(self, mention: PersonMention, begin: int) -> PersonMention | None:
        """The mention itself, or one before it when it only acts ("được Thủ tướng …") or is replaced ("thay ông …")."""
        current: PersonMention | None = mention
        while current is not None:
            lead = self._leads.get(current.start, current.lead)
            left = self._lowered[max(begin, lead - 60) : lead]
            moves_on = _MOVED_ON.match(self._lowered, current.end) or RELATIVE.match(self._lowered, current.end)
            relative = kin(",").search(left) is not None and self._text.startswith(",", current.end)
            moves_on = None if relative else moves_on
            if own_kin().search(left) is not None and not self._text.startswith((",", " ("), current.end):
                return None
            if agent().search(left) is None or moves_on or kin("(").search(left) is not None:
                return current
            current = self._near.previous(current.lead, begin)
        return None

    def _coordinated(self, subject: PersonMention, begin: int) -> tuple[str, ...]:
        people = [subject.person]
        current = subject
        while (other := self._near.previous(current.lead, begin)) is not None:
            if _AND.fullmatch(self._text, other.end, current.lead) is None or other.kind == "pronoun":
                break
            if agent().search(self._lowered, max(begin, other.lead - 60), other.lead) is not None:
                break
            people.append(other.person)
            current = other
        return tuple(dict.fromkeys(reversed(people)))

    def _give_on(self, run: list[Phrase], begin: int, previous: Phrase | None) -> bool:
        """Reads "…, Đại tướng, Thứ trưởng …", "… (2008-2012), trưởng Ban …": the list goes on past other words."""
        if previous is None or previous.start < begin or previous.hold not in _GOING_ON:
            return False
        if self._near.next(previous.end, run[0].lead) is not None:
            return False
        gap = _BRACKETS.sub("", self._lowered[previous.end : run[0].lead])
        parted = parting().sub("", gap, count=1) if previous.hold == "past" and _MANY in gap else gap
        if carried().fullmatch(gap) is None or parting().search(parted) is not None:
            return False
        self._give(run, previous.holders, previous.hold)
        return True

    def _give_headed(self, run: list[Phrase], begin: int) -> bool:
        """Reads a name on a line of its own, then "Sinh năm …; nguyên Giám đốc …": a life without its subject."""
        if not self._lowered[begin : run[0].lead].lstrip().startswith(life_words()):
            return False
        head = self._near.previous(begin, max(0, begin - LONGEST_GAP))
        if head is None or self._text[head.end : begin].strip(_QUOTES + ",.:;"):
            return False
        if self._near.next(begin, run[0].lead) is not None:
            return False
        self._give(run, (head.person,), "aside")
        return True

    def _give_lone(self, run: list[Phrase], begin: int, end: int, previous: Phrase | None) -> None:
        """Reads "…; nguyên …": far from the name, but in a sentence that names one person alone."""
        goes_on = previous is not None and previous.start >= begin and previous.hold in ("aside", "link", "past")
        if run[0].marker != "former" and not goes_on:
            return
        inside = self._mentions[bisect_left(self._near.starts, begin) : bisect_left(self._near.starts, end)]
        people = {mention.person for mention in inside}
        marks = (";", ",") if run[0].marker == "former" else (";",)
        before = self._text[begin : run[0].lead].rstrip()
        if len(people) == 1 and inside[0].end <= run[0].lead and before.endswith(marks):
            over = goes_on and previous is not None and previous.hold == "past"
            self._give(run, tuple(people), "past" if over else "aside")

    def _give_opened(self, run: list[Phrase], end: int) -> bool:
        """Reads "Sau khi được phân công làm … thay ông B, ông A …": the person comes after the clause."""
        begin, _ = self._near.sentence(run[0].start)
        if not self._lowered[begin : run[0].lead].strip().startswith(opening_words()):
            return False
        hold = read_link(self._lowered[max(begin, run[0].lead - 60) : run[0].lead])
        following = self._near.next(run[-1].end, end)
        while following is not None and hold:
            left = self._text[run[-1].end : following.lead].rstrip()
            if left.endswith(",") or (not left and following.kind == "pronoun"):
                self._give(run, (following.person,), hold)
                return True
            following = self._near.next(following.end, end)
        return False

    def _give_following(self, run: list[Phrase], after: PersonMention | None) -> None:
        """Reads "Chánh Văn phòng …, ông A, cho biết" and "Trước khi làm …, ông A …"."""
        if after is None or (after.lead == after.start and after.kind != "pronoun"):
            return
        if _COMMA.fullmatch(pointed().sub("", _BRACKETS.sub("", self._lowered[run[-1].end : after.lead]))) is None:
            return
        begin, _ = self._near.sentence(run[0].start)
        opening = self._text[begin : run[0].lead].strip(_QUOTES)
        opening = opening[opening.rfind(";") + 1 :].strip()
        opens = not opening or (opening.endswith((",", ":")) and len(opening) < _OPENING)
        opens = opens or (self._is_ranked(after) and opening.endswith(_INTRODUCING))
        hold = read_link(self._lowered[max(begin, run[0].lead - 60) : run[0].lead])
        if hold == "past" and not f"{opening.rpartition(',')[2].strip().lower()} ".startswith(topic_words()):
            ahead = upcoming().search(self._lowered, begin, run[0].lead) is not None
            self._give(run, (after.person,), "link" if ahead else "past")
        elif hold == "link" and (opening.lower() in _WHAT_OPENS or self._is_capacity(run[0], begin)):
            self._give(run, (after.person,), "link")
        elif hold == "" and opens and run[-1].role.family != "council" and after.kind != "pronoun":
            self._give(run, (after.person,), "before")

    def _give(self, run: list[Phrase], people: tuple[str, ...], hold: Hold) -> None:
        late = any(phrase.marker == "late" for phrase in run)
        for before, phrase in zip([None, *run], run, strict=False):
            phrase.holders, phrase.hold = people, hold
            joint = "" if before is None else self._lowered[before.end : phrase.lead].strip()
            if late or (before is not None and _shares_time(before, phrase, joint)):
                phrase.marker = "former"

    def _is_capacity(self, first: Phrase, begin: int) -> bool:
        return capacity().search(self._lowered, max(begin, first.lead - 60), first.lead) is not None

    def _is_ranked(self, mention: PersonMention) -> bool:
        """Whether a rank or degree stands before a name, and no "ông": "Trưởng Công an xã, Thiếu tá A"."""
        return self._lowered[mention.lead : mention.start].strip() in _ranks()


@cache
def _states() -> frozenset[str]:
    return frozenset(fold(word) for word in load_people().foreign)


@cache
def _ranks() -> frozenset[str]:
    words = load_people()
    return frozenset(fold(word) for word in (*words.ranks, *words.honorifics["either"])) - {"đồng chí", "đ/c"}


def _shares_time(before: Phrase, phrase: Phrase, joint: str) -> bool:
    """Whether "nguyên" before one post is said of the next as well: aside of a name, or before a body of both."""
    if before.marker != "former" or phrase.marker != "":
        return False
    if before.body is None and before.role.family != "fixed":
        return True
    places = [one.body.place for one in (before, phrase) if one.body is not None and one.body.place is not None]
    return phrase.hold == "aside" and joint in _JOINTS and len({place.full for place in places}) < _SEVERAL
