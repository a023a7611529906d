"""The modules of the engine, and what each imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from project_files import ROOT, project_files

HELPERS = ROOT / "helpers"


def imports_of(source: str, package: str) -> Iterator[str]:
    """The full names that a module imports when it runs, wherever in it; not for type checks.

    ``package`` resolves relative imports. A constant name given to ``import_module`` counts, too.
    """
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*above, *filter(None, [node.module])]) if node.level else node.module
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).endswith("import_module")
            and isinstance(node.args[0], ast.Constant)
        ):
            name = node.args[0].value
            yield package + name if name.startswith(".") else name
        waiting += ast.iter_child_nodes(node)


def modules() -> list[Path]:
    return [p for p in project_files() if p.suffix == ".py" and HELPERS in p.parents]


def package_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).parent.parts)
