"""Rules from outside the package: given as objects, read from a file, or found by entry point; and their check.

A rule is checked as it is loaded: `@rule` looks at its signature, trigger and settings, `check_rules` runs its
examples and sees that no two rules have one name. Nothing is loaded unless it is asked for.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Final

from cleanarticle.errors import RuleError
from cleanarticle.page.model import Block
from cleanarticle.page.segment import segment
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.rules.api import Example, Mark, Rule
from cleanarticle.rules.dispatch import RuleIndex, marks_of
from cleanarticle.shorten import one_line

__all__ = ["check_rules", "complaint", "installed_rules", "rules_from_file", "try_example"]

_ENTRY_POINTS: Final = "cleanarticle.rules"
"""The group of entry points in which installed packages name their rules."""


def installed_rules() -> tuple[Rule, ...]:
    """The rules of installed packages, found by the entry point group `cleanarticle.rules`, by name.

    An entry point names one rule (`package.module:rule`), a tuple or list of rules, or a module, of which all rules
    are taken that its namespace holds.

    Returns:
        The rules, checked.

    Raises:
        RuleError: An entry point can't be loaded or holds no rule, or a rule is not well-formed; the message names
            the entry point, or the rule's file and line.
    """
    found = [rule for point in sorted(entry_points(group=_ENTRY_POINTS)) for rule in _rules_of(point)]
    return check_rules(found)


def rules_from_file(path: str | Path) -> tuple[Rule, ...]:
    """Read the rules that a Python file defines, by name. The file is run, like any module.

    Args:
        path: The file. Rules that it imports from elsewhere are not taken.

    Returns:
        The rules, checked.

    Raises:
        RuleError: The file can't be read or run, or defines no rule, or a rule is not well-formed; the message names
            file and line.
    """
    file = Path(path)
    module = _run(file)
    rules = [each for each in vars(module).values() if isinstance(each, Rule)]
    own = [each for each in rules if each.judge.__module__ == module.__name__]
    if not own:
        raise RuleError(f"{file}: the file defines no rule; a rule is a function below @rule(…)")
    return check_rules(own)


def check_rules(rules: Iterable[object], *, beside: Iterable[Rule] = ()) -> tuple[Rule, ...]:
    """Check that rules do what their examples say, and that no two have one name.

    Args:
        rules: The rules.
        beside: Rules that are used together with them, and are right already.

    Returns:
        The rules, by name.

    Raises:
        RuleError: One of them is no rule, fails an example, or has the name of another; the message names file and
            line.
    """
    checked: dict[str, Rule] = {}
    others = {each.name: each for each in beside}
    for each in rules:
        if not isinstance(each, Rule):
            raise RuleError(f"a rule is a function below @rule(…), not {each!r}")
        other = others.get(each.name) or checked.get(each.name)
        if other is not None:
            raise RuleError(f"{each.place}: there is a rule {each.name!r} already, at {other.place}; name it otherwise")
        for example in each.examples:
            fault = complaint(each, example)
            if fault:
                raise RuleError(f"{each.place}: rule {each.name!r}: {fault}")
        checked[each.name] = each
    return tuple(checked[name] for name in sorted(checked))


def try_example(rule: Rule, example: Example) -> list[tuple[Block, Mark]]:
    """Ask a rule about every block of one of its examples, as the judge would.

    Returns:
        The blocks it marks, in the order of the page, each with its mark.

    Raises:
        Exception: Whatever the rule raises.
    """
    page = segment(parse_html(f"<body>{example.html}</body>"))
    return [(page.blocks[at], mark) for at, found in marks_of(page, RuleIndex([rule])).items() for mark in found]


def complaint(rule: Rule, example: Example) -> str:
    """What is wrong with an example of a rule; empty if the rule does what the example says."""
    shown = f"the example {_shortened(example.html)}"
    try:
        marked = [block.text for block, _ in try_example(rule, example)]
    except Exception as error:
        return f"{shown} makes it raise {type(error).__name__} at {rule.place_of(error)}: {error}"
    if not example.on:
        return f"{shown} is to be ignored, but {_shortened(marked[0])} is marked" if marked else ""
    if any(example.on in text for text in marked):
        return ""
    blocks = [block.text for block in segment(parse_html(f"<body>{example.html}</body>")).blocks]
    if not any(example.on in text for text in blocks):
        return f"{shown} has no block with the text {example.on!r}"
    wrong = f"; marked is {_shortened(marked[0])}" if marked else ""
    return f"{shown}: the block with {example.on!r} is not marked{wrong}"


def _shortened(text: str, most: int = 60) -> str:
    return repr(one_line(text, most))


def _rules_of(point: EntryPoint) -> list[Rule]:
    try:
        loaded = point.load()
    except RuleError:
        raise
    except Exception as error:
        raise RuleError(f"the entry point {point.name!r} ({point.value}) can't be loaded: {error}") from error
    if isinstance(loaded, ModuleType):
        loaded = [each for each in vars(loaded).values() if isinstance(each, Rule)]
    elif isinstance(loaded, Rule):
        loaded = [loaded]
    if not isinstance(loaded, list | tuple) or not loaded or not all(isinstance(each, Rule) for each in loaded):
        raise RuleError(f"the entry point {point.name!r} ({point.value}) holds no rule")
    return list(loaded)


def _run(file: Path) -> ModuleType:
    """Run a file as a module that is not left behind among the imported ones."""
    module = ModuleType(f"cleanarticle_rules_{file.stem}")
    module.__file__ = str(file)
    try:
        code = compile(file.read_bytes(), str(file), "exec")
    except OSError as error:
        raise RuleError(f"{file}: the file can't be read: {error.strerror}") from error
    except (SyntaxError, ValueError) as error:
        raise RuleError(f"{file}:{getattr(error, 'lineno', None) or 1}: {error.args[0]}") from error
    sys.modules[module.__name__] = module  # dataclasses, among others, look their module up
    try:
        exec(code, vars(module))  # noqa: S102 - running the rules of its user is what the file is given for
    except Exception as error:
        reason = str(error)
        if isinstance(error, RuleError) and reason.startswith(f"{file}:"):
            raise
        kind = "" if isinstance(error, RuleError) else f"{type(error).__name__}: "
        raise RuleError(f"{file}:{_line(error, file)}: {kind}{reason}") from error
    finally:
        sys.modules.pop(module.__name__, None)
    return module


def _line(error: Exception, file: Path) -> int:
    """The line of a file from which an exception came."""
    lines = [at.lineno for at in traceback.extract_tb(error.__traceback__) if at.filename == str(file) and at.lineno]
    return lines[-1] if lines else 1
