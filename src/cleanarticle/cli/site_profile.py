"""`cleanarticle profile`: draft the profile of a site, and check profiles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleanarticle.cli.exit_codes import ExitCode
from cleanarticle.cli.output import tell
from cleanarticle.cli.source import read_source
from cleanarticle.errors import ConfigError

if TYPE_CHECKING:
    from cleanarticle.overlays.profiles import Profile

__all__ = ["profile"]


@click.group()
def profile() -> None:
    """Site profiles: what is known of the pages of one host."""


@profile.command()
@click.argument("pages", nargs=-1, required=True)
@click.option("--host", help="The site's host, if the pages don't say it.")
def draft(pages: tuple[str, ...], host: str | None) -> None:
    """Propose a profile, as TOML, from several PAGES of a site.

    PAGES are files or http(s) addresses of articles with the same layout; five are better than two.
    """
    from cleanarticle.upgrade.profile_draft import DraftPage, draft_profile

    sources = [read_source(page, None) for page in pages]
    drafted = draft_profile([DraftPage(source.data, source.url, source.charset) for source in sources], host=host)
    click.echo(drafted, nl=False)


@profile.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Check profiles: keys, values, selectors, names of rules.

    FILES are profiles or folders of them. For profiles in the format of Full-Text RSS, the directives that this
    library does not support are listed. Exit codes: 0 all are valid, 2 one is not.
    """
    failed = False
    for path in files:
        for file in sorted(_files(path)):
            failed |= not _check(file)
    if failed:
        click.get_current_context().exit(ExitCode.USAGE)


def _files(path: Path) -> list[Path]:
    """A file, or the profiles in a folder. Each is checked on its own, so that the errors of all are seen."""
    if not path.is_dir():
        return [path]
    named = [*path.rglob("*.toml"), *(file for file in path.rglob("*.txt") if "." in file.stem)]
    return [file for file in named if file.is_file()]


def _check(file: Path) -> bool:
    """Check one file, print the result, and return True if it is valid."""
    from cleanarticle.overlays.profiles import Profiles
    from cleanarticle.pipeline import Extractor

    try:
        loaded = Profiles.load(file)
        Extractor(profiles=loaded)
    except ConfigError as error:
        tell(str(error))
        return False
    for site_profile in loaded.profiles:
        click.echo(f"{file}: {_summary(site_profile)}")
        for item in site_profile.unsupported:
            click.echo(f"{file}:{item.line}: not supported: {item.directive}: {item.reason}")
    return True


def _summary(loaded: Profile) -> str:
    dated = loaded.valid_from is not None or loaded.valid_until is not None
    days = f", {loaded.valid_from or '…'} to {loaded.valid_until or '…'}" if dated else ""
    count = len(loaded.selectors)
    return f"good, for {', '.join(loaded.hosts)}{days}, {count} selector{'s' if count != 1 else ''}"
