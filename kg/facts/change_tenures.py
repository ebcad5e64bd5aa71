"""What changes do to tenures: which posts are just given, which are over."""

from __future__ import annotations

from msgspec.structs import replace

from kg.facts.change_posts import is_seat
from kg.facts.change_scene import Change, Scene
from kg.facts.change_words import asked, filed, granted
from kg.facts.records import TenureFact, TenureStatus
from kg.facts.tenures import make_tenure
from kg.mentions.records import Cue, PostMention

#: How near before a resignation stands what says that it is only handed in, or granted.
_NEAR, _LEFT = 12, 40

_Key = tuple[str, str, str]


class ChangedTenures:
    """The tenures that one article's changes touch."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._statuses: dict[_Key, TenureStatus] = {}
        self._lost: dict[_Key, str | None] = {}
        self._added: list[TenureFact] = []

    def people(self) -> set[str]:
        """Whose tenures the changes touch."""
        return {tenure.person for tenure in self._added}

    def touch(self, change: Change, post: PostMention, replaced: str | None, date: str | None) -> None:
        """Write what a change does to the tenure of its post, and to that of whom it replaces.

        A post that was lost stays lost, whatever else is told of it, unless it is given at a later time.
        """
        key, status = (change.person, post.role, post.body or ""), self._status(change, post)
        gains = change.trigger.voice == "gain"
        if key in self._lost and not (gains and _is_after(date, self._lost[key])):
            status = "former"
        elif change.trigger.voice == "loss" and status == "former":
            self._lost[key] = date
        self.add(post, change.person, status)
        if replaced is not None and replaced != change.person and gains and not is_seat(post):
            self.add(post, replaced, "former")

    def _status(self, change: Change, post: PostMention) -> TenureStatus:
        trigger = change.trigger
        if trigger.type in ("died", "dismissed", "retired") or post.marker == "former":
            return "former"
        if trigger.type == "resigned":
            return "current" if self._is_filed(change.cue) else "former"
        if trigger.voice != "gain":
            return "current"
        return "acting" if post.marker == "acting" else "incoming"

    def add(self, post: PostMention, person: str, status: TenureStatus) -> None:
        """Add the tenure of a post that the words of a change give, or say that it is over."""
        self._added.append(make_tenure(self._scene.analysis, post, person, status=status, rule="change"))
        self._statuses[(person, post.role, post.body or "")] = status

    def _is_filed(self, cue: Cue) -> bool:
        """Whether a resignation is only asked for or handed in ("có đơn xin từ chức")."""
        left = self._scene.lowered[max(0, cue.start - _LEFT) : cue.start]
        words = self._scene.lowered[cue.start : cue.end]
        only = filed().search(left[-_NEAR:] + words) is not None or words.startswith(asked())
        return only and granted().search(left) is None

    def settle(self, tenures: tuple[TenureFact, ...]) -> tuple[TenureFact, ...]:
        """The tenures, each post of a person once, with the status that a change gives it.

        A post that the article's words call a former one is not given anew by a change that tells when it was got.
        """
        rows: dict[tuple[str, str, str | None, str], TenureFact] = {}
        over = {(row.person, row.post, row.body or "") for row in tenures if row.status == "former"}
        for row in (*tenures, *self._added):
            key = (row.person, row.post, row.body or "")
            changed = self._statuses.get(key)
            if key in over and changed == "incoming":
                changed = "former"
            filed_only = changed == "current" and row.rule == "post-past"
            open_ = row.status in ("current", "incoming") or row.rule == "change"
            kept = replace(row, status=changed) if changed is not None and (open_ or filed_only) else row
            rows.setdefault((kept.person, kept.post, kept.body, kept.status), kept)
        return tuple(rows.values())


def _is_after(first: str | None, second: str | None) -> bool:
    """Whether one date, both of them with a year, comes after another."""
    known = first is not None and second is not None and (first[:4] + second[:4]).isdigit()
    return known and (first or "") > (second or "")
