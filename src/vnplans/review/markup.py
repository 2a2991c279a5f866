"""Safe HTML: every text and every attribute goes through `text` or `element`."""

from __future__ import annotations

import html

__all__ = ["element", "text", "void"]


def text(words: str) -> str:
    """Words as HTML that shows exactly them: no markup, no character that HTML or UTF-8 refuses."""
    seen = "".join(c if c.isprintable() or c in "\n\t" else "�" for c in words)
    return html.escape(seen, quote=True)


def element(name: str, /, *content: str, **attributes: str | bool | None) -> str:
    """An element around HTML that is safe already.

    Attributes are escaped here; None and False are left out, True stands alone; `class_` is class, `data_q` is data-q.
    """
    return f"{void(name, **attributes)}{''.join(content)}</{name}>"


def void(name: str, /, **attributes: str | bool | None) -> str:
    """Only the opening tag."""
    told = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        label = key.rstrip("_").replace("_", "-")
        told.append(f" {label}" if value is True else f' {label}="{text(value)}"')
    return f"<{name}{''.join(told)}>"
