"""ZIP files that list the same bytes more than once: what makes a small file unpack to anything."""

from __future__ import annotations

import zipfile
from itertools import pairwise

from vnplans.errors import TooLarge

__all__ = ["refuse_overlaps"]


def refuse_overlaps(archive: zipfile.ZipFile) -> None:
    """Raise TooLarge where two files of the archive share bytes, as no program writes them."""
    places = sorted((info.header_offset, info.compress_size) for info in archive.infolist())
    shared = sum(1 for (one, size), (two, _) in pairwise(places) if two < one + size or two == one)
    if shared:
        raise TooLarge(
            f"tệp nén có {shared} tệp bên trong chồng lên nhau (bom nén)",
            f"{shared} files inside lie over each other (a bomb)",
        )
