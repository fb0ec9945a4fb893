"""Fixtures: pages with what must come out of them, how the two are compared, and what made them differ."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from cleanarticle.testing.assertion import assert_article
    from cleanarticle.testing.check import FieldResult, Result, Setup, check, check_fixture
    from cleanarticle.testing.compare import Verdict, compare
    from cleanarticle.testing.fixture import Fixture, Meta, find, read_fixture

__all__ = [
    "FieldResult",
    "Fixture",
    "Meta",
    "Result",
    "Setup",
    "Verdict",
    "assert_article",
    "check",
    "check_fixture",
    "compare",
    "find",
    "read_fixture",
]

_MODULES: Final = {
    "assertion": "assert_article",
    "check": "FieldResult Result Setup check check_fixture",
    "compare": "Verdict compare",
    "fixture": "Fixture Meta find read_fixture",
}
_MODULE_OF: Final = {name: module for module, names in _MODULES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: the plugin of pytest is in this package, and has to be light."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, imported or not."""
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """Keeps a module from taking the name of the function that it is called after, as an import of it would."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (isinstance(value, ModuleType) and name in _MODULE_OF):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
