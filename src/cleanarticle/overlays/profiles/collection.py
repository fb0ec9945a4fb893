"""Loaded profiles, and which of them applies to a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from cleanarticle.errors import ConfigError
from cleanarticle.overlays.profiles.fivefilters import read_fivefilters
from cleanarticle.overlays.profiles.model import Profile, address_of, rank
from cleanarticle.overlays.profiles.toml import read_toml

__all__ = ["Profiles"]

_READERS = {".toml": read_toml, ".txt": read_fivefilters}


@dataclass(frozen=True, slots=True)
class Profiles:
    """Site profiles, given to `Extractor` as `profiles`. They never change, and pickle.

    Attributes:
        profiles: The profiles.
    """

    profiles: tuple[Profile, ...] = ()
    _by_host: dict[str, tuple[Profile, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_host: dict[str, tuple[Profile, ...]] = {}
        for profile in self.profiles:
            for host in profile.hosts:
                by_host[host] = (*by_host.get(host, ()), profile)
        object.__setattr__(self, "_by_host", by_host)

    @classmethod
    def load(cls, path: str | Path) -> Profiles:
        """Load profiles from a file, or from all files of a folder and the folders in it.

        Files `*.toml` are profiles of this library; files `host.txt` are site configurations of FiveFilters'
        Full-Text RSS. Text files whose name is not a host are skipped.

        Raises:
            ConfigError: There is no such file or folder, it holds no profile, or a profile is not well-formed. The
                message names file and line.
        """
        path = Path(path)
        if not path.exists():
            raise ConfigError(f"{path}: there is no such file or folder of site profiles")
        return cls._of(_walk(path), str(path))

    @classmethod
    def from_package(cls, package: str, folder: str = "") -> Profiles:
        """Load profiles that an installed package carries.

        Args:
            package: Name of the package, such as `my_profiles`.
            folder: Folder in it, such as `news/de`.

        Raises:
            ConfigError: As for `load`, or there is no such package.
        """
        try:
            root = files(package)
        except (ModuleNotFoundError, TypeError, ValueError) as error:
            raise ConfigError(f"there is no package {package!r} to load site profiles from") from error
        for part in folder.split("/") if folder else ():
            root = root.joinpath(part)
        place = f"{package}/{folder}" if folder else package
        if not root.is_dir():
            raise ConfigError(f"{place}: there is no such folder of site profiles")
        return cls._of(_walk(root), place)

    @classmethod
    def _of(cls, found: Iterable[Traversable], place: str) -> Profiles:
        profiles = tuple(profile for file in found if (profile := _read(file)) is not None)
        if not profiles:
            raise ConfigError(f"{place}: no site profile; a profile is a file example.toml, or example.com.txt")
        return cls(profiles)

    def __len__(self) -> int:
        return len(self.profiles)

    def find(self, url: str | None, fetched: dt.date | None = None) -> Profile | None:
        """Find the profile for a page.

        The host itself comes before `*.` above it, the longer before the shorter; then a profile that names the path
        before one that is for all paths; then the layout of the day, or the newest if the day is not known.

        Args:
            url: The page's address. Without it no profile is found.
            fetched: The day, or moment, at which the page was fetched. If it is given, only layouts valid on that day
                count; else all do.

        Returns:
            The profile, or `None`.
        """
        address = address_of(url) if url else None
        if address is None:
            return None
        day = fetched.date() if isinstance(fetched, dt.datetime) else fetched
        for host in _hosts_for(address.host):
            fitting = [
                profile
                for profile in self._by_host.get(host, ())
                if profile.fits_path(address.path) >= 0 and profile.fits_day(day)
            ]
            if fitting:
                return max(fitting, key=lambda profile: rank(profile, address.path, day))
        return None


def _hosts_for(host: str) -> Iterator[str]:
    yield host
    while "." in host:
        host = host.partition(".")[2]
        yield f"*.{host}"


def _walk(place: Traversable) -> Iterator[Traversable]:
    """The files in a folder and in those below, by name."""
    folders = [place]
    while folders:
        at = folders.pop()
        if at.is_dir():
            folders += sorted(at.iterdir(), key=lambda each: each.name, reverse=True)
        elif at.is_file():
            yield at


def _read(file: Traversable) -> Profile | None:
    """The profile in a file; `None` if the file's name is not that of a profile."""
    reader = _READERS.get(Path(file.name).suffix)
    if reader is None:
        return None
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: a site profile is text in UTF-8, and this is not: {error}") from error
    except OSError as error:
        raise ConfigError(f"{file}: can't be read: {error}") from error
    return reader(text, file.name, str(file))
