"""How a command is told which columns of a table hold the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, ParamSpec, TypeVar

import click

from cleanarticle.archive import TableColumns

__all__ = ["table_columns"]

_P = ParamSpec("_P")
_R = TypeVar("_R")
_ROLES: Final = ("html", "url", "fetched", "charset", "id", "table")


def table_columns(command: Callable[_P, _R]) -> Callable[..., _R]:
    """Give a command the option for columns of tables, and pass it what they are, as `columns`."""

    def read(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> TableColumns:
        named: dict[str, Any] = {}
        for each in given:
            role, equals, name = each.partition("=")
            if not equals or role not in _ROLES:
                raise click.UsageError(f"--column {each}: write ROLE=NAME, where ROLE is one of {', '.join(_ROLES)}")
            named[role] = name
        return TableColumns(**named)

    option = click.option(
        "--column",
        "columns",
        metavar="ROLE=NAME",
        multiple=True,
        callback=read,
        help=f"The column of a table that holds the {', '.join(_ROLES[:-1])}; or table=NAME.",
    )
    return option(command)
