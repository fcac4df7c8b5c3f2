"""Follows calls from function to function through the source. It knows names only: methods of objects are not followed."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache

from tests.guards.source import Module, modules

# A module's own writer of its lines: it calls either record_act or record_job, never both. test_actions looks at it.
RECORDER = "_record"


@dataclass(frozen=True)
class Function:
    """A function by where it stands."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


@cache
def by_name() -> dict[str, Module]:
    return {module.name.removesuffix(".__init__"): module for module in modules()}


@cache
def imports(module_name: str) -> dict[str, str]:
    """Local name -> dotted name within the package, of everything that a module imports from Fairward."""
    found: dict[str, str] = {}
    for node in ast.walk(by_name()[module_name].tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fairward"):
            base = (node.module or "").removeprefix("fairward").lstrip(".")
            for alias in node.names:
                found[alias.asname or alias.name] = ".".join(filter(None, (base, alias.name)))
    return found


@cache
def callees(function: Function) -> tuple[Function, ...]:
    """The functions of Fairward that a function calls, one for each place where it does."""
    module = by_name()[function.module]
    node = module.top_functions()[function.name]
    found = []
    for part in ast.walk(node):
        if isinstance(part, ast.Call):
            target = _target(module.name, part.func)
            if target is not None:
                found.append(target)
    return tuple(found)


def _target(module_name: str, called: ast.expr) -> Function | None:
    known = imports(module_name)
    if isinstance(called, ast.Name):
        if called.id in by_name()[module_name].top_functions():
            return Function(module_name, called.id)
        home, _, name = known.get(called.id, "").rpartition(".")
    elif isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        home, name = known.get(called.value.id, ""), called.attr
    else:
        return None
    if home in by_name() and name in by_name()[home].top_functions():
        return Function(home, name)
    return None


@cache
def places(function: Function, wanted: frozenset[str]) -> tuple[Function, ...]:
    """The functions, below this one or itself, in which one of `wanted` (names in audit.log) is called, once per call."""
    found: list[Function] = []
    if function.name == RECORDER:
        return (function,)
    for one in callees(function):
        if one.module == "audit.log":
            found += [function] if one.name in wanted else []
        elif one != function:
            found += places(one, wanted)
    return tuple(found)
