"""The source of Fairward as the guards read it: modules, functions, calls, templates. It may not import what it reads."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "fairward"


@dataclass(frozen=True)
class Module:
    """One file of source, parsed. `name` is dotted without the package: `school.concerns.models`."""

    path: Path
    name: str
    text: str
    tree: ast.Module

    @property
    def last(self) -> str:
        return self.name.rpartition(".")[2]

    def functions(self) -> Iterator[ast.FunctionDef]:
        """Every function and method, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef))

    def top_functions(self) -> dict[str, ast.FunctionDef]:
        """Functions that stand in the module itself."""
        return {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}


def read(path: Path, base: Path) -> Module:
    text = path.read_text()
    name = ".".join(path.relative_to(base).with_suffix("").parts)
    return Module(path, name, text, ast.parse(text))


@cache
def modules() -> tuple[Module, ...]:
    """Every module of Fairward, migrations left out."""
    paths = (path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts)
    return tuple(read(path, PACKAGE) for path in paths)


@cache
def modules_of_tests() -> tuple[Module, ...]:
    """Every module of the tests."""
    return tuple(read(path, ROOT / "tests") for path in sorted((ROOT / "tests").rglob("*.py")))


@cache
def templates() -> dict[str, str]:
    """Every template by its name from the package: `web/templates/web/base.html` -> its text."""
    return {
        str(path.relative_to(PACKAGE)): path.read_text()
        for path in sorted(PACKAGE.rglob("templates/**/*"))
        if path.is_file()
    }


def called(node: ast.AST) -> list[str]:
    """The names that are called within, in order: `record_act` for both `record_act(…)` and `log.record_act(…)`."""
    names = []
    for part in ast.walk(node):
        if isinstance(part, ast.Call):
            function = part.func
            if isinstance(function, ast.Attribute):
                names.append(function.attr)
            elif isinstance(function, ast.Name):
                names.append(function.id)
    return names


def decorators(function: ast.FunctionDef) -> list[str]:
    """The words of each decorator."""
    return [ast.unparse(one) for one in function.decorator_list]


def length(function: ast.FunctionDef) -> int:
    """Lines of a function from `def` to its end, without decorators and docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None and len(function.body) > 1:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines
