"""What the tests share: the corpus beside the repository, where there is one, the failures that are known, and how
long a property may be tried."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent

# Built upon the profile that hypothesis itself chose (in CI the one without chance). No clock: what is slow on a busy
# machine is no fault.
settings.register_profile("vnplans", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("vnplans")


def pytest_report_header() -> str:
    """Which tree is tested: `pythonpath` puts this one's before whatever is installed."""
    import vnplans  # noqa: PLC0415  not before pytest has set the path

    return f"vnplans: {Path(vnplans.__file__).parent}"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the real corpus; tests that need it are skipped where it is missing."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("the corpus is not beside the repository")
    return folder


@cache
def known_failures() -> dict[str, str]:
    """Test id -> why it fails: a case that we cannot do yet. Fixing it forces its row out (strict xfail)."""
    path = ROOT / "tests" / "known_failures.toml"
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8")).get("case", [])
    return {row["test"]: row["reason"] for row in rows}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    known = known_failures()
    ids = {item.nodeid for item in items}
    for item in items:
        if reason := known.get(item.nodeid):
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))
    modules = {node.split("::")[0] for node in ids}
    unknown = [node for node in known if node.split("::")[0] in modules and node not in ids]
    if unknown and not any("::" in str(argument) for argument in _arguments(items)):
        raise pytest.UsageError(f"known_failures.toml names tests that do not exist: {', '.join(unknown)}")


def _arguments(items: list[pytest.Item]) -> list[str]:
    return [str(a) for a in items[0].config.invocation_params.args] if items else []
