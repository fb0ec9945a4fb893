"""How every command is told its settings: by flags, the environment, a file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar, get_args

import click

from cleanarticle.config.model import LoadedConfig, Preset, load_config
from cleanarticle.config.sources import FILE_VARIABLE, Layer
from cleanarticle.errors import ConfigError
from cleanarticle.overlays.profiles.collection import Profiles

__all__ = ["configured", "site_profiles"]

_P = ParamSpec("_P")
_R = TypeVar("_R")

_FLAGS: Final = {
    "filter_lists": "--filter-list",
    "limits": "--set",
    "installed_rules": "--installed-rules",
    "preset": "--preset",
    "rule_settings": "--set",
    "rules": "--rules",
    "rules_off": "--rules-off",
    "rules_on": "--rules-on",
    "strip_dateline": "--strip-dateline",
    "threshold": "--threshold",
}

_OPTIONS: Final = (
    click.option(
        "--config",
        "config_file",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Read the settings from this file. Without it: cleanarticle.toml, or [tool.cleanarticle] of "
        "pyproject.toml, of this folder or the nearest around it.",
    ),
    click.option("--no-config", is_flag=True, help="Read no file of settings."),
    click.option(
        "--preset", type=click.Choice(get_args(Preset)), help="Keep only what is surely body, or all that may be."
    ),
    click.option("--threshold", type=float, help="Score a block needs to be kept, as log odds."),
    click.option("--rules-off", metavar="NAME", multiple=True, help="Switch off a rule, or a family as 'family/*'."),
    click.option("--rules-on", metavar="NAME", multiple=True, help="Switch on a rule, or a family as 'family/*'."),
    click.option(
        "--set",
        "assignments",
        metavar="RULE.SETTING=VALUE",
        multiple=True,
        help="Change a setting of a rule, or a limit as limits.NAME=VALUE.",
    ),
    click.option(
        "--rules",
        "rule_files",
        metavar="FILE",
        multiple=True,
        help="A Python file with rules of your own, asked beside those of the package.",
    ),
    click.option(
        "--installed-rules/--no-installed-rules", default=None, help="Ask the rules of installed packages too."
    ),
    click.option(
        "--strip-dateline/--keep-dateline", default=None, help="Take the dateline out of the first paragraph."
    ),
    click.option(
        "--filter-list",
        "filter_lists",
        metavar="FILE",
        multiple=True,
        help="Drop what this filter list hides (syntax of Adblock Plus and uBlock Origin).",
    ),
)


def site_profiles(command: Callable[_P, _R]) -> Callable[..., _R]:
    """Give a command the option for profiles of sites, and pass it what is loaded, as `profiles`."""

    def load(context: click.Context, parameter: click.Parameter, path: Path | None) -> Profiles | None:
        return None if path is None else Profiles.load(path)

    option = click.option(
        "--site-profiles",
        "profiles",
        metavar="FOLDER",
        type=click.Path(exists=True, path_type=Path),
        callback=load,
        help="Use the profiles of sites in this folder, or in this file, for the page's address.",
    )
    return option(command)


def configured(command: Callable[_P, _R]) -> Callable[..., _R]:
    """Give a command the options for settings, and pass it what they come to, as `loaded`.

    Names of rules may also be one list with commas.
    """

    @wraps(command)
    def run(
        *arguments: Any,
        config_file: Path | None,
        no_config: bool,
        preset: str | None,
        threshold: float | None,
        rules_off: tuple[str, ...],
        rules_on: tuple[str, ...],
        assignments: tuple[str, ...],
        rule_files: tuple[str, ...],
        installed_rules: bool | None,
        strip_dateline: bool | None,
        filter_lists: tuple[str, ...],
        **others: Any,
    ) -> _R:
        values: dict[str, Any] = {
            "preset": preset,
            "threshold": threshold,
            "rules_off": _items(rules_off),
            "rules_on": _items(rules_on),
            "rules": list(rule_files),
            "installed_rules": installed_rules,
            "strip_dateline": strip_dateline,
            "filter_lists": list(filter_lists),
        }
        given = {name: value for name, value in values.items() if value not in (None, [])}
        loaded = _load(config_file, Layer(given | _assigned(assignments), _flag), no_config=no_config)
        return command(*arguments, loaded=loaded, **others)  # type: ignore[arg-type]  # the options are taken away

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


def _load(file: Path | None, flags: Layer, *, no_config: bool) -> LoadedConfig:
    environment = dict(os.environ)
    if not no_config:
        return load_config(file, folder=Path.cwd(), environment=environment, flags=flags)
    if file is not None:
        raise click.UsageError("--config and --no-config exclude each other; leave one out")
    environment.pop(FILE_VARIABLE, None)
    return load_config(environment=environment, flags=flags)


def _flag(path: tuple[str, ...]) -> str:
    return _FLAGS.get(path[0], "--set") if path else "the options"


def _items(given: Iterable[str]) -> list[str]:
    return [item.strip() for each in given for item in each.split(",") if item.strip()]


def _assigned(assignments: Iterable[str]) -> dict[str, Any]:
    """Tables of settings, from `RULE.SETTING=VALUE`."""
    values: dict[str, Any] = {}
    for each in assignments:
        key, equals, text = each.partition("=")
        owner, dot, name = key.strip().partition(".")
        if not (equals and dot and owner and name):
            raise ConfigError(f"--set {each}: write RULE.SETTING=VALUE, as in reading-time.max_words=6")
        table = values.setdefault("limits", {}) if owner == "limits" else None
        if table is None:
            table = values.setdefault("rule_settings", {}).setdefault(owner, {})
        table[name] = _value(text.strip())
    return values


def _value(text: str) -> Any:
    """A value as in a file; what is none is text."""
    try:
        return tomllib.loads(f"value = {text}")["value"] if "\n" not in text else text
    except (ValueError, RecursionError):
        return text
