"""What the default installation brings along, and under which licences: none that binds whoever uses vnplans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

import pytest

LESSER = {"pebble"}
"""Under the LGPL: used unchanged as a library of its own, it binds only changes of itself."""
_NAME = re.compile(r"[\w.-]+")
_BINDING = re.compile(r"\b(?:A?GPL|(?:GNU )?(?:Affero )?General Public|SSPL|Commons Clause|Non-?Commercial)\b", re.I)
_LESSER = re.compile(r"\bLGPL|Lesser General Public", re.I)


def needed(name: str, seen: set[str]) -> Iterator[Distribution]:
    """A distribution of the default installation and all that it needs, each once."""
    key = name.lower().replace("_", "-")
    if key in seen:
        return
    seen.add(key)
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return  # needed elsewhere only: another system, an older Python
    yield found
    for line in found.requires or ():
        requirement, _, marker = line.partition(";")
        match = _NAME.match(requirement.strip())
        if match and "extra ==" not in marker:
            yield from needed(match[0], seen)


def licence(found: Distribution) -> str:
    """All that the package's metadata says of its licence."""
    said = [value.split("\n")[0] for key in ("License-Expression", "License") for value in _all(found, key)]
    return " | ".join([*said, *(value for value in _all(found, "Classifier") if value.startswith("License"))])


def _all(found: Distribution, key: str) -> list[str]:
    return found.metadata.get_all(key) or []


def requirements() -> list[str]:
    root = Distribution.from_name("vnplans")
    return [_NAME.match(line)[0] for line in root.requires or () if "extra ==" not in line]  # type: ignore[index]


def installed() -> dict[str, Distribution]:
    seen: set[str] = set()
    return {found.metadata["Name"].lower(): found for name in requirements() for found in needed(name, seen)}


def test_no_package_of_the_default_installation_binds_its_users() -> None:
    told = {name: licence(found) for name, found in installed().items()}
    assert {name for name, said in told.items() if _LESSER.search(said)} <= LESSER
    assert not {name: said for name, said in told.items() if _BINDING.search(_LESSER.sub("", said))}


def test_every_package_says_its_licence() -> None:
    silent = [name for name, found in installed().items() if not licence(found).strip(" |")]
    texts = {name: [f for f in installed()[name].files or () if "licen" in str(f).lower()] for name in silent}
    assert not [name for name, files in texts.items() if not files]


@pytest.mark.parametrize("name", sorted(LESSER))
def test_what_is_named_as_lesser_is_there(name: str) -> None:
    assert name in installed()
