"""Text of legacy fonts (.VnTime, VNI-Times) inside a PDF, decoded run by run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from vnplans.readers.sheet.words import Word
from vnplans.readers.styled import legacy

__all__ = ["Decoder"]

# TCVN3 bytes as PDF writers hand them on: 0xAD (ư) as minus or hyphen, 0xB7 (ã) as a bullet operator
_PDF_FORMS = {"TCVN3": str.maketrans({"\u2212": "\u00ad", "\u2219": "\u00b7", "\u2010": "\u00ad", "\u02d7": "\u00ad"})}


class Decoder:
    """Decodes words in place. A font's name is a hint; the letters of all pages so far decide."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()
        self._gain: Counter[str] = Counter()

    @property
    def used(self) -> str | None:
        """The encoding of most decoded words, None where nothing was decoded."""
        return self._used.most_common(1)[0][0] if self._used else None

    def decode(self, words: Sequence[Word]) -> None:
        """Decode the words of a page that are set in legacy fonts, or whose text can be nothing else."""
        runs = [(encoding, list(run)) for encoding, run in self._runs(words) if encoding]
        legacy_runs: list[tuple[str, list[Word]]] = []
        for encoding, run in runs:
            text = _text(run, encoding)
            if legacy.holds_unicode(text):
                self._gain[encoding] -= 1
            else:
                self._gain[encoding] += legacy.gain(text, encoding) or 0
                legacy_runs.append((encoding, run))
        for encoding, run in legacy_runs:
            if self._gain[encoding] > 0:
                self._decode(run, encoding)

    def _runs(self, words: Sequence[Word]) -> Iterator[tuple[str | None, Iterator[Word]]]:
        """Neighbours in fonts of one encoding; unnamed ones take what the text or the pages before say."""
        named = {word.style.font: legacy.font_encoding(_family(word.style.font))[0] for word in words}
        plain = [word.text for word in words if not named[word.style.font]]
        unnamed = None
        if plain and not legacy.holds_unicode(" ".join(plain)):
            unnamed = self.used or legacy.guess(text.translate(_PDF_FORMS["TCVN3"]) for text in plain)
        return groupby(words, key=lambda word: named[word.style.font] or unnamed)

    def _decode(self, run: Sequence[Word], encoding: str) -> None:
        forms = _PDF_FORMS.get(encoding, {})
        texts = [word.text.translate(forms) for word in run]
        if encoding == "VNI":
            texts = legacy.join_marks(texts)
        for word, text in zip(run, texts, strict=True):
            if not text.isascii():
                self._used[encoding] += 1
            decoded = legacy.decode(text, encoding)
            word.text = decoded.upper() if legacy.font_encoding(_family(word.style.font))[1] else decoded


@cache
def _family(font: str) -> str:
    """The family as its maker names it: VnTimeHBold -> .VnTimeH."""
    font = re.sub(r"(?:Bold|Italic|Regular|Normal)+$", "", font)
    return "." + font if re.match(r"Vn[A-Z]", font) else font


def _text(run: Sequence[Word], encoding: str) -> str:
    return " ".join(word.text for word in run).translate(_PDF_FORMS.get(encoding, {}))
