"""The group of commands, and how it ends: 0 done, 1 nothing extracted, 2 usage, 3 unreadable input, 130 stopped."""

from __future__ import annotations

from typing import Any

import click

from cleanarticle.cli.batch import batch
from cleanarticle.cli.compare import compare
from cleanarticle.cli.config import config
from cleanarticle.cli.drift import drift
from cleanarticle.cli.explain import explain
from cleanarticle.cli.extract import extract
from cleanarticle.cli.filters import filters
from cleanarticle.cli.fixture import fixture
from cleanarticle.cli.profile import profile
from cleanarticle.cli.rules import rules
from cleanarticle.errors import (
    BatchError,
    CleanArticleError,
    ConfigError,
    FixtureError,
    NoArticleFound,
    RuleError,
)

__all__ = ["app"]

NOTHING_EXTRACTED = 1
USAGE = 2
UNREADABLE = 3
STOPPED = 130


class _Group(click.Group):
    """Turns this library's errors into one line and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except NoArticleFound as error:
            self._end(ctx, error, NOTHING_EXTRACTED)
        except (BatchError, ConfigError, FixtureError, RuleError) as error:
            self._end(ctx, error, USAGE)
        except BrokenPipeError:
            raise  # the reader of the output has gone; click ends quietly
        except (CleanArticleError, OSError) as error:
            self._end(ctx, error, UNREADABLE)
        except (KeyboardInterrupt, click.exceptions.Abort):
            ctx.exit(STOPPED)

    @staticmethod
    def _end(ctx: click.Context, error: Exception, code: int) -> None:
        click.echo(f"cleanarticle: {error}", err=True)
        ctx.exit(code)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cleanarticle")
def app() -> None:
    """HTML of a news or blog page in, one clean article out, with a reason for every block that was dropped.

    Exit codes: 0 done, 1 nothing extracted (of compare and drift: something changed), 2 wrong usage, 3 unreadable
    input, 130 stopped.
    """


app.add_command(extract)
app.add_command(batch)
app.add_command(explain)
app.add_command(profile)
app.add_command(rules)
app.add_command(config)
app.add_command(filters)
app.add_command(compare)
app.add_command(drift)
app.add_command(fixture)
