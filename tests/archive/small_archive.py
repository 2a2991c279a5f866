"""Archives of tiny documents, made from a seed."""

from __future__ import annotations

import random
from pathlib import Path

PLACES = ("Bình Minh", "Trường Xuân", "An Hòa", "Phú Lộc")


def sheet(rng: random.Random, number: int) -> str:
    """A document of a few words, each different."""
    words = " ".join(rng.choices(("giao", "Sở", "Nội vụ", "chủ trì", "phối hợp", "báo cáo", "kết quả", "quý"), k=12))
    day = f"{rng.randint(2015, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return f"KH {number} {day} UBND tỉnh {rng.choice(PLACES)}|Về việc số {number}|{words} {number};{words[::-1]}"


def fill(folder: Path, count: int, seed: int, *, hostile: float = 0.0) -> Path:
    """`count` documents in folders; a share of them does harm."""
    rng = random.Random(seed)
    deeds = ("HANG", "CRASH", "BOMB", "LOCKED", "BUG", "ABORT", "nothing to read")
    for number in range(count):
        path = folder / f"{number % 7}" / f"văn bản {number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        bad = rng.random() < hostile
        path.write_text(f"{rng.choice(deeds)} {number}" if bad else sheet(rng, number), encoding="utf-8")
    return folder
