"""What the name of a body tells: its canonical form, kind, level, area, parent and identity."""

from __future__ import annotations

import msgspec

from kg.lexicon.areas import Area
from kg.lexicon.records import BodyKind, Level


class ParsedBody(msgspec.Struct, frozen=True, kw_only=True):
    """A body as its name tells.

    Attributes:
        name: canonical name: "UBND tỉnh Ninh Bình".
        kind: what sort of body it is.
        key: the same for every spelling of one body's name, and for no other body.
        level: the level at which it works, where the name tells.
        area: the territory that it works in, where the name tells one without doubt.
        parent: canonical name of the body that it belongs to.
    """

    name: str
    kind: BodyKind
    key: str
    level: Level | None = None
    area: Area | None = None
    parent: str | None = None


def parse_body(name: str, *, on: str | None = None) -> ParsedBody:
    """The body that a name means; a name that fits nothing known is of kind "other".

    Args:
        name: the name as an article or extractor has it, abbreviated or not.
        on: ISO day on which it was written, for territories that have changed.
    """
    raise NotImplementedError
