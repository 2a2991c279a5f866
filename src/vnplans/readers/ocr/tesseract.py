"""The Tesseract program, one process a page: where neither tesserocr nor the library is there."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from functools import cache

from PIL import Image

from vnplans.readers.ocr.picture import DPI, Grey
from vnplans.readers.ocr.tessdata import LANGUAGE, MODES, SECONDS_A_PAGE, TESSDATA, EngineFailed, Mode, parse_tsv
from vnplans.readers.ocr.words import PixelWord

__all__ = ["installed", "read_words", "version"]


def installed() -> bool:
    """Is the program there?"""
    return shutil.which("tesseract") is not None


@cache
def version() -> str:
    """Of the program, as it says itself: "tesseract 5.3.0"."""
    try:
        told = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    words = (told.stdout or told.stderr).split()
    return words[1] if len(words) > 1 else ""


def read_words(grey: Grey, mode: Mode = "page") -> list[PixelWord]:
    """The words of a picture. Raises EngineFailed."""
    stream = io.BytesIO()
    Image.fromarray(grey).save(stream, "PPM")
    command = ["tesseract", "stdin", "stdout", "--tessdata-dir", TESSDATA, "-l", LANGUAGE, "--psm", str(MODES[mode])]
    command += ["--oem", "1", "--dpi", str(DPI), "-c", "tessedit_create_tsv=1"]
    # More threads inside one page make it 3.7 times slower; pages run side by side instead
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        answer = subprocess.run(
            command, input=stream.getvalue(), capture_output=True, env=environment, timeout=SECONDS_A_PAGE, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineFailed("tesseract") from error
    return parse_tsv(answer.stdout.decode("utf-8", "replace"))
