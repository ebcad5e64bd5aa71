"""A reliability plot as SVG: confidence to the right, the share that is right upwards, the diagonal where they meet."""

from __future__ import annotations

from collections.abc import Iterator

from kg.evaluation.calibration import Bin, Reliability

#: The square in which points lie: its left and upper edge and its side, in pixels.
_LEFT, _TOP, _SIDE = 64, 48, 360
_WIDTH, _HEIGHT = _LEFT + _SIDE + 24, _TOP + _SIDE + 64
_STEPS = 5
#: The biggest point; a point's area is as its bin's count.
_RADIUS, _LEAST = 9.0, 2.0
_INK, _FAINT, _BLUE = "#222222", "#d0d0d0", "#1f5fa8"


def draw_reliability(reliability: Reliability) -> str:
    """The plot as an SVG document; the same figures give the same text."""
    heading = f"{reliability.count} facts, expected calibration error {reliability.error:.3f}"
    return "".join(f"{line}\n" for line in _iter_lines(reliability, heading))


def _iter_lines(reliability: Reliability, heading: str) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" font-family="sans-serif" font-size="12" fill="{_INK}">'
    )
    yield f"<title>Confidence of facts beside the share that is right: {heading}</title>"
    yield f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>'
    yield _text(_LEFT, 28, heading, "start", size=14)
    yield from _draw_frame()
    for bin_ in reliability.bins:
        yield from _draw_bin(bin_, max(each.count for each in reliability.bins))
    yield "</svg>"


def _draw_frame() -> Iterator[str]:
    for step in range(_STEPS + 1):
        share = step / _STEPS
        yield _line(_x(0), _y(share), _x(1), _y(share), _FAINT)
        yield _line(_x(share), _y(0), _x(share), _y(1), _FAINT)
        yield _text(_x(share), _y(0) + 18, f"{share:.1f}", "middle")
        yield _text(_x(0) - 8, _y(share) + 4, f"{share:.1f}", "end")
    yield f'<g stroke-dasharray="5 4">{_line(_x(0), _y(0), _x(1), _y(1), _INK)}</g>'
    yield _text(_x(0.5), _y(0) + 42, "confidence", "middle")
    yield f'<g transform="rotate(-90 20 {_y(0.5):.1f})">{_text(20, _y(0.5), "share that is right", "middle")}</g>'


def _draw_bin(bin_: Bin, most: int) -> Iterator[str]:
    low, high = bin_.interval
    x, radius = _x(bin_.predicted), max(_LEAST, _RADIUS * (bin_.count / most) ** 0.5)
    title = f"{bin_.low:.2f} to {bin_.high:.2f}: {bin_.count} facts, {bin_.observed:.1%} right"
    yield f"<g><title>{title}</title>"
    yield _line(x, _y(low), x, _y(high), _BLUE)
    yield f'<circle cx="{x:.1f}" cy="{_y(bin_.observed):.1f}" r="{radius:.1f}" fill="{_BLUE}" fill-opacity="0.7"/>'
    yield _text(x - radius - 4, _y(bin_.observed) + 4, str(bin_.count), "end", colour=_BLUE)
    yield "</g>"


def _x(share: float) -> float:
    return _LEFT + share * _SIDE


def _y(share: float) -> float:
    return _TOP + (1 - share) * _SIDE


def _line(x: float, y: float, to_x: float, to_y: float, colour: str) -> str:
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{colour}"/>'


def _text(x: float, y: float, words: str, anchor: str, *, size: int = 12, colour: str = _INK) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{colour}">{words}</text>'
