"""The house of DESIGN.md: imports point down only, and files are opened only at the edge."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "vnplans"
# A module may import from its own layer's part and from lower layers. The parts of one layer do not know each other.
LAYERS: list[set[str]] = [
    {"errors", "frame", "pages", "text"},
    {"models", "knowledge", "phrases", "calendar"},
    {"readers", "extract", "export", "review"},
    {"assemble", "containers", "diff"},
    {"checks"},
    {"pipeline"},
    {"archive", "nlp"},
    {"__init__", "cli", "__main__"},
]
# Within these layers the parts may use each other; elsewhere sideways is barred
OPEN = (
    *({"errors", "frame", "pages", "text"}, {"models", "knowledge", "phrases", "calendar"}),
    {"__init__", "cli", "__main__"},
)
BARRED = {
    # part: what it must not know though it lies below
    "readers": {"models", "extract"},
    "extract": {"readers", "containers"},
    "export": {"readers", "extract"},
    "nlp": {"readers", "containers"},
}
# Where a file may be opened: the edge, the writers, and a reader's own temporary folder
OPENERS = (
    *("__init__.py", "cli", "archive", "export", "review", "knowledge.py"),
    *("readers/word/office.py", "readers/word/doc.py", "readers/ocr"),
)
OPENING = {"open", "read_bytes", "read_text", "write_bytes", "write_text", "fdopen"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def part(module: str) -> str:
    """The part of the package a module belongs to: vnplans.readers.html -> readers."""
    pieces = module.split(".")
    return pieces[1] if len(pieces) > 1 else "__init__"


def level(name: str) -> int:
    return next(n for n, layer in enumerate(LAYERS) if name in layer)


def name_of(path: Path) -> str:
    pieces = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(pieces[:-1] if pieces[-1] == "__init__" else pieces)


def imports(path: Path) -> list[str]:
    """Every module of the package that a file imports, inside functions too."""
    out: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            out += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name}: relative imports hide the way"
            module = node.module or ""
            out += [f"vnplans.{alias.name}" for alias in node.names] if module == "vnplans" else [module]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("vnplans."):
            out += [node.value] if node.value.replace(".", "").replace("_", "").isalnum() else []
    return [module for module in out if module == "vnplans" or module.startswith("vnplans.")]


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


def test_every_module_has_a_layer() -> None:
    parts = {part(name_of(path)) for path in MODULES}
    assert parts <= {name for layer in LAYERS for name in layer}


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
