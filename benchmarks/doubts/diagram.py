"""A reliability diagram as a small SVG: what was said against what was right; the dots' area tells how many values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from doubts.figures import Bin

__all__ = ["diagram"]

_SIZE, _EDGE = 300, 46
_COLOURS = ("#2f6f4f", "#b7791f", "#566377")


def diagram(series: Mapping[str, Sequence[Bin]]) -> str:
    """The diagram of some kinds of values, by name."""
    full = _SIZE + 2 * _EDGE
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {full}" width="{full}" height="{full}" '
        'font-family="sans-serif" font-size="11" fill="#222">',
        f'<rect width="{full}" height="{full}" fill="#fff"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#bbb" stroke-dasharray="4 4"/>',
        f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" stroke="#222" fill="none"/>',
    ]
    for step in range(0, 11, 2):
        out.append(f'<text x="{_x(step / 10)}" y="{_y(0) + 15}" text-anchor="middle">{step / 10:.1f}</text>')
        out.append(f'<text x="{_x(0) - 6}" y="{_y(step / 10) + 4}" text-anchor="end">{step / 10:.1f}</text>')
    out.append(f'<text x="{full / 2}" y="{full - 8}" text-anchor="middle">confidence</text>')
    out.append(
        f'<text transform="translate(12 {full / 2}) rotate(-90)" text-anchor="middle">share that is right</text>'
    )
    for place, ((name, bins), colour) in enumerate(zip(series.items(), _COLOURS, strict=False)):
        shown = [b for b in bins if b.count]
        line = " ".join(f"{_x(b.said):.1f},{_y(b.right):.1f}" for b in shown)
        out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        for b in shown:
            radius = min(2 + b.count**0.5 / 4, 9)
            told = f"{b.count} values: {b.said:.2f} said, {b.right:.2f} right"
            spot = f'cx="{_x(b.said):.1f}" cy="{_y(b.right):.1f}" r="{radius:.1f}"'
            out.append(f'<circle {spot} fill="{colour}" fill-opacity=".7"><title>{told}</title></circle>')
        out.append(f'<text x="{_x(0) + 10}" y="{_y(1) + 4 + 16 * place}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*out, "</svg>", ""])


def _x(share: float) -> float:
    return _EDGE + share * _SIZE


def _y(share: float) -> float:
    return _EDGE + (1 - share) * _SIZE
