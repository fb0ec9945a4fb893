"""Load rules from outside the package, from a file or by entry point, and check them.

`@rule` checks the signature, the trigger and the settings of a rule. `check_rules` runs its examples, and refuses a
second rule of the same name. Nothing is loaded unless the caller asks for it.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from cleanarticle.errors import RuleError
from cleanarticle.page.model import Block, Page
from cleanarticle.page.segment import segment
from cleanarticle.parse.lexbor import parse_html
from cleanarticle.rules.api import Example, Mark, Rule
from cleanarticle.rules.dispatch import RuleIndex, marks_of
from cleanarticle.shorten import one_line

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["check_rules", "example_fault", "installed_rules", "rules_from_file", "try_example"]

_ENTRY_POINTS: Final = "cleanarticle.rules"
"""The group of entry points in which installed packages name their rules."""


def installed_rules() -> tuple[Rule, ...]:
    """Load the rules of installed packages, by the entry point group `cleanarticle.rules`.

    An entry point names one rule (`package.module:rule`), a tuple or list of rules, or a module with rules in it.

    Returns:
        The rules, checked, by name.

    Raises:
        RuleError: An entry point can't be loaded or has no rule, or a rule is not well-formed; the message names the
            entry point, or the rule's file and line.
    """
    from importlib.metadata import entry_points  # a tenth of the time that the package takes to import

    return check_rules(rule for point in sorted(entry_points(group=_ENTRY_POINTS)) for rule in _rules_of(point))


def rules_from_file(path: str | Path) -> tuple[Rule, ...]:
    """Load the rules that a Python file defines. This runs the file, like any module.

    Args:
        path: The file. Rules that it imports from elsewhere do not count.

    Returns:
        The rules, checked, by name.

    Raises:
        RuleError: The file can't be read or run, or defines no rule, or a rule is not well-formed; the message names
            file and line.
    """
    file = Path(path)
    module = _run(file)
    own = [rule for rule in _rules_in(module) if rule.judge.__module__ == module.__name__]
    if not own:
        raise RuleError(f"{file}: the file defines no rule; a rule is a function below @rule(…)")
    return check_rules(own)


def check_rules(rules: Iterable[object], *, beside: Iterable[Rule] = ()) -> tuple[Rule, ...]:
    """Check that rules do what their examples say, and that no two have the same name.

    Args:
        rules: The rules.
        beside: Rules that are used together with them, and need no check.

    Returns:
        The rules, by name.

    Raises:
        RuleError: One of them is not a rule, fails an example, or has the name of another; the message names file and
            line.
    """
    checked: dict[str, Rule] = {}
    others = {rule.name: rule for rule in beside}
    for rule in rules:
        if not isinstance(rule, Rule):
            raise RuleError(f"a rule is a function below @rule(…), not {rule!r}")
        other = others.get(rule.name) or checked.get(rule.name)
        if other is not None:
            raise RuleError(f"{rule.place}: there is already a rule {rule.name!r}, at {other.place}; use another name")
        for example in rule.examples:
            fault = example_fault(rule, example)
            if fault:
                raise RuleError(f"{rule.place}: rule {rule.name!r}: {fault}")
        checked[rule.name] = rule
    return tuple(checked[name] for name in sorted(checked))


def try_example(rule: Rule, example: Example) -> list[tuple[Block, Mark]]:
    """Call a rule for every block of an example that its trigger fits.

    Returns:
        The blocks it marks, in the order of the page, each with its mark.

    Raises:
        Exception: Whatever the rule raises.
    """
    page = _page_of(example)
    marks_by_block = marks_of(page, RuleIndex([rule]))
    return [(page.blocks[index], mark) for index, marks in marks_by_block.items() for mark in marks]


def example_fault(rule: Rule, example: Example) -> str:
    """What is wrong with an example of a rule; empty if the rule does what the example says."""
    shown = f"the example {_shortened(example.html)}"
    try:
        marked = [block.text for block, _ in try_example(rule, example)]
    except Exception as error:
        return f"{shown} makes it raise {type(error).__name__} at {rule.place_of(error)}: {error}"
    if not example.on:
        return f"{shown} must be ignored, but {_shortened(marked[0])} is marked" if marked else ""
    if any(example.on in text for text in marked):
        return ""
    if not any(example.on in block.text for block in _page_of(example).blocks):
        return f"{shown} has no block with the text {example.on!r}"
    instead = f", but {_shortened(marked[0])} is" if marked else ""
    return f"{shown}: the block with {example.on!r} is not marked{instead}"


def _page_of(example: Example) -> Page:
    return segment(parse_html(f"<body>{example.html}</body>"))


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
        loaded = _rules_in(loaded)
    elif isinstance(loaded, Rule):
        loaded = [loaded]
    if not isinstance(loaded, list | tuple) or not loaded or not all(isinstance(rule, Rule) for rule in loaded):
        raise RuleError(f"the entry point {point.name!r} ({point.value}) has no rule")
    return list(loaded)


def _rules_in(module: ModuleType) -> list[Rule]:
    return [value for value in vars(module).values() if isinstance(value, Rule)]


def _run(file: Path) -> ModuleType:
    """Run a file as a module, without an entry in `sys.modules` afterwards: reading it again runs it again."""
    module = ModuleType(f"cleanarticle_rules_{file.stem}")
    module.__file__ = str(file)
    try:
        code = compile(file.read_bytes(), str(file), "exec")
    except OSError as error:
        raise RuleError(f"{file}: the file can't be read: {error.strerror}") from error
    except (SyntaxError, ValueError) as error:
        raise RuleError(f"{file}:{getattr(error, 'lineno', None) or 1}: {error.args[0]}") from error
    sys.modules[module.__name__] = module  # dataclasses look their module up, for one
    try:
        exec(code, vars(module))  # noqa: S102 - the user names the file to have it run
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
    """The line of a file from which an exception came; 1 if it came from elsewhere."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(file) and frame.lineno]
    return lines[-1] if lines else 1
