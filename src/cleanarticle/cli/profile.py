"""`cleanarticle profile`: draft the profile of a site, and check profiles."""

from __future__ import annotations

from pathlib import Path

import click

from cleanarticle.cli.source import read_source
from cleanarticle.errors import ConfigError
from cleanarticle.overlays.profiles import Profile, Profiles
from cleanarticle.pipeline import Extractor
from cleanarticle.upgrade.profile_draft import DraftPage, draft_profile

__all__ = ["profile"]

_USAGE = 2


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
    sources = [read_source(page, None) for page in pages]
    drafted = draft_profile([DraftPage(each.data, each.url, each.charset) for each in sources], host=host)
    click.echo(drafted, nl=False)


@profile.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Check profiles: keys, values, selectors, names of rules.

    FILES are profiles or folders of them. Of those in the format of Full-Text RSS it is listed what this library does
    not do. Ends with 2 if one is not well-formed.
    """
    failed = False
    for file in files:
        for each in sorted(_files(file)):
            failed |= not _check(each)
    if failed:
        click.get_current_context().exit(_USAGE)


def _files(path: Path) -> list[Path]:
    """A file, or the profiles in a folder: each is checked alone, so that all errors are seen."""
    if not path.is_dir():
        return [path]
    named = [*path.rglob("*.toml"), *(each for each in path.rglob("*.txt") if "." in each.stem)]
    return [each for each in named if each.is_file()]


def _check(file: Path) -> bool:
    """Print what is found about one file, and tell whether it is well-formed."""
    try:
        loaded = Profiles.load(file)
        Extractor(profiles=loaded)
    except ConfigError as error:
        click.echo(f"cleanarticle: {error}", err=True)
        return False
    for each in loaded.profiles:
        click.echo(f"{file}: {_summary(each)}")
        for item in each.unsupported:
            click.echo(f"{file}:{item.line}: not supported: {item.directive}: {item.reason}")
    return True


def _summary(loaded: Profile) -> str:
    days = f", {loaded.valid_from or '…'} to {loaded.valid_until or '…'}" if _is_dated(loaded) else ""
    count = len(loaded.selectors)
    return f"good, for {', '.join(loaded.hosts)}{days}, {count} selector{'s' if count != 1 else ''}"


def _is_dated(loaded: Profile) -> bool:
    return loaded.valid_from is not None or loaded.valid_until is not None
