"""Inside a paragraph: runs and what wraps them, in the final view of tracked changes, as pieces of text with a look."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vnplans.readers.styled.looks import RunLook
from vnplans.readers.styled.paragraph import Piece
from vnplans.readers.styled.symbols import symbol
from vnplans.readers.word.names import MATH, MC, VML, Element, W
from vnplans.readers.word.styles import Styles

__all__ = ["Inline", "chosen", "text_boxes", "word_art"]

_RUN, _RPR, _TEXT, _BOX = W + "r", W + "rPr", W + "t", W + "txbxContent"
_FLD_TYPE = W + "fldCharType"
_OBJECT = "\ufffc"
_FLD, _SOFT, _SYM, _RUBY = W + "fldChar", W + "softHyphen", W + "sym", W + "ruby"
# What a run may hold, as text
_CHARS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_EQUATIONS = frozenset((MATH + "oMath", MATH + "oMathPara"))
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object", MC + "AlternateContent"))
# Wrappers whose content stands in the line: links, tags, fields, inserted and moved-to text
_NAMES = "hyperlink smartTag sdt sdtContent ins moveTo fldSimple customXml dir bdo ruby rubyBase"
_WRAPPERS = frozenset(W + name for name in _NAMES.split())


def chosen(alternate: Element) -> Element | None:
    """The branch of mc:AlternateContent that is read: the first Choice that holds anything, else the Fallback."""
    for branch in alternate:
        if branch.tag in (MC + "Choice", MC + "Fallback") and len(branch):
            return branch
    return None


def text_boxes(drawn: Element) -> Iterator[Element]:
    """The outermost w:txbxContent of a drawing, each once (never both Choice and Fallback)."""
    if next(drawn.iter(_BOX), None) is None:
        return
    inside = [chosen(drawn)] if drawn.tag == MC + "AlternateContent" else drawn
    for child in inside:
        if child is None:
            continue
        if child.tag == _BOX:
            yield child
        else:
            yield from text_boxes(child)


class Inline:
    """Walks paragraphs of one story. Field state outlives a paragraph: a table of contents spans many."""

    def __init__(self, styles: Styles, story: Element, *, marked: bool = True) -> None:
        """`marked`: the story may hold fields or tracked changes."""
        self._styles = styles
        self._fields: list[bool] = []
        """For each open field: are we past its separator?"""
        self._soft_hyphen: str | None = None
        self._story = story
        marks = story.iter(_FLD, W + "del", W + "moveFrom") if marked else ()
        kinds = [mark.get(_FLD_TYPE) for mark in marks]
        self._broken_fields = kinds.count("begin") != kinds.count("end")
        self.tracked = None in kinds
        """Does the story hold deleted or moved-away text?"""

    def pieces(self, paragraph: Element, style: str | None, on_box: Callable[[Element], None]) -> list[Piece]:
        """The pieces of a paragraph; `on_box` gets each drawing or picture that may hold a text box."""
        out: list[Piece] = []
        self._walk(paragraph, style, out, on_box)
        return out

    def _walk(self, parent: Element, style: str | None, out: list[Piece], on_box: Callable[[Element], None]) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child, style, out, on_box)
            elif tag in _WRAPPERS:
                self._walk(child, style, out, on_box)
            elif tag in _DRAWN:
                branch = chosen(child) if tag == MC + "AlternateContent" else None
                if branch is not None:
                    self._walk(branch, style, out, on_box)
            elif tag in _EQUATIONS:
                out.append((_equation(child), self._styles.run(None, style)))

    def _run(self, run: Element, style: str | None, out: list[Piece], on_box: Callable[[Element], None]) -> None:
        text = ""
        rpr: Element | None = None
        for child in run:
            tag = child.tag
            if tag == _RPR:
                rpr = child
            elif tag == _TEXT:
                text += _plain(child.text or "")
            elif tag in _CHARS:
                text += _CHARS[tag]
            elif tag == _SOFT:
                text += self._hyphen()
            elif tag == _SYM:
                text += _sym(child)
            elif tag in _DRAWN:
                on_box(child)
            elif tag == _FLD:
                self._put(text, self._styles.run(rpr, style), out)
                text = ""
                self._field(child.get(_FLD_TYPE))
            elif tag == _RUBY:
                self._put(text, self._styles.run(rpr, style), out)
                text = ""
                self._walk(child, style, out, on_box)
        if text:
            self._put(text, self._styles.run(rpr, style), out)

    def _put(self, text: str, look: RunLook, out: list[Piece]) -> None:
        """Text joins the piece before it where both look the same."""
        if not text or look.hidden or not (self._broken_fields or all(self._fields)):
            return
        if out and out[-1][1] is look:
            out[-1] = (out[-1][0] + text, look)
        else:
            out.append((text, look))

    def _hyphen(self) -> str:
        """w:softHyphen is TCVN3's ư where a converter took U+00AD for a hyphen; not where the text keeps U+00AD."""
        if self._soft_hyphen is None:
            kept = any("\u00ad" in (t.text or "") for t in self._story.iter(_TEXT))
            self._soft_hyphen = "" if kept else "\u00ad"
        return self._soft_hyphen

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def _plain(text: str) -> str:
    """Text of a w:t: line ends of the XML are blanks, and the mark of an embedded object is nothing."""
    if text.isalpha():
        return text
    return text.replace("\n", " ").replace("\t", " ").replace(_OBJECT, "")


def _sym(element: Element) -> str:
    try:
        code = int(element.get(W + "char") or "", 16)
    except ValueError:
        return ""
    return symbol(code, element.get(W + "font") or "") if 0 < code <= 0xFFFF else ""


def _equation(element: Element) -> str:
    return "".join(t.text or "" for t in element.iter(MATH + "t"))


def word_art(drawn: Element) -> Iterator[str]:
    """The words of VML word art: a watermark such as DỰ THẢO."""
    for path in drawn.iter(VML + "textpath"):
        if path.get("string"):
            yield path.get("string") or ""
