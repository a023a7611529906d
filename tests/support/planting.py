"""Faults to plant: one small change at one place in the syntax tree of one module.

A place is a module, a function in it, a kind of node, and (where a function has several) a name
that stands in the node. So the code around may change, and a fault still finds its place. Run as a
program, it plants a fault and runs tests: ``python tests/support/planting.py FAULT pytest-args``.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from importlib.abc import MetaPathFinder
from importlib.machinery import SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
Change = Callable[[ast.AST], ast.AST | None]  # another node; None where this one is none of ours
OPPOSITE: dict[type, type] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.In: ast.NotIn,
    ast.Is: ast.IsNot,
    ast.And: ast.Or,
    ast.Add: ast.Sub,
    ast.Mult: ast.Div,
}
OPPOSITE |= {other: one for one, other in OPPOSITE.items()}


class PlaceGone(LookupError):
    """The code that a fault wants to change is not there any more."""


class Fault(NamedTuple):
    """One fault.

    Parameters
    ----------
    name : str
        What it breaks, in words.
    where : str
        ``helpers.module:function``, or ``helpers.module:Class.method``.
    kind : str
        What is changed; a key of `KINDS`.
    near : str
        A name or text that stands in the node; the first node of the kind with it is changed.
    tests : tuple of str
        Who must notice: tests by their ids below ``tests/``.
    ci : bool
        Whether these tests are of those that wait for CI (see `tiers`).
    """

    name: str
    where: str
    kind: str
    near: str
    tests: tuple[str, ...]
    ci: bool = False

    @property
    def module(self) -> str:
        return self.where.partition(":")[0]

    @property
    def path(self) -> Path:
        """The module's file."""
        base = ROOT.joinpath(*self.module.split("."))
        package = base / "__init__.py"
        return package if package.is_file() else base.with_suffix(".py")


def _compare(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OPPOSITE:
        return ast.Compare(
            node.left, [OPPOSITE[type(node.ops[0])](), *node.ops[1:]], node.comparators
        )
    return None


def _and_or(node: ast.AST) -> ast.AST | None:
    return (
        ast.BoolOp(OPPOSITE[type(node.op)](), node.values) if isinstance(node, ast.BoolOp) else None
    )


def _arithmetic(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in OPPOSITE:
        changed = ast.parse(ast.unparse(node)).body[0]
        changed = changed.value if isinstance(changed, ast.Expr) else changed
        changed.op = OPPOSITE[type(node.op)]()
        return changed
    return None


def _condition(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        return type(node)(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    return None


def _filter(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.comprehension) and node.ifs:
        return ast.comprehension(node.target, node.iter, [], node.is_async)
    return None


def _call(node: ast.AST) -> ast.AST | None:
    return ast.Pass() if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else None


def _assignment(node: ast.AST) -> ast.AST | None:
    return ast.Pass() if isinstance(node, ast.Assign | ast.AugAssign) else None


def _wrapper(node: ast.AST) -> ast.AST | None:
    return node.args[0] if isinstance(node, ast.Call) and node.args else None


def _constant(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.Constant) or node.value is None:
        return None
    if isinstance(node.value, bool):
        return ast.Constant(not node.value)
    if isinstance(node.value, str | bytes):
        return ast.Constant(node.value[:0] if node.value else "x")
    return ast.Constant(node.value + 1)


def _nothing(node: ast.AST) -> ast.AST | None:
    return ast.Return(ast.Constant(None)) if isinstance(node, ast.Return) and node.value else None


KINDS: dict[str, Change] = {
    "turn a comparison": _compare,
    "swap and, or": _and_or,
    "swap plus, minus or times, over": _arithmetic,
    "turn a condition": _condition,
    "drop a filter": _filter,
    "drop a call": _call,
    "drop an assignment": _assignment,
    "keep only what a call is given": _wrapper,
    "change a constant": _constant,
    "return nothing": _nothing,
}


def function_in(tree: ast.Module, name: str) -> ast.AST | None:
    """The function, method or class of that dotted name; the module itself without a name."""
    found: ast.AST | None = tree
    for part in filter(None, name.split(".")):
        inner = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        children = [n for n in ast.walk(found) if isinstance(n, inner) and n.name == part]
        if not children:
            return None
        found = children[0]
    return found


def in_order(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Each node below with its parent, field and number there, in the order of the source."""
    for field, value in ast.iter_fields(node):
        for number, child in enumerate(value if isinstance(value, list) else [value]):
            docstring = isinstance(node, ast.Expr) and isinstance(child, ast.Constant)
            if isinstance(child, ast.AST) and not docstring:
                yield node, field, number if isinstance(value, list) else None, child
                yield from in_order(child)


def planted(source: str, fault: Fault) -> ast.Module:
    """The module's tree with the fault in it; raises `PlaceGone` with a sentence."""
    tree = ast.parse(source)
    name = fault.where.partition(":")[2]
    function = function_in(tree, name)
    change = KINDS[fault.kind]
    for parent, field, number, node in in_order(function) if function else ():
        other = change(node)
        if other is None or fault.near not in ast.unparse(getattr(node, "test", node)):
            continue
        if number is None:
            setattr(parent, field, ast.copy_location(other, node))
        else:
            getattr(parent, field)[number] = ast.copy_location(other, node)
        return ast.fix_missing_locations(tree)
    raise _gone(fault, "place" if function else "function")


def tree_with(fault: Fault) -> ast.Module:
    """The module with its fault; raises `PlaceGone` with a sentence."""
    try:
        source = fault.path.read_text(encoding="utf-8")
    except OSError:
        raise _gone(fault, "module") from None
    return planted(source, fault)


def _gone(fault: Fault, what: str) -> PlaceGone:
    near = f" near {fault.near!r}" if fault.near else ""
    return PlaceGone(
        f"'{fault.name}' wants to {fault.kind}{near} in {fault.where}, and there is no such "
        f"{what}; choose another in tests/support/faults.py."
    )


class _Planter(MetaPathFinder, SourceFileLoader):
    """Finds one module, and loads it with its fault."""

    def __init__(self, fault: Fault):
        SourceFileLoader.__init__(self, fault.module, str(fault.path))
        self.fault = fault

    def find_spec(self, fullname, path=None, target=None):
        if fullname != self.fault.module:
            return None
        return spec_from_file_location(fullname, self.path, loader=self)

    def get_code(self, fullname):
        return compile(tree_with(self.fault), self.path, "exec")


def main(name: str, *arguments: str) -> int:
    """Plant a fault in this process, and run tests in it."""
    from faults import FAULTS

    fault = next(fault for fault in FAULTS if fault.name == name)
    sys.path.insert(0, str(ROOT))
    sys.meta_path.insert(0, _Planter(fault))
    import pytest

    return int(pytest.main(list(arguments)))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
