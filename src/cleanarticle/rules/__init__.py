"""The rules that come with the package: one file a rule, in folders by family."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from cleanarticle.errors import RuleError
from cleanarticle.rule import Rule

__all__ = ["bundled_rules"]


@cache
def bundled_rules() -> tuple[Rule, ...]:
    """All rules of the package, by name.

    Raises:
        RuleError: A file holds no rule of its own name.
    """
    rules = []
    for module in walk_packages(__path__, f"{__name__}."):
        if module.ispkg:
            continue
        name = module.name.rpartition(".")[2]
        found = getattr(import_module(module.name), name, None)
        if not isinstance(found, Rule):
            raise RuleError(f"the file {module.name.replace('.', '/')}.py holds no rule named {name!r}")
        rules.append(found)
    return tuple(sorted(rules, key=lambda rule: rule.name))
