"""Removes a guard from the product while a test runs, so that it can be seen which test notices."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Any

import pytest


def replace_in(patch: pytest.MonkeyPatch, function: Any, guard: str, removed: str) -> None:
    """Put other words in the place of a guard in a function's source, for everybody who has imported it.

    `guard` must stand in the source exactly once: a test that removes a guard that is there no more proves nothing.
    """
    inner = _unwrap(function)
    source = textwrap.dedent(inspect.getsource(inner))
    assert source.count(guard) == 1, f"{inner.__qualname__} has “{guard}” {source.count(guard)} times, not once"
    tree = ast.parse(source.replace(guard, removed))
    (definition,) = tree.body
    assert isinstance(definition, ast.FunctionDef | ast.AsyncFunctionDef)
    definition.decorator_list = []
    patch.setattr(inner, "__code__", _find_code(compile(tree, inner.__code__.co_filename, "exec"), inner.__name__))


def _unwrap(function: Any) -> FunctionType:
    outer: Any = function.fget if isinstance(function, property) else function
    inner = inspect.unwrap(outer)
    assert isinstance(inner, FunctionType)
    assert not inner.__code__.co_freevars, "a function within a function cannot be replaced by its code"
    return inner


def _find_code(module: CodeType, name: str) -> CodeType:
    return next(each for each in module.co_consts if isinstance(each, CodeType) and each.co_name == name)


def notices(check: Callable[[], object]) -> bool:
    """Say whether a test fails: by an assertion, or since what it expects to be refused is not."""
    try:
        check()
    except (AssertionError, pytest.fail.Exception):
        return True
    return False


@dataclass(frozen=True)
class Guard:
    """A guard in a function, what stands in its place once it is removed, and a test that is there for it."""

    function: Any
    words: str
    removed: str
    check: Callable[[], object]

    def hold(self, patch: pytest.MonkeyPatch) -> None:
        """Assert that the test passes with the guard and fails without it."""
        self.check()
        replace_in(patch, self.function, self.words, self.removed)
        assert notices(self.check), f"no test noticed that “{self.words}” was removed"
