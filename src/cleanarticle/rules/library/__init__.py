"""The rules that come with the package: one file a rule, in folders by family."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from cleanarticle.errors import RuleError
from cleanarticle.rules.api import Rule

__all__ = ["bundled_rules"]


@cache
def bundled_rules() -> tuple[Rule, ...]:
    """All rules of the package, by name.

    Raises:
        RuleError: A file holds no rule of its own name.
    """
    families = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__) if module.ispkg]
    rules = [
        _rule_in(f"{family.__name__}.{module.name}") for family in families for module in iter_modules(family.__path__)
    ]
    return tuple(sorted(rules, key=lambda rule: rule.name))


def _rule_in(module: str) -> Rule:
    name = module.rpartition(".")[2]
    found = getattr(import_module(module), name, None)
    if not isinstance(found, Rule):
        raise RuleError(f"the file {module.replace('.', '/')}.py holds no rule named {name!r}")
    return found
