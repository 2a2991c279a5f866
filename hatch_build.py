"""Compiles data/*.toml into the one file that a wheel holds in their place; vnplans.knowledge reads either.

Nothing is written into the source tree, and nothing is done for an editable installation, which reads the TOML itself.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Tables(BuildHookInterface[BuilderConfig]):
    """The build hook `custom` of the wheel."""

    _folder: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        self._folder = Path(tempfile.mkdtemp())
        tables = self._folder / "tables.json"
        tables.write_bytes(_compiled(Path(self.root, "src")))
        build_data["force_include"][str(tables)] = "vnplans/data/tables.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self._folder:
            shutil.rmtree(self._folder)


def _compiled(source: Path) -> bytes:
    """By the code of the tree itself; it needs none of the dependencies, which are not there while a wheel is built."""
    sys.path.insert(0, str(source))
    sys.dont_write_bytecode = True
    tables: bytes = import_module("vnplans.knowledge").compiled()
    return tables
