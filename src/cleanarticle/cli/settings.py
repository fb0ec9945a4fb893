"""The options for settings that commands share: `configured` and `site_profiles`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

import click

from cleanarticle.errors import ConfigError

if TYPE_CHECKING:
    from cleanarticle.config.sources import LoadedConfig
    from cleanarticle.overlays.profiles import Profiles

__all__ = ["PRESETS", "configured", "site_profiles"]

_P = ParamSpec("_P")
_R = TypeVar("_R")

PRESETS: Final = ("precision", "balanced", "recall")
"""The values of `Preset`, here so that a usage error loads no settings."""

# The options have the names of the settings; `--set` gives values in the tables `rule_settings` and `limits`.
_SINGLE: Final = ("preset", "threshold", "installed_rules", "strip_dateline", "include_subtitle", "positions")
_LISTS: Final = ("rules_off", "rules_on", "rules", "filter_lists")
_FLAGS: Final = {"filter_lists": "--filter-list", "limits": "--set", "rule_settings": "--set"}
"""The flags of settings that are not named like their setting."""

_OPTIONS: Final = (
    click.option(
        "--config",
        "config_file",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Read the settings from this file. Default: cleanarticle.toml, or [tool.cleanarticle] of pyproject.toml, "
        "in this folder or the nearest folder above.",
    ),
    click.option("--no-config", is_flag=True, help="Read no file of settings."),
    click.option(
        "--preset", type=click.Choice(PRESETS), help="Keep only what is surely body, or everything that may be."
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
        "--rules", metavar="FILE", multiple=True, help="Use the rules of this Python file beside those of the package."
    ),
    click.option(
        "--installed-rules/--no-installed-rules", default=None, help="Use the rules of installed packages too."
    ),
    click.option(
        "--strip-dateline/--keep-dateline", default=None, help="Take the dateline out of the first paragraph."
    ),
    click.option(
        "--include-subtitle/--leave-subtitle", default=None, help="Let the text have the subtitle as a paragraph."
    ),
    click.option(
        "--positions/--no-positions", default=None, help="Say in JSON where in the source each paragraph stands."
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
    """Give a command the option for site profiles. It is called with the loaded ones as `profiles`."""

    def load(context: click.Context, parameter: click.Parameter, path: Path | None) -> Profiles | None:
        if path is None:
            return None
        from cleanarticle.overlays.profiles import Profiles

        return Profiles.load(path)

    option = click.option(
        "--site-profiles",
        "profiles",
        metavar="FOLDER",
        type=click.Path(exists=True, path_type=Path),
        callback=load,
        help="Use the site profile for the page's address, from this folder or file.",
    )
    return option(command)


def configured(command: Callable[_P, _R]) -> Callable[..., _R]:
    """Give a command the options for settings. It is called with the loaded configuration as `loaded`.

    Names of rules may also be given as one list with commas.
    """

    @wraps(command)
    def run(
        *arguments: Any, config_file: Path | None, no_config: bool, assignments: tuple[str, ...], **options: Any
    ) -> _R:
        single = {name: options.pop(name) for name in _SINGLE}
        lists = {name: list(options.pop(name)) for name in _LISTS}
        for name in ("rules_off", "rules_on"):
            lists[name] = _split(lists[name])
        given = {name: value for name, value in (single | lists).items() if value not in (None, [])}
        loaded = _load(config_file, given | _assigned(assignments), no_config=no_config)
        return command(*arguments, loaded=loaded, **options)  # type: ignore[arg-type]  # mypy can't follow the options

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


def _load(file: Path | None, values: dict[str, Any], *, no_config: bool) -> LoadedConfig:
    from cleanarticle.config.sources import FILE_VARIABLE, SettingsLayer, load_config

    flags = SettingsLayer(values, _flag)
    environment = dict(os.environ)
    if not no_config:
        return load_config(file, folder=Path.cwd(), environment=environment, flags=flags)
    if file is not None:
        raise click.UsageError("--config and --no-config exclude each other; leave one out")
    environment.pop(FILE_VARIABLE, None)
    return load_config(environment=environment, flags=flags)


def _flag(path: tuple[str, ...]) -> str:
    return _FLAGS.get(path[0], f"--{path[0].replace('_', '-')}") if path else "the options"


def _split(lists: Iterable[str]) -> list[str]:
    return [item.strip() for items in lists for item in items.split(",") if item.strip()]


def _assigned(assignments: Iterable[str]) -> dict[str, Any]:
    """The tables of settings that `RULE.SETTING=VALUE` and `limits.NAME=VALUE` give."""
    from cleanarticle.config.sources import toml_value

    values: dict[str, Any] = {}
    for assignment in assignments:
        key, equals, text = assignment.partition("=")
        owner, dot, name = key.strip().partition(".")
        if not (equals and dot and owner and name):
            raise ConfigError(f"--set {assignment}: write RULE.SETTING=VALUE, as in reading-time.max_words=6")
        path = ("limits",) if owner == "limits" else ("rule_settings", owner)
        table = values
        for part in path:
            table = table.setdefault(part, {})
        value = toml_value(text.strip())
        table[name] = text.strip() if value is None else value
    return values
