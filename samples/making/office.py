"""DOCX -> PDF, DOC, ODT, RTF by LibreOffice, and a PDF -> a picture of its pages, as a scanner makes it."""

from __future__ import annotations

import io
import os
import random
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

_FILTERS = {"pdf": "pdf", "doc": "doc:MS Word 97", "odt": "odt", "rtf": "rtf"}


def convert(docx: bytes, form: str) -> bytes:
    """The document in another form. Raises CalledProcessError or FileNotFoundError where LibreOffice fails."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "sample.docx")
        source.write_bytes(docx)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600"}
        subprocess.run(
            [*command, _FILTERS[form], "--outdir", folder, str(source)],
            check=True,
            capture_output=True,
            timeout=180,
            env=environment,
        )
        return source.with_suffix(f".{form}").read_bytes()


def scanned(pdf: bytes, *, dpi: int = 200, skew: float = 0.6, seed: int = 7) -> bytes:
    """The pages as grey pictures, turned a little, with the noise of an office scanner; no text layer is left."""
    noise = np.random.default_rng(seed)
    turn = random.Random(seed)
    pages = []
    document = pdfium.PdfDocument(pdf)
    for page in document:
        picture = page.render(scale=dpi / 72).to_pil().convert("L")
        picture = picture.rotate(turn.uniform(-skew, skew), fillcolor=255, resample=Image.Resampling.BICUBIC)
        grain = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.float32)
        grain = np.clip(grain * 0.97 + noise.normal(0, 6, grain.shape) - 2, 0, 255)
        specks = noise.random(grain.shape) < 0.0002
        grain[specks] = 60
        pages.append(Image.fromarray(grain.astype(np.uint8)))
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=45)
    return out.getvalue()
