"""The house: imports point down only, between the layers and inside them, and files are opened only at the edge."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "vnplans"
# A module may import from its own layer's part and from lower layers. The parts of one layer do not know each other.
LAYERS: list[set[str]] = [
    {"errors", "frame", "limits", "pages", "regex", "templates", "text"},
    {"models", "knowledge", "calendar", "english", "kinds", "landmarks", "phrases", "syllables", "where", "wording"},
    {"readers", "extract", "review", "tracker"},
    {"export"},
    {"assemble", "containers", "diff", "envelope", "parts"},
    {"checks", "doubt"},
    {"pipeline"},
    {"archive", "nlp"},
    {"watch"},
    {"__init__", "cli", "__main__"},
]
# Within these layers the parts may use each other; elsewhere sideways is barred
OPEN = (
    *(
        {"errors", "frame", "limits", "pages", "regex", "templates", "text"},
        {
            "models",
            "knowledge",
            "calendar",
            "english",
            "kinds",
            "landmarks",
            "phrases",
            "syllables",
            "where",
            "wording",
        },
    ),
    {"__init__", "cli", "__main__"},
)
BARRED = {
    # part: what it must not know though it lies below
    "readers": {"models", "wording", "extract"},
    "extract": {"readers", "containers"},
    "export": {"readers", "extract", "review"},
    "tracker": {"readers", "extract"},
    "nlp": {"readers", "containers"},
}
# Where a file may be opened: the edge, the writers, and a reader's own temporary folder
OPENERS = (
    *("__init__.py", "cli", "archive", "watch", "export", "review", "knowledge", "templates.py"),
    *("readers/word/office.py", "readers/word/doc.py", "readers/neighbours.py", "readers/ocr"),
)
# What Windows does not have, and the one module that may ask for it: the limits of a worker process
UNIX_ONLY = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
LIMITS = "vnplans.archive.limits"
OPENING = {"open", "read_bytes", "read_text", "write_bytes", "write_text", "fdopen"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def floors(*rooms: set[str]) -> dict[str, set[str]]:
    """Rooms from the ground up: each may use all that lie on lower floors."""
    below: set[str] = set()
    table: dict[str, set[str]] = {}
    for floor in rooms:
        table |= {room: set(below) for room in floor}
        below |= floor
    return table


# Inside a layer: a room (a folder, or a file of its own) -> the rooms that it may import from
ROOMS: dict[str, Mapping[str, set[str]]] = {
    "readers": {
        "options": set(),
        "sniff": set(),
        "declared": set(),
        "signed": set(),
        "zipped": set(),
        "heavy": set(),
        "long": set(),
        "spaced": set(),
        "neighbours": set(),
        "glued": {"neighbours"},
        "layer": set(),
        "styled": {"declared"},
        "sheet": {"signed"},
        "edxml": {"options"},
        "plain": {"options", "styled"},
        "markdown": {"html", "options", "styled"},
        "placed": {"plain", "styled"},
        "article": set(),
        "links": {"article"},
        "posted": set(),
        "html": {"article", "declared", "links", "options", "posted", "styled"},
        "rtf": {"options", "styled"},
        "odt": {"declared", "options", "styled", "zipped"},
        "word": {"declared", "options", "styled", "zipped"},
        "ocr": {"neighbours", "options", "sheet"},
        "pdf": {"options", "layer", "signed", "styled", "sheet", "ocr"},
        "__init__": {
            "options",
            "sniff",
            "edxml",
            "heavy",
            "long",
            "spaced",
            "glued",
            "plain",
            "markdown",
            "html",
            "rtf",
            "odt",
            "word",
            "ocr",
            "pdf",
        },
    },
    "extract": floors(
        {"findings", "numbers"},
        {"mend"},
        {"line"},
        {"agencies", "time", "outline"},
        {"orders"},
        {"zones"},
        {"act"},
        {"fields"},
        {"duties"},
        {"tables"},
        {"nature"},
        {"tasks"},
        {"announced", "mentions"},
        {"__init__"},
    ),
    "tracker": floors(
        {"assign", "facts", "words"},
        {"work", "sharing"},
        {"parts", "acts", "table"},
        {"match", "held", "intake"},
        {"rows"},
        {"ledger"},
        {"__init__"},
    ),
}


def part(module: str) -> str:
    """The part of the package a module belongs to: vnplans.readers.html -> readers."""
    pieces = module.split(".")
    return pieces[1] if len(pieces) > 1 else "__init__"


def level(name: str) -> int:
    return next(n for n, layer in enumerate(LAYERS) if name in layer)


def name_of(path: Path) -> str:
    pieces = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(pieces[:-1] if pieces[-1] == "__init__" else pieces)


NAMES = {name_of(path): path for path in MODULES}
_MODULE = re.compile(r"vnplans(?:\.\w+)+")


def imports(path: Path) -> list[str]:
    """Every module of the package that a file imports, inside functions too, or names in a string to import it."""
    out: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            out += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name}: relative imports hide the way"
            module = node.module or ""
            deeper = [f"{module}.{alias.name}" for alias in node.names]
            out += [name if name in NAMES or module == "vnplans" else module for name in deeper]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            named = node.value.rstrip(".")
            out += [named] if _MODULE.fullmatch(named) else []
    return [module for module in out if module == "vnplans" or module.startswith("vnplans.")]


def room(module: str) -> str:
    """The room of a layer that a module belongs to: vnplans.readers.pdf.words -> pdf, vnplans.readers -> __init__."""
    return (*module.split("."), "__init__")[2]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down(path: Path) -> None:
    mine = part(name_of(path))
    for module in imports(path):
        other = part(module)
        if other == mine or other not in {name for layer in LAYERS for name in layer}:
            continue
        assert other not in BARRED.get(mine, set()), f"{mine} must not know {module}"
        allowed = level(other) < level(mine) or any(mine in group and other in group for group in OPEN)
        assert allowed, f"{mine} imports {module}: not below it"


@pytest.mark.parametrize("path", [path for path in MODULES if part(name_of(path)) in ROOMS], ids=name_of)
def test_rooms_import_from_lower_rooms(path: Path) -> None:
    name = name_of(path)
    allowed = ROOMS[part(name)][room(name)]
    for module in imports(path):
        if part(module) == part(name) and room(module) != room(name):
            assert room(module) in allowed, f"{name} imports {module}: its room {room(name)} lies not above"


@pytest.mark.parametrize("layer", ROOMS)
def test_every_room_is_declared_and_no_circle_is(layer: str) -> None:
    assert {room(name) for name in NAMES if part(name) == layer} <= ROOMS[layer].keys()
    assert set().union(*ROOMS[layer].values()) <= ROOMS[layer].keys()
    TopologicalSorter(ROOMS[layer]).prepare()  # raises CycleError


@pytest.mark.parametrize("layer", ROOMS)
def test_files_of_a_layer_form_no_circle(layer: str) -> None:
    inside = {name: path for name, path in NAMES.items() if part(name) == layer}
    graph = {name: {m for m in imports(path) if m in inside and m != name} for name, path in inside.items()}
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("path", [path for path in MODULES if part(name_of(path)) in ROOMS], ids=name_of)
def test_only_the_top_of_a_layer_makes_up_names_of_modules(path: Path) -> None:
    if room(name_of(path)) == "__init__":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__"):
                assert isinstance(node.args[0], ast.Constant), f"{path.name}:{node.lineno} imports a name it makes up"


def test_every_module_has_a_layer() -> None:
    parts = {part(name_of(path)) for path in MODULES}
    assert parts <= {name for layer in LAYERS for name in layer}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_limits_of_a_process_ask_for_unix(path: Path) -> None:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    assert not found & UNIX_ONLY or name_of(path) == LIMITS


def test_every_opener_is_there() -> None:
    assert [name for name in OPENERS if not (PACKAGE / name).exists()] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_files_are_opened_only_at_the_edge(path: Path) -> None:
    if path.relative_to(PACKAGE).as_posix().startswith(OPENERS):
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            opens = function.attr in OPENING if isinstance(function, ast.Attribute) else _is_open(function)
            if opens and not _is_archive_member(function):
                pytest.fail(f"{path.name}:{node.lineno} opens a file")


def _is_open(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id == "open"


def _is_archive_member(function: ast.expr) -> bool:
    """`archive.open(name)` reads a member of a ZIP that is in memory; `image.open(stream)` a picture that is."""
    owner = function.value if isinstance(function, ast.Attribute) else None
    return isinstance(owner, ast.Name) and owner.id in {"archive", "zipped", "Image"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_command_line_prints(path: Path) -> None:
    if part(name_of(path)) == "cli":
        return
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    assert not [c.lineno for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"]
