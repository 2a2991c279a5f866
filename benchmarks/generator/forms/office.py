"""DOCX -> DOC, ODT, RTF and PDF by LibreOffice, many files in one start of the program."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

FILTERS = {"docx": "docx", "doc": "doc:MS Word 97", "odt": "odt", "rtf": "rtf", "pdf": "pdf"}
BATCH = 100


class NoOffice(RuntimeError):
    """LibreOffice is not installed (Debian: libreoffice-writer)."""


def convert(files: dict[str, bytes], form: str) -> dict[str, bytes]:
    """Name without suffix -> DOCX bytes, in another form. Files that the program refused are left out."""
    if not shutil.which("soffice"):
        raise NoOffice("LibreOffice is needed for DOC, ODT and RTF (Debian: apt-get install libreoffice-writer)")
    out: dict[str, bytes] = {}
    names = list(files)
    for start in range(0, len(names), BATCH):
        with tempfile.TemporaryDirectory() as folder:
            batch = names[start : start + BATCH]
            for name in batch:
                Path(folder, f"{name}.docx").write_bytes(files[name])
            command = [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                FILTERS[form],
            ]
            sources = [str(Path(folder, f"{name}.docx")) for name in batch]
            subprocess.run(
                [*command, "--outdir", f"{folder}/out", *sources], check=True, capture_output=True, timeout=900
            )
            for name in batch:
                made = Path(folder, "out", f"{name}.{form}")
                if made.exists():
                    out[name] = made.read_bytes()
    return out
