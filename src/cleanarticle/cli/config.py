"""`cleanarticle config`: print the settings with their sources, or write a file of settings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cleanarticle.cli.settings import configured
from cleanarticle.errors import ConfigError

if TYPE_CHECKING:
    from cleanarticle.config.sources import LoadedConfig
    from cleanarticle.rules.api import SettingValue

__all__ = ["config"]

# Comments are folded to this many columns, as an editor shows them beside another file.
_WIDTH: Final = 100


@click.group()
def config() -> None:
    """Show the settings, or write a file of them."""


@config.command()
@configured
@click.option("--json", "as_json", is_flag=True, help="Print JSON: a list of keys, values and sources.")
def show(loaded: LoadedConfig, as_json: bool) -> None:
    """Print every setting with its source: a file and line, a variable, a flag, or the default.

    The output is itself a file of settings.
    """
    if as_json:
        rows = [{"key": ".".join(value.key), "value": value.value, "source": value.source} for value in loaded.values()]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    click.echo(f"# {loaded.file or 'no file of settings'}")
    for line in _lines(loaded):
        click.echo(line)


@config.command()
def schema() -> None:
    """Print the JSON Schema of a file of settings."""
    from cleanarticle.config.model import config_schema

    click.echo(json.dumps(config_schema(), indent=2, ensure_ascii=False))


@config.command()
@click.argument("file", default="cleanarticle.toml", type=click.Path(path_type=Path, dir_okay=False))
def init(file: Path) -> None:
    """Write a file with every setting at its default, commented out. FILE is cleanarticle.toml if left out."""
    from cleanarticle.config.model import Config, attribute_docs
    from cleanarticle.config.sources import load_config

    about = attribute_docs(Config)
    lines = ["# Settings of cleanarticle. Remove the # from a setting to change it."]
    for line in _lines(load_config(), sources=False):
        name = line.partition(" =")[0]
        if name in about:
            lines += ["", *(f"# {text}" for text in _wrapped(about[name]))]
        # Headers of tables stay: without its header, a value would belong to the table above it.
        lines.append(line if not line or line.startswith("[") else f"# {line}")
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write("\n".join(lines) + "\n")
    except FileExistsError as error:
        raise ConfigError(f"{file} already exists; name another file") from error
    click.echo(f"{file} written")


def _lines(loaded: LoadedConfig, *, sources: bool = True) -> Iterator[str]:
    """A configuration as TOML, each value with its source as a comment."""

    def line(text: str, source: str) -> str:
        return f"{text}  # {source}" if sources else text

    values = list(loaded.values())
    for value in values:
        if len(value.key) == 1 and not value.is_item:
            yield line(f"{value.key[0]} = {_toml(value.value)}", value.source)
    for name, items in loaded.lists():
        if not items:
            yield line(f"{name} = []", "default")
            continue
        yield f"{name} = ["
        yield from (line(f"  {_toml(item.value)},", item.source) for item in values if item.key == (name,))
        yield "]"
    in_tables = (value for value in values if len(value.key) > 1)
    for table, members in groupby(in_tables, key=lambda value: value.key[:-1]):
        yield ""
        yield f"[{'.'.join(table)}]"
        yield from (line(f"{value.key[-1]} = {_toml(value.value)}", value.source) for value in members)


def _toml(value: SettingValue) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    # A string of JSON is one of TOML, but for one character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
