"""`docs/ontology.svg`: a box for each class, an arrow for each reference; only the places of things are said here."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from kg.ontology import Ontology, OntologyClass, Property

_WIDTH, _HEIGHT = 1355, 830
_BOX_WIDTH, _LINE, _HEAD = 205, 17, 46

# The upper left corner of each class's box.
_CORNERS: dict[str, tuple[int, int]] = {
    "Area": (40, 60),
    "Body": (310, 60),
    "Post": (850, 60),
    "Attendance": (40, 330),
    "Meeting": (310, 330),
    "Change": (580, 330),
    "Tenure": (850, 330),
    "Person": (580, 650),
    "Claim": (1120, 330),
    "Article": (1120, 60),
}


class _Arrow(NamedTuple):
    """Where an arrow leaves and arrives: a side of the box (n, e, s, w) and how many pixels along it."""

    leaves: tuple[str, int]
    arrives: tuple[str, int]
    label_at: float = 0.5


# A reference to the same class is a loop; the references that `exactly_one` names are one arrow to a frame.
_ARROWS: dict[str, _Arrow] = {
    "Body.area": _Arrow(("w", 65), ("e", 65)),
    "Post.body": _Arrow(("w", 65), ("e", 65)),
    "Tenure.person": _Arrow(("s", 60), ("e", 50), 0.6),
    "Tenure.post": _Arrow(("n", 100), ("s", 100)),
    "Change.person": _Arrow(("s", 65), ("n", 65), 0.7),
    "Change.replaces": _Arrow(("s", 145), ("n", 145), 0.7),
    "Change.post": _Arrow(("n", 160), ("s", 35)),
    "Change.tenure": _Arrow(("e", 52), ("w", 52)),
    "Change.by": _Arrow(("n", 45), ("s", 170)),
    "Meeting.organiser": _Arrow(("n", 100), ("s", 100)),
    "Attendance.person": _Arrow(("s", 100), ("w", 50), 0.7),
    "Attendance.meeting": _Arrow(("e", 52), ("w", 52)),
    "Claim.article": _Arrow(("n", 100), ("s", 100)),
}

_STYLE = """
text { font: 13px "DejaVu Sans", Verdana, sans-serif; fill: #1f2933; }
.box { fill: #ffffff; stroke: #52606d; stroke-width: 1.2; }
.thing { fill: #dbeafe; } .claimed { fill: #fde9c8; } .source { fill: #d8f0dc; }
.frame { fill: #fffaf0; stroke: #c2861b; stroke-dasharray: 6 4; }
.name { font-weight: bold; font-size: 15px; }
.rdf { font-size: 10.5px; fill: #52606d; }
.optional { fill: #7b8794; }
.arrow { fill: none; stroke: #334e68; stroke-width: 1.3; marker-end: url(#head); }
.label { font-size: 12px; fill: #102a43; paint-order: stroke; stroke: #ffffff; stroke-width: 5px; text-anchor: middle; }
"""


def draw_picture(ontology: Ontology) -> str:
    """The SVG."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}"'
        f' viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="The classes of the ontology">',
        f"<style>{_STYLE}</style>",
        '<defs><marker id="head" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="9" markerHeight="9" orient="auto">'
        '<path d="M0,0 L10,5 L0,10 z" fill="#334e68"/></marker></defs>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        *_draw_frame(ontology),
    ]
    for name, cls in ontology.classes.items():
        parts += _draw_box(name, cls, _find_colour(ontology, name))
    for name, cls in ontology.classes.items():
        parts += _draw_arrows(ontology, name, cls)
    return "\n".join([*parts, *_draw_legend(), "</svg>"]) + "\n"


def _find_colour(ontology: Ontology, name: str) -> str:
    if name in _list_claimed(ontology):
        return "claimed"
    return "source" if name in ("Claim", "Article") else "thing"


def _list_claimed(ontology: Ontology) -> list[str]:
    """The classes of which a claim is about exactly one."""
    claim = ontology.classes["Claim"]
    return [str(claim.properties[key].range) for key in claim.exactly_one]


def _height(cls: OntologyClass) -> int:
    return _HEAD + _LINE * len(cls.literals()) + 8


def _draw_box(name: str, cls: OntologyClass, colour: str) -> Iterator[str]:
    x, y = _CORNERS[name]
    yield f'<g><title>{escape(cls.doc)}</title><rect class="box" x="{x}" y="{y}" width="{_BOX_WIDTH}"' + (
        f' height="{_height(cls)}" rx="6"/>'
    )
    yield f'<rect class="{colour}" x="{x + 1}" y="{y + 1}" width="{_BOX_WIDTH - 2}" height="{_HEAD - 8}" rx="5"/>'
    yield f'<text class="name" x="{x + 10}" y="{y + 18}">{name}</text>'
    yield f'<text class="rdf" x="{x + 10}" y="{y + 33}">{escape(", ".join(cls.rdf))}</text>'
    for number, (key, prop) in enumerate(cls.literals().items()):
        needed = "required" if prop.required else "optional"
        line = y + _HEAD + _LINE * number + 10
        yield f'<text class="{needed}" x="{x + 10}" y="{line}">{key}{_say_type(prop)}</text>'
    yield "</g>"


def _say_type(prop: Property) -> str:
    return f": {prop.type}{' *' if prop.many else ''}" if prop.type != "string" else " *" if prop.many else ""


def _draw_frame(ontology: Ontology) -> Iterator[str]:
    """The frame around what claims are about, and the one arrow from the claim to it."""
    claimed = _list_claimed(ontology)
    left, top = (min(_CORNERS[name][axis] for name in claimed) for axis in (0, 1))
    right = max(_CORNERS[name][0] for name in claimed) + _BOX_WIDTH
    bottom = max(_CORNERS[name][1] + _height(ontology.classes[name]) for name in claimed)
    yield f'<rect class="frame" x="{left - 18}" y="{top - 18}" width="{right - left + 36}"' + (
        f' height="{bottom - top + 36}" rx="10"/>'
    )
    x, y = _find_point(ontology, "Claim", ("w", 100))
    yield f'<path class="arrow" d="M{x},{y} L{right + 18},{y}"/>'
    yield f'<text class="label" x="{(x + right + 18) / 2:.0f}" y="{y - 8}">one of</text>'


def _draw_arrows(ontology: Ontology, name: str, cls: OntologyClass) -> Iterator[str]:
    loops = [key for key, prop in cls.references().items() if prop.range == name]
    if loops:
        yield from _draw_loop(name, ", ".join(loops))
    for key, prop in cls.references().items():
        if key in loops or key in cls.exactly_one:
            continue
        arrow = _ARROWS[f"{name}.{key}"]
        start, end = _find_point(ontology, name, arrow.leaves), _find_point(ontology, str(prop.range), arrow.arrives)
        yield f'<path class="arrow" d="M{start[0]},{start[1]} L{end[0]},{end[1]}"/>'
        x, y = (round(a + (b - a) * arrow.label_at) for a, b in zip(start, end, strict=True))
        yield f'<text class="label" x="{x}" y="{y - 8 if start[1] == end[1] else y + 4}">{key}</text>'


def _draw_loop(name: str, label: str) -> Iterator[str]:
    x, y = _CORNERS[name]
    yield f'<path class="arrow" d="M{x + 50},{y} C{x + 50},{y - 34} {x + 130},{y - 34} {x + 130},{y}"/>'
    yield f'<text class="label" x="{x + 90}" y="{y - 30}">{label}</text>'


def _find_point(ontology: Ontology, name: str, anchor: tuple[str, int]) -> tuple[int, int]:
    (x, y), height = _CORNERS[name], _height(ontology.classes[name])
    side, along = anchor
    return {
        "n": (x + along, y),
        "s": (x + along, y + height),
        "w": (x, y + along),
        "e": (x + _BOX_WIDTH, y + along),
    }[side]


def _draw_legend() -> Iterator[str]:
    lines = (
        "Black: every record has it; grey: where it is known; *: any number.",
        "No type: text. The small line: classes of standard vocabularies that it is one of in RDF.",
        "Blue: what there is. Yellow: what happened, which claims are about. Green: who says it, in which words.",
    )
    for number, line in enumerate(lines):
        yield f'<text class="rdf" x="40" y="{_HEIGHT - 62 + 18 * number}">{line}</text>'
