"""Characters of picture fonts (w:sym, Wingdings, Symbol) as Unicode."""

from __future__ import annotations

__all__ = ["symbol", "symbols"]

_WINGDINGS = {
    0x21: "✏", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑",
    0x72: "❒", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA7: "▪", 0xA8: "□", 0xAB: "★",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_SYMBOL = {
    0x2D: "-", 0x61: "α", 0x62: "β", 0x64: "δ", 0x65: "ε", 0x67: "γ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x73: "σ",
    0x44: "Δ", 0x53: "Σ",
    0x57: "Ω", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷",
    0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xBE: "-", 0xC6: "∅", 0xC8: "∪", 0xC7: "∩", 0xD2: "®", 0xD3: "©",
    0xDE: "⇒",
}  # fmt: skip


def symbol(code: int, font: str) -> str:
    """The character of a w:sym; a picture that has no Unicode likeness is "•"."""
    code = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    name = font.lower()
    if name.startswith(("wingdings", "webdings")):
        return _WINGDINGS.get(code, "•")
    if name.startswith("symbol"):
        return _SYMBOL.get(code, chr(code) if 0x20 <= code < 0x7F else "•")
    return chr(code) if 0x20 <= code < 0xE000 or 0xFB00 <= code <= 0xFFFF else "•"


def symbols(text: str) -> str:
    """Text with characters of the private area 0xF000-0xF0FF (Symbol or Wingdings, which the run names or not)."""
    return "".join(_private(c) if "\uf000" <= c <= "\uf0ff" else c for c in text)


def _private(char: str) -> str:
    code = ord(char) - 0xF000
    return _SYMBOL.get(code) or _WINGDINGS.get(code) or (chr(code) if 0x20 <= code < 0x7F else "•")
