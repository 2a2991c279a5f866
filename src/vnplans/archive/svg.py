"""Two plots as inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

__all__ = ["bars", "stacked"]

_FONT = 'font-family="system-ui,Segoe UI,Roboto,Noto Sans,sans-serif" font-size="13" fill="#1f2933"'


def bars(rows: Sequence[tuple[str, float, str]], *, full: float | None = None, colour: str = "#2f6f4f") -> str:
    """Horizontal bars: (name, value, label). `full` is the value of a full bar; None: the largest."""
    most = full or max((value for _, value, _ in rows), default=1.0) or 1.0
    height, left, width = 24, 210, 560
    parts = []
    for i, (name, value, label) in enumerate(rows):
        y, length = i * height, max(1.0, width * min(1.0, value / most))
        parts.append(
            f'<text x="{left - 10}" y="{y + 16}" text-anchor="end" {_FONT}>{escape(name)}</text>'
            f'<rect x="{left}" y="{y + 4}" width="{width}" height="15" rx="2" fill="#f0f4f8"/>'
            f'<rect x="{left}" y="{y + 4}" width="{length:.1f}" height="15" rx="2" fill="{colour}"/>'
            f'<text x="{left + width + 10}" y="{y + 16}" {_FONT}>{escape(label)}</text>'
        )
    return _svg(left + width + 70, len(rows) * height + 4, parts)


def stacked(columns: Sequence[tuple[str, int, int]], legend: tuple[str, str]) -> str:
    """Upright columns of two parts: (name, lower, upper), with a scale at the left."""
    left, top, height, wide = 60, 34, 190, 840
    most = max((a + b for _, a, b in columns), default=1) or 1
    step = wide / max(1, len(columns))
    every = -(-len(columns) // 20)  # not more than 20 names below
    parts = [
        f'<rect x="{left}" y="6" width="12" height="12" fill="#2f6f4f"/>'
        f'<text x="{left + 18}" y="17" {_FONT}>{escape(legend[0])}</text>'
        f'<rect x="{left + 230}" y="6" width="12" height="12" fill="#dd9b32"/>'
        f'<text x="{left + 248}" y="17" {_FONT}>{escape(legend[1])}</text>'
    ]
    for mark in sorted({0, most // 2, most}):
        y = top + height * (1 - mark / most)
        parts.append(
            f'<line x1="{left}" x2="{left + wide}" y1="{y:.1f}" y2="{y:.1f}" stroke="#d9e2ec"/>'
            f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end" {_FONT}>{mark}</text>'
        )
    for i, (name, lower, upper) in enumerate(columns):
        x, thick = left + i * step + step * 0.15, min(48.0, step * 0.7)
        x += (step * 0.7 - thick) / 2
        low, high = height * lower / most, height * upper / most
        parts.append(
            f'<rect x="{x:.1f}" y="{top + height - low:.1f}" width="{thick:.1f}" height="{low:.1f}" fill="#2f6f4f"/>'
            f'<rect x="{x:.1f}" y="{top + height - low - high:.1f}" width="{thick:.1f}" height="{high:.1f}" '
            f'fill="#dd9b32"/>'
        )
        if i % every == 0:
            middle = f'x="{x + thick / 2:.1f}" y="{top + height + 18}" text-anchor="middle"'
            parts.append(f"<text {middle} {_FONT}>{escape(name)}</text>")
    return _svg(left + wide + 10, top + height + 28, parts)


def _svg(width: float, height: float, parts: Sequence[str]) -> str:
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}>{"".join(parts)}</svg>'
