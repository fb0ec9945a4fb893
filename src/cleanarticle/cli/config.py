"""`cleanarticle config`: the settings, with where each comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

import click

from cleanarticle.cli.settings import configured
from cleanarticle.config.model import Config, attribute_docs, config_schema
from cleanarticle.config.sources import FILE_NAME, LoadedConfig, load_config
from cleanarticle.errors import ConfigError
from cleanarticle.rules.api import SettingValue

__all__ = ["config"]

_WIDTH: Final = 100


@click.group()
def config() -> None:
    """Show the settings, or begin a file of them."""


@config.command()
@configured
@click.option("--json", "as_json", is_flag=True, help="As JSON: a list of keys, values and sources.")
def show(loaded: LoadedConfig, as_json: bool) -> None:
    """Print every setting with where it comes from: a file and line, a variable, a flag, or the default.

    What is printed is a file of settings itself.
    """
    if as_json:
        rows = [{"key": ".".join(each.key), "value": each.value, "source": each.source} for each in loaded.values()]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    click.echo(f"# {loaded.file or 'no file of settings'}")
    for line in _lines(loaded):
        click.echo(line)


@config.command()
def schema() -> None:
    """Print the JSON Schema of a file of settings."""
    click.echo(json.dumps(config_schema(), indent=2, ensure_ascii=False))


@config.command()
@click.argument("file", default=FILE_NAME, type=click.Path(path_type=Path, dir_okay=False))
def init(file: Path) -> None:
    """Write a file with every setting at its default, commented out. FILE is cleanarticle.toml if left out."""
    about = attribute_docs(Config)
    lines = ["# Settings of cleanarticle. Take the # away from what is to be changed."]
    for line in _lines(load_config(), sources=False):
        name = line.partition(" =")[0]
        if name in about:
            lines += ["", *(f"# {each}" for each in _wrapped(about[name]))]
        # The name of a table stays: without it a value below would be one of the table before.
        lines.append(line if not line or line.startswith("[") else f"# {line}")
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write("\n".join(lines) + "\n")
    except FileExistsError as error:
        raise ConfigError(f"{file} exists already; name another file") from error
    click.echo(f"{file} written")


def _lines(loaded: LoadedConfig, *, sources: bool = True) -> Iterator[str]:
    """A configuration as TOML, each value with its source as a comment."""

    def line(text: str, source: str) -> str:
        return f"{text}  # {source}" if sources else text

    values = list(loaded.values())
    for each in values:
        if len(each.key) == 1 and not each.is_item:
            yield line(f"{each.key[0]} = {_toml(each.value)}", each.source)
    for name, items in loaded.lists():
        if not items:
            yield line(f"{name} = []", "default")
            continue
        yield f"{name} = ["
        yield from (line(f"  {_toml(each.value)},", each.source) for each in values if each.key == (name,))
        yield "]"
    in_tables = (each for each in values if len(each.key) > 1)
    for table, members in groupby(in_tables, key=lambda each: each.key[:-1]):
        yield ""
        yield f"[{'.'.join(table)}]"
        yield from (line(f"{each.key[-1]} = {_toml(each.value)}", each.source) for each in members)


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
