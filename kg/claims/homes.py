"""Which province an article is about, so that its "huyện Châu Thành" is one district and not one of nine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.claims.bodies import ParsedBody, parse_body
from kg.lexicon.areas import Area, area_of, province_of


def find_home(bodies: Iterable[str], *, on: str | None = None) -> Area | None:
    """The province in which more of the bodies work than in any other; None when no province or no single one does.

    Args:
        bodies: names of bodies, as an article's facts have them; a body named twice counts twice.
        on: ISO day of the article.
    """
    counts = Counter(province.key for name in bodies if (province := _find_province(parse_body(name, on=on))))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return area_of(ranked[0][0])


def _find_province(body: ParsedBody) -> Area | None:
    return province_of(body.area) if body.area is not None else None


def parse_body_at(name: str, home: Area | None, *, on: str | None = None) -> ParsedBody:
    """The body that a name means in an article about a province: of several territories of one name, the one there."""
    body = parse_body(name, on=on)
    if home is None or not body.vague or body.level not in ("district", "commune"):
        return body
    at_home = parse_body(f"{name}, {home.name}", on=on)
    return at_home if at_home.area is not None and at_home.level == body.level else body
