"""The package as a whole: cheap to import, documented, honest about what it loads."""

import ast
import doctest
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import helpers.methods as methods

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "helpers" / "methods"
MODULES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
HEAVY = {"numpy"}
ALLOWED = HEAVY | set(sys.stdlib_module_names)


def run(code):
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_the_package_and_using_plain_arithmetic_loads_nothing_heavy():
    code = """
import sys
import helpers.methods as m
early = [name for name in sys.modules if name.startswith("helpers.methods.")]
m.rice(1, 1, 1, 1), m.cpm({"A": (1, "")}), m.risk_value({"R": (0.5, 2)})
m.evm(4, 2, 2, 2), m.brooks_days(9)
m.crash({"A": (2, "")}, {"A": (1, 5)}), m.working_dates("2028-11-06", 3)
m.sample_size(0.4, 0.5), m.pert(1, 2, 3), m.ltv(9, 0.6, 0.1)
m.check_raci({"x": {"Mina": "A/R"}}), m.cost_distribution({"R": (0.5, 1)})
heavy = sorted({"numpy", "networkx", "scipy", "pandas", "matplotlib"} & set(sys.modules))
print(early, heavy)
"""
    assert run(code) == "[] []"


def test_sampling_loads_numpy_only():
    code = """
import sys
import helpers.methods as m
m.simulate_schedule({"A": (1, "")}, {"A": (1, 2, 3)}, runs=10)
print(sorted({"numpy", "networkx", "scipy"} & set(sys.modules)))
"""
    assert run(code) == "['numpy']"


def test_every_public_name_resolves_and_is_listed():
    for name in methods.__all__:
        assert getattr(methods, name) is not None
    assert set(methods.__all__) <= set(dir(methods))
    with pytest.raises(AttributeError, match="no attribute 'rise'"):
        _ = methods.rise


def test_every_public_function_of_a_module_is_exported():
    helpers_between_modules = {"read_plan", "listed_names", "forward_pass", "read_estimates"}
    for stem in MODULES:
        if stem.startswith("_"):
            continue
        module = importlib.import_module(f"helpers.methods.{stem}")
        for name, value in vars(module).items():
            own = inspect.isfunction(value) and value.__module__ == module.__name__
            if own and not name.startswith("_") and name not in helpers_between_modules:
                assert name in methods.__all__, f"{stem}.{name}"


@pytest.mark.parametrize("stem", MODULES)
def test_examples_in_docstrings_run(stem):
    assert doctest.testmod(importlib.import_module(f"helpers.methods.{stem}")).failed == 0


def test_the_example_of_the_package_runs():
    assert doctest.testmod(methods).failed == 0


@pytest.mark.parametrize("name", [name for name in methods.__all__ if name != "Finding"])
def test_docstring_has_formula_unit_source_and_an_example(name):
    text = inspect.getdoc(getattr(methods, name))
    for section in ("Parameters\n---", "Returns\n---", "Raises\n---", "Notes\n---", "Examples\n-"):
        assert section in text, section
    for word in ("Formula:", "Unit", "Source:", ">>> "):
        assert word in text, word
    for parameter in inspect.signature(getattr(methods, name)).parameters:
        assert parameter in text.partition("Returns")[0], parameter


@pytest.mark.parametrize("stem", [*MODULES, "__init__"])
def test_modules_stay_short_and_import_only_what_they_may(stem):
    source = (FOLDER / f"{stem}.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) < 300
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = {node.module.partition(".")[0]}
        else:
            continue
        assert names <= ALLOWED
    for node in tree.body:  # at the top of a module nothing heavy
        if isinstance(node, ast.Import):
            assert not {alias.name for alias in node.names} & HEAVY
