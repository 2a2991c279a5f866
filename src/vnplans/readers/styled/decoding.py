"""Which runs of a file are really in a legacy encoding; their text in Unicode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from vnplans.readers.styled import legacy
from vnplans.readers.styled.paragraph import Paragraph, Piece

__all__ = ["decode_all"]

_WORDS = 3
"""So many words more that are Vietnamese prove an encoding which other runs of the file are in."""


def decode_all(paragraphs: Sequence[Paragraph]) -> str | None:
    """Decode the pieces of all paragraphs in place. Gives the encoding of most decoded letters, None if none was.

    Fonts name an encoding, the text decides: each group of neighbours by itself where it is plain, else with the file.
    """
    named = any(look.encoding for p in paragraphs for _, look in p.pieces)
    plain = [text for p in paragraphs for text in _unnamed(p.pieces)]
    unnamed = legacy.guess(plain)
    if not named and not unnamed:
        return None
    groups = [list(_groups(p.pieces, unnamed)) for p in paragraphs]
    verdict = _verdict(group for of_one in groups for group in of_one)
    if not unnamed and (unnamed := _shared(plain, verdict)):
        groups = [list(_groups(p.pieces, unnamed)) for p in paragraphs]
    used: Counter[str] = Counter()
    for paragraph, of_one in zip(paragraphs, groups, strict=True):
        paragraph.pieces = [piece for encoding, group in of_one for piece in _decoded(encoding, group, verdict, used)]
    return used.most_common(1)[0][0] if used else None


def _unnamed(pieces: Sequence[Piece]) -> Iterator[str]:
    """Neighbouring pieces in fonts that name no encoding, without those that hold letters only Unicode has."""
    for plain, group in groupby(pieces, lambda piece: not piece[1].encoding and not piece[1].symbols):
        text = _joined(list(group))
        if plain and not legacy.holds_unicode(text):
            yield text


def _shared(plain: Sequence[str], verdict: Counter[str]) -> str | None:
    """The encoding that named runs of the file are really in, if its unnamed text is better Vietnamese in it too:
    a few words in Times New Roman below headings in .VnTimeH."""
    text = " ".join(plain)
    sure = (e for e, letters in verdict.most_common() if letters > 0 and (legacy.gain(text, e) or 0) >= _WORDS)
    return next(sure, None)


Group = tuple[str | None, list[Piece]]


def _groups(pieces: Sequence[Piece], unnamed: str | None) -> Iterator[Group]:
    """Neighbouring pieces in fonts of one encoding; pieces with letters that only Unicode has stand apart."""

    def key(piece: Piece) -> tuple[str | None, bool]:
        encoding = None if piece[1].symbols else piece[1].encoding or unnamed
        return encoding, encoding is not None and legacy.holds_unicode(piece[0])

    for (encoding, _), group in groupby(pieces, key):
        yield encoding, list(group)


def _joined(group: list[Piece]) -> str:
    return "".join(text for text, _ in group)


def _verdict(groups: Iterator[Group]) -> Counter[str]:
    """For each encoding, letters of the file that are plainly in it less those that are plainly Unicode."""
    tally: Counter[str] = Counter()
    for encoding, group in groups:
        if encoding is not None:
            text = _joined(group)
            if legacy.holds_unicode(text):
                tally[encoding] -= len(text)
            elif (legacy.gain(text, encoding) or 0) > 0:
                tally[encoding] += len(text)
    return tally


def _decoded(encoding: str | None, group: list[Piece], verdict: Counter[str], used: Counter[str]) -> list[Piece]:
    if encoding is None:
        return group
    text = _joined(group)
    if legacy.holds_unicode(text):
        return group
    gain = legacy.gain(text, encoding)
    if gain is None:  # plain ASCII: nothing to decode, but a capitals font still shows capitals
        return [_raised(piece) for piece in group] if verdict[encoding] >= 0 else group
    if gain < 0 or (gain == 0 and verdict[encoding] <= 0):
        return group
    texts = [t for t, _ in group]
    if encoding == "VNI":
        texts = legacy.join_marks(texts)
    used[encoding] += len(text)
    looks = [look for _, look in group]
    return [_raised((legacy.decode(t, encoding), look)) for t, look in zip(texts, looks, strict=True)]


def _raised(piece: Piece) -> Piece:
    text, look = piece
    return (text.upper(), look) if look.capitals_font else piece
