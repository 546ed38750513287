"""The house stays small: functions and modules one can read in one look."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.support.project import PACKAGE, ROOT, modules

BODY_MEDIAN, BODY_P90, BODY_MOST = 8, 30, 60
MODULE_P90, MODULE_MOST = 400, 500
WIDGET_INIT_MOST = 30
PUBLIC_DOCUMENTED = 0.95
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def body_lines(function: ast.FunctionDef) -> int:
    """Lines of a function's body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in modules()}


def functions() -> dict[str, ast.FunctionDef]:
    return {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": node
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, FUNCTIONS)
    }


def percentile_90(sizes: list[int]) -> float:
    return quantiles(sizes, n=10)[-1]


def test_no_function_body_is_over_its_limit():
    sizes = {name: body_lines(node) for name, node in functions().items()}
    assert {name: size for name, size in sizes.items() if size > BODY_MOST} == {}


def test_function_bodies_are_short():
    sizes = [body_lines(node) for node in functions().values()]
    assert median(sizes) <= BODY_MEDIAN
    assert percentile_90(sizes) <= BODY_P90


def test_modules_are_short():
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in modules()
    }
    assert {name: size for name, size in sizes.items() if size > MODULE_MOST} == {}
    assert percentile_90(list(sizes.values())) <= MODULE_P90


def test_a_widget_is_built_in_few_lines():
    sizes = {
        name: body_lines(node)
        for name, node in functions().items()
        if node.name == "__init__" and name.startswith("advisor/ui/")
    }
    assert {name: size for name, size in sizes.items() if size > WIDGET_INIT_MOST} == {}


def test_public_things_are_documented():
    public = [
        node
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_")
    ]
    documented = sum(ast.get_docstring(node) is not None for node in public)
    assert documented / len(public) >= PUBLIC_DOCUMENTED


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc", "manager", "controller"])
def test_no_module_is_named_for_nothing(name: str):
    assert [path for path in PACKAGE.rglob("*") if path.stem == name] == []
