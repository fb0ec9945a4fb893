"""The command `cleanarticle`: its subcommands, and the exit codes of errors."""

from __future__ import annotations

from typing import Any, Final

import click

from cleanarticle.cli.exit_codes import ExitCode
from cleanarticle.cli.lazy import LazyGroup
from cleanarticle.errors import (
    BatchError,
    CleanArticleError,
    ConfigError,
    FixtureError,
    NoArticleFound,
    RuleError,
)

__all__ = ["app"]

_COMMANDS: Final = {
    "batch": (
        "cleanarticle.cli.batch:batch",
        "Clean every page of archives: WARC, WACZ, ARC, zip, tar, Parquet, JSON lines, SQLite, MHTML, folders.",
    ),
    "compare": (
        "cleanarticle.cli.compare:compare",
        "Read every page with A and with B, and show what changes from A to B, grouped by cause.",
    ),
    "config": ("cleanarticle.cli.config:config", "Show the settings, or write a file of them."),
    "drift": (
        "cleanarticle.cli.drift:drift",
        "Find the sites that changed their layout: hosts whose rates jump from one batch of pages to the next.",
    ),
    "explain": (
        "cleanarticle.cli.explain:explain",
        "Show every block of a page: kept or dropped, its points, and the rule and reason that decided.",
    ),
    "extract": ("cleanarticle.cli.extract:extract", "Print the article of one page."),
    "filters": ("cleanarticle.cli.filters:filters", "Show which rules of filter lists are used, and which are not."),
    "fixture": ("cleanarticle.cli.fixture:fixture", "Fixtures: pages with what must come out of them."),
    "profile": ("cleanarticle.cli.site_profile:profile", "Site profiles: what is known of the pages of one host."),
    "rules": ("cleanarticle.cli.rules:rules", "Show the rules, or write a new one."),
}


class _Commands(LazyGroup):
    """Turns this library's errors into one line and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except NoArticleFound as error:
            self._end(ctx, error, ExitCode.FAILED)
        except (BatchError, ConfigError, FixtureError, RuleError) as error:
            self._end(ctx, error, ExitCode.USAGE)
        except BrokenPipeError:
            raise  # the reader of the output has gone; click ends quietly
        except (CleanArticleError, OSError) as error:
            self._end(ctx, error, ExitCode.UNREADABLE)
        except (KeyboardInterrupt, click.exceptions.Abort):
            ctx.exit(ExitCode.STOPPED)

    @staticmethod
    def _end(ctx: click.Context, error: Exception, code: ExitCode) -> None:
        click.echo(f"cleanarticle: {error}", err=True)
        ctx.exit(code)


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from importlib.metadata import version

        from cleanarticle import core

        click.echo(f"cleanarticle {version('cleanarticle')} ({core.describe()})")
        ctx.exit()


@click.group(cls=_Commands, lazy=_COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def app() -> None:
    """HTML of a news or blog page in, one clean article out, with a reason for every block that was dropped.

    Exit codes: 0 done, 1 nothing extracted (of compare and drift: something changed), 2 wrong usage, 3 unreadable
    input, 130 stopped.
    """
