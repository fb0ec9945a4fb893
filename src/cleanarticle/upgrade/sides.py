"""The two sides of a comparison: settings of the installed version, or another version with its own settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

from cleanarticle.config.model import Config, Preset
from cleanarticle.config.sources import load_config
from cleanarticle.errors import ConfigError

__all__ = ["PRESENT", "Side", "side_of"]

PRESENT: Final = "present"
_PRESETS: Final = get_args(Preset)
_PYTHONS: Final = ("bin/python", "Scripts/python.exe")


@dataclass(frozen=True, slots=True)
class Side:
    """One side.

    Attributes:
        name: The name that the user gave.
        config: The settings, if the installed version reads the pages.
        python: The Python of an environment with another version; `None` for the installed one.
        settings: The settings of the other version: nothing, `{"file": PATH}` or `{"preset": NAME}`.
    """

    name: str
    config: Config | None = None
    python: Path | None = None
    settings: Mapping[str, str] | None = None


def side_of(name: str, *, folder: Path | None = None) -> Side:
    """Find out which settings, or which other version, a name means.

    Args:
        name: A file of settings (`*.toml`), a preset, or `present` for the settings as found, all with the installed
            version; or the folder or the Python of a virtual environment that has another version, alone or with `+`
            and a file of settings or a preset: `next-env+strict.toml`.
        folder: Where to look for the settings as found; the current folder if left out.

    Returns:
        The side.

    Raises:
        ConfigError: The name means none of these, or the settings are wrong.
    """
    if name == PRESENT:
        found = load_config(folder=folder or Path.cwd(), environment=dict(os.environ))
        return Side(name, found.config)
    if name in _PRESETS:
        return Side(name, Config(preset=name))
    if python := _python_of(name):
        return Side(name, python=python, settings={})
    environment, _, settings = name.rpartition("+")
    if environment and (python := _python_of(environment)):
        # Another version reads the file itself: it may know settings that this one does not.
        return Side(name, python=python, settings=_settings(settings))
    if name.endswith(".toml"):
        return Side(name, Config.from_file(name))
    raise ConfigError(
        f"{name!r} is neither settings nor an environment; name a .toml file, a preset ({', '.join(_PRESETS)}), "
        f"{PRESENT!r}, or the folder of a virtual environment with another version"
    )


def _python_of(name: str) -> Path | None:
    """The Python of an environment, given by its folder or by itself. Its link is not resolved: it leads out of it."""
    path = Path(name).absolute()
    if path.is_file() and path.name.startswith("python"):
        return path
    return next((path / python for python in _PYTHONS if (path / python).is_file()), None)


def _settings(name: str) -> dict[str, str]:
    if name in _PRESETS:
        return {"preset": name}
    if Path(name).is_file():
        return {"file": str(Path(name).absolute())}
    raise ConfigError(f"{name!r} is neither a preset nor a file of settings; name one after the +")
