"""The syllables of Vietnamese as they are written: what tells Vietnamese from wrong encodings and bad OCR."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from vnplans.knowledge import rows
from vnplans.knowledge.tables import Syllables
from vnplans.regex import regex

__all__ = ["is_syllable"]

_TONES = regex("[\u0300\u0301\u0303\u0309\u0323]")
_STOP_TONES = ("\u0301", "\u0323")


@cache
def _parts() -> tuple[frozenset[str], dict[str, bool]]:
    onsets = frozenset(s for row in rows(Syllables) if row.part == "onset" for s in row.spelled)
    rhymes = {s: row.stop for row in rows(Syllables) if row.part == "rhyme" for s in row.spelled}
    return onsets, rhymes


@lru_cache(maxsize=20_000)
def is_syllable(word: str, *, toneless: bool = False) -> bool:
    """Is the word, as it is spelled and marked, a syllable that Vietnamese may have? "nghị" is, "ngdy" is not.

    `toneless` takes "viet" and "phat" too, which names of files often leave without their tones.
    """
    if not (word.islower() or word.isupper() or word[1:].islower()):
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(apart)
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", _TONES.sub("", apart))
    onsets, rhymes = _parts()
    for cut in range(min(4, len(plain))):
        if cut and plain[:cut] not in onsets:
            continue
        stop = rhymes.get(plain[cut:])
        if stop is False or (stop and ("".join(tones) in _STOP_TONES or (toneless and not tones))):
            return True
    return plain == "gi"
