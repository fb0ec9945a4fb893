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
    """All rules of the package, by name. The first call imports their modules.

    Raises:
        RuleError: A file has no rule with the name of the file.
    """
    families = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__) if module.ispkg]
    rules = [
        _rule_in(f"{family.__name__}.{module.name}") for family in families for module in iter_modules(family.__path__)
    ]
    return tuple(sorted(rules, key=lambda rule: rule.name))


def _rule_in(module: str) -> Rule:
    name = module.rpartition(".")[2]
    rule = getattr(import_module(module), name, None)
    if not isinstance(rule, Rule):
        raise RuleError(f"the file {module.replace('.', '/')}.py has no rule {name!r}")
    return rule
