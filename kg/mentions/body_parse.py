"""The name of a body as far as it is read: its heads, the words of its field, its territory."""

from __future__ import annotations

from kg.lexicon.body_words import Head
from kg.mentions.places import Place

#: Heads that are of the body that follows, rather than its mere parts.
OF_BODIES = frozenset(("Hội đồng", "Trung ương Hội", "Đoàn"))


_PLURAL = "các "


class Parse:
    """A body's name as far as it is read."""

    def __init__(self, start: int, head: Head | None) -> None:
        self.start = self.end = start
        self.heads: list[Head] = [] if head is None else [head]
        self.starts: list[int] = [] if head is None else [start]
        self.pieces: list[str] = [] if head is None else [head.name]
        self.worded = False
        self.place: Place | None = None
        self.bare_area = False
        self.assumed = False
        self.kind_written = True
        self.bracket = False
        self.short: str | None = None
        self.whole = False
        self.complete: tuple[list[Head], list[str]] | None = None

    @property
    def last(self) -> Head:
        """The head read last."""
        return self.heads[-1]

    @property
    def text(self) -> str:
        """The name so far, without its territory."""
        return "".join(self.pieces)

    def add_head(self, head: Head, start: int, end: int, joint: str) -> None:
        """Take a head at [start, end), after a comma, "và" and the like or nothing."""
        self.bracket = self.bracket or joint == "("
        if self.worded:
            self.complete = (list(self.heads), list(self.pieces))
        between = ", " if joint and joint != "và" and self.last_is_unit else " "
        between = {"và": " và ", ",": ", ", "-": " - ", "–": " - "}.get(joint, between) if self.lists(head) else between
        bare = self.last_is_unit and not self.worded and self.last.name not in OF_BODIES
        if joint in ("của", "thuộc", "trực thuộc", "") and bare and head.kind != "vocab":
            self.heads, self.starts, self.pieces = [], [], []
        self.pieces += [between, head.name] if self.heads else [head.name]
        self.heads.append(head)
        self.starts.append(start)
        self.worded = self.whole = False
        self.end = end

    def lists(self, head: Head) -> bool:
        """Whether a head goes on a list of those that one office serves ("Văn phòng HĐND và UBND …")."""
        return bool(self.heads) and self.heads[0].kind == "organ" and head.kind == "govern"

    @property
    def last_is_unit(self) -> bool:
        """Whether a bigger body may follow after a comma."""
        return bool(self.heads) and self.last.kind in ("unit", "field", "school")

    def add_words(self, words: str, end: int, joint: str) -> None:
        """Take words of the field of work."""
        between = {"": " ", ",": ", "}.get(joint, f" {joint} ")
        shown = words if self.worded or words.startswith(_PLURAL) else words[:1].upper() + words[1:]
        self.pieces += [between, shown]
        self.worded, self.end = True, end
